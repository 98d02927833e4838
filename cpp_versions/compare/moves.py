"""Passages that changed place: a sentence or more that is deleted here and inserted there, edited or not.

Only what an edit script deletes and inserts is looked at, sentence by sentence, so that a move never costs a word
that would otherwise be kept. A short sentence, or one that is only somewhat alike, isn't a move: formulas recur.
"""

from __future__ import annotations

from rapidfuzz.distance import LCSseq

from cpp_versions.compare.alinea import Vocabulary
from cpp_versions.compare.script import Script, Side
from cpp_versions.compare.words import Edit, edits

__all__ = ["moves"]

# Words that a passage must have to be recognised elsewhere: fewer are a formula ("Le procureur en est informé.").
_WORDS = 7
# The share of tokens that an edited passage keeps. Higher than for passages that stand face to face.
_ALIKE = 0.7
_MOST_PAIRS = 10_000


def moves(script: Script) -> list[Edit]:
    """Old tokens [a, b) and the new tokens [c, d) with the same keys that they became elsewhere, by place in the old.

    An edited passage is several: one per run of tokens that it kept.
    """
    known = script.vocabulary
    gone = _passages(known, script.old, [(a, b) for a, b, _, _ in script.edits])
    come = _passages(known, script.new, [(c, d) for _, _, c, d in script.edits]) if gone else []
    if not come or len(gone) * len(come) > _MOST_PAIRS:
        return []
    left = [script.old.letters[a:b] for a, b in gone]
    right = [script.new.letters[c:d] for c, d in come]
    found: list[Edit] = []
    for i, j in _pairs(left, right):
        found += _kept(left[i], right[j], gone[i][0], come[j][0])
    return _joined(sorted(found))


def _passages(known: Vocabulary, side: Side, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences that lie within the spans, and are long enough."""
    if not any(end - start >= _WORDS for start, end in spans):
        return []
    table = known.letter("<table>")
    letters = side.letters
    bounds = [*side.sentences, len(letters) - 1]
    found: list[tuple[int, int]] = []
    index = 0
    for start, end in spans:
        while index < len(bounds) and bounds[index] < start:
            index += 1
        while index + 1 < len(bounds) and bounds[index + 1] <= end:
            a, b = bounds[index], bounds[index + 1]
            if b - a >= _WORDS and letters[a] != table and known.words(letters[a:b]) >= _WORDS:
                found.append((a, b))
            index += 1
    return found


def _pairs(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Which passage became which, the most alike first, each once."""
    scores: list[tuple[float, int, int]] = []
    for i, old in enumerate(left):
        for j, new in enumerate(right):
            if old == new:
                scores.append((-1.0, i, j))
            elif 2 * min(len(old), len(new)) >= _ALIKE * (len(old) + len(new)):
                score = 2 * LCSseq.similarity(old, new) / (len(old) + len(new))
                if score >= _ALIKE:
                    scores.append((-score, i, j))
    used_left: set[int] = set()
    used_right: set[int] = set()
    found: list[tuple[int, int]] = []
    for _, i, j in sorted(scores):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((i, j))
    return found


def _kept(old: str, new: str, i: int, j: int) -> list[Edit]:
    """What a moved passage kept, as runs of equal tokens."""
    found: list[Edit] = []
    p = r = 0
    for a, b, c, d in [*edits(old, new), (len(old), len(old), len(new), len(new))]:
        if p < a:
            found.append((i + p, i + a, j + r, j + c))
        p, r = b, d
    return found


def _joined(found: list[Edit]) -> list[Edit]:
    """Passages that follow one another on both sides, made one."""
    joined: list[Edit] = []
    for a, b, c, d in found:
        if joined and joined[-1][1] == a and joined[-1][3] == c:
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    return joined
