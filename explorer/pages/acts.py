"""Amending acts: a decree or a law read into instructions, each beside what it does to the articles.

The act is an example, a draft that the address names (an article and two days), or a text that the visitor pastes or
uploads. That one lives in the visitor's session alone: the address doesn't hold it, and no log quotes it.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from cpp_versions import Corpus
from cpp_versions.amendments import Graded, Kind, ParsedAct
from cpp_versions.errors import CppVersionsError, UsageError
from explorer.components import asking, exports, grades, instructions
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, show
from explorer.selection import Selection
from explorer.view import View, go

__all__ = ["render"]

LONGEST = 400_000
_LARGEST_MB = 1
_PART = 20
_KEPT = "act-kept"
_ROOT = Path(__file__).resolve().parents[2] / "corpus"
# One act at a time: reading a long one takes seconds of the processor.
_TURN = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Example:
    """An act of the embedded corpus: its name in the address, its file, its title and the day of its effect."""

    name: str
    file: str
    title: str
    on: date


_EXAMPLES: Final = (
    _Example("72-852", "decret-72-852.txt", "Décret n° 72-852 du 12 septembre 1972", date(1972, 9, 20)),
)
# an article whose text changed between two days: the act that would do it is drafted, and read back
_DRAFTED: Final = (("D75", date(2010, 12, 19), date(2010, 12, 29)),)


@dataclass(frozen=True, slots=True)
class _Text:
    """An act to read: its title where we know it, and the day of its effect where we know that. `keep`: one of the few
    that are worth keeping beside the index."""

    text: str
    title: str = ""
    on: date | None = None
    pasted: bool = False
    keep: bool = False


def render(view: View) -> None:
    """The act that the address or the session names, else the box for one."""
    words = view.words
    st.set_page_config(page_title=f"{words('page.acts')} — {words('app')}")
    show(element("h1", words("act.title"), class_="cx-head"), element("p", words("act.what"), class_="cx-sub"))
    given = _given(view)
    if given is None:
        _form(view)
        show(_examples(view))
        return
    _another(view, given)
    try:
        with st.spinner(words("act.reading")):
            act = _read(view.corpus, given)
    except Exception as error:  # its message could quote what was pasted
        logging.getLogger("explorer").error("an act could not be read: %s", type(error).__name__)
        show(notice("warning", element("p", words("act.failed")), role="alert"))
        return
    _summary(view, given, act)
    if act.instructions:
        _effects(view, given, act)
    else:
        show(notice("info", element("p", words("act.nothing"))), grades.unparsed(view, act.unparsed))
    show(_whole(view, given, act))


# ------------------------------------------------------------------------------------------------- which act


def _given(view: View) -> _Text | None:
    """The act of the address, else that of the session."""
    selection, words = view.selection, view.words
    for example in _EXAMPLES:
        if selection.act == example.name and (_ROOT / example.file).is_file():
            return _Text((_ROOT / example.file).read_text("utf-8"), example.title, example.on, keep=True)
    if selection.number and selection.old and selection.new:
        reference = f"{selection.code}:{selection.number}" if selection.code else selection.number
        try:
            found = view.corpus.article(reference, selection.new)
            text = view.corpus.draft(found.ref, selection.old, selection.new).text
        except UsageError as error:
            asking.explain(view, error, selection.number, selection.code)
            return None
        old, new = words.day(selection.old), words.day(selection.new)
        return _Text(text, words("act.drafted", label=found.label, old=old, new=new), selection.new)
    kept = st.session_state.get(_KEPT)
    return _Text(kept, pasted=True) if kept else None


def _form(view: View) -> None:
    words = view.words
    problem = st.session_state.pop("act-problem", None)
    if problem:
        show(notice("warning", element("p", problem), role="alert"))
    with st.form("act", border=False):
        st.text_area(words("act.paste"), key="act-text", height=220, placeholder=words("act.paste.hint"),
                     max_chars=LONGEST)  # fmt: skip
        st.file_uploader(words("act.upload"), type=["txt", "md"], key="act-file", max_upload_size=_LARGEST_MB)
        st.form_submit_button(words("act.read"), type="primary", on_click=_submitted, args=(view,))
    show(element("p", words("act.private"), class_="cx-quiet"))


def _submitted(view: View) -> None:
    """Keep what was given for this session, or say why it can't be read."""
    words = view.words
    uploaded = st.session_state.get("act-file")
    text = str(st.session_state.get("act-text") or "")
    if uploaded is not None:
        try:
            text = uploaded.getvalue()[: 4 * LONGEST + 1].decode("utf-8-sig")
        except UnicodeDecodeError:
            st.session_state["act-problem"] = words("act.unreadable")
            return
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        st.session_state["act-problem"] = words("act.empty")
    elif len(text) > LONGEST:
        st.session_state["act-problem"] = words("act.too.long", most=words.number(LONGEST))
    else:
        st.session_state[_KEPT] = text
        st.session_state.pop("act-read", None)
        st.session_state.pop("act-graded", None)
        go(view.selection.page_of("acts", day=view.selection.day))  # a link may have said the day


