"""What an act that amends a code says, as values: instructions, the places they aim at, and the pieces of the act.

    Au deuxième alinéa de l'article D. 48-2, les mots : « un an » sont remplacés par les mots : « deux ans ».

is one `Instruction`: `operation` replace, `article` D48-2, `place` the second alinéa, `unit` words, `old` "un an",
`new` ("deux ans",). The reader (`parse`) makes them from a text, the draft writes a text from them, `apply_to` carries
them out: all three agree by this module, so a value has one meaning:

- A place is a path of steps from the article down ("la première phrase du troisième alinéa du II" is part II, alinéa 3,
  sentence 1), and a position: the place itself, just before or after it, its start or its end. Words quoted as an
  anchor ("après les mots : « x »") narrow the position.
- Alinéas and sentences count from 1; -1 is the last, -2 the last but one. Items, letters and parts are named by label,
  without what closes it: "1°", "a", "II", "3° bis".
- Places are those of the text before the act, as légistique wants it: instructions of one act don't shift each other.
- `new` holds one string per alinéa. Words are one string. For `renumber` it holds the new numbers or labels.

Nothing of the act is lost: `ParsedAct.pieces` covers it from end to end, and what isn't understood is `Unparsed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from cpp_versions.model import Act

__all__ = [
    "WHOLE",
    "Instruction",
    "Kind",
    "Operation",
    "ParsedAct",
    "Piece",
    "Place",
    "Position",
    "Step",
    "Unit",
    "Unparsed",
]

Json = Mapping[str, Any]


class Operation(StrEnum):
    """What an instruction does.

    `replace` and `delete` are of words or of whole units inside an article (see `Instruction.unit`); `rewrite` gives
    the whole new text of a place or of an article; `create` makes an article or a section; `repeal` ends one.
    """

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    REWRITE = "rewrite"
    CREATE = "create"
    REPEAL = "repeal"
    RENUMBER = "renumber"
    REPLACE_EVERYWHERE = "replace_everywhere"
    UNCHANGED = "unchanged"


class Unit(StrEnum):
    """A piece of a text of law: what a step of a place names, or what is inserted, deleted, rewritten."""

    WORDS = "words"
    SENTENCE = "sentence"
    ALINEA = "alinea"
    LETTER = "letter"
    ITEM = "item"
    DASH = "dash"
    PART = "part"
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    TITLE = "title"
    ARTICLE = "article"
    SECTION = "section"
    CODE = "code"


class Position(StrEnum):
    """Where, relative to the place; with an anchor, relative to the words that it quotes in the place."""

    IN = "in"
    BEFORE = "before"
    AFTER = "after"
    START = "start"
    END = "end"
    REST = "rest"
    """All that follows the anchor in the place: "après le mot : « x », la fin de l'alinéa est ainsi rédigée"."""


_FRENCH_UNITS = {
    Unit.WORDS: "mots",
    Unit.SENTENCE: "phrase",
    Unit.ALINEA: "alinéa",
    Unit.LETTER: "",
    Unit.ITEM: "",
    Unit.DASH: "tiret",
    Unit.PART: "",
    Unit.TABLE: "tableau",
    Unit.ROW: "ligne",
    Unit.COLUMN: "colonne",
    Unit.TITLE: "intitulé",
    Unit.ARTICLE: "article",
    Unit.SECTION: "section",
    Unit.CODE: "code",
}
_FRENCH_POSITIONS = {
    Position.IN: "",
    Position.BEFORE: "avant",
    Position.AFTER: "après",
    Position.START: "au début",
    Position.END: "à la fin",
    Position.REST: "la fin après",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a place: several `which` where the act names several ("aux deuxième et troisième alinéas").

    `which` holds numbers for sentences, alinéas, dashes, rows and columns (-1 the last), labels for letters, items and
    parts; it is empty for a table or a title, of which there is one. A range is two numbers or labels in `which` and
    `through` true ("du deuxième au quatrième alinéa" is (2, 4)).
    """

    unit: Unit
    which: tuple[int | str, ...] = ()
    through: bool = False

    def __str__(self) -> str:
        names = [_ordinal(key) if isinstance(key, int) else key for key in self.which]
        words = (" à " if self.through else ", ").join(names)
        return f"{_FRENCH_UNITS[self.unit]} {words}".strip()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an article: `steps` from the widest to the narrowest; no step is the whole article.

    With `anchor`, `position` says where relative to those words: AFTER them, BEFORE them, or the REST of the place
    behind them. Without, it is relative to the place itself: AFTER it, BEFORE it, at its START or END (inside it).
    """

    steps: tuple[Step, ...] = ()
    position: Position = Position.IN
    anchor: str | None = None

    def __str__(self) -> str:
        words = ", ".join(map(str, self.steps))
        position = _FRENCH_POSITIONS[self.position]
        if self.anchor is not None:
            return f"{words}, {position} « {self.anchor} »".removeprefix(", ")
        return f"{position} {words}".strip()

    def as_json(self) -> Json:
        return {
            "text": str(self),
            "steps": [{"unit": str(s.unit), "which": list(s.which), "through": s.through} for s in self.steps],
            "position": str(self.position),
            "anchor": self.anchor,
        }


WHOLE = Place()


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing that an act does to one article (or section, or code).

    operation
        What is done; `unit` is what it is done to: words, a sentence, an alinéa …, an article, a section.
    code
        The id of the code (`cpp`) or, where it isn't a code that we know, the text as the act names it; None if unsaid.
    article
        Canonical number; None for an instruction on a section or a whole code. An act that names several articles gives
        one instruction for each; `through` is the last number of a range, on each article of the range that can be
        counted out ("D. 1 à D. 5": D1 to D5; what lies between, D2-1 say, only the code can tell).
    place
        Where in the article. For a section, `section` says which, widest level first, as printed ("chapitre II").
    old, new
        The words to find, exactly as quoted; the payload, one string per alinéa. `title` is that of a section.
    occurrences
        Which occurrences of `old` (or of the anchor) inside the place, from 1; empty means all of them.
    span, payload
        `text[span[0]:span[1]] == quote`: the sentence of the act that says it; and where the payload stands in the act,
        if there is one.
    in_force, conditions
        From when it applies, where the act says so; and what else limits it, as quoted.
    source
        The place in the act itself ("art. 2, I, 1°").
    """

    operation: Operation
    code: str | None
    article: str | None
    place: Place = WHOLE
    unit: Unit = Unit.WORDS
    old: str | None = None
    new: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)
    quote: str = ""
    payload: tuple[int, int] | None = None
    section: tuple[str, ...] = ()
    title: str | None = None
    occurrences: tuple[int, ...] = ()
    through: str | None = None
    in_force: date | None = None
    conditions: tuple[str, ...] = ()
    source: str = ""

    def as_json(self) -> Json:
        """The fields of the contract, and those that only some instructions have."""
        told: dict[str, Any] = {
            "code": self.code,
            "article": self.article,
            "place": self.place.as_json() if self.place != WHOLE else None,
            "operation": str(self.operation),
            "old": self.old,
            "new": "\n\n".join(self.new) if self.new else None,
            "span": list(self.span),
            "quote": self.quote,
            "unit": str(self.unit),
            "source": self.source,
        }
        if self.payload is not None:
            told["payload"] = list(self.payload)
        if self.section:
            told["section"] = list(self.section)
        if self.title is not None:
            told["title"] = self.title
        if self.occurrences:
            told["occurrences"] = list(self.occurrences)
        if self.through is not None:
            told["through"] = self.through
        if self.in_force is not None:
            told["in_force"] = self.in_force.isoformat()
        if self.conditions:
            told["conditions"] = list(self.conditions)
        return told


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A passage of the act that isn't understood: `text[span[0]:span[1]] == quote`; `source` as for instructions."""

    span: tuple[int, int]
    quote: str
    source: str = ""

    def as_json(self) -> Json:
        return {"span": list(self.span), "quote": self.quote}


