"""Places inside an article: "au deuxième alinéa de", "les 1° à 5° du II de", ", premier alinéa", "(1° et 3°)".

Before an article they are read backwards, word by word, for as long as the words are those of a place; behind it they
are read on from the number. Both give the same `Place` values, in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cpp_versions.citations.fragments import LATIN
from cpp_versions.citations.values import Place, Unit

__all__ = ["INNER", "after", "before", "parse"]

_ORDINALS = {
    "premier": "1", "première": "1", "1er": "1", "1re": "1", "1ère": "1", "second": "2", "seconde": "2",
    "deuxième": "2", "troisième": "3", "quatrième": "4", "cinquième": "5", "sixième": "6", "septième": "7",
    "huitième": "8", "neuvième": "9", "dixième": "10", "onzième": "11", "douzième": "12", "treizième": "13",
    "quatorzième": "14", "quinzième": "15", "seizième": "16", "dix-septième": "17", "dix-huitième": "18",
    "dix-neuvième": "19", "vingtième": "20", "vingt et unième": "21", "vingt-et-unième": "21", "vingt-deuxième": "22",
    "vingt-troisième": "23", "vingt-quatrième": "24", "vingt-cinquième": "25", "dernier": "-1", "dernière": "-1",
    "avant-dernier": "-2", "avant-dernière": "-2", "pénultième": "-2", "antépénultième": "-3",
}  # fmt: skip
_CARDINALS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10}
_UNITS = {
    "alinéa": Unit.ALINEA, "alinéas": Unit.ALINEA, "al.": Unit.ALINEA, "al": Unit.ALINEA,
    "phrase": Unit.PHRASE, "phrases": Unit.PHRASE, "tiret": Unit.TIRET, "tirets": Unit.TIRET,
    "paragraphe": Unit.PARAGRAPH, "paragraphes": Unit.PARAGRAPH, "§": Unit.PARAGRAPH, "§§": Unit.PARAGRAPH,
    "ligne": Unit.LINE, "lignes": Unit.LINE, "point": Unit.PARAGRAPH, "points": Unit.PARAGRAPH,
}  # fmt: skip

# ---------------------------------------------------------------------------------------------------------- fragments
# "premier", "avant-dernière", "2e", "4ème"
_ORDINAL = "(?:" + "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True)) + r"|[0-9]{1,2}(?:e|ème))"
_UNIT = r"(?:alinéas?|al\.|phrases?|tirets?|lignes?)"
_NAMED = r"(?:alinéas?|al\.|paragraphes?|§§?|tirets?|points?)"
_BIS = rf"(?: {LATIN}\b)?"
# "premier et deuxième alinéas", "troisième à sixième alinéas", "première ou à la seconde phrase"
_ORDINAL_LIST = rf"{_ORDINAL}(?:(?:,|,? (?:et|ou|à)(?: (?:le|la|l'|au))?) ?{_ORDINAL}){{0,12}}"
# "1°", "l°" (a misprint of 1°), "11° bis"
_NUMBER = rf"[0-9l]{{1,3}} ?°{_BIS}"
# "I", "I bis", "II A"
_ROMAN = rf"[IVXL]{{1,6}}{_BIS}(?: [A-H]\b)?"
_MARK = rf"(?:{_NUMBER}|{_ROMAN}|[A-H]{_BIS}|[a-z]{_BIS})"
# "alinéa 2", "alinéas 1 et 3 à 5", "§ 2", "point a"
_VALUES = rf"(?:premier|dernier|[0-9]{{1,3}}(?![0-9°])(?:er\b)?{_BIS}"
_VALUES += rf"(?:(?: ?, ?| et | ou | à )[0-9]{{1,2}}(?![0-9°-]){_BIS}){{0,12}}|(?<= )[a-z]\b\)?)"

_PIECE = re.compile(
    rf"(?P<ordinals>{_ORDINAL_LIST}) (?P<unit>{_UNIT})(?!\w)"
    rf"|(?P<count>{'|'.join(_CARDINALS)}) (?P<way>premiers?|premières?|derniers?|dernières?) (?P<cunit>{_UNIT})(?!\w)"
    rf"|(?P<named>{_NAMED}) ?(?P<values>{_VALUES})"
    r"|(?:(?<=\bdu )|(?<=\bau )|(?<=\ble ))(?P<bare>[0-9]{1,2})(?![0-9°-])"
    rf"|(?P<mark>{_MARK})(?P<close>\))?(?: à (?:l')?(?P<last>{_MARK})\)?)?(?![\w°])"
)
"""What one unit counts."""

_VALUE = re.compile(rf"[0-9]+(?: {LATIN}\b)?|\b[a-z]\b")
_NUMBERED = re.compile(rf"(?P<value>[0-9l]{{1,3}}) ?°(?: (?P<latin>{LATIN}))?")
_BIT = re.compile(_ORDINAL)
_ROMAN_HEAD = re.compile("[IVXL]+")


def parse(text: str, start: int, end: int) -> tuple[Place, ...]:
    """The places in `text[start:end]`, which holds nothing else but articles and conjunctions.

    >>> [(p.unit.value, p.first, p.last) for p in parse("aux 1° à 5° du II bis", 0, 21)]
    [('number', '1', '5'), ('roman', 'II bis', '')]
    """
    return tuple(place for piece, _, _ in _pieces(text, start, end) for place in piece)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[list[Place], int, int]]:
    """The places of each unit ("premier et deuxième alinéas", "1° à 5°"), with its span."""
    position = start
    while found := _PIECE.search(text, position, end):
        position = found.end()
        if found["ordinals"]:
            values = [_ordinal(bit) for bit in _BIT.findall(found["ordinals"])]
            yield _counted(_UNITS[found["unit"]], values, " à " in found["ordinals"]), found.start(), position
        elif found["count"]:
            count, unit = str(_CARDINALS[found["count"]]), _UNITS[found["cunit"]]
            place = Place(unit, "1", count) if found["way"][0] == "p" else Place(unit, f"-{count}", "-1")
            yield [place], found.start(), position
        elif found["named"]:
            printed = found["values"].replace("1er", "1").replace("premier", "1")
            values = ["-1"] if printed == "dernier" else _VALUE.findall(printed)
            yield _counted(_UNITS[found["named"]], values, " à " in printed), found.start(), position
        elif found["bare"]:  # "du 5 de l'article 27": the paragraphs of European acts
            yield [Place(Unit.PARAGRAPH, found["bare"])], found.start(), position
        elif _is_mark(text, found.start(), found["mark"], bool(found["close"])):
            unit, first = _mark(found["mark"])
            yield [Place(unit, first, _mark(found["last"])[1] if found["last"] else "")], found.start(), position


def _counted(unit: Unit, values: list[str], is_range: bool) -> list[Place]:
    if is_range and len(values) == 2:
        return [Place(unit, values[0], values[1])]
    return [Place(unit, value) for value in values]


_BEFORE_LETTER = ("au ", "aux ", "du ", "le ", "les ", "des ", ", ", "et ", "ou ", "à ")


def _is_mark(text: str, start: int, mark: str, closed: bool) -> bool:
    """Whether a letter is one of a list and not a word ("à", "y") nor the elision "l'"."""
    lower = mark[0].islower() and "°" not in mark
    if start and (text[start - 1].isalnum() or text[start - 1] in "-'"):
        return text[start - 1] in "-'" and not lower
    if mark == "l":
        return False
    return not lower or closed or text[max(0, start - 4) : start].endswith(_BEFORE_LETTER)


def _ordinal(word: str) -> str:
    return _ORDINALS.get(word) or re.sub(r"\D", "", word)


def _mark(mark: str) -> tuple[Unit, str]:
    if found := _NUMBERED.fullmatch(mark):
        value = found["value"].replace("l", "1")
        return Unit.NUMBER, f"{value} {found['latin']}" if found["latin"] else value
    head = mark.split()[0]
    if _ROMAN_HEAD.fullmatch(head):
        return Unit.ROMAN, mark
    return (Unit.CAPITAL if head.isupper() else Unit.LETTER), mark


# ---------------------------------------------------------------------------------------------------- before a number
_FARTHEST = 220
"""How many characters before an article its place can begin."""

# what links a place to the article: "au 1° de l'article", "au 1° des articles", "aux a et b du présent article"
_LINK = re.compile(
    r"(?:de l'|de la |du |des |de cet |de ces |de ce |de |dudit |desdits |du même |des mêmes |de cet? même "
    r"|de ces mêmes |du présent )$"
)
_LINKS = ("de ", "du ", "des ", "de l'", "de la ", "cet ", "ces ", "ce ", "dit ", "dits ", "même ", "mêmes ", "sent ")
_WORD = re.compile(
    rf"(?:{_ORDINAL}|{_UNIT}|{_NAMED}|deux|trois|quatre|cinq|six|premiers|premières|derniers|dernières|vingt|unième"
    rf"|et|ou|à|au|aux|du|des|de|la|le|les|l|ainsi|qu|que|son|ses|mêmes?|présent"
    rf"|{LATIN}|[0-9l]{{1,3}}°|°|[0-9]{{1,3}}|[IVXL]{{1,6}}|[A-H]|[a-z])"
)


@lru_cache(maxsize=4096)
def _is_word(word: str) -> bool:
    """Whether a place can hold the word."""
    return len(word) < 24 and _WORD.fullmatch(word) is not None


# what may stand between two places and no other word; single words, so that nothing can be read in two ways
_GAP = re.compile(r"(?:[ ,]|et |ou |au |aux |du |de |la |des |à |le |les |l'|ainsi |que |qu'|même )*")
_DEFINITE = re.compile(r"(?:(?:à|de) la |(?:à|de) l'|aux? |du |des |les? |la |l')$")


def before(text: str, at: int) -> tuple[int, tuple[Place, ...]]:
    """The places that end right before `at`, where "article" or a number begins, and where their first word stands.

    `text` is levelled; (`at`, ()) where there is none.
    """
    if not text.endswith(_LINKS, max(0, at - 9), at):
        return at, ()
    low = max(0, at - _FARTHEST)
    low = text.rfind("\n", low, at) + 1 or low
    lead = _LINK.search(text, max(low, at - 16), at)
    if lead is None or text.endswith((",", ", "), low, lead.start()):
        return at, ()  # "du présent article, troisième alinéa, des articles 174": the alinéa is the first one's
    last = first = lead.start()
    while True:
        end = first
        while end > low and text[end - 1] in " ',)":
            end -= 1
        start = end
        while start > low and text[start - 1] not in " ',;()/":
            start -= 1
        if start == end or not _is_word(text[start:end]):
            break
        first = start
    if first == last:
        return at, ()
    return _trimmed(text, first, last, at)


def _trimmed(text: str, first: int, last: int, at: int) -> tuple[int, tuple[Place, ...]]:
    """The longest end of `text[first:last]` that is a place from its first word on."""
    if text[first - 1 : first] == "(" and (closing := text.rfind(")", first, last)) >= 0:
        first = closing + 1  # "(6°) et au 2° de l'article": the 6° is another article's
    start, end = last, first
    found: list[Place] = []
    for piece, piece_start, piece_end in _pieces(text, first, last):
        if not found or not _GAP.fullmatch(text, end, piece_start):
            start, found = piece_start, []
        end = piece_end
        found.extend(piece)
    if not found or not _GAP.fullmatch(text, end, last):
        return at, ()
    lead = _DEFINITE.search(text, max(first, start - 8), start)
    return (lead.start() if lead else start), tuple(found)


# ---------------------------------------------------------------------------------------------------- behind a number
_COUNTED = rf"(?:{_ORDINAL_LIST} {_UNIT}|(?:deux|trois|quatre) (?:premiers?|derniers?|premières|dernières) {_UNIT})"
_ONE = rf"(?:{_COUNTED}|{_NAMED} ?{_VALUES}|{_ORDINAL}|{_NUMBER}|[IVXL]{{1,6}}\b{_BIS}|[A-H]\b|[a-z]\b)"
_BETWEEN = r"(?:et|ou|à|du|de|la|le|les|au|aux|l)\b'?"
# "411-8, aux deux premiers alinéas de l'article 412-2": the place is that of the next article
_NOT_THE_NEXT = r"(?!\w)(?! (?:de l'art|des art|du (?:présent |même )?(?:art|[IVX0-9])))"
_AFTER = re.compile(
    # "(1° à 5°)", "(deuxième et troisième alinéas)", "(I, 3°)", with the call of a footnote: "(3°)(1)"
    rf" ?\((?:(?:{_BETWEEN}|{_ONE})[ ,;)]{{1,3}}){{1,24}}(?<=\))(?: ?\([0-9]\))?"
    # " alinéa 2", ", alinéas 2 et 3", " in fine"
    rf"|,? ?(?:in fine|{_NAMED} ?{_VALUES})"
    # ", premier alinéa", ", deuxième alinéa, première phrase"
    rf"|, ?(?:au |aux |le |les )?{_COUNTED}(?:,? {_ORDINAL} phrase)?{_NOT_THE_NEXT}"
    # ", 1°", ", 1° et 3° à 5°"
    rf"|, ?(?:au |aux )?{_NUMBER}(?:(?:,| et| ou| à) ?{_NUMBER}){{0,12}}{_NOT_THE_NEXT}"
    # ", à l'exception du 11°, du 11° bis et du 18°" before the next number of the list
    r"|,? (?:à l'exception|à l'exclusion|à l'exclusion toutefois|hormis|sauf|non compris)"
    rf" (?:du |des |de son |de sa |de ses |le |la |les )(?:(?:{_BETWEEN}|son|{_ONE})[ ,]{{1,2}}){{1,16}}?"
    r"(?=(?:et |ou )?(?:[LRDA]\. ?)?[0-9]{2,4}(?![°0-9]| ?°))"
    # "-II", " I", ", I et II", " I 2°"
    rf"|,? ?-? ?[IVX]{{1,5}}\b{_BIS}(?: ?-? ?[0-9]{{1,2}} ?°)?(?:(?:, ?| et | ou | à )[IVX]{{1,5}}\b{_BIS}){{0,6}}"
    r"(?!-[0-9]|\.)"
)


_FIRSTS = frozenset(" ,(-")
_ORDINAL_NEAR = re.compile("[0-9](?:e|è|er|re)")


def after(text: str, at: int) -> tuple[int, tuple[Place, ...]]:
    """The places behind an article's number that ends at `at`, and where they end; (`at`, ()) where there is none."""
    following = text[at : at + 8]
    if following[:1] not in _FIRSTS or not following[1:2]:
        return at, ()
    digit = following.lstrip(" ,")[:1].isdigit() and "°" not in following
    other = following[0] == " " and following[1] not in "(-,aiIVXs§pàlth"
    if (digit or other) and not _ORDINAL_NEAR.search(following):
        return at, ()  # most often: the next number of the list, or the sentence going on
    found = _AFTER.match(text, at)
    if found is None:
        return at, ()
    end = at + len(found[0].rstrip(" ,"))
    places = parse(text, at, end)
    return (end, places) if places or "in fine" in found[0] else (at, ())


