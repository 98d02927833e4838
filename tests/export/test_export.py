"""Bulk data: the three formats hold the same rows, whatever the texts hold, and nothing of others is overwritten."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import tracemalloc
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpp_versions import Corpus
from cpp_versions.errors import ExportError, UnknownCode, UsageError
from cpp_versions.export import export
from cpp_versions.export.files import write_new
from cpp_versions.export.formats import FORMATS, csv_cell, csv_text
from cpp_versions.export.tables import TABLES, Column, Table, Type
from cpp_versions.opening import open_index

Row = dict[str, Any]


def read_json(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_csv(path: Path, table: Table) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{c.name: value(row[c.name], c) for c in table.columns} for row in rows]


def value(cell: str, column: Column) -> Any:
    if cell == "" and column.nullable:
        return None
    if column.type is Type.TEXT:
        return csv_text(cell)
    if column.type is Type.INTEGER:
        return int(cell)
    if column.type is Type.BOOLEAN:
        return {"true": True, "false": False}[cell]
    return cell if column.type is Type.DATE else json.loads(cell)


def read_parquet(path: Path) -> list[Row]:
    rows = pyarrow.parquet.read_table(path).to_pylist()
    return json.loads(json.dumps(rows, default=date.isoformat))


def read(folder: Path, name: str) -> dict[str, list[Row]]:
    suffix = FORMATS[name][0]
    found = {}
    for table in TABLES:
        path = folder / f"{table.name}{suffix}"
        found[table.name] = (
            read_csv(path, table) if name == "csv" else read_json(path) if name == "json" else read_parquet(path)
        )
    return found


@pytest.fixture(scope="module", params=[None, date(2010, 12, 29)], ids=["all", "on a day"])
def exported(
    request: pytest.FixtureRequest, embedded_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("export")
    for name in FORMATS:
        export(embedded_store, folder / name, name, at=request.param)
    return {name: folder / name for name in FORMATS}


def test_the_three_formats_hold_the_same(exported: dict[str, Path]) -> None:
    first = read(exported["json"], "json")
    assert all(first[table.name] for table in TABLES if table.name != "citations")
    assert read(exported["csv"], "csv") == first
    assert read(exported["parquet"], "parquet") == first


def test_source_json_counts_the_rows_and_names_sources_and_columns(exported: dict[str, Path]) -> None:
    for name, folder in exported.items():
        described = json.loads((folder / "source.json").read_text(encoding="utf-8"))
        assert described["format"] == name
        assert {path.name for path in folder.iterdir()} == {
            "source.json",
            *(table["file"] for table in described["tables"].values()),
        }
        for table, rows in read(folder, name).items():
            assert described["tables"][table]["rows"] == len(rows)
            assert all(list(row) == list(described["tables"][table]["columns"]) for row in rows)
        for code in described["codes"]:
            assert code["as_of"]
            assert all(source["licence"] for source in code["sources"])


def test_keys_join_the_tables(exported: dict[str, Path]) -> None:
    tables = read(exported["json"], "json")
    texts = {row["text"]: row["body"].split("\n\n") for row in tables["texts"]}
    assert len(texts) == len(tables["texts"])
    articles = {(row["code"], row["number"], row["slot"]) for row in tables["articles"]}
    versions = {(row["code"], row["number"], row["slot"], row["start"]): row for row in tables["versions"]}
    assert len(versions) == len(tables["versions"])
    assert {key[:3] for key in versions} == articles
    assert {row["text"] for row in versions.values() if row["text"]} == set(texts)
    for row in tables["citations"]:
        version = versions[row["code"], row["number"], row["slot"], row["start"]]
        assert texts[version["text"]][row["alinea"]][row["begin"] : row["end"]] == row["quote"]


def test_it_says_what_the_corpus_says(embedded_store: Path, tmp_path: Path) -> None:
    export(embedded_store, tmp_path / "out", "json")
    tables = read(tmp_path / "out", "json")
    corpus = Corpus.open(embedded_store)
    texts = {row["text"]: row["body"] for row in tables["texts"]}
    versions = {row["number"]: row for row in tables["versions"] if row["until"] is None}
    for summary in corpus.articles("cpp")[::20]:
        entries = corpus.history(summary.ref)
        mine = [row for row in tables["versions"] if row["number"] == summary.ref.number]
        assert [row["change"] for row in mine] == [entry.change for entry in entries]
        assert [row["commit"] for row in mine] == [entry.commit for entry in entries]
        assert [tuple(row["section"]) for row in mine] == [entry.section for entry in entries]
        last = versions[summary.ref.number]
        if last["state"] == "in_force":
            assert texts[last["text"]] == "\n\n".join(corpus.article(summary.ref).alineas)


# Texts that others wrote.

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1\n@x",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "''",
    "",
    'un "mot", deux ; trois',
    "alinéa\n\nautre\r\nligne\rfin",
    "＝1",
    "\u2028 \ufeff œ 🙂",
]
TABLE = Table("t", (Column("a"), Column("b", nullable=True), Column("c", Type.TEXTS)), "")


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts_come_back_and_no_cell_is_a_formula(name: str, tmp_path: Path) -> None:
    rows = [(text, None if text == "" else text, (text, "x")) for text in HOSTILE]
    suffix, write = FORMATS[name]
    assert write(tmp_path / f"t{suffix}", TABLE, rows) == len(rows)
    path = tmp_path / f"t{suffix}"
    got = read_csv(path, TABLE) if name == "csv" else read_json(path) if name == "json" else read_parquet(path)
    assert got == [{"a": a, "b": b, "c": list(c)} for a, b, c in rows]
    if name == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            assert not any(
                cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in csv.reader(file) for cell in row
            )


@given(st.text())
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    assert csv_text(csv_cell(text)) == text
    out = io.StringIO()
    if "\0" not in text:
        csv.writer(out).writerow([csv_cell(text), "x"])
        assert next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0] == csv_cell(text)


# Where it is put.


def test_it_never_replaces_what_is_no_export(embedded_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    for force in (False, True):
        with pytest.raises(UsageError, match="isn't an export"):
            export(embedded_store, target, "json", force=force)
    assert (target / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_an_export_is_replaced_by_force_only_and_only_if_nothing_else_is_there(
    embedded_store: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    export(embedded_store, target, "json")
    with pytest.raises(UsageError, match="--force"):
        export(embedded_store, target, "csv")
    export(embedded_store, target, "csv", force=True)
    assert {path.suffix for path in target.iterdir()} == {".csv", ".json"}
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="isn't an export"):
        export(embedded_store, target, "csv", force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_nothing(embedded_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, table: Table, rows: Iterable[tuple[Any, ...]]) -> int:
        path.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, "json", (".jsonl", full))
    with pytest.raises(ExportError, match="No space left"):
        export(embedded_store, tmp_path / "out", "json")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_line(embedded_store: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="can't be written"):
        export(embedded_store, tmp_path / "no" / "such" / "folder", "json")


def test_an_unknown_code_is_named(embedded_store: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownCode):
        export(embedded_store, tmp_path / "out", "json", codes=["civil"])
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    path = tmp_path / "diff.docx"
    write_new(path, b"one")
    with pytest.raises(UsageError, match="--force"):
        write_new(path, b"two")
    write_new(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    with pytest.raises(UsageError, match="folder"):
        write_new(tmp_path, b"x", force=True)
    with pytest.raises(UsageError, match="no folder"):
        write_new(tmp_path / "no" / "x.docx", b"x")
    assert os.listdir(tmp_path) == ["diff.docx"]  # noqa: PTH208


@pytest.mark.data
def test_memory_does_not_grow_with_the_table(full_store: Path) -> None:
    """The rows come one by one: a million of characters are never held, of the 30 million that the texts have."""
    database = sqlite3.connect(open_index(full_store))
    from cpp_versions.export.tables import prepare

    prepare(database, ["cpp"], None)
    texts = next(table for table in TABLES if table.name == "texts")
    tracemalloc.start()
    size = sum(len(row[1]) for row in texts.rows(database))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    database.close()
    assert size > 10_000_000
    assert peak < 8_000_000
