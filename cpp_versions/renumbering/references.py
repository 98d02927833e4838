"""The numbers of articles that a text names: where they stand, so that they can be masked, and what they are.

A renumbered text cites renumbered articles: "dans les conditions de l'article D. 251-2" becomes "de l'article
R. 57-7-36". Words are compared with such numbers masked, and the numbers are compared apart.

It refuses to know the code that a number belongs to, beyond the words that follow it ("du code pénal"): links of the
sources tell it better where they exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["MASK", "Named", "masked", "named"]

MASK = "§"
_NUMBER = (
    r"(?:[LRDA]\s?\*?\s?\.?\s?\*?\s?)?[0-9]{1,5}(?:-[0-9]{1,4}){0,5}(?:-[A-Z]\b)?"
    r"(?:\s(?:bis|ter|quater|quinquies|sexies)\b)?"
)
_AND = r"(?:\s?,\s?|\s(?:et|ou|à)\s(?:à\s)?(?:de\s|aux?\s)?(?:l'articles?\s|articles?\s)?)"
_LIST = re.compile(
    rf"(?:\b(?:articles?|art\.)\s(?P<first>{_NUMBER}(?:{_AND}{_NUMBER}){{0,60}})"
    rf"|\b(?P<bare>[LRDA]\s?\*?\.\s?\*?[0-9]{{1,5}}(?:-[0-9]{{1,4}}){{0,5}}(?:{_AND}{_NUMBER}){{0,60}}))"
)
_EACH = re.compile(rf"(?P<to>\sà\s)?(?P<number>{_NUMBER})")
_CODE = re.compile(r"\s?(?:de la|de l'|du|des)\s(?:même\s)?(code(?:\s[\w'-]+){0,4}|loi|décret|ordonnance|présent code)")


@dataclass(frozen=True, slots=True)
class Named:
    """A list of articles named in a text: `text[start:end]` is the list, `numbers` what it names, as canonical text.

    A range gives its two ends. `code` is the words after it that tell a code or another text; empty where none do.
    """

    start: int
    end: int
    numbers: tuple[str, ...]
    code: str


def named(text: str) -> tuple[Named, ...]:
    """The lists of articles that the text names, in order."""
    found = []
    for match in _LIST.finditer(text):
        group = "first" if match["first"] else "bare"
        numbers = tuple(dict.fromkeys(re.sub(r"[\s.*]", "", each["number"]) for each in _EACH.finditer(match[group])))
        after = _CODE.match(text, match.end())
        found.append(Named(match.start(group), match.end(group), numbers, after[1] if after else ""))
    return tuple(found)


def masked(text: str) -> str:
    """The text with every list of article numbers replaced by one mark."""
    return _LIST.sub(lambda match: f"articles {MASK} " if match["first"] else f" {MASK} ", text)
