"""The values that every reader of fiches gives: the fiche, its passages, the articles that it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Fiche", "FicheReference", "Passage", "Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """Articles by canonical number: one, or (`last` given) all from `first` to `last` inclusive."""

    first: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class FicheReference:
    """A reference of a fiche to a text, as printed (`title`, `complement`) and as read.

    `code` is the id of a code (see `codes`), None where the title names another text or none that is known; `spans`
    are the articles that the title names, empty where it names none, or where they couldn't be read. `url` is the
    address that the fiche gives: it pins one version or one section. `passage` is the place among the fiche's passages
    of the one that the reference belongs to, None where it is the whole fiche's.
    """

    title: str
    url: str = ""
    complement: str = ""
    code: str | None = None
    spans: tuple[Span, ...] = ()
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Some paragraphs under one heading. `headings` are those above, the outermost first; `text` has one paragraph a
    line, an item of a list beginning with `• `."""

    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Fiche:
    """A fiche. `id` as F35705, empty for a saved page that doesn't tell; `form` is `xml`, `json` or `text`.

    `url` is its public address (empty: unknown), `modified` the day of its last change, `summary` its own description,
    `source` the name of the file it was read from. `passages` is empty where only the references are known.
    """

    id: str
    title: str
    url: str
    modified: date | None
    summary: str
    passages: tuple[Passage, ...]
    references: tuple[FicheReference, ...]
    form: str
    source: str
