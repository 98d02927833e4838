"""What a reform did, in the order in which a reader asks: how much, where, in substance, and what it left behind.

A reform is a consolidated version of a code, or what one act did in it. A `Synopsis` holds what is told of it; it is
written as a page to print (`synopsis_page`), as a PDF (`synopsis_pdf`) and as a Word document with tracked changes.

It refuses to credit an act with an article when the source doesn't say so and the version has several acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cpp_versions import codes
from cpp_versions.answers import ArticleRef, ChangedArticle, ConsolidatedVersion, DiffAnswer, SubstitutionAnswer, iso
from cpp_versions.corpus import Corpus
from cpp_versions.graph.values import Orphan
from cpp_versions.model import Act
from cpp_versions.renumbering.answers import RenumberingAnswer
from cpp_versions.renumbering.values import Link, Relation
from cpp_versions.text import fold

__all__ = [
    "CLASSES", "MapSummary", "SectionTally", "Synopsis", "dangling", "diffs", "made_by", "map_summary", "named",
    "sections", "synopsis",
]  # fmt: skip

CLASSES = ("substantive", "renumbering", "terminology", "reference", "typographic")
"""The classes of changes, what a reader wants first."""

_SUREST = 10
_FEWEST_PARTS, _MOST_PARTS = 4, 24
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class SectionTally:
    """How much changed below a part of the plan: `path` are its titles, `counts` articles by change."""

    path: tuple[str, ...]
    added: int
    modified: int
    removed: int
    words: int

    @property
    def articles(self) -> int:
        """How many articles changed."""
        return self.added + self.modified + self.removed


@dataclass(frozen=True, slots=True)
class MapSummary:
    """The renumbering map in short: links by relation, and the surest of those from one number to another, splits and
    moves before plain renumberings of the same score."""

    counts: tuple[tuple[Relation, int], ...]
    surest: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Synopsis:
    """What a reform did between two days. `act`: only what this act did. `mapped` and `orphans` are None where they
    weren't asked for."""

    code: str
    title: str
    old: date
    new: date
    as_of: date
    acts: tuple[Act, ...]
    changes: tuple[ChangedArticle, ...]
    substitutions: tuple[SubstitutionAnswer, ...]
    mapped: MapSummary | None = None
    orphans: tuple[Orphan, ...] | None = None
    act: str = ""

    @property
    def words_added(self) -> int:
        return sum(change.words_added for change in self.changes)

    @property
    def words_removed(self) -> int:
        return sum(change.words_removed for change in self.changes)

    @property
    def by_class(self) -> dict[str, tuple[ChangedArticle, ...]]:
        """The changes of each class that has some, those of substance first."""
        found = {name: tuple(c for c in self.changes if c.class_ == name) for name in CLASSES}
        return {name: some for name, some in found.items() if some}

    @property
    def by_change(self) -> dict[str, int]:
        """How many articles were added, modified and removed, and of how many only the note changed."""
        counted = Counter(change.change for change in self.changes)
        return {
            name: counted[name] for name in ("added", "first_known", "modified", "removed", "nota") if counted[name]
        }

    def as_json(self) -> dict[str, Any]:
        """All of it, for scripts."""
        mapped = self.mapped
        return {
            "code": self.code,
            "from": iso(self.old),
            "to": iso(self.new),
            "act": self.act or None,
            "acts": [act.title for act in self.acts],
            "words_added": self.words_added,
            "words_removed": self.words_removed,
            "classes": {name: len(some) for name, some in self.by_class.items()},
            "sections": [
                {
                    "section": list(s.path),
                    "added": s.added,
                    "modified": s.modified,
                    "removed": s.removed,
                    "words": s.words,
                }
                for s in sections(self.changes)
            ],
            "changes": [change.as_json() for change in self.changes],
            "substitutions": [each.as_json() for each in self.substitutions],
            "renumbering": mapped and {str(relation): n for relation, n in mapped.counts},
            "surest": mapped and [link.as_json() for link in mapped.surest],
            "dangling": None if self.orphans is None else [orphan.as_json() for orphan in self.orphans],
        }


