"""The articles that a fiche names: in the titles of its references, and in its own words.

    Code de procédure pénale : articles D49-27 à D49-35-2

The title of a reference is what is read: the address behind it pins one version of one article, or a section, even
where the title names a range. Titles are written by hand (those of all fiches of a release were read):

    Code de procédure pénale : articles R*49-21 à R*49-29      the star of a decree in Conseil d'État
    Code de procédure pénale : article 92 à 99-5               a range in the singular, one article in the plural
    Code de procédure pénale : articles 495-17 à 495- 25       a stray space
    Code pénal : articles R131-17 à 131-20                     the letter once
    Code de procédure pénale : article R57-6-18 - Annexe       what follows a dash isn't a number

The grammar of citations reads the numbers. What it refuses: a range that goes backwards or from one series to another
("R2 à D5"): such a title keeps its words and has no spans. Nothing is guessed from a title that names no article, and a
number in the words of a fiche counts only where its code is named too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from cpp_versions import codes, numbering
from cpp_versions.citations import DocumentKind, Kind, Mention
from cpp_versions.citations import read as read_citations
from cpp_versions.errors import BadNumber
from cpp_versions.fiches.values import FicheReference, Passage, Span

__all__ = ["Standing", "covers", "quoted", "read_title", "width"]

_LONGEST = 600
_TITLE = re.compile(
    r"(?P<text>[^:]{3,200}?)\s*:\s*(?:les?\s+|l['’])?(?:articles?|art\.)\s*(?P<numbers>\S.*)", re.I | re.S
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_STRAY = re.compile(r"(?<=[0-9])(?: -|- )(?=[0-9])")
_SPACES = re.compile(r"\s+")


def read_title(title: str) -> tuple[str | None, tuple[Span, ...]]:
    """The code that the title names, and its articles: (None, ()) for another text, (code, ()) where it names none.

    >>> read_title("Code de procédure pénale : articles D49-27 à D49-35-2")
    ('cpp', (Span(first='D49-27', last='D49-35-2'),))
    """
    shown = _STRAY.sub("-", _SPACES.sub(" ", title[:_LONGEST].translate(_DASHES)).strip())
    found = _TITLE.match(shown)
    name = (found["text"] if found else shown.partition(":")[0]).strip()
    code = codes.find(name)
    if code is None or not name.lower().startswith(("code", "livre", "c.")):
        return None, ()
    return code.id, _spans(read_citations(f"aux articles {found['numbers']}")) if found else ()


def quoted(passages: Iterable[Passage]) -> tuple[FicheReference, ...]:
    """What the words of a fiche cite of codes that they name ("l'article 723-15 du code de procédure pénale")."""
    found: dict[FicheReference, None] = {}
    for place, passage in enumerate(passages):
        if "article" not in passage.text and "art." not in passage.text:
            continue
        for mention in read_citations(passage.text):
            spans = _spans((mention,))
            if spans and mention.kind is Kind.ARTICLE and mention.document.kind is DocumentKind.CODE:
                start, end = mention.phrase
                quote = passage.text[start:end] if end - start <= 300 else mention.quote
                found[FicheReference(quote, "", "", mention.document.name, spans, place)] = None
    return tuple(found)


def _spans(mentions: Iterable[Mention]) -> tuple[Span, ...]:
    """The articles of the mentions; none where one of them is a range that can't be."""
    spans: list[Span] = []
    for mention in mentions:
        target = mention.target
        if target is None or not target.first:
            continue
        last = "" if target.last == target.first else target.last
        if last and not _ordered(target.first, last):
            return ()
        spans.append(Span(target.first, last))
    return tuple(spans)


def _ordered(first: str, last: str) -> bool:
    one, other = numbering.parse(first), numbering.parse(last)
    return one.series == other.series and one <= other


def covers(span: Span, number: str) -> bool:
    """Whether the article of this canonical number is one of the span's: itself, or between both ends in its series.

    >>> covers(Span("D49-27", "D49-35-2"), "D49-35"), covers(Span("D49-27", "D49-35-2"), "R49-30")
    (True, False)
    """
    if not span.last:
        return number == span.first
    try:
        first, last, asked = (numbering.parse(text) for text in (span.first, span.last, number))
    except BadNumber:
        return False
    return asked.series == first.series and first <= asked <= last


class Standing:
    """Some article numbers, asked many times which of them a span covers; equal to `covers` for each."""

    def __init__(self, numbers: Sequence[str]) -> None:
        ordered = sorted((numbering.ArticleNumber(number), place) for place, number in enumerate(numbers))
        self._numbers = [number for number, _ in ordered]
        self._places = [place for _, place in ordered]

    def within(self, span: Span) -> tuple[int, ...]:
        """The places, among the numbers given, of those that the span covers, in the order of numbers."""
        try:
            first, last = numbering.parse(span.first), numbering.parse(span.last or span.first)
        except BadNumber:
            return ()
        start, end = bisect_left(self._numbers, first), bisect_right(self._numbers, last)
        return tuple(
            self._places[i]
            for i in range(start, end)
            if self._numbers[i].series == first.series and (span.last or self._numbers[i].text == span.first)
        )


def width(span: Span) -> tuple[int, int]:
    """How broad a span is, to put a narrow one first: the distance of the leading numbers of its ends, then that of
    those behind them; (-1, 0) for a single article."""
    if not span.last:
        return -1, 0
    first, last = ([*map(int, re.findall(r"[0-9]+", text)), 0, 0][:2] for text in (span.first, span.last))
    return abs(last[0] - first[0]), abs(last[1] - first[1])
