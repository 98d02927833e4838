"""Results kept beside an index: given back as they were, and never in the way where they can't be kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cpp_versions.kept import Kept, method


def test_what_is_put_is_got_by_another(tmp_path: Path) -> None:
    Kept(tmp_path).put({"é": [1, None]}, "map", "2010-12-19", 3)
    other = Kept(tmp_path)
    assert other.get("map", "2010-12-19", 3) == {"é": [1, None]}
    assert other.get("map", "2010-12-19", 4) is None


@dataclass(frozen=True, slots=True)
class Dated:
    day: date | None
    words: tuple[tuple[str, int], ...]


def test_a_value_is_made_once_and_read_back_as_it_was(tmp_path: Path) -> None:
    value = Dated(date(1972, 9, 12), (("é", 1), ("", -2)))
    assert Kept(tmp_path).once(Dated, lambda: value, "dated", 1) == value
    assert Kept(tmp_path).has("dated", 1)
    assert Kept(tmp_path).once(Dated, lambda: pytest.fail("made again"), "dated", 1) == value


def test_what_is_no_such_value_is_made_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put({"day": 3}, "dated")
    value = Dated(None, ())
    assert kept.once(Dated, lambda: value, "dated") == value
    assert kept.once(Dated, lambda: pytest.fail("made again"), "dated") == value


def test_a_method_is_told_by_its_modules() -> None:
    assert method("changes.py") != method("classing.py") != method("amendments")
    with pytest.raises(OSError, match=r"none\.py"):
        method("none.py")


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
