"""Finding the generation of a store that is in force, also while a build ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cpp_versions import generation
from cpp_versions.errors import StoreBusy, StoreError

HOLDER = """
import os, sys, time
from pathlib import Path
from cpp_versions import generation
with generation.locked(Path(sys.argv[1])):
    child = os.fork()
    if child:
        print(child, flush=True)
    time.sleep(600)
"""


@contextmanager
def holder(store: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A process that writes the store, and another that it has begun."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(store)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            yield process, child
        finally:
            process.kill()
            os.kill(child, signal.SIGKILL)


def litter(store: Path) -> Path:
    """What a killed build leaves."""
    left = generation.new(store)
    left.mkdir(parents=True)
    (left / "HEAD").touch()
    return left


def test_who_writes_keeps_other_processes_and_threads_out(tmp_path: Path) -> None:
    with holder(tmp_path), pytest.raises(StoreBusy, match="another build"), generation.locked(tmp_path):
        pass
    with generation.locked(tmp_path):
        for _ in range(2):  # the first one refused didn't let the lock go
            with pytest.raises(StoreBusy), generation.locked(tmp_path):
                pass
        other = subprocess.run([sys.executable, "-c", HOLDER, str(tmp_path)], capture_output=True, text=True)
        assert "StoreBusy" in other.stderr
    with generation.locked(tmp_path):
        pass


def test_a_process_that_outlives_a_killed_build_holds_nothing(tmp_path: Path) -> None:
    with holder(tmp_path) as (process, child):
        left = [litter(tmp_path), litter(tmp_path)]
        generation.tidy(tmp_path)
        assert all(path.exists() for path in left)
        process.kill()
        process.wait()
        os.kill(child, 0)  # it lives
        generation.tidy(tmp_path)
        assert not any(path.exists() for path in left)


def test_litter_that_is_still_written_is_removed(tmp_path: Path) -> None:
    left = litter(tmp_path)
    begun, ended = threading.Event(), time.monotonic() + 0.1

    def write() -> None:
        """What git does for a moment after a build that began it was killed."""
        while time.monotonic() < ended:
            try:
                (left / os.urandom(4).hex()).touch()
            except OSError:
                return
            begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    with generation.locked(tmp_path):
        generation.sweep(tmp_path)
    writer.join()
    assert not left.exists()


def test_a_build_that_ends_while_the_store_is_found_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is read, then a build ends and takes away the generation that it named: the new one is found."""
    (tmp_path / "generations" / "bbbb").mkdir(parents=True)
    lines = iter(["gitdir: generations/aaaa", "gitdir: generations/bbbb"])
    monkeypatch.setattr(generation, "_line", lambda _: next(lines))
    assert generation.current(tmp_path).name == "bbbb"


def test_a_store_whose_generation_is_missing_is_damaged(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: generations/aaaa\n", "utf-8")
    with pytest.raises(StoreError, match="missing"):
        generation.current(tmp_path)
