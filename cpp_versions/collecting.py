"""What a user's sources make: the store of texts (see `building`), and beside it the fiches that are among them.

Fiches are about articles and no version of any, so they go another way than texts: recognised here, read, and kept in a
file of the store's folder. Files that hold one fiche are read before anything is built, so that a wrong one changes
nothing. Of a package of thousands, those that refer to the store's codes are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cpp_versions import building, generation
from cpp_versions.answers import BuildReport
from cpp_versions.errors import UsageError
from cpp_versions.fiches import library, reading
from cpp_versions.index.schema import connect
from cpp_versions.opening import open_index

__all__ = ["Collected", "build", "collect"]

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Collected:
    """What was made: the store, how many fiches lie beside it, and a line for each that couldn't be read."""

    report: BuildReport
    fiches: int
    refused: tuple[str, ...] = ()


def build(
    sources: Sequence[str],
    target: Path,
    *,
    codes: Sequence[str] = (),
    add: bool = False,
    precedence: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Make `target` the store of `sources`, in any order; of all their codes, or of `codes` only (ids).

    With `add`, the sources join those that the store records. The same sources as those of the store change nothing.
    Fiches among them are kept beside the store. Raises SourceError, StoreError or GitFailed; the old store is then as
    it was.
    """
    return collect(sources, target, codes=codes, add=add, precedence=precedence, progress=progress).report


def collect(
    sources: Sequence[str],
    target: Path,
    *,
    codes: Sequence[str] = (),
    add: bool = False,
    precedence: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Collected:
    """As `build`; tells of the fiches too."""
    plain = [location for location in dict.fromkeys(sources) if reading.recognises(location)]
    texts = [location for location in sources if location not in plain]
    if plain and not texts and not add:
        raise UsageError(
            f"{plain[0]}: a fiche is about articles and makes no store: join it to one with --add, or name a source of "
            "a code as well"
        )
    single = {location: reading.read(location, ()) for location in plain if Path(location).is_file()
              and not reading.is_archive_name(location)}  # fmt: skip
    listed = [fiche for location in texts for fiche in reading.listed(location)]
    if texts or not plain:
        made = building.build(texts, target, codes=codes, add=add, precedence=precedence, progress=progress)
    else:
        made = building.report(open_index(target, progress), changed=False)
    known = _codes(open_index(target, progress)) if plain else ()
    readings = [single.get(location) or reading.read(location, known) for location in plain]
    found = [*listed, *(fiche for one in readings for fiche in one.fiches)]
    path = library.path_in(target)
    with generation.locked(target):
        kept = library.join([*(library.load(path).fiches if add else ()), *found])
        changed = library.save(path, kept)
    refused = tuple(line for one in readings for line in one.refused)
    return Collected(replace(made, changed=made.changed or changed), len(kept), refused)


def _codes(index: Path) -> tuple[str, ...]:
    connection = connect(index)
    try:
        return tuple(code for (code,) in connection.execute("SELECT id FROM code"))
    finally:
        connection.close()
