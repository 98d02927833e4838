"""Makes the index of a store again from the store itself."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from cpp_versions import store
from cpp_versions.errors import StoreError
from cpp_versions.index.ahead import Ahead
from cpp_versions.index.build import build
from cpp_versions.spooling import Spooled

__all__ = ["rebuild"]

Progress = Callable[[str, float], None]


def rebuild(current: Path, path: Path, progress: Progress | None = None) -> None:
    """Make the index of a generation again, from its repository. Raises StoreError where it is damaged."""
    fresh = path.with_suffix(f".{os.getpid()}.new")
    try:
        fresh.unlink(missing_ok=True)
        with Ahead() as ahead:
            stored = store.read(current)
            many = isinstance(stored.codes, Spooled)  # of which one is in memory at a time
            build(stored.codes, fresh, lambda: stored, None if many else ahead, progress)
        fresh.replace(path)
    except (OSError, sqlite3.Error) as error:
        told = getattr(error, "strerror", None) or error
        raise StoreError(f"{path}: the index can't be written ({told}): make room, or remove what is there") from None
