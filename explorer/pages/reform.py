"""A reform as a story: how much changed, where, in substance first, what moved, which citations it left dangling."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from cpp_versions.answers import ChangedArticle, ConsolidatedVersion
from cpp_versions.errors import SourceError
from cpp_versions.export import synopsis as told
from cpp_versions.export.synopsis import Synopsis
from cpp_versions.model import LOST_FROM
from explorer.components import changes, exports, planmap
from explorer.components.acts import counted
from explorer.components.frame import notice
from explorer.components.markup import Html, begin, element, join, link, show
from explorer.pages import versions
from explorer.selection import Selection
from explorer.view import View

__all__ = ["render", "short"]

_FIRST = 10
_PARTS = 4


def render(view: View) -> Selection | None:
    """The reform of the selection's day; of an act alone where it names one, and everywhere where it says no day."""
    selection = view.selection
    if selection.words and not selection.day:
        _act(view)
        return None
    words, code = view.words, view.chosen_code()
    if not selection.code:
        code = view.code(versions.featured(view)[0]) or code
    among = view.corpus.versions([code.id])
    place = versions.place_of(view, among)
    version, before = among[place], among[place - 1] if place else None
    day = version.date or LOST_FROM
    shown = selection.change(code=code.id, day=day)
    title = words("reform.title", day=words.day(day)) if version.date else words("reform.lost")
    st.set_page_config(page_title=f"{title} — {code.title}")
    show(
        element("h1", title, class_="cx-head"),
        element("p", words("reform.what"), class_="cx-sub"),
        element("p", code.title, class_="cx-label"),
        versions.around(view, among, place, page="reform"),
    )
    if before is None:
        show(_acts(view, version), element("p", words("first.version")))
        return shown
    old = before.date or LOST_FROM
    head = (_acts(view, version), _only(view))
    fill = begin(*head, versions.size(view, version))
    reform = told.synopsis(view.corpus, code.id, old, day, act=selection.words, whole=False)
    fill(*head, _much(view, reform))
    if not reform.changes:
        show(element("p", words("changes.none"), class_="cx-quiet"))
        return shown
    _files(view, reform)
    _where(view, reform)
    mapped = st.container()
    _substance(view, reform)
    left = st.container()
    # what may have to be computed first comes last, and stands above
    with left, st.spinner(words("reform.reading")):
        _dangling(view, reform)
    with mapped, st.spinner(words("reform.reading")):
        _map(view, reform)
    return shown


def short(view: View, among: Sequence[ConsolidatedVersion], place: int) -> None:
    """The reform in short, for the home page: counts, where, the first changes of substance."""
    words, version = view.words, among[place]
    day = version.date or LOST_FROM
    target = view.selection.page_of("reform", code=version.code, day=day)
    show(element("h2", words("version.of", day=words.day(day)) if version.date else words("version.lost"),
                 class_="cx-head"), _acts(view, version))  # fmt: skip
    if not place:
        show(element("p", words("first.version")))
        return
    old = among[place - 1].date or LOST_FROM
    reform = told.synopsis(view.corpus, version.code, old, day, whole=False)
    first = reform.by_class.get("substantive", ())
    show(
        element("p", link(target.href(), words("reform.open"))),
        _much(view, reform),
        planmap.top(view, reform.changes, _PARTS),
        element("h3", words("reform.first"), class_="cx-head"),
        changes.by_section(view, first[:_FIRST], old, day),
    )
    if len(first) > _FIRST:
        show(element("p", link(target.href(), words.count("reform.more", len(first) - _FIRST))))


def _acts(view: View, version: ConsolidatedVersion) -> Html:
    """The acts of the version, each with what it did alone."""
    if not version.acts:
        return element("p", view.words("acts.unknown"), class_="cx-quiet")
    items = []
    for act in version.acts:
        target = view.selection.page_of("reform", words=act.title)
        here = {"aria_current": "true"} if act.title == view.selection.words else {}
        items.append(element("li", link(target.href(), view.words.typeset(act.title), **here)))
    return element("ul", *items, class_="cx-links cx-acts", aria_label=view.words("acts"))


def _only(view: View) -> Html:
    if not view.selection.words:
        return join()
    off = link(view.selection.change(words="").href(), view.words("reform.act.all"), data_cx_stay="")
    said = view.words("reform.act.only", act=view.words.typeset(view.selection.words))
    return element("p", said, " — ", off, class_="cx-quiet")


def _much(view: View, reform: Synopsis) -> Html:
    words = view.words
    counts = (("diff.added", reform.words_added), ("diff.removed", reform.words_removed))
    said = ", ".join(words.count(key, n) for key, n in counts)
    return join(changes.tally(view, reform.changes), element("p", said, class_="cx-counts"))


def _files(view: View, reform: Synopsis) -> None:
    """The whole, with the map and the citations, made when a button is pressed."""
    lang, corpus = view.words.lang, view.corpus

    def whole() -> Synopsis:
        return told.synopsis(corpus, reform.code, reform.old, reform.new, act=reform.act)

    def made(write: Callable[[Synopsis], str | bytes]) -> Callable[[], str | bytes]:
        return lambda: write(whole())

    def page(one: Synopsis) -> str:
        from cpp_versions.export.synopsis_page import page

        return page(one, told.diffs(corpus, one), lang)

    def pdf(one: Synopsis) -> bytes:
        from cpp_versions.export.synopsis_pdf import pdf

        return pdf(one, told.diffs(corpus, one), lang)

    def docx(one: Synopsis) -> bytes:
        from cpp_versions.export.synopsis_word import docx

        return docx(one, told.diffs(corpus, one), lang)

    exports.files(
        f"{reform.code}-reform-{reform.new}",
        (view.words("reform.synopsis"), made(page), "html", "text/html"),
        ("PDF", made(pdf), "pdf", "application/pdf"),
        ("Word", made(docx), "docx", exports.WORD),
        ("JSON", made(lambda one: exports.as_json(one.as_json())), "json", "application/json"),
    )


