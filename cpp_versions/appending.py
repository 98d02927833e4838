"""Adds consolidated versions at the end of a store: a new generation that shares the objects of the old one.

What is written is what `store.write` would write for the whole, so the ids are the same; only the new commits, their
files and the joining commit are made.
"""

from __future__ import annotations

import json
import os
import shutil
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cpp_versions.errors import StoreError
from cpp_versions.model import LOST_FROM, Section, SourceInfo
from cpp_versions.plan import PlanWriter, order_of, read_plan
from cpp_versions.reconcile import ReconciledCode, anomaly_order
from cpp_versions.repository import FastImport, Repository
from cpp_versions.store import (
    DAY,
    Writer,
    anomaly_line,
    article_path,
    end_line,
    main_message,
    message_of,
    read_anomaly,
    tag_of,
    write_sources,
)

__all__ = ["MOST_PACKS", "append", "sections", "share"]

MOST_PACKS = 40
"""Additions after which a build writes the store anew, in one pack."""

_Commits = dict[tuple[str, date | None], str]


def share(current: Path, target: Path) -> None:
    """Make the new folder `target` the same repository as `current`, its packs shared. Raises OSError."""
    (target / "objects" / "pack").mkdir(parents=True)
    (target / "objects" / "info").mkdir()
    for pack in (current / "objects" / "pack").iterdir():
        os.link(pack, target / "objects" / "pack" / pack.name)
    shutil.copytree(current / "refs", target / "refs")
    for name in ("HEAD", "config", "packed-refs"):
        if (current / name).exists():
            shutil.copyfile(current / name, target / name)


def sections(current: Path, code: str) -> dict[str, Section]:
    """The sections of the plan of the last version of `code`, by key."""
    (plan,) = Repository(current).objects([f"refs/heads/{code}:{code}/plan.md"])
    return {section.key: section for path, _ in read_plan(plan[1].decode()) for section in path} if plan else {}


def append(
    target: Path, additions: Sequence[ReconciledCode], sources: Mapping[str, tuple[SourceInfo, ...]]
) -> tuple[_Commits, str]:
    """Write `additions` into the repository `target`: for each code its new dates, versions, ends and anomalies, and
    the placements that begin or end with them. `sources` are those of every code from now on.

    Returns the ids of the new commits and of `main`. Raises GitFailed or StoreError; `target` is then thrown away.
    """
    repository = Repository(target)
    refs = repository.tips()
    described, known = repository.objects(["refs/heads/main:sources.json", "refs/heads/main:anomalies.jsonl"])
    if described is None or known is None:
        raise StoreError(f"{target}: not a store of consolidated versions: build it again")
    codes = json.loads(described[1])["codes"]
    trees = dict(zip(sources, repository.objects([f"refs/heads/main:{code}" for code in sources]), strict=True))
    anomalies = [read_anomaly(json.loads(line)) for line in known[1].decode().split("\n") if line]
    new = {addition.code.id: addition for addition in additions}
    if not set(new) <= {entry["id"] for entry in codes}:
        raise StoreError(f"{target}: a code that the store doesn't have can't be added to")
    with FastImport(target) as stream:
        writer = Writer(stream)
        marks: dict[tuple[str, date | None], int] = {}
        changes: list[tuple[str, int | str | None]] = []
        tips: list[int | str] = []
        seconds = 0
        for position, entry in enumerate(codes):
            id_ = entry["id"]
            (tip, at), changed = refs[id_], list[tuple[str, int | None]]()
            if id_ in new:
                code_marks, at, changed = _code(repository, writer, new[id_], tip, at)
                marks.update({(id_, day): mark for day, mark in code_marks.items()})
            tips.append(marks[id_, new[id_].dates[-1].day] if id_ in new else tip)
            if position:
                tree = trees[id_]
                changes.append((id_, tree[0] if tree else None))
                changes.extend(changed)
            seconds = max(seconds, at)
        anomalies += [anomaly for addition in additions for anomaly in addition.anomalies]
        place = {entry["id"]: position for position, entry in enumerate(codes)}
        anomalies.sort(key=lambda anomaly: (place.get(anomaly.code or "", 0), anomaly_order(anomaly)))
        changes.append(
            (
                "sources.json",
                writer.blob(write_sources([(e["id"], e["slug"], e["title"], sources[e["id"]]) for e in codes])),
            )
        )
        changes.append(("anomalies.jsonl", writer.blob("".join(map(anomaly_line, anomalies)))))
        last = seconds // DAY * DAY + len(codes) + 1
        head = writer.commit("main", last, main_message([entry["title"] for entry in codes]), tips, changes)
    return {key: stream.ids[mark] for key, mark in marks.items()}, stream.ids[head]


def _code(
    repository: Repository, writer: Writer, code: ReconciledCode, tip: str, seconds: int
) -> tuple[dict[date | None, int], int, list[tuple[str, int | None]]]:
    """The new versions of one code; their marks, the timestamp of the last, and the files that they change."""
    days = [entry.day or LOST_FROM for entry in code.dates]
    changes: list[list[tuple[str, int | None]]] = [[] for _ in days]
    writer.articles(code, days, changes)
    closed = {(v.number, v.slot, v.valid_to) for v in code.versions}
    for end in code.ends:  # what stood before and ends now has no version among the new ones
        if (end.number, end.slot, end.since) not in closed:
            path = article_path(code.code.id, end.number, end.slot)
            changes[days.index(end.since)].append((path, None))
    found = repository.objects([f"{tip}:{code.code.id}/{name}" for name in ("plan.md", "ended.tsv")])
    plan, ended = (content[1].decode() if content else "" for content in found)
    for position, text in _plans(code, plan, days):
        changes[position].append((f"{code.code.id}/plan.md", writer.blob(text)))
    for position, day in enumerate(days):
        lines = "".join(end_line(end) for end in code.ends if end.since == day)
        if lines:
            ended += lines
            changes[position].append((f"{code.code.id}/ended.tsv", writer.blob(ended)))
    marks: dict[date | None, int] = {}
    parent: int | str = tip
    for entry, day, changed in zip(code.dates, days, changes, strict=True):
        seconds = max(seconds + 1, (day - LOST_FROM).days * DAY)
        parent = marks[entry.day] = writer.commit(code.code.id, seconds, message_of(code, entry), [parent], changed)
        writer.tag(tag_of(code.code.id, entry.day), parent)
    return marks, seconds, [change for changed in changes for change in changed]


def _plans(code: ReconciledCode, plan: str, days: Sequence[date]) -> list[tuple[int, str]]:
    """The plan at each of the new dates on which it changes."""
    begins = [p for p in code.placements if p.start >= days[0]]
    ends = [p for p in code.placements if p.end is not None]
    if not begins and not ends:
        return []
    standing = {article: path for path, articles in read_plan(plan) for article in articles}
    numbers = {number for number, _ in standing} | {placement.number for placement in code.placements}
    writer = PlanWriter(code.code.title, order_of(numbers))
    for (number, slot), path in standing.items():
        writer.place(number, slot, path)
    found = []
    for position in range(len(days)):
        gone = [p for p in ends if _position(days, p.end) == position]
        come = [p for p in begins if _position(days, p.start) == position]
        for placement in gone:
            path = standing.pop((placement.number, placement.slot), placement.path)
            writer.remove(placement.number, placement.slot, path)
        for placement in come:
            writer.place(placement.number, placement.slot, placement.path)
            standing[placement.number, placement.slot] = placement.path
        if gone or come:
            found.append((position, writer.text()))
    return found


def _position(days: Sequence[date], day: date | None) -> int:
    return bisect_left(days, day) if day else -1
