"""Checks of a store against its sources that tests run on a part, and scripts on the whole, printing figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cpp_versions import Corpus, compare
from cpp_versions.answers import ArticleRef
from cpp_versions.model import State
from cpp_versions.sources import archeo_page
from cpp_versions.text import fold

__all__ = ["PageFigures", "Pair", "all_articles", "page_figures", "rebuilds", "successive_pairs"]


@dataclass(frozen=True, slots=True)
class PageFigures:
    """The texts that a comparison page shows whole, as number and day: those of which the store has the same words,
    those of which it has others, those it lacks."""

    same: tuple[tuple[str, date], ...]
    other: tuple[tuple[str, date], ...]
    missing: tuple[tuple[str, date], ...]


def page_figures(corpus: Corpus, page: Path) -> PageFigures:
    """How a store stands to a comparison page; spacing and typography don't count, notas are no text."""
    known = {(a.ref.number, a.ref.slot): a.ref for a in corpus.articles("cpp")}
    found: dict[str, list[tuple[str, date]]] = {"same": [], "other": [], "missing": []}
    for shown in archeo_page.read(page).attestations:
        if not shown.complete:
            continue
        words = _squeezed(shown.text.alineas)
        for day in shown.observed:
            refs = [known[key] for key in ((shown.number, 1), (shown.number, 2)) if key in known]
            answers = [corpus.article(ref, day) for ref in refs]
            texts = [_squeezed(a.alineas) for a in answers if a.state is State.IN_FORCE]
            kind = "missing" if not texts else "same" if words in texts else "other"
            found[kind].append((shown.number, day))
    return PageFigures(tuple(found["same"]), tuple(found["other"]), tuple(found["missing"]))


def _squeezed(alineas: tuple[str, ...]) -> str:
    return "".join(fold(" ".join(alineas)).split())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two successive texts of an article."""

    ref: ArticleRef
    day: date
    old: tuple[str, ...]
    new: tuple[str, ...]


def successive_pairs(corpus: Corpus, refs: Iterable[ArticleRef]) -> Iterator[Pair]:
    """Each text of each article, with the one before it; holes and ends have no text."""
    for ref in refs:
        before: tuple[str, ...] = ()
        for entry in corpus.history(ref):
            now = corpus.article(ref, entry.attested_from).alineas
            yield Pair(ref, entry.attested_from, before, now)
            before = now


def all_articles(corpus: Corpus) -> list[ArticleRef]:
    """The articles of all codes."""
    return [article.ref for code in corpus.codes() for article in corpus.articles(code.id)]


def rebuilds(pair: Pair) -> bool:
    """Whether the word diff gives back both texts, to the last character."""
    diff = compare.diff(pair.old, pair.new)
    return diff.old == "\n\n".join(pair.old) and diff.new == "\n\n".join(pair.new)
