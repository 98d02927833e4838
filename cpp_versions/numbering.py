"""Article numbers of French codes: read, ordered and printed here and nowhere else.

A number is text, never an int: `R57-7-62`, `706-71`, `D45-2-1-bis`, `16-1-A`, `1609-sexvicies-A`, `preliminaire`,
`annexe-A43-6`. Its canonical text is ASCII, safe as a file name, and is its identity; the sources write the same
number in many ways (`R. 57-7-62`, `R*57-7-62`, `16-1 A`, `16-1-A`, `Annexe article A43-6`), all read as one.

The star of a decree taken in Conseil d'État (`R*49-31`) is printed, yet isn't part of the identity: it comes and goes
from one version to the next. The `er` of `A1er` is: the CPP has both an article A1 and an article A. 1er, in force on
the same day. `ArticleNumber.twin` gives the other writing, for who looks for "article 1er" where the code says 1.

`parse` reads what a person types and refuses the rest with `BadNumber`. `from_source` and `from_slug` read what a
source prints and never fail: a heading that isn't a number ("Annexe à la section 2") makes an opaque number. Refused
everywhere: empty text and more than 300 characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache, total_ordering
from hashlib import sha256

from cpp_versions.errors import BadNumber

__all__ = [
    "SERIES",
    "ArticleNumber",
    "Reference",
    "from_slug",
    "from_source",
    "parse",
    "printed_reference",
    "slug",
    "split_reference",
]

LONGEST_TYPED = 120
LONGEST_HEADING = 300
LONGEST_TEXT = 100

# ------------------------------------------------------------------------------------------------- Latin suffixes
# bis, ter … nonies count by themselves; from ten on a unit is put before a ten: "undecies" 11, "quaterdecies" 14,
# "sexvicies" 26 (CGI, art. 1609 sexvicies). Units have more than one spelling ("quindecies", "quinquedecies").
_SIMPLE = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies")
_UNITS = {
    1: ("un",),
    2: ("duo",),
    3: ("ter", "tre"),
    4: ("quater", "quatuor"),
    5: ("quin", "quinque", "quinqua"),
    6: ("sex", "se"),
    7: ("sept", "septem", "septen"),
    8: ("octo",),
    9: ("novo", "novem", "noven", "nono"),
}
_TENS = ("decies", "vicies", "tricies", "quadragies", "quinquagies", "sexagies", "septuagies", "octogies", "nonagies")


def _latin_suffixes() -> dict[str, int]:
    values = {word: value for value, word in enumerate(_SIMPLE, 2)}
    for rank, ten in enumerate(_TENS, 1):
        values[ten] = 10 * rank
        for unit, spellings in _UNITS.items():
            for spelling in spellings:
                values[spelling + ten] = 10 * rank + unit
    return values


_LATIN = _latin_suffixes()

# ------------------------------------------------------------------------------------------------------- grammar
# "L.", "L.O.", "R*", "R.*", "*R", "A-" before a digit
_PREFIX = r"\*{0,2}(?P<prefix>L\.?\ ?O|[LRDA])\.?\ ?(?P<stars>\*{0,2})\.?[\ -]{0,3}"
# "57-7-62", "16-1 A", "45-2-1 bis", "1er", "44 sexies-0 A": a digit first, then digits, words, dashes and spaces
_BODY = r"[0-9][0-9A-Z -]*"
_NUMBER = re.compile(rf"(?:{_PREFIX})?(?P<body>{_BODY})", re.I)
_TOKEN = re.compile(r"(?P<gap>[ -]*)(?:(?P<digits>[0-9]+)(?P<er>er\b|re\b)?|(?P<word>[A-Z]+))", re.I)
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})", re.I)
# "A", "AK", "ZCA": the CGI has three letters only where the first is Z (art. 235 ter ZCA)
_LETTERS = re.compile(r"[A-Z]{1,2}|Z[A-Z]{2}", re.I)

_WORDS = ("preliminaire", "liminaire", "preambule", "unique")
_ACCENTED = {"preliminaire": "préliminaire", "preambule": "préambule"}
_ATTACHED = re.compile(r"(?P<kind>annexe|tableau)s?(?:[ -]+(?P<rest>.+))?", re.I)
# what follows "annexe": "article A43-6", "à l'article R57-6-18", "II à l'article R. 122-2", "a-larticle-r57-6-18"
_OF_ARTICLE = re.compile(
    r"(?:(?P<own>.+?)[ -]+)??(?:(?:a|de)[ -]+l[ '-]*)?(?:article|art\b\.?)[ -]*(?P<number>\S.*)", re.I
)
# "annexe R57-6-18", "annexe II-R122-2"; "annexe A-1" and "annexe A 1" are the annexe's own number
_OF_PREFIXED = re.compile(r"(?:(?P<own>.+?)[ -]+)??(?P<number>(?:LO|[LRDA])\*{0,2}(?:\. ?\*?)?[0-9].*)", re.I)
_OWN = re.compile(r"[0-9A-Z -]+", re.I)

# what people write around a number
_BEFORE = re.compile(r"(?:(?:de |a )?l')?(?:articles?|art\b\.?) ?", re.I)
_CPP = r"(?:(?:du )?code de procedure penale|c\. ?p\. ?p\.?|cpp|c\. ?pr(?:oc)?\.? ?pen\.?)"
_PENITENTIAIRE = r"(?:(?:du )?code penitentiaire|c\. ?penit(?:entiaire)?\.?)"
_AFTER = re.compile(rf",? ?\(?(?:{_CPP}|(?P<penitentiaire>{_PENITENTIAIRE}))\)?", re.I)
# as footnotes have it: "C. pr. pén., art. D. 283-1"
_CODE_FIRST = re.compile(rf"(?:{_CPP}|(?P<penitentiaire>{_PENITENTIAIRE}))(?:, ?| )", re.I)
_CODE_AFTER = re.compile(r"(?P<number>.*?[0-9a-z]),? du (?P<title>code [a-z' -]{3,80})", re.I)

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣-"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘ʼ´`′"), "'")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_REPAIRS = {**_DASHES, **_QUOTES, **_UNSEEN, **_SPACES}

# series in the order of the plan; "", L and LO are one legislative part and interleave (LO630 follows 629)
_GROUPS = {"": 1, "L": 1, "LO": 1, "R": 2, "D": 3, "A": 4}
SERIES = tuple(_GROUPS)
"""The series of plain numbers; annexes and what is no number have others."""
_FIRST, _ROMAN_GROUP, _ATTACHED_GROUP, _OPAQUE_GROUP = 0, 5, 8, 9
_ATTACHED_KINDS = ("annexe", "tableau")
_OPAQUE = "autre-"

_Part = tuple[int, int, str]
_END: _Part = (1, 0, "")


@total_ordering
@dataclass(frozen=True, slots=True)
class ArticleNumber:
    """The number of an article; equal to another when their canonical texts are equal.

    `text` is canonical, `[A-Za-z0-9-]` only. `stars` is what the source printed after R or D; `printed` the heading
    that an opaque number was read from. Build one with `parse`, `from_source` or `from_slug`; the constructor trusts
    a canonical text, as read from a store.

    >>> parse("r57-7-62").text, parse("r57-7-62").label, parse("r57-7-62").series
    ('R57-7-62', 'R. 57-7-62', 'R')
    >>> parse("R57-7-9") < parse("R. 57-7-62")
    True
    """

    text: str
    stars: str = field(default="", compare=False)
    printed: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?", self.text):
            raise _refused(self.text)

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, ArticleNumber):
            return NotImplemented
        return self.sort_key < other.sort_key

    @property
    def label(self) -> str:
        """The number as lawyers print it, without "article".

        >>> [parse(text).label for text in ("D45-2-1-bis", "16-1-A", "R*49-31", "preliminaire", "annexe-A43-6")]
        ['D. 45-2-1 bis', '16-1 A', 'R*. 49-31', 'préliminaire', "annexe à l'article A. 43-6"]
        """
        if self.opaque:
            return self.printed or self.text
        label = _analyse(self.text).label
        return f"{label[0]}{self.stars}{label[1:]}" if self.stars else label

    @property
    def series(self) -> str:
        """`""`, `L`, `LO`, `R`, `D`, `A`, `annexe`, `tableau`, or `autre` for an opaque number."""
        return _analyse(self.text).series

    @property
    def opaque(self) -> bool:
        """True where the source's heading isn't a number this module understands."""
        return _analyse(self.text).series == "autre"

    @property
    def sort_key(self) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
        """A key that orders all numbers as a plan does: préliminaire, 1, L, LO; R; D; A; annexes; the rest.

        >>> numbers = "annexe", "A1", "41-3-1", "R2", "41-3-1 A", "41-3-1 bis", "préliminaire", "41-10", "D1"
        >>> " ".join(map(str, sorted(map(parse, numbers))))
        'preliminaire 41-3-1-A 41-3-1 41-3-1-bis 41-10 R2 D1 A1 annexe'
        """
        return _analyse(self.text).key

    @property
    def twin(self) -> ArticleNumber | None:
        """The same number with or without its `er`, for a look-up that failed: `A1` for `A1er`; else None.

        >>> parse("article 1er").twin, parse("53").twin
        (ArticleNumber(text='1', stars='', printed=''), None)
        """
        found = re.fullmatch(r"((?:LO|[LRDA])?1)(er)?(-.*)?", self.text)
        if not found or self.opaque:
            return None
        start, er, rest = found.groups(default="")
        return ArticleNumber(f"{start}{'' if er else 'er'}{rest}", self.stars)


@dataclass(frozen=True, slots=True)
class Reference:
    """What `CODE:N~SLOT` names: `code` None where unsaid; `slot` 2 is the second text of a doubled number."""

    code: str | None
    number: ArticleNumber
    slot: int = 1


# ----------------------------------------------------------------------------------------------------- the verbs
@lru_cache(maxsize=16384)
def parse(text: str) -> ArticleNumber:
    """The number that a person wrote, any way lawyers do; raises `BadNumber` on anything else.

    >>> [str(parse(text)) for text in ("art. R57-7-62 CPP", "Article D. 48-2", "R* 49-31", "A 1er", "L.O. 630")]
    ['R57-7-62', 'D48-2', 'R49-31', 'A1er', 'LO630']
    >>> [str(parse(text)) for text in ("199 undecies A", "annexe à l'article R57-6-18", "article préliminaire")]
    ['199-undecies-A', 'annexe-R57-6-18', 'preliminaire']
    >>> parse("../../etc/passwd")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    cpp_versions.errors.BadNumber: not an article number: '../../etc/passwd'; write one like R57-7-62, 706-71, ...
    """
    reference = _typed(text)
    if reference is None or reference.code not in (None, "cpp"):
        raise _refused(text)
    return reference.number


@lru_cache(maxsize=32768)
def from_source(heading: str) -> ArticleNumber:
    """The number that a source's heading prints; an opaque one where it isn't understood.

    Raises `BadNumber` only where nothing can be read: empty, or beyond 300 characters.

    >>> from_source("Article A-1-2").text, from_source("Article Annexe article A43-6").text
    ('A1-2', 'annexe-A43-6')
    >>> number = from_source("Annexe à la section 2")
    >>> number.text, number.label, number.series
    ('autre-annexe-a-la-section-2', 'Annexe à la section 2', 'autre')
    """
    if len(heading) > LONGEST_HEADING:
        raise _refused(heading)
    printed = " ".join("".join(c if c.isprintable() else " " for c in heading.translate(_UNSEEN)).split())
    stripped = re.sub(r"^article\s+", "", printed, flags=re.I)
    if not stripped:
        raise _refused(heading)
    return _recognise(_fold(stripped)) or _opaque(stripped)


@lru_cache(maxsize=16384)
def from_slug(file_name: str) -> ArticleNumber:
    """The number that a file name without its extension stands for; opaque where it isn't understood.

    >>> [str(from_slug(name)) for name in ("a-1er", "16-1-a", "r50-bis", "annexe-article-a43-6")]
    ['A1er', '16-1-A', 'R50-bis', 'annexe-A43-6']
    """
    return from_source(file_name)


def slug(number: ArticleNumber) -> str:
    """The lower-case file name of a number, the inverse of `from_slug`.

    >>> slug(parse("D. 45-2-1 bis"))
    'd45-2-1-bis'
    """
    return number.text.lower()


def split_reference(text: str) -> Reference:
    """What `CODE:N` or a plain `N` names, each with an optional `~2`; raises `BadNumber`.

    A number followed by the name of the CPP or of the code pénitentiaire names its code too.

    >>> split_reference("penitentiaire:D424-1")
    Reference(code='penitentiaire', number=ArticleNumber(text='D424-1', stars='', printed=''), slot=1)
    >>> split_reference("A37-10~2").slot, split_reference("art. 53 CPP").code, split_reference("53").code
    (2, 'cpp', None)
    """
    if len(text) > LONGEST_TYPED:
        raise _refused(text)
    code, rest, slot = _apart(text)
    reference = _typed(rest)
    if reference is None or (code and reference.code and code != reference.code):
        raise _refused(text)
    return Reference(code or reference.code, reference.number, slot)


def printed_reference(text: str) -> Reference:
    """What `CODE:N` or `N` names where N is no number but what a source prints as one, or its key; raises `BadNumber`
    where nothing can be read. Only who knows the source's articles can tell whether it is one.

    >>> [str(printed_reference(text).number) for text in ("cpp:Annexe à la section 2", "autre-annexe-a-la-section-2")]
    ['autre-annexe-a-la-section-2', 'autre-annexe-a-la-section-2']
    """
    code, rest, slot = _apart(text[: LONGEST_HEADING + 1])
    return Reference(code, from_source(rest), slot)


def _apart(text: str) -> tuple[str | None, str, int]:
    """The code, the number and the slot of a reference, as they are written."""
    rest, slot, code = text.strip(), 1, None
    if found := re.fullmatch(r"(?P<rest>.+)~(?P<slot>[1-9])", rest, re.S):
        rest, slot = found["rest"], int(found["slot"])
    if found := re.fullmatch(r"(?P<code>[a-z0-9][a-z0-9-]*):(?P<rest>.+)", rest, re.S):
        code, rest = found["code"], found["rest"]
    return code, rest, slot


# ------------------------------------------------------------------------------------------------------- reading
def _refused(text: str) -> BadNumber:
    shown = "".join(c if c.isprintable() else "?" for c in text[:40])
    return BadNumber(
        f"not an article number: {shown!r}{'…' if len(text) > 40 else ''}; "
        "write one like R57-7-62, 706-71, 16-1 A, préliminaire or penitentiaire:D424-1"
    )


def _fold(text: str) -> str:
    """`text` without accents, with plain dashes, quotes and single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_REPAIRS)).translate(_REPAIRS)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())


