"""The gold pairs of ten further reforms, and what a second reader found of two: their form."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "golden" / "renumbering"
NUMBER = re.compile(r"[ADLR]?\d+(?:-\d+)*")
# longer notes would tempt to quote the law
LONGEST_NOTE = 200


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_pairs_are_plain_and_told_once() -> None:
    pairs = rows("further")
    assert len({(row["reform"], row["old"], row["new"]) for row in pairs}) == len(pairs)
    for row in pairs:
        assert list(row) == ["reform", "old", "new", "relation", "note"]
        assert date.fromisoformat(row["reform"])
        assert NUMBER.fullmatch(row["old"]) and NUMBER.fullmatch(row["new"]) and row["old"] != row["new"], row
        assert row["relation"] in {"renumbered", "split", "merged", "moved_part"}, row
        assert 0 < len(row["note"]) <= LONGEST_NOTE, row


def test_what_is_repealed_has_no_pair() -> None:
    paired = {(row["reform"], row["old"]) for row in rows("further")}
    without = rows("further-none")
    assert len({(row["reform"], row["number"]) for row in without}) == len(without)
    for row in without:
        assert NUMBER.fullmatch(row["number"]) and row["what"] in {"repealed", "number_reused"}, row
        assert row["what"] == "number_reused" or (row["reform"], row["number"]) not in paired, row
        assert 0 < len(row["note"]) <= LONGEST_NOTE, row


def test_a_second_reader_has_read_two_of_them() -> None:
    pairs = rows("further-second")
    assert {row["reform"] for row in pairs} == {"1998-12-09", "2005-01-01"}
    assert len({(row["reform"], row["old"], row["new"]) for row in pairs}) == len(pairs)
    for row in pairs:
        assert NUMBER.fullmatch(row["old"]) and NUMBER.fullmatch(row["new"]) and row["old"] != row["new"], row
        assert row["second"] in {"sure", "doubtful"}, row
