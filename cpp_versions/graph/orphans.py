"""Citations that lead nowhere, or to another rule than the one meant: found once for the whole of history.

For each citation, the times of its version in which the article it names doesn't stand:

- it ended before (`ended`), no source has it before a later day (`not_yet`; the source may simply begin too late), or
  ever (`unknown`);
- it stands, and its number came to hold another rule after the citing sentence was written: `reused`;
- its number stands twice at once: `twice`.

Of a range ("articles 489 à 495") the two numbers written can be orphans; what lies between them is what is in force.
What says of itself that it means a law of the past ("dans leur rédaction antérieure", "alors applicables") is no
orphan: it can only name articles that are gone. Whether a sentence is old is told by its words, which must stand the
same in the versions before; where they were touched after the number was given away, whoever touched them has read it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cpp_versions.answers import ArticleRef
from cpp_versions.graph.history import FOREVER, History
from cpp_versions.graph.values import Reason

__all__ = ["Fact", "Reuse", "Sentences", "facts", "is_historical"]

# the drafter names a law that he knows to be gone
_HISTORICAL = re.compile(
    r"rédactions? (?:en vigueur |applicables? |issues? )?(?:antérieure|résultant|alors|à|au|jusqu|avant)"
    r"|(?:dans|selon) (?:sa|leurs?) (?:ancienne )?rédaction|antérieur(?:e|es|s)? à (?:la|l'|l’|leur|celle)"
    r"|alors (?:applicable|en vigueur)|(?:est|sont|demeurent?|restent?) abrogée?s?|\babrogée?s? (?:par|à compter)"
    r"|\banciens? articles?|(?:avant|jusqu'à|jusqu’à) (?:l'|l’|la |son |leur )?(?:entrée en vigueur|abrogation)"
    r"|en vigueur (?:avant|jusqu|à la date|antérieurement)|(?:cesse|cessent) d(?:'|’)être applicables?",
    re.IGNORECASE,
)


def is_historical(sentence: str) -> bool:
    """Whether a sentence says that it means the law of another time."""
    return _HISTORICAL.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class Fact:
    """From `start` to `until`, the citation `position` of the version `version` (its id) is an orphan.

    `target` is the place of the article among the nodes of the history. `since`, `written` and `mended` are told as in
    `values.Orphan`; days are integers, 0 where lost.
    """

    version: int
    position: int
    target: int
    start: int
    until: int
    reason: Reason
    since: int
    written: int
    mended: int


@dataclass(frozen=True, slots=True)
class Reuse:
    """What tells that numbers hold other rules: `days` on which a node's text came to be another one; `other` whether
    the rule that stood on one day is another than that of a later day."""

    days: Mapping[int, Sequence[int]]
    other: Callable[[int, int, int], bool]


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is asked of the words of a citation, by the place of its version and its position: since when its sentence
    stands as it does (0: as long as is known); whether it says that it means a law of the past; whether it speaks of
    what the target says on the later of two days rather than the earlier one."""

    written: Callable[[int, int], int]
    historical: Callable[[int, int], bool]
    speaks_of_new: Callable[[int, int, int, int, int], bool]


def facts(history: History, reuse: Reuse, sentences: Sentences) -> tuple[Fact, ...]:
    """All orphans of all days, by version and position."""
    runs = _Runs(history)
    found: list[Fact] = []
    for place in _doubtful(history, reuse):
        version, position, target = (int(a[place]) for a in (history.version, history.position, history.target))
        row = history.versions[version]
        if not row.stands or int(history.source[place]) == target:
            continue
        gaps = list(_absent(history, place))
        again = [] if gaps and gaps[0][:2] == (row.start, row.until) else list(_reused(history, place, reuse))
        twice = list(_twice(history, place))
        if not (gaps or again or twice) or sentences.historical(version, position):
            continue
        for start, until, reason, death in gaps:
            written, end = runs.around(version, target)
            since = max(written, death) if written else death
            mended = until if until < row.until else end
            found.append(Fact(row.id, position, target, start, until, reason, since, written, mended))
        for start, until, turned in again:
            written = sentences.written(version, position)
            if not _reads_old(history, target, written, turned, reuse):
                continue
            # `turned - 1` compares as the day before does
            if sentences.speaks_of_new(version, position, target, turned - 1, start):
                continue
            _, end = runs.around(version, target)
            mended = until if until < row.until else end
            found.append(Fact(row.id, position, target, start, until, Reason.REUSED, turned, written, mended))
        for start, until in twice:
            written, end = runs.around(version, target)
            mended = until if until < row.until else end
            found.append(Fact(row.id, position, target, start, until, Reason.TWICE, start, written, mended))
    return tuple(sorted(found, key=lambda one: (one.version, one.position, one.target, one.start)))


