"""The values of the article graph: nodes and edges, a neighbourhood, orphaned citations, articles touched, hubs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cpp_versions.answers import ArticleRef, CitationAnswer, iso

__all__ = [
    "Edge",
    "EdgeKind",
    "Growth",
    "Hub",
    "Neighbourhood",
    "Node",
    "NodeKind",
    "Orphan",
    "OrphanStatus",
    "Reason",
    "Touched",
]

Json = dict[str, Any]


class NodeKind(StrEnum):
    """What a node stands for: an article, one of its versions, a section of the plan, an act."""

    ARTICLE = "article"
    VERSION = "version"
    SECTION = "section"
    ACT = "act"


class EdgeKind(StrEnum):
    """What an edge says, read from its start to its end: an article `cites` another, a section `contains` an article
    (and an article its versions), a version is `amended_by` an act, an article is `succeeded_by` another."""

    CITES = "cites"
    CONTAINS = "contains"
    AMENDED_BY = "amended_by"
    SUCCEEDED_BY = "succeeded_by"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `id` is `article:cpp:R57-7-62`, `version:cpp:R57-7-62@2010-12-29`, `section:cpp:…` or `act:…`.

    `ref` is the article of an article or a version. `state` of an article on the day: `in_force`, `not_in_force` or
    `unknown` (no source has it). `steps`: how many edges from the article asked for.
    """

    id: str
    kind: NodeKind
    label: str
    code: str | None
    steps: int
    ref: ArticleRef | None = None
    state: str = ""

    def as_json(self) -> Json:
        number = {"number": self.ref.number} if self.ref else {}
        state = {"state": self.state} if self.state else {}
        return {
            "id": self.id, "kind": str(self.kind), "code": self.code, "label": self.label, "steps": self.steps,
            **number, **state,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes by their ids. `count`: how many citations it stands for. `date`, of a succession."""

    start: str
    end: str
    kind: EdgeKind
    count: int = 1
    date: date | None = None

    def as_json(self) -> Json:
        when = {"date": iso(self.date)} if self.date else {}
        return {"from": self.start, "to": self.end, "kind": str(self.kind), "count": self.count, **when}


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies around an article on a day: the article is the first node.

    `left_out` counts the articles as near that the bound left out; `as_of` is the date of the data.
    """

    ref: ArticleRef
    at: date
    as_of: date
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "at": iso(self.at),
            "as_of": iso(self.as_of),
            "nodes": [node.as_json() for node in self.nodes],
            "edges": [edge.as_json() for edge in self.edges],
            "left_out": self.left_out,
        }


class OrphanStatus(StrEnum):
    """Why a citation leads nowhere, or astray.

    `unknown`: no source has ever had such an article. `not_in_force`: it has ended, or hasn't begun (as far as the
    sources tell). `other_text`: its number holds another rule than when the citing sentence was written. `ambiguous`:
    the number stands twice on that day.
    """

    UNKNOWN = "unknown"
    NOT_IN_FORCE = "not_in_force"
    OTHER_TEXT = "other_text"
    AMBIGUOUS = "ambiguous"


class Reason(StrEnum):
    """The status said more closely: `not_in_force` is `ended` or `not_yet` (the first text known begins later)."""

    UNKNOWN = "unknown"
    ENDED = "ended"
    NOT_YET = "not_yet"
    REUSED = "reused"
    TWICE = "twice"

    @property
    def status(self) -> OrphanStatus:
        """The status in the contract's words."""
        return _STATUS[self]


_STATUS = {
    Reason.UNKNOWN: OrphanStatus.UNKNOWN,
    Reason.ENDED: OrphanStatus.NOT_IN_FORCE,
    Reason.NOT_YET: OrphanStatus.NOT_IN_FORCE,
    Reason.REUSED: OrphanStatus.OTHER_TEXT,
    Reason.TWICE: OrphanStatus.AMBIGUOUS,
}


@dataclass(frozen=True, slots=True)
class Orphan:
    """A citation that leads nowhere on a day, or to another rule.

    `citation` is it, its status that of the orphan and its targets those at fault, for the `reason`. `since`: the day
    from which it is so, None where a source has lost it. `written`: since when the article cites the target without a
    break (where the number is reused: since when the sentence stands word for word), None likewise. `born`: it was
    written when its target was gone already. `until`: the day on which it is mended or its article ends, None if never.
    """

    citation: CitationAnswer
    reason: Reason
    since: date | None
    written: date | None
    until: date | None
    born: bool

    def as_json(self) -> Json:
        return {
            **self.citation.as_json(),
            "reason": str(self.reason),
            "since": iso(self.since),
            "written": iso(self.written),
            "until": iso(self.until),
            "born": self.born,
        }


@dataclass(frozen=True, slots=True)
class Touched:
    """An article that a change of others touches: it cites one of them (`steps` 1), or what does (`steps` 2).

    `via`: the articles that it cites, one step nearer. `citations` counts how often it does.
    """

    ref: ArticleRef
    label: str
    steps: int
    via: tuple[ArticleRef, ...]
    citations: int

    def as_json(self) -> Json:
        return {
            "code": self.ref.code, "number": self.ref.number, "label": self.label, "steps": self.steps,
            "via": list(map(str, self.via)), "citations": self.citations,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hub:
    """An article that many cite: `cited_by` and `cites` count articles, `weight` is its PageRank times the number of
    articles, so that 1 is the average."""

    ref: ArticleRef
    label: str
    cited_by: int
    cites: int
    weight: float

    def as_json(self) -> Json:
        return {
            "code": self.ref.code, "number": self.ref.number, "label": self.label, "cited_by": self.cited_by,
            "cites": self.cites, "weight": round(self.weight, 2),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Growth:
    """The graph on the last day of a year (or on the last day known): articles in force, the sections that hold them,
    pairs of articles of which one cites the other, citations, citations that lead nowhere or astray; and the acts that
    changed an article and the versions that began during the year."""

    day: date
    articles: int
    sections: int
    edges: int
    citations: int
    orphans: int
    acts: int
    versions: int

    def as_json(self) -> Json:
        return {
            "date": iso(self.day), "articles": self.articles, "sections": self.sections, "edges": self.edges,
            "citations": self.citations, "orphans": self.orphans, "acts": self.acts, "versions": self.versions,
        }  # fmt: skip
