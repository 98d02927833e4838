"""The graph of articles on a day: what lies around one, orphaned citations, hubs, and how the graph grew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from cpp_versions.answers import ArticleRef
from cpp_versions.errors import BadNumber, UsageError
from cpp_versions.graph import EdgeKind, Hub, Neighbourhood, Node, NodeKind, Orphan, Reason
from explorer.components import asking, charts, exports, network
from explorer.components.citations import label_of
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, show
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["render"]

_KINDS = ("", "orphans", "hubs", "growth")
_ROWS = 50
_EXAMPLES = ("R57-7-62", "D75", "D283", "706-71")
_LIMIT = 120
# characters of a sentence that are shown around its citation
_BEFORE, _AFTER = 240, 160


def render(view: View) -> Selection | None:
    """The view that the selection names: of an article, of the orphans of a day, of the hubs, of growth."""
    selection, words = view.selection, view.words
    kind = selection.kind.split("-")[0]
    kind = kind if kind in _KINDS else ""
    day = selection.day or max(code.as_of for code in view.codes)
    show(element("h1", words("graph.title"), class_="cx-head"), element("p", words("graph.what"), class_="cx-sub"))
    st.set_page_config(page_title=f"{words('page.graph')} — {words('app')}")
    number, when = st.columns([3, 2], vertical_alignment="bottom")
    with number:
        st.session_state["graph-number"] = selection.number[: asking.LONGEST]
        st.text_input(
            words("graph.ask"), key="graph-number", placeholder=words("number.hint"), max_chars=asking.LONGEST,
            on_change=_asked, args=(view,),
        )  # fmt: skip
    with when:
        asking.pick_day(view, words("at"), "day", day)
    show(_views(view, kind))
    {"": _around, "orphans": _orphans, "hubs": _hubs, "growth": _growth}[kind](view, day)
    return selection.change(day=day)


def _asked(view: View) -> None:
    typed = str(st.session_state["graph-number"] or "").strip()
    go(view.selection.change(number=typed, code="", kind=""))


def _views(view: View, kind: str) -> Html:
    words, selection = view.words, view.selection
    items = []
    for name in _KINDS:
        here = {"aria_current": "true"} if name == kind else {}
        label = words(f"graph.{name or 'around'}")
        items.append(element("li", link(selection.change(kind=name, every=False).href(), label, **here)))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=words("graph.views"))


def _to(view: View, ref: ArticleRef, day: date) -> str:
    """The address of an article's neighbourhood."""
    number = ref.written
    return view.selection.page_of("graph", number=number, code=ref.code, day=day, wide=view.selection.wide).href()


def _code(view: View, ref: ArticleRef) -> Html:
    """The code of an article that isn't of the first code, below its number."""
    if ref.code == view.codes[0].id:
        return join()
    return element("span", view.title(ref.code), class_="cx-quiet")


# ------------------------------------------------------------------------------------------------- neighbourhood


def _around(view: View, day: date) -> None:
    words, selection = view.words, view.selection
    if not selection.number:
        show(element("p", words("graph.none.how")), _examples(view, day))
        return
    reference = f"{selection.code}:{selection.number}" if selection.code else selection.number
    try:
        found = view.corpus.neighbourhood(reference, day, 2 if selection.wide else 1, limit=_LIMIT)
    except UsageError as error:
        asking.explain(view, error, selection.number, selection.code)
        return
    here = found.nodes[0]
    st.set_page_config(page_title=words("graph.of", label=here.label, day=words.day(day)))
    show(element("h2", words("graph.of", label=here.label, day=words.day(day)), class_="cx-head"))
    show(_facts(view, found, day), _depths(view))
    drawn = network.drawing(found)
    if len(drawn.nodes) == 1:
        show(notice("info", element("p", words("graph.alone", day=words.day(day)))))
        return
    citing = sum(1 for column in drawn.columns.values() if column == -1)
    cited = sum(1 for column in drawn.columns.values() if column == 1)
    refs = [node.ref for node in drawn.nodes]
    st.echarts_chart(
        network.spec(drawn, dark=st.context.theme.type == "dark"), height=drawn.height, key="network",
        alt=words("graph.alt", label=here.label, citing=citing, cited=cited),
        on_select=lambda: _picked(view, refs, day),
    )  # fmt: skip
    said = [words("graph.legend")]
    if drawn.left_out:
        said.append(words.count("graph.left.out", drawn.left_out))
    if found.left_out:
        said.append(words.count("graph.bounded", found.left_out))
    show(element("p", " ".join(said), class_="cx-quiet"))
    show(element("h2", words("graph.table"), class_="cx-head"))
    exports.neighbourhood(found)
    show(_table(view, found, day))


