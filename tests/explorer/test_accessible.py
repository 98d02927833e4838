"""No serious or critical fault in what is ours, as axe-core reads each page, in light and in dark.

The page is read whole: nothing that Streamlit draws has had to be left out (its upload field has one fault that axe
holds minor: a region in the role of a presentation that can be focused).
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.explorer.conftest import Tab
from tests.explorer.views import VIEWS

pytestmark = pytest.mark.browser

_SERIOUS = {"serious", "critical"}
# what a theme can change
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_no_serious_fault(tab: Tab, name: str) -> None:
    tab.page.emulate_media(color_scheme="light")
    page = tab.open(VIEWS[name])
    assert _faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(22, 25, 29)'")
    tab.ready()
    assert _faults(page, runOnly=_COLOURS) == []


def _faults(page: Any, **options: object) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response
    return [
        f"{fault['id']} {node['target']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for fault in found["violations"]
        if fault["impact"] in _SERIOUS
        for node in fault["nodes"]
    ]
