"""The edit script of two texts: alinéas aligned, then sentences, then words, as edits over tokens.

The alinéas that the two texts share at their beginning and end are set aside unread. What is between is two lists of
tokens with their places in the whole texts; one more token at each end stands for the shared parts, so that every
edit has a neighbour on both sides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cpp_versions.compare.align import anchor, pair
from cpp_versions.compare.alinea import SENTINEL, SEPARATOR, Alinea, Places, Vocabulary, vocabulary
from cpp_versions.compare.words import Edit, edits, polish

__all__ = ["Script", "Side", "script"]

_STOPS = (".", ";", ":")
_RECAST = 0.25  # a table with more than that in rows that got other cells is compared word by word


@dataclass(frozen=True, slots=True)
class Side:
    """One text: its tokens, from the sentinel of the shared beginning to that of the shared end.

    `sentences` are the indices of the tokens that begin a sentence. The alinéas of the `middle` begin at the place
    `begin`; the shared beginning ends at `before`, the shared end starts at `after`.
    """

    text: str
    letters: str
    sentences: list[int]
    middle: list[Alinea]
    before: int
    begin: int
    after: int

    def places(self) -> Places:
        """Where the tokens of the middle stand in the text: those of the letters between the sentinels."""
        return Places(self.text, self.middle, self.begin)


@dataclass(frozen=True, slots=True)
class Script:
    """Edits over the tokens of `old` and `new`, in order. Outside the edits the two have the same letters."""

    vocabulary: Vocabulary
    old: Side
    new: Side
    edits: list[Edit]


def script(old: Sequence[str], new: Sequence[str]) -> Script:
    """The edits that a reader should see."""
    known = vocabulary()
    first = 0
    shortest = min(len(old), len(new))
    while first < shortest and old[first] == new[first]:
        first += 1
    last = 0
    while last < shortest - first and old[-1 - last] == new[-1 - last]:
        last += 1
    left = [known.analyse(alinea) for alinea in old[first : len(old) - last]]
    right = [known.analyse(alinea) for alinea in new[first : len(new) - last]]
    old_side, new_side = _side(old, first, last, left), _side(new, first, last, right)
    return Script(
        known,
        old_side,
        new_side,
        []
        if old_side.letters == new_side.letters
        else _stopped(
            known, old_side, new_side, polish(known, old_side.letters, new_side.letters, _edits(known, left, right))
        ),
    )


def _stopped(known: Vocabulary, old: Side, new: Side, found: list[Edit]) -> list[Edit]:
    """Sentences that have nothing in common but their full stop have that of their own, too."""
    stops = [known.letter(sign) for sign in _STOPS]
    out = []
    for place, (a, b, c, d) in enumerate(found):
        following = found[place + 1][0] if place + 1 < len(found) else len(old.letters) - 1
        if b < following and old.letters[b] in stops and _ends(old, a, b) and _ends(new, c, d):
            b, d = b + 1, d + 1
        out.append((a, b, c, d))
    return out


def _ends(side: Side, first: int, place: int) -> bool:
    """Whether the token at `place` ends a sentence that begins at `first` or later."""
    following = bisect_right(side.sentences, place)
    begin = side.sentences[following - 1] if following else 0
    end = side.sentences[following] if following < len(side.sentences) else len(side.letters) - 1
    return first <= begin < place == end - 1


def _side(alineas: Sequence[str], first: int, last: int, middle: list[Alinea]) -> Side:
    text = SEPARATOR.join(alineas)
    before = len(SEPARATOR.join(alineas[:first]))
    after = len(text) - len(SEPARATOR.join(alineas[len(alineas) - last :]))
    size = 1
    sentences: list[int] = []
    for alinea in middle:
        sentences += [size + sentence for sentence in alinea.sentences]
        size += len(alinea.letters)
    letters = "".join([SENTINEL, *(alinea.letters for alinea in middle), SENTINEL])
    return Side(text, letters, sentences, middle, before, before + (len(SEPARATOR) if first else 0), after)


def _edits(known: Vocabulary, left: Sequence[Alinea], right: Sequence[Alinea]) -> list[Edit]:
    """The edits between two lists of alinéas, as places in the tokens of a `Side`."""
    left, right = [alinea for alinea in left if alinea.letters], [alinea for alinea in right if alinea.letters]
    table_tag = known.letter("<table>")
    found: list[Edit] = []
    table = False
    i = j = 1  # past the sentinel
    for a, b, c, d, equal in anchor([alinea.letters for alinea in left], [alinea.letters for alinea in right]):
        if equal:
            i, j = i + len(left[a].letters), j + len(right[c].letters)
            continue
        old, new = _sentences(left[a:b]), _sentences(right[c:d])
        for p, q, r, s, same in anchor(old, new):
            if same:
                i, j = i + len(old[p]), j + len(new[r])
                continue
            for t, u, v, w, _ in pair(old[p:q], new[r:s]):
                before, after = "".join(old[p + t : p + u]), "".join(new[r + v : r + w])
                was_table, table = table, table_tag in before or table_tag in after
                for e, f, g, h in _passage(known, before, after):
                    _add(found, (i + e, i + f, j + g, j + h), apart=not (table or was_table))
                i, j = i + len(before), j + len(after)
    return found


def _add(found: list[Edit], edit: Edit, *, apart: bool) -> None:
    """The edit, made one with the last if they touch; `apart` keeps the end of a sentence and a beginning apart."""
    if found and found[-1][1] == edit[0] and found[-1][3] == edit[2]:
        last = found[-1]
        if not apart or last[0] == last[1] or last[2] == last[3] or edit[0] == edit[1] or edit[2] == edit[3]:
            found[-1] = (last[0], edit[1], last[2], edit[3])
            return
    found.append(edit)


def _passage(known: Vocabulary, old: str, new: str) -> list[Edit]:
    """The edits of one passage. A table is compared with a table, or replaced whole."""
    table = known.letter("<table>")
    if table not in old and table not in new:
        return edits(old, new)
    if old.count(table) != 1 or new.count(table) != 1 or old[0] != table or new[0] != table:
        return [(0, len(old), 0, len(new))]
    if old[-1] != new[-1]:  # one of them is followed by another passage
        return [(0, len(old), 0, len(new))]
    cell = known.letter("<td>")
    rows_before, rows_after = _rows(old, known.letter("</tr>")), _rows(new, known.letter("</tr>"))
    found: list[Edit] = []
    i = j = recast = 0
    for a, b, c, d, equal in anchor(rows_before, rows_after):
        if equal:
            i, j = i + len(rows_before[a]), j + len(rows_after[c])
            continue
        for p, q, r, s, _ in pair(rows_before[a:b], rows_after[c:d]):
            left, right = rows_before[a + p : a + q], rows_after[c + r : c + s]
            if len(left) != len(right):
                left, right = ["".join(left)], ["".join(right)]
            for before, after in zip(left, right, strict=True):
                if before.count(cell) == after.count(cell):
                    for e, f, g, h in _row(before, after, cell):
                        _add(found, (i + e, i + f, j + g, j + h), apart=False)
                elif before or after:
                    _add(found, (i, i + len(before), j, j + len(after)), apart=False)
                    recast += min(len(before), len(after))
                i, j = i + len(before), j + len(after)
    if recast > _RECAST * min(len(old), len(new)):
        return edits(old, new)  # the rows have other cells now, most words are the same
    return found


def _rows(table: str, end: str) -> list[str]:
    """`<table>`, each `<tr>…</tr>`, `</table>`."""
    return [table[0], *(row + end for row in table[1:-1].split(end)[:-1]), table[-1]]


def _row(old: str, new: str, cell: str) -> list[Edit]:
    """The edits of one row, cell by cell, so that no edit goes from one cell into the next."""
    found: list[Edit] = []
    i = j = 0
    for before, after in zip(old.split(cell), new.split(cell), strict=True):
        if before != after:
            found += [(i + a, i + b, j + c, j + d) for a, b, c, d in edits(before, after)]
        i, j = i + len(before) + 1, j + len(after) + 1
    return found


def _sentences(alineas: Sequence[Alinea]) -> list[str]:
    """The sentences of alinéas, a letter for each token."""
    found: list[str] = []
    for alinea in alineas:
        if len(alinea.sentences) == 1:
            found.append(alinea.letters)
        else:
            bounds = (*alinea.sentences, len(alinea.letters))
            found += [alinea.letters[a:b] for a, b in pairwise(bounds)]
    return found
