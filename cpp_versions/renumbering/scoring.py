"""From what is known of a pair to the probability that a reader would link it: a logistic model of a few features.

The coefficients are fitted on gold sets by `scripts/fit-renumbering`, which prints this table; they are few and mean
something, so that they carry over to a reform that they haven't seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields

__all__ = ["FIRST", "FULL", "Features", "probability"]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a pair, each from 0 to 1.

    `most`, `least`: of the shares of the new article's new words and of the old article's lost words that the pair
    explains better than any other, the greater and the lesser; `bits`: their weight, 1 for a thousand bits;
    `alike`: likeness of the best pair of passages, short ones damped; `whole`: likeness of the two residues as wholes;
    `near`, `section`: see `context`; `rewired`: citations elsewhere were rewritten from one to the other; `stated`: a
    text says so; `stays`: share of the old article that stays under its number.
    """

    most: float
    least: float
    bits: float
    alike: float
    whole: float
    near: float = 0.0
    section: float = 0.0
    rewired: float = 0.0
    stated: float = 0.0
    stays: float = 0.0


FEATURES = tuple(field.name for field in fields(Features))
Coefficients = Mapping[str, float]

FIRST: Coefficients = {"": -7.0, "most": 5.0, "least": 2.0, "bits": 3.0, "alike": 3.0, "whole": 1.0}
"""Before the neighbours are known."""
FULL: Coefficients = {
    "": -7.5, "most": 4.5, "least": 2.0, "bits": 3.0, "alike": 3.0, "whole": 1.0, "near": 1.5, "section": 1.5,
    "rewired": 1.5, "stated": 1.5, "stays": -0.5,
}  # fmt: skip


def probability(features: Features, model: Coefficients) -> float:
    """The score of a pair, from 0 to 1."""
    values = zip(FEATURES, astuple(features), strict=True)
    return 1 / (1 + math.exp(-model[""] - sum(model.get(name, 0.0) * value for name, value in values)))
