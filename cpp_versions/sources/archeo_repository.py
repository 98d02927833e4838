"""Archéo Lex's repositories: one Markdown file per code at the root, one commit per consolidated version.

    code_de_la_propriété_intellectuelle.md      headings `###### Article L111-1`, one line per alinéa
    Version consolidée au 8 juin 2018           the message: the only authority for the date

Two branches tell the same code. `texte` goes to the last version in force when the data was taken; `futur-texte` is the
whole history again, other commits with the same trees, and goes on with what was enacted for later. So `texte` is read,
then what `futur-texte` adds after its last date, which is the date of the data: the repository states no other. A
version of 22 February 2222 (Légifrance's "date undetermined") is in force on no day: its texts are anomalies.

Who was there in the first version was there on its day, since when isn't said: `valid_from` is None. Every other start
and end is the day of the first version that differs. The acts aren't told.

A version costs what changed in it: the file is cut at its headings, and what was seen before isn't read again.

Refused: a repository without such a file. A commit whose message has no date, texts outside articles and numbers that
can't be read are anomalies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cpp_versions import numbering
from cpp_versions.acts import MONTHS
from cpp_versions.codes import by_title, of_slug
from cpp_versions.errors import SourceError
from cpp_versions.model import (
    Anomaly,
    Attestation,
    Code,
    CodeHistory,
    ConsolidatedDate,
    Placement,
    Section,
    SourceInfo,
    State,
)
from cpp_versions.repository import FUTURE_BRANCH, Commit, Repository
from cpp_versions.sources.archeo_chunks import Chunk, chunks, parse_chunk
from cpp_versions.sources.archeo_text import Heading, section
from cpp_versions.titles import slug

__all__ = ["FORMAT", "holds", "read_repository"]

FORMAT = "archeo-lex-repository"

_NAME = "Archéo Lex"
_LICENCE = "Licence Ouverte 2.0 (Légifrance, DILA), par Archéo Lex"
_LARGEST = 64 << 20
_VERSION = re.compile(r"Version consolidée au (\d{1,2})(?:er)? (\w{3,9}) (\d{4})\b")
_ARTICLE_LINE = re.compile(rb"^#{1,12}[ \t]+Article[ \t]+\S", re.MULTILINE)
_UNDETERMINED = frozenset({date(2222, 2, 22), date(2999, 1, 1)})


def holds(repository: Repository) -> bool:
    """Whether the repository is Archéo Lex's: a Markdown file at its root has headings of articles."""
    files = [change.blob for change in repository.tree(repository.branch()) if _is_code(change.path) and change.blob]
    return any(_ARTICLE_LINE.search(content) for content in repository.blobs(files))


def read_repository(
    repository: Repository, location: str, progress: Callable[[str, float], None] | None = None
) -> tuple[CodeHistory, ...]:
    """The history of every code of a repository; `location` is where it comes from.

    Raises SourceError where it holds no version of a code.
    """
    branch = repository.branch()
    future = repository.find_branch(FUTURE_BRANCH)
    heads = [repository.commit_id(name) for name in (branch, future) if name]
    present = list(repository.history(heads[0]))
    later = list(repository.history(heads[1])) if len(heads) > 1 and heads[1] != heads[0] else []
    paths = dict.fromkeys(c.path for commit in present + later for c in commit.changes if _is_code(c.path) and c.blob)
    histories = []
    for path in paths:
        anomalies: list[tuple[str, date | None, str, str]] = []
        versions = _versions(present, path, anomalies)
        ahead = _versions(later, path, anomalies)
        if not versions and not ahead:
            continue
        as_of = versions[-1].day if versions else ahead[0].day
        wanted = versions + _added(versions, ahead, as_of, anomalies)
        content = repository.blobs([version.blob for version in wanted if version.blob])
        info = SourceInfo(_NAME, FORMAT, "+".join(heads), as_of, location, _LICENCE)
        reader = _Reader(info, path, progress)
        for version in wanted:
            reader.read(version, next(content) if version.blob else b"", len(wanted))
        history = reader.result(anomalies)
        if history.attestations:
            histories.append(history)
    if not histories:
        raise SourceError(
            f"{location}: no consolidated version found: its commits must say « Version consolidée au 8 juin 2018 »"
        )
    return tuple(histories)


