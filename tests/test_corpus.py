"""What the corpus answers on the embedded excerpt: states at dates, references in any spelling, citations, changes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from cpp_versions import Corpus
from cpp_versions.answers import ArticleRef
from cpp_versions.corpus import parse_date
from cpp_versions.errors import BadDate, BadNumber, UnknownArticle, UnknownCode, UsageError
from cpp_versions.model import State

BEFORE, DAY = date(2010, 12, 19), date(2010, 12, 29)


@pytest.fixture(scope="module")
def corpus(embedded_store: Path) -> Iterator[Corpus]:
    opened = Corpus.open(embedded_store)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("number", "day", "state"),
    [
        ("D75", "2010-12-18", State.UNKNOWN),  # nothing is asserted before the page
        ("D75", "2010-12-19", State.IN_FORCE),
        ("D75", "2010-12-28", State.IN_FORCE),
        ("D75", "2010-12-29", State.IN_FORCE),
        ("D75", "1789-07-14", State.UNKNOWN),
        ("D75", "0001-01-01", State.UNKNOWN),
        ("D75", "2500-01-01", State.IN_FORCE),
        ("D75", "9999-12-31", State.IN_FORCE),
        ("D283-1", "2010-12-28", State.IN_FORCE),
        ("D283-1", "2010-12-29", State.ENDED),
        ("D283-1", "9999-12-31", State.ENDED),
        ("D99", "2010-12-19", State.IN_FORCE),
        ("D99", "2010-12-29", State.ENDED),
        ("R57-7-62", "2010-12-19", State.UNKNOWN),
        ("R57-7-62", "2010-12-29", State.IN_FORCE),
        ("D48-5-1", "2017-05-11", State.UNKNOWN),
        ("D48-5-1", "2017-05-12", State.IN_FORCE),
        ("D48-5-1", "2019-12-31", State.IN_FORCE),
        ("D48-5-1", "2020-01-01", State.MISSING),
        ("D48-5-1", "2021-01-01", State.MISSING),
    ],
)
def test_states(corpus: Corpus, number: str, day: str, state: State) -> None:
    answer = corpus.article(number, date.fromisoformat(day))
    assert answer.state is state
    assert bool(answer.alineas) == (state is State.IN_FORCE)
    assert (answer.nearest is None) == bool(answer.alineas)
    assert answer.at == date.fromisoformat(day)
    assert answer.beyond_data == (answer.at > answer.as_of)


def test_a_word_that_changed(corpus: Corpus) -> None:
    old, new = corpus.article("D75", BEFORE), corpus.article("D75", DAY)
    assert "supérieur à un an." in old.alineas[0]
    assert "supérieur à deux ans." in new.alineas[0]
    assert (old.valid_from, old.valid_to, old.observed) == (None, DAY, (BEFORE,))
    assert (new.valid_from, new.valid_to, new.observed) == (DAY, None, (DAY,))
    assert old.commit != new.commit
    assert new.section == ("Paragraphe 2 : La procédure d'orientation",)
    diff = corpus.diff("D75", "D75", BEFORE, DAY).diff
    assert [(op, text) for op, text in diff.ops if op != "="] == [("-", "un an"), ("+", "deux ans")]
    assert (diff.words.deleted, diff.words.inserted) == (2, 2)


def test_the_date_of_the_data_is_asked_by_default(corpus: Corpus) -> None:
    assert corpus.article("D75").at == DAY
    assert corpus.article("D48-5-1").at == date(2019, 12, 31)


def test_an_end(corpus: Corpus) -> None:
    answer = corpus.article("D283-1", date(2015, 1, 1))
    assert (answer.valid_to, answer.alineas, answer.nota) == (DAY, (), ())
    assert answer.nearest == BEFORE
    assert answer.section[0] == "Paragraphe 4 : Mise à l'isolement."
    assert [entry.change for entry in corpus.history("D283-1")] == ["first_known", "ended"]


def test_fragments_are_said_to_be_so(corpus: Corpus) -> None:
    answers = [corpus.article(a.ref, DAY) for a in corpus.articles("cpp")]
    fragments = [a for a in answers if a.alineas and not a.complete]
    assert fragments
    of_the_page = [a for a in answers if not a.complete and a.as_of == DAY]  # not those that the decree of 1972 gives
    assert len(of_the_page) == 421 - 353  # headings of the page, and those shown whole
    assert all(a.observed for a in fragments)


@pytest.mark.parametrize(
    "spelling",
    ["R57-7-62", "R. 57-7-62", "r.57-7-62", "art. R57-7-62 CPP", "article R. 57-7-62", "cpp:R57-7-62", " R 57‑7‑62 "],
)
def test_references_in_any_spelling(corpus: Corpus, spelling: str) -> None:
    assert corpus.resolve(spelling) == ArticleRef("cpp", "R57-7-62")
    assert corpus.article(spelling, DAY) == corpus.article(ArticleRef("cpp", "R57-7-62"), DAY)


def test_what_nobody_knows(corpus: Corpus) -> None:
    with pytest.raises(UnknownArticle, match=r"near it: .*R57-7-6") as error:
        corpus.article("R57-7-620")
    assert "\n" not in str(error.value)
    for reference in ("R57-7-62~2", "1", ArticleRef("cpp", "x" * 1000), ArticleRef("cpp", "D75", 2)):
        with pytest.raises(UnknownArticle):
            corpus.article(reference)
    for reference in (
        "",
        "../../etc/passwd",
        "--upload-pack=x",
        "<script>",
        "D75'; DROP TABLE article",
        "x" * 100_000,
        "\0",
    ):
        with pytest.raises(BadNumber) as bad:
            corpus.article(reference)
        assert "\n" not in str(bad.value)
        assert len(str(bad.value)) < 300
    for code in ("penal", "../x", ""):
        with pytest.raises(UnknownCode):
            corpus.article("D75", codes=[code])
    with pytest.raises(UnknownCode):
        corpus.article("penal:D75")
    assert corpus.resolve("D75", ["Code de procédure pénale"]).code == "cpp"


@pytest.mark.parametrize("text", ["2010-12-29", "2010-12-29 ", "29/12/2010"])
def test_dates(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2010",
        "2010-13-01",
        "2010-02-30",
        "0000-01-01",
        "10000-01-01",
        "demain",
        "٢٠١٠-12-29",
        "2" * 9999,
        "\x1b[31m",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadDate) as error:
        parse_date(text)
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 200


def test_cites_and_cited_by(corpus: Corpus) -> None:
    day = date(2018, 1, 1)
    cited = corpus.cites("D48-5-1", day)
    assert [(c.quote, c.targets) for c in cited] == [
        ("l'article R. 57-2", ("R57-2",)),
        ("l'article 35", ("35",)),
        ("l'article D. 15-2", ("D15-2",)),
    ]
    text = "\n\n".join(corpus.article("D48-5-1", day).alineas)
    for c in cited:
        assert text[slice(*c.span)] == c.quote
        assert c.quote in c.sentence
        assert c.sentence in text
        assert c.status == "unknown"
    assert corpus.cites("D48-5-1", date(2021, 1, 1)) == ()
    assert corpus.cited_by("D48-5-1", day) == ()


def test_versions(corpus: Corpus) -> None:
    assert [str(v.date) for v in corpus.versions()] == [
        "1972-09-20", "1972-09-21", "2010-12-19", "2010-12-29", "2017-05-12", "2020-01-01",
    ]  # fmt: skip
    reform = next(v for v in corpus.versions(["cpp"]) if v.date == DAY)
    history = [corpus.history(a.ref) for a in corpus.articles("cpp")]
    begun = [entry.change for entries in history for entry in entries if entry.attested_from == DAY]
    assert reform.removed == begun.count("ended")
    assert reform.added == begun.count("created")
    assert reform.modified == begun.count("modified")  # two more are known again: nobody knows their text of the eve
    assert reform.removed + reform.added + reform.modified > 400
    (code,) = corpus.codes()
    assert (code.id, code.excerpt, code.versions, code.articles) == ("cpp", True, 6, 608)
    assert (code.first, code.last, code.as_of) == (date(1972, 9, 20), date(2020, 1, 1), date(2019, 12, 31))


def test_any_pair_of_days_is_compared_both_ways(corpus: Corpus) -> None:
    for a in corpus.articles("cpp"):
        old, new = corpus.article(a.ref, BEFORE), corpus.article(a.ref, DAY)
        for one, other in ((old, new), (new, old)):
            answer = corpus.diff(one.ref, other.ref, one.at, other.at).as_json()
            for side, kept in (("old", "=-<"), ("new", "=+>")):
                joined = "".join(text for op, text in answer["ops"] if op in kept)
                assert joined == "\n\n".join(answer[side]["alineas"])


def test_anomalies(corpus: Corpus) -> None:
    everything = corpus.anomalies()
    assert everything
    for kind in {a.kind for a in everything}:
        only = corpus.anomalies(only=kind)
        assert only == tuple(a for a in everything if a.kind == kind)
    assert corpus.anomalies("D48-5-1") == tuple(a for a in everything if a.number == "D48-5-1")
    with pytest.raises(UsageError):
        corpus.anomalies("nonsense!")


def test_threads(corpus: Corpus) -> None:
    """Threads that ask the same with other values, and give way to one another often."""
    from concurrent.futures import ThreadPoolExecutor

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    refs = [a.ref for a in corpus.articles("cpp")] * 2
    alone = [corpus.article(ref, DAY) for ref in refs]
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda ref: corpus.article(ref, DAY), refs)) == alone
    finally:
        sys.setswitchinterval(before)


def test_all_texts_of_a_day_are_those_of_its_articles(corpus: Corpus) -> None:
    found = corpus.code_at("cpp", date(2011, 1, 1))
    assert [text.ref for text in found] == [
        summary.ref
        for summary in corpus.articles("cpp")
        if corpus.article(summary.ref, at=date(2011, 1, 1)).state in (State.IN_FORCE, State.MISSING)
    ]
    for text in found:
        article = corpus.article(text.ref, at=date(2011, 1, 1))
        assert (text.label, text.alineas, text.nota) == (article.label, article.alineas, "\n\n".join(article.nota))
        assert text.as_json()["alineas"] == list(article.alineas)


def test_the_words_of_a_history_are_those_of_the_diffs(corpus: Corpus) -> None:
    counted = 0
    for summary in corpus.articles("cpp"):
        entries = corpus.history(summary.ref)
        for old, new in pairwise(entries):
            if new.change == "modified" and old.state is State.IN_FORCE:
                words = corpus.diff(summary.ref, summary.ref, old.attested_from, new.attested_from).diff.words
                assert (new.words_added, new.words_removed) == (words.inserted, words.deleted)
                counted += 1
    assert counted


def test_a_version_counts_what_it_changed(corpus: Corpus) -> None:
    """What a version tells at once is what the comparison with the one before it finds, holes and silences included."""
    for before, version in pairwise(corpus.versions(["cpp"])):
        assert before.date and version.date
        found = Counter(change.change for change in corpus.changes("cpp", before.date, version.date))
        told = (version.added, version.modified, version.removed)
        assert told == (found["added"], found["modified"] + found["nota"], found["removed"])
