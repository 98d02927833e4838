"""The versions of the articles of one code, put on the timeline of each number.

A version is in force by its dates. Versions chain by identifiers, through their VERSIONS blocks (in no order); a number
is a label that can pass to another chain (numbers are reused), or stand in two chains at once: the second text is in
slot 2. Of two versions of one chain that overlap, the one that begins later prevails while it lasts.

What never was in force is kept apart: stillborn versions, those enacted for no day that is known, and annulled ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import heappop, heappush
from itertools import pairwise

from cpp_versions.sources.legi_dates import ANNULLED, Span, span
from cpp_versions.sources.legi_files import ArticleFile, ArticleRef

__all__ = ["Aside", "Chains", "Slotted", "Version", "dated", "is_annulled", "slots"]

_END = date.max
_MOST_SLOTS = 9
_ENDS_ALL = frozenset({"ABROGE", "ABROGE_DIFF", "TRANSFERE", "DISJOINT", "DEPLACE"})
"""States of a version with which the article ended, whatever older versions of it say of their ends."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article in force from `start` to `end` (None: open). `file` is None where the source names it
    and doesn't have it; `annulled` that it is held never to have been. `place` orders those that begin at once."""

    id: str
    chain: str
    start: date
    end: date | None
    file: ArticleFile | None
    annulled: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Slotted:
    """A version with the slot that it has among those of its number."""

    version: Version
    slot: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A version, or an oddity of one, that the timeline doesn't show: its kind, and what to say in French."""

    kind: str
    version: Version | None
    id: str
    day: date | None
    message: str


class Chains:
    """Which versions are of one article, by identifiers: joined wherever one names another."""

    def __init__(self, files: Iterable[ArticleFile]) -> None:
        self._parent: dict[str, str] = {}
        known: set[frozenset[str]] = set()
        # most versions of an article name the same ones, and many by the same tuple, which is kept, so that its id is
        told: dict[int, tuple[Sequence[ArticleRef], frozenset[str]]] = {}
        for file in files:
            versions = file.versions
            if id(versions) not in told:
                told[id(versions)] = versions, frozenset([ref.id for ref in versions if ref.id])
            named = told[id(versions)][1]
            ids = named if file.id in named else named | {file.id}
            if len(ids) > 1 and ids not in known:
                known.add(ids)
                for id_ in ids:
                    self._join(file.id, id_)

    def of(self, id_: str) -> str:
        """What identifies the chain of a version: the least identifier in it."""
        parent = self._parent
        root = id_
        while parent.get(root, root) != root:
            root = parent[root]
        while parent.get(id_, id_) != root:
            parent[id_], id_ = root, parent[id_]
        return root

    def _join(self, a: str, b: str) -> None:
        a, b = self.of(a), self.of(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)


def dated(ref: ArticleRef | ArticleFile) -> Span:
    """The days of a version, as a file or a link to it says."""
    return span(ref.state, ref.start, ref.end)


def is_annulled(file: ArticleFile, partial: bool) -> bool:
    """Whether a version was annulled as a whole; `partial`: its nota says that only a part of it was."""
    return file.state == ANNULLED and not partial


def slots(versions: Sequence[Version]) -> tuple[list[Slotted], list[Aside]]:
    """The versions of one number on its timelines, none overlapping in a slot, in the order of slots and dates; what
    had to be put aside."""
    aside: list[Aside] = []
    if len(versions) == 1:
        return [Slotted(versions[0], 1)], aside
    if any(version.annulled for version in versions):
        versions = list(_standing(versions))
    chains: dict[str, list[Version]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: (v.start, v.id)):
        chains[version.chain].append(version)
    whole = [one for chain in chains.values() for one in _untangled(chain, aside)]
    whole.sort(key=lambda v: (v.start, v.place, v.id))
    until: dict[int, date] = {}
    of_chain: dict[str, int] = {}
    placed: list[Slotted] = []
    for version in whole:
        own = of_chain.get(version.chain)
        free = [slot for slot in range(1, _MOST_SLOTS + 1) if until.get(slot, date.min) <= version.start]
        if not free:
            message = f"Plus de {_MOST_SLOTS} textes à la fois sous ce numéro : celui-ci est laissé de côté."
            aside.append(Aside("overlap", version, version.id, version.start, message))
            continue
        # where a chain had a slot of its own beside another, it keeps it
        slot = own if own in free else free[0]
        if slot != 1 and not _someone(until, slot, version.start):
            slot = free[0]
        of_chain[version.chain] = slot
        until[slot] = version.end or _END
        placed.append(Slotted(version, slot))
    placed.sort(key=lambda s: (s.slot, s.version.start))
    return placed, aside


