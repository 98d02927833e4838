"""Writes a store: codes turned into commits of a new git repository, once, into a new folder."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from cpp_versions.articlefile import write_article
from cpp_versions.errors import StoreError
from cpp_versions.model import LOST_FROM, Placement
from cpp_versions.packing import PackWriter
from cpp_versions.plan import PlanWriter, order_of
from cpp_versions.reconcile import ReconciledCode
from cpp_versions.store.lines import (
    DAY,
    INGESTION,
    INGESTION_KINDS,
    anomaly_line,
    article_path,
    effective,
    end_line,
    link_line,
    main_message,
    message_of,
    observation_line,
    tag_of,
    write_sources,
)
from cpp_versions.store.stored import Stored

__all__ = ["Objects", "Writer", "write"]

Object = TypeVar("Object")


def write(codes: Sequence[ReconciledCode], target: Path) -> Stored:
    """Write a bare repository with all versions of `codes` into the new folder `target`.

    Raises OSError where the disk can't be written (full, read-only), GitFailed where git refuses; the folder is then to
    be thrown away.
    """
    commits: dict[tuple[str, date | None], str] = {}
    with PackWriter(target) as objects:
        writer = Writer(objects)
        tips: list[tuple[str, str]] = []
        for code in codes:
            written, tip = writer.code(code)
            commits.update({(code.code.id, day): commit for day, commit in written.items()})
            tips.append((code.code.id, tip))
            objects.close(code.code.id)
            del code  # of many, one is in memory
        head = writer.main(codes, tips)
    return Stored(codes, commits, head)


class Objects(Protocol[Object]):
    """What a writer writes to: a `PackWriter` or `LooseObjects`."""

    def blob(self, data: bytes) -> Object: ...

    def commit(
        self,
        branch: str,
        seconds: int,
        message: str,
        parents: Sequence[Object],
        changes: Iterable[tuple[str, Object | None]],
    ) -> Object: ...

    def tag(self, name: str, commit: Object) -> None: ...

    def folder(self, commit: Object, name: str) -> Object: ...


class Writer(Generic[Object]):
    """Turns codes into git objects; blobs of one file follow each other, so that git packs them well."""

    def __init__(self, objects: Objects[Object]) -> None:
        self._objects = objects
        self.commit = objects.commit
        self.tag = objects.tag
        self.folder = objects.folder

    def blob(self, content: str) -> Object:
        """A file's content."""
        return self._objects.blob(content.encode("utf-8", "replace"))

    def code(self, code: ReconciledCode) -> tuple[dict[date | None, Object], Object]:
        """All versions of one code; each commit by its date, and the last one."""
        days = [entry.day for entry in code.dates]
        changes: list[list[tuple[str, Object | None]]] = [[] for _ in days]
        starts = [effective(day) for day in days]
        self.articles(code, starts, changes)
        for name, texts in (
            ("plan.md", _plans(code, starts)),
            ("ended.tsv", _journal(starts, ((end.since, end_line(end)) for end in code.ends))),
            ("observed.tsv", _journal(starts, ((o.day, observation_line(o)) for o in code.observations))),
        ):
            for position, text in texts:
                changes[position].append((f"{code.code.id}/{name}", self.blob(text)))
        marks: dict[date | None, Object] = {}
        parent: Object | None = None
        seconds = 0
        for entry, changed in zip(code.dates, changes, strict=True):
            days_since = (entry.day - LOST_FROM).days if entry.day else 0
            seconds = max(seconds + 1, days_since * DAY)
            message = message_of(code, entry)
            parent = self.commit(code.code.id, seconds, message, [] if parent is None else [parent], changed)
            marks[entry.day] = parent
            self.tag(tag_of(code.code.id, entry.day), parent)
        if parent is None:
            raise StoreError(f"{code.code.title}: the sources hold no consolidated version")
        return marks, parent

    def articles(
        self, code: ReconciledCode, starts: list[date], changes: list[list[tuple[str, Object | None]]]
    ) -> None:
        """The blobs of all versions of articles; the files that they change join `changes`, by date."""
        for version, following in zip(code.versions, [*code.versions[1:], None], strict=False):
            path = article_path(code.code.id, version.number, version.slot)
            changes[bisect_left(starts, version.attested_from)].append((path, self.blob(write_article(version))))
            if following and (following.number, following.slot) != (version.number, version.slot):
                following = None
            until = version.valid_to
            if until and not (following and following.attested_from <= until):
                changes[bisect_left(starts, until)].append((path, None))

    def main(self, codes: Sequence[ReconciledCode], tips: Sequence[tuple[str, Object]]) -> Object:
        """The commit that joins all codes, each with its last commit, and holds what is known of the sources."""
        changes: list[tuple[str, Object | None]] = []
        for code_id, tip in tips[1:]:
            changes.append((f"{code_id}/", self.folder(tip, code_id)))
        described = []
        standing: list[str] = []
        before: list[str] = []
        links: list[str] = []
        last = date.min
        for code in codes:  # once: of many, each is loaded for it
            described.append((code.code.id, code.code.slug, code.code.title, code.sources))
            for anomaly in code.anomalies:
                (before if anomaly.kind in INGESTION_KINDS else standing).append(anomaly_line(anomaly))
            links += map(link_line, code.links)
            last = max(last, effective(code.dates[-1].day))
        changes.append(("sources.json", self.blob(write_sources(described))))
        changes.append(("anomalies.jsonl", self.blob("".join(standing))))
        if links:
            changes.append(("links.jsonl", self.blob("".join(links))))
        if before:
            anomalies = self.blob("".join(before))
            self.commit(INGESTION, DAY, "Ce que la source disait avant\n", [], [("anomalies.jsonl", anomalies)])
        seconds = (last - LOST_FROM).days * DAY + len(codes) + 1
        message = main_message([title for _, _, title, _ in described])
        return self.commit("main", seconds, message, [tip for _, tip in tips], changes)


def _plans(code: ReconciledCode, starts: list[date]) -> Iterator[tuple[int, str]]:
    """The plan at each date on which it changes."""
    events: dict[int, tuple[list[Placement], list[Placement]]] = defaultdict(lambda: ([], []))
    for placement in code.placements:
        events[bisect_left(starts, placement.start)][1].append(placement)
        if placement.end is not None:
            position = bisect_left(starts, placement.end)
            if position < len(starts):
                events[position][0].append(placement)
    writer = PlanWriter(code.code.title, order_of({p.number for p in code.placements}))
    for position in sorted(events):
        gone, come = events[position]
        for placement in gone:
            writer.remove(placement.number, placement.slot, placement.path)
        for placement in come:
            writer.place(placement.number, placement.slot, placement.path)
        yield position, writer.text()


def _journal(starts: list[date], entries: Iterable[tuple[date, str]]) -> Iterator[tuple[int, str]]:
    """A file that grows: its content at each date on which lines join it."""
    added: dict[int, list[str]] = defaultdict(list)
    for day, line in entries:
        added[min(bisect_left(starts, day), len(starts) - 1)].append(line)
    content = ""
    for position in sorted(added):
        content += "".join(added[position])
        yield position, content
