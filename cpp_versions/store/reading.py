"""Reads a store back whole, from its repository: the inverse of `writing`, but for where the sources lay."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

from cpp_versions.articlefile import read_article
from cpp_versions.errors import StoreError
from cpp_versions.model import Anomaly, Attestation, Code, End, Observation, Placement, Section, SourceInfo, State
from cpp_versions.plan import order_of, read_plan
from cpp_versions.reconcile import ReconciledCode, anomaly_order, closing_day
from cpp_versions.repository import Repository
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


def read(target: Path) -> Stored:
    """All that a store's repository holds: the inverse of `write`, but for where the sources lay.

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
    before, joined = (content[1].decode() if content else "" for content in extra)
    found = [read_anomaly(json.loads(line)) for line in (anomalies.decode() + before).split("\n") if line]
    links = [read_link(json.loads(line)) for line in joined.split("\n") if line]
    commits: dict[tuple[str, date | None], str] = {}
    codes = []
    for entry in described["codes"]:
        code = Code(entry["id"], entry["slug"], entry["title"])
        reader = _CodeReader(repository, code, tuple(read_source(source) for source in entry["sources"]))
        mine = tuple(anomaly for anomaly in found if anomaly.code in (code.id, None))
        mine = tuple(sorted(mine, key=anomaly_order)) if before else mine
        own = tuple(link for link in links if link.old_code == code.id)
        codes.append(replace(reader.read(mine, commits), links=own))
    return Stored(tuple(codes), commits, head)


class _CodeReader:
    """Reads the branch of one code."""

    def __init__(self, repository: Repository, code: Code, sources: tuple[SourceInfo, ...]) -> None:
        self._repository = repository
        self._code = code
        self._sources = sources

    def read(self, anomalies: tuple[Anomaly, ...], ids: dict[tuple[str, date | None], str]) -> ReconciledCode:
        """The code; its commit ids join `ids`."""
        commits = list(self._repository.history(f"refs/heads/{self._code.id}"))
        blobs = list(dict.fromkeys(change.blob for commit in commits for change in commit.changes if change.blob))
        contents = {blob: content.decode() for blob, content in zip(blobs, self._repository.blobs(blobs), strict=True)}
        dates = tuple(date_of(commit.message) for commit in commits)
        ids.update({(self._code.id, entry.day): commit.id for entry, commit in zip(dates, commits, strict=True)})
        changes = [
            (effective(entry.day), {change.path.partition("/")[2]: change.blob for change in commit.changes})
            for entry, commit in zip(dates, commits, strict=True)
        ]
        journals = dict.fromkeys(("ended.tsv", "observed.tsv"), "")
        for _, changed in changes:
            for name in journals:
                blob = changed.get(name)
                journals[name] = contents[blob] if blob else journals[name]
        ends = tuple(read_end(line) for line in journals["ended.tsv"].split("\n") if line)
        observations = tuple(read_observation(line) for line in journals["observed.tsv"].split("\n") if line)
        order = order_of({e.number for e in ends} | {o.number for o in observations})
        return ReconciledCode(
            code=self._code,
            sources=self._sources,
            dates=dates,
            versions=self._versions(changes, contents, ends, observations),
            ends=tuple(sorted(ends, key=lambda e: (order[e.number], e.number, e.slot, e.since))),
            placements=_placements(changes, contents),
            observations=tuple(
                sorted(observations, key=lambda o: (order[o.number], o.number, o.slot, o.day, o.source))
            ),
            anomalies=anomalies,
        )

    def _versions(
        self,
        changes: list[tuple[date, dict[str, str | None]]],
        contents: dict[str, str],
        ends: tuple[End, ...],
        observations: tuple[Observation, ...],
    ) -> tuple[Attestation, ...]:
        acts = {(end.number, end.slot, end.since): end.acts for end in ends}
        seen: dict[tuple[str, int], list[Observation]] = defaultdict(list)
        for o in observations:
            if o.agrees:
                seen[o.number, o.slot].append(o)
        open_versions: dict[str, Attestation] = {}
        done: list[Attestation] = []

        def close(name: str, until: date, valid_to: date | None) -> None:
            version = open_versions.pop(name)
            ended_by = acts.get((version.number, version.slot, until), ()) if valid_to else ()
            done.append(replace(version, valid_to=valid_to, ended_by=ended_by))

        for day, changed in changes:
            for path, blob in changed.items():
                if not path.startswith("articles/"):
                    continue
                name = path[len("articles/") : -len(".md")]
                if blob is None:
                    close(name, day, day)
                    continue
                version = read_article(contents[blob], f"{self._code.id}/{path}")
                if name in open_versions:
                    close(name, day, closing_day(version))
                open_versions[name] = version
        done.extend(open_versions.values())
        order = order_of({version.number for version in done})
        done.sort(key=lambda v: (order[v.number], v.number, v.slot, v.attested_from))
        return tuple(_with_observations(version, seen[version.number, version.slot]) for version in done)


def _with_observations(version: Attestation, agreeing: list[Observation]) -> Attestation:
    """A version attested by an interval lists the days on which another source shows the same words."""
    if version.state is not State.IN_FORCE or not version.valid_from:
        return version
    days = {o.day for o in agreeing if o.complete or not version.complete}
    inside = {day for day in days if version.attested_from <= day and (not version.valid_to or day < version.valid_to)}
    return replace(version, observed=tuple(sorted({*version.observed, *inside})))


def _placements(changes: list[tuple[date, dict[str, str | None]]], contents: dict[str, str]) -> tuple[Placement, ...]:
    current: dict[tuple[str, int], tuple[tuple[Section, ...], date]] = {}
    done: list[Placement] = []
    previous = ""
    for day, changed in changes:
        blob = changed.get("plan.md")
        if not blob:
            continue
        text = contents[blob]
        if text == previous:
            continue
        previous = text
        now = {article: path for path, articles in read_plan(text) for article in articles}
        for key in [key for key, (path, _) in current.items() if now.get(key) != path]:
            path, since = current.pop(key)
            done.append(Placement(key[0], path, since, day, key[1]))
        for key, path in now.items():
            if key not in current:
                current[key] = (path, day)
    done.extend(Placement(number, path, since, None, slot) for (number, slot), (path, since) in current.items())
    order = order_of({placement.number for placement in done})
    return tuple(sorted(done, key=lambda p: (order[p.number], p.number, p.slot, p.start)))
