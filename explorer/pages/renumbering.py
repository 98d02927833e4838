"""Which rule went where between two days: the flows from section to section, the table of links, both texts of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.errors import BadNumber, SourceError, UsageError
from cpp_versions.export import concordance
from cpp_versions.render.shared import shared
from cpp_versions.renumbering.answers import RenumberingAnswer
from cpp_versions.renumbering.values import Link, Relation
from cpp_versions.text import fold
from explorer.components import asking, divisions, exports, sankey
from explorer.components.divisions import Names, Places
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, safe, show
from explorer.pages import versions
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["days", "reforms", "render"]

_REFORMS = 5
_FLOWS = 24
_ROWS = 50
_SORTS = ("old", "new", "score")


def render(view: View) -> Selection | None:
    """The map between the two days of the selection, by default those of the reform that the explorer opens on."""
    words, selection = view.words, view.selection
    old, new = days(view)
    shown = selection.change(old=old, new=new)
    st.set_page_config(page_title=words("map.on", old=words.day(old), new=words.day(new)))
    show(element("h1", words("map.title"), class_="cx-head"), element("p", words("map.what"), class_="cx-sub"))
    show(reforms(view, new))
    left, right = st.columns(2)
    with left:
        asking.pick_day(view, words("diff.from"), "old", old)
    with right:
        asking.pick_day(view, words("diff.to"), "new", new)
    if not asking.in_order(view, old, new):
        return shown
    try:
        with st.spinner(words("map.computing")):
            answer = view.corpus.renumbering(old, new)
    except SourceError as error:
        show(notice("warning", element("p", words("map.file", error=str(error))), role="alert"))
        return shown
    places = divisions.places(view, answer)
    names = divisions.named(view, answer, places)
    show(_silent(view, answer))
    if answer.beyond_data and answer.as_of:
        show(notice("info", element("p", words("beyond", day=words.day(answer.as_of)))))
    if selection.number and selection.other_number:
        _pair(view, answer)
    pairs = [one for one in answer.links if one.relation.is_pair]
    if not pairs:
        known = any(code.first and code.first <= new for code in view.codes)
        show(notice("state", element("p", words("map.none"))) if known else join())
    else:
        _chart(view, pairs, names)
    _table(view, answer, places, names)
    return shown


def days(view: View) -> tuple[date, date]:
    """The two days of the selection; those of the featured reform where it doesn't say."""
    selection = view.selection
    if selection.old and selection.new:
        return selection.old, selection.new
    code, day = versions.featured(view)
    new = selection.new or day
    among = [v.date for v in view.corpus.versions([code]) if v.date and v.date < new]
    return selection.old or (max(among) if among else new - timedelta(days=1)), new


def reforms(view: View, chosen: date, page: str = "renumbering") -> Html:
    """The consolidated versions in which most numbers went and came, the featured one first."""
    words = view.words
    found = [version for version in view.corpus.versions() if version.date]
    added, removed = Counter[date](), Counter[date]()
    days = sorted({version.date for version in found if version.date})
    for version in found:
        if version.date:
            added[version.date] += version.added
            removed[version.date] += version.removed
    before = dict(zip(days[1:], days, strict=False))
    # a number that comes in one code may have gone in another
    largest = sorted(before, key=lambda day: min(added[day], removed[day]), reverse=True)[:_REFORMS]
    featured = versions.featured(view)[1]
    items = []
    for day in dict.fromkeys((featured, *(day for day in largest if min(added[day], removed[day])))):
        if day not in before:
            continue
        here = {"aria_current": "true"} if day == chosen else {}
        target = view.selection.page_of(page, old=before[day], new=day)
        items.append(element("li", link(target.href(), words.day(day), **here)))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=words("map.reforms")) if items else join()


def _silent(view: View, answer: RenumberingAnswer) -> Html:
    """What is known from a later day only, where that is so of every code: what came since then isn't new for that."""
    first = min((code.first for code in view.codes if code.first), default=None)
    if first is None or first <= answer.old:
        return join()
    key = "map.silent.both" if first > answer.new else "map.silent"
    return notice("warning", element("p", view.words(key, day=view.words.day(first))))