def _doubtful(history: History, reuse: Reuse) -> Iterator[int]:
    """The places of the citations that aren't plainly of an article that stands all the while."""
    size = len(history.refs)
    sure_from, sure_to = np.full(size, FOREVER, np.int64), np.zeros(size, np.int64)
    doubles = {history.nodes.get(ArticleRef(ref.code, ref.number)) for ref in history.refs if ref.slot > 1}
    for node in np.unique(history.target):
        spans = history.spans(int(node))
        if len(spans) == 1 and int(node) not in reuse.days and int(node) not in doubles:
            sure_from[node], sure_to[node] = spans[0]
    plain = (sure_from[history.target] <= history.start) & (sure_to[history.target] >= history.until)
    for place in np.flatnonzero(~plain & ~history.inside):
        yield int(place)


def _absent(history: History, place: int) -> Iterator[tuple[int, int, Reason, int]]:
    """The times of a citation in which its target doesn't stand: start, end, why, and the day the target ended."""
    start, until = int(history.start[place]), int(history.until[place])
    target = int(history.target[place])
    spans = history.spans(target)
    day, death, reason = start, 0, Reason.NOT_YET if spans else Reason.UNKNOWN
    for begins, ends in spans:
        if begins > day and day < until:
            yield day, min(begins, until), reason, death
        day, death, reason = max(day, ends), ends, Reason.ENDED
    if day < until:
        yield day, until, reason, death


def _reused(history: History, place: int, reuse: Reuse) -> Iterator[tuple[int, int, int]]:
    """The times of a citation in which its target holds a text that came to its number: start, end, and that day."""
    start, until = int(history.start[place]), int(history.until[place])
    target = int(history.target[place])
    days = reuse.days.get(target, ())
    for turned, following in zip(days, [*days[1:], FOREVER], strict=False):
        for begins, ends in history.spans(target):
            a, b = max(start, turned, begins), min(until, following, ends)
            if a < b:
                yield a, b, turned


def _twice(history: History, place: int) -> Iterator[tuple[int, int]]:
    """The times of a citation in which its number stands twice."""
    ref = history.refs[int(history.target[place])]
    second = history.nodes.get(ArticleRef(ref.code, ref.number, 2))
    if second is None:
        return
    for begins, ends in history.spans(int(history.target[place])):
        for others_begin, others_end in history.spans(second):
            a = max(int(history.start[place]), begins, others_begin)
            b = min(int(history.until[place]), ends, others_end)
            if a < b:
                yield a, b


def _reads_old(history: History, target: int, written: int, turned: int, reuse: Reuse) -> bool:
    """Whether a sentence written that day meant the rule before the number was given away."""
    if written >= turned:
        return False
    spans = history.spans(target)
    if written and not any(begins <= written < ends for begins, ends in spans):
        # written when nothing stood there: it can't have meant what had gone, unless it was there from the first
        return any(written < begins < turned for begins, _ in spans)
    read = written or (spans[0][0] if spans else 0)
    return reuse.other(target, read, turned)


class _Runs:
    """The times in which an article cites a target without a break, version after version."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._targets: dict[int, set[int]] = defaultdict(set)
        named = ~history.inside
        for version, target in zip(history.version[named].tolist(), history.target[named].tolist(), strict=True):
            self._targets[version].add(target)

    def around(self, version: int, target: int) -> tuple[int, int]:
        """The first day and the end of the run of citations of the target around a version."""
        history = self._history
        versions = history.of_article[history.versions[version].article]
        at = versions.index(version)
        first = last = at
        while first > 0 and self._goes_on(versions[first - 1], versions[first], target):
            first -= 1
        while last + 1 < len(versions) and self._goes_on(versions[last + 1], versions[last], target, forwards=True):
            last += 1
        while first < at and not history.versions[versions[first]].stands:
            first += 1
        return history.versions[versions[first]].start, history.versions[versions[last]].until

    def _goes_on(self, other: int, here: int, target: int, forwards: bool = False) -> bool:
        rows = self._history.versions
        earlier, later = (here, other) if forwards else (other, here)
        return rows[other].stands and rows[earlier].until == rows[later].start and target in self._targets[other]
