"""One article file of LexHub: a heading `# Article D53`, and a body of raw HTML.

markdown-it splits the two, lxml reads the body (read as Markdown, some texts would lose a `*` or turn into lists). What
stands for a text without being one ("Missing data", `[Article abrogé].`, `.`, nothing at all) becomes a state.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt

from cpp_versions import numbering
from cpp_versions.codes import by_title, of_slug
from cpp_versions.errors import BadNumber
from cpp_versions.markup import Link, read_markup
from cpp_versions.model import State, Text
from cpp_versions.placeholders import state_of

__all__ = ["LARGEST", "ArticleFile", "FileReader", "is_article", "readme_date"]

LARGEST = 8 << 20
"""Bytes of the largest file read as an article."""

_README_DATE = re.compile(r"(?:updated at|mise à jour (?:à|le))\s*(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_NOTA = re.compile(r"<i>NOTA\s*:(?P<nota>.*)</i>\s*$", re.DOTALL)
_ARTICLE = re.compile(r"^\s*Article\s+", re.IGNORECASE)
_TITLE_LINK = re.compile(r"^(?P<code>Code .*?)\s*-\s*art\.\s*(?P<number>[^()]+)")


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """One article file: its number (empty where it has none), state and text; what is odd about it."""

    number: str
    label: str
    state: State
    text: Text
    wording: str = ""
    problem: str = ""
    odd: tuple[str, ...] = ()


class FileReader:
    """Reads article files; its Markdown parser finds the heading and reads nothing else as Markdown."""

    def __init__(self) -> None:
        self._markdown = MarkdownIt("zero").enable("heading")
        self._markdown.core.ruler.disable("inline")

    def read(self, content: bytes) -> ArticleFile:
        """The article of a file; never raises, `problem` says what can't be read."""
        nothing = Text(())
        if len(content) > LARGEST:
            return ArticleFile("", "", State.MISSING, nothing, problem=f"file of {len(content):,} bytes")
        try:
            source, problem = content.decode("utf-8-sig"), ""
        except UnicodeDecodeError as error:
            source, problem = content.decode("utf-8", "replace"), f"invalid UTF-8 at byte {error.start}"
        heading, body = self._split(source)
        if heading is None:
            return ArticleFile("", "", State.MISSING, nothing, problem=problem or "no heading `# Article …`")
        try:
            number = numbering.from_source(heading)
        except BadNumber:
            return ArticleFile("", "", State.MISSING, nothing, problem=f"no article number in {heading[:60]!r}")
        text, odd = _read_body(body)
        state, wording = state_of(text)
        if state is not State.IN_FORCE:
            text = Text((), text.nota)
        return ArticleFile(str(number), number.label, state, text, wording, problem, odd)

    def _split(self, source: str) -> tuple[str | None, str]:
        source = source.replace("\r\n", "\n").replace("\r", "\n").lstrip()
        # the heading stands in the first block or nowhere; the body isn't Markdown, so it isn't parsed as such
        tokens = self._markdown.parse(source.partition("\n\n")[0])
        for token, inline in pairwise(tokens):
            if token.type == "heading_open" and token.map and _ARTICLE.match(inline.content):
                body = source.split("\n", token.map[1])[-1] if source.count("\n") >= token.map[1] else ""
                return _ARTICLE.sub("", inline.content).strip(), body.strip()
        return None, source


def _read_body(body: str) -> tuple[Text, tuple[str, ...]]:
    note = _NOTA.search(body, body.index("<i>NOTA")) if "<i>NOTA" in body else None
    main = body[: note.start()] if note else body
    read = read_markup(main, _link)
    nota = read_markup(note["nota"], _no_link) if note else None
    text = Text(read.alineas, nota.alineas if nota else (), read.citations)
    return text, tuple(sorted({*read.odd, *(nota.odd if nota else ())}))


def _no_link(attributes: Mapping[str, str], quote: str) -> Link | None:
    return None


def _link(attributes: Mapping[str, str], quote: str) -> Link | None:
    """What a link of a text points to: by its path in LexHub, else by the title that Légifrance gave it."""
    href, title = attributes.get("href", ""), attributes.get("title", "")
    if href.startswith("/") and href.endswith(".md") and href.count("/") > 1:
        return _path_link(href)
    named = _TITLE_LINK.match(title)
    if named:
        code = by_title(named["code"])
        try:
            return (code.id if code else None), (str(numbering.from_source(named["number"].strip())),)
        except BadNumber:
            return None, ()
    return None, ()


@lru_cache(maxsize=8192)
def _path_link(href: str) -> Link:
    parts = href.strip("/").split("/")
    try:
        return of_slug(parts[0]).id, (str(numbering.from_slug(parts[-1].removesuffix(".md"))),)
    except BadNumber:
        return of_slug(parts[0]).id, ()


def is_article(path: str) -> bool:
    """Whether a path of a source can be that of an article."""
    return path.endswith(".md") and "/" in path


def readme_date(content: bytes) -> date | None:
    """The date of the data, as the README states it."""
    found = _README_DATE.search(content[:65536].decode("utf-8", "replace"))
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
