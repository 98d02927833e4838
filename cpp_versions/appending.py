"""Adds consolidated versions at the end of a store: a new generation that shares the objects of the old one.

What is written is what `store.write` would write for the whole, so the ids are the same; only the new commits, their
files and the joining commit are made.
"""

from __future__ import annotations

import json
import os
import shutil
from bisect import bisect_left, insort_right
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cpp_versions.errors import StoreError
from cpp_versions.loose import LooseObjects
from cpp_versions.model import LOST_FROM, Anomaly, Placement, Section, SourceInfo
from cpp_versions.plan import PlanWriter, read_plan, without
from cpp_versions.reconcile import ReconciledCode, anomaly_order
from cpp_versions.repository import Repository
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

__all__ = ["MOST_LOOSE", "append", "loose", "sections", "share"]

MOST_LOOSE = 500
"""Loose objects, some ten an addition, after which a build writes the store anew, in one pack."""

_Commits = dict[tuple[str, date | None], str]


def share(current: Path, target: Path) -> None:
    """Make the folder `target` the same repository as `current`, its objects shared. Raises OSError."""
    (target / "objects").mkdir(parents=True)
    for folder in (current / "objects").iterdir():
        (target / "objects" / folder.name).mkdir()
        for file in os.scandir(folder):
            os.link(file.path, target / "objects" / folder.name / file.name)
    shutil.copytree(current / "refs", target / "refs")
    for name in ("HEAD", "config", "packed-refs"):
        if (current / name).exists():
            shutil.copyfile(current / name, target / name)


def loose(repository: Path) -> int:
    """How many objects of a repository lie loose."""
    folders = [folder for folder in (repository / "objects").iterdir() if len(folder.name) == 2]
    return sum(len(list(folder.iterdir())) for folder in folders)


def sections(store: Repository, code: str) -> dict[str, Section]:
    """The sections of the plan of the last version of `code`, by key."""
    (plan,) = store.objects([f"refs/heads/{code}:{code}/plan.md"])
    return {section.key: section for path, _ in read_plan(plan[1].decode()) for section in path} if plan else {}


def append(
    store: Repository, target: Path, additions: Sequence[ReconciledCode], sources: Mapping[str, tuple[SourceInfo, ...]]
) -> tuple[_Commits, str]:
    """Write `additions` into the repository `target`, which has all that `store` has: for each code its new dates,
    versions, ends and anomalies, and the placements that begin or end with them. `sources` are those of every code from
    now on.

    Returns the ids of the new commits and of `main`. Raises GitFailed, StoreError or OSError; `target` is then thrown
    away.
    """
    objects = LooseObjects(target, store)
    writer = Writer(objects)
    (described,) = store.objects(["refs/heads/main:sources.json"])
    joined = store.files("refs/heads/main")
    if described is None or "anomalies.jsonl" not in joined:
        raise StoreError(f"{target}: not a store of consolidated versions: build it again")
    codes = json.loads(described[1])["codes"]
    new = {addition.code.id: addition for addition in additions}
    if not set(new) <= {entry["id"] for entry in codes}:
        raise StoreError(f"{target}: a code that the store doesn't have can't be added to")
    refs = store.tips([entry["id"] for entry in codes])
    commits: _Commits = {}
    changes: list[tuple[str, str | None]] = []
    tips: list[str] = []
    seconds = 0
    for position, entry in enumerate(codes):
        id_ = entry["id"]
        tip, at = refs[id_]
        if id_ in new:
            code_commits, at = _code(store, writer, new[id_], tip, at)
            commits.update({(id_, day): commit for day, commit in code_commits.items()})
            tip = code_commits[new[id_].dates[-1].day]
        tips.append(tip)
        if position:
            changes.append((f"{id_}/", objects.folder(tip, id_) if id_ in new else joined.get(id_)))
        seconds = max(seconds, at)
    described_now = write_sources([(e["id"], e["slug"], e["title"], sources[e["id"]]) for e in codes])
    changes.append(("sources.json", writer.blob(described_now)))
    found = [anomaly for addition in additions for anomaly in addition.anomalies]
    place = {entry["id"]: position for position, entry in enumerate(codes)}
    known = _anomalies(store, place, found)
    changes.append(("anomalies.jsonl", writer.blob(known) if found else joined["anomalies.jsonl"]))
    last = seconds // DAY * DAY + len(codes) + 1
    head = writer.commit("main", last, main_message([entry["title"] for entry in codes]), tips, changes)
    return commits, head


