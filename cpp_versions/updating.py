"""Brings a store up to date with what its sources have new, and says what changed.

The sources are those that the store records, those given besides, and the deltas of LEGI that lie beside a tarball of
the store and are later than it. What changed is told by comparing the versions that the two stores hold: an old version
whose words or dates are others is told as well as a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpp_versions import collecting, generation
from cpp_versions.answers import BuildReport
from cpp_versions.errors import StoreMissing
from cpp_versions.index.schema import OPEN_END
from cpp_versions.opening import open_index
from cpp_versions.sources.legi_archive import stamp_of
from cpp_versions.spooling import full_disk

__all__ = ["UpdateReport", "VersionNews", "update"]

_Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class VersionNews:
    """What an update changed of one version of an article: `added`, `removed`, `rewritten` (its words), `dated` (its
    end, or its state), or `ended` where the article ends on `start` and did not before."""

    code: str
    number: str
    start: str
    change: str

    def as_json(self) -> dict[str, Any]:
        """As the command answers."""
        return {"code": self.code, "number": self.number, "valid_from": self.start, "change": self.change}


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did. `applied` are the sources that are new; `as_of` the date of the data, by code, before and
    after; `anomalies` how many of each kind are new."""

    build: BuildReport
    applied: tuple[str, ...]
    as_of: tuple[tuple[str, str | None, str], ...]
    changes: tuple[VersionNews, ...]
    anomalies: tuple[tuple[str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """As the command answers."""
        return {
            "changed": self.build.changed,
            "applied": list(self.applied),
            "as_of": [{"code": code, "before": before, "after": after} for code, before, after in self.as_of],
            "changes": [change.as_json() for change in self.changes],
            "anomalies": dict(self.anomalies),
        }


def update(target: Path, sources: Sequence[str] = (), progress: _Progress | None = None) -> UpdateReport:
    """Bring the store at `target` up to date. Raises StoreMissing where there is none, else as `build` does; the old
    store is then as it was."""
    recorded = list(generation.local(generation.current(target)).get("sources", {}))
    if not recorded:
        raise StoreMissing(f"{target}: doesn't say what it was built from: build it again, naming its sources")
    with closing(_Compared()) as compared:
        compared.take("before", open_index(target, progress))
        names = {Path(name).name for name in (*recorded, *sources)}
        added = [*dict.fromkeys(sources), *(path for path in _beside(recorded) if Path(path).name not in names)]
        made = collecting.build(added, target, add=True, progress=progress)
        compared.take("after", open_index(target, progress))
        applied = tuple(Path(name).name for name in added if str(Path(name).absolute()) not in recorded)
        return UpdateReport(made, applied, compared.as_of(), compared.news(), compared.anomalies())


def _beside(recorded: Sequence[str]) -> list[str]:
    """The deltas of LEGI in the folders of the store's tarballs that are later than the last of them."""
    archives = [Path(name) for name in recorded if stamp_of(Path(name).name)]
    last = max((stamp_of(path.name) for path in archives), default="")
    folders = sorted({path.parent for path in archives if path.name.lower().startswith(("legi_", "freemium_legi_"))})
    found = [path for folder in folders if folder.is_dir() for path in folder.glob("[Ll][Ee][Gg][Ii]_*.tar.gz")]
    later = {path.name: str(path) for path in sorted(found) if stamp_of(path.name) > last}
    return [later[name] for name in sorted(later, key=stamp_of)]


_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE {0}_version (
    code TEXT, number TEXT, start TEXT, digest INTEGER, state TEXT, until TEXT, PRIMARY KEY (code, number, start)
) WITHOUT ROWID;
CREATE TABLE {0}_code (id TEXT PRIMARY KEY, as_of TEXT) WITHOUT ROWID;
CREATE TABLE {0}_anomaly (kind TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
"""
_TAKEN = """
INSERT OR REPLACE INTO {0}_version
    SELECT a.code, a.number || CASE WHEN a.slot > 1 THEN '~' || a.slot ELSE '' END, v.start, coalesce(t.digest, 0),
           v.state, coalesce(v.valid_to, '{1}')
    FROM held.article_version v JOIN held.article a ON a.id = v.article LEFT JOIN held.text t ON t.id = v.text
    ORDER BY a.code, a.rank, v.start;
INSERT INTO {0}_code SELECT id, as_of FROM held.code;
INSERT INTO {0}_anomaly SELECT kind, count(*) FROM held.anomaly GROUP BY kind;
"""
_FORGOTTEN = "DELETE FROM {0}_version; DELETE FROM {0}_code; DELETE FROM {0}_anomaly;"
_NEWS = """
SELECT a.code, a.number, a.start,
       CASE WHEN a.state = 'ended' AND coalesce(b.state, '') <> 'ended' THEN 'ended'
            WHEN b.code IS NULL THEN 'added' WHEN b.digest <> a.digest THEN 'rewritten' ELSE 'dated' END
FROM after_version a LEFT JOIN before_version b USING (code, number, start)
WHERE b.code IS NULL OR b.digest <> a.digest OR b.state <> a.state OR b.until <> a.until
UNION ALL
SELECT b.code, b.number, b.start, 'removed'
FROM before_version b LEFT JOIN after_version a USING (code, number, start) WHERE a.code IS NULL
ORDER BY 1, 3, 2, 4
"""


class _Compared:
    """What is compared of a store before and after: the words, state and end of each version; dates of the data; kinds
    of anomalies. They lie in a nameless database, which is on disk where it is large."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, uri=True)
        for when in ("before", "after"):
            self._db.executescript(_TABLES.format(when))

    def close(self) -> None:
        """Forget it."""
        self._db.close()

    def take(self, when: str, index: Path) -> None:
        """Take over what the index of a store says; nothing where it is damaged. Raises StoreError on a full disk."""
        with generation.read_by(index.parent) or nullcontext():
            try:
                self._db.execute("ATTACH ? AS held", (f"{index.absolute().as_uri()}?mode=ro",))
                try:
                    self._db.executescript(_TAKEN.format(when, OPEN_END))
                finally:
                    self._db.execute("DETACH held")
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                    raise full_disk(str(error)) from None
                self._db.executescript(_FORGOTTEN.format(when))

    def as_of(self) -> tuple[tuple[str, str | None, str], ...]:
        """The date of the data by code, before and after."""
        rows = self._db.execute(
            "SELECT id, b.as_of, a.as_of FROM after_code a LEFT JOIN before_code b USING (id) ORDER BY id"
        )
        return tuple(rows.fetchall())

    def news(self) -> tuple[VersionNews, ...]:
        """The versions that changed."""
        return tuple(VersionNews(*row) for row in self._db.execute(_NEWS))

    def anomalies(self) -> tuple[tuple[str, int], ...]:
        """How many anomalies of each kind are new, where some are."""
        rows = self._db.execute(
            """SELECT kind, a.count - coalesce(b.count, 0) FROM after_anomaly a LEFT JOIN before_anomaly b USING (kind)
               WHERE a.count > coalesce(b.count, 0) ORDER BY kind"""
        )
        return tuple(rows.fetchall())
