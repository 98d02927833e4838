"""Work that other processes do while this one goes on: pure functions of what is in memory already (`Alongside`), or of
what becomes known meanwhile (`Fed`).

The process is forked, so that what is in memory hasn't to be handed to it; only its answer is copied. Where a fork
isn't safe or brings nothing (no Linux, one processor, other threads running) the work is done here when its answer is
asked for, and so it is where the process dies: the answer is the same, or the work's own error.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from cpp_versions.pickling import dumps

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

__all__ = ["Alongside", "Fed"]

M = TypeVar("M")
T = TypeVar("T")
_PR_SET_PDEATHSIG = 1


class Alongside(Generic[T]):
    """`work()`, begun at once in a second process where there can be one; `result()` waits for its answer.

    The answer must be picklable; `keep` are the numbers of files that the work reads. Use as a context manager: a
    process whose answer nobody asked for is ended.
    """

    def __init__(self, work: Callable[[], T], keep: Sequence[int] = ()) -> None:
        self._work = work
        self._begun: tuple[ForkProcess, Connection] | None = None
        if not _possible():
            return
        from multiprocessing import get_context

        context = get_context("fork")
        answer, told = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(work, told, keep, os.getpid()), daemon=True)
        try:
            process.start()
        except OSError:  # no room for another process
            answer.close()
        else:
            self._begun = process, answer
        told.close()

    def __enter__(self) -> Alongside[T]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._begun is not None:
            process, answer = self._begun
            answer.close()
            process.kill()
            process.join()
            self._begun = None

    def result(self) -> T:
        """The answer of the work; raises what the work raises."""
        if self._begun is None:
            return self._work()
        process, answer = self._begun
        try:
            found: T = answer.recv()
        except (EOFError, OSError, pickle.UnpicklingError):  # it died, or its work raised
            return self._work()
        finally:
            answer.close()
            process.join()
            self._begun = None
        return found


class Fed(Generic[M, T]):
    """`work(messages)`, begun at once in a second process where there can be one, to which `tell` gives messages while
    this process goes on; `result()` says that there are no more, and waits for the answer.

    Messages and answer must be picklable. Messages are put into an unnamed temporary file, so that nobody waits for the
    other to take them: they are best few and large. Use as a context manager, as `Alongside`.
    """

    def __init__(self, work: Callable[[Iterator[M]], T], keep: Sequence[int] = ()) -> None:
        self._work = work
        self._told: list[M] = []
        self._here = os.getpid()
        self._alongside: Alongside[T] | None = None
        if not _possible():
            return
        try:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
            self._lengths, self._telling = os.pipe()
        except OSError:  # no room for messages
            return
        self._alongside = Alongside(self._run, (self._file.fileno(), self._lengths, *keep))
        os.close(self._lengths)

    def __enter__(self) -> Fed[M, T]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._alongside is not None:
            self._alongside.__exit__()
            self._close()

    def tell(self, message: M) -> None:
        """Give the work one more message."""
        self._told.append(message)
        if self._alongside is not None:
            self._send(dumps(message))

    def result(self) -> T:
        """The answer of the work to all messages; raises what the work raises."""
        if self._alongside is None:
            return self._work(iter(self._told))
        self._send(b"")
        try:
            return self._alongside.result()
        finally:
            self._close()

    def _send(self, data: bytes) -> None:
        """Nothing says that there are no more. Where it can't be told, the process ends, and the work is done here."""
        if self._telling < 0:
            return
        try:
            self._file.write(data)
            self._file.flush()
            os.write(self._telling, len(data).to_bytes(_LENGTH, "big"))
        except OSError:  # no room, or the process died
            self._close()

    def _close(self) -> None:
        if self._telling >= 0:
            os.close(self._telling)
            self._telling = -1
            with suppress(OSError):  # what found no room is tried once more
                self._file.close()

    def _run(self) -> T:
        return self._work(iter(self._told) if os.getpid() == self._here else self._received())

    def _received(self) -> Iterator[M]:
        at = 0
        while length := int.from_bytes(_exactly(os.read(self._lengths, _LENGTH)), "big"):
            # at its own place: a forked process shares where the file stands
            message: M = pickle.loads(os.pread(self._file.fileno(), length, at))  # noqa: S301 - the first one wrote it
            yield message
            at += length


_LENGTH = 8


def _exactly(told: bytes) -> bytes:
    if len(told) < _LENGTH:
        raise EOFError
    return told


def _possible() -> bool:
    """Whether a fork is safe and allowed (a daemon may have no process of its own), and another processor there."""
    if sys.platform != "linux" or threading.active_count() > 1 or len(os.sched_getaffinity(0)) == 1:
        return False
    from multiprocessing import current_process

    return not current_process().daemon


def _run(work: Callable[[], T], told: Connection, keep: Sequence[int], parent: int) -> None:
    """The second process: ends with the first, holds none of its files and locks but those to keep, says nothing but
    its answer."""
    kept = sorted({2, told.fileno(), *keep})
    for before, after in pairwise([*kept, os.sysconf("SC_OPEN_MAX")]):
        os.closerange(before + 1, after)
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before
        return
    try:
        found = work()
    except BaseException:
        return  # the first process does the work itself, and meets the same
    with told:
        told.send(found)
