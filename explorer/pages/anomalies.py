"""What the sources lack or say differently, by kind."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from explorer.components import anomalies, exports
from explorer.components.markup import element, link, show
from explorer.view import View

__all__ = ["render"]

_SHOWN = 100


def render(view: View) -> None:
    """All anomalies, or those of the kind that the selection names."""
    selection, words = view.selection, view.words
    st.set_page_config(page_title=words("anomalies"))
    show(element("h1", words("anomalies"), class_="cx-head"), element("p", words("anomalies.what"), class_="cx-sub"))
    every = view.corpus.anomalies(codes=[selection.code] if view.code(selection.code) else ())
    if not every:
        show(element("p", words("anomalies.none")))
        return
    counts = Counter(anomaly.kind for anomaly in every)
    chosen = selection.kind if selection.kind in counts else ""
    rows = [("", len(every)), *counts.most_common()]
    items = []
    for kind, n in rows:
        label = words.known(f"kind.{kind}", kind) if kind else words("anomalies.all")
        here = {"aria_current": "true"} if kind == chosen else {}
        items.append(element("li", link(selection.change(kind=kind).href(), f"{label} ({words.number(n)})", **here)))
    show(element("ul", *items, class_="cx-links cx-kinds"))
    found = [anomaly for anomaly in every if not chosen or anomaly.kind == chosen]
    title = words.known(f"kind.{chosen}", chosen) if chosen else words("anomalies.all")
    show(
        element("h2", title, class_="cx-head"),
        element("p", words.count("anomalies.count", len(found)), class_="cx-sub"),
    )
    exports.anomalies(found, chosen)
    anomalies.listed(view, found[:_SHOWN])
    if len(found) > _SHOWN:
        show(element("p", words("anomalies.shown", n=_SHOWN), class_="cx-quiet"))
