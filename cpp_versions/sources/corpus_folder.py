"""A folder of single sources with a manifest: the embedded corpus, or one that a user keeps.

`manifest.toml` has one `[[source]]` per file: what it is, where it comes from, under which licence, its checksum, and
the dates that the file itself doesn't tell. Each file is read by the reader of its format; the caller brings the
readers, as they don't know one another. What is read is an excerpt of a code, and is marked so.

Entries of the formats in `ELSEWHERE` are no text of a code: they are listed and checked here, and read by others.

Refused, with one line that names the entry: a manifest that isn't as described here (unknown keys included), a file
outside the folder, a file whose checksum isn't the manifest's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from cpp_versions.bounded import read_bounded
from cpp_versions.codes import find, of_slug
from cpp_versions.errors import SourceError
from cpp_versions.model import Attestation, Code, CodeHistory, ConsolidatedDate, State, Text

__all__ = ["ELSEWHERE", "MANIFEST", "Entry", "Reader", "checked_file", "entries", "read", "recognises"]

MANIFEST = "manifest.toml"
ELSEWHERE = frozenset({"fiche"})
"""Formats that `read` passes over: fiches are about articles, and no version of any (see `fiches`)."""
_LARGEST_MANIFEST = 1 << 20
_LARGEST_FILE = 64 << 20
_TEXTS = ("file", "format", "code", "origin", "licence", "sha256", "source_sha256")
_OTHERS = ("address", "then", "lines_kept", "as_of", "valid_from", "valid_to")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One source of the manifest.

    `file` is a path inside the folder, `sha256` that of the file, `source_sha256` that of the original, of which the
    lines `lines_kept` (first to last, from 1) were kept. `as_of` is the last day for which the file speaks. The text is
    in force from `valid_from` to `valid_to`, exclusive, where the file doesn't say so itself; `then` = `missing`: it
    was replaced on `valid_to` by a text that the folder doesn't have.
    """

    file: str
    format: str
    code: Code
    origin: str
    licence: str
    sha256: str
    source_sha256: str
    address: str = ""
    lines_kept: tuple[tuple[int, int], ...] = ()
    as_of: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    then: str = ""


Reader = Callable[[Path, Entry], CodeHistory]
"""Reads the file of an entry, by the entry's code and dates."""


def recognises(path: Path) -> bool:
    """Whether the folder has a manifest."""
    return (path / MANIFEST).is_file()


def entries(path: Path) -> tuple[Entry, ...]:
    """What the manifest of the folder lists. Raises SourceError where it isn't as described above."""
    manifest = path / MANIFEST
    content = read_bounded(manifest, _LARGEST_MANIFEST, "not a manifest")
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"{manifest}: not TOML ({str(error)[:120]}): correct it") from None
    tables = document.get("source")
    if set(document) != {"source"} or not isinstance(tables, list) or not tables:
        raise SourceError(f"{manifest}: needs one [[source]] table per file, and nothing else")
    found = tuple(_entry(table, f"{manifest}: source {index}") for index, table in enumerate(tables, 1))
    if len({entry.file for entry in found}) < len(found):
        raise SourceError(f"{manifest}: a file is listed twice")
    return found


def read(path: Path, readers: Mapping[str, Reader]) -> tuple[CodeHistory, ...]:
    """The history that each file of the folder tells, in the order of the manifest; files of the formats `ELSEWHERE`
    tell none. Raises SourceError."""
    found = tuple(_read_entry(path, entry, readers) for entry in entries(path) if entry.format not in ELSEWHERE)
    if not found:
        raise SourceError(f"{path / MANIFEST}: lists no text of a code: add one")
    return found


def checked_file(folder: Path, entry: Entry) -> Path:
    """The file of an entry. Raises SourceError where it isn't inside the folder, or isn't the one that was listed."""
    file = _inside(folder, entry.file)
    found = sha256(read_bounded(file, _LARGEST_FILE, "split it")).hexdigest()
    if found != entry.sha256:
        raise SourceError(f"{file}: sha256 {found} isn't the manifest's: restore the file, or correct {MANIFEST}")
    return file