def _examples(view: View, day: date) -> Html:
    items = []
    for number in _EXAMPLES:
        try:
            article = view.corpus.article(number, day)
        except UsageError:
            continue
        items.append(element("li", link(_to(view, article.ref, day), view.words("article", label=article.label))))
    return element("ul", *items, class_="cx-links") if items else join()


def _facts(view: View, found: Neighbourhood, day: date) -> Html:
    """The article, its section and act, and what a change of it touches."""
    words = view.words
    touched = Counter(one.steps for one in view.corpus.impact([found.ref], day))
    said = [words.count("graph.impact", touched[1])] if touched[1] else []
    if touched[2]:
        said.append(words.count("graph.impact.two", touched[2]))
    section = [node.label for node in found.nodes if node.kind is NodeKind.SECTION]
    acts = [node.label for node in found.nodes if node.kind is NodeKind.ACT]
    items = [
        element("li", link(view.to_article(found.ref, day=day).href(), words("graph.read"))),
        element("li", link(view.to_article(found.ref, day=day, follow=True).href(), words("graph.lineage"))),
    ]
    if section:
        items.append(element("li", words.about(words("section")), section[0], lang="fr"))
    if acts:
        items.append(element("li", words.about(words("timeline.acts")), words.typeset(", ".join(acts[:3])), lang="fr"))
    if said:
        items.append(element("li", ", ".join(said)))
    return element("ul", *items, class_="cx-links cx-quiet")


def _depths(view: View) -> Html:
    words, selection = view.words, view.selection
    items = []
    for wide in (False, True):
        here = {"aria_current": "true"} if wide == selection.wide else {}
        label = words("graph.two" if wide else "graph.one")
        items.append(element("li", link(selection.change(wide=wide).href(), label, **here, data_cx_stay="")))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=words("graph.depth"))


def _picked(view: View, refs: Sequence[ArticleRef | None], day: date) -> None:
    """Make the article that was picked the centre."""
    for series in st.session_state["network"].selection.selected:
        for place in series["data_indices"]:
            ref = refs[place] if 0 <= place < len(refs) else None
            if ref is not None and series.get("data_type", "node") in ("node", None, "main"):
                number = ref.written
                go(view.selection.change(number=number, code=ref.code, day=day))
                return


def _table(view: View, found: Neighbourhood, day: date) -> Html:
    words = view.words
    here = found.nodes[0].id
    citing = {edge.start: edge.count for edge in found.edges if edge.kind is EdgeKind.CITES and edge.end == here}
    cited = {edge.end: edge.count for edge in found.edges if edge.kind is EdgeKind.CITES and edge.start == here}
    rows = []
    for node in found.nodes[1:]:
        if node.kind is not NodeKind.ARTICLE or node.ref is None:
            continue
        both = node.id in citing and node.id in cited
        way = "both" if both else "citing" if node.id in citing else "cited" if node.id in cited else "far"
        times = citing.get(node.id, 0) + cited.get(node.id, 0)
        rows.append((("citing", "both", "cited", "far").index(way), node, way, times))
    rows.sort(key=lambda row: row[0])
    head = element(
        "tr",
        *(element("th", words(f"graph.{name}"), scope="col") for name in ("article", "way")),
        element("th", words("graph.state", day=words.day(day)), scope="col"),
        element("th", words("graph.text"), scope="col"),
    )
    body = [_row(view, node, way, times, day) for _, node, way, times in rows]
    table = _wide(head, body[:_ROWS])
    if len(body) <= _ROWS:
        return table
    summary = element("summary", words.count("graph.more", len(body) - _ROWS))
    return join(table, element("details", summary, _wide(head, body[_ROWS:]), class_="cx-fold"))


