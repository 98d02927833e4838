"""The words that changed between two aligned passages, as few edits as a reader can take in at a glance.

rapidfuzz finds a shortest edit on tokens; diff-match-patch's semantic cleanup merges edits that short islands of
chance equality hold apart; then what is left between edits only for a stop word or two is merged as well, and an
insertion or deletion that could stand at several places is put where a clause begins. Never inside a token.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

__all__ = ["Edit", "edits"]

# tokens [a, b) of the old passage became tokens [c, d) of the new one; one side may be empty, never both.
Edit = tuple[int, int, int, int]

_FIRST_CHAR = 0x100  # tokens are mapped to characters from here, past what diff-match-patch knows as spaces
_SURROGATES = range(0xD800, 0xE000)

# An island of equal tokens this short, and of stop words only, doesn't keep two edits apart.
_ISLAND = 2
_STOP_WORDS = frozenset(
    "à a au aux ce ces cet cette d' dans de des du elle en est et il ils l' la le les leur leurs n' ne ou où par pas "
    "pour qu' que qui s' sa se ses si son sont sur un une y , ; : . ( ) \" - '".split()
)
_OPENERS = frozenset(
    "à au aux avec d' dans de des du en et lorsque lorsqu' ou par pour que qu' qui sans si sous sur".split()
)


@cache
def _cleaner() -> diff_match_patch:
    cleaner = diff_match_patch()
    cleaner.Diff_Timeout = 0  # the same texts give the same diff, on a slow machine as well
    return cleaner


def edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """The edits that turn the tokens `old` into `new`, in order, never touching one another."""
    start = 0
    shortest = min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    stop = 0
    while stop < shortest - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    if start == len(old) == len(new):
        return []
    raw = _raw(old[start : len(old) - stop], new[start : len(new) - stop])
    found = [(a + start, b + start, c + start, d + start) for a, b, c, d in raw]
    if len(found) > 1:
        found = _islands(old, found)
    return _slide(old, new, found)


def _raw(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """A shortest edit, cleaned up by diff-match-patch."""
    if not old or not new:
        return [(0, len(old), 0, len(new))]
    opcodes = [code for code in Indel.opcodes(old, new)]
    if len(opcodes) <= 2:
        return _merge([(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in opcodes if o.tag != "equal"])
    chars: dict[str, str] = {}
    left = "".join([_char(chars, key) for key in old])
    right = "".join([_char(chars, key) for key in new])
    pieces: list[tuple[int, str]] = []
    for code in opcodes:
        if code.tag == "equal":
            pieces.append((0, left[code.src_start : code.src_end]))
        else:
            if code.src_end > code.src_start:
                pieces.append((-1, left[code.src_start : code.src_end]))
            if code.dest_end > code.dest_start:
                pieces.append((1, right[code.dest_start : code.dest_end]))
    _cleaner().diff_cleanupSemantic(pieces)
    found: list[Edit] = []
    i = j = 0
    for op, piece in pieces:
        size = len(piece)
        if op == 0:
            i, j = i + size, j + size
        elif op < 0:
            found.append((i, i + size, j, j))
            i += size
        else:
            found.append((i, i, j, j + size))
            j += size
    return _merge(found)


def _char(chars: dict[str, str], key: str) -> str:
    known = chars.get(key)
    if known is None:
        code = _FIRST_CHAR + len(chars)
        known = chars[key] = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
    return known


def _merge(found: list[Edit]) -> list[Edit]:
    """Edits that touch, made one."""
    merged: list[Edit] = []
    for edit in found:
        if merged and merged[-1][1] == edit[0] and merged[-1][3] == edit[2]:
            merged[-1] = (merged[-1][0], edit[1], merged[-1][2], edit[3])
        else:
            merged.append(edit)
    return merged


def _islands(old: Sequence[str], found: list[Edit]) -> list[Edit]:
    """Edits that only a stop word or two hold apart, made one."""
    result = [found[0]]
    for edit in found[1:]:
        last = result[-1]
        size = edit[0] - last[1]
        weight = min(max(last[1] - last[0], last[3] - last[2]), max(edit[1] - edit[0], edit[3] - edit[2]))
        if size <= _ISLAND and size <= weight + 1 and _STOP_WORDS.issuperset(old[last[1] : edit[0]]):
            result[-1] = (last[0], edit[1], last[2], edit[3])
        else:
            result.append(edit)
    return result


def _slide(old: Sequence[str], new: Sequence[str], found: list[Edit]) -> list[Edit]:
    """Each pure insertion or deletion moved, among the places where it means the same, to the most natural one."""
    for k, (a, b, c, d) in enumerate(found):
        if (a < b) == (c < d):
            continue
        text, low, high = (old, a, b) if a < b else (new, c, d)
        before = a - (found[k - 1][1] if k else 0)
        after = (found[k + 1][0] if k + 1 < len(found) else len(old)) - b
        left = 0
        while left < before and text[low - 1 - left] == text[high - 1 - left]:
            left += 1
        right = 0
        while right < after and text[low + right] == text[high + right]:
            right += 1
        if k and left == before:
            left -= 1  # an equal token stays between two edits
        if k + 1 < len(found) and right == after:
            right -= 1
        best = max(
            range(-left, right + 1),
            key=lambda step: (_boundary(text, low + step) + _boundary(text, high + step), -abs(step)),
        )
        found[k] = (a + best, b + best, c + best, d + best)
    return found


def _boundary(text: Sequence[str], place: int) -> int:
    """How natural it is to begin or end an edit before `text[place]`."""
    if place in (0, len(text)):
        return 8
    before, after = text[place - 1], text[place]
    if before in (".", ";", ":", "</tr>", "<table>"):
        return 7
    if after in (",", ".", ";", ":"):
        return 4
    if after in _OPENERS:
        return 4
    if before in (",", ")") or after == "(":
        return 3
    if before.endswith("'") or before in _STOP_WORDS:
        return 0
    return 2
