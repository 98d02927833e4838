"""Diffs as a Word document with tracked changes: accepting all of them gives the new text, rejecting the old one.

One paragraph per alinéa; `w:ins` and `w:del` around the words, and on the mark of a paragraph where an alinéa begins
or ends on one side only; `w:moveFrom` and `w:moveTo` for passages that moved. The date of a change is that on which
the new text took effect. What differs in typography alone has an author of its own, so that it can be accepted apart.

A table is a Word table (see `word_tables`). Characters that XML can't hold, and those that reorder what is read, are
left out. The same diffs give the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from cpp_versions import codes
from cpp_versions.answers import ArticleAnswer, DiffAnswer
from cpp_versions.compare import Diff
from cpp_versions.model import State
from cpp_versions.render.word_blocks import Atom, Block, Tables, blocks
from cpp_versions.render.word_tables import Content, table

__all__ = ["ALINEA", "NOTA", "document", "title_of"]

ALINEA, NOTA = "Alinea", "Nota"
"""The styles of the paragraphs that hold a text of law, and an editor's note."""

_AUTHOR = "cpp-versions"
_TYPOGRAPHY = "cpp-versions (typographie)"
_SEPARATOR = "\n\n"
# What XML can't hold, and what would make a text read as another.
_LEFT_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"(\r\n|\r|\n|\t)")
_TRACKS = {"-": "del", "+": "ins", "<": "moveFrom", ">": "moveTo"}
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell


def document(diffs: Iterable[DiffAnswer], title: str, front: Iterable[tuple[str, str]] = ()) -> bytes:
    """The comparisons, one after another under a title, as a .docx file. `front`: paragraphs to stand before them, each
    with the name of its style (`Heading 1`, `Normal`, `List Bullet`)."""
    made = Document()
    for name, parent, size in ((ALINEA, "Normal", None), (NOTA, "Normal", 9)):
        style: Any = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles[parent]
        if size:
            style.font.size = Pt(size)
    made.add_heading(_clean(title), 0)
    for text, style in front:
        made.add_paragraph(_clean(text), style)
    body = made.element.body
    ids = count(1)
    as_of = None
    for answer in diffs:
        for text, style in _heading(answer):
            made.add_paragraph(_clean(text), style)
        day = answer.new.valid_to if answer.new.state is State.ENDED else answer.new.valid_from
        writer = _Writer(f"{day or answer.new.at}T00:00:00Z", ids)
        for element in writer.elements(answer.diff):
            body.insert(len(body) - 1, element)  # the last child holds the properties of the page
        for text, style in _notes(answer):
            made.add_paragraph(_clean(text), style)
        as_of = max(as_of or answer.new.as_of, answer.new.as_of)
    properties = made.core_properties
    properties.title, properties.author, properties.comments = _clean(title)[:255], _AUTHOR, ""
    if as_of:
        properties.created = properties.modified = datetime(as_of.year, as_of.month, as_of.day)
    file = BytesIO()
    made.save(file)
    return _timeless(file)


def title_of(answer: DiffAnswer) -> str:
    """The title of a document about one comparison: `Article 63-1, code de procédure pénale : du 31/05/2011 au …`."""
    old, new = answer.old, answer.new
    if old.ref == new.ref:
        return f"Article {old.label}, {codes.mentioned(old.ref.code)} : du {old.at:%d/%m/%Y} au {new.at:%d/%m/%Y}"
    sides = (f"{side.label}, {codes.mentioned(side.ref.code)} ({side.at:%d/%m/%Y})" for side in (old, new))
    return "Article " + " → ".join(sides)


def _heading(answer: DiffAnswer) -> Iterator[tuple[str, str]]:
    old, new = answer.old, answer.new
    labels = old.label
    if old.ref.code != new.ref.code:
        labels = f"{old.label} ({codes.mentioned(old.ref.code)}) → {new.label} ({codes.mentioned(new.ref.code)})"
    elif old.ref != new.ref:
        labels = f"{old.label} → {new.label}"
    yield f"Article {labels}", "Heading 1"
    yield f"Avant : {_side(old)}", "Normal"
    yield f"Après : {_side(new)}", "Normal"
    sources = dict.fromkeys(f"{side.source}, données du {side.as_of:%d/%m/%Y}" for side in (old, new) if side.source)
    yield f"Source : {' ; '.join(sources) or 'aucune'}. Seul le Journal officiel fait foi.", "Normal"


def _side(side: ArticleAnswer) -> str:
    state = {
        State.IN_FORCE: f"en vigueur depuis le {side.valid_from:%d/%m/%Y}"
        if side.valid_from
        else "en vigueur (date d’entrée en vigueur perdue)",
        State.ENDED: f"n’est plus en vigueur depuis le {side.valid_to:%d/%m/%Y}"
        if side.valid_to
        else "n’est plus en vigueur",
        State.FUTURE: "pas encore en vigueur",
        State.MISSING: "texte manquant dans la source",
        State.UNKNOWN: "inconnu à cette date",
    }[side.state]
    acts = " ; ".join(act.title for act in side.acts[:5])
    fragment = "" if side.complete else ", texte incomplet"
    return f"article {side.label} au {side.at:%d/%m/%Y}, {state}{fragment}" + (f" ({acts})" if acts else "")


