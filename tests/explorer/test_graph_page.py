"""The graph page and search through time, as Streamlit runs them, without a browser."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus
from explorer.components import network
from tests.explorer.apptest import Opened, plain


def test_the_neighbourhood_is_drawn_and_told(opened: Opened) -> None:
    page = opened(page="graph", n="R57-7-62", d="2011-01-01")
    text = plain(page)
    assert "Voisinage de l’article R. 57-7-62 au 1er janvier 2011" in text
    assert "Le voisinage en tableau" in text
    assert len(page.get("echarts_chart")) == 1


@pytest.mark.parametrize("kind", ["orphans", "orphans-ended", "orphans-nonsense", "hubs", "growth", "nonsense"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_view_opens(opened: Opened, kind: str, lang: str) -> None:
    assert plain(opened(page="graph", kind=kind, d="2010-12-29", lang=lang))


def test_an_unknown_number_is_explained(opened: Opened) -> None:
    assert "Aucune source" in plain(opened(page="graph", n="999-999"))
    assert "n’est pas un numéro" in plain(opened(page="graph", n="zzz", kind="orphans"))


def test_words_through_time(opened: Opened) -> None:
    page = opened(page="search", q="détenu|détenus", kind="time", vs="personne détenue|personnes détenues")
    text = plain(page)
    assert "Première apparition" in text and "Article par article" in text
    spec = json.loads(page.get("echarts_chart")[0].proto.spec)
    assert [series["name"] for series in spec["series"]] == ["détenu|détenus", "personne détenue|personnes détenues"]


def test_filters_of_search_are_in_the_address(opened: Opened) -> None:
    page = opened(page="search", q="isolement", n="R57-7-*", s="isolement", d="2011-01-01")
    assert "R. 57-7-62" in plain(page)
    assert "ne connaît l’article 999-999" in plain(opened(page="search", q="isolement", n="999-999"))


def test_a_drawing_is_the_same_each_time_and_bounded(embedded_store: Path) -> None:
    corpus = Corpus.open(embedded_store)
    found = corpus.neighbourhood("706-71", date(2011, 1, 1), 2) if _knows(corpus, "706-71") else corpus.neighbourhood(
        "D75", date(2011, 1, 1), 2
    )  # fmt: skip
    drawn = network.drawing(found)
    assert network.spec(drawn) == network.spec(network.drawing(found))
    assert all(0 <= a < len(drawn.nodes) and 0 <= b < len(drawn.nodes) for a, b, _ in drawn.edges)
    assert drawn.nodes[0].steps == 0
    corpus.close()


def _knows(corpus: Corpus, number: str) -> bool:
    return any(article.ref.number == number for article in corpus.articles("cpp"))
