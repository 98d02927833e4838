"""Which notes stand above the text as warnings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus
from cpp_versions.answers import ArticleAnswer
from explorer.components import notas

DAY = date(2022, 5, 1)


@pytest.fixture(scope="module")
def answer(embedded_store: Path) -> ArticleAnswer:
    return replace(Corpus.open(embedded_store).article("D75", date(2010, 12, 29)), valid_from=DAY)


@pytest.mark.parametrize(
    "note",
    [
        "Conformément à l’article 10 de l’ordonnance n° 2022-478 du 30 mars 2022, ces dispositions entrent en vigueur "
        "le 1er mai 2022.",
        "Ces dispositions entrent en vigueur le 1er mai 2022",
    ],
)
def test_a_note_that_repeats_the_day_of_the_version_is_no_warning(answer: ArticleAnswer, note: str) -> None:
    assert not notas.deferring(replace(answer, nota=(note,)))
    assert notas.deferring(replace(answer, nota=(note,), valid_from=date(2022, 4, 30)))
    assert notas.deferring(replace(answer, nota=(note,), valid_from=None))


@pytest.mark.parametrize(
    "note",
    [
        "Ces dispositions entrent en vigueur le 1er mai 2022. Se reporter aux conditions d’application.",
        "Ces dispositions entrent en vigueur à une date fixée par décret, et au plus tard le 1er mai 2022.",
        "Le troisième alinéa entre en vigueur le 1er mai 2022.",
        "Aux procédures en cours ; ces dispositions entrent en vigueur le 1er mai 2022.",
    ],
)
def test_whatever_else_a_note_says_is_a_warning(answer: ArticleAnswer, note: str) -> None:
    assert notas.deferring(replace(answer, nota=(note,))) == [note]
