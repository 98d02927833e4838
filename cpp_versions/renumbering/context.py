"""Neighbours go to neighbours, sections to sections: what links that are nearly sure say of those that aren't."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpp_versions.renumbering.values import Side

__all__ = ["NOTHING", "Context", "surroundings"]

_REACH = 4
"""Places on either side that count as near."""
_DOUBT = 0.5
"""Links that are counted on top of those seen, going elsewhere: one neighbour alone proves little."""
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Context:
    """From 0 to 1: `before`, how far the old article's neighbours go to neighbours of the new one; `after`, how far the
    new article's neighbours come from neighbours of the old one; `section`, the share of the links from the old
    article's section that go to the new one's."""

    before: float = 0.0
    after: float = 0.0
    section: float = 0.0

    @property
    def lead(self) -> float:
        """All of it as one number from 0 to 1."""
        return 0.4 * self.before + 0.4 * self.after + 0.2 * self.section


NOTHING = Context()


def surroundings(
    pairs: Sequence[_Place],
    scores: Mapping[_Place, float],
    old: Sequence[Side],
    new: Sequence[Side],
    least: float = 0.4,
) -> dict[_Place, Context]:
    """The context of each pair of places, from the links scored `least` or more, those of the two articles apart.

    Neighbours are near in the plan or, where a source has lost the plan, in the order of numbers.
    """
    sure = {pair: score for pair, score in scores.items() if score >= least}
    going: dict[int, list[tuple[int, float]]] = defaultdict(list)
    coming: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (i, j), score in sure.items():
        going[i].append((j, score))
        coming[j].append((i, score))
    old_near, new_near = _Neighbours(old, going), _Neighbours(new, coming)
    between: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = defaultdict(float)
    leaving: dict[tuple[str, ...], float] = defaultdict(float)
    for (i, j), score in sure.items():
        between[_section(old[i]), _section(new[j])] += score
        leaving[_section(old[i])] += score
    found = {}
    for i, j in pairs:
        a, b = old[i], new[j]
        share = 0.0
        if a.section and b.section:
            own = sure.get((i, j), 0.0)
            share = (between[_section(a), _section(b)] - own) / (leaving[_section(a)] - own + 1.0)
        found[i, j] = Context(
            _share(old_near.of(i), going, new_near.set_of(j), j),
            _share(new_near.of(j), coming, old_near.set_of(i), i),
            max(share, 0.0),
        )
    return found


class _Neighbours:
    """Which parts stand near which: those with a link, within reach in the plan or by number."""

    def __init__(self, sides: Sequence[Side], linked: Mapping[int, object]) -> None:
        self._sides = sides
        self._plan = {(side.ref.code, side.rank): place for place, side in enumerate(sides)}
        self._numbers = {(side.ref.code, side.order): place for place, side in enumerate(sides)}
        self._linked = linked
        self._near: dict[int, list[tuple[int, float]]] = {}
        self._all: dict[int, frozenset[int]] = {}

    def of(self, place: int) -> list[tuple[int, float]]:
        """The parts with a link near this one, itself apart, and how near: 1 beside it."""
        found = self._near.get(place)
        if found is None:
            best: dict[int, float] = {}
            side = self._sides[place]
            for known, rank in ((self._plan, side.rank), (self._numbers, side.order)):
                for step in range(1, _REACH + 1):
                    for there in (rank - step, rank + step):
                        other = known.get((side.ref.code, there))
                        if other is not None and other != place and other in self._linked:
                            best[other] = max(best.get(other, 0.0), 1 - (step - 1) / (_REACH + 1))
            found = self._near[place] = sorted(best.items())
        return found

    def set_of(self, place: int) -> frozenset[int]:
        """All parts within reach of this one, itself included."""
        found = self._all.get(place)
        if found is None:
            side = self._sides[place]
            near = {place}
            for known, rank in ((self._plan, side.rank), (self._numbers, side.order)):
                near |= {
                    known[side.ref.code, there]
                    for there in range(rank - _REACH, rank + _REACH + 1)
                    if (side.ref.code, there) in known
                }
            found = self._all[place] = frozenset(near)
        return found


def _share(
    near: Sequence[tuple[int, float]],
    links: Mapping[int, Sequence[tuple[int, float]]],
    goal: frozenset[int],
    own: int,
) -> float:
    """Of the links of these neighbours, the share that leads near the goal; a link to the goal itself counts half."""
    reached = total = 0.0
    for place, nearness in near:
        best = there = 0.0
        for other, score in links[place]:
            best = max(best, score)
            if other in goal:
                there = max(there, score * (0.6 if other == own else 1.0))
        reached += nearness * there
        total += nearness * best
    return reached / (total + _DOUBT) if total else 0.0


def _section(side: Side) -> tuple[str, ...]:
    return (side.ref.code, *side.section)
