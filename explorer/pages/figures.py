"""Figures of a code: its size through time, a calendar of its reforms, how long versions last, what never rests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import streamlit as st

from cpp_versions.answers import CodeSummary
from cpp_versions.corpus.figures import LIFE_YEARS, CodeFigures
from explorer.components import choosing, exports, plots
from explorer.components.markup import Html, element, link, show
from explorer.selection import Selection
from explorer.view import View, go
from explorer.words import Words

__all__ = ["render"]

_YEARS = 4
_PARTS = 15
_FEWEST = 5


def render(view: View) -> Selection | None:
    """All figures of the chosen code."""
    words = view.words
    code = view.chosen_code()
    st.set_page_config(page_title=words("figures.title", title=code.title))
    show(
        element("h1", words("figures.title", title=code.title), class_="cx-head"),
        element("p", words("figures.what"), class_="cx-sub"),
        choosing.codes(view, "figures", code),
    )
    figures = view.corpus.figures(code.id)
    exports.buttons(
        f"{code.id}-figures",
        lambda: list(figures.as_json()["years"]),
        figures.as_json,
    )
    _size(view, figures)
    _calendar(view, code)
    _lives(view, figures)
    _parts(view, code, figures)
    return view.selection.change(code=code.id)


def _size(view: View, figures: CodeFigures) -> None:
    words, years = view.words, figures.years
    show(element("h2", words("figures.size"), class_="cx-head"))
    if not years:
        return
    show(element("p", words("figures.size.what"), class_="cx-quiet"))
    spec = plots.curves(
        [str(year.year) for year in years],
        {
            words("figures.articles"): [year.articles for year in years],
            words("figures.words"): [year.words for year in years],
        },
        words,
        second=words("figures.words"),
    )
    st.echarts_chart(spec, height=280, key="figures-size", alt=words("figures.size.alt"))
    rows = [
        (str(year.year), *map(words.number, (year.articles, year.words, year.versions))) for year in reversed(years)
    ]
    columns = ("figures.year", "figures.articles", "figures.words", "figures.versions")
    show(
        element(
            "details",
            element("summary", words("figures.table")),
            _table([words(column) for column in columns], rows),
            class_="cx-fold",
        )
    )


def _calendar(view: View, code: CodeSummary) -> None:
    words = view.words
    days = {
        version.date: version.added + version.modified + version.removed
        for version in view.corpus.versions([code.id])
        if version.date and version.date <= code.as_of
    }
    days = {day: n for day, n in days.items() if n}
    if not days:
        return
    known = sorted({day.year for day in days}, reverse=True)
    last = view.selection.day.year if view.selection.day and view.selection.day.year in known else known[0]
    start = known.index(last) // _YEARS * _YEARS
    years = known[start : start + _YEARS]
    show(
        element("h2", words("figures.calendar"), class_="cx-head"),
        element("p", words("figures.calendar.what"), class_="cx-quiet"),
        _blocks(view, known, start),
    )
    among = [[day for day in days if day.year == year] for year in years]
    st.echarts_chart(
        plots.calendar(days, years, words, dark=st.context.theme.type == "dark"),
        height=60 + 132 * len(years), key=f"calendar-{code.id}-{years[0]}",
        alt=words("figures.calendar.alt", first=years[-1], last=years[0]),
        on_select=lambda: _picked(view, code, among, f"calendar-{code.id}-{years[0]}"),
    )  # fmt: skip


def _blocks(view: View, known: Sequence[int], start: int) -> Html:
    """Links to the other years, some at a time."""
    items = []
    for place in range(0, len(known), _YEARS):
        block = known[place : place + _YEARS]
        label = f"{block[-1]}–{block[0]}" if len(block) > 1 else str(block[0])
        here = {"aria_current": "true"} if place == start else {}
        target = view.selection.change(day=date(block[0], 12, 31))
        items.append(element("li", link(target.href(), label, **here, data_cx_stay="")))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=view.words("figures.calendar.years"))


def _picked(view: View, code: CodeSummary, among: Sequence[Sequence[date]], key: str) -> None:
    for place, series in enumerate(st.session_state[key].selection.selected):
        row = series.get("series_index", place)
        for index in series["data_indices"]:
            if 0 <= row < len(among) and 0 <= index < len(among[row]):
                go(view.selection.page_of("versions", code=code.id, day=among[row][index]))
                return


def _lives(view: View, figures: CodeFigures) -> None:
    words = view.words
    if not any(figures.lives):
        return
    labels = [words("figures.life.first")]
    labels += [words("figures.life.class", a=a, b=b) for a, b in pairwise(LIFE_YEARS)]
    labels.append(words("figures.life.last", a=LIFE_YEARS[-1]))
    show(
        element("h2", words("figures.lives"), class_="cx-head"),
        element("p", words("figures.median", span=_span(words, figures.median_life)), class_="cx-counts"),
    )
    values = dict(zip(labels, figures.lives, strict=True))
    st.echarts_chart(
        plots.bars(values, words("figures.life.count"), words), height=220, key="lives", alt=words("figures.lives.alt")
    )
    rows = [(label, words.number(n)) for label, n in values.items()]
    table = _table([words("figures.life"), words("figures.life.count")], rows)
    show(element("details", element("summary", words("figures.lives.table")), table, class_="cx-fold"))


def _span(words: Words, days: int) -> str:
    """A length of time as people say it: days up to two months, months up to two years."""
    if days < 60:
        return words.count("figures.span.days", days)
    if days < 730:
        return words.count("figures.span.months", round(days / 30.44))
    return words("figures.span.years", years=words.decimal(days / 365.25, 1))


def _parts(view: View, code: CodeSummary, figures: CodeFigures) -> None:
    words = view.words
    found = [part for part in figures.parts if part.articles >= _FEWEST and part.titles and part.rate][:_PARTS]
    if not found:
        return
    show(
        element("h2", words("figures.parts"), class_="cx-head"),
        element("p", words("figures.parts.what"), class_="cx-quiet"),
    )
    rows = []
    for part in found:
        path = " > ".join(title.split(" : ")[0].replace(">", " ").strip() for title in part.titles)
        target = view.selection.page_of("read", code=code.id, day=code.as_of, section=path)
        above = element("div", " › ".join(part.titles[:-1]), class_="cx-quiet cx-small")
        rows.append(
            element(
                "tr",
                element("th", link(target.href(), part.titles[-1]), above, scope="row"),
                element("td", words.number(part.articles), class_="cx-n"),
                element("td", words.number(part.versions), class_="cx-n"),
                element("td", words.decimal(part.rate), class_="cx-n"),
            )
        )
    columns = ("figures.part", "figures.articles", "figures.life.count", "figures.rate")
    head = element(
        "tr",
        *(
            element("th", words(column), scope="col", **({"class_": "cx-n"} if place else {}))
            for place, column in enumerate(columns)
        ),
    )
    show(element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows"))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    head = element(
        "tr",
        *(
            element("th", column, scope="col", **({"class_": "cx-n"} if place else {}))
            for place, column in enumerate(columns)
        ),
    )
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", cell, class_="cx-n") for cell in row[1:]))
        for row in rows
    )
    return element("table", element("thead", head), element("tbody", *body), class_="cx-table")
