"""Reads a file that a user names, up to a size: what is larger isn't what it is taken for."""

from __future__ import annotations

from pathlib import Path

from cpp_versions.errors import SourceError

__all__ = ["read_bounded"]


def read_bounded(path: Path, most: int, why: str) -> bytes:
    """The content of the file, at most `most` bytes. Raises SourceError where it can't be read or is larger; `why` says
    in a few words what is wrong with that, or what to do."""
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise SourceError(f"{path}: can't be read ({error.strerror})") from None
    if len(content) > most:
        raise SourceError(f"{path}: larger than {most >> 20} MB: {why}")
    return content
