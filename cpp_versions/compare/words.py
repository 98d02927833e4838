"""The words that changed between two aligned passages, as few edits as a reader can take in at a glance.

rapidfuzz finds a shortest edit on tokens; diff-match-patch's semantic cleanup merges edits that only short islands of
chance equality hold apart (never a passage long enough to be read as kept). `polish` then works on the whole text: it
merges what a stop word or two keep apart, and puts an insertion or deletion that could stand at several places where
a clause begins. Never inside a token.
"""

from __future__ import annotations

from functools import cache

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from cpp_versions.compare.alinea import Vocabulary

__all__ = ["Edit", "edits", "merge", "polish"]

# tokens [a, b) of the old passage became tokens [c, d) of the new one; one side may be empty, never both. Two edits of
# a text touch only where both replace something: the end of a sentence, and then the beginning of the next.
Edit = tuple[int, int, int, int]

# So many equal tokens in a row are always kept: with fewer kept, more words than needed are marked (see scripts/bench).
_READABLE = 4
# A passage that keeps a smaller share of its tokens is replaced whole: a full stop, an article.
_KEPT = 0.05
# An island of equal tokens this short, and of stop words only, doesn't keep two edits apart.
_ISLAND = 2
_STOP_WORDS = frozenset(
    "à a au aux ce ces cet cette d' dans de des du elle en est et il ils l' la le les leur leurs n' ne ou où par pas "
    "pour qu' que qui s' sa se ses si son sont sur un une y , ; : . ( ) \" - '".split()
)
# Words that begin a clause or a complement, before which an edit reads best.
_OPENERS = frozenset(
    "à au aux avec d' dans de des du en et lorsque lorsqu' ou par pour que qu' qui sans si sous sur".split()
)


@cache
def _cleaner() -> diff_match_patch:
    cleaner = diff_match_patch()
    cleaner.Diff_Timeout = 0  # the same texts give the same diff, on a slow machine as well
    return cleaner


