"""Packs documents as the DILA does: a global tarball, or a delta with its list of deletions."""

from __future__ import annotations

import io
import random
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.legidump.documents import Document

__all__ = ["delta", "tarball"]


def tarball(
    path: Path,
    files: Iterable[Document],
    *,
    top: str = "legi",
    shuffled: int | None = None,
    deleted: Iterable[str] = (),
) -> Path:
    """Write a tarball of `files`, in a random order where `shuffled` gives its seed; `deleted` are paths that the list
    of deletions names (without `.xml`, as in the true ones)."""
    ordered = list(files)
    if shuffled is not None:
        random.Random(shuffled).shuffle(ordered)
    stamp = f"{top.split('/')[0]}/" if "/" in top else ""
    with tarfile.open(path, "w:gz", compresslevel=1, format=tarfile.GNU_FORMAT) as archive:
        for document in ordered:
            _add(archive, f"{top}/{document.path}", document.xml)
        gone = list(deleted)
        if gone:
            _add(archive, f"{stamp}liste_suppression_legi.dat", "".join(f"legi/{p}\n" for p in gone).encode())
    return path


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


def delta(path: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], *, stamp: str) -> Path:
    """Write what turns the files `before` (by path) into `after`."""
    changed = [Document(name, xml) for name, xml in after.items() if before.get(name) != xml]
    gone = [name.removesuffix(".xml") for name in before if name not in after]
    return tarball(path, changed, top=f"{stamp}/legi", deleted=gone)
