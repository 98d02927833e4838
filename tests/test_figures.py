"""Figures of a code, against the same counted from the texts of single days."""

from __future__ import annotations

from datetime import date
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
