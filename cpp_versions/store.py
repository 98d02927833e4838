"""The store: a git repository that holds the consolidated versions, written once, read back whole.

A store is a folder: `.git` is a one-line file that names the current generation, a bare repository below
`generations/`. A build writes a new generation aside and swaps it in by renaming that one line over the old one: killed
at any moment it leaves the old store or the new one, and plain git (`git -C STORE log …`, `git clone STORE`) follows.

Each code is a branch of its own (`cpp`), so that one code's commits don't depend on another's; one commit and one tag
(`cpp/2010-12-29`; `cpp/avant-1970` for the lost dates) per consolidated version. In its tree:

    cpp/articles/R57-7-62.md     the text in force (`articlefile`); a second text of a number as `A37-10~2.md`
    cpp/plan.md                  the table of contents: a renamed section doesn't touch the articles
    cpp/ended.tsv                the articles that ended so far, with date and acts
    cpp/observed.tsv             the days on which a source shows the text of an article

`main` joins the branches (`git log -p -- cpp/articles/D53.md` finds its way) and adds `sources.json` and
`anomalies.jsonl`. Commit timestamps only keep the order: the date in force is in the tag and the trailers. Same
sources, same commit ids: no clock, no path of the machine and no configuration of the user enters a commit.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cpp_versions.acts import print_date
from cpp_versions.articlefile import read_act, read_article, write_act, write_article
from cpp_versions.errors import StoreError
from cpp_versions.model import (
    LOST_FROM,
    Act,
    Anomaly,
    Attestation,
    Code,
    ConsolidatedDate,
    End,
    Observation,
    Placement,
    Section,
    SourceInfo,
    State,
)
from cpp_versions.plan import PlanWriter, order_of, read_plan
from cpp_versions.reconcile import ReconciledCode, closing_day
from cpp_versions.repository import FastImport, Repository

__all__ = [
    "DAY",
    "FORMAT_VERSION",
    "LOST_TAG",
    "Stored",
    "Writer",
    "anomaly_line",
    "article_path",
    "effective",
    "end_line",
    "main_message",
    "message_of",
    "read",
    "read_anomaly",
    "tag_of",
    "write",
    "write_sources",
]

FORMAT_VERSION = 1
"""Raised when what a build writes changes, so that an older store is built again."""

LOST_TAG = "avant-1970"
_IDENTITY = "cpp-versions <cpp-versions@localhost>"
DAY = 86400
_Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store holds: the codes and, for each code and date (None: lost), the commit id."""

    codes: tuple[ReconciledCode, ...]
    commits: dict[tuple[str, date | None], str]
    head: str


def tag_of(code: str, day: date | None) -> str:
    """The tag of a consolidated version: `cpp/2010-12-29`."""
    return f"{code}/{day.isoformat() if day else LOST_TAG}"


def effective(day: date | None) -> date:
    """The day from which a consolidated version counts: a lost date is before 1970."""
    return day or LOST_FROM


# -- writing


def write(codes: Sequence[ReconciledCode], target: Path, progress: _Progress | None = None) -> Stored:
    """Write a bare repository with all versions of `codes` into the new folder `target`.

    Raises GitFailed where git can't write (full disk, read-only folder); the folder is then to be thrown away.
    """
    with FastImport(target) as stream:
        writer = Writer(stream)
        marks: dict[tuple[str, date | None], int] = {}
        tips: list[tuple[int, dict[str, int]]] = []
        for code in codes:
            if progress:
                progress(f"écriture : {code.code.title}", 0.0)
            code_marks, tip = writer.code(code)
            marks.update({(code.code.id, day): mark for day, mark in code_marks.items()})
            tips.append(tip)
        head = writer.main(codes, tips)
    repository = Repository(target)
    repository.run("pack-refs", "--all", "--prune")
    commits = {key: stream.ids[mark] for key, mark in marks.items()}
    return Stored(tuple(codes), commits, stream.ids[head])


