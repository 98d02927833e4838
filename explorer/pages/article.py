"""One article: its text on a day, its versions, the words that changed between two of them, its citations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cpp_versions.answers import ArticleAnswer, ArticleRef, DiffAnswer, HistoryEntry
from cpp_versions.errors import SourceError, UsageError
from cpp_versions.model import State
from cpp_versions.render import html
from explorer.components import (
    acts,
    anomalies,
    asking,
    blaming,
    citations,
    difference,
    drafting,
    exports,
    fiches,
    lineage,
    notas,
)
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, safe, show
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["render"]

_EXAMPLES = ("R57-7-62", "D75", "R57-7-8")


def render(view: View) -> Selection | None:
    """The page of the article that the selection names, or an invitation to name one."""
    selection, words = view.selection, view.words
    if not selection.number:
        asking.ask(view, selection.day or view.chosen_code().as_of)
        _invite(view)
        return None
    reference = f"{selection.code}:{selection.number}" if selection.code else selection.number
    try:
        answer = view.corpus.article(reference, selection.day)
    except UsageError as error:
        asking.ask(view, selection.day or view.chosen_code().as_of)
        show(element("h1", words("article.none"), class_="cx-head"))
        asking.explain(view, error, selection.number, selection.code)
        fiches.about_unknown(view, reference)
        return None
    asking.ask(view, answer.at)
    history = view.corpus.history(answer.ref)
    st.set_page_config(page_title=words("article.on", label=answer.label, day=words.day(answer.at)))
    show(_heading(view, answer), _banners(view, answer))
    text, facts = st.columns([7, 3], gap="large")
    with text:
        text_place = _text(view, answer)
    with facts:
        show(_facts(view, answer))
    show(element("h2", words("timeline"), class_="cx-head"), _timeline(view, history, answer))
    exports.history(history)
    show(element("h2", words("lineage"), class_="cx-head", id="lineage"))
    lineage_place = st.container()
    compared = _difference(view, history, answer)
    words_place = st.container()
    _citations(view, answer)
    fiches.about(view, answer.ref)
    found = view.corpus.anomalies(answer.ref)
    if found:
        show(element("h2", words("anomalies"), class_="cx-head"))
        anomalies.listed(view, found)
    # what takes longer comes last, so that nobody waits for the page: a draft is read back, credits and the lineage
    # read the texts of other days
    if compared:
        with words_place:
            show(drafting.in_words(view, compared))
    if selection.credited and answer.alineas:
        _credits(view, answer, text_place)
    with lineage_place:
        _lineage(view, answer)
    return selection.change(number=answer.ref.written, code=answer.ref.code, day=answer.at)


def _invite(view: View) -> None:
    words = view.words
    show(element("h1", words("article.none"), class_="cx-head"), element("p", words("article.none.how")))
    known = []
    for number in _EXAMPLES:
        try:
            article = view.corpus.article(number)
        except UsageError:
            continue
        known.append(element("li", link(view.to_article(article.ref).href(), words("article", label=article.label))))
    if known:
        show(element("p", words("article.try")), element("ul", *known, class_="cx-links"))


def _heading(view: View, answer: ArticleAnswer) -> Html:
    words = view.words
    said = ""
    if answer.state == State.IN_FORCE:
        interval = acts.interval(answer.valid_from, answer.valid_to, words)
        said = f"{words('in_force.at', day=words.day(answer.at))} ({interval})"
    return join(
        element("h1", words("article", label=answer.label), class_="cx-head"),
        element("p", " — ".join(filter(None, (view.title(answer.ref.code), said))), class_="cx-sub"),
    )


def _banners(view: View, answer: ArticleAnswer) -> Html:
    """What a reader must know before the text."""
    words, at = view.words, view.words.day(answer.at)
    said: list[Html] = []
    if answer.state == State.ENDED:
        if answer.valid_to is None:
            line = words("ended.lost")
        elif answer.acts:
            line = words("ended.by", day=words.day(answer.valid_to), acts=acts.by_acts(answer.acts, words))
        else:
            line = words("ended", day=words.day(answer.valid_to))
        said.append(notice("state", element("p", line), _nearest(view, answer)))
    elif answer.state == State.MISSING:
        said.append(notice("state", element("p", words("missing", day=at)), _nearest(view, answer)))
    elif answer.state == State.UNKNOWN:
        said.append(notice("state", element("p", words("unknown", day=at)), _nearest(view, answer)))
    elif answer.state == State.FUTURE:
        start = answer.valid_from or answer.nearest
        line = words("future", day=at, start=words.day(start)) if start else words("future.undated", day=at)
        said.append(notice("state", element("p", line), _nearest(view, answer)))
    elif answer.valid_from is None:
        said.append(notice("info", element("p", words("lost"))))
    if not answer.complete:
        said.append(notice("warning", element("p", words("fragment" if answer.alineas else "fragment.empty"))))
    if answer.state == State.IN_FORCE:
        for key, paragraphs in (("deferred", notas.deferring(answer)), ("quashed", notas.quashing(answer))):
            if paragraphs:
                head = element("p", element("strong", words(key)))
                said.append(notice("warning", head, *(element("p", each, lang="fr") for each in paragraphs)))
    if answer.beyond_data:
        said.append(notice("info", element("p", words("beyond", day=words.day(answer.as_of)))))
    return join(*said)


def _nearest(view: View, answer: ArticleAnswer) -> Html:
    if not answer.nearest:
        return join()
    target = view.to_article(answer.ref, day=answer.nearest)
    key = "last.text" if answer.state == State.ENDED and answer.nearest <= answer.at else "nearest"
    return element("p", link(target.href(), view.words(key, day=view.words.day(answer.nearest))))


def _text(view: View, answer: ArticleAnswer) -> DeltaGenerator:
    """The text, in a place where its credits can stand instead."""
    if answer.alineas:
        show(blaming.switch(view, answer.ref))
    elif answer.state == State.ENDED and answer.nearest and answer.nearest <= answer.at:
        show(_last(view, answer.ref, answer.nearest))
    place = st.empty()
    if answer.alineas or answer.nota:
        links = citations.links_of(view, answer)
        with place:
            show(safe(html.article(answer.alineas, answer.nota, links, lang=view.words.lang)))
    return place


def _last(view: View, ref: ArticleRef, day: date) -> Html:
    """The text that the article had last, said to be in force no more."""
    words, last = view.words, view.corpus.article(ref, day)
    said = words("last.text.alone")
    if last.valid_to:
        until = words.last_day(last.valid_to)
        first = last.valid_from
        said = (
            words("last.text.was", first=words.day(first), last=until)
            if first
            else words("last.text.until", last=until)
        )
    body = safe(html.article(last.alineas, (), citations.links_of(view, last), lang=words.lang))
    return element("section", element("p", said, class_="cx-label"), body, class_="cx-last")


def _credits(view: View, answer: ArticleAnswer, place: DeltaGenerator) -> None:
    """Who wrote each word, in the place of the text."""
    words = view.words
    try:
        with st.spinner(words("blame.reading")):
            found = view.corpus.blame(answer.ref, answer.at)
    except SourceError as error:
        show(notice("warning", element("p", words("map.file", error=str(error))), role="alert"))
        return
    nota = safe(html.article((), answer.nota, lang=words.lang)) if answer.nota else join()
    with place:
        show(blaming.credited(view, found), nota)


def _facts(view: View, answer: ArticleAnswer) -> Html:
    """Where the text comes from and where it stands."""
    words = view.words
    facts: list[tuple[str, Html]] = []
    if answer.acts:
        key = "ended.act" if answer.state == State.ENDED else "by"
        facts.append((words(key), _items([words.typeset(act.title) for act in answer.acts])))
    elif answer.state == State.IN_FORCE:
        facts.append((words("by"), join(words("by.unknown"))))
    if answer.section:
        path = _items(answer.section)
        if answer.restored_titles:
            path = join(path, element("span", words("restored"), class_="cx-tag", title=words("restored.why")))
        facts.append((words("section"), path))
    also = [
        element("li", link(target.href(), label))
        for label, target in (_also(view, name, answer) for name in answer.also)
    ]
    if also:
        facts.append((words("also"), element("ol", *also)))
    if answer.observed:
        days = ", ".join(map(words.day, answer.observed))
        facts.append((words("source"), join(_source(view, answer), element("div", words("observed", days=days)))))
    else:
        facts.append((words("source"), _source(view, answer)))
    return element("dl", *(join(element("dt", term), element("dd", said)) for term, said in facts), class_="cx-facts")


def _source(view: View, answer: ArticleAnswer) -> Html:
    said = view.words("source.is", source=answer.source, day=view.words.day(answer.as_of))
    if answer.observed and not answer.valid_from:
        said = answer.source  # which speaks for these days alone: see below
    if not answer.commit:
        return join(said)
    return join(said, element("div", view.words("commit", commit=answer.commit[:12]), class_="cx-quiet"))


def _also(view: View, name: str, answer: ArticleAnswer) -> tuple[str, Selection]:
    """The label and the address of another article of the same number."""
    code, _, number = name.partition(":")
    label = view.words("article", label=answer.label)
    said = view.words("also.second") if code == answer.ref.code else view.title(code)
    return f"{label} ({said})", view.selection.page_of("article", number=number, code=code, day=answer.at)


def _items(texts: Sequence[str]) -> Html:
    return element("ol", *(element("li", text) for text in texts))


def _timeline(view: View, history: Sequence[HistoryEntry], answer: ArticleAnswer) -> Html:
    words = view.words
    head = element(
        "tr",
        *(
            element("th", words(f"timeline.{column}"), scope="col", **({"class_": "cx-n"} if column == "words" else {}))
            for column in ("when", "what", "acts", "words", "compare")
        ),
    )
    rows = []
    shown = _entry_on(history, answer.at)
    for place, entry in enumerate(history):
        day = link(
            view.to_article(entry.ref, day=entry.attested_from, view=view.selection.view).href(),
            acts.entry_day(entry, words),
        )
        before = history[place - 1] if place else None
        change = [acts.entry_change(entry, before, words)]
        if not entry.complete:
            change.append(words("change.fragment"))
        known = entry.change != "first_known"  # else its words were there before
        counts = acts.counted(entry.words_added, entry.words_removed, words) if known else join()
        compare = join()
        if before and entry.state == State.IN_FORCE and before.state == State.IN_FORCE:
            target = view.to_article(
                entry.ref, day=answer.at, old=before.attested_from, new=entry.attested_from, view=view.selection.view
            )
            compare = link(target.href(), words("timeline.previous"), data_cx_to="comparison")
        here = {"aria_current": "true"} if entry is shown else {}
        rows.append(
            element(
                "tr",
                element("th", day, scope="row"),
                element("td", ", ".join(change)),
                element("td", acts.listed(entry.acts, words)),
                element("td", counts, class_="cx-n"),
                element("td", compare),
                **here,
            )
        )
    return element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows")


def _entry_on(history: Sequence[HistoryEntry], day: date) -> HistoryEntry | None:
    return next((entry for entry in reversed(history) if entry.attested_from <= day), None)


def _difference(view: View, history: Sequence[HistoryEntry], answer: ArticleAnswer) -> DiffAnswer | None:
    """The word diff of two versions: those of the address, else the one shown and the one before it."""
    selection, words = view.selection, view.words
    texts = [entry for entry in history if entry.state == State.IN_FORCE]
    show(element("h2", words("diff"), class_="cx-head", id="comparison"))
    if len(texts) < 2 and not (selection.old and selection.new):
        show(element("p", words("diff.single"), class_="cx-quiet"))
        return None
    at = max((place for place, entry in enumerate(texts) if entry.attested_from <= answer.at), default=0)
    old = selection.old or texts[max(at, 1) - 1].attested_from
    new = selection.new or texts[max(at, 1)].attested_from
    days = [entry.attested_from for entry in texts]
    named = {
        entry.attested_from: " — ".join(filter(None, (acts.entry_day(entry, words), acts.short(entry.acts, words))))
        for entry in texts
    }

    left, right, layout = st.columns([4, 4, 3], vertical_alignment="bottom")
    for column, field, day in ((left, "old", old), (right, "new", new)):
        entry = _entry_on(texts, day)
        key = f"version-{field}"
        st.session_state[key] = entry.attested_from if entry else None
        with column:
            st.selectbox(
                words("diff.from" if field == "old" else "diff.to"), days, key=key, index=None,
                format_func=lambda day: named[day],
                on_change=_version_picked, args=(view, answer, field, key, old, new),
            )  # fmt: skip
    with layout:
        difference.layout(view)
    compared = view.corpus.diff(answer.ref, answer.ref, old, new)
    show(difference.compared(compared, words, selection.view))
    exports.difference(compared)
    return compared


def _version_picked(view: View, answer: ArticleAnswer, field: str, key: str, old: date, new: date) -> None:
    picked = st.session_state[key]
    if picked:
        days = {"old": old, "new": new, field: picked}
        go(view.to_article(answer.ref, day=answer.at, view=view.selection.view, **days))


def _lineage(view: View, answer: ArticleAnswer) -> None:
    """Where the rule came from and went to."""
    words = view.words
    if not view.selection.follow:
        target = view.selection.change(code=answer.ref.code, follow=True)
        show(element("p", link(target.href(), words("lineage.follow"), data_cx_stay="")))
        return
    day = answer.at if answer.state == State.IN_FORCE else answer.nearest
    try:
        with st.spinner(words("lineage.reading")):
            found = view.corpus.trace(answer.ref, day)
            entries = view.corpus.follow(answer.ref, day) if found.steps else ()
    except SourceError as error:
        show(notice("warning", element("p", words("map.file", error=str(error))), role="alert"))
        return
    show(lineage.found(view, found), lineage.timeline(view, entries))


def _citations(view: View, answer: ArticleAnswer) -> None:
    words, day = view.words, answer.at
    left, right = st.columns(2, gap="large")
    with left:
        found = view.corpus.cites(answer.ref, day)
        none = element("p", words("cites.none", day=words.day(day)), class_="cx-quiet")
        show(element("h2", words("cites"), class_="cx-head"), citations.cited(view, found, day) if found else none)
    with right:
        found = view.corpus.cited_by(answer.ref, day)
        none = element("p", words("cited_by.none", day=words.day(day)), class_="cx-quiet")
        show(element("h2", words("cited_by"), class_="cx-head"), citations.citing(view, found, day) if found else none)
