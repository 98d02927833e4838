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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cpp_versions.citations import (
    Alinea,
    Context,
    Document,
    DocumentKind,
    Kind,
    Mention,
    Place,
    Reader,
    Status,
    Target,
    Unit,
    era,
    join,
    resolve,
)
from cpp_versions.model import Citation, Text

__all__ = ["COLUMNS", "CitationRows", "Citer", "Known", "known_of", "mention_of"]

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


def _row(mention: Mention) -> _Row:
    """The inverse of `mention_of`, of a mention that is counted from the beginning of its alinéa, without its place."""
    target = mention.target or Target("")
    places = _PLACED.join(_PARTED.join((place.unit, place.first, place.last)) for place in mention.places)
    return (
        mention.start, mention.end, *mention.phrase, mention.quote, mention.kind.value, mention.document.kind.value,
        mention.document.name, target.first, target.last, target.onward, target.step, mention.inherited,
        mention.recent.name if mention.recent else "", mention.linked, places,
    )  # fmt: skip


@dataclass(slots=True)
class CitationRows:
    """Rows of the three tables of citations."""

    citations: list[_Row] = field(default_factory=list)
    targets: list[_Row] = field(default_factory=list)
    within: list[_Row] = field(default_factory=list)

    def insert(self, connection: sqlite3.Connection) -> None:
        """Add them to the index."""
        connection.executemany(f"INSERT INTO citation VALUES ({','.join('?' * 19)})", self.citations)
        connection.executemany("INSERT INTO citation_target VALUES (?,?,?,?)", self.targets)
        connection.executemany("INSERT INTO citation_within VALUES (?,?,?,?)", self.within)


@dataclass(slots=True)
class _Cited:
    """What one alinéa cites, as rows without version, position and alinéa; targets with their place among these."""

    rows: list[_Row] = field(default_factory=list)
    targets: list[tuple[int, str, str]] = field(default_factory=list)
    within: list[tuple[int, str, str]] = field(default_factory=list)


class Citer:
    """Makes the rows of the citations of versions. An alinéa that several versions share is read and resolved once."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._reader = Reader()
        self._cited: dict[tuple[object, ...], _Cited] = {}
        self.rows = CitationRows()

    def add(
        self, version: int, code: str, number: str, day: date, text: Text, read: Sequence[Alinea] | None = None
    ) -> None:
        """Those of one version of the article `number` of `code`, whose text begins to be in force on `day`; `read` is
        what its alinéas cite, where that has been read."""
        links: dict[int, tuple[Citation, ...]] = {}
        for link in text.citations:
            links[link.alinea] = (*links.get(link.alinea, ()), link)
        context, since = Context(code, number, day, self._known), era(day)
        rows, position = self.rows, 0
        for place, alinea in enumerate(self._reader.read(text.alineas) if read is None else read):
            linked = links.get(place, ())
            if not linked and not alinea.mentions:
                continue
            key = (alinea, linked, code, since)
            cited = self._cited.get(key)
            if cited is None:
                mentions = join(alinea.mentions, linked, text.alineas[place], code) if linked else alinea.mentions
                cited = self._cited[key] = _cited(mentions, context)
            for offset, row in enumerate(cited.rows, position):
                rows.citations.append((version, offset, place, *row))
            for offset, of, one in cited.targets:
                rows.targets.append((version, position + offset, of, one))
            for offset, of, one in cited.within:
                rows.within.append((version, position + offset, of, one))
            position += len(cited.rows)

    def renew(self, connection: sqlite3.Connection) -> None:
        """Work out again what a new number can change, in the index itself."""
        columns = ", ".join(f"c.{name}" for name in COLUMNS.split(", "))
        rows = connection.execute(
            f"""SELECT a.code, a.number, v.start, c.version, c.position, {columns}
                FROM citation c JOIN article_version v ON v.id = c.version JOIN article a ON a.id = v.article
                WHERE c.last <> '' OR c.inherited OR c.recent <> '' ORDER BY c.version, c.position"""
        ).fetchall()
        for code, number, start, version, position, *row in rows:
            for table in ("citation_target", "citation_within"):
                connection.execute(f"DELETE FROM {table} WHERE version = ? AND position = ?", (version, position))
            cited = _cited((mention_of(tuple(row)),), Context(code, number, date.fromisoformat(start), self._known))
            self.rows.targets += [(version, position, of, one) for _, of, one in cited.targets]
            self.rows.within += [(version, position, of, one) for _, of, one in cited.within]
        self.rows.insert(connection)


def _cited(mentions: Sequence[Mention], context: Context) -> _Cited:
    """The rows of mentions in a text of `context`, whichever article of its code has the text."""
    cited = _Cited([_row(mention) for mention in mentions])
    for place, mention in enumerate(mentions):
        target = mention.target
        if target is None or target.step or mention.kind is Kind.INNER:
            continue
        if mention.document.kind is DocumentKind.ACT and not mention.inherited:
            continue
        found = resolve(mention, context)
        if found.code is None or found.act:
            continue
        ends = dict.fromkeys(found.ends)
        cited.targets += [(place, found.code, one) for one in ends]
        if len(found.targets) > 1:
            cited.within += [(place, found.code, one) for one in found.targets if one not in ends]
    return cited


class Known:
    """The articles of all codes whatever the day, as `citations.resolve` asks: a number is "in force" if any source
    ever knew it.

    `whole` says of each code whether all of it is there; `ranks` gives its numbers in the order of the plan.
    """

    def __init__(self, whole: Mapping[str, bool], ranks: Callable[[str], Sequence[str]]) -> None:
        self._whole = whole
        self._ranks = ranks
        self._ordered: dict[str, tuple[dict[str, int], Sequence[str]]] = {}
        self._between: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def holds(self, code: str) -> bool:
        return code in self._whole

    def whole(self, code: str) -> bool:
        return self._whole.get(code, False)

    def _order(self, code: str) -> tuple[dict[str, int], Sequence[str]]:
        """The first place of each number of a code, and its numbers; one that has two places stands there twice."""
        if code not in self._ordered:
            numbers = self._ranks(code)
            places = {number: place for place, number in reversed(list(enumerate(numbers)))}
            self._ordered[code] = places, numbers
        return self._ordered[code]

    def status(self, code: str, number: str) -> Status:
        return Status.IN_FORCE if number in self._order(code)[0] else Status.UNKNOWN

    def between(self, code: str, first: str, last: str) -> tuple[str, ...]:
        key = (code, first, last)
        if key not in self._between:
            places, numbers = self._order(code)
            if first not in places or last not in places:
                return ()
            self._between[key] = tuple(dict.fromkeys(numbers[places[first] : places[last] + 1]))
        return self._between[key]

    def beside(self, code: str, number: str, step: int) -> None:
        return None


def known_of(connection: sqlite3.Connection) -> Known:
    """The articles of an index."""
    rows = connection.execute("SELECT code, min(excerpt) FROM source GROUP BY code").fetchall()

    def ranks(code: str) -> list[str]:
        found = connection.execute("SELECT number FROM article WHERE code = ? ORDER BY rank", (code,))
        return [number for (number,) in found]

    return Known({code: not excerpt for code, excerpt in rows}, ranks)
