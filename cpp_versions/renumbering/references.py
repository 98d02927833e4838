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
_AND = r"(?:\s?,\s?|\s(?:et|ou|à)\s(?:à\s)?(?:de\s|aux?\s)?(?:l['’]articles?\s|articles?\s)?)"
_LIST = re.compile(
    rf"(?:\b(?:articles?|art\.)\s(?P<first>{_NUMBER}(?:{_AND}{_NUMBER}){{0,60}})"
    rf"|\b(?P<bare>[LRDA]\s?\*?\.\s?\*?[0-9]{{1,5}}(?:-[0-9]{{1,4}}){{0,5}}(?:{_AND}{_NUMBER}){{0,60}}))"
)
_DIGIT = re.compile("[0-9]")
_EACH = re.compile(_NUMBER)
_SPACING = re.compile(r"[\s.*]")
_CODE = re.compile(
    r"\s?(?:de la|de l['’]|du|des)\s(?:même\s)?"
    r"(?:présent code|(?P<code>code\b(?:\s(?:de|du|des|la|le|les|pénale?|procédure|[a-zà-ÿ'-]{3,})){1,5})"
    r"|(?P<other>loi|décret|ordonnance|arrêté|règlement|convention|annexe)\b)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A list of articles named in a text: `text[start:end]` is the list, `numbers` what it names, as canonical text.

    A range gives its two ends. `code` is the title of the code named after it, in small letters; empty where none is,
    or only "présent code". `elsewhere`: what follows names another text than a code.
    """

    start: int
    end: int
    numbers: tuple[str, ...]
    code: str = ""
    elsewhere: bool = False


def named(text: str) -> tuple[Named, ...]:
    """The lists of articles that the text names, in order."""
    if not _DIGIT.search(text):
        return ()
    found = []
    for match in _LIST.finditer(text):
        group = "first" if match["first"] else "bare"
        numbers = tuple(dict.fromkeys(_SPACING.sub("", number) for number in _EACH.findall(match[group])))
        after = _CODE.match(text, match.end())
        code = after["code"].lower() if after and after["code"] else ""
        other = bool(after and after["other"])
        found.append(Named(match.start(group), match.end(group), numbers, code, other))
    return tuple(found)


def masked(text: str, lists: tuple[Named, ...]) -> str:
    """The text with each of the lists that it names replaced by one mark."""
    if not lists:
        return text
    pieces = []
    place = 0
    for one in lists:
        pieces += [text[place : one.start], f" {MASK} "]
        place = one.end
    return "".join([*pieces, text[place:]])