class Writer:
    """Turns codes into a fast-import stream; blobs of one file follow each other, so that git packs them well."""

    def __init__(self, stream: FastImport) -> None:
        self._stream = stream
        self._mark = 0

    def _next(self) -> int:
        self._mark += 1
        return self._mark

    def blob(self, content: str) -> int:
        """A blob; its mark."""
        mark, data = self._next(), content.encode("utf-8", "replace")
        self._stream.write(b"blob\nmark :%d\ndata %d\n%b\n" % (mark, len(data), data))
        return mark

    def commit(
        self,
        branch: str,
        seconds: int,
        message: str,
        parents: Iterable[int | str],
        changes: Iterable[tuple[str, int | str | None]],
    ) -> int:
        """A commit; parents, blobs and trees are marks of this stream or ids. A path that ends in `/` is a folder's."""
        mark, text = self._next(), message.encode()
        lines = [f"commit refs/heads/{branch}", f"mark :{mark}", f"committer {_IDENTITY} {seconds} +0000"]
        self._stream.write("\n".join(lines).encode() + b"\ndata %d\n%b\n" % (len(text), text))
        for position, parent in enumerate(parents):
            self._stream.write(f"{'merge' if position else 'from'} {_name(parent)}\n".encode())
        for path, content in changes:
            if content is None:
                self._stream.write(f"D {path}\n".encode())
            else:
                mode = "040000" if path.endswith("/") else "100644"
                self._stream.write(f"M {mode} {_name(content)} {path.rstrip('/')}\n".encode())
        self._stream.write(b"\n")
        return mark

    def tag(self, name: str, mark: int) -> None:
        """A tag of a commit of this stream."""
        self._stream.write(f"reset refs/tags/{name}\nfrom :{mark}\n\n".encode())

    def code(self, code: ReconciledCode) -> tuple[dict[date | None, int], tuple[int, dict[str, int]]]:
        """All versions of one code; the mark of each commit, and of the last one with its files."""
        days = [entry.day for entry in code.dates]
        changes: list[list[tuple[str, int | None]]] = [[] for _ in days]
        starts = [effective(day) for day in days]
        self.articles(code, starts, changes)
        for name, texts in (
            ("plan.md", _plans(code, starts)),
            ("ended.tsv", _journal(starts, ((end.since, end_line(end)) for end in code.ends))),
            ("observed.tsv", _journal(starts, ((o.day, _observation_line(o)) for o in code.observations))),
        ):
            for position, text in texts:
                changes[position].append((f"{code.code.id}/{name}", self.blob(text)))
        marks: dict[date | None, int] = {}
        files: dict[str, int] = {}
        parent, seconds = None, 0
        for entry, changed in zip(code.dates, changes, strict=True):
            days_since = (entry.day - LOST_FROM).days if entry.day else 0
            seconds = max(seconds + 1, days_since * DAY)
            message = message_of(code, entry)
            parent = self.commit(code.code.id, seconds, message, [] if parent is None else [parent], changed)
            marks[entry.day] = parent
            self.tag(tag_of(code.code.id, entry.day), parent)
            for path, blob in changed:
                if blob:
                    files[path] = blob
                else:
                    files.pop(path, None)
        if parent is None:
            raise StoreError(f"{code.code.title}: the sources hold no consolidated version")
        return marks, (parent, files)

    def articles(self, code: ReconciledCode, starts: list[date], changes: list[list[tuple[str, int | None]]]) -> None:
        """The blobs of all versions of articles; the files that they change join `changes`, by date."""
        for version, following in zip(code.versions, [*code.versions[1:], None], strict=False):
            path = article_path(code.code.id, version.number, version.slot)
            changes[bisect_left(starts, version.attested_from)].append((path, self.blob(write_article(version))))
            if following and (following.number, following.slot) != (version.number, version.slot):
                following = None
            until = version.valid_to
            if until and not (following and following.attested_from <= until):
                changes[bisect_left(starts, until)].append((path, None))

    def main(self, codes: Sequence[ReconciledCode], tips: Sequence[tuple[int, dict[str, int]]]) -> int:
        """The commit that joins all codes and holds what is known of the sources; the mark of it."""
        changes: list[tuple[str, int | None]] = []
        for _, files in tips[1:]:
            changes.extend(sorted(files.items()))
        changes.append(
            (
                "sources.json",
                self.blob(write_sources([(c.code.id, c.code.slug, c.code.title, c.sources) for c in codes])),
            )
        )
        changes.append(("anomalies.jsonl", self.blob("".join(map(anomaly_line, _all_anomalies(codes))))))
        last = max(effective(code.dates[-1].day) for code in codes)
        seconds = (last - LOST_FROM).days * DAY + len(codes) + 1
        message = main_message([code.code.title for code in codes])
        return self.commit("main", seconds, message, [mark for mark, _ in tips], changes)


def _name(object_: int | str) -> str:
    return f":{object_}" if isinstance(object_, int) else object_


def article_path(code: str, number: str, slot: int) -> str:
    """Where the file of an article stands in the tree of its code."""
    return f"{code}/articles/{_file_name(number, slot)}.md"


def _file_name(number: str, slot: int) -> str:
    return number if slot == 1 else f"{number}~{slot}"


def message_of(code: ReconciledCode, entry: ConsolidatedDate) -> str:
    """The message of a consolidated version's commit."""
    title = f"Version consolidée au {print_date(entry.day)}" if entry.day else "Version consolidée avant 1970"
    trailers = [f"Code: {code.code.id}", f"In-Force: {entry.day.isoformat() if entry.day else LOST_TAG}"]
    trailers += [f"Act: {write_act(act)}" for act in entry.acts]
    trailers += [f"Source: {source.name}" for source in code.sources]
    return f"{title}\n\n" + "\n".join(trailers) + "\n"


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


def end_line(end: End) -> str:
    """A line of `ended.tsv`."""
    rest = {"acts": [write_act(act) for act in end.acts], "source": end.source, "where": end.where, "nota": end.nota}
    shown = {key: value for key, value in rest.items() if value}
    day = end.day.isoformat() if end.day else ""
    return f"{_file_name(end.number, end.slot)}\t{end.since}\t{day}\t{json.dumps(shown, ensure_ascii=False)}\n"


