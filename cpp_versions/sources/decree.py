"""An act that rewrites articles of a code (a decree, a law …), saved as text: what it says of their words.

    Décret n° 72-852 modifiant certaines dispositions du code de procédure pénale …
    Décrète :
    Art. 1er.                                       an article of the act itself
    Article D. 83.                                  an article of the code: the new text follows, a line per alinéa
    Le régime appliqué dans les maisons d’arrêt …
    (Le reste de l’article sans changement.)

or, in later drafting, `« Art. D. 83. - Le régime …` up to the closing quotes.

- An article under whose heading there is nothing but text is rewritten whole. With a "sans changement", or an
  instruction besides the text, what stands there is a fragment.
- Instructions ("A l’alinéa 2, supprimer les mots « … »") and the act's own articles aren't carried out here: each is an
  anomaly with its line, so that nothing is lost.
- Headings go up. One that doesn't, between two that do, is most likely misread (D. 330 between D. 363 and D. 391): its
  words are an anomaly, not the text of an article.
- Nothing is corrected, neither misread letters nor words cut at the end of a line of print ("appli-cation").

What the act says was seen on one day, that of its publication, which the text itself seldom tells: `read` is given it.
No start is asserted: an act of which the text doesn't say when it takes effect is only known to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from cpp_versions import numbering
from cpp_versions.acts import MONTHS, title_of
from cpp_versions.bounded import read_bounded
from cpp_versions.codes import CODES
from cpp_versions.errors import SourceError
from cpp_versions.model import Act, Anomaly, Attestation, Code, CodeHistory, ConsolidatedDate, SourceInfo, State, Text
from cpp_versions.titles import slug

__all__ = ["FORMAT", "Headed", "ParsedAct", "Passage", "parse", "read", "recognises"]

FORMAT = "act"

_LARGEST = 16 << 20
_HEAD = 65536
_LICENCE = "Texte officiel, libre de droits"
_NATURES = {"décret": "décret", "decret": "décret", "loi": "loi", "ordonnance": "ordonnance", "arrêté": "arrêté"}
_TITLE = re.compile(
    rf"^(?P<nature>{'|'.join(_NATURES)})\s+n\s*°\s*(?P<number>\d{{2,4}}-\d{{1,5}})\b", re.IGNORECASE | re.MULTILINE
)
_WRITTEN = r"(?P<day>\d{1,2})(?:er)?\s+(?P<month>[a-zéû]{3,9})\s+(?P<year>\d{4})"
_SIGNED = re.compile(rf"^\s*Fait à [^,]{{1,40}}, le {_WRITTEN}", re.MULTILINE)
_PUBLISHED = re.compile(rf"\b(?:JORF|Journal officiel|J\.O\.)\s+(?:du\s+|n°\s?\d+ du\s+)?{_WRITTEN}", re.IGNORECASE)
_ENACTED = re.compile(r"^\s*(?:Décrète|Arrête|Ordonne)\s*:\s*$|promulgue la loi\b", re.IGNORECASE)
# an article of the code: with its letter, or in quotes; an article of the act has neither
_PLAIN = r"\d{1,5}(?:-\d{1,4}){0,6}"
_NUMBER = rf"\*{{0,2}}[LRDA]\.?\s?\*{{0,2}}\.?\s?{_PLAIN}(?:\s(?:bis|ter|quater|quinquies)\b)?"
_HEADING = re.compile(
    rf"^\s*(?:Article|Art\.)\s+(?P<number>{_NUMBER})\s*\.?\s*(?:[-–—]\s*)?(?P<rest>(?:\S.*)?)$"
    rf"|^\s*[«\"“]\s*Art(?:icle|\.)\s+(?P<quoted>{_NUMBER}|{_PLAIN})\s*\.?\s*[-–—]\s*(?P<words>\S.*)$"
)
_OWN = re.compile(r"^\s*(?:Article|Art\.)\s+(?:1er|\d+)\s*\.?\s*(?:[-–—].*)?$", re.IGNORECASE)
_UNCHANGED = re.compile(r"\([^()]{0,120}\bsans changement\b[^()]{0,40}\)", re.IGNORECASE)
# "A l'alinéa 1er, remplacer …", "Supprimer les mots …"
_PLACE = r"(?:(?:A|À|Au|Aux|Dans|En)\b[^,«»]{1,80},\s*)?"
_VERBS = r"(?:remplacer|supprimer|ajouter|insérer|compléter|substituer|intercaler)"
_PART = (
    r"(?:alinéas?|articles?|paragraphes?|tableaux?|phrases?|mots?|sections?|chapitres?|titres?|dispositions"
    r"|\d{1,3}\s?°)"
)
_DONE = r"(?:supprim|abrog|complét|modifi|remplac|insér|ajout|ainsi rédig|rédig)"
_INSTRUCTION = re.compile(
    rf"^{_PLACE}\.?{_VERBS}\b"
    rf"|^{_PLACE}(?:le|la|les|l['’])\s?(?:[\w’']+\s){{0,3}}{_PART}[^«»]{{0,120}}?\b(?:est|sont)\s+{_DONE}",
    re.IGNORECASE,
)
_QUOTES_AT_END = re.compile(r"\s*[»\"”]\s*[.;]?\s*$")
_QUOTES_AT_START = re.compile(r"^\s*[«\"“]\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the act: `text[start:end]` of what was parsed is `quote`; `line` counts from 1."""

    start: int
    end: int
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Headed:
    """An article of the code under its heading in the act: the alinéas given, and what besides stands there.

    `unchanged` holds the "sans changement", `instructions` what is to be done to the former text. `parts` are all of
    them in the order of the act, each with the kind of what it is: `text`, `unchanged` or `instruction`.
    """

    number: str
    label: str
    heading: Passage
    alineas: tuple[str, ...]
    unchanged: tuple[Passage, ...]
    instructions: tuple[Passage, ...]
    ascending: bool = True
    parts: tuple[tuple[str, Passage], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the act gives the article's whole text."""
        return bool(self.alineas) and not self.unchanged and not self.instructions


@dataclass(frozen=True, slots=True)
class ParsedAct:
    """An act: what it is, when it was signed and published as far as the text tells, and what it says."""

    act: Act
    published: date | None
    articles: tuple[Headed, ...]
    own: tuple[Passage, ...]


def recognises(path: Path) -> bool:
    """Whether the file is the text of an act that heads articles of a code."""
    try:
        if not path.is_file() or path.suffix.lower() != ".txt":
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8-sig", "ignore")
    except OSError:
        return False
    return bool(_TITLE.search(head)) and any(_HEADING.match(line) for line in head.split("\n"))


def parse(text: str) -> ParsedAct:
    """What the text of an act says. Raises SourceError where it names no act."""
    title = _TITLE.search(text)
    if not title:
        raise SourceError("no title of an act, such as « Décret n° 72-852 … »")
    signed = _day(_SIGNED.search(text))
    nature = _NATURES[title["nature"].lower()]
    act = Act(title_of(nature, title["number"], signed), nature, title["number"], signed)
    reader = _Reader()
    enacted = not any(_ENACTED.match(line) for line in text.split("\n"))
    position = 0
    for at, line in enumerate(text.split("\n"), 1):
        passage = _passage(text, position, position + len(line), at)
        position += len(line) + 1
        if _SIGNED.match(line) and enacted:
            break
        if enacted and passage.quote:
            reader.line(passage)
        enacted = enacted or bool(_ENACTED.match(line))
    return ParsedAct(act, _day(_PUBLISHED.search(text)), tuple(reader.articles()), tuple(reader.own))


def read(path: Path, *, code: Code | None = None, day: date | None = None, name: str | None = None) -> CodeHistory:
    """What the act in the file says of the articles of `code`, seen on `day`, that of its publication.

    Both are looked for in the text where they aren't given; `name` is what the source is called, by default the act.
    Raises SourceError where one of them can't be told, or the file heads no article.
    """
    content = read_bounded(path, _LARGEST, "no act is that long")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not UTF-8 (byte {error.start}): save the act as UTF-8 text") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        parsed = parse(text)
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None
    if not parsed.articles:
        raise SourceError(f"{path}: heads no article of a code (« Article D. 53. »): nothing to read")
    code = code or _code(text, path)
    day = day or parsed.published
    if day is None:
        raise SourceError(f"{path}: doesn't say when it was published: list it in a manifest.toml with `as_of`")
    name = name or parsed.act.title
    info = SourceInfo(name, FORMAT, sha256(content).hexdigest(), day, str(path), _LICENCE, excerpt=True)
    return _history(parsed, code, info, path.name)


# -- lines


@dataclass(slots=True)
class _Open:
    """An article being read."""

    heading: Passage
    number: str
    quoted: bool
    alineas: list[str] = field(default_factory=list)
    unchanged: list[Passage] = field(default_factory=list)
    instructions: list[Passage] = field(default_factory=list)
    parts: list[tuple[str, Passage]] = field(default_factory=list)


class _Reader:
    """Puts each line where it belongs; `own` collects what isn't under the heading of an article of the code."""

    def __init__(self) -> None:
        self.own: list[Passage] = []
        self._groups: list[list[_Open]] = [[]]
        self._open: _Open | None = None

    def line(self, passage: Passage) -> None:
        """Take over the next line that isn't blank."""
        heading = _HEADING.match(passage.quote)
        if heading:
            quoted = heading["quoted"] is not None
            rest = heading.end() - len((heading["words"] if quoted else heading["rest"]) or "")
            number = (heading["quoted"] if quoted else heading["number"]).strip()
            self._open = _Open(_within(passage, 0, rest), number, quoted)
            self._groups[-1].append(self._open)
            self._words(self._open, _within(passage, rest, len(passage.quote)))
        elif _OWN.match(passage.quote):
            self._open = None
            self._groups.append([])
            self.own.append(passage)
        elif self._open is None:
            self.own.append(passage)
        else:
            self._words(self._open, passage)

    def _words(self, article: _Open, passage: Passage) -> None:
        """Text of an article, what it leaves unchanged, or an instruction."""
        start = 0
        for found in _UNCHANGED.finditer(passage.quote):
            self._text(article, _within(passage, start, found.start()))
            article.unchanged.append(_within(passage, found.start(), found.end()))
            article.parts.append(("unchanged", article.unchanged[-1]))
            start = found.end()
        self._text(article, _within(passage, start, len(passage.quote)))

    def _text(self, article: _Open, passage: Passage) -> None:
        words = passage.quote
        if not words:
            return
        if _INSTRUCTION.match(words):
            article.instructions.append(passage)
            article.parts.append(("instruction", passage))
            return
        if article.quoted:
            words = _QUOTES_AT_START.sub("", words)
            if _closes(words):
                words = _QUOTES_AT_END.sub("", words)
                self._open = None  # what follows is the act speaking again
        if words.strip():
            article.alineas.append(" ".join(words.split()))
            article.parts.append(("text", passage))

    def articles(self) -> Iterator[Headed]:
        """The articles in the order of the act, with numbers that can be read."""
        for group in self._groups:
            for article, ascending in _ascending(group):
                number = numbering.from_source(article.number)
                yield Headed(
                    str(number),
                    number.label,
                    article.heading,
                    tuple(article.alineas),
                    tuple(article.unchanged),
                    tuple(article.instructions),
                    ascending,
                    tuple(article.parts),
                )


def _closes(words: str) -> bool:
    """Whether quotes at the end of a paragraph close the text, and not a quotation inside it; those that the paragraph
    began with are taken off."""
    if not _QUOTES_AT_END.search(words):
        return False
    straight = words.count('"')
    if straight:
        return straight % 2 == 1
    opens, closes = (sum(words.count(mark) for mark in marks) for marks in ("«“", "»”"))
    return closes > opens


def _ascending(group: Iterable[_Open]) -> Iterator[tuple[_Open, bool]]:
    """Each article of one article of the act, and whether its number fits between those around it."""
    articles = list(group)
    keys = [numbering.from_source(article.number).sort_key for article in articles]
    last = None
    for position, (article, key) in enumerate(zip(articles, keys, strict=True)):
        following = keys[position + 1] if position + 1 < len(keys) else None
        fits = last is None or key >= last or following is None or following < last
        yield article, fits
        last = key if fits else last


def _passage(text: str, start: int, end: int, line: int) -> Passage:
    """The words between two places, without the spaces around them."""
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip())
    return Passage(start, start + len(quote.strip()), line, quote.strip())


