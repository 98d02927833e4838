"""The edit script of two texts: alinéas aligned, then sentences, then words, as edits over tokens.

The alinéas that the two texts share at their beginning and end are set aside unread. What is between is two lists of
tokens with their places in the whole texts; one more token at each end stands for the shared parts, so that every
edit has a neighbour on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.compare.align import anchor, pair
from cpp_versions.compare.alinea import Alinea, analyse
from cpp_versions.compare.words import Edit, Letters, edits, polish

__all__ = ["Script", "Side", "script"]

_SEPARATOR = "\n\n"
_RECAST = 0.25  # a table with more than that in rows that got other cells is compared word by word


@dataclass(frozen=True, slots=True)
class Side:
    """One text: the whole, and where its tokens stand, from the sentinel of the shared beginning to that of the end.

    `sentences` are the indices of the tokens that begin a sentence.
    """

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]


@dataclass(frozen=True, slots=True)
class Script:
    """Edits over the tokens of `old` and `new`, in order. Outside the edits the two have the same keys.

    `words` counts all the words of the old text.
    """

    old: Side
    new: Side
    edits: list[Edit]
    words: int


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
    shared = [*old[:first], *old[len(old) - last :]]
    old_side, new_side = _side(old, first, last, left), _side(new, first, last, right)
    return Script(
        old_side,
        new_side,
        [] if old_side.keys == new_side.keys else polish(old_side.keys, new_side.keys, _edits(left, right)),
        sum(alinea.word_count for alinea in left) + sum(analyse(alinea).word_count for alinea in shared),
    )


def _side(alineas: Sequence[str], first: int, last: int, middle: Sequence[Alinea]) -> Side:
    text = _SEPARATOR.join(alineas)
    before = len(_SEPARATOR.join(alineas[:first]))
    after = len(_SEPARATOR.join(alineas[len(alineas) - last :]))
    keys = [""]
    starts = [0]
    ends = [before]
    sentences: list[int] = []
    place = before + (len(_SEPARATOR) if first else 0)
    for alinea in middle:
        sentences += [len(keys) + sentence for sentence in alinea.sentences]
        keys += alinea.keys
        starts += [place + start for start in alinea.starts]
        ends += [place + end for end in alinea.ends]
        place += len(alinea.text) + len(_SEPARATOR)
    return Side(text, [*keys, ""], [*starts, len(text) - after], [*ends, len(text)], sentences)


def _edits(left: Sequence[Alinea], right: Sequence[Alinea]) -> list[Edit]:
    """The edits between two lists of alinéas, as places in the tokens of a `Side`."""
    letters = Letters()
    left, right = [alinea for alinea in left if alinea.keys], [alinea for alinea in right if alinea.keys]
    table_tag = letters["<table>"]
    found: list[Edit] = []
    table = False
    i = j = 1  # past the sentinel
    for a, b, c, d, equal in anchor([alinea.folded for alinea in left], [alinea.folded for alinea in right]):
        if equal:
            i, j = i + len(left[a].keys), j + len(right[c].keys)
            continue
        old, new = _sentences(left[a:b], letters), _sentences(right[c:d], letters)
        for p, q, r, s, same in anchor(old, new):
            if same:
                i, j = i + len(old[p]), j + len(new[r])
                continue
            for t, u, v, w, _ in pair(old[p:q], new[r:s]):
                before, after = "".join(old[p + t : p + u]), "".join(new[r + v : r + w])
                was_table, table = table, table_tag in before or table_tag in after
                for e, f, g, h in _passage(before, after, letters):
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


def _passage(old: str, new: str, letters: Letters) -> list[Edit]:
    """The edits of one passage. A table is compared with a table, or replaced whole."""
    table = letters["<table>"]
    if table not in old and table not in new:
        return edits(old, new)
    if old.count(table) != 1 or new.count(table) != 1 or old[0] != table or new[0] != table:
        return [(0, len(old), 0, len(new))]
    if old[-1] != new[-1]:  # one of them is followed by another passage
        return [(0, len(old), 0, len(new))]
    cell = letters["<td>"]
    rows_before, rows_after = _rows(old, letters["</tr>"]), _rows(new, letters["</tr>"])
    found: list[Edit] = []
    i = j = recast = 0
    for a, b, c, d, equal in anchor(rows_before, rows_after):
        for p, q, r, s, _ in [(0, 1, 0, 1, True)] if equal else pair(rows_before[a:b], rows_after[c:d]):
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
        found += [(i + a, i + b, j + c, j + d) for a, b, c, d in edits(before, after)]
        i, j = i + len(before) + 1, j + len(after) + 1
    return found


def _sentences(alineas: Sequence[Alinea], letters: Letters) -> list[str]:
    """The sentences of alinéas, a letter for each token."""
    found: list[str] = []
    for alinea in alineas:
        text = "".join([letters[key] for key in alinea.keys])
        found += [text[a:b] for a, b in zip(alinea.sentences, (*alinea.sentences[1:], len(text)), strict=True)]
    return found
