"""The explorer in a real browser, on the embedded corpus: pages, links, marks; every test ends with `Tab.check`."""

from __future__ import annotations

import re

import pytest

from explorer.selection import PAGES
from tests.explorer.conftest import Tab

pytestmark = pytest.mark.browser

D75 = "?page=article&n=D75&code=cpp&d=2010-12-29"


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens(tab: Tab, page: str) -> None:
    assert tab.open(f"?page={page}").locator("h1.cx-head").inner_text()


def test_the_diff_of_d75_marks_the_words(tab: Tab) -> None:
    page = tab.open(D75)
    assert "un an" in page.locator("del.cv-del").first.inner_text()
    assert "deux ans" in page.locator("ins.cv-ins").first.inner_text()
    assert page.title().replace("\u00a0", " ") == "Article D. 75 au 29 décembre 2010"


def test_a_permanent_link_is_followed(tab: Tab) -> None:
    page = tab.open(D75)
    link = page.locator("a.cx-permalink")
    address = link.get_attribute("href")
    assert "page=article" in address and "n=D75" in address and "commit" not in address
    tab.open(address)
    assert page.locator("h1.cx-head").inner_text().replace("\u00a0", " ") == "Article D. 75"


def test_searching_then_going_back(tab: Tab) -> None:
    page = tab.open("?page=article")
    box = page.get_by_label("Numéro d’article")
    box.fill("r. 57-7-62")
    box.press("Enter")
    page.wait_for_url(re.compile("n=R57-7-62"))
    page.locator("h1.cx-head", has_text="57-7-62").wait_for()
    page.go_back()
    page.locator("h1.cx-head", has_text="Quel article").wait_for()


def test_links_change_the_view_without_loading_the_page_anew(tab: Tab) -> None:
    page = tab.open("?page=versions&code=cpp&d=2010-12-29")
    page.evaluate("window.cxSameDocument = true")
    article = page.locator("a.cx-toggle", has_text="D. 75").first
    page.locator("details.cx-part", has=article).locator("summary").first.click()  # a long list folds its sections
    article.click()
    page.locator(".cx-opened ins.cv-ins", has_text="deux ans").wait_for()
    page.locator(".cx-opened a", has_text="Ouvrir l’article").click()
    page.locator("h1.cx-head", has_text="D. 75").wait_for()
    assert page.evaluate("window.cxSameDocument")


def test_what_was_opened_and_focused_outlives_a_new_run(tab: Tab) -> None:
    """Each link that is followed has the fragment written anew: nothing that the reader opened in it may close."""
    page = tab.open("?page=versions&code=cpp&d=2010-12-29")
    parts = page.locator("details.cx-part:not([open])")
    kept = parts.nth(3).element_handle().query_selector("h3").inner_text()
    parts.nth(3).locator("summary").click()
    first = page.locator("details.cx-part[open] a.cx-toggle").first
    first.focus()
    page.keyboard.press("Enter")
    page.locator(".cx-opened").wait_for()
    tab.ready()
    assert page.locator("details.cx-part[open]", has_text=kept).count() == 1
    assert page.evaluate("document.activeElement.className") == "cx-toggle"
    page.locator("details.cx-part[open]", has_text=kept).locator("summary").first.click()
    page.keyboard.press("Tab")
    page.locator(".cx-opened a.cx-toggle").click()
    page.locator(".cx-opened").wait_for(state="detached")
    tab.ready()
    assert page.locator("details.cx-part[open]", has_text=kept).count() == 0


def test_another_view_begins_at_its_title(tab: Tab) -> None:
    page = tab.open("?page=versions&code=cpp&d=2010-12-29")
    page.locator(".cx-nav a", has_text="Comparer").focus()
    page.keyboard.press("Enter")
    page.locator("h1.cx-head:focus", has_text="Comparer").wait_for()


def test_stepping_through_the_changes(tab: Tab) -> None:
    page = tab.open("?page=article&n=D76&code=cpp&d=2010-12-29")
    page.locator(".cx-steps").wait_for()
    page.get_by_role("button", name="Changement suivant").click()
    page.locator("#change-1:focus").wait_for()
    page.keyboard.press("s")
    page.locator("#change-2:focus").wait_for()
    page.keyboard.press("p")
    page.locator("#change-1:focus").wait_for()


def test_choosing_side_by_side(tab: Tab) -> None:
    page = tab.open(D75)
    page.get_by_role("radio", name="Face à face").click()
    page.locator(".cv-sides").wait_for()
    page.wait_for_url(re.compile("view=facing"))


def test_the_switch_to_english(tab: Tab) -> None:
    page = tab.open(D75)
    page.get_by_role("link", name="English").click()
    page.locator("h2.cx-head", has_text="Versions of the article").wait_for()
    page.wait_for_url(re.compile("lang=en"))


def test_markup_in_the_address_is_text(tab: Tab) -> None:
    page = tab.open("?page=article&n=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&code=%3Cscript%3E")
    assert page.locator(".stHtml img, .stHtml script[src]").count() == 0


@pytest.mark.parametrize(
    "query", ["?page=versions&n=D75", D75 + "&view=facing", "?page=anomalies", "?page=compare", ""]
)
def test_a_phone_needs_no_sideways_scroll(tab: Tab, query: str) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(query)
    wide = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth)"
    )
    assert wide <= 390


@pytest.mark.parametrize("path", ["zzz", "a/b", "<script>", "..%2f..%2fetc"])
def test_a_path_that_is_no_page_is_said_in_french(tab: Tab, path: str) -> None:
    page = tab.open(path)
    page.locator(".cx-notice", has_text="Il n’y a pas de page").wait_for()
    assert page.get_by_text("Page not found").count() == 0


def test_a_page_named_by_its_path(tab: Tab) -> None:
    page = tab.open("article?n=D75&d=2010-12-29")
    assert "n=D75" in page.url and "page=article" in page.url
    page.locator("h1.cx-head", has_text="D. 75").wait_for()


def test_searching_words(tab: Tab) -> None:
    page = tab.open("?d=2010-12-29")
    box = page.get_by_label("Numéro d’article ou mots du texte")
    box.fill("encellulement individuel")
    box.press("Enter")
    page.wait_for_url(re.compile("page=search"))
    page.locator("h1.cx-head", has_text="Recherche").wait_for()
    page.locator(".cx-hits mark").first.wait_for()
    page.locator(".cx-hits a").first.click()
    page.locator("h1.cx-head", has_text="Article").wait_for()
    assert "d=2010-12-29" in page.url
