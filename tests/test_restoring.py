"""Titles rebuilt from slugs, with the words of the code itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.restoring import Vocabulary, restore


def vocabulary(texts: list[str], slugs: list[str]) -> Vocabulary:
    words = Vocabulary(slugs)
    for text in texts:
        words.learn(text)
    return words


WORDS = vocabulary(
    [
        "La détention provisoire, de l'exercice de l’action publique. De la détention, la peine et les peines.",
        "Le sous-officier ; le Sous-officier ; l'État ; d’office ; le procureur général près la cour.",
        "La garde-à-vue. Une œuvre, l'œuvre de l'État. L'État. mœurs",
    ],
    ["titre-ii-de-la-detention-de-letat", "lexercice-de-laction-publique", "des-sous-officiers-sous-officier"],
)


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("titre-ii-de-la-detention", "Titre II : De la détention"),
        ("titre-ii-bis-de-la-detention", "Titre II bis : De la détention"),
        ("livre-ier-de-lexercice-de-laction-publique", "Livre Ier : De l'exercice de l’action publique"),
        ("section-3", "Section 3"),
        ("paragraphe-1er-x", "Paragraphe 1er : X"),
        ("titre-preliminaire-de-laction-publique", "Titre préliminaire : De l’action publique"),
        ("sous-section-2-a", "Sous-section 2 A"),
        ("chapitre-unique", "Chapitre unique"),
        ("section-12-1-x", "Section 12 1 : X"),
        ("partie-reglementaire-decrets-simples", "Partie reglementaire (decrets simples)"),
        ("dispositions-de-la-detention", "Dispositions de la détention"),
        ("titre", "Titre"),
        ("annexe", "Annexe"),
        ("titre-", "Titre "),
        ("", ""),
    ],
)
def test_titles(slug: str, title: str) -> None:
    assert restore(slug, WORDS) == title


def test_names_of_the_plan_that_a_code_writes_once_or_never() -> None:
    slugs = ("partie-reglementaire-decrets-en-conseil-detat", "titre-ii-de-saint-pierre-et-miquelon")
    words = Vocabulary(slugs)
    words.learn(
        "Le conseil en délibère ; le conseil d'Etat est saisi à l'unanimité du conseil, en séance, et vote de tout."
    )
    assert [restore(slug, words) for slug in slugs] == [
        "Partie réglementaire (décrets en Conseil d'Etat)",
        "Titre II : De Saint-Pierre et Miquelon",
    ]


def test_the_commonest_spelling_is_taken_and_a_capital_that_begins_a_sentence_is_none() -> None:
    assert WORDS.spell("lexercice") == "l'exercice"
    assert WORDS.spell("de") == "de"
    assert WORDS.spell("sous-officier") == "sous-officier"
    assert WORDS.spell("la") == "la"
    assert WORDS.spell("loffice") is None  # only what slugs need


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_any_slug_has_a_title(slug: str, texts: list[str]) -> None:
    words = vocabulary(texts, [slug])
    assert restore(slug, words) == restore(slug, vocabulary(list(texts), [slug]))
    assert restore("titre-ii-" + slug, words).lower().startswith("titre ii")
