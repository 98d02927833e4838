"""The map of two sides: what is told of rules that move whole, in parts, together, or not at all. Our own texts."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering import EvidenceKind, Link, Relation, Side, beside, mapping, renumbering_map
from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.remainder import completed

VISITS = "Les visites des parents ont lieu chaque samedi matin dans la salle commune du bâtiment principal."
LETTERS = "La correspondance écrite est remise au gardien de service avant dix heures et distribuée sans délai."
WORKSHOP = "Les ateliers de menuiserie accueillent au plus douze apprentis, encadrés par un contremaître confirmé."
LIBRARY = "La bibliothèque prête trois ouvrages par quinzaine contre signature d'un registre tenu par l'économe."
KITCHEN = "Les repas sont préparés par la cuisine centrale selon des menus approuvés par une diététicienne."
SPORT = "Le terrain de sport ferme à la tombée du jour, sauf tournoi autorisé par l'intendant du domaine."
FORMULA = "Un décret en Conseil d'Etat précise les conditions d'application du présent article."
WORDS = [
    a + b + c for a in "bdfglmnprstv" for b in ("a", "e", "i", "o", "ou") for c in ("lier", "ration", "tance", "nif")
]


def side(
    number: str, *alineas: str, rank: int = 0, section: str = "", code: str = "cpp", missing: bool = False
) -> Side:
    """An article."""
    return Side(ArticleRef(code, number), number, alineas, (section,) if section else (), rank, rank, (), missing)


def fillers(count: int = 150) -> list[Side]:
    """Articles that stay, so that words have weights."""
    chance = random.Random(7)
    return [
        side(f"{1000 + place}", " ".join(chance.choices(WORDS, k=18)).capitalize() + ".", FORMULA, rank=1000 + place)
        for place in range(count)
    ]


def told(old: Iterable[Side], new: Iterable[Side]) -> dict[tuple[str | None, str | None], Link]:
    """The links by number, `same` apart."""
    found = renumbering_map([*old, *fillers()], [*new, *fillers()])
    return {
        (link.old.number if link.old else None, link.new.number if link.new else None): link
        for link in found
        if link.relation != Relation.SAME
    }


def relations(old: Iterable[Side], new: Iterable[Side]) -> dict[tuple[str | None, str | None], str]:
    return {pair: str(link.relation) for pair, link in told(old, new).items()}


def test_a_rule_under_another_number_is_renumbered() -> None:
    edited = VISITS.replace("chaque samedi matin", "le samedi matin et le dimanche")
    found = told([side("D10", VISITS)], [side("R57-1", edited)])
    assert list(found) == [("D10", "R57-1")]
    link = found["D10", "R57-1"]
    assert link.relation == Relation.RENUMBERED
    assert link.score > 0.8
    assert link.evidence[0].kind == EvidenceKind.WORDS
    assert "%" in link.evidence[0].text


def test_twins_that_are_both_edited_stay_where_they_are() -> None:
    """Of two articles under the same titles that differ by a word, each keeps its number."""
    rule = f"{LETTERS[:-1]} ; {KITCHEN[0].lower()}{KITCHEN[1:]}"

    def twins(share: str) -> list[Side]:
        texts = [rule.replace("gardien", who).replace("sans délai", share) for who in ("gardien", "greffier")]
        return [
            side(number, first, text, section="Du courrier", rank=rank)
            for rank, (number, first, text) in enumerate(zip(("D20", "D21"), (VISITS, SPORT), texts, strict=True))
        ]

    assert not relations(twins("sans délai"), twins("le jour même par le facteur"))


def test_an_article_cut_in_four_is_split() -> None:
    whole = side("D10", VISITS, LETTERS, WORKSHOP, LIBRARY)
    parts = [side(f"R57-{place}", text, rank=place) for place, text in enumerate(whole.alineas)]
    assert relations([whole], parts) == {("D10", part.ref.number): "split" for part in parts}


def test_two_articles_made_one_are_merged() -> None:
    assert relations([side("D10", VISITS), side("D11", LETTERS)], [side("R57-1", VISITS, LETTERS)]) == {
        ("D10", "R57-1"): "merged",
        ("D11", "R57-1"): "merged",
    }


def test_an_article_that_stays_gives_a_part_away() -> None:
    old, new = [side("D10", VISITS, LETTERS, WORKSHOP)], [side("D10", VISITS, LETTERS), side("R57-1", WORKSHOP, rank=9)]
    assert relations(old, new) == {("D10", "R57-1"): "moved_part"}


def test_a_number_that_holds_another_rule_is_reused() -> None:
    old, new = [side("D10", VISITS)], [side("D10", KITCHEN), side("R57-1", VISITS, rank=9)]
    assert relations(old, new) == {("D10", "D10"): "number_reused", ("D10", "R57-1"): "renumbered"}


def test_what_has_no_successor_is_said_to_have_none() -> None:
    found = told([side("D10", VISITS)], [side("R57-1", KITCHEN)])
    assert {pair: str(link.relation) for pair, link in found.items()} == {
        ("D10", None): "repealed",
        (None, "R57-1"): "new",
    }
    assert all(link.evidence for link in found.values())


def test_a_formula_makes_no_link() -> None:
    found = relations([side("D10", VISITS, FORMULA)], [side("R57-1", KITCHEN, FORMULA)])
    assert ("D10", "R57-1") not in found


def test_series_that_move_by_two_are_followed_by_their_words() -> None:
    texts = [VISITS, LETTERS, WORKSHOP, LIBRARY, KITCHEN, SPORT]
    old = [side(f"R9-{place}", text, rank=place) for place, text in enumerate(texts, 3)]
    new = [side(f"R9-{place}", text, rank=place) for place, text in enumerate(texts, 1)]
    found = {pair for pair, relation in relations(old, new).items() if relation == "renumbered"}
    assert found == {(f"R9-{place}", f"R9-{place - 2}") for place in range(3, 9)}


def test_twins_are_told_apart_by_what_they_cite_and_by_their_neighbours() -> None:
    def series(prefix: str, start: int, kind: str, code: str, rank: int) -> list[Side]:
        own = f"Le dispositif {kind} est homologué par une commission technique siégeant à huis clos."
        twin = "La pose est effectuée par deux agents formés, dans les conditions prévues à l'article {}, sans témoin."
        return [
            side(f"{prefix}-{start}", own, rank=rank, code=code),
            side(f"{prefix}-{start + 1}", twin.format(f"{prefix}-{start}"), rank=rank + 1, code=code),
        ]

    old = series("R57", 11, "fixe", "cpp", 10) + series("R61", 22, "mobile", "cpp", 40)
    new = series("R544", 1, "mobile", "penitentiaire", 5) + series("R622", 7, "fixe", "penitentiaire", 60)
    found = {pair for pair, relation in relations(old, new).items() if relation == "renumbered"}
    assert found == {("R57-11", "R622-7"), ("R57-12", "R622-8"), ("R61-22", "R544-1"), ("R61-23", "R544-2")}


def test_a_citation_rewritten_elsewhere_is_evidence() -> None:
    keeper = (
        "Les permissions accordées au titre de l'article {} sont comptées deux fois dans le rapport annuel du greffe."
    )
    old = [side("D10", VISITS), side("D143", keeper.format("D. 10"), rank=50)]
    new = [side("R57-1", VISITS), side("D143", keeper.format("R. 57-1"), rank=50)]
    link = told(old, new)["D10", "R57-1"]
    assert any(one.kind == EvidenceKind.CITATIONS and "R. 57-1" in one.text for one in link.evidence)


def test_a_pointer_left_behind_is_evidence() -> None:
    pointer = "Conformément aux dispositions de l'article R. 57-1 du code pénitentiaire, les visites sont réglées."
    new = [side("D10", pointer), side("R57-1", VISITS, code="penitentiaire")]
    link = told([side("D10", VISITS)], new)["D10", "R57-1"]
    assert any(one.kind == EvidenceKind.STATEMENT for one in link.evidence)


def test_a_text_unknown_on_a_day_proves_nothing() -> None:
    found = relations([side("D10", missing=True)], [side("D10", VISITS)])
    assert found == {}


@pytest.mark.parametrize("texts", [(), ("",), (" ",), ("1° ;",)])
def test_nothing_to_compare_is_no_error(texts: tuple[str, ...]) -> None:
    assert renumbering_map([side("D1", *texts)], [side("D2", *texts)], 0.35) is not None
    assert renumbering_map([], []) == ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([VISITS, LETTERS, WORKSHOP, LIBRARY, KITCHEN, SPORT, FORMULA]), max_size=6), st.randoms()
)
def test_the_same_sides_give_the_same_map_in_any_order_of_articles(texts: list[str], chance: random.Random) -> None:
    old = [side(f"D{place}", text, rank=place) for place, text in enumerate(texts)]
    new = [side(f"R{place}", text, rank=place) for place, text in enumerate(reversed(texts))]
    first = renumbering_map(old, new)
    assert renumbering_map(old, new) == first
    chance.shuffle(old)
    assert set(renumbering_map(old, new)) == set(first)


def test_scores_are_probabilities_and_every_link_has_a_reason() -> None:
    for link in told([side("D10", VISITS, LETTERS)], [side("R1", VISITS), side("R2", KITCHEN)]).values():
        assert 0 <= link.score <= 1
        assert link.evidence
        assert link.old or link.new


def alone(old: Iterable[Side], new: Iterable[Side]) -> dict[tuple[str | None, str | None], str]:
    """The relations between a handful of articles, with no others to weigh words by."""
    return {
        (link.old.number if link.old else None, link.new.number if link.new else None): str(link.relation)
        for link in renumbering_map(tuple(old), tuple(new))
    }


def test_a_store_of_two_articles_tells_a_move_that_is_nearly_word_for_word() -> None:
    edited = VISITS.replace("chaque samedi matin", "le samedi matin et le dimanche")
    assert alone([side("D10", VISITS)], [side("R57-1", edited)]) == {("D10", "R57-1"): "renumbered"}


def test_a_store_of_a_few_articles_tells_who_goes_where_and_what_is_new() -> None:
    old = [side("D10", VISITS), side("D11", LETTERS, rank=1), side("D12", SPORT, rank=2)]
    new = [side("R1", LETTERS.replace("dix", "onze")), side("R2", VISITS, rank=1), side("R3", KITCHEN, rank=2)]
    assert alone(old, new) == {
        ("D10", "R2"): "renumbered",
        ("D11", "R1"): "renumbered",
        ("D12", None): "repealed",
        (None, "R3"): "new",
    }


def test_a_rule_that_awaits_its_repeal_is_a_source_where_its_neighbours_go() -> None:
    texts = [VISITS, LETTERS, WORKSHOP, LIBRARY]
    old = [side(f"D{10 + place}", text, rank=place) for place, text in enumerate(texts)]
    new = [
        side("D11", LETTERS, rank=1),
        *(side(f"R1-{place}", text, rank=50 + place) for place, text in enumerate(texts)),
    ]
    assert relations(old, new)["D11", "R1-1"] == "moved_part"


def test_a_rule_written_anew_under_its_number_keeps_it_when_it_gives_a_part_away() -> None:
    first = (
        "Le gardien des clefs ouvre la bibliothèque aux apprentis chaque mardi, après l'appel du matin, "
        "et consigne sur le registre de la bibliothèque les ouvrages prêtés aux apprentis."
    )
    anew = (
        "Aux apprentis qui en font la demande, la bibliothèque est ouverte deux fois par semaine ; "
        "sur le registre de la bibliothèque, le gardien des clefs note chaque ouvrage prêté, avec la date du retour."
    )
    found = told([side("D10", first, KITCHEN, WORKSHOP)], [side("D10", anew), side("R1", KITCHEN, WORKSHOP, rank=9)])
    assert {pair: str(link.relation) for pair, link in found.items()} == {("D10", "R1"): "moved_part"}


CARDS = "Quatre saisons au maximum, telle en est la durée ; la prorogation de chaque carte de lecteur a durée égale."
WHO = "L'économe délivre la carte de lecteur. Il peut la proroger. Il en avise le contremaître par billet."
BOTH = (
    "L'économe délivre la carte de lecteur pour une durée maximale de quatre saisons. Il peut la proroger pour une "
    "durée égale. Il en avise le contremaître par billet."
)


def reading(section: str) -> tuple[list[Side], list[Side]]:
    """Cards: how long they last goes to an article of which another says who gives them; that one is in `section`."""
    old = [
        side("D10", VISITS, CARDS, KITCHEN, section="Lecture"),
        side("D11", WHO, rank=1, section="Lecture"),
    ]
    new = [
        side("R1-1", VISITS, section="Cartes"),
        side("R1-2", BOTH, rank=1, section=section),
        side("R1-3", KITCHEN, rank=2, section="Cartes"),
    ]
    return old, new


@pytest.fixture
def doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where other articles share these words as well: by words alone, pairs with R1-2 but D11's are as good as
    none."""

    def unsure(candidates: Sequence[Candidate], *rest: Any) -> list[Candidate]:
        doubts = {("D10", "R1-2"), ("D12", "R1-2")}
        return completed([replace(one, score=0.02) if _pair(one) in doubts else one for one in candidates], *rest)

    monkeypatch.setattr(mapping, "completed", unsure)


