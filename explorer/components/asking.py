"""The search box and the date: what people type, turned into an address."""

from __future__ import annotations

import difflib
from datetime import date

import streamlit as st

from cpp_versions import numbering
from cpp_versions.errors import BadNumber, UnknownArticle, UnknownCode, UsageError
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, show
from explorer.view import View, go

__all__ = ["LONGEST", "ask", "explain", "in_order", "near_numbers", "pick_day"]

# the most characters that are searched for
LONGEST = 200
_FIRST, _LAST = date(1700, 1, 1), date(2999, 12, 31)


def ask(view: View, day: date) -> None:
    """A line with what is asked for, a number or words, and the day; both change the address."""
    selection, words = view.selection, view.words
    st.session_state["number"] = {"article": selection.number, "search": selection.words[:LONGEST]}.get(
        selection.page, ""
    )[:LONGEST]
    number, when = st.columns([3, 2], vertical_alignment="bottom")
    with number:
        st.text_input(
            words("search"),
            key="number",
            placeholder=words("search.hint"),
            on_change=_searched,
            args=(view,),
            max_chars=LONGEST,
        )
    with when:
        pick_day(view, words("at"), "day", day)


def pick_day(view: View, label: str, field: str, day: date | None) -> None:
    """A date that changes a field of the address."""
    key = f"pick-{field}"
    st.session_state[key] = min(max(day, _FIRST), _LAST) if day else None
    st.date_input(
        label,
        key=key,
        min_value=_FIRST,
        max_value=_LAST,
        format="DD/MM/YYYY",
        on_change=_picked,
        args=(view, field, key),
    )


def in_order(view: View, old: date, new: date) -> bool:
    """Whether the earlier day is first, as a map wants it; else the page says so, with a link that swaps them."""
    if old <= new:
        return True
    turned = link(view.selection.change(old=new, new=old).href(), view.words("map.turned.turn"))
    show(notice("warning", element("p", view.words("map.turned"), " ", turned), role="alert"))
    return False


def _searched(view: View) -> None:
    """What is an article number leads to the article, known or not; anything else is searched as words."""
    typed = str(st.session_state["number"] or "").strip()
    selection = view.selection
    try:
        ref = view.corpus.resolve(typed)
        go(view.to_article(ref, day=selection.day))
    except BadNumber:
        if selection.page == "search":  # the filters stay
            go(selection.change(words=typed))
        else:
            go(selection.page_of("search", words=typed, day=selection.day))
    except UsageError:
        go(selection.page_of("article", number=typed, day=selection.day))


def _picked(view: View, field: str, key: str) -> None:
    day = st.session_state[key]
    if day is None or isinstance(day, date):
        go(view.selection.change(**{field: day}))


def explain(view: View, error: UsageError, number: str, code: str) -> None:
    """Say why there is no such article, and what is near it."""
    words = view.words
    if isinstance(error, UnknownCode):
        known = ", ".join(code.id for code in view.codes)
        said = words("unknown.code", value=code or number, codes=known)
    elif isinstance(error, UnknownArticle):
        said = words("unknown.article", value=_label(number))
    else:
        said = words("unknown.number", value=number)
    near = near_numbers(view, number) if isinstance(error, UnknownArticle) else join()
    search = view.selection.page_of("search", words=number[:LONGEST], day=view.selection.day)
    instead = element("p", link(search.href(), words("search.instead")))
    show(notice("warning", element("p", said), near, instead, role="alert"))


def near_numbers(view: View, number: str) -> Html:
    """Links to the articles whose numbers are most like `number`."""
    try:
        wanted = str(numbering.split_reference(number).number)
    except BadNumber:
        return join()
    known = {article.ref.number: article for code in reversed(view.codes) for article in view.corpus.articles(code.id)}
    found = difflib.get_close_matches(wanted, known, n=5, cutoff=0.6)
    if not found:
        return join()
    items = (
        element("li", link(view.to_article(known[near].ref).href(), view.words("article", label=known[near].label)))
        for near in found
    )
    return join(element("p", view.words("near")), element("ul", *items, class_="cx-links"))


def _label(number: str) -> str:
    try:
        return numbering.split_reference(number).number.label
    except BadNumber:
        return number
