"""Which passages of the old side stand, edited or not, in passages that have come: the heart of the map.

Sparse products over words give a few candidates for each passage and each article, both ways; an alignment of their
words in order tells how much of each side the other holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz.distance import Indel

from cpp_versions.renumbering.alignment import Shared, Weigher
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
    pairs: dict[tuple[int, int], Pair] = {}
    lefts = ["" if one.unchanged else "".join(p.letters for p in one.passages) for one in gone]
    rights = ["".join(p.letters for p in one.passages) for one in come]

    def pair(old: int, new: int) -> Pair:
        found = pairs.get((old, new))
        if found is None:
            found = pairs[old, new] = Pair(old, new, gone[old].counterpart == new)
        return found

    def compared(source: _At, goal: _At, fixed: bool, least: float) -> None:
        (old, first), (new, second) = source, goal
        p, q = gone[old].passages[first].letters, come[new].passages[second].letters
        shared = weigher.shared(p, q)
        if shared.bits >= _SHORT and max(shared.of_left, shared.of_right) >= least:
            pair(old, new).matches.append(Match(first, second, shared, fixed))

    columns = len(weights)
    left = [one.unchanged and one.stirred >= _STIRRED for one in gone]
    loose = [(i, k) for i, one in enumerate(gone) for k, fixed in enumerate(one.fixed) if not fixed or left[i]]
    still = [(i, k) for i, one in enumerate(gone) for k, fixed in enumerate(one.fixed) if fixed and not left[i]]
    fresh = [(j, k) for j, one in enumerate(come) for k in range(len(one.passages))]
    fresh_rows = normalised(letter_matrix([come[j].passages[k].letters for j, k in fresh], columns), weights, _COMMON)
    loose_rows = normalised(letter_matrix([gone[i].passages[k].letters for i, k in loose], columns), weights, _COMMON)
    for i, j in _either(loose_rows, fresh_rows, _PASSAGES, _LEAST_PASSAGE):
        if gone[loose[i][0]].counterpart != fresh[j][0]:
            source, goal = loose[i], fresh[j]
            other = left[source[0]] and gone[source[0]].side.ref.code != come[goal[0]].side.ref.code
            compared(source, goal, other, _CONTAINED_FIXED if other else _CONTAINED)
    still_rows = normalised(letter_matrix([gone[i].passages[k].letters for i, k in still], columns), weights, _COMMON)
    rows, others, _ = best_matches(fresh_rows, still_rows, _FIXED, _LEAST_FIXED)
    for j, i in zip(rows.tolist(), others.tolist(), strict=True):
        if gone[still[i][0]].counterpart != fresh[j][0]:
            compared(still[i], fresh[j], True, _CONTAINED_FIXED)
    for old, one in enumerate(gone):
        if one.counterpart is not None:
            pair(old, one.counterpart)
            for first, second in _own(one, come[one.counterpart]):
                compared((old, first), (one.counterpart, second), False, _CONTAINED)
    changed = [i for i, one in enumerate(gone) if not one.unchanged]
    wholes = normalised(letter_matrix([lefts[i] for i in changed], columns), weights, _COMMON)
    for i, j in _either(
        wholes, normalised(letter_matrix(rights, columns), weights, _COMMON), _ARTICLES, _LEAST_ARTICLE
    ):
        pair(changed[i], j)
    return pairs


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
