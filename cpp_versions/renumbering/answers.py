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
    """The map between the texts in force on two days. `rejected`: links computed that a user has rejected."""

    old: date
    new: date
    links: tuple[Link, ...]
    rejected: tuple[Link, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {
            "from": str(self.old),
            "to": str(self.new),
            "links": [link.as_json() for link in self.links],
            "rejected": [link.as_json() for link in self.rejected],
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """An article that holds a rule on the last day of the data; `score`: the product of those of the links to it."""

    ref: ArticleRef
    label: str
    score: float

    def as_json(self) -> dict[str, Any]:
        return {"code": self.ref.code, "number": self.ref.number, "label": self.label, "score": self.score}


@dataclass(frozen=True, slots=True)
class LineageAnswer:
    """The links that a rule followed, nearest first, and what stands for it now."""

    ref: ArticleRef
    at: date | None
    steps: tuple[Step, ...]
    now: tuple[Standing, ...]

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {
            "links": [
                step.link.as_json()
                | {"date": str(step.date), "steps": step.steps, "way": "after" if step.forwards else "before"}
                for step in self.steps
            ],
            "now": [standing.as_json() for standing in self.now],
        }
