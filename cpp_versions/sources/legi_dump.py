"""The dump as it stands after the global tarball and its deltas, in order: what every file says, and what it said.

The contents of the files of the codes wanted lie in one unnamed temporary file. Where each is, and what is deleted, is
noted as it comes, text by text, and waits on disk too where it is much; it is put together when a text is asked for, so
memory holds that of one text. A delta overwrites first and deletes after. What an overwritten article said before is
kept, so that a version that LEGI rewrites in silence can be told ("what did we believe on that day?").

Archives are put in order by the stamp of their name, else of the folder in them, else as given. One that is named
`…global…`, or the first where none is, begins anew: what it doesn't hold is gone.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import IO

from cpp_versions.codes import by_identifier, by_title, find, of_slug
from cpp_versions.model import Code
from cpp_versions.sources.legi_ahead import Found, ReadAhead
from cpp_versions.sources.legi_archive import Deletions, File, Place, Skipped, entries, stamp_of
from cpp_versions.sources.legi_files import LegiFile, Unreadable, read_file, sniff
from cpp_versions.spooling import SpooledLists, full_disk
from cpp_versions.titles import slug

__all__ = ["Dump", "Earlier", "Stored", "TextFiles", "code_of", "read_dump"]

_Progress = Callable[[str, float], None]

_MOST_SKIPPED = 10_000
_MOST_WAITING = 1 << 20
"""Bytes that are written to the temporary file at once."""
_MANY = 2000
_BATCH = 200
"""Of this many files or more, a second process reads some; how many it is told at once."""
_MOST_NOTED = 1 << 15
"""Files whose places are noted in memory, of all texts."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the content of a file lies, what identifies it, the archive that it came with (its position), and when that
    says that it was last changed."""

    offset: int
    length: int
    digest: bytes
    archive: int
    time: int = 0


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a file said before: its content, and from which archive to which (exclusive) it stood."""

    place: Place
    stored: Stored
    until: int


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of the dump: its name and the day of its stamp (None where it has none)."""

    name: str
    day: date | None


@dataclass(slots=True)
class TextFiles:
    """The files of one text, what its articles said before, and the articles that were taken back."""

    files: dict[Place, Stored] = field(default_factory=dict)
    earlier: list[Earlier] = field(default_factory=list)
    deleted: list[Earlier] = field(default_factory=list)

    def chosen(self) -> Iterator[tuple[Place, Stored]]:
        """The files, of each identifier the one that came last, in the order in which they lie. Of two in one archive
        (an article left behind in the folder where its text was before) the one last changed, else the last."""
        last: dict[tuple[str, str], tuple[Place, Stored]] = {}
        for place, stored in self.files.items():
            key = (place.kind, place.id)
            known = last.get(key)
            if known is None or (known[1].archive, known[1].time) <= (stored.archive, stored.time):
                last[key] = (place, stored)
        yield from sorted(last.values(), key=lambda pair: pair[1].offset)

    def fingerprint(self) -> str:
        """What identifies the content, whichever archives brought it."""
        digest = blake2b(digest_size=32)
        for place, stored in sorted(self.chosen(), key=lambda pair: (pair[0].kind, pair[0].id)):
            digest.update(f"{place.id} ".encode() + stored.digest)
        return digest.hexdigest()

    # -- filling

    def place(self, place: Place, stored: Stored) -> None:
        """Say of what file a content is. One that is the same again keeps the place where it lay."""
        before = self.files.get(place)
        if before is not None and before.digest == stored.digest:
            stored = replace(before, archive=stored.archive, time=stored.time)
        elif before is not None and place.kind == "article":
            self.earlier.append(Earlier(place, before, stored.archive))
        self.files[place] = stored

    def delete(self, text: str, places: Iterable[Place], archive: int) -> None:
        """Take back the files at these places: the same identifier in another folder of LEGI stays. A place that names
        no text, or no folder, means whichever has it."""
        by_id: dict[str, list[Place]] | None = None
        for place in dict.fromkeys(places):
            if place.kind == "folder":
                self._drop([known for known in self.files if known.folder == place.folder], archive)
                continue
            kinds = ("struct", "version", "text") if place.kind == "text" else (place.kind,)
            found = [known for kind in kinds if (known := replace(place, kind=kind)) in self.files]
            if found and place.owner:
                self._drop(found, archive)
                continue
            if by_id is None:
                by_id = defaultdict(list)
                for known in self.files:
                    by_id[known.id].append(known)
            told = [known for known in by_id.get(place.id, ()) if known.kind in kinds]
            self._drop([known for known in told if _either(place.folder, known.folder)], archive)

    def _drop(self, places: Iterable[Place], archive: int) -> None:
        for place in places:
            stored = self.files.pop(place, None)
            if stored is not None and place.kind == "article":
                self.deleted.append(Earlier(place, stored, archive))

    def keep_only(self, archive: int) -> None:
        """Forget what a global dump no longer has."""
        self._drop([place for place, stored in self.files.items() if stored.archive < archive], archive)


class Dump:
    """All that the archives hold of the codes wanted. `codes`: the code of each text's identifier, those included of
    which all files were taken back; `size`: bytes of all contents taken over; `most_ahead`: of up to how many files are
    read while archives are unpacked, and all at once."""

    def __init__(self, most_ahead: int = 0) -> None:
        self._most_ahead = most_ahead
        self._ahead: ReadAhead | None = None
        self._found: dict[int, Found] = {}
        self.archives: list[Archive] = []
        self.codes: dict[str, Code] = {}
        self.skipped: list[tuple[int, str, str]] = []
        self.more_skipped = 0
        self.size = 0
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the dump
        self._waiting: list[bytes] = []
        self._lie: list[tuple[str, int, int]] = []
        self._written = 0
        self._placed: SpooledLists[tuple[Place, Stored]] = SpooledLists(_MOST_NOTED)
        self._gone: SpooledLists[tuple[int, Place]] = SpooledLists(_MOST_NOTED)
        self._anew: list[int] = []

    def text(self, text: str) -> TextFiles:
        """The files of a text."""
        placed: dict[int, list[tuple[Place, Stored]]] = defaultdict(list)
        for place, stored in self._placed.read(text):
            placed[stored.archive].append((place, stored))
        gone: dict[int, list[Place]] = defaultdict(list)
        for owner in ("", text):
            for archive, place in self._gone.read(owner):
                gone[archive].append(place)
        found = TextFiles()
        for archive in sorted({*placed, *gone, *self._anew}):
            for place, stored in placed.get(archive, ()):
                found.place(place, stored)
            if archive in self._anew:
                found.keep_only(archive)
            found.delete(text, gone.get(archive, ()), archive)
        return found

    def content(self, stored: Stored) -> bytes:
        """The content of one file."""
        if stored.offset + stored.length > self._written:
            self._write()
        return os.pread(self._spool.fileno(), stored.length, stored.offset)

    def values(self, files: Sequence[tuple[Place, Stored]]) -> Iterator[LegiFile | Unreadable]:
        """What files say, each of which is asked for once. Of many, a second process has read some, or does."""
        self._write()
        found = self._found
        if self._ahead is not None:
            found.update(self._ahead.values())
            self._end_ahead()
        elif len(files) >= _MANY and files[0][1].offset not in found:
            with ReadAhead(self._spool.fileno()) as ahead:
                for begin in range(0, len(files), _BATCH):
                    ahead.tell([(place.id, at.offset, at.length) for place, at in files[begin : begin + _BATCH]])
                found.update(ahead.values())
        for place, at in files:
            value = found.pop(at.offset, None)
            yield read_file(self.content(at), place.id) if value is None else value

    @property
    def as_of(self) -> date | None:
        """The day of the last archive; None where no archive is dated."""
        return max((archive.day for archive in self.archives if archive.day), default=None)

    def close(self) -> None:
        """Free the temporary file."""
        self._end_ahead()
        self._found.clear()
        self._spool.close()

    # -- filling

    def keep(self, data: bytes, archive: int, time: int, id_: str) -> Stored:
        """Take over the content of a file of this identifier, whose text isn't known yet or doesn't matter here."""
        stored = Stored(self.size, len(data), blake2b(data, digest_size=16).digest(), archive, time)
        self._waiting.append(data)
        self._lie.append((id_, self.size, len(data)))
        self.size += len(data)
        if self.size - self._written > _MOST_WAITING:
            self._write()
        return stored

    def _write(self) -> None:
        """Write what waits to the temporary file, which is only ever added to."""
        try:
            self._spool.writelines(self._waiting)
            self._spool.flush()
        except OSError as error:
            raise full_disk(error.strerror) from None
        self._waiting.clear()
        self._written = self.size
        if self.size > self._most_ahead:
            self._end_ahead()
        elif self._ahead is not None or self.size > _MOST_WAITING:
            self._ahead = self._ahead or ReadAhead(self._spool.fileno())
            self._ahead.tell(self._lie)
            self._lie = []

    def _end_ahead(self) -> None:
        """Nobody reads ahead from now on."""
        if self._ahead is not None:
            self._ahead.__exit__()
        self._ahead, self._most_ahead, self._lie = None, 0, []

    def place(self, place: Place, stored: Stored, owner: str) -> None:
        """Say of what file of the text `owner` a content is."""
        self._placed.append(owner, (place, stored))

    def delete(self, places: Iterable[Place], archive: int) -> None:
        """Take back the files at these places, of the archives so far (see `TextFiles.delete`)."""
        for place in places:
            if place.owner in self._placed or not place.owner:  # of other texts, there is nothing to take back
                self._gone.append(place.owner, (archive, place))

    def skip(self, archive: int, name: str, reason: str) -> None:
        """Note what isn't read: the first of an archive that is full of it, for none of LEGI's has many."""
        if len(self.skipped) < _MOST_SKIPPED:
            self.skipped.append((archive, name, reason))
        else:
            self.more_skipped += 1

    def keep_only(self, archive: int) -> None:
        """Forget what a global dump, this archive, no longer has."""
        self._anew.append(archive)


def _either(folder: str, other: str) -> bool:
    return folder == other or not folder or not other


def code_of(title: str) -> Code:
    """The code of a title, whether the table of codes has it or not.

    >>> code_of("Code de procédure pénale").id, code_of("Code de la mer").id, code_of("Code de la mer").title
    ('cpp', 'code-de-la-mer', 'Code de la mer')
    """
    known = by_title(title)
    if known:
        return known
    named = of_slug(slug(title) or title)
    return Code(named.id, named.slug, title)


def read_dump(
    locations: Sequence[str], wanted: Sequence[str], progress: _Progress | None = None, most_ahead: int = 0
) -> Dump:
    """The dump that these archives make, of the codes `wanted` (by LEGITEXT identifier, id, slug or title; all where
    none is named). Of a dump of no more than `most_ahead` bytes, a second process reads files while archives are
    unpacked. Raises SourceError where an archive can't be read."""
    dump = Dump(most_ahead)
    try:
        _fill(dump, locations, wanted, progress)
    except BaseException:
        dump.close()
        raise
    return dump


