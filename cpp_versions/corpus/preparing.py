"""What is computed ahead of those who will ask: what takes seconds, the likeliest and the dearest first.

Each step keeps its result beside the index, and does nothing where it is kept already; so whoever ends this loses
nothing, and anyone may ask meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from cpp_versions.answers import CodeSummary, ConsolidatedVersion
from cpp_versions.corpus.amending import Amending
from cpp_versions.corpus.changing import Changing
from cpp_versions.corpus.figures import Figures
from cpp_versions.corpus.graphing import Graphing
from cpp_versions.corpus.mapping import Mapping
from cpp_versions.corpus.overview import Overview
from cpp_versions.corpus.recodifying import Recodifying
from cpp_versions.model import LOST_FROM

__all__ = ["Preparing"]

_Step = tuple[str, Callable[[], object]]
# versions that readers open first: the largest
_LARGEST = 12
# days of which every pair of the map is graded
_GRADED = 8


class Preparing:
    """The steps of `Corpus.prepare`."""

    def __init__(
        self, overview: Overview, mapping: Mapping, changing: Changing, graphing: Graphing, figures: Figures,
        recodifying: Recodifying, amending: Amending,
    ) -> None:  # fmt: skip
        self._overview, self._mapping, self._changing, self._graphing = overview, mapping, changing, graphing
        self._figures, self._recodifying, self._amending = figures, recodifying, amending

    def run(self, acts: Iterable[str], every: bool, told: Callable[[str, float], None]) -> None:
        """Compute and keep all of it; `told` hears of each step, and the share that is done. With `every`, also the map
        of every version."""
        steps = list(self._steps(acts, every))
        for place, (name, work) in enumerate(steps):
            told(name, place / len(steps))
            work()

    def _steps(self, acts: Iterable[str], every: bool) -> Iterator[_Step]:
        codes = self._overview.codes()
        versions = sorted(self._versions(), key=lambda pair: -_size(pair[1]))
        for code in codes:
            yield f"figures {code.id}", partial(self._figures.figures, code.id)
        yield from self._changes(versions[:_LARGEST])
        yield "citations", self._graphing.keep
        for act in acts:
            yield "acts", partial(self._amending.parse, act, keep=True)
        days = self._mapping.reforms()
        for place, day in enumerate(days):
            yield f"map {day}", partial(self._mapping.keep, _eve(day), day)
            if not place:
                yield from self._taken(codes)
        for day in days[:_GRADED]:
            yield f"pairs {day}", partial(self._recodifying.recodification, _eve(day), day)
        yield from self._changes(versions[_LARGEST:])
        # one after another in time: two maps share a day
        for before, version in sorted(versions if every else (), key=lambda pair: pair[1].date or LOST_FROM):
            old, new = before.date or LOST_FROM, version.date or LOST_FROM
            yield f"map {new}", partial(self._mapping.keep, old, new)

    def _versions(self) -> Iterator[tuple[ConsolidatedVersion, ConsolidatedVersion]]:
        """Each consolidated version with the one before it."""
        for code in self._overview.codes():
            yield from pairwise(self._overview.versions([code.id]))

    def _changes(self, versions: Sequence[tuple[ConsolidatedVersion, ConsolidatedVersion]]) -> Iterator[_Step]:
        for before, version in versions:
            old, new = before.date or LOST_FROM, version.date or LOST_FROM
            yield f"changes {new}", partial(self._changing.keep, version.code, old, new)

    def _taken(self, codes: Sequence[CodeSummary]) -> Iterator[_Step]:
        """What a new code took from the first."""
        first, *others = codes
        for code in others:
            if code.first and first.first and code.first > first.first:
                asked = partial(self._recodifying.recodification, _eve(code.first), code.first)
                yield f"pairs {code.first}", partial(asked, [first.id], [code.id])


def _size(version: ConsolidatedVersion) -> int:
    return version.added + version.removed + version.modified


def _eve(day: date) -> date:
    return day - timedelta(days=1)
