"""From what is known of a pair to the probability that a reader would link it: a logistic model of a few features.

The coefficients are fitted on gold sets by `scripts/fit-renumbering`, which writes `coefficients.py`; they are few and
mean something, so that they carry over to a reform that they haven't seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

__all__ = ["CONTEXT", "FEATURES", "Features", "probabilities"]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a pair, each from 0 to 1.

    - `both_most`: of the shares of the new article's new words and of the old article's lost words that the pair wins
      both ways (see `competing`), the greater; `mutual`: 1 where there are such words;
    - `least`: of the shares that it wins either way, the lesser;
    - `bits`: the weight of the words won, on a log scale, 1 for a thousand bits;
    - `gist_new`, `gist_old`: share of the best passage of the new (old) article that the other holds, word order apart,
      times how far ahead of others it is (see `gist`);
    - `lead_new`, `lead_old`: of what the new (old) article shares with any other, how near this one comes to the most;
    - `rival_old`: how near the best other new article comes for the same passages;
    - `copied`: share of the words won that stay where they are as well; less, inside one code, where the text around
      the old article is gone;
    - `before`, `after`, `section`: see `context`; `rewired`, `stated`: see `citing`.
    """

    both_most: float = 0.0
    mutual: float = 0.0
    least: float = 0.0
    bits: float = 0.0
    gist_new: float = 0.0
    gist_old: float = 0.0
    lead_new: float = 0.0
    lead_old: float = 0.0
    rival_old: float = 0.0
    copied: float = 0.0
    before: float = 0.0
    after: float = 0.0
    section: float = 0.0
    rewired: float = 0.0
    stated: float = 0.0


FEATURES = tuple(field.name for field in fields(Features))
CONTEXT = frozenset({"before", "after", "section", "rewired"})
"""The features that other links give: not known in the first round."""


def probabilities(rows: Sequence[Sequence[float]], model: Mapping[str, float]) -> list[float]:
    """The scores of pairs, from 0 to 1, given by their features in order, by a model of one coefficient for each
    feature and "" for the constant."""
    if not rows:
        return []
    values = np.array(rows, dtype=float)
    total = np.full(len(rows), model[""])
    for place, name in enumerate(FEATURES):  # one by one: the sum of a product depends on the machine in the last digit
        total += model.get(name, 0.0) * values[:, place]
    return [1 / (1 + math.exp(-one)) for one in total.clip(-30.0, 30.0).tolist()]
