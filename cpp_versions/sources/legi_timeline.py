"""The versions of the articles of one code, put on the timeline of each number.

A version is in force by its dates. Versions chain by identifiers, through their VERSIONS blocks (in no order); a number
is a label that can pass to another chain (numbers are reused), or stand in two chains at once: the second text is in
slot 2. Two versions of one chain that overlap are damage: the one that begins later prevails from its start.

What never was in force is kept apart: stillborn versions, those enacted for no day that is known, and annulled ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cpp_versions.sources.legi_dates import ANNULLED, Span, span
from cpp_versions.sources.legi_files import ArticleFile, ArticleRef

__all__ = ["Aside", "Chains", "Slotted", "Version", "dated", "is_annulled", "slots"]

_END = date.max
_MOST_SLOTS = 9


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
        for file in files:
            ids = frozenset([file.id, *[ref.id for ref in file.versions if ref.id]])
            if len(ids) > 1 and ids not in known:  # all versions of an article name the same ones
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
    kept: list[Version] = []
    for version in chain:
        while kept and (kept[-1].end or _END) > version.start:
            before = kept.pop()
            if before.start < version.start:
                message = f"La version {before.id} finit après le début de la suivante, {version.id}, qui l’emporte."
                aside.append(Aside("overlap", None, before.id, version.start, message))
                kept.append(replace(before, end=version.start))
                break
            loser, version = _of_one_start(before, version)
            message = f"Deux versions commencent le même jour : {version.id} l’emporte, {loser.id} est laissée de côté."
            aside.append(Aside("overlap", loser, loser.id, loser.start, message))
        kept.append(version)
    return iter(kept)


def _of_one_start(a: Version, b: Version) -> tuple[Version, Version]:
    """Of two versions of one start, the one that gives way, and the one that prevails: a text before a hole, then the
    one that lasts longer, then the later identifier."""
    low, high = sorted((a, b), key=lambda v: (v.file is not None, v.end or _END, v.id))
    return low, high
