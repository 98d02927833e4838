"""Safe HTML fragments of texts and diffs: the one place where text becomes HTML.

Every character of law, of a file name or of a link goes through `escape`; a table is written again from its cells; a
link is made only to a relative query (`?…`) or an https address. Marks don't rest on colour alone: what is inserted is
underlined, what is deleted is struck, and both say so to a screen reader. Each change has an id (`change-1`,
`change-2`, …) to jump to. All classes begin with `cv-`; `stylesheet()` gives their look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from cpp_versions.compare import Diff
from cpp_versions.render.layout import Piece, Row, rows
from cpp_versions.text import is_table

__all__ = [
    "TABLE_TAG",
    "Link",
    "article",
    "change_count",
    "clean",
    "escape",
    "inline",
    "safe_href",
    "side_by_side",
    "stylesheet",
    "table_tag",
]

# alinéa, start, end, href: `alineas[alinea][start:end]` links to href.
Link = tuple[int, int, int, str]

_WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "-": "supprimé",
        "+": "ajouté",
        "<": "déplacé d’ici",
        ">": "déplacé ici",
        "cut-": "alinéas réunis",
        "cut+": "alinéa coupé en deux",
        "skipped": "… 1 alinéa inchangé …",
        "skipped-many": "… {} alinéas inchangés …",
        "old": "Avant",
        "new": "Après",
        "same": "Les deux textes sont identiques.",
        "typographic": "Seules changent la typographie ou la division en alinéas : aucun mot.",
        "nota": "Nota",
    },
    "en": {
        "-": "deleted",
        "+": "inserted",
        "<": "moved from here",
        ">": "moved to here",
        "cut-": "paragraphs joined",
        "cut+": "paragraph cut in two",
        "skipped": "… 1 unchanged paragraph …",
        "skipped-many": "… {} unchanged paragraphs …",
        "old": "Before",
        "new": "After",
        "same": "The two texts are identical.",
        "typographic": "Only typography or the cut into paragraphs differs: not one word.",
        "nota": "Note",
    },
}
_TAGS = {"-": "del", "<": "del", "+": "ins", ">": "ins"}
_CLASSES = {"-": "cv-del", "<": "cv-del cv-from", "+": "cv-ins", ">": "cv-ins cv-to"}

_HREF = re.compile(r"(?:\?|https://[^/\s\\])[^\s\\\"'<>`]*")
TABLE_TAG = re.compile(r"(</?(?:table|tr|td|th)(?: [^<>]*)?>)")
_WHOLE_ROWS = re.compile(r"\s*(?:<tr>(?:(?!</?tr>|</?table>).)*</tr>\s*)+", re.DOTALL)


def escape(text: str) -> str:
    """The text as HTML shows it, in content and in quoted attributes. Control characters are shown as `\ufffd`."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CONTROL.sub("\ufffd", text.replace('"', "&quot;").replace("'", "&#39;"))


# HTML can't hold these; bidirectional overrides could make a text read as another.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def safe_href(href: str) -> str | None:
    """The address if a link may have it, else None."""
    return href if _HREF.fullmatch(href) else None


def change_count(diff: Diff) -> int:
    """How many changes have an id."""
    return max((piece.change for row in rows(diff) for piece in row.pieces), default=0)


def inline(diff: Diff, *, lang: str = "fr", context: int | None = None, prefix: str = "change") -> str:
    """The two texts as one, alinéa by alinéa.

    `context`: how many unchanged alinéas to show around a change; the others are folded away, one click off; None
    shows all. `prefix` begins the ids of the changes.
    """
    page = _Page(lang, prefix)
    blocks = [(row.changed, page.row(row)) for row in rows(diff)]
    return f'<div class="cv-diff cv-inline" lang="fr">{page.notice(diff)}{page.skipping(blocks, context)}</div>'


def side_by_side(diff: Diff, *, lang: str = "fr", context: int | None = None, prefix: str = "change") -> str:
    """The old text on the left, the new one on the right, alinéas that answer to one another in one line."""
    page = _Page(lang, prefix)
    blocks: list[tuple[bool, str]] = []
    for left, right in _facing(rows(diff)):
        old = "".join(page.side(row.old) for row in left)
        new = "".join(page.side(row.new) for row in right)
        changed = any(row.changed for row in (*left, *right))
        sides = "".join(
            f'<div class="cv-{side}" role="group" aria-label="{page.words[side]}">{text}</div>'
            for side, text in (("old", old), ("new", new))
        )
        blocks.append((changed, f'<div class="cv-line{"" if changed else " cv-alike"}">{sides}</div>'))
    head = f'<div class="cv-line cv-head"><div>{page.words["old"]}</div><div>{page.words["new"]}</div></div>'
    body = page.skipping(blocks, context)
    return f'<div class="cv-diff cv-sides" lang="fr">{page.notice(diff)}{head if blocks else ""}{body}</div>'


