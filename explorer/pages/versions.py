"""The consolidated versions of a code: how much each changed, and for one of them what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cpp_versions.answers import CodeSummary, ConsolidatedVersion
from cpp_versions.model import LOST_FROM
from explorer.components import acts, changes, charts, choosing, exports, kept
from explorer.components.markup import Html, begin, element, join, link, show
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["around", "featured", "place_of", "render", "report", "size"]

# The reform that the explorer opens on, where the corpus has it.
_FEATURED = ("cpp", date(2010, 12, 29))
# With more versions than this, the chart has one bar for each year.
_BARS = 40
# A list no longer than this is open at once.
_FEW = 12


def render(view: View) -> Selection | None:
    """The versions of a code, one of them in view."""
    words = view.words
    code = _code(view)
    versions = view.corpus.versions([code.id])
    place = place_of(view, versions)
    version = versions[place]
    st.set_page_config(page_title=f"{_title(view, version)} — {code.title}")
    show(element("h1", words("versions"), class_="cx-head"), element("p", _span(view, code), class_="cx-sub"))
    show(choosing.codes(view, "versions", code))
    chart(view, versions)
    _list(view, versions, place)
    report(view, versions, place)
    return view.selection.change(code=code.id, day=_day(version))


def featured(view: View) -> tuple[str, date]:
    """The code and day of the version that the home page shows."""
    versions = view.corpus.versions()
    if any((version.code, version.date) == _FEATURED for version in versions):
        return _FEATURED
    largest = max(versions, key=_size)
    return largest.code, largest.date or LOST_FROM


def chart(view: View, versions: Sequence[ConsolidatedVersion]) -> None:
    """Change through time; a bar that is picked leads to its year or version."""
    words = view.words
    few = len(versions) <= _BARS
    bars = charts.by_version(versions) if few else charts.by_year(versions)
    if not bars:
        return
    show(element("p", words("chart.title.few" if few else "chart.title"), class_="cx-label"))
    key = f"chart-{versions[0].code}"
    st.echarts_chart(
        charts.spec(bars, words), height=230, key=key, alt=words("chart.alt"),
        on_select=lambda: _bar_picked(view, versions, list(bars), key),
    )  # fmt: skip


def _bar_picked(view: View, versions: Sequence[ConsolidatedVersion], names: Sequence[str], key: str) -> None:
    """Show the version of the bar, or the one of its year that changed most."""
    for series in st.session_state[key].selection.selected:
        for place in series["data_indices"]:
            if 0 <= place < len(names):
                among = [version for version in versions if version.date and str(version.date).startswith(names[place])]
                if among:
                    most = max(among, key=_size)
                    go(view.selection.page_of("versions", code=most.code, day=_day(most), view=view.selection.view))
                return


def report(view: View, versions: Sequence[ConsolidatedVersion], place: int) -> None:
    """What one version changed, by section."""
    words, version = view.words, versions[place]
    before = versions[place - 1] if place else None
    show(
        element("h2", _title(view, version), class_="cx-head", id="version"),
        around(view, versions, place),
        _story(view, version),
    )
    if before is None:
        show(_acts(view, version), element("p", words("first.version")))
        return
    old, new = _day(before), _day(version)
    since = element("p", words("since.previous", day=_short(view, before)), class_="cx-quiet")
    head = (_acts(view, version), since)
    fill = begin(*head, size(view, version))
    found = view.corpus.changes(version.code, old, new)
    fill(*head, changes.tally(view, found))
    if not found:
        show(element("p", words("changes.none"), class_="cx-quiet"))
        return
    shown, folded = changes.parted(view, found)
    filters, controls = st.columns([3, 2], vertical_alignment="bottom")
    with filters:
        show(changes.filters(view, found), changes.classes(view, found))
    with controls:
        among = {change.ref for change in (*shown, *folded)}
        exports.changes(view, [change for change in found if change.ref in among], version.code, old, new)
    restored = any(change.restored_titles for change in (*shown, *folded))
    note = element("p", words("restored.why"), class_="cx-quiet") if restored else join()
    shared = view.corpus.substitutions(version.code, old, new)

    def listed() -> Html:
        terms = changes.terminology(view, folded, shared, old, new)
        return join(
            changes.substitutions(view, shared, old, new),
            note,
            terms,
            changes.by_section(view, shown, old, new, fold=True),
        )

    show(kept.once(view, listed, "changes", version.code, old, new))


def size(view: View, version: ConsolidatedVersion) -> Html:
    """How many articles changed, which is known before they are compared."""
    return element("p", view.words.count("changed.count", _size(version)), class_="cx-counts")


def _code(view: View) -> CodeSummary:
    """The code of the selection, else the featured one."""
    chosen = view.code(view.selection.code)
    if chosen:
        return chosen
    return view.code(featured(view)[0]) or view.codes[0]


def place_of(view: View, versions: Sequence[ConsolidatedVersion]) -> int:
    """Where the version in force on the day of the selection stands; the featured one where it says no day."""
    code, day = featured(view)
    wanted = view.selection.day
    if wanted is None:
        if code != versions[0].code:
            return max(range(len(versions)), key=lambda i: _size(versions[i]))
        wanted = day
    return max((i for i, version in enumerate(versions) if _day(version) <= wanted), default=0)


def _span(view: View, code: CodeSummary) -> str:
    words = view.words
    said = f"{code.title} — {words.count('versions.count', code.versions)}"
    if code.first and code.last:
        said += ", " + words("versions.span", first=words.day(code.first), last=words.day(code.last))
    return said


def around(view: View, versions: Sequence[ConsolidatedVersion], place: int, page: str = "versions") -> Html:
    """Links to the versions before and after."""
    items = []
    for key, other in (("previous.version", place - 1), ("next.version", place + 1)):
        if 0 <= other < len(versions):
            target = _target(view, versions[other], page)
            label = view.words(key, day=_short(view, versions[other]))
            items.append(element("li", link(target, label, data_cx_stay="")))
    return element("ul", *items, class_="cx-links") if items else join()


def _acts(view: View, version: ConsolidatedVersion) -> Html:
    items = [element("li", view.words.typeset(act.title)) for act in version.acts]
    if not items:
        return element("p", view.words("acts.unknown"), class_="cx-quiet")
    return element("ul", *items, class_="cx-links cx-acts", aria_label=view.words("acts"))


def _list(view: View, versions: Sequence[ConsolidatedVersion], place: int) -> None:
    """A table of the versions; of one year where they are many."""
    words = view.words
    shown = list(enumerate(versions))
    title = words("versions.list")
    if len(versions) > _BARS:
        lost = versions[place].date is None
        year = _day(versions[place]).year
        shown = [(i, v) for i, v in shown if _day(v).year == year and (v.date is None) == lost]
        title = words("versions.before.1970") if lost else words("versions.year", year=year)
    columns = ("version", "acts", "added", "modified", "removed")
    head = element(
        "tr",
        *(
            element("th", words(name).capitalize(), scope="col", **({"class_": "cx-n"} if name in columns[2:] else {}))
            for name in columns
        ),
    )
    rows = []
    for i, version in shown:
        here = {"aria_current": "true"} if i == place else {}
        counts = (
            element("td", words.number(n), class_="cx-n", data_label=words(name))
            for name, n in zip(columns[2:], (version.added, version.modified, version.removed), strict=True)
        )
        rows.append(
            element(
                "tr",
                element("th", link(_target(view, version), _short(view, version)), _coming(view, version), scope="row"),
                element("td", acts.listed(version.acts, words, 2)),
                *counts,
                **here,
            )
        )
    table = element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows")
    years = _years(view, versions, place) if len(versions) > _BARS else join()
    opened = {"open": ""} if len(shown) <= _FEW else {}
    label = element("summary", f"{title} ({words.number(len(shown))})")
    show(years, element("details", label, table, class_="cx-fold", **opened))


def _years(view: View, versions: Sequence[ConsolidatedVersion], place: int) -> Html:
    """Links to the years around that of the version in view, and to the first and last."""
    words = view.words
    largest: dict[int, ConsolidatedVersion] = {}
    for version in versions:
        if version.date:
            known = largest.get(version.date.year)
            if known is None or _size(version) > _size(known):
                largest[version.date.year] = version
    current = _day(versions[place]).year
    items = []
    for year, version in largest.items():
        here = {"aria_current": "true"} if year == current else {}
        items.append(element("li", link(_target(view, version), str(year), **here, data_cx_stay="")))
    return element(
        "details",
        element("summary", words("versions.years")),
        element("ul", *items, class_="cx-links cx-kinds"),
        class_="cx-fold",
    )


def _coming(view: View, version: ConsolidatedVersion) -> Html:
    code = view.code(version.code)
    if code and version.date and version.date > code.as_of:
        return join(" ", element("span", view.words("versions.future"), class_="cx-tag"))
    return join()


def _story(view: View, version: ConsolidatedVersion) -> Html:
    target = view.selection.page_of("reform", code=version.code, day=_day(version))
    return element("p", link(target.href(), view.words("reform.open")))


def _target(view: View, version: ConsolidatedVersion, page: str = "versions") -> str:
    return view.selection.page_of(page, code=version.code, day=_day(version), view=view.selection.view).href()


def _size(version: ConsolidatedVersion) -> int:
    return version.added + version.modified + version.removed


def _day(version: ConsolidatedVersion) -> date:
    return version.date or LOST_FROM


def _short(view: View, version: ConsolidatedVersion) -> str:
    return view.words.day(version.date) if version.date else view.words("before.1970")


def _title(view: View, version: ConsolidatedVersion) -> str:
    return view.words("version.of", day=view.words.day(version.date)) if version.date else view.words("version.lost")
