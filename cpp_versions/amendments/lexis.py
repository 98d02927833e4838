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
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cpp_versions import codes, numbering
from cpp_versions.acts import MONTHS
from cpp_versions.errors import BadNumber

__all__ = [
    "ARTICLE_NUMBER",
    "CLOSERS",
    "LATIN",
    "OPENERS",
    "Lexeme",
    "Lexicon",
    "Quotation",
    "compiled",
    "french",
    "plain",
    "quotation",
]

OPENERS = '«“"'
CLOSERS = '»”"'
LATIN = (
    r"(?:(?:un|duo|ter|quater|quin|sex|sept|octo|novo)?(?:decies|vicies)"
    r"|bis|ter|quater|quinquies|sexies|septies|octies|nonies)"
)

_S = r"[\s\u00a0\u202f]"
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-", "‐": "-"})
_DASHED = r"\d{1,5}(?:\s?[-‑–]\s?\d{1,4})"
_SUFFIX = rf"(?:{_S}{LATIN}\b)?(?:{_S}[A-Z](?=[\s,.;:)\u00a0]|$))?"
ARTICLE_NUMBER = (
    rf"(?:L\.?{_S}?O|[LRDA])\.?{_S}?\*?\.?{_S}?\d{{1,5}}(?:\s?[-‑–]\s?\d{{1,4}}){{0,6}}(?:er\b)?{_SUFFIX}"
    rf"|{_DASHED}(?:\s?[-‑–]\s?\d{{1,4}}){{0,5}}{_SUFFIX}"
)
_MONTH = "|".join(MONTHS)
_DATE = rf"(?P<day>\d{{1,2}})(?:er)?{_S}(?P<month>{_MONTH}){_S}(?P<year>\d{{4}})"


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
_LOST_CLOSER = re.compile(rf"{_S}(?:par|by){_S}(?:(?:les?|the){_S}(?:mots?|words?){_S}?:?{_S}?)?[«“\"]")


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


# ------------------------------------------------------------------------------------------------------------ French
_UNITS_ORDINAL = (
    "unieme deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme "
    "treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme"
).split()
_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")
_CARDINALS = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt"
).split()


def _french_ordinals() -> dict[str, int]:
    found = {"premier": 1, "premiere": 1, "second": 2, "seconde": 2, "dernier": -1, "derniere": -1}
    found |= {"avant-dernier": -2, "avant-derniere": -2, "penultieme": -2, "antepenultieme": -3}
    found |= {word: number for number, word in enumerate(_UNITS_ORDINAL, 1)}
    for rank, ten in enumerate(_TENS, 2):
        found[ten.rstrip("e") + "ieme"] = 10 * rank
        top = 19 if ten == "soixante" else 9
        for number, word in enumerate(_UNITS_ORDINAL[:top], 1):
            joint = "-et-" if number in (1, 11) else "-"
            found[f"{ten}{joint}{word}"] = 10 * rank + number
    return found | {f"{word}s": number for word, number in found.items()}


_ORDINALS = _french_ordinals()