def _typed(text: str) -> Reference | None:
    """The number, and the code where it is named, that a person wrote; None where it isn't a number."""
    if not 0 < len(text) <= LONGEST_TYPED or not text.strip().translate(_REPAIRS).isprintable():
        return None
    rest, code = _fold(text), None
    if first := _CODE_FIRST.match(rest):
        rest, code = rest[first.end() :], "penitentiaire" if first["penitentiaire"] else "cpp"
    if found := _BEFORE.match(rest):
        rest = rest[found.end() :]
    if (found := _AFTER.search(rest)) and found.end() == len(rest):
        if first:
            return None
        rest, code = rest[: found.start()], "penitentiaire" if found["penitentiaire"] else "cpp"
    elif found := _CODE_AFTER.fullmatch(rest):
        if found["title"].lower() != "code penitentiaire":
            return None
        rest, code = found["number"], "penitentiaire"
    # "53 al", "53 et": a French word typed after a number, not the letters of one
    if re.search(r"[ ](?:al|et|ou|de|du|le|la|en|au|ss)$", rest):
        return None
    number = _recognise(rest)
    return Reference(code, number) if number else None


def _recognise(text: str) -> ArticleNumber | None:
    """The number that a folded text is, with or without capitals; None where the grammar doesn't know it."""
    lowered = text.lower()
    if lowered in _WORDS:
        return ArticleNumber(lowered)
    if lowered == "premier":
        return ArticleNumber("1er")
    if found := _ATTACHED.fullmatch(text):
        return _attached(found["kind"].lower(), found["rest"])
    if _ROMAN.fullmatch(text):
        return ArticleNumber(text.upper())
    return _plain(text)


