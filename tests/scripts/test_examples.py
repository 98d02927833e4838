"""The example scripts, run as their users run them."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus
from cpp_versions.export.formats import csv_text


def run(root: Path, store: Path, name: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"scripts.examples.{name}", *map(str, args)],
        cwd=root,
        env={**os.environ, "CPP_VERSIONS_STORE": str(store), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: csv_text(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def test_the_history_of_an_article(root: Path, embedded_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "d75.csv"
    done = run(root, embedded_store, "history_to_csv", "D. 75", target)
    assert done.returncode == 0, done.stderr
    corpus = Corpus.open(embedded_store)
    entries = corpus.history("D75")
    found = rows(target)
    assert [row["change"] for row in found] == [entry.change for entry in entries]
    last = corpus.article("D75", entries[-1].attested_from)
    assert found[-1]["text"] == "\n\n".join(last.alineas) != ""


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("history_to_csv", ["R. 999-999", "x.csv"]),
        ("history_to_csv", ["x"]),
        ("changed_by_act", ["1900-1"]),
        ("texts_at_judgment", ["none.csv", "x.csv"]),
    ],
)
def test_what_cannot_be_answered_is_said(
    root: Path, embedded_store: Path, tmp_path: Path, name: str, args: list[str]
) -> None:
    done = run(root, embedded_store, name, *(tmp_path / arg if "." in arg and " " not in arg else arg for arg in args))
    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.data
def test_all_that_a_decree_changed(root: Path, full_store: Path) -> None:
    done = run(root, full_store, "changed_by_act", "2010-1634")
    assert done.returncode == 0, done.stderr
    found = list(csv.DictReader(done.stdout.splitlines()))
    numbers = {row["number"]: row for row in found}
    assert numbers["R57-7-62"]["change"] == "added"
    assert numbers["R57-7-62"]["date"] == "2010-12-29"
    corpus = Corpus.open(full_store)
    for row in found[::10]:
        article = corpus.article(f"{row['code']}:{row['number']}", date.fromisoformat(row["date"]))
        assert "2010-1634" in {act.number for act in article.acts}


@pytest.mark.parametrize(("comma", "mark"), [(",", ""), (";", "\ufeff")])
def test_the_texts_on_the_day_of_a_judgment(
    root: Path, embedded_store: Path, tmp_path: Path, comma: str, mark: str
) -> None:
    origin, target = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = [
        ["case", "article", "date"],
        ["1", "D. 75", "2010-12-20"],
        ["2", "R. 57-7-62", "29/12/2010"],
        ["=3", "no article", "2010-12-29"],
        ["4", "D75", "2010-02-30"],
        ["5", "D75"],
        ["6", "R. 999-999", "2010-12-29"],
        ["7", "D75", "2010-12-29", "too", "many"],
        [],
        ["8", "D75", "2010-12-29"],
    ]
    origin.write_text(mark + "\n".join(comma.join(line) for line in lines) + "\n", encoding="utf-8")
    done = run(root, embedded_store, "texts_at_judgment", origin, target)
    assert done.returncode == 1
    found = rows(target)
    assert [row["case"] for row in found] == ["1", "2", "=3", "4", "5", "6", "7", "8"]
    assert [bool(row["error"]) for row in found] == [False, False, True, True, True, True, True, False]
    assert "too;many" in found[6]["error"]
    assert done.stderr.count("\n") == 5
    corpus = Corpus.open(embedded_store)
    for row, day in ((found[0], date(2010, 12, 20)), (found[7], date(2010, 12, 29))):
        answer = corpus.article("D75", day)
        assert row["text"] == "\n\n".join(answer.alineas) != ""
        assert row["state"] == "in_force"
        assert row["source"] == answer.source


def test_a_file_that_is_no_such_csv_is_said_in_one_line(root: Path, embedded_store: Path, tmp_path: Path) -> None:
    for content in (
        b"",
        b"a,b\n1,2\n",
        b"article,date,text\n",
        b"article,date\n\xe9,2010\n",
        b"article,article,date\n",
    ):
        (tmp_path / "in.csv").write_bytes(content)
        done = run(root, embedded_store, "texts_at_judgment", tmp_path / "in.csv", tmp_path / "out.csv")
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1


def test_what_readers_found_is_a_file_of_decisions(root: Path, embedded_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "read.csv"
    assert run(root, embedded_store, "links_read", target).returncode == 0
    with closing(Corpus.open(embedded_store, links=target)) as corpus:
        found = corpus.renumbering(date(2010, 12, 19), date(2010, 12, 29))
    confirmed = {(one.old.number, one.new.number) for one in found.links if one.old and one.new and one.decision}
    assert {("D283-1", "R57-7-62"), ("D59", "D93")} <= confirmed
    assert {one.decision for one in found.links} == {"", "confirmed"}
    kept = target.read_bytes()
    again = run(root, embedded_store, "links_read", target)
    assert again.returncode == 1
    assert len(again.stderr.splitlines()) == 1
    assert target.read_bytes() == kept
