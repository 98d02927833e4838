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

from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.matching import Match, Pair
from cpp_versions.renumbering.residue import Part

__all__ = ["Won", "compete"]

_CONTEXT = 0.35
"""How much of what it shares a candidate gains where its neighbours went the same way: only near ties are turned."""
_OWN = 1.15
"""What an article's own text gains: that a rule stays where it is needs less proof than that it moves."""
_FIXED = 0.8
"""What a passage that stays where it is keeps, as a source of others."""
_TIE = 0.98
"""Share of another bid from which two are as good as one another."""
_TURNS = 2
"""Times that they compete: the second knows what each won on the other side."""
_UNWELCOME = 0.5
"""What is left of a bid whose words go to a better one on the other side."""
_LEFT = 0.4
"""Share of a match that must be left, once better ones have taken their words, for the rest to count."""


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


@dataclass(slots=True)
class _Bid:
    """`lifted` is what a match shares, with what speaks for the pair; `strength` what that counts for in this turn."""

    strength: float
    lifted: float
    key: tuple[int, int]
    match: Match


def compete(
    pairs: Mapping[tuple[int, int], Pair],
    gone: Sequence[Part],
    come: Sequence[Part],
    context: Mapping[tuple[int, int], float],
    weigher: Weigher,
) -> dict[tuple[int, int], Won]:
    """What each pair wins, pairs of one number included.

    `context`, from 0 to 1, tells how far the neighbours of a pair are linked: it turns near ties.
    """
    to_new: dict[tuple[int, int], list[_Bid]] = defaultdict(list)
    to_old: dict[tuple[int, int], list[_Bid]] = defaultdict(list)
    for key, pair in pairs.items():
        lift = _OWN if pair.own else 1 + _CONTEXT * context.get(key, 0.0)
        for match in pair.matches:
            bid = _Bid(0.0, match.shared.bits * lift * (_FIXED if match.fixed else 1.0), key, match)
            to_new[pair.new, match.new].append(bid)
            to_old[pair.old, match.old].append(bid)
    new_bits: dict[int, tuple[float, float]] = {}
    old_bits: dict[int, tuple[float, float]] = {}
    for turn in range(_TURNS):
        before_new, before_old = new_bits, old_bits
        new_bits, old_bits = {}, {}
        for (new, place), bids in to_new.items():
            for bid in bids:
                bid.strength = bid.lifted * _welcome(before_old, bid) if turn else bid.lifted
            _share(bids, weigher.sums(come[new].passages[place].letters), 1, new_bits)
        for (old, place), bids in to_old.items():
            for bid in bids:
                bid.strength = bid.lifted * _welcome(before_new, bid) if turn else bid.lifted
            _share(bids, weigher.sums(gone[old].passages[place].letters), 0, old_bits)
    most_new: dict[int, float] = defaultdict(float)
    most_old: dict[int, float] = defaultdict(float)
    shared: dict[tuple[int, int], tuple[float, float]] = {}
    for key, pair in pairs.items():
        best_new: dict[int, float] = {}
        best_old: dict[int, float] = {}
        for match in pair.matches:
            best_new[match.new] = max(best_new.get(match.new, 0.0), match.shared.bits)
            best_old[match.old] = max(best_old.get(match.old, 0.0), match.shared.bits)
        shared[key] = sum(best_new.values()), sum(best_old.values())
        most_new[pair.new] = max(most_new[pair.new], shared[key][0])
        most_old[pair.old] = max(most_old[pair.old], shared[key][1])
    found: dict[tuple[int, int], Won] = {}
    for key, pair in pairs.items():
        won = found[key] = Won()
        won.lead_new = shared[key][0] / most_new[pair.new] if most_new[pair.new] else 0.0
        won.lead_old = shared[key][1] / most_old[pair.old] if most_old[pair.old] else 0.0
        total = 0.0
        for match in pair.matches:
            of_new, _ = new_bits[id(match)]
            of_old, rival = old_bits[id(match)]
            won.new += of_new
            won.old += of_old
            won.copied += of_old if match.fixed else 0.0
            if of_new and of_old:
                won.both_new += of_new
                won.both_old += of_old
            total += match.shared.bits
            won.rival_old += rival * match.shared.bits
        if total:
            won.rival_old /= total
    return found


def _welcome(won: Mapping[int, tuple[float, float]], bid: _Bid) -> float:
    """What a bid counts for, from what it won on the other side: a text that has a nearer source needs no second."""
    bits = bid.match.shared.bits
    return _UNWELCOME + (1 - _UNWELCOME) * min(won[id(bid.match)][0] / bits, 1.0) if bits else _UNWELCOME


def _share(bids: list[_Bid], sums: Sequence[float], side: int, won: dict[int, tuple[float, float]]) -> None:
    """Gives the words of one passage to the bids, the greatest first: bits won, and the greatest rival, by match.

    Bids that are as good as one another share: which of two twins it is, only their neighbours can tell.
    """
    if len(bids) == 1:
        won[id(bids[0].match)] = bids[0].match.shared.bits, 0.0
        return
    bids.sort(key=lambda bid: (-bid.strength, bid.key, bid.match.old, bid.match.new))
    masks = [_mask(bid.match, side) for bid in bids]
    taken: list[int] = []
    for place, bid in enumerate(bids):
        rival = next((other for other in bids if other.key != bid.key), None)
        share = min(rival.strength / bid.strength, 1.0) if rival else 0.0
        lost = 0
        for other in taken:
            if bids[other].strength * _TIE > bid.strength or bids[other].key == bid.key:
                lost |= masks[other]
        bits, free = bid.match.shared.bits, masks[place] & ~lost
        if free != masks[place]:
            whole = _weigh(masks[place], sums)
            bits *= _weigh(free, sums) / whole if whole else 0.0
        if bits < _LEFT * bid.match.shared.bits:
            won[id(bid.match)] = 0.0, share
            continue
        taken.append(place)
        ties = {
            other.key
            for there, other in enumerate(bids)
            if other.strength >= bid.strength * _TIE and other.strength * _TIE <= bid.strength and masks[there] & free
        }
        won[id(bid.match)] = bits / len(ties | {bid.key}), share


def _mask(match: Match, side: int) -> int:
    """The words of a match on one side, as the bits of a number."""
    mask = 0
    for block in match.shared.blocks:
        mask |= ((1 << block[2]) - 1) << block[side]
    return mask


def _weigh(mask: int, sums: Sequence[float]) -> float:
    """The weight of the words whose bits are set."""
    total = 0.0
    place = 0
    while mask:
        zeros = (mask & -mask).bit_length() - 1
        mask >>= zeros
        place += zeros
        ones = (~mask & (mask + 1)).bit_length() - 1
        total += sums[place + ones] - sums[place]
        mask >>= ones
        place += ones
    return total