def _another(view: View, given: _Text) -> None:
    words = view.words
    label = words("act.forget" if given.pasted else "act.other")
    st.button(label, key="act-another", on_click=_forget, args=(view, given.pasted))


def _forget(view: View, pasted: bool) -> None:
    if pasted:
        for key in (_KEPT, "act-read", "act-graded"):
            st.session_state.pop(key, None)
    go(view.selection.page_of("acts"))


def _examples(view: View) -> Html:
    words = view.words
    items = []
    for example in _EXAMPLES:
        if (_ROOT / example.file).is_file():
            target = view.selection.page_of("acts", act=example.name)
            label = words("act.example.decree", title=words.typeset(example.title))
            items.append(element("li", link(target.href(), label)))
    for number, old, new in _DRAFTED:
        try:
            before, after = view.corpus.article(number, old), view.corpus.article(number, new)
        except UsageError:
            continue
        if before.alineas and after.alineas and before.alineas != after.alineas:
            target = view.selection.page_of("acts", number=after.ref.number, code=after.ref.code, old=old, new=new)
            label = words("act.example.draft", label=after.label, old=words.day(old), new=words.day(new))
            items.append(element("li", link(target.href(), label)))
    if not items:
        return join()
    return join(element("h2", words("act.examples"), class_="cx-head"), element("ul", *items))


# ------------------------------------------------------------------------------------------------- reading it


def _read(corpus: Corpus, given: _Text) -> ParsedAct:
    """The act read; a pasted one is kept in the session alone, ours for all."""
    if not given.pasted:
        return _read_ours(corpus, given.text, given.keep)
    kept: tuple[str, ParsedAct] | None = st.session_state.get("act-read")
    if kept is None or kept[0] != given.text:
        with _TURN:
            kept = (given.text, corpus.act(given.text))
        st.session_state["act-read"] = kept
    return kept[1]


@lru_cache(maxsize=8)
def _read_ours(corpus: Corpus, text: str, keep: bool) -> ParsedAct:
    with _TURN:
        return corpus.act(text, keep=keep)


def _grade(corpus: Corpus, given: _Text, act: ParsedAct, on: date) -> tuple[Graded, ...]:
    if not given.pasted:
        return _grade_ours(corpus, act, on)
    kept: tuple[tuple[str, date, str], tuple[Graded, ...]] | None = st.session_state.get("act-graded")
    key = (given.text, on, corpus.head)
    if kept is None or kept[0] != key:
        with _TURN:
            kept = (key, corpus.amended(act, on))
        st.session_state["act-graded"] = kept
    return kept[1]


@lru_cache(maxsize=8)
def _grade_ours(corpus: Corpus, act: ParsedAct, on: date) -> tuple[Graded, ...]:
    with _TURN:
        return corpus.amended(act, on)


# ------------------------------------------------------------------------------------------------- showing it


def _summary(view: View, given: _Text, act: ParsedAct) -> None:
    words = view.words
    title = (act.act.title if act.act else "") or given.title or words("act.untitled")
    share = f"{100 * act.understood:.1f}".replace(".", "," if words.lang == "fr" else ".")
    targets = len({(one.code, one.article) for one in act.instructions if one.article})
    counts = [
        words.count("act.instructions", len(act.instructions)),
        words.count("act.articles", targets),
        words("act.understood", share=share),
    ]
    show(element("h2", words.typeset(title), class_="cx-head"), element("p", " — ".join(counts), class_="cx-counts"))
    if act.language != "fr":
        show(notice("info", element("p", words("act.translated"))))


def _effects(view: View, given: _Text, act: ParsedAct) -> None:
    """The articles graded on the day of the effect, and what has no grade."""
    words, selection = view.words, view.selection
    said = [day for day, _ in Counter(one.in_force for one in act.instructions if one.in_force).most_common()]
    known = _known_days(view, act)
    on = selection.day or given.on or next(iter([*said, *known]), None)
    day, hint = st.columns([2, 5], vertical_alignment="bottom", gap="large")
    with day:
        asking.pick_day(view, words("act.day"), "day", on)
    with hint:
        show(_days(view, "act.day.said", said, on), _days(view, "act.day.known", known, on))
    if on is None:
        show(notice("info", element("p", words("act.day.none"))))
        show(grades.unparsed(view, act.unparsed), grades.general(view, "act.general", act.instructions))
        return
    try:
        with st.spinner(words("act.comparing")):
            graded = _grade(view.corpus, given, act, on)
    except CppVersionsError:
        graded = ()
        show(notice("info", element("p", words("act.no.article"))))
    if graded:
        eve = on - timedelta(days=1)
        show(element("p", words("act.computed", eve=words.day(eve), day=words.day(on)), class_="cx-quiet"))
    alone = frozenset((one.code, one.article) for one in graded if grades.circular(view, one, on, act.act))
    if alone:
        show(notice("warning", element("p", words.count("act.circular", len(alone)))))
    shown = [one for one in graded if not selection.kind or one.grade == selection.kind]
    kinds, export = st.columns([3, 2], vertical_alignment="bottom")
    with kinds:
        show(grades.filters(view, graded, act.unparsed))
    with export:
        _exports(given, act, shown, on)
    if selection.kind in ("", grades.UNPARSED):
        show(grades.unparsed(view, act.unparsed))
    if selection.kind == grades.UNPARSED:
        return
    first = min(int(selection.part) - 1 if selection.part.isascii() and selection.part.isdecimal() else 0, 10_000)
    first = first if 0 <= first < len(shown) else 0
    pages = _pages(view, shown, first)
    show(pages, grades.listed(view, shown[first : first + _PART], on, alone), pages)
    if not selection.kind:
        done = {one for each in graded for one in each.instructions}
        left = [one for one in act.instructions if one not in done]
        show(grades.general(view, "act.general", [one for one in left if one.article is None]))
        show(grades.general(view, "act.elsewhere", [one for one in left if one.article is not None]))


