"""Tokens, folding and the grammar of tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.text import (
    Cell,
    count_words,
    fold,
    is_table,
    plain_tokens,
    spaced_tokens,
    table_rows,
    tokens,
    words,
    write_table,
)

_CELLS = st.builds(
    Cell,
    st.text(st.characters(blacklist_characters="\n", blacklist_categories=["Cs"]), max_size=12),
    st.sampled_from(["td", "th"]),
    st.integers(1, 1000),
    st.integers(1, 1000),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de l'article", "de|l'|article"),
        ("R. 57-7-62 et D*. 53", "R.|57-7-62|et|D*.|53"),
        ("222-33,222-33-2", "222-33|,|222-33-2"),
        ("1° aujourd'hui, lorsqu’il", "1°|aujourd'hui|,|lorsqu’|il"),
        ("3 750 euros, 7,5 %", "3 750|euros|,|7,5|%"),
        ("celui- ci, 706- 53 ; I- Le", "celui- ci|,|706- 53|;|I|-|Le"),
        ("<table> n'est pas", "<|table|>|n'|est|pas"),
    ],
)
def test_tokens_are_the_words_of_lawyers(text: str, expected: str) -> None:
    assert "|".join(token for token in tokens(text) if not token.isspace()) == expected


@given(st.text(st.sampled_from("aàR3.,;°'’- \n\u00a0()\u00ad"), max_size=40))
def test_a_space_may_go_with_the_token_before_it(text: str) -> None:
    spaced = spaced_tokens(text)
    assert "".join(spaced) == text
    apart = [token.rstrip(" ") for token in plain_tokens(text) if token.strip(" ")]
    assert [token.rstrip(" ") for token in spaced if token.strip(" ")] == apart


def test_words_leave_out_punctuation_and_tags() -> None:
    assert words("L'article 1er, alinéa 2.") == ["L'", "article", "1er", "alinéa", "2"]
    assert count_words(write_table([[Cell("A & B"), Cell("C")]])) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("l’œuvre", "l'oeuvre"), ("« a »", '" a "'), ("a\u00a0 b", "a b"), ("e\u0301", "é"), ("co\u00adde", "code")],
)
def test_typography_folds(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Etat", "état"), ("a, b", "a b"), ("du", "dû"), ("a b", "ab")])
def test_what_can_change_the_law_does_not_fold(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_CELLS, max_size=4), max_size=4))
def test_tables_are_read_back(rows: list[list[Cell]]) -> None:
    table = write_table(rows)
    assert is_table(table)
    assert table_rows(table) == tuple(map(tuple, rows))
    assert "".join(tokens(table)) == table


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>a</td></tr></table>",
        '<table>\n<tr><td onclick="x()">a</td></tr>\n</table>',
        '<table>\n<tr><td colspan="1001">a</td></tr>\n</table>',
        "<table>\n<tr><td>a<script></td></tr>\n</table>",
        "<table>\n<tr><td>a & b</td></tr>\n</table>",
        "<table>\n<tr><td>a</th></tr>\n</table>",
        "<table>\n<tr><td>a</td></tr>\n</table> ",
        "<table>\n<tr><td>a</td></tr>\n</table>\n",
    ],
)
def test_what_strays_from_the_grammar_is_text(text: str) -> None:
    assert not is_table(text)
    with pytest.raises(ValueError, match="not a table"):
        table_rows(text)


def test_long_hostile_text_is_cut_in_linear_time() -> None:
    for text in ("a" + "\u0301" * 50_000 + "-", "a-" * 50_000 + "!", "1 000" * 20_000, "<table>\n" + "<tr>" * 50_000):
        assert "".join(tokens(text)) == text