def _row(view: View, node: Node, way: str, times: int, day: date) -> Html:
    words, ref = view.words, node.ref or view.corpus.resolve(node.label)
    read = link(view.to_article(ref, day=day).href(), words("graph.read"))
    return element(
        "tr",
        element("th", link(_to(view, ref, day), node.label), _code(view, ref), scope="row", class_="cx-number"),
        element("td", words(f"graph.way.{way}"), words("graph.often", n=times) if times > 1 else ""),
        element("td", words.known(f"status.{node.state}", node.state)),
        element("td", read),
    )


def _wide(head: Html, body: Sequence[Html]) -> Html:
    table = element("table", element("thead", head), element("tbody", *body), class_="cx-table cx-rows")
    return element("div", table, class_="cx-wide")


# ------------------------------------------------------------------------------------------------------- orphans


def _orphans(view: View, day: date) -> None:
    words, selection = view.words, view.selection
    st.set_page_config(page_title=f"{words('graph.orphans')} — {words.day(day)}")
    show(element("h2", words("graph.orphans"), class_="cx-head"))
    show(element("p", words("orphans.what", day=words.day(day)), class_="cx-quiet"))
    target = None
    if selection.number:
        target = f"{selection.code}:{selection.number}" if selection.code else selection.number
    try:
        every = view.corpus.dangling(day, target=target)
    except BadNumber:
        asking.explain(view, BadNumber(selection.number), selection.number, selection.code)
        return
    every = every[::-1]
    counts = Counter(str(orphan.reason) for orphan in every)
    reason = selection.kind.partition("-")[2]
    reason = reason if reason in list(Reason) else ""
    items = []
    for name in ("", *Reason):
        n = len(every) if not name else counts[name]
        if n:
            here = {"aria_current": "true"} if name == reason else {}
            label = words("orphans.all") if not name else words(f"orphan.{name}")
            address = selection.change(kind="orphans" + (f"-{name}" if name else ""), every=False).href()
            items.append(element("li", link(address, f"{label} ({words.number(n)})", **here, data_cx_stay="")))
    if not every:
        show(element("p", words("orphans.none", day=words.day(day))))
        return
    show(element("ul", *items, class_="cx-links cx-kinds", aria_label=words("orphans.reason")))
    found = [orphan for orphan in every if not reason or orphan.reason == reason]
    if reason:
        show(element("p", words(f"orphan.{reason}.why")))
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        show(element("p", words.count("orphans.shown", len(found)), class_="cx-counts"))
    with right:
        exports.orphans(found, day)
    shown = found if selection.every else found[:_ROWS]
    head = element(
        "tr", *(element("th", words(f"orphans.{name}"), scope="col") for name in
                ("since", "where", "target", "reason", "sentence")),
    )  # fmt: skip
    show(_wide(head, [_orphan(view, orphan, day) for orphan in shown]))
    if len(found) > len(shown):
        more = words.count("orphans.more", len(found) - len(shown))
        show(element("p", link(selection.change(every=True).href(), more, data_cx_stay="")))


