"""The articles that differ between two days: by section, in the order of the plan, one compared on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from cpp_versions import Corpus
from cpp_versions.answers import ArticleRef, ChangedArticle, SubstitutionAnswer
from cpp_versions.model import Act, State
from explorer.components import acts, citations, difference, drafting, planmap
from explorer.components.markup import Html, element, join, link
from explorer.selection import Selection
from explorer.view import View
from explorer.words import TABLE

__all__ = [
    "CHANGES", "CLASSES", "by_section", "classes", "filters", "is_opened", "parted", "substitutions", "tally",
    "terminology",
]  # fmt: skip

_ARTICLES = 10
# with more articles than this, parts of the plan are folded; how many there may be
_LONG = 60
_PARTS = 24

CHANGES = ("added", "first_known", "modified", "removed", "nota")
CLASSES = ("substantive", "terminology", "reference", "renumbering", "typographic")
# so many changes of terminology or more are folded into one line
_FOLDED = 2
# replacements that the line names
_NAMED = 3


def tally(view: View, found: Sequence[ChangedArticle]) -> Html:
    """How many articles changed in which way."""
    counts = Counter(change.change for change in found)
    items = [
        element("li", element("b", view.words.number(counts[change])), " ", _kinds(view, change, counts[change]))
        for change in CHANGES
        if counts[change]
    ]
    return element("ul", *items, class_="cx-links cx-tally")


def _kinds(view: View, change: str, n: int) -> str:
    """The kind of change, as many as there are: "1 modifié", "146 modifiés"."""
    return view.words.count(f"tally.{change}", n)


def filters(view: View, found: Sequence[ChangedArticle]) -> Html:
    """Links that keep one kind of change; the number of each."""
    counts = Counter(change.change for change in found)
    items = []
    for kind in ("", *CHANGES):
        n = counts[kind] if kind else len(found)
        if n:
            here = {"aria_current": "true"} if kind == view.selection.kind else {}
            label = f"{view.words(kind or 'filter.all')} ({view.words.number(n)})"
            items.append(
                element("li", link(view.selection.change(kind=kind, number="").href(), label, **here, **_STAY))
            )
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=view.words("filter"))


def classes(view: View, found: Sequence[ChangedArticle]) -> Html:
    """Links that keep one class of change, "of substance only" first; nothing where all are of one class."""
    words, selection = view.words, view.selection
    counts = Counter(change.class_ for change in found)
    if len(counts) < 2 and not selection.class_:
        return join()
    items = []
    for name in ("", *CLASSES):
        n = counts[name] if name else len(found)
        if n:
            here = {"aria_current": "true"} if name == selection.class_ else {}
            label = f"{words('filter.class.' + (name or 'all'))} ({words.number(n)})"
            target = selection.change(class_=name, number="")
            items.append(element("li", link(target.href(), label, **here, **_STAY)))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=words("filter.class"))


def parted(view: View, found: Sequence[ChangedArticle]) -> tuple[list[ChangedArticle], list[ChangedArticle]]:
    """The changes that the filters of the address keep, and apart from them those of terminology, to fold."""
    kind, class_ = view.selection.kind, view.selection.class_
    kept = [one for one in found if (not kind or one.change == kind) and (not class_ or one.class_ == class_)]
    folded = [one for one in kept if one.class_ == "terminology"] if not class_ else []
    if len(folded) < _FOLDED:
        return kept, []
    return [one for one in kept if one.class_ != "terminology"], folded


def terminology(
    view: View, folded: Sequence[ChangedArticle], found: Sequence[SubstitutionAnswer], old: date, new: date
) -> Html:
    """The changes of terminology in one line, with their number and the replacements most made; open on demand."""
    if not folded:
        return join()
    words = view.words
    refs = {change.ref for change in folded}
    named = [one for one in found if refs.intersection(one.articles)][:_NAMED]
    said = ", ".join(f"« {one.old} » → « {one.new} » ({words.number(one.count)})" for one in named)
    label = words.count("terminology.folded", len(folded)) + (f"{words.about('')}{said}" if said else "")
    opened = {"open": ""} if any(ref.written == view.selection.number for ref in refs) else {}
    summary = element("summary", words.typeset(label) if words.lang == "fr" else label)
    return element("details", summary, by_section(view, folded, old, new), class_="cx-fold cx-terminology", **opened)


def by_section(view: View, found: Sequence[ChangedArticle], old: date, new: date, *, fold: bool = False) -> Html:
    """The changes under their sections; the one that the selection names is compared in place.

    With `fold`, a long list is folded by parts of the plan, as deep as leaves few enough to be read at a glance; the
    first one is open, and the one that holds what is compared.
    """
    if not fold or len(found) <= _LONG:
        return _sections(view, found, old, new, ())
    depth = planmap.depth(found, _PARTS)
    blocks: list[Html] = []
    before: tuple[str, ...] = ()
    for place, (part, group) in enumerate(groupby(found, key=lambda change: change.section[:depth])):
        articles = list(group)
        opened = {"open": ""} if not place or any(is_opened(view, change) for change in articles) else {}
        count = element("span", f" ({view.words.number(len(articles))})", class_="cx-quiet")
        summary = element("summary", _heading(view, part, before), count)
        inside = _sections(view, articles, old, new, part)
        blocks.append(element("details", summary, inside, class_="cx-fold cx-part", **opened))
        before = part
    return join(*blocks)


def _sections(view: View, found: Sequence[ChangedArticle], old: date, new: date, above: tuple[str, ...]) -> Html:
    """The changes under their sections, whose titles `above` are said already."""
    blocks: list[Html] = []
    before = above
    for section, group in groupby(found, key=lambda change: change.section):
        if section != above:
            blocks.append(_heading(view, section, before))
        before = section
        blocks.append(element("ul", *(_item(view, change, old, new) for change in group), class_="cx-changes"))
    return join(*blocks)


def is_opened(view: View, change: ChangedArticle) -> bool:
    """Whether the selection names the article, so that it is compared in place."""
    return view.selection.number == change.ref.written


def _heading(view: View, section: tuple[str, ...], before: tuple[str, ...]) -> Html:
    """The title of a section under the titles above it that the section before doesn't share."""
    if not section:
        return element("h3", view.words("no.section"), class_="cx-head")
    shared = next((i for i, (a, b) in enumerate(zip(section, before, strict=False)) if a != b), len(before))
    above = section[min(shared, len(section) - 1) : -1]
    path = element("p", " › ".join(above), class_="cx-path") if above else join()
    return join(path, element("h3", section[-1], class_="cx-head"))


