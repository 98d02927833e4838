"""What the grammar of citations gives: mentions, what they point to as it is written, and the place inside it.

A `Mention` is what the text says, before anybody asks what is in force: it holds for every version that shares the
text. `resolving` turns it into article numbers at a date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["OWN", "Document", "DocumentKind", "Kind", "Memory", "Mention", "Place", "Target", "Unit"]


class Kind(StrEnum):
    """What is cited.

    `article`: articles by their numbers. `relative`: an article by where it stands ("l'article précédent") or by an
    article named before ("ledit article"). `inner`: the article itself or a place in it ("le présent article", "au
    deuxième alinéa"). `act`, `code`: a whole act or code.
    """

    ARTICLE = "article"
    RELATIVE = "relative"
    INNER = "inner"
    ACT = "act"
    CODE = "code"


class DocumentKind(StrEnum):
    """Whose articles they are: the `own` code of the text, another `code`, an `act`, or `unclear` ("du même code"
    where none is named before)."""

    OWN = "own"
    CODE = "code"
    ACT = "act"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Document:
    """A code or an act. `name` is the id of a code (see `codes`), the act as it is printed ("loi n° 2009-1436 du 24
    novembre 2009"), or the words that don't say which ("même code"); empty for the text's own code."""

    kind: DocumentKind
    name: str = ""


OWN = Document(DocumentKind.OWN)
"""The code of the text."""


@dataclass(slots=True)
class Memory:
    """What was named so far in a text, which "même", "ledit" and "précité" point back to: the last code, and the last
    act of each nature. The one value here that changes: it lives as long as one text is read."""

    code: Document | None = None
    acts: dict[str, Document] = field(default_factory=dict)


class Unit(StrEnum):
    """The parts of an article that French law counts."""

    ALINEA = "alinéa"
    PHRASE = "phrase"
    ROMAN = "roman"
    NUMBER = "number"
    LETTER = "letter"
    CAPITAL = "capital"
    PARAGRAPH = "paragraph"
    TIRET = "tiret"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Place:
    """A place inside an article: "1° à 5°" is (NUMBER, "1", "5"), "deuxième alinéa" (ALINEA, "2").

    Ordinals are digits; counted from the end they are negative ("dernier" is "-1"); a Latin suffix stays ("1 bis").
    `last` is empty unless it is a range.
    """

    unit: Unit
    first: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Articles by canonical number: one, or the range from `first` to `last`.

    `onward`: "et suivants", a range whose end isn't told. `step`: for a relative mention, how many articles before (<0)
    or after (>0) the one that speaks; `first` is empty then.
    """

    first: str
    last: str = ""
    onward: bool = False
    step: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that cite: `text[start:end] == quote`, `text` being the alinéas joined by a blank line.

    The span holds the number, or both ends of a range, with the word "article" where it stands right before it, and the
    act or the code where it is cited whole. `phrase` is the span of all that was read to understand it, from the place
    to the name of the document, which the items of a list share. `target` is None for a whole act or code and for a
    place of the article itself.
    """

    start: int
    end: int
    quote: str
    kind: Kind
    document: Document = OWN
    target: Target | None = None
    places: tuple[Place, ...] = ()
    phrase: tuple[int, int] = (0, 0)
    inherited: bool = False
    """The document isn't said here: it is that of the next citation of an enumeration ("à l'article 12 et à l'article
    13 du code …"), or a code named just before ("réprimées par le code … prévues par les articles …")."""
    recent: Document | None = None
    """For an article whose document isn't said: the code that the text named last, where it is another."""
    linked: bool = False
    """A source's link says so too."""
