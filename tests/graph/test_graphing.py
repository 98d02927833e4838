"""The graph as the corpus tells of it: on the embedded corpus, and orphans read by hand on the full history."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus
from cpp_versions.errors import UnknownArticle, UsageError
from cpp_versions.graph import NodeKind, Reason, reuse

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "dangling"
DAY = date(2011, 1, 1)


@pytest.fixture(scope="module")
def corpus(embedded_store: Path) -> Corpus:
    return Corpus.open(embedded_store)


def test_a_neighbourhood_agrees_with_cites_and_cited_by(corpus: Corpus) -> None:
    for number in ("R57-7-62", "D75", "R57-7-8", "D53"):
        found = corpus.neighbourhood(number, DAY)
        here = found.nodes[0]
        assert here.ref is not None and here.kind is NodeKind.ARTICLE
        near = {node.ref for node in found.nodes[1:] if node.kind is NodeKind.ARTICLE}
        citing = {one.origin for one in corpus.cited_by(here.ref, DAY)}
        assert citing - {here.ref} <= near
        nodes = {node.id for node in found.nodes}
        assert all(edge.start in nodes and edge.end in nodes for edge in found.edges)


def test_a_neighbourhood_has_the_sections_and_the_version(corpus: Corpus) -> None:
    found = corpus.neighbourhood("R57-7-62", DAY)
    sections = [node.label for node in found.nodes if node.kind is NodeKind.SECTION]
    assert sections == list(reversed(corpus.article("R57-7-62", DAY).section))
    assert sum(node.kind is NodeKind.VERSION for node in found.nodes) == 1


def test_impact_at_one_step_is_what_cites(corpus: Corpus) -> None:
    for summary in corpus.articles("cpp")[:60]:
        touched = {one.ref for one in corpus.impact([summary.ref], DAY, 1)}
        assert touched == {one.origin for one in corpus.cited_by(summary.ref, DAY)} - {summary.ref}


@pytest.mark.parametrize("ask", [
    lambda c: c.neighbourhood("D75", DAY, 9),
    lambda c: c.neighbourhood("D75", DAY, limit=0),
    lambda c: c.impact([], DAY),
    lambda c: c.impact(["D75"], DAY, 0),
    lambda c: c.dangling(DAY, target="not a number"),
])  # fmt: skip
def test_what_cant_be_meant_is_refused(corpus: Corpus, ask: object) -> None:
    with pytest.raises(UsageError):
        ask(corpus)  # type: ignore[operator]


def test_an_unknown_article_has_no_neighbourhood(corpus: Corpus) -> None:
    with pytest.raises(UnknownArticle):
        corpus.neighbourhood("999-999", DAY)


def test_orphans_quote_the_text_that_they_stand_in(corpus: Corpus) -> None:
    for day in (date(2010, 12, 29), DAY):
        found = corpus.dangling(day)
        for orphan in found:
            citation = orphan.citation
            text = "\n\n".join(corpus.article(citation.origin, day).alineas)
            assert text[slice(*citation.span)] == citation.quote
            assert citation.quote in citation.sentence
            assert orphan.until is None or orphan.until > day
            assert orphan.since is None or orphan.since <= day
            if orphan.reason is Reason.ENDED:
                assert str(corpus.article(f"{citation.code}:{citation.targets[0]}", day).state) == "ended"
        days = [orphan.since or date.min for orphan in found]
        assert days == sorted(days)


def test_orphans_are_kept_and_the_same_again(embedded_store: Path, corpus: Corpus) -> None:
    again = Corpus.open(embedded_store)
    assert again.dangling(DAY) == corpus.dangling(DAY)
    again.close()


def test_growth_counts_what_stands(corpus: Corpus) -> None:
    found = corpus.growth(["cpp"])
    last = found[-1]
    assert last.articles == len(corpus.code_at("cpp", last.day))
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(one.edges <= one.citations for one in found)


def test_hubs_count_what_cites_them(corpus: Corpus) -> None:
    for hub in corpus.hubs(DAY, count=5):
        assert hub.cited_by == len({one.origin for one in corpus.cited_by(hub.ref, DAY)} - {hub.ref})


def _read(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("day", ["2010-12-29", "2022-05-02"])
def test_orphans_that_were_read_are_found(full_store: Path, day: str) -> None:
    """Of the sample that was drawn and read: what is a real orphan stays listed, for the same reason."""
    corpus = Corpus.open(full_store)
    found = {
        (str(one.citation.origin), one.citation.span, number): one
        for one in corpus.dangling(date.fromisoformat(day))
        for number in one.citation.targets
    }
    rows = _read(f"{day}.tsv")
    assert len(rows) >= 15
    for row in rows:
        key = (row["from"], (int(row["start"]), int(row["end"])), row["target"])
        if row["verdict"] == "orphan":
            assert key in found, row
            assert found[key].reason == row["reason"]
    corpus.close()


WEIGHTS = reuse.weights_of({"de": 100, "la": 90, "article": 60}, 100)


def test_a_rule_that_grew_keeps_its_number() -> None:
    old = reuse.bag_of("Les détenus portent les vêtements fournis par l'administration pénitentiaire.")
    new = reuse.bag_of(
        "Les détenus portent les vêtements fournis par l'administration, sauf ceux de la maison d'arrêt."
    )
    assert not reuse.other_rule(old, new, WEIGHTS)


def test_another_rule_shares_little() -> None:
    old = reuse.bag_of("Les détenus portent les vêtements fournis par l'administration pénitentiaire.")
    new = reuse.bag_of("La commission de discipline comprend deux assesseurs.")
    assert reuse.other_rule(old, new, WEIGHTS)
    assert not reuse.other_rule(old, reuse.bag_of(""), WEIGHTS)
