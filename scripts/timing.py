"""How `scripts/bench` times two ways of doing a thing, and prints what it found."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

__all__ = ["paired", "report", "seconds", "worked"]


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def worked(run: Callable[[], object]) -> float:
    """How long the processor works for one run, whatever else the machine does."""
    start = time.process_time()
    run()
    return time.process_time() - start


def paired(ours: Callable[[], object], baseline: Callable[[], object], runs: int) -> tuple[float, float]:
    """The medians of the two, run in turn after one run of each that isn't counted."""
    ours(), baseline()
    times = [(seconds(ours), seconds(baseline)) for _ in range(runs)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def report(name: str, ours: float, baseline: float, goal: str, versus: str) -> None:
    """One line per figure. A ratio far below one is told as what it is: so many times as fast."""
    ratio = f"ratio {ours / baseline:6.2f}" if ours > baseline / 100 else f"{baseline / ours:,.0f} times as fast"
    print(f"{name:<36} {_shown(ours)}   {versus:<42} {_shown(baseline)}   {ratio}   goal {goal or '-'}", flush=True)


def _shown(time: float) -> str:
    return f"{time:9.3f} s " if time >= 1 else f"{time * 1e3:9.3f} ms"
