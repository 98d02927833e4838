"""Any text is read, without an error, in time that grows as its length does."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.citations import Reader, read
from cpp_versions.citations.fragments import canonical, level
from cpp_versions.numbering import parse

WORDS = st.sampled_from(
    "article articles l'article art. Art. L. R. * D. 57-7-62 12 1er 706-53 bis à et ou , ; ( ) 1° 2° du de la des au "
    "aux premier deuxième alinéa alinéas phrase I II code pénal civil présent même dudit loi n° 2009-1436 décret "
    "24 novembre 2009 précité précédent suivants cet ce ses convention européenne ’ « » \n\n <td> </td> - –".split(" ")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS).map("".join))


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_every_span_is_its_quote_and_every_number_is_one(text: str) -> None:
    found = read(text, inner=True)
    assert [(m.start, m.end) for m in found] == sorted((m.start, m.end) for m in found)
    for mention in found:
        assert text[mention.start : mention.end] == mention.quote != ""
        assert 0 <= mention.phrase[0] <= mention.start
        assert mention.end <= mention.phrase[1] <= len(text)
        if mention.target and not mention.target.step:
            assert parse(mention.target.first).text == mention.target.first
            assert not mention.target.last or parse(mention.target.last).text == mention.target.last


ALINEAS = st.sampled_from(
    [
        "L'article 12-1 du code pénal et l'article 3.", "L'article 12-1.", "Le même article, et l'article 5.",
        "Les mêmes articles du même code.", "La loi n° 2009-1436 du 24 novembre 2009 et son article 3.",
        "L'article 4 de la même loi.", "Les articles 7 à 9 et 12-1 du présent code.", "L'article précité.",
        "Le code civil.", "Les articles 12-1 et 3 précités.", "Rien.", "",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(ALINEAS | TEXTS, max_size=6).map("\n\n".join), max_size=5))
def test_texts_that_share_alineas_are_read_as_each_by_itself(texts: list[str]) -> None:
    reader = Reader()
    for text in texts:
        begin, found = 0, []
        alineas = text.split("\n\n")
        for alinea, cited in zip(alineas, reader.read(alineas), strict=True):
            for m in cited.mentions:
                phrase = (m.phrase[0] + begin, m.phrase[1] + begin)
                found.append(replace(m, start=m.start + begin, end=m.end + begin, phrase=phrase))
            begin += len(alinea) + 2
        assert tuple(found) == read(text)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_levelling_moves_nothing(text: str) -> None:
    assert len(level(text)) == len(text)
    assert level(level(text)) == level(text)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(["", "L. ", "R. ", "D. ", "R. * "]), st.integers(1, 999), st.integers(0, 99), st.integers(0, 99))
def test_a_number_is_read_as_it_is_printed(series: str, first: int, second: int, third: int) -> None:
    printed = f"{series}{first}" + (f"-{second}" if second else "") + (f"-{third}" if second and third else "")
    (mention,) = read(f"Comme le prévoit l'article {printed}.")
    assert mention.target is not None
    assert mention.target.first == canonical(printed) == parse(printed.replace(" *", "*")).text


REPEATED = {
    "a list": ("articles 1", ", 2", ""),
    "ranges": ("", "articles 1 à ", ""),
    "places": ("", "au premier et ", "alinéa de l'article 1"),
    "prepositions": ("au 1° ", "de la ", "de l'article 12"),
    "parentheses": ("", "l'article 12 (a b c d e f g h i j k l m n o p ", ""),
    "a name": ("", "convention du de des la ", ""),
    "codes": ("", "code ", ""),
    "divisions": ("l'article 1", " du titre I", ""),
    "what points": ("l'article 1-1 du code pénal ", "les mêmes articles ", ""),
    "a number": ("article ", "1-", ""),
    "spaces": ("article", " ", "1"),
    "quotes": ("", "«", "Art. 1"),
    "carried": ("l'article 1", " et à l'article 1", " du code pénal"),
}


@pytest.mark.parametrize(("head", "part", "tail"), REPEATED.values(), ids=REPEATED)
def test_time_grows_as_the_text_does(head: str, part: str, tail: str) -> None:
    def spent(times: int) -> float:
        text = head + part * times + tail
        begun = time.process_time()
        read(text, inner=True)
        return time.process_time() - begun

    times = max(1, 20_000 // len(part))
    once = min(spent(times) for _ in range(3))
    assert spent(8 * times) < 40 * once + 0.2  # eight times the text: a square would take 64 times as long
