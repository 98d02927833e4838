"""A pair of articles that may be linked, with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from cpp_versions.renumbering.context import Context
from cpp_versions.renumbering.matching import Pair, Won
from cpp_versions.renumbering.residue import Residue
from cpp_versions.renumbering.scoring import Features

__all__ = ["Candidate"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may be a link, with all that is known of it. `old`, `new`: what is gone and what has come."""

    old: Residue
    new: Residue
    pair: Pair
    won: Won
    context: Context
    features: Features
    score: float
