"""The gold sets of renumbering: how they are read, what a map is measured on, and how the model of links is fitted.

Shared by `scripts/check-renumbering`, which prints figures, and `scripts/fit-renumbering`, which writes coefficients.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from cpp_versions import Corpus
from cpp_versions.renumbering import Side, sides
from cpp_versions.renumbering.mapping import Scored
from cpp_versions.renumbering.scoring import FEATURES

__all__ = [
    "FURTHER",
    "REFORMS",
    "Examples",
    "Figures",
    "Gold",
    "Reform",
    "crossed",
    "examples",
    "fit",
    "gold",
    "half_of",
    "measure",
    "readings",
    "scores",
]

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden" / "renumbering"
Key = tuple[str, str]
_DOUBTFUL = 0.5
"""What a pair that its reader marks as doubtful counts for when the model is fitted; all count alike when it is
measured."""
_STRENGTH = 0.1
"""Of the penalty on great coefficients."""
_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform that was annotated: the days before and after, and the codes that rules went between.

    `whole`: every article was annotated, not a sample: an old one that has no pair has no successor.
    """

    name: str
    old: date
    new: date
    codes: tuple[str, ...]
    whole: bool

    def sides(self, corpus: Corpus) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """The articles on both days."""
        return sides(corpus, self.codes, self.old), sides(corpus, self.codes, self.new)


REFORMS = (
    Reform("2010-12", date(2010, 12, 19), date(2010, 12, 29), ("cpp",), whole=True),
    Reform("2022", date(2022, 4, 30), date(2022, 6, 9), ("cpp", "penitentiaire"), whole=False),
)


FURTHER = tuple(
    Reform(day.isoformat(), day - timedelta(days=1), day, ("cpp",), whole=True)
    for day in (
        date(1993, 3, 1),
        date(1994, 3, 1),
        date(1996, 4, 5),
        date(1998, 12, 9),
        date(2004, 10, 1),
        date(2005, 1, 1),
        date(2010, 6, 21),
        date(2014, 10, 1),
        date(2019, 6, 1),
        date(2023, 1, 1),
    )
)
"""Reforms that one reader each has annotated, all in one file (`METHOD-FURTHER.md`); nothing is fitted on them."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A half of a gold set: the pairs, with relation and whether the reader doubts. `olds`: the old articles read; None
    where all of the half were. `unasked`: pairs that nothing is said of."""

    half: str
    pairs: Mapping[tuple[Key, Key], tuple[str, bool]]
    olds: frozenset[Key] | None
    unasked: frozenset[tuple[Key, Key]] = frozenset()

    def undoubted(self) -> Gold:
        """The set without the pairs that a reader doubts: finding one is neither right nor wrong."""
        doubtful = frozenset(pair for pair, (_, doubts) in self.pairs.items() if doubts)
        sure = {pair: told for pair, told in self.pairs.items() if pair not in doubtful}
        return replace(self, pairs=sure, unasked=doubtful)

    def speaks_of(self, old: Key) -> bool:
        """Whether the reader has told all pairs of this old article."""
        return half_of(old[1]) == self.half and (self.olds is None or old in self.olds)


def gold(reform: Reform, half: str) -> Gold:
    """The half `dev` or `held` of the set of a reform."""
    if reform in FURTHER:
        rows = [row for row in _rows(FOLDER / "further.tsv") if row["reform"] == reform.name]
        return Gold(half, dict(map(_pair, (row for row in rows if half_of(row["old"]) == half))), None)
    pairs = dict(map(_pair, _rows(FOLDER / f"{reform.name}-{half}.tsv")))
    none = {
        ("cpp", row["number"])
        for row in _rows(FOLDER / f"{reform.name}-none.tsv")
        if row["what"] in ("repealed", "same")
    }
    return Gold(half, pairs, None if reform.whole else frozenset({old for old, _ in pairs} | none))


def _pair(row: Mapping[str, str]) -> tuple[tuple[Key, Key], tuple[str, bool]]:
    old, new = (row.get("old_code", "cpp"), row["old"]), (row.get("new_code", "cpp"), row["new"])
    return (old, new), (row["relation"], row["note"].startswith("doubtful"))


def readings(reform: Reform) -> dict[str, dict[tuple[Key, Key], bool]]:
    """What each reader of a reform found, both halves, and whether it is sure: the gold set, then readers who had the
    question only (`METHOD.md`, `METHOD-FURTHER.md`, Agreement). The gold set alone where nobody else has read it."""
    found: dict[str, dict[tuple[Key, Key], bool]] = {"the gold set": {}}
    for half in ("dev", "held"):
        found["the gold set"] |= {pair: not doubtful for pair, (_, doubtful) in gold(reform, half).pairs.items()}
    if reform in FURTHER:
        rows = [row for row in _rows(FOLDER / "further-second.tsv") if row["reform"] == reform.name]
        names = ["second"] if rows else []
    else:
        path = FOLDER / f"{reform.name}-readers.tsv"
        rows = _rows(path) if path.is_file() else []
        names = ["third", "fourth"] if rows else []
    for name in names:
        found[f"the {name} reader"] = {
            (("cpp", row["old"]), ("cpp", row["new"])): row[name] == "sure" for row in rows if row[name]
        }
    return found


