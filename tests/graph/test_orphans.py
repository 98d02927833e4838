"""Orphaned citations, on histories of a few articles made by hand."""

from __future__ import annotations

import pytest

from cpp_versions.answers import ArticleRef
from cpp_versions.graph import Reason
from cpp_versions.graph.history import FOREVER, CitedRow, History, VersionRow
from cpp_versions.graph.orphans import Fact, Reuse, Sentences, facts, is_historical
from cpp_versions.graph.snapshot import Snapshot

A, B, C = (ArticleRef("cpp", number) for number in "ABC")
NO_REUSE = Reuse({}, lambda node, old, new: False)


def history(*versions: tuple[int, int, int, bool], cited: tuple[tuple[int, str], ...]) -> History:
    """Versions as (article, start, until, stands); citations as (version, number)."""
    rows = [VersionRow(id_, *version) for id_, version in enumerate(versions)]
    return History([A, B, C], rows, [CitedRow(version, 0, "cpp", number) for version, number in cited])


def sentences(written: int = 0, historical: bool = False, new: bool = False) -> Sentences:
    return Sentences(lambda *_: written, lambda *_: historical, lambda *_: new)


def found(past: History, reuse: Reuse = NO_REUSE, told: Sentences | None = None) -> list[tuple[object, ...]]:
    return [_short(one) for one in facts(past, reuse, told or sentences())]


def _short(fact: Fact) -> tuple[object, ...]:
    return fact.start, fact.until, fact.reason, fact.since, fact.mended


def test_an_article_that_ended_orphans_what_cites_it_until_that_changes() -> None:
    past = history(
        (0, 2000, 2010, True), (0, 2010, 2020, True), (0, 2020, FOREVER, True), (1, 1990, 2005, True),
        (1, 2005, FOREVER, False), cited=((0, "B"), (1, "B")),
    )  # fmt: skip
    assert found(past) == [(2005, 2010, Reason.ENDED, 2005, 2020), (2010, 2020, Reason.ENDED, 2005, 2020)]


def test_an_article_that_comes_back_mends_it() -> None:
    past = history(
        (0, 2000, FOREVER, True), (1, 1990, 2005, True), (1, 2005, 2007, False), (1, 2007, FOREVER, True),
        cited=((0, "B"),),
    )  # fmt: skip
    assert found(past) == [(2005, 2007, Reason.ENDED, 2005, 2007)]


def test_an_article_unknown_before_and_one_never_known() -> None:
    past = history((0, 2000, FOREVER, True), (1, 2010, FOREVER, True), cited=((0, "B"), (0, "Z")))
    assert found(past) == [
        (2000, 2010, Reason.NOT_YET, 2000, 2010),
        (2000, FOREVER, Reason.UNKNOWN, 2000, FOREVER),
    ]


def test_a_sentence_written_after_the_end_was_an_orphan_when_it_was_born() -> None:
    past = history(
        (0, 2010, FOREVER, True), (1, 1990, 2005, True), (1, 2005, FOREVER, False), cited=((0, "B"),)
    )  # fmt: skip
    (fact,) = facts(past, NO_REUSE, sentences())
    assert (fact.since, fact.written) == (2010, 2010)


def test_what_says_that_it_means_the_past_is_none() -> None:
    past = history((0, 2010, FOREVER, True), (1, 1990, 2005, True), (1, 2005, FOREVER, False), cited=((0, "B"),))
    assert found(past, told=sentences(historical=True)) == []


REUSED = Reuse({1: [2010]}, lambda node, old, new: True)


@pytest.mark.parametrize(
    ("written", "new", "expected"),
    [
        (2000, False, [(2010, FOREVER, Reason.REUSED, 2010, FOREVER)]),
        (0, False, [(2010, FOREVER, Reason.REUSED, 2010, FOREVER)]),
        (2010, False, []),
        (2015, False, []),
        (2000, True, []),
    ],
)
def test_a_number_that_holds_another_rule_orphans_older_sentences(
    written: int, new: bool, expected: list[tuple[object, ...]]
) -> None:
    past = history(
        (0, 2000, FOREVER, True), (1, 1990, 2010, True), (1, 2010, FOREVER, True), cited=((0, "B"),)
    )  # fmt: skip
    assert found(past, REUSED, sentences(written, new=new)) == expected


def test_a_number_that_stands_twice_is_ambiguous() -> None:
    twin = ArticleRef("cpp", "B", 2)
    rows = [
        VersionRow(0, 0, 2000, FOREVER, True), VersionRow(1, 1, 1990, FOREVER, True),
        VersionRow(2, 2, 2005, 2006, True),
    ]  # fmt: skip
    past = History([A, B, twin], rows, [CitedRow(0, 0, "cpp", "B")])
    assert found(past) == [(2005, 2006, Reason.TWICE, 2005, 2006)]


def test_an_article_that_cites_itself_and_the_inside_of_a_range_are_none() -> None:
    rows = [VersionRow(0, 0, 2000, FOREVER, True), VersionRow(1, 1, 1990, 2005, True)]
    past = History([A, B], rows, [CitedRow(0, 0, "cpp", "A"), CitedRow(0, 1, "cpp", "B", inside=True)])
    assert found(past) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("les articles 12 et 13 dans leur rédaction antérieure à la loi", True),
        ("l'article 5, alors applicable, prévoyait", True),
        ("L'article 7 est abrogé.", True),
        ("dans les conditions prévues à l'article 12", False),
        ("la personne est avisée avant l'expiration du délai de l'article 3", False),
    ],
)
def test_sentences_that_mean_the_past(sentence: str, expected: bool) -> None:
    assert is_historical(sentence) is expected


def test_the_graph_of_a_day_has_what_stands_and_what_is_cited() -> None:
    past = history(
        (0, 2000, FOREVER, True), (1, 1990, 2005, True), (2, 2000, FOREVER, True),
        cited=((0, "B"), (2, "A"), (2, "A"), (0, "Z")),
    )  # fmt: skip
    graph = Snapshot(past, 2002)
    assert graph.cited_by(0) == {2: 2}
    assert graph.cites(0) == {1: 1, 3: 1}
    assert [(one.node, one.steps, one.via) for one in graph.impact([1], 2)] == [(0, 1, (1,)), (2, 2, (0,))]
    assert not Snapshot(past, 1995).holds(2)


def test_impact_ends_in_a_circle() -> None:
    past = history(
        (0, 2000, FOREVER, True), (1, 2000, FOREVER, True), (2, 2000, FOREVER, True),
        cited=((0, "B"), (1, "C"), (2, "A")),
    )  # fmt: skip
    assert [(one.node, one.steps) for one in Snapshot(past, 2002).impact([0], 3)] == [(2, 1), (1, 2)]


def test_a_neighbourhood_is_bounded_and_says_so() -> None:
    past = history(
        (0, 2000, FOREVER, True), (1, 2000, FOREVER, True), (2, 2000, FOREVER, True), cited=((1, "A"), (2, "A"))
    )  # fmt: skip
    around = Snapshot(past, 2002).around(0, 1, limit=1)
    assert (len(around.nodes), around.left_out) == (2, 1)
    assert around.nodes[0] == (0, 0)
