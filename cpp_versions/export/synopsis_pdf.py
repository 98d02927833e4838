"""A synopsis as a PDF with its fonts inside (Bitstream Vera, which reportlab brings: it has œ, « » and the signs of
French typography). What is inserted is underlined, what is deleted struck: nothing rests on colour.

A character that the fonts lack becomes the nearest that they have, else "?". The same synopsis gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import reportlab
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from cpp_versions.answers import ChangedArticle, DiffAnswer
from cpp_versions.export.synopsis import Synopsis, sections
from cpp_versions.export.synopsis_words import Lines, lines
from cpp_versions.render.layout import Piece, rows
from cpp_versions.text import is_table, table_rows

__all__ = ["pdf"]

_FAMILY = {"": "Vera", "b": "VeraBd", "i": "VeraIt", "bi": "VeraBI"}
_NEAREST = str.maketrans({"\u202f": "\u00a0", "\u2011": "-", "\u2010": "-", "→": "›", "″": '"', "′": "'", "\t": " "})
_TAGS = {"-": ("<strike>", "</strike>"), "+": ("<u>", "</u>"), "<": ("<strike>", "</strike>"), ">": ("<u>", "</u>")}
_WIDTH = A4[0] - 40 * mm
# A paragraph that long is cut: one that fills pages takes a time that grows with its square.
_LONGEST = 6000


def pdf(told: Synopsis, compared: Iterable[tuple[ChangedArticle, DiffAnswer]], lang: str = "fr") -> bytes:
    """The file; `compared` as `synopsis_page.page` takes it."""
    _fonts()
    say = lines(lang)
    title = say.title(told)
    flow: list[Any] = [*_said(title, "h1")]
    for act in [act.title for act in told.acts] or [say("none")]:
        flow += _said(f"• {act}", "p")
    flow += _said(say("only", act=told.act), "p") if told.act else []
    flow += [*_said(say("much"), "h2"), *_said(say.much(told), "p")]
    for name, some in told.by_class.items():
        flow += _said(f"• {say(name)} : {len(some)}", "p")
    parts = [(" › ".join(part.path) or say("no.section"), str(part.articles), str(part.words))
             for part in sections(told.changes)]  # fmt: skip
    if parts:
        flow += [
            *_said(say("where"), "h2"),
            _table((say("part"), say("total"), say("words")), parts, (0.7, 0.15, 0.15)),
        ]
    if told.substitutions:
        cells = [(each.old, each.new, str(each.count)) for each in told.substitutions]
        flow += _said(say("substitutions"), "h2")
        flow.append(_table((say("old"), say("new"), say("times")), cells, (0.42, 0.42, 0.16)))
    if told.mapped and told.mapped.counts:
        flow += [*_said(say("map"), "h2"), *_said(say.relations(told), "p"), *_said(say("surest"), "p")]
        for link in told.mapped.surest:
            flow += _said(f"• {say.label(link.old)} → {say.label(link.new)} ({say('score')} {link.score:.2f})", "p")
    if told.orphans is not None:
        flow += _said(say("dangling"), "h2")
        for orphan in told.orphans:
            said = f"• {orphan.citation.origin_label} : « {orphan.citation.quote} » ({say(str(orphan.reason))})"
            flow += _said(said, "p")
        flow += [] if told.orphans else _said(say("no.dangling"), "p")
    flow += _articles(compared, say)
    flow += [Spacer(1, 6 * mm), *_said(say("caution", as_of=say.day(told.as_of)), "q")]
    return _built(flow, title)


def _built(flow: list[Any], title: str) -> bytes:
    out = BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=18 * mm, bottomMargin=20 * mm,
        title=_clean(title), author="cpp-versions", invariant=1, lang="fr",
    )  # fmt: skip

    def foot(canvas: Any, made: Any) -> None:
        canvas.setFont("Vera", 7.5)
        canvas.drawString(20 * mm, 11 * mm, _clean(title)[:110])
        canvas.drawRightString(A4[0] - 20 * mm, 11 * mm, str(made.page))

    template.build(flow, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _articles(compared: Iterable[tuple[ChangedArticle, DiffAnswer]], say: Lines) -> Iterable[Any]:
    last = ""
    for change, answer in compared:
        if change.class_ != last:
            last = change.class_
            yield from _said(say(last), "h2")
        yield from _said(say.change(change), "h3")
        skipped = False
        for row in rows(answer.diff):
            if row.changed:
                yield from _row(row.pieces)
            elif not skipped:
                yield from _said("[…]", "q")
            skipped = not row.changed


def _row(pieces: Sequence[Piece]) -> Iterable[Any]:
    """One alinéa with its marks; a table as its lines, old and then new where they differ."""
    sides = [(op, "".join(p.text for p in pieces if p.op in ops)) for op, ops in (("-", "=-<"), ("+", "=+>"))]
    if any(is_table(text) for _, text in sides):
        for op, text in sides:
            for line in table_rows(text) if is_table(text) else ():
                yield from _marked([(op, " | ".join(cell.text for cell in line))])
        return
    yield from _marked([("=" if not p.marked else p.op, p.text) for p in pieces if not p.folded or p.in_new])


def _marked(pieces: Sequence[tuple[str, str]]) -> Iterable[Any]:
    block: list[str] = []
    size = 0
    for op, text in pieces:
        before, after = _TAGS.get(op, ("", ""))
        for at in range(0, len(text), _LONGEST):
            piece = text[at : at + _LONGEST]
            if size and size + len(piece) > _LONGEST:
                yield Paragraph("".join(block), _style("p"))
                block, size = [], 0
            block.append(f"{before}{_escaped(piece)}{after}")
            size += len(piece)
    if block:
        yield Paragraph("".join(block), _style("p"))


def _said(text: str, style: str) -> list[Any]:
    return [
        Paragraph(_escaped(text[at : at + _LONGEST]), _style(style)) for at in range(0, max(len(text), 1), _LONGEST)
    ]


def _table(head: Sequence[str], cells: Sequence[Sequence[str]], shares: Sequence[float]) -> Any:
    data = [[Paragraph(f"<b>{_escaped(cell)}</b>", _style("p")) for cell in head]]
    data += [[Paragraph(_escaped(cell[:_LONGEST]), _style("p")) for cell in row] for row in cells]
    made = Table(data, colWidths=[_WIDTH * share for share in shares], repeatRows=1)
    made.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, "#999999"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return made


@lru_cache(maxsize=1)
def _fonts() -> frozenset[int]:
    """Registers the fonts; the characters that they have."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in _FAMILY.values():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFontFamily(
        "Vera", normal="Vera", bold=_FAMILY["b"], italic=_FAMILY["i"], boldItalic=_FAMILY["bi"]
    )
    return frozenset(pdfmetrics.getFont("Vera").face.charToGlyph)


@lru_cache(maxsize=8)
def _style(name: str) -> ParagraphStyle:
    size, font, space = {
        "h1": (15, "VeraBd", 8), "h2": (11.5, "VeraBd", 12), "h3": (9.5, "VeraBd", 8), "p": (8.5, "Vera", 2),
        "q": (7.5, "VeraIt", 2),
    }[name]  # fmt: skip
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=size * 1.4, spaceBefore=space, spaceAfter=3, alignment=TA_LEFT,
        keepWithNext=name in ("h1", "h2", "h3"), splitLongWords=1,
    )  # fmt: skip


def _clean(text: str) -> str:
    known = _fonts()
    return "".join(c if ord(c) in known and c >= " " else " " if c.isspace() else "?" for c in text.translate(_NEAREST))


def _escaped(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
