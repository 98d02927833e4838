"""What each article has to give, and what it has received: passages, with those that stay under their number told.

A rule that stays where it was is, as a rule, the source of nothing. So passages that stand word for word under the same
number on the other day are `fixed`: on the new side they need no source and are left out; on the old side they are
sources of last resort, since a rule may be copied to its new place before the old one is repealed (D. 249 stayed until
2011, and stood as R. 57-7 from 2010). Passages that stay edited are sources like others, and their own article's new
text competes for them (see `matching`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.passages import Passage, Vocabulary, cut
from cpp_versions.renumbering.values import Side

__all__ = ["ALIKE", "Part", "cut_all", "parts", "stirred"]

ALIKE = 0.35
"""How far two texts of a number must be about the same matter to hold the same rule, edited."""
_FEW, _MANY = 3, 30
"""Articles of a section that count as neighbours of one another."""
_NEAR = 3
"""Places on either side that count as neighbours."""


@dataclass(frozen=True, slots=True)
class Part:
    """An article as a source, or as a place to go. `bits` are the weights of the passages.

    `fixed`: of an old article, which passages stand word for word under its number on the new day. `counterpart`: the
    place, in the other list of parts, of what stands under the same number; None where there is nothing to compare.
    `unchanged`: of an old article, that it stays as it is. `stirred`: of an old article, how much of its neighbours'
    text is gone, from 0 to 1. `known`: of a new one, the weight that stood there before.
    """

    side: Side
    passages: tuple[Passage, ...]
    bits: tuple[float, ...]
    fixed: tuple[bool, ...] = ()
    counterpart: int | None = None
    unchanged: bool = False
    stirred: float = 0.0
    known: float = 0.0

    @property
    def weight(self) -> float:
        """The weight of all the passages."""
        return sum(self.bits)

    @property
    def fixed_weight(self) -> float:
        """The weight of those that stand word for word under the same number."""
        return sum(bits for bits, fixed in zip(self.bits, self.fixed, strict=True) if fixed) if self.fixed else 0.0


def cut_all(sides: Sequence[Side], vocabulary: Vocabulary, done: dict[tuple[str, ...], tuple[Passage, ...]]) -> None:
    """Cuts each article's text once into `done`, however many articles and days share it."""
    for side in sides:
        if side.alineas not in done:
            done[side.alineas] = cut(side.alineas, vocabulary)


def parts(
    old: Sequence[Side], new: Sequence[Side], done: dict[tuple[str, ...], tuple[Passage, ...]], weigher: Weigher
) -> tuple[list[Part], list[Part]]:
    """The old articles as sources, and the new ones that have something new. Texts unknown on a day are left out.

    An article unknown on the new day has gone, as far as anyone knows; one unknown on the old day has come.
    """
    before = {side.ref: side for side in old if not side.missing}
    after = {side.ref: side for side in new if not side.missing}
    come: list[Part] = []
    places: dict[Side, int] = {}
    for side in new:
        passages = done[side.alineas]
        if side.missing or not passages:
            continue
        was = before.get(side.ref)
        held = {passage.letters for passage in done[was.alineas]} if was else set()
        left = tuple(passage for passage in passages if passage.letters not in held)
        if not left:
            continue
        bits = tuple(weigher.bits(passage.letters) for passage in left)
        known = sum(weigher.bits(passage.letters) for passage in passages) - sum(bits)
        places[side] = len(come)
        come.append(Part(side, left, bits, known=known))
    gone: list[Part] = []
    for side in old:
        passages = done[side.alineas]
        if side.missing or not passages:
            continue
        bits = tuple(weigher.bits(passage.letters) for passage in passages)
        becomes = after.get(side.ref)
        there = {passage.letters for passage in done[becomes.alineas]} if becomes else set()
        fixed = tuple(passage.letters in there for passage in passages)
        counterpart = places.get(becomes) if becomes else None
        gone.append(Part(side, passages, bits, fixed, counterpart, unchanged=all(fixed)))
    return gone, come


def stirred(gone: Sequence[Part], kin: Mapping[int, float]) -> list[Part]:
    """The old parts, with how much of their neighbours' text is gone: in the plan, by number, or in their section,
    whichever is most.

    `kin` tells, by place, how far the new text under a part's number is about the same matter: what is only edited
    isn't gone.
    """
    lost: list[float] = []
    for place, one in enumerate(gone):
        stays = kin.get(place, 0.0) >= ALIKE or not one.weight
        lost.append(0.0 if stays else 1 - one.fixed_weight / one.weight)
    most = [0.0] * len(gone)
    for order in (attrgetter("side.ref.code", "side.rank"), attrgetter("side.ref.code", "side.order")):
        line = sorted(range(len(gone)), key=lambda place: order(gone[place]))
        codes = [gone[place].side.ref.code for place in line]
        for here, place in enumerate(line):
            near = [
                lost[line[there]]
                for there in range(max(here - _NEAR, 0), min(here + _NEAR + 1, len(line)))
                if there != here and codes[there] == codes[here]
            ]
            if near:
                most[place] = max(most[place], sum(near) / len(near))
    sections: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(gone):
        if one.side.section:
            sections[one.side.ref.code, *one.side.section].append(place)
    for places in sections.values():
        if _FEW <= len(places) <= _MANY:
            total = sum(lost[place] for place in places)
            for place in places:
                most[place] = max(most[place], (total - lost[place]) / (len(places) - 1))
    return [replace(one, stirred=share) for one, share in zip(gone, most, strict=True)]
