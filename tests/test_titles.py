"""Slugs, as LexHub makes them of the titles of sections."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpp_versions.titles import slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Titre II : De la détention", "titre-ii-de-la-detention"),
        ("Chapitre Ier bis : Des attributions", "chapitre-ier-bis-des-attributions"),
        ("A. - Dispositions générales.", "a-dispositions-generales"),
        ("Section 4 : Mise en œuvre du placement", "section-4-mise-en-oeuvre-du-placement"),
        ("Livre VI : Dispositions applicables à l’outre-mer", "livre-vi-dispositions-applicables-a-loutre-mer"),
        ("De la sécurité   des établissements", "de-la-securite-des-etablissements"),
        ("§ 1er", "1er"),
        (" : ", ""),
    ],
)
def test_slugs(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text(max_size=80))
def test_a_slug_is_safe_and_its_own_slug(title: str) -> None:
    made = slug(title)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert slug(made) == made
