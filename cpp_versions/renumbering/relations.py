"""What each link is called: that follows from the links around it, and from what stays under the old number.

An old article that feeds several new ones is split; a new one fed by several is merged; an article that stays, with its
rule, and gives a passage away has a part moved; else the whole substance has one successor, and is renumbered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.evidence import evidence_of, kept_number, no_source, no_successor
from cpp_versions.renumbering.residue import Residue
from cpp_versions.renumbering.values import Link, Relation, Side

__all__ = ["named_links"]

_SAME_RULE = 0.25
"""Share of an article's weight that must stay for its number to hold the same rule."""


def named_links(
    old: Sequence[Side],
    new: Sequence[Side],
    gone: Sequence[Residue],
    come: Sequence[Residue],
    candidates: Sequence[Candidate],
    least: float,
) -> tuple[Link, ...]:
    """The links, named and with their evidence, in the order of the old articles, then of the new ones."""
    links = [one for one in candidates if one.score >= least]
    targets = Counter(one.old.side.ref for one in links)
    sources = Counter(one.new.side.ref for one in links)
    best_old: dict[ArticleRef, Candidate] = {}
    best_new: dict[ArticleRef, Candidate] = {}
    for one in sorted(candidates, key=lambda one: one.score):
        best_old[one.old.side.ref] = best_new[one.new.side.ref] = one
    before, after = {side.ref: side for side in old}, {side.ref: side for side in new}
    by_old: dict[ArticleRef, list[Candidate]] = defaultdict(list)
    for one in links:
        by_old[one.old.side.ref].append(one)
    left = {residue.side.ref: residue for residue in gone}
    come_refs = {residue.side.ref for residue in come}
    found: list[Link] = []
    for side in old:
        ref = side.ref
        residue = left.get(ref)
        both = ref in after
        if both and ref in come_refs | left.keys():
            stayed = residue.stayed if residue else 1.0
            if stayed < _SAME_RULE:
                found.append(Link(ref, ref, Relation.NUMBER_REUSED, 1 - stayed, kept_number(stayed)))
            else:
                found.append(Link(ref, ref, Relation.SAME, max(stayed, 0.5), kept_number(stayed)))
        if residue is None:
            continue
        stays = both and residue.stayed >= _SAME_RULE
        for one in sorted(by_old[ref], key=lambda one: -one.score):
            target = one.new.side.ref
            if stays:
                relation = Relation.MOVED_PART
            elif targets[ref] > 1:
                relation = Relation.SPLIT
            elif sources[target] > 1 or (target in before and one.new.stayed >= _SAME_RULE):
                relation = Relation.MERGED
            else:
                relation = Relation.RENUMBERED
            found.append(Link(ref, target, relation, one.score, evidence_of(one)))
        if not by_old[ref] and not stays:
            best = best_old.get(ref)
            score = 1 - best.score if best else 0.95
            found.append(Link(ref, None, Relation.REPEALED, score, no_successor(best)))
    for side in new:
        if side.ref not in before and side.ref in come_refs and not sources[side.ref]:
            best = best_new.get(side.ref)
            found.append(Link(None, side.ref, Relation.NEW, 1 - best.score if best else 0.95, no_source(best)))
    return tuple(found)
