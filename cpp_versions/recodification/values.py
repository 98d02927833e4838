"""The values of a recodification: pairs of articles, what is left of each, and the whole as JSON for scripts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cpp_versions.answers import ArticleRef

if TYPE_CHECKING:
    from cpp_versions.recodification.references import Unit

__all__ = ["Grade", "GradedPair", "Left", "Pair", "RecodificationAnswer", "Renaming", "SideText"]


class Grade(StrEnum):
    """What is left of a pair.

    `identical`: not a word differs. `updated`: only renamings, references that follow the map, and words that stand in
    another article of the map. `references`: else, only references that don't follow the map. `changed`: words that
    nothing explains.
    """

    IDENTICAL = "identical"
    UPDATED = "updated"
    REFERENCES = "references"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class SideText:
    """An article on one of the two days: its alinéas, and its citations as spans of the alinéas joined."""

    ref: ArticleRef
    alineas: tuple[str, ...]
    cited: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """An old article and a new one that a map links. `relation` and `score` are those of the link."""

    old: ArticleRef
    new: ArticleRef
    relation: str
    score: float
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """Words that nothing explains: `old` became `new`, both as the articles say them; one of them may be empty."""

    old: str
    new: str

    def marked(self, most: int | None = None) -> str:
        """Both as plain text, `[-old-] {+new+}`; of each, `most` characters at the most."""
        parts = ((self.old, "[-{}-]"), (self.new, "{{+{}+}}"))
        return " ".join(
            sign.format(said if most is None or len(said) <= most else said[: most - 1] + "…")
            for said, sign in parts
            if said
        )


@dataclass(frozen=True, slots=True)
class Renaming:
    """Words replaced by others in several pairs: `pairs` counts those where they were folded."""

    old: str
    new: str
    pairs: int

    def as_json(self) -> dict[str, Any]:
        return {"old": self.old, "new": self.new, "pairs": self.pairs}


@dataclass(frozen=True, slots=True)
class GradedPair:
    """A pair with its grade.

    `left`: the words that nothing explains, `words` their count on both sides. `renamings` and `references`: how many
    replacements were folded, and how many citations differ and follow the map. `elsewhere`: words that stand in
    another article of the map. `labels` are the two numbers as they are printed.
    """

    pair: Pair
    labels: tuple[str, str]
    grade: Grade
    left: tuple[Left, ...]
    words: int
    renamings: int
    references: int
    elsewhere: int

    def as_json(self) -> dict[str, Any]:
        return {
            "old_code": self.pair.old.code,
            "old": self.pair.old.number,
            "new_code": self.pair.new.code,
            "new": self.pair.new.number,
            "relation": self.pair.relation,
            "score": round(self.pair.score, 3),
            "grade": str(self.grade),
            "left": [{"old": one.old, "new": one.new} for one in self.left],
            "words": self.words,
            "renamings": self.renamings,
            "references": self.references,
            "elsewhere": self.elsewhere,
        } | ({"decision": self.pair.decision} if self.pair.decision else {})


@dataclass(frozen=True, slots=True)
class RecodificationAnswer:
    """What a recodification left of each pair. `old_codes`, `new_codes`: which codes were compared.

    `gone`: articles of the old side for which the map has found no successor; `fresh`: of the new side, no source;
    `unchanged`: how many articles of these codes kept number and text; `untold`: pairs whose text a source lacks.
    """

    old: date
    new: date
    old_codes: tuple[str, ...]
    new_codes: tuple[str, ...]
    pairs: tuple[GradedPair, ...]
    renamings: tuple[Renaming, ...]
    gone: tuple[ArticleRef, ...]
    fresh: tuple[ArticleRef, ...]
    unchanged: int
    untold: int

    @property
    def counts(self) -> dict[Grade, int]:
        """How many pairs have each grade."""
        counted = Counter(one.grade for one in self.pairs)
        return {grade: counted[grade] for grade in Grade}

    def as_json(self) -> dict[str, Any]:
        """Pairs and what stands alone, for scripts."""
        return {
            "from": str(self.old),
            "to": str(self.new),
            "old_codes": list(self.old_codes),
            "new_codes": list(self.new_codes),
            "counts": {str(grade): n for grade, n in self.counts.items()},
            "pairs": [one.as_json() for one in self.pairs],
            "renamings": [one.as_json() for one in self.renamings],
            "gone": list(map(str, self.gone)),
            "fresh": list(map(str, self.fresh)),
            "unchanged": self.unchanged,
            "untold": self.untold,
        }
