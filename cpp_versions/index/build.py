"""Fills the index from what a store holds."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path

from cpp_versions.articlefile import write_act
from cpp_versions.errors import StoreError
from cpp_versions.index.ahead import Ahead, Articles, citations_of
from cpp_versions.index.ordering import Key, begins, events_of, numbered
from cpp_versions.index.schema import OPEN_END, create, finish, index_words, take_cited
from cpp_versions.model import (
    LOST_FROM,
    Act,
    Anomaly,
    Attestation,
    End,
    Observation,
    Placement,
    Section,
    SourceInfo,
    State,
    Text,
)
from cpp_versions.numbering import from_source
from cpp_versions.plan import section_key
from cpp_versions.reconcile import ReconciledCode
from cpp_versions.store import Stored, tag_of

__all__ = [
    "Builder",
    "Day",
    "anomaly_row",
    "build",
    "digest",
    "dump_acts",
    "dump_paragraphs",
    "source_row",
    "text_key",
]


def build(
    codes: Sequence[ReconciledCode],
    path: Path,
    stored: Callable[[], Stored],
    ahead: Ahead | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> None:
    """Write the index of `codes` to the new file `path`. `stored` is asked last, for the ids of the commits: the store
    can be written at the same time. Citations are read by `ahead`, else of one code after the other."""
    cited = path.with_name(f"{path.name}.cited")
    try:
        connection = create(path)
        try:
            builder = Builder(connection)
            # what a citation means depends on the numbers of all codes
            keys: list[Mapping[Key, int]] = []
            articles, firsts = Articles(), []
            for position, code in enumerate(codes):
                firsts.append(builder.articles + 1)
                keys.append(builder.articles_of(position, code))
                articles.add(code, keys[position])
                if not ahead:
                    keys[position] = {}  # of many codes, even these are much
            if ahead:
                ahead.versions(codes, keys, articles, cited)
            for position, code in enumerate(codes):
                if progress:
                    progress(f"index : {code.code.title}", position / len(codes))
                last = builder.versions
                own = keys[position] or numbered(code, firsts[position])
                builder.code(code, own)
                if not ahead:
                    citations_of(code, own, articles, last).insert(connection)
            builder.rank_sections()
            index_words(connection)
            if ahead:
                ahead.done()
                take_cited(connection, cited)
            done = stored()
            builder.commits(done)
            finish(connection, done.head)
        finally:
            connection.close()
    except sqlite3.Error as error:
        path.unlink(missing_ok=True)
        cited.unlink(missing_ok=True)
        raise StoreError(
            f"{path.parent}: the index can't be written ({error}): make room, or give another --store"
        ) from None
    except BaseException:
        path.unlink(missing_ok=True)
        cited.unlink(missing_ok=True)
        raise


def text_key(body: str, nota: str) -> bytes:
    """What stands for a text while an index is filled: all texts of all codes are more than memory holds."""
    return blake2b(f"{body}\0{nota}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest(body: str, nota: str) -> int:
    """What finds a text among all, as SQLite keeps numbers."""
    found = blake2b(f"{body}\0{nota}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True)


def dump_acts(acts: Iterable[Act]) -> str:
    """Acts in one column: a line each."""
    return "\n".join(map(write_act, acts))


def dump_paragraphs(paragraphs: Iterable[str]) -> str:
    """Alinéas, or the paragraphs of a nota, in one column, as diffs see them."""
    return "\n\n".join(paragraphs)


@dataclass(slots=True)
class Day:
    """How many articles one consolidated version touches."""

    added: int = 0
    removed: int = 0
    modified: int = 0


@dataclass(slots=True)
class Builder:
    """Rows of all tables; ids are given here, in the order of the articles."""

    connection: sqlite3.Connection
    texts: dict[bytes, int] = field(default_factory=dict)
    sections: dict[tuple[Section, ...], int] = field(default_factory=dict)
    articles: int = 0
    versions: int = 0
    last_text: int = 0

    def articles_of(self, position: int, code: ReconciledCode) -> dict[Key, int]:
        """The rows of one code, its sources and its articles; the ids of these."""
        execute = self.connection.execute
        execute("INSERT INTO code VALUES (?,?,?,?)", (code.code.id, code.code.title, str(code.as_of), position))
        self.connection.executemany(
            "INSERT INTO source VALUES (?,?,?,?,?,?,?,?)",
            [source_row(code.code.id, i, source) for i, source in enumerate(code.sources)],
        )
        return self._articles(code)

    def code(self, code: ReconciledCode, keys: Mapping[Key, int]) -> None:
        """The other rows of one code, whose articles have the ids `keys`."""
        days = self.rows(code, keys)
        self.dates(code, days)
        self.connection.executemany(
            "INSERT INTO anomaly (kind, source, code, number, date, message, place, ours, theirs) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
            [anomaly_row(anomaly) for anomaly in code.anomalies],
        )
        self.connection.executemany(
            "INSERT INTO concordance VALUES (?,?,?,?,?,?,?,?,?,?)",
            [
                (o.kind, o.old_code, o.old, o.old_id, o.new_code, o.new, o.new_id, _iso(o.day), o.both, o.source)
                for o in code.links
            ],
        )

    def rows(self, code: ReconciledCode, keys: Mapping[Key, int]) -> dict[date, Day]:
        """The versions, places and observations of the articles of `code`, whose ids `keys` gives."""
        days: dict[date, Day] = defaultdict(Day)
        self.connection.executemany(
            f"INSERT INTO article_version VALUES ({','.join('?' * 15)})", self._versions(code, keys, days)
        )
        self.connection.executemany(
            "INSERT INTO placement VALUES (?,?,?,?)",
            [(keys[p.number, p.slot], str(p.start), _until(p.end), self.section(p)) for p in code.placements
             if (p.number, p.slot) in keys],
        )  # fmt: skip
        self.connection.executemany(
            "INSERT INTO observation VALUES (?,?,?,?,?)",
            [(keys[o.number, o.slot], str(o.day), o.source, o.complete, o.agrees) for o in code.observations],
        )
        return days

    def dates(self, code: ReconciledCode, days: dict[date, Day]) -> None:
        """The consolidated versions of `code`, without their commits."""
        self.connection.executemany(
            "INSERT INTO version VALUES (?,?,?,?,?,?,?,?,?)",
            [
                (
                    code.code.id, str(entry.day) if entry.day else None, str(entry.day or LOST_FROM),
                    "", tag_of(code.code.id, entry.day), dump_acts(entry.acts),
                    (day := days[entry.day or LOST_FROM]).added, day.removed, day.modified,
                )
                for entry in code.dates
            ],
        )  # fmt: skip

    def commits(self, stored: Stored) -> None:
        """The id of each consolidated version's commit."""
        self.connection.executemany(
            "UPDATE version SET commit_id = ? WHERE code = ? AND effective = ?",
            [(commit, code, str(day or LOST_FROM)) for (code, day), commit in stored.commits.items()],
        )

    def _articles(self, code: ReconciledCode) -> dict[Key, int]:
        as_of: dict[str, date] = {}
        for source in code.sources:  # two may have one name, such as a history and an excerpt of it
            as_of[source.name] = max(source.as_of, as_of.get(source.name, source.as_of))
        known: dict[Key, date] = {}
        labels: dict[Key, str] = {}
        items: tuple[Attestation | End | Observation, ...] = (*code.versions, *code.ends, *code.observations)
        for item in items:
            key = (item.number, item.slot)
            day = as_of.get(item.source, code.as_of)
            known[key] = max(known.get(key, day), day)
            labels[key] = getattr(item, "label", "") or labels.get(key, "")
        ids = numbered(code, self.articles + 1)
        self.articles += len(ids)
        self.connection.executemany(
            "INSERT INTO article VALUES (?,?,?,?,?,?,?)",
            [
                (ids[key], code.code.id, *key, rank, labels[key] or from_source(key[0]).label, str(known[key]))
                for rank, key in enumerate(ids)
            ],
        )
        return ids

    def _versions(
        self, code: ReconciledCode, keys: Mapping[Key, int], days: dict[date, Day]
    ) -> Iterator[tuple[object, ...]]:
        for key, events in events_of(code, keys):
            article = keys[key]
            previous: Attestation | None = None
            again = False  # the article was in force before, and ended
            for event, following in zip(events, [*events[1:], None], strict=True):
                until = str(begins(following)) if following else OPEN_END
                self.versions += 1
                if isinstance(event, End):
                    yield self._end_row(article, event, until, previous)
                    days[event.since].removed += _spoken_of(previous)
                    previous, again = None, True
                    continue
                yield self._version_row(article, event, until, previous, again)
                day = days[event.attested_from]
                if event.valid_from is not None:  # else it was so before, unseen, or nobody speaks of it any more
                    day.added += previous is None
                    day.modified += _spoken_of(previous)
                previous = event

    def _version_row(
        self, article: int, version: Attestation, until: str, previous: Attestation | None, again: bool
    ) -> tuple[object, ...]:
        if version.text.citations:
            self._links(self.versions, version)
        return (
            self.versions, article, str(version.state), _change(version, previous, again), version.label,
            str(version.attested_from), until, _iso(version.valid_from), _iso(version.valid_to),
            " ".join(map(str, version.observed)), version.complete, dump_acts(version.acts), version.source,
            version.where, self.text(version.text),
        )  # fmt: skip

    def _end_row(self, article: int, end: End, until: str, previous: Attestation | None) -> tuple[object, ...]:
        text = self.text(Text((), end.nota)) if end.nota else None
        return (
            self.versions, article, str(State.ENDED), "ended", previous.label if previous else "", str(end.since),
            until, _iso(end.day), None, "", True, dump_acts(end.acts), end.source, end.where, text,
        )  # fmt: skip

    def _links(self, version: int, attestation: Attestation) -> None:
        self.connection.executemany(
            "INSERT INTO link VALUES (?,?,?,?,?,?,?,?)",
            [
                (version, position, c.alinea, c.start, c.end, c.quote, c.code, " ".join(c.targets))
                for position, c in enumerate(attestation.text.citations)
            ],
        )

    def text(self, text: Text) -> int:
        """The id of a text, which is stored once."""
        words = (dump_paragraphs(text.alineas), dump_paragraphs(text.nota))
        key = text_key(*words)
        known = self.texts.get(key)
        if known is None:
            self.last_text += 1
            known = self.texts[key] = self.last_text
            self.connection.execute("INSERT INTO text VALUES (?,?,?,?)", (known, digest(*words), *words))
        return known

    def section(self, placement: Placement) -> int:
        """The id of a place in the plan."""
        known = self.sections.get(placement.path)
        if known is None:
            known = self.sections[placement.path] = len(self.sections) + 1
            titles = "\n".join(" ".join(section.title.split()) for section in placement.path)
            restored = any(section.restored for section in placement.path)
            self.connection.execute("INSERT INTO section VALUES (?,?,?,?)", (known, titles, restored, 0))
        return known

    def rank_sections(self) -> None:
        """Give each section its place in the order of the plan, once all are known."""
        ordered = sorted(self.sections, key=lambda path: [section_key(section) for section in path])
        self.connection.executemany(
            "UPDATE section SET rank = ? WHERE id = ?",
            [(rank, self.sections[path]) for rank, path in enumerate(ordered)],
        )


