"""The words of légistique as tokens: an instruction's sentence becomes a short row of classes that the grammar reads.

    Au deuxième alinéa de l'article D. 48-2, les mots : « un an » sont remplacés par les mots : « deux ans » ;
    A  ORD      ALINEA DE ARTICLE ART      COMMA MOTS QUOTE       ETRE REMPLACE PAR  MOTS QUOTE       SEMI

Determiners and adverbs that change nothing ("les", "respectivement", "suivants") are left out, and a colon before a
quotation, so that the grammar tells what matters. Every token keeps its place in the sentence and a `value`: an ordinal
its number (-1 the last), an article number its canonical text, a quotation its words.

Tables below: one word, one class, with what people really print ("A l'article", "1er", "2ème", "alinéa 1°"). A word
that no table knows is a WORD, which no rule takes: the sentence is then not understood, and said to be so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from cpp_versions import numbering
from cpp_versions.acts import MONTHS
from cpp_versions.errors import BadNumber

__all__ = [
    "ARTICLE_NUMBER",
    "CLOSERS",
    "DATE",
    "LATIN",
    "MONTH",
    "OPENERS",
    "SPACE",
    "Lexeme",
    "Lexicon",
    "Quotation",
    "compiled",
    "plain",
    "quotation",
]

OPENERS = '«“"'
CLOSERS = '»”"'
LATIN = (
    r"(?:(?:un|duo|ter|quater|quin|sex|sept|octo|novo)?(?:decies|vicies)"
    r"|bis|ter|quater|quinquies|sexies|septies|octies|nonies)"
)

SPACE = r"[\s\u00a0\u202f]"
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-", "‐": "-"})
_DASHED = r"\d{1,5}(?:\s?[-‑–]\s?\d{1,4})"
_SUFFIX = rf"(?:{SPACE}{LATIN}\b(?:[-‑]\d{{1,4}}){{0,3}})?(?:{SPACE}[A-Z](?=[\s,.;:)\u00a0]|$))?"
ARTICLE_NUMBER = (
    rf"(?:L\.?{SPACE}?O|[LRDA])\.?{SPACE}?\*?\.?{SPACE}?-?\d{{1,5}}(?:\s?[-‑–]\s?\d{{1,4}}){{0,6}}(?:er\b)?{_SUFFIX}"
    rf"|{_DASHED}(?:\s?[-‑–]\s?\d{{1,4}}){{0,5}}{_SUFFIX}"
    rf"|\d{{1,5}}{SPACE}{LATIN}(?:[-‑]\d{{1,4}}){{1,3}}"
)
MONTH = "|".join(MONTHS)
DATE = rf"(?P<day>\d{{1,2}})(?:er)?{SPACE}(?P<month>{MONTH}){SPACE}(?P<year>\d{{4}})"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A token: its class, what it stands for, and its place in the sentence."""

    kind: str
    value: str | int | tuple[int, ...] | date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: `text[start:end]` with its marks; `words` without them; `open` where nothing closes it."""

    start: int
    end: int
    words: str
    open: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary of one language: patterns tried first, in order; then single words; words left out."""

    language: str
    patterns: re.Pattern[str]
    words: Mapping[str, tuple[str, str | int]]
    dropped: frozenset[str]
    stems: tuple[tuple[str, str, str | int], ...]
    ordinals: Mapping[str, int] = field(default_factory=dict)

    def tokens(self, sentence: str) -> list[Lexeme]:
        """The tokens of a sentence, without what is left out."""
        return _tidy(list(_raw(self, sentence)))


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """A word as the tables write it: lower case, no accents, plain apostrophes."""
    decomposed = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


# ------------------------------------------------------------------------------------------------------- quotations
# "« quatre-vingt-dix jours par les mots « quarante": the printer lost the closing mark
_LOST_CLOSER = re.compile(rf"{SPACE}(?:par|by){SPACE}(?:(?:les?|the){SPACE}(?:mots?|words?){SPACE}?:?{SPACE}?)?[«“\"]")


def quotation(text: str, start: int) -> Quotation:
    """The quotation that opens at `text[start]`; quotations inside it are part of it.

    >>> quotation("les mots : « les « x » et y » sont", 11).words
    'les « x » et y'
    >>> quotation("« a » par « b »", 0).words, quotation("« sans fin", 0).open
    ('a', True)
    """
    opener = text[start]
    depth, place = 1, start + 1
    straight = opener == '"'
    while place < len(text):
        char = text[place]
        if char in "»”" or (char == '"' and (straight or _ends(text, place))):
            depth -= 1
            if depth == 0:
                return Quotation(start, place + 1, _trim(text[start + 1 : place]), False)
        elif char in "«“":
            lost = _LOST_CLOSER.search(text, start, place + 1)
            if lost and lost.end() == place + 1:
                return Quotation(start, lost.start(), _trim(text[start + 1 : lost.start()]), False)
            if straight and opener == '"' and "»" not in text[place:]:
                pass
            else:
                depth += 1
        place += 1
    if depth > 1:  # a mark too many inside: the first that closes is taken
        found = re.compile(r"[»”]").search(text, start)
        if found:
            return Quotation(start, found.end(), _trim(text[start + 1 : found.start()]), False)
    return Quotation(start, len(text), _trim(text[start + 1 :]), True)


