"""Numbers of every shape: writing and reading are inverses, the order is total, hostile text never passes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.errors import BadNumber
from cpp_versions.numbering import ArticleNumber, from_slug, from_source, parse, slug

LATIN = ["bis", "ter", "quater", "quinquies", "sexies", "nonies", "decies", "undecies", "quindecies", "sexvicies"]
LETTERS = st.sampled_from(["A", "B", "Z", "AA", "ZA", "ZCA"])
COUNT = st.integers(0, 99999).map(str)

component = st.one_of(COUNT, st.sampled_from(LATIN), LETTERS)
plain = st.builds(
    lambda prefix, first, rest: "-".join([prefix + first, *rest]),
    st.sampled_from(["", "L", "LO", "R", "D", "A"]),
    st.one_of(COUNT, st.just("1er")),
    st.lists(component, max_size=4),
)
own = st.one_of(st.sampled_from(["I", "II", "IX", "XIV", "B", "III-1"]), st.integers(1, 99).map(str))
attached = st.builds(
    lambda kind, mine, article: "-".join(
        [
            kind,
            *([mine] if mine else []),
            *([article if article[0].isalpha() else f"article-{article}"] if article else []),
        ]
    ),
    st.sampled_from(["annexe", "tableau"]),
    st.none() | own,
    st.none() | plain,
)
texts = st.one_of(plain, attached, st.sampled_from(["preliminaire", "annexe", "liminaire", "II", "XIV"]))
numbers = texts.map(ArticleNumber)

bounded = settings(max_examples=300, deadline=None)


@bounded
@given(numbers)
def test_writing_and_reading_are_inverses(number: ArticleNumber) -> None:
    assert not number.opaque
    assert parse(str(number)) == number
    assert parse(number.label) == number
    assert from_source(number.label) == number
    assert from_slug(slug(number)) == number
    assert parse(f"Article {number.label} du code de procédure pénale") == number


@bounded
@given(numbers, st.sampled_from(["–", "‑", "−", "—"]))
def test_dashes_and_spaces_do_not_matter(number: ArticleNumber, dash: str) -> None:
    assert parse(number.label.replace("-", dash).replace(" ", "\u00a0")) == number


@bounded
@given(numbers, numbers, numbers)
def test_the_order_is_total(a: ArticleNumber, b: ArticleNumber, c: ArticleNumber) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert (a == b) == (a.sort_key == b.sort_key)
    assert not (a < b and b < c) or a < c


@bounded
@given(st.text(max_size=320))
def test_what_a_person_types_is_a_number_or_refused(text: str) -> None:
    try:
        number = parse(text)
    except BadNumber as error:
        assert str(error).isprintable()
        assert len(str(error)) < 500
    else:
        assert not number.opaque
        assert parse(number.text) == number


@bounded
@given(st.text(max_size=320))
def test_a_heading_always_gives_a_safe_and_stable_number(text: str) -> None:
    try:
        number = from_source(text)
    except BadNumber:
        assert len(text) > 300 or not re.search(r"[^\s\W]", text) or not text.isprintable() or text.strip() == ""
        return
    assert re.fullmatch(r"[A-Za-z0-9-]{1,100}", number.text)
    assert number.label.isprintable()
    assert from_source(number.text) == number
    assert from_slug(slug(number)) == number
    assert number.sort_key == from_source(number.text).sort_key
