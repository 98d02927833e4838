"""What is computed once from a store and kept beside its index: renumbering maps and the like.

A table of keys and JSON values in `results.sqlite` of the generation, so that it goes when the store it was computed
from goes. It is disposable: where it can't be read or written (a read-only folder, a full disk) results are computed
again, and nobody is told. Not for what can't be computed again.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from pathlib import Path
from typing import Any

__all__ = ["Kept"]

_FILE = "results.sqlite"
_ROWS = 20_000
_BUSY_SECONDS = 2.0
# an answer is megabytes at most; what decompresses to more was not written here
_LARGEST = 256 << 20


class Kept:
    """The results kept in the folder of a generation; usable from several threads and processes."""

    def __init__(self, generation: Path) -> None:
        self._path = generation / _FILE
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._failed = False

    def get(self, *key: object) -> Any:
        """The value kept under `key`, None where there is none."""
        with self._lock:
            found = self._run("SELECT value FROM result WHERE key = ?", _written(key))
        if not found:
            return None
        try:
            inflated = zlib.decompressobj()
            text = inflated.decompress(found[0][0], _LARGEST)
            return json.loads(text)
        except (zlib.error, ValueError):
            return None

    def put(self, value: Any, *key: object) -> None:
        """Keep `value`, which JSON can write, under `key`."""
        packed = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 3)
        with self._lock:
            self._run("INSERT OR REPLACE INTO result (key, value) VALUES (?, ?)", _written(key), packed)
            # the oldest go first
            self._run("DELETE FROM result WHERE rowid <= (SELECT max(rowid) FROM result) - ?", _ROWS)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._db:
                self._db.close()
            self._db, self._failed = None, True

    def _run(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if self._failed:
            return []
        try:
            if self._db is None:
                self._db = sqlite3.connect(
                    self._path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
                )
                self._db.execute("PRAGMA synchronous=OFF")
                self._db.execute("CREATE TABLE IF NOT EXISTS result (key TEXT UNIQUE, value BLOB)")
            return self._db.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            self._failed = "locked" not in str(error)
        except sqlite3.Error:
            self._failed = True
        return []


def _written(key: tuple[object, ...]) -> str:
    return "\x1f".join(map(str, key))
