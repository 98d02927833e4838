"""Citations: links in a text, and lists of what cites and is cited, with the sentences that do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from cpp_versions import numbering
from cpp_versions.answers import ArticleAnswer, ArticleRef, CitationAnswer
from cpp_versions.errors import BadNumber
from cpp_versions.render import html
from explorer.components.markup import Html, element, join, link, safe
from explorer.view import View

__all__ = ["cited", "citing", "label_of", "links_of"]

_SHOWN = 20
_TARGETS = 12


def links_of(view: View, answer: ArticleAnswer) -> list[html.Link]:
    """The citations of a text as links to the articles on the same day."""
    return [
        (c.alinea, c.start, c.end, _href(view, c.code, c.targets[0], answer.at))
        for c in answer.citations
        if c.code and c.targets and view.code(c.code)
    ]


def cited(view: View, citations: Sequence[CitationAnswer], day: date) -> Html:
    """What an article cites: each sentence once, its quotes as links."""
    items = []
    for sentence, group in groupby(citations, key=lambda c: c.sentence):
        found = list(group)
        items.append(element("li", _sentence(view, sentence, found, day), _targets(view, found, day)))
    return _list(view, items)


def citing(view: View, citations: Sequence[CitationAnswer], day: date) -> Html:
    """What cites an article: each citing article once, with its sentences."""
    items = []
    for origin, group in groupby(citations, key=lambda c: c.origin):
        found = list(group)
        label = view.words("article", label=found[0].origin_label)
        code = "" if origin.code == view.chosen_code().id else f" ({view.title(origin.code)})"
        sentences = (
            _sentence(view, sentence, list(same), day) for sentence, same in groupby(found, key=lambda c: c.sentence)
        )
        head = element("p", link(view.to_article(origin, day=day).href(), label), code)
        items.append(element("li", head, *sentences))
    return _list(view, items)


def _list(view: View, items: Sequence[Html]) -> Html:
    shown = element("ul", *items[:_SHOWN], class_="cx-cites")
    rest = items[_SHOWN:]
    if not rest:
        return shown
    label = element("summary", view.words.count("more", len(rest)))
    return join(shown, element("details", label, element("ul", *rest, class_="cx-cites")))


def _sentence(view: View, sentence: str, found: Iterable[CitationAnswer], day: date) -> Html:
    links: list[html.Link] = []
    place = 0
    for citation in found:
        start = sentence.find(citation.quote, place)
        if start < 0:
            continue
        place = start + len(citation.quote)
        if citation.code and citation.targets and view.code(citation.code):
            links.append((0, start, place, _href(view, citation.code, citation.targets[0], day)))
    return safe(html.article([sentence], links=links, lang=view.words.lang))


def _targets(view: View, found: Iterable[CitationAnswer], day: date) -> Html:
    """The articles named, with their status where it isn't simply in force."""
    items: dict[tuple[str | None, str], Html] = {}
    for citation in found:
        status = "" if citation.status == "in_force" else citation.status
        tag = element("span", view.words.known(f"status.{status}", status), class_="cx-tag") if status else join()
        for target in citation.targets[:_TARGETS]:
            label = label_of(target)
            known = citation.code and view.code(citation.code)
            shown = link(_href(view, citation.code or "", target, day), label) if known else join(label)
            code = f" ({view.title(citation.code)})" if citation.code and citation.code != view.chosen_code().id else ""
            items[citation.code, target] = element("li", shown, code, " ", tag)
        if len(citation.targets) > _TARGETS:
            items[citation.code, ""] = element("li", view.words.count("acts.more", len(citation.targets) - _TARGETS))
    return element("ul", *items.values(), class_="cx-links cx-quiet")


def _href(view: View, code: str, number: str, day: date) -> str:
    return view.to_article(ArticleRef(code, number), day=day).href()


@lru_cache(maxsize=8192)
def label_of(number: str) -> str:
    """A canonical number as lawyers print it."""
    try:
        return numbering.parse(number).label
    except BadNumber:
        return number