def _plain(text: str) -> ArticleNumber | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    tokens = _tokens(found["body"])
    if tokens is None:
        return None
    prefix = re.sub(r"[^LORDA]", "", (found["prefix"] or "").upper())
    canonical = prefix + "-".join(tokens)
    if len(canonical) > LONGEST_TEXT:
        return None
    stars = found["stars"] or "*" * (len(text) - len(text.lstrip("*"))) if prefix in ("R", "D") else ""
    return ArticleNumber(canonical, stars)


def _tokens(body: str, own: bool = False) -> list[str] | None:
    """The components of a number: "45-2-1 bis" is 45, 2, 1, bis; None where they aren't those of a number.

    `own` reads an annexe's own number, which may start with a letter or a Roman numeral, and has no "er".
    """
    tokens: list[str] = []
    position = 0
    while position < len(body):
        found = _TOKEN.match(body, position)
        if not found or len(tokens) == 8:
            return None
        gap, digits, word = found["gap"].strip(" ") or found["gap"][:1], found["digits"], found["word"]
        position = found.end()
        if gap.count("-") > 1:
            return None
        if digits:
            er = bool(found["er"])
            if len(digits) > 5 or (er and (tokens or int(digits) != 1 or own)):
                return None
            if tokens and tokens[-1][-1].isdigit() and gap != "-":
                return None
            tokens.append(str(int(digits)) + ("er" if er else ""))
        elif word.lower() in _LATIN:
            tokens.append(word.lower())
        elif _LETTERS.fullmatch(word) or (own and _ROMAN.fullmatch(word)):
            tokens.append(word.upper())
        else:
            return None
    return tokens


