"""Adds what is new to an index. The articles that changed are read back whole and written anew with what follows, so
that one piece of code decides what a row says; every other row stays."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cpp_versions.articlefile import read_act
from cpp_versions.errors import StoreError
from cpp_versions.index.build import (
    Builder,
    anomaly_row,
    digest,
    dump_paragraphs,
    source_row,
    text_key,
)
from cpp_versions.index.citing import Citer, known_of
from cpp_versions.index.ordering import Key, events_of
from cpp_versions.index.schema import CITED, OPEN_END
from cpp_versions.model import (
    Attestation,
    Citation,
    End,
    Observation,
    Placement,
    SourceInfo,
    State,
    Text,
)
from cpp_versions.numbering import from_source
from cpp_versions.reconcile import ReconciledCode
from cpp_versions.store import Stored

__all__ = ["append"]

_Events = tuple[list[Attestation], list[End]]
_Known = tuple[int, str, str]
"""A version that the index has: its id, its first day, its text."""


def append(
    path: Path,
    additions: Sequence[ReconciledCode],
    sources: Mapping[str, tuple[SourceInfo, ...]],
    stored: Stored,
) -> None:
    """Bring the index at `path` from the store before `additions` to the store after: all of it, or nothing.

    `sources` are those of every code from now on, `stored` the ids of the new commits. Raises StoreError.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # one that is damaged is made again: nothing waits for the disk, and what must be taken back is in memory
        connection.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;")
        connection.execute("BEGIN")
        brought = [_Addition(connection, code).write() for code in additions]
        if any(brought):  # a number that no article had
            Citer(known_of(connection)).renew(connection)
        _sources(connection, sources)
        Builder(connection).commits(stored)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'head'", (stored.head,))
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the index can't be written ({error}): make room, or build the store again") from None
    finally:
        connection.close()


def _sources(connection: sqlite3.Connection, sources: Mapping[str, tuple[SourceInfo, ...]]) -> None:
    """The sources of every code, and the date of the data of what rests on them."""
    for code, infos in sources.items():
        connection.execute("DELETE FROM source WHERE code = ?", (code,))
        rows = [source_row(code, position, info) for position, info in enumerate(infos)]
        connection.executemany("INSERT INTO source VALUES (?,?,?,?,?,?,?,?)", rows)
        newest = max(info.as_of for info in infos)
        old = connection.execute("SELECT as_of FROM code WHERE id = ?", (code,)).fetchone()[0]
        if old != str(newest):
            connection.execute("UPDATE code SET as_of = ? WHERE id = ?", (str(newest), code))
            for info in infos:
                connection.execute(
                    """UPDATE article SET as_of = max(as_of, ?) WHERE code = ? AND id IN (
                           SELECT article FROM article_version WHERE source = ?
                           UNION SELECT article FROM observation WHERE source = ?)""",
                    (str(info.as_of), code, info.name, info.name),
                )