def _chart(view: View, pairs: Sequence[Link], sections: tuple[Names, Names]) -> None:
    words = view.words
    flows = sankey.widest(
        ((sections[0][one.old], sections[1][one.new]) for one in pairs if one.old and one.new),
        _FLOWS,
    )
    names = list(dict.fromkeys(old for old, _, _ in flows)) + list(dict.fromkeys(new for _, new, _ in flows))
    show(element("h2", words("map.chart"), class_="cx-head"))
    show(element("p", words("map.chart.least", n=words.number(len(flows))), class_="cx-quiet"))
    rows = max(len({old for old, _, _ in flows}), len({new for _, new, _ in flows}))
    dark = st.context.theme.type == "dark"
    with st.container(key="flows"):
        st.echarts_chart(
            sankey.spec(flows, dark=dark), height=max(160, 34 * rows), key="sankey", alt=words("map.chart.alt"),
            on_select=lambda: _picked(view, names),
        )  # fmt: skip
    show(_flows(view, flows))


def _flows(view: View, flows: Sequence[sankey.Flow]) -> Html:
    """The flows as a list: what a phone shows instead of the picture, which needs width."""
    items = (
        element(
            "li",
            link(view.selection.change(section=old, number="", other_number="").href(), old, data_cx_stay=""),
            " → ",
            link(view.selection.change(section=new, number="", other_number="").href(), new, data_cx_stay=""),
            element("span", f" ({view.words.number(n)})", class_="cx-quiet"),
        )
        for old, new, n in flows
    )
    label = element("summary", view.words("map.chart.list"))
    return element("details", label, element("ul", *items, class_="cx-flows"), class_="cx-fold")


def _picked(view: View, names: Sequence[str]) -> None:
    """Keep the links of the section that was picked."""
    for series in st.session_state["sankey"].selection.selected:
        for place in series["data_indices"]:
            if 0 <= place < len(names):
                go(view.selection.change(section=names[place], number="", other_number=""))
                return


def _table(view: View, answer: RenumberingAnswer, places: tuple[Places, Places], names: tuple[Names, Names]) -> None:
    words, selection = view.words, view.selection
    counts = Counter(str(one.relation) for one in answer.links)
    show(element("h2", words("map.on", old=words.day(answer.old), new=words.day(answer.new)), class_="cx-head"))
    show(_relations(view, counts))
    search, order = st.columns([3, 2], vertical_alignment="bottom")
    with search:
        st.session_state["map-words"] = selection.words
        st.text_input(
            words("map.search"), key="map-words", placeholder=words("map.search.hint"), max_chars=120,
            on_change=lambda: go(view.selection.change(words=str(st.session_state["map-words"] or "").strip())),
        )  # fmt: skip
    with order:
        st.session_state["map-sort"] = selection.sort if selection.sort in _SORTS else _SORTS[0]
        st.selectbox(
            words("map.sort"), _SORTS, key="map-sort", format_func=lambda name: words(f"sort.{name}"),
            on_change=lambda: go(view.selection.change(sort=st.session_state["map-sort"])),
        )  # fmt: skip
    if selection.section:
        off = link(selection.change(section="").href(), words("map.section.off"), data_cx_stay="")
        show(element("p", words("map.section", section=selection.section), " — ", off))
    found = _found(view, answer, places, names)
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        show(element("p", words.count("map.shown", len(found)), class_="cx-counts"))
    with right:
        _exports(view, answer)
    shown = found if selection.every else found[:_ROWS]
    show(_rows(view, answer, shown))
    if len(found) > len(shown):
        more = link(
            selection.change(every=True).href(), words.count("map.more", len(found) - len(shown)), data_cx_stay=""
        )
        show(element("p", more))
    if answer.rejected:
        show(element("h3", words.count("map.rejected", len(answer.rejected)), class_="cx-head"))
        show(_rows(view, answer, answer.rejected[:_ROWS]))
    summary = element("summary", words("map.decide"))
    show(element("details", summary, element("p", words("map.decide.how")), class_="cx-fold"))


