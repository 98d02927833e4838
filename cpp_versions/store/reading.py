"""Reads a store back whole, from its repository: the inverse of `writing`, but for where the sources lay."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from cpp_versions.articlefile import read_article
from cpp_versions.errors import StoreError
from cpp_versions.model import (
    Anomaly,
    Attestation,
    Code,
    Concordance,
    End,
    Observation,
    Placement,
    Section,
    SourceInfo,
    State,
)
from cpp_versions.plan import order_of, read_plan
from cpp_versions.reconcile import ReconciledCode, anomaly_order, closing_day
from cpp_versions.repository import Repository
from cpp_versions.spooling import Spooled, SpooledLists
from cpp_versions.store.lines import (
    FORMAT_VERSION,
    INGESTION,
    date_of,
    effective,
    read_anomaly,
    read_end,
    read_link,
    read_observation,
    read_source,
)
from cpp_versions.store.stored import Stored

__all__ = ["read"]

_MOST_AT_ONCE = 32 << 20
"""Characters of article files of codes that are held in memory together: twice those of the prison's two codes. Of
more, each is loaded when it is asked for."""
_MOST_WAITING = 1 << 13
"""Anomalies, and links, that are held in memory."""
_PLAN = "plan.md"


def read(target: Path) -> Stored:
    """All that a store's repository holds: the inverse of `write`, but for where the sources lay. Of many codes, each
    is loaded when it is asked for.

    Raises StoreError, or GitFailed, where the repository isn't a store or is damaged.
    """
    repository = Repository(target)
    try:
        return _read(repository)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(f"{target}: damaged store ({type(error).__name__}: {error}): build it again") from None


def _read(repository: Repository) -> Stored:
    target = repository.path
    head = repository.commit_id("refs/heads/main")
    files = {change.path: change.blob for change in repository.tree(head) if "/" not in change.path}
    if not {"sources.json", "anomalies.jsonl"} <= set(files):
        raise StoreError(
            f"{target}: not a store of consolidated versions: build it with `python -m cpp_versions build`"
        )
    sources, anomalies = repository.blobs([str(files["sources.json"]), str(files["anomalies.jsonl"])])
    described = json.loads(sources)
    if described.get("format") != FORMAT_VERSION:
        raise StoreError(f"{target}: written by another release (format {described.get('format')}): build it again")
    extra = repository.objects([f"refs/heads/{INGESTION}:anomalies.jsonl", f"{head}:links.jsonl"])
    before, joined = (content[1] if content else b"" for content in extra)
    found: SpooledLists[Anomaly] = SpooledLists(_MOST_WAITING)
    for told in (anomalies, before):
        id_ = described["codes"][0]["id"]
        for anomaly in (read_anomaly(json.loads(line)) for line in _lines(told)):
            id_ = anomaly.code or id_  # one of no code is with those that it stands behind
            found.append(id_, anomaly)
    links: SpooledLists[Concordance] = SpooledLists(_MOST_WAITING)
    for link in (read_link(json.loads(line)) for line in _lines(joined)):
        links.append(link.old_code, link)
    commits: dict[tuple[str, date | None], str] = {}
    codes: list[ReconciledCode] | Spooled[ReconciledCode] = []
    size = 0
    for entry in described["codes"]:
        code = Code(entry["id"], entry["slug"], entry["title"])
        reader = _CodeReader(repository, code, tuple(read_source(source) for source in entry["sources"]))
        mine = tuple(found.read(code.id))
        mine = tuple(sorted(mine, key=anomaly_order)) if before else mine
        made = replace(reader.read(mine, commits), links=tuple(links.read(code.id)))
        size += reader.size
        if size > _MOST_AT_ONCE and isinstance(codes, list):
            waiting: Spooled[ReconciledCode] = Spooled()
            for one in codes:
                waiting.append(one)
            codes = waiting
        codes.append(made)
    return Stored(codes if isinstance(codes, Spooled) else tuple(codes), commits, head)


def _lines(content: bytes) -> Iterator[bytes]:
    return (line for line in BytesIO(content) if line != b"\n")


class _CodeReader:
    """Reads the branch of one code."""

    def __init__(self, repository: Repository, code: Code, sources: tuple[SourceInfo, ...]) -> None:
        self._repository = repository
        self._code = code
        self._sources = sources
        self.size = 0
        """Characters of the article files read."""

    def read(self, anomalies: tuple[Anomaly, ...], ids: dict[tuple[str, date | None], str]) -> ReconciledCode:
        """The code; its commit ids join `ids`."""
        commits = list(self._repository.history(f"refs/heads/{self._code.id}"))
        dates = tuple(date_of(commit.message) for commit in commits)
        ids.update({(self._code.id, entry.day): commit.id for entry, commit in zip(dates, commits, strict=True)})
        journals = dict.fromkeys(("ended.tsv", "observed.tsv"), "")
        changes: list[tuple[date, str, str | None]] = []
        for entry, commit in zip(dates, commits, strict=True):
            for change in commit.changes:
                path = change.path.partition("/")[2]
                if path in journals:
                    journals[path] = change.blob or journals[path]
                else:
                    changes.append((effective(entry.day), path, change.blob))
        ended, observed = (self._content(blob).split("\n") for blob in journals.values())
        ends = tuple(read_end(line) for line in ended if line)
        observations = tuple(read_observation(line) for line in observed if line)
        order = order_of({e.number for e in ends} | {o.number for o in observations})
        versions, placements = self._versions(changes, ends, observations)
        return ReconciledCode(
            code=self._code,
            sources=self._sources,
            dates=dates,
            versions=versions,
            ends=tuple(sorted(ends, key=lambda e: (order[e.number], e.number, e.slot, e.since))),
            placements=placements,
            observations=tuple(
                sorted(observations, key=lambda o: (order[o.number], o.number, o.slot, o.day, o.source))
            ),
            anomalies=anomalies,
        )

    def _content(self, blob: str) -> str:
        return "".join(content.decode() for content in self._repository.blobs([blob])) if blob else ""

    def _versions(
        self,
        changes: Sequence[tuple[date, str, str | None]],
        ends: tuple[End, ...],
        observations: tuple[Observation, ...],
    ) -> tuple[tuple[Attestation, ...], tuple[Placement, ...]]:
        """The versions, and where they stand; each file is read as git tells it, and let go of."""
        acts = {(end.number, end.slot, end.since): end.acts for end in ends}
        seen: dict[tuple[str, int], list[Observation]] = defaultdict(list)
        for o in observations:
            if o.agrees:
                seen[o.number, o.slot].append(o)
        open_versions: dict[str, Attestation] = {}
        done: list[Attestation] = []
        plan = _Placements()

        def close(name: str, until: date, valid_to: date | None) -> None:
            version = open_versions.pop(name)
            ended_by = acts.get((version.number, version.slot, until), ()) if valid_to else ()
            done.append(replace(version, valid_to=valid_to, ended_by=ended_by))

        contents = self._repository.blobs([blob for _, path, blob in changes if blob and _is_read(path)])
        for day, path, blob in changes:
            if not _is_read(path):
                continue
            content = next(contents).decode() if blob else ""
            self.size += len(content) if path != _PLAN else 0
            if path == _PLAN:
                plan.add(day, content)
                continue
            name = path[len("articles/") : -len(".md")]
            if not blob:
                close(name, day, day)
                continue
            version = read_article(content, f"{self._code.id}/{path}")
            if name in open_versions:
                close(name, day, closing_day(version))
            open_versions[name] = version
        done.extend(open_versions.values())
        order = order_of({version.number for version in done})
        done.sort(key=lambda v: (order[v.number], v.number, v.slot, v.attested_from))
        versions = tuple(_with_observations(version, seen[version.number, version.slot]) for version in done)
        return versions, plan.result()


def _is_read(path: str) -> bool:
    return path == _PLAN or path.startswith("articles/")


def _with_observations(version: Attestation, agreeing: list[Observation]) -> Attestation:
    """A version attested by an interval lists the days on which another source shows the same words."""
    if version.state is not State.IN_FORCE or not version.valid_from:
        return version
    days = {o.day for o in agreeing if o.complete or not version.complete}
    inside = {day for day in days if version.attested_from <= day and (not version.valid_to or day < version.valid_to)}
    return replace(version, observed=tuple(sorted({*version.observed, *inside})))


class _Placements:
    """Where articles stand, out of one plan after the other."""

    def __init__(self) -> None:
        self._current: dict[tuple[str, int], tuple[tuple[Section, ...], date]] = {}
        self._done: list[Placement] = []
        self._previous = ""

    def add(self, day: date, text: str) -> None:
        """The plan from a day on."""
        if not text or text == self._previous:
            return
        self._previous = text
        current = self._current
        now = {article: path for path, articles in read_plan(text) for article in articles}
        for key in [key for key, (path, _) in current.items() if now.get(key) != path]:
            path, since = current.pop(key)
            self._done.append(Placement(key[0], path, since, day, key[1]))
        for key, path in now.items():
            if key not in current:
                current[key] = (path, day)

    def result(self) -> tuple[Placement, ...]:
        """All of them, in the order of articles."""
        last = (Placement(number, path, since, None, slot) for (number, slot), (path, since) in self._current.items())
        done = [*self._done, *last]
        order = order_of({placement.number for placement in done})
        return tuple(sorted(done, key=lambda p: (order[p.number], p.number, p.slot, p.start)))