# -- versions


@dataclass(frozen=True, slots=True)
class _Version:
    """A consolidated version: its day, the commit, and the file (None: the code isn't there)."""

    day: date
    commit: str
    blob: str | None


def _is_code(path: str) -> bool:
    return "/" not in path and path.endswith(".md") and not path.upper().startswith("README")


def _versions(
    commits: Iterable[Commit], path: str, anomalies: list[tuple[str, date | None, str, str]]
) -> list[_Version]:
    """The versions of one file, by date; of several of one date, the last. `anomalies` takes what doesn't fit."""
    found: dict[date, _Version] = {}
    blob: str | None = None
    last = date.min
    for commit in commits:
        changed = [change.blob for change in commit.changes if change.path == path]
        day = _day(commit.message)
        if changed:
            blob = changed[-1]
            if day is None:
                message = "Version sans date : le message ne dit pas « Version consolidée au … »."
                anomalies.append(("undated_version", None, message, f"{commit.id[:12]}:{path}"))
        if day is None or (blob is None and not found):
            continue
        if day < last:
            message = f"Version placée après celle du {last.isoformat()} ; les dates ont été remises en ordre."
            anomalies.append(("version_order", day, message, f"{commit.id[:12]}:{path}"))
        last = day
        found[day] = _Version(day, commit.id, blob)
    return [found[day] for day in sorted(found)]


def _day(message: str) -> date | None:
    found = _VERSION.search(message)
    try:
        return date(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1])) if found else None
    except ValueError:
        return None


def _added(
    versions: Sequence[_Version],
    ahead: Sequence[_Version],
    as_of: date,
    anomalies: list[tuple[str, date | None, str, str]],
) -> list[_Version]:
    """What the branch of the future adds; where it says otherwise of the past, the other branch prevails."""
    known = {version.day: version.blob for version in versions}
    for version in ahead:
        if version.day <= as_of and known and known.get(version.day) != version.blob:
            message = f"La branche {FUTURE_BRANCH} dit autre chose de cette version que l’autre, qui l’emporte."
            anomalies.append(("branches_differ", version.day, message, version.commit[:12]))
    return [version for version in ahead if version.day > as_of or not known]


# -- the file of a version


@dataclass(frozen=True, slots=True)
class _Standing:
    """An article as one version has it: its place and its text."""

    path: tuple[Section, ...]
    chunk: Chunk

    def same_words(self, other: _Standing) -> bool:
        """Whether the article says the same."""
        return self.chunk is other.chunk or (self.chunk.state, self.chunk.text) == (
            other.chunk.state,
            other.chunk.text,
        )


@dataclass(slots=True)
class _Run:
    """A text, or a place, from one version on."""

    since: date
    commit: str
    standing: _Standing