def _known_days(view: View, act: ParsedAct) -> list[date]:
    """The days of the consolidated versions that the sources link to the act, oldest first."""
    if act.act is None or not act.act.number:
        return []
    number, signed = act.act.number, act.act.date
    return sorted({
        version.date
        for version in view.corpus.versions()
        if version.date and (signed is None or version.date >= signed)
        and any(one.number == number for one in version.acts)
    })  # fmt: skip


def _days(view: View, key: str, days: Sequence[date], on: date | None) -> Html:
    if not days:
        return join()
    links = []
    for day in days[:6]:
        here = {"aria_current": "true"} if day == on else {}
        links.append(link(view.selection.change(day=day, part="").href(), view.words.day(day), data_cx_stay="", **here))
    before, _, after = view.words(key, days="\x00").partition("\x00")
    listed = [piece for place, one in enumerate(links) for piece in ((", ", one) if place else (one,))]
    return element("p", before, *listed, after, class_="cx-quiet")


def _pages(view: View, shown: Sequence[Graded], first: int) -> Html:
    """Links to each twenty articles, by their numbers."""
    if len(shown) <= _PART:
        return join()
    items = []
    for start in range(0, len(shown), _PART):
        group = shown[start : start + _PART]
        here = {"aria_current": "page"} if start == first else {}
        name = f"{instructions.label(group[0].article)} – {instructions.label(group[-1].article)}"
        title = view.words("act.page", first=instructions.label(group[0].article),
                           last=instructions.label(group[-1].article))  # fmt: skip
        target: Selection = view.selection.change(part=str(start + 1) if start else "")
        items.append(element("li", link(target.href(), name, title=title, data_cx_stay="", **here)))
    return element("nav", element("ul", *items, class_="cx-links cx-kinds"), aria_label=view.words("act.pages"))


def _whole(view: View, given: _Text, act: ParsedAct) -> Html:
    """The act from end to end, each passage marked as what it was taken for."""
    words = view.words
    pieces = []
    for piece in act.pieces:
        text = given.text[slice(*piece.span)]
        if text.strip():
            kind = str(piece.kind)
            mark = {"title": words(f"act.kind.{kind}")} if piece.kind is not Kind.FORMULA else {}
            pieces.append(element("span", text, class_=f"cx-piece cx-piece-{kind}", **mark))
        else:
            pieces.append(join(text))
    legend = element(
        "p",
        *(
            element("span", words(f"act.kind.{kind}"), " ", class_=f"cx-piece cx-piece-{kind}")
            for kind in ("instruction", "payload", "structure", "formula", "unparsed")
        ),
        class_="cx-links",
    )
    body = element("div", *pieces, class_="cx-act-text", lang="en" if act.language == "en" else "fr")
    return element("details", element("summary", words("act.whole")), legend, body, class_="cx-fold")


def _exports(given: _Text, act: ParsedAct, shown: Sequence[Graded], on: date) -> None:
    number = act.act.number if act.act and act.act.number else "acte"
    answer: Callable[[], dict[str, Any]] = lambda: {  # noqa: E731
        **act.as_json(), "on": str(on), "articles": [one.as_json() for one in shown],
    }  # fmt: skip

    def rows() -> list[dict[str, Any]]:
        return [
            {
                "code": one.code, "article": one.article, "grade": one.grade, "reason": one.reason or "",
                "evidence": "" if one.evidence is None else one.evidence, "first_later": one.first_later or "",
                "instructions": " ; ".join(dict.fromkeys(str(each.operation) for each in one.instructions)),
                "quotes": " / ".join(dict.fromkeys(" ".join(each.quote.split()) for each in one.instructions)),
            }
            for one in shown
        ]  # fmt: skip

    exports.buttons(f"{number}-{on}", rows, answer)
