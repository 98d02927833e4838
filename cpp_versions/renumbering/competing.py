"""Words have one source and, nearly always, one place to go: articles compete for them, word by word.

Of several articles that could have given a passage, the one that shares most of it did; where they share alike, the one
whose neighbours went the same way. What a passage's own article keeps is out of the game for others, and so are words
that a better candidate has taken: a twin, or a formula that stands everywhere, wins nothing. They compete twice: where
the words of a new passage have gone to a nearer source, it is a weaker bidder for those of others the second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from cpp_versions.renumbering.alignment import Shared, Weigher, mask_of, weight_of
from cpp_versions.renumbering.matching import Match, Pair
from cpp_versions.renumbering.residue import Part

__all__ = ["Competition", "Won"]

_CONTEXT = 0.35
"""How much of what it shares a candidate gains where its neighbours went the same way: only near ties are turned."""
_OWN = 1.35
"""What an article's own text gains: that a rule stays where it is needs less proof than that it moves. As much as what
another one gains by standing under the same titles: with less, twins that are both edited would change places."""
_FIXED = 0.8
"""What a passage that stays where it is keeps, as a source of others."""
_TIE = 0.98
"""Share of another bid from which two are as good as one another."""
_UNWELCOME = 0.5
"""What is left of a bid whose words go to a better one on the other side."""
_LEFT = 0.1
"""Share of a match that must be left, once better ones have taken their words, for the rest to count."""
_Key = tuple[int, int]
_STRENGTH = attrgetter("strength")


def _by_passage(one: tuple[Match, _Bid]) -> tuple[int, int]:
    return one[0].old, one[0].new


@dataclass(slots=True)
class Won:
    """What a pair wins, in bits: of the new article's words, of the old one's, and of those that it wins both ways.

    `copied`: of the old words won, those that stay where they are as well. `rival_old`: how near the best other new
    article comes for the same passages, from 0 to 1, on average. `lead_new`, `lead_old`: what the pair shares, over the
    most that any pair of the same new (old) article shares.
    """

    new: float = 0.0
    old: float = 0.0
    both_new: float = 0.0
    both_old: float = 0.0
    copied: float = 0.0
    rival_old: float = 0.0
    lead_new: float = 0.0
    lead_old: float = 0.0


class _Bid:
    """A match that bids for the words of its two passages.

    `lifted` is what it shares, with what speaks for the pair; `strength` what that counts for in this turn; `masks` are
    the words that it shares in the old and the new passage, `whole` what they weigh; `won` the bits won of each, and
    `before` those of the turn before; `rival` how near the best other new article comes for the old ones.
    """

    __slots__ = ("before", "bits", "fixed", "key", "lifted", "masks", "rival", "strength", "whole", "won")

    def __init__(self, key: _Key, shared: Shared, fixed: bool) -> None:
        self.key, self.fixed, self.bits = key, fixed, shared.bits
        self.masks = mask_of(shared, 0), mask_of(shared, 1)
        self.strength = self.lifted = self.rival = 0.0
        self.won = [0.0, 0.0]
        self.before = (0.0, 0.0)
        self.whole = [0.0, 0.0]


class _Passage:
    """The bids for the words of one passage, on the old side (0) or the new one (1): in the order in which those that
    are as good as one another are taken."""

    __slots__ = ("bids", "side", "sums")

    def __init__(self, bids: list[_Bid], sums: Sequence[float], side: int) -> None:
        self.bids, self.sums, self.side = bids, sums, side
        for bid in bids if len(bids) > 1 else ():
            bid.whole[side] = weight_of(bid.masks[side], sums)

    def settle(self) -> None:
        """Gives the only bid what it asks for."""
        (bid,) = self.bids
        bid.won[self.side] = bid.bits
        if not self.side:
            bid.rival = 0.0

    def share(self) -> None:
        """Gives the words to the bids, the greatest first: bits won, and the greatest rival, by bid.

        Bids that are as good as one another share: which of two twins it is, only their neighbours can tell.
        """
        side, sums = self.side, self.sums
        bids = sorted(self.bids, key=_STRENGTH, reverse=True)
        first = bids[0]
        other = next((bid for bid in bids if bid.key != first.key), None)
        taken: list[_Bid] = []
        beaten = ahead = 0  # of those taken, so many are better beyond a tie: their words
        for place, bid in enumerate(bids):
            strength, key, mask = bid.strength, bid.key, bid.masks[side]
            rival = other if key == first.key else first
            near = min(rival.strength / strength, 1.0) if rival else 0.0
            if not side:
                bid.rival = near
            while ahead < len(taken) and taken[ahead].strength * _TIE > strength:
                beaten |= taken[ahead].masks[side]
                ahead += 1
            lost = beaten
            for one in taken[ahead:]:
                if one.key == key:
                    lost |= one.masks[side]
            bits, free = bid.bits, mask & ~lost
            if free != mask:
                whole = bid.whole[side]
                bits *= weight_of(free, sums) / whole if whole else 0.0
            if bits < _LEFT * bid.bits:
                bid.won[side] = 0.0
                continue
            taken.append(bid)
            ties = {key}
            least, most = strength * _TIE, strength
            there = place - 1
            while there >= 0 and bids[there].strength * _TIE <= most:
                if bids[there].masks[side] & free:
                    ties.add(bids[there].key)
                there -= 1
            there = place + 1
            while there < len(bids) and bids[there].strength >= least:
                if bids[there].masks[side] & free:
                    ties.add(bids[there].key)
                there += 1
            bid.won[side] = bits / len(ties)


class Competition:
    """The pairs that compete for the words of the parts, pairs of one number included."""

    def __init__(
        self, pairs: Mapping[_Key, Pair], gone: Sequence[Part], come: Sequence[Part], weigher: Weigher
    ) -> None:
        self._pairs = pairs
        # of each pair, in the order of its matches
        self._bids = {
            key: [_Bid(key, match.shared, match.fixed) for match in pair.matches] for key, pair in pairs.items()
        }
        to_new: dict[_Key, list[_Bid]] = defaultdict(list)
        to_old: dict[_Key, list[_Bid]] = defaultdict(list)
        for key in sorted(pairs):
            both = zip(pairs[key].matches, self._bids[key], strict=True)
            for match, bid in sorted(both, key=_by_passage):
                to_new[key[1], match.new].append(bid)
                to_old[key[0], match.old].append(bid)
        self._passages = [
            _Passage(bids, weigher.sums(parts[part].passages[place].letters), side)
            for side, parts, held in ((0, gone, to_old), (1, come, to_new))
            for (part, place), bids in held.items()
        ]
        self._begin()

    def narrow(self, pairs: Mapping[_Key, Pair]) -> None:
        """Some of the pairs go on alone: the others bid no more."""
        self._pairs = pairs
        self._bids = {key: self._bids[key] for key in pairs}
        for passage in self._passages:
            passage.bids = [bid for bid in passage.bids if bid.key in pairs]
        self._begin()

    def _begin(self) -> None:
        """Settles what nobody else wants, and leaves what is wanted by several."""
        for passage in self._passages:
            if len(passage.bids) == 1:
                passage.settle()
        self._passages = [passage for passage in self._passages if len(passage.bids) > 1]
        self._leads = self._shared()

    def _shared(self) -> dict[_Key, tuple[float, float]]:
        """By pair, what it shares, over the most that any pair of the same new (old) article shares."""
        most_new: dict[int, float] = defaultdict(float)
        most_old: dict[int, float] = defaultdict(float)
        shared: dict[_Key, tuple[float, float]] = {}
        for key, pair in self._pairs.items():
            best_new: dict[int, float] = {}
            best_old: dict[int, float] = {}
            for match in pair.matches:
                best_new[match.new] = max(best_new.get(match.new, 0.0), match.shared.bits)
                best_old[match.old] = max(best_old.get(match.old, 0.0), match.shared.bits)
            shared[key] = sum(best_new.values()), sum(best_old.values())
            most_new[pair.new] = max(most_new[pair.new], shared[key][0])
            most_old[pair.old] = max(most_old[pair.old], shared[key][1])
        return {
            (i, j): (new / most_new[j] if most_new[j] else 0.0, old / most_old[i] if most_old[i] else 0.0)
            for (i, j), (new, old) in shared.items()
        }

    def won(self, context: Mapping[_Key, float]) -> dict[_Key, Won]:
        """What each pair wins. `context`, from 0 to 1, tells how far the neighbours of a pair are linked: it turns near
        ties."""
        for key, bids in self._bids.items():
            lift = _OWN if self._pairs[key].own else 1 + _CONTEXT * context.get(key, 0.0)
            for bid in bids:
                bid.strength = bid.lifted = bid.bits * lift * (_FIXED if bid.fixed else 1.0)
        for passage in self._passages:
            passage.share()
        # a text that has a nearer source needs no second, and bids less
        for bids in self._bids.values():
            for bid in bids:
                bid.before = (bid.won[0], bid.won[1])
        for passage in self._passages:
            side = 1 - passage.side  # what each won there the first time
            for bid in passage.bids:
                bits = bid.bits
                welcome = min(bid.before[side] / bits, 1.0) if bits else 0.0
                bid.strength = bid.lifted * (_UNWELCOME + (1 - _UNWELCOME) * welcome)
            passage.share()
        return {key: self._sum(key, bids) for key, bids in self._bids.items()}

    def _sum(self, key: _Key, bids: Sequence[_Bid]) -> Won:
        won = Won()
        won.lead_new, won.lead_old = self._leads[key]
        total = 0.0
        for bid in bids:
            of_old, of_new = bid.won
            won.new += of_new
            won.old += of_old
            won.copied += of_old if bid.fixed else 0.0
            if of_new and of_old:
                won.both_new += of_new
                won.both_old += of_old
            total += bid.bits
            won.rival_old += bid.rival * bid.bits
        if total:
            won.rival_old /= total
        return won
