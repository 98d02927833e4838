"""The HTML that official texts come in → alinéas, tables as one alinéa each, and the links inside.

Sources serve fragments such as `<p>…</p>`, `…<br/><br/>…`, tables, or, in old texts, one line with three spaces where
an alinéa ends. lxml reads the fragment as a stream of events (no tree, no entity expansion, nothing fetched).

What is refused: an element that has no business in a text of law (script, style, object …) loses its tags and keeps
its words, and its name is reported. White space is folded; no other character is changed.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from cpp_versions.model import Citation
from cpp_versions.text import Cell, rows_to_keep, write_table

__all__ = ["Link", "Markup", "read_markup", "read_tree"]

Link = tuple[str | None, tuple[str, ...]]
"""What a link points to: code id (None where it isn't an article of a code) and canonical numbers."""

_BLOCKS = frozenset(
    "address article blockquote body center dd dir div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "html legend li main menu nav ol p pre section ul br".split()
)
_INLINE = frozenset("a abbr b big cite code del em font i ins q s small span strike strong sub sup tt u".split())
_TABLE = frozenset("table tbody thead tfoot tr td th caption colgroup col".split())
# Elements of the official XML that HTML doesn't have, and the ones that stand for them.
_OFFICIAL = {"tableau": "table", "cliche": "div", "ent": "div", "notes": "div", "not": "div"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
# An old text without <p>: three spaces or more, or a blank line, part its alinéas.
_OLD_BREAK = re.compile(r"[ \t]{3,}|(?:\r?\n[ \t]*){2,}")
_BLANK_LINE = re.compile(r"(?:\r?\n[ \t]*){2,}")
# The same of an XML file, where a line's end and what indents the next line are one space.
_OLD_BREAK_IN_LINE = re.compile(r"(?<!\s)[ \t]{3,}(?!\s)|(?:\r?\n[ \t]*){2,}")
_LINE_ENDS = re.compile(r"[.;:!?»”\")\]][ \t]*\r?\n[ \t]{3,}(?=\S)")
_LINES = re.compile(r"\r?\n[ \t]{3,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Markup:
    """A fragment read: its alinéas, the citations that its links make, the names of elements it should not have."""

    alineas: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    odd: tuple[str, ...] = ()


def read_markup(html: str, link: Callable[[Mapping[str, str], str], Link | None]) -> Markup:
    """The alinéas of `html`.

    `link` is asked what an `<a>` with these attributes and these words points to; None: no citation.

    >>> read_markup("<p>Un.<br/>Deux  <a href='x'>trois</a>.</p>", lambda a, q: ("cpp", ("3",))).alineas
    ('Un.', 'Deux trois.')
    """
    old = "<p" not in html
    if "\0" in html:  # as the parser of HTML does
        html = html.replace("\0", "\ufffd")
    if "<" not in html and "&" not in html:
        parts = (_SPACES.sub(" ", part).strip(" ") for part in _OLD_BREAK.split(html))
        return Markup(tuple(part for part in parts if part and not part.isspace()))
    try:
        reader, parser = _local.pair
    except AttributeError:
        # one of each per thread: lxml inspects its target anew for each parser, which takes longer than most texts
        reader = _Reader()
        parser = etree.HTMLParser(target=cast(Any, reader), no_network=True, huge_tree=False)
        _local.pair = reader, parser
    reader.begin(link, _OLD_BREAK if old else _BLANK_LINE)
    parser.feed(f"<html><body>{html}</body></html>")
    parser.close()
    return Markup(tuple(reader.alineas), tuple(reader.citations), tuple(sorted(reader.odd)))


def read_tree(root: etree._Element, link: Callable[[Mapping[str, str], str], Link | None]) -> Markup:
    """The alinéas of the content of `root`, an element of the official XML: as `read_markup`, without parsing again.

    >>> root = etree.fromstring("<CONTENU><p>Un.<BR/>Deux  <a>trois</a>.</p></CONTENU>")
    >>> read_tree(root, lambda a, q: None).alineas
    ('Un.', 'Deux trois.')
    """
    old = next(root.iter("p", "P"), None) is None
    if not len(root):
        text = root.text or ""
        parts = (_SPACES.sub(" ", part).strip(" ") for part in _unmarked(text.strip(" \t\r\n\f"))) if text else ()
        return Markup(tuple(part for part in parts if part and not part.isspace()))
    reader = _Reader()
    reader.begin(link, _OLD_BREAK_IN_LINE if old else _BLANK_LINE)
    _feed(reader, root)
    reader.close()
    return Markup(tuple(reader.alineas), tuple(reader.citations), tuple(sorted(reader.odd)))


def _unmarked(text: str) -> list[str]:
    """The alinéas of a text without any markup: its lines are alinéas where each ends as one does, else only long."""
    lines = len(_LINES.findall(text))
    return (_OLD_BREAK if lines and lines == len(_LINE_ENDS.findall(text)) else _OLD_BREAK_IN_LINE).split(text)


def _feed(reader: _Reader, element: etree._Element) -> None:
    """The events of an element's content; libxml2 bounds how deep it goes."""
    if element.text:
        reader.data(element.text)
    for child in element:
        name = child.tag
        if isinstance(name, str):  # else a comment, which is no text of law
            tag = name.lower()
            tag = _OFFICIAL.get(tag, tag)
            inner = len(child)
            if not inner and not child.tail and (tag == "p" or tag == "td" or tag == "th"):
                text = child.text or ""
                if "  " not in text and "\n" not in text and text.isprintable():
                    if tag == "p":
                        if reader.paragraph(text):
                            continue
                    elif reader.cell(tag, text, child.attrib):
                        continue
            reader.start(tag, _attributes(child) if tag in _WITH_ATTRIBUTES else _NOTHING)
            if inner or child.text:
                _feed(reader, child)
            reader.end(tag)
        if child.tail:
            reader.data(child.tail)


def _attributes(element: etree._Element) -> Mapping[str, str]:
    return {str(key).lower(): str(value) for key, value in element.attrib.items()}


_WITH_ATTRIBUTES = frozenset({"a", "td", "th"})
_NOTHING: Mapping[str, str] = {}
_local = threading.local()


@dataclass(slots=True)
class _Line:
    """White space folded as text comes in, with the links opened in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[int, int, Mapping[str, str]]] = field(default_factory=list)

    def add(self, data: str) -> None:
        text = data if "  " not in data and data.isprintable() else _SPACES.sub(" ", data)
        if text[:1] == " " and (not self.parts or self.parts[-1][-1] == " "):
            text = text[1:]
        if text:
            self.parts.append(text)
            self.length += len(text)

    def text(self) -> str:
        return "".join(self.parts).rstrip(" ")


class _Reader:
    """The target of lxml's parser: collects alinéas, tables and links."""

    def begin(self, link: Callable[[Mapping[str, str], str], Link | None], breaks: re.Pattern[str]) -> None:
        """Forget the fragment before."""
        self.alineas: list[str] = []
        self.citations: list[Citation] = []
        self.odd: set[str] = set()
        self._link = link
        self._breaks = breaks
        self._line = _Line()
        self._anchor: tuple[int, Mapping[str, str]] | None = None
        self._depth = 0
        self._rows: list[list[tuple[Cell, list[tuple[int, int, Mapping[str, str]]]]]] = []
        self._foot: list[list[tuple[Cell, list[tuple[int, int, Mapping[str, str]]]]]] = []
        self._above_foot: int | None = None
        self._cell: tuple[str, int, int] | None = None

    # -- events of the parser

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self._break()
        elif tag == "a":
            self._anchor = (self._line.length, dict(attrib))
        elif tag in _TABLE:
            self._start_table(tag, attrib)
        elif tag not in _INLINE:
            self.odd.add(tag[:40])

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            if tag != "br":
                self._break()
        elif tag == "a" and self._anchor is not None:
            begin, attrib = self._anchor
            self._line.links.append((begin, self._line.length, attrib))
            self._anchor = None
        elif tag in _TABLE:
            self._end_table(tag)

    def data(self, data: str) -> None:
        if self._depth or ("   " not in data and "\n" not in data):
            self._line.add(data)
            return
        first, *others = self._breaks.split(data)
        self._line.add(first)
        for part in others:
            self._break()
            self._line.add(part)

    def comment(self, text: str) -> None:
        """A comment is no text of law."""

    def close(self) -> None:
        if self._depth:
            self._depth = 1
            self._end_table("table")
        self._break()

    # -- two events and what stands between them, where that is but words without any spacing to fold; False: not so

    def paragraph(self, text: str) -> bool:
        """A `<p>`."""
        if self._depth or self._anchor is not None:
            return False
        if self._line.parts:
            self._break()
        kept = text.strip(" ")
        if kept and not kept.isspace():
            self.alineas.append(kept)
        return True

    def cell(self, tag: str, text: str, attributes: etree._Attrib) -> bool:
        """A `<td>` or `<th>`."""
        if self._depth != 1 or self._anchor is not None or self._cell is not None or self._line.parts or not self._rows:
            return False
        spans = (_span(attributes.get("colspan")), _span(attributes.get("rowspan"))) if attributes else (1, 1)
        self._rows[-1].append((Cell(text.strip(" "), tag, *spans), []))
        return True

    # -- alinéas

    def _break(self) -> None:
        if self._depth:
            self._line.add(" ")
            return
        if not self._line.parts:
            return
        if self._anchor is not None:  # a link that runs over the end of an alinéa links both sides of it
            begin, attrib = self._anchor
            self._line.links.append((begin, self._line.length, attrib))
            self._anchor = (0, attrib)
        line, self._line = self._line, _Line()
        text = line.text()
        if not text or text.isspace():  # `<p>&nbsp;</p>` only spaces a page out
            return
        self.alineas.append(text)
        for begin, end, attrib in line.links:
            quote = text[begin:end]
            begin += len(quote) - len(quote.lstrip(" "))
            self._cite(len(self.alineas) - 1, begin, quote.strip(" "), attrib)

    def _cite(self, alinea: int, begin: int, quote: str, attrib: Mapping[str, str]) -> None:
        target = self._link(attrib, quote) if quote else None
        if target is not None:
            code, targets = target
            self.citations.append(Citation(alinea, begin, begin + len(quote), quote, code, targets))

    # -- tables: a table inside a cell is folded into the cell

    def _start_table(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == "table":
            if self._depth == 0:
                self._break()
                self._rows, self._foot, self._above_foot = [], [], None
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            if not self._rows:
                self._rows.append([])
            self._line = _Line()
            self._cell = (tag, _span(attrib.get("colspan")), _span(attrib.get("rowspan")))
        else:
            if self._depth == 1 and tag == "tfoot":
                self._end_cell()
                self._above_foot = len(self._rows)
            self._line.add(" ")

    def _end_table(self, tag: str) -> None:
        if tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        elif tag == "tfoot" and self._depth == 1 and self._above_foot is not None:
            self._end_cell()
            self._foot += self._rows[self._above_foot :]
            del self._rows[self._above_foot :]
            self._above_foot = None
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_cell()
                self._close_table()
            else:
                self._line.add(" ")

    def _end_cell(self) -> None:
        line, self._line = self._line, _Line()
        if self._cell is None:
            if line.text():  # words between the cells: kept, as a cell of their own
                self._rows.append([(Cell(line.text()), line.links)])
            return
        tag, colspan, rowspan = self._cell
        self._cell = None
        self._rows[-1].append((Cell(line.text(), tag, colspan, rowspan), line.links))

    def _close_table(self) -> None:
        self._rows += self._foot  # a foot is printed last, though XHTML has it before the body
        cells = [[cell for cell, _ in row] for row in self._rows]
        kept = rows_to_keep(cells)
        if not kept:
            return
        rows = [self._rows[index] for index in kept]
        table = write_table([cells[index] for index in kept])
        self.alineas.append(table)
        position = 0
        for row in rows:
            position = table.index("<tr>", position) + len("<tr>")
            for cell, links in row:
                position = table.index(">", position) + 1  # behind the cell's own tag
                for begin, end, attrib in links:
                    words = cell.text[begin:end]
                    begin += len(words) - len(words.lstrip(" "))
                    self._cite(
                        len(self.alineas) - 1,
                        position + len(_escape(cell.text[:begin])),
                        _escape(words.strip(" ")),
                        attrib,
                    )
                position += len(_escape(cell.text)) + len("</td>")


def _span(value: str | bytes | None) -> int:
    return min(max(int(value), 1), 1000) if value and value.isascii() and value.isdigit() and len(value) < 6 else 1


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