def _within(passage: Passage, start: int, end: int) -> Passage:
    part = _passage(passage.quote, start, end, passage.line)
    return Passage(passage.start + part.start, passage.start + part.end, part.line, part.quote)


# -- what is asserted


def _history(parsed: ParsedAct, code: Code, info: SourceInfo, file: str) -> CodeHistory:
    anomalies: list[Anomaly] = []

    def tell(kind: str, number: str | None, message: str, passage: Passage, words: str | None = None) -> None:
        where = f"{file}:{passage.line}"
        anomalies.append(
            Anomaly(kind, info.name, code.id, number, info.as_of, message, where, theirs=words or passage.quote)
        )

    known: dict[str, list[Headed]] = {}
    for article in parsed.articles:
        if not article.ascending:
            message = (
                f"L’acte imprime « {article.label} » où ce numéro ne suit pas le précédent : il est sans doute mal lu."
            )
            tell("number_order", None, message, article.heading, "\n\n".join(article.alineas))
        else:
            known.setdefault(article.number, []).append(article)
        for instruction in article.instructions:
            message = "L’acte change l’article sans en donner le texte ; l’instruction n’est pas exécutée."
            tell("instruction", article.number if article.ascending else None, message, instruction)
    for passage in parsed.own:
        tell("instruction", None, "Article de l’acte lui-même ; ce qu’il ordonne n’est pas exécuté.", passage)
    attestations = [_attestation(parts, parsed.act, info, file) for parts in known.values()]
    return CodeHistory(
        code,
        info,
        (ConsolidatedDate(info.as_of, (parsed.act,)),),
        tuple(attestation for attestation in attestations if attestation.text.alineas),
        anomalies=tuple(anomalies),
    )


