"""The words that an instruction quotes: enough of them to be found in one place only.

    Au deuxième alinéa, les mots : « un an » sont remplacés par les mots : « deux ans »

is clear where the alinéa has "un an" once. Where it has it twice, words around it are quoted along, as far as no other
edit begins: "les mots : « un an à compter de la décision » …". An edit that can't be told apart from its neighbour is
made one with it. Where all occurrences change alike, one instruction says so of all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.amendments.planning import Edit, Edited
from cpp_versions.text import tokens

__all__ = ["Quote", "everywhere", "occurrences", "quotes"]

# What stands before it in French without a space is part of a word for whoever looks for words.
_WORD = re.compile(r"\w")


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


def _bounds(text: str) -> list[int]:
    """The places where a quotation may begin or end: around tokens that aren't spaces."""
    found = {0, len(text)}
    place = 0
    for token in tokens(text):
        if not token.isspace():
            found |= {place, place + len(token)}
        place += len(token)
    return sorted(found)


def _quote(text: str, edit: Edit, bounds: Sequence[int], low: int, high: int) -> Quote | None:
    """The shortest words around an edit, between `low` and `high`, that stand once in the alinéa."""
    start, end = edit.start, edit.end
    side = 0
    while True:
        old = text[start:end]
        new = text[start : edit.start] + edit.new + text[edit.end : end]
        clean = (
            _WORD.search(old) and old == old.strip() and new == new.strip() and new and '"' not in old and "\n" not in old
            and not _joined(text, start) and not _joined(text, end)
        )  # fmt: skip
        if clean and occurrences(old, text) == 1:
            return Quote(edit.alinea, old, new)
        if (
            not new
            and old.strip() == old[old[:1] == " " :]
            and _WORD.search(old)
            and occurrences(old.strip(), text) == 1
        ):
            return Quote(edit.alinea, old.strip(), "")
        wider = [
            max((b for b in bounds if low <= b < start), default=None),
            min((b for b in bounds if end < b <= high), default=None),
        ]
        if wider[0] is None and wider[1] is None:
            return None
        # what an insertion comes after reads best; then both sides by turns
        if (side % 2 == 0 and wider[0] is not None) or wider[1] is None:
            start = wider[0] if wider[0] is not None else start
        else:
            end = wider[1]
        if start != edit.start or edit.start < edit.end:
            side += 1
