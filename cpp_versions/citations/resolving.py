"""From what a text says to the articles that it means on a day. Nothing is dropped: what isn't resolved has a status.

| status | what it says |
|---|---|
| `in_force` | the article, or both ends of the range, are in force on the day |
| `not_in_force` | the code has, or had, such an article, and not on the day |
| `unknown` | no source knows such an article in that code |
| `ambiguous` | the words fit several: a number that stands twice, "du même code" with none named, "articles suivants" |
| `other_text` | a code or an act whose articles the store doesn't hold: the targets are those written |

A range is the articles in force between its ends, in the order of numbers. Where a text doesn't say of which code an
article is, the numbers that its own code ever had decide, if the store has the whole of that code:

- "à l'article R. 53-8-77 et aux articles R. 541-17 … du code pénitentiaire": the first is the CPP's, for the CPP has
  it; "aux articles 411-5 et 411-7 et à l'article 413-1 du code pénal": the CPP has none of them, they follow the last;
- a bare "l'article 131-10" that the CPP never had is of the code named before, and is told as ambiguous where the store
  can't confirm it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from cpp_versions.citations.codenames import of_its_day
from cpp_versions.citations.values import DocumentKind, Kind, Mention, Target
from cpp_versions.errors import BadNumber
from cpp_versions.numbering import ArticleNumber

__all__ = ["Articles", "Context", "Resolved", "Status", "resolve"]


class Status(StrEnum):
    """What became of a citation on a day."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    OTHER_TEXT = "other_text"


class Articles(Protocol):
    """What resolving asks of the codes at hand, on one day."""

    def holds(self, code: str) -> bool:
        """Whether the code is among them."""
        ...

    def whole(self, code: str) -> bool:
        """Whether all its articles are, so that a number not there is none of the code."""
        ...

    def status(self, code: str, number: str) -> Status:
        """Of one number: in force, not in force, unknown, or ambiguous (it stands twice)."""
        ...

    def between(self, code: str, first: str, last: str) -> Sequence[str]:
        """The articles in force from one number to the other, both included, in their order."""
        ...

    def beside(self, code: str, number: str, step: int) -> str | None:
        """The article in force that stands `step` places from the one of this number."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Who reads: the article that cites (`code`, `number`), the day, and the articles at hand on that day."""

    code: str
    number: str
    day: date
    articles: Articles


@dataclass(frozen=True, slots=True)
class Resolved:
    """`code` is the id of a code, the act as printed where `act` is true, or None where the text doesn't say.

    `targets` are numbers, a range expanded; `ends` those that stand in the words.
    """

    code: str | None
    targets: tuple[str, ...]
    status: Status
    ends: tuple[str, ...] = ()
    act: bool = False


def resolve(mention: Mention, context: Context) -> Resolved:
    """What `mention` means in `context`; never raises."""
    document, target = mention.document, mention.target
    if mention.kind is Kind.INNER:
        return Resolved(context.code, (context.number,), Status.IN_FORCE, (context.number,))
    if document.kind is DocumentKind.ACT:
        return _of_act(mention, context)
    if document.kind is DocumentKind.UNCLEAR:
        return _as_written(None, target, Status.AMBIGUOUS)
    code = document.name if document.kind is DocumentKind.CODE else context.code
    if target is None:
        held = context.articles.holds(code)
        return Resolved(of_its_day(code, context.day), (), Status.IN_FORCE if held else Status.OTHER_TEXT)
    if target.step:
        return _beside(target, context)
    code, doubtful = _whose(mention, target, code, context)
    found = _resolved(code, target, context)
    if doubtful and found.status is not Status.UNKNOWN:
        return replace(found, status=Status.AMBIGUOUS)
    return found


def _of_act(mention: Mention, context: Context) -> Resolved:
    """An article of an act; where that isn't said outright, of the own code if it has such an article."""
    target, own = mention.target, context.code
    found = _as_written(mention.document.name, target, Status.OTHER_TEXT, act=True)
    if target is not None and mention.inherited and _has(own, target.first, context.articles):
        return _resolved(own, target, context) if "-" in target.first else replace(found, status=Status.AMBIGUOUS)
    return found


def _has(code: str, number: str, articles: Articles) -> bool:
    """Whether the code, of which the store has the whole, ever had an article of this number."""
    return articles.whole(code) and articles.status(code, number) is not Status.UNKNOWN


def _whose(mention: Mention, target: Target, code: str, context: Context) -> tuple[str, bool]:
    """The code that the number is of where the text doesn't say so outright, and whether another is as likely."""
    articles, own = context.articles, context.code
    if mention.inherited:
        if code == own or not _has(own, target.first, articles):
            return code, False
        if articles.whole(code) and not _has(code, target.first, articles):
            return own, False
        # A number such as 426 is in every code; one such as R53-8-77 isn't there by chance.
        return own, "-" not in target.first
    recent = mention.recent
    if recent is None or recent.name == own or not articles.whole(own):
        return code, False
    if articles.status(own, target.first) is not Status.UNKNOWN:
        return code, False
    if articles.holds(recent.name):
        known = articles.status(recent.name, target.first) is not Status.UNKNOWN
        return (recent.name if known else code), False
    return recent.name, True


def _resolved(code: str, target: Target, context: Context) -> Resolved:
    articles = context.articles
    if not articles.holds(code):
        code = of_its_day(code, context.day)
        if not articles.holds(code):
            return _as_written(code, target, Status.OTHER_TEXT)
    first = _known(code, target.first, articles)
    if not target.last:
        return Resolved(code, (first,), articles.status(code, first), (first,))
    last = _known(code, target.last, articles)
    ends, states = (first, last), {articles.status(code, first), articles.status(code, last)}
    if Status.UNKNOWN in states:
        return Resolved(code, ends, Status.UNKNOWN, ends)  # most likely misprinted: "D. 332-9 à D. 3333-3"
    if ArticleNumber(first).series[:1] != ArticleNumber(last).series[:1]:
        return Resolved(code, ends, Status.AMBIGUOUS, ends)  # "R. 622-10 à D. 633-2"
    status = next((s for s in (Status.NOT_IN_FORCE, Status.AMBIGUOUS) if s in states), Status.IN_FORCE)
    return Resolved(code, tuple(articles.between(code, first, last)) or ends, status, ends)


def _known(code: str, number: str, articles: Articles) -> str:
    """The number, or its other writing ("1er" for 1) where the code knows only that."""
    if articles.status(code, number) is Status.UNKNOWN:
        try:
            twin = ArticleNumber(number).twin
        except BadNumber:
            return number
        if twin is not None and articles.status(code, twin.text) is not Status.UNKNOWN:
            return twin.text
    return number


def _beside(target: Target, context: Context) -> Resolved:
    """ "l'article précédent"; of "les articles suivants" nobody knows how many."""
    found = context.articles.beside(context.code, context.number, target.step)
    if found is None:
        return Resolved(context.code, (), Status.UNKNOWN)
    return Resolved(context.code, (found,), Status.AMBIGUOUS if target.onward else Status.IN_FORCE)


def _as_written(code: str | None, target: Target | None, status: Status, act: bool = False) -> Resolved:
    ends = () if target is None else (target.first, target.last) if target.last else (target.first,)
    return Resolved(code, ends, status, ends, act)
