"""LEGI, the official dump of French law: one global tarball and daily deltas, read as one source.

`legi_archive` streams them, `legi_dump` puts them in order, `legi_files` reads each XML file, `legi_history` makes the
history of each code. Only codes are read, not laws and decrees; only those asked for, where some are.

Three dates are kept apart: that of the Journal officiel (an act's `published`), that of the entry into force
(`valid_from`), and the day on which LEGI said so, that of an archive. Where a later archive changes the words of a
version that an earlier one gave, the later ones stand in the history and both in an anomaly `rewritten`, with the days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from cpp_versions import numbering
from cpp_versions.acts import print_date
from cpp_versions.errors import BadNumber, SourceError
from cpp_versions.model import LOST_FROM, Anomaly, Code, CodeHistory, SourceInfo, Text
from cpp_versions.sources import legi_files, legi_links
from cpp_versions.sources.legi_archive import Place, place_of
from cpp_versions.sources.legi_concordance import Gathered
from cpp_versions.sources.legi_dates import day_of
from cpp_versions.sources.legi_dump import Dump, Earlier, TextFiles, read_dump
from cpp_versions.sources.legi_files import (
    ArticleFile,
    Context,
    LegiFile,
    SectionFile,
    StructFile,
    Unreadable,
    read_file,
    sniff,
)
from cpp_versions.sources.legi_history import Files, history
from cpp_versions.sources.legi_timeline import dated
from cpp_versions.spooling import Spooled

__all__ = ["FORMAT", "read", "recognises"]

FORMAT = "legi"
_NAME = "LEGI"
_MOST_AT_ONCE = 160 << 20
"""Bytes of codes whose histories are held in memory together: twice the codes of the prison. Of more, one is."""
Seen = Callable[[Iterable[Text]], None]
_ENDINGS = (".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tar.xz", ".taz")
_ROOTS = (b"<ARTICLE", b"<SECTION_TA", b"<TEXTELR", b"<TEXTE_VERSION")


def recognises(path: Path) -> bool:
    """Whether the file or folder is LEGI's: a tarball by its first bytes, XML files by their root and their names, a
    folder by the XML files or the tarballs in it."""
    if path.is_file():
        if path.suffix.lower() == ".xml":
            with path.open("rb") as stream:
                head = stream.read(4096)
            return any(root in head for root in _ROOTS)
        return _is_archive(path)
    return path.is_dir() and (bool(_archives(path)) or any(place_of(file.name) for file in path.rglob("*.xml")))


def _is_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(512)
    return head[257:262] == b"ustar" or head[:2] == b"\x1f\x8b" or head[:3] == b"BZh" or head[:6] == b"\xfd7zXZ\x00"


def _archives(path: Path) -> list[str]:
    """The tarballs of a folder, such as `fetch legi` fills; none for a file."""
    found = sorted(p for p in path.glob("*") if p.name.lower().endswith(_ENDINGS) and p.is_file() and _is_archive(p))
    return [str(p) for p in found]


def read(
    locations: Sequence[str],
    wanted: Sequence[str] = (),
    progress: Callable[[str, float], None] | None = None,
    seen: Seen | None = None,
) -> Sequence[CodeHistory]:
    """The history of every code that the archives at `locations` hold together, or of those `wanted` (by LEGITEXT
    identifier, id, slug or title); of many, each is loaded when it is asked for, else `seen` is told the texts of each
    before its history is made. Raises SourceError where an archive can't be read, or none of them holds a code."""
    archives = [archive for location in locations for archive in _archives(Path(location)) or [location]]
    dump = read_dump(archives, wanted, progress, _MOST_AT_ONCE)
    try:
        gathered = Gathered()
        found: list[CodeHistory] | Spooled[CodeHistory] = [] if dump.size <= _MOST_AT_ONCE else Spooled()
        texts = sorted(dump.codes, key=lambda text: (dump.codes[text].id, text))
        for position, text in enumerate(texts):
            if progress:
                progress(f"LEGI : {dump.codes[text].title}", position / len(texts))
            made = _code(dump, text, dump.codes[text], gathered, None if isinstance(found, Spooled) else seen)
            if made is not None and isinstance(found, Spooled):
                found.append(made, (made.code.id, *made.identifiers))
                legi_files.forget()
                legi_links.forget()
            elif made is not None:
                found.append(made)
            del made
    finally:
        dump.close()
    if not found:
        asked = f" ({', '.join(wanted)})" if wanted else ""
        raise SourceError(f"{', '.join(locations)}: no code of LEGI{asked} in it: give the global dump first")
    gathered.join()
    told = tuple(_skipped(dump))

    def whole(position: int, history: CodeHistory) -> CodeHistory:
        """With the links, which take all codes to know; what nobody reads in the archives is told with the first."""
        anomalies = history.anomalies if position else (*history.anomalies, *told)
        return replace(history, links=gathered.links(history.code.id, _NAME), anomalies=anomalies)

    if isinstance(found, Spooled):
        found.then = whole
        return found
    return tuple(whole(position, history) for position, history in enumerate(found))