def _standing(versions: Sequence[Version]) -> Iterator[Version]:
    """The versions of a number, annulled ones cut down to the days that no other holds: what an annulled version had
    replaced is held never to have stopped."""
    others = sorted((v.start, v.end or _END) for v in versions if not v.annulled)
    for version in versions:
        if not version.annulled:
            yield version
            continue
        free, end = version.start, version.end or _END
        for start, stop in others:
            if free < min(start, end):
                yield replace(version, start=free, end=min(start, end))
            free = max(free, stop)
        if free < end:
            yield replace(version, start=free)


def _someone(until: Mapping[int, date], slot: int, start: date) -> bool:
    """Whether a chain that goes on in `slot` does so without a gap."""
    return until.get(slot) == start


def _untangled(chain: list[Version], aside: list[Aside]) -> Iterator[Version]:
    """The versions of one chain, sorted by start, none overlapping the next."""
    if all(before.end is not None and before.end <= after.start for before, after in pairwise(chain)):
        yield from chain
        return
    pieces = list(_prevailing(chain))
    for (before, _, stop), (after, begin, _) in pairwise(pieces):
        if before.file and (before.end or _END) > begin == stop == after.start:
            message = f"La version {before.id} finit après le début de la suivante, {after.id}, qui l’emporte."
            aside.append(Aside("overlap", None, before.id, begin, message))
    starts = [begin for _, begin, _ in pieces]
    shown = {version.id for version, _, _ in pieces}
    for version in chain:
        if version.file and version.id not in shown:
            winner = pieces[bisect_right(starts, version.start) - 1][0].id
            message = f"Deux versions commencent le même jour : {winner} l’emporte, {version.id} est laissée de côté."
            aside.append(Aside("overlap", version, version.id, version.start, message))
    for version, start, end in pieces:
        yield replace(version, start=start, end=None if end == _END else end)


def _prevailing(chain: Sequence[Version]) -> Iterator[tuple[Version, date, date]]:
    """Which version of a chain holds from one day to the next: of those in force the one that ranks highest. One that
    outlasts a later one goes on after it (what a derogation had set aside), unless the article ended with that one."""
    ranked = sorted(chain, key=_rank)
    waiting = sorted(range(len(ranked)), key=lambda rank: ranked[rank].start, reverse=True)
    begun: list[int] = []  # a heap of ranks, the highest first
    held: tuple[Version, date, date] | None = None
    over = date.min
    for day, until in pairwise(sorted({day for version in chain for day in (version.start, version.end or _END)})):
        while waiting and ranked[waiting[-1]].start <= day:
            heappush(begun, -waiting.pop())
        if held and held[0].end == day and held[0].file and held[0].file.state in _ENDS_ALL:
            over = held[0].start  # whatever had begun by then
        while begun and ((first := ranked[-begun[0]]).start <= over or (first.end or _END) <= day):
            heappop(begun)
        best = ranked[-begun[0]] if begun else None
        if held and held[0] is best:
            held = best, held[1], until
            continue
        if held:
            yield held
        held = (best, day, until) if best else None
    if held:
        yield held


def _rank(version: Version) -> tuple[bool, date, date, str]:
    """What prevails: a text before a hole, then the one begun later, then the one that lasts longer, then the later
    identifier."""
    return version.file is not None, version.start, version.end or _END, version.id
