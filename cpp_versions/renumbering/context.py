"""Neighbours go to neighbours, sections to sections: what links that are nearly sure say of those that aren't."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpp_versions.renumbering.values import Side

__all__ = ["Context", "surroundings"]

_REACH = 4
"""Places on either side that count as near."""


@dataclass(frozen=True, slots=True)
class Context:
    """From 0 to 1: `near`, the best link among the articles beside the two; `section`, the share of the links from the
    old article's section that go to the new one's section."""

    near: float
    section: float


def surroundings(
    pairs: Sequence[tuple[int, int]],
    scores: Mapping[tuple[int, int], float],
    old: Sequence[Side],
    new: Sequence[Side],
    least: float = 0.5,
) -> dict[tuple[int, int], Context]:
    """The context of each pair of places, from the links scored `least` or more, the pair itself apart."""
    sure = {pair: score for pair, score in scores.items() if score >= least}
    near: dict[tuple[str, str, str, int, int], list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for (i, j), score in sure.items():
        a, b = old[i], new[j]
        for kind, x, y in (("plan", a.rank, b.rank), ("number", a.order, b.order)):
            for dx in range(-_REACH, _REACH + 1):
                for dy in range(-_REACH, _REACH + 1):
                    lead = score * (1 - (max(abs(dx), 1) + max(abs(dy), 1) - 2) / (2 * _REACH))
                    near[kind, a.ref.code, b.ref.code, x + dx, y + dy].append((lead, (i, j)))
    for cell in near.values():
        cell.sort(reverse=True)
        del cell[4:]
    between: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = defaultdict(float)
    leaving: dict[tuple[str, ...], float] = defaultdict(float)
    for (i, j), score in sure.items():
        a_section, b_section = _section(old[i]), _section(new[j])
        between[a_section, b_section] += score
        leaving[a_section] += score
    found = {}
    for i, j in pairs:
        a, b = old[i], new[j]
        best = 0.0
        for kind, x, y in (("plan", a.rank, b.rank), ("number", a.order, b.order)):
            for lead, other in near.get((kind, a.ref.code, b.ref.code, x, y), ()):
                if other != (i, j):
                    # a link of one of the two articles itself says less: it is a rival as well
                    best = max(best, lead * (0.6 if other[0] == i or other[1] == j else 1.0))
                    break
        own = sure.get((i, j), 0.0)
        a_section, b_section = _section(a), _section(b)
        others = leaving[a_section] - own
        share = (between[a_section, b_section] - own) / (others + 1.0) if a.section and b.section else 0.0
        found[i, j] = Context(best, max(share, 0.0))
    return found


def _section(side: Side) -> tuple[str, ...]:
    return (side.ref.code, *side.section)
