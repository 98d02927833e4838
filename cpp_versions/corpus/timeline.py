"""All versions of all articles in memory, by the text that they have: what searching through time asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cpp_versions.answers import ArticleRef
from cpp_versions.corpus.reader import Reader
from cpp_versions.model import State

__all__ = ["Entry", "Run", "Timeline"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A version (or an end): dates are those of the index, which compare as text. `article` is a place in `articles`;
    `at` its own place among the article's versions."""

    id: int
    article: int
    at: int
    start: str
    until: str
    valid_from: str | None
    valid_to: str | None
    text: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """An article: `order` sorts by code, then as the plan does."""

    id: int
    ref: ArticleRef
    label: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Run:
    """Successive versions of an article without a break."""

    first: Entry
    last: Entry
    versions: tuple[Entry, ...]


class Timeline:
    """The versions of a store."""

    def __init__(self, index: Reader) -> None:
        rows = index.rows(
            """SELECT a.id, a.code, a.number, a.slot, a.label, c.as_of FROM article a JOIN code c ON c.id = a.code
               ORDER BY c.position, a.rank"""
        )
        self.articles = [Known(row[0], ArticleRef(*row[1:4]), row[4], row[5]) for row in rows]
        places = {row[0]: place for place, row in enumerate(rows)}
        self.versions: list[list[Entry]] = [[] for _ in rows]
        self.by_text: dict[int, list[Entry]] = {}
        for id_, article, start, until, valid_from, valid_to, state, text in index.rows(
            """SELECT id, article, start, until, valid_from, valid_to, state, text FROM article_version
               ORDER BY article, start"""
        ):
            place = places[article]
            versions = self.versions[place]
            held = text if state == State.IN_FORCE else None
            entry = Entry(id_, place, len(versions), start, until, valid_from, valid_to, held)
            versions.append(entry)
            if held is not None:
                self.by_text.setdefault(held, []).append(entry)

    def in_force(self, article: int, day: str) -> Entry | None:
        """The version of an article that stands on a day."""
        versions = self.versions[article]
        place = bisect_right(versions, day, key=lambda entry: entry.start)
        return versions[place - 1] if place and versions[place - 1].until > day else None

    def run_around(self, entry: Entry, texts: Collection[int]) -> Run:
        """The versions before and after a version, as long as they have one of the texts and touch."""
        versions = self.versions[entry.article]
        first = last = entry.at
        while first and versions[first - 1].text in texts and versions[first - 1].until == versions[first].start:
            first -= 1
        while (
            last + 1 < len(versions)
            and versions[last + 1].text in texts
            and versions[last].until == versions[last + 1].start
        ):
            last += 1
        return Run(versions[first], versions[last], tuple(versions[first : last + 1]))

    def runs(self, texts: Iterable[int]) -> list[Run]:
        """All stretches of time in which articles have some of the texts, by article and date."""
        held: dict[int, list[Entry]] = {}
        for text in texts:
            for entry in self.by_text.get(text, ()):
                held.setdefault(entry.article, []).append(entry)
        found: list[Run] = []
        for article in sorted(held):
            stretch: list[Entry] = []
            for entry in sorted(held[article], key=lambda one: one.at):
                if stretch and (stretch[-1].until != entry.start or stretch[-1].at + 1 != entry.at):
                    found.append(_run(stretch))
                    stretch = []
                stretch.append(entry)
            found.append(_run(stretch))
        return found

    def after(self, entry: Entry) -> Entry | None:
        """What follows a version, its end included."""
        versions = self.versions[entry.article]
        return versions[entry.at + 1] if entry.at + 1 < len(versions) else None


def _run(stretch: Sequence[Entry]) -> Run:
    return Run(stretch[0], stretch[-1], tuple(stretch))
