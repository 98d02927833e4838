"""The passages of fiches in plain language about an article, each with the ground that links it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cpp_versions.answers import ArticleRef
from cpp_versions.errors import CppVersionsError, UsageError
from cpp_versions.fiches.answers import ArticleFiche
from explorer.components.frame import notice
from explorer.components.markup import Html, element, join, link, show
from explorer.view import View

__all__ = ["about", "about_unknown"]

_SHOWN = 3


def about(view: View, ref: ArticleRef) -> None:
    """The fiches about an article on the day shown; nothing where there is none."""
    found = _found(view, ref)
    if found:
        title = element("h2", view.words("fiches"), class_="cx-head", id="fiches")
        show(title, element("p", view.words("fiches.what"), class_="cx-quiet"), _listed(view, found))


def about_unknown(view: View, reference: str) -> None:
    """The fiches about an article that no source of the store has."""
    found = _found(view, reference)
    if found:
        show(element("p", view.words("fiches.unknown")), _listed(view, found))


def _found(view: View, reference: str | ArticleRef) -> tuple[ArticleFiche, ...]:
    try:
        return view.corpus.fiches_about(reference, view.selection.day)
    except UsageError:
        return ()
    except CppVersionsError as error:  # a damaged file of fiches: the article is shown all the same
        show(notice("warning", element("p", str(error)), role="alert"))
        return ()


def _listed(view: View, found: Sequence[ArticleFiche]) -> Html:
    fiches = [list(some) for _, some in groupby(found, key=lambda one: (one.fiche, one.title, one.url))]
    items = [element("li", *_fiche(view, some)) for some in fiches]
    shown = element("ul", *items[:_SHOWN], class_="cx-cites")
    if len(items) <= _SHOWN:
        return shown
    more = element("summary", view.words.count("fiches.more", len(items) - _SHOWN))
    return join(shown, element("details", more, element("ul", *items[_SHOWN:], class_="cx-cites")))


def _fiche(view: View, some: Sequence[ArticleFiche]) -> list[Html]:
    """A fiche: where it stands in public, why it is here, and its passages."""
    words, first = view.words, some[0]
    told = [words("fiches.id", id=first.fiche)] if first.fiche else []
    told += [words("fiches.of", day=words.day(first.modified))] if first.modified else []
    title = link(first.url, first.title, rel="external noopener", lang="fr") if first.url else join(first.title)
    parts = [element("p", title, " ", element("span", ", ".join(told), class_="cx-quiet"), class_="cx-fiche")]
    if first.ground == "reference":
        quote = f"« {first.quote} »"
        shown = link(first.address, quote, rel="external noopener", lang="fr") if first.address else join(quote)
        parts.append(element("p", _ground(view, "reference"), " ", shown))
    if first.same_text is False:
        parts.append(element("p", words("fiches.other.text"), class_="cx-quiet"))
    for one in some:
        if one.passage is None:
            continue
        if one.score is not None:
            score = words("fiches.score", score=_decimal(view, one.score))
            terms = ", ".join(one.terms)
            said = element("span", f"{terms} ({score})", class_="cx-quiet")
            parts.append(element("p", _ground(view, "terms"), " ", said))
        parts.append(_passage(one.passage.headings, one.passage.text))
    if first.ground == "reference" and all(one.passage is None for one in some):
        parts.append(element("p", words("fiches.whole"), class_="cx-quiet"))
    return parts


def _ground(view: View, ground: str) -> Html:
    return element("span", view.words(f"fiches.{ground}"), class_="cx-tag")


def _decimal(view: View, score: float) -> str:
    return f"{score:.2f}".replace(".", "," if view.words.lang == "fr" else ".")


def _passage(headings: Sequence[str], text: str) -> Html:
    """The words of a passage as the fiche has them, items as a list."""
    blocks: list[Html] = [element("p", element("strong", " › ".join(headings)))] if headings else []
    for listed, lines in groupby(text.split("\n"), key=lambda line: line.startswith("• ")):
        if listed:
            blocks.append(element("ul", *(element("li", line.removeprefix("• ")) for line in lines)))
        else:
            blocks += [element("p", line) for line in lines]
    return element("blockquote", *blocks, class_="cx-plain", lang="fr")