def _attestation(parts: list[Headed], act: Act, info: SourceInfo, file: str) -> Attestation:
    """What the act shows of one article; a number that it heads twice is known in part."""
    first = parts[0]
    return Attestation(
        number=first.number,
        state=State.IN_FORCE,
        text=Text(tuple(alinea for part in parts for alinea in part.alineas)),
        attested_from=info.as_of,
        observed=(info.as_of,),
        complete=len(parts) == 1 and first.whole,
        label=first.label,
        acts=(act,),
        where=f"{file}:{first.heading.line}",
    )


def _day(found: re.Match[str] | None) -> date | None:
    try:
        return date(int(found["year"]), MONTHS.index(found["month"].lower()) + 1, int(found["day"])) if found else None
    except ValueError:
        return None


def _code(text: str, path: Path) -> Code:
    """The only code that the text names above its first article; the longest title of those that fit."""
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if _HEADING.match(line)), len(lines))
    above = f"-{slug(' '.join(lines[:first]))}-"
    found: list[Code] = []
    for code in sorted(CODES, key=lambda code: -len(code.title)):
        name = f"-{slug(code.title)}-"
        if name in above:
            found.append(code)
            above = above.replace(name, "-")
    if len(found) != 1:
        named = ", ".join(code.title for code in found) or "none"
        raise SourceError(f"{path}: names {named} above its articles: list it in a manifest.toml with `code`")
    return found[0]
