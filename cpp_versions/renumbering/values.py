"""The values of a renumbering map: the two sides that are compared, the links found, and what each link rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cpp_versions.answers import ArticleRef
from cpp_versions.model import Citation

__all__ = ["Evidence", "EvidenceKind", "Link", "Relation", "Side"]


class Relation(StrEnum):
    """What became of the old article in the new one (see `renumbering` in the JSON contract)."""

    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    MOVED_PART = "moved_part"
    SAME = "same"
    NUMBER_REUSED = "number_reused"
    REPEALED = "repealed"
    NEW = "new"

    @property
    def is_pair(self) -> bool:
        """Whether the relation says that a rule went from one number to another."""
        return self in _PAIRS


_PAIRS = frozenset({Relation.RENUMBERED, Relation.SPLIT, Relation.MERGED, Relation.MOVED_PART})


class EvidenceKind(StrEnum):
    """What a link rests on; each kind is independent of the others."""

    WORDS = "words"
    CITATIONS = "citations"
    STATEMENT = "statement"
    ORDER = "order"
    PLAN = "plan"
    LEGI = "legi"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a link, or against one, in French, short enough for a table."""

    kind: EvidenceKind
    text: str

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {"kind": str(self.kind), "text": self.text}


@dataclass(frozen=True, slots=True)
class Side:
    """An article on one of the two days.

    `rank` is its place in the plan of its code that day, `order` its place among the numbers of the code, both from 0:
    an article whose place a source has lost still has neighbours by number. `citations` are the links that the source
    makes; citations without a link are read from the text. `missing`: in force, and its text unknown. `nota` is the
    editor's note, one string a paragraph.
    """

    ref: ArticleRef
    label: str
    alineas: tuple[str, ...]
    section: tuple[str, ...] = ()
    rank: int = 0
    order: int = 0
    citations: tuple[Citation, ...] = ()
    missing: bool = False
    nota: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A rule that went from `old` to `new`: `score` is the probability, from 0 to 1, that a reader would say so.

    `old` None: nothing found that it comes from (`new`); `new` None: nothing found that it went to (`repealed`).
    """

    old: ArticleRef | None
    new: ArticleRef | None
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...]
    decision: str = ""
    """What a user's file says of it: `confirmed`, `added`, `rejected`, or nothing."""

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {
            "old_code": self.old.code if self.old else None,
            "old": self.old.number if self.old else None,
            "new_code": self.new.code if self.new else None,
            "new": self.new.number if self.new else None,
            "relation": str(self.relation),
            "score": round(self.score, 3),
            "evidence": [one.as_json() for one in self.evidence],
        } | ({"decision": self.decision} if self.decision else {})
