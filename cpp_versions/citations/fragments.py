"""The fragments that the grammar of citations is made of, each with what it reads, and the typography that it ignores.

All are regular expressions without nested repetition over the same characters: each is tried at one position and reads
on from there, so that reading a text takes time in proportion to its length.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cpp_versions.errors import BadNumber
from cpp_versions.numbering import parse

__all__ = ["ITEM", "LATIN", "MONTH", "canonical", "level"]

# ------------------------------------------------------------------------------------------------------- typography
_LEVELLED = (
    *((other, " ") for other in "\u00a0\u2007\u2009\u202f\t"),
    *((other, "'") for other in "’‘ʼ´`′"),
    *((other, "-") for other in "‐‑‒–—―−\u00ad"),
    ("º", "°"),
    ("˚", "°"),
)


def level(text: str) -> str:
    """`text` with one kind of space, apostrophe, hyphen and degree sign: as long as it was, so that spans hold.

    >>> level("l’article\u00a0R.\u202f57‑7‑62")
    "l'article R. 57-7-62"
    """
    if text.isascii():
        return text.replace("\t", " ")
    for other, plain in _LEVELLED:
        if other in text:
            text = text.replace(other, plain)
    return text


# --------------------------------------------------------------------------------------------------- article numbers
# bis, ter … nonies, then un-decies, duo-decies … nov-nonagies
LATIN = (
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies"
    r"|[a-z]{0,8}(?:decies|vicies|tricies|quadragies|quinquagies|sexagies|septuagies|octogies|nonagies))"
)
# "L.", "L. O.", "R*.", "*R.", "D" before a digit; "R. * 57" in old texts
_SERIES = r"(?:\*{0,2}(?:L\.? ?O|[LRDA])\.{0,2} ?\*{0,2}\.?[ -]{0,2})"
# "57-7-62", "706- 53" with the stray space of old texts; "1er"
_DIGITS = r"[0-9]{1,5}(?:er\b|(?: ?- ?[0-9]{1,4}(?![0-9°]| ?°)){0,6})"
# "16-1 A", "235 ter ZCA", "45-2-1 bis", "1609 sexvicies A", "44 sexies-0 A"; a Roman numeral is a place, not a letter
_LETTERS = (
    r"(?:(?!(?:[IVX]+|DU|DE|ET|OU|LA|LE|AU|EN)\b)[A-Z]{1,2}|Z[A-Z]{2})(?![\w'°])(?!\. ?\*?[0-9])(?!-[A-Z])(?!-[LRDA]\.)"
)
_SUFFIX = (
    rf"(?:[ -]?{LATIN}\b(?: [0-9]{{1,2}}(?= du code))?)?"
    rf"(?:(?: |-(?=[A-Z]\b)){_LETTERS}(?! (?:l'|la\b|le\b|un|cet|ce\b)))?"
    rf"(?:-[0-9]{{1,3}}(?![0-9°]))?(?: {LATIN}\b)?"
)
# not "1°", "12 %", "2016/679"; a word may follow without a space ("D. 115-10les mots")
_ENDED = r"(?![0-9°%€]| ?°|/[0-9])(?=[^\w]|$|[a-zà-ÿ]{2})"
ITEM = re.compile(rf"(?:{_SERIES})?{_DIGITS}{_SUFFIX}{_ENDED}|(?:premier|préliminaire|liminaire|unique|Ier)\b")
"""One article number, from "1er" to "L.O. 630", as texts of law print it."""

MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
    r"|janv\.|f[ée]vr?\.|avr\.|juil\.|sept\.|oct\.|nov\.|d[ée]c\.)"
)

_STRAY = re.compile(r" ?- ?(?=[0-9])")
_GLUED = re.compile(rf"(?<=[0-9])(?={LATIN}$)")


@lru_cache(maxsize=65536)
def canonical(printed: str) -> str | None:
    """The canonical number of what `ITEM` read; None where it isn't one.

    >>> canonical("R. * 57-7- 62"), canonical("Ier"), canonical("2bis")
    ('R57-7-62', '1er', '2-bis')
    """
    if printed == "Ier":
        return "1er"
    text = _GLUED.sub(" ", _STRAY.sub("-", printed.replace("..", ".").replace(". *", ".*").replace(" *", "*")))
    try:
        return parse(text).text
    except BadNumber:
        return None
