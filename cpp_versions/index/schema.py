"""The tables of the index, and the stamp that tells whether an index fits its store.

Dates are ISO text, which sorts as dates do; an open end is `9999-99-99`, later than any date, so that every look-up is
one comparison.
`article.rank` is the order of the plan. Texts are stored once, however many versions share them. `link` holds the
links of the source as they are, `citation` what the grammar reads joined with them (see `index.citing`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from cpp_versions.errors import StoreError
from cpp_versions.generation import read_by

__all__ = [
    "CITED",
    "OPEN_END",
    "SCHEMA_VERSION",
    "connect",
    "create",
    "finish",
    "index_words",
    "named_in_part",
    "stamp",
    "take_cited",
    "write_cited",
]

SCHEMA_VERSION = 7
OPEN_END = "9999-99-99"
_IN_PART = "acts named in part"
_FAST = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;"
CITED = ("citation", "citation_target", "citation_within")
"""The tables of citations."""
_MAPPED = 1 << 28  # bytes

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE code (id TEXT PRIMARY KEY, title TEXT NOT NULL, as_of TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE source (
    code TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL,
    fingerprint TEXT NOT NULL, as_of TEXT NOT NULL, licence TEXT NOT NULL, excerpt INTEGER NOT NULL
);
CREATE TABLE version (
    code TEXT NOT NULL, date TEXT, effective TEXT NOT NULL, commit_id TEXT NOT NULL, tag TEXT NOT NULL,
    acts TEXT NOT NULL, added INTEGER NOT NULL, removed INTEGER NOT NULL, modified INTEGER NOT NULL,
    PRIMARY KEY (code, effective)
) WITHOUT ROWID;
CREATE TABLE article (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, number TEXT NOT NULL, slot INTEGER NOT NULL, rank INTEGER NOT NULL,
    label TEXT NOT NULL, as_of TEXT NOT NULL, UNIQUE (number, code, slot)
);
CREATE TABLE text (id INTEGER PRIMARY KEY, digest INTEGER NOT NULL, body TEXT NOT NULL, nota TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    body, content='text', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE TABLE article_version (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL, state TEXT NOT NULL, change TEXT NOT NULL, label TEXT NOT NULL,
    start TEXT NOT NULL, until TEXT NOT NULL, valid_from TEXT, valid_to TEXT, observed TEXT NOT NULL,
    complete INTEGER NOT NULL, acts TEXT NOT NULL, source TEXT NOT NULL, place TEXT NOT NULL, text INTEGER
);
CREATE TABLE section (id INTEGER PRIMARY KEY, titles TEXT NOT NULL, restored INTEGER NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE placement (article INTEGER NOT NULL, start TEXT NOT NULL, until TEXT NOT NULL, section INTEGER NOT NULL);
CREATE TABLE link (
    version INTEGER NOT NULL, position INTEGER NOT NULL, alinea INTEGER NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, quote TEXT NOT NULL, code TEXT, targets TEXT NOT NULL, PRIMARY KEY (version, position)
) WITHOUT ROWID;
"""
_CITED = """
CREATE TABLE citation (
    version INTEGER NOT NULL, position INTEGER NOT NULL, alinea INTEGER NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, phrase_start INTEGER NOT NULL, phrase_stop INTEGER NOT NULL, quote TEXT NOT NULL,
    kind TEXT NOT NULL, document TEXT NOT NULL, name TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    onward INTEGER NOT NULL, step INTEGER NOT NULL, inherited INTEGER NOT NULL, recent TEXT NOT NULL,
    linked INTEGER NOT NULL, places TEXT NOT NULL, PRIMARY KEY (version, position)
) WITHOUT ROWID;
CREATE TABLE citation_target (
    version INTEGER NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL, number TEXT NOT NULL,
    PRIMARY KEY (version, position, code, number)
) WITHOUT ROWID;
CREATE TABLE citation_within (
    version INTEGER NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL, number TEXT NOT NULL,
    PRIMARY KEY (version, position, code, number)
) WITHOUT ROWID;
"""
_MORE = """
CREATE TABLE observation (
    article INTEGER NOT NULL, date TEXT NOT NULL, source TEXT NOT NULL, complete INTEGER NOT NULL,
    agrees INTEGER NOT NULL
);
CREATE TABLE concordance (
    kind TEXT NOT NULL, old_code TEXT NOT NULL, old TEXT NOT NULL, old_id TEXT NOT NULL, new_code TEXT NOT NULL,
    new TEXT NOT NULL, new_id TEXT NOT NULL, date TEXT, both INTEGER NOT NULL, source TEXT NOT NULL
);
CREATE TABLE anomaly (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, code TEXT, number TEXT, date TEXT,
    message TEXT NOT NULL, place TEXT NOT NULL, ours TEXT, theirs TEXT
);
"""
_INDEXES = """
CREATE INDEX text_by_digest ON text (digest);
CREATE INDEX article_by_rank ON article (code, rank);
CREATE INDEX version_of_article ON article_version (article, start);
CREATE INDEX version_by_start ON article_version (start);
CREATE INDEX version_by_until ON article_version (until);
CREATE INDEX placement_of_article ON placement (article, start);
CREATE INDEX citation_by_target ON citation_target (code, number);
CREATE INDEX citation_by_within ON citation_within (code, number);
CREATE INDEX anomaly_by_article ON anomaly (code, number);
CREATE INDEX anomaly_by_kind ON anomaly (kind);
"""