class _Reader:
    """Reads one version after the other of one file, and says what changed between them."""

    def __init__(self, info: SourceInfo, path: str, progress: Callable[[str, float], None] | None) -> None:
        self._info, self._path, self._progress = info, path, progress
        self._code: Code | None = by_title(path.removesuffix(".md").replace("_", " "))
        self._parsed: dict[bytes, Chunk] = {}
        self._articles: dict[str, tuple[_Standing, ...]] = {}
        self._slots: dict[str, dict[int, _Standing]] = {}
        self._runs: dict[tuple[str, int], _Run] = {}
        self._places: dict[tuple[str, int], _Run] = {}
        self._first: date | None = None
        self._days: list[date] = []
        self._attestations: list[Attestation] = []
        self._placements: list[Placement] = []
        self._anomalies: list[Anomaly] = []
        self._told: set[tuple[str, str]] = set()

    # -- one version

    def read(self, version: _Version, content: bytes, count: int) -> None:
        """Take over the next version; `count` is how many there will be."""
        if self._progress and len(self._days) % 10 == 0:
            self._progress(_NAME, len(self._days) / count)
        if len(content) > _LARGEST:
            raise SourceError(f"{self._where(version)}: larger than {_LARGEST >> 20} MB: a code isn't that long")
        articles = self._read_file(version, content)
        if version.day in _UNDETERMINED:
            self._undetermined(version, articles)
            return
        self._first = self._first or version.day
        self._days.append(version.day)
        for number, standings in articles.items():
            if self._articles.get(number) != standings:
                self._change(version, number, standings)
        for number in self._articles.keys() - articles.keys():
            self._change(version, number, ())
        self._articles = articles

    def _read_file(self, version: _Version, content: bytes) -> dict[str, tuple[_Standing, ...]]:
        """The articles of a version, each with its place; those of one number together."""
        sections: list[tuple[int, Section]] = []
        path: tuple[Section, ...] = ()
        articles: dict[str, tuple[_Standing, ...]] = {}
        standings = self._articles
        for raw in chunks(content):
            chunk = self._parsed.get(raw)
            if chunk is None:
                chunk = self._parsed[raw] = parse_chunk(raw)
            if chunk.problem or (chunk.words and not chunk.number):
                self._outside(version, chunk)
            heading = chunk.heading
            if heading is None:
                continue
            if heading.article is None:
                self._name(heading)
                while sections and sections[-1][0] >= heading.level:
                    sections.pop()
                sections.append((heading.level, _section(heading.title)))
                path = self._below_title(found for _, found in sections)
                continue
            # an article hangs below the section above it, of a level that is higher than its own
            while sections and sections[-1][0] >= heading.level:
                sections.pop()
                path = self._below_title(found for _, found in sections)
            if not chunk.number:
                continue
            # the values of the version before are used again, so that comparing them costs nothing
            known = standings.get(chunk.number, ())
            standing = next((s for s in known if s.chunk is chunk and s.path == path), None) or _Standing(path, chunk)
            before = articles.get(chunk.number)
            if before is None:
                articles[chunk.number] = known if len(known) == 1 and known[0] is standing else (standing,)
            else:
                articles[chunk.number] = (*before, standing)
        return articles

    def _name(self, heading: Heading) -> None:
        """A code that its file's name doesn't tell is told by its title, where it stands as a heading."""
        if self._code is None and heading.level == 1:
            self._code = by_title(heading.title)

    def _below_title(self, path: Iterable[Section]) -> tuple[Section, ...]:
        found = tuple(path)
        return found[1:] if found and self._code and found[0].key == self._code.slug else found

    def _outside(self, version: _Version, chunk: Chunk) -> None:
        """Report, once, words that stand outside of articles, or a stretch that can't be read."""
        title = chunk.heading.title if chunk.heading else ""
        message = chunk.problem or f"Texte sous un titre et hors de tout article : « {title[:80]} »."
        kind = "unreadable" if chunk.problem else "text_outside_articles"
        if (message, chunk.words) not in self._told:
            self._told.add((message, chunk.words))
            self._tell(
                kind, chunk.number or None, version.day, message, self._where(version), theirs=chunk.words or None
            )

    # -- what changed

    def _change(self, version: _Version, number: str, standings: tuple[_Standing, ...]) -> None:
        slots = self._slots.get(number, {})
        kept = _slots(slots, standings)
        if len(kept) > 1 and len(kept) > len(slots):
            places = " ; ".join(" / ".join(s.title for s in standing.path) for standing in kept.values())
            self._tell("number_twice", number, version.day, "Ce numéro figure deux fois à la même date.", places)
        for slot in sorted(slots.keys() | kept.keys()):
            self._step(version, (number, slot), kept.get(slot))
        self._slots[number] = kept

    def _step(self, version: _Version, key: tuple[str, int], new: _Standing | None) -> None:
        place, run = self._places.get(key), self._runs.get(key)
        if place and (new is None or new.path != place.standing.path):
            self._place(key, place, version.day)
            del self._places[key]
        if new and key not in self._places:
            self._places[key] = _Run(version.day, version.commit, new)
        if run and new and new.same_words(run.standing):
            return
        if run:
            self._attest(key, run, version.day)
            del self._runs[key]
        if new:
            self._runs[key] = _Run(version.day, version.commit, new)

    def _place(self, key: tuple[str, int], place: _Run, end: date | None) -> None:
        number, slot = key
        if place.standing.path:
            self._placements.append(Placement(number, place.standing.path, place.since, end, slot))

    def _attest(self, key: tuple[str, int], run: _Run, end: date | None) -> None:
        number, slot = key
        chunk = run.standing.chunk
        start = None if run.since == self._first else run.since
        where = f"{run.commit[:12]}:{self._path}"
        if chunk.state is not State.IN_FORCE:
            kind, message = {
                State.MISSING: ("missing", "La source n’a pas le texte de cette version."),
                State.ENDED: ("placeholder", "La source donne une mention d’abrogation au lieu d’un texte."),
            }[chunk.state]
            self._tell(kind, number, start, message, where, theirs=chunk.words or None)
        printed = chunk.heading.article if chunk.heading else None
        self._attestations.append(
            Attestation(
                number=number,
                state=chunk.state,
                text=chunk.text,
                attested_from=run.since,
                valid_from=start,
                valid_to=end,
                slot=slot,
                label=numbering.from_source(printed or number).label,
                where=where,
            )
        )

    def _undetermined(self, version: _Version, articles: dict[str, tuple[_Standing, ...]]) -> None:
        """A version in force on no known day: each article that it changes is an anomaly with both texts."""
        for number in sorted(articles.keys() | self._articles.keys(), key=_order):
            old, new = self._articles.get(number, ()), articles.get(number, ())
            if [s.chunk.text for s in old] != [s.chunk.text for s in new]:
                self._tell(
                    "undetermined_date", number, None,
                    "Texte adopté dont la source ne connaît pas la date d’entrée en vigueur.",
                    self._where(version), ours=_words(old), theirs=_words(new),
                )  # fmt: skip

    # -- the outcome

    def result(self, problems: Iterable[tuple[str, date | None, str, str]]) -> CodeHistory:
        """All that was read; `problems` (kind, day, message, where) are told with the rest."""
        for key, run in self._runs.items():
            self._attest(key, run, None)
        for key, place in self._places.items():
            self._place(key, place, None)
        code = self._code or _unknown(self._path)
        told = [Anomaly(kind, _NAME, code.id, None, day, message, where) for kind, day, message, where in problems]
        return CodeHistory(
            code,
            self._info,
            tuple(ConsolidatedDate(day) for day in self._days),
            tuple(sorted(self._attestations, key=lambda a: (_order(a.number), a.slot, a.attested_from))),
            tuple(sorted(self._placements, key=lambda p: (_order(p.number), p.slot, p.start))),
            tuple(told + [replace(anomaly, code=code.id) for anomaly in self._anomalies]),
        )

    def _where(self, version: _Version) -> str:
        return f"{version.commit[:12]}:{self._path}"

    def _tell(
        self,
        kind: str,
        number: str | None,
        day: date | None,
        message: str,
        where: str,
        ours: str | None = None,
        theirs: str | None = None,
    ) -> None:
        self._anomalies.append(Anomaly(kind, _NAME, None, number, day, message, where, ours, theirs))


