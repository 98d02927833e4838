"""What LEGI is published in: tarballs (one global, then daily deltas), read as streams and never unpacked.

A folder of XML files, or one file, is read the same way. Each file comes with its place: the text that it belongs to,
its kind and identifier, taken from its path wherever that lies in the archive (`Place`), for tarballs differ in what
stands above it: nothing, `legi/global/…`, a stamp `20180304-220001/`.

Nothing is written, so no name of an archive can lead outside; a name that tries (absolute, `..`), a link, a device
and a file beyond `LARGEST` are told as `Skipped`, one line each. Refused as a whole (SourceError): what is no archive,
a damaged or truncated one (half a dump would say that the other half is gone), a bomb.
"""

from __future__ import annotations

import bz2
import io
import lzma
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, cast

from cpp_versions.errors import SourceError
from cpp_versions.sources.legi_tar import Gunzip, Member, Tar

__all__ = ["LARGEST", "Deletions", "File", "Place", "Skipped", "entries", "place_of", "stamp_of"]

LARGEST = 32 << 20
"""Bytes of the largest file read: the largest annexes of the codes have a few millions."""
_HUGE = 1 << 30
# gzip can't do better than 1,032 to one; XML comes near twenty
_BOMB_RATIO, _BOMB_FROM = 600, 1 << 30
_MOST_PADDING = 64 << 20  # bytes behind the end mark
_OWNER = re.compile(r"(?:LEGITEXT|JORFTEXT)[0-9]{12}")
_FILE = re.compile(r"(?P<id>(?:LEGIARTI|LEGISCTA|LEGITEXT|JORFTEXT)[0-9]{12})[^/]{0,60}?(?:\.xml)?", re.I)
_FOLDER = re.compile(r"(?:^|/)((?:code|TNC)_(?:en|non)_vigueur)(?=/|$)")
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?:[-_T](\d{6}))?(?!\d)")
_TAIL = re.compile(r"(?:LEGIARTI|LEGISCTA|LEGITEXT|JORFTEXT)[0-9]{12}(?:\.xml)?\Z")
_DELETIONS = re.compile(r"liste_suppression[^/]{0,80}\.dat\Z", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a file belongs: the text's identifier (empty where the path doesn't say), the folder of LEGI that it lies
    in (`code_en_vigueur`), its kind (`article`, `section`, `struct`, `version`; `text` where the path doesn't say
    which) and its identifier."""

    owner: str
    folder: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the dump; `seen` is the day of its archive's own folder or of the file, None where neither says; `time`
    when the archive says that it was last changed."""

    place: Place
    data: bytes
    seen: date | None = None
    time: int = 0


