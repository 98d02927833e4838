"""Checks a store against itself and against its index; returns what is wrong, one line each, and repairs nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from cpp_versions import store
from cpp_versions.errors import CppVersionsError
from cpp_versions.index.build import build
from cpp_versions.index.schema import SCHEMA_VERSION, stamp
from cpp_versions.repository import Repository

__all__ = ["verify"]

_TABLES = (
    "code", "source", "version", "article", "text", "article_version", "section", "placement", "citation",
    "citation_target", "observation", "anomaly",
)  # fmt: skip


def verify(generation: Path, index: Path) -> tuple[str, ...]:
    """The faults of a store's generation and of its index."""
    repository = Repository(generation)
    faults = []
    try:
        report = repository.run("fsck", "--strict", "--no-dangling", "--no-progress")
        faults += [f"git fsck: {line}" for line in report.splitlines() if line.strip()]
        stored = store.read(generation)
    except CppVersionsError as error:
        return (*faults, str(error))
    if stamp(index) != (SCHEMA_VERSION, stored.head):
        faults.append(f"{index}: stamped for another commit or schema")
    tags = set(repository.run("for-each-ref", "--format=%(refname:strip=2) %(objectname)", "refs/tags").splitlines())
    for (code, day), commit in stored.commits.items():
        if f"{store.tag_of(code, day)} {commit}" not in tags:
            faults.append(f"tag {store.tag_of(code, day)}: missing, or not at {commit[:12]}")
    with tempfile.TemporaryDirectory(prefix="cpp-versions-") as folder:
        fresh = Path(folder) / "index.sqlite"
        build(stored.codes, fresh, lambda: stored)
        faults += _differences(index, fresh)
    return tuple(faults)


def _differences(index: Path, fresh: Path) -> list[str]:
    connection = sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("ATTACH ? AS fresh", (f"{fresh.absolute().as_uri()}?mode=ro",))
        faults = []
        for table in _TABLES:
            for side, (a, b) in {"more": ("main", "fresh"), "less": ("fresh", "main")}.items():
                query = f"SELECT count(*) FROM (SELECT * FROM {a}.{table} EXCEPT SELECT * FROM {b}.{table})"
                count = connection.execute(query).fetchone()[0]
                if count:
                    faults.append(f"index, table {table}: {count} rows {side} than the store gives")
        return faults
    except sqlite3.Error as error:
        return [f"{index}: damaged index ({error}): remove the file, it is made again"]
    finally:
        connection.close()
