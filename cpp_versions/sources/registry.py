"""Which reader reads a source: its format is recognised from the source itself, never asked for.

Readers are imported when a source is theirs, so that a reading command doesn't pay for them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cpp_versions.errors import SourceError, UnknownFormat
from cpp_versions.locations import head_of, is_bundle, is_remote, is_repository, open_source
from cpp_versions.model import CodeHistory, Text
from cpp_versions.repository import Repository
from cpp_versions.spooling import Spooled

__all__ = ["Source", "fingerprint", "recognise", "recognise_all"]

Progress = Callable[[str, float], None]
Seen = Callable[[Iterable[Text]], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A source whose format is known, and how to read it."""

    location: str
    format: str
    reading: Callable[[Progress | None, Seen | None], Sequence[CodeHistory]]

    def read(self, progress: Progress | None = None, seen: Seen | None = None) -> Sequence[CodeHistory]:
        """One history per code. `seen` is told their texts, as soon as may be, some of them twice; but those of many
        codes, of which each is loaded when it is asked for."""
        histories = self.reading(progress, seen)
        if seen and not isinstance(histories, Spooled):
            seen(attestation.text for history in histories for attestation in history.attestations)
        return histories


def fingerprint(location: str) -> str:
    """What identifies the content of a source, whatever its format, without reading its texts: a commit for what git
    keeps, a checksum for the rest. Raises SourceError where there is nothing to read."""
    _check(location)
    path = Path(location)
    if is_remote(location) or is_bundle(path) or is_repository(path):
        return head_of(location)
    digest = sha256()
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if _counts(p, path)):
        digest.update(
            f"{'' if file == path else file.relative_to(path).as_posix()}\0".encode("utf-8", "surrogateescape")
        )
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def recognise_all(locations: Sequence[str], codes: Sequence[str] = ()) -> list[Source]:
    """The sources at `locations`; the archives of LEGI are one source together, read for `codes` only where some are
    named. Raises as `recognise` does."""
    found = [recognise(location) for location in locations]
    parts = [source.location for source in found if source.format == _LEGI]
    if not parts:
        return found
    return [_legi(parts, codes), *(source for source in found if source.format != _LEGI)]


def recognise(location: str) -> Source:
    """The source at `location`: a file, folder, git repository, bundle or address.

    What has to be fetched is fetched here, once, and stays until it is read.
    Raises SourceError where there is nothing, or nothing to read, and UnknownFormat where no reader knows it.
    """
    _check(location)
    path = Path(location)
    from cpp_versions.sources import archeo_page, corpus_folder, decree

    if path.is_file() and _is_legi(path):
        return _legi([location])
    if path.is_dir() and corpus_folder.recognises(path):
        return Source(location, "corpus", lambda progress, seen: _corpus(path))
    if path.is_file() and archeo_page.recognises(path):
        return Source(location, archeo_page.FORMAT, lambda progress, seen: (archeo_page.read(path),))
    if path.is_file() and decree.recognises(path):
        return Source(location, decree.FORMAT, lambda progress, seen: (decree.read(path),))
    if is_remote(location) or is_bundle(path) or is_repository(path):
        return _of_repository(location)
    from cpp_versions.sources import lexhub

    if lexhub.recognises(path):
        return Source(location, lexhub.FORMAT, lambda progress, seen: lexhub.read(location, progress=progress))
    if path.is_dir() and _is_legi(path):
        return _legi([location])
    raise _unknown(location)


_LEGI = "legi"


def _is_legi(path: Path) -> bool:
    from cpp_versions.sources import legi

    return legi.recognises(path)


def _legi(locations: Sequence[str], codes: Sequence[str] = ()) -> Source:
    """The archives of LEGI as one source; those asked for are read, which are all where none is."""
    from cpp_versions.sources import legi

    return Source(locations[0], legi.FORMAT, lambda progress, seen: legi.read(locations, codes, progress, seen))


def _unknown(location: str) -> UnknownFormat:
    return UnknownFormat(
        f"{location}: format not recognised: a source is a LexHub repository, bundle, folder or article (.md), an "
        "Archéo Lex repository, bundle or comparison page (.txt), a tarball or folder of LEGI, the text of an act "
        "(.txt), or a folder with a manifest.toml"
    )


def _of_repository(location: str) -> Source:
    """The source that a repository is. It is removed when it was read, or when nobody wants to read it any more."""
    from cpp_versions.sources import archeo_repository, lexhub

    with ExitStack() as stack:
        repository = stack.enter_context(open_source(location))
        read_repository: Callable[[Repository, str, Progress | None], tuple[CodeHistory, ...]]
        if archeo_repository.holds(repository):
            name, read_repository = archeo_repository.FORMAT, archeo_repository.read_repository
        elif lexhub.holds(repository):
            name, read_repository = lexhub.FORMAT, lexhub.read_repository
        else:
            raise _unknown(location)
        fetched = stack.pop_all()

    def read(progress: Progress | None, seen: Seen | None) -> tuple[CodeHistory, ...]:
        with fetched:
            return read_repository(repository, location, progress)

    return Source(location, name, read)


def _check(location: str) -> None:
    if not location.strip() or location.startswith("-") or "\0" in location:
        raise SourceError(f"{location[:80]!r}: not a source: give a file, folder, git repository, bundle or address")
    path = Path(location)
    if is_remote(location):
        return
    if not path.exists():
        raise SourceError(f"{location}: no such file or folder: check the path, or give a git address")
    if not os.access(path, os.R_OK):
        raise SourceError(f"{location}: can't be read: check its permissions")
    if path.is_file() and path.stat().st_size == 0:
        raise SourceError(f"{location}: the file is empty: download it again")


def _counts(path: Path, root: Path) -> bool:
    """Whether a file of a folder is part of the source: no link, nothing hidden."""
    return (
        path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )


def _corpus(path: Path) -> tuple[CodeHistory, ...]:
    from cpp_versions.sources import archeo_page, corpus_folder, decree, lexhub

    def article(file: Path, entry: corpus_folder.Entry) -> CodeHistory:
        if entry.as_of is None:
            raise SourceError(f"{file}: its entry in {corpus_folder.MANIFEST} needs an `as_of` date")
        return lexhub.read_article(
            file,
            code=entry.code,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            as_of=entry.as_of,
            name="LexHub",
        )

    return corpus_folder.read(
        path,
        {
            archeo_page.FORMAT: lambda file, entry: archeo_page.read(file, code=entry.code),
            lexhub.ARTICLE_FORMAT: article,
            decree.FORMAT: lambda file, entry: decree.read(file, code=entry.code, day=entry.as_of),
        },
    )