def article(alineas: Sequence[str], nota: Sequence[str] = (), links: Iterable[Link] = (), *, lang: str = "fr") -> str:
    """A text as it stands, its citations as links, its nota set apart. A link with an unsafe address is plain text."""
    spans: dict[int, list[Link]] = {}
    for link in sorted(links):
        spans.setdefault(link[0], []).append(link)
    body = "".join(_alinea(alinea, spans.get(index, [])) for index, alinea in enumerate(alineas))
    note = ""
    if nota:
        paragraphs = "".join(_alinea(paragraph, []) for paragraph in nota)
        note = f'<aside class="cv-nota"><p class="cv-nota-title">{_words(lang)["nota"]}</p>{paragraphs}</aside>'
    return f'<div class="cv-article" lang="fr">{body}{note}</div>'


def _words(lang: str) -> dict[str, str]:
    return _WORDS.get(lang, _WORDS["fr"])


def _alinea(alinea: str, links: list[Link]) -> str:
    if not is_table(alinea):
        return f'<p class="cv-p">{_linked(alinea, 0, links, escape)}</p>'
    place = 0
    out: list[str] = []
    for index, part in enumerate(TABLE_TAG.split(alinea)):
        # The grammar of tables makes the parts safe as they are: the six tags, and text with entities.
        out.append(table_tag(part) if index % 2 else _linked(part, place, links, clean))
        place += len(part)
    return "".join(out)


def clean(text: str) -> str:
    """The text of a table, whose entities are entities already."""
    return _CONTROL.sub("\ufffd", text)


def _linked(text: str, offset: int, links: list[Link], write: Callable[[str], str]) -> str:
    """The text, which stands at `offset` of its alinéa, with the links that fall within it and don't overlap."""
    out: list[str] = []
    place = 0
    for _, start, end, href in links:
        start, end = start - offset, end - offset
        if place <= start < end <= len(text):
            quoted = write(text[start:end])
            safe = safe_href(href)
            out.append(write(text[place:start]))
            out.append(f'<a class="cv-cite" href="{escape(safe)}">{quoted}</a>' if safe else quoted)
            place = end
    return "".join([*out, write(text[place:])])


def table_tag(tag: str) -> str:
    """A tag of a table, with our class."""
    return tag.replace("<table>", '<table class="cv-table">')


def _facing(found: Sequence[Row]) -> list[tuple[list[Row], list[Row]]]:
    """The rows of both sides, face to face: alinéas deleted stand before those inserted in their place."""
    lines: list[tuple[list[Row], list[Row]]] = []
    gone: list[int] = []  # lines whose right side is free
    for row in found:
        if row.only == "-":
            gone.append(len(lines))
            lines.append(([row], []))
        elif row.only == "+" and gone:
            lines[gone.pop(0)][1].append(row)
        else:
            gone = []
            lines.append(([row] if row.old else [], [row] if row.new else []))
    return lines


