"""Values that don't all fit into memory, kept in an unnamed temporary file and loaded one at a time when asked for.

The file is this process's alone and is gone with it, however it ends. A process forked from it can read it too where it
keeps the file open (see `alongside`).
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from cpp_versions.errors import StoreError
from cpp_versions.pickling import ValuePickler

__all__ = ["Spooled", "SpooledLists", "full_disk"]

T = TypeVar("T")


class Spooled(Sequence[T], Generic[T]):
    """A sequence that grows at its end. Each look at an item loads it again, so one pass that does all is better than
    two; `labels` are in memory."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the sequence
        self._places: list[tuple[int, int]] = []
        self.labels: list[tuple[str, ...]] = []
        self.then: Callable[[int, T], T] = _unchanged
        """What is done with each item, by its position, when it is loaded."""

    def append(self, value: T, labels: tuple[str, ...] = ()) -> None:
        """Add a value, which must be picklable. Raises StoreError where the disk is full."""
        try:
            begin = self._file.seek(0, os.SEEK_END)
            ValuePickler(self._file).dump(value)
            self._file.flush()
        except OSError as error:
            raise full_disk(error.strerror) from None
        self._places.append((begin, self._file.tell() - begin))
        self.labels.append(labels)

    def fileno(self) -> int:
        """The file's number, for a process that is to read it too."""
        return self._file.fileno()

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, position: int) -> T: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[T]: ...
    def __getitem__(self, position: int | slice) -> T | Sequence[T]:
        if isinstance(position, slice):
            return [self[at] for at in range(*position.indices(len(self)))]
        begin, length = self._places[position]
        # at its own place whoever else reads: a forked process shares where the file stands
        value: T = pickle.loads(os.pread(self._file.fileno(), length, begin))  # noqa: S301 - this process wrote it
        return self.then(position % len(self), value)

    def __iter__(self) -> Iterator[T]:
        return (self[at] for at in range(len(self)))


class SpooledLists(Generic[T]):
    """Lists that grow at their ends, each under a name; what waits to be written is bounded, whoever it is of."""

    def __init__(self, most_waiting: int) -> None:
        self._most = most_waiting
        self._waiting: dict[str, list[T]] = {}
        self._count = 0
        self._parts: dict[str, list[int]] = {}
        self._written: Spooled[list[T]] | None = None

    def append(self, name: str, value: T) -> None:
        """Add a value, which must be picklable, to a list. Raises StoreError where the disk is full."""
        self._waiting.setdefault(name, []).append(value)
        self._count += 1
        if self._count > self._most:
            self._write()

    def _write(self) -> None:
        self._written = self._written or Spooled()
        for name, values in self._waiting.items():
            self._parts.setdefault(name, []).append(len(self._written))
            self._written.append(values)
        self._waiting, self._count = {}, 0

    def __contains__(self, name: str) -> bool:
        return name in self._waiting or name in self._parts

    def read(self, name: str) -> Iterator[T]:
        """The values of a list, in order; none where there is no such list."""
        for part in self._parts.get(name, ()):
            if self._written is not None:
                yield from self._written[part]
        yield from self._waiting.get(name, ())


def full_disk(told: str | None) -> StoreError:
    """What a temporary file says that can't be written."""
    folder = tempfile.gettempdir()
    return StoreError(f"{folder}: can't be written ({told}): make room there, or name another folder by TMPDIR")


def _unchanged(position: int, value: T) -> T:
    return value
