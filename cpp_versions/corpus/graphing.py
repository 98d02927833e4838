"""The article graph as `Corpus` tells of it: what lies around an article, orphans, impact, hubs and growth.

The citations of all days are read once (a moment); after that each question is answered from memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef, CitationAnswer
from cpp_versions.corpus.citing import Citing
from cpp_versions.corpus.orphaned import Orphaned, Told, day_of_number
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import acts_of
from cpp_versions.errors import BadNumber, UsageError
from cpp_versions.graph.history import CitedRow, History, VersionRow, day_number, text_number
from cpp_versions.graph.snapshot import Snapshot
from cpp_versions.graph.values import (
    Edge,
    EdgeKind,
    Growth,
    Hub,
    Neighbourhood,
    Node,
    NodeKind,
    Orphan,
    Reason,
    Touched,
)
from cpp_versions.kept import Kept
from cpp_versions.model import State

if TYPE_CHECKING:
    from cpp_versions.corpus.tracing import Tracing

__all__ = ["Graphing"]

_DEEPEST = 3
_LARGEST = 400


class Graphing:
    """What `Corpus` tells of the graph. `tracing` gives the lineage of an article, when it is asked for."""

    def __init__(self, index: Reader, citing: Citing, kept: Kept, tracing: Callable[[], Tracing]) -> None:
        self._index, self._citing, self._kept, self._tracing = index, citing, kept, tracing
        self._snapshot = lru_cache(maxsize=16)(self._load_snapshot)
        self._grown = lru_cache(maxsize=8)(self._load_growth)

    def close(self) -> None:
        """Close the file of results."""
        self._kept.close()

    # -- questions

    def neighbourhood(
        self, reference: str | ArticleRef, at: date | None = None, depth: int = 1, codes: Iterable[str] = (), *,
        limit: int = 60, succession: bool = False,
    ) -> Neighbourhood:  # fmt: skip
        """What cites the article and what it cites on the day `at`, up to `depth` steps and `limit` articles; its
        sections; its version and the acts that made it. With `succession` also where its rule came from and went to,
        which may have to be computed first."""
        article, _ = self._index.find(reference, codes)
        day = at or article.as_of
        if not 1 <= depth <= _DEEPEST:
            raise UsageError(f"depth {depth}: give 1 to {_DEEPEST} steps")
        if not 1 <= limit <= _LARGEST:
            raise UsageError(f"limit {limit}: give 1 to {_LARGEST} articles")
        history, _, _ = self._history
        snapshot = self._snapshot(day_number(day))
        found = snapshot.around(history.nodes[article.ref], depth, limit)
        steps = dict(found.nodes)
        links: list[tuple[ArticleRef, ArticleRef, date]] = []
        if succession:
            for step in self._tracing().trace(article.ref, day).steps:
                old, new = step.link.old, step.link.new
                if step.steps == 1 and old in history.nodes and new in history.nodes:
                    links.append((old, new, step.date))
        for ref in {ref for old, new, _ in links for ref in (old, new)}:
            steps.setdefault(history.nodes[ref], 1)
        nodes = [self._article(node, distance, snapshot) for node, distance in steps.items()]
        edges = [
            Edge(self._id(source), self._id(target), EdgeKind.CITES, count) for source, target, count in found.edges
        ]
        edges += [
            Edge(f"article:{old}", f"article:{new}", EdgeKind.SUCCEEDED_BY, date=moved) for old, new, moved in links
        ]
        for more_nodes, more_edges in (self._places(article.id, article.ref, day), self._made(article.id, day)):
            nodes += more_nodes
            edges += more_edges
        return Neighbourhood(article.ref, day, article.as_of, tuple(nodes), tuple(edges), found.left_out)

    def dangling(
        self, at: date | None = None, codes: Iterable[str] = (), target: str | ArticleRef | None = None
    ) -> tuple[Orphan, ...]:
        """The citations that lead nowhere, or to another rule, on the day `at`, by the day since when.

        With `codes`, those made in these codes; with `target`, those of this article, which no source need know."""
        day = day_number(at or self._as_of())
        chosen = {self._index.code(code) for code in codes}
        wanted = self._target(target) if target is not None else None
        found: dict[tuple[ArticleRef, tuple[int, int]], list[Told]] = {}
        for told in self._orphaned.on(day):
            if chosen and told.origin.code not in chosen:
                continue
            if wanted is None or (told.code, told.target) in wanted:
                found.setdefault((told.origin, told.span), []).append(told)
        place = {same[0].origin: same[0].node for same in found.values()}
        orphans = [_orphan(same) for same in found.values()]
        unknown = date.min
        orphans.sort(key=lambda o: (o.since or unknown, place[o.citation.origin], o.citation.span, o.citation.targets))
        return tuple(orphans)

    def keep(self) -> None:
        """Find and keep the orphans of all days, where they aren't kept yet."""
        self._orphaned.keep()

    def impact(
        self, references: Iterable[str | ArticleRef], at: date | None = None, steps: int = 2, codes: Iterable[str] = ()
    ) -> tuple[Touched, ...]:
        """What a change of the articles touches on the day `at`: what cites them, and what cites that; nearest first,
        those that cite most often before the others."""
        found = [self._index.find(reference, codes)[0] for reference in references]
        if not found:
            raise UsageError("impact: name at least one article")
        if not 1 <= steps <= _DEEPEST:
            raise UsageError(f"steps {steps}: give 1 to {_DEEPEST}")
        day = at or max(article.as_of for article in found)
        history, labels, _ = self._history
        reached = self._snapshot(day_number(day)).impact({history.nodes[article.ref] for article in found}, steps)
        ordered = sorted(reached, key=lambda one: (one.steps, -one.citations, one.node))
        return tuple(
            Touched(
                history.refs[one.node], labels[one.node], one.steps, tuple(history.refs[via] for via in one.via),
                one.citations,
            )
            for one in ordered
        )  # fmt: skip

    def hubs(self, at: date | None = None, codes: Iterable[str] = (), count: int = 20) -> tuple[Hub, ...]:
        """The articles that most articles cite on the day `at`, the most cited first."""
        chosen = {self._index.code(code) for code in codes}
        history, labels, _ = self._history
        among = (
            node for node, ref in enumerate(history.refs[: history.known]) if not chosen or ref.code in chosen
        )  # fmt: skip
        found = self._snapshot(day_number(at or self._as_of())).hubs(among, max(1, min(count, _LARGEST)))
        return tuple(
            Hub(history.refs[node], labels[node], cited_by, cites, weight) for node, cited_by, cites, weight in found
        )

    def growth(self, codes: Iterable[str] = ()) -> tuple[Growth, ...]:
        """The graph at the end of each year, and on the last day of the data."""
        return self._grown(tuple(sorted({self._index.code(code) for code in codes})))

    # -- what is read once

    @cached_property
    def _history(self) -> tuple[History, list[str], list[int | None]]:
        """The history, the label of each node, and the text of each version."""
        rows = self._index.rows(
            """SELECT a.id, a.code, a.number, a.slot, a.label FROM article a JOIN code c ON c.id = a.code
               ORDER BY c.position, a.rank"""
        )
        place = {row[0]: node for node, row in enumerate(rows)}
        versions, texts = [], []
        for id_, article, start, until, state, complete, text in self._index.rows(
            "SELECT id, article, start, until, state, complete, text FROM article_version ORDER BY article, start"
        ):
            stands = state in (State.IN_FORCE, State.MISSING)
            versions.append(VersionRow(id_, place[article], text_number(start), text_number(until), stands))
            texts.append(text if complete and state == State.IN_FORCE else None)
        cited = self._index.rows(
            """SELECT version, position, code, number, 0 FROM citation_target WHERE code IN (SELECT id FROM code)
               UNION ALL
               SELECT version, position, code, number, 1 FROM citation_within w WHERE code IN (SELECT id FROM code)
               AND NOT EXISTS (SELECT 1 FROM citation_target t WHERE t.version = w.version AND t.position = w.position
                               AND t.code = w.code AND t.number = w.number)
               ORDER BY 1, 2, 4"""
        )
        history = History([ArticleRef(*row[1:4]) for row in rows], versions, (CitedRow(*row) for row in cited))
        labels = [row[4] for row in rows] + [_label(ref.number) for ref in history.refs[history.known :]]
        return history, labels, texts

    @cached_property
    def _orphaned(self) -> Orphaned:
        def read() -> tuple[History, list[int | None]]:
            history, _, texts = self._history
            return history, texts

        return Orphaned(self._index, self._citing, self._kept, read)

    def _as_of(self) -> date:
        return date.fromisoformat(self._index.value("SELECT max(as_of) FROM code"))

    def _load_snapshot(self, day: int) -> Snapshot:
        return Snapshot(self._history[0], day)

    def _target(self, reference: str | ArticleRef) -> set[tuple[str, str]]:
        """The codes and numbers that a cited article can be, known or not. Raises BadNumber."""
        if isinstance(reference, ArticleRef):
            return {(reference.code, reference.number)}
        parsed = numbering.split_reference(reference)
        named = [self._index.code(parsed.code)] if parsed.code else self._index.codes()
        numbers = [str(parsed.number)] + ([str(parsed.number.twin)] if parsed.number.twin else [])
        return {(code, number) for code in named for number in numbers}

    # -- parts of a neighbourhood

    def _id(self, node: int) -> str:
        return f"article:{self._history[0].refs[node]}"

    def _article(self, node: int, steps: int, snapshot: Snapshot) -> Node:
        history, labels, _ = self._history
        ref = history.refs[node]
        state = "in_force" if snapshot.standing[node] else "not_in_force" if node < history.known else "unknown"
        return Node(f"article:{ref}", NodeKind.ARTICLE, labels[node], ref.code, steps, ref, state)

    def _places(self, article: int, ref: ArticleRef, day: date) -> tuple[list[Node], list[Edge]]:
        """The sections that hold the article that day, innermost first."""
        rows = self._index.rows(
            "SELECT section FROM placement WHERE article = ? AND start <= ? ORDER BY start DESC LIMIT 1",
            article, str(day),
        )  # fmt: skip
        titles = self._index.place(rows[0][0] if rows else None)[0]
        nodes, edges, inner = [], [], f"article:{ref}"
        for level in range(len(titles), 0, -1):
            id_ = f"section:{ref.code}:{' > '.join(titles[:level])}"
            nodes.append(Node(id_, NodeKind.SECTION, titles[level - 1], ref.code, len(titles) - level + 1))
            edges.append(Edge(id_, inner, EdgeKind.CONTAINS))
            inner = id_
        return nodes, edges

    def _made(self, article: int, day: date) -> tuple[list[Node], list[Edge]]:
        """The version in force that day, and the acts that made it."""
        row = self._index.version_on(article, day)
        if row is None or row[1] == State.ENDED:
            return [], []
        ref = ArticleRef(*self._index.rows("SELECT code, number, slot FROM article WHERE id = ?", article)[0])
        version = f"version:{ref}@{row[3]}"
        nodes = [Node(version, NodeKind.VERSION, row[2] or _label(ref.number), ref.code, 1, ref)]
        edges = [Edge(f"article:{ref}", version, EdgeKind.CONTAINS)]
        for act in acts_of(row[9]):
            nodes.append(Node(f"act:{act.title}", NodeKind.ACT, act.title, None, 2))
            edges.append(Edge(version, f"act:{act.title}", EdgeKind.AMENDED_BY))
        return nodes, edges

    # -- growth

    def _load_growth(self, codes: tuple[str, ...]) -> tuple[Growth, ...]:
        history, _, _ = self._history
        chosen = np.array([not codes or ref.code in codes for ref in history.refs], bool)
        rows = self._index.rows(
            "SELECT a.id, p.section, p.start, p.until FROM placement p JOIN article a ON a.id = p.article"
            " JOIN code c ON c.id = a.code WHERE ?='' OR instr(?, ' ' || a.code || ' ')",
            " ".join(codes), f" {' '.join(codes)} ",
        )  # fmt: skip
        section, since, until = (
            np.array([row[1] for row in rows], np.int64),
            np.array([text_number(row[2]) for row in rows], np.int64),
            np.array([text_number(row[3]) for row in rows], np.int64),
        )
        began: dict[int, int] = {}
        acts: dict[int, set[str]] = {}
        for start, titles, code in self._index.rows(
            """SELECT v.start, v.acts, a.code FROM article_version v JOIN article a ON a.id = v.article
               WHERE v.state = 'in_force' AND v.valid_from IS NOT NULL"""
        ):
            if codes and code not in codes:
                continue
            year = int(start[:4])
            began[year] = began.get(year, 0) + 1
            acts.setdefault(year, set()).update(line for line in titles.split("\n") if line)
        if not began:
            return ()
        last = self._as_of()
        days = [date(year, 12, 31) for year in range(min(began), last.year)] + [last]
        orphans = [told for told in self._orphaned.all if not codes or told.origin.code in codes]
        found = []
        for day in days:
            number = day_number(day)
            sources, _, counts = history.pairs(number)
            mine = chosen[sources]
            found.append(
                Growth(
                    day,
                    articles=int((history.standing(number) & chosen).sum()),
                    sections=len(np.unique(section[(since <= number) & (until > number)])),
                    edges=int(mine.sum()),
                    citations=int(counts[mine].sum()),
                    orphans=len({(t.origin, t.span) for t in orphans if t.start <= number < t.until}),
                    acts=len(acts.get(day.year, ())),
                    versions=began.get(day.year, 0),
                )
            )
        return tuple(found)


def _orphan(same: list[Told]) -> Orphan:
    """One citation, of which several targets may be at fault: the reason is that of the first to be so."""
    first = min(same, key=lambda told: told.since or 0)
    citation = CitationAnswer(
        first.origin, first.label, first.span, first.quote, first.sentence, first.code,
        tuple(dict.fromkeys(told.target for told in same)), str(first.reason.status),
    )  # fmt: skip
    since = first.since or first.written
    return Orphan(
        citation, first.reason, day_of_number(since), day_of_number(first.written), day_of_number(first.mended),
        born=bool(first.written) and first.reason is not Reason.REUSED and first.written >= first.since,
    )  # fmt: skip


def _label(number: str) -> str:
    try:
        return numbering.parse(number).label
    except BadNumber:
        return number
