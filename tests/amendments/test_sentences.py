"""Légistique, sentence by sentence: what each says, one line per instruction (see `told`)."""

from __future__ import annotations

import pytest

from cpp_versions.amendments import parse
from tests.amendments.told import lines

SENTENCES: list[tuple[str, list[str]]] = [
    # words
    (
        "Au deuxième alinéa de l'article D. 5, les mots : « un an » sont remplacés par les mots : « deux ans ».",
        ["replace words | None:D5 | alinéa 2e | « un an » | → deux ans"],
    ),
    (
        "A l’article R. 57-7-62, le mot « juge » est supprimé à chaque occurrence.",
        ["delete words | None:R57-7-62 | « juge »"],
    ),
    (
        "À l'article 5, les références : « a » et « b » sont remplacées par les références : « c » et « d ».",
        ["replace words | None:5 | « a » | → c", "replace words | None:5 | « b » | → d"],
    ),
    (
        "À l'article 5, le mot : « a » est remplacé par le mot : « b » et les mots : « c » sont supprimés.",
        ["replace words | None:5 | « a » | → b", "delete words | None:5 | « c »"],
    ),
    (
        "Au 3° de l'article D. 32-2, après la première occurrence du mot : « a », sont insérés les mots : « , b, ».",
        ["insert words | None:D32-2 | 3°, après « a » | → , b, | occurrence (1,)"],
    ),
    (
        "Au début du premier alinéa de l'article 5, sont ajoutés les mots : « Sauf urgence, ».",
        ["insert words | None:5 | au début alinéa 1er | → Sauf urgence,"],
    ),
    (
        "Au premier alinéa de l'article 5, après le mot : « juge », la fin de la phrase est ainsi rédigée : « x. »",
        ["replace sentence | None:5 | alinéa 1er, la fin après « juge » | → x."],
    ),
    (
        "A la fin du 2° de l'article 5, le signe : « ; » est remplacé par le signe : « . ».",
        ["replace words | None:5 | 2° | « ; » | → . | occurrence (-1,)"],
    ),
    (
        "A l'article A. 1, au lieu de : « x », lire : « y ».",
        ["replace words | None:A1 | « x » | → y"],
    ),
    (
        "Aux mots : « x » sont substitués les mots : « y ».",
        ["replace_everywhere words | None:le code | « x » | → y"],
    ),
    (
        "A l'article 5, la référence à l'article 706-71 est remplacée par la référence à l'article 706-72.",
        ["replace words | None:5 | « article 706-71 » | → article 706-72"],
    ),
    # pieces of an article
    (
        "L'article D. 5 est complété par un 9° ainsi rédigé :\n« 9° Le maire. »",
        ["insert item | None:D5 | à la fin | → 9° Le maire."],
    ),
    (
        "Après le deuxième alinéa du II de l'article 5, il est inséré un alinéa ainsi rédigé :\n« Un. »",
        ["insert alinea | None:5 | après II, alinéa 2e | → Un."],
    ),
    (
        "Les deux derniers alinéas de l'article D. 9 sont remplacés par les dispositions suivantes :\n« Un.\n« Deux. »",
        ["rewrite alinea | None:D9 | alinéa avant-dernier, dernier | → Un. ¶ Deux."],
    ),
    (
        "La première phrase du vingt et unième alinéa et le a du 3° de l'article 5 sont supprimés.",
        [
            "delete sentence | None:5 | alinéa 21e, phrase 1er",
            "delete letter | None:5 | 3°, a",
        ],
    ),
    (
        "A l'article 5, le 4° est abrogé et les 5° et 6° deviennent respectivement les 4° et 5°.",
        ["delete item | None:5 | 4°", "renumber item | None:5 | 5°, 6° | → 4° ¶ 5°"],
    ),
    (
        "Le premier alinéa de l'article 5 est précédé de la mention : « I. – ».",
        ["insert words | None:5 | au début alinéa 1er | → I. –"],
    ),
    # articles
    (
        "Après l'article D. 49-50, il est inséré un article ainsi rédigé :\n« Art. D. 49-50-1.-Un.\n« Deux. »",
        ["create article | None:D49-50-1 | → Un. ¶ Deux."],
    ),
    (
        "Il est rétabli un article D. 9 ainsi rédigé :\n« Art. D. 9. – Un. »",
        ["create article | None:D9 | → Un."],
    ),
    (
        "Les articles D. 1, D. 3 à D. 5 du code de procédure pénale et l'article 7 du code pénal sont abrogés.",
        [
            "repeal article | cpp:D1",
            "repeal article | cpp:D3 (→ D5)",
            "repeal article | cpp:D4 (→ D5)",
            "repeal article | cpp:D5 (→ D5)",
            "repeal article | penal:7",
        ],
    ),
    (
        "L'article D. 15 devient l'article D. 14-1.",
        ["renumber article | None:D15 | → D14-1"],
    ),
    (
        "Les articles 5 et 6 sont remplacés par les dispositions suivantes :\n« Art. 5. – Un.\n« Art. 6-1. – Deux. »",
        ["rewrite article | None:5 | → Un.", "repeal article | None:6", "create article | None:6-1 | → Deux."],
    ),
    # sections, codes
    (
        "Dans tous les articles du code de procédure pénale, les mots : « a » sont remplacés par les mots : « b ».",
        ["replace_everywhere words | cpp:le code | « a » | → b"],
    ),
    (
        "L'intitulé du chapitre II du titre X du livre IV est ainsi rédigé : « Des mesures ».",
        ["rewrite title | None:livre IV / titre X / chapitre II | intitulé | → Des mesures"],
    ),
    (
        "Après la section 3 du chapitre Ier, est créée une section 4 intitulée : « x » "
        "comprenant les articles D. 1 et D. 2.",
        [
            "create section | None:chapitre Ier / section 4 | [x]",
            "insert article | None:D1 | à la fin",
            "insert article | None:D2 | à la fin",
        ],
    ),
    # what real acts print
    (
        "A l'article D. 5, le 8° est remplacé par les dispositions suivantes :\n« 8° Un. »",
        ["rewrite item | None:D5 | 8° | → 8° Un."],
    ),
    (
        "Il est inséré, après le troisième alinéa de l'article D. 5, l'alinéa suivant :\n« Un. »",
        ["insert alinea | None:D5 | après alinéa 3e | → Un."],
    ),
    (
        "Au 2° du I de l'article 5, à l'article 6 et au premier alinéa de l'article 7, le mot : « a » est supprimé.",
        [
            "delete words | None:5 | I, 2° | « a »",
            "delete words | None:6 | « a »",
            "delete words | None:7 | alinéa 1er | « a »",
        ],
    ),
    (
        "Au a et au premier alinéa du c du 2° du I de l'article 5, le mot : « a » est supprimé.",
        ["delete words | None:5 | I, 2°, a | « a »", "delete words | None:5 | I, 2°, c, alinéa 1er | « a »"],
    ),
    (
        "L'article 5 est ainsi modifié :\n1° Au second alinéa, le mot : « a » est supprimé ;\n"
        "2° Après la première phrase du même alinéa, il est inséré une phrase ainsi rédigée : « Un. » ;\n"
        "3° Après le mot : « b », la fin du même alinéa est supprimée.",
        [
            "1° | delete words | None:5 | alinéa 2e | « a »",
            "2° | insert sentence | None:5 | après alinéa 2e, phrase 1er | → Un.",
            "3° | delete alinea | None:5 | alinéa 2e, la fin après « b »",
        ],
    ),
    (
        "Le premier alinéa de l'article 5 est complété par les mots et une phrase ainsi rédigés : « , ou un. Deux. »",
        ["insert words | None:5 | à la fin alinéa 1er | → , ou un. Deux."],
    ),
    (
        "Au premier alinéa de l'article D. 5, toutes les occurrences du mot : « a » sont supprimées.",
        ["delete words | None:D5 | alinéa 1er | « a »"],
    ),
    (
        "L'article 5 est ainsi modifié : au IV, le mot : « a » est supprimé et le V est abrogé.",
        ["delete words | None:5 | IV | « a »", "delete part | None:5 | V"],
    ),
    (
        "Entre le premier et le deuxième alinéas de l'article 5, il est inséré un alinéa ainsi rédigé :\n« Un. »",
        ["insert alinea | None:5 | après alinéa 1er | → Un."],
    ),
    (
        "La première colonne du tableau de l'article D. 5 est ainsi modifiée : le mot : « a » est supprimé.",
        ["delete words | None:D5 | tableau, colonne 1er | « a »"],
    ),
    (
        "Les articles R. 121 à R. 121-4 sont remplacés par les articles R. 121 et R. 121-1 ainsi rédigés :\n"
        "« Art. R. 121. - Un.\n« Art. R. 121-1. - Deux. »",
        [
            "rewrite article | None:R121 (→ R121-4) | → Un.",
            "repeal article | None:R121-4 (→ R121-4)",
            "rewrite article | None:R121-1 | → Deux.",
        ],
    ),
    (
        "A compter du 1er janvier 2020, l'article 5 est ainsi modifié :\n1° Le mot : « a » est supprimé ;",
        ["1° | delete words | None:5 | « a » | dès le 2020-01-01"],
    ),
    (
        "Les mots : « a » sont remplacés, dans toutes les dispositions réglementaires en vigueur, par le mot : « b ».",
        ["replace_everywhere words | None:le code | « a » | → b"],
    ),
    (
        "Le titre X du livre V est complété par un chapitre V intitulé : « x » et comprenant un article 5 ainsi "
        "rédigé :\n« Art. 5. - Un. »",
        ["create section | None:livre V / titre X / chapitre V | [x]", "create article | None:5 | → Un."],
    ),
    (
        "Au premier alinéa de l'article 67 bis-1 du code des douanes, le mot : « a » est supprimé.",
        ["delete words | douanes:67-bis-1 | alinéa 1er | « a »"],
    ),
    # what isn't understood
    (
        "Au b, le mot : « a » est supprimé.",  # of which article?
        ["? Au b, le mot : « a » est supprimé."],
    ),
    (
        "A l'article 5, les mots : « x » sont chantés par le greffier.",
        ["? A l'article 5, les mots : « x » sont chantés par le greffier."],
    ),
]


