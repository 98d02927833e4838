"""Tables of a diff as Word tables.

- Tables of one shape on both sides are one table, the words of each cell tracked.
- A table whose rows or columns changed is the old table, its rows deleted, and then the new one, its rows inserted.
- What Word can't hold (more than 63 columns) is text: one line per row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cpp_versions.compare import diff
from cpp_versions.render.terminal import table_text
from cpp_versions.render.word_blocks import Tables
from cpp_versions.text import Cell, is_table, table_rows

__all__ = ["Content", "table"]

Content = Sequence[tuple[str, str]]
"""The words of a cell: operations as in a diff."""

_Paragraph = Callable[[Content], Any]
_Tracked = Callable[[str], Any]
_Rows = Sequence[Sequence[tuple[Cell, Content]]]
_MOST_COLUMNS = 63  # that Word allows


def table(block: Tables, paragraph: _Paragraph, tracked: _Tracked) -> Iterator[Any]:
    """The tables and paragraphs of the block. `paragraph` makes that of a cell, `tracked` a mark of revision."""
    if block.old == block.new:
        for alinea in block.old:
            yield from _whole(alinea, "=", paragraph, tracked)
        return
    if len(block.old) == len(block.new) == 1 and is_table(block.old[0]) and is_table(block.new[0]):
        old, new = table_rows(block.old[0]), table_rows(block.new[0])
        if _shape(old) == _shape(new) and _columns(new) <= _MOST_COLUMNS:
            rows = [
                [(cell, diff((before.text,), (cell.text,)).ops) for before, cell in zip(left, right, strict=True)]
                for left, right in zip(old, new, strict=True)
            ]
            yield _table(rows, "=", paragraph, tracked)
            return
    for op, alineas in (("-", block.old), ("+", block.new)):
        for alinea in alineas:
            yield from _whole(alinea, op, paragraph, tracked)


def _whole(alinea: str, op: str, paragraph: _Paragraph, tracked: _Tracked) -> Iterator[Any]:
    """An alinéa that both sides have, or one of them."""
    if is_table(alinea) and _columns(table_rows(alinea)) <= _MOST_COLUMNS:
        rows = [[(cell, ((op, cell.text),)) for cell in row] for row in table_rows(alinea)]
        yield _table(rows, op, paragraph, tracked)
        return
    made = paragraph(((op, table_text(alinea) if is_table(alinea) else alinea),))
    if op != "=":
        mark = OxmlElement("w:rPr")
        mark.append(tracked("del" if op == "-" else "ins"))
        made.find(qn("w:pPr")).append(mark)
    yield made


def _shape(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[int, int]]]:
    return [[(cell.colspan, cell.rowspan) for cell in row] for row in rows]


def _columns(rows: Sequence[Sequence[Cell]]) -> int:
    """How many columns the rows take, those reached down by a cell above them included."""
    hanging: list[tuple[int, int]] = []  # width, rows still to go
    widest = 1
    for row in rows:
        widest = max(widest, sum(cell.colspan for cell in row) + sum(width for width, _ in hanging))
        hanging = [(width, left - 1) for width, left in hanging if left > 1]
        hanging += [(cell.colspan, cell.rowspan - 1) for cell in row if cell.rowspan > 1]
    return widest


def _table(rows: _Rows, op: str, paragraph: _Paragraph, tracked: _Tracked) -> Any:
    made = OxmlElement("w:tbl")
    properties = _child(made, "w:tblPr")
    _child(properties, "w:tblStyle", "TableGrid")
    width = _columns([[cell for cell, _ in row] for row in rows])
    grid = _child(made, "w:tblGrid")
    for _ in range(width):
        _child(grid, "w:gridCol")
    hanging: dict[int, tuple[int, int]] = {}  # column → width and rows still to go of the cell above
    for row in rows:
        line = _child(made, "w:tr")
        if op != "=":
            _child(line, "w:trPr").append(tracked("del" if op == "-" else "ins"))
        column = 0
        reached: dict[int, tuple[int, int]] = {}
        cells = list(row)
        while cells or any(place >= column for place in hanging):
            if column in hanging:
                span, left = hanging.pop(column)
                _cell(line, span, "continue", paragraph(()))
                if left > 1:
                    reached[column] = (span, left - 1)
            elif cells:
                cell, content = cells.pop(0)
                span = cell.colspan
                _cell(line, span, "restart" if cell.rowspan > 1 else "", paragraph(content))
                if cell.rowspan > 1:
                    reached[column] = (span, cell.rowspan - 1)
            else:
                span = 1
                _cell(line, span, "", paragraph(()))
            column += span
        if not column:
            _cell(line, width, "", paragraph(()))  # Word wants a cell in every row
        hanging = reached
    return made


def _cell(line: Any, span: int, merge: str, paragraph: Any) -> None:
    cell = _child(line, "w:tc")
    properties = _child(cell, "w:tcPr")
    if span > 1:
        _child(properties, "w:gridSpan", str(span))
    if merge:
        _child(properties, "w:vMerge", merge)
    cell.append(paragraph)


def _child(parent: Any, tag: str, value: str | None = None) -> Any:
    element = OxmlElement(tag)
    if value is not None:
        element.set(qn("w:val"), value)
    parent.append(element)
    return element
