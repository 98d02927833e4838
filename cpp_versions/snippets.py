"""The place of a text that shows the words searched, cut out and marked.

SQLite can do it, by cutting the whole text into words again: that takes longer than finding the text. Here the words
are looked for as they may be written (case and accents apart), and those around them counted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from cpp_versions.wording import Wording

__all__ = ["Snippet", "cut"]

Snippet = tuple[str, tuple[tuple[int, int], ...]]
"""The words, those found between `[` and `]`, and where these stand, without the brackets."""

_BEFORE, _WORDS = 9, 26
_MATCHES = 400
# letters that the index takes for their base letter; what is rarer than that is left to the caller's other way
_LETTERS = "".join(chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha())
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\S+")


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()


def cut(text: str, wording: Wording) -> Snippet | None:
    """The stretch of `text` that shows most of the wording's terms, the first of the best; None where none is seen."""
    pattern = _pattern(wording)
    found = []
    for match in pattern.finditer(text):
        found.append((match.start(), match.end(), match.lastindex or 0))
        if len(found) >= _MATCHES:
            break
    if not found:
        return None
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    starts = [start for start, _ in tokens]
    place = max(range(len(found)), key=lambda i: (len({n for s, _, n in found[i:] if s - found[i][0] < 140}), -i))
    first = max(0, _index(starts, found[place][0]) - _BEFORE)
    # a text, or an alinéa, that begins near is shown from there
    newline = text.rfind("\n\n", 0, found[place][0])
    if newline >= 0:
        first = max(first, _index(starts, newline + 2))
    last = min(len(tokens), max(first + _WORDS, _index(starts, found[place][1] - 1) + 1))
    begin, end = tokens[first][0], tokens[last - 1][1]
    pieces, marks = ["…" if begin > 0 else ""], []
    length, at = len(pieces[0]), begin
    for start, stop, _ in found:
        if start < at or stop > end:
            continue
        pieces += [text[at:start], "[", text[start:stop], "]"]
        length += start - at + 1
        marks.append((length, length + stop - start))
        length += stop - start + 1
        at = stop
    pieces.append(text[at:end] + ("…" if end < len(text) else ""))
    return "".join(pieces), tuple(marks)


def _index(starts: list[int], place: int) -> int:
    """Which word stands at a place."""
    return max(bisect_right(starts, place) - 1, 0)


@lru_cache(maxsize=256)
def _pattern(wording: Wording) -> re.Pattern[str]:
    """Any term of the wording, as whole words; the group tells which."""
    groups = []
    for alternatives in wording.terms:
        forms = []
        for term in sorted(alternatives, key=len, reverse=True):
            words = _WORD.findall(unicodedata.normalize("NFC", term))
            forms.append(r"[\W_]+".join("".join(map(_class, word)) for word in words))
        groups.append("(" + "|".join(forms) + ")")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(groups)})(?![^\W_])", re.IGNORECASE)


@lru_cache(maxsize=512)
def _class(letter: str) -> str:
    """A letter however it is written."""
    same = [other for other in _LETTERS if _base(other) == _base(letter)]
    base = re.escape(_base(letter))
    return f"[{base}{re.escape(letter)}{''.join(same)}]" if same else re.escape(letter)
