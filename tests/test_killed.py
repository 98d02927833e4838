"""A build killed at any moment leaves the old store or the new one, and nothing else for long."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cpp_versions import Corpus, StoreMissing, build, generation

MOMENTS = int(os.environ.get("CPP_VERSIONS_KILLS", "12"))  # 100 in docs/store.md


def head(store: Path) -> str:
    """The commit in force, empty where there is no store."""
    try:
        return generation.head_of(generation.current(store))
    except StoreMissing:
        return ""


def killed(arguments: list[str], after: float) -> bool:
    """Run a command and kill it; whether it was still running."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cpp_versions", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def check(store: Path, allowed: set[str]) -> None:
    """The store is one of those allowed, whole, and nothing is left beside it once it has been opened."""
    now = head(store)
    assert now in allowed
    if now:
        corpus = Corpus.open(store)
        assert corpus.verify() == ()
        corpus.close()
        assert len(list((store / "generations").iterdir())) == 1
        assert {path.name for path in store.iterdir()} <= {".git", "generations", "build.lock", "fiches.json"}


@pytest.mark.parametrize("adding", [False, True])
def test_killed_at_random_moments(adding: bool, root: Path, tmp_path: Path) -> None:
    corpus, article = tmp_path / "corpus", root / "corpus" / "D48-5-1.md"
    shutil.copytree(root / "corpus", corpus)
    old, new, store = tmp_path / "old", tmp_path / "new", tmp_path / "store"
    build([str(article)], old)
    start = time.monotonic()
    build([str(article), str(corpus)] if adding else [str(corpus)], new)
    length = time.monotonic() - start + 0.5  # a process takes that long to start
    arguments = ["--store", str(store), "build", *(["--add"] if adding else []), str(corpus)]
    chance, running = random.Random(2010), 0
    for _ in range(MOMENTS):
        shutil.rmtree(store, ignore_errors=True)
        if adding:
            build([str(article)], store)
        running += killed(arguments, chance.uniform(0, length))
        check(store, {head(old) if adding else "", head(new)})
    assert running, "no build was killed while it ran"
    subprocess.run([sys.executable, "-m", "cpp_versions", *arguments], check=True, stdout=subprocess.DEVNULL)
    check(store, {head(new)})
