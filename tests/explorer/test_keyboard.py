"""The explorer without a mouse, and as a screen reader has it."""

from __future__ import annotations

import re

import pytest

from tests.explorer.conftest import Tab
from tests.explorer.views import VIEWS

pytestmark = pytest.mark.browser

_OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
_WHERE = "document.activeElement.closest('.cx-nav, .cx-steps, main, section') !== null"


def test_the_first_stop_leads_past_the_navigation(tab: Tab) -> None:
    page = tab.open(VIEWS["article-diff"])
    skip = page.get_by_role("button", name="Aller au contenu")
    skip.focus()
    assert skip.bounding_box()["width"] > 50
    page.keyboard.press("Enter")
    page.locator("h1.cx-head:focus", has_text="D. 76").wait_for()


def test_focus_is_seen(tab: Tab) -> None:
    page = tab.open(VIEWS["article-diff"])
    page.get_by_role("button", name="Aller au contenu").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(_WHERE)
        assert page.evaluate(_OUTLINE) != "none"


def test_changes_are_stepped_through_and_told(tab: Tab) -> None:
    page = tab.open(VIEWS["article-diff"])
    group = page.get_by_role("group", name=re.compile("changements"))
    following = group.get_by_role("button", name="Changement suivant")
    following.focus()
    page.keyboard.press("Enter")
    page.locator("#change-1:focus").wait_for()
    place = group.locator("[aria-live=polite]")
    assert place.inner_text().startswith("1 / ")
    page.keyboard.press("s")
    page.locator("#change-2:focus").wait_for()
    assert place.inner_text().startswith("2 / ")


@pytest.mark.parametrize(
    ("query", "deleted", "inserted"), [("", "supprimé", "ajouté"), ("&lang=en", "deleted", "inserted")]
)
def test_insertions_and_deletions_are_said(tab: Tab, query: str, deleted: str, inserted: str) -> None:
    page = tab.open(VIEWS["article-diff"] + query)
    assert deleted in page.locator("del.cv-del").first.text_content()
    assert inserted in page.locator("ins.cv-ins").first.text_content()


def test_the_page_and_the_law_say_their_languages(tab: Tab) -> None:
    page = tab.open(VIEWS["article-diff"])
    page.wait_for_function("document.documentElement.lang === 'fr'")
    page.get_by_role("link", name="English").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    tab.ready()
    assert page.locator(".cv-article").first.get_attribute("lang") == "fr"


@pytest.mark.parametrize("name", ["home", "figures", "renumbering"])
def test_a_chart_has_words_and_a_table(tab: Tab, name: str) -> None:
    page = tab.open(VIEWS[name])
    page.locator("[data-testid='stEChartsChart'], .stEChartsChart").first.wait_for()
    charts = page.locator("[data-testid='stEChartsChart'], .stEChartsChart")
    for chart in charts.all():
        assert chart.locator("[aria-label]").count() or chart.get_attribute("aria-label")
    assert page.locator(".stHtml table, .cx-changes").count()
