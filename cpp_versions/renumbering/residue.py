"""What of each article is gone, and what of it has come, once what stayed under its number is set aside.

A rule that stays where it was is the source of nothing: D. 249 stays in the code while its list of faults moves, and
only the list can be found elsewhere. So the two texts of a number are matched with one another first; what is left on
the old side is `gone`, on the new side `come`. Nothing is left of an article whose text is unknown on one of the days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.passages import Passage, Vocabulary, cut
from cpp_versions.renumbering.values import Side
from cpp_versions.text import fold

__all__ = ["Residue", "cut_all", "residues"]

_STAYED = 0.6
"""Share of a passage's weight, or of its counterpart's, that must stand under the same number for it to have stayed."""
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Residue:
    """The passages of `side` that are gone (of an old article) or have come (of a new one).

    `stayed` is the share of the article's weight that stands under the same number on the other day; `weight` that of
    the passages left, in bits.
    """

    side: Side
    passages: tuple[Passage, ...]
    weights: tuple[float, ...]
    stayed: float

    @property
    def weight(self) -> float:
        """The weight of what is left."""
        return sum(self.weights)


def cut_all(sides: Sequence[Side], vocabulary: Vocabulary) -> list[tuple[Passage, ...]]:
    """The passages of each article."""
    return [cut(side.alineas, vocabulary) for side in sides]


def residues(
    old: Sequence[Side],
    new: Sequence[Side],
    old_cut: Sequence[tuple[Passage, ...]],
    new_cut: Sequence[tuple[Passage, ...]],
    weigher: Weigher,
) -> tuple[list[Residue], list[Residue]]:
    """What is gone of the old articles and what has come to the new ones; articles with nothing left are left out."""
    places = {side.ref: place for place, side in enumerate(new)}
    before: Mapping[ArticleRef, int] = {side.ref: place for place, side in enumerate(old)}
    gone: list[Residue] = []
    come: dict[int, Residue] = {}
    for place, side in enumerate(old):
        there = places.get(side.ref)
        if there is None:
            if not side.missing:
                gone.append(_left(side, old_cut[place], (), weigher))
            continue
        other = new[there]
        if side.missing or other.missing or tuple(map(fold, side.alineas)) == tuple(map(fold, other.alineas)):
            continue
        kept_old, kept_new = _stayed(old_cut[place], new_cut[there], weigher)
        gone.append(_left(side, old_cut[place], kept_old, weigher))
        come[there] = _left(other, new_cut[there], kept_new, weigher)
    for place, side in enumerate(new):
        if side.ref not in before and not side.missing:
            come[place] = _left(side, new_cut[place], (), weigher)
    return [one for one in gone if one.passages], [come[place] for place in sorted(come) if come[place].passages]


def _stayed(old: Sequence[Passage], new: Sequence[Passage], weigher: Weigher) -> tuple[set[int], set[int]]:
    """The passages of an article that stand in its other text, on each side."""
    kept_old: set[int] = set()
    kept_new: set[int] = set()
    equal = {passage.letters: place for place, passage in enumerate(new)}
    for i, passage in enumerate(old):
        if passage.letters in equal:
            kept_old.add(i)
            kept_new.add(equal[passage.letters])
    for j, passage in enumerate(new):
        if any(passage.letters == other.letters for other in old):
            kept_new.add(j)
    for i, p in enumerate(old):
        if i in kept_old:
            continue
        for j, q in enumerate(new):
            found = weigher.shared(p.letters, q.letters)
            if not found.bits:
                continue
            if found.alike >= _ALIKE or found.of_left >= _STAYED:
                kept_old.add(i)
            if found.alike >= _ALIKE or found.of_right >= _STAYED:
                kept_new.add(j)
    return kept_old, kept_new


def _left(side: Side, passages: Sequence[Passage], kept: set[int] | tuple[()], weigher: Weigher) -> Residue:
    bits = [weigher.bits(passage.letters) for passage in passages]
    total = sum(bits)
    left = [place for place in range(len(passages)) if place not in kept]
    stayed = sum(bits[place] for place in kept) / total if total else 0.0
    return Residue(side, tuple(passages[place] for place in left), tuple(bits[place] for place in left), stayed)
