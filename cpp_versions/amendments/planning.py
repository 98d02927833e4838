"""From two texts of an article to what must be done to which alinéa: the plan of a draft, before any French.

Alinéas are aligned first: equal ones are kept, those alike are edited, the others come and go. Numbers of alinéas are
those of the old text, from 1, as an act counts them. An edit is a span of an alinéa and what stands there instead:

    alinéa 2: [17, 22) "un an" → "deux ans"

Neighbouring edits that a word or two hold apart are one: a reader takes in "les mots : « un délai d'un an »" at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from cpp_versions.compare import diff
from cpp_versions.text import count_words, is_table

__all__ = ["Edit", "Edited", "Inserted", "Replaced", "Step", "changed_share", "plan"]

# Alinéas that share less of their words aren't one alinéa edited.
_ALIKE = 0.5
# Edits that so few words hold apart are one.
_APART = 2
# An alinéa of which more changed is written anew.
_MOST = 0.55
_MOST_PAIRS = 40_000


@dataclass(frozen=True, slots=True)
class Edit:
    """`old[start:end]` of alinéa number `alinea` becomes `new`; either may be empty, not both."""

    alinea: int
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Edited:
    """An alinéa of which words change: the edits, in order."""

    alinea: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Inserted:
    """Alinéas that come after the old alinéa `after` (0: before the first)."""

    after: int
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """The old alinéas `first` to `last` become `new`; none: they go."""

    first: int
    last: int
    new: tuple[str, ...] = ()


Step = Edited | Inserted | Replaced


def changed_share(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of the words that differ, of the longer text: 0 to 1."""
    counts = diff(old, new).words
    longer = max(counts.kept + counts.deleted + counts.moved, counts.kept + counts.inserted + counts.moved, 1)
    return max(counts.deleted, counts.inserted) / longer


def plan(old: Sequence[str], new: Sequence[str], *, words: bool = True) -> tuple[Step, ...]:
    """What turns `old` into `new`, from the first alinéa to the last; without `words`, whole alinéas only."""
    steps: list[Step] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            steps += _gap(old, new, (a, b, c, d), words)
    return tuple(steps)


def _gap(old: Sequence[str], new: Sequence[str], gap: tuple[int, int, int, int], words: bool) -> Iterator[Step]:
    """Alinéas that differ between two that are equal."""
    a, b, c, d = gap
    for i, j in [*(_pairs(old, new, gap) if words else ()), (b, d)]:
        if a < i:
            yield Replaced(a + 1, i, tuple(new[c:j]))
        elif c < j:
            yield Inserted(a, tuple(new[c:j]))
        if i < b:
            edits = edits_of(i + 1, old[i], new[j])
            if _mostly(old[i], edits) or _of_tags(old[i], edits):
                yield Replaced(i + 1, i + 1, (new[j],))
            else:
                yield Edited(i + 1, edits)
        a, c = i + 1, j + 1


def _pairs(old: Sequence[str], new: Sequence[str], gap: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Which alinéas of a gap are one alinéa edited: the pairs that share most, in order on both sides."""
    a, b, c, d = gap
    rows, columns = b - a, d - c
    if not rows or not columns or rows * columns > _MOST_PAIRS:
        return []
    left = [text.split() for text in old[a:b]]
    right = [text.split() for text in new[c:d]]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    score = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            alike = Indel.normalized_similarity(left[i], right[j], score_cutoff=_ALIKE)
            tables = is_table(old[a + i]) != is_table(new[c + j])
            score[i][j] = 0.0 if tables else alike
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = score[i][j] + best[i + 1][j + 1] if score[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if score[i][j] and best[i][j] == score[i][j] + best[i + 1][j + 1]:
            found.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def edits_of(number: int, old: str, new: str) -> tuple[Edit, ...]:
    """The edits that turn one alinéa into another, each beginning and ending between words."""
    raw: list[tuple[int, int, str]] = []
    place = 0
    kept = True
    for op, text in diff([old], [new]).ops:
        if op == "=":
            place += len(text)
            kept = True
            continue
        if kept or not raw:
            raw.append((place, place, ""))
        start, end, told = raw[-1]
        if op in "-<":
            place += len(text)
            end = place
        else:
            told += text
        raw[-1] = (start, end, told)
        kept = False
    found: list[Edit] = []
    for start, end, told in raw:
        edit = _trimmed(old, Edit(number, start, end, told))
        if found and count_words(old[found[-1].end : edit.start]) <= _APART:
            last = found.pop()
            edit = Edit(number, last.start, edit.end, last.new + old[last.end : edit.start] + edit.new)
        found.append(edit)
    return tuple(found)


def _trimmed(old: str, edit: Edit) -> Edit:
    """The same edit without the characters that both sides share at their ends, and with its space before it."""
    start, end, new = edit.start, edit.end, edit.new
    while start < end and new and old[start] == new[0] and old[start].isspace():
        start, new = start + 1, new[1:]
    while start < end and new and old[end - 1] == new[-1] and new[-1].isspace():
        end, new = end - 1, new[:-1]
    # "mots " inserted or deleted after a space is " mots" before it
    if start == end and new.endswith(" ") and start and old[start - 1] == " ":
        start, end, new = start - 1, end - 1, " " + new[:-1]
    elif not new and end > start and old[end - 1] == " " and start and old[start - 1] == " ":
        start, end = start - 1, end - 1
    return Edit(edit.alinea, start, end, new)


def _mostly(old: str, edits: Sequence[Edit]) -> bool:
    """Whether most of the alinéa changes."""
    gone = sum(edit.end - edit.start for edit in edits)
    come = sum(len(edit.new) for edit in edits)
    return max(gone / max(len(old), 1), come / max(len(old) - gone + come, 1)) > _MOST


def _of_tags(old: str, edits: Sequence[Edit]) -> bool:
    """Whether rows or cells of a table come, go or spread: no act tells that in words."""
    return is_table(old) and any("<" in old[edit.start : edit.end] + edit.new for edit in edits)
