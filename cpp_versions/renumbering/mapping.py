"""The renumbering map of two sides: which rule went where, with a score and its reasons.

Links are found from the words (`residue`, `matching`, `competing`), then scored again with what their neighbours and
their citations say (`context`, `citing`); what each link is called follows from the links around it (`relations`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.citing import (
    Key,
    Rewiring,
    aligned_lists,
    key_of,
    pointers,
    rewired_in,
    rewiring,
    targets,
    weigh_rewirings,
)
from cpp_versions.renumbering.coefficients import FIRST, FULL
from cpp_versions.renumbering.competing import Won, compete
from cpp_versions.renumbering.context import NOTHING, Context, surroundings
from cpp_versions.renumbering.declaring import declared
from cpp_versions.renumbering.gist import Gist, Gists, Roots, kinship
from cpp_versions.renumbering.matching import Pair, matches
from cpp_versions.renumbering.passages import Passage, Vocabulary
from cpp_versions.renumbering.relations import named_links
from cpp_versions.renumbering.residue import cut_all, parts, stirred
from cpp_versions.renumbering.scoring import Features, probability
from cpp_versions.renumbering.titles import titled, titles_alike
from cpp_versions.renumbering.values import Link, Side
from cpp_versions.renumbering.weights import document_weights

__all__ = ["FIRST", "FULL", "KEPT", "Memory", "Scored", "links_of", "renumbering_map", "scored"]

_ROUNDS = 2
KEPT = 0.3
"""Score from which a pair is told as a link."""
_SURE = 0.5
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
_ALIKE = 0.6
"""Likeness from which two passages that moved together are read for the citations that were rewritten in them."""
_Place = tuple[int, int]


class Memory:
    """Texts cut into passages, for several maps of one corpus: most articles are the same from one day to another.

    The words are numbered in the order in which they are met; what a map says doesn't depend on it.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.done: dict[tuple[str, ...], tuple[Passage, ...]] = {}
        self.titles: dict[tuple[str, ...], str] = {}


