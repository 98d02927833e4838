"""A pair of articles that may be linked, with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from cpp_versions.renumbering.citing import Rewiring
from cpp_versions.renumbering.competing import Won
from cpp_versions.renumbering.context import Context
from cpp_versions.renumbering.matching import Pair
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.scoring import Features

__all__ = ["Candidate", "Filled"]


@dataclass(frozen=True, slots=True)
class Filled:
    """An alinéa of the old article that fills a gap in one of the new article, both counted from 0: how much of it the
    other alinéa holds, and how much of the gap it fills, from 0 to 1 (see `remainder`)."""

    old: int
    new: int
    held: float
    fills: float

    @property
    def share(self) -> float:
        """Both together."""
        return self.held * self.fills


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may be a link. `rewirings` are the rewritten lists that speak for it; `pointed`: the old article's
    new text names the new one; `declared`: the words that say outright that one became the other; `gist`: share of the
    old article's best passage that the new one holds, word order apart; `filled`: the gap that it fills."""

    old: Part
    new: Part
    pair: Pair
    won: Won
    context: Context
    features: Features
    score: float
    rewirings: tuple[Rewiring, ...] = ()
    pointed: bool = False
    declared: str = ""
    gist: float = 0.0
    filled: Filled | None = None