def synopsis(corpus: Corpus, code: str, old: date, new: date, *, act: str = "", whole: bool = True) -> Synopsis:
    """What changed in `code` between two days; with `act`, what that act did of it.

    `whole`: with the renumbering map and the citations left dangling, which may have to be computed first.
    Raises UnknownCode.
    """
    versions = [v for v in corpus.versions([code]) if v.date and old < v.date <= new]
    acts = tuple(dict.fromkeys(one for version in versions for one in version.acts))
    changes = corpus.changes(code, old, new)
    substitutions = corpus.substitutions(code, old, new)
    if act:
        acts = tuple(one for one in acts if _is(one, act))
        alone = all(len(version.acts) == 1 for version in versions)
        changes = made_by(corpus, changes, act, new, alone=alone)
        kept = {change.ref for change in changes}
        substitutions = tuple(each for each in substitutions if kept.intersection(each.articles))
    summary = next(one for one in corpus.codes() if one.id == code)
    mapped = map_summary(corpus.renumbering(old, new, [code])) if whole else None
    orphans = dangling(corpus, code, old, new) if whole else None
    return Synopsis(
        code, summary.title, old, new, summary.as_of, acts, changes, substitutions, mapped, orphans, act
    )  # fmt: skip


def named(versions: Iterable[ConsolidatedVersion], act: str) -> tuple[ConsolidatedVersion, ...]:
    """The consolidated versions that name the act, oldest first: by its title, or its number (2010-1634)."""
    return tuple(version for version in versions if any(_is(one, act) for one in version.acts))


def made_by(
    corpus: Corpus, changes: Sequence[ChangedArticle], act: str, new: date, *, alone: bool
) -> tuple[ChangedArticle, ...]:
    """The changes that the source credits to the act; `alone`: no other act made the version, so that it is also
    credited with those of which the source doesn't tell the act."""

    def credited(change: ChangedArticle) -> bool:
        acts = corpus.article(change.ref, new).acts
        return any(_is(one, act) for one in acts) or (alone and not acts)

    return tuple(filter(credited, changes))


def _is(act: Act, wanted: str) -> bool:
    asked = fold(wanted).lower()
    return bool(asked) and (fold(act.title).lower() == asked or (act.number or "").lower() == asked)


def sections(changes: Iterable[ChangedArticle]) -> tuple[SectionTally, ...]:
    """How much changed in each part of the plan, in its order; as deep as it takes to tell the parts apart, and no
    deeper than can be read."""
    found = list(changes)
    tallies: tuple[SectionTally, ...] = ()
    for depth in range(1, _DEEPEST + 1):
        deeper = _at(found, depth)
        if tallies and len(deeper) > _MOST_PARTS:
            break
        tallies = deeper
        if len(tallies) >= _FEWEST_PARTS:
            break
    return tallies


def _at(changes: Sequence[ChangedArticle], depth: int) -> tuple[SectionTally, ...]:
    grouped: dict[tuple[str, ...], list[ChangedArticle]] = {}
    for change in changes:
        grouped.setdefault(change.section[:depth], []).append(change)
    return tuple(
        SectionTally(
            path,
            sum(one.change in ("added", "first_known") for one in some),
            sum(one.change in ("modified", "nota") for one in some),
            sum(one.change == "removed" for one in some),
            sum(one.words_added + one.words_removed for one in some),
        )
        for path, some in grouped.items()
    )


def map_summary(answer: RenumberingAnswer) -> MapSummary:
    """The map in short."""
    counts = Counter(link.relation for link in answer.links)
    pairs = [link for link in answer.links if link.relation.is_pair]
    pairs.sort(key=lambda link: (-round(link.score, 2), link.relation is Relation.RENUMBERED))
    return MapSummary(tuple((relation, counts[relation]) for relation in Relation if counts[relation]),
                      tuple(pairs[:_SUREST]))  # fmt: skip


def dangling(corpus: Corpus, code: str, old: date, new: date) -> tuple[Orphan, ...]:
    """The citations of the code, or to it, that lead nowhere or astray on the day `new`, and not on `old`."""
    return tuple(
        orphan
        for orphan in corpus.dangling(new)
        if orphan.since and old < orphan.since <= new and code in (orphan.citation.origin.code, orphan.citation.code)
    )


def diffs(corpus: Corpus, told: Synopsis) -> Iterator[tuple[ChangedArticle, DiffAnswer]]:
    """The comparison of each article whose text changed, those of substance first."""
    for some in told.by_class.values():
        for change in some:
            if change.change != "nota":
                yield change, corpus.diff(change.ref, change.ref, told.old, told.new)


def code_title(ref: ArticleRef) -> str:
    """The title of an article's code in small letters, empty for the CPP."""
    code = codes.by_id(ref.code)
    return "" if ref.code == "cpp" else (code.title if code else ref.code).lower()