@pytest.mark.usefixtures("doubted")
@pytest.mark.parametrize(("section", "told_of"), [("Cartes", True), ("Greffe", False)])
def test_what_went_nowhere_fills_a_gap_where_the_rest_of_its_article_went(section: str, told_of: bool) -> None:
    link = told(*reading(section)).get(("D10", "R1-2"))
    assert (link is not None) == told_of
    if link is not None:
        assert link.relation == Relation.SPLIT
        assert "sans autre destination" in link.evidence[0].text


@pytest.mark.usefixtures("doubted")
def test_what_several_articles_repeat_fills_no_gap() -> None:
    old, new = reading("Cartes")
    old.append(side("D12", SPORT, CARDS, rank=2, section="Lecture"))
    new.append(side("R1-4", SPORT, rank=3, section="Cartes"))
    found = told(old, new)
    assert {("D10", "R1-1"), ("D11", "R1-2"), ("D12", "R1-4")} <= found.keys()
    assert not {("D10", "R1-2"), ("D12", "R1-2")} & found.keys()


def _pair(one: Candidate) -> tuple[str, str]:
    return one.old.side.ref.number, one.new.side.ref.number


def test_a_second_process_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = reading("Cartes")
    old, new = [*old, *fillers()], [*new, *fillers()]
    alone = renumbering_map(old, new)
    monkeypatch.setattr(beside, "_LARGE", 0)
    assert renumbering_map(old, new) == alone
    assert gc.isenabled()