# what the act calls what it quotes
_QUOTED_NOUNS = (
    "mot mots terme termes reference references expression expressions chiffre chiffres nombre nombres montant "
    "montants signe signes annee annees date dates mention mentions denomination denominations pourcentage taux somme "
    "sommes symbole symboles nom noms duree durees adjectif verbe conjonction lettre lettres numero numeros locution "
    "appellation"
)
# a single word → class and value
_WORDS: dict[str, tuple[str, str | int]] = {
    **{w: ("A", w) for w in "a au aux".split()},
    **{w: ("DE", w) for w in "de du des d' dudit desdits".split()},
    **{w: ("DANS", w) for w in "dans en sur sous".split()},
    **{w: ("ET", w) for w in "et ou puis ainsi-que".split()},
    **{w: ("ETRE", w) for w in "est sont".split()},
    **{w: ("IL", w) for w in "il elle ils elles".split()},
    **{w: ("CE", w) for w in "ce cet cette ces ledit ladite lesdits lesdites present presente presents".split()},
    **{w: ("MEME", w) for w in "meme memes".split()},
    **{w: ("TOUT", w) for w in "tout tous toute toutes ensemble chaque".split()},
    "par": ("PAR", "par"),
    "apres": ("APRES", "after"),
    "avant": ("APRES", "before"),
    "ainsi": ("AINSI", "ainsi"),
    "entre": ("ENTRE", "after"),
    "lire": ("READ", ""),
    "devient": ("DEVIENT", ""),
    "deviennent": ("DEVIENT", ""),
    "fin": ("EDGE", "end"),
    "debut": ("EDGE", "start"),
    "tete": ("EDGE", "start"),
    "reste": ("EDGE", "rest"),
    "surplus": ("EDGE", "rest"),
    "article": ("ARTICLE", ""),
    "articles": ("ARTICLE", ""),
    "alinea": ("UNIT", "alinea"),
    "alineas": ("UNIT", "alinea"),
    "phrase": ("UNIT", "sentence"),
    "phrases": ("UNIT", "sentence"),
    "tiret": ("UNIT", "dash"),
    "tirets": ("UNIT", "dash"),
    "ligne": ("UNIT", "row"),
    "lignes": ("UNIT", "row"),
    "colonne": ("UNIT", "column"),
    "colonnes": ("UNIT", "column"),
    "paragraphe": ("PARAGRAPHE", ""),
    "paragraphes": ("PARAGRAPHE", ""),
    "tableau": ("SOLE", "table"),
    "tableaux": ("SOLE", "table"),
    "intitule": ("INTITULE", ""),
    "intitulee": ("INTITULE", ""),
    "intitules": ("INTITULE", ""),
    "intitulees": ("INTITULE", ""),
    "denomme": ("INTITULE", ""),
    "disposition": ("DISPOSITIONS", ""),
    "dispositions": ("DISPOSITIONS", ""),
    "redaction": ("DISPOSITIONS", ""),
    "texte": ("DISPOSITIONS", ""),
    "occurrence": ("OCCURRENCE", ""),
    "occurrences": ("OCCURRENCE", ""),
    "virgule": ("PUNCTUATION", ","),
    "point": ("PUNCTUATION", "."),
    "point-virgule": ("PUNCTUATION", ";"),
    "figurant": ("FIGURANT", ""),
    "notamment": ("NOTABLY", ""),
    "comprenant": ("COMPREND", ""),
    "comprend": ("COMPREND", ""),
    "comprennent": ("COMPREND", ""),
    "remplacer": ("REMPLACER", ""),
    "supprimer": ("SUPPRIMER", ""),
    "abroger": ("SUPPRIMER", ""),
    "ajouter": ("AJOUTER", ""),
    "inserer": ("AJOUTER", ""),
    "intercaler": ("AJOUTER", ""),
    "completer": ("COMPLETER", ""),
    **{w: ("SECTION", w) for w in "section sous-section chapitre titre sous-titre livre partie division".split()},
    **{f"{w}s": ("SECTION", w) for w in "section sous-section chapitre titre sous-titre livre partie".split()},
    **dict.fromkeys(_QUOTED_NOUNS.split(), ("MOTS", "")),
    **{word: ("ORD", number) for word, number in _ORDINALS.items()},
    **{word: ("CARD", number) for number, word in enumerate(_CARDINALS, 1)},
    "une": ("CARD", 1),
}
# the start of a participle → class: "remplacé", "remplacées"; OCR drops accents
_STEMS: tuple[tuple[str, str, str | int], ...] = (
    ("remplace", "REMPLACE", ""),
    ("substitue", "SUBSTITUE", ""),
    ("supprime", "SUPPRIME", "deleted"),
    ("abroge", "SUPPRIME", "repealed"),
    ("insere", "INSERE", ""),
    ("ajoute", "INSERE", ""),
    ("cree", "INSERE", ""),
    ("introduit", "INSERE", ""),
    ("intercale", "INSERE", ""),
    ("retabli", "RETABLI", ""),
    ("complete", "COMPLETE", ""),
    ("redige", "REDIGE", ""),
    ("concu", "REDIGE", ""),
    ("libelle", "REDIGE", ""),
    ("modifie", "MODIFIE", ""),
    ("precede", "PRECEDE", ""),
)
_DROPPED = frozenset(
    "le la les l' respectivement egalement enfin suivant suivante suivants suivantes nouveau nouvel nouvelle nouveaux "
    "nouvelles desormais aussi aussitot ci-apres numerote numerotee numerotes deja toutefois outre "
    "son sa ses leur leurs reglementaire legislative enumeres enumerees ci-dessous specifique actuel actuels "
    "final finale unique supplementaire supplementaires".split()
)