def half_of(number: str) -> str:
    """The half that an old article is in, by its number alone."""
    return "dev" if hashlib.sha256(number.encode()).hexdigest()[0] < "8" else "held"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 on pairs."""

    right: int
    told: int
    known: int

    @property
    def precision(self) -> float:
        """The share of the links told that are right."""
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """The share of the links known that are told."""
        return self.right / self.known if self.known else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.told + self.known) if self.told + self.known else 0.0

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.right + other.right, self.told + other.told, self.known + other.known)

    def __str__(self) -> str:
        shares = f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
        return f"{shares}  ({self.right} right of {self.told} told, {self.known} known)"


def measure(told: Iterable[tuple[Key, Key]], known: Gold) -> Figures:
    """How the links told stand against the pairs known, among links of the old articles that were annotated."""
    asked = {pair for pair in told if known.speaks_of(pair[0]) and pair not in known.unasked}
    return Figures(len(asked & known.pairs.keys()), len(asked), len(known.pairs))


@dataclass(frozen=True, slots=True)
class Examples:
    """Candidates as numbers: features, whether they are links, weights, and the fold of each (a section of the old
    plan is in one fold only, so that what is measured isn't what was fitted)."""

    features: np.ndarray
    right: np.ndarray
    weights: np.ndarray
    folds: np.ndarray
    pairs: tuple[tuple[Key, Key], ...]


def examples(found: Scored, reform: Reform, known: Gold) -> Examples:
    """The candidates of which a reader has told whether they are links."""
    values = attrgetter(*FEATURES)
    rows: list[tuple[float, ...]] = []
    right: list[float] = []
    weights: list[float] = []
    folds: list[int] = []
    pairs: list[tuple[Key, Key]] = []
    for one in found.candidates:
        old, new = one.old.side, one.new.side
        pair = (old.ref.code, old.ref.number), (new.ref.code, new.ref.number)
        # where an article stays as it is, a copy in another code is its mirror, not its successor
        stays = one.old.unchanged and half_of(old.ref.number) == known.half
        if not known.speaks_of(pair[0]) and not stays:
            continue
        relation = known.pairs.get(pair)
        rows.append(values(one.features))
        right.append(float(relation is not None))
        weights.append(_DOUBTFUL if relation and relation[1] else 1.0)
        section = f"{reform.name} {' > '.join(old.section[-3:])}"
        folds.append(int(hashlib.sha256(section.encode()).hexdigest(), 16) % _FOLDS)
        pairs.append(pair)
    return Examples(np.array(rows), np.array(right), np.array(weights), np.array(folds), tuple(pairs))


def fit(sets: Sequence[Examples], left_out: frozenset[str] = frozenset(), fold: int | None = None) -> dict[str, float]:
    """The coefficients of the features, but those `left_out`; from all folds but one, or from all."""
    kept = [one.folds != fold for one in sets]
    features = np.concatenate([one.features[some] for one, some in zip(sets, kept, strict=True)])
    right = np.concatenate([one.right[some] for one, some in zip(sets, kept, strict=True)])
    weights = np.concatenate([one.weights[some] for one, some in zip(sets, kept, strict=True)])
    columns = [place for place, name in enumerate(FEATURES) if name not in left_out]
    rows = np.column_stack([np.ones(len(right)), features[:, columns]])
    penalty = np.array([0.0] + [_STRENGTH] * len(columns))

    def loss(model: np.ndarray) -> tuple[float, np.ndarray]:
        lines = rows @ model
        cost = np.sum(weights * (np.logaddexp(0, lines) - right * lines)) + np.sum(penalty * model**2) / 2
        return float(cost), rows.T @ (weights * (1 / (1 + np.exp(-lines)) - right)) + penalty * model

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x
    return dict(zip(["", *(FEATURES[place] for place in columns)], map(float, found), strict=True))


def scores(one: Examples, model: Mapping[str, float]) -> np.ndarray:
    """The scores of examples by a model."""
    line = one.features @ np.array([model.get(name, 0.0) for name in FEATURES]) + model[""]
    found: np.ndarray = 1 / (1 + np.exp(-line))
    return found


def crossed(sets: Sequence[Examples], left_out: frozenset[str] = frozenset()) -> list[np.ndarray]:
    """The scores of examples, each by a model fitted without its fold: what the model does on sections unseen."""
    found = [np.zeros(len(one.right)) for one in sets]
    for fold in range(_FOLDS):
        model = fit(sets, left_out, fold)
        for one, values in zip(sets, found, strict=True):
            some = one.folds == fold
            values[some] = scores(one, model)[some]
    return found
