"""What is cut out of a text around the words searched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.snippets import cut
from cpp_versions.wording import parse


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("detenu", "Le détenu entre.", "Le [détenu] entre."),
        ('"garde a vue"', "La GARDE À  VUE dure.", "La [GARDE À  VUE] dure."),
        ("detenu|detenus", "Les détenus et le détenu.", "Les [détenus] et le [détenu]."),
        ("R.57-7", "l'article R. 57-7, et 157-7.", "l'article [R. 57-7], et 157-7."),
        ("avocat", "Un. \n\nDeux mots, un avocat.", "…Deux mots, un [avocat]."),
    ],
)
def test_words_are_marked_however_they_are_written(query: str, text: str, expected: str) -> None:
    found = cut(text, parse(query))
    assert found is not None
    assert found[0] == expected


def test_part_of_a_word_is_no_word() -> None:
    assert cut("détenue, indétenu", parse("détenu")) is None


@given(st.text(alphabet="aé bc[].\n", max_size=300), st.sampled_from(["a", '"a b"', "é|c", "b c"]))
@settings(max_examples=150, deadline=None)
def test_marks_stand_in_brackets_and_the_rest_is_the_text(text: str, query: str) -> None:
    found = cut(text, parse(query))
    if found is None:
        return
    snippet, marks = found
    assert marks
    rest = list(snippet)
    for start, end in reversed(marks):
        assert (snippet[start - 1], snippet[end]) == ("[", "]")
        del rest[end], rest[start - 1]
    assert "".join(rest).strip("…") in text
