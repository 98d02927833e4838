"""The gold pairs of December 2010: their form, their halves, and what their relations say of one another."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden" / "renumbering"
HALVES = {"dev": "01234567", "held": "89abcdef"}
NUMBER = re.compile(r"[ADLR]?\d+(?:-\d+)*")
# longer notes would tempt to quote the law
LONGEST_NOTE = 100


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"2010-12-{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("half", HALVES)
def test_the_half_follows_from_the_old_number(half: str) -> None:
    for row in rows(half):
        assert list(row) == ["old", "new", "relation", "note"]
        assert sha256(row["old"].encode()).hexdigest()[0] in HALVES[half], row


@pytest.mark.parametrize("half", HALVES)
def test_numbers_and_notes_are_plain(half: str) -> None:
    for row in rows(half):
        assert NUMBER.fullmatch(row["old"]) and NUMBER.fullmatch(row["new"]), row
        assert row["old"] != row["new"], row
        assert 0 < len(row["note"]) <= LONGEST_NOTE, row


def test_relations_agree_with_the_pairs() -> None:
    pairs = [(row["old"], row["new"], row["relation"]) for half in HALVES for row in rows(half)]
    assert len({pair[:2] for pair in pairs}) == len(pairs)
    successors, sources = defaultdict(set), defaultdict(set)
    for old, new, _ in pairs:
        successors[old].add(new)
        sources[new].add(old)
    for old, new, relation in pairs:
        if relation == "renumbered":
            assert successors[old] == {new} and sources[new] == {old}, (old, new)
        elif relation == "split":
            assert len(successors[old]) > 1, (old, new)
        elif relation == "merged":
            assert successors[old] == {new}, (old, new)
        else:
            assert relation == "moved_part", (old, new, relation)


def test_what_is_repealed_has_no_pair() -> None:
    paired = {row["old"] for half in HALVES for row in rows(half)}
    without = rows("none")
    assert len({row["number"] for row in without}) == len(without)
    for row in without:
        assert row["what"] in {"repealed", "number_reused"}, row
        assert row["what"] == "number_reused" or row["number"] not in paired, row


def test_the_other_readers_have_every_pair_that_the_set_is_sure_of() -> None:
    read = {(row["old"], row["new"]): (row["third"], row["fourth"]) for row in rows("readers")}
    assert len(read) == len(rows("readers"))
    for (old, new), told in read.items():
        assert NUMBER.fullmatch(old) and NUMBER.fullmatch(new) and old != new
        assert any(told) and set(told) <= {"sure", "doubtful", ""}, (old, new)
    for half in HALVES:
        for row in rows(half):
            if not row["note"].startswith("doubtful"):
                assert read[row["old"], row["new"]] == ("sure", "sure"), row
