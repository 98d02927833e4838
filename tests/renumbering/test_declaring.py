"""Statements that one article became another. Our own texts."""

from __future__ import annotations

import pytest

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering import EvidenceKind, Side, renumbering_map
from cpp_versions.renumbering.declaring import declared

BREAD = "Le pain est distribué à sept heures par le cuisinier de semaine."
WATER = "Les fontaines du jardin sont vidées avant les premières gelées."


def side(number: str, text: str, nota: str = "", code: str = "cpp", rank: int = 0) -> Side:
    """An article."""
    return Side(ArticleRef(code, number), number, (text,), rank=rank, order=rank, nota=(nota,) if nota else ())


def pairs(old: list[Side], new: list[Side]) -> set[tuple[str, str]]:
    return {(was[1], now[1]) for was, now in declared(old, new)}


@pytest.mark.parametrize(
    "words",
    [
        "L'article D. 15 devient l'article D. 14-1.",
        "L'article D. 15 du présent code est devenu l'article D. 14-1.",
        "L'article D. 15 est renuméroté D. 14-1.",
        "L'article D15, devenu D. 14-1, s'applique aux demandes en cours.",
        "L'article D. 15 est transféré sous l'article D. 14-1.",
    ],
)
def test_one_article_is_said_to_become_another(words: str) -> None:
    assert pairs([side("D15", BREAD, words)], [side("D14-1", WATER)]) == {("D15", "D14-1")}
    assert pairs([side("D15", BREAD)], [side("D14-1", WATER), side("D3", words)]) == {("D15", "D14-1")}


def test_an_article_may_say_it_of_itself() -> None:
    assert pairs([side("D15", BREAD, "Cet article devient l'article D. 14-1.")], [side("D14-1", WATER)]) == {
        ("D15", "D14-1")
    }
    assert pairs([side("D15", BREAD)], [side("D14-1", WATER, "Ancien article D. 15.")]) == {("D15", "D14-1")}


def test_lists_correspond_one_to_one_or_not_at_all() -> None:
    old = [side("D15", BREAD), side("D16", WATER, rank=1)]
    new = [side("D1", BREAD), side("D2", WATER, rank=1)]
    several = "Les articles D. 15 et D. 16 deviennent respectivement les articles D. 1 et D. 2."
    assert pairs(old, [*new, side("D9", several)]) == {("D15", "D1"), ("D16", "D2")}
    uneven = "Les articles D. 15 et D. 16 deviennent l'article D. 1."
    assert pairs(old, [*new, side("D9", uneven)]) == set()


@pytest.mark.parametrize(
    "words",
    [
        "L'article D. 15 est applicable dans les conditions de l'article D. 14-1.",
        "Le condamné devient, au sens de l'article D. 14-1, un apprenti.",
        "L'article D. 15 devient caduc. L'article D. 14-1 s'applique.",
        "L'article D. 15 devient l'article D. 99.",
        "devient " * 5000,
        "ancien " * 5000,
    ],
)
def test_what_is_said_otherwise_or_of_others_is_no_statement(words: str) -> None:
    assert pairs([side("D15", BREAD)], [side("D14-1", WATER), side("D3", words)]) == set()


def test_what_was_said_before_tells_nothing_of_this_day() -> None:
    same = side("D3", "L'article D. 15 devient l'article D. 14-1.", rank=2)
    assert pairs([side("D15", BREAD), same], [side("D14-1", WATER), same]) == set()


def test_the_link_is_told_with_these_words() -> None:
    links = renumbering_map([side("D15", BREAD)], [side("D14-1", WATER, "Ancien article D. 15.")])
    assert [(link.old and link.old.number, link.new and link.new.number) for link in links] == [("D15", "D14-1")]
    assert links[0].score > 0.9
    stated = [one.text for one in links[0].evidence if one.kind == EvidenceKind.STATEMENT]
    assert stated == ["« Ancien article D. 15 »"]
