"""The first page: ask for an article, see the corpus at a glance, and the reform it opens on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from cpp_versions.answers import ConsolidatedVersion
from cpp_versions.errors import UsageError
from explorer.components import acts, asking
from explorer.components.markup import Html, element, join, link, show
from explorer.pages import reform, versions
from explorer.view import View

__all__ = ["render"]

_ROWS = 6
_OLD, _NEW = date(2010, 12, 19), date(2010, 12, 29)
# a question, the texts that it takes, and the view that answers it
_STARTS: Final[tuple[tuple[str, tuple[tuple[str, date], ...], dict[str, Any]], ...]] = (
    ("offence", (("cpp:D75", _OLD),), {"page": "article", "number": "D75", "code": "cpp", "day": _OLD}),
    (
        "went", (("cpp:D283-1", _OLD), ("cpp:R57-7-62", _NEW)),
        {"page": "article", "number": "D283-1", "code": "cpp", "day": date(2011, 6, 1), "follow": True},
    ),
    (
        "wrote", (("cpp:R57-7-62", _NEW),),
        {"page": "article", "number": "R57-7-62", "code": "cpp", "day": _NEW, "credited": True},
    ),
    ("reform", (("cpp:D75", _NEW),), {"page": "reform", "code": "cpp", "day": _NEW}),
    ("phrase", (("cpp:R57-7-62", _NEW),), {"page": "search", "words": "personne détenue", "kind": "time"}),
    ("students", (("cpp:D75", _NEW),), {"page": "compare"}),
)  # fmt: skip


def render(view: View) -> None:
    """Search, figures, latest and largest reforms, and one reform in view."""
    words = view.words
    code, day = versions.featured(view)
    st.set_page_config(page_title=f"{words('page.home')} — {words('app')}")
    show(element("h1", words("home.title"), class_="cx-head"), element("p", words("home.what"), class_="cx-sub"))
    asking.ask(view, view.selection.day or view.chosen_code().as_of)
    show(_starts(view), _glance(view))
    every = view.corpus.versions()
    past = [v for v in every if v.date and _size(v) and v.date <= (view.code(v.code) or view.codes[0]).as_of]
    if len(past) > _ROWS:
        left, right = st.columns(2, gap="large")
        with left:
            latest = sorted(past, key=lambda v: (v.date is not None, v.date), reverse=True)[:_ROWS]
            show(element("h2", words("home.latest"), class_="cx-head"), _reforms(view, latest))
        with right:
            largest = sorted(past, key=_size, reverse=True)[:_ROWS]
            show(element("h2", words("home.largest"), class_="cx-head"), _reforms(view, largest))
    among = view.corpus.versions([code])
    versions.chart(view, among)
    place = next((i for i, version in enumerate(among) if version.date == day), 0)
    reform.short(view, among, place)


def _starts(view: View) -> Html:
    """What people come for, each in one step, of what the corpus can answer."""
    words = view.words
    items = []
    for key, numbers, fields in _STARTS:
        try:
            found = [view.corpus.article(number, day) for number, day in numbers]
        except UsageError:
            continue
        if not all(article.alineas for article in found):
            continue
        target = view.selection.page_of(**fields)
        items.append(
            element("li", link(target.href(), words(f"start.{key}")), element("p", words(f"start.{key}.what")))
        )
    return element("ul", *items, class_="cx-grid cx-starts", aria_label=words("start")) if items else join()


def _glance(view: View) -> Html:
    """The codes, and how much is known of each."""
    words = view.words
    items = []
    for code in view.codes:
        said = [words.count("home.articles", code.articles), words.count("versions.count", code.versions)]
        if code.first and code.last:
            said.append(words("versions.span", first=words.day(code.first), last=words.day(code.last)))
        target = view.selection.page_of("versions", code=code.id).href()
        items.append(element("li", link(target, code.title), words.about(""), ", ".join(said)))
    return element("ul", *items, class_="cx-glance")


def _reforms(view: View, found: Sequence[ConsolidatedVersion]) -> Html:
    words = view.words
    items = []
    for version in found:
        if version.date is None:
            continue
        target = view.selection.page_of("reform", code=version.code, day=version.date)
        code = f" ({view.title(version.code)})" if len(view.codes) > 1 else ""
        said = element("p", link(target.href(), words.day(version.date)), code, " ", element("b", _said(view, version)))
        items.append(element("li", said, element("p", acts.listed(version.acts, words, 2), class_="cx-quiet")))
    return element("ul", *items, class_="cx-cites") if items else join()


def _said(view: View, version: ConsolidatedVersion) -> str:
    return view.words.count("changed.count", _size(version))


def _size(version: ConsolidatedVersion) -> int:
    return version.added + version.modified + version.removed
