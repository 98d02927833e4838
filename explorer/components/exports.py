"""What is shown, to take away: CSV for spreadsheets, JSON as the command line gives it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from cpp_versions.answers import AnomalyAnswer, ArticleText, ChangedArticle, DiffAnswer, HistoryEntry, Hit
from cpp_versions.export.spreadsheets import cell
from cpp_versions.graph import Neighbourhood, Orphan
from explorer.view import View

__all__ = [
    "WORD",
    "anomalies",
    "as_json",
    "buttons",
    "changes",
    "comma_separated",
    "difference",
    "files",
    "history",
    "hits",
    "neighbourhood",
    "orphans",
    "rows",
    "texts",
]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPERATIONS = {"=": "kept", "-": "deleted", "+": "inserted", "<": "moved_from", ">": "moved_to"}


def buttons(name: str, rows: Callable[[], Sequence[Mapping[str, Any]]], answer: Callable[[], Any]) -> None:
    """Two buttons; what they give is made when one is pressed."""
    files(
        name,
        ("CSV", lambda: comma_separated(rows()), "csv", "text/csv"),
        ("JSON", lambda: as_json(answer()), "json", "application/json"),
    )


def files(name: str, *offered: tuple[str, Callable[[], str | bytes], str, str]) -> None:
    """A button for each file offered: its label, what makes it when it is pressed, its suffix and its type."""
    with st.container(horizontal=True, horizontal_alignment="right", gap="small", key=f"exports-{name}"):
        for label, made, suffix, type_ in offered:
            st.download_button(label, made, f"{name}.{suffix}", type_, key=f"{suffix}-{name}", on_click="ignore")


def as_json(answer: Any) -> str:
    """An answer as the command line gives it."""
    return json.dumps(answer, ensure_ascii=False, indent=1)


def comma_separated(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV, with the mark that makes spreadsheets read UTF-8; no cell can be taken for a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    if rows:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = " > ".join(map(str, value))
    return cell(value) if isinstance(value, str) else value


def _flat(change: ChangedArticle) -> dict[str, Any]:
    """A change on one line: of passages moved, the articles."""
    line = change.as_json()
    line["moved_from"] = " ; ".join(dict.fromkeys(str(passage.ref) for passage in change.moved_from))
    line["moved_to"] = " ; ".join(dict.fromkeys(str(passage.ref) for passage in change.moved_to))
    return line


def changes(view: View, found: Sequence[ChangedArticle], code: str, old: date, new: date) -> None:
    """The articles changed between two days."""
    name = "-".join(filter(None, (f"{code}-{old}-{new}", view.selection.kind, view.selection.class_)))
    buttons(
        name,
        lambda: [_flat(change) for change in found],
        lambda: {"from": str(old), "to": str(new), "changes": [change.as_json() for change in found]},
    )


def texts(code: str, day: date, section: str, found: Callable[[], Sequence[ArticleText]]) -> None:
    """The texts of a part of a code on a day; they are read when a button is pressed."""

    def rows() -> list[dict[str, Any]]:
        return [text.as_json() | {"alineas": text.text, "nota": text.nota} for text in found()]

    name = f"{code}-{day}" + ("-" + re.sub(r"\W+", "-", section).strip("-")[:60] if section else "")
    buttons(
        name,
        rows,
        lambda: {"code": code, "at": str(day), "section": section, "articles": [text.as_json() for text in found()]},
    )


def anomalies(found: Sequence[AnomalyAnswer], kind: str) -> None:
    """Anomalies, of one kind or all."""
    lines = [anomaly.as_json() for anomaly in found]
    buttons(f"anomalies-{kind}" if kind else "anomalies", lambda: lines, lambda: {"anomalies": lines})


def history(found: Sequence[HistoryEntry]) -> None:
    """The versions of an article; in CSV one line each, its acts joined."""
    ref = found[0].ref

    def row(entry: HistoryEntry) -> dict[str, Any]:
        line = entry.as_json()
        line["acts"] = " ; ".join(act.title for act in entry.acts)
        return line

    answer = {"versions": [entry.as_json() for entry in found]}
    buttons(f"{ref.code}-{ref.number}-versions", lambda: [row(entry) for entry in found], lambda: answer)


def difference(answer: DiffAnswer) -> None:
    """A word diff: in Word with tracked changes, in CSV one operation a line."""
    old, new = answer.old, answer.new

    def word() -> bytes:
        from cpp_versions.render.word import document, title_of

        return document([answer], title_of(answer))

    def operations() -> str:
        return comma_separated([{"operation": _OPERATIONS[op], "text": text} for op, text in answer.diff.ops])

    files(
        f"{old.ref.code}-{old.ref.number}-{old.at}-{new.ref.code}-{new.ref.number}-{new.at}",
        ("Word", word, "docx", WORD),
        ("CSV", operations, "csv", "text/csv"),
        ("JSON", lambda: as_json(answer.as_json()), "json", "application/json"),
    )


def rows(name: str, lines: Sequence[Mapping[str, Any]], answer: Mapping[str, Any]) -> None:
    """Lines of a table, and the same as the command line gives it."""
    buttons(name, lambda: lines, lambda: answer)


def orphans(found: Sequence[Orphan], day: date) -> None:
    """The orphaned citations of a day."""
    lines = [orphan.as_json() for orphan in found]
    buttons(f"orphans-{day}", lambda: [_spanned(line) for line in lines], lambda: {"citations": lines})


def neighbourhood(found: Neighbourhood) -> None:
    """What lies around an article: in CSV its edges."""
    buttons(
        f"{found.ref.code}-{found.ref.number}-graph-{found.at}",
        lambda: [{"date": None, **edge.as_json()} for edge in found.edges],
        found.as_json,
    )


def _spanned(line: Mapping[str, Any]) -> dict[str, Any]:
    start, end = line["span"]
    return {**line, "span": f"{start}-{end}", "targets": " ; ".join(line["targets"])}


def hits(found: Sequence[Hit], query: str) -> None:
    """The texts that a search found."""
    name = "search-" + re.sub(r"\W+", "-", query).strip("-")[:60]
    lines = [hit.as_json() for hit in found]
    buttons(name, lambda: lines, lambda: {"query": query, "hits": lines})
