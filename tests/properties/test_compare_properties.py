"""Properties of the word diff: both texts come back exactly, whatever they are."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions import compare
from cpp_versions.text import count_words, is_word, tokens

_WORDS = st.sampled_from(
    [
        *"le la de du l' l’ d' juge juge d'instruction procureur œuvre oeuvre peut doit 1° 2° R.".split(),
        *"57-7-62 57-7-63 3 750 . , ; : ( ) « » & <p> \u00ad <script> <td> e\u0301 é".split(),
        *["\u00a0", "  "],
    ]
)
_ALINEA = st.one_of(
    st.lists(_WORDS, max_size=14).map(" ".join), st.lists(_WORDS, max_size=8).map("".join), st.text(max_size=20)
)
_TEXT = st.lists(_ALINEA, max_size=6)


@st.composite
def _versions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A text and an edited version of it: alinéas dropped, added, swapped, cut, words replaced."""
    old = draw(_TEXT)
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(new)))
        kind = draw(st.sampled_from(["insert", "delete", "cut", "swap", "word"]))
        if kind == "insert" or place == len(new):
            new.insert(place, draw(_ALINEA))
        elif kind == "delete":
            del new[place]
        elif kind == "cut":
            middle = len(new[place]) // 2
            new[place : place + 1] = [new[place][:middle], new[place][middle:]]
        elif kind == "swap":
            new.append(new.pop(place))
        else:
            found = new[place].split(" ")
            found[draw(st.integers(0, len(found) - 1))] = draw(_WORDS)
            new[place] = " ".join(found)
    return old, new


@settings(max_examples=400, deadline=None)
@given(st.one_of(_versions(), st.tuples(_TEXT, _TEXT)))
def test_both_texts_are_rebuilt_exactly(versions: tuple[list[str], list[str]]) -> None:
    old, new = versions
    diff = compare.diff(old, new)
    assert diff.old == "\n\n".join(old)
    assert diff.new == "\n\n".join(new)
    assert all(text for _, text in diff.ops)


@settings(max_examples=200, deadline=None)
@given(_versions())
def test_words_balance_and_count_agrees(versions: tuple[list[str], list[str]]) -> None:
    old, new = versions
    words = compare.diff(old, new).words
    assert words == compare.count(old, new)
    assert words.kept + words.deleted + words.moved == sum(map(count_words, old))
    assert words.kept + words.inserted + words.moved == sum(map(count_words, new))


@settings(max_examples=200, deadline=None)
@given(_versions())
def test_same_words_means_nothing_but_folded(versions: tuple[list[str], list[str]]) -> None:
    old, new = versions
    diff = compare.diff(old, new)
    assert compare.same_words(old, new) == (diff.identical or diff.typographic)


@settings(max_examples=200, deadline=None)
@given(_TEXT)
def test_a_text_against_itself_is_kept(text: list[str]) -> None:
    assert compare.diff(text, text).identical


@settings(max_examples=300, deadline=None)
@given(st.one_of(_ALINEA, st.text()))
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(tokens(text)) == text


@settings(max_examples=200, deadline=None)
@given(_versions())
def test_no_word_is_cut(versions: tuple[list[str], list[str]]) -> None:
    """Where an op ends, a token of the text ends."""
    old, new = versions
    diff = compare.diff(old, new)
    for alineas, kinds in ((old, "=-<"), (new, "=+>")):
        places, place = set(), 0
        for alinea in alineas:
            for token in tokens(alinea):
                if is_word(token):
                    places |= set(range(place + 1, place + len(token)))
                place += len(token)
            place += 2
        place = 0
        for op, text in diff.ops:
            if op in kinds:
                place += len(text)
                assert place not in places, re.escape(text)
