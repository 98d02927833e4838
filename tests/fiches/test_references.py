"""What the titles of references name, and which articles a span covers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions import numbering
from cpp_versions.fiches.references import Standing, covers, quoted, read_title, width
from cpp_versions.fiches.values import Passage, Span

TITLES = [
    ("Code de procédure pénale : articles D49-27 à D49-35-2", "cpp", ["D49-27..D49-35-2"]),
    ("Code de procédure pénale : articles R*49-21 à R*49-29", "cpp", ["R49-21..R49-29"]),
    ("Code de procédure pénale : article 92 à 99-5", "cpp", ["92..99-5"]),
    ("Code de procédure pénale : articles 803-2", "cpp", ["803-2"]),
    ("Code de procédure pénale : articles D438 et D438-2", "cpp", ["D438", "D438-2"]),
    ("Code de procédure pénale\u00a0: articles 495-17 à 495- 25", "cpp", ["495-17..495-25"]),
    ("Code de procédure pénale : article R57-6-18 - Annexe", "cpp", ["R57-6-18"]),
    ("Code de procédure pénale : article préliminaire", "cpp", ["preliminaire"]),
    ("Code pénal : articles R131-17 à 131-20", "penal", ["R131-17..R131-20"]),
    ("Code pénitentiaire : articles L. 1er à L. 4", "penitentiaire", ["L1er..L4"]),
    ("Code pénal : Période de sûreté", "penal", []),
    ("Code pénal : articles 137-54 à 132-57", "penal", []),
    ("Code de procédure pénale : articles R2 à D5", "cpp", []),
    ("Loi n° 2009-1436 du 24 novembre 2009 : article 3", None, []),
    ("Circulaire relative au travail d'intérêt général", None, []),
    ("", None, []),
]


@pytest.mark.parametrize(("title", "code", "spans"), TITLES)
def test_titles(title: str, code: str | None, spans: list[str]) -> None:
    found, read = read_title(title)
    assert found == code
    assert [f"{span.first}..{span.last}" if span.last else span.first for span in read] == spans


def test_a_range_stays_in_its_series() -> None:
    span = Span("D50", "D52-1")
    inside = ["D50", "D51", "D51-2", "D52", "D52-1"]
    assert [n for n in [*inside, "D49", "D52-2", "D53", "R51", "51"] if covers(span, n)] == inside


def test_narrow_comes_before_broad() -> None:
    spans = [Span("53", "74-2"), Span("D49-27", "D49-35"), Span("64"), Span("706-2", "706-9")]
    assert sorted(spans, key=width)[0] == Span("64")
    assert sorted(spans, key=width)[-1] == Span("53", "74-2")


def test_the_words_of_a_fiche_count_where_they_name_the_code() -> None:
    passages = (
        Passage((), "Rien ici."),
        Passage((), "Selon l'article 723-15 du code de procédure pénale, et l'article 12, c'est possible."),
    )
    (found,) = quoted(passages)
    assert (found.code, found.spans, found.passage) == ("cpp", (Span("723-15"),), 1)
    assert "723-15" in found.title and found.title in passages[1].text


@given(st.text(max_size=700))
@settings(max_examples=200, deadline=timedelta(seconds=2))
def test_no_title_fails(title: str) -> None:
    read_title(title)
    read_title(f"Code de procédure pénale : articles {title}")


numbers = st.builds(
    lambda series, parts: series + "-".join(map(str, parts)),
    st.sampled_from(["", "R", "D", "L", "A"]),
    st.lists(st.integers(1, 60), min_size=1, max_size=3),
)


@given(st.lists(numbers, max_size=30, unique=True), numbers, numbers)
@settings(max_examples=200, deadline=None)
def test_bisection_covers_what_each_number_alone_says(standing: list[str], one: str, other: str) -> None:
    first, last = sorted((one, other), key=numbering.parse)
    for span in (Span(first, last), Span(first)):
        expected = {number for number in standing if covers(span, number)}
        if numbering.parse(first).series == numbering.parse(last).series:
            assert {standing[place] for place in Standing(standing).within(span)} == expected
