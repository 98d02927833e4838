"""The `CONTENU` of a file of LEGI → alinéas, and what its links cite.

Most contents are paragraphs of words, links and line breaks, and tables of words, which are read here in one pass. All
others (lists, old texts without paragraphs, spacing to fold, anything odd) go to `markup.read_tree`, which gives the
same of the plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from cpp_versions import numbering
from cpp_versions.codes import by_title
from cpp_versions.errors import BadNumber
from cpp_versions.markup import Link, Markup, read_markup, read_tree
from cpp_versions.model import Citation
from cpp_versions.text import Cell, rows_to_keep, write_table

__all__ = ["read_content"]

_ARTICLE_ID = re.compile(r"LEGIARTI[0-9]{12}")
_TITLE_LINK = re.compile(r"^(?P<code>Code .{1,200}?)\s*-\s*art\.\s*(?P<number>[^()]{1,80})")
_ESCAPED = re.compile(r"<(?:p|br|div|table)\b", re.I)  # HTML that is the words of the file, in a CDATA section
_SPACES = " \t\r\n\f"
_EMPTY = Markup(())


def read_content(content: etree._Element | None, linked: bool = True) -> tuple[Markup, tuple[str, ...]]:
    """The alinéas of a content, with the citations of its links where `linked`; for each of these, the article version
    that it names by identifier, empty where it names none.

    >>> read, ids = read_content(etree.fromstring('<CONTENU><p>Un.<br/>Deux <a id="LEGIARTI000000000001">3</a>.</p></CONTENU>'))
    >>> read.alineas, read.citations[0].quote, ids
    (('Un.', 'Deux 3.'), '3', ('LEGIARTI000000000001',))
    """  # noqa: E501 - a line of XML
    if content is None or not (len(content) or content.text):
        return _EMPTY, ()
    found = _plain(content, linked)
    if found is not None:
        return found
    cited: list[str] = []

    def link(attributes: Mapping[str, str], quote: str) -> Link | None:
        if not linked:
            return None
        cited.append(_cited_id(attributes))
        return _named(attributes.get("title", ""))

    text = content.text or ""
    if not len(content) and "<" in text and _ESCAPED.search(text):
        return read_markup(text, link), tuple(cited)
    return read_tree(content, link), tuple(cited)


# -- the plain ones


def _plain(content: etree._Element, linked: bool) -> tuple[Markup, tuple[str, ...]] | None:
    """What is nothing but plain tables and `<p>` with words, `<br/>` and `<a>` in them; None for any other content."""
    if not _blank(content.text) or not len(content):
        return None
    alineas: list[str] = []
    citations: list[Citation] = []
    cited: list[str] = []
    paragraphs = False
    for child in content:
        if not _blank(child.tail):
            return None
        text = child.text
        if child.tag == "p":
            paragraphs = True
            if len(child):
                if not _lines(child, text or "", alineas, citations, cited, linked):
                    return None
            elif text:
                if _spaced(text):
                    return None
                text = text.strip(" ")
                if text and not text.isspace():
                    alineas.append(text)
        elif child.tag == "table":
            rows = _rows(child)
            if rows is None:
                return None
            if rows:
                alineas.append(write_table(rows))
        elif child.tag != "br" or text or len(child):
            return None
    if not paragraphs:  # an old text
        return None
    return Markup(tuple(alineas), tuple(citations)), tuple(cited)


def _lines(
    paragraph: etree._Element, begun: str, alineas: list[str], citations: list[Citation], cited: list[str], linked: bool
) -> bool:
    """Add the alinéas of a paragraph with elements in it; False where it isn't plain."""
    parts, length = [begun], len(begun)
    links: list[tuple[int, etree._Element]] = []
    for child in paragraph:
        if len(child):
            return False
        words, tail = child.text, child.tail
        if child.tag == "a":
            if words:
                links.append((length, child))
                parts.append(words)
                length += len(words)
        elif child.tag == "br" and not words:
            if not _line("".join(parts), links, alineas, citations, cited, linked):
                return False
            parts, length, links = [], 0, []
        else:
            return False
        if tail:
            parts.append(tail)
            length += len(tail)
    return _line("".join(parts), links, alineas, citations, cited, linked)


def _line(
    text: str, links: list[tuple[int, etree._Element]], alineas: list[str], citations: list[Citation],
    cited: list[str], linked: bool,
) -> bool:  # fmt: skip
    if _spaced(text) or (links and text[:1] == " "):
        return False
    kept = text.strip(" ")
    if not kept or kept.isspace():
        return True
    alineas.append(kept)
    if linked:
        for begin, element in links:
            words = element.text or ""
            quote = kept[begin : begin + len(words)]
            begin += len(quote) - len(quote.lstrip(" "))
            quote = quote.strip(" ")
            if quote:
                attributes = {str(key).lower(): str(value) for key, value in element.attrib.items()}
                code, targets = _named(attributes.get("title", ""))
                cited.append(_cited_id(attributes))
                citations.append(Citation(len(alineas) - 1, begin, begin + len(quote), quote, code, targets))
    return True


def _rows(table: etree._Element) -> list[list[Cell]] | None:
    """The rows of a table that hold words, in cells of nothing else; None for any other table."""
    rows: list[list[Cell]] = []
    foot: list[list[Cell]] = []
    if not _blank(table.text):
        return None
    for child in table:
        if not _blank(child.text) or not _blank(child.tail):
            return None
        if child.tag == "tr":
            if not _row(child, rows):
                return None
        elif child.tag == "tbody" or child.tag == "thead" or child.tag == "tfoot":
            part = foot if child.tag == "tfoot" else rows
            for row in child:
                if row.tag != "tr" or not _blank(row.text) or not _blank(row.tail) or not _row(row, part):
                    return None
        else:
            return None
    rows += foot  # which XHTML has before the body
    return [rows[index] for index in rows_to_keep(rows)]


def _row(element: etree._Element, rows: list[list[Cell]]) -> bool:
    row = []
    for cell in element:
        tag, text, tail = cell.tag, cell.text or "", cell.tail
        if (tag != "td" and tag != "th") or len(cell) or _spaced(text) or (tail and not _blank(tail)):
            return False
        text = text.strip(" ")
        get = cell.get
        row.append(Cell(text, tag, _span(get("colspan")), _span(get("rowspan"))))
    rows.append(row)
    return True


def _span(value: str | None) -> int:
    if value is None or value == "1":
        return 1
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _blank(text: str | None) -> bool:
    return not text or not text.strip(_SPACES)


def _spaced(text: str) -> bool:
    """Whether a text has spacing to fold, or a line's end, which can part two alinéas."""
    return "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text


# -- links


def _cited_id(attributes: Mapping[str, str]) -> str:
    """The article version that a link of a text names, wherever its attributes do."""
    for value in attributes.values():
        if "LEGIARTI" in value and (found := _ARTICLE_ID.search(value[:2000])):
            return found[0]
    return ""


@lru_cache(maxsize=16384)
def _named(title: str) -> Link:
    """What a link cites by the title that Légifrance gave it."""
    found = _TITLE_LINK.match(title[:400])
    if not found:
        return None, ()
    code = by_title(found["code"])
    try:
        return (code.id if code else None), (str(numbering.from_source(found["number"].strip())),)
    except BadNumber:
        return None, ()
