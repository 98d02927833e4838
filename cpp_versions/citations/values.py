"""What the grammar of citations gives: mentions, what they point to as it is written, and the place inside it.

A `Mention` is what the text says, before anybody asks what is in force: it holds for every version that shares the
text. `resolving` turns it into article numbers at a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["OWN", "Document", "DocumentKind", "Kind", "Memory", "Mention", "Named", "Place", "Target", "Unit"]


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


@dataclass(frozen=True, slots=True)
class Named:
    """What "ledit article" keeps of the mention that it points back to."""

    document: Document
    target: Target | None
    inherited: bool
    recent: Document | None


_CODE = ""
_Asked = str | Target
"""What a text can ask of what it named before: its last code, the last act of a nature, the document of an article."""


class Memory:
    """What was named so far in a text, which "même", "ledit" and "précité" point back to: the last code, the last act
    of each nature, the document that an article was cited of, the articles cited last.

    The one value here that changes: it lives as long as one text is read. It tells what stood before the alinéa that is
    read from what this one names itself, and notes what is asked of the former (`asked`): an alinéa that asked nothing
    else, and was given the same answers, says the same in another text.
    """

    __slots__ = ("_articles", "_before", "articles_asked", "asked", "named", "named_articles")

    def __init__(self) -> None:
        self._before: dict[_Asked, Document] = {}
        self._articles: tuple[Named, ...] = ()
        self._begin()

    def _begin(self) -> None:
        self.asked: dict[_Asked, Document | None] = {}
        self.articles_asked: tuple[Named, ...] | None = None
        self.named: dict[_Asked, Document] = {}
        self.named_articles: tuple[Named, ...] = ()

    def next(self) -> None:
        """The alinéa ends here: what it named stands before the next one."""
        if self.named or self.named_articles:
            self.learn(self.named, self.named_articles)
        self._begin()

    def learn(self, named: Mapping[_Asked, Document], articles: tuple[Named, ...]) -> None:
        """Take over what an alinéa names that was read before."""
        self._before.update(named)
        self._articles = articles or self._articles

    def answers(self, asked: Mapping[_Asked, Document | None], articles: tuple[Named, ...] | None) -> bool:
        """Whether an alinéa that asked this of another text would be given the same answers here."""
        before = self._before
        for question, answer in asked.items():
            if before.get(question) != answer:
                return False
        return articles is None or articles == self._articles

    def _document(self, question: _Asked) -> Document | None:
        found = self.named.get(question)
        if found is None:
            found = self.asked[question] = self._before.get(question)
        return found

    @property
    def code(self) -> Document | None:
        """The code named last."""
        return self._document(_CODE)

    @code.setter
    def code(self, document: Document) -> None:
        self.named[_CODE] = document

    def act(self, nature: str) -> Document | None:
        """The act of a nature ("loi") named last."""
        return self._document(nature)

    def name_act(self, nature: str, document: Document) -> None:
        """An act is named."""
        self.named[nature] = document

    def document_of(self, target: Target) -> Document | None:
        """The document that an article was cited of outright, where that isn't the code of the text."""
        return self._document(target)

    def name_article(self, target: Target, document: Document) -> None:
        """An article is cited of another document than the code of the text."""
        self.named[target] = document

    @property
    def articles(self) -> tuple[Named, ...]:
        """The articles that one "article(s)" named last, before this alinéa."""
        self.articles_asked = self._articles
        return self._articles