def _item(view: View, change: ChangedArticle, old: date, new: date) -> Html:
    words, selection = view.words, view.selection
    ended = _endings(view.corpus, change.ref.code, old, new)
    number = change.ref.written
    opened = selection.number == number
    toggled: Selection = selection.change(number="" if opened else number)
    line = element(
        "p",
        link(
            toggled.href(),
            words("article", label=change.label),
            class_="cx-toggle",
            aria_label=f"{words.about(words('article', label=change.label))}{words('show.diff')}",
            **_STAY,
        ),
        " ",
        element(
            "span", acts.change(change.change, ended.get(change.ref, ()), words), class_=f"cx-tag cx-{change.change}"
        ),
        element("span", words(f"class.{change.class_}"), class_="cx-tag") if f"class.{change.class_}" in TABLE else "",
        " ",
        element("span", acts.counted(change.words_added, change.words_removed, words), class_="cx-quiet cx-n"),
    )
    line = join(line, _moved(view, change, old, new))
    if not opened:
        return element("li", line)
    answer = view.corpus.diff(change.ref, change.ref, old, new)
    day = old if change.change == "removed" else new
    target = view.to_article(change.ref, day=day, old=old, new=new, view=selection.view)
    body = difference.compared(answer, words, selection.view)
    go_there = element("p", link(target.href(), words("open.article")))
    return element(
        "li",
        line,
        element("div", body, drafting.in_words(view, answer), go_there, class_="cx-open"),
        class_="cx-opened",
    )


@lru_cache(maxsize=64)
def _endings(corpus: Corpus, code: str, old: date, new: date) -> dict[ArticleRef, tuple[Act, ...]]:
    """The acts that ended each article which isn't in force any more on the later day, where they are known."""
    answers = (corpus.article(c.ref, new) for c in corpus.changes(code, old, new) if c.change == "removed")
    return {answer.ref: answer.acts for answer in answers if answer.state == State.ENDED}


def _moved(view: View, change: ChangedArticle, old: date, new: date) -> Html:
    """Where words of the article come from, and where they went: each leads to the comparison of both articles."""
    lines = []
    for key, passages in (("moved.from", change.moved_from), ("moved.to", change.moved_to)):
        words: dict[ArticleRef, int] = {}
        for passage in passages:
            words[passage.ref] = words.get(passage.ref, 0) + passage.words
        items = []
        for ref, n in words.items():
            left, right = (ref, change.ref) if key == "moved.from" else (change.ref, ref)
            target = view.selection.page_of(
                "compare", number=left.written, code=left.code, old=old,
                other_number=right.written, other_code=right.code, new=new, view=view.selection.view,
            )  # fmt: skip
            label = link(target.href(), view.words("article", label=citations.label_of(ref.number)))
            code = f", {view.title(ref.code)}" if ref.code != change.ref.code else ""
            items.append(element("span", label, f" ({view.words.count('words.number', n)}{code})"))
        if items:
            lines.append(element("p", view.words(key), " ", *_commas(items), class_="cx-quiet cx-moved"))
    return join(*lines)


def _commas(items: Sequence[Html]) -> list[str]:
    return [piece for place, item in enumerate(items) for piece in ((", ", item) if place else (item,))]


def substitutions(view: View, found: Sequence[SubstitutionAnswer], old: date, new: date) -> Html:
    """The replacements common to several articles, folded."""
    if not found:
        return join()
    words = view.words
    columns = ("substitution.old", "substitution.new", "substitution.count", "substitution.articles")
    head = element("tr", *(element("th", words(column), scope="col") for column in columns))
    rows = []
    for substitution in found:
        links = [
            link(view.to_article(ref, day=new, old=old, new=new).href(), citations.label_of(ref.number))
            for ref in substitution.articles[:_ARTICLES]
        ]
        rest = len(substitution.articles) - len(links)
        more = f" {words.count('acts.more', rest)}" if rest > 0 else ""
        rows.append(
            element(
                "tr",
                element("td", element("del", substitution.old, class_="cv-del"), class_="cv-diff"),
                element("td", element("ins", substitution.new, class_="cv-ins"), class_="cv-diff"),
                element("td", words.number(substitution.count), class_="cx-n"),
                element("td", *_commas(links), more),
            )
        )
    table = element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows")
    label = element("summary", words.count("substitutions", len(found)))
    return element("details", label, table, class_="cx-fold")


# for the explorer's script: the page stays where it is
_STAY = {"data_cx_stay": ""}
