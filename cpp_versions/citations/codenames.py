"""The names of codes in a text: "code pénal", "nouveau code de procédure civile", "code sécurité sociale", "CPP".

Titles are those of `codes`, accents and small words apart; a code that the table doesn't know ("code local") is named
by its words. "le code" alone isn't one: it may be a PIN or a rule of conduct.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from cpp_versions.citations.values import OWN, Document, DocumentKind, Memory
from cpp_versions.codes import CODES, find

__all__ = ["SHORT", "era", "of_its_day", "read_code", "successors"]

_FOLDS = str.maketrans("àâäçéèêëîïôöùûüÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ", "aaaceeeeiioouuuAAACEEEEIIOOUUU")


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    """`text` in lower case without accents, as long as it was."""
    return text.translate(_FOLDS).lower()


_RURAL, _POSTES = "rural-et-de-la-peche-maritime", "postes-et-des-communications-electroniques"
# names of before, and names cut short
_BY_FOLDED = {_fold(code.title): code.id for code in CODES if code.title.startswith("Code ")} | {
    "code de la sante": "sante-publique",
    "code rural": _RURAL,
    "code rural et de la peche": _RURAL,
    "code des postes et telecommunications": _POSTES,
    "code des postes et des telecommunications": _POSTES,
    "code de la legion d'honneur": "legion-dhonneur-de-la-medaille-militaire-et-de-lordre-national-du-merite",
}
_TITLE = re.compile("|".join(re.escape(title) for title in sorted(_BY_FOLDED, key=len, reverse=True)))
_LONGEST = max(map(len, _BY_FOLDED)) + 1

# codes made anew under the same name, and the day
_ANEW = {
    "minier": ("minier-nouveau", date(2011, 3, 1)),  # ordonnance n° 2011-91 du 20 janvier 2011
    "forestier": ("forestier-nouveau", date(2012, 7, 1)),  # ordonnance n° 2012-92 du 26 janvier 2012
}

SHORT = re.compile(
    r"(?:CPP|CESEDA|CGI|CJPM|CPI|CSI|CSP|COJ|CGCT|LPF|C\. ?pr\. ?p[ée]n\.|C\. ?p[ée]n\.|C\. ?civ\.)(?!\w)"
)
_CODE = re.compile(
    r"(?P<which>(?:dudit |de ce |ce |ledit |au dit |du dit |même |présent |nouveau |ancien |de l'ancien ){0,3})"
    r"(?:[cC]ode|CODE)\b(?P<back> (?:précité|susvisé|susmentionné|susdit)\b)?"
)
# a code that the table doesn't know, only behind articles: its first noun
_OTHER = re.compile(r"code (?:de la |de l'|du |des |de )?[a-z-]{3,30}(?: (?:local|general|civil|penal|minier))?")
_NO_TITLE = frozenset(
    "qui que est sont dans pour par sur lors sous avec sans aux ainsi peut peuvent peines permettant pays acces ayant "
    "comme ont applicable lorsque relatif relatifs relatives relative fixe sauf secret les des une".split()
)

_SMALL = frozenset("de la du des le les l d et a aux en".split())
_WORD = re.compile(r"[a-z]+")
_END = re.compile(r"[.;:,()\n<>]")


def _content(folded: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(folded) if word not in _SMALL)


_BY_WORDS = {_content(title): id_ for title, id_ in _BY_FOLDED.items()}
_MOST_WORDS = max(map(len, _BY_WORDS))


def of_its_day(code: str, day: date) -> str:
    """The id of the code that a name meant on a day: "code forestier" is the new one since July 2012."""
    anew = _ANEW.get(code)
    return anew[0] if anew and day >= anew[1] else code


def era(day: date) -> int:
    """How many codes had been made anew under their name by a day: between two such days a name means the same."""
    return sum(day >= since for _, since in _ANEW.values())


def successors(code: str) -> tuple[str, ...]:
    """The ids of the codes that the name of `code` can mean as well."""
    return (_ANEW[code][0],) if code in _ANEW else ()


def read_code(text: str, at: int, memory: Memory, behind: bool = False) -> tuple[Document, int] | None:
    """The code named at `at`, and where its name ends; `memory` learns it. `behind`: it follows articles."""
    found = _CODE.match(text, at)
    if found is None:
        short = SHORT.match(text, at)
        known = find(short[0]) if short else None
        if short is None or known is None:
            return None
        memory.code = document = Document(DocumentKind.CODE, known.id)
        return document, short.end()
    which, end = found["which"], found.end()
    if "présent" in which:
        memory.code = OWN
        return OWN, end
    pointing = "même" in which or "dit" in which or "ce " in which
    named = None if found["back"] else _titled(text, end - len("code"))
    if named is None or (not named[2] and (pointing or not behind)):
        if not (pointing or found["back"]):
            return None
        return memory.code or Document(DocumentKind.UNCLEAR, found[0].strip()), end
    name, end, _ = named
    if "ancien" in which:
        document = Document(DocumentKind.ACT, f"ancien {text[found.end() - len('code') : end].lower()}")
    else:
        document = Document(DocumentKind.CODE, name)
    memory.code = document
    return document, end


def _titled(text: str, at: int) -> tuple[str, int, bool] | None:
    """The id of the code whose title begins at `at`, its end, and whether the table knows it."""
    folded = _fold(text[at : at + _LONGEST])
    if (found := _TITLE.match(folded)) and not folded[found.end() : found.end() + 1].isalpha():
        return _BY_FOLDED[found[0]], at + found.end(), True
    if known := _by_words(folded):
        return known[0], at + known[1], True
    if (found := _OTHER.match(folded)) and found[0].split()[-1] not in _NO_TITLE:
        return text[at : at + found.end()].lower(), at + found.end(), False
    return None


def _by_words(folded: str) -> tuple[str, int] | None:
    """A title whose small words are missing or others: "code sécurité sociale", "code de sécurité intérieure"."""
    stop = _END.search(folded)
    best: tuple[str, int] | None = None
    words: list[str] = []
    for found in _WORD.finditer(folded, 0, stop.start() if stop else len(folded)):
        if found[0] in _SMALL:
            continue
        words.append(found[0])
        if len(words) > _MOST_WORDS:
            break
        if known := _BY_WORDS.get(tuple(words)):
            best = known, found.end()
    return best
