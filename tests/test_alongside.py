"""Work in a second process: the same answer, or the same error, wherever it is done."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from cpp_versions.alongside import Alongside, Fed


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


def _summed(numbers: Iterator[list[int]]) -> tuple[int, list[int]]:
    return os.getpid(), [sum(some) for some in numbers]


def test_what_is_told_meanwhile_is_worked_on_in_its_order() -> None:
    told = [list(range(n, n + 1000)) for n in range(50)]
    with Fed(_summed) as fed:
        for numbers in told:
            fed.tell(numbers)
        process, sums = fed.result()
    assert sums == [sum(numbers) for numbers in told]
    alone = len(os.sched_getaffinity(0)) == 1 or threading.active_count() > 1
    assert (process == os.getpid()) == alone


def test_an_error_of_work_that_is_told_is_raised_here() -> None:
    def divided(numbers: Iterator[int]) -> list[int]:
        return [1 // n for n in numbers]

    with Fed(divided) as fed, pytest.raises(ZeroDivisionError):
        fed.tell(0)
        fed.result()


def test_where_the_process_that_is_told_is_killed_the_work_is_done_here() -> None:
    here = os.getpid()

    def work(numbers: Iterator[int]) -> int:
        total = 0
        for n in numbers:
            if os.getpid() != here and n == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            total += n
        return total

    with Fed(work) as fed:
        for n in range(5):
            fed.tell(n)
        assert fed.result() == 10


def _sum(numbers: Iterator[int]) -> int:
    return sum(numbers)


def test_where_messages_find_no_room_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with Fed(_sum) as fed:
        fed.tell(1)
        with Path("/dev/full").open("wb") as full:
            monkeypatch.setattr(fed, "_file", full, raising=False)
            fed.tell(2)
            assert fed.result() == 3


def test_messages_whose_sum_nobody_asks_for_are_no_hindrance() -> None:
    with Fed(_sum) as fed:
        fed.tell(1)
