"""Where the rule of an article came from and went to: the links both ways, what stands for it today, one timeline."""

from __future__ import annotations

from collections.abc import Sequence

from cpp_versions.answers import ArticleRef, HistoryEntry
from cpp_versions.renumbering.answers import LineageAnswer
from cpp_versions.renumbering.lineage import Step
from cpp_versions.renumbering.values import Relation
from explorer.components import acts
from explorer.components.markup import Html, element, join, link
from explorer.view import View

__all__ = ["found", "timeline"]


def found(view: View, answer: LineageAnswer) -> Html:
    """The links, and what stands today."""
    words = view.words
    if not answer.steps and not answer.ends:
        return element("p", words("lineage.none"), class_="cx-quiet")
    blocks: list[Html] = []
    for key, forwards in (("lineage.before", False), ("lineage.after", True)):
        items = [_step(view, step) for step in answer.steps if step.forwards == forwards]
        items += [_end(view, step) for step in answer.ends if step.forwards == forwards]
        if items:
            blocks += [element("h3", words(key), class_="cx-head"), element("ul", *items, class_="cx-lineage")]
    return join(*blocks, _now(view, answer))


def _step(view: View, step: Step) -> Html:
    words, one = view.words, step.link
    reasons = " ; ".join(reason.text for reason in one.evidence[:3])
    day = words.day(step.date)
    sides = [_article(view, ref, step, old) for ref, old in ((one.old, True), (one.new, False)) if ref]
    said = f"{words(f'relation.{one.relation}')}, {words('map.score').lower()} {words.decimal(one.score)}"
    return element(
        "li",
        element("span", day, class_="cx-when"),
        " ",
        sides[0],
        " → ",
        sides[-1],
        " ",
        element("span", said, class_="cx-tag"),
        element("div", reasons, class_="cx-quiet"),
        style=f"--cx-step: {min(step.steps - 1, 5)}",
    )


def _end(view: View, end: Step) -> Html:
    """An article at which the rule ends or begins: no successor or no source, or a number given to another rule."""
    words, one = view.words, end.link
    ref, old = (one.old, True) if end.forwards else (one.new, False)
    if ref is None:
        return join()
    if one.relation is Relation.NUMBER_REUSED:
        said = words("lineage.reused.after" if end.forwards else "lineage.reused.before")
    else:
        said = words("map.nothing.new" if end.forwards else "map.nothing.old")
    return element(
        "li",
        element("span", words.day(end.date), class_="cx-when"),
        " ",
        _article(view, ref, end, old),
        " ",
        element("span", said, class_="cx-tag"),
        element("div", " ; ".join(reason.text for reason in one.evidence[:3]), class_="cx-quiet"),
        style=f"--cx-step: {min(end.steps - 1, 5)}",
    )


def _article(view: View, ref: ArticleRef, step: Step, old: bool) -> Html:
    """A link to the article on the eve of the reform, or on its day."""
    day = step.date.fromordinal(step.date.toordinal() - 1) if old else step.date
    return link(view.to_article(ref, day=day).href(), view.label(ref))


def _now(view: View, answer: LineageAnswer) -> Html:
    words = view.words
    day = words.day(answer.as_of or view.codes[0].as_of)
    if not answer.now:
        return element("p", words("lineage.now.none", day=day), class_="cx-counts")
    items = [
        element("span", link(view.to_article(one.ref).href(), view.label(one.ref)), f" ({words.decimal(one.score)})")
        for one in answer.now
    ]
    listed = [piece for place, item in enumerate(items) for piece in ((", ", item) if place else (item,))]
    return element("p", words("lineage.now", day=day), " ", *listed, class_="cx-counts")


def timeline(view: View, entries: Sequence[HistoryEntry]) -> Html:
    """The versions of the rule under all its numbers, folded."""
    words = view.words
    if len({entry.ref for entry in entries}) < 2:
        return join()
    columns = ("when", "what", "acts", "words")
    head = element(
        "tr", element("th", words("map.new"), scope="col"),
        *(element("th", words(f"timeline.{column}"), scope="col") for column in columns),
    )  # fmt: skip
    rows = [
        element(
            "tr",
            element("th", link(view.to_article(e.ref, day=e.attested_from).href(), view.label(e.ref)), scope="row"),
            element("td", acts.entry_day(e, words)),
            element("td", acts.change(e.change, e.acts, words)),
            element("td", acts.listed(e.acts, words, 2)),
            element("td", acts.counted(e.words_added, e.words_removed, words), class_="cx-n"),
        )
        for e in entries
    ]
    table = element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows")
    return element("details", element("summary", words("lineage.timeline")), table, class_="cx-fold")
