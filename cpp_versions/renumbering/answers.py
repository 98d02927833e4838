"""The answers of `renumbering` and `trace`: maps and lineages, as JSON for scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.lineage import Step
from cpp_versions.renumbering.values import Link

__all__ = ["LineageAnswer", "RenumberingAnswer", "Standing"]


@dataclass(frozen=True, slots=True)
class RenumberingAnswer:
    """The map between the texts in force on two days. `rejected`: links computed that a user has rejected; `as_of`: the
    last day of the data: a later day rests on what was enacted by then."""

    old: date
    new: date
    links: tuple[Link, ...]
    rejected: tuple[Link, ...] = ()
    as_of: date | None = None

    @property
    def beyond_data(self) -> bool:
        """Whether the later day is later than the data."""
        return self.as_of is not None and self.new > self.as_of

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {
            "from": str(self.old),
            "to": str(self.new),
            "links": [link.as_json() for link in self.links],
            "rejected": [link.as_json() for link in self.rejected],
            "as_of": str(self.as_of) if self.as_of else None,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """An article that holds a rule on the last day of the data; `score`: the product of those of the links to it."""

    ref: ArticleRef
    label: str
    score: float

    def as_json(self) -> dict[str, Any]:
        return {"code": self.ref.code, "number": self.ref.number, "label": self.label, "score": round(self.score, 3)}


@dataclass(frozen=True, slots=True)
class LineageAnswer:
    """The links that a rule followed, nearest first, and what stands for it now.

    `as_of`: the last day of the data, which `now` is told of. `ends`: what the maps say where the rule had no
    successor, or no source: that none was found, with what was looked at, or that the number holds another rule from
    then on.
    """

    ref: ArticleRef
    at: date | None
    steps: tuple[Step, ...]
    now: tuple[Standing, ...]
    ends: tuple[Step, ...] = ()
    as_of: date | None = None

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {
            "links": [_step(step) for step in self.steps],
            "now": [standing.as_json() for standing in self.now],
            "ends": [_step(step) for step in self.ends],
            "as_of": str(self.as_of) if self.as_of else None,
        }


def _step(step: Step) -> dict[str, Any]:
    way = "after" if step.forwards else "before"
    return step.link.as_json() | {"date": str(step.date), "steps": step.steps, "way": way}
