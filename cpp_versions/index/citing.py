"""Citations in the index: what the grammar reads in a text, joined with the source's links, and what it points to.

What a text says is kept as it is written, for it holds on any day; the articles meant on a day are worked out when they
are asked for (`citations.resolve`). Two tables serve those who ask the other way round, whatever the day:

- `citation_target`: the numbers that stand in the words, by the code that they are of;
- `citation_within`: the numbers that any source knows between the ends of a range.

Both depend on which numbers the codes ever had. So when a number is new, `renew` works out again what it can change:
ranges, and citations whose document isn't said outright.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from typing import Any

from cpp_versions.citations import (
    Context,
    Document,
    DocumentKind,
    Kind,
    Mention,
    Place,
    Status,
    Target,
    Unit,
    join,
    read,
    resolve,
)
from cpp_versions.model import Text

__all__ = ["COLUMNS", "Citer", "mention_of"]

COLUMNS = (
    "alinea, start, stop, phrase_start, phrase_stop, quote, kind, document, name, first, last, onward, step, "
    "inherited, recent, linked, places"
)
"""The columns of `citation` behind version and position, as `mention_of` reads them."""

_Row = tuple[Any, ...]
_PLACED, _PARTED = ";", ":"


def mention_of(row: _Row, alinea_start: int = 0) -> Mention:
    """The mention of a row of `COLUMNS`, whose alinéa begins at `alinea_start` of the text."""
    (_, start, stop, phrase_start, phrase_stop, quote, kind, document, name, first, last, onward, step, inherited,
     recent, linked, places) = row  # fmt: skip
    return Mention(
        start=alinea_start + start,
        end=alinea_start + stop,
        quote=quote,
        kind=Kind(kind),
        document=Document(DocumentKind(document), name),
        target=Target(first, last, bool(onward), step) if first or step else None,
        places=tuple(_read_place(one) for one in places.split(_PLACED)) if places else (),
        phrase=(alinea_start + phrase_start, alinea_start + phrase_stop),
        inherited=bool(inherited),
        recent=Document(DocumentKind.CODE, recent) if recent else None,
        linked=bool(linked),
    )


def _read_place(written: str) -> Place:
    unit, first, last = written.split(_PARTED)
    return Place(Unit(unit), first, last)


def _row(mention: Mention, alinea: int, start: int) -> _Row:
    """The inverse of `mention_of`."""
    target = mention.target or Target("")
    places = _PLACED.join(_PARTED.join((place.unit, place.first, place.last)) for place in mention.places)
    return (
        alinea, mention.start - start, mention.end - start, mention.phrase[0] - start, mention.phrase[1] - start,
        mention.quote, str(mention.kind), str(mention.document.kind), mention.document.name, target.first, target.last,
        target.onward, target.step, mention.inherited, mention.recent.name if mention.recent else "", mention.linked,
        places,
    )  # fmt: skip


class Citer:
    """Writes the citations of versions. A text that several versions share is read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[tuple[str, ...], tuple[Mention, ...]] = {}
        self._known = _Known(connection)

    def write(self, version: int, code: str, number: str, day: date, text: Text) -> None:
        """The rows of one version of the article `number` of `code`, whose text begins to be in force on `day`."""
        alineas = text.alineas
        if not alineas:
            return
        mentions = self._read.get(alineas)
        if mentions is None:
            mentions = self._read[alineas] = read(text.joined)
        if text.citations:
            mentions = join(mentions, text.citations, alineas, code)
        rows: list[_Row] = []
        begin, end, alinea = 0, len(alineas[0]), 0
        for position, mention in enumerate(mentions):
            while mention.start > end:
                alinea += 1
                begin, end = end + 2, end + 2 + len(alineas[alinea])
            rows.append((version, position, *_row(mention, alinea, begin)))
        if not rows:
            return
        self._connection.executemany(f"INSERT INTO citation VALUES ({','.join('?' * 19)})", rows)
        self._targets(version, enumerate(mentions), Context(code, number, day, self._known))

    def _targets(self, version: int, mentions: Iterable[tuple[int, Mention]], context: Context) -> None:
        written: list[_Row] = []
        within: list[_Row] = []
        for position, mention in mentions:
            target = mention.target
            if target is None or target.step or mention.kind is Kind.INNER:
                continue
            if mention.document.kind is DocumentKind.ACT and not mention.inherited:
                continue
            found = resolve(mention, context)
            if found.code is None or found.act:
                continue
            if len(found.ends) == 1:
                written.append((version, position, found.code, found.ends[0]))
                continue
            ends = dict.fromkeys(found.ends)
            written += [(version, position, found.code, one) for one in ends]
            within += [(version, position, found.code, one) for one in found.targets if one not in ends]
        if written:
            self._connection.executemany("INSERT INTO citation_target VALUES (?,?,?,?)", written)
        if within:
            self._connection.executemany("INSERT INTO citation_within VALUES (?,?,?,?)", within)

    def renew(self) -> None:
        """Work out again what a new number can change."""
        columns = ", ".join(f"c.{name}" for name in COLUMNS.split(", "))
        rows = self._connection.execute(
            f"""SELECT a.code, a.number, v.start, c.version, c.position, {columns}
                FROM citation c JOIN article_version v ON v.id = c.version JOIN article a ON a.id = v.article
                WHERE c.last <> '' OR c.inherited OR c.recent <> '' ORDER BY c.version, c.position"""
        ).fetchall()
        for code, number, start, version, position, *row in rows:
            for table in ("citation_target", "citation_within"):
                self._connection.execute(f"DELETE FROM {table} WHERE version = ? AND position = ?", (version, position))
            context = Context(code, number, date.fromisoformat(start), self._known)
            self._targets(version, [(position, mention_of(tuple(row)))], context)


