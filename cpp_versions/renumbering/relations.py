"""What each link is called: that follows from the links around it, and from what stays under the old number.

An old article that feeds several new ones is split; a new one fed by several is merged; an article that stays, with its
rule, and gives a passage away has a part moved; else the whole substance has one successor, and is renumbered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.evidence import evidence_of, kept_number, no_source, no_successor
from cpp_versions.renumbering.residue import ALIKE, Part
from cpp_versions.renumbering.values import Link, Relation, Side

__all__ = ["named_links"]

_SAME_RULE = 0.25
"""Share of an article's weight that must stay for its number to hold the same rule."""
_REWRITTEN = 0.05
"""Or that share of it, where the two texts are about the same matter: the rule is written anew where it was."""


def named_links(
    old: Sequence[Side],
    new: Sequence[Side],
    gone: Sequence[Part],
    come: Sequence[Part],
    stays: Mapping[ArticleRef, tuple[float, float]],
    candidates: Sequence[Candidate],
    least: float,
) -> tuple[Link, ...]:
    """The links, named and with their evidence, in the order of the old articles, then of the new ones.

    `stays`: the share of an old article's weight that stands under its number on the new day, and how far what stands
    there is about the same matter (see `gist.kinship`).
    """
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
    changed = {one.side.ref for one in gone if not one.unchanged}
    received = {one.side.ref: one for one in come}
    found: list[Link] = []
    for side in old:
        ref = side.ref
        both = ref in after and not after[ref].missing and not side.missing
        share, kin = stays.get(ref, (1.0, 1.0))
        staying = both and (share >= _SAME_RULE or (share >= _REWRITTEN and kin >= ALIKE))
        if both and (ref in changed or ref in received):
            if staying:
                found.append(Link(ref, ref, Relation.SAME, max(share, 0.5), kept_number(share)))
            else:
                found.append(Link(ref, ref, Relation.NUMBER_REUSED, 1 - share, kept_number(share)))
        for one in sorted(by_old.get(ref, ()), key=lambda one: (-one.score, one.pair.new)):
            target = one.new.side.ref
            if targets[ref] > 1:
                relation = Relation.SPLIT
            elif staying:
                relation = Relation.MOVED_PART
            elif sources[target] > 1 or _had_a_rule(one.new):
                relation = Relation.MERGED
            else:
                relation = Relation.RENUMBERED
            found.append(Link(ref, target, relation, one.score, evidence_of(one)))
        if ref in changed and ref not in by_old and not staying and not side.missing:
            best = best_old.get(ref)
            found.append(Link(ref, None, Relation.REPEALED, 1 - best.score if best else 0.95, no_successor(best)))
    for side in new:
        if side.ref not in before and side.ref in received and not sources[side.ref]:
            best = best_new.get(side.ref)
            found.append(Link(None, side.ref, Relation.NEW, 1 - best.score if best else 0.95, no_source(best)))
    return tuple(found)


def _had_a_rule(part: Part) -> bool:
    """Whether most of the new article stood under its number before."""
    return part.known > part.weight