def _observation_line(o: Observation) -> str:
    flags = f"{'whole' if o.complete else 'part'}\t{'same' if o.agrees else 'other'}"
    return f"{_file_name(o.number, o.slot)}\t{o.day}\t{flags}\t{o.source}\n"


def _all_anomalies(codes: Sequence[ReconciledCode]) -> Iterator[Anomaly]:
    for code in codes:
        yield from code.anomalies


def anomaly_line(anomaly: Anomaly) -> str:
    """A line of `anomalies.jsonl`."""
    values = {
        "kind": anomaly.kind,
        "source": anomaly.source,
        "code": anomaly.code,
        "number": anomaly.number,
        "date": anomaly.day.isoformat() if anomaly.day else None,
        "message": anomaly.message,
        "where": anomaly.where,
        "ours": anomaly.ours,
        "theirs": anomaly.theirs,
    }
    # an empty text isn't the absence of one: `ours` is empty where this source alone has words
    kept = {k: v for k, v in values.items() if v is not None and (v or k in ("ours", "theirs"))}
    return json.dumps(kept, ensure_ascii=False) + "\n"


def write_sources(codes: Sequence[tuple[str, str, str, tuple[SourceInfo, ...]]]) -> str:
    """The content of `sources.json`: id, slug, title and sources of each code."""
    described = [
        {
            "id": id_,
            "slug": slug,
            "title": title,
            "sources": [
                {
                    "name": source.name,
                    "format": source.format,
                    "fingerprint": source.fingerprint,
                    "as_of": source.as_of.isoformat(),
                    "licence": source.licence,
                    "excerpt": source.excerpt,
                }
                for source in sources
            ],
        }
        for id_, slug, title, sources in codes
    ]
    return json.dumps({"format": FORMAT_VERSION, "codes": described}, ensure_ascii=False, indent=1)


def main_message(titles: Sequence[str]) -> str:
    """The message of the commit that joins the codes."""
    return f"Codes réunis : {', '.join(titles)}\n\nFormat: {FORMAT_VERSION}\n"


# -- reading


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
    found = [read_anomaly(json.loads(line)) for line in anomalies.decode().split("\n") if line]
    commits: dict[tuple[str, date | None], str] = {}
    codes = []
    for entry in described["codes"]:
        code = Code(entry["id"], entry["slug"], entry["title"])
        reader = _CodeReader(repository, code, tuple(_source(source) for source in entry["sources"]))
        mine = tuple(anomaly for anomaly in found if anomaly.code in (code.id, None))
        codes.append(reader.read(mine, commits))
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
        dates = tuple(_date_of(commit.message) for commit in commits)
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
        ends = tuple(_end(line) for line in journals["ended.tsv"].split("\n") if line)
        observations = tuple(_observation(line) for line in journals["observed.tsv"].split("\n") if line)
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


def _date_of(message: str) -> ConsolidatedDate:
    trailers = [line.partition(": ") for line in message.split("\n\n")[-1].split("\n")]
    day = next((value for key, _, value in trailers if key == "In-Force"), LOST_TAG)
    acts: tuple[Act, ...] = tuple(read_act(value) for key, _, value in trailers if key == "Act")
    return ConsolidatedDate(None if day == LOST_TAG else date.fromisoformat(day), acts)


def _end(line: str) -> End:
    name, since, day, rest = line.split("\t", 3)
    number, _, slot = name.partition("~")
    values: dict[str, Any] = json.loads(rest)
    return End(
        number=number,
        slot=int(slot or 1),
        since=date.fromisoformat(since),
        day=date.fromisoformat(day) if day else None,
        acts=tuple(map(read_act, values.get("acts", ()))),
        source=values.get("source", ""),
        where=values.get("where", ""),
        nota=tuple(values.get("nota", ())),
    )


def _observation(line: str) -> Observation:
    name, day, complete, agrees, source = line.split("\t", 4)
    number, _, slot = name.partition("~")
    return Observation(number, date.fromisoformat(day), source, complete == "whole", agrees == "same", int(slot or 1))


def read_anomaly(values: dict[str, Any]) -> Anomaly:
    """The inverse of `anomaly_line`, of its parsed JSON."""
    day = values.get("date")
    return Anomaly(
        kind=values["kind"],
        source=values["source"],
        code=values.get("code"),
        number=values.get("number"),
        day=date.fromisoformat(day) if day else None,
        message=values["message"],
        where=values.get("where", ""),
        ours=values.get("ours"),
        theirs=values.get("theirs"),
    )


def _source(values: dict[str, Any]) -> SourceInfo:
    return SourceInfo(
        name=values["name"],
        format=values["format"],
        fingerprint=values["fingerprint"],
        as_of=date.fromisoformat(values["as_of"]),
        licence=values["licence"],
        excerpt=values["excerpt"],
    )
