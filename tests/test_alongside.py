"""Work in a second process: the same answer, or the same error, wherever it is done."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest

from cpp_versions.alongside import Alongside


def test_the_answer_comes_back() -> None:
    with Alongside(lambda: [os.getpid(), *range(100_000)]) as beside:
        process, *numbers = beside.result()
    assert numbers == list(range(100_000))
    alone = os.sched_getaffinity(0) == {0} or threading.active_count() > 1
    assert (process == os.getpid()) == alone


def test_an_error_of_the_work_is_raised_here() -> None:
    def work() -> None:
        raise ValueError("not a number")

    with Alongside(work) as beside, pytest.raises(ValueError, match="not a number"):
        beside.result()


def test_where_the_process_is_killed_the_work_is_done_here() -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with Alongside(work) as beside:
        assert beside.result() == "done"


def test_beside_another_thread_nothing_is_forked() -> None:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        with Alongside(os.getpid) as beside:
            assert beside.result() == os.getpid()
    finally:
        waiting.set()
        thread.join()


def _as_daemon(told: Connection) -> None:
    with Alongside(os.getpid) as beside:
        told.send(beside.result() == os.getpid())


def test_a_daemon_does_the_work_itself() -> None:
    spawning = get_context("spawn")  # a process without the threads of this one
    answer, told = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_as_daemon, args=(told,), daemon=True)
    process.start()
    assert answer.recv()
    process.join()


def test_an_answer_that_nobody_asks_for_is_no_hindrance() -> None:
    with Alongside(lambda: "x" * 10_000_000):  # more than a pipe holds
        pass
