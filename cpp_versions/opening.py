"""Opens the index of a store for reading; what it takes to make one is imported only where one has to be made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from cpp_versions import generation
from cpp_versions.index.schema import SCHEMA_VERSION, stamp

__all__ = ["open_index"]


def open_index(target: Path, progress: Callable[[str, float], None] | None = None) -> Path:
    """The index of the store at `target`, made again from the store where it is absent or doesn't fit it.

    Raises StoreMissing where there is no store, StoreError where it is damaged.
    """
    generation.tidy(target)
    while True:
        current = generation.current(target)
        path = current / generation.INDEX
        # an addition that is under way has the index, and gives it to the next generation
        with generation.read_by(current) or nullcontext():
            if generation.current(target) != current:
                continue
            if stamp(path) != (SCHEMA_VERSION, generation.head_of(current)):
                from cpp_versions.index.rebuild import rebuild

                rebuild(current, path, progress)
            return path
