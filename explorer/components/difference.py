"""The word diff of two texts, with its counts and the steps from one change to the next."""

from __future__ import annotations

import streamlit as st

from cpp_versions.answers import DiffAnswer
from cpp_versions.model import LOST_FROM
from cpp_versions.render import html
from explorer.components.markup import Html, element, join, safe
from explorer.view import View, go
from explorer.words import Words

__all__ = ["compared", "layout"]


def layout(view: View) -> None:
    """The choice between one text and two face to face."""
    words = view.words
    st.session_state["layout"] = view.selection.view
    st.segmented_control(
        words("diff.view"), ["inline", "facing"], key="layout", required=True,
        format_func=lambda name: words(f"view.{name}"), on_change=_layout_picked, args=(view,),
    )  # fmt: skip


def _layout_picked(view: View) -> None:
    go(view.selection.change(view=st.session_state["layout"] or "inline"))


def compared(answer: DiffAnswer, words: Words, view: str, *, prefix: str = "change", steps: bool = True) -> Html:
    """The diff as `view` says (`inline` or `facing`), under one line of counts."""
    render = html.side_by_side if view == "facing" else html.inline
    body = safe(render(answer.diff, lang=words.lang, context=2, prefix=prefix))
    empty = [
        element("p", words("diff.empty", day=words.day(side.at), state=words(f"state.{side.state}")), class_="cx-quiet")
        for side in (answer.old, answer.new)
        if not side.alineas
    ]
    return join(*empty, _counts(answer, words), _steps(answer, words, prefix) if steps else "", body)


def _counts(answer: DiffAnswer, words: Words) -> Html:
    counted = answer.diff.words
    old, new = words.day(answer.old.at), words.day(answer.new.at)
    lost = ".lost" if answer.old.at <= LOST_FROM and answer.old.valid_from is None else ""
    if not counted.changed:
        return element("p", words(f"diff.none{lost}", old=old, new=new), class_="cx-counts")
    said = [
        words.count(key, n)
        for key, n in (
            ("diff.added", counted.inserted),
            ("diff.removed", counted.deleted),
            ("diff.moved", counted.moved),
        )
        if n
    ]
    return element("p", words(f"diff.of{lost}", old=old, new=new, counts=", ".join(said)), class_="cx-counts")


def _steps(answer: DiffAnswer, words: Words, prefix: str) -> Html:
    """Buttons that the explorer's script makes work; without it they do nothing, and the text is all there."""
    n = html.change_count(answer.diff)
    if n < 2:
        return join()
    return element(
        "div",
        element(
            "button",
            "←",
            type="button",
            data_cx_step="-1",
            aria_label=words("step.previous"),
            title=words("step.previous"),
        ),
        element("span", words.count("changes", n), class_="cx-place", aria_live="polite"),
        element(
            "button", "→", type="button", data_cx_step="1", aria_label=words("step.next"), title=words("step.next")
        ),
        element("span", words("step.keys"), class_="cx-quiet"),
        class_="cx-steps",
        role="group",
        aria_label=words.count("changes", n),
        data_cx_prefix=prefix,
        data_cx_keys=words("step.key.previous") + words("step.key.next"),
    )
