"""The articles that hold some words, on a day or in any of their versions; and the words through time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from cpp_versions.answers import ArticleRef, Hit
from cpp_versions.errors import BadNumber, UnknownArticle, UsageError
from explorer.components import acts, asking, exports, timeline
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, show
from explorer.components.timeline import TIME
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["render"]

_SHOWN = 100


def render(view: View) -> Selection | None:
    """What is asked for, and the texts that have it."""
    selection, words = view.selection, view.words
    query = selection.words
    latest = max(code.as_of for code in view.codes)
    day = selection.day or latest
    asking.ask(view, day)
    title = words("search.title", query=query[: asking.LONGEST]) if query else words("search.none.asked")
    st.set_page_config(page_title=title)
    show(element("h1", title, class_="cx-head"))
    if len(query) > asking.LONGEST:
        show(notice("warning", element("p", words("search.too.long", most=asking.LONGEST)), role="alert"))
        return None
    if not any(map(str.isalnum, query)):
        show(element("p", words("search.how")))
        return None
    show(_switches(view, day))
    _filters(view)
    shown = selection.change(day=day)
    code = view.code(selection.code)
    codes = [code.id] if code else []
    try:
        if selection.kind == TIME:
            timeline.render(view, codes)
            return shown
        found = view.corpus.search(
            query, day, codes, every=selection.every, limit=_SHOWN + 1,
            article=selection.number, section=selection.section,
        )  # fmt: skip
    except (UnknownArticle, BadNumber):
        said = words("search.no.article", value=selection.number)
        show(notice("warning", element("p", said), role="alert"))
        return None
    except UsageError:  # more words than an index is asked for
        show(element("p", words("search.how")))
        return None
    show(_said(view, found, day))
    if found:
        exports.hits(found[:_SHOWN], query)
        show(element("ul", *(_article(view, same, day) for same in _by_article(found)), class_="cx-cites cx-hits"))
    return shown


def _switches(view: View, day: date) -> Html:
    """Links: the versions of the day, all, or the words through time; the codes."""
    words, selection = view.words, view.selection
    time = selection.kind == TIME
    choices: list[tuple[str, bool, dict[str, Any]]] = [
        (words("search.day", day=words.day(day)), not selection.every and not time, {"every": False, "kind": ""}),
        (words("search.every"), selection.every and not time, {"every": True, "kind": ""}),
        (words("search.time"), time, {"kind": TIME, "every": False}),
    ]
    lists = [choices]
    if len(view.codes) > 1:
        chosen = view.code(selection.code)
        among: list[tuple[str, bool, dict[str, Any]]] = [(words("search.all.codes"), chosen is None, {"code": ""})]
        among += [(code.title, code == chosen, {"code": code.id}) for code in view.codes]
        lists.append(among)
    return join(
        *(
            element(
                "ul",
                *(
                    element(
                        "li",
                        link(selection.change(**change).href(), label, **({"aria_current": "true"} if here else {})),
                    )
                    for label, here, change in choices
                ),
                class_="cx-links cx-kinds",
            )
            for choices in lists
        )
    )


def _filters(view: View) -> None:
    """The articles and the sections that are searched."""
    words, selection = view.words, view.selection
    left, right = st.columns(2)
    for column, field, key, value in (
        (left, "number", "search.article", selection.number),
        (right, "section", "search.section", selection.section),
    ):
        with column:
            name = f"filter-{field}"
            st.session_state[name] = value[: asking.LONGEST]
            st.text_input(
                words(key), key=name, placeholder=words(f"{key}.hint"), max_chars=asking.LONGEST,
                on_change=_filtered, args=(view, field, name),
            )  # fmt: skip


def _filtered(view: View, field: str, name: str) -> None:
    go(view.selection.change(**{field: str(st.session_state[name] or "").strip()}))


def _said(view: View, found: Sequence[Hit], day: date) -> Html:
    words = view.words
    if len(found) > _SHOWN:
        return element("p", words("search.most", n=_SHOWN), class_="cx-quiet")
    key = "search.found.every" if view.selection.every else "search.found.at"
    counted = words.of(key, len(found), day=words.day(day))
    line = element("p", counted, class_="cx-quiet", role="status")
    return line if found else join(line, element("p", words("search.try")))


def _by_article(found: Sequence[Hit]) -> list[list[Hit]]:
    """The hits of each article together, in the order of the best of each; versions by date."""
    articles: dict[ArticleRef, list[Hit]] = {}
    for hit in found[:_SHOWN]:
        articles.setdefault(hit.ref, []).append(hit)
    return [sorted(hits, key=lambda hit: hit.attested_from) for hits in articles.values()]


def _article(view: View, hits: Sequence[Hit], day: date) -> Html:
    """An article: each text that has the words, its interval, and where they stand."""
    words, selection = view.words, view.selection
    first = hits[0]
    code = f" ({view.title(first.ref.code)})" if len(view.codes) > 1 else ""
    on = first.attested_from if selection.every else day
    head = element(
        "p", link(view.to_article(first.ref, day=on).href(), words("article", label=first.label)), code
    )  # fmt: skip
    texts = []
    for hit in hits:
        interval = acts.interval(hit.valid_from, hit.valid_to, words)
        if len(hits) > 1:
            target = view.to_article(hit.ref, day=hit.attested_from)
            texts.append(element("p", link(target.href(), interval), class_="cx-quiet"))
        else:
            texts.append(element("p", interval, class_="cx-quiet"))
        texts.append(element("p", timeline.marked(hit), lang="fr"))
    return element("li", head, *texts)