def _attached(kind: str, rest: str | None) -> ArticleNumber | None:
    """An annexe or a tableau: by itself, with a number of its own, of an article, or both."""
    if rest is None:
        return ArticleNumber(kind)
    found = _OF_ARTICLE.fullmatch(rest) or _OF_PREFIXED.fullmatch(rest)
    article = None
    if found:
        article = _plain(found["number"])
        if article is None:
            return None
        rest = found["own"]
    parts = [kind]
    if rest:
        own = _tokens(rest, own=True) if _OWN.fullmatch(rest) else None
        if own is None:
            return None
        parts += own
    if article:
        parts += [article.text] if article.text[0].isalpha() else ["article", article.text]
    canonical = "-".join(parts)
    return ArticleNumber(canonical) if len(canonical) <= LONGEST_TEXT else None


def _opaque(printed: str) -> ArticleNumber:
    """A file-safe number for what isn't one, never equal to a true number, the same for its own text."""
    base = re.sub(r"[^a-z0-9]+", "-", _fold(printed).lower()).strip("-").removeprefix(_OPAQUE)
    text = _OPAQUE + base
    if not base or len(text) > LONGEST_TEXT:
        text = f"{text[:80].rstrip('-')}-{sha256(printed.encode('utf-8', 'replace')).hexdigest()[:12]}"
    return ArticleNumber(text, printed="" if printed == text else printed)


