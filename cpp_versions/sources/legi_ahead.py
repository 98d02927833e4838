"""The files of a dump read to values by two processes: the second one from the first file on, while archives are still
unpacked; this one, once all files are there, from the last one back, until they meet.

Files are told in batches, where they lie in the dump's temporary file, which both can read. Two numbers in shared
memory say how far the second process has come and where it is to stop; where both take the same batch, or neither does,
this one reads it too. Where there can be no second process, this one reads all of them.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from mmap import mmap

from cpp_versions.alongside import Fed
from cpp_versions.pickling import ValuePickler
from cpp_versions.sources.legi_files import LegiFile, Unreadable, read_file

__all__ = ["File", "ReadAhead"]

File = tuple[str, int, int]
"""The identifier of a file, where its content begins, and how long it is."""
Found = LegiFile | Unreadable
_WORD = 8
_ALL = (1 << 8 * _WORD - 1) - 1


class ReadAhead:
    """The values of files whose contents lie in the open file `spool`. Use as a context manager."""

    def __init__(self, spool: int) -> None:
        self._spool = spool
        self._batches: list[Sequence[File]] = []
        self._reach = _Reach()
        self._fed: Fed[Sequence[File], tuple[int, bytes]] = Fed(partial(_read_on, spool, self._reach), (spool,))

    def __enter__(self) -> ReadAhead:
        return self

    def __exit__(self, *_: object) -> None:
        self._fed.__exit__()

    def tell(self, files: Sequence[File]) -> None:
        """Files whose contents have been written, one or more, in the order in which they lie."""
        self._batches.append(files)
        self._fed.tell(files)

    def values(self) -> dict[int, Found]:
        """The value of each file told, by where its content begins."""
        found: dict[int, Found] = {}
        end = len(self._batches)
        while self._reach.begun < end:
            end -= 1
            self._reach.end = end
            found.update(_of(self._batches[end], _read(self._spool, self._batches[end])))
        count, theirs = self._fed.result()
        unpickler = pickle.Unpickler(BytesIO(theirs))  # noqa: S301 - this program wrote it
        for position, batch in enumerate(self._batches[:end]):
            values: list[Found] = unpickler.load() if position < count else _read(self._spool, batch)
            found.update(_of(batch, values))
        return found


class _Reach:
    """How many batches the second process has begun, and before which it is to stop."""

    def __init__(self) -> None:
        self._shared = mmap(-1, 2 * _WORD)
        self.end = _ALL

    @property
    def begun(self) -> int:
        return int.from_bytes(self._shared[:_WORD], "little")

    @begun.setter
    def begun(self, count: int) -> None:
        self._shared[:_WORD] = count.to_bytes(_WORD, "little")

    @property
    def end(self) -> int:
        return int.from_bytes(self._shared[_WORD:], "little")

    @end.setter
    def end(self, position: int) -> None:
        self._shared[_WORD:] = position.to_bytes(_WORD, "little")


def _read_on(spool: int, reach: _Reach, batches: Iterator[Sequence[File]]) -> tuple[int, bytes]:
    """The work of the second process: of how many batches it has read the values, and these, one list after the other;
    what files share, such as the versions that they name, stands there once."""
    count, found = 0, BytesIO()
    pickler = ValuePickler(found)
    for batch in batches:
        reach.begun = count + 1
        if count >= reach.end:
            break
        pickler.dump(_read(spool, batch))
        count += 1
    return count, found.getvalue()


def _read(spool: int, batch: Sequence[File]) -> list[Found]:
    first, (_, last, length) = batch[0][1], batch[-1]
    if last + length - first > 2 * sum(length for _, _, length in batch):  # others lie between them
        return [read_file(os.pread(spool, length, begin), id_) for id_, begin, length in batch]
    block = os.pread(spool, last + length - first, first)
    return [read_file(block[begin - first : begin - first + length], id_) for id_, begin, length in batch]


def _of(batch: Sequence[File], values: Sequence[Found]) -> Iterator[tuple[int, Found]]:
    return zip((begin for _, begin, _ in batch), values, strict=True)