def _relations(view: View, counts: Counter[str]) -> Html:
    words, kind = view.words, _kind(view)
    items = []
    for relation in ("pairs", *Relation):
        n = sum(counts[r] for r in Relation if Relation(r).is_pair) if relation == "pairs" else counts[relation]
        if n:
            here = {"aria_current": "true"} if relation == kind else {}
            label = words("map.all") if relation == "pairs" else words(f"relation.{relation}")
            target = view.selection.change(kind="" if relation == "pairs" else str(relation))
            items.append(element("li", link(target.href(), f"{label} ({words.number(n)})", **here, data_cx_stay="")))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=words("map.relation"))


def _kind(view: View) -> str:
    return view.selection.kind if view.selection.kind in list(Relation) else "pairs"


def _found(
    view: View, answer: RenumberingAnswer, places: tuple[Places, Places], names: tuple[Names, Names]
) -> list[Link]:
    """The links that the filters keep, in the order asked for."""
    kind, section = _kind(view), view.selection.section
    wanted = fold(view.selection.words).split()
    number = _number(view.selection.words)
    if number and any(ref and ref.number == number for one in answer.links for ref in (one.old, one.new)):
        wanted = []
    else:
        number = ""
    found = []
    for one in answer.links:
        if not (one.relation.is_pair if kind == "pairs" else one.relation == kind):
            continue
        sections = [side[ref] for side, ref in ((names[0], one.old), (names[1], one.new)) if ref is not None]
        if section and not any(divisions.is_named(name, section) for name in sections):
            continue
        if number and number not in {ref.number for ref in (one.old, one.new) if ref}:
            continue
        if wanted:
            labels = [f"{ref.number} {_label(ref)}" for ref in (one.old, one.new) if ref]
            text = fold(" ".join((*labels, *sections, *(reason.text for reason in one.evidence))))
            if not all(word in text for word in wanted):
                continue
        found.append(one)
    if view.selection.sort == "score":
        found.sort(key=lambda one: one.score)
    elif view.selection.sort == "new":
        order = {ref: place for place, ref in enumerate(places[1])}
        found.sort(key=lambda one: order.get(one.new, len(order)) if one.new else len(order))
    else:
        order = {ref: place for place, ref in enumerate(places[0])}
        found.sort(key=lambda one: order.get(one.old, len(order)) if one.old else len(order))
    return found


def _number(typed: str) -> str:
    """The article that is looked for, where what is typed is a number, in any way of writing it."""
    try:
        return str(numbering.split_reference(typed).number)
    except BadNumber:
        return ""


def _rows(view: View, answer: RenumberingAnswer, found: Sequence[Link]) -> Html:
    words = view.words
    head = element(
        "tr",
        *(element("th", words(f"map.{column}"), scope="col") for column in ("old", "new", "relation")),
        element("th", words("map.score"), scope="col", title=words("map.score.why")),
        element("th", words("map.evidence"), scope="col"),
    )
    rows = []
    for one in found:
        reasons = [
            element(
                "li",
                element("span", words(f"evidence.{r.kind}"), class_="cx-tag"),
                " ",
                element("span", r.text, lang="fr"),
            )
            for r in one.evidence
        ]
        decided = element("span", words(f"decision.{one.decision}"), class_="cx-tag") if one.decision else join()
        opened = one.old and one.new and _opened(view, one)
        read = join()
        if one.old and one.new:
            read = element("p", link(_target(view, answer, one), words("map.open"), data_cx_to="pair"))
        rows.append(
            element(
                "tr",
                element(
                    "th", _side(view, one.old, answer.old, words("map.nothing.old")), scope="row", class_="cx-number"
                ),
                element("td", _side(view, one.new, answer.new, words("map.nothing.new")), class_="cx-number cx-target"),
                element("td", words(f"relation.{one.relation}"), " ", decided, class_="cx-number"),
                element("td", words.decimal(one.score), class_="cx-n"),
                element("td", element("ul", *reasons, class_="cx-reasons") if reasons else "", read),
                **({"aria_current": "true"} if opened else {}),
            )
        )
    table = element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows")
    return element("div", table, class_="cx-wide", role="region", tabindex="0", aria_label=words("map.title"))


