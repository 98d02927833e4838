"""The tables of an export: their columns, with types, and their rows, read from the index one by one.

Keys are those of the law, never of the index: code, number and slot name an article, `start` one of its versions, and
a text is named by the SHA-256 of its words, so that two exports of different days can be joined.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cpp_versions.articlefile import read_act
from cpp_versions.index.schema import OPEN_END

__all__ = ["TABLES", "Column", "Table", "Type", "prepare"]


class Type(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXTS = "list of text"
    DATES = "list of date"
    ACTS = "list of {title, nature, number, date}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `nullable`: a cell may hold nothing."""

    name: str
    type: Type = Type.TEXT
    nullable: bool = False

    @property
    def described(self) -> str:
        return f"{self.type}{' or nothing' if self.nullable else ''}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its query gives the columns in their order, as the index stores them."""

    name: str
    columns: tuple[Column, ...]
    query: str

    def rows(self, database: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
        """The rows as plain values: text, numbers, dates, tuples; None for nothing."""
        read = [_READ[column.type] for column in self.columns]
        for row in database.execute(self.query):
            yield tuple([None if cell is None else f(cell) for f, cell in zip(read, row, strict=True)])


def _day(text: str) -> date | None:
    return None if text == OPEN_END else date.fromisoformat(text)


def _acts(text: str) -> tuple[dict[str, Any], ...]:
    acts = [read_act(line) for line in text.split("\n") if line]
    return tuple({"title": a.title, "nature": a.nature, "number": a.number, "date": a.date} for a in acts)


_READ: dict[Type, Callable[[Any], Any]] = {
    Type.TEXT: str,
    Type.INTEGER: int,
    Type.BOOLEAN: bool,
    Type.DATE: _day,
    Type.TEXTS: lambda text: tuple(text.split("\n")) if text else (),
    Type.DATES: lambda text: tuple(map(date.fromisoformat, text.split())),
    Type.ACTS: _acts,
}


def prepare(database: sqlite3.Connection, codes: list[str], at: date | None) -> None:
    """Mark what the tables are to hold: `codes`, and the versions in force on `at`, or all."""
    database.create_function("text_key", 2, _text_key, deterministic=True)
    database.execute("CREATE TEMP TABLE chosen_code (id TEXT PRIMARY KEY, position INTEGER)")
    database.executemany(
        "INSERT INTO chosen_code SELECT id, position FROM code WHERE id = ?", [(code,) for code in dict.fromkeys(codes)]
    )
    on = "1" if at is None else "v.start <= ? AND v.until > ? AND v.state IN ('in_force', 'missing')"
    database.execute(
        f"""CREATE TEMP TABLE chosen AS SELECT v.id FROM article_version v JOIN article a ON a.id = v.article
            JOIN chosen_code c ON c.id = a.code WHERE {on}""",
        (str(at), str(at)) if at else (),
    )
    database.execute("CREATE UNIQUE INDEX temp.chosen_by_id ON chosen (id)")
    on = (
        "1"
        if at is None
        else "v.effective = (SELECT max(effective) FROM version WHERE code = v.code AND effective <= ?)"
    )
    database.execute(
        f"""CREATE TEMP TABLE chosen_version AS SELECT v.code, v.effective FROM version v
            JOIN chosen_code c ON c.id = v.code WHERE {on}""",
        (str(at),) if at else (),
    )


def _text_key(body: str, nota: str) -> str:
    return hashlib.sha256(f"{body}\0{nota}".encode()).hexdigest()


# where the version stood in the plan: for an end, the last place before it
_PLACE = """(SELECT s.titles FROM placement p JOIN section s ON s.id = p.section WHERE p.article = v.article
    AND (p.start < v.start OR (p.start = v.start AND v.state != 'ended')) ORDER BY p.start DESC LIMIT 1)"""
_COMMIT = """coalesce((SELECT commit_id FROM version WHERE code = a.code AND effective >= v.start
    ORDER BY effective LIMIT 1), '')"""
_ARTICLE = (Column("code"), Column("number"), Column("slot", Type.INTEGER))
_CHOSEN = """FROM article_version v JOIN chosen ON chosen.id = v.id JOIN article a ON a.id = v.article
    JOIN chosen_code c ON c.id = a.code"""

TABLES: tuple[Table, ...] = (
    Table(
        "consolidated",
        (
            Column("code"),
            Column("date", Type.DATE, nullable=True),
            Column("tag"),
            Column("commit"),
            Column("acts", Type.ACTS),
            Column("added", Type.INTEGER),
            Column("removed", Type.INTEGER),
            Column("modified", Type.INTEGER),
        ),
        """SELECT v.code, v.date, v.tag, v.commit_id, v.acts, v.added, v.removed, v.modified FROM version v
           JOIN chosen_version n ON n.code = v.code AND n.effective = v.effective
           JOIN chosen_code c ON c.id = v.code ORDER BY c.position, v.effective""",
    ),
    Table(
        "articles",
        (*_ARTICLE, Column("label"), Column("position", Type.INTEGER), Column("as_of", Type.DATE)),
        """SELECT a.code, a.number, a.slot, a.label, a.rank, a.as_of FROM article a
           JOIN chosen_code c ON c.id = a.code
           WHERE EXISTS (SELECT 1 FROM article_version v JOIN chosen ON chosen.id = v.id WHERE v.article = a.id)
           ORDER BY c.position, a.rank, a.id""",
    ),
    Table(
        "versions",
        (
            *_ARTICLE,
            Column("start", Type.DATE),
            Column("until", Type.DATE, nullable=True),
            Column("state"),
            Column("change"),
            Column("label"),
            Column("valid_from", Type.DATE, nullable=True),
            Column("valid_to", Type.DATE, nullable=True),
            Column("observed", Type.DATES),
            Column("complete", Type.BOOLEAN),
            Column("section", Type.TEXTS),
            Column("acts", Type.ACTS),
            Column("source"),
            Column("commit"),
            Column("text", nullable=True),
        ),
        f"""SELECT a.code, a.number, a.slot, v.start, v.until, v.state, v.change,
                   CASE v.label WHEN '' THEN a.label ELSE v.label END, v.valid_from, v.valid_to, v.observed, v.complete,
                   coalesce({_PLACE}, ''), v.acts, v.source, {_COMMIT},
                   CASE WHEN t.id IS NULL THEN NULL ELSE text_key(t.body, t.nota) END
            {_CHOSEN} LEFT JOIN text t ON t.id = v.text ORDER BY c.position, a.rank, a.id, v.start""",
    ),
    Table(
        "texts",
        (Column("text"), Column("body"), Column("nota")),
        """SELECT text_key(t.body, t.nota), t.body, t.nota FROM text t WHERE t.id IN
           (SELECT v.text FROM article_version v JOIN chosen ON chosen.id = v.id) ORDER BY t.id""",
    ),
    Table(
        "citations",
        (
            *_ARTICLE,
            Column("start", Type.DATE),
            Column("alinea", Type.INTEGER),
            Column("begin", Type.INTEGER),
            Column("end", Type.INTEGER),
            Column("quote"),
            Column("cited_code", nullable=True),
            Column("targets", Type.TEXTS),
        ),
        # the numbers that stand in the words: the two ends of a range
        f"""SELECT a.code, a.number, a.slot, v.start, q.alinea, q.start, q.stop, q.quote,
                   coalesce((SELECT t.code FROM citation_target t WHERE t.version = q.version
                             AND t.position = q.position),
                            CASE q.document WHEN 'own' THEN a.code WHEN 'unclear' THEN NULL ELSE q.name END),
                   q.first || CASE q.last WHEN '' THEN '' ELSE char(10) || q.last END
            {_CHOSEN} JOIN citation q ON q.version = v.id
            ORDER BY c.position, a.rank, a.id, v.start, q.position""",
    ),
)
