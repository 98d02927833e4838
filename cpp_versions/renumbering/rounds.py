"""The rounds in which pairs are scored: each takes what the links of the round before say of neighbours, sections and
citations, lets the articles compete again, and scores every pair that still may be a link.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.citing import Key, Rewiring, key_of, targets, weigh_rewirings
from cpp_versions.renumbering.coefficients import FIRST, FULL
from cpp_versions.renumbering.competing import Competition, Won
from cpp_versions.renumbering.context import NOTHING, Context, surroundings
from cpp_versions.renumbering.matching import Pair
from cpp_versions.renumbering.references import Named
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.scoring import Features, probabilities

__all__ = ["FIRST", "FULL", "SURE", "Known", "Rounds"]

_ROUNDS = 2
SURE = 0.5
"""Score from which a link speaks for others."""
_CITED = 0.5
"""What citations that agree count for where articles compete, beside neighbours and sections that agree: 1 in all."""
_TITLED = 1.0
"""What titles that agree count for there."""
_MOVED = 0.6
"""What a list rewritten inside a text that moves counts for, beside one in a text that stays."""
_UNTRUE = 0.05
"""What is left of the doubt where a text says that one article became the other."""
_HOPELESS = 0.002
"""Score by words alone below which a pair is no candidate any more."""
_LEAST_BITS = 8.0
"""Bits that an article has to give, or to get, at least: shares of less say little."""
_Place = tuple[int, int]
_Gists = tuple[tuple[list[float], list[float]], tuple[list[float], list[float]]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the pairs before the rounds, most of it by their places.

    `rewirings`: lists rewritten in articles that stay; `pointers`: by article, where its new text points; `declared`:
    the words that say that one became the other; `titles`: how far titles agree; `gists` (see `gist`) of the pairs in
    order, asked for once they are needed; `lists`: the lists that stand at the same place in
    both articles of a pair; `rewired`: the rewirings in a pair's text, by what they count for.
    """

    rewirings: Sequence[Rewiring]
    pointers: Mapping[Key, Mapping[Key, float]]
    declared: Mapping[_Place, str]
    titles: Mapping[_Place, float]
    gists: Callable[[], _Gists]
    lists: Callable[[Pair], Iterator[tuple[Named, Named]]]
    rewired: Callable[[Pair, float], list[Rewiring]]


