"""Results kept beside an index: given back as they were, and never in the way where they can't be kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cpp_versions.kept import Kept


def test_what_is_put_is_got_by_another(tmp_path: Path) -> None:
    Kept(tmp_path).put({"é": [1, None]}, "map", "2010-12-19", 3)
    other = Kept(tmp_path)
    assert other.get("map", "2010-12-19", 3) == {"é": [1, None]}
    assert other.get("map", "2010-12-19", 4) is None


def test_a_folder_that_is_not_there_keeps_nothing(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "none")
    kept.put(1, "a")
    assert kept.get("a") is None


def test_a_damaged_file_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "results.sqlite").write_bytes(b"no database" * 100)
    kept = Kept(tmp_path)
    kept.put(1, "a")
    assert kept.get("a") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_keeps_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    kept = Kept(tmp_path)
    kept.put(1, "a")
    assert kept.get("a") is None
    tmp_path.chmod(0o700)


def test_closed_is_closed(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put(1, "a")
    kept.close()
    assert kept.get("a") is None
