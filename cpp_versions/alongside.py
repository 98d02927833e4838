"""Work that other processes do while this one goes on: pure functions of what is in memory already.

The process is forked, so that nothing has to be handed to it; only its answer is copied. Where a fork isn't safe or
brings nothing (no Linux, one processor, other threads running) the work is done here when its answer is asked for, and
so it is where the process dies: the answer is the same, or the work's own error.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

__all__ = ["Alongside"]

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
