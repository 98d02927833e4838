"""An act pasted in a browser, and who wrote each word by pointer, keyboard and finger."""

from __future__ import annotations

import re

import pytest

from tests.explorer.conftest import Tab

pytestmark = pytest.mark.browser

ACT = (
    "Au premier alinéa de l'article D. 75 du code de procédure pénale, les mots : « un an » sont remplacés par les "
    "mots : « deux ans »."
)


@pytest.mark.parametrize("day", ["", "&d=2010-12-29"])
def test_an_act_is_pasted_and_never_in_the_address(tab: Tab, day: str) -> None:
    page = tab.open(f"?page=acts{day}")
    page.get_by_label("Texte de l’acte").fill(ACT)
    page.get_by_role("button", name="Lire l’acte").click()
    page.locator(".cx-counts", has_text="1 instruction").wait_for()
    assert "deux" not in page.url
    if not day:
        tab.ready()
        page.get_by_test_id("stDateInput").first.get_by_role("spinbutton").first.click()
        page.keyboard.type("29122010")
        page.keyboard.press("Tab")  # to the calendar
        page.keyboard.press("Tab")
    page.locator(".cx-grade-identical").wait_for()
    assert page.locator(".cx-graded ins.cv-ins", has_text="deux ans").count() >= 1
    assert "deux" not in page.url
    page.get_by_role("button", name="Oublier ce texte").click()
    page.get_by_label("Texte de l’acte").wait_for()


def test_a_passage_tells_its_act(tab: Tab) -> None:
    page = tab.open("?page=article&n=R57-7-62&code=cpp&d=2011-01-01&blame=1")
    runs = page.locator(".cv-run[data-cv-told]")
    runs.first.hover()
    told = page.locator(".cx-told")
    assert told.inner_text() == runs.first.get_attribute("data-cv-told")
    runs.nth(2).focus()
    assert told.inner_text() == runs.nth(2).get_attribute("data-cv-told")
    runs.first.click()
    page.wait_for_url(re.compile("n=D283-1"))


@pytest.mark.parametrize(
    "query",
    [
        "?page=acts",
        "?page=acts&act=72-852",
        "?page=article&n=R57-7-62&code=cpp&d=2011-01-01&blame=1",
        "?page=versions&code=cpp&d=2010-12-29&class=substantive",
    ],
)
def test_a_phone_needs_no_sideways_scroll(tab: Tab, query: str) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(query)
    wide = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth)"
    )
    assert wide <= 390
