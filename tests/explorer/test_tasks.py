"""What users come for, done in a browser as they do it: each task begins on the first page and ends on its answer.

Run alone, it reports what each task took, in clicks, in fields filled and in seconds:

    python -m pytest tests/explorer/test_tasks.py

A click is a link, a button or a choice; a field filled is some words and the Enter key. The numbers are held: a page
that comes to need one more click fails here. The seconds are those of the browser and of the machine, and only told.
"""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.conftest import Tab

pytestmark = pytest.mark.browser

SEARCH = "Numéro d’article ou mots du texte"


@dataclass
class Walk:
    """A user's way from the first page, its steps counted."""

    tab: Tab
    tell: Callable[[str, object], None]
    clicks: int = 0
    filled: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def page(self) -> Any:
        return self.tab.page

    def click(self, target: Any) -> None:
        target.click()
        self.clicks += 1

    def go(self, name: str) -> None:
        """A page, by its name in the navigation, which folds some pages away."""
        named = self.page.locator(".cx-nav a", has_text=re.compile(f"^{name}$"))
        if not named.is_visible():
            self.click(self.page.locator(".cx-nav summary"))
        self.click(named)
        self.page.locator("h1.cx-head", has_text=name).wait_for()

    def fill(self, label: str, words: str) -> None:
        box = self.page.get_by_label(label, exact=True).first
        box.fill(words)
        box.press("Enter")
        self.filled += 1

    def on(self, day: str) -> None:
        """A date, typed into its field as `29122010`: it counts once the field is left."""
        self.tab.ready()
        self.page.get_by_test_id("stDateInput").first.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(day)
        self.page.keyboard.press("Tab")  # to the calendar
        self.page.keyboard.press("Tab")
        self.filled += 1

    def sees(self, selector: str, words: str = "") -> Any:
        """Waits for an element with these words, whatever its spaces."""
        found = self.page.locator(selector, has_text=_spaced(words)) if words else self.page.locator(selector)
        found.first.wait_for()
        return found.first


def _spaced(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())))


@pytest.fixture
def walk(tab: Tab, record_property: Callable[[str, object], None]) -> Walk:
    """The first page, whole."""
    tab.open()
    return Walk(tab, record_property)


def took(walk: Walk, clicks: int, filled: int = 0) -> None:
    """The task is done: what it took goes to the report, and may not grow."""
    walk.tell("task", f"{walk.clicks} clicks, {walk.filled} filled, {time.monotonic() - walk.began:.1f} s")
    assert (walk.clicks, walk.filled) == (clicks, filled)


def test_what_a_reform_changed(walk: Walk) -> None:
    walk.go("Versions")
    walk.click(walk.page.locator("tr a", has_text=_spaced("29 décembre 2010")))
    walk.sees("h2#version", "Version consolidée au 29 décembre 2010")
    article = walk.page.locator("a.cx-toggle", has_text=re.compile(r"D\.\s75$"))
    walk.click(walk.page.locator("details.cx-part", has=article).locator("summary"))
    walk.click(article)
    walk.sees(".cx-opened ins.cv-ins", "deux ans")
    took(walk, clicks=4)


def test_the_text_on_the_day_of_an_offence(walk: Walk) -> None:
    walk.fill(SEARCH, "D 75")
    walk.sees("h1", "Article D. 75")
    walk.on("20122010")
    walk.sees(".cx-sub", "Version en vigueur au 20 décembre 2010")
    walk.sees(".cv-article", "un an")
    took(walk, clicks=0, filled=2)


def test_where_an_old_article_went(walk: Walk) -> None:
    walk.go("Renumérotation")
    article = "tr:has(a[href*='n=D283-1&']):has(a[href*='n=R57-7-62&'])"
    walk.click(walk.page.locator(article).get_by_role("link", name="Lire côte à côte"))
    walk.sees("h2#pair", "D. 283-1 → R. 57-7-62")
    walk.sees(".cx-two mark")
    took(walk, clicks=2)


def test_what_still_cites_a_repealed_article(walk: Walk) -> None:
    walk.go("Graphe")
    walk.click(walk.page.get_by_role("link", name="Citations orphelines"))
    walk.sees("h2", "Citations orphelines")
    walk.sees(".cx-wide tbody tr")
    took(walk, clicks=3)


def test_two_versions_word_by_word(walk: Walk) -> None:
    walk.fill(SEARCH, "D. 76")
    walk.sees("h2", "Comparaison")
    walk.sees("ins.cv-ins")
    walk.click(walk.page.get_by_role("radio", name="Face à face"))
    walk.sees(".cv-sides")
    took(walk, clicks=1, filled=1)


def test_a_phrase_through_time(walk: Walk) -> None:
    walk.fill(SEARCH, '"encellulement individuel"')
    walk.sees("h1", "Recherche")
    walk.click(walk.page.get_by_text("À travers le temps"))
    walk.page.wait_for_url(re.compile("kind=time|time"))
    walk.tab.ready()
    walk.sees(".stHtml table, .stHtml svg, [data-testid='stEChartsChart']")
    took(walk, clicks=1, filled=1)


def test_a_concordance_to_take_away(walk: Walk, tmp_path: Path) -> None:
    walk.go("Renumérotation")
    walk.sees(".cx-wide tr")
    with walk.page.expect_download() as coming:
        walk.click(walk.page.get_by_role("button", name="CSV"))
    kept = tmp_path / "concordance.csv"
    coming.value.save_as(kept)
    rows = list(csv.DictReader(kept.open(encoding="utf-8-sig", newline="")))
    assert ("cpp:D283-1", "cpp:R57-7-62") in {(row["old"], row["new"]) for row in rows}
    took(walk, clicks=2)


def test_a_version_cited_in_a_footnote(walk: Walk) -> None:
    walk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    walk.fill(SEARCH, "R57-7-62")
    walk.sees("h1", "Article R. 57-7-62")
    walk.tab.ready()
    walk.click(walk.page.locator("p", has=walk.page.locator(".cx-quoted")).get_by_role("button"))
    walk.sees(".cx-copy", "Copié")
    copied = re.sub(r"\s+", " ", walk.page.evaluate("navigator.clipboard.readText()"))
    assert "R. 57-7-62" in copied and "version au" in copied and "consulté le" in copied
    took(walk, clicks=1, filled=1)


def test_who_wrote_a_phrase(walk: Walk) -> None:
    walk.fill(SEARCH, "R57-7-62")
    walk.sees("h1", "Article R. 57-7-62")
    walk.click(walk.page.get_by_role("link", name="Qui a écrit chaque mot"))
    walk.sees(".cv-run[data-cv-told]", "est seule en cellule").hover()
    walk.sees(".cx-told", "29 décembre 2010")  # the excerpt knows the day, and of few versions the act
    took(walk, clicks=1, filled=1)


def test_what_it_means_in_plain_words(walk: Walk) -> None:
    walk.fill(SEARCH, "D. 52")
    walk.sees("h1", "Article D. 52")
    walk.sees(".cx-fiche")
    took(walk, clicks=0, filled=1)


def test_in_english(walk: Walk) -> None:
    walk.click(walk.page.get_by_role("link", name="English"))
    walk.sees(".cx-nav a", "Renumbering")
    walk.sees(".cx-caution, .cx-foot", "Only the Journal officiel is authentic")
    took(walk, clicks=1)
