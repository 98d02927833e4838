"""The fiches that a store has beside it: `fiches.json` in its folder, replaced whole and at once.

They are kept there and not in the git store: a fiche is no version of anything. What two sources say of one fiche is
put together: the one that says more gives the passages, and each gives what only it knows (a saved page has the words,
a list of references has the address).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cpp_versions.errors import StoreError
from cpp_versions.fiches.values import Fiche, FicheReference, Passage, Span
from cpp_versions.text import fold

__all__ = ["Library", "join", "load", "path_in", "save"]

_NAME = "fiches.json"
_VERSION = 1
_LARGEST = 512 << 20


@dataclass(frozen=True, slots=True)
class Library:
    """The fiches beside a store, and a digest that changes with them."""

    fiches: tuple[Fiche, ...] = ()
    digest: str = ""


def path_in(store: Path) -> Path:
    """Where the fiches of a store are kept."""
    return store / _NAME


def load(path: Path) -> Library:
    """The fiches kept at `path`, none where there is no file. Raises StoreError where it is damaged."""
    try:
        if path.stat().st_size > _LARGEST:
            raise StoreError(f"{path}: larger than {_LARGEST >> 20} MB: remove it and build again with your fiches")
        content = path.read_bytes()
    except FileNotFoundError:
        return Library()
    except OSError as error:
        raise StoreError(f"{path}: can't be read ({error.strerror})") from None
    try:
        document = json.loads(content)
        if document["version"] != _VERSION:
            return Library()
        return Library(tuple(map(_read, document["fiches"])), sha256(content).hexdigest()[:16])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise StoreError(f"{path}: damaged: remove it and build again with your fiches") from None


def save(path: Path, fiches: Sequence[Fiche]) -> bool:
    """Keep the fiches at `path`; whether that changed anything. With none, no file is left. Raises StoreError."""
    document = {"version": _VERSION, "fiches": [_written(fiche) for fiche in fiches]}
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        if path.exists() and path.read_bytes() == content:
            return False
        if not fiches:
            existed = path.exists()
            path.unlink(missing_ok=True)
            return existed
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: can't be written ({error.strerror}): give another folder with --store") from None
    return True


def join(fiches: Iterable[Fiche]) -> tuple[Fiche, ...]:
    """Each fiche once, by id and audience, a saved page by its title; in the order of their ids and titles."""
    found: dict[tuple[str, str], Fiche] = {}
    pages: list[Fiche] = []
    for fiche in fiches:
        if not fiche.id:
            pages.append(fiche)
            continue
        key = fiche.id, _audience(fiche.url)
        found[key] = _joined(found[key], fiche) if key in found else fiche
    titles = {fold(fiche.title).lower(): key for key, fiche in sorted(found.items(), reverse=True)}
    for fiche in pages:
        title = fold(fiche.title).lower()
        key = titles.setdefault(title, ("", title))
        found[key] = _joined(found[key], fiche) if key in found else fiche
    return tuple(sorted(found.values(), key=lambda one: (one.id == "", len(one.id), one.id, one.url, one.title)))


def _audience(url: str) -> str:
    return urlsplit(url).path.strip("/").split("/")[0]


def _joined(one: Fiche, other: Fiche) -> Fiche:
    """Two readings of one fiche as one: the words of the later, or of that which says more where one is an excerpt or
    a saved page, which has less order; the rest from whichever has it."""
    sizes = [sum(len(passage.text) for passage in fiche.passages) for fiche in (one, other)]
    if "text" in (one.form, other.form) and one.form != other.form:
        page = 0 if one.form == "text" else 1
        first = (page == 0) == (sizes[page] > 2 * sizes[1 - page])
    elif min(sizes) * 4 < max(sizes):
        first = sizes[0] > sizes[1]
    else:
        first = (one.modified or date.min) > (other.modified or date.min)
    more, less = (one, other) if first else (other, one)
    return replace(
        more,
        id=more.id or less.id,
        url=more.url or less.url,
        title=more.title or less.title,
        summary=more.summary or less.summary,
        modified=more.modified or less.modified,
        references=_references(more, less),
    )


def _references(more: Fiche, less: Fiche) -> tuple[FicheReference, ...]:
    """Those of the fiche that says more; what the other adds to a saved page, which seldom lists them."""
    if more.references and more.form != "text":
        return more.references
    known = {(one.code, one.spans) for one in more.references}
    added = (replace(one, passage=None) for one in less.references if (one.code, one.spans) not in known)
    return (*more.references, *added)


def _written(fiche: Fiche) -> dict[str, Any]:
    return {**asdict(fiche), "modified": fiche.modified.isoformat() if fiche.modified else None}


def _read(value: dict[str, Any]) -> Fiche:
    references = tuple(
        FicheReference(**{**one, "spans": tuple(Span(**span) for span in one["spans"])}) for one in value["references"]
    )
    passages = tuple(Passage(tuple(one["headings"]), one["text"]) for one in value["passages"])
    modified = date.fromisoformat(value["modified"]) if value["modified"] else None
    return Fiche(**{**value, "references": references, "passages": passages, "modified": modified})
