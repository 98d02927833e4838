"""Finding the generation of a store that is in force, also while a build ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpp_versions import generation
from cpp_versions.errors import StoreError


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
