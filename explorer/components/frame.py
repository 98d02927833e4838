"""What stands around every page: the style, the navigation, notices, the foot with sources and permanent link."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import streamlit as st

from cpp_versions.render import html, runs
from explorer.components import quoting
from explorer.components.markup import Html, element, join, link, show
from explorer.selection import PAGES, Problem, Selection
from explorer.view import View
from explorer.words import Words

__all__ = ["behave", "excerpt_notice", "foot", "navigation", "notice", "problems", "style"]

# the pages that stand in the navigation itself; the others below one heading
_MAIN = ("home", "article", "versions", "compare", "renumbering", "read")
_ASSETS = Path(__file__).resolve().parent.parent / "assets"


@lru_cache(maxsize=1)
def _style() -> str:
    own = (_ASSETS / "explorer.css").read_text("utf-8")
    return f"<style>{html.stylesheet()}{runs.stylesheet()}{own}</style>"


@lru_cache(maxsize=1)
def _script() -> str:
    return f"<script>{(_ASSETS / 'explorer.js').read_text('utf-8')}</script>"


def style() -> None:
    """The style sheets of the explorer and of the fragments it shows."""
    st.html(_style())


def behave() -> None:
    """The explorer's own script, a constant: links without reloading, next and previous change."""
    st.html(_script(), unsafe_allow_javascript=True)


def navigation(selection: Selection, words: Words) -> None:
    """The name of the explorer, its pages, and the switch of language."""
    items: list[Html] = []
    more: list[Html] = []
    for page in PAGES:
        if page == "search":  # it is asked for in the box of the first page
            continue
        here = {"aria_current": "page"} if page == selection.page else {}
        item = element("li", link(selection.page_of(page).href(), words(f"page.{page}"), **here))
        (items if page in _MAIN else more).append(item)
    inside = {"aria_current": "true"} if selection.page in PAGES and selection.page not in (*_MAIN, "search") else {}
    rest = element("details", element("summary", words("page.more"), **inside), element("ul", *more), class_="cx-more")
    other = "fr" if words.lang == "en" else "en"
    switch = link(selection.change(lang=other).href(), words("language"), lang=other, hreflang=other, class_="cx-lang")
    show(
        element(
            "nav",
            element("button", words("skip"), type="button", data_cx_skip="", class_="cx-skip"),
            link(selection.page_of("home").href(), words("app"), class_="cx-name"),
            element("ul", *items, element("li", rest)),
            switch,
            class_="cx-nav",
            lang=words.lang,
            aria_label=words("pages"),
            data_cx_date=words("date.choose"),
        )
    )


def notice(kind: str, *children: str, role: str = "note") -> Html:
    """A banner; `kind` is `warning`, `state` or `info`."""
    return element("div", *children, class_=f"cx-notice cx-{kind}", role=role)


def problems(found: tuple[Problem, ...], words: Words) -> None:
    """Say what of the address can't be followed."""
    for problem in found:
        key = {"d": "d", "from": "d", "to": "d", "page": "page"}.get(problem.parameter, "other")
        said = words(f"problem.{key}", value=problem.value, parameter=problem.parameter)
        show(notice("warning", element("p", said), role="alert"))


def excerpt_notice(view: View) -> None:
    """Say that the corpus is an excerpt, and how to get all."""
    words = view.words
    for code in view.codes:
        if code.excerpt:
            said = words("excerpt", articles=words.number(code.articles), versions=words.number(code.versions))
            how = element(
                "details",
                element("summary", words("excerpt.more")),
                element("p", words("excerpt.how")),
                element(
                    "pre",
                    element("code", "python -m cpp_versions build https://github.com/LexHub-project/legifrance"),
                ),
            )
            show(notice("info", element("p", said), how))


def foot(view: View) -> None:
    """The permanent link, the sources and what the explorer isn't."""
    words = view.words
    sources = " ; ".join(
        words(
            "sources.code", title=code.title, sources=", ".join(map(_parted, code.sources)), day=words.day(code.as_of)
        )
        for code in view.codes
    )
    href = view.selection.href()
    address = element(
        "p",
        element("span", words("permalink"), class_="cx-label"),
        " ",
        link(href, f"{_base()}{href}", class_="cx-permalink"),
        " ",
        element("button", words("copy"), type="button", data_cx_copy=words("copied"), class_="cx-copy"),
    )
    quoted = element(
        "p",
        element("span", words("quote"), class_="cx-label"),
        " ",
        element("span", quoting.citation(view, f"{_base()}{href}", date.today()), class_="cx-quoted"),
        " ",
        element("button", words("copy"), type="button", data_cx_copy=words("copied"), class_="cx-copy"),
    )
    lines = (words("sources", sources=words.typeset(sources)), words("licence"), words("caution"))
    show(element("footer", address, quoted, join(*(element("p", line) for line in lines)), class_="cx-foot"))


def _parted(name: str) -> str:
    """The name of a source among others, its comma in brackets: `Archéo Lex (page du 29 décembre 2010)`."""
    head, comma, rest = name.partition(", ")
    return f"{head} ({rest})" if comma else name


def _base() -> str:
    """The address of the explorer, as the browser has it."""
    url = st.context.url
    return url.split("?")[0].rstrip("/") + "/" if url else ""