def _notes(answer: DiffAnswer) -> Iterator[tuple[str, str]]:
    """The notes, beside the text: those of the old side only where they are others."""
    for side, when in ((answer.old, "avant"), (answer.new, "après")):
        if side.nota and (side is answer.new or side.nota != answer.new.nota):
            yield f"NOTA ({when}) :", NOTA
            yield from ((paragraph, NOTA) for paragraph in side.nota)


class _Writer:
    """Makes the elements of one diff."""

    def __init__(self, moment: str, ids: Iterator[int]) -> None:
        self._moment = moment
        self._ids = ids

    def elements(self, diff: Diff) -> Iterator[Any]:
        self._names: dict[int, str] = {}
        for source, target in diff.moves:
            self._names[source] = self._names[target] = f"move{next(self._ids)}"
        found: list[Block | Tables] = list(blocks(diff))
        for place, block in enumerate(found):
            if isinstance(block, Tables):
                for element in table(block, self._cell, self._tracked):
                    yield element
                    yield self._paragraph("Normal")  # Word joins tables, and paragraphs whose mark is deleted
            else:
                yield from self._paragraphs(block)
                if block.only and place + 1 == len(found):
                    yield self._paragraph("Normal")

    def _paragraphs(self, block: Block) -> Iterator[Any]:
        paragraph = self._paragraph()
        for index, atom in enumerate(block.atoms):
            if atom.text == _SEPARATOR:
                if atom.op != "=":
                    self._mark(paragraph, atom)
                yield paragraph
                paragraph = self._paragraph()
            else:
                self._add(paragraph, atom, block.atoms[:index], block.atoms[index + 1 :])
        if block.only:
            self._mark(paragraph, Atom(block.only, ""))
        yield paragraph

    def _paragraph(self, style: str = ALINEA) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        name = OxmlElement("w:pStyle")
        name.set(qn("w:val"), style)
        properties.append(name)
        paragraph.append(properties)
        return paragraph

    def _mark(self, paragraph: Any, atom: Atom) -> None:
        """Track the mark of the paragraph: an alinéa ends here on one side only."""
        run = OxmlElement("w:rPr")
        run.append(self._tracked(_TRACKS[atom.op], atom.folded))
        paragraph.find(qn("w:pPr")).append(run)

    def _add(self, paragraph: Any, atom: Atom, before: tuple[Atom, ...], after: tuple[Atom, ...]) -> None:
        if atom.op == "=":
            paragraph.append(_run(atom.text, "w:t"))
            return
        moved = self._names.get(atom.index) if atom.op in "<>" else None
        kind = _TRACKS[atom.op]
        if moved and not any(other.index == atom.index for other in before):
            start = self._tracked(f"{kind}RangeStart", False)
            start.set(qn("w:name"), moved)
            paragraph.append(start)
            self._range = start.get(qn("w:id"))
        tracked = self._tracked(kind, atom.folded)
        tracked.append(_run(atom.text, "w:delText" if atom.op == "-" else "w:t"))
        paragraph.append(tracked)
        if moved and not any(other.index == atom.index and other.text != _SEPARATOR for other in after):
            end = OxmlElement(f"w:{kind}RangeEnd")
            end.set(qn("w:id"), self._range)
            paragraph.append(end)

    def _cell(self, content: Content) -> Any:
        """The paragraph of a cell, or of an alinéa that stands beside a table."""
        paragraph = self._paragraph()
        for op, text in content:
            # in a cell, nothing moves: what left it is deleted
            self._add(paragraph, Atom({"<": "-", ">": "+"}.get(op, op), text), (), ())
        return paragraph

    def _tracked(self, kind: str, folded: bool = False) -> Any:
        element = OxmlElement(f"w:{kind}")
        element.set(qn("w:id"), str(next(self._ids)))
        element.set(qn("w:author"), _TYPOGRAPHY if folded else _AUTHOR)
        element.set(qn("w:date"), self._moment)
        return element


def _run(text: str, tag: str) -> Any:
    run = OxmlElement("w:r")
    for piece in _BREAKS.split(_clean(text)):
        if _BREAKS.fullmatch(piece):
            run.append(OxmlElement("w:tab" if piece == "\t" else "w:br"))
        elif piece:
            element = OxmlElement(tag)
            element.text = piece
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(element)
    return run


def _clean(text: str) -> str:
    return _LEFT_OUT.sub("", text)


def _timeless(file: BytesIO) -> bytes:
    """The same archive, without the moment at which it was made."""
    out = BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            kept.writestr(info, made.read(name))
    return out.getvalue()
