"""Anomalies of the sources, one by one, with both texts where two sources differ."""

from __future__ import annotations

from collections.abc import Sequence

from cpp_versions import compare
from cpp_versions.answers import AnomalyAnswer, ArticleRef
from cpp_versions.render import html
from explorer.components import citations
from explorer.components.markup import Html, element, join, link, safe, show
from explorer.view import View

__all__ = ["listed"]

_BEGINNING = 90


def listed(view: View, found: Sequence[AnomalyAnswer]) -> None:
    """The anomalies as a list."""
    show(element("ul", *(_item(view, anomaly, place) for place, anomaly in enumerate(found)), class_="cx-cites"))


def _item(view: View, anomaly: AnomalyAnswer, place: int) -> Html:
    words = view.words
    head = [element("span", words.known(f"kind.{anomaly.kind}", anomaly.kind), class_="cx-tag")]
    if anomaly.code and anomaly.number:
        target = view.to_article(ArticleRef(anomaly.code, anomaly.number), day=anomaly.date)
        head.append(link(target.href(), words("article", label=citations.label_of(anomaly.number))))
    if anomaly.date:
        head.append(join(words.day(anomaly.date)))
    head.append(element("span", anomaly.source, class_="cx-quiet"))
    said = [element("p", *_spaced(head)), element("p", words.typeset(anomaly.message), lang="fr")]
    if anomaly.ours is not None or anomaly.theirs is not None:
        said.append(_texts(view, anomaly, place))
    if anomaly.where:
        where = element("code", anomaly.where)
        said.append(element("details", element("summary", words("anomalies.place")), where, class_="cx-quiet"))
    return element("li", *said)


def _spaced(parts: Sequence[Html]) -> list[str]:
    return [piece for part in parts for piece in (part, " ")]


def _beginning(text: str) -> str:
    """The first words of a text, in quotation marks."""
    words = " ".join(text[: 2 * _BEGINNING].split())
    return f"« {words if len(words) <= _BEGINNING else words[:_BEGINNING].rsplit(' ', 1)[0] + ' …'} »"


def _texts(view: View, anomaly: AnomalyAnswer, place: int) -> Html:
    given = [text for text in (anomaly.ours, anomaly.theirs) if text]
    if len(given) < 2:
        body = html.article(given[0].split("\n\n") if given else [], lang=view.words.lang)
        summary = view.words("anomalies.text")
        if given and not anomaly.number:  # else nothing tells one from the next in a long list
            summary = f"{view.words.about(summary)}{_beginning(given[0])}"
        return element("details", element("summary", summary), safe(body))
    ours, theirs = (text.split("\n\n") for text in given)
    body = html.inline(compare.diff(ours, theirs), lang=view.words.lang, context=1, prefix=f"anomaly-{place}")
    return element("details", element("summary", view.words("anomalies.texts")), safe(body))