def _fill(dump: Dump, locations: Sequence[str], wanted: Sequence[str], progress: _Progress | None) -> None:
    ordered = sorted(locations, key=_order)
    chosen = _Chosen(wanted)
    for position, location in enumerate(ordered):
        path = Path(location)
        if progress:
            progress(f"LEGI : {path.name}", position / len(ordered))
        gone: list[Deletions] = []
        seen: date | None = None
        pending: list[tuple[Place, Stored]] = []
        for entry in entries(path, chosen.may_have):
            if isinstance(entry, Skipped):
                dump.skip(position, entry.name, entry.reason)
            elif isinstance(entry, Deletions):
                gone.append(entry)
            else:
                seen = seen or entry.seen
                owner = chosen.owner(entry)
                if owner is None:
                    pending.append((entry.place, dump.keep(entry.data, position, entry.time, entry.place.id)))
                elif owner:
                    dump.place(entry.place, dump.keep(entry.data, position, entry.time, entry.place.id), owner)
        for place, stored in pending:  # a struct doesn't say what the text is called: another file did
            owner = chosen.owner(File(place, dump.content(stored)))
            if owner:
                dump.place(place, stored, owner)
        if "global" in path.name.lower() and position:
            dump.keep_only(position)
        for deletions in gone:
            dump.delete(filter(chosen.may_have, deletions.places), position)
            for line in deletions.bad:
                dump.skip(position, line, "ligne de suppression illisible")
        stamp = stamp_of(path.name)
        day = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8])) if stamp else seen
        dump.archives.append(Archive(path.name, day))
    dump.codes.update(chosen.codes)


