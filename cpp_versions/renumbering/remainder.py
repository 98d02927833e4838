"""What links leave unexplained: an alinéa that went nowhere, and a gap of its measure in what its article became.

D. 283-1 said who may be isolated, for how long (three months, renewable), until when, and what counts. Its other rules
stand in three places; the time stands in R. 57-7-66, whose other words come from D. 283-1-5. Neither text is like the
other as a whole, so no competition over words finds the pair. But what D. 283-1-5 leaves unexplained of R. 57-7-66 is
three months and a renewal, and that is all that is left of D. 283-1.

So once links are known, each alinéa of substance whose words went nowhere is held against the gaps in the new articles
that stand with those that its own article became: in their sections, and in the sister sections of these. It proposes
the gap that it fills best, where it fills most of it and most of itself stands around it. An alinéa that leaves without
any other link of its article proposes nothing: there is nowhere to look. Nor does one of several articles that fill the
same gap alike: what a series of twins repeats (the associations of articles 2-1 ff.) says nothing of which one it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from scipy import sparse

from cpp_versions.renumbering.alignment import Weigher, mask_of, weight_of
from cpp_versions.renumbering.candidate import Candidate, Filled
from cpp_versions.renumbering.competing import Won
from cpp_versions.renumbering.context import NOTHING
from cpp_versions.renumbering.gist import Roots
from cpp_versions.renumbering.matching import Pair
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.scoring import Features
from cpp_versions.renumbering.values import Side

__all__ = ["completed"]

_SURE = 0.5
"""Score from which a link explains words."""
_SUBSTANCE = 40.0
"""Bits of an alinéa below which it may be a formula."""
_GAP = 15.0
"""Bits of a gap below which anything fills it."""
_LEFT = 0.6
"""Share of an alinéa's weight that must have gone nowhere."""
_FILLS = 0.4
"""What the share of the alinéa that stands in the other, times the share of the gap that it fills, must come to."""
_ALONE = 0.9
"""How near another article may come to it."""
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Alinea:
    """An alinéa: its number from 0, its words, those that nothing explains, and the weights of both in bits."""

    number: int
    letters: str
    left: str
    weight: float
    unexplained: float


def completed(
    candidates: Sequence[Candidate],
    pairs: Mapping[_Place, Pair],
    gone: Sequence[Part],
    come: Sequence[Part],
    roots: Roots,
    weigher: Weigher,
) -> list[Candidate]:
    """The candidates, with those that an alinéa proposes as filling a gap; their scores rise by it. In order of places.

    `pairs` are all that were compared, those of one number included.
    """
    scores = {(one.pair.old, one.pair.new): one.score for one in candidates}
    explained_old: dict[_Place, int] = defaultdict(int)
    explained_new: dict[_Place, int] = defaultdict(int)
    reached: dict[int, list[int]] = defaultdict(list)
    for (i, j), pair in pairs.items():
        if not pair.own and scores.get((i, j), 0.0) < _SURE:
            continue
        for match in pair.matches:
            explained_old[i, match.old] |= mask_of(match.shared, 0)
            explained_new[j, match.new] |= mask_of(match.shared, 1)
        if not pair.own:
            reached[i].append(j)
    standing: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, part in enumerate(come):
        for section in _around(part.side):
            standing[section].append(place)
    gaps: dict[int, list[_Alinea]] = {}
    proposals: list[tuple[_Place, Filled]] = []
    for i in sorted(reached):
        if gone[i].unchanged:
            continue
        sources = [
            one
            for one in _alineas(gone[i], explained_old, i, weigher)
            if one.weight >= _SUBSTANCE and one.unexplained >= _LEFT * one.weight
        ]
        if not sources:
            continue
        near = {other for j in reached[i] for section in _around(come[j].side) for other in standing[section]}
        goals: list[tuple[int, _Alinea]] = []
        for j in sorted(near):
            if come[j].side.ref == gone[i].side.ref:
                continue
            if j not in gaps:
                gaps[j] = list(_alineas(come[j], explained_new, j, weigher))
            goals += [(j, one) for one in gaps[j]]
        proposals += [((i, j), filled) for j, filled in _best(sources, goals, roots)]
    found: dict[_Place, Filled] = {}
    for (i, j), filled in _alone(proposals):
        if scores.get((i, j), 0.0) < _SURE and ((i, j) not in found or found[i, j].share < filled.share):
            found[i, j] = filled
    return _with(found, candidates, pairs, gone, come)


