"""Good comparisons to open the page with, of those that the corpus has both texts of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from cpp_versions import Corpus
from cpp_versions.answers import ArticleAnswer
from cpp_versions.errors import UsageError
from explorer.components.markup import Html, element, join, link
from explorer.view import View

__all__ = ["EXAMPLES", "Example", "listed", "said"]


@dataclass(frozen=True, slots=True)
class Example:
    """Two articles, each on its day; `key` names the sentences about them."""

    group: str
    key: str
    old: tuple[str, date]
    new: tuple[str, date]


EXAMPLES: Final = (
    Example("custody", "custody.2000", ("cpp:63-1", date(2000, 12, 31)), ("cpp:63-1", date(2001, 1, 1))),
    Example("custody", "custody.2011", ("cpp:63-1", date(2011, 5, 31)), ("cpp:63-1", date(2011, 6, 1))),
    Example("custody", "custody.2014", ("cpp:63-1", date(2014, 6, 1)), ("cpp:63-1", date(2014, 6, 2))),
    Example("isolation", "isolation.2010", ("cpp:D283-1", date(2010, 12, 19)), ("cpp:R57-7-62", date(2010, 12, 29))),
    Example(
        "isolation", "isolation.2022", ("cpp:R57-7-62", date(2022, 4, 30)), ("penitentiaire:R213-18", date(2022, 5, 1))
    ),
    Example("sentences", "sentences.2009", ("cpp:723-15", date(2009, 11, 25)), ("cpp:723-15", date(2009, 11, 26))),
    Example("sentences", "sentences.2020", ("cpp:723-15", date(2020, 3, 23)), ("cpp:723-15", date(2020, 3, 24))),
)


def listed(view: View) -> Html:
    """The examples by subject, each with what to look at."""
    words = view.words
    groups: dict[str, list[Html]] = {}
    for example, old, new in _known(view.corpus):
        blocks = groups.setdefault(example.group, [element("h3", words(f"examples.{example.group}"), class_="cx-head")])
        target = view.selection.page_of(
            "compare", number=old.ref.number, code=old.ref.code, old=old.at,
            other_number=new.ref.number, other_code=new.ref.code, new=new.at, view=view.selection.view,
        )  # fmt: skip
        sides = [f"{side.label} ({words.day(side.at)})" for side in (old, new)]
        said = element("p", words(f"example.{example.key}"))
        blocks.append(element("div", element("p", link(target.href(), " → ".join(sides))), said, class_="cx-example"))
    columns = (element("section", *blocks) for blocks in groups.values())
    title = element("h2", words("examples"), class_="cx-head")
    return join(title, element("div", *columns, class_="cx-grid")) if groups else join()


def said(view: View) -> Html:
    """What to look at, where the comparison shown is one of the examples."""
    shown = view.selection
    asked = ((shown.code, shown.number), shown.old, (shown.other_code, shown.other_number), shown.new)
    for example, old, new in _known(view.corpus):
        if asked == ((old.ref.code, old.ref.number), old.at, (new.ref.code, new.ref.number), new.at):
            return element("p", view.words(f"example.{example.key}"), class_="cx-notice cx-info")
    return join()


@lru_cache(maxsize=2)
def _known(corpus: Corpus) -> tuple[tuple[Example, ArticleAnswer, ArticleAnswer], ...]:
    found = []
    for example in EXAMPLES:
        try:
            old, new = (corpus.article(*side) for side in (example.old, example.new))
        except UsageError:
            continue
        if old.alineas and new.alineas:
            found.append((example, old, new))
    return tuple(found)
