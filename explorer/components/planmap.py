"""Where a reform changed the code: the parts of the plan that it touched, each with its articles as a bar.

The parts are as deep as leaves few enough to be seen at a glance; a part that holds only another is one line with it.
Bars are drawn in the table itself, so that print, phones and screen readers have them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cpp_versions.answers import ChangedArticle
from explorer.components.markup import Html, element, join
from explorer.view import View

__all__ = ["depth", "plan", "top"]

_MOST = 20
_DEEPEST = 5
_KINDS = ("added", "modified", "removed")
_WIDEST = 100


@dataclass(slots=True)
class _Part:
    """A part of the plan, what it holds, and what changed in it."""

    title: str
    own: list[ChangedArticle] = field(default_factory=list)
    below: dict[str, _Part] = field(default_factory=dict)

    def all(self) -> Iterator[ChangedArticle]:
        yield from self.own
        for part in self.below.values():
            yield from part.all()


def plan(view: View, found: Sequence[ChangedArticle]) -> Html:
    """The parts under one another, in the order of the plan."""
    levels = depth(found, _MOST)
    whole = _Part("")
    for change in found:
        part = whole
        for title in change.section[:levels] or (view.words("no.section"),):
            part = part.below.setdefault(title, _Part(title))
        part.own.append(change)
    return _table(view, list(_rows(whole, 0)))


def depth(found: Sequence[ChangedArticle], most: int) -> int:
    """How many titles of the plan make a part, so that there are no more than `most` of them."""
    levels = 1
    while levels < _DEEPEST and len({change.section[: levels + 1] for change in found}) <= most:
        levels += 1
    return levels


def top(view: View, found: Sequence[ChangedArticle], most: int) -> Html:
    """The `most` parts of the highest level in which most changed."""
    parts: dict[str, _Part] = {}
    for change in found:
        title = change.section[0] if change.section else view.words("no.section")
        parts.setdefault(title, _Part(title)).own.append(change)
    largest = sorted(parts.values(), key=lambda part: -len(part.own))[:most]
    return _table(view, [(0, part.title, part.own) for part in largest])


def _rows(part: _Part, level: int) -> Iterator[tuple[int, str, list[ChangedArticle]]]:
    for below in part.below.values():
        titles, one = [below.title], below
        while len(one.below) == 1 and not one.own:
            one = next(iter(one.below.values()))
            titles.append(one.title)
        yield level, " › ".join(titles), list(one.all())
        yield from _rows(one, level + 1)


def _table(view: View, rows: Sequence[tuple[int, str, list[ChangedArticle]]]) -> Html:
    words = view.words
    most = max((len(some) for _, _, some in rows), default=1)
    head = element(
        "tr",
        element("th", words("reform.part"), scope="col"),
        element("th", words("figures.articles"), scope="col", class_="cx-n"),
        element("th", words("reform.part.words"), scope="col", class_="cx-n"),
    )
    body = []
    for level, title, some in rows:
        counts = [(kind, sum(_kind(change) == kind for change in some)) for kind in _KINDS]
        told = ", ".join(f"{words.number(n)} {words.count(f'tally.{kind}', n)}" for kind, n in counts if n)
        bar = (
            element("i", class_=f"cx-bar-{kind}", style=f"width: {n * _WIDEST / most:.2f}%") for kind, n in counts if n
        )
        body.append(
            element(
                "tr",
                element(
                    "th",
                    title,
                    element("span", *bar, class_="cx-bar", role="img", aria_label=told, title=told),
                    scope="row",
                    style=f"--cx-step: {level}",
                ),
                element("td", words.number(len(some)), class_="cx-n"),
                element(
                    "td",
                    words.number(sum(change.words_added + change.words_removed for change in some)),
                    class_="cx-n",
                ),
            )
        )
    legend = (
        element("li", element("i", class_=f"cx-bar-{kind}", aria_hidden="true"), " ", words(kind)) for kind in _KINDS
    )
    return join(
        element("ul", *legend, class_="cx-links cx-legend"),
        element("table", element("thead", head), element("tbody", *body), class_="cx-table cx-planmap"),
    )


def _kind(change: ChangedArticle) -> str:
    return {"nota": "modified", "first_known": "added"}.get(change.change, change.change)
