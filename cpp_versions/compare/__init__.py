"""Word diff of two texts of law: what a lawyer sees as changed, and exactly both texts back.

Alinéas are aligned first, then words within them; never a part of a word. Spacing and typography are folded. The same
two texts give the same diff everywhere: nothing depends on time.

>>> diff(["L'amende est de 30 euros."], ["L’amende est de 45 euros."]).words
WordCounts(kept=5, deleted=1, inserted=1, moved=0)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from cpp_versions.compare.alinea import SEPARATOR, vocabulary
from cpp_versions.compare.emit import emit
from cpp_versions.compare.moves import moves
from cpp_versions.compare.result import Diff, WordCounts
from cpp_versions.compare.script import Script, script
from cpp_versions.compare.words import Edit

__all__ = ["Diff", "WordCounts", "count", "diff", "same_words"]

_WORD = re.compile(r"[^\W_]")


def diff(old: Sequence[str], new: Sequence[str]) -> Diff:
    """The difference between two texts, given as alinéas; either may be empty."""
    if not (old and new):
        text = SEPARATOR.join(old or new)
        if _WORD.search(text):  # nothing to compare; else it's only spaces, which fold
            return Diff((("-" if old else "+", text),), (), (), partial(_whole, tuple(old), tuple(new)))
    found = script(old, new)
    moved = moves(found)
    return Diff(*emit(found, moved), partial(_balance, tuple(old), *_changed(found, moved)))


def count(old: Sequence[str], new: Sequence[str]) -> WordCounts:
    """The same figures as `diff(old, new).words`, without the operations."""
    if not (old and new):
        return _whole(old, new)
    found = script(old, new)
    return _balance(old, *_changed(found, moves(found)))


def same_words(old: Sequence[str], new: Sequence[str]) -> bool:
    """True if the two texts are equal but for spacing (the cut into alinéas included) and typography."""
    if old == new:
        return True
    known = vocabulary()
    left, right = ("".join([known.analyse(alinea).letters for alinea in side]) for side in (old, new))
    return left == right


def _changed(found: Script, moved: list[Edit]) -> tuple[int, int, int]:
    """How many words of the old text are gone from their place, how many of the new one are new there, and how many
    of either moved."""
    words, old, new = found.vocabulary.words, found.old.letters, found.new.letters
    return (
        sum([words(old[a:b]) for a, b, _, _ in found.edits]),
        sum([words(new[c:d]) for _, _, c, d in found.edits]),
        sum([words(old[a:b]) for a, b, _, _ in moved]),
    )


def _balance(old: Sequence[str], gone: int, come: int, moved: int) -> WordCounts:
    return WordCounts(_words(old) - gone, gone - moved, come - moved, moved)


def _whole(old: Sequence[str], new: Sequence[str]) -> WordCounts:
    return WordCounts(0, _words(old), _words(new), 0)


def _words(alineas: Sequence[str]) -> int:
    known = vocabulary()
    return sum([known.words(known.analyse(alinea).letters) for alinea in alineas])