def _anomalies(store: Repository, place: Mapping[str, int], new: Sequence[Anomaly]) -> str:
    """The anomalies of the store with the new ones, each where it belongs; `place` is that of each code. Lines, of
    which only those beside a new one are read."""
    if not new:
        return ""

    def order(line: str) -> tuple[object, ...]:
        anomaly = read_anomaly(json.loads(line))
        return place.get(anomaly.code or "", 0), anomaly_order(anomaly)

    (known,) = store.objects(["refs/heads/main:anomalies.jsonl"])
    lines = [f"{line}\n" for line in known[1].decode().split("\n") if line] if known else []
    for anomaly in new:
        insort_right(lines, anomaly_line(anomaly), key=order)
    return "".join(lines)


def _code(
    repository: Repository, writer: Writer[str], code: ReconciledCode, tip: str, seconds: int
) -> tuple[dict[date | None, str], int]:
    """The new versions of one code; their commits, and the timestamp of the last."""
    days = [entry.day or LOST_FROM for entry in code.dates]
    changes: list[list[tuple[str, str | None]]] = [[] for _ in days]
    writer.articles(code, days, changes)
    closed = {(v.number, v.slot, v.valid_to) for v in code.versions}
    for end in code.ends:  # what stood before and ends now has no version among the new ones
        if (end.number, end.slot, end.since) not in closed:
            path = article_path(code.code.id, end.number, end.slot)
            changes[days.index(end.since)].append((path, None))

    def standing(name: str) -> str:
        (content,) = repository.objects([f"{tip}:{code.code.id}/{name}"])
        return content[1].decode() if content else ""

    begins = [p for p in code.placements if p.start >= days[0]]
    gone = [p for p in code.placements if p.end is not None]
    for position, text in _plans(code, standing("plan.md"), days, begins, gone) if begins or gone else ():
        changes[position].append((f"{code.code.id}/plan.md", writer.blob(text)))
    ended = standing("ended.tsv") if code.ends else ""
    for position, day in enumerate(days):
        lines = "".join(end_line(end) for end in code.ends if end.since == day)
        if lines:
            ended += lines
            changes[position].append((f"{code.code.id}/ended.tsv", writer.blob(ended)))
    commits: dict[date | None, str] = {}
    parent = tip
    for entry, day, changed in zip(code.dates, days, changes, strict=True):
        seconds = max(seconds + 1, (day - LOST_FROM).days * DAY)
        parent = commits[entry.day] = writer.commit(code.code.id, seconds, message_of(code, entry), [parent], changed)
        writer.tag(tag_of(code.code.id, entry.day), parent)
    return commits, seconds


def _plans(
    code: ReconciledCode, plan: str, days: Sequence[date], begins: Sequence[Placement], ends: Sequence[Placement]
) -> list[tuple[int, str]]:
    """The plan at each of the new dates on which it changes."""
    if len(days) == 1 and not begins:  # most often some articles end, no more
        shorter = without(plan, [(p.number, p.slot) for p in ends])
        if shorter is not None:
            return [(0, shorter)]
    writer = PlanWriter.of(code.code.title, plan)
    found = []
    for position in range(len(days)):
        gone = [p for p in ends if _position(days, p.end) == position]
        come = [p for p in begins if _position(days, p.start) == position]
        for placement in gone:
            path = writer.path_of(placement.number, placement.slot) or placement.path
            writer.remove(placement.number, placement.slot, path)
        for placement in come:
            writer.place(placement.number, placement.slot, placement.path)
        if gone or come:
            found.append((position, writer.text()))
    return found


def _position(days: Sequence[date], day: date | None) -> int:
    return bisect_left(days, day) if day else -1
