"""Diffs as a reader sees them: one readable file per case, in tests/golden/diffs.

To accept a new rendering, run with CPP_VERSIONS_WRITE_GOLDEN=1 and read what changed with git diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cpp_versions import compare
from cpp_versions.render.terminal import diff_text

_GOLDEN = Path(__file__).parents[1] / "golden" / "diffs"


@pytest.mark.parametrize("path", sorted(_GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_diff_reads_as_in_the_file(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    title, rest = source.split("=== avant\n")
    before, rest = rest.split("=== après\n")
    after, expected = rest.split("=== diff\n")
    diff = compare.diff(before.rstrip("\n").split("\n\n"), after.rstrip("\n").split("\n\n"))
    words = diff.words
    shown = (
        f"{diff_text(diff)}\n"
        f"=== mots : {words.kept} gardés, {words.deleted} supprimés, {words.inserted} ajoutés, {words.moved} déplacés\n"
    )
    if os.environ.get("CPP_VERSIONS_WRITE_GOLDEN"):
        path.write_text(
            f"{title}=== avant\n{before}=== après\n{after}=== diff\n{shown}", encoding="utf-8", newline="\n"
        )
    else:
        assert shown == expected