class Rounds:
    """The pairs of parts, by their places, scored once for all: see `candidates`."""

    def __init__(
        self,
        gone: Sequence[Part],
        come: Sequence[Part],
        pairs: Mapping[_Place, Pair],
        competition: Competition,
        known: Known,
    ) -> None:
        self._gone, self._come, self._known = gone, come, known
        self._pairs, self._competition = pairs, competition
        self._keys = sorted(key for key, pair in pairs.items() if not pair.own)
        self._weights = [one.weight for one in gone]
        self._fixed = [one.fixed_weight for one in gone]
        self._lost = [
            weight - (0.0 if one.unchanged else fixed)
            for one, weight, fixed in zip(gone, self._weights, self._fixed, strict=True)
        ]
        self._fresh = [one.weight for one in come]
        self._old_names = [key_of(one.side) for one in gone]
        self._new_names = [key_of(one.side) for one in come]
        self._cited: dict[_Place, list[tuple[tuple[Key, ...], tuple[Key, ...]]]] = {}
        self._gists: dict[_Place, tuple[float, float, float, float]] = {}
        self.stays: list[float] = []
        """By old part, the share of its weight that stands under its number on the new day."""

    def candidates(self) -> list[Candidate]:
        """Every pair that may be a link, by place, with what is known of it and its score."""
        known, keys, pairs = self._known, self._keys, self._pairs
        old_sides, new_sides = [one.side for one in self._gone], [one.side for one in self._come]
        competition = self._competition
        context: Mapping[_Place, Context] = {}
        agreement: dict[_Place, float] = {}
        scores: dict[_Place, float] = {}
        for turn in range(_ROUNDS + 1):
            leads = {
                key: context.get(key, NOTHING).lead + _CITED * agreement.get(key, 0.0) + _TITLED * known.titles[key]
                for key in keys
            }
            won = competition.won(leads)
            rewirings = list(known.rewirings)
            for key in keys:
                if scores.get(key, 0.0) >= SURE:
                    rewirings += known.rewired(pairs[key], _MOVED * scores[key])
            rows = self._rows(keys, pairs, won, context, weigh_rewirings(rewirings))
            found = probabilities(rows, FULL if turn else FIRST)
            scores = {
                key: 1 - _UNTRUE * (1 - score) if key in known.declared else score
                for key, score in zip(keys, found, strict=True)
            }
            if turn == _ROUNDS:
                break
            if not turn:
                keys = [key for key in keys if scores[key] >= _HOPELESS]
                pairs = {key: pair for key, pair in pairs.items() if pair.own or scores[key] >= _HOPELESS}
                competition.narrow(pairs)
            context = surroundings(keys, scores, old_sides, new_sides)
            agreement = self._agreements(keys, pairs, scores)
        told: dict[tuple[Key, Key], list[Rewiring]] = defaultdict(list)
        for one in rewirings:
            for x in one.old:
                for y in one.new:
                    told[x, y].append(one)
        candidates = []
        for (i, j), row in zip(keys, rows, strict=True):
            key, names = (i, j), (self._old_names[i], self._new_names[j])
            candidates.append(
                Candidate(
                    self._gone[i], self._come[j], pairs[key], won[key], context.get(key, NOTHING), Features(*row),
                    scores[key], tuple(told.get(names, ())), self._pointed(key) > 0, known.declared.get(key, ""),
                    self._gists[key][2],
                )
            )  # fmt: skip
        return candidates

    def _rows(
        self,
        keys: Sequence[_Place],
        pairs: Mapping[_Place, Pair],
        won: Mapping[_Place, Won],
        context: Mapping[_Place, Context],
        rewired: Mapping[tuple[Key, Key], float],
    ) -> list[tuple[float, ...]]:
        """The features of each pair, in the order of `Features`; fills `stays`."""
        kept_old: dict[int, float] = {}
        kept_new: dict[int, float] = {}
        for (i, j), pair in pairs.items():
            if pair.own:
                kept_old[i] = won[i, j].old
                kept_new[j] = won[i, j].new
        self.stays = [
            min((fixed + kept_old.get(i, 0.0)) / weight, 1.0) if weight else 0.0
            for i, (weight, fixed) in enumerate(zip(self._weights, self._fixed, strict=True))
        ]
        if not self._gists:
            new, old = self._known.gists()
            self._gists = dict(zip(keys, zip(*new, *old, strict=True), strict=True))
        found: list[tuple[float, ...]] = []
        for key in keys:
            i, j = key
            one, part, near = won[key], self._gone[i], context.get(key, NOTHING)
            to_give = self._lost[i] - kept_old.get(i, 0.0)
            to_give = max(to_give + (0.0 if part.unchanged else one.copied), one.old, _LEAST_BITS)
            to_get = max(self._fresh[j] - kept_new.get(j, 0.0), one.new, _LEAST_BITS)
            copied = float(part.unchanged) if part.unchanged or not one.old else one.copied / one.old
            elsewhere = part.side.ref.code != self._come[j].side.ref.code
            held_new, lead_new, held_old, lead_old = self._gists[key]
            found.append(
                (
                    max(one.both_new / to_get, one.both_old / to_give),
                    1.0 if one.both_new else 0.0,
                    min(one.new / to_get, one.old / to_give),
                    min(math.log2(1 + max(one.new, one.old)) / 10, 1.0),
                    held_new * lead_new,
                    held_old * lead_old,
                    one.lead_new,
                    one.lead_old,
                    one.rival_old,
                    copied if elsewhere else copied * (1 - part.stirred),
                    near.before,
                    near.after,
                    near.section,
                    rewired.get((self._old_names[i], self._new_names[j]), 0.0),
                    self._pointed(key),
                )
            )
        return found

    def _pointed(self, key: _Place) -> float:
        """How far what is left under the old number points to the new one."""
        return self._known.pointers.get(self._old_names[key[0]], {}).get(self._new_names[key[1]], 0.0)

    def _agreements(
        self, keys: Sequence[_Place], pairs: Mapping[_Place, Pair], scores: Mapping[_Place, float]
    ) -> dict[_Place, float]:
        """How far what the two articles of each pair cite at the same places is linked: 1 all, -1 none, 0 nothing to
        tell."""
        successors: dict[Key, dict[Key, float]] = defaultdict(dict)
        for i, j in keys:
            if scores[i, j] >= SURE:
                successors[self._old_names[i]][self._new_names[j]] = scores[i, j]
        found = {}
        for key in keys:
            for_it = against = 0.0
            for first, cited in self._cited_by(key, pairs[key]):
                for name in first:
                    known = successors.get(name)
                    if known and name not in cited:
                        agreed = max((known.get(other, 0.0) for other in cited), default=0.0)
                        for_it += agreed
                        against += max(known.values()) - agreed
            found[key] = (for_it - against) / (for_it + against + 0.5) if for_it or against else 0.0
        return found

    def _cited_by(self, key: _Place, pair: Pair) -> list[tuple[tuple[Key, ...], tuple[Key, ...]]]:
        """What the two articles of a pair cite at the same places."""
        found = self._cited.get(key)
        if found is None:
            codes = self._gone[key[0]].side.ref.code, self._come[key[1]].side.ref.code
            both = ((targets(first, codes[0]), targets(second, codes[1])) for first, second in self._known.lists(pair))
            found = self._cited[key] = [(first, second) for first, second in both if second]
        return found