class Kind(StrEnum):
    """What a passage of an act is. `formula` is what amends nothing: title, visas, entry into force, signatures."""

    FORMULA = "formula"
    STRUCTURE = "structure"
    INSTRUCTION = "instruction"
    PAYLOAD = "payload"
    UNPARSED = "unparsed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of the act, told apart; pieces follow one another and together are the whole text."""

    kind: Kind
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ParsedAct:
    """An act, read: what it is, what it does, what wasn't understood; `pieces` cover `length` characters."""

    act: Act | None
    published: date | None
    language: str
    instructions: tuple[Instruction, ...]
    unparsed: tuple[Unparsed, ...]
    pieces: tuple[Piece, ...] = field(repr=False)
    length: int = 0

    @property
    def understood(self) -> float:
        """The share of the act's characters that aren't in an unparsed passage: 0 to 1."""
        lost = sum(piece.span[1] - piece.span[0] for piece in self.pieces if piece.kind is Kind.UNPARSED)
        return 1 - lost / self.length if self.length else 1.0

    def as_json(self) -> Json:
        return {
            "instructions": [instruction.as_json() for instruction in self.instructions],
            "unparsed": [passage.as_json() for passage in self.unparsed],
        }


def _ordinal(number: int) -> str:
    if number < 0:
        return {-1: "dernier", -2: "avant-dernier"}.get(number, f"{-number}e avant la fin")
    return "1er" if number == 1 else f"{number}e"
