"""From what is known of a pair to the probability that a reader would link it: a logistic model of a few features.

The coefficients are fitted on gold sets by `scripts/fit-renumbering`, which writes `coefficients.py`; they are few and
mean something, so that they carry over to a reform that they haven't seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

__all__ = ["FEATURES", "Features", "probability"]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a pair, each from 0 to 1 unless told.

    - `most`, `least`: of the shares of the new article's new words and of the old article's lost words that the pair
      wins (see `competing`), the greater and the lesser; `both_most`, `both_least`: of those that it wins both ways;
    - `bits`: the weight of the words won, on a log scale, 1 for a thousand bits;
    - `alike`: likeness of the best pair of passages, short ones damped; `held`: how much of the smaller of the two;
    - `whole`: likeness of the two articles as wholes;
    - `gist_new`, `gist_old`: share of the best passage that the other article holds, word order apart, and
      `gist_new_lead`, `gist_old_lead`, how far ahead of others (see `gist`);
    - `lead_new`, `lead_old`: of what the new (old) article shares with any other, how near this one comes to the most;
    - `rival_new`, `rival_old`: how near the best other old (new) article comes;
    - `copied`: share of the words won that stay where they are as well; `stays`: share of the old article that does;
    - `title`: likeness of the sections' titles; `before`, `after`, `section`: see `context`;
    - `rewired`, `agree` (from -1), `stated`: see `citing`.
    """

    most: float = 0.0
    least: float = 0.0
    both_most: float = 0.0
    both_least: float = 0.0
    bits: float = 0.0
    alike: float = 0.0
    held: float = 0.0
    whole: float = 0.0
    gist_new: float = 0.0
    gist_old: float = 0.0
    gist_new_lead: float = 0.0
    gist_old_lead: float = 0.0
    lead_new: float = 0.0
    lead_old: float = 0.0
    rival_new: float = 0.0
    rival_old: float = 0.0
    copied: float = 0.0
    stays: float = 0.0
    title: float = 0.0
    before: float = 0.0
    after: float = 0.0
    section: float = 0.0
    rewired: float = 0.0
    agree: float = 0.0
    stated: float = 0.0


FEATURES = tuple(field.name for field in fields(Features))
_VALUES = attrgetter(*FEATURES)


def probability(features: Features, model: Mapping[str, float]) -> float:
    """The score of a pair, from 0 to 1, by a model of one coefficient for each feature and "" for the constant."""
    total = model[""]
    for name, value in zip(FEATURES, _VALUES(features), strict=True):
        if value:
            total += model.get(name, 0.0) * value
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))