# ------------------------------------------------------------------------------------------- ordering and printing
@dataclass(frozen=True, slots=True)
class _Analysis:
    series: str
    label: str
    key: tuple[int, tuple[_Part, ...], str]


_SPLIT = re.compile(r"(?P<prefix>LO|[LRDA])?(?P<body>[0-9].*)")


@lru_cache(maxsize=32768)
def _analyse(text: str) -> _Analysis:
    if text in _WORDS:
        return _Analysis("", _ACCENTED.get(text, text), (_FIRST, ((_WORDS.index(text), 0, ""),), text))
    kind, _, rest = text.partition("-")
    if kind in _ATTACHED_KINDS:
        return _analyse_attached(text, kind, rest)
    if found := _SPLIT.fullmatch(text):
        prefix, tokens = found["prefix"] or "", found["body"].split("-")
        return _Analysis(prefix, _number_label(prefix, tokens), (_GROUPS[prefix], (*_parts(tokens), _END), text))
    if _ROMAN.fullmatch(text):
        return _Analysis("", text, (_ROMAN_GROUP, ((5, _roman(text), ""),), text))
    return _Analysis("autre", text, (_OPAQUE_GROUP, _natural(text), text))


def _analyse_attached(text: str, kind: str, rest: str) -> _Analysis:
    tokens = rest.split("-") if rest else []
    at = next(
        (i for i, token in enumerate(tokens) if token == "article" or re.match("(?:LO|[LRDA])[0-9]", token)), None
    )
    own = tokens if at is None else tokens[:at]
    label = " ".join([kind, _number_label("", own)]) if own else kind
    rank = (_ATTACHED_KINDS.index(kind), 0 if not tokens else 1 if at is None else 2, "")
    parts: tuple[_Part, ...] = (rank,)
    if at is not None:
        article = _analyse("-".join(tokens[at + 1 :] if tokens[at] == "article" else tokens[at:]))
        label = f"{label} à l'article {article.label}"
        group, article_parts, _ = article.key
        parts += ((group, 0, article.series), *article_parts)
    return _Analysis(kind, label, (_ATTACHED_GROUP, (*parts, *_parts(own, own=True), _END), text))


