"""Figures of a code, against the same counted from the texts of single days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from cpp_versions import Corpus
from cpp_versions.text import count_words


def test_a_year_is_what_the_code_holds_on_its_last_day(embedded_store: Path) -> None:
    corpus = Corpus.open(embedded_store)
    figures = corpus.figures("cpp")
    assert [year.year for year in figures.years] == list(range(figures.years[0].year, figures.years[-1].year + 1))
    as_of = corpus.codes()[0].as_of
    for year in figures.years[::7]:
        day = min(date(year.year, 12, 31), as_of)
        texts = [one for one in corpus.code_at("cpp", day) if str(one.state) == "in_force"]
        assert (year.articles, year.words) == (len(texts), sum(count_words(one.text) for one in texts))


def test_kept_figures_are_the_same(embedded_store: Path) -> None:
    assert Corpus.open(embedded_store).figures("cpp") == Corpus.open(embedded_store).figures("cpp")


def test_the_parts_hold_every_article_in_force(embedded_store: Path) -> None:
    corpus = Corpus.open(embedded_store)
    figures = corpus.figures("cpp")
    in_force = [one for one in corpus.contents("cpp") if str(one.state) == "in_force" and one.section]
    assert sum(part.articles for part in figures.parts if part.titles) == len(in_force)
    assert list(figures.parts) == sorted(figures.parts, key=lambda part: (-part.rate, part.titles))


def test_a_version_whose_beginning_no_source_tells_has_no_length(embedded_store: Path) -> None:
    """The page of 2010 shows texts of ten days before, in force nobody knows since when: they didn't last ten days."""
    corpus = Corpus.open(embedded_store)
    spans = [
        (after.attested_from - entry.valid_from).days
        for article in corpus.contents("cpp", date(2010, 12, 28))
        for entry, after in pairwise(corpus.history(article.ref))
        if entry.valid_from and str(entry.state) == "in_force" and after.attested_from <= date(2019, 12, 31)
    ]
    assert not spans
    assert sum(corpus.figures("cpp").lives) == len(spans)