def create(path: Path) -> sqlite3.Connection:
    """A new index without its look-up indexes (see `finish`), fast to fill: it is thrown away if the build fails."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_FAST + _TABLES + _CITED + _MORE)
    connection.execute("BEGIN")
    return connection


def write_cited(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Write the tables of citations to a file of their own, which `take_cited` takes over. Raises sqlite3.Error."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(_FAST + _CITED)
        connection.execute("BEGIN")
        fill(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


def take_cited(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the tables of citations that `write_cited` wrote to an index that has none yet; the file is removed."""
    connection.execute("COMMIT")  # another file can't be attached meanwhile
    connection.execute("ATTACH ? AS cited", (str(path),))
    for table in CITED:  # tables of one form, one of them empty, are copied as they lie
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM cited.{table}")
    connection.execute("DETACH cited")
    connection.execute("BEGIN")
    path.unlink()


def index_words(connection: sqlite3.Connection) -> None:
    """Index the words of all texts, once they are there."""
    connection.execute("INSERT INTO words (words) VALUES ('rebuild')")


def finish(connection: sqlite3.Connection, head: str) -> None:
    """Index the tables, stamp the index as that of the store's commit `head`, and close it."""
    for statement in filter(str.strip, _INDEXES.split(";")):
        connection.execute(statement)
    meta = {"schema": str(SCHEMA_VERSION), "head": head, _IN_PART: "\n".join(_acts_in_part(connection))}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def named_in_part(connection: sqlite3.Connection) -> str:
    """The acts that the versions name without their nature or date, one per line."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (_IN_PART,)).fetchone()
    return found[0] if found else "\n".join(_acts_in_part(connection))


def _acts_in_part(connection: sqlite3.Connection) -> Iterator[str]:
    """Acts are kept as `title | nature | number | date`."""
    wanted = "SELECT DISTINCT acts FROM article_version WHERE instr(acts, '|  | ') OR instr(acts, 'Acte du ')"
    lines = {line for (acts,) in connection.execute(wanted) for line in acts.split("\n")}
    return (line for line in sorted(lines) if "|  | " in line or "Acte du " in line)


class _Reading(sqlite3.Connection):
    """An index opened for reading: as long as it is, nobody changes it (see `generation`)."""

    readers: IO[bytes] | None = None

    def close(self) -> None:
        super().close()
        if self.readers is not None:
            self.readers.close()


def connect(path: Path) -> sqlite3.Connection:
    """An index opened for reading, usable from several threads, one at a time. Raises StoreError where it can't be
    opened."""
    try:
        readers = read_by(path.parent)
        uri = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False, factory=_Reading)
        connection.readers = readers
        connection.execute(f"PRAGMA mmap_size={_MAPPED}")  # texts read in place: an index is replaced, never cut short
        return connection
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the index can't be opened ({error}): remove the file, it is made again") from None


def stamp(path: Path) -> tuple[int, str] | None:
    """The schema's version and the store's commit that an index was made for; None where it is absent or damaged."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = dict(connection.execute("SELECT key, value FROM meta"))
        return int(found["schema"]), found["head"]
    except (sqlite3.Error, KeyError, ValueError):
        return None
    finally:
        connection.close()
