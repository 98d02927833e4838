"""The article graph through all of time, as arrays: which article cites which, from when to when.

A citation is an edge from an article to an article over the interval of the version that makes it; so the graph of any
day is a mask over the arrays, and what is asked of the whole of history (orphans, growth) needs no loop over days.
Numbers cited that no source has are nodes too. Days are integers (20101229), which compare as dates do.

Only citations of articles of the store's own codes are edges: what happens in other codes, nobody here knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cpp_versions.answers import ArticleRef

__all__ = ["FOREVER", "CitedRow", "History", "VersionRow", "day_number", "text_number"]

FOREVER = 99999999
"""The end of what has none."""

Array = np.ndarray


def day_number(day: date) -> int:
    """20101229."""
    return day.year * 10_000 + day.month * 100 + day.day


def text_number(text: str) -> int:
    """20101229, from the index's 2010-12-29 or its 9999-99-99."""
    return int(text[:4]) * 10_000 + int(text[5:7]) * 100 + int(text[8:10])


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of an article: `article` is its place among the articles; `stands`: in force, or a hole in its text."""

    id: int
    article: int
    start: int
    until: int
    stands: bool


@dataclass(frozen=True, slots=True)
class CitedRow:
    """An article that the citation `position` of a version names. `inside`: not by its number, but in a range."""

    version: int
    position: int
    code: str
    number: str
    inside: bool = False


class History:
    """The graph of all days. `refs` are its nodes: the articles of the store, then the numbers only cited."""

    def __init__(
        self, articles: Sequence[ArticleRef], versions: Sequence[VersionRow], cited: Iterable[CitedRow]
    ) -> None:
        self.refs = list(articles)
        self.known = len(self.refs)
        self.nodes = {ref: place for place, ref in enumerate(self.refs)}
        place_of = {row.id: place for place, row in enumerate(versions)}
        self.versions = list(versions)
        self.of_article: dict[int, list[int]] = defaultdict(list)
        for place, row in enumerate(self.versions):
            self.of_article[row.article].append(place)
        self._article = np.array([row.article for row in versions], np.int64)
        self._begins = np.array([row.start for row in versions], np.int64)
        self._ends = np.array([row.until for row in versions], np.int64)
        self._stands = np.array([row.stands for row in versions], bool)
        version, position, target, inside = [], [], [], []
        for one in cited:
            ref = ArticleRef(one.code, one.number)
            node = self.nodes.get(ref)
            if node is None:
                node = self.nodes[ref] = len(self.refs)
                self.refs.append(ref)
            version.append(place_of[one.version])
            position.append(one.position)
            target.append(node)
            inside.append(one.inside)
        self.version = np.array(version, np.int64)
        """Of each citation, the place of its version in `versions`."""
        self.position = np.array(position, np.int64)
        self.inside = np.array(inside, bool)
        self.target = np.array(target, np.int64)
        self.source = self._article[self.version] if version else np.zeros(0, np.int64)
        self.start = self._begins[self.version] if version else np.zeros(0, np.int64)
        self.until = self._ends[self.version] if version else np.zeros(0, np.int64)
        self.known_from = self._first_days()

    def standing(self, day: int) -> Array:
        """Of each node, whether the article stands on the day."""
        found = np.zeros(len(self.refs), bool)
        found[self._article[(self._begins <= day) & (self._ends > day) & self._stands]] = True
        return found

    def citations(self, day: int) -> Array:
        """The places of the citations made on the day by articles that stand."""
        there = (self.start <= day) & (self.until > day)
        places = np.flatnonzero(there)
        standing: Array = places[self._stands[self.version[places]]]
        return standing

    def pairs(self, day: int) -> tuple[Array, Array, Array]:
        """Which articles cite which on the day: sources, targets, and how often, each pair once, themselves apart."""
        places = self.citations(day)
        source, target = self.source[places], self.target[places]
        other = source != target
        size = len(self.refs)
        keys, counts = np.unique(source[other] * size + target[other], return_counts=True)
        return keys // size, keys % size, counts

    def spans(self, node: int) -> list[tuple[int, int]]:
        """The times in which an article stood, oldest first, those that touch as one."""
        found: list[tuple[int, int]] = []
        for place in self.of_article.get(node, ()):
            row = self.versions[place]
            if not row.stands:
                continue
            if found and found[-1][1] == row.start:
                found[-1] = found[-1][0], row.until
            else:
                found.append((row.start, row.until))
        return found

    def _first_days(self) -> Array:
        """Of each node, the first day on which a source has the article; FOREVER where none ever has."""
        found = np.full(len(self.refs), FOREVER, np.int64)
        if len(self._article):
            np.minimum.at(found, self._article[self._stands], self._begins[self._stands])
        return found
