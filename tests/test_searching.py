"""Search through time, held against a plain reading of every text, on the embedded corpus."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpp_versions import Corpus, generation, store
from cpp_versions.answers import ArticleRef
from cpp_versions.errors import UnknownArticle, UsageError
from cpp_versions.index.build import build
from cpp_versions.model import CodeHistory
from cpp_versions.reconcile import reconcile
from cpp_versions.wording import parse, parse_phrases
from tests.histories import history, version

DAY = date(2011, 1, 1)


@pytest.fixture(scope="module")
def corpus(embedded_store: Path) -> Corpus:
    return Corpus.open(embedded_store)


def opened(folder: Path, *histories: CodeHistory) -> Corpus:
    """A corpus of histories made by hand."""
    made = reconcile(list(histories))
    fresh = generation.new(folder)
    fresh.mkdir(parents=True)
    written = store.write(made, fresh)
    build(made, fresh / generation.INDEX, lambda: written)
    generation.swap(folder, fresh)
    return Corpus.open(folder)


def plain(text: str) -> list[str]:
    folded = unicodedata.normalize("NFD", text.lower())
    return re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))


def holds(text: str, phrase: str) -> bool:
    words, wanted = plain(text), plain(phrase)
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))


def versions_holding(corpus: Corpus, phrase: str) -> dict[ArticleRef, list[tuple[date, date | None]]]:
    """By reading everything: of each article, the first day and the end of each version that holds the phrase."""
    found: dict[ArticleRef, list[tuple[date, date | None]]] = {}
    for code in corpus.codes():
        for summary in corpus.articles(code.id):
            for entry in corpus.history(summary.ref):
                text = "\n".join(corpus.article(entry.ref, entry.attested_from).alineas)
                if holds(text, phrase):
                    found.setdefault(entry.ref, []).append((entry.attested_from, entry.valid_to))
    return found


@pytest.mark.parametrize("phrase", ["isolement", "personne détenue", "commission de discipline", "cellule"])
def test_all_of_history_is_what_reading_finds(corpus: Corpus, phrase: str) -> None:
    expected = versions_holding(corpus, phrase)
    hits = corpus.search(f'"{phrase}"', every=True, limit=10_000)
    assert {hit.ref for hit in hits} == set(expected)
    for hit in hits:
        starts = [start for start, _ in expected[hit.ref]]
        assert hit.attested_from in starts
    assert sum(len(times) for times in expected.values()) >= len(hits)


def test_the_interval_of_a_hit_joins_the_versions_that_hold_the_words(tmp_path: Path) -> None:
    """Versions that follow one another are one hit; an end, or a version without the words, parts two."""
    past = history(
        "past", "lexhub",
        version("A", "Le détenu entre.", "2000", "2002"), version("A", "Le détenu sort.", "2002", "2004"),
        version("A", "La personne sort.", "2004", "2006"), version("A", "Le détenu revient.", "2006"),
        version("B", "Un détenu.", "2001", "2003"),
    )  # fmt: skip
    corpus = opened(tmp_path, past)
    hits = corpus.search("detenu", every=True)
    found = sorted((hit.ref.number, str(hit.valid_from), str(hit.valid_to)) for hit in hits)
    assert found == [
        ("A", "2000-01-01", "2004-01-01"), ("A", "2006-01-01", "None"), ("B", "2001-01-01", "2003-01-01"),
    ]  # fmt: skip
    (hit,) = (hit for hit in corpus.search("detenu", date(2003, 5, 5)))
    assert (str(hit.valid_from), str(hit.valid_to)) == ("2000-01-01", "2004-01-01")
    told = corpus.archaeology("détenu")
    assert told.first is not None and told.last is not None
    assert (str(told.first.valid_from), told.last.valid_to) == ("2000-01-01", None)
    assert [one.new for one in told.appearances] == [True, True, False]
    (curve,) = corpus.frequency(["détenu"], by="version", occurrences=True)
    counted = {point.day.year: point.articles for point in curve.points}
    assert counted == {2000: 1, 2001: 2, 2002: 2, 2003: 1, 2004: 0, 2006: 1}
    corpus.close()


def test_on_a_day_the_interval_is_that_of_the_words_and_holds_the_day(corpus: Corpus) -> None:
    for hit in corpus.search("isolement", DAY):
        assert hit.attested_from <= DAY
        assert hit.valid_to is None or hit.valid_to > DAY


def test_filters(corpus: Corpus) -> None:
    every = {hit.ref for hit in corpus.search("isolement", DAY)}
    begun = {hit.ref for hit in corpus.search("isolement", DAY, article="R57-7-*")}
    assert begun == {ref for ref in every if ref.number.startswith("R57-7-")}
    assert begun
    one = corpus.search("isolement", DAY, article="R. 57-7-62")
    assert [hit.ref.number for hit in one] == ["R57-7-62"]
    below = corpus.search("isolement", DAY, section="de l'ISOLEMENT")
    for hit in below:
        assert any(holds(title, "de l'isolement") for title in corpus.article(hit.ref, DAY).section)
    assert below
    with pytest.raises(UnknownArticle):
        corpus.search("isolement", article="999-999")


def test_first_and_last_appearance(corpus: Corpus) -> None:
    found = corpus.archaeology('"personne détenue"')
    assert found.first is not None and found.last is not None
    expected = versions_holding(corpus, "personne détenue")
    assert found.first.attested_from == min(start for times in expected.values() for start, _ in times)
    starts = [one.attested_from for one in found.appearances]
    assert starts == sorted(starts)
    assert sum(one.brought for one in found.acts) <= len(found.appearances)
    assert corpus.archaeology("zzyzzx").first is None


def test_frequency_counts_the_articles_that_hold_the_words_that_day(corpus: Corpus) -> None:
    curves = corpus.frequency(["détenu|détenus", "personne détenue|personnes détenues"], ["cpp"], occurrences=True)
    for curve in curves:
        for point in curve.points[::6]:
            texts = [text.text for text in corpus.code_at("cpp", point.day)]
            forms = curve.wording.split("|")
            assert point.articles == sum(any(holds(text, form) for form in forms) for text in texts)
            assert point.occurrences is not None and point.occurrences >= point.articles
    assert {"détenu|détenus", "personne détenue|personnes détenues"} == {curve.wording for curve in curves}


def test_occurrences_of_one_word_and_of_a_phrase_are_counted_alike(corpus: Corpus) -> None:
    word, phrase = corpus.frequency(["cellule", "cellule|cellule"], occurrences=True)
    assert [p.occurrences for p in word.points] == [p.occurrences for p in phrase.points]


def test_every_consolidated_version_is_a_point(corpus: Corpus) -> None:
    (curve,) = corpus.frequency(["cellule"], ["cpp"], by="version")
    days = [v.date for v in corpus.versions(["cpp"]) if v.date and v.date <= corpus.codes()[0].as_of]
    assert [point.day for point in curve.points] == days


@pytest.mark.parametrize("ask", [
    lambda c: c.frequency([]), lambda c: c.frequency(["a"] * 9), lambda c: c.frequency(["a"], by="day"),
    lambda c: c.search("- ' \""), lambda c: c.search(" ".join(["mot"] * 60)),
])  # fmt: skip
def test_what_cant_be_meant_is_refused(corpus: Corpus, ask: object) -> None:
    with pytest.raises(UsageError):
        ask(corpus)  # type: ignore[operator]


@given(st.text(alphabet=st.sampled_from("abé \"|*^:()-+{}\\'%_ANDORNEAT\0\n12"), max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_reaches_the_index_raw(corpus: Corpus, query: str) -> None:
    for ask in (
        lambda: corpus.search(query, limit=2), lambda: corpus.search(query, every=True, limit=2),
        lambda: corpus.archaeology(query), lambda: corpus.frequency([query]),
        lambda: corpus.search("cellule", section=query, limit=2),
    ):  # fmt: skip
        with contextlib.suppress(UsageError):
            ask()


def test_operators_are_words() -> None:
    assert parse("détenu OR NEAR(").match == '"détenu" AND "OR" AND "NEAR("'
    assert parse('"garde à vue" | avocat').match == '("garde à vue" OR "avocat")'
    assert parse_phrases("personne détenue | détenu").match == '("personne détenue" OR "détenu")'