def _orphan(view: View, orphan: Orphan, day: date) -> Html:
    words, citation = view.words, orphan.citation
    origin = citation.origin
    targets: list[str] = []
    for number in citation.targets:
        ref = ArticleRef(citation.code or "", number)
        label = label_of(number)
        known = orphan.reason is not Reason.UNKNOWN
        targets += [
            ", " if targets else "",
            link(view.to_article(ref, day=day).href(), label) if known else label,
        ]
    why = [element("span", words(f"orphan.{orphan.reason}"), class_="cx-tag")]
    if orphan.born and orphan.reason is Reason.ENDED:
        why.append(element("span", words("orphans.born"), class_="cx-quiet"))
    where = link(view.to_article(origin, day=day).href(), citation.origin_label)
    return element(
        "tr",
        element("td", words.day(orphan.since) if orphan.since else words("orphans.lost"), class_="cx-number"),
        element("th", where, _code(view, origin), scope="row", class_="cx-number"),
        element("td", *targets, _code(view, ArticleRef(citation.code or "", "")), class_="cx-number cx-target"),
        element("td", *(part for one in why for part in (one, " "))),
        element("td", _sentence(citation.sentence, citation.quote), lang="fr"),
    )


def _sentence(sentence: str, quote: str) -> Html:
    """The sentence with the citation marked; a long one is cut around it, between words."""
    at = sentence.find(quote)
    if at < 0:
        return join(sentence[:_BEFORE])
    before, after = sentence[:at], sentence[at + len(quote) :]
    if len(before) > _BEFORE:
        before = "… " + before[-_BEFORE:].partition(" ")[2]
    if len(after) > _AFTER:
        after = after[:_AFTER].rpartition(" ")[0] + " …"
    return element("span", before, element("mark", quote), after, class_="cx-hits")


# ---------------------------------------------------------------------------------------------- hubs and growth


def _hubs(view: View, day: date) -> None:
    words = view.words
    show(element("h2", words("graph.hubs"), class_="cx-head"))
    show(element("p", words("hubs.what", day=words.day(day)), class_="cx-quiet"))
    found = view.corpus.hubs(day, count=30)
    exports.rows(f"hubs-{day}", [hub.as_json() for hub in found], {"hubs": [hub.as_json() for hub in found]})
    head = element(
        "tr",
        element("th", words("graph.article"), scope="col"),
        *(element("th", words(f"hubs.{name}"), scope="col", class_="cx-n") for name in ("cited", "cites", "weight")),
        element("th", words("graph.text"), scope="col"),
    )
    show(_wide(head, [_hub(view, hub, day) for hub in found]))


def _hub(view: View, hub: Hub, day: date) -> Html:
    words = view.words
    read = link(view.to_article(hub.ref, day=day).href(), words("graph.read"))
    return element(
        "tr",
        element("th", link(_to(view, hub.ref, day), hub.label), _code(view, hub.ref), scope="row", class_="cx-number"),
        element("td", words.number(hub.cited_by), class_="cx-n"),
        element("td", words.number(hub.cites), class_="cx-n"),
        element("td", words.number(round(hub.weight)), class_="cx-n"),
        element("td", read),
    )


def _growth(view: View, day: date) -> None:
    words = view.words
    show(element("h2", words("graph.growth"), class_="cx-head"))
    show(element("p", words("growth.what"), class_="cx-quiet"))
    found = view.corpus.growth()
    if not found:
        return
    years = [str(one.day.year) for one in found]
    for key, names in (("growth", ("articles", "edges")), ("growth-orphans", ("orphans",))):
        curves = {words(f"growth.{name}"): [getattr(one, name) for one in found] for name in names}
        st.echarts_chart(charts.curves(years, curves, words), height=220, key=key, alt=words("growth.alt"))
    exports.rows("growth", [one.as_json() for one in found], {"growth": [one.as_json() for one in found]})
    columns = ("articles", "sections", "edges", "citations", "orphans", "versions")
    head = element(
        "tr",
        element("th", words("growth.day"), scope="col"),
        *(element("th", words(f"growth.{name}"), scope="col", class_="cx-n") for name in columns),
    )
    body = [
        element(
            "tr",
            element("th", words.day(one.day), scope="row"),
            *(element("td", words.number(getattr(one, name)), class_="cx-n") for name in columns),
        )
        for one in reversed(found)
    ]
    table = _wide(head, body)
    show(element("details", element("summary", words("growth.table")), table, class_="cx-fold"))
