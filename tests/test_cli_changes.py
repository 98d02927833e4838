"""`changes`, `diff --docx` and `export` from the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from cpp_versions import Corpus
from cpp_versions.cli import main

DAYS = ["--from", "2010-12-19", "--to", "2010-12-29"]


@pytest.fixture
def store(embedded_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(embedded_store))
    return embedded_store


def test_changes_answers_with_the_contract(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", *DAYS, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer.keys() == {"changes", "substitutions"}
    moved = next(change for change in answer["changes"] if change["moved_to"])
    passage = moved["moved_to"][0]
    assert passage.keys() == {"code", "number", "old", "new", "words", "whole"}
    assert passage["words"] >= 8
    assert answer["substitutions"][0].keys() == {"old", "new", "count", "articles"}


def test_changes_for_people_name_moves_and_shared_replacements(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", *DAYS]) == 0
    out = capsys.readouterr().out
    assert " words to cpp:" in out
    assert " words from cpp:" in out
    assert "détenus → personnes détenues" in out


def test_a_diff_as_a_word_document_isnt_written_over_a_file(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["diff", "D75", *DAYS, "--docx", str(tmp_path / "d75.docx")]
    assert main(command) == 0
    assert b"<w:ins " in zipfile.ZipFile(tmp_path / "d75.docx").read("word/document.xml")
    assert main(command) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main([*command, "--force"]) == 0


@pytest.mark.parametrize("option", ["--docx", "--synopsis"])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setattr(Corpus, "changes", lambda *_, **__: pytest.fail("the changes were read"))
    assert main(["changes", *DAYS, option, str(tmp_path / "none" / "all.docx")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_changes_as_a_word_document(store: Path, tmp_path: Path) -> None:
    assert main(["changes", *DAYS, "--docx", str(tmp_path / "all.docx"), "--json"]) == 0
    xml = zipfile.ZipFile(tmp_path / "all.docx").read("word/document.xml").decode()
    assert xml.count('w:val="Heading1"') > 300


def test_export_tells_what_it_wrote(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["export", "--format", "csv", "--to", str(tmp_path / "out"), "--json"]
    assert main(command) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer["rows"]) == {"consolidated", "articles", "versions", "texts", "citations"}
    assert main(command) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", "--format", "xls", "--to", "x"]) == 2


def test_a_time_before_all_versions_is_said_to_be_unknown(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("changes", "renumbering", "recodification"):
        for end in ("1790-07-14", "2010-12-29"):
            assert main([command, "--from", "1789-07-14", "--to", end]) == 0
            assert "no version is dated before" in capsys.readouterr().out
        assert main([command, "--from", "2010-12-19", "--to", "2010-12-29"]) == 0
        assert "no version is dated before" not in capsys.readouterr().out


def test_a_rule_asked_for_before_its_first_version_stands_today(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", "D75", "--at", "1789-07-14"]) == 0
    assert "): cpp:D75" in capsys.readouterr().out


def test_an_empty_act_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "act.txt").write_text(" \n")
    assert main(["amend", "parse", str(tmp_path / "act.txt")]) == 2
    assert "the file is empty" in capsys.readouterr().err


def test_a_map_says_the_date_of_the_data_and_refuses_days_in_the_wrong_order(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["renumbering", "--from", "2010-12-19", "--to", "2100-01-01"]) == 0
    assert "2100-01-01 is later than the data: this rests on what was enacted by" in capsys.readouterr().out
    assert main(["renumbering", "--from", "2010-12-29", "--to", "2010-12-19"]) == 2
    assert "give the earlier day first" in capsys.readouterr().err


def test_a_link_of_a_user_to_an_article_that_no_source_knows_breaks_nothing_and_is_marked(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "said.csv"
    said.write_text("decision,date,old,new\nadded,2010-12-29,D9999,R57-7-62\n")
    links = ["--links", str(said)]
    assert main(["renumbering", "--from", "2010-12-19", "--to", "2010-12-29", *links]) == 0
    assert "aucune source ne connaît cpp:D9999" in capsys.readouterr().out
    for command in (["trace", "R57-7-62"], ["history", "R57-7-62", "--follow"], ["blame", "R57-7-62"]):
        assert main([*command, *links]) == 0
