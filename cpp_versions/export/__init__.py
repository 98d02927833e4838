"""Bulk data: the whole store, or what is in force on a day, as tables for other programs.

    >>> from cpp_versions.export import export                                          # doctest: +SKIP
    >>> export(".store", "tables", "parquet").rows                                      # doctest: +SKIP

`docs/export.md` describes the tables. An export is written aside and put in place at the end; it never replaces a
folder that holds anything but an export.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cpp_versions.errors import StoreError, UnknownCode
from cpp_versions.export.files import DESCRIPTION, MADE_BY, new_folder
from cpp_versions.export.formats import FORMATS
from cpp_versions.export.tables import TABLES, prepare
from cpp_versions.index.schema import connect
from cpp_versions.opening import open_index

__all__ = ["ExportReport", "export"]

_NOTICE = (
    "Texts of law are official: free of copyright. Consolidated data: Légifrance (DILA), Licence Ouverte 2.0, by way "
    "of the sources named: name the source and its date when you pass it on. Only the Journal officiel has legal force."
)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: its folder, and the number of rows of each table."""

    folder: Path
    format: str
    rows: tuple[tuple[str, int], ...]

    def as_json(self) -> dict[str, Any]:
        return {"folder": str(self.folder), "format": self.format, "rows": dict(self.rows)}


def export(
    store: str | Path,
    folder: str | Path,
    format_: str,
    *,
    codes: Iterable[str] = (),
    at: date | None = None,
    force: bool = False,
) -> ExportReport:
    """Write the tables of `store` to the new folder `folder` as `json`, `csv` or `parquet`.

    `codes` limits to some codes, `at` to what is in force that day. Raises UsageError where `folder` exists and isn't
    an export to replace by `force`, ExportError where it can't be written.
    """
    target = Path(folder)
    suffix, write = FORMATS[format_]
    with closing(connect(open_index(Path(store)))) as database:
        try:
            chosen = _codes(database, list(codes))
            prepare(database, chosen, at)
            with new_folder(target, force=force) as aside:
                counts = {
                    table.name: write(aside / f"{table.name}{suffix}", table, table.rows(database)) for table in TABLES
                }
                described = _describe(database, chosen, format_, at, suffix, counts)
                text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
                (aside / DESCRIPTION).write_text(text, encoding="utf-8")
        except sqlite3.Error as error:
            raise StoreError(f"{store}: damaged index ({error}): remove it, it is made again") from None
    return ExportReport(target, format_, tuple(counts.items()))


def _codes(database: sqlite3.Connection, named: list[str]) -> list[str]:
    from cpp_versions.codes import find

    known = [code for (code,) in database.execute("SELECT id FROM code ORDER BY position")]
    chosen = []
    for name in named:
        other = find(name)
        code = name if name in known else other.id if other else ""
        if code not in known:
            shown = "".join(c for c in name[:60] if c.isprintable())
            raise UnknownCode(f"{shown!r}: this store has no such code: it has {', '.join(known)}")
        chosen.append(code)
    return chosen or known


def _describe(
    database: sqlite3.Connection, codes: list[str], format_: str, at: date | None, suffix: str, counts: dict[str, int]
) -> dict[str, Any]:
    """What stands beside the tables: where they come from, of what day, under which licence, and their columns."""
    described = []
    for code in codes:
        title, as_of = database.execute("SELECT title, as_of FROM code WHERE id = ?", (code,)).fetchone()
        sources = database.execute(
            "SELECT name, format, fingerprint, as_of, licence, excerpt FROM source WHERE code = ? ORDER BY position",
            (code,),
        )
        keys = ("name", "format", "fingerprint", "as_of", "licence", "excerpt")
        described.append(
            {
                "code": code,
                "title": title,
                "as_of": as_of,
                "sources": [dict(zip(keys, (*row[:5], bool(row[5])), strict=True)) for row in sources],
            }
        )
    (head,) = database.execute("SELECT value FROM meta WHERE key = 'head'").fetchone()
    return {
        "made_by": MADE_BY,
        "notice": _NOTICE,
        "format": format_,
        "at": at.isoformat() if at else None,
        "store_commit": head,
        "codes": described,
        "tables": {
            table.name: {
                "file": f"{table.name}{suffix}",
                "rows": counts[table.name],
                "columns": {column.name: column.described for column in table.columns},
            }
            for table in TABLES
        },
    }
