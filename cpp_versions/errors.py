"""The tree of errors: everything the library raises on purpose is a `CppVersionsError`.

A message is one line that names the file, the article or the date at fault and says what to do about it: it is
printed as it stands by the command line and the explorer.
"""

from __future__ import annotations

__all__ = [
    "BadDate",
    "BadNumber",
    "CppVersionsError",
    "ExportError",
    "GitFailed",
    "SourceError",
    "StoreBusy",
    "StoreError",
    "StoreMissing",
    "UnknownArticle",
    "UnknownCode",
    "UnknownFormat",
    "UsageError",
]


class CppVersionsError(Exception):
    """Base of all errors of this library; `str(error)` is one line."""


class UsageError(CppVersionsError):
    """The caller asked for something that can't be meant: a bad number, date, code or option (exit code 2)."""


class BadNumber(UsageError):
    """The text isn't an article number."""


class BadDate(UsageError):
    """The text isn't a calendar date."""


class UnknownArticle(UsageError):
    """No source of the store knows an article of this number."""


class UnknownCode(UsageError):
    """The store holds no code of this name."""


class SourceError(CppVersionsError):
    """A source can't be read: missing, empty, truncated, hostile."""


class UnknownFormat(SourceError):
    """The format of a source isn't one that a reader recognises."""


class StoreError(CppVersionsError):
    """The store, or its index, is not as it should be."""


class StoreMissing(StoreError):
    """There is no store at the place named."""


class StoreBusy(StoreError):
    """Another process is writing the store."""


class ExportError(CppVersionsError):
    """An export or a document can't be written."""


class GitFailed(StoreError):
    """A git command failed."""