@dataclass(frozen=True, slots=True)
class Deletions:
    """The files that a delta takes back, or all of a text's in one folder of LEGI (kind `folder`); `bad` are lines
    that name none."""

    places: tuple[Place, ...]
    bad: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not read, and why, in French for people."""

    name: str
    reason: str


Entry = File | Deletions | Skipped


def place_of(path: str) -> Place | None:
    """The place that a path of LEGI means; None where it names no file of it.

    >>> place = place_of("20180304-220001/legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00/00/06/07/11/"
    ...     "LEGITEXT000006071154/article/LEGI/ARTI/00/00/06/57/51/LEGIARTI000006575145.xml")
    >>> place.owner, place.folder, place.kind, place.id
    ('LEGITEXT000006071154', 'code_en_vigueur', 'article', 'LEGIARTI000006575145')
    """
    above, _, name = (path.replace("\\", "/") if "\\" in path else path).rpartition("/")
    found = _FILE.fullmatch(name)
    if not found:
        return None
    id_ = found["id"].upper()
    owner, folder, text = _folders(above[:-_OF_ID] if _BY_ID.fullmatch(above, len(above) - _OF_ID) else above)
    return Place(owner, folder, _KINDS.get(id_[:8], text), id_)


_KINDS = {"LEGIARTI": "article", "LEGISCTA": "section"}
_BY_ID = re.compile(r"(?:/[0-9]{2}){5}")
_OF_ID = len("/00/00/06/57/51")  # folders that part files by their identifiers, which say nothing else


@lru_cache(maxsize=8192)
def _folders(above: str) -> tuple[str, str, str]:
    """What the folders above a file say: the text, LEGI's folder, and which kind of a text's own file it is."""
    owners = _OWNER.findall(above)
    folder = _FOLDER.search(above)
    parts = above.split("/")
    kind = "struct" if "struct" in parts else "version" if "version" in parts else "text"
    return owners[-1] if owners else "", folder[1] if folder else "", kind


def stamp_of(text: str) -> str:
    """The stamp in a name, as `20180304-220001`, midnight where it is a day alone; empty where there is none.

    >>> stamp_of("LEGI_20180304-220001.tar.gz"), stamp_of("LEGI_2018-03-04.tgz"), stamp_of("legi.tar.gz")
    ('20180304-220001', '20180304-000000', '')
    """
    found = _STAMP.search(text)
    try:
        return f"{date(int(found[1]), int(found[2]), int(found[3])):%Y%m%d}-{found[4] or '000000'}" if found else ""
    except ValueError:
        return ""


def entries(path: Path, wanted: Callable[[Place], bool]) -> Iterator[Entry]:
    """The files of an archive, folder or single file for whose place `wanted` says yes, in their order.

    Raises SourceError as the module says; what came before was given already, so the caller keeps nothing of it.
    """
    if path.is_dir():
        yield from _folder(path, wanted)
    elif path.suffix.lower() == ".xml":
        yield from _single(path)
    else:
        try:
            with path.open("rb") as stream:
                yield from _archive(path, stream, wanted)
        except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
            told = " ".join(str(error).split())[:160] or type(error).__name__
            raise SourceError(f"{path}: damaged or truncated archive ({told}): download it again") from None
        except OSError as error:
            raise SourceError(f"{path}: can't be read ({error.strerror or error}): download it again") from None


def _archive(path: Path, stream: IO[bytes], wanted: Callable[[Place], bool]) -> Iterator[Entry]:
    packed = os.fstat(stream.fileno()).st_size
    with _unpacked(stream) as unpacked:
        archive = Tar(unpacked)
        for member in archive:
            if member.size > _HUGE:
                raise SourceError(
                    f"{path}: holds a file of {member.size:,} bytes ({_shown(member.name)}): no LEGI dump does"
                )
            if member.offset > _BOMB_FROM and member.offset > _BOMB_RATIO * packed:
                raise SourceError(f"{path}: a compression bomb, no LEGI dump: download it again")
            entry = _member(archive, member, wanted)
            if entry is not None:
                yield entry
        _check_end(path, archive)


def _unpacked(stream: IO[bytes]) -> IO[bytes]:
    head = stream.read(6)
    stream.seek(0)
    if head[:2] == b"\x1f\x8b":
        return cast(IO[bytes], Gunzip(stream))
    if head[:3] == b"BZh":
        return cast(IO[bytes], bz2.BZ2File(stream))
    if head == b"\xfd7zXZ\x00":
        return cast(IO[bytes], lzma.LZMAFile(stream))
    return io.BufferedReader(cast(io.RawIOBase, stream), 1 << 18)


def _check_end(path: Path, archive: Tar) -> None:
    """The checksum of what is packed, for which it is read to its last byte. A delta of a quiet day can be empty."""
    padding = 0
    for block in archive.rest():
        padding += len(block)
        if padding > _MOST_PADDING:
            raise SourceError(f"{path}: a compression bomb, no LEGI dump: download it again")


def _member(archive: Tar, member: Member, wanted: Callable[[Place], bool]) -> Entry | None:
    if member.kind == "folder":
        return None
    name = member.name
    reason = _refused(member)
    if reason:
        return Skipped(_shown(name), reason)
    place = place_of(name)
    if place is not None:
        return (
            File(place, archive.content(member), _day(name.partition("/")[0]), member.time) if wanted(place) else None
        )
    if _DELETIONS.search(name):
        return _deletions(archive.content(member))
    return Skipped(_shown(name), "nom de fichier inconnu de LEGI") if name[-4:].lower() == ".xml" else None


def _refused(member: Member) -> str:
    name = member.name
    if name.startswith(("/", "\\")) or "\0" in name or (".." in name and ".." in name.split("/")):
        return "chemin qui sort de l’archive"
    if member.kind != "file":
        return "lien ou fichier spécial"
    return f"fichier de {member.size:,} octets".replace(",", " ") if member.size > LARGEST else ""


def _deletions(content: bytes) -> Deletions:
    places, bad = [], []
    for line in content.decode("utf-8", "replace").splitlines():
        told = line.strip().removesuffix(" D").rstrip("/ ")  # of a folder
        if not told:
            continue
        place = place_of(told) if len(told) < 1000 else None
        if place is None and len(told) < 1000 and (tail := _TAIL.search(told)):  # a line can lack a `/`
            place = place_of(f"{told[: tail.start()]}/{tail[0]}")
        if place is None:
            bad.append(_shown(line))
        elif place.kind == "text" and not place.owner and place.folder and not told.lower().endswith(".xml"):
            places.append(Place(place.id, place.folder, "folder", place.id))
        else:
            places.append(place)
    return Deletions(tuple(places), tuple(bad))


def _folder(path: Path, wanted: Callable[[Place], bool]) -> Iterator[Entry]:
    for file in sorted(p for p in path.rglob("*") if p.suffix.lower() in (".xml", ".dat")):
        name = file.relative_to(path).as_posix()
        if file.is_symlink() or not file.is_file():
            yield Skipped(_shown(name), "lien ou fichier spécial")
        elif file.stat().st_size > LARGEST:
            yield Skipped(_shown(name), f"fichier de {file.stat().st_size} octets")
        elif _DELETIONS.search(name):
            yield _deletions(_content(file))
        elif (place := place_of(f"{path.name}/{name}")) and wanted(place):
            yield File(place, _content(file))


def _single(path: Path) -> Iterator[Entry]:
    place = place_of(path.as_posix()) or Place("", "", "text", "")
    if path.stat().st_size > LARGEST:
        raise SourceError(f"{path}: {path.stat().st_size:,} bytes: too large for an XML file of LEGI")
    yield File(place, _content(path))


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise SourceError(f"{file}: can't be read ({error.strerror})") from None


@lru_cache(maxsize=1024)
def _day(name: str) -> date | None:
    """The day of the stamp in a name."""
    stamp = stamp_of(name)
    return date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8])) if stamp else None


def _shown(name: str) -> str:
    """A name from outside, as it can be printed on one line."""
    return "".join(c if c.isprintable() else "?" for c in name[:160]) + ("…" if len(name) > 160 else "")
