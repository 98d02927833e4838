"""Which passages of the old side stand, edited or not, in passages that have come: the heart of the map.

Sparse products over words give a few candidates for each passage and each article, both ways; an alignment of their
words in order tells how much of each side the other holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz.distance import Indel
from scipy import sparse

from cpp_versions.renumbering.alignment import Shared, Weigher
from cpp_versions.renumbering.beside import begun
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.weights import best_matches, document_weights, letter_matrix, normalised

__all__ = ["Match", "Pair", "matches", "nearest"]

_PASSAGES = 10
_ARTICLES = 6
_FIXED = 3
"""Candidates among passages that stay word for word where they are."""
_LEAST_PASSAGE = 0.15
_LEAST_ARTICLE = 0.12
_LEAST_FIXED = 0.4
_COMMON = 2.5
"""Bits below which a word isn't looked up: one article in six or more has it."""
_SHORT = 4.0
"""Bits below which a shared passage says nothing."""
_CONTAINED = 0.3
"""Share of one of the two passages below which they only have words in common."""
_CONTAINED_FIXED = 0.6
_STIRRED = 0.5
"""How much of its neighbours' text must be gone for an article that stays to be a source like those that go: its repeal
may only come later."""
_OWN = 200
"""Passages of an article beyond which its own two texts aren't compared all with all."""

_At = tuple[int, int]
"""A part, and one of its passages."""
_Found = tuple[_At, _At, Shared, bool]
"""An old and a new passage, what they share, and whether the old one stays where it is."""


@dataclass(frozen=True, slots=True)
class Match:
    """Passage `old` of the old article, and `new` of the new one, counted among those of their parts."""

    old: int
    new: int
    shared: Shared
    fixed: bool


@dataclass(slots=True)
class Pair:
    """An old and a new part that may be linked: their places, and what their passages share.

    `own`: the two texts of one number; no link, but a rival of the others.
    """

    old: int
    new: int
    own: bool
    matches: list[Match] = field(default_factory=list)


def matches(
    gone: Sequence[Part], come: Sequence[Part], weights: np.ndarray, weigher: Weigher
) -> dict[tuple[int, int], Pair]:
    """The pairs of parts that may be linked, and those of one number, by their places."""
    if not gone or not come:
        return {}
    search = _Search(gone, come, weights, weigher)
    with begun(search.rest, len(come)) as rest:
        found = search.loose()
        fixed, wholes = rest()
    pairs: dict[tuple[int, int], Pair] = {}

    def pair(old: int, new: int) -> Pair:
        one = pairs.get((old, new))
        if one is None:
            one = pairs[old, new] = Pair(old, new, gone[old].counterpart == new)
        return one

    for (old, first), (new, second), shared, stays in (*found, *fixed):
        pair(old, new).matches.append(Match(first, second, shared, stays))
    for old, one in enumerate(gone):
        if one.counterpart is not None:
            pair(old, one.counterpart)
            for first, second in _own(one, come[one.counterpart]):
                same = search.compared((old, first), (one.counterpart, second), _CONTAINED)
                if same is not None:
                    pair(old, one.counterpart).matches.append(Match(first, second, same, False))
    for old, new in wholes:
        pair(old, new)
    return pairs