def _ends(text: str, place: int) -> bool:
    """Whether a straight quote closes what « opened: 1972 mixes them."""
    return place + 1 >= len(text) or text[place + 1] in " ,;.:)\u00a0\n"


def _trim(words: str) -> str:
    return words.strip(" \u00a0\u202f\t\n")


def compiled(patterns: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """All patterns as one; group names carry the class (`ART_3`)."""
    groups = (
        f"(?P<{kind}_{i}>{pattern.replace('?P<day>', '?:').replace('?P<month>', '?:').replace('?P<year>', '?:')})"
        for i, (kind, pattern) in enumerate(patterns)
    )
    # Capitals matter for labels ("II", "A") and not for words; each pattern that needs both says so.
    return re.compile("|".join(groups))


# ------------------------------------------------------------------------------------------------------------ reading
_WORD = re.compile(r"(?:[Qq]u|[Jj]usqu|[Ll]orsqu|[LlDdSsNnCcJjMm])['’]|[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
_PAREN = re.compile(r"\((?P<inside>[^()«»]{0,300})\)")
_MARKS = {",": "COMMA", ";": "SEMI", ".": "DOT", ":": "COLON"}
_DATE_PATTERN = re.compile(DATE)
_VOWEL_A = re.compile(r"(?:A|À|a|à)(?=[\s\u00a0](?:l['’]|la\b|chaque\b|compter\b|chacun|deux\b|cet|ce\b|leur|ses\b))")


def _raw(lexicon: Lexicon, sentence: str) -> Iterator[Lexeme]:
    place, size = 0, len(sentence)
    while place < size:
        char = sentence[place]
        if char.isspace() or char in "\u00a0\u202f":
            place += 1
            continue
        if char in OPENERS or (char == "<" and place + 1 < size):
            quoted = quotation(sentence, place)
            yield Lexeme("QUOTE", quoted.words, place, quoted.end)
            place = quoted.end
            continue
        if char == "(" and (found := _PAREN.match(sentence, place)):
            yield Lexeme("PAREN", found["inside"], place, found.end())
            place = found.end()
            continue
        if char in _MARKS:
            yield Lexeme(_MARKS[char], char, place, place + 1)
            place += 1
            continue
        if found := _VOWEL_A.match(sentence, place):
            if (date_ := lexicon.patterns.match(sentence, place)) and (date_.lastgroup or "").startswith(
                ("FROM", "EVERY")
            ):
                found = date_
                yield _valued(lexicon, (date_.lastgroup or "").rpartition("_")[0], found.group(), place, found.end())
            else:
                yield Lexeme("A", "a", place, found.end())
            place = found.end()
            continue
        if (found := lexicon.patterns.match(sentence, place)) and found.end() > place:
            yield _valued(lexicon, (found.lastgroup or "").rpartition("_")[0], found.group(), place, found.end())
            place = found.end()
            continue
        if found := _WORD.match(sentence, place):
            yield from _word(lexicon, found.group(), place)
            place = found.end()
            continue
        yield Lexeme("MARK" if char not in "-–—―." else "DASHMARK", char, place, place + 1)
        place += 1


def _word(lexicon: Lexicon, word: str, start: int) -> Iterator[Lexeme]:
    key = plain(word)
    end = start + len(word)
    if key in lexicon.dropped:
        return
    if key in lexicon.words:
        kind, value = lexicon.words[key]
        yield Lexeme(kind, value, start, end)
        return
    for stem, kind, value in lexicon.stems:
        if key.startswith(stem) and len(key) - len(stem) <= 2 and key[len(stem) :].strip("est") == "":
            yield Lexeme(kind, value, start, end)
            return
    if "-" in key:  # a word cut at the end of a line of print: "notam-ment", "cha-pitre"
        for whole in _word(lexicon, word.replace("-", "").replace("‑", ""), start):
            if whole.kind != "WORD":
                yield Lexeme(whole.kind, whole.value, start, end)
                return
        if key.replace("-", "") in lexicon.dropped:
            return
    yield Lexeme("WORD", key, start, end)


_SECTION_KINDS = {
    "SUBSECTION": "sous-section",
    "SECTION": "section",
    "CHAPTER": "chapitre",
    "BOOK": "livre",
    "TITLE": "titre",
}
_CODE_KINDS = {"CODECPP": "code de procédure pénale", "CODEPENAL": "code pénal"}


def _valued(lexicon: Lexicon, kind: str, text: str, start: int, end: int) -> Lexeme:
    """A token of a pattern, with what it stands for."""
    value: str | int | tuple[int, ...] | date = " ".join(text.translate(_APOSTROPHES).split())
    if kind in ("ART", "ARTICLEWORD", "ANNEXE"):
        try:
            bare = re.sub(r"\s*([-‑–])\s*", "-", text.removeprefix("article ")).strip()
            value = str(numbering.parse(re.sub(r"^([LRDA])-", r"\1", bare)))
        except BadNumber:
            kind = "WORD"
        else:
            kind = "ART"
    elif kind == "ORDW":
        number = lexicon.ordinals.get(plain(text).replace(" ", "-"))
        kind, value = ("ORD", number) if number else ("WORD", value)
    elif kind == "DIGITORD":
        digits = re.match(r"\d+", text)
        kind, value = "ORD", int(digits.group()) if digits else 1
    elif kind == "ITEM":
        value = re.sub(r"(\d+)\s?[°º]", r"\1°", str(value))
    elif kind == "LETTER":
        value = str(value).rstrip(")")
    elif kind == "FROMDATE":
        value = _day(str(value)) or value
    elif kind in _SECTION_KINDS:
        kind, value = "SECTION", _SECTION_KINDS[kind]
    elif kind in _CODE_KINDS:
        kind, value = "CODEREF", _CODE_KINDS[kind]
    elif kind == "PUNCTUATION":
        value = ":"
    return Lexeme(kind, value, start, end)


def _day(words: str) -> date | None:
    """The day that the words name; None where there is no such day ("le 31 février")."""
    found = _DATE_PATTERN.search(words)
    try:
        return date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"])) if found else None
    except ValueError:
        return None


def _numbered(following: Lexeme | None, previous: Lexeme | None) -> bool:
    """Whether "titre" is a part of a code, "titre II", "ce titre", and not the title of a law."""
    labels = ("ROMAN", "NUMBER", "ORD", "CAPITAL", "OPENING", "ITEM", "LETTER")
    return (following is not None and following.kind in labels) or (
        previous is not None and previous.kind in ("ORD", "CE", "MEME", "TOUT")
    )


_AT_OR_OF = ("au", "aux", "du", "des")


def _bare_item(token: Lexeme, before: Lexeme | None, second: Lexeme | None) -> Lexeme:
    """ "Au 2", "du 1 du I": the items of tax law, numbered without a degree sign."""
    opens = before is None or (before.kind in ("A", "DE") and str(before.value).lower() in _AT_OR_OF)
    if token.kind == "NUMBER" and opens and str(token.value).isdigit() and len(str(token.value)) <= 2:
        return replace(token, kind="ITEM", value=f"{token.value}°")
    return token


_NAMED_AGAIN = [["ARTICLE", "ART"], ["ARTICLE", "NUMBER"], ["SECTION", "ROMAN"], ["SECTION", "NUMBER"]]
_BRINGS = ("INSERE", "RETABLI", "PAR", "COMMA", "COMPLETE")


def _tidy(tokens: list[Lexeme]) -> list[Lexeme]:
    """Without colons before quotations and what stands in brackets; a stop between two numbers is a misread comma."""
    found: list[Lexeme] = []
    for place, token in enumerate(map(_bare_item, tokens, [None, *tokens], [None, None, *tokens])):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        previous = found[-1] if found else None
        if token.kind in ("PAREN", "DASHMARK", "MARK", "DROP"):
            continue
        if token.kind == "COLON" and following and (following.kind in ("QUOTE", "DASHMARK")):
            continue
        if token.kind == "DOT" and following and previous:
            if previous.kind == "ART" and following.kind == "ART":
                token = Lexeme("COMMA", ",", token.start, token.end)
            elif following.start == token.end and following.kind not in ("WORD",):
                continue  # ".remplacer", "D.393"
        if token.kind == "DE" and not found and following and following.kind in ("ORD", "ITEM", "LETTER", "ROMAN"):
            token = replace(token, kind="A")  # "Du deuxième au cinquième alinéa, les mots …"
        if token.kind == "COMMA" and previous and previous.kind == "COMMA":
            continue
        if token.kind == "MEME" and following and following.kind in ("ORD", "ITEM", "ROMAN", "LETTER", "CARD"):
            continue  # "du même premier alinéa"
        ahead = [t.kind for t in tokens[place + 1 : place + 3]]
        if token.kind == "MEME" and ahead in _NAMED_AGAIN:
            continue  # "du même article R. 5", "du même chapitre II"
        if token.kind == "ARTICLE" and (not following or following.kind not in ("ART", "NUMBER", "ORD")):
            token = replace(token, kind="LONE")  # "l'article", "un article ainsi rédigé"
        if token.kind == "DE" and token.value == "des" and previous and previous.kind in _BRINGS:
            token = replace(token, kind="DES")  # "sont insérés des 11° bis et 11° ter"
        if token.kind == "SECTION" and token.value == "titre" and not _numbered(following, previous):
            token = replace(token, kind="INTITULE")  # "Dans le titre, les mots …"
        if token.kind == "SECTION" and previous and previous.kind in ("ROMAN", "NUMBER"):  # "Book V title II"
            found.append(Lexeme("DE", "", token.start, token.start))
        found.append(token)
    return found
