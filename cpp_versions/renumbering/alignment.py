"""The words that two passages share, in the same order, what they weigh, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from rapidfuzz.distance import LCSseq

from cpp_versions.renumbering.passages import Vocabulary

__all__ = ["Shared", "Weigher", "mask_of", "weight_of"]

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
        self._letters = _Weights(weights)
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
        for block in LCSseq.editops(left, right).as_matching_blocks():
            start, size = block.a, block.size
            if size:
                bits = sums[start + size] - sums[start]
                total += bits if size > 1 else bits * _ALONE
                blocks.append((start, block.b, size))
        return Shared(total, sums[-1], self._sums(right)[-1], tuple(blocks))

    def _load_sums(self, letters: str) -> list[float]:
        return list(accumulate(map(self._letters.__getitem__, letters), initial=0.0))


class _Weights(dict[str, float]):
    """The weight of each letter."""

    def __init__(self, weights: np.ndarray) -> None:
        super().__init__()
        self._all = weights

    def __missing__(self, letter: str) -> float:
        found = self[letter] = float(self._all[Vocabulary.index(letter)])
        return found


def mask_of(shared: Shared, side: int) -> int:
    """The words that are shared, as the bits of a number: of the left passage (side 0) or of the right one (1)."""
    mask = 0
    for block in shared.blocks:
        mask |= ((1 << block[2]) - 1) << block[side]
    return mask


def weight_of(mask: int, sums: Sequence[float]) -> float:
    """The weight of the words whose bits are set, from the weights of the first words of their passage."""
    total = 0.0
    place = 0
    while mask:
        zeros = (mask & -mask).bit_length() - 1
        mask >>= zeros
        place += zeros
        ones = (~mask & (mask + 1)).bit_length() - 1
        total += sums[place + ones] - sums[place]
        mask >>= ones
        place += ones
    return total
