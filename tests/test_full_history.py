"""What the full history must show, as FACTS and lawyers have it: two codes from LexHub, with the page added."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from cpp_versions import Corpus
from cpp_versions.model import State
from tests.checks import all_articles, page_figures, rebuilds, successive_pairs
from tests.gitrepo import git

pytestmark = [pytest.mark.data, pytest.mark.xdist_group("full history")]


@pytest.fixture(scope="module")
def corpus(full_store: Path) -> Iterator[Corpus]:
    opened = Corpus.open(full_store)
    yield opened
    opened.close()


def test_the_consolidated_versions(corpus: Corpus, full_store: Path) -> None:
    versions = corpus.versions(["cpp"])
    assert len(versions) == 1063
    assert [v.date for v in versions].count(None) == 1
    assert versions[0].date is None
    assert versions[-1].date == date(2025, 12, 31)
    assert len(git(full_store, "tag", "--list", "cpp/*").split()) == 1063
    assert len(corpus.versions(["penitentiaire"])) == 16
    assert {code.id: code.as_of for code in corpus.codes()} == dict.fromkeys(
        ("cpp", "penitentiaire"), date(2023, 12, 6)
    )


def test_706_71(corpus: Corpus) -> None:
    answer = corpus.article("706-71", date(2012, 1, 1))
    assert (answer.state, answer.valid_from, answer.valid_to) == (State.IN_FORCE, date(2011, 6, 1), date(2014, 10, 1))
    assert [act.number for act in answer.acts] == ["2011-392"]
    assert "moyens de télécommunication" in answer.alineas[0]


def test_the_history_of_d53(corpus: Corpus) -> None:
    entries = corpus.history("D53")
    assert [entry.change for entry in entries] == ["created"] + ["modified"] * (len(entries) - 1)
    days = [entry.attested_from for entry in entries]
    assert days == sorted(set(days))
    assert all(a.valid_to == b.valid_from for a, b in pairwise(entries))
    acts = {entry.valid_from: [act.number for act in entry.acts] for entry in entries}
    assert acts[date(2010, 12, 29)] == ["2010-1635"]
    assert acts[date(2022, 6, 9)] == ["2022-855"]


def test_r57_7_8_ended_by_the_code_penitentiaire(corpus: Corpus) -> None:
    answer = corpus.diff("R57-7-8", "R57-7-8", date(2010, 12, 29), date(2023, 12, 1))
    assert (answer.new.state, answer.new.valid_to) == (State.ENDED, date(2022, 5, 1))
    assert [(act.nature, act.number) for act in answer.new.acts] == [("décret", "2022-479")]
    assert "le troisième alinéa" in " ".join(answer.old.nota)  # it applies later, by the nota alone
    assert {op for op, _ in answer.diff.ops} == {"-"}


def test_a_number_that_stands_twice(corpus: Corpus) -> None:
    first, second = (corpus.article(f"A37-10{slot}", date(2009, 6, 20)) for slot in ("", "~2"))
    assert (first.state, second.state) == (State.IN_FORCE, State.IN_FORCE)
    assert first.alineas != second.alineas
    assert first.also == ("cpp:A37-10~2",)
    assert "number_twice" in {a.kind for a in corpus.anomalies("A37-10")}


def test_a_number_of_two_codes(corpus: Corpus) -> None:
    assert corpus.article("D424-1").ref.code == "cpp"
    assert corpus.article("D424-1").also == ("penitentiaire:D424-1",)
    assert corpus.article("penitentiaire:D424-1").also == ("cpp:D424-1",)


@pytest.mark.parametrize("number", ["D51", "D234", "D238", "D404", "D430"])
def test_holes_are_no_texts(corpus: Corpus, number: str) -> None:
    assert {a.kind for a in corpus.anomalies(number)} & {"missing", "filled"}
    for entry in corpus.history(number):
        assert not any("Missing data" in alinea for alinea in corpus.article(number, entry.attested_from).alineas)


def test_no_placeholder_no_markup_and_no_nota_is_left_in_a_text(corpus: Corpus) -> None:
    left = re.compile(r"Missing data|^\W*Article abrogé\W*$|NOTA\s*:|</?(?:p|br|i|a)\b")
    for code in corpus.codes():
        for article in corpus.articles(code.id):
            for alinea in corpus.article(article.ref).alineas:
                assert not left.search(alinea), article.ref
                assert alinea.strip()


def test_the_page_against_lexhub_alone(lexhub_store: Path, archeo_lex_page: Path) -> None:
    """Of the 658 texts that the page shows whole, LexHub has 639, all with the same words."""
    alone = Corpus.open(lexhub_store)
    figures = page_figures(alone, archeo_lex_page)
    alone.close()
    assert (len(figures.same), figures.other, len(figures.missing)) == (639, (), 19)


def test_the_page_against_both(corpus: Corpus, archeo_lex_page: Path) -> None:
    figures = page_figures(corpus, archeo_lex_page)
    assert (len(figures.same), figures.other, figures.missing) == (658, (), ())


def test_a_sample_of_diffs_rebuilds_both_texts(corpus: Corpus) -> None:
    sample = random.Random(2010).sample(all_articles(corpus), 500)
    tried = 0
    for pair in successive_pairs(corpus, sample):
        assert rebuilds(pair), (pair.ref, pair.day)
        tried += 1
    assert tried > 800


def test_the_store_and_the_index_agree(corpus: Corpus) -> None:
    assert corpus.verify() == ()


def test_plain_git_shows_the_reform(full_store: Path) -> None:
    words = git(
        full_store, "diff", "--word-diff", "cpp/2010-12-19", "cpp/2010-12-29", "--", "cpp/articles/D75.md"
    ).decode()
    assert "[-un an.-]{+deux ans.+}" in words
    log = git(full_store, "log", "--format=%s", "--", "cpp/articles/R57-7-8.md").decode().splitlines()
    assert log[0] == "Version consolidée au 1er mai 2022"
    assert log[-1] == "Version consolidée au 29 décembre 2010"
