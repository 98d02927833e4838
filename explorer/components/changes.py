"""The articles that differ between two days: by section, in the order of the plan, one compared on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from cpp_versions.answers import ChangedArticle
from explorer.components import acts, difference
from explorer.components.markup import Html, element, join, link
from explorer.selection import Selection
from explorer.view import View

__all__ = ["CHANGES", "by_section", "filters", "tally"]

CHANGES = ("added", "modified", "removed", "nota")


def tally(view: View, found: Sequence[ChangedArticle]) -> Html:
    """How many articles changed in which way."""
    counts = Counter(change.change for change in found)
    items = [
        element("li", element("b", view.words.number(counts[change])), " ", view.words(change))
        for change in CHANGES
        if counts[change]
    ]
    return element("ul", *items, class_="cx-links cx-tally")


def filters(view: View, found: Sequence[ChangedArticle]) -> Html:
    """Links that keep one kind of change; the number of each."""
    counts = Counter(change.change for change in found)
    items = []
    for kind in ("", *CHANGES):
        n = counts[kind] if kind else len(found)
        if n:
            here = {"aria_current": "true"} if kind == view.selection.kind else {}
            label = f"{view.words(kind or 'filter.all')} ({view.words.number(n)})"
            items.append(
                element("li", link(view.selection.change(kind=kind, number="").href(), label, **here, **_STAY))
            )
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=view.words("filter"))


def by_section(view: View, found: Sequence[ChangedArticle], old: date, new: date) -> Html:
    """The changes under their sections; the one that the selection names is compared in place."""
    blocks: list[Html] = []
    before: tuple[str, ...] = ()
    for section, group in groupby(found, key=lambda change: change.section):
        blocks.append(_heading(view, section, before))
        before = section
        blocks.append(element("ul", *(_item(view, change, old, new) for change in group), class_="cx-changes"))
    return join(*blocks)


def _heading(view: View, section: tuple[str, ...], before: tuple[str, ...]) -> Html:
    """The title of a section under the titles above it that the section before doesn't share."""
    if not section:
        return element("h3", view.words("no.section"), class_="cx-head")
    shared = next((i for i, (a, b) in enumerate(zip(section, before, strict=False)) if a != b), len(before))
    above = section[min(shared, len(section) - 1) : -1]
    path = element("p", " › ".join(above), class_="cx-path") if above else join()
    return join(path, element("h3", section[-1], class_="cx-head"))


def _item(view: View, change: ChangedArticle, old: date, new: date) -> Html:
    words, selection = view.words, view.selection
    number = change.ref.number + (f"~{change.ref.slot}" if change.ref.slot > 1 else "")
    opened = selection.number == number
    toggled: Selection = selection.change(number="" if opened else number)
    line = element(
        "p",
        link(
            toggled.href(),
            words("article", label=change.label),
            class_="cx-toggle",
            aria_label=f"{words('article', label=change.label)} : {words('show.diff')}",
            **_STAY,
        ),
        " ",
        element("span", words(f"change.{change.change}"), class_=f"cx-tag cx-{change.change}"),
        " ",
        element("span", acts.counted(change.words_added, change.words_removed, words), class_="cx-quiet cx-n"),
    )
    if not opened:
        return element("li", line)
    answer = view.corpus.diff(change.ref, change.ref, old, new)
    day = old if change.change == "removed" else new
    target = view.to_article(change.ref, day=day, old=old, new=new, view=selection.view)
    body = difference.compared(answer, words, selection.view)
    go_there = element("p", link(target.href(), words("open.article")))
    return element("li", line, element("div", body, go_there, class_="cx-open"), class_="cx-opened")


# for the explorer's script: the page stays where it is
_STAY = {"data_cx_stay": ""}
