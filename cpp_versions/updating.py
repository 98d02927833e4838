"""Brings a store up to date with what its sources have new, and says what changed.

The sources are those that the store records, those given besides, and the deltas of LEGI that lie beside a tarball of
the store and are later than it. What changed is told by comparing the versions that the two stores hold: an old version
whose words or dates are others is told as well as a new one.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpp_versions import collecting, generation
from cpp_versions.answers import BuildReport
from cpp_versions.errors import StoreMissing
from cpp_versions.index.schema import OPEN_END, connect
from cpp_versions.opening import open_index
from cpp_versions.sources.legi_archive import stamp_of

__all__ = ["UpdateReport", "VersionNews", "update"]

_Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class VersionNews:
    """What an update changed of one version of an article: `added`, `removed`, `rewritten` (its words), `dated` (its
    end, or its state)."""

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
    before = _snapshot(open_index(target, progress))
    recorded = list(generation.local(generation.current(target)).get("sources", {}))
    if not recorded:
        raise StoreMissing(f"{target}: doesn't say what it was built from: build it again, naming its sources")
    names = {Path(name).name for name in (*recorded, *sources)}
    added = [*dict.fromkeys(sources), *(path for path in _beside(recorded) if Path(path).name not in names)]
    made = collecting.build(added, target, add=True, progress=progress)
    after = _snapshot(open_index(target, progress))
    applied = tuple(Path(name).name for name in added if str(Path(name).absolute()) not in recorded)
    return UpdateReport(
        made,
        applied,
        tuple((code, before.as_of.get(code), day) for code, day in sorted(after.as_of.items())),
        tuple(_news(before, after)),
        tuple(sorted((kind, n) for kind, n in (after.anomalies - before.anomalies).items())),
    )


def _beside(recorded: Sequence[str]) -> list[str]:
    """The deltas of LEGI in the folders of the store's tarballs that are later than the last of them."""
    archives = [Path(name) for name in recorded if stamp_of(Path(name).name)]
    last = max((stamp_of(path.name) for path in archives), default="")
    folders = sorted({path.parent for path in archives if path.name.lower().startswith(("legi_", "freemium_legi_"))})
    found = [path for folder in folders if folder.is_dir() for path in folder.glob("[Ll][Ee][Gg][Ii]_*.tar.gz")]
    later = {path.name: str(path) for path in sorted(found) if stamp_of(path.name) > last}
    return [later[name] for name in sorted(later, key=stamp_of)]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """What is compared of a store: the words, state and end of each version; dates of the data; kinds of anomalies."""

    versions: dict[tuple[str, str, str], tuple[int, tuple[str, str]]]
    as_of: dict[str, str]
    anomalies: Counter[str]


def _snapshot(index: Path) -> _Snapshot:
    connection = connect(index)
    try:
        rows = connection.execute(
            """SELECT a.code, a.number || CASE WHEN a.slot > 1 THEN '~' || a.slot ELSE '' END, v.start, t.digest,
                      v.state, coalesce(v.valid_to, ?)
               FROM article_version v JOIN article a ON a.id = v.article LEFT JOIN text t ON t.id = v.text
               ORDER BY a.code, a.rank, v.start""",
            (OPEN_END,),
        )
        versions = {
            (code, number, start): (digest or 0, (state, until)) for code, number, start, digest, state, until in rows
        }
        as_of = dict(connection.execute("SELECT id, as_of FROM code").fetchall())
        anomalies = Counter(dict(connection.execute("SELECT kind, count(*) FROM anomaly GROUP BY kind").fetchall()))
    except sqlite3.Error:
        return _Snapshot({}, {}, Counter())
    finally:
        connection.close()
    return _Snapshot(versions, as_of, anomalies)


def _news(before: _Snapshot, after: _Snapshot) -> list[VersionNews]:
    found = []
    for key, (digest, dates) in after.versions.items():
        known = before.versions.get(key)
        if known is None:
            found.append(VersionNews(*key, "added"))
        elif known[0] != digest:
            found.append(VersionNews(*key, "rewritten"))
        elif known[1] != dates:
            found.append(VersionNews(*key, "dated"))
    found.extend(VersionNews(*key, "removed") for key in before.versions if key not in after.versions)
    return sorted(found, key=lambda news: (news.code, news.start, news.number, news.change))
