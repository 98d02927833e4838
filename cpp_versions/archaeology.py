"""The values of search through time: when words came and went, by which acts, and how often they stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cpp_versions.answers import ArticleRef, Hit, act_json, iso
from cpp_versions.model import Act

__all__ = ["ActOfWords", "Appearance", "Archaeology", "Curve", "Point"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Appearance:
    """A stretch of time in which an article held some words: from `valid_from` (None: the source has lost it) to
    `valid_to` (None: to this day). `attested_from`: the first day on which a source attests it.

    `brought_by` and `removed_by` are the acts of the versions that had the words first and no longer, where known.
    `new`: the article had no text before, so the words came with it.
    """

    ref: ArticleRef
    label: str
    valid_from: date | None
    valid_to: date | None
    attested_from: date
    brought_by: tuple[Act, ...]
    removed_by: tuple[Act, ...]
    new: bool

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "label": self.label,
            "valid_from": iso(self.valid_from),
            "valid_to": iso(self.valid_to),
            "brought_by": [act_json(act) for act in self.brought_by],
            "removed_by": [act_json(act) for act in self.removed_by],
            "new": self.new,
        }


@dataclass(frozen=True, slots=True)
class ActOfWords:
    """An act, and the day on which it brought the words to some articles and took them from others."""

    act: Act
    day: date
    brought: int
    removed: int

    def as_json(self) -> Json:
        return {**act_json(self.act), "day": iso(self.day), "brought": self.brought, "removed": self.removed}


@dataclass(frozen=True, slots=True)
class Archaeology:
    """Where words stood through all of history.

    `first` is the appearance that began first, `last` the one that ended last (of those that stand, the youngest); both
    None where no text ever held them. `appearances` are all, by the day they began.
    """

    wording: str
    first: Hit | None
    last: Hit | None
    appearances: tuple[Appearance, ...]
    acts: tuple[ActOfWords, ...]

    def as_json(self) -> Json:
        ends = [hit for hit in (self.first, self.last) if hit]
        return {
            "hits": [hit.as_json() for hit in dict.fromkeys(ends)],
            "appearances": [one.as_json() for one in self.appearances],
            "acts": [one.as_json() for one in self.acts],
        }


@dataclass(frozen=True, slots=True)
class Point:
    """On a day, how many articles in force hold a wording, and how often in all (None: not asked)."""

    day: date
    articles: int
    occurrences: int | None

    def as_json(self) -> Json:
        times = {} if self.occurrences is None else {"occurrences": self.occurrences}
        return {"date": iso(self.day), "articles": self.articles, **times}


@dataclass(frozen=True, slots=True)
class Curve:
    """A wording through time."""

    wording: str
    points: tuple[Point, ...]

    def as_json(self) -> Json:
        return {"wording": self.wording, "points": [point.as_json() for point in self.points]}