def _side(view: View, ref: ArticleRef | None, day: date, otherwise: str) -> Html:
    if ref is None:
        return element("span", otherwise, class_="cx-quiet")
    label = link(view.to_article(ref, day=day).href(), _label(ref))
    return (
        label
        if ref.code == view.codes[0].id
        else join(label, " ", element("span", view.title(ref.code), class_="cx-quiet"))
    )


def _titled(view: View, ref: ArticleRef, day: date) -> Html:
    code = "" if ref.code == view.codes[0].id else f" ({view.title(ref.code)})"
    return join(link(view.to_article(ref, day=day).href(), _label(ref)), element("span", code, class_="cx-quiet"))


def _label(ref: ArticleRef) -> str:
    return numbering.from_source(ref.number).label


def _target(view: View, answer: RenumberingAnswer, one: Link) -> str:
    """The address with both texts of the link open."""
    if one.old is None or one.new is None:
        return ""
    return view.selection.change(
        old=answer.old, new=answer.new, number=one.old.written, code=one.old.code,
        other_number=one.new.written, other_code=one.new.code,
    ).href()  # fmt: skip


def _opened(view: View, one: Link) -> bool:
    said = view.selection
    if one.old is None or one.new is None:
        return False
    return (said.number, said.other_number) == (one.old.written, one.new.written) and (
        said.code or one.old.code,
        said.other_code or one.new.code,
    ) == (one.old.code, one.new.code)


def _pair(view: View, answer: RenumberingAnswer) -> None:
    """Both texts side by side, the words that they share, and the reasons of the link."""
    words, said = view.words, view.selection
    try:
        diff = view.corpus.diff(
            f"{said.code}:{said.number}" if said.code else said.number,
            f"{said.other_code}:{said.other_number}" if said.other_code else said.other_number,
            answer.old, answer.new,
        )  # fmt: skip
    except UsageError as error:
        asking.explain(view, error, said.number, said.code)
        return
    found = [one for one in (*answer.links, *answer.rejected) if _opened(view, one)]
    title = words("map.pair", old=diff.old.label, new=diff.new.label)
    blocks = [element("h2", title, class_="cx-head", id="pair")]
    for one in found:
        head = f"{words(f'relation.{one.relation}')} — {words('map.score').lower()} {words.decimal(one.score)}"
        reasons = (
            element("li", element("span", words(f"evidence.{r.kind}"), class_="cx-tag"), " ", r.text)
            for r in one.evidence
        )
        blocks += [element("p", head, class_="cx-counts"), element("ul", *reasons, class_="cx-reasons")]
    if not found:
        blocks.append(element("p", words("map.no.link"), class_="cx-quiet"))
    left, right = (safe(side) for side in shared(diff.diff, lang=words.lang))
    compare = view.selection.page_of(
        "compare", number=said.number, code=said.code, old=answer.old,
        other_number=said.other_number, other_code=said.other_code, new=answer.new, view=said.view,
    )  # fmt: skip
    closed = view.selection.change(number="", other_number="", code="", other_code="")
    columns = (
        element(
            "section",
            element("h3", _titled(view, side.ref, side.at), f" — {words.day(side.at)}", class_="cx-head"),
            element("p", " › ".join(side.section[-2:]), class_="cx-path"),
            text,
        )
        for side, text in ((diff.old, left), (diff.new, right))
    )
    show(
        *blocks,
        element("p", words("map.shared"), class_="cx-quiet"),
        element("div", *columns, class_="cx-two"),
        element(
            "ul",
            element("li", link(compare.href(), words("map.diff"))),
            element("li", link(closed.href(), words("map.close"), data_cx_stay="")),
            class_="cx-links",
        ),
    )


def _exports(view: View, answer: RenumberingAnswer) -> None:
    name = f"concordance-{answer.old}-{answer.new}"
    exports.files(
        name,
        ("CSV", lambda: "\ufeff" + concordance.table(answer, view.corpus.moved_on(answer)), "csv", "text/csv"),
        ("JSON", lambda: exports.as_json(answer.as_json()), "json", "application/json"),
        (view.words("map.printable"), lambda: concordance.printable(answer, view.words.lang), "html", "text/html"),
    )
