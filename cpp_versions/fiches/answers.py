"""What `Corpus` tells of fiches, as JSON for scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cpp_versions.answers import iso
from cpp_versions.fiches.values import Passage

__all__ = ["ArticleFiche", "FicheAnswer", "ReferenceAnswer"]


@dataclass(frozen=True, slots=True)
class ArticleFiche:
    """A passage of a fiche about an article, and on what ground it is said to be.

    `ground`: `reference`, the fiche names the article (`quote` is how, `address` where that leads), or `terms`, the
    passage and the article share legal terms (`score` from 0 to 1, `terms`). A reference of the whole fiche comes with
    the passages that share most with the article, each with its score; `passage` is None where none does, or where only
    the references of the fiche are known. `same_text`: whether the text asked for is that of the day for which the
    fiche speaks (`modified`, or the last day of the data); None where that can't be told.
    """

    fiche: str
    title: str
    url: str
    modified: date | None
    ground: str
    quote: str = ""
    address: str = ""
    score: float | None = None
    terms: tuple[str, ...] = ()
    passage: Passage | None = None
    same_text: bool | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.fiche,
            "title": self.title,
            "url": self.url,
            "modified": iso(self.modified),
            "ground": self.ground,
            "quote": self.quote,
            "address": self.address,
            "score": self.score,
            "terms": list(self.terms),
            "headings": list(self.passage.headings) if self.passage else [],
            "passage": self.passage.text if self.passage else None,
            "same_text": self.same_text,
        }


@dataclass(frozen=True, slots=True)
class ReferenceAnswer:
    """A reference of a fiche on a day. `targets` are the articles in force, ranges expanded; where none is, the numbers
    written. `status`: `in_force`, `not_in_force` (known, not on that day), `unknown` (no source has them), `other_text`
    (a code or act that the store doesn't hold)."""

    title: str
    url: str
    complement: str
    code: str | None
    targets: tuple[str, ...]
    status: str

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "url": self.url,
            "complement": self.complement,
            "code": self.code,
            "targets": list(self.targets),
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class FicheAnswer:
    """A fiche beside the store: where it stands in public, and what it refers to on the day for which it speaks."""

    fiche: str
    title: str
    url: str
    modified: date | None
    form: str
    source: str
    passages: tuple[Passage, ...]
    references: tuple[ReferenceAnswer, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.fiche,
            "title": self.title,
            "url": self.url,
            "modified": iso(self.modified),
            "form": self.form,
            "source": self.source,
            "passages": len(self.passages),
            "references": [reference.as_json() for reference in self.references],
        }
