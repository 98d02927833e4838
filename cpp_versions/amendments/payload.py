"""The new text that an act brings, cut into articles and alinéas, without the quotation marks of the act.

    « Art. D. 48-2-1.-Le juge …          the heading of an article, then its first alinéa
    « Il en informe …
    « Section 2                          a title: the article above has ended
    « Des décisions                      its words
    « Art. D. 48-3. - … »

Only marks that belong to the act are taken off: those that open each paragraph, and the one that closes the last.
Where the act quotes with « », no other mark is its own: an alinéa that ends with " or ” keeps it.

An annex has articles of its own ("Article 1er"), which aren't the code's: `NewText.uncut` is the text with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cpp_versions import numbering
from cpp_versions.amendments.lexis import LATIN, OPENERS
from cpp_versions.errors import BadNumber
from cpp_versions.text import is_table

__all__ = ["NewArticle", "NewText", "read_payload"]

_SPACES = " \t\u00a0\u202f\r"
_NUMBER = (
    rf"(?:(?:L\.?\s?O|[LRDA])\.?\s?\*?\.?\s?)?\d{{1,5}}(?:\s?[-‑–]\s?\d{{1,4}}){{0,6}}(?:er\b)?"
    rf"(?:\s{LATIN}\b)?(?:\s[A-Z]\b)?"
)
_HEADING = re.compile(
    rf"(?:Article|Art\s?\.|Art\b)\s*\.?\s*(?P<number>{_NUMBER}|préliminaire)\s*(?:\.\s*[-‑–—―∙]*|[-‑–—―∙:]+|(?=$))\s*",
    re.I,
)
_TITLE = re.compile(
    r"(?:sous-titre|titre|chapitre|section|sous-section|livre|paragraphe|chapter|subsection|paragraph|title)\s+"
    r"(?:[IVXLC]+(?:er)?|[Ii]er|premier|\d{1,3}(?:er)?)\b(?P<words>\s*[:.–—-]?\s*.{0,300})$",
    re.I,
)
_OPENING = "".join(OPENERS) + _SPACES
_BETWEEN_TAGS = re.compile(r">[ \t\r]*\n\s*<")
_CLOSED = re.compile(r"\s*[»”\"]\s*[.;,]?\s*(?:et)?\s*[.;,]?$")
_GUILLEMET = re.compile(r"\s*»\s*[.;,]?\s*(?:et)?\s*[.;,]?$")


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article of a new text: its canonical number, its alinéas, and where it stands in the act."""

    number: str
    alineas: tuple[str, ...]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NewText:
    """A new text: alinéas that stand above any heading, then articles; `titles` of sections, as printed.

    `uncut` is all of it as alinéas, headings and titles too.
    """

    alineas: tuple[str, ...]
    articles: tuple[NewArticle, ...]
    titles: tuple[str, ...]
    span: tuple[int, int]
    uncut: tuple[str, ...] = ()


def read_payload(paragraphs: Iterable[tuple[str, int]]) -> NewText:
    """The new text of an instruction: paragraphs as printed, each with its place in the act.

    >>> text = read_payload([("« Art. D. 5-1.-Un.", 0), ("« Deux. » ;", 20)])
    >>> [(a.number, a.alineas) for a in text.articles]
    [('D5-1', ('Un.', 'Deux.'))]
    """
    lines = [(words.strip(_SPACES), place) for words, place in paragraphs]
    lines = [(words, place) for words, place in lines if words]
    guillemets = bool(lines) and lines[0][0][0] == "«" and _GUILLEMET.search(lines[-1][0]) is not None
    uncut: list[str] = []
    alineas: list[str] = []
    articles: list[tuple[str, list[str], int, int]] = []
    titles: list[str] = []
    above_articles = False
    ended = True
    for index, (printed, place) in enumerate(lines):
        words = _bare(printed, guillemets, last=index == len(lines) - 1)
        end = place + len(printed)
        if not words:
            continue
        text = articles[-1][1] if articles else alineas
        if text and text[-1].startswith("<table>") and not text[-1].endswith("</table>"):
            text[-1] = f"{text[-1]}\n{words}"  # a table is one alinéa of several lines
            uncut[-1] = f"{uncut[-1]}\n{words}"
            if articles:
                articles[-1] = (*articles[-1][:3], end)
            continue
        broken, ended = not ended, words[-1:] in ".;:,»”!?)"
        if broken and uncut and _continues(printed):
            uncut[-1] = f"{uncut[-1]} {words}"
        else:
            uncut.append(words)
        if (found := _HEADING.match(words)) and (number := _number(found["number"])):
            rest = words[found.end() :].strip(_SPACES)
            articles.append((number, [rest] if rest else [], place, end))
            above_articles = False
        elif (title := _TITLE.match(words)) and not _sentence(title["words"]) and _headed_after(lines, index):
            titles.append(words)
            above_articles = True
        elif broken and _continues(printed) and (articles[-1][1] if articles else alineas):
            text[-1] = f"{text[-1]} {words}"
            if articles:
                articles[-1] = (*articles[-1][:3], end)
        elif above_articles:
            titles[-1] = f"{titles[-1]} {words}"
        elif articles:
            articles[-1][1].append(words)
            articles[-1] = (*articles[-1][:3], end)
        else:
            alineas.append(words)
    span = (lines[0][1], lines[-1][1] + len(lines[-1][0])) if lines else (0, 0)
    return NewText(
        tuple(map(_table, alineas)),
        tuple(NewArticle(number, tuple(map(_table, texts)), (start, end)) for number, texts, start, end in articles),
        tuple(titles),
        span,
        tuple(map(_table, uncut)),
    )


def _table(alinea: str) -> str:
    """A table as the store has it, a line for each row, however the act breaks its lines; else the alinéa as it is."""
    if not (alinea.startswith("<table>") and alinea.endswith("</table>")):
        return alinea
    run_on = _BETWEEN_TAGS.sub("><", alinea).replace("\n", " ")
    rows = run_on.replace("<table>", "<table>\n", 1).replace("</tr>", "</tr>\n")
    return rows if is_table(rows) else alinea


def _continues(printed: str) -> bool:
    """Whether a line is the rest of the one above: no mark opens it, and it begins with a small letter."""
    return printed[:1].islower()


def _bare(words: str, guillemets: bool, last: bool) -> str:
    """A paragraph without the marks of the act, which are « and » alone where it quotes with `guillemets`."""
    if words[:1] in OPENERS:
        words = words[1:].lstrip(_SPACES)
    found = (_GUILLEMET if guillemets else _CLOSED).search(words)
    if not found:
        return words
    inside = words[: found.start()]
    if guillemets:
        opens, closes = inside.count("«"), inside.count("»")
        own = opens <= closes if last else opens == closes
    else:
        opens, closes = (sum(inside.count(c) for c in marks) for marks in ("«“", "»”"))
        own = opens == closes and (inside.count('"') % 2 == 0 or '"' not in found.group())
    return inside.strip(_SPACES) if own else words


def _number(printed: str) -> str | None:
    try:
        return str(numbering.parse(re.sub(r"\s*([-‑–])\s*", "-", printed)))
    except BadNumber:
        return None


def _sentence(words: str) -> bool:
    """Whether what follows "Section 3" is a sentence and not a title."""
    return bool(re.search(r"[.;]\s*$", words.strip())) and len(words) > 120


def _headed_after(lines: list[tuple[str, int]], index: int) -> bool:
    """Whether an article's heading follows: else the title is text of an article."""
    return any(_HEADING.match(words.lstrip(_OPENING)) for words, _ in lines[index + 1 : index + 12])