def _read_entry(folder: Path, entry: Entry, readers: Mapping[str, Reader]) -> CodeHistory:
    reader = readers.get(entry.format)
    if reader is None:
        known = ", ".join(sorted(readers))
        raise SourceError(f"{folder / MANIFEST}: {entry.file}: no reader for {entry.format!r}: use one of {known}")
    history = reader(checked_file(folder, entry), entry)
    info = replace(history.source, licence=entry.licence, excerpt=True, as_of=entry.as_of or history.source.as_of)
    history = replace(history, source=info)
    return _then_missing(history, entry.valid_to) if entry.then and entry.valid_to else history


def _then_missing(history: CodeHistory, day: date) -> CodeHistory:
    """The history with a hole from `day` on for each article whose text ends that day."""
    holes = tuple(
        Attestation(
            number=attestation.number,
            slot=attestation.slot,
            label=attestation.label,
            state=State.MISSING,
            text=Text(()),
            attested_from=day,
            valid_from=day,
            where=attestation.where,
        )
        for attestation in history.attestations
        if attestation.valid_to == day
    )
    dates = history.dates
    if day not in {entry.day for entry in dates}:
        dates = (*dates, ConsolidatedDate(day))
    return replace(history, attestations=history.attestations + holes, dates=dates)


def _inside(folder: Path, name: str) -> Path:
    """The file of this name below the folder, links followed. Raises SourceError where it isn't there."""
    place = f"{folder / MANIFEST}: {name[:200]!r}"
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or "\0" in name or ":" in name:
        raise SourceError(f"{place} isn't a path inside the folder: name a file next to {MANIFEST}")
    root = folder.resolve()
    try:
        file = root.joinpath(*parts).resolve()
        found = file.is_file()
    except (OSError, RuntimeError):  # a circle of links, a name too long
        raise SourceError(f"{place} can't be resolved: name a file next to {MANIFEST}") from None
    if not file.is_relative_to(root):
        raise SourceError(f"{place} leads outside the folder: name a file next to {MANIFEST}")
    if not found:
        raise SourceError(f"{place} isn't there: restore the file, or take its entry out")
    return file


def _entry(table: Any, place: str) -> Entry:
    if not isinstance(table, dict):
        raise SourceError(f"{place}: must be a table")
    unknown = sorted(set(table) - {*_TEXTS, *_OTHERS})
    if unknown:
        raise SourceError(f"{place}: unknown key {unknown[0][:80]!r}: take it out")
    texts = {key: _text(table, key, place) for key in _TEXTS}
    for key in ("sha256", "source_sha256"):
        if not _SHA256.fullmatch(texts[key]):
            raise SourceError(f"{place}: {key} must be 64 hexadecimal digits")
    start, end = _day(table, "valid_from", place), _day(table, "valid_to", place)
    if start and end and start >= end:
        raise SourceError(f"{place}: valid_from must be before valid_to")
    then = table.get("then", "")
    if then not in ("", "missing") or (then and end is None):
        raise SourceError(f"{place}: then can only be 'missing', and needs valid_to")
    return Entry(
        file=texts["file"],
        format=texts["format"],
        code=find(texts["code"]) or of_slug(texts["code"]),
        origin=texts["origin"],
        licence=texts["licence"],
        sha256=texts["sha256"],
        source_sha256=texts["source_sha256"],
        address=_text(table, "address", place) if "address" in table else "",
        lines_kept=_ranges(table.get("lines_kept", []), place),
        as_of=_day(table, "as_of", place),
        valid_from=start,
        valid_to=end,
        then=then,
    )


def _text(table: Mapping[str, Any], key: str, place: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{place}: {key} is missing: give it as text")
    return value


def _day(table: Mapping[str, Any], key: str, place: str) -> date | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise SourceError(f"{place}: {key} must be a date, such as {key} = 2010-12-29")
    return value


def _ranges(value: Any, place: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for pair in value if isinstance(value, list) else [value]:
        match pair:
            case [int(first), int(last)] if 1 <= first <= last:
                found.append((first, last))
            case _:
                raise SourceError(f"{place}: lines_kept must be pairs of line numbers, such as [[1, 1], [8, 9737]]")
    return tuple(found)
