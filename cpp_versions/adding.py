"""One more version, at the cost of that version: what LexHub has new is read alone, and added to store and index.

It is tried where a build finds a source of the store moved on, and gives up (None) wherever the result could differ
from a build of everything; the build then reads everything. Other sources must be as they were.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from cpp_versions import appending, generation
from cpp_versions.errors import CppVersionsError
from cpp_versions.index.append import append as append_to_index
from cpp_versions.index.schema import OPEN_END, SCHEMA_VERSION, named_in_part, stamp
from cpp_versions.locations import is_remote, is_repository
from cpp_versions.model import CodeHistory, Placement, Section, SourceInfo, State
from cpp_versions.reconcile import ReconciledCode, reconcile
from cpp_versions.repository import Commit, Repository
from cpp_versions.sources import lexhub
from cpp_versions.sources.lexhub_since import Since, Standing, since
from cpp_versions.store import Stored

__all__ = ["add"]


def add(target: Path, fresh: Path, location: str, commit: str, head: str) -> bool:
    """Make the folder `fresh` the generation that the store at `target` becomes when the LexHub repository at
    `location`, known up to `commit`, is read up to `head`. False where everything must be read; `fresh` is then to be
    thrown away. Raises OSError or sqlite3.Error, where the disk is full for instance."""
    path = Path(location)
    current = generation.current(target)
    if is_remote(location) or not is_repository(path):
        return False
    if stamp(current / generation.INDEX) != (SCHEMA_VERSION, generation.head_of(current)):
        return False
    if appending.loose(current) > appending.MOST_LOOSE:
        return False
    news = Repository(path).history(f"{commit}..{head}")  # git finds them while the store is opened
    with (
        generation.unread(current) as alone,
        closing(sqlite3.connect(f"{(current / generation.INDEX).absolute().as_uri()}?mode=ro", uri=True)) as db,
        Repository(path).kept_open() as repository,
        Repository(current).kept_open() as store,
        ThreadPoolExecutor(1) as pool,  # the index is copied while git is asked
    ):
        copied = None if alone else pool.submit(_copy, current / generation.INDEX, fresh / generation.INDEX)
        found = _found(_Known(store, db), repository, location, commit, news, head)
        if found is None:
            return False
        whole, sources = found
        try:
            appending.share(current, fresh)
            stored = Stored((), *appending.append(store, fresh, whole, sources))
            if copied:
                copied.result()
            with _moved(current, fresh) if alone else nullcontext():
                append_to_index(fresh / generation.INDEX, whole, sources, stored)
        except CppVersionsError:
            return False
    return True


@contextmanager
def _moved(current: Path, fresh: Path) -> Iterator[None]:
    """The index moved from one generation to the next, and back if that fails. It is the one thing of a store that may
    get lost: where the process is killed here, it is made again from the store when that is opened."""
    (current / generation.INDEX).rename(fresh / generation.INDEX)
    try:
        yield
    except BaseException:
        (fresh / generation.INDEX).rename(current / generation.INDEX)
        raise


_Sources = Mapping[str, tuple[SourceInfo, ...]]


def _found(
    known: _Known, repository: Repository, location: str, commit: str, news: Iterable[Commit], head: str
) -> tuple[Sequence[ReconciledCode], _Sources] | None:
    """What the source adds to each code, and the sources of all codes; None where everything must be read."""
    info = lexhub.source_info(repository, location, head)
    found = since(repository, info, commit, news, known.last, known.standing) if info else None
    if found is None or info is None or not known.knows(found):
        return None
    sources = {
        code: tuple(info if s.fingerprint == commit else s for s in infos) for code, infos in known.sources().items()
    }
    additions = []
    for history in found.histories:
        addition = known.addition(history, found.first, sources[history.code.id])
        if addition is None:
            return None
        additions.append(addition)
    return additions, sources


def _copy(file: Path, to: Path) -> None:
    """A copy of a file; where the file system can, one that shares its blocks. Raises OSError."""
    with file.open("rb") as read, to.open("xb") as write:
        size = os.fstat(read.fileno()).st_size
        try:
            while size:
                copied = os.copy_file_range(read.fileno(), write.fileno(), size)
                if not copied:
                    raise OSError(errno.EIO, "the file ends early")
                size -= copied
            return
        except (AttributeError, OSError) as error:
            if getattr(error, "errno", None) not in (None, errno.ENOSYS, errno.EXDEV, errno.EOPNOTSUPP, errno.EINVAL):
                raise
    shutil.copyfile(file, to)


class _Known:
    """What the store knows, asked of its index and of the plans of its last versions."""

    def __init__(self, store: Repository, db: sqlite3.Connection) -> None:
        self._store = store
        self._db = db
        self._sections: dict[str, dict[str, Section]] = {}

    def _one(self, query: str, *values: Any) -> Any:
        row = self._db.execute(query, values).fetchone()
        return row[0] if row else None

    def last(self, code: str) -> date | None:
        """The last date of a code; the end of time where it is new, for that takes more than an addition."""
        day = self._one("SELECT max(effective) FROM version WHERE code = ?", code)
        return date.fromisoformat(day) if day else date.max

    def standing(self, code: str, number: str) -> tuple[Standing, ...]:
        """The open versions of an article, one per text that shares the number."""
        rows = self._db.execute(
            """SELECT a.slot, v.start, v.valid_from, v.place, v.state,
                      (SELECT max(p.start) FROM placement p WHERE p.article = a.id)
               FROM article a JOIN article_version v ON v.article = a.id
               WHERE a.code = ? AND a.number = ? AND v.until = ? AND v.valid_to IS NULL""",
            (code, number, OPEN_END),
        ).fetchall()
        return tuple(
            Standing(
                slot,
                date.fromisoformat(start),
                date.fromisoformat(since_) if since_ else None,
                place,
                date.fromisoformat(placed or start),
            )
            for slot, start, since_, place, state, placed in rows
            if state != State.ENDED
        )

    def knows(self, found: Since) -> bool:
        """Whether the acts that the new versions name say nothing about acts that older ones name in part: one that has
        no nature, or no date, could be one of these."""
        partial = named_in_part(self._db)
        return not any(f"|  | {act.number}" in partial or f"Acte du {act.date}" in partial for act in found.acts)

    def sources(self) -> dict[str, tuple[SourceInfo, ...]]:
        """The sources of each code."""
        found: dict[str, tuple[SourceInfo, ...]] = {}
        rows = self._db.execute(
            """SELECT s.code, s.name, s.format, s.fingerprint, s.as_of, s.licence, s.excerpt FROM source s
               JOIN code c ON c.id = s.code ORDER BY c.position, s.position"""
        )
        for code, name, format_, mark, as_of, licence, excerpt in rows:
            info = SourceInfo(name, format_, mark, date.fromisoformat(as_of), "", licence, bool(excerpt))
            found[code] = (*found.get(code, ()), info)
        return found

    def addition(self, history: CodeHistory, first: date, sources: tuple[SourceInfo, ...]) -> ReconciledCode | None:
        """What the history adds from `first` on; None where its sections aren't all those that the plan has."""
        (code,) = reconcile([replace(history, placements=())])  # the plan of the store has the titles
        placements = self._placements(history.code.id, history.placements, first)
        if placements is None:
            return None
        return replace(
            code,
            sources=sources,
            versions=tuple(version for version in code.versions if version.attested_from >= first),
            ends=tuple(end for end in code.ends if end.since >= first),
            dates=tuple(entry for entry in code.dates if entry.day and entry.day >= first),
            placements=placements,
            anomalies=tuple(a for a in code.anomalies if a.day and a.day >= first),
        )

    def _placements(self, code: str, placements: Iterable[Placement], first: date) -> tuple[Placement, ...] | None:
        found = []
        for placement in placements:
            if placement.start < first:
                if placement.end is not None:  # the store knows where it stands
                    found.append(placement)
                continue
            if code not in self._sections:
                self._sections[code] = appending.sections(self._store, code)
            known = self._sections[code]
            path = tuple(known.get(section.key, section) for section in placement.path)
            titles = "\n".join(" ".join(section.title.split()) for section in path)
            if any(section.key not in known for section in path) or not self._one(
                "SELECT 1 FROM section WHERE titles = ?", titles
            ):
                return None
            found.append(replace(placement, path=path))
        return tuple(found)
