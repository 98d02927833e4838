"""The renumbering map of two sides: which rule went where, with a score and its reasons.

Links are found from the words (`residue`, `matching`), then scored again with what their neighbours say (`context`);
what each link is called follows from the links around it (`relations`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.context import Context, surroundings
from cpp_versions.renumbering.matching import Pair, Won, compete, matches
from cpp_versions.renumbering.passages import Vocabulary
from cpp_versions.renumbering.relations import named_links
from cpp_versions.renumbering.residue import Residue, cut_all, residues
from cpp_versions.renumbering.scoring import FIRST, FULL, Features, probability
from cpp_versions.renumbering.values import Link, Side
from cpp_versions.renumbering.weights import document_weights

__all__ = ["renumbering_map", "scored"]

_ROUNDS = 2
_KEPT = 0.5
"""Score from which a pair is told as a link."""
_NOTHING = Context(0.0, 0.0)


def renumbering_map(old: Sequence[Side], new: Sequence[Side], least: float = _KEPT) -> tuple[Link, ...]:
    """The links between the articles of two sides, in the order of the old plan, then of the new one.

    A pair scored below `least` is no link; it is named as the best candidate where an article has no other.
    """
    gone, come, candidates = scored(old, new)
    return named_links(old, new, gone, come, candidates, least)


def scored(old: Sequence[Side], new: Sequence[Side]) -> tuple[list[Residue], list[Residue], list[Candidate]]:
    """What is gone, what has come, and all pairs of both that share anything, scored, in order."""
    vocabulary = Vocabulary()
    old_cut, new_cut = cut_all(old, vocabulary), cut_all(new, vocabulary)
    texts = dict.fromkeys(
        "".join(passage.letters for passage in passages) for passages in (*old_cut, *new_cut) if passages
    )
    weights = document_weights(texts, len(vocabulary.words))
    weigher = Weigher(weights)
    gone, come = residues(old, new, old_cut, new_cut, weigher)
    pairs = matches(gone, come, weights, weigher)
    keys = sorted(pairs)
    old_sides, new_sides = [one.side for one in gone], [one.side for one in come]
    context: Mapping[tuple[int, int], Context] = {}
    found: list[Candidate] = []
    for turn in range(_ROUNDS + 1):
        won = compete(pairs, {key: max(one.near, one.section) for key, one in context.items()})
        model = FULL if turn else FIRST
        found = [_candidate(pairs[key], gone, come, won[key], context.get(key, _NOTHING), model) for key in keys]
        if turn < _ROUNDS:
            scores = {key: one.score for key, one in zip(keys, found, strict=True)}
            context = surroundings(keys, scores, old_sides, new_sides)
    return gone, come, found


def _candidate(
    pair: Pair, gone: Sequence[Residue], come: Sequence[Residue], won: Won, context: Context, model: Mapping[str, float]
) -> Candidate:
    old, new = gone[pair.old], come[pair.new]
    of_new = min(won.new_bits / new.weight, 1.0) if new.weight else 0.0
    of_old = min(won.old_bits / old.weight, 1.0) if old.weight else 0.0
    features = Features(
        most=max(of_new, of_old),
        least=min(of_new, of_old),
        bits=min(math.log2(1 + max(won.new_bits, won.old_bits)) / 10, 1.0),
        alike=max((match.shared.alike * min(match.shared.bits / 30, 1.0) for match in pair.matches), default=0.0),
        whole=pair.whole.alike,
        near=context.near,
        section=context.section,
        stays=old.stayed,
    )
    return Candidate(old, new, pair, won, context, features, probability(features, model))