class _Addition:
    """Adds to one code."""

    def __init__(self, connection: sqlite3.Connection, code: ReconciledCode) -> None:
        self._connection = connection
        self._code = code
        self._builder = Builder(connection)
        self._builder.articles = self._most("article")
        self._builder.versions = self._most("article_version")
        self._builder.last_text = self._most("text")

    def _most(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])

    def write(self) -> bool:
        """All rows that are new or change; whether an article is new."""
        code = self._code
        items: tuple[Attestation | End | Placement, ...] = (*code.versions, *code.ends, *code.placements)
        touched = list(dict.fromkeys((item.number, item.slot) for item in items))
        touched.sort(key=lambda key: (from_source(key[0]).sort_key, key))
        known = self._builder.articles
        keys = {key: self._article(key) for key in touched}
        whole, last_text = self._whole(keys), self._builder.last_text
        before = self._forget(keys)
        self._known_texts(whole)
        versions = self._builder.versions
        days = self._builder.rows(whole, keys)
        self._cited(whole, before, versions)
        self._builder.dates(code, days)
        self._connection.executemany(
            "INSERT INTO anomaly (kind, source, code, number, date, message, place, ours, theirs) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
            [anomaly_row(anomaly) for anomaly in code.anomalies],
        )
        self._connection.execute("INSERT INTO words (rowid, body) SELECT id, body FROM text WHERE id > ?", (last_text,))
        return self._builder.articles > known

    def _article(self, key: Key) -> int:
        """The id of an article; one that the code never had is put where it belongs in the order of the plan."""
        number, slot = key
        found = self._connection.execute(
            "SELECT id FROM article WHERE number = ? AND code = ? AND slot = ?", (number, self._code.code.id, slot)
        ).fetchone()
        if found:
            return int(found[0])
        rows = self._connection.execute(
            "SELECT number, slot, rank FROM article WHERE code = ? ORDER BY rank", (self._code.code.id,)
        ).fetchall()
        mine = (from_source(number).sort_key, key)
        place = bisect_right(rows, mine, key=lambda row: (from_source(row[0]).sort_key, row[:2]))
        rank = rows[place][2] if place < len(rows) else len(rows)
        self._connection.execute(
            "UPDATE article SET rank = rank + 1 WHERE code = ? AND rank >= ?", (self._code.code.id, rank)
        )
        self._builder.articles += 1
        label = (
            next((v.label for v in self._code.versions if (v.number, v.slot) == key), "") or from_source(number).label
        )
        self._connection.execute(
            "INSERT INTO article VALUES (?,?,?,?,?,?,?)",
            (self._builder.articles, self._code.code.id, number, slot, rank, label, str(self._code.as_of)),
        )
        return self._builder.articles

    def _whole(self, keys: Mapping[Key, int]) -> ReconciledCode:
        """The articles that changed, from their first version to the new ones."""
        versions: list[Attestation] = []
        ends: list[End] = []
        placements: list[Placement] = []
        observations: list[Observation] = []
        code = self._code
        for key, article in keys.items():
            old, over = self._events(key, article)
            new = [version for version in code.versions if (version.number, version.slot) == key]
            gone = [end for end in code.ends if (end.number, end.slot) == key]
            if old and old[-1].valid_to is None and (new or gone):
                day = new[0].valid_from if new else gone[0].since
                old[-1] = replace(old[-1], valid_to=day)
            versions += [*old, *new]
            ends += [*over, *gone]
            observations += self._observations(key, article)
        return replace(
            code,
            versions=tuple(versions),
            ends=tuple(ends),
            placements=tuple(placements),
            observations=tuple(observations),
        )

    def _events(self, key: Key, article: int) -> _Events:
        rows = self._connection.execute(
            """SELECT v.id, v.state, v.label, v.start, v.valid_from, v.valid_to, v.observed, v.complete, v.acts,
                      v.source, v.place, t.body, t.nota
               FROM article_version v LEFT JOIN text t ON t.id = v.text WHERE v.article = ? ORDER BY v.start""",
            (article,),
        ).fetchall()
        versions: list[Attestation] = []
        ends: list[End] = []
        for id_, state, label, start, since, until, seen, complete, acts, source, place, body, nota in rows:
            known = tuple(read_act(line) for line in acts.split("\n") if line)
            paragraphs = tuple(nota.split("\n\n")) if nota else ()
            if state == State.ENDED:
                ends.append(
                    End(key[0], date.fromisoformat(start), _day(since), known, source, place, key[1], paragraphs)
                )
                continue
            links = self._connection.execute(
                "SELECT alinea, start, stop, quote, code, targets FROM link WHERE version = ? ORDER BY position",
                (id_,),
            )
            citations = tuple(Citation(a, s, e, q, c, tuple(t.split())) for a, s, e, q, c, t in links)
            versions.append(
                Attestation(
                    number=key[0],
                    slot=key[1],
                    label=label,
                    state=State(state),
                    text=Text(tuple(body.split("\n\n")) if body else (), paragraphs, citations),
                    attested_from=date.fromisoformat(start),
                    valid_from=_day(since),
                    valid_to=_day(until),
                    observed=tuple(map(date.fromisoformat, seen.split())),
                    complete=bool(complete),
                    acts=known,
                    source=source,
                    where=place,
                )
            )
        return versions, ends

    def _observations(self, key: Key, article: int) -> list[Observation]:
        rows = self._connection.execute(
            "SELECT date, source, complete, agrees FROM observation WHERE article = ? ORDER BY rowid", (article,)
        )
        return [Observation(key[0], date.fromisoformat(d), s, bool(c), bool(a), key[1]) for d, s, c, a in rows]

    def _cited(self, whole: ReconciledCode, before: Mapping[Key, list[_Known]], versions: int) -> None:
        """The citations of the versions whose ids come after `versions`; a text that stood before keeps its own."""
        citer = Citer(known_of(self._connection))
        for key, events in events_of(whole, before):
            for position, event in enumerate(events):
                versions += 1
                old = before[key][position] if position < len(before[key]) else None
                if old and isinstance(event, Attestation) and old[1:] == (str(event.attested_from), event.text.joined):
                    for table in CITED:
                        self._connection.execute(
                            f"UPDATE {table} SET version = ? WHERE version = ?", (versions, old[0])
                        )
                    continue
                if old:
                    for table in CITED:
                        self._connection.execute(f"DELETE FROM {table} WHERE version = ?", (old[0],))
                if isinstance(event, Attestation):
                    citer.add(versions, whole.code.id, event.number, event.attested_from, event.text)
        citer.rows.insert(self._connection)

    def _forget(self, keys: Mapping[Key, int]) -> dict[Key, list[_Known]]:
        """Remove the rows that are written anew, and close or add the places in the plan. What stood there; its
        citations stay."""
        before = {}
        for key, article in keys.items():
            before[key] = self._connection.execute(
                """SELECT v.id, v.start, coalesce(t.body, '') FROM article_version v LEFT JOIN text t ON t.id = v.text
                   WHERE v.article = ? ORDER BY v.start""",
                (article,),
            ).fetchall()
            self._connection.executemany("DELETE FROM link WHERE version = ?", [known[:1] for known in before[key]])
            for table in ("article_version", "observation"):
                self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        for placement in self._code.placements:
            article = keys[placement.number, placement.slot]
            until = str(placement.end) if placement.end else OPEN_END
            closed = self._connection.execute(
                "UPDATE placement SET until = ? WHERE article = ? AND start = ?", (until, article, str(placement.start))
            )
            if closed.rowcount:
                continue
            section = self._connection.execute(
                "SELECT id FROM section WHERE titles = ?",
                ("\n".join(" ".join(section.title.split()) for section in placement.path),),
            ).fetchone()
            if section is None:
                raise StoreError("a section that the plan doesn't have can't be added: build the store again")
            row = (article, str(placement.start), until, section[0])
            self._connection.execute("INSERT INTO placement VALUES (?,?,?,?)", row)
        return before

    def _known_texts(self, whole: ReconciledCode) -> None:
        """Let the builder find the texts that the index has."""
        for text in (*(version.text for version in whole.versions), *(Text((), end.nota) for end in whole.ends)):
            key = (dump_paragraphs(text.alineas), dump_paragraphs(text.nota))
            found = self._connection.execute(
                "SELECT id FROM text WHERE digest = ? AND body = ? AND nota = ?", (digest(*key), *key)
            ).fetchone()
            if found:
                self._builder.texts[text_key(*key)] = int(found[0])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