def edits(old: str, new: str) -> list[Edit]:
    """The edits that turn the passage `old` into `new`, a letter for each token, in order."""
    if not old or not new:
        return [(0, len(old), 0, len(new))] if old or new else []
    raw = _gathered(
        old,
        new,
        [(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in Indel.opcodes(old, new) if o.tag != "equal"],
    )
    found: list[Edit] = []
    near = raw[:1]
    for edit in raw[1:]:
        if _kept(near[-1], edit):
            found += _cleaned(old, new, near)
            near = []
        near.append(edit)
    found += _cleaned(old, new, near)
    kept = len(old) - sum(b - a for a, b, _, _ in found)
    return [(0, len(old), 0, len(new))] if kept < _KEPT * max(len(old), len(new)) else found


def _gathered(old: str, new: str, raw: list[Edit]) -> list[Edit]:
    """A shortest edit in fewer pieces: an insertion or deletion that means the same beside another one goes there.

    Old "par la loi", new "par le décret de la chambre ou la loi": of the two "la", either can be the one kept.
    """
    found: list[Edit] = []
    for edit in raw:
        while found:
            last = found[-1]
            size = edit[0] - last[1]
            if not size:
                edit = (last[0], edit[1], last[2], edit[3])
            elif _slides(old, new, edit, -size):
                edit = (last[0], edit[1] - size, last[2], edit[3] - size)
            elif _slides(old, new, last, size):
                edit = (last[0] + size, edit[1], last[2] + size, edit[3])
            else:
                break
            found.pop()
        found.append(edit)
    return found


def _slides(old: str, new: str, edit: Edit, step: int) -> bool:
    """Whether a pure insertion or deletion means the same `step` tokens further, where it meets another edit."""
    a, b, c, d = edit
    if (a < b) == (c < d):
        return False
    text, low, high = (old, a, b) if a < b else (new, c, d)
    if step < 0:
        return text[low + step : low] == text[high + step : high]
    return text[low : low + step] == text[high : high + step]


def _kept(left: Edit, right: Edit) -> bool:
    """Whether what stands between two edits is surely kept: it is long, or has an insertion on either side of it."""
    size = right[0] - left[1]
    inserted = left[0] == left[1] and right[0] == right[1]
    deleted = left[2] == left[3] and right[2] == right[3]
    return size >= _READABLE or (size > _ISLAND and (inserted or deleted))


def _cleaned(old: str, new: str, near: list[Edit]) -> list[Edit]:
    """Edits near one another, cleaned up by diff-match-patch."""
    if len(near) < 2:
        return near
    pieces: list[tuple[int, str]] = []
    i, j = near[0][0], near[0][2]
    place = i
    for a, b, c, d in near:
        pieces += [(0, old[place:a]), (-1, old[a:b]), (1, new[c:d])]
        place = b
    pieces = [piece for piece in pieces if piece[1]]
    _cleaner().diff_cleanupSemantic(pieces)
    found: list[Edit] = []
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
    return merge(found)


def merge(found: list[Edit]) -> list[Edit]:
    """Edits that touch, made one."""
    merged: list[Edit] = []
    for edit in found:
        if merged and merged[-1][1] == edit[0] and merged[-1][3] == edit[2]:
            merged[-1] = (merged[-1][0], edit[1], merged[-1][2], edit[3])
        else:
            merged.append(edit)
    return merged


def polish(known: Vocabulary, old: str, new: str, found: list[Edit]) -> list[Edit]:
    """The edits of two whole texts without confetti and at natural places."""
    return _slide(known, old, new, _islands(known, old, found)) if found else found


def _islands(known: Vocabulary, old: str, found: list[Edit]) -> list[Edit]:
    """Edits that only a stop word or two hold apart, made one."""
    result = [found[0]]
    for edit in found[1:]:
        last = result[-1]
        size = edit[0] - last[1]
        weight = min(max(last[1] - last[0], last[3] - last[2]), max(edit[1] - edit[0], edit[3] - edit[2]))
        if 0 < size <= _ISLAND and size <= weight + 1 and _STOP_WORDS.issuperset(known.keys(old[last[1] : edit[0]])):
            result[-1] = (last[0], edit[1], last[2], edit[3])
        else:
            result.append(edit)
    return result


def _slide(known: Vocabulary, old: str, new: str, found: list[Edit]) -> list[Edit]:
    """Each pure insertion or deletion moved, among the places where it means the same, to the most natural one."""
    for k, (a, b, c, d) in enumerate(found):
        if (a < b) == (c < d):
            continue
        text, low, high = (old, a, b) if a < b else (new, c, d)
        # An equal token stays between two edits, and the sentinels at both ends never move.
        before = a - (found[k - 1][1] if k else 0) - 1
        after = (found[k + 1][0] if k + 1 < len(found) else len(old)) - b - 1
        left = right = 0
        while left < before and text[low - 1 - left] == text[high - 1 - left]:
            left += 1
        while right < after and text[low + right] == text[high + right]:
            right += 1
        if left or right:
            step = max(
                range(-left, right + 1),
                key=lambda step: (_boundary(known, text, low + step) + _boundary(known, text, high + step), -abs(step)),
            )
            found[k] = (a + step, b + step, c + step, d + step)
    return found


def _boundary(known: Vocabulary, text: str, place: int) -> int:
    """How natural it is to begin or end an edit before `text[place]`."""
    before, after = known.key(text[place - 1]), known.key(text[place])
    if not before or not after:
        return 8
    if before == "</table>" or after == "<table>":
        return 9
    if before in (".", ";", ":", "</tr>", "<table>"):
        return 7
    if after in _OPENERS or after in (",", ".", ";", ":"):
        return 4
    if before in (",", ")") or after == "(":
        return 3
    if before.endswith("'") or before in _STOP_WORDS:
        return 0
    return 2
