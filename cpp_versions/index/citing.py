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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class CitationRows:
    """Rows of the three tables of citations."""

    citations: list[_Row] = field(default_factory=list)
    targets: list[_Row] = field(default_factory=list)
    within: list[_Row] = field(default_factory=list)

    def join(self, others: CitationRows) -> None:
        """Take over those of other versions."""
        self.citations += others.citations
        self.targets += others.targets
        self.within += others.within

    def insert(self, connection: sqlite3.Connection) -> None:
        """Add them to the index."""
        connection.executemany(f"INSERT INTO citation VALUES ({','.join('?' * 19)})", self.citations)
        connection.executemany("INSERT INTO citation_target VALUES (?,?,?,?)", self.targets)
        connection.executemany("INSERT INTO citation_within VALUES (?,?,?,?)", self.within)


class Citer:
    """Makes the rows of the citations of versions. A text that several versions share is read once."""

    def __init__(self, known: Known) -> None:
        self._read: dict[tuple[str, ...], tuple[Mention, ...]] = {}
        self._known = known
        self.rows = CitationRows()

    def add(self, version: int, code: str, number: str, day: date, text: Text) -> None:
        """Those of one version of the article `number` of `code`, whose text begins to be in force on `day`."""
        alineas = text.alineas
        if not alineas:
            return
        mentions = self._read.get(alineas)
        if mentions is None:
            mentions = self._read[alineas] = read(text.joined)
        if text.citations:
            mentions = join(mentions, text.citations, alineas, code)
        if not mentions:
            return
        begin, end, alinea = 0, len(alineas[0]), 0
        for position, mention in enumerate(mentions):
            while mention.start > end:
                alinea += 1
                begin, end = end + 2, end + 2 + len(alineas[alinea])
            self.rows.citations.append((version, position, *_row(mention, alinea, begin)))
        self._targets(version, enumerate(mentions), Context(code, number, day, self._known))

    def _targets(self, version: int, mentions: Iterable[tuple[int, Mention]], context: Context) -> None:
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
                self.rows.targets.append((version, position, found.code, found.ends[0]))
                continue
            ends = dict.fromkeys(found.ends)
            self.rows.targets += [(version, position, found.code, one) for one in ends]
            self.rows.within += [(version, position, found.code, one) for one in found.targets if one not in ends]

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
            context = Context(code, number, date.fromisoformat(start), self._known)
            self._targets(version, [(position, mention_of(tuple(row)))], context)
        self.rows.insert(connection)


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
