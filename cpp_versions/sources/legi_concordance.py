"""Which article became which, as LEGI says: CONCORDE, CONCORDANCE, TRANSFERE, DEPLACE, and versions of one chain that
bear other numbers, in one code or two.

They are joined on the identifiers of versions, never on numbers, and go one hop: what follows from two of them isn't
said here. A link that both sides tell is one, and `both` says so. One whose other side isn't in the dump is left out.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from cpp_versions import numbering
from cpp_versions.errors import BadNumber
from cpp_versions.model import Code, Concordance
from cpp_versions.sources.legi_dates import day_of
from cpp_versions.sources.legi_files import ArticleFile
from cpp_versions.sources.legi_links import hops
from cpp_versions.sources.legi_timeline import Chains, dated
from cpp_versions.spooling import full_disk

__all__ = ["Gathered"]


_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8000;
CREATE TABLE known (id TEXT PRIMARY KEY, code TEXT NOT NULL, number TEXT NOT NULL, start TEXT) WITHOUT ROWID;
CREATE TABLE told (
    kind TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, sides INTEGER NOT NULL, PRIMARY KEY (kind, old, new)
) WITHOUT ROWID;
BEGIN;
"""
_JOIN = """
CREATE TABLE link AS
    SELECT o.code AS code, t.kind, o.code AS old_code, o.number AS old, t.old AS old_id, n.code AS new_code,
           n.number AS new, t.new AS new_id, n.start, t.sides
    FROM told t JOIN known o ON o.id = t.old JOIN known n ON n.id = t.new
    WHERE o.code <> n.code OR o.number <> n.number;
CREATE INDEX link_by_code ON link (code);
"""
_FORWARD, _BACK = 1, 2  # which side tells


class Gathered:
    """What is gathered of all codes, one after the other, before links are joined: in a nameless database, which is in
    memory as long as it is small and on disk where it isn't."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)

    def add(self, code: Code, files: Mapping[str, ArticleFile]) -> None:
        """Take over the articles of a code. Raises StoreError where the disk is full."""
        chains = Chains(files.values())
        members: dict[str, list[ArticleFile]] = defaultdict(list)
        known: dict[str, tuple[str, date | None]] = {}
        told: dict[tuple[str, str, str], int] = defaultdict(int)
        for file in files.values():
            try:
                number = str(numbering.from_source(file.number))
            except BadNumber:
                continue
            known[file.id] = number, dated(file).start
            members[chains.of(file.id)].append(file)
            for hop in hops(file.id, file.links):
                told[hop.kind, hop.old, hop.new] |= _FORWARD if hop.forward else _BACK
        for chain in members.values():
            ordered = sorted((f for f in chain if known[f.id][1]), key=lambda f: (day_of(f.start) or date.min, f.id))
            for before, after in pairwise(ordered):
                if known[before.id][0] != known[after.id][0]:
                    told["VERSIONS", before.id, after.id] |= _FORWARD | _BACK
            for before_id, after_id in _elsewhere(ordered, files):
                told["VERSIONS", before_id, after_id] |= _FORWARD | _BACK
        rows = ((id_, code.id, number, start and str(start)) for id_, (number, start) in sorted(known.items()))
        try:
            self._db.executemany("INSERT OR REPLACE INTO known VALUES (?,?,?,?)", rows)
            self._db.executemany(
                "INSERT INTO told VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET sides = sides | excluded.sides",
                ((*key, sides) for key, sides in told.items()),
            )
        except sqlite3.Error as error:
            raise full_disk(str(error)) from None

    def join(self) -> None:
        """Join what was gathered, once all codes are there. Raises StoreError where the disk is full."""
        try:
            self._db.executescript(_JOIN)
        except sqlite3.Error as error:
            raise full_disk(str(error)) from None

    def links(self, code: str, source: str) -> tuple[Concordance, ...]:
        """The links from articles of a code whose two sides are known, in the order of the old numbers."""
        rows = self._db.execute(
            "SELECT kind, old_code, old, old_id, new_code, new, new_id, start, sides FROM link WHERE code = ?", (code,)
        )
        found = [
            Concordance(
                kind, old_code, old, old_id, new_code, new, new_id,
                day=date.fromisoformat(start) if start else None, both=sides == _FORWARD | _BACK, source=source,
            )
            for kind, old_code, old, old_id, new_code, new, new_id, start, sides in rows
        ]  # fmt: skip
        return tuple(sorted(found, key=_order))


def _elsewhere(chain: Sequence[ArticleFile], files: Mapping[str, ArticleFile]) -> Iterator[tuple[str, str]]:
    """The versions of a chain (in order) and those that follow or go before them in another code, as far as identifiers
    tell: these have no file in this one. Of what no code has a file of, nothing is joined."""
    others = {ref.id: start for file in chain for ref in file.versions
              if ref.id not in files and ref.id.startswith("LEGIARTI") and (start := day_of(ref.start))}  # fmt: skip
    if others:
        own = {file.id: day_of(file.start) or date.min for file in chain}
        ordered = sorted((start, id_) for id_, start in {**own, **others}.items())
        yield from ((a, b) for (_, a), (_, b) in pairwise(ordered) if (a in others) != (b in others))


def _order(link: Concordance) -> tuple[object, ...]:
    return numbering.from_source(link.old).sort_key, link.old_id, link.new_id, link.kind
