"""Acts as Légifrance shows them once they are consolidated: lists of articles in the place of what the act said.

    I., II.-A modifié les dispositions suivantes :
    -Code de procédure pénale
    Art. D48-2, Art. D49-23
    A créé les dispositions suivantes : …

or, a line each, "Modifie Code de procédure pénale - art. D48-4 (V)". What was changed and how isn't there: the
instruction says which article, and that it was rewritten, created or repealed, with no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpp_versions import numbering
from cpp_versions.amendments.resolving import code_id
from cpp_versions.amendments.values import Instruction, Kind, Operation, Unit
from cpp_versions.errors import BadNumber

__all__ = ["NO_TEXT", "ListedArticles", "read_listed"]

NO_TEXT = "liste de Légifrance : le texte n’y est pas"
_OPERATIONS = {
    "modifi": Operation.REWRITE,
    "cré": Operation.CREATE,
    "rétabli": Operation.CREATE,
    "abrog": Operation.REPEAL,
}
_HEADER = re.compile(
    r"[^«»\n]{0,80}?\bA (?P<verb>modifi|cré|abrog|rétabli)\w{0,2} les dispositions suivantes\s*:\s*$", re.IGNORECASE
)
_TITLE = re.compile(r"\s*[-–]\s*(?P<title>(?:Code|Loi|Décret|Ordonnance|Arrêté)\b[^\n«»]{0,200})$")
_LIST = re.compile(r"\s*(?:Art|Sct)\. .*$")
_ARTICLE = re.compile(r"\bArt\. (?P<number>[^,()\n]{1,40})")
_LINE = re.compile(
    r"\s*(?P<verb>Modifi|Cré|Abrog|Rétabli)\w{0,3} (?P<title>(?:Code|Loi|Décret|Ordonnance|Arrêté)\b[^\n«»]{0,200}?)"
    r" - art\. (?P<number>[^,()\n]{1,40}?)\s*(?:\([A-Za-z]{0,5}\))?\s*$"
)
_OWN = re.compile(r"\s*Article (?P<label>1er|\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class ListedArticles:
    """The instructions of such lists, and the lines that they stand in."""

    instructions: tuple[Instruction, ...]
    passages: tuple[tuple[Kind, int, int], ...]


def read_listed(text: str) -> ListedArticles:
    """The lists of an act; nothing where it has none.

    >>> found = read_listed("A créé les dispositions suivantes :\\n-Code pénal\\nArt. 5-1, Art. 5-2")
    >>> [(i.operation.value, i.code, i.article) for i in found.instructions]
    [('create', 'penal', '5-1'), ('create', 'penal', '5-2')]
    """
    instructions: list[Instruction] = []
    passages: list[tuple[Kind, int, int]] = []
    operation: Operation | None = None
    title: str | None = None
    source = ""
    place = 0
    for line in text.split("\n"):
        start, end = place, place + len(line)
        place = end + 1
        if own := _OWN.match(line):
            source, operation = f"art. {own['label']}", None
        elif header := _HEADER.match(line):
            operation, title = _OPERATIONS[header["verb"].lower()], None
            passages.append((Kind.STRUCTURE, start, end))
        elif operation and (found := _TITLE.match(line)):
            title = found["title"].strip()
            passages.append((Kind.STRUCTURE, start, end))
        elif operation and title and _LIST.match(line):
            instructions += _made(line, start, operation, title, source)
            passages.append((Kind.INSTRUCTION, start, end))
        elif found := _LINE.match(line):
            told = _OPERATIONS[found["verb"].lower()]
            instructions += _one(found["number"], (start, end), line, told, found["title"], source)
            passages.append((Kind.INSTRUCTION, start, end))
        elif line.strip():
            operation = None
    return ListedArticles(tuple(instructions), tuple(passages))


def _made(line: str, start: int, operation: Operation, title: str, source: str) -> Iterator[Instruction]:
    for found in _ARTICLE.finditer(line):
        span = (start + found.start(), start + found.end())
        yield from _one(found["number"], span, found.group(), operation, title, source)


def _one(
    number: str, span: tuple[int, int], quote: str, operation: Operation, title: str, source: str
) -> Iterator[Instruction]:
    try:
        article = str(numbering.parse(number.strip()))
    except BadNumber:
        return
    code = code_id(title)
    yield Instruction(
        operation, code, article, unit=Unit.ARTICLE, span=span, quote=quote, source=source, conditions=(NO_TEXT,)
    )
