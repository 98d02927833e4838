"""The file of an article: what is written is what is read, whatever the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cpp_versions.articlefile import read_act, read_article, write_act, write_article
from cpp_versions.errors import StoreError
from cpp_versions.model import Act, Attestation, Citation, State, Text
from cpp_versions.text import Cell, write_table

DAY = date(2010, 12, 29)
DAYS = st.dates(date(1810, 1, 1), date(2100, 1, 1))
# Alinéas are never empty and hold no line break (see markup); anything else may stand in them, even at their start.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\0"), min_size=1, max_size=40)
AWKWARD = st.sampled_from(
    ["#", "## Nota", "---", "[", "\\", "\\\\#", "[a]: <cpp:1>", "\r", "\x0b", "\x85", "\u2028", "\ufeff"]
)
PLAIN = st.tuples(AWKWARD | st.just(""), WORDS | st.just("")).map("".join).filter(bool)
TABLES = st.lists(st.lists(WORDS.map(Cell), min_size=1, max_size=3), min_size=1, max_size=3).map(write_table)
ALINEAS = st.lists(PLAIN | TABLES, max_size=4).map(tuple)
LINE = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    alineas = draw(ALINEAS)
    citations = []
    for place in draw(st.lists(st.sampled_from(range(len(alineas))), max_size=3)) if alineas else []:
        alinea = alineas[place]
        start = draw(st.integers(0, len(alinea) - 1))
        end = draw(st.integers(start + 1, len(alinea)))
        assume("\n" not in alinea[start:end])
        code, targets = draw(
            st.sampled_from([(None, ()), ("cpp", ()), ("cpp", ("1",)), ("penal", ("R57-7-62", "annexe-A43-6"))])
        )
        citations.append(Citation(place, start, end, alinea[start:end], code, targets))
    return Text(alineas, draw(st.lists(PLAIN, max_size=2).map(tuple)), tuple(citations))


ACTS = st.builds(
    Act,
    LINE.filter(lambda title: title and "|" not in title),
    st.sampled_from([None, "loi", "décret"]),
    st.sampled_from([None, "2010-1634", "72-852"]),
    st.none() | DAYS,
)


@st.composite
def versions(draw: st.DrawFn) -> Attestation:
    valid_from = draw(st.none() | DAYS)
    return Attestation(
        number=draw(st.sampled_from(["R57-7-62", "preliminaire", "16-1-A", "autre-annexe-a-la-section-2"])),
        state=draw(st.sampled_from([State.IN_FORCE, State.MISSING])),
        text=draw(texts()),
        attested_from=draw(DAYS) if valid_from is None else draw(st.just(valid_from) | DAYS),
        valid_from=valid_from,
        observed=() if valid_from else tuple(draw(st.lists(DAYS, max_size=3))),
        complete=draw(st.booleans()),
        slot=draw(st.sampled_from([1, 2])),
        label=draw(LINE),
        acts=tuple(draw(st.lists(ACTS, max_size=3))),
        where=draw(LINE),
        source=draw(LINE),
    )


@settings(max_examples=150, deadline=None)
@given(versions())
def test_what_is_written_is_read(version: Attestation) -> None:
    content = write_article(version)
    assert read_article(content.encode().decode(), "x") == version


@settings(max_examples=100, deadline=None)
@given(ACTS)
def test_acts_are_written_and_read(act: Act) -> None:
    assert read_act(write_act(act)) == act
    assert "\n" not in write_act(act)


def test_what_has_no_place_on_a_line_is_folded() -> None:
    """A line of the head can't be made to look like another one by what a source prints."""
    odd = Attestation(
        "1", State.IN_FORCE, Text(()), DAY, DAY, label="a\nstate: missing", where="x\r\n---\n\ny", source="s\x85t"
    )
    assert read_article(write_article(odd), "x") == replace(
        odd, label="a state: missing", where="x --- y", source="s t"
    )
    assert read_act(write_act(Act("a | b\nc", "loi"))) == Act("a / b c", "loi")


VERSION = Attestation(
    "R57-7-62",
    State.IN_FORCE,
    Text(
        ("# Un.", "Selon l'article 35, l'article 35 et R. 57-6."),
        ("Note.",),
        (Citation(1, 20, 32, "l'article 35", "cpp", ("35",)), Citation(1, 36, 43, "R. 57-6", None, ())),
    ),
    DAY,
    DAY,
    label="R. 57-7-62",
    acts=(Act("Décret n° 2010-1634", "décret", "2010-1634", date(2010, 12, 23)), Act("Loi")),
    source="LexHub",
    where="beae:r57.md",
)
FILE = """---
article: R57-7-62
label: R. 57-7-62
state: in_force
valid_from: 2010-12-29
act: Décret n° 2010-1634 | décret | 2010-1634 | 2010-12-23
act: Loi |  |  |
source: LexHub
where: beae:r57.md
---

\\# Un.

Selon l'article 35, l'article 35 et R. 57-6.

## Nota

Note.

[l'article 35]: <cpp:35> "2"
[R. 57-6]: <:>
"""


def test_the_file_as_people_read_it() -> None:
    assert write_article(VERSION) == FILE
    assert read_article(FILE, "x") == VERSION


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FILE, ""),
        (FILE, "# Article D53\n\n<p>Un.</p>"),
        (FILE, "\n\n\n"),
        ("article: R57-7-62\n", ""),
        ("state: in_force", "state: perhaps"),
        ("valid_from: 2010-12-29", "valid_from: 2010-13-29"),
        ("valid_from: 2010-12-29\n", ""),
        ("2010-12-23", "23 décembre"),
        ("[R. 57-6]: <:>", "[R. 57-6]: ???"),
        ("[R. 57-6]: <:>", "[R. 99]: <:>"),
        ('"2"', '"3"'),
        ("article: R57-7-62\n", "article: R57-7-62\nslot: x\n"),
    ],
)
def test_a_damaged_file_is_one_clear_line(old: str, new: str) -> None:
    assert old in FILE
    with pytest.raises(StoreError) as error:
        read_article(FILE.replace(old, new), "cpp/articles/R57-7-62.md")
    assert str(error.value).startswith("cpp/articles/R57-7-62.md: ")
    assert "\n" not in str(error.value)
