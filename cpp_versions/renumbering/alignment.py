"""The words that two passages share, in the same order, what they weigh, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import LCSseq

__all__ = ["Shared", "Weigher"]

_ALONE = 0.5
"""What a word that is shared alone, between words that aren't, counts for: half of its weight."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two passages share: its weight in bits, and those of the two passages.

    `blocks` are the runs of words that stand in both: where in the left one, where in the right one, how many.
    """

    bits: float
    left: float
    right: float
    blocks: tuple[tuple[int, int, int], ...] = ()

    @property
    def of_left(self) -> float:
        """The share of the left passage that stands in the right one."""
        return self.bits / self.left if self.left else 0.0

    @property
    def of_right(self) -> float:
        """The share of the right passage that stands in the left one."""
        return self.bits / self.right if self.right else 0.0

    @property
    def alike(self) -> float:
        """Twice what is shared, over both."""
        return 2 * self.bits / (self.left + self.right) if self.left + self.right else 0.0


class Weigher:
    """Weighs passages, given as letters (see `passages.Vocabulary`), by the weights of their words."""

    def __init__(self, weights: np.ndarray) -> None:
        self._weights = weights
        self._sums = lru_cache(maxsize=1 << 17)(self._load_sums)

    def bits(self, letters: str) -> float:
        """The weight of a passage."""
        return self._sums(letters)[-1]

    def sums(self, letters: str) -> list[float]:
        """The weight of the first 0, 1, 2… words of a passage."""
        return self._sums(letters)

    def shared(self, left: str, right: str) -> Shared:
        """What stands in both, in the same order."""
        sums = self._sums(left)
        total = 0.0
        blocks: list[tuple[int, int, int]] = []
        for block in LCSseq.opcodes(left, right):
            if block.tag == "equal":
                start, end = block.src_start, block.src_end
                bits = sums[end] - sums[start]
                total += bits if end - start > 1 else bits * _ALONE
                blocks.append((start, block.dest_start, end - start))
        return Shared(total, sums[-1], self._sums(right)[-1], tuple(blocks))

    def _load_sums(self, letters: str) -> list[float]:
        codes = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32).astype(np.int64) - 0x100
        codes -= (codes >= 0xDF00) * 0x800
        return [0.0, *np.cumsum(self._weights[codes]).tolist()]
