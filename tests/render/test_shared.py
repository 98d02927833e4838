"""Two texts face to face, what they share marked, whatever they hold."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from cpp_versions import compare
from cpp_versions.render.shared import shared
from cpp_versions.text import Cell, write_table

TEXTS = st.lists(st.text(alphabet="abcé <>&'\" ", min_size=1, max_size=40).filter(str.strip), max_size=4)


def bare(fragment: str) -> str:
    paragraphs = re.findall(r'<p class="cv-p">(.*?)</p>', fragment, re.DOTALL)
    return "\n\n".join(unescape(re.sub(r"</?mark[^>]*>", "", one)) for one in paragraphs)


@given(TEXTS, TEXTS)
def test_each_side_is_its_text_escaped(old: list[str], new: list[str]) -> None:
    left, right = shared(compare.diff(tuple(old), tuple(new)))
    assert bare(left) == "\n\n".join(old)
    assert bare(right) == "\n\n".join(new)


def test_runs_of_words_are_marked_and_chance_words_are_not() -> None:
    old = ("La mesure peut être levée à tout moment par le chef.",)
    new = ("Il peut y être mis fin. La mesure peut être levée à tout moment par lui.",)
    left, right = shared(compare.diff(old, new))
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", left) == re.findall(r"<mark[^>]*>(.*?)</mark>", right)
    assert "La mesure peut être levée à tout moment par</mark> lui" in right


def test_a_table_is_shown_whole_and_without_marks() -> None:
    table = write_table([[Cell("un deux trois quatre")]])
    left, _ = shared(compare.diff((table,), ("un deux trois quatre",)))
    assert "<td>" in left
    assert "<mark" not in left
