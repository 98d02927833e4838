"""Whole acts: ours in `golden/amendments`, checked by reading, and the real ones beside the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cpp_versions.amendments import Kind, Operation, ParsedAct, parse
from cpp_versions.amendments.values import Unit
from tests.amendments.told import lines

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "amendments"
ACTS = sorted(GOLDEN.glob("*.txt"))


def covers(act: ParsedAct, text: str) -> None:
    """Nothing of the act is lost, and what is quoted stands where it is said to stand."""
    assert "".join(text[piece.span[0] : piece.span[1]] for piece in act.pieces) == text
    told = [(one.span, one.quote) for one in act.instructions] + [(one.span, one.quote) for one in act.unparsed]
    for (start, end), quote in told:
        assert text[start:end] == quote


@pytest.mark.parametrize("path", ACTS, ids=lambda path: path.stem)
def test_what_an_act_says(path: Path) -> None:
    text = path.read_text("utf-8")
    act = parse(text)
    covers(act, text)
    assert lines(act) == path.with_suffix(".expected").read_text("utf-8").splitlines()


def test_an_act_is_named_and_dated() -> None:
    act = parse(ACTS[1].read_text("utf-8"))
    assert act.act is not None
    assert (act.act.nature, act.act.number, str(act.act.date)) == ("décret", "2019-9999", "2019-03-12")
    assert str(act.published) == "2019-03-14"


def test_the_decree_of_1972(shared_seeds: Path) -> None:
    text = (shared_seeds / "decret-72-852.txt").read_text("utf-8")
    act = parse(text)
    covers(act, text)
    assert act.understood >= 0.99
    headed = set(re.findall(r"^Article D\. (\d+(?:-\d+)?)\.", text, re.M))
    assert len(headed) == 134
    assert {f"D{number}" for number in headed} <= {one.article for one in act.instructions}
    assert sum(one.operation is Operation.REPEAL for one in act.instructions) == 19
    whole = [one for one in act.instructions if one.operation is Operation.REWRITE and not one.place.steps]
    assert len(whole) == 53
    told = {one.article: str(one.place) for one in act.instructions if one.operation is Operation.RENUMBER}
    assert told == {"D250": "alinéa 1er, 5°, 6°"}


def test_the_decree_of_2010_in_english(shared_seeds: Path) -> None:
    text = (shared_seeds / "decree-2010-1276.en.txt").read_text("utf-8")
    act = parse(text)
    covers(act, text)
    assert act.language == "en"
    assert act.unparsed == ()
    named = {one.article for one in act.instructions if one.article}
    assert len(named) == 73
    sections = [one.section for one in act.instructions if one.unit is Unit.SECTION]
    assert ("livre V", "titre II", "chapitre II", "section 9") in sections
    assert all(piece.kind is not Kind.UNPARSED for piece in act.pieces)
