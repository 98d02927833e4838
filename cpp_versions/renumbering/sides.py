"""The articles of one day as `Side`s, fetched from a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from cpp_versions.answers import ArticleRef, ArticleText, PlacedArticle
from cpp_versions.model import Citation, State
from cpp_versions.renumbering.values import Side

__all__ = ["Texts", "sides"]


class Texts(Protocol):
    """What of a corpus is read here."""

    def code_at(self, code: str, at: date | None = None) -> tuple[ArticleText, ...]:
        """The text of every article in force, ordered by number."""

    def contents(self, code: str, at: date | None = None) -> tuple[PlacedArticle, ...]:
        """The articles in force, in the order of the plan."""


def sides(
    corpus: Texts, codes: Iterable[str], at: date, citations: dict[ArticleRef, Sequence[Citation]] | None = None
) -> tuple[Side, ...]:
    """The articles of `codes` in force on the day `at`, code by code, ordered by number.

    `citations`: the links that the sources make, where the caller has them.
    """
    found: list[Side] = []
    linked = citations or {}
    for code in codes:
        placed = {article.ref: (rank, article) for rank, article in enumerate(corpus.contents(code, at))}
        for order, text in enumerate(corpus.code_at(code, at)):
            rank, article = placed[text.ref]
            found.append(
                Side(
                    ref=text.ref,
                    label=text.label,
                    alineas=text.alineas,
                    section=article.section,
                    rank=rank,
                    order=order,
                    citations=tuple(linked.get(text.ref, ())),
                    missing=text.state == State.MISSING,
                    nota=tuple(text.nota.split("\n\n")) if text.nota else (),
                )
            )
    return tuple(found)
