"""The pages of a reform and of two codes side by side, as Streamlit runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cpp_versions import Corpus
from tests.explorer.apptest import Opened, plain, shown

DAYS = {"from": "2010-12-19", "to": "2010-12-29"}


def test_a_reform_is_told_from_how_much_to_what_it_left(opened: Opened) -> None:
    page = opened(page="reform", code="cpp", d="2010-12-29")
    said = plain(page)
    assert "Réforme du 29 décembre 2010" in said
    for title in ("Où", "Changements de fond", "Renvois laissés sans objet"):
        assert title in said
    assert [button.proto.label for button in page.get("download_button")] == ["Page à imprimer", "PDF", "Word", "JSON"]
    counted = re.findall(r'<span class="cx-bar" role="img" aria-label="([^"]+)"', shown(page))
    assert any(re.fullmatch(r"\d+ nouveaux, \d+ modifiés, \d+ plus en vigueur", one) for one in counted)


def test_the_parts_of_the_plan_add_up(opened: Opened) -> None:
    """The map of the plan has each change once at its highest level."""
    body = shown(opened(page="reform", code="cpp", d="2010-12-29"))
    rows = re.findall(r'<th scope="row" style="--cx-step: 0">.*?<td class="cx-n">([\d\s\u202f]+)</td>', body)
    tally = re.search(r'class="cx-links cx-tally">(.*?)</ul>', body)
    assert tally is not None
    every = [int(re.sub(r"\s", "", n)) for n in re.findall(r"<b>([^<]+)</b>", tally[1])]
    assert sum(int(re.sub(r"\s", "", n)) for n in rows) == sum(every)


def test_an_article_of_a_reform_is_compared_in_place(opened: Opened) -> None:
    assert "2 mots ajoutés, 2 mots supprimés" in plain(opened(page="reform", code="cpp", d="2010-12-29", n="D75"))


def test_an_act_names_its_versions(opened: Opened, embedded_store: Path) -> None:
    corpus = Corpus.open(embedded_store)
    acts = [act for version in corpus.versions() for act in version.acts]
    corpus.close()
    assert acts
    said = plain(opened(page="reform", q=acts[-1].title))
    assert "Les versions consolidées qui nomment cet acte" in said
    one = plain(opened(page="reform", code="cpp", d="2010-12-29", q=acts[-1].title))
    assert "Seuls les articles que la source attribue" in one


@pytest.mark.parametrize("act", ["<script>alert(1)</script>", "décret de nulle part", "{0}"])
def test_an_act_that_nobody_knows(opened: Opened, act: str) -> None:
    page = opened(page="reform", q=act)
    assert "Aucune version consolidée ne nomme cet acte" in plain(page)
    assert "<script>alert" not in shown(page)


@pytest.mark.parametrize("day", ["1800-01-01", "2999-12-31"])
def test_a_reform_of_a_day_without_one(opened: Opened, day: str) -> None:
    assert "Réforme du" in plain(opened(page="reform", code="cpp", d=day))


def test_home_has_the_reform_in_short(opened: Opened) -> None:
    page = opened()
    assert "Les premiers changements de fond" in plain(page)
    assert shown(page).count('class="cx-toggle"') <= 10
    assert "page=reform" in shown(page)


def test_long_lists_fold_their_sections_but_what_is_open(opened: Opened) -> None:
    body = shown(opened(page="versions", code="cpp", d="2010-12-29"))
    assert body.count('class="cx-fold cx-part"') > 3
    assert body.count('class="cx-fold cx-part" open=""') == 1
    picked = shown(opened(page="versions", code="cpp", d="2010-12-29", n="D75"))
    assert 'class="cx-opened"' in picked
    assert re.search(r'class="cx-fold cx-part" open="">(?:(?!</details>).)*cx-opened', picked, re.DOTALL)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_two_versions_side_by_side(opened: Opened, lang: str) -> None:
    page = opened(page="recodification", lang=lang, **DAYS)
    said = plain(page)
    assert ("Ce qui reste" if lang == "fr" else "What is left") in said
    assert [button.proto.label for button in page.get("download_button")][:2] == ["CSV", "JSON"]


def test_the_pairs_of_one_grade_and_one_of_them_open(opened: Opened) -> None:
    changed = opened(page="recodification", kind="changed", sort="words", **DAYS)
    assert "mots changés" in plain(changed)
    pair = opened(page="recodification", n="D283-1", code="cpp", n2="R57-7-62", code2="cpp", **DAYS)
    assert "D. 283-1 → R. 57-7-62" in plain(pair)


@pytest.mark.parametrize("typed", ["<b>", "zzz", "../x"])
def test_hostile_parameters_of_a_recodification(opened: Opened, typed: str) -> None:
    query = {"page": "recodification", "s": typed, "vs": typed, "kind": typed, "q": typed, "n": typed, "n2": typed}
    assert "<b>" not in shown(opened(**query, **DAYS)).replace("<b>1", "")