def _order(location: str) -> tuple[bool, str, bool]:
    name = Path(location).name
    stamp = stamp_of(name)
    return "global" not in name.lower() and not stamp, stamp, "global" not in name.lower()


class _Chosen:
    """Which texts are codes that are wanted; known from their paths, or from the first file of each that tells."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._ids = {name for name in wanted if name.startswith("LEGITEXT")}
        self._names = {found.id if (found := find(name)) else name for name in wanted} - self._ids
        self._all = not (self._ids or self._names)
        self._known: dict[str, bool] = {}
        self.codes: dict[str, Code] = {}

    def may_have(self, place: Place) -> bool:
        """Whether a file at this place can be of a code that is wanted."""
        if place.folder.startswith("TNC") or place.owner.startswith("JORFTEXT"):
            return False
        if self._ids and not self._names and place.owner:
            return place.owner in self._ids
        return self._known.get(place.owner, True)

    def owner(self, file: File) -> str | None:
        """The text of a file, "" where it isn't wanted or no code; None where the file alone doesn't tell."""
        owner = file.place.owner
        if owner in self._known:
            return owner if self._known[owner] else ""
        context = sniff(file.data)
        if context is None:  # unreadable: it is told of its text, if that is wanted
            return None if owner else ""
        text = owner or context.text_id
        if text in self._known:
            return text if self._known[text] else ""
        told = context.title.lower().startswith("code ") or file.place.folder.startswith("code_")
        is_code = context.nature == "CODE" or (told and not context.nature)
        code = by_identifier(text)
        if code is not None:
            is_code = True
        elif context.title:
            code = code_of(context.title)
        else:  # a struct doesn't say what its text is called, nor does a file without its context
            return None if text and context.nature in ("CODE", "", "ARTICLE") else ""
        wanted = is_code and (self._all or text in self._ids or code.id in self._names or code.slug in self._names)
        self._known[text] = wanted
        if wanted:
            self.codes[text] = code
        return text if wanted else ""