def _where(view: View, reform: Synopsis) -> None:
    show(element("h2", view.words("reform.where"), class_="cx-head"), planmap.plan(view, reform.changes))


def _substance(view: View, reform: Synopsis) -> None:
    words = view.words
    found = reform.by_class
    shown = found.get("substantive", ())
    show(
        changes.substitutions(view, reform.substitutions, reform.old, reform.new),
        element("h2", words("reform.substantive"), class_="cx-head"),
        changes.by_section(view, shown, reform.old, reform.new, fold=True)
        if shown
        else element("p", words("reform.substantive.none"), class_="cx-quiet"),
    )
    for name in told.CLASSES[1:]:
        if some := found.get(name):
            opened = {"open": ""} if any(changes.is_opened(view, change) for change in some) else {}
            body = changes.by_section(view, some, reform.old, reform.new)
            label = element("summary", words.count(f"reform.{name}", len(some)))
            show(element("details", label, body, class_="cx-fold", **opened))


def _map(view: View, reform: Synopsis) -> None:
    words = view.words
    try:
        found = told.map_summary(view.corpus.renumbering(reform.old, reform.new, [reform.code]))
    except SourceError as error:
        show(notice("warning", element("p", words("map.file", error=str(error))), role="alert"))
        return
    if not found.surest:
        return
    counts = ", ".join(f"{words.about(words(f'relation.{relation}'))}{words.number(n)}" for relation, n in found.counts)
    items = []
    for one in found.surest:
        if one.old is None or one.new is None:
            continue
        target = view.selection.page_of(
            "renumbering", old=reform.old, new=reform.new, number=one.old.written, code=one.old.code,
            other_number=one.new.written, other_code=one.new.code,
        )  # fmt: skip
        said = f"{view.label(one.old)} → {view.label(one.new)}"
        tag = element("span", words(f"relation.{one.relation}"), class_="cx-tag")
        items.append(element("li", link(target.href(), said), " ", tag))
    days = {"old": reform.old, "new": reform.new}
    show(
        element("h2", words("reform.map"), class_="cx-head"),
        element("p", counts, class_="cx-counts"),
        element("p", words("reform.surest"), class_="cx-quiet"),
        element("ul", *items, class_="cx-links"),
        element(
            "ul",
            element("li", link(view.selection.page_of("renumbering", **days).href(), words("reform.map.open"))),
            element("li", link(view.selection.page_of("recodification", **days).href(), words("reform.recodified"))),
            class_="cx-links",
        ),
    )


def _dangling(view: View, reform: Synopsis) -> None:
    words = view.words
    found = told.dangling(view.corpus, reform.code, reform.old, reform.new)
    show(element("h2", words("reform.dangling"), class_="cx-head"))
    if not found:
        show(element("p", words("reform.dangling.none"), class_="cx-quiet"))
        return
    items = []
    for orphan in found:
        said = orphan.citation
        target = view.to_article(said.origin, day=reform.new)
        why = element("span", words.known(f"why.{orphan.reason}", str(orphan.reason)), class_="cx-tag")
        label = link(target.href(), words("article", label=said.origin_label))
        items.append(element("li", element("p", label, f"{words.about('')}« {said.quote} » ", why)))
    label = element("summary", words.count("reform.dangling.some", len(found)))
    show(element("details", label, element("ul", *items, class_="cx-cites"), class_="cx-fold"))


# -- what one act did, in all versions that name it


def _act(view: View) -> None:
    words, act = view.words, view.selection.words
    title = words("reform.act", act=words.typeset(act))
    st.set_page_config(page_title=title)
    show(element("h1", title, class_="cx-head"))
    every = view.corpus.versions()
    found = told.named(every, act)
    if not found:
        show(notice("warning", element("p", words("reform.act.unknown", act=act)), role="alert"))
        return
    rows: list[Html] = []
    all_changes: list[ChangedArticle] = []
    for version in found:
        mine = [one for one in every if one.code == version.code]
        place = mine.index(version)
        day = version.date or LOST_FROM
        done: Sequence[ChangedArticle] = ()
        if place:
            old = mine[place - 1].date or LOST_FROM
            done = told.made_by(
                view.corpus, view.corpus.changes(version.code, old, day), act, day, alone=len(version.acts) == 1
            )
        all_changes += done
        target = view.selection.page_of("reform", code=version.code, day=day, words=act)
        label = words.day(version.date) if version.date else words("before.1970")
        rows.append(
            element(
                "tr",
                element("th", link(target.href(), label), scope="row"),
                element("td", view.title(version.code)),
                element("td", words.number(len(done)), class_="cx-n"),
                element(
                    "td",
                    counted(sum(c.words_added for c in done), sum(c.words_removed for c in done), words),
                    class_="cx-n",
                ),
            )
        )
    columns = ("version", "code", "figures.articles", "reform.part.words")
    head = element("tr", *(element("th", words(column), scope="col") for column in columns))
    show(
        changes.tally(view, all_changes),
        element("h2", words("reform.versions"), class_="cx-head"),
        element("table", element("thead", head), element("tbody", *rows), class_="cx-table"),
    )
    if all_changes:
        show(element("h2", words("reform.where"), class_="cx-head"), planmap.plan(view, all_changes))
