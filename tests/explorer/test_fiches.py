"""The fiches on the page of an article, in a browser, on the embedded corpus."""

from __future__ import annotations

import pytest

from tests.explorer.conftest import Tab

pytestmark = pytest.mark.browser


def test_an_article_shows_the_fiche_that_refers_to_it(tab: Tab) -> None:
    page = tab.open("?page=article&n=D52-1&code=cpp")
    page.locator("h2#fiches").wait_for()
    link = page.locator(".cx-fiche a")
    assert link.get_attribute("href") == "https://www.service-public.gouv.fr/particuliers/vosdroits/F35705"
    assert page.get_by_text("articles D50 à D52-1").count() == 1


def test_an_article_that_only_the_fiche_knows(tab: Tab) -> None:
    page = tab.open("?page=article&n=464-2&code=cpp&lang=en")
    page.locator(".cx-fiche a", has_text="Peine de prison ferme").wait_for()


def test_an_article_without_a_fiche_says_nothing_of_them(tab: Tab) -> None:
    page = tab.open("?page=article&n=D75&code=cpp")
    assert page.locator("#fiches").count() == 0