def _around(side: Side) -> Iterator[tuple[str, ...]]:
    """What two articles share that stand together: their section, or what their sections are parts of."""
    if side.section:
        yield (side.ref.code, *side.section)
    if len(side.section) > 1:
        yield (side.ref.code, *side.section[:-1], "")


def _alineas(part: Part, explained: Mapping[_Place, int], place: int, weigher: Weigher) -> Iterator[_Alinea]:
    """The alinéas of a part, without the passages that stay where they are."""
    passages = [k for k in range(len(part.passages)) if not (part.fixed and part.fixed[k])]
    for number, some in groupby(passages, key=lambda k: part.passages[k].alinea):
        letters, left = "", ""
        weight = unexplained = 0.0
        for k in some:
            own = part.passages[k].letters
            free = ((1 << len(own)) - 1) & ~explained.get((place, k), 0)
            letters += own
            left += "".join(letter for bit, letter in enumerate(own) if free >> bit & 1)
            weight += part.bits[k]
            unexplained += weight_of(free, weigher.sums(own))
        yield _Alinea(number, letters, left, weight, unexplained)


def _best(
    sources: Sequence[_Alinea], goals: Sequence[tuple[int, _Alinea]], roots: Roots
) -> Iterator[tuple[int, Filled]]:
    """For each source that fills a gap, the part of the goal whose gap it fills best."""
    if not goals:
        return
    own = _present(roots, [one.letters for one in sources])
    whole = _present(roots, [one.letters for _, one in goals])
    gaps = _present(roots, [one.left for _, one in goals])
    weighed = own @ sparse.diags_array(roots.weights, format="csr")
    inside, filling = (weighed @ whole.T).toarray(), (weighed @ gaps.T).toarray()
    sizes = gaps @ roots.weights
    held = inside / np.maximum(own @ roots.weights, 1.0)[:, None]
    fills = np.where(sizes >= _GAP, filling / np.maximum(sizes, _GAP), 0.0)
    shares = held * fills
    for place, best in enumerate(np.argmax(shares, axis=1).tolist()):
        if shares[place, best] >= _FILLS:
            j, goal = goals[best]
            yield j, Filled(sources[place].number, goal.number, float(held[place, best]), float(fills[place, best]))


def _alone(proposals: Sequence[tuple[_Place, Filled]]) -> Iterator[tuple[_Place, Filled]]:
    """The proposals for whose gap no other article's comes near."""
    rivals: dict[_Place, dict[int, float]] = defaultdict(dict)
    for (i, j), filled in proposals:
        shares = rivals[j, filled.new]
        shares[i] = max(shares.get(i, 0.0), filled.share)
    for (i, j), filled in proposals:
        others = (share for other, share in rivals[j, filled.new].items() if other != i)
        if max(others, default=0.0) < _ALONE * filled.share:
            yield (i, j), filled


def _present(roots: Roots, texts: Sequence[str]) -> sparse.csr_matrix:
    """Which roots each text holds."""
    found = roots.counts(texts)
    found.data = np.ones_like(found.data)
    return found


def _with(
    found: Mapping[_Place, Filled],
    candidates: Sequence[Candidate],
    pairs: Mapping[_Place, Pair],
    gone: Sequence[Part],
    come: Sequence[Part],
) -> list[Candidate]:
    """The candidates in order, with what fills a gap; what wasn't one has become one."""
    known = {(one.pair.old, one.pair.new): one for one in candidates}
    for (i, j), filled in found.items():
        pair = pairs.get((i, j)) or Pair(i, j, own=False)
        one = known.get((i, j)) or Candidate(gone[i], come[j], pair, Won(), NOTHING, Features(), 0.0)
        known[i, j] = replace(one, score=1 - (1 - one.score) * (1 - filled.share), filled=filled)
    return [known[key] for key in sorted(known)]
