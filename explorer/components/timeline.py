"""Words through time: how many articles held them, when they came and went, and by which acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import streamlit as st

from cpp_versions.answers import Hit
from cpp_versions.archaeology import ActOfWords, Appearance, Archaeology, Curve
from cpp_versions.errors import UsageError
from explorer.components import acts, asking, charts, exports
from explorer.components.markup import Html, element, join, link, show
from explorer.view import View, go

__all__ = ["TIME", "marked", "render"]

TIME: Final = "time"
"""The kind of a search that is told through time."""
_CURVES = 6
_SHORT = 2
_ROWS = 40


def render(view: View, codes: Sequence[str]) -> None:
    """The curves, the first and the last appearance, the acts, then article by article.

    Raises UnknownArticle or BadNumber where the filter names no article, UsageError for too many words.
    """
    words, selection = view.words, view.selection
    forms = (form.replace('"', " ").strip() for form in selection.words.split("|"))
    phrases = "|".join(f'"{form}"' for form in forms if form)
    found = view.corpus.archaeology(phrases, codes, article=selection.number, section=selection.section)
    show(element("h2", words("time.chart"), class_="cx-head"))
    st.session_state["against"] = selection.against[: asking.LONGEST]
    st.text_input(
        words("time.against"), key="against", placeholder=words("time.against.hint"), max_chars=asking.LONGEST,
        on_change=lambda: go(view.selection.change(against=str(st.session_state["against"] or "").strip())),
    )  # fmt: skip
    curves = _curves(view, codes)
    if curves and curves[0].points:
        days = [point.day for point in curves[0].points]
        values = {curve.wording: [point.articles for point in curve.points] for curve in curves}
        spec = charts.curves([str(day.year) for day in days], values, words)
        st.echarts_chart(spec, height=300, key="frequency", alt=words("time.alt"))
        show(element("p", words("time.how"), class_="cx-quiet"))
        exports.rows(
            "frequency",
            [
                {"date": str(day), **{name: numbers[i] for name, numbers in values.items()}}
                for i, day in enumerate(days)
            ],
            {"curves": [curve.as_json() for curve in curves]},
        )
        show(_figures(view, curves))
    if not found.first or not found.last:
        show(element("p", words("time.none")))
        return
    show(_ends(view, found.first, found.last), _acts(view, found))
    show(element("h2", words("time.every"), class_="cx-head"))
    exports.rows("appearances", [_flat(one) for one in found.appearances], found.as_json())
    show(_appearances(view, found))


def marked(hit: Hit) -> Html:
    """The words found marked, without the brackets that stand around them: those that follow one another as one, and of
    the words asked for no lone "à" or "de" elsewhere."""
    text, place = hit.snippet, 0
    plain: list[str] = []
    runs: list[tuple[int, int]] = []  # where a run begins and ends among the pieces of plain text
    for start, end in hit.marks:
        between = text[place : start - 1]
        if runs and between.isspace():
            runs[-1] = (runs[-1][0], len(plain) + 2)
        else:
            runs.append((len(plain) + 1, len(plain) + 2))
        plain += [between, text[start:end]]
        place = end + 1
    plain.append(text[place:])
    said = ["".join(plain[first:stop]) for first, stop in runs]
    least = _SHORT if any(len(words) > _SHORT for words in said) else 0
    pieces: list[str] = []
    at = 0
    for (first, stop), words in zip(runs, said, strict=True):
        pieces += [*plain[at:first], element("mark", words) if len(words) > least else words]
        at = stop
    return join(*pieces, *plain[at:])


def _curves(view: View, codes: Sequence[str]) -> Sequence[Curve]:
    """The words asked for as one phrase or a group of forms, and those to compare them with."""
    selection = view.selection
    asked = [selection.words, *selection.against.split(";")]
    wordings = [part for part in dict.fromkeys(asked) if any(map(str.isalnum, part))][:_CURVES]
    try:
        return view.corpus.frequency(wordings, codes, article=selection.number, section=selection.section)
    except UsageError:
        return ()


def _figures(view: View, curves: Sequence[Curve]) -> Html:
    words = view.words
    head = element(
        "tr",
        element("th", words("growth.day"), scope="col"),
        *(element("th", curve.wording, scope="col", class_="cx-n", lang="fr") for curve in curves),
    )
    points = list(zip(*(curve.points for curve in curves), strict=True))
    body = [
        element(
            "tr",
            element("th", words.day(row[0].day), scope="row"),
            *(element("td", words.number(point.articles), class_="cx-n") for point in row),
        )
        for row in reversed(points)
    ]
    return element("details", element("summary", words("time.figures")), _table(head, body), class_="cx-fold")


def _ends(view: View, first: Hit, last: Hit) -> Html:
    words = view.words
    rows = []
    for key, hit, day in (("time.first", first, first.attested_from), ("time.last", last, _last_day(last))):
        rows.append(
            element(
                "tr",
                element("th", words(key), scope="row", class_="cx-number"),
                element(
                    "td",
                    link(view.to_article(hit.ref, day=day).href(), hit.label),
                    _code(view, hit),
                    class_="cx-number",
                ),
                element("td", acts.interval(hit.valid_from, hit.valid_to, words)),
                element("td", element("span", marked(hit), class_="cx-hits"), lang="fr"),
            )
        )
    head = element(
        "tr",
        element("td", ""),
        *(element("th", words(key), scope="col") for key in ("graph.article", "time.when", "orphans.sentence")),
    )
    return _table(head, rows)


def _last_day(hit: Hit) -> date | None:
    """The last day on which the words stood; None where they still do."""
    return hit.valid_to - timedelta(days=1) if hit.valid_to else None


def _code(view: View, hit: Hit) -> str:
    return "" if hit.ref.code == view.codes[0].id else f" ({view.title(hit.ref.code)})"


def _acts(view: View, found: Archaeology) -> Html:
    """The acts that did most first; none where no act is known."""
    words = view.words
    if not found.acts:
        return join()
    ordered = sorted(found.acts, key=lambda one: (-(one.brought + one.removed), one.day))
    head = element(
        "tr",
        *(element("th", words(key), scope="col") for key in ("timeline.acts", "time.day")),
        *(element("th", words(key), scope="col", class_="cx-n") for key in ("time.brought", "time.removed")),
    )
    body = [_act(view, one) for one in ordered]
    table = _table(head, body[:12])
    if len(body) > 12:
        summary = element("summary", words.count("more", len(body) - 12))
        table = join(table, element("details", summary, _table(head, body[12:]), class_="cx-fold"))
    return join(element("h2", words("time.acts"), class_="cx-head"), table)


def _act(view: View, one: ActOfWords) -> Html:
    words = view.words
    return element(
        "tr",
        element("th", words.typeset(one.act.title), scope="row", lang="fr"),
        element("td", words.day(one.day)),
        element("td", f"+ {words.number(one.brought)}" if one.brought else "", class_="cx-n"),
        element("td", f"− {words.number(one.removed)}" if one.removed else "", class_="cx-n"),
    )


def _appearances(view: View, found: Archaeology) -> Html:
    words = view.words
    head = element(
        "tr",
        *(element("th", words(key), scope="col") for key in
          ("graph.article", "time.when", "time.brought.by", "time.removed.by")),
    )  # fmt: skip
    body = []
    for one in found.appearances[:_ROWS]:
        code = "" if one.ref.code == view.codes[0].id else f" ({view.title(one.ref.code)})"
        body.append(
            element(
                "tr",
                element(
                    "th",
                    link(view.to_article(one.ref, day=one.attested_from).href(), one.label),
                    code,
                    scope="row",
                    class_="cx-number",
                ),
                element("td", acts.interval(one.valid_from, one.valid_to, words)),
                *(
                    element("td", words.typeset(", ".join(act.title for act in by[:2])), lang="fr")
                    for by in (one.brought_by, one.removed_by)
                ),
            )
        )
    table = _table(head, body)
    rest = len(found.appearances) - _ROWS
    return join(table, element("p", words.count("time.more", rest), class_="cx-quiet")) if rest > 0 else table


def _flat(one: Appearance) -> dict[str, object]:
    """An appearance on one line."""
    line = one.as_json()
    for name, by in (("brought_by", one.brought_by), ("removed_by", one.removed_by)):
        line[name] = " ; ".join(act.title for act in by)
    return line


def _table(head: Html, body: Sequence[Html]) -> Html:
    table = element("table", element("thead", head), element("tbody", *body), class_="cx-table cx-rows")
    return element("div", table, class_="cx-wide")
