"""Checks a store against itself and against its index; returns what is wrong, one line each, and repairs nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from cpp_versions import store
from cpp_versions.errors import CppVersionsError
from cpp_versions.index.build import build
from cpp_versions.index.citing import COLUMNS as CITATION
from cpp_versions.index.schema import SCHEMA_VERSION, stamp
from cpp_versions.repository import Repository

__all__ = ["verify"]

# What each index says, without the ids that it happens to give: two indexes are the same if they say the same.
_ARTICLE = "a.code, a.number, a.slot"
_SAYINGS = {
    "code": "SELECT * FROM {0}.code",
    "source": "SELECT * FROM {0}.source",
    "version": "SELECT * FROM {0}.version",
    "article": "SELECT code, number, slot, rank, label, as_of FROM {0}.article",
    "article_version": f"""
        SELECT {_ARTICLE}, v.state, v.change, v.label, v.start, v.until, v.valid_from, v.valid_to, v.observed,
               v.complete, v.acts, v.source, v.place, t.body, t.nota
        FROM {{0}}.article_version v JOIN {{0}}.article a ON a.id = v.article
        LEFT JOIN {{0}}.text t ON t.id = v.text""",
    "placement": f"""
        SELECT {_ARTICLE}, p.start, p.until, s.titles, s.restored, s.rank
        FROM {{0}}.placement p JOIN {{0}}.article a ON a.id = p.article JOIN {{0}}.section s ON s.id = p.section""",
    "link": f"""
        SELECT {_ARTICLE}, v.start, c.position, c.alinea, c.start, c.stop, c.quote, c.code, c.targets
        FROM {{0}}.link c JOIN {{0}}.article_version v ON v.id = c.version
        JOIN {{0}}.article a ON a.id = v.article""",
    "citation": f"""
        SELECT {_ARTICLE}, v.start, c.position, {", ".join(f"c.{name}" for name in CITATION.split(", "))}
        FROM {{0}}.citation c JOIN {{0}}.article_version v ON v.id = c.version
        JOIN {{0}}.article a ON a.id = v.article""",
    "citation_target": f"""
        SELECT {_ARTICLE}, v.start, t.position, t.code, t.number
        FROM {{0}}.citation_target t JOIN {{0}}.article_version v ON v.id = t.version
        JOIN {{0}}.article a ON a.id = v.article""",
    "citation_within": f"""
        SELECT {_ARTICLE}, v.start, t.position, t.code, t.number
        FROM {{0}}.citation_within t JOIN {{0}}.article_version v ON v.id = t.version
        JOIN {{0}}.article a ON a.id = v.article""",
    "observation": f"""
        SELECT {_ARTICLE}, o.date, o.source, o.complete, o.agrees
        FROM {{0}}.observation o JOIN {{0}}.article a ON a.id = o.article""",
    "concordance": """
        SELECT kind, old_code, old, old_id, new_code, new, new_id, date, both, source FROM {0}.concordance""",
    "anomaly": "SELECT kind, source, code, number, date, message, place, ours, theirs FROM {0}.anomaly",
}
# an index of a store that has no official links may have been made before there was a table for them
_YOUNG = "concordance"


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
        known = {name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
        for table, saying in _SAYINGS.items():
            if table == _YOUNG and table not in known:
                count = connection.execute(f"SELECT count(*) FROM fresh.{table}").fetchone()[0]
                faults += [f"index, table {table}: {count} rows less than the store gives"] if count else []
                continue
            for side, (a, b) in {"more": ("main", "fresh"), "less": ("fresh", "main")}.items():
                query = f"SELECT count(*) FROM ({saying.format(a)} EXCEPT {saying.format(b)})"
                count = connection.execute(query).fetchone()[0]
                if count:
                    faults.append(f"index, table {table}: {count} rows {side} than the store gives")
        return faults
    except sqlite3.Error as error:
        return [f"{index}: damaged index ({error}): remove the file, it is made again"]
    finally:
        connection.close()
