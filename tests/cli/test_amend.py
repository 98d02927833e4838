"""`amend` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cpp_versions.cli import main

ACT = "A l'article D. 53 du code de procédure pénale, le mot : « prévenus » est remplacé par le mot : « accusés »."


def test_parse_needs_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "act.txt"
    file.write_text(ACT, "utf-8")
    assert main(["--store", str(tmp_path / "none"), "amend", "parse", str(file), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (one,) = answer["instructions"]
    assert (one["operation"], one["code"], one["article"], one["old"], one["new"]) == (
        "replace", "cpp", "D53", "prévenus", "accusés",
    )  # fmt: skip
    assert ACT[one["span"][0] : one["span"][1]] == one["quote"]
    assert answer["unparsed"] == []


def test_apply_grades_each_article(tmp_path: Path, embedded_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "act.txt"
    file.write_text(ACT, "utf-8")
    arguments = ["--store", str(embedded_store), "amend", "apply", str(file), "--on", "1972-09-20", "--json"]
    assert main(arguments) == 0
    (one,) = json.loads(capsys.readouterr().out)["articles"]
    assert one["article"] == "D53"
    assert one["grade"] in ("identical", "equivalent", "different", "not_applied", "unverifiable")


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "parse", str(tmp_path / "none.txt")]) == 2
    assert "can't be read" in capsys.readouterr().err