def _code(dump: Dump, text: str, code: Code, gathered: Gathered, seen: Seen | None) -> CodeHistory | None:
    """The history of a text; None where nothing is left of it."""
    told = dump.text(text)
    files = Files()
    chosen = list(told.chosen())
    stored = {place.id: at for place, at in chosen}
    for (place, _), found in zip(chosen, dump.values(chosen), strict=True):
        _take(files, place, found)
    if seen:
        seen(file.text for file in files.articles.values())
    info = SourceInfo(
        name=_NAME,
        format=FORMAT,
        fingerprint=told.fingerprint(),
        as_of=dump.as_of or _last_day(files),
        licence="Licence Ouverte 2.0 (LEGI, DILA)",
        excerpt=files.struct is None and not files.sections,
    )

    def context(id_: str) -> Context:
        return sniff(dump.content(stored[id_])) or Context("", "", "")

    made = history(code, info, files, context, _told_before(dump, told, code, files))
    gathered.add(code, files.articles)
    return replace(made, identifiers=(text,)) if made.dates else None


def _take(files: Files, place: Place, found: LegiFile | Unreadable) -> None:
    if isinstance(found, Unreadable):
        files.unreadable.append((place.id, found.reason))
    elif isinstance(found, ArticleFile):
        files.articles[found.id] = found
    elif isinstance(found, SectionFile):
        files.sections[found.id] = found
    elif isinstance(found, StructFile):
        files.struct = found
    else:
        files.titles[found.id] = found


def _last_day(files: Files) -> date:
    """The date of undated archives: the last change that the code tells of itself, else its last version's start."""
    told = [files.struct, *files.titles.values()]
    modified = [day for file in told if file is not None and (day := day_of(file.modified))]
    starts = [day for file in files.articles.values() if (day := day_of(file.start))]
    return max(modified or starts, default=LOST_FROM)


# -- what LEGI said before


def _told_before(dump: Dump, told: TextFiles, code: Code, files: Files) -> Iterator[Anomaly]:
    """The versions whose words or start a later archive changed, and those that it took back."""
    by_place: dict[Place, list[Earlier]] = defaultdict(list)
    for earlier in told.earlier:
        by_place[earlier.place].append(earlier)
    for place, changes in sorted(by_place.items()):
        contents = [(dump.content(change.stored), change.stored.archive) for change in changes]
        last = told.files.get(place)
        if last is not None:
            contents.append((dump.content(last), changes[-1].until))
        read = [(file, at) for data, at in contents if isinstance(file := read_file(data, place.id), ArticleFile)]
        for (old, since), (new, until) in pairwise(read):
            yield from _rewritten(dump, code, old, new, since, until)
    texts = {file.text.joined for file in files.articles.values()}
    for gone in told.deleted:
        old_file = read_file(dump.content(gone.stored), gone.place.id)
        if isinstance(old_file, ArticleFile) and old_file.id not in files.articles:
            if old_file.text.joined in texts or dated(old_file).start is None:
                continue  # given again under another identifier, or never in force
            message = (
                f"Version que LEGI donnait le {_day(dump, gone.stored.archive)}, retirée le {_day(dump, gone.until)}."
            )
            yield Anomaly(
                "withdrawn", _NAME, code.id, _number(old_file), day_of(old_file.start), message, old_file.id,
                ours="", theirs=old_file.text.joined,
            )  # fmt: skip


def _rewritten(dump: Dump, code: Code, old: ArticleFile, new: ArticleFile, since: int, until: int) -> Iterator[Anomaly]:
    before, after = day_of(old.start), day_of(new.start)
    words = (old.text.joined, "\n\n".join(old.text.nota)) != (new.text.joined, "\n\n".join(new.text.nota))
    if not words and before == after:
        return
    what = [
        *(["son texte"] if old.text.joined != new.text.joined else ()),
        *(["sa note"] if old.text.nota != new.text.nota else ()),
        *([f"son début ({_printed(before)}, puis {_printed(after)})"] if before != after else ()),
    ]
    message = (
        f"LEGI a réécrit cette version le {_day(dump, until)} : {', '.join(what)}. "
        f"L’état donné depuis le {_day(dump, since)} est gardé ici."
    )
    noted = "" if old.text.joined != new.text.joined else "\n\n## Nota\n\n"
    yield Anomaly(
        "rewritten", _NAME, code.id, _number(new), after or before, message, new.id,
        ours=new.text.joined + (noted + "\n\n".join(new.text.nota) if noted else ""),
        theirs=old.text.joined + (noted + "\n\n".join(old.text.nota) if noted else ""),
    )  # fmt: skip


def _number(file: ArticleFile) -> str | None:
    try:
        return str(numbering.from_source(file.number))
    except BadNumber:
        return None


def _printed(day: date | None) -> str:
    return print_date(day) if day else "sans date"


def _day(dump: Dump, archive: int) -> str:
    day = dump.archives[archive].day
    return print_date(day) if day else f"jour de l’archive {dump.archives[archive].name[:80]}"


def _skipped(dump: Dump) -> Iterator[Anomaly]:
    """What the archives hold and nobody reads."""
    for at, name, reason in dump.skipped:
        place = f"{dump.archives[at].name}:{name}"
        yield Anomaly("skipped", _NAME, None, None, None, f"Entrée d’archive non lue ({reason}).", place)
    if dump.more_skipped:
        message = f"{dump.more_skipped} autres entrées d’archives ne sont pas lues non plus."
        yield Anomaly("skipped", _NAME, None, None, None, message)