def _spoken_of(version: Attestation | None) -> bool:
    """Whether a source speaks of the article before: a hole without a date is a silence between two days observed, and
    what follows it is no change (see `rows.TOLD`)."""
    return version is not None and not (version.state is State.MISSING and version.valid_from is None)


def _until(day: date | None) -> str:
    return str(day) if day else OPEN_END


def _iso(day: date | None) -> str | None:
    return str(day) if day else None


def _change(version: Attestation, previous: Attestation | None, again: bool) -> str:
    """What brought the version (see `answers.HistoryEntry`)."""
    if version.state is State.MISSING:
        return "missing"
    if previous is None:
        return "restored" if again else "created" if version.valid_from else "first_known"
    if previous.state is State.MISSING:
        return "restored"
    if previous.text.alineas == version.text.alineas:
        return "nota"
    return "modified"


def source_row(code: str, position: int, s: SourceInfo) -> tuple[object, ...]:
    """A row of `source`."""
    return (code, position, s.name, s.format, s.fingerprint, str(s.as_of), s.licence, s.excerpt)


def anomaly_row(a: Anomaly) -> tuple[object, ...]:
    """A row of `anomaly`, without its id."""
    return (a.kind, a.source, a.code, a.number, _iso(a.day), a.message, a.where, a.ours, a.theirs)
