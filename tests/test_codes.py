"""The table of codes: names are unique, and each leads to its code and to no other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpp_versions import codes
from cpp_versions.codes import CODES, CPP, by_id, by_slug, by_title, find, of_slug
from cpp_versions.titles import slug


def test_the_two_codes_of_lexhub() -> None:
    assert (CPP.id, CPP.slug, CPP.title) == ("cpp", "code-de-procedure-penale", "Code de procédure pénale")
    penitentiaire = of_slug("code-penitentiaire")
    assert (penitentiaire.id, penitentiaire.title) == ("penitentiaire", "Code pénitentiaire")


@pytest.mark.parametrize(
    ("slug", "expected", "title"),
    [
        ("code-penal", "penal", "Code pénal"),
        ("code-civil", "civil", "Code civil"),
        ("code-de-lenvironnement", "environnement", "Code de l'environnement"),
        ("code-de-la-propriete-intellectuelle", "propriete-intellectuelle", "Code de la propriété intellectuelle"),
        ("code-du-travail", "travail", "Code du travail"),
        ("code-des-douanes", "douanes", "Code des douanes"),
        ("code-de-commerce", "commerce", "Code de commerce"),
        ("code-general-des-impots-cgi", "general-des-impots", "Code général des impôts"),
        ("code-minier-nouveau", "minier-nouveau", "Code minier (nouveau)"),
        ("livre-des-procedures-fiscales", "livre-des-procedures-fiscales", "Livre des procédures fiscales"),
    ],
)
def test_ids_and_titles_of_slugs(slug: str, expected: str, title: str) -> None:
    code = of_slug(slug)
    assert (code.id, code.slug, code.title) == (expected, slug, title)


def test_no_name_means_two_codes() -> None:
    names: dict[str, str] = {}
    for code in CODES:
        for name in {code.id, code.slug, slug(code.title)}:
            assert names.setdefault(name, code.id) == code.id, name
    for short, code in codes._BY_ABBREVIATION.items():
        assert names.setdefault(short, code.id) == code.id, short


def test_ids_are_safe_as_folder_names() -> None:
    for code in CODES:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.id), code


def test_each_code_is_found_by_its_names() -> None:
    for code in CODES:
        assert by_id(code.id) == by_slug(code.slug) == by_title(code.title) == code
        for name in (code.id, code.slug, code.title, code.title.upper(), code.title.replace("'", "’")):
            assert find(name) == code, name


@pytest.mark.parametrize(
    "text", ["CPP", "cpp", " Code de Procédure Pénale ", "C.P.P.", "C. pr. pén.", "code de procedure penale"]
)
def test_the_cpp_is_found_however_it_is_written(text: str) -> None:
    assert find(text) == CPP


@pytest.mark.parametrize("text", ["", "-", "code", "code de la mer", "../../etc/passwd", "x" * 10_000])
def test_what_the_table_lacks_is_none(text: str) -> None:
    assert find(text) is None
    assert by_title(text) is None


_NAMES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [*(c.id for c in CODES), *(c.slug for c in CODES), "code-du-civil", "code-de-la-penal", "Code civil"]
    ),
    st.from_regex(r"code-(de-la-|du-|de-l)?[a-z]{1,6}", fullmatch=True),
)


@given(_NAMES, _NAMES)
def test_two_slugs_make_one_id_only_where_they_name_one_code(one: str, other: str) -> None:
    left, right = of_slug(one), of_slug(other)
    assert re.fullmatch(r"[a-z0-9]+(-{1,2}[a-z0-9]+)*", left.id)
    if left.id == right.id:
        assert left == right
        assert one == other or left in CODES
