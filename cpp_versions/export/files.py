"""Files given to a person: written aside and put in place whole, and never over something else without `force`.

Even with `force`, a folder is replaced only if it is an export and holds nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cpp_versions.errors import ExportError, UsageError

__all__ = ["DESCRIPTION", "MADE_BY", "check_new", "new_folder", "write_new"]

DESCRIPTION = "source.json"
MADE_BY = "cpp-versions export"


def check_new(path: Path, *, force: bool = False) -> None:
    """That `write_new` may write the file: asked before long work for it. Raises UsageError where it may not."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder: name a file")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}: make it, or name another file")
    if not force and os.path.lexists(path):
        raise UsageError(f"{path}: exists already: name another file, or give --force to replace it")


def write_new(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file. Raises UsageError where it exists and `force` isn't said, ExportError where it can't be written."""
    check_new(path, force=force)
    aside = None
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".partial")
        aside = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        aside.chmod(0o666 & ~_umask())
        aside.replace(path)
    except OSError as error:
        if aside:
            with suppress(OSError):
                aside.unlink()
        raise _failed(path, error) from None


@contextmanager
def new_folder(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A folder to fill, put at `path` once it is complete, and removed if it is not. Raises as `write_new` does."""
    exists = os.path.lexists(path)
    if exists and not (path.is_dir() and not any(path.iterdir())):
        if not _is_export(path):
            raise UsageError(f"{path}: exists and isn't an export: name a new folder")
        if not force:
            raise UsageError(f"{path}: holds an export already: name another folder, or give --force to replace it")
    aside = None
    try:
        aside = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name[:100]}.", suffix=".partial"))
        aside.chmod(0o777 & ~_umask())
        yield aside
        if exists:
            old = Path(tempfile.mkdtemp(dir=aside.parent, prefix=f".{path.name[:100]}.", suffix=".old"))
            path.replace(old)
            aside.replace(path)
            shutil.rmtree(old, ignore_errors=True)
        else:
            aside.replace(path)
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        if aside:
            shutil.rmtree(aside, ignore_errors=True)


def _is_export(path: Path) -> bool:
    """Whether the folder is an export and nothing else."""
    try:
        described = json.loads((path / DESCRIPTION).read_text(encoding="utf-8"))
        files = {DESCRIPTION} | {table["file"] for table in described["tables"].values()}
        return bool(described["made_by"] == MADE_BY) and all(
            entry.name in files and entry.is_file() for entry in path.iterdir()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _failed(path: Path, error: OSError) -> ExportError:
    reason = error.strerror or str(error)
    return ExportError(f"{path}: can't be written ({reason}): check the folder, its rights and the space left")


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