def _titles() -> str:
    """All titles of codes, the longest first; an apostrophe or a space in any form."""
    found = sorted((code.title for code in codes.CODES), key=len, reverse=True)
    return "|".join("[Cc]" + re.escape(title[1:]).replace("'", "['’]").replace(r"\ ", rf"{_S}") for title in found)


_ACT_TEXT = (
    rf"(?:loi|ordonnance|décret|decret|arrêté)(?:{_S}organique|{_S}constitutionnelle)?{_S}"
    rf"(?:n{_S}?°{_S}?\d{{2,4}}[-‑]\d{{1,5}}|du{_S}\d{{1,2}}(?:er)?{_S}(?:{_MONTH}){_S}\d{{4}})"
    rf"(?:{_S}du{_S}\d{{1,2}}(?:er)?{_S}(?:{_MONTH}){_S}\d{{4}})?(?:{_S}modifiée?)?(?:{_S}(?:susvisée?|précitée?))?"
    rf"(?:{_S}(?:relati[vf]e?s?|portant|modifiant|tendant|visant|fixant|instituant|pris|prise|sur|de{_S}programmation|"
    rf"d['’]orientation|organisant|renforçant|adaptant|créant|améliorant|complétant|pour|relatant)\b"
    rf"(?:(?!{_S}(?:est|sont){_S}|{_S}(?:est|sont)$)[^,:;«»]){{0,300}})?"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("CODEREF", rf"(?:{_titles()})(?!\w)"),
    (
        "SAMECODE",
        rf"(?:même|meme|présent|present|dudit|ledit){_S}code\b|(?:même|présente?){_S}(?:loi|ordonnance|décret)\b",
    ),
    ("CODEREF", _ACT_TEXT),
    (
        "EVERY",
        rf"(?:[àaÀA]|par|dans){_S}(?:chaque|toutes?{_S}(?:les|ses|leurs)|chacune{_S}de{_S}(?:ses|leurs)){_S}occurrences?"
        rf"|(?:à|par){_S}(?:deux|trois|quatre|cinq|plusieurs){_S}(?:reprises|fois|occurrences)"
        rf"|(?:partout|toutes{_S}les{_S}fois|chaque{_S}fois){_S}(?:où|qu['’])\s?(?:ils|elles|il|elle){_S}"
        rf"(?:y{_S})?(?:figurent?|apparait|apparaît|apparaissent|est|sont)(?:{_S}(?:employée?s?|utilisée?s?|mentionnée?s?))?",
    ),
    ("FROMDATE", rf"[àaÀA]{_S}compter{_S}du{_S}{_DATE}"),
    (
        "AINSI",
        rf"(?:comme{_S}suit|ainsi{_S}qu['’]il{_S}suit|comme{_S}il{_S}suit|de{_S}la{_S}(?:façon|manière){_S}suivante)\b",
    ),
    ("REDIGE", rf"dans{_S}(?:la|sa|leur){_S}rédaction{_S}suivante\b|dont{_S}la{_S}rédaction{_S}(?:est|suit)\b"),
    ("CONFORM", rf"(?:conformément|selon|dans{_S}les{_S}conditions)\b[^«»:;]{{0,200}}(?=[.:;]|$)"),
    ("INSTEAD", rf"[Aa]u{_S}lieu{_S}d(?:e\b|u\b|es\b|['’])"),
    ("DROP", rf"in{_S}fine\b|(?:en{_S})?(?:premier|second|dernier){_S}lieu\b"),
    ("ANNEXE", rf"[Aa]nnexe{_S}(?:à|de){_S}l['’]article{_S}[LRDA]\.?{_S}?\d[\d-]*"),
    ("MOTS", rf"membres?{_S}de{_S}phrase\b"),
    ("PUNCTUATION", rf"deux[{_S[1:-1]}-]points\b"),
    ("FIGURANT", rf"qui{_S}(?:y{_S})?(?:figurent?|suivent)\b|mentionnée?s?\b"),
    ("ET", rf"ainsi{_S}que\b"),
    ("UNCHANGED", r"sans changement|\(sans changement\)"),
    ("CETTE", r"celui-ci|celle-ci|ceux-ci"),
    ("SUBSECTION", r"sous-?sections?\b"),
    ("ORDW", r"(?:vingt|trente|quarante|cinquante|soixante)[ \u00a0-](?:et[ \u00a0-])?[a-zéè-]{1,12}ième\b"),
    ("ARTICLEWORD", rf"(?:article{_S})?(?:préliminaire|preliminaire)\b"),
    ("ART", ARTICLE_NUMBER),
    ("ITEM", rf"\d{{1,3}}{_S}?[°º](?:{_S}{LATIN}\b)?(?:{_S}[A-Z](?=[,.;:)]|$|\s(?!l['’]|la\b|l’)))?"),
    ("DIGITORD", r"\d{1,2}(?:er|re|ère|ere|e|è|ème|eme|nd|nde|°)s?\b|ler\b"),
    ("NUMBER", rf"\d{{1,5}}(?:{_S}{LATIN}\b)?"),
    ("ROMAN", rf"(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}})(?:er)?(?:{_S}{LATIN}\b)?(?![\w'’])(?:{_S}[A-H](?=[\s,.;:]|$))?"),
    ("CAPITAL", rf"[A-H](?:{_S}{LATIN}\b)?(?![\w'’.])"),
    ("LETTER", rf"(?:[a-z]|[ivx]{{2,4}})(?:{_S}{LATIN}\b)?(?:\)|(?![\w'’.-]))"),
)


