"""What is computed once from a store and kept beside its index: renumbering maps and the like.

A table of keys and JSON values in `results.sqlite` of the generation, so that it goes when the store it was computed
from goes. A key names what computed the value (`method`), so that another version of the program computes it again.
The file is disposable: where it can't be read or written (a read-only folder, a full disk) results are computed again,
and nobody is told. Not for what can't be computed again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

__all__ = ["Kept", "method"]

T = TypeVar("T")

_PACKAGE = Path(__file__).parent
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

    def has(self, *key: object) -> bool:
        """Whether something is kept under `key`."""
        with self._lock:
            return bool(self._run("SELECT 1 FROM result WHERE key = ?", _written(key)))

    def once(self, kind: type[T], make: Callable[[], T], *key: object) -> T:
        """The value kept under `key`, a dataclass of plain values; what `make` makes where there is none."""
        found = self.get(*key)
        if found is not None:
            try:
                return msgspec.convert(found, kind)
            except msgspec.ValidationError:  # not written by us: made again
                pass
        made = make()
        self.put(msgspec.to_builtins(made), *key)
        return made

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


@lru_cache(maxsize=64)
def method(*sources: str) -> str:
    """What tells the results of one version of the program from another's: a digest of the modules, or folders of
    modules (and grammars), of this package that compute them."""
    digest = hashlib.sha256()
    for source in map(_PACKAGE.joinpath, sources):
        for path in sorted(filter(Path.is_file, source.iterdir())) if source.is_dir() else [source]:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _written(key: tuple[object, ...]) -> str:
    return "\x1f".join(map(str, key))
