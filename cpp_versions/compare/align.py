"""Which alinéas of the old text answer to which of the new one.

Alinéas that are equal but for typography anchor the rest. Between two anchors, a monotone pairing is chosen that
keeps the most words in common; an alinéa that was cut in two, or two that were joined, stay one group. What is left
alone was deleted or inserted whole. It never pairs alinéas across each other: that is a move.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel, LCSseq

from cpp_versions.compare.alinea import Alinea

__all__ = ["Group", "groups"]

# old alinéas [a, b) answer to new alinéas [c, d); equal tells that their words are the same, one to one.
Group = tuple[int, int, int, int, bool]

# Two alinéas are versions of one another if that share of their tokens is common, or if the shorter one is nearly
# all in the longer. Unrelated alinéas of law share about a third of their tokens: articles, prepositions, commas.
_ALIKE = 0.5
_CONTAINED = 0.75
_CONTAINED_TOKENS = 6
# An alinéa joins a pair (the cut or joined alinéa) if that share of its tokens is found there and nowhere else.
_JOINED = 0.6
# Above this many possible pairs between two anchors, alinéas are paired in order of their anchors only.
_MOST_PAIRS = 40_000


def groups(old: Sequence[Alinea], new: Sequence[Alinea]) -> list[Group]:
    """The alignment, in order, every alinéa of both sides in one group."""
    found: list[Group] = []
    for opcode in Indel.opcodes([a.folded for a in old], [b.folded for b in new]):
        a, b, c, d = opcode.src_start, opcode.src_end, opcode.dest_start, opcode.dest_end
        if opcode.tag == "equal":
            found += [(a + k, a + k + 1, c + k, c + k + 1, True) for k in range(b - a)]
        elif found and not found[-1][4]:
            last = found.pop()
            found.append((last[0], b, last[2], d, False))
        else:
            found.append((a, b, c, d, False))
    aligned: list[Group] = []
    for group in found:
        if group[4] or group[0] == group[1] or group[2] == group[3]:
            aligned.append(group)
        else:
            aligned += _block(old, new, group)
    return aligned


def _block(old: Sequence[Alinea], new: Sequence[Alinea], block: Group) -> list[Group]:
    """The groups of a block without anchors."""
    a, b, c, d, _ = block
    height, width = b - a, d - c
    if height == 1 and width == 1:
        return [block]
    if height * width > _MOST_PAIRS:
        return [block]
    common = [[LCSseq.similarity(old[i].keys, new[j].keys) for j in range(c, d)] for i in range(a, b)]
    pairs = _best_pairs(common, [len(old[i].keys) for i in range(a, b)], [len(new[j].keys) for j in range(c, d)])
    spans = [(a + i, a + i + 1, c + j, c + j + 1) for i, j in pairs]
    for k in range(len(spans)):
        low = spans[k - 1] if k else (a, a, c, c)
        high = spans[k + 1] if k + 1 < len(spans) else (b, b, d, d)
        spans[k] = _widen(old, new, spans[k], (low[1], high[0], low[3], high[2]))
    result: list[Group] = []
    i, j = a, c
    for span in [*spans, (b, b, d, d)]:
        if i < span[0] or j < span[2]:
            result.append((i, span[0], j, span[2], False))
        if span[0] < span[1] or span[2] < span[3]:
            result.append((*span, False))
        i, j = span[1], span[3]
    return result


def _best_pairs(common: list[list[int]], heights: list[int], widths: list[int]) -> list[tuple[int, int]]:
    """The monotone pairing of alike alinéas that has the most tokens in common; the first of equals."""
    rows, columns = len(heights), len(widths)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            value = max(best[i + 1][j], best[i][j + 1])
            if _alike(common[i][j], heights[i], widths[j]):
                value = max(value, best[i + 1][j + 1] + common[i][j])
            best[i][j] = value
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if _alike(common[i][j], heights[i], widths[j]) and best[i][j] == best[i + 1][j + 1] + common[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _alike(common: int, height: int, width: int) -> bool:
    shorter = min(height, width)
    return common > 0 and (
        2 * common >= _ALIKE * (height + width) or (shorter >= _CONTAINED_TOKENS and common >= _CONTAINED * shorter)
    )


def _widen(
    old: Sequence[Alinea], new: Sequence[Alinea], span: tuple[int, int, int, int], room: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    """The pair with the neighbours that were cut from it or joined to it: before and after, on either side."""
    a, b, c, d = span
    score = _common(old, new, a, b, c, d)
    while True:
        for wider, size in (
            ((a, b, c, d + 1), len(new[d].keys) if d < room[3] else 0),
            ((a, b + 1, c, d), len(old[b].keys) if b < room[1] else 0),
            ((a, b, c - 1, d), len(new[c - 1].keys) if c > room[2] else 0),
            ((a - 1, b, c, d), len(old[a - 1].keys) if a > room[0] else 0),
        ):
            if size:
                gained = _common(old, new, *wider) - score
                if gained >= _JOINED * size:
                    (a, b, c, d), score = wider, score + gained
                    break
        else:
            return a, b, c, d


def _common(old: Sequence[Alinea], new: Sequence[Alinea], a: int, b: int, c: int, d: int) -> int:
    left = [key for alinea in old[a:b] for key in alinea.keys]
    right = [key for alinea in new[c:d] for key in alinea.keys]
    return int(LCSseq.similarity(left, right))