class Scored:
    """What was found between two sides: the parts, and the candidates between them, own pairs apart."""

    def __init__(self, old: Sequence[Side], new: Sequence[Side], memory: Memory | None = None) -> None:
        self.old, self.new = old, new
        # where articles are alike word for word, the first wins: it mustn't depend on the order in which they are given
        old, new = sorted(old, key=_place), sorted(new, key=_place)
        known = memory or Memory()
        self._vocabulary, self._done = known.vocabulary, known.done
        cut_all(old, self._vocabulary, self._done)
        cut_all(new, self._vocabulary, self._done)
        for side in (*old, *new):
            titled(side, self._vocabulary, known.titles)
        held = dict.fromkeys(side.alineas for side in (*old, *new))
        texts = ["".join(one.letters for one in self._done[alineas]) for alineas in held if self._done[alineas]]
        weights = document_weights(texts, len(self._vocabulary.words))
        self._weigher = Weigher(weights)
        gone, self.come = parts(old, new, self._done, self._weigher)
        roots = Roots(self._vocabulary, texts)
        own = [i for i, one in enumerate(gone) if one.counterpart is not None]
        after = {side.ref: self._whole(side) for side in new}
        wholes = [(self._whole(gone[i].side), after[gone[i].side.ref]) for i in own]
        self.kin = dict(zip(own, kinship(wholes, roots), strict=True))
        """By old part that has new text under its number, how far both texts are about the same matter."""
        self.gone = stirred(gone, self.kin)
        self._lost = [one.weight - (0.0 if one.unchanged else one.fixed_weight) for one in self.gone]
        self._fresh = [one.weight for one in self.come]
        self._pairs = matches(self.gone, self.come, weights, self._weigher)
        self.stays: dict[int, float] = {}
        """By old part, the share of its weight that stands under its number on the new day."""
        self._rewirings, self._pointers = self._citations()
        self._declared = self._stated(declared(old, new))
        self._keys = sorted(key for key, pair in self._pairs.items() if not pair.own)
        above_old = [(one, titled(one.side, self._vocabulary, known.titles)) for one in self.gone]
        above_new = [(one, titled(one.side, self._vocabulary, known.titles)) for one in self.come]
        self._titles = titles_alike(self._keys, above_old, above_new, roots)
        self._gists = Gists(self._keys, self.gone, self.come, roots)
        self.candidates = self._rounds()

    def _whole(self, side: Side) -> str:
        return "".join(passage.letters for passage in self._done[side.alineas])

    def _citations(self) -> tuple[list[Rewiring], dict[Key, Mapping[Key, float]]]:
        """The lists rewritten in articles that stay, and where those that changed point."""
        rewirings: list[Rewiring] = []
        pointed: dict[Key, Mapping[Key, float]] = {}
        before = {side.ref: side for side in self.old if not side.missing}
        for side in self.new:
            was = before.get(side.ref)
            if was is None or side.missing or was.alineas == side.alineas:
                continue
            old, new = self._done[was.alineas], self._done[side.alineas]
            rewirings += rewired_in(was, side, old, new, self._weigher)
            found = pointers(old, new, side, self._vocabulary)
            if found:
                pointed[key_of(side)] = found
        for (i, j), pair in self._pairs.items():
            if pair.own:
                rewirings += self._rewired(i, j, pair, 1.0)
        return rewirings, pointed

    def _stated(self, told: Mapping[tuple[Key, Key], str]) -> dict[_Place, str]:
        """The places of the pairs of which a text says that one became the other; they are candidates whatever their
        words."""
        gone = {key_of(one.side): place for place, one in enumerate(self.gone)}
        come = {key_of(one.side): place for place, one in enumerate(self.come)}
        found: dict[_Place, str] = {}
        for (old, new), words in told.items():
            if old in gone and new in come:
                i, j = gone[old], come[new]
                self._pairs.setdefault((i, j), Pair(i, j, own=False))
                found[i, j] = words
        return found

    def _rewired(self, i: int, j: int, pair: Pair, weight: float) -> list[Rewiring]:
        old, new = self.gone[i], self.come[j]
        found: list[Rewiring] = []
        for match in pair.matches:
            if match.shared.alike >= _ALIKE:
                p, q = old.passages[match.old], new.passages[match.new]
                for first, second in aligned_lists(p, q, match, self._vocabulary):
                    found += rewiring(old.side, new.side, first, second, weight)
        return found

    def _rounds(self) -> list[Candidate]:
        context: Mapping[_Place, Context] = {}
        old_sides, new_sides = [one.side for one in self.gone], [one.side for one in self.come]
        scores: dict[_Place, float] = {}
        found: list[Candidate] = []
        keys, pairs = self._keys, self._pairs
        agreement: dict[_Place, float] = {}
        for turn in range(_ROUNDS + 1):
            leads = {
                key: context.get(key, NOTHING).lead + _CITED * agreement.get(key, 0.0) + _TITLED * self._titles[key]
                for key in keys
            }
            won = compete(pairs, self.gone, self.come, leads, self._weigher)
            kept_old, kept_new = self._kept(pairs, won)
            rewirings = list(self._rewirings)
            for i, j in keys:
                score = scores.get((i, j), 0.0)
                if score >= _SURE:
                    rewirings += self._rewired(i, j, self._pairs[i, j], _MOVED * score)
            weighed = weigh_rewirings(rewirings)
            told: dict[tuple[Key, Key], list[Rewiring]] = defaultdict(list)
            for one in rewirings:
                for x in one.old:
                    for y in one.new:
                        told[x, y].append(one)
            found = []
            for key in keys:
                pair = self._pairs[key]
                names = key_of(old_sides[key[0]]), key_of(new_sides[key[1]])
                pointed = self._pointers.get(names[0], {}).get(names[1], 0.0)
                features = self._features(
                    pair, won[key], kept_old, kept_new, context.get(key, NOTHING),
                    (self._gists.of_new[key], self._gists.of_old[key]), weighed.get(names, 0.0), pointed,
                )  # fmt: skip
                score = probability(features, FULL if turn else FIRST)
                words = self._declared.get(key, "")
                if words:
                    score = 1 - _UNTRUE * (1 - score)
                found.append(
                    Candidate(
                        self.gone[key[0]], self.come[key[1]], pair, won[key], context.get(key, NOTHING), features,
                        score, tuple(told.get(names, ())), pointed > 0, words, self._gists.of_old[key].held,
                    )
                )  # fmt: skip
            scores = {key: one.score for key, one in zip(keys, found, strict=True)}
            if not turn:
                keys = [key for key in keys if scores[key] >= _HOPELESS]
                pairs = {key: pair for key, pair in pairs.items() if pair.own or scores[key] >= _HOPELESS}
            if turn < _ROUNDS:
                context = surroundings(keys, scores, old_sides, new_sides)
                successors: dict[Key, dict[Key, float]] = defaultdict(dict)
                for i, j in keys:
                    if scores[i, j] >= _SURE:
                        successors[key_of(old_sides[i])][key_of(new_sides[j])] = scores[i, j]
                agreement = {key: self._agreement(pairs[key], successors) for key in keys}
        return found

    def _kept(
        self, pairs: Mapping[_Place, Pair], won: Mapping[_Place, Won]
    ) -> tuple[dict[int, float], dict[int, float]]:
        """What each old part keeps, and each new one had, under its own number, in bits; fills `stays`."""
        kept_old: dict[int, float] = {}
        kept_new: dict[int, float] = {}
        for (i, j), pair in pairs.items():
            if pair.own:
                kept_old[i] = won[i, j].old
                kept_new[j] = won[i, j].new
        for i, one in enumerate(self.gone):
            weight = one.weight
            self.stays[i] = min((one.fixed_weight + kept_old.get(i, 0.0)) / weight, 1.0) if weight else 0.0
        return kept_old, kept_new

    def _features(
        self,
        pair: Pair,
        won: Won,
        kept_old: Mapping[int, float],
        kept_new: Mapping[int, float],
        context: Context,
        gist: tuple[Gist, Gist],
        rewired: float,
        stated: float,
    ) -> Features:
        old, new = self.gone[pair.old], self.come[pair.new]
        to_give = self._lost[pair.old] - kept_old.get(pair.old, 0.0)
        to_give = max(to_give + (0.0 if old.unchanged else won.copied), won.old, 8.0)
        to_get = max(self._fresh[pair.new] - kept_new.get(pair.new, 0.0), won.new, 8.0)
        copied = float(old.unchanged) if old.unchanged or not won.old else won.copied / won.old
        elsewhere = old.side.ref.code != new.side.ref.code
        return Features(
            both_most=max(won.both_new / to_get, won.both_old / to_give),
            mutual=1.0 if won.both_new else 0.0,
            least=min(won.new / to_get, won.old / to_give),
            bits=min(math.log2(1 + max(won.new, won.old)) / 10, 1.0),
            gist_new=gist[0].held * gist[0].lead,
            gist_old=gist[1].held * gist[1].lead,
            lead_new=won.lead_new,
            lead_old=won.lead_old,
            rival_old=won.rival_old,
            copied=copied if elsewhere else copied * (1 - old.stirred),
            before=context.before,
            after=context.after,
            section=context.section,
            rewired=rewired,
            stated=stated,
        )

    def _agreement(self, pair: Pair, successors: Mapping[Key, Mapping[Key, float]]) -> float:
        """How far what the two articles cite at the same places is linked: 1 all, -1 none, 0 nothing to tell."""
        old, new = self.gone[pair.old], self.come[pair.new]
        for_it = against = 0.0
        for match in pair.matches:
            for first, second in aligned_lists(
                old.passages[match.old], new.passages[match.new], match, self._vocabulary
            ):
                cited = targets(second, new.side.ref.code)
                if not cited:
                    continue
                for key in targets(first, old.side.ref.code):
                    known = successors.get(key)
                    if known and key not in cited:
                        agreed = max((known.get(other, 0.0) for other in cited), default=0.0)
                        for_it += agreed
                        against += max(known.values()) - agreed
        return (for_it - against) / (for_it + against + 0.5) if for_it or against else 0.0


def _place(side: Side) -> tuple[str, int, str, int]:
    return side.ref.code, side.order, side.ref.number, side.ref.slot


def scored(old: Sequence[Side], new: Sequence[Side]) -> Scored:
    """All pairs of the two sides that share anything, scored, before a threshold is put."""
    return Scored(old, new)


def renumbering_map(
    old: Sequence[Side], new: Sequence[Side], least: float = KEPT, memory: Memory | None = None
) -> tuple[Link, ...]:
    """The links between the articles of two sides, in the order of the old articles, then of the new ones.

    A pair scored below `least` is no link; it is named as the best candidate where an article has no other. A `memory`
    makes the next map of the same corpus faster.
    """
    return links_of(Scored(old, new, memory), least)


def links_of(found: Scored, least: float = KEPT) -> tuple[Link, ...]:
    """The links among what was scored (see `renumbering_map`)."""
    stays = {one.side.ref: (found.stays[i], found.kin.get(i, 1.0)) for i, one in enumerate(found.gone)}
    return named_links(found.old, found.new, found.gone, found.come, stays, found.candidates, least)
