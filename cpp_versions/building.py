"""From sources to a store with its index: recognised, read, reconciled, written aside, swapped in.

Nothing of the old store is touched before the new one is whole. The same sources again do nothing.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cpp_versions import generation, store
from cpp_versions.answers import BuildReport
from cpp_versions.errors import StoreError, StoreMissing, UsageError
from cpp_versions.index import build as index
from cpp_versions.model import Code
from cpp_versions.opening import open_index
from cpp_versions.reconcile import PRECEDENCE, reconcile
from cpp_versions.repository import scratch
from cpp_versions.sources import Source, fingerprint, recognise

__all__ = ["build"]

Progress = Callable[[str, float], None]


def build(
    sources: Sequence[str],
    target: Path,
    *,
    codes: Sequence[str] = (),
    add: bool = False,
    precedence: Sequence[str] = PRECEDENCE,
    progress: Progress | None = None,
) -> BuildReport:
    """Make `target` the store of `sources`, in any order; of all their codes, or of `codes` only (ids).

    With `add`, the sources join those that the store records. The same sources as those of the store change nothing.
    Raises SourceError, StoreError or GitFailed; the old store is then as it was.
    """
    with generation.locked(target), scratch(generation.scratch(target)):
        generation.sweep(target)
        recorded = _recorded(target) if add else {}
        locations = list(dict.fromkeys((*recorded.get("sources", ()), *sources)))
        if not locations:
            raise UsageError("no source: name a file, folder, git repository, bundle or address to build from")
        chosen = sorted(codes) or recorded.get("codes", [])
        recipe = {
            "format": store.FORMAT_VERSION,
            "fingerprints": sorted(map(fingerprint, locations)),
            "codes": chosen,
            "precedence": list(precedence),
        }
        if _known_recipe(target) == recipe:
            return _report(open_index(target), changed=False)
        return _write([recognise(location) for location in locations], target, recipe, chosen, precedence, progress)


def _write(
    wanted: Sequence[Source],
    target: Path,
    recipe: dict[str, object],
    chosen: Sequence[str],
    precedence: Sequence[str],
    progress: Progress | None,
) -> BuildReport:
    histories = [history for source in wanted for history in source.read(progress)]
    if chosen:
        names = {history.code.id: history.code for history in histories}
        for code in chosen:
            if code not in names:
                raise UsageError(f"{code}: no source has this code: they have {_names(names)}")
        histories = [history for history in histories if history.code.id in chosen]
    if progress:
        progress("mise en ordre des sources", 0.0)
    reconciled = reconcile(histories, precedence)
    fresh = generation.new(target)
    try:
        fresh.mkdir(parents=True)
        with ThreadPoolExecutor(1) as pool:  # git compresses while the index is filled
            stored = pool.submit(store.write, reconciled, fresh, progress)
            index.build(reconciled, fresh / generation.INDEX, stored.result, progress)
        locations = [source.location for source in wanted]
        local = [location if "://" in location else str(Path(location).resolve()) for location in locations]
        generation.write_local(fresh, {"recipe": recipe, "sources": local, "codes": list(chosen)})
        generation.swap(target, fresh)
    except (OSError, sqlite3.Error) as error:
        told = getattr(error, "strerror", None) or error
        raise StoreError(f"{target}: can't be written ({told}): the old store is as it was") from None
    finally:
        if generation_in_force(target) != fresh:
            shutil.rmtree(fresh, ignore_errors=True)
    return _report(fresh / generation.INDEX, changed=True)


def _names(codes: dict[str, Code]) -> str:
    return ", ".join(sorted(codes)) or "none"


def generation_in_force(target: Path) -> Path | None:
    """The current generation of the store, None where it has none."""
    try:
        return generation.current(target)
    except StoreError:
        return None


def _recorded(target: Path) -> dict[str, list[str]]:
    try:
        return generation.local(generation.current(target))
    except StoreMissing:
        return {}


def _known_recipe(target: Path) -> object:
    current = generation_in_force(target)
    return generation.local(current).get("recipe") if current else None


def _report(path: Path, changed: bool) -> BuildReport:
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
