"""The code as it reads on a day: its plan, the texts of a section, and in the margin what changed in a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

import streamlit as st

from cpp_versions.answers import ArticleAnswer, CodeSummary, PlacedArticle
from cpp_versions.model import State
from cpp_versions.render import html
from explorer.components import acts, asking, choosing, citations, exports
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, safe, show
from explorer.selection import Selection
from explorer.view import View

__all__ = ["render", "section_key"]

_SHOWN = 40
# levels of the plan that are open at first
_OPEN = 2
_SEPARATOR = " > "


def render(view: View) -> Selection | None:
    """The plan of a code on a day, and the section that the selection names."""
    selection, words = view.selection, view.words
    code = view.chosen_code()
    day = selection.day or code.as_of
    shown = selection.change(code=code.id, day=day)
    st.set_page_config(page_title=words("read.title", title=code.title, day=words.day(day)))
    show(element("h1", code.title, class_="cx-head"), _sub(view, code, day))
    show(choosing.codes(view, "read", code, day=selection.day))
    left, right = st.columns(2)
    with left:
        asking.pick_day(view, words("at"), "day", day)
    with right:
        asking.pick_day(view, words("read.since"), "old", selection.old)
    articles = view.corpus.contents(code.id, day)
    if not articles:
        show(notice("state", element("p", words("read.empty", day=words.day(day)))))
        return shown
    chosen = tuple(part for part in selection.section.split(_SEPARATOR) if part)
    inside = [article for article in articles if section_key(article.section)[: len(chosen)] == chosen]
    if not inside:
        show(notice("warning", element("p", words("read.no.section", section=selection.section)), role="alert"))
        chosen, inside = (), list(articles)
    wanted = {article.ref for article in inside}
    exports.texts(
        code.id, day, _SEPARATOR.join(chosen), lambda: [t for t in view.corpus.code_at(code.id, day) if t.ref in wanted]
    )
    if not chosen:
        whole = element("nav", _plan(view, articles, chosen, 0, _OPEN), class_="cx-plan cx-whole",
                        aria_label=words("section"))  # fmt: skip
        show(element("p", words("read.choose"), class_="cx-quiet"), whole)
        return shown
    plan, texts = st.columns([3, 7], gap="large")
    with plan:
        show(element("nav", _plan(view, articles, chosen, 0), class_="cx-plan", aria_label=words("section")))
    with texts:
        _texts(view, inside, len(chosen), day)
    return shown


@lru_cache(maxsize=4096)
def section_key(titles: tuple[str, ...]) -> tuple[str, ...]:
    """The path of a section as an address names it: what stands before the colon of each title.

    >>> section_key(("Livre V : Des procédures d'exécution", "Titre II : De la détention"))
    ('Livre V', 'Titre II')
    """
    return tuple(title.split(" : ")[0].replace(">", " ").strip() for title in titles)


def _sub(view: View, code: CodeSummary, day: date) -> Html:
    words = view.words
    line = element("p", words("in_force.at", day=words.day(day)), class_="cx-sub")
    if day <= code.as_of:
        return line
    return join(line, notice("info", element("p", words("beyond", day=words.day(code.as_of)))))


def _plan(view: View, articles: Sequence[PlacedArticle], chosen: tuple[str, ...], depth: int, open_: int = 1) -> Html:
    """The sections at one depth, the branch of the chosen one open, and the others to `open_` levels."""
    items = []
    for key, group in groupby(articles, key=lambda article: section_key(article.section)[: depth + 1]):
        found = list(group)
        if len(key) <= depth:
            continue
        titles = found[0].section[: depth + 1]
        here = {"aria_current": "true"} if key == chosen else {}
        target = view.selection.change(page="read", section=_SEPARATOR.join(key))
        count = element("span", f" {view.words.number(len(found))}", class_="cx-quiet")
        items.append(
            element(
                "li",
                link(target.href(), titles[-1], data_cx_stay="", **here),
                count,
                _below(view, found, chosen, key, open_),
            )
        )
    return element("ul", *items) if items else join()


def _below(
    view: View, articles: Sequence[PlacedArticle], chosen: tuple[str, ...], key: tuple[str, ...], open_: int
) -> Html:
    if len(key) < open_ or chosen[: len(key)] == key:
        return _plan(view, articles, chosen, len(key), open_)
    return join()


def _texts(view: View, articles: Sequence[PlacedArticle], depth: int, day: date) -> None:
    """The texts of a section under the titles of what it holds."""
    words = view.words
    titles = articles[0].section[:depth]
    blocks = [element("p", " › ".join(titles[:-1]), class_="cx-path"), element("h2", titles[-1], class_="cx-head")]
    if any(article.restored_titles for article in articles):
        blocks.append(element("p", words("restored.why"), class_="cx-quiet"))
    before: tuple[str, ...] = titles
    for placed in articles[:_SHOWN]:
        if placed.section != before:
            below = placed.section[depth:]
            if below:
                blocks.append(element("h3", " › ".join(below), class_="cx-head"))
            before = placed.section
        answer = view.corpus.article(placed.ref, day)
        blocks.append(_article(view, placed, answer))
    rest = articles[_SHOWN:]
    if rest:
        items = (
            element("li", link(view.to_article(a.ref, day=day).href(), words("article", label=a.label))) for a in rest
        )
        blocks += [
            element("h3", words.count("more", len(rest)), class_="cx-head"),
            element("ul", *items, class_="cx-links"),
        ]
    show(*blocks)


def _article(view: View, placed: PlacedArticle, answer: ArticleAnswer) -> Html:
    words = view.words
    title = link(view.to_article(placed.ref, day=answer.at).href(), words("article", label=placed.label))
    if answer.state == State.MISSING:
        body = notice("state", element("p", words("missing", day=words.day(answer.at))))
    else:
        links = citations.links_of(view, answer)
        body = safe(html.article(answer.alineas, answer.nota, links, lang=words.lang))
    margin = _margin(view, answer)
    parts = [element("div", element("h4", title, class_="cx-head"), body)]
    if margin:
        parts.append(element("aside", margin, class_="cx-margin"))
    return element("article", *parts, class_="cx-article")


def _margin(view: View, answer: ArticleAnswer) -> Html:
    """What happened to the article in the period, latest first, each with its comparison."""
    since, words = view.selection.old, view.words
    if since is None:
        return join()
    history = view.corpus.history(answer.ref)
    notes = []
    for place, entry in enumerate(history):
        if not since < entry.attested_from <= answer.at:
            continue
        said = f"{acts.change(entry.change, entry.acts, words)} — {acts.entry_day(entry, words)}"
        old = history[place - 1].attested_from if place else None
        fields = {"old": old, "new": entry.attested_from} if old else {}
        target = view.to_article(answer.ref, day=answer.at, **fields)
        counts = acts.counted(entry.words_added, entry.words_removed, words)
        notes.append(element("p", link(target.href(), said), " ", counts, " ", acts.listed(entry.acts, words, 2)))
    return join(*reversed(notes))