class _Page:
    """One rendering: its words, and which changes have had their id."""

    def __init__(self, lang: str, prefix: str) -> None:
        self.words = _words(lang)
        self.prefix = escape(prefix)
        self.named: set[int] = set()

    def notice(self, diff: Diff) -> str:
        said = "same" if diff.identical and diff.ops else "typographic" if diff.typographic else ""
        return f'<p class="cv-same">{self.words[said]}</p>' if said else ""

    def row(self, row: Row) -> str:
        """A row with both sides in one."""
        old, new = _text(row.old), _text(row.new)
        if is_table(old) or is_table(new):
            return self.named_before(row.pieces, self.table(row, old, new))
        return self.paragraph(row.pieces, row.only, folded="+")

    def side(self, pieces: Sequence[Piece]) -> str:
        """One side of a row."""
        if is_table(_text(pieces)):
            return self.named_before(pieces, self.cells(pieces, mixed=False))
        return self.paragraph(pieces, "", folded="-+")

    def paragraph(self, pieces: Sequence[Piece], only: str, folded: str) -> str:
        name = {"-": "cv-p cv-p-del", "+": "cv-p cv-p-ins"}.get(only, "cv-p")
        body = "".join(self.piece(piece) for piece in pieces if not piece.folded or piece.cut or piece.op in folded)
        return f'<p class="{name}">{body}</p>'

    def piece(self, piece: Piece) -> str:
        if piece.cut:
            label = self.words["cut" + ("-" if piece.op in "-<" else "+")]
            return f'<span class="cv-cut" role="note" title="{label}" aria-label="{label}"></span>'
        return self.mark(piece, escape(piece.text)) if piece.marked else escape(piece.text)

    def mark(self, piece: Piece, body: str) -> str:
        """The body, safe already, marked as the piece is."""
        tag, label = _TAGS[piece.op], self.words[piece.op]
        return (
            f'<{tag} class="{_CLASSES[piece.op]}"{self.id_of(piece)}>'
            f'<span class="cv-sr">[{label} : </span>{body}<span class="cv-sr">]</span></{tag}>'
        )

    def id_of(self, piece: Piece) -> str:
        if not piece.change or piece.change in self.named:
            return ""
        self.named.add(piece.change)
        return f' id="{self.prefix}-{piece.change}" tabindex="-1"'

    def named_before(self, pieces: Sequence[Piece], body: str) -> str:
        """The body, after the ids of changes that had no text to bear them: an empty cell, row or table."""
        ids = "".join(f'<span class="cv-here"{name}></span>' for piece in pieces if (name := self.id_of(piece)))
        return ids + body

    def table(self, row: Row, old: str, new: str) -> str:
        """A table with its changes in the cells; where that would break it, the old table and then the new one."""
        if row.only or (is_table(old) and is_table(new)):
            named = set(self.named)
            placed = self.cells(
                [piece for piece in row.pieces if not piece.folded or piece.in_new or row.only == "-"],
                mixed=not row.only,
            )
            if placed:
                return placed
            self.named = named
        if row.only or not (row.old and row.new):
            return self.side(row.pieces)
        # What both hold is told twice: the frames say which is the old one and which the new one.
        return "".join(
            f'<{tag} class="cv-frame cv-frame-{tag}"><span class="cv-sr">[{label}]</span>{self.side(pieces)}</{tag}>'
            for tag, label, pieces in (("del", self.words["old"], row.old), ("ins", self.words["new"], row.new))
        )

    def cells(self, pieces: Sequence[Piece], *, mixed: bool) -> str:
        """The pieces of a table as HTML, changes marked in its cells.

        Where two tables are `mixed` in one, nothing if a mark can't be placed within a cell or around whole rows.
        """
        out: list[str] = []
        inside = False  # a cell
        for piece in pieces:
            if piece.marked and _WHOLE_ROWS.fullmatch(piece.text) and not inside:
                out.append(self.marked_rows(piece))
                continue
            for index, part in enumerate(TABLE_TAG.split(piece.text)):
                if index % 2:
                    if piece.marked and mixed:
                        return ""
                    inside = part.startswith(("<td", "<th"))
                    out.append(table_tag(part))
                elif not piece.marked:
                    out.append(clean(part))
                elif part.strip():
                    if not inside:
                        return ""
                    out.append(self.mark(piece, clean(part)))
                else:
                    out.append(part)
        return "".join(out)

    def marked_rows(self, piece: Piece) -> str:
        out: list[str] = []
        for index, part in enumerate(TABLE_TAG.split(piece.text)):
            if index % 2 or not part.strip():
                out.append(part)
            else:
                out.append(self.mark(piece, clean(part)))
        name = "cv-row-del" if piece.in_old else "cv-row-ins"
        return "".join(out).replace("<tr>", f'<tr class="{name}">')

    def skipping(self, blocks: Sequence[tuple[bool, str]], context: int | None) -> str:
        """The blocks, runs of unchanged ones folded away but for `context` of them beside each change."""
        if context is None or not any(changed for changed, _ in blocks):
            return "".join(block for _, block in blocks)
        near = [False] * len(blocks)
        for index, (changed, _) in enumerate(blocks):
            if changed:
                first, last = max(0, index - context), min(len(blocks), index + context + 1)
                near[first:last] = [True] * (last - first)
        out: list[str] = []
        index = 0
        while index < len(blocks):
            if near[index]:
                out.append(blocks[index][1])
                index += 1
                continue
            stop = index
            while stop < len(blocks) and not near[stop]:
                stop += 1
            body = "".join(block for _, block in blocks[index:stop])
            label = self.words["skipped"] if stop - index == 1 else self.words["skipped-many"].format(stop - index)
            out.append(f'<details class="cv-skip"><summary>{label}</summary>{body}</details>')
            index = stop
        return "".join(out)


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def stylesheet() -> str:
    """The CSS of the fragments: readable on light and dark grounds, in print, and without colour.

    Colours are mixed with the text's own colour (`currentColor`), so that they follow the theme around them.
    """
    return _STYLESHEET


