"""What an amending act does to each article: its instructions beside their effect, graded against the official text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from cpp_versions.amendments import GRADES, Graded, Instruction, Unparsed
from cpp_versions.answers import ArticleRef
from cpp_versions.errors import UsageError
from cpp_versions.model import Act
from cpp_versions.render import html
from explorer.components import difference, instructions
from explorer.components.markup import Html, element, join, link, safe
from explorer.view import View

__all__ = ["UNPARSED", "circular", "filters", "general", "listed", "unparsed"]

UNPARSED = "unparsed"
_STAY = {"data_cx_stay": ""}


def filters(view: View, graded: Sequence[Graded], lost: Sequence[Unparsed]) -> Html:
    """Links that keep the articles of one grade, with their number."""
    words, selection = view.words, view.selection
    counts = Counter(one.grade for one in graded)
    items = []
    for kind in ("", *GRADES, UNPARSED):
        n = len(graded) if not kind else len(lost) if kind == UNPARSED else counts[kind]
        if not n:
            continue
        name = (
            words(f"act.filter.{kind or 'all'}") if kind in ("", UNPARSED) else words(f"act.grade.{kind}").capitalize()
        )
        here = {"aria_current": "true"} if kind == selection.kind else {}
        target = selection.change(kind=kind, part="")
        items.append(element("li", link(target.href(), f"{name} ({words.number(n)})", **here, **_STAY)))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=words("act.filter"))


def unparsed(view: View, lost: Sequence[Unparsed]) -> Html:
    """The passages that weren't understood, as they stand in the act."""
    words = view.words
    if not lost:
        return element("p", words("act.unparsed.none"), class_="cx-quiet")
    items = [
        element(
            "li",
            element("span", passage.source, class_="cx-tag") if passage.source else join(),
            " ",
            *_lines(passage.quote),
            lang="fr",
        )
        for passage in lost
    ]
    return join(
        element("h2", words.count("act.unparsed", len(lost)), class_="cx-head"),
        element("p", words("act.unparsed.what"), class_="cx-quiet"),
        element("ul", *items, class_="cx-lost"),
    )


def _lines(text: str) -> list[Html]:
    return [element("span", line, class_="cx-quote") for line in text.strip().split("\n") if line.strip()]


def general(view: View, key: str, found: Sequence[Instruction]) -> Html:
    """Instructions that have no grade: `act.general` on sections and codes, `act.elsewhere` of texts we don't have."""
    if not found:
        return join()
    words = view.words
    rows = [
        element(
            "li",
            element("p", element("b", view.title(group[0].code) if group[0].code else "", " "), *_named(view, group)),
            _facing(_act_side(view, [group]), join()),
        )
        for group in instructions.by_quote(found)
    ]
    return join(
        element("h2", words(key), class_="cx-head"),
        element("p", words(f"{key}.what"), class_="cx-quiet"),
        element("ul", *rows, class_="cx-graded"),
    )


def _named(view: View, group: Sequence[Instruction]) -> list[str]:
    labels = dict.fromkeys(instructions.label(one.article) for one in group if one.article)
    return [view.words("article", label=", ".join(labels))] if labels else []


def circular(view: View, graded: Graded, on: date, act: Act | None) -> bool:
    """Whether the text of the day is only known from the act itself, so that agreeing proves nothing."""
    if graded.official is None or act is None or not act.number:
        return False
    try:
        answer = view.corpus.article(ArticleRef(graded.code, graded.article), on)
    except UsageError:
        return False
    return answer.source == act.title


def listed(view: View, graded: Sequence[Graded], on: date, alone: frozenset[tuple[str, str]]) -> Html:
    """The articles, each with what the act says on the left and what comes of it on the right."""
    return element("ul", *(_article(view, one, on, (one.code, one.article) in alone) for one in graded),
                   class_="cx-graded")  # fmt: skip


def _article(view: View, one: Graded, on: date, alone: bool) -> Html:
    words = view.words
    label = words("article", label=instructions.label(one.article))
    target = view.selection.page_of("article", number=one.article, code=one.code, day=on)
    head: list[str] = [link(target.href(), label), " "]
    if one.code != view.codes[0].id:
        head += [element("span", view.title(one.code), class_="cx-quiet"), " "]
    head.append(element("span", words(f"act.grade.{one.grade}"), class_=f"cx-tag cx-grade cx-grade-{one.grade}"))
    if alone:
        head += [" ", element("span", words("act.circular.tag"), class_="cx-tag")]
    left = _act_side(view, instructions.by_quote(one.instructions))
    return element(
        "li", element("h3", *head, class_="cx-head"), _facing(left, _effect(view, one, on, alone)),
        id=f"grade-{one.code}-{one.article}",
    )  # fmt: skip


def _facing(left: Html, right: Html) -> Html:
    return element("div", left, right, class_="cx-two cx-act") if right else left


def _act_side(view: View, groups: Sequence[Sequence[Instruction]]) -> Html:
    """Each sentence of the act with what it was understood as."""
    words = view.words
    blocks: list[Html] = []
    for group in groups:
        source = element("span", group[0].source, class_="cx-tag") if group[0].source else join()
        quote = element("blockquote", *_lines(group[0].quote), class_="cx-quoting", lang="fr")
        blocks.append(element("div", source, quote, instructions.understood(view, group)))
    return element("div", element("p", words("act.says"), class_="cx-label"), *blocks)


def _effect(view: View, one: Graded, on: date, alone: bool) -> Html:
    """What comes of it: what changed where it agrees, the difference or the reason where it doesn't."""
    words = view.words
    parts: list[Html] = [element("p", words("act.effect"), class_="cx-label")]
    if one.grade in ("identical", "equivalent"):
        if one.official is None:
            parts.append(element("p", words("act.grade.identical.ended")))
        else:
            ref = ArticleRef(one.code, one.article)
            diff = view.corpus.diff(ref, ref, on - timedelta(days=1), on)
            shown = difference.compared(diff, words, "inline", prefix=f"act-{one.code}-{one.article}", steps=False)
            parts += [element("p", words(f"act.grade.{one.grade}.what")), shown]
    elif one.grade == "different":
        if one.reason:
            parts.append(element("p", words("act.grade.reason", reason=one.reason)))
        if one.diff is not None:
            rendered = html.inline(one.diff, lang=words.lang, context=1, prefix=f"act-{one.code}-{one.article}")
            parts += [element("p", words("act.grade.different.what")), safe(rendered)]
    else:
        parts.append(element("p", words(f"act.grade.{one.grade}.what", reason=one.reason or "")))
    if not alone:
        parts.append(_evidence(view, one))
    if one.grade in ("not_applied", "unverifiable") and one.computed:
        body = safe(html.article(one.computed, lang=words.lang))
        parts.append(element("details", element("summary", words("act.grade.computed")), body, class_="cx-fold"))
    return element("div", *parts)


def _evidence(view: View, one: Graded) -> Html:
    """What the words of the act tell where nothing could be computed."""
    words = view.words
    if one.first_later is not None:
        key = "act.grade.evidence.later" if one.evidence else "act.grade.later"
        return element("p", words(key, day=words.day(one.first_later)), class_="cx-quiet")
    if one.evidence is None:
        return join()
    return element("p", words("act.grade.evidence.yes" if one.evidence else "act.grade.evidence.no"), class_="cx-quiet")