@pytest.mark.parametrize(
    ("sentence", "expected"), SENTENCES, ids=lambda value: value[:60] if isinstance(value, str) else ""
)
def test_a_sentence(sentence: str, expected: list[str]) -> None:
    assert lines(parse(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Le présent décret est applicable en Nouvelle-Calédonie.",
        "Le ministre de la justice est chargé de l'exécution du présent décret.",
        "Les demandes en cours restent régies par les règles antérieures.",
    ],
)
def test_what_amends_nothing_is_neither_an_instruction_nor_unparsed(sentence: str) -> None:
    act = parse(sentence)
    assert (act.instructions, act.unparsed) == ((), ())


def test_the_lists_of_a_consolidated_act() -> None:
    act = parse(
        "Article 2\nI., II.-A modifié les dispositions suivantes :\n-Code de procédure pénale\nArt. D48-2, Art. D48-4\n"
        "Article 3\nAbroge Code pénal - art. 5 (Ab)\nA l'article 6 du code pénal, le mot : « a » est supprimé."
    )
    assert lines(act) == [
        "art. 2 | rewrite article | cpp:D48-2",
        "art. 2 | rewrite article | cpp:D48-4",
        "art. 3 | repeal article | penal:5",
        "art. 3 | delete words | penal:6 | « a »",
    ]
