"""What the rows of the index mean: the parts of SQL that many questions share, and the values made of columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cpp_versions.answers import ArticleRef
from cpp_versions.articlefile import read_act
from cpp_versions.index.schema import OPEN_END
from cpp_versions.model import Act, State

__all__ = [
    "BOTH", "IN_FORCE", "ON", "SECTION", "STATES", "TOLD", "VERSION",
    "FoundArticle", "Row", "acts_of", "day_of", "days_of", "found_article", "paragraphs",
]  # fmt: skip

Row = tuple[Any, ...]

VERSION = (
    "v.id, v.state, v.label, v.start, v.until, v.valid_from, v.valid_to, v.observed, v.complete, v.acts, v.source, "
    "v.text"
)
STATES = {str(state): state for state in State}
ON = "{0}.start <= ? AND {0}.until > ?"
IN_FORCE = ON + " AND {0}.state IN ('in_force', 'missing')"
# an article `a` with its versions `o` and `n` on two days, each day given twice
BOTH = (
    f"FROM article a LEFT JOIN article_version o ON o.article = a.id AND {IN_FORCE.format('o')} "
    f"LEFT JOIN article_version n ON n.article = a.id AND {IN_FORCE.format('n')}"
)
# that no source speaks of a day is no change: a hole without a date is a silence between two days observed
TOLD = " AND ".join(f"NOT coalesce({side}.state = 'missing' AND {side}.valid_from IS NULL, 0)" for side in "on")
# the section of article `a` on a day
SECTION = "(SELECT section FROM placement WHERE article = a.id AND start <= ? ORDER BY start DESC LIMIT 1)"


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article of the index."""

    id: int
    ref: ArticleRef
    label: str
    as_of: date


def found_article(row: Iterable[Any]) -> FoundArticle:
    id_, code, number, slot, label, as_of = row
    return FoundArticle(id_, ArticleRef(code, number, slot), label, date.fromisoformat(as_of))


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != OPEN_END else None


def days_of(text: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, text.split()))


@lru_cache(maxsize=4096)
def acts_of(text: str) -> tuple[Act, ...]:
    return tuple(read_act(line) for line in text.split("\n") if line)


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n\n")) if text else ()
