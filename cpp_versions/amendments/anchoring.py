"""The words that an instruction quotes: enough of them to be found in one place only.

    Au deuxième alinéa, les mots : « un an » sont remplacés par les mots : « deux ans »

is clear where the alinéa has "un an" once. Where it has it twice, words around it are quoted along, as far as no other
edit begins: "les mots : « un an à compter de la décision » …". An edit that can't be told apart from its neighbour is
made one with it. Where all occurrences change alike, one instruction says so of all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.amendments.planning import Edit, Edited
from cpp_versions.text import is_word, tokens

__all__ = ["Quote", "everywhere", "occurrences", "quotes"]

# What stands before it in French without a space is part of a word for whoever looks for words.
_WORD = re.compile(r"\w")
_UNQUOTABLE = re.compile(r'["\n<>]')
_STOP = re.compile(r"[,;:.(]\s|[,;:.()]$")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to find in an alinéa (0: in the whole article), and those that stand there afterwards ("": none).

    `often`: so many times, all of which change.
    """

    alinea: int
    old: str
    new: str
    often: int = 1


def occurrences(words: str, text: str) -> int:
    """How often the words can be read in the text: inside other words too, and whatever their capitals."""
    sought, inside = words.casefold(), text.casefold()
    count = place = 0
    while sought and (place := inside.find(sought, place)) >= 0:
        count, place = count + 1, place + 1
    return count


def everywhere(old: Sequence[str], edited: Sequence[Edited]) -> tuple[list[Quote], list[Edited]]:
    """The replacements that all occurrences in the article have, and the edits that are left."""
    alike: dict[tuple[str, str], list[Edit]] = defaultdict(list)
    for one in edited:
        for edit in one.edits:
            words = old[edit.alinea - 1][edit.start : edit.end]
            if _whole(old[edit.alinea - 1], edit) and edit.new and edit.new == edit.new.strip():
                alike[words, edit.new].append(edit)
    found: list[Quote] = []
    done: set[Edit] = set()
    for (words, new), edits in alike.items():
        if len(edits) > 1 and sum(occurrences(words, text) for text in old) == len(edits):
            found.append(Quote(0, words, new, len(edits)))
            done |= set(edits)
    left = [Edited(one.alinea, tuple(edit for edit in one.edits if edit not in done)) for one in edited]
    return found, [one for one in left if one.edits]


def _whole(text: str, edit: Edit) -> bool:
    """Whether what goes is words, whole and without spaces at their ends."""
    words = text[edit.start : edit.end]
    if not words or words != words.strip() or not _WORD.search(words):
        return False
    return not (_joined(text, edit.start) or _joined(text, edit.end))


def _joined(text: str, place: int) -> bool:
    """Whether a word goes on across the place."""
    return 0 < place < len(text) and bool(_WORD.match(text[place - 1]) and _WORD.match(text[place]))


def quotes(text: str, edits: Sequence[Edit], taken: Sequence[tuple[int, int]] = ()) -> list[Quote] | None:
    """What to quote for each edit of an alinéa; None where only writing it anew is clear.

    `taken` are spans of the alinéa that other instructions change.
    """
    bounds = _bounds(text)
    left = sorted(edits, key=lambda edit: edit.start)
    while True:
        found: list[Quote] = []
        again = False
        for index, edit in enumerate(left):
            low = max([left[index - 1].end if index else 0, *(b for _, b in taken if b <= edit.start)])
            high = min(
                [left[index + 1].start if index + 1 < len(left) else len(text), *(a for a, _ in taken if a >= edit.end)]
            )
            quote = _quote(text, edit, bounds, low, high)
            if quote is None:
                if index + 1 < len(left) and not any(edit.end <= a < left[index + 1].start for a, _ in taken):
                    merged = _merged(text, edit, left[index + 1])
                    left[index : index + 2] = [merged]
                elif index and not any(left[index - 1].end <= a < edit.start for a, _ in taken):
                    merged = _merged(text, left[index - 1], edit)
                    left[index - 1 : index + 1] = [merged]
                else:
                    return None
                again = True
                break
            found.append(quote)
        if not again:
            return found


def _merged(text: str, first: Edit, second: Edit) -> Edit:
    return Edit(first.alinea, first.start, second.end, first.new + text[first.end : second.start] + second.new)


def _bounds(text: str) -> tuple[list[int], list[int]]:
    """The places where a quotation may begin, and where it may end: around words, and at both ends of the text."""
    begins, ends = [0], []
    place = 0
    for token in tokens(text):
        if is_word(token):
            begins.append(place)
            if token[-1] not in "'’":
                ends.append(place + len(token))
        place += len(token)
    return begins, [*ends, len(text)]


def _next(
    bounds: tuple[list[int], list[int]], start: int, end: int, low: int, high: int
) -> tuple[int | None, int | None]:
    """Where words may begin next before `start`, down to `low`, and end next behind `end`, up to `high`."""
    begins, ends = bounds
    left, right = bisect_left(begins, start) - 1, bisect_right(ends, end)
    before = begins[left] if left >= 0 and begins[left] >= low else None
    return before, ends[right] if right < len(ends) and ends[right] <= high else None


def _quote(text: str, edit: Edit, bounds: tuple[list[int], list[int]], low: int, high: int) -> Quote | None:
    """The shortest words around an edit, between `low` and `high`, that stand once in the alinéa."""
    start, end = edit.start, edit.end
    side = 0
    while True:
        old = text[start:end]
        new = text[start : edit.start] + edit.new + text[edit.end : end]
        if _quotable(old) and occurrences(old.strip(), text) == 1:
            if not new:
                return Quote(edit.alinea, old.strip(), "")
            if old == old.strip() and new == new.strip() and not (_joined(text, start) or _joined(text, end)):
                return Quote(edit.alinea, old, new)
        before, after = _next(bounds, start, end, low, high)
        if before is None and after is None:
            return None
        # An insertion is told by what stands before it; else words of the same clause are taken, behind it first.
        inserted = edit.start == edit.end and start == edit.start
        near_before = before is not None and not _STOP.search(text[before:start])
        near_after = after is not None and not _STOP.search(text[end:after])
        leftward = inserted or (not near_after and (near_before or (near_after == near_before and side % 2 == 0)))
        if before is not None and (leftward or after is None):
            start = before
        elif after is not None:
            end = after
        side += 1


def _quotable(words: str) -> bool:
    """Whether words can stand between quotation marks and be found again: no marks inside, no tags of a table, and no
    word cut short."""
    return bool(_WORD.search(words)) and not _UNQUOTABLE.search(words) and words[-1] not in "'’"
