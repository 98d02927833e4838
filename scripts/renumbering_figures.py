"""The figures of `scripts/bench` on renumbering maps: how candidates are found, and how long whole maps take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel
from timing import paired, report, seconds

from cpp_versions import Corpus
from cpp_versions.renumbering import Side, renumbering_map, sides
from cpp_versions.renumbering.matching import nearest
from cpp_versions.renumbering.passages import Passage, Vocabulary
from cpp_versions.renumbering.residue import cut_all

__all__ = ["RenumberingFigures"]

_ALIKE = 0.60


class RenumberingFigures:
    """Reads the full history in the store given."""

    def __init__(self, store: Path, runs: int) -> None:
        self.corpus, self.runs = Corpus.open(store), runs

    def candidates(self) -> None:
        """The nearest articles of another version, of all 4,991 × 4,453, against comparing each with each."""
        old = sides(self.corpus, ["cpp"], date(2022, 4, 30))
        new = sides(self.corpus, ["cpp"], date(2025, 12, 31))
        vocabulary = Vocabulary()
        done: dict[tuple[str, ...], tuple[Passage, ...]] = {}
        cut_all(old, vocabulary, done)
        cut_all(new, vocabulary, done)
        left, right = (["".join(p.letters for p in done[side.alineas]) for side in some] for some in (old, new))

        def theirs() -> np.ndarray:
            return process.cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float32)

        ours, baseline = paired(lambda: nearest(left, right, len(vocabulary.words)), theirs, self.runs)
        report(f"candidates of {len(left)} x {len(right)}", ours, baseline, "<= 0.125", "rapidfuzz cdist of words")
        ratios = theirs()
        best = ratios.max(axis=1)
        found = nearest(left, right, len(vocabulary.words))
        alike = np.flatnonzero(best >= _ALIKE).tolist()
        kept = sum(any(ratios[i, j] >= best[i] - 1e-6 for j in found[i]) for i in alike)
        print(f"{'best matches of 0.60 or more kept':<36} {kept:,} of {len(alike):,}   goal all")

    def maps(self) -> None:
        """The maps of December 2010 and of 2022, evidence included, from texts in memory; and one of a whole code of
        5,000 articles into as many under other numbers."""
        for name, codes, before, after in (
            ("December 2010", ["cpp"], date(2010, 12, 19), date(2010, 12, 29)),
            ("2022", ["cpp", "penitentiaire"], date(2022, 4, 30), date(2022, 6, 9)),
        ):
            old, new = sides(self.corpus, codes, before), sides(self.corpus, codes, after)
            self._map(f"map of {name}", old, new, 10)
        old = sides(self.corpus, ["cpp"], date(2022, 4, 30))
        old = (*old, *sides(self.corpus, ["penitentiaire"], date(2022, 6, 9)))[:5000]
        new = tuple(replace(side, ref=replace(side.ref, code="other")) for side in old)
        self._map(f"map of {len(old)} x {len(new)}, all renumbered", old, new, 60)

    def _map(self, name: str, old: Sequence[Side], new: Sequence[Side], goal: int) -> None:
        time = min(seconds(partial(renumbering_map, old, new)) for _ in range(self.runs))
        print(f"{name:<36} {time:9.3f} s    goal <= {goal} s", flush=True)