_STYLESHEET = """\
.cv-diff, .cv-article { line-height: 1.6; max-width: 100%; overflow-wrap: anywhere; }
.cv-inline, .cv-article { max-width: 46em; }
.cv-p { margin: 0 0 .8em; }
.cv-diff { --cv-green: #198e3e; --cv-red: #e43321; --cv-blue: #2580cd; }
/* a shadow, no padding: where the last word just fits its line, padding would go alone to the next */
.cv-ins, .cv-del { color: inherit; border-radius: .15em; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; scroll-margin: 6rem; background: var(--cv-ground);
  box-shadow: .1em 0 var(--cv-ground), -.1em 0 var(--cv-ground); }
.cv-del + .cv-ins, .cv-ins + .cv-del { margin-left: .2em; }
.cv-ins { --cv-ground: color-mix(in srgb, var(--cv-green) 18%, transparent);
  text-decoration: underline; text-decoration-color: var(--cv-green); text-decoration-thickness: .12em;
  text-underline-offset: .18em; }
.cv-del { --cv-ground: color-mix(in srgb, var(--cv-red) 18%, transparent);
  text-decoration: line-through; text-decoration-color: var(--cv-red); }
.cv-from { --cv-ground: color-mix(in srgb, var(--cv-blue) 14%, transparent);
  text-decoration: line-through dotted var(--cv-blue); }
.cv-to { --cv-ground: color-mix(in srgb, var(--cv-blue) 18%, transparent);
  text-decoration: underline double var(--cv-blue); }
.cv-p-ins, .cv-p-del { padding-left: .7em; border-left: .25em solid var(--cv-green); }
.cv-p-del { border-left: .25em dashed var(--cv-red); }
.cv-frame { display: block; text-decoration: none; padding-left: .7em; }
.cv-frame-ins { border-left: .25em solid var(--cv-green); }
.cv-frame-del { border-left: .25em dashed var(--cv-red); }
.cv-ins:target, .cv-del:target, .cv-ins:focus, .cv-del:focus {
  outline: .15em solid currentColor; outline-offset: .1em; }
.cv-cut::after { content: "¶"; opacity: .7; padding: 0 .2em; }
.cv-line { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5em; }
.cv-line > div { min-width: 0; }
.cv-new { border-left: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding-left: 1.5em; }
.cv-head { font-weight: 600; margin-bottom: .5em; }
.cv-skip > summary { cursor: pointer; opacity: .8; margin: 0 0 .8em; }
.cv-table { border-collapse: collapse; margin: 0 0 .8em; display: block; overflow-x: auto; max-width: 100%; }
.cv-table td, .cv-table th { border: 1px solid color-mix(in srgb, currentColor 35%, transparent);
  padding: .25em .6em; text-align: left; vertical-align: top; }
.cv-row-ins { outline: .12em solid var(--cv-green, #198e3e); outline-offset: -.12em; }
.cv-row-del { outline: .12em dashed var(--cv-red, #e43321); outline-offset: -.12em; }
.cv-nota { border-left: .25em solid color-mix(in srgb, currentColor 35%, transparent); padding: .2em 0 .2em .9em;
  margin-top: 1.2em; font-size: .95em; }
.cv-nota-title { font-weight: 600; margin: 0 0 .3em; }
.cv-same { font-style: italic; }
.cv-sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; user-select: none; }
@media (max-width: 40rem) {
  .cv-line { grid-template-columns: 1fr; gap: 0; }
  .cv-head, .cv-alike > .cv-old, .cv-old:empty, .cv-new:empty { display: none; }
  .cv-old, .cv-new { margin-bottom: .8em; padding-left: .7em; border-left: .25em dashed var(--cv-red); }
  .cv-new { border-left: .25em solid var(--cv-green); }
  .cv-alike > .cv-new { border-left: 0; padding-left: 0; margin-bottom: 0; }
  .cv-line:not(.cv-alike) > div::before { content: attr(aria-label); font-weight: 600; font-size: .85em; opacity: .8; }
  .cv-line .cv-p-ins, .cv-line .cv-p-del { border-left: 0; padding-left: 0; } }
@media print {
  .cv-ins, .cv-del { background: none; box-shadow: none; }
  .cv-skip > summary { list-style: none; }
  .cv-line, .cv-table tr { break-inside: avoid; } }
"""
