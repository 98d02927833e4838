"""The edit script of two texts: alinéas aligned, then words, as edits over the tokens of what differs.

The alinéas that the two texts share at their beginning and end are set aside unread. What is between is two lists of
tokens with their places in the whole texts; one more token at each end stands for the shared parts, so that every
edit has a neighbour on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.compare.align import groups
from cpp_versions.compare.alinea import Alinea, analyse, count_key_words
from cpp_versions.compare.words import Edit, edits

__all__ = ["Script", "Side", "script"]

_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Side:
    """One text: the whole, and where its tokens stand, from the sentinel of the shared beginning to that of the end."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Script:
    """Edits over the tokens of `old` and `new`, in order. Outside the edits the two have the same keys."""

    old: Side
    new: Side
    edits: list[Edit]
    total_old: int

    def words_old(self, start: int, stop: int) -> int:
        """How many of the old tokens [start, stop) are words."""
        return count_key_words(self.old.keys[start:stop])

    def words_new(self, start: int, stop: int) -> int:
        """How many of the new tokens [start, stop) are words."""
        return count_key_words(self.new.keys[start:stop])


def script(old: Sequence[str], new: Sequence[str]) -> Script:
    """The edits that a reader should see."""
    first = 0
    shortest = min(len(old), len(new))
    while first < shortest and old[first] == new[first]:
        first += 1
    last = 0
    while last < shortest - first and old[-1 - last] == new[-1 - last]:
        last += 1
    left = [analyse(alinea) for alinea in old[first : len(old) - last]]
    right = [analyse(alinea) for alinea in new[first : len(new) - last]]
    before = _SEPARATOR.join(old[:first])
    after = _SEPARATOR.join(old[len(old) - last :]) if last else ""
    found: list[Edit] = []
    i = j = 1  # past the sentinel
    for a, b, c, d, equal in groups(left, right):
        old_keys = [key for alinea in left[a:b] for key in alinea.keys]
        new_keys = [key for alinea in right[c:d] for key in alinea.keys]
        if not equal:
            for p, q, r, s in edits(old_keys, new_keys):
                edit = (i + p, i + q, j + r, j + s)
                if found and found[-1][1] == edit[0] and found[-1][3] == edit[2]:
                    edit = (found[-1][0], edit[1], found.pop()[2], edit[3])
                found.append(edit)
        i += len(old_keys)
        j += len(new_keys)
    total = sum(alinea.word_count for alinea in left) + sum(
        analyse(alinea).word_count for alinea in (*old[:first], *old[len(old) - last :])
    )
    return Script(
        _side(old, before, bool(first), left, after, bool(last)),
        _side(new, before, bool(first), right, after, bool(last)),
        found,
        total,
    )


def _side(
    alineas: Sequence[str], before: str, has_before: bool, middle: list[Alinea], after: str, has_after: bool
) -> Side:
    text = _SEPARATOR.join(alineas)
    keys = [""]
    starts = [0]
    ends = [len(before)]
    place = len(before) + (len(_SEPARATOR) if has_before else 0)
    for alinea in middle:
        keys += alinea.keys
        starts += [place + start for start in alinea.starts]
        ends += [place + end for end in alinea.ends]
        place += len(alinea.text) + len(_SEPARATOR)
    keys.append("")
    starts.append(len(text) - len(after) if has_after else len(text))
    ends.append(len(text))
    return Side(text, keys, starts, ends)