def _slots(before: dict[int, _Standing], standings: Sequence[_Standing]) -> dict[int, _Standing]:
    """Which of the texts under one number goes on in which slot: by place and words, by words, by place, in order."""
    if len(standings) == 1 and len(before) == 1:
        return {next(iter(before)): standings[0]}
    left, kept = list(standings), dict[int, _Standing]()
    alike: tuple[Callable[[_Standing, _Standing], bool], ...] = (
        lambda a, b: a.path == b.path and a.same_words(b),
        lambda a, b: a.same_words(b),
        lambda a, b: a.path == b.path,
    )
    for test in alike:
        for slot in sorted(before.keys() - kept.keys()):
            found = next((i for i, standing in enumerate(left) if test(before[slot], standing)), None)
            if found is not None:
                kept[slot] = left.pop(found)
    for standing in left:
        kept[next(slot for slot in range(1, len(standings) + len(before) + 1) if slot not in kept)] = standing
    return kept


def _words(standings: Iterable[_Standing]) -> str:
    return "\n\n".join(standing.chunk.text.joined for standing in standings)


def _unknown(path: str) -> Code:
    title = path.removesuffix(".md").replace("_", " ").strip() or "code"
    code = of_slug(slug(title) or title)
    return Code(code.id, code.slug, title[:1].upper() + title[1:])


@lru_cache(maxsize=16384)
def _order(number: str) -> tuple[object, ...]:
    return (numbering.from_source(number).sort_key, number)


@lru_cache(maxsize=4096)
def _section(title: str) -> Section:
    return section(title)