def french() -> Lexicon:
    """The vocabulary of French drafting."""
    return _FRENCH


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
_DATE_PATTERN = re.compile(_DATE)
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
                yield _valued((date_.lastgroup or "").rpartition("_")[0], found.group(), place, found.end())
            else:
                yield Lexeme("A", "a", place, found.end())
            place = found.end()
            continue
        if (found := lexicon.patterns.match(sentence, place)) and found.end() > place:
            yield _valued((found.lastgroup or "").rpartition("_")[0], found.group(), place, found.end())
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


def _valued(kind: str, text: str, start: int, end: int) -> Lexeme:
    """A token of a pattern, with what it stands for."""
    value: str | int | tuple[int, ...] | date = " ".join(text.translate(_APOSTROPHES).split())
    if kind in ("ART", "ARTICLEWORD", "ANNEXE"):
        try:
            value = str(numbering.parse(re.sub(r"\s*([-‑–])\s*", "-", text.removeprefix("article ")).strip()))
        except BadNumber:
            kind = "WORD"
        else:
            kind = "ART"
    elif kind == "ORDW":
        number = _ORDINALS.get(plain(text).replace(" ", "-"))
        kind, value = ("ORD", number) if number else ("WORD", value)
    elif kind == "DIGITORD":
        digits = re.match(r"\d+", text)
        kind, value = "ORD", int(digits.group()) if digits else 1
    elif kind == "ITEM":
        value = re.sub(r"(\d+)\s?[°º]", r"\1°", str(value))
    elif kind == "LETTER":
        value = str(value).rstrip(")")
    elif kind == "FROMDATE":
        found = _DATE_PATTERN.search(str(value))
        value = date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"])) if found else value
    elif kind in _SECTION_KINDS:
        kind, value = "SECTION", _SECTION_KINDS[kind]
    elif kind in _CODE_KINDS:
        kind, value = "CODEREF", _CODE_KINDS[kind]
    elif kind == "PUNCTUATION":
        value = ":"
    return Lexeme(kind, value, start, end)


def _tidy(tokens: list[Lexeme]) -> list[Lexeme]:
    """Without colons before quotations and what stands in brackets; a stop between two numbers is a misread comma."""
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
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
        if token.kind == "COMMA" and previous and previous.kind == "COMMA":
            continue
        if token.kind == "MEME" and following and following.kind in ("ORD", "ITEM", "ROMAN", "LETTER", "CARD"):
            continue  # "du même premier alinéa"
        if token.kind == "SECTION" and previous and previous.kind in ("ROMAN", "NUMBER"):  # "Book V title II"
            found.append(Lexeme("DE", "", token.start, token.start))
        found.append(token)
    return found


_FRENCH = Lexicon("fr", compiled(_PATTERNS), _WORDS, _DROPPED, _STEMS)