class _Known:
    """The articles of the index whatever the day, as `citations.resolve` asks: a number is "in force" if any source
    ever knew it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._codes: dict[str, bool] | None = None
        self._ranks: dict[tuple[str, str], int | None] = {}
        self._between: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self._ordered: dict[str, list[tuple[int, str]]] = {}

    def _held(self) -> dict[str, bool]:
        """Of each code, whether the index has the whole of it."""
        if self._codes is None:
            rows = self._connection.execute("SELECT code, min(excerpt) FROM source GROUP BY code")
            self._codes = {code: not excerpt for code, excerpt in rows}
        return self._codes

    def holds(self, code: str) -> bool:
        return code in self._held()

    def whole(self, code: str) -> bool:
        return self._held().get(code, False)

    def _rank(self, code: str, number: str) -> int | None:
        key = (code, number)
        if key not in self._ranks:
            row = self._connection.execute(
                "SELECT min(rank) FROM article WHERE number = ? AND code = ?", (number, code)
            ).fetchone()
            self._ranks[key] = row[0]
        return self._ranks[key]

    def status(self, code: str, number: str) -> Status:
        return Status.UNKNOWN if self._rank(code, number) is None else Status.IN_FORCE

    def between(self, code: str, first: str, last: str) -> tuple[str, ...]:
        key = (code, first, last)
        if key not in self._between:
            low, high = self._rank(code, first), self._rank(code, last)
            if low is None or high is None:
                return ()
            ordered = self._order(code)
            begin, end = bisect_left(ordered, (low, "")), bisect_left(ordered, (high + 1, ""))
            self._between[key] = tuple(dict.fromkeys(number for _, number in ordered[begin:end]))
        return self._between[key]

    def _order(self, code: str) -> list[tuple[int, str]]:
        """The articles of the code by rank; the index on ranks comes when a new index is finished."""
        if code not in self._ordered:
            rows = self._connection.execute("SELECT rank, number FROM article WHERE code = ? ORDER BY rank", (code,))
            self._ordered[code] = rows.fetchall()
        return self._ordered[code]

    def beside(self, code: str, number: str, step: int) -> None:
        return None