# --------------------------------------------------------------------------------------------- places of the article
_HEADS = r"(?:[aA]ux?|[dD]u|[dD]es|[lL]es?|[lL]a|[dD]e la|[àÀ] la)"
_FEW = r"(?:deux|trois|quatre|cinq)"
_NEAR = r"(?: précédente?s?| suivante?s?| ci-dessus| qui précède(?:nt)?| [0-9]{1,2}\b)?"
_DEGREES = rf"[0-9]{{1,2}} ?°{_BIS}"
_ROMANS = rf"[IVX]{{1,5}}{_BIS}"
INNER = re.compile(
    rf"{_HEADS} (?:{_ORDINAL_LIST} {_UNIT}(?!\w)"
    rf"|{_FEW} (?:alinéas (?:précédents|suivants|qui précèdent)|(?:prem|dern)i(?:er|èr?e)s {_UNIT})(?!\w)"
    rf"|(?:présente? |même )?(?:alinéas?|phrase){_NEAR}(?!\w)"
    rf"|(?:présent )?{_DEGREES}(?:(?:, ?| et | ou | à |, et ){_DEGREES}){{0,12}}"
    rf"|(?:présent )?{_ROMANS}(?:(?:, ?| et | ou | à ){_ROMANS}){{0,6}}(?=[ ,.;)]))"
    rf"|[lL]'(?:avant-dernier |avant-dernière )?(?:alinéa|phrase){_NEAR}(?!\w)"
)
"""A place that no article's name follows: one of the article that speaks."""
