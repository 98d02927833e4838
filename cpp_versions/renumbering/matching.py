"""Which passages that are gone stand, edited or not, in passages that have come: the heart of the map.

Sparse products over words give a few candidates for each passage and each article, both ways; an alignment of their
words in order tells how much of each side the other holds. Passages compete: of several articles that could have given
a passage, the one that shares most of it did, and where they share alike the one whose neighbours went the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cpp_versions.renumbering.alignment import Shared, Weigher
from cpp_versions.renumbering.passages import Passage
from cpp_versions.renumbering.residue import Residue
from cpp_versions.renumbering.weights import best_matches, letter_matrix, normalised

__all__ = ["Match", "Pair", "Won", "compete", "matches"]

_PASSAGES = 10
_ARTICLES = 6
_LEAST_PASSAGE = 0.15
_LEAST_ARTICLE = 0.12
_SHORT = 4.0
"""Bits below which a shared passage says nothing."""
_CONTAINED = 0.35
"""Share of one of the two passages below which they only have words in common."""
_CONTEXT = 0.35
"""How much of what it shares a candidate gains where its neighbours went the same way: only near ties are turned."""


@dataclass(frozen=True, slots=True)
class Match:
    """Passage `gone` of the old article, and `come` of the new one, counted among those left (see `Residue`)."""

    gone: int
    come: int
    shared: Shared


@dataclass(slots=True)
class Pair:
    """An old and a new article that may be linked: places among the residues, what their passages share, and what the
    two whole residues share."""

    old: int
    new: int
    whole: Shared
    matches: list[Match] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Won:
    """What a pair keeps once passages have competed: bits of the new article's passages that it explains best, and of
    the old article's; `rival_new`, `rival_old`: the most that another article explains of the same new (old) one."""

    new_bits: float
    old_bits: float


def matches(
    gone: Sequence[Residue], come: Sequence[Residue], weights: np.ndarray, weigher: Weigher
) -> dict[tuple[int, int], Pair]:
    """The pairs of articles that may be linked, by their places among the residues."""
    if not gone or not come:
        return {}
    pairs: dict[tuple[int, int], Pair] = {}
    lefts, rights = (
        ["".join(p.letters for p in one.passages) for one in gone],
        ["".join(p.letters for p in one.passages) for one in come],
    )

    def pair(old: int, new: int) -> Pair:
        found = pairs.get((old, new))
        if found is None:
            found = pairs[old, new] = Pair(old, new, weigher.shared(lefts[old], rights[new]))
        return found

    for old, new in _candidates(lefts, rights, weights, _ARTICLES, _LEAST_ARTICLE):
        if gone[old].side.ref != come[new].side.ref:
            pair(old, new)
    left = [(old, place, passage) for old, one in enumerate(gone) for place, passage in enumerate(one.passages)]
    right = [(new, place, passage) for new, one in enumerate(come) for place, passage in enumerate(one.passages)]
    found = _candidates(_letters(left), _letters(right), weights, _PASSAGES, _LEAST_PASSAGE)
    for i, j in found:
        old, first, p = left[i]
        new, second, q = right[j]
        if gone[old].side.ref == come[new].side.ref:
            continue
        shared = weigher.shared(p.letters, q.letters)
        if shared.bits >= _SHORT and max(shared.of_left, shared.of_right) >= _CONTAINED:
            pair(old, new).matches.append(Match(first, second, shared))
    return pairs


def _letters(passages: Sequence[tuple[int, int, Passage]]) -> list[str]:
    return [passage.letters for _, _, passage in passages]


def _candidates(
    left: Sequence[str], right: Sequence[str], weights: np.ndarray, count: int, least: float
) -> list[tuple[int, int]]:
    """Rows of both sides that are among the best of one another, each once, in order."""
    columns = len(weights)
    a = normalised(letter_matrix(left, columns), weights)
    b = normalised(letter_matrix(right, columns), weights)
    rows, others, _ = best_matches(a, b, count, least)
    found = set(zip(rows.tolist(), others.tolist(), strict=True))
    others, rows, _ = best_matches(b, a, count, least)
    found |= set(zip(rows.tolist(), others.tolist(), strict=True))
    return sorted(found)


def compete(
    pairs: Mapping[tuple[int, int], Pair], context: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], Won]:
    """What each pair wins: each passage, gone or come, goes to the article that shares most of it.

    `context`, from 0 to 1, tells how far the neighbours of a pair are linked: it turns near ties.
    """
    come: dict[tuple[int, int], list[tuple[float, float, tuple[int, int]]]] = defaultdict(list)
    gone: dict[tuple[int, int], list[tuple[float, float, tuple[int, int]]]] = defaultdict(list)
    for key, pair in sorted(pairs.items()):
        bonus = 1 + _CONTEXT * context.get(key, 0.0)
        best_new: dict[int, float] = {}
        best_old: dict[int, float] = {}
        for match in pair.matches:
            bits = match.shared.bits
            best_new[match.come] = max(best_new.get(match.come, 0.0), bits)
            best_old[match.gone] = max(best_old.get(match.gone, 0.0), bits)
        for place, bits in best_new.items():
            come[pair.new, place].append((bits * bonus, bits, key))
        for place, bits in best_old.items():
            gone[pair.old, place].append((bits * bonus, bits, key))
    won_new = _won(come)
    won_old = _won(gone)
    return {key: Won(won_new.get(key, 0.0), won_old.get(key, 0.0)) for key in pairs}


def _won(
    passages: Mapping[tuple[int, int], list[tuple[float, float, tuple[int, int]]]],
) -> dict[tuple[int, int], float]:
    """Bits by pair: all of a passage to the best candidate, a part of it to those that come near."""
    won: dict[tuple[int, int], float] = defaultdict(float)
    for candidates in passages.values():
        most = max(lifted for lifted, _, _ in candidates)
        for lifted, bits, key in candidates:
            near = (lifted / most - 0.75) / 0.25  # three quarters of the best is no rival of it
            if near > 0:
                won[key] += bits * near
    return won
