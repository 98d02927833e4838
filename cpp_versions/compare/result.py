"""What a comparison yields: operations from which both texts can be rebuilt, and counts of words.

`Diff` knows nothing of how it was found nor of how it is shown. Its operations are those of the JSON contract:

| op | text of | meaning |
|---|---|---|
| `=` | both | kept |
| `-` | old | deleted |
| `+` | new | inserted |
| `<` | old | moved from here |
| `>` | new | moved to here |

`=`, `-`, `<` joined are the old text, `=`, `+`, `>` joined the new one, always and exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Diff", "WordCounts"]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Words on each side of the ledger: the old text has kept + deleted + moved, the new kept + inserted + moved."""

    kept: int
    deleted: int
    inserted: int
    moved: int = 0

    @property
    def changed(self) -> bool:
        """True if a word was deleted, inserted or moved (punctuation isn't a word)."""
        return bool(self.deleted or self.inserted or self.moved)


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference between two texts.

    `folded` holds the indices of the `-` and `+` ops that are only spacing, apostrophe or ligature. They don't count
    as deleted or inserted: their words are kept.

    `moves` pairs the index of a `<` op with that of a `>` op that has the same words. A passage that was moved and
    edited is several pairs, with the `-` ops of what it lost between its `<` ops, and the `+` ops of what it gained
    between its `>` ops.
    """

    ops: tuple[tuple[str, str], ...]
    folded: tuple[int, ...]
    moves: tuple[tuple[int, int], ...]
    _count: Callable[[], WordCounts] = field(repr=False, compare=False)

    @property
    def words(self) -> WordCounts:
        """How many words were kept, deleted, inserted and moved. Counted when asked for: it reads the unchanged too."""
        return self._count()

    @property
    def old(self) -> str:
        """The old text, alinéas joined by a blank line."""
        return "".join(text for op, text in self.ops if op in "=-<")

    @property
    def new(self) -> str:
        """The new text, alinéas joined by a blank line."""
        return "".join(text for op, text in self.ops if op in "=+>")

    @property
    def identical(self) -> bool:
        """True if not one character differs."""
        return all(op == "=" for op, _ in self.ops)

    @property
    def typographic(self) -> bool:
        """True if typography differs and nothing else."""
        return not self.identical and len(self.folded) == sum(op != "=" for op, _ in self.ops)

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, but for `old` and `new`, which name the articles compared."""
        words = self.words
        return {
            "ops": [[op, text] for op, text in self.ops],
            "folded": list(self.folded),
            "moves": [[source, target] for source, target in self.moves],
            "words": {
                "kept": words.kept,
                "deleted": words.deleted,
                "inserted": words.inserted,
                "moved": words.moved,
            },
        }
