"""More of what drafters write, in our own words: several drafters, several ways to say one thing; and what must not be
taken for another thing."""

from __future__ import annotations

from datetime import date

import pytest

from cpp_versions.amendments import parse
from tests.amendments.told import lines

WAYS: list[tuple[str, list[str]]] = [
    # lists on one line
    (
        "L'article 5 est ainsi modifié : 1° Le mot : « a » est supprimé ; 2° La seconde phrase est supprimée.",
        ["1° | delete words | None:5 | « a »", "2° | delete sentence | None:5 | phrase 2e"],
    ),
    (
        "Le 2° de l'article 5 est ainsi modifié : a) Le mot : « 1° a » est supprimé ; b) Il est complété par un alinéa "
        "ainsi rédigé : « Un : 1° et 2°. »",
        ["a | delete words | None:5 | 2° | « 1° a »", "b | insert alinea | None:5 | à la fin 2° | → Un : 1° et 2°."],
    ),
    # the same change elsewhere
    (
        "I. – Au 1° de l'article 5 du code pénal, le mot : « a » est remplacé par le mot : « b ».\n"
        "II. – Il est procédé au même remplacement à l'article 6 et au premier alinéa de l'article 7 du même code.",
        [
            "I | replace words | penal:5 | 1° | « a » | → b",
            "II | replace words | penal:6 | « a » | → b",
            "II | replace words | penal:7 | alinéa 1er | « a » | → b",
        ],
    ),
    (
        "Il est procédé à la même substitution à l'article 5.",
        ["? Il est procédé à la même substitution à l'article 5."],
    ),
    # punctuation in words
    (
        "Au 1° de l'article 5, il est inséré une virgule et les mots : « ou b, ».",
        ["insert words | None:5 | à la fin 1° | → , ou b,"],
    ),
    (
        "Au premier alinéa de l'article 5, après les mots : « un an », le mot : « et » est remplacé par une virgule.",
        ["replace words | None:5 | alinéa 1er, après « un an » | « et » | → ,"],
    ),
    # places in a list, one article for all
    (
        "Aux deux premiers alinéas, au a et au d du 2°, à la première phrase du cinquième alinéa et au dernier alinéa "
        "de l'article 5, le mot : « a » est supprimé.",
        [
            "delete words | None:5 | alinéa 1er, 2e | « a »",
            "delete words | None:5 | 2°, a, d | « a »",
            "delete words | None:5 | alinéa 5e, phrase 1er | « a »",
            "delete words | None:5 | alinéa dernier | « a »",
        ],
    ),
    (
        "Aux 4° du IV, 4° du V et 4° du VI de l'article 6, le mot : « a » est supprimé.",
        [f"delete words | None:6 | {part}, 4° | « a »" for part in ("IV", "V", "VI")],
    ),
    (
        "Au deuxième alinéa des articles 706-24 et 706-28, le mot : « a » est supprimé.",
        ["delete words | None:706-24 | alinéa 2e | « a »", "delete words | None:706-28 | alinéa 2e | « a »"],
    ),
    (
        "Aux articles D. 2-1 à D. 2-3, le mot : « a » est supprimé.",
        [f"delete words | None:D2-{number} (→ D2-3) | « a »" for number in (1, 2, 3)],
    ),
    (
        "Du deuxième au quatrième alinéa de l'article 5, le mot : « a » est supprimé.",
        ["delete words | None:5 | alinéa 2e, 3e, 4e | « a »"],
    ),
    (
        "L'article 5 est ainsi modifié :\na) Au premier alinéa, à la première phrase, le mot : « a » est supprimé et, "
        "à la seconde phrase, le mot : « b » est supprimé.",
        [
            "a | delete words | None:5 | alinéa 1er, phrase 1er | « a »",
            "a | delete words | None:5 | alinéa 1er, phrase 2e | « b »",
        ],
    ),
    # the place said after the verb
    ("Au 2°, le mot : « a » est supprimé à l'article D. 5.", ["delete words | None:D5 | 2° | « a »"]),
    (
        "Les mots : « a » figurant au début du quatrième alinéa de l'article D. 5 sont supprimés.",
        ["delete words | None:D5 | alinéa 4e | « a » | occurrence (1,)"],
    ),
    # words and a sentence at once
    (
        "À l'article 5, les mots : « a » et la dernière phrase sont supprimés.",
        ["delete words | None:5 | « a »", "delete sentence | None:5 | phrase dernier"],
    ),
    # beginnings and ends, without the words that bound them
    (
        "Le début du premier alinéa de l'article 5 est ainsi rédigé : « Sauf urgence, le juge... (le reste sans "
        "changement). »",
        ["rewrite words | None:5 | au début alinéa 1er | → Sauf urgence, le juge"],
    ),
    (
        "La fin de la deuxième phrase de l'article 5 est ainsi rédigée : « d'un an. »",
        ["rewrite words | None:5 | à la fin phrase 2e | → d'un an."],
    ),
    # everywhere, in a part of a code
    (
        "Partout où ils figurent au livre V du code de procédure pénale, les mots : « a » sont remplacés par le mot : "
        "« b ».",
        ["replace_everywhere words | cpp:livre V | « a » | → b"],
    ),
    (
        "Dans l'ensemble des dispositions de la partie réglementaire du code de procédure pénale, le mot : « a » est "
        "remplacé par le mot : « b ».",
        ["replace_everywhere words | cpp:partie réglementaire | « a » | → b"],
    ),
    # tables, annexes, titles
    (
        "Dans la quatrième ligne du tableau annexé à l'article D. 5, le mot : « a » est supprimé.",
        ["delete words | None:D5 | tableau, ligne 4e | « a »"],
    ),
    (
        "L'annexe à l'article D. 5 est remplacée par l'annexe au présent décret.",
        ["rewrite article | None:annexe-D5"],
    ),
    (
        "La section 3 du chapitre II est intitulée : « x ».",
        ["rewrite title | None:chapitre II / section 3 | intitulé | → x"],
    ),
    # "un", "une nouvelle", "numérotés"
    (
        "Après le 5° de l'article 7, sont ajoutés deux alinéas numérotés 6° et 7° ainsi rédigés :\n« 6° Un ;\n"
        "« 7° Deux. »",
        ["insert item | None:7 | après 5° | → 6° Un ; ¶ 7° Deux."],
    ),
    (
        "Le premier alinéa de l'article 5 est précédé d'un : « I. – ».",
        ["insert words | None:5 | au début alinéa 1er | → I. –"],
    ),
    ("L'article 5 reçoit la rédaction suivante :\n« Art. 5. – Un. »", ["rewrite article | None:5 | → Un."]),
    # tax law numbers without a degree sign, and articles with letters
    (
        "Au premier alinéa du 1 du I de l'article 196 B du code général des impôts, l'année : « 2012 » est remplacée "
        "par l'année : « 2013 ».",
        ["replace words | general-des-impots:196-B | I, 1°, alinéa 1er | « 2012 » | → 2013"],
    ),
    # what money it is
    (
        "A l'article 5, le montant de l'amende : « 10 euros » est remplacé par le montant : « 20 euros ».",
        ["replace words | None:5 | « 10 euros » | → 20 euros"],
    ),
    # laws and codes that have no id
    (
        "Sont et demeurent abrogés :\n1° La loi du 2 mars 1900 sur les poids et les mesures ;\n2° L'article 3 du code "
        "rural ;\n3° Le premier alinéa de l'article 4 de la loi n° 55-5 du 3 mai 1955 réglementant le tir, qui a vécu.",
        [
            "1° | repeal code | loi du 2 mars 1900 sur les poids et les mesures:le code",
            "2° | repeal article | code rural:3",
            "3° | delete alinea | loi n° 55-5 du 3 mai 1955:4 | alinéa 1er",
        ],
    ),
    (
        "La loi du 2 mars 1900 sur le tir est ainsi modifiée :\n1° Dans le titre, le mot : « a » est supprimé ;\n"
        "2° À l'article 2 du code pénal et à l'article 3 de la même loi, le mot : « b » est supprimé.",
        [
            "1° | delete words | loi du 2 mars 1900 sur le tir:le code | intitulé | « a »",
            "2° | delete words | penal:2 | « b »",
            "2° | delete words | loi du 2 mars 1900 sur le tir:3 | « b »",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WAYS, ids=[text[:60] for text, _ in WAYS])
def test_a_way_to_say_it(text: str, expected: list[str]) -> None:
    assert lines(parse(text)) == expected


def test_nothing_is_told_below_a_line_that_is_not_understood() -> None:
    act = parse(
        "L'article 4 du code pénal est abrogé.\nL'article 5 du code pénal est chanté comme suit :\n"
        "1° Au premier alinéa, le mot : « a » est supprimé ;\n2° À l'article 6, le mot : « b » est supprimé.\n"
        "Le deuxième alinéa est supprimé."
    )
    assert [one.article for one in act.instructions] == ["4", "6"]
    assert [passage.quote[:20] for passage in act.unparsed] == [
        "Au premier alinéa, l",
        "Le deuxième alinéa e",
    ]


def test_a_place_that_the_words_before_it_leave_open_is_no_aside() -> None:
    """ "Au livre cinquante" must not be dropped, and the whole code changed instead."""
    act = parse("Au livre des songes du code pénal, le mot : « a » est remplacé par le mot : « b ».")
    assert act.instructions == ()
    assert len(act.unparsed) == 1


def test_alineas_that_change_places_are_not_passed_over() -> None:
    assert len(parse("Les deuxième et troisième alinéas de l'article 5 sont intervertis.").unparsed) == 1


def test_a_date_told_of_one_article_of_the_act_is_not_that_of_the_others() -> None:
    act = parse(
        "Article 1\nL'article 5 du code pénal est abrogé.\nArticle 2\nI. – L'article 6 du code pénal est abrogé.\n"
        "II. – Les dispositions du présent article entrent en vigueur le 1er janvier 2010.\nArticle 3\n"
        "L'article 7 du code pénal est abrogé."
    )
    assert [one.in_force for one in act.instructions] == [None, date(2010, 1, 1), None]


def test_the_code_of_one_article_of_the_act_is_not_that_of_the_others() -> None:
    act = parse(
        "Article 1\nLe code du travail est ainsi modifié :\n1° L'article L. 1 est abrogé.\nArticle 2\n"
        "La loi du 2 mars 1900 chantée par tous est ainsi modifiée :\n1° L'article 5 est abrogé.\nArticle 3\n"
        "L'article 7 du code pénal est abrogé."
    )
    assert [(one.code, one.article) for one in act.instructions] == [
        ("travail", "L1"),
        ("loi du 2 mars 1900 chantée par tous", "5"),
        ("penal", "7"),
    ]


PUBLISHED = (
    "Décret n° 2012-1 du 3 janvier 2012\nJORF n° 4 du 5 janvier 2012\nLe Premier ministre décrète :\nArticle 1\n"
)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("le lendemain de sa publication", date(2012, 1, 6)),
        ("le premier jour du mois suivant sa publication", date(2012, 2, 1)),
        ("le premier jour du mois suivant celui de sa publication", date(2012, 2, 1)),
        ("le premier jour du troisième mois suivant sa publication", date(2012, 4, 1)),
        ("trois mois après sa publication", date(2012, 4, 5)),
        ("au terme d'un délai de six mois à compter de sa publication", date(2012, 7, 5)),
        ("à l'expiration d'un délai d'un an à compter de sa publication", date(2013, 1, 5)),
        ("le 1er mars 2012", date(2012, 3, 1)),
        ("à une date fixée par décret, et au plus tard le 1er mars 2012", None),
        ("à une date fixée par arrêté", None),
    ],
)
def test_from_when(when: str, expected: date | None) -> None:
    act = parse(
        f"{PUBLISHED}L'article 5 du code pénal est abrogé.\nArticle 2\nLe présent décret entre en vigueur {when}."
    )
    assert [(one.article, one.in_force) for one in act.instructions] == [("5", expected)]
    assert act.unparsed == ()
