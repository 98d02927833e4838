"""Two codes, or two versions of one, side by side: what is left of each pair of articles, and what was folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.errors import SourceError, UsageError
from cpp_versions.export import recodified
from cpp_versions.recodification import Grade, GradedPair, RecodificationAnswer
from cpp_versions.text import fold
from explorer.components import asking, difference, exports
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, show
from explorer.pages import renumbering
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["render"]

_ROWS = 50
_LEFT = 4
_LONGEST = 300
_SORTS = ("old", "words")
_EVERY = ""


def render(view: View) -> Selection | None:
    """The pairs between the two days of the selection, from one code to another."""
    view = _opening(view)
    words, selection = view.words, view.selection
    old, new = renumbering.days(view)
    shown = selection.change(old=old, new=new)
    st.set_page_config(page_title=f"{words('recod.title')} {words('recod.on', old=words.day(old), new=words.day(new))}")
    show(
        element("h1", words("recod.title"), class_="cx-head"),
        element("p", words("recod.what"), class_="cx-sub"),
        renumbering.reforms(view, new, "recodification"),
    )
    left, right = st.columns(2)
    with left:
        asking.pick_day(view, words("diff.from"), "old", old)
        _pick_code(view, "recod.code.old", "section")
    with right:
        asking.pick_day(view, words("diff.to"), "new", new)
        _pick_code(view, "recod.code.new", "against")
    if not asking.in_order(view, old, new):
        return shown
    before = [selection.section] if view.code(selection.section) else []
    after = [selection.against] if view.code(selection.against) else []
    try:
        with st.spinner(words("recod.computing")):
            answer = view.corpus.recodification(old, new, before, after)
    except SourceError as error:
        show(notice("warning", element("p", words("map.file", error=str(error))), role="alert"))
        return shown
    show(element("h2", words("recod.on", old=words.day(old), new=words.day(new)), class_="cx-head"))
    show(_grades(view, answer), _alone(view, answer), _renamings(view, answer))
    if not answer.pairs:
        show(notice("state", element("p", words("recod.none"))))
        return shown
    if selection.number and selection.other_number:
        _pair(view, answer)
    _table(view, answer)
    return shown


def _opening(view: View) -> View:
    """The view that an address without days or codes means: the day on which a code came beside the first one."""
    said = view.selection
    first, *others = view.codes
    if said.old or said.new or said.section or said.against or not others:
        return view
    new = others[0].first
    if new is None or not first.first or new <= first.first:
        return view
    chosen = said.change(old=new - timedelta(days=1), new=new, section=first.id, against=others[0].id)
    return replace(view, selection=chosen)


def _pick_code(view: View, label: str, field: str) -> None:
    if len(view.codes) < 2:
        return
    key = f"recod-{field}"
    ids = [_EVERY, *(code.id for code in view.codes)]
    chosen = getattr(view.selection, field)
    st.session_state[key] = chosen if chosen in ids else _EVERY
    st.selectbox(
        view.words(label), ids, key=key,
        format_func=lambda id_: view.title(id_) if id_ else view.words("recod.every"),
        on_change=lambda: go(view.selection.change(**{field: st.session_state[key] or "", "number": ""})),
    )  # fmt: skip


def _grades(view: View, answer: RecodificationAnswer) -> Html:
    """How many pairs have each grade; each leads to its pairs."""
    words, items = view.words, []
    for kind in ("", *Grade):
        n = answer.counts[Grade(kind)] if kind else len(answer.pairs)
        if n:
            here = {"aria_current": "true"} if kind == view.selection.kind else {}
            label = words(f"grade.{kind}") if kind else words("filter.all")
            target = view.selection.change(kind=str(kind), number="", other_number="", every=False)
            items.append(element("li", link(target.href(), f"{label} ({words.number(n)})", **here, data_cx_stay="")))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=words("recod.grade")) if items else join()


def _alone(view: View, answer: RecodificationAnswer) -> Html:
    """What stands in no pair."""
    words, blocks = view.words, []
    for key, refs, day in (("recod.gone", answer.gone, answer.old), ("recod.fresh", answer.fresh, answer.new)):
        if refs:
            items = (element("li", link(view.to_article(ref, day=day).href(), view.label(ref))) for ref in refs)
            label = element("summary", words.count(key, len(refs)))
            blocks.append(element("details", label, element("ul", *items, class_="cx-links"), class_="cx-fold"))
    for key, n in (("recod.unchanged", answer.unchanged), ("recod.untold", answer.untold)):
        if n:
            blocks.append(element("p", words.count(key, n), class_="cx-quiet"))
    return join(*blocks)


def _renamings(view: View, answer: RecodificationAnswer) -> Html:
    words = view.words
    if not answer.renamings:
        return join()
    columns = ("substitution.old", "substitution.new", "recod.pairs")
    head = element("tr", *(element("th", words(column), scope="col") for column in columns))
    rows = (
        element(
            "tr",
            element("td", element("del", one.old, class_="cv-del"), class_="cv-diff"),
            element("td", element("ins", one.new, class_="cv-ins"), class_="cv-diff"),
            element("td", words.number(one.pairs), class_="cx-n"),
        )
        for one in answer.renamings
    )
    table = element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows")
    label = element("summary", words.count("recod.renamings", len(answer.renamings)))
    return element("details", label, table, class_="cx-fold")


def _table(view: View, answer: RecodificationAnswer) -> None:
    words, selection = view.words, view.selection
    search, order = st.columns([3, 2], vertical_alignment="bottom")
    with search:
        st.session_state["recod-words"] = selection.words
        st.text_input(
            words("map.search"), key="recod-words", max_chars=120,
            on_change=lambda: go(view.selection.change(words=str(st.session_state["recod-words"] or "").strip())),
        )  # fmt: skip
    with order:
        st.session_state["recod-sort"] = selection.sort if selection.sort in _SORTS else _SORTS[0]
        st.selectbox(
            words("map.sort"), _SORTS, key="recod-sort", format_func=lambda name: words(f"sort.{name}"),
            on_change=lambda: go(view.selection.change(sort=st.session_state["recod-sort"])),
        )  # fmt: skip
    found = _found(view, answer)
    name = f"recodification-{answer.old}-{answer.new}"
    exports.files(
        name,
        ("CSV", lambda: "\ufeff" + recodified.table(found), "csv", "text/csv"),
        ("JSON", lambda: exports.as_json(answer.as_json()), "json", "application/json"),
        (words("reform.synopsis"), lambda: recodified.printable(answer, found, words.lang), "html", "text/html"),
    )
    shown = found if selection.every else found[:_ROWS]
    show(element("p", words.count("recod.shown", len(found)), class_="cx-counts"), _rows(view, answer, shown))
    if len(found) > len(shown):
        label = words.count("recod.more", len(found) - len(shown))
        show(element("p", link(selection.change(every=True).href(), label, data_cx_stay="")))


def _found(view: View, answer: RecodificationAnswer) -> list[GradedPair]:
    """The pairs that the filters keep, in the order asked for."""
    kind, wanted = view.selection.kind, fold(view.selection.words).lower().split()
    found = []
    for one in answer.pairs:
        if kind in list(Grade) and one.grade != kind:
            continue
        left = (f"{each.old} {each.new}" for each in one.left)
        text = fold(" ".join((*one.labels, one.pair.old.number, one.pair.new.number, *left))).lower() if wanted else ""
        if all(word in text for word in wanted):
            found.append(one)
    if view.selection.sort == "words":
        found.sort(key=lambda one: -one.words)
    return found


def _rows(view: View, answer: RecodificationAnswer, found: Sequence[GradedPair]) -> Html:
    words = view.words
    columns = ("map.old", "map.new", "recod.grade", "recod.left")
    head = element("tr", *(element("th", words(column), scope="col") for column in columns))
    rows = []
    for one in found:
        opened = view.selection.change(
            old=answer.old, new=answer.new, number=one.pair.old.written, code=one.pair.old.code,
            other_number=one.pair.new.written, other_code=one.pair.new.code,
        )  # fmt: skip
        left = [_left(each.old, each.new) for each in one.left[:_LEFT]]
        more = len(one.left) - len(left)
        if more > 0:
            left.append(element("li", words.count("recod.left.more", more), class_="cx-quiet"))
        read = element("p", link(opened.href(), words("map.open"), data_cx_to="pair"))
        rows.append(
            element(
                "tr",
                element("th", _side(view, one.pair.old, answer.old), scope="row", class_="cx-number"),
                element("td", _side(view, one.pair.new, answer.new), class_="cx-number"),
                element("td", element("span", words(f"grade.{one.grade}"), class_="cx-tag"), _folded(view, one)),
                element("td", element("ul", *left, class_="cx-reasons cv-diff") if left else "", read),
            )
        )
    table = element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows")
    return element("div", table, class_="cx-wide", role="region", tabindex="0", aria_label=words("recod.pairs"))


def _left(old: str, new: str) -> Html:
    parts = []
    for tag, class_, said in (("del", "cv-del", old), ("ins", "cv-ins", new)):
        if said:
            parts += [element(tag, said[:_LONGEST] + ("…" if len(said) > _LONGEST else ""), class_=class_), " "]
    return element("li", *parts)


def _folded(view: View, one: GradedPair) -> Html:
    counts = {"renamings": one.renamings, "references": one.references, "elsewhere": one.elsewhere}
    said = ", ".join(view.words.count(f"recod.folded.{name}", n) for name, n in counts.items() if n)
    return element("p", view.words("recod.folded", said=said), class_="cx-quiet cx-small") if said else join()


def _pair(view: View, answer: RecodificationAnswer) -> None:
    """Both texts of one pair, compared word by word."""
    said, words = view.selection, view.words
    sides = (_reference(said.code, said.number), _reference(said.other_code, said.other_number))
    try:
        diff = view.corpus.diff(*sides, answer.old, answer.new)
    except UsageError as error:
        asking.explain(view, error, said.number, said.code)
        return
    closed = said.change(number="", other_number="", code="", other_code="")
    show(
        element("h2", f"{diff.old.label} → {diff.new.label}", class_="cx-head", id="pair"),
        difference.compared(diff, words, said.view),
        element("p", link(closed.href(), words("map.close"), data_cx_stay="")),
    )


def _reference(code: str, number: str) -> str:
    return f"{code}:{number}" if code else number


def _side(view: View, ref: ArticleRef, day: date) -> Html:
    label = link(view.to_article(ref, day=day).href(), numbering.from_source(ref.number).label)
    return (
        label if ref.code == view.codes[0].id else join(label, element("span", view.title(ref.code), class_="cx-quiet"))
    )
