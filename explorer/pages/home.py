"""The first page: ask for an article, see the corpus at a glance, and the reform it opens on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cpp_versions.answers import ConsolidatedVersion
from explorer.components import acts, asking
from explorer.components.markup import Html, element, join, link, show
from explorer.pages import reform, versions
from explorer.view import View

__all__ = ["render"]

_ROWS = 6


def render(view: View) -> None:
    """Search, figures, latest and largest reforms, and one reform in view."""
    words = view.words
    code, day = versions.featured(view)
    st.set_page_config(page_title=f"{words('page.home')} — {words('app')}")
    show(element("h1", words("home.title"), class_="cx-head"), element("p", words("home.what"), class_="cx-sub"))
    asking.ask(view, view.selection.day or view.chosen_code().as_of)
    show(_glance(view))
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


def _glance(view: View) -> Html:
    """The codes, and how much is known of each."""
    words = view.words
    items = []
    for code in view.codes:
        said = [words.count("home.articles", code.articles), words.count("versions.count", code.versions)]
        if code.first and code.last:
            said.append(words("versions.span", first=words.day(code.first), last=words.day(code.last)))
        target = view.selection.page_of("versions", code=code.id).href()
        items.append(element("li", link(target, code.title), " : ", ", ".join(said)))
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
