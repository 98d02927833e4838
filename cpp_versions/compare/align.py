"""Which passages of the old text answer to which of the new one: alinéas, sentences, rows of tables.

Passages are given as strings in which one character stands for one token. Those that are equal anchor the rest.
Between two anchors, a monotone pairing is chosen that keeps the most tokens in common; a passage that was cut in two,
or two that were joined, stay one group. It never pairs passages across each other: that is a move.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rapidfuzz.distance import Indel, LCSseq

__all__ = ["Group", "anchor", "pair"]

# old passages [a, b) answer to new passages [c, d); the last tells that they are equal, one to one.
Group = tuple[int, int, int, int, bool]

# Two passages are versions of one another if that share of their tokens is common, or if the shorter one is nearly
# all in the longer. Unrelated sentences of law share about a third of their tokens: articles, prepositions, commas.
_ALIKE = 0.5
_CONTAINED = 0.75
_CONTAINED_TOKENS = 6
# A passage joins a pair (what was cut or joined) if that share of its tokens is found there and nowhere else.
_JOINED = 0.6
# Above this many possible pairs between two anchors, the block is compared as one passage.
_MOST_PAIRS = 40_000


def anchor(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Group]:
    """Equal passages as anchors, and the blocks between them; in order, every passage of both sides in one group."""
    found: list[Group] = []
    for opcode in Indel.opcodes(old, new):
        a, b, c, d = opcode.src_start, opcode.src_end, opcode.dest_start, opcode.dest_end
        if opcode.tag == "equal":
            found += [(a + k, a + k + 1, c + k, c + k + 1, True) for k in range(b - a)]
        elif found and not found[-1][4]:
            last = found.pop()
            found.append((last[0], b, last[2], d, False))
        else:
            found.append((a, b, c, d, False))
    return found


def pair(old: Sequence[str], new: Sequence[str]) -> list[Group]:
    """The groups of two lists of passages that have no anchor in common."""
    height, width = len(old), len(new)
    if not height or not width or height == width == 1 or height * width > _MOST_PAIRS:
        return [(0, height, 0, width, False)]
    common = [[LCSseq.similarity(left, right) for right in new] for left in old]
    spans = [(i, i + 1, j, j + 1) for i, j in _best_pairs(common, list(map(len, old)), list(map(len, new)))]
    for k, span in enumerate(spans):
        low = spans[k - 1] if k else (0, 0, 0, 0)
        high = spans[k + 1] if k + 1 < len(spans) else (height, height, width, width)
        spans[k] = _widen(old, new, span, (low[1], high[0], low[3], high[2]))
    result: list[Group] = []
    i = j = 0
    for span in spans:
        if i < span[0] or j < span[2]:
            result.append((i, span[0], j, span[2], False))
        result.append((*span, False))
        i, j = span[1], span[3]
    if i < height or j < width:
        result.append((i, height, j, width, False))
    return result


def _best_pairs(common: list[list[int]], heights: list[int], widths: list[int]) -> list[tuple[int, int]]:
    """The monotone pairing of alike passages that has the most tokens in common; the first of equals."""
    rows, columns = len(heights), len(widths)
    gain = [
        [common[i][j] if _alike(common[i][j], heights[i], widths[j]) else 0 for j in range(columns)]
        for i in range(rows)
    ]
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        here, below, row = best[i], best[i + 1], gain[i]
        for j in range(columns - 1, -1, -1):
            value = max(below[j], here[j + 1])
            if row[j] and row[j] + below[j + 1] > value:
                value = row[j] + below[j + 1]
            here[j] = value
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if gain[i][j] and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
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
    old: Sequence[str], new: Sequence[str], span: tuple[int, int, int, int], room: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    """The pair with the neighbours that were cut from it or joined to it: before and after, on either side."""
    a, b, c, d = span
    score = LCSseq.similarity(old[a], new[c])
    while True:
        for wider, size in (
            ((a, b, c, d + 1), len(new[d]) if d < room[3] else 0),
            ((a, b + 1, c, d), len(old[b]) if b < room[1] else 0),
            ((a, b, c - 1, d), len(new[c - 1]) if c > room[2] else 0),
            ((a - 1, b, c, d), len(old[a - 1]) if a > room[0] else 0),
        ):
            if size:
                p, q, r, s = wider
                gained = LCSseq.similarity("".join(old[p:q]), "".join(new[r:s])) - score
                if gained >= _JOINED * size:
                    (a, b, c, d), score = wider, score + gained
                    break
        else:
            return a, b, c, d
