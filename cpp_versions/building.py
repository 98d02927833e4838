"""From sources to a store with its index: recognised, read, reconciled, written aside, swapped in.

Nothing of the old store is touched before the new one is whole. The same sources again do nothing, unless another
version of the program reads them.
"""

from __future__ import annotations

import gc
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from cpp_versions import adding, generation, store
from cpp_versions.alongside import Alongside
from cpp_versions.answers import BuildReport
from cpp_versions.codes import find
from cpp_versions.errors import StoreError, UsageError
from cpp_versions.index import build as index
from cpp_versions.index.ahead import Ahead
from cpp_versions.kept import method
from cpp_versions.locations import is_remote, scratch
from cpp_versions.model import CodeHistory
from cpp_versions.opening import open_index
from cpp_versions.reconcile import PRECEDENCE, ReconciledCode, reconcile
from cpp_versions.sources import Source, fingerprint, recognise_all
from cpp_versions.spooling import Spooled
from cpp_versions.store import Stored

__all__ = ["build", "report"]

Progress = Callable[[str, float], None]

_METHOD = (
    "sources", "store", "index", "citations", "acts.py", "articlefile.py", "attributing.py", "codes.py", "lacking.py",
    "markup.py", "model.py", "numbering.py", "placeholders.py", "placing.py", "plan.py", "reconcile.py", "text.py",
    "titles.py",
)  # fmt: skip
"""What decides what a store says of its sources."""


