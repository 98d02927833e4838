"""Word diff of two texts of law: what a lawyer sees as changed, and exactly both texts back.

Alinéas are aligned first, then words within them; never a part of a word. Spacing and typography are folded. The same
two texts give the same diff everywhere: nothing depends on time.

>>> diff(["L'amende est de 30 euros."], ["L’amende est de 45 euros."]).words
WordCounts(kept=5, deleted=1, inserted=1, moved=0)
"""

from __future__ import annotations

from collections.abc import Sequence

from cpp_versions.compare.alinea import vocabulary
from cpp_versions.compare.emit import emit
from cpp_versions.compare.moves import moves
from cpp_versions.compare.result import Diff, WordCounts
from cpp_versions.compare.script import Script, script
from cpp_versions.compare.words import Edit

__all__ = ["Diff", "WordCounts", "count", "diff", "same_words"]


def diff(old: Sequence[str], new: Sequence[str]) -> Diff:
    """The difference between two texts, given as alinéas; either may be empty."""
    found = script(old, new)
    moved = moves(found)
    ops, folded, pairs = emit(found, moved)
    return Diff(ops, folded, pairs, _counts(found, moved))


def count(old: Sequence[str], new: Sequence[str]) -> WordCounts:
    """The same figures as `diff(old, new).words`, without the operations."""
    found = script(old, new)
    return _counts(found, moves(found))


def same_words(old: Sequence[str], new: Sequence[str]) -> bool:
    """True if the two texts are equal but for spacing (the cut into alinéas included) and typography."""
    if old == new:
        return True
    known = vocabulary()
    left, right = ("".join([known.analyse(alinea).letters for alinea in side]) for side in (old, new))
    return left == right


def _counts(found: Script, moved: list[Edit]) -> WordCounts:
    words, old, new = found.vocabulary.words, found.old.letters, found.new.letters
    elsewhere = sum(words(old[a:b]) for a, b, _, _ in moved)
    deleted = sum(words(old[a:b]) for a, b, _, _ in found.edits)
    inserted = sum(words(new[c:d]) for _, _, c, d in found.edits)
    return WordCounts(found.words - deleted, deleted - elsewhere, inserted - elsewhere, elsewhere)
