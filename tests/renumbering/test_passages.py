"""Passages, the lists of articles masked in them, and the words that two of them share."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.passages import Vocabulary, cut
from cpp_versions.renumbering.references import MASK, masked, named

TEXTS = st.text(alphabet=st.sampled_from(list("abc é'’.;:°-«» §\n0123456789RLD")), max_size=200)


@pytest.mark.parametrize(
    ("text", "numbers", "code"),
    [
        ("aux articles D. 455 et D. 459", ("D455", "D459"), ""),
        ("à l'article R. 57-7-62 du présent code", ("R57-7-62",), ""),
        ("l'article D. 214-29 du code pénitentiaire, chacun", ("D214-29",), "code pénitentiaire"),
        ("des articles 712-6, 712-7 et 712-8 et, pour", ("712-6", "712-7", "712-8"), ""),
        ("visée à l'article D480", ("D480",), ""),
    ],
)
def test_a_list_is_named_with_its_code(text: str, numbers: tuple[str, ...], code: str) -> None:
    (found,) = named(text)
    assert (found.numbers, found.code) == (numbers, code)
    assert masked(text, (found,)).count(MASK) == 1


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_lists_stand_where_they_say_and_follow_one_another(text: str) -> None:
    place = 0
    for one in named(text):
        assert place <= one.start < one.end <= len(text)
        assert one.numbers
        place = one.end


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_every_passage_has_words_and_one_list_for_each_mark_at_most(alineas: list[str]) -> None:
    vocabulary = Vocabulary()
    for passage in cut(alineas, vocabulary):
        assert passage.letters
        assert len(passage.lists) <= passage.letters.count(vocabulary.letters((MASK,)))
        assert all(vocabulary.words[Vocabulary.index(letter)] for letter in passage.letters)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=30), st.lists(st.integers(0, 9), max_size=30))
def test_what_is_shared_is_never_more_than_either_holds(left: list[int], right: list[int]) -> None:
    vocabulary = Vocabulary()
    first, second = (vocabulary.letters([f"mot{place}" for place in some]) for some in (left, right))
    weigher = Weigher(np.ones(max(len(vocabulary.words), 1)))
    found = weigher.shared(first, second)
    assert 0 <= found.bits <= min(found.left, found.right) + 1e-9
    for i, j, size in found.blocks:
        assert first[i : i + size] == second[j : j + size]
    assert weigher.shared(first, first).bits >= found.bits - 1e-9