class _Search:
    """The passages of both sides as rows of words, and those that may be one another's."""

    def __init__(self, gone: Sequence[Part], come: Sequence[Part], weights: np.ndarray, weigher: Weigher) -> None:
        self._gone, self._come, self._weights, self._weigher = gone, come, weights, weigher
        self._fresh = [(j, k) for j, one in enumerate(come) for k in range(len(one.passages))]
        self._rows = self._normalised([come[j].passages[k].letters for j, k in self._fresh])
        self._left = [one.unchanged and one.stirred >= _STIRRED for one in gone]

    def _normalised(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return normalised(letter_matrix(texts, len(self._weights)), self._weights, _COMMON)

    def _old(self, still: bool) -> tuple[list[_At], sparse.csr_matrix]:
        """The old passages that stay for good, or all others, with their rows."""
        places = [
            (i, k)
            for i, one in enumerate(self._gone)
            for k, fixed in enumerate(one.fixed)
            if (fixed and not self._left[i]) == still
        ]
        return places, self._normalised([self._gone[i].passages[k].letters for i, k in places])

    def compared(self, source: _At, goal: _At, least: float) -> Shared | None:
        """What two passages share, if it says anything."""
        (old, first), (new, second) = source, goal
        p, q = self._gone[old].passages[first].letters, self._come[new].passages[second].letters
        shared = self._weigher.shared(p, q)
        enough = shared.bits >= _SHORT and max(shared.of_left, shared.of_right) >= least
        return shared if enough else None

    def loose(self) -> list[_Found]:
        """Old passages that go, each with the new ones that hold some of it."""
        found: list[_Found] = []
        places, rows = self._old(False)
        for i, j in _either(rows, self._rows, _PASSAGES, _LEAST_PASSAGE):
            source, goal = places[i], self._fresh[j]
            part = self._gone[source[0]]
            if part.counterpart == goal[0]:
                continue
            other = self._left[source[0]] and part.side.ref.code != self._come[goal[0]].side.ref.code
            shared = self.compared(source, goal, _CONTAINED_FIXED if other else _CONTAINED)
            if shared is not None:
                found.append((source, goal, shared, other))
        return found

    def rest(self) -> tuple[list[_Found], list[tuple[int, int]]]:
        """Old passages that stay for good, in the same way; and the articles that are alike as wholes."""
        found: list[_Found] = []
        places, rows = self._old(True)
        best, others, _ = best_matches(self._rows, rows, _FIXED, _LEAST_FIXED)
        for j, i in zip(best.tolist(), others.tolist(), strict=True):
            source, goal = places[i], self._fresh[j]
            if self._gone[source[0]].counterpart == goal[0]:
                continue
            shared = self.compared(source, goal, _CONTAINED_FIXED)
            if shared is not None:
                found.append((source, goal, shared, True))
        changed = [i for i, one in enumerate(self._gone) if not one.unchanged]
        left, right = (
            self._normalised(["".join(passage.letters for passage in one.passages) for one in some])
            for some in ([self._gone[i] for i in changed], self._come)
        )
        return found, [(changed[i], j) for i, j in _either(left, right, _ARTICLES, _LEAST_ARTICLE)]


def nearest(left: Sequence[str], right: Sequence[str], columns: int, count: int = 5) -> list[list[int]]:
    """For each text of `left`, given as letters of a vocabulary of `columns` words, the texts of `right` that are most
    alike: the best `count` by rare words in common, the most alike in the order of words first."""
    weights = document_weights(dict.fromkeys((*left, *right)), columns)
    rows, others, _ = best_matches(
        normalised(letter_matrix(left, columns), weights, _COMMON),
        normalised(letter_matrix(right, columns), weights, _COMMON),
        count,
    )
    found: list[list[tuple[float, int]]] = [[] for _ in left]
    for i, j in zip(rows.tolist(), others.tolist(), strict=True):
        found[i].append((-Indel.normalized_similarity(left[i], right[j]), j))
    return [[j for _, j in sorted(some)] for some in found]


def _own(old: Part, new: Part) -> Iterator[tuple[int, int]]:
    """The passages of the two texts of a number that may be one another's: all that aren't told equal already."""
    if len(old.passages) <= _OWN and len(new.passages) <= _OWN:
        for first, fixed in enumerate(old.fixed):
            if not fixed:
                for second in range(len(new.passages)):
                    yield first, second
    else:
        for place in range(min(len(old.passages), len(new.passages))):
            if not old.fixed[place]:
                yield place, place


def _either(left: object, right: object, count: int, least: float) -> list[tuple[int, int]]:
    """Rows of both sides that are among the best of one another, each once, in order."""
    rows, others, _ = best_matches(left, right, count, least)
    found = set(zip(rows.tolist(), others.tolist(), strict=True))
    others, rows, _ = best_matches(right, left, count, least)
    found |= set(zip(rows.tolist(), others.tolist(), strict=True))
    return sorted(found)
