"""Any two articles, each on its day: the word diff of what may never have been versions of one another."""

from __future__ import annotations

import streamlit as st

from cpp_versions.answers import ArticleAnswer, ArticleRef
from cpp_versions.errors import UsageError
from cpp_versions.model import State
from explorer.components import asking, difference, drafting, examples, exports
from explorer.components.markup import Html, element, link, show
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["render"]

# number, code and day of each side in the selection
_LEFT = ("number", "code", "old")
_RIGHT = ("other_number", "other_code", "new")


def render(view: View) -> Selection | None:
    """Both sides to choose, and their comparison once both are known."""
    words, selection = view.words, view.selection
    st.set_page_config(page_title=words("compare.title"))
    show(element("h1", words("compare.title"), class_="cx-head"), element("p", words("compare.what"), class_="cx-sub"))
    left, right = st.columns(2, gap="large")
    with left:
        old = _side(view, _LEFT, words("compare.old"))
    with right:
        new = _side(view, _RIGHT, words("compare.new"))
    if not old or not new:
        show(examples.listed(view))
        return None
    title = f"{old.label} ({words.day(old.at)}) → {new.label} ({words.day(new.at)})"
    st.set_page_config(page_title=title)
    diff = view.corpus.diff(old.ref, new.ref, old.at, new.at)
    layout, export = st.columns([3, 2], vertical_alignment="bottom")
    with layout:
        difference.layout(view)
    with export:
        exports.difference(diff)
    show(examples.said(view), difference.compared(diff, words, selection.view))
    show(drafting.in_words(view, diff))
    return selection.change(
        number=old.ref.written, code=old.ref.code, old=old.at,
        other_number=new.ref.written, other_code=new.ref.code, new=new.at,
    )  # fmt: skip


def _side(view: View, fields: tuple[str, str, str], label: str) -> ArticleAnswer | None:
    """The number and day of one side, and which text they mean."""
    selection, words = view.selection, view.words
    number_field, _, day_field = fields
    number, code, day = (getattr(selection, field) for field in fields)
    key = f"compare-{number_field}"
    st.session_state[key] = number
    st.text_input(
        label, key=key, placeholder=words("number.hint"), on_change=_typed, args=(view, fields, key), max_chars=120
    )
    answer: ArticleAnswer | None = None
    if number:
        try:
            answer = view.corpus.article(f"{code}:{number}" if code else number, day)
        except UsageError as error:
            asking.explain(view, error, number, code)
    asking.pick_day(view, words("at"), day_field, day or (answer.at if answer else view.chosen_code().as_of))
    if answer:
        show(_said(view, answer))
    return answer


def _said(view: View, answer: ArticleAnswer) -> Html:
    target = view.to_article(answer.ref, day=answer.at)
    title = link(target.href(), view.words("article", label=answer.label))
    state = "" if answer.state == State.IN_FORCE else f" — {view.words(f'state.{answer.state}')}"
    return element("p", title, f" ({view.title(answer.ref.code)}){state}", class_="cx-quiet")


def _typed(view: View, fields: tuple[str, str, str], key: str) -> None:
    typed = str(st.session_state[key] or "").strip()
    code = ""
    try:
        ref = view.corpus.resolve(typed) if typed else None
    except UsageError:
        ref = None
    if isinstance(ref, ArticleRef):
        typed, code = ref.written, ref.code
    go(view.selection.change(**{fields[0]: typed, fields[1]: code}))
