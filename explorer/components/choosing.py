"""The choice among the codes of the corpus, where there are several."""

from __future__ import annotations

from typing import Any

from cpp_versions.answers import CodeSummary
from explorer.components.markup import Html, element, join, link
from explorer.view import View

__all__ = ["codes"]


def codes(view: View, page: str, chosen: CodeSummary, **fields: Any) -> Html:
    """Links to the same page for each code; nothing where there is one."""
    if len(view.codes) < 2:
        return join()
    items = []
    for code in view.codes:
        here = {"aria_current": "true"} if code.id == chosen.id else {}
        target = view.selection.page_of(page, code=code.id, **fields)
        items.append(element("li", link(target.href(), code.title, **here)))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=view.words("code"))
