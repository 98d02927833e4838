"""How tables are written: JSON Lines, CSV and Parquet, row by row, so that memory doesn't grow with the table.

CSV has two dangers. A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and the text of law
comes from others: such a cell gets an apostrophe before it, as does one that begins with an apostrophe already, so
that taking one leading apostrophe off every cell gives the text back exactly. And it has no lists: they are written as
JSON.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from cpp_versions.errors import ExportError
from cpp_versions.export.tables import Table, Type

__all__ = ["FORMATS", "csv_cell", "csv_text"]

_Rows = Iterable[tuple[Any, ...]]
_BATCH = 2_000  # rows that are in memory at once
# What spreadsheets take for the beginning of a formula, full-width forms included; and the apostrophe that guards.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def csv_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs. `csv_text` is its inverse.

    >>> csv_cell("=1+1"), csv_cell("'t"), csv_cell("Art. 1")
    ("'=1+1", "''t", 'Art. 1')
    """
    return f"'{text}" if text.startswith(_GUARDED) else text


def csv_text(cell: str) -> str:
    """The text of a cell that `csv_cell` wrote."""
    return cell.removeprefix("'")


def _json_lines(path: Path, table: Table, rows: _Rows) -> int:
    names = [column.name for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            line = dict(zip(names, row, strict=True))
            file.write(json.dumps(line, ensure_ascii=False, default=date.isoformat) + "\n")
            count += 1
    return count


def _csv(path: Path, table: Table, rows: _Rows) -> int:
    write = [_CSV.get(column.type, _json_cell) for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        for row in rows:
            writer.writerow(["" if cell is None else f(cell) for f, cell in zip(write, row, strict=True)])
            count += 1
    return count


def _json_cell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)


_CSV: dict[Type, Callable[[Any], str]] = {
    Type.TEXT: csv_cell,
    Type.INTEGER: str,
    Type.BOOLEAN: lambda value: "true" if value else "false",
    Type.DATE: date.isoformat,
}


def _parquet(path: Path, table: Table, rows: _Rows) -> int:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise ExportError("parquet needs pyarrow, which isn't installed: pip install pyarrow") from None
    types = {
        Type.TEXT: pyarrow.string(),
        Type.INTEGER: pyarrow.int64(),
        Type.BOOLEAN: pyarrow.bool_(),
        Type.DATE: pyarrow.date32(),
        Type.TEXTS: pyarrow.list_(pyarrow.string()),
        Type.DATES: pyarrow.list_(pyarrow.date32()),
        Type.ACTS: pyarrow.list_(
            pyarrow.struct([(name, pyarrow.string()) for name in ("title", "nature", "number")]
                           + [("date", pyarrow.date32())])
        ),
    }  # fmt: skip
    schema = pyarrow.schema(
        [pyarrow.field(column.name, types[column.type], nullable=column.nullable) for column in table.columns]
    )
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            columns = zip(*batch, strict=True)
            arrays = [pyarrow.array(list(cells), type=field.type) for cells, field in zip(columns, schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            count += len(batch)
    return count


def _batches(rows: _Rows) -> Iterator[list[tuple[Any, ...]]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


FORMATS: dict[str, tuple[str, Callable[[Path, Table, _Rows], int]]] = {
    "json": (".jsonl", _json_lines),
    "csv": (".csv", _csv),
    "parquet": (".parquet", _parquet),
}
"""By name: the suffix of the files, and what writes a table and tells how many rows it had."""