def build(
    sources: Sequence[str],
    target: Path,
    *,
    codes: Sequence[str] = (),
    add: bool = False,
    precedence: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Make `target` the store of `sources`, in any order; of all their codes, or of `codes` only (ids).

    With `add`, the sources join those that the store records. The same sources as those of the store change nothing.
    Raises SourceError, StoreError or GitFailed; the old store is then as it was.
    """
    with generation.locked(target), scratch(generation.scratch(target)):
        generation.sweep(target)
        recorded = _recorded(target)
        before = recorded.get("sources", {}) if add else {}
        locations = list(dict.fromkeys((*before, *map(_absolute, sources))))
        if not locations:
            raise UsageError("no source: name a file, folder, git repository, bundle or address to build from")
        chosen = sorted({_code_id(code) for code in codes})
        made = _Made(
            sources={location: fingerprint(location) for location in locations},
            codes=chosen or (recorded.get("codes", []) if add else []),
            precedence=list(
                precedence or (recorded.get("recipe", {}).get("precedence") if add else None) or PRECEDENCE
            ),
        )
        if made.recipe == recorded.get("recipe"):
            return report(open_index(target), changed=False)
        if _added(target, made, recorded):
            return report(generation.current(target) / generation.INDEX, changed=True)
        with _collector_off():
            wanted = recognise_all(locations, made.codes)
            return _write(wanted, target, made, progress)


@dataclass(frozen=True, slots=True)
class _Made:
    """What a store is made of: the fingerprint of each source by location, the codes chosen, the precedence; and how,
    by the modules that read them."""

    sources: dict[str, str]
    codes: list[str]
    precedence: list[str]

    @property
    def recipe(self) -> dict[str, Any]:
        """What decides the content of the store, wherever the sources lie."""
        return {
            "format": store.FORMAT_VERSION,
            "method": method(*_METHOD),
            "fingerprints": sorted(self.sources.values()),
            "codes": self.codes,
            "precedence": self.precedence,
        }

    def keep(self, folder: Path) -> None:
        """Record it beside the store's repository."""
        generation.write_local(folder, {"recipe": self.recipe, "sources": self.sources, "codes": self.codes})


def _added(target: Path, made: _Made, recorded: dict[str, Any]) -> bool:
    """Whether all that is new could be added at the end of the store (see `adding`)."""
    known = recorded.get("sources", {})
    moved = [location for location, mark in made.sources.items() if known.get(location) != mark]
    same = {**made.recipe, "fingerprints": None} == {**recorded.get("recipe", {}), "fingerprints": None}
    if not (same and len(moved) == 1 and set(known) == set(made.sources) and not made.codes):
        return False
    (location,) = moved
    fresh = generation.new(target)
    with _in_force_or_gone(target, fresh), _collector_off():
        fresh.mkdir(parents=True)
        made.keep(fresh)  # before the index moves there: a disk that is full says so now
        if not adding.add(target, fresh, location, known[location], made.sources[location]):
            return False
        generation.swap(target, fresh)
    return True


@contextmanager
def _collector_off() -> Iterator[None]:
    """Without the collector of cycles: a build makes a million values that live to its end, and no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _in_force_or_gone(target: Path, fresh: Path) -> Iterator[None]:
    """A new generation, which is removed unless it comes into force; the disk's errors are the store's."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        told = getattr(error, "strerror", None) or error
        raise StoreError(f"{target}: can't be written ({told}): the old store is as it was") from None
    finally:
        if generation_in_force(target) != fresh:
            shutil.rmtree(fresh, ignore_errors=True)


def _write(wanted: Sequence[Source], target: Path, made: _Made, progress: Progress | None) -> BuildReport:
    fresh = generation.new(target)
    # other processes read citations, as soon as texts are known, and write the repository, while the index is filled
    with _in_force_or_gone(target, fresh), ExitStack() as others:
        ahead = others.enter_context(Ahead())
        read = [source.read(progress, ahead.texts) for source in wanted]
        codes = _chosen(read, made.codes)
        if progress:
            progress("mise en ordre des sources", 0.0)
        # of many codes, one is in memory at a time
        many = any(isinstance(histories, Spooled) for histories in read)
        reconciled = _one_by_one(codes, made.precedence) if many else _together(codes, made.precedence)
        del read, codes
        fresh.mkdir(parents=True)
        files = (reconciled.fileno(),) if isinstance(reconciled, Spooled) else ()
        stored = others.enter_context(Alongside(partial(_stored, reconciled, fresh), files)).result
        index.build(reconciled, fresh / generation.INDEX, stored, None if many else ahead, progress)
        made.keep(fresh)
        generation.swap(target, fresh)
    return report(fresh / generation.INDEX, changed=True)


_Where = tuple[Sequence[CodeHistory], int]


def _chosen(read: Sequence[Sequence[CodeHistory]], wanted: Sequence[str]) -> dict[str, list[_Where]]:
    """Where the histories of each code are, by its id; of those wanted, where some are."""
    found: dict[str, list[_Where]] = {}
    names: dict[str, set[str]] = {}
    for histories in read:
        labels = (
            histories.labels if isinstance(histories, Spooled) else [(h.code.id, *h.identifiers) for h in histories]
        )
        for position, (id_, *others) in enumerate(labels):
            found.setdefault(id_, []).append((histories, position))
            names.setdefault(id_, {id_}).update(others)
    for code in wanted:
        if not any(code in known for known in names.values()):
            raise UsageError(f"{code}: no source has this code: they have {', '.join(sorted(names)) or 'none'}")
    return {id_: where for id_, where in found.items() if not wanted or names[id_] & {*wanted}}


def _together(codes: dict[str, list[_Where]], precedence: Sequence[str]) -> Sequence[ReconciledCode]:
    return reconcile([histories[at] for where in codes.values() for histories, at in where], precedence)


def _one_by_one(codes: dict[str, list[_Where]], precedence: Sequence[str]) -> Spooled[ReconciledCode]:
    reconciled: Spooled[ReconciledCode] = Spooled()
    for code in sorted(codes):
        for one in reconcile([histories[at] for histories, at in codes[code]], precedence):
            reconciled.append(one)
    return reconciled


def _stored(codes: Sequence[ReconciledCode], target: Path) -> Stored:
    """What a store written to `target` holds, without the codes: another process has them already."""
    return replace(store.write(codes, target), codes=())


def _code_id(name: str) -> str:
    """The id of a code that a user names by id, slug or title; a name of no known code stays as it is."""
    found = find(name)
    return found.id if found else name


def _absolute(location: str) -> str:
    """A location that means the same from any folder."""
    kept = is_remote(location) or location.startswith("-") or not location.strip()
    return location if kept else str(Path(location).absolute())


def generation_in_force(target: Path) -> Path | None:
    """The current generation of the store, None where it has none."""
    try:
        return generation.current(target)
    except StoreError:
        return None


def _recorded(target: Path) -> dict[str, Any]:
    current = generation_in_force(target)
    found = generation.local(current) if current else {}
    return found if isinstance(found.get("sources"), dict) else {}


def report(path: Path, changed: bool) -> BuildReport:
    """What the store holds whose index is at `path`."""
    from cpp_versions.index.schema import connect

    connection = connect(path)
    try:
        counts = connection.execute(
            """SELECT (SELECT count(*) FROM version), (SELECT count(*) FROM article), (SELECT count(*) FROM text),
                      (SELECT count(*) FROM anomaly)"""
        ).fetchone()
    finally:
        connection.close()
    versions, articles, texts, anomalies = counts
    return BuildReport(versions, articles, texts, anomalies, changed)
