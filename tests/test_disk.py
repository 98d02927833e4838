"""A disk that is full or read-only: one line, and the old store as it was."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cpp_versions import Corpus, CppVersionsError, StoreBusy, build, generation


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small file system of its own; skips where this user may not mount one."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    made = subprocess.run(command, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("mounting a small disk takes root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", ["12k", "60k", "200k", "400k", "700k", "1100k"])
def test_a_full_disk(size: str, root: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", f"size={size}"):
        store = tmp_path / "disk" / "store"
        with pytest.raises(CppVersionsError) as told:
            build([str(root / "corpus")], store)
        assert "\n" not in str(told.value)
        assert not (store / ".git").exists()


def test_a_disk_that_fills_up_leaves_the_old_store(root: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=2m"):
        store, article = tmp_path / "disk" / "store", str(root / "corpus" / "D48-5-1.md")
        build([article], store)
        before = generation.head_of(generation.current(store))
        (tmp_path / "disk" / "ballast").write_bytes(bytes(1 << 20))
        with pytest.raises(CppVersionsError):
            build([str(root / "corpus")], store)
        assert generation.head_of(generation.current(store)) == before
        assert Corpus.open(store).article("D48-5-1").alineas
        assert len(list((store / "generations").iterdir())) == 1


def test_a_read_only_disk(root: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "ro"), pytest.raises(CppVersionsError, match="can't be written"):
        build([str(root / "corpus")], tmp_path / "disk" / "store")


def test_two_builds_at_once(root: Path, tmp_path: Path) -> None:
    told: list[Exception] = []

    def one() -> None:
        try:
            build([str(root / "corpus")], tmp_path / "store")
        except CppVersionsError as error:
            told.append(error)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(error, StoreBusy) for error in told)
    assert len(told) <= 1
    assert Corpus.open(tmp_path / "store").verify() == ()
