"""Where a history in git is found: a folder, a bundle or an address, opened as a repository that is read.

What comes from users or sources never reaches git as an option: addresses are checked, and stand after
`--end-of-options`. What isn't a folder is fetched to a temporary one.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from cpp_versions.errors import GitFailed, SourceError
from cpp_versions.repository import BRANCHES, FUTURE_BRANCH, Repository

__all__ = ["head_of", "is_bundle", "is_remote", "is_repository", "open_source", "scratch"]

_REMOTE = re.compile(r"^(https?|ssh|git|file)://[^\s\x00-\x1f]+\Z")
_BUNDLE_MAGIC = b"# v"

_scratch: ContextVar[Path | None] = ContextVar("scratch", default=None)


def is_remote(location: str) -> bool:
    """Whether `location` is an address that git can fetch from."""
    return bool(_REMOTE.match(location))


def is_bundle(path: Path) -> bool:
    """Whether the file starts as a git bundle does."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(16)
    return head.startswith(_BUNDLE_MAGIC) and b"git bundle" in head


def is_repository(path: Path) -> bool:
    """Whether the folder is a git work tree or a bare repository."""
    return path.is_dir() and ((path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir()))


@contextmanager
def scratch(folder: Path) -> Iterator[None]:
    """Within, what is fetched goes below `folder`, whose owner removes what a killed process left."""
    token = _scratch.set(folder)
    try:
        yield
    finally:
        _scratch.reset(token)


@contextmanager
def open_source(location: str) -> Iterator[Repository]:
    """The repository at `location`: a folder, a bundle or an address; what isn't a folder is fetched to a temporary
    one, removed at the end. Raises SourceError where git can't get it."""
    path = Path(location)
    if not is_remote(location) and is_repository(path):
        yield Repository(path)
        return
    if not is_remote(location):
        location = str(path.resolve())
    with tempfile.TemporaryDirectory(prefix="cpp-versions-", dir=_scratch.get()) as folder:
        target = Repository(Path(folder))
        target.run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
        try:
            target.run(
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--end-of-options", location,
                "+refs/heads/*:refs/heads/*",
            )  # fmt: skip
        except GitFailed as error:
            raise SourceError(f"{location}: git can't read it ({error}): fetch or download it again") from None
        yield target


def head_of(location: str) -> str:
    """The id of the commit that `open_source(location)` would read, without fetching anything; with that of
    `FUTURE_BRANCH`, after a `+`, where there is one."""
    path = Path(location)
    if not is_remote(location) and is_repository(path):
        return Repository(path).head()
    # from an empty folder: the configuration of a repository that we stand in is nobody's word on addresses
    with tempfile.TemporaryDirectory(prefix="cpp-versions-") as folder:
        try:
            listing = Repository(Path(folder)).run(
                "ls-remote", "--heads", "--end-of-options", location if is_remote(location) else str(path.resolve())
            )
        except GitFailed as error:
            raise SourceError(f"{location}: git can't read it ({error}): fetch or download it again") from None
    heads = {name: commit for commit, _, name in (line.partition("\t") for line in listing.splitlines())}
    for branch in (*(f"refs/heads/{name}" for name in BRANCHES), *heads):
        if branch in heads:
            future = heads.get(f"refs/heads/{FUTURE_BRANCH}")
            return f"{heads[branch]}+{future}" if future else heads[branch]
    raise SourceError(f"{location}: holds no branch: fetch or download it again")