def _number_label(prefix: str, tokens: list[str]) -> str:
    body = tokens[0]
    for token in tokens[1:]:
        body += ("-" if token[0].isdigit() else " ") + token
    if not prefix:
        return body
    return f"LO {body}" if prefix == "LO" else f"{prefix}. {body}"


def _parts(tokens: list[str], own: bool = False) -> tuple[_Part, ...]:
    """The components as sortable triples; the class of a component against the end of a number is its place.

    A letter after a compound number was put in before it (`41-3-1 A`, then `41-3-1`); after a lone number or a Latin
    suffix it follows (CGI: 39, 39 bis, 39 A; 199 undecies, 199 undecies A). `-0` precedes bis (279, 279-0 bis).
    """
    parts: list[_Part] = []
    for i, token in enumerate(tokens):
        if token[0].isdigit():
            value = int(token.removesuffix("er"))
            parts.append((5 if value or not i else 2, value, ""))
            if token.endswith("er"):
                parts.append((1, 1, "er"))
        elif token in _LATIN:
            parts.append((3, _LATIN[token], token))
        elif own and _ROMAN.fullmatch(token):
            parts.append((4, _roman(token), ""))
        else:
            compound = not own and i >= 2 and tokens[i - 1][0].isdigit()
            parts.append((0 if compound else 4, 100 if own else 0, token))
    return tuple(parts)


def _natural(text: str) -> tuple[_Part, ...]:
    """Opaque text with its digits in numeric order."""
    pieces = re.findall(r"[0-9]{1,9}|[^0-9]+", text)
    return tuple((1, int(piece), "") if piece[0].isdigit() else (2, 0, piece) for piece in pieces)


def _roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for here, after in zip(text, text[1:] + " ", strict=True):
        total += -values[here] if values.get(after, 0) > values[here] else values[here]
    return total
