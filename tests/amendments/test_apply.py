"""Instructions carried out: the text after, or why not."""

from __future__ import annotations

import pytest

from cpp_versions.amendments import apply_to, parse
from cpp_versions.amendments.places import sentences

BEFORE = (
    "Le juge statue dans un délai d’un an. Il avise les parties.",
    "Sont compétents :",
    "1° Le juge ;",
    "2° Le greffe ;",
    "a) principal ;",
    "b) adjoint ;",
    "3° La cour.",
    "Le présent article est applicable partout.",
)

CASES: list[tuple[str, dict[int, str | None]]] = [
    # what changes: the place of an alinéa in BEFORE → its new text; None where it is gone
    ("Au premier alinéa, les mots : « d'un an » sont remplacés par les mots : « de deux ans ».",
     {0: "Le juge statue dans un délai de deux ans. Il avise les parties."}),
    ("A la seconde phrase du premier alinéa, après le mot : « parties », sont insérés les mots : « et le greffe ».",
     {0: "Le juge statue dans un délai d’un an. Il avise les parties et le greffe."}),
    ("Le premier alinéa est complété par les mots : « et le maire ».",
     {0: "Le juge statue dans un délai d’un an. Il avise les parties et le maire."}),
    ("Le premier alinéa est complété par une phrase ainsi rédigée : « Il tranche. »",
     {0: "Le juge statue dans un délai d’un an. Il avise les parties. Il tranche."}),
    ("La première phrase du premier alinéa est supprimée.", {0: "Il avise les parties."}),
    ("Au premier alinéa, les mots : « dans un délai d'un an » sont supprimés.",
     {0: "Le juge statue. Il avise les parties."}),
    ("Au premier alinéa, après le mot : « délai », la fin de la première phrase est ainsi rédigée : « raisonnable ».",
     {0: "Le juge statue dans un délai raisonnable. Il avise les parties."}),
    ("Au premier alinéa, après le mot : « délai », la fin de la phrase est ainsi rédigée : « bref. »",
     {0: "Le juge statue dans un délai bref. Il avise les parties."}),
    ("Le 2° est abrogé et le 3° devient le 2°.", {3: None, 4: None, 5: None, 6: "2° La cour."}),
    ("Le b du 2° est abrogé.", {5: None}),
    ("Le 3° est ainsi rédigé : « 3° Le tribunal. »", {6: "3° Le tribunal."}),
    ("Les 1° à 3° sont remplacés par un alinéa ainsi rédigé :\n« 1° Le préfet. »",
     {2: "1° Le préfet.", 3: None, 4: None, 5: None, 6: None}),
    ("Il est complété par un 4° ainsi rédigé :\n« 4° Le maire. »", {6: "3° La cour.\n\n4° Le maire."}),
    ("Après le deuxième alinéa, il est inséré un alinéa ainsi rédigé :\n« Un. »", {1: "Sont compétents :\n\nUn."}),
    ("Au début du premier alinéa, sont ajoutés les mots : « Sauf urgence, ».",
     {0: "Sauf urgence, Le juge statue dans un délai d’un an. Il avise les parties."}),
    ("Le dernier alinéa est supprimé.", {7: None}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "changes"), CASES, ids=[case[0][:50] for case in CASES])
def test_what_an_instruction_does(words: str, changes: dict[int, str | None]) -> None:
    act = parse(f"L'article D. 5 est ainsi modifié :\n1° {words}")
    assert act.unparsed == ()
    outcome = apply_to(BEFORE, act.instructions)
    expected = [changes.get(place, alinea) for place, alinea in enumerate(BEFORE)]
    assert outcome.problems == ()
    assert outcome.alineas == tuple("\n\n".join(filter(None, expected)).split("\n\n"))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Au neuvième alinéa, le mot : « juge » est supprimé.", "il n’y a pas de alinéa 9e : il y en a 8"),
        ("Au premier alinéa, le mot : « préfet » est supprimé.", "les mots « préfet » n’y sont pas"),
        ("Le 7° est abrogé.", "il n’y a pas de 7°"),
    ],
)
def test_what_cannot_be_done_is_said(words: str, reason: str) -> None:
    act = parse(f"L'article D. 5 est ainsi modifié :\n1° {words}\n2° Le dernier alinéa est supprimé.")
    outcome = apply_to(BEFORE, act.instructions)
    assert outcome.problems == (reason,)
    assert outcome.alineas == BEFORE[:-1]


def test_places_are_those_of_the_text_before_the_act() -> None:
    act = parse(
        "L'article D. 5 est ainsi modifié :\n"
        "1° Aux premier et deuxième alinéas, le mot : « a » est remplacé par le mot : « b » ;\n"
        "2° Au deuxième alinéa, le mot : « b » est remplacé par le mot : « c » ;\n"
        "3° Le premier alinéa est supprimé ;\n"
        "4° Après le deuxième alinéa, il est inséré un alinéa ainsi rédigé :\n« d »"
    )
    assert apply_to(("x a", "a b", "y"), act.instructions).alineas == ("b c", "d", "y")


def test_an_article_ends_and_begins() -> None:
    act = parse("L'article D. 5 est abrogé.")
    assert apply_to(BEFORE, act.instructions).alineas is None
    act = parse("L'article D. 5 est rétabli dans la rédaction suivante :\n« Art. D. 5.-Un. »")
    assert apply_to(None, act.instructions).alineas == ("Un.",)
    act = parse("A l'article D. 5, le mot : « a » est supprimé.")
    assert apply_to(None, act.instructions).problems == ("l’article n’a pas de texte avant l’acte",)


def test_sentences_of_a_text_of_law() -> None:
    text = "Voir l'art. R. 57-7, al. 2. Le n° 3. M. X est là. Fin !"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Voir l'art. R. 57-7, al. 2.",
        "Le n° 3.",
        "M. X est là.",
        "Fin !",
    ]


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        (
            "Le début du premier alinéa de l'article 5 est ainsi rédigé : « Sauf urgence, le juge... (le reste sans "
            "changement). »",
            "En principe, le juge entend la personne.",
            "Sauf urgence, le juge entend la personne.",
        ),
        (
            "La fin de l'article 5 est ainsi rédigée : « pendant deux ans. »",
            "Il siège pendant un an, sans traitement.",
            "Il siège pendant deux ans.",
        ),
        ("Le début de l'article 5 est ainsi rédigé : « Le procureur ».", "En principe, le juge entend.", None),
    ],
)
def test_a_beginning_or_an_end_written_anew_joins_the_old_text(act: str, before: str, after: str | None) -> None:
    outcome = apply_to([before], parse(act).instructions)
    assert outcome.alineas == (after or before,)
    assert bool(outcome.problems) == (after is None)
