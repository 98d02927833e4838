"""Blame, classes and drafts against what readers found, on the full history."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from cpp_versions import Corpus

CLASSES = {"typographic", "reference", "terminology", "renumbering", "substantive"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.fixture(scope="module")
def labels(root: Path) -> list[dict[str, str]]:
    return rows(root / "tests" / "golden" / "changes" / "classes.tsv")


def test_two_hundred_changes_are_labelled_half_of_them_held_out(labels: list[dict[str, str]]) -> None:
    assert Counter(row["use"] for row in labels) == {"tuned": 100, "held": 100}
    assert {row["class"] for row in labels} == CLASSES
    assert len({(row["code"], row["number"], row["date"]) for row in labels}) == 200


def test_the_spans_of_the_blamed_words_follow_one_another(root: Path) -> None:
    places: dict[str, int] = {}
    for row in rows(root / "tests" / "golden" / "blame" / "words.tsv"):
        assert int(row["start"]) == places.get(row["number"], 0) < int(row["end"])
        places[row["number"]] = int(row["end"])
    assert len(places) == 10


def test_words_are_credited_as_by_hand(full_store: Path, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "scripts" / "check-blame"), str(full_store)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_changes_are_classed_as_by_hand(full_store: Path, labels: list[dict[str, str]]) -> None:
    corpus = Corpus.open(full_store)
    agreed = 0
    # the classes of one change are told with those of all changes of its day: days of few are asked
    of_day = {
        (version.code, version.date): version.added + version.modified + version.removed
        for version in corpus.versions()
    }
    held = [row for row in labels if row["use"] == "held"]
    sample = sorted(held, key=lambda row: of_day[row["code"], date.fromisoformat(row["date"])])[:40]
    for row in sample:
        day = date.fromisoformat(row["date"])
        found = corpus.changes(row["code"], day - timedelta(days=1), day)
        agreed += [one.class_ for one in found if one.ref.number == row["number"]][:1] == [row["class"]]
    assert agreed >= 0.95 * len(sample)


def test_drafts_without_tables_are_exact_on_a_sample(full_store: Path, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "scripts" / "check-draft"), str(full_store), "60"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"without tables: (\d+) of (\d+)", done.stdout)
    assert found, done.stderr
    exact, total = map(int, found.groups())
    assert total > 40
    assert exact >= 0.99 * total, done.stdout
