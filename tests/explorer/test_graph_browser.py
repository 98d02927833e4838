"""The picture of a neighbourhood in a browser: drawn, and an article that is clicked becomes the centre."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cpp_versions import Corpus
from explorer.components import network

pytestmark = pytest.mark.browser
DAY = date(2011, 1, 1)
_EDGE = 96  # pixels that the chart leaves for labels


def test_an_article_of_the_picture_leads_to_its_own(tab: Any, embedded_store: Path) -> None:
    corpus = Corpus.open(embedded_store)
    hub = corpus.hubs(DAY)[0].ref
    drawn = network.drawing(corpus.neighbourhood(hub, DAY, limit=120))
    corpus.close()
    left = [node for node in drawn.nodes if drawn.columns[node.id] == -1]
    assert left and left[0].ref is not None
    page = tab.open(f"?page=graph&n={hub.number}&code={hub.code}&d={DAY}")
    canvas = page.locator("canvas").first
    canvas.wait_for(state="visible")
    page.wait_for_timeout(500)
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + _EDGE, box["y"] + 8 + (box["height"] - 16) * 0.5 / len(left))
    page.wait_for_function(f"location.search.includes('n={left[0].ref.number}')")
    tab.ready()
    assert f"code={left[0].ref.code}" in page.url
    page.go_back()
    page.wait_for_function(f"location.search.includes('n={hub.number}')")
    tab.ready()
