"""The text of a code as Archéo Lex writes it, on its pages and in its repositories: headings, alinéas, tables.

    ###### Section 1 : Contrat d'édition
    ####### Article L132-1

    Le contrat d'édition est le contrat par lequel …
    <table><tbody>

The number of `#` is the level, up to eleven. One line is one alinéa; blank lines part them and count for nothing. Lines
from `<table` to `</table>` are one alinéa. Tags of presentation (`<center>`, `<b>`) are dropped and their words kept; a
line with any other tag is text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpp_versions.markup import Link, read_markup
from cpp_versions.model import Section
from cpp_versions.text import is_table
from cpp_versions.titles import slug

__all__ = ["Heading", "alineas", "parse_heading", "section"]

_HEADING = re.compile(r"(?P<marks>#{1,12})[ \t]+(?P<title>\S.*)")
_ARTICLE = re.compile(r"Article\s+(?P<number>\S.*)")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)(?: [^<>]*)?/?>", re.IGNORECASE)
_PRESENTATION = frozenset("b big br center div em font i p s small span strong sub sup u".split())
_LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its title, and the number as printed where it is an article's."""

    level: int
    title: str
    article: str | None


def parse_heading(line: str) -> Heading | None:
    """The heading that a line is; None for a line of text.

    >>> parse_heading("##### Article R57-7-62")
    Heading(level=5, title='Article R57-7-62', article='R57-7-62')
    """
    found = _HEADING.fullmatch(line)
    if not found:
        return None
    title = _SPACES.sub(" ", found["title"]).strip()
    article = _ARTICLE.fullmatch(title)
    return Heading(len(found["marks"]), title, article["number"] if article else None)


def section(title: str) -> Section:
    """The section of a printed title."""
    return Section(slug(title) or "section", title[:_LONGEST_TITLE])


def alineas(lines: Iterable[str]) -> Iterator[str]:
    """One alinéa per line that isn't blank; the lines of a table are one, tags of presentation are dropped."""
    table: list[str] = []
    for line in lines:
        text = _SPACES.sub(" ", line).strip() if "  " in line or not line.isprintable() else line.strip()
        if not text:
            continue
        if table or text.startswith("<table"):
            table.append(text)
            if "</table>" in text:
                yield from _table(table)
                table = []
        elif "<" in text and _PRESENTATION.issuperset(map(str.lower, _TAG.findall(text))):
            yield from read_markup(text, _no_link).alineas
        else:
            yield text
    yield from table  # never closed: text like any other


def _table(lines: Sequence[str]) -> Sequence[str]:
    """The table that the lines make; the lines themselves, as text, where they hold anything else."""
    read = read_markup("\n".join(lines), _no_link).alineas
    return read if len(read) == 1 and is_table(read[0]) else lines


def _no_link(attributes: Mapping[str, str], quote: str) -> Link | None:
    return None
