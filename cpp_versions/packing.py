"""A new git repository, written as one pack: blobs, the trees that commits change, commits, refs.

What `git fast-import` does, with the same ids, in less than half of its work: for each commit that lists all files of a
folder twice and looks for what has changed, and a code has thousands of articles in one folder. Here that is known, so
a tree is told as its difference from the one before; so is a blob, where that is shorter (`deltas`).

Refused (GitFailed): a name that git doesn't allow for a ref or a file, a parent that isn't the end of a branch. The
disk's own errors (OSError) go to the caller, who throws the folder away; it comes into force only once all is written.
"""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from os import fsync
from pathlib import Path
from struct import pack
from sys import byteorder
from typing import IO

from cpp_versions.deltas import Step, delta_of_texts, instructions, size_of
from cpp_versions.errors import GitFailed
from cpp_versions.repository import Repository, commit_object

__all__ = ["PackWriter"]

_COMMIT, _TREE, _BLOB, _DELTA = 1, 2, 3, 6
_NAMES = {_COMMIT: b"commit", _TREE: b"tree", _BLOB: b"blob"}
_DEEPEST = 50  # differences of differences, as fast-import has them
_SMALL = 1 << 12  # bytes
_WAITING = 1 << 20  # bytes that are written to the disk at once
_LARGE_OFFSET = 1 << 31
_BAD_REF = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|(?:^|/)\.|\.(?:lock)?(?:/|$)|^/|/$|^$")


@dataclass(slots=True)
class _Written:
    """An object of the pack: its content, and how many differences lie below it."""

    id: bytes
    offset: int
    depth: int
    data: bytes


class PackWriter:
    """Writes the bare repository `path`, made where it is absent. Objects are named by their ids, in hexadecimal.

    Use as a context manager: it is a repository once that is left.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ordinals: dict[bytes, int] = {}
        self._offsets, self._checks, self._depths = array("Q"), array("I"), array("B")
        self._refs: dict[str, str] = {}
        self._tips: dict[str, tuple[str, _Folder]] = {}
        self._last: _Written | None = None

    def __enter__(self) -> PackWriter:
        self.path.mkdir(parents=True, exist_ok=True)
        # no template: it would bring sample hooks; the branch name must not depend on the user's configuration
        Repository(self.path).run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
        self._folder = self.path / "objects" / "pack"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._pack: IO[bytes] = (self._folder / "tmp_pack").open("w+b")
        self._waiting: list[bytes] = [pack(">4sII", b"PACK", 2, 0)]
        self._size, self._kept = 12, 0
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._pack:
            if kind is None:
                self._finish()

    # -- what is written

    def blob(self, data: bytes) -> str:
        """A blob; where it comes after one that is like it, little is written."""
        last = self._last
        delta = delta_of_texts(last.data, data) if last is not None and last.depth < _DEEPEST else None
        self._last = self._write(_BLOB, data, last, delta)
        return self._last.id.hex()

    def commit(
        self,
        branch: str,
        seconds: int,
        message: str,
        parents: Sequence[str],
        changes: Iterable[tuple[str, str | None]],
    ) -> str:
        """A commit at the end of a branch. Its files are those of the first parent, which is the end of this branch or
        of another one, with the changes. A path that ends in `/` is a folder's, its object a tree; None removes a file.
        """
        root = self._root(branch, parents)
        for path, id_ in changes:
            root.put(path.encode("utf-8", "surrogateescape").split(b"/"), id_)
        tree = self._tree(root) or self._write(_TREE, b"", None, None).id
        made = commit_object(tree.hex(), parents, seconds, message)
        commit = self._write(_COMMIT, made, None, None).id.hex()
        self._tips[branch] = commit, root
        self._ref(f"refs/heads/{branch}", commit)
        return commit

    def tag(self, name: str, commit: str) -> None:
        """A tag of a commit."""
        self._ref(f"refs/tags/{name}", commit)

    def folder(self, commit: str, name: str) -> str:
        """The tree of a folder of a commit that is the end of a branch."""
        for tip, root in self._tips.values():
            if tip == commit and (entry := root.entries.get(name.encode() + b"/")):
                return entry[-20:].hex()
        raise GitFailed(f"{self.path}: {commit} is the end of no branch, or has no folder {name}")

    def close(self, branch: str) -> None:
        """Say that no file in a folder of this branch changes any more: what lies there needn't be known."""
        commit, root = self._tips[branch]
        self._tips[branch] = commit, _Folder(root.entries, root.order, {}, root.before, root.written)

    def _ref(self, name: str, commit: str) -> None:
        if name not in self._refs and _BAD_REF.search(name):
            raise GitFailed(f"{self.path}: git allows no ref of the name {name[:80]!r}")
        self._refs[name] = commit

    def _root(self, branch: str, parents: Sequence[str]) -> _Folder:
        if not parents:
            return _Folder()
        tip, root = self._tips.get(branch, ("", _Folder()))
        if tip == parents[0]:
            return root
        for tip, root in self._tips.values():
            if tip == parents[0]:
                return root.copy()
        raise GitFailed(f"{self.path}: {parents[0]} is the end of no branch")

    # -- trees

    def _tree(self, folder: _Folder) -> bytes | None:
        """The id of a folder's tree, those of the folders below it first; None where nothing is left of it."""
        for name, below in list(folder.folders.items()):
            if below.before or below.written is None:
                folder.name(name, self._tree(below))
        if not folder.entries:
            return None
        if folder.before or folder.written is None:
            last = folder.written
            data, delta = folder.content()
            folder.written = self._write(_TREE, data, last, delta if last and last.depth < _DEEPEST else None)
            folder.before.clear()
        return folder.written.id

    # -- the pack

    def _write(self, kind: int, data: bytes, base: _Written | None, delta: bytes | None) -> _Written:
        """Add an object, as its difference from `base` where that is given."""
        id_ = sha1(b"%b %d\0%b" % (_NAMES[kind], len(data), data)).digest()  # noqa: S324 - git's own
        known = self._ordinals.get(id_)
        if known is not None:
            return _Written(id_, self._offsets[known], self._depths[known], data)
        offset = self._size
        if base is not None and delta is not None and len(delta) < len(data):
            head = _head(_DELTA, len(delta)) + _backwards(offset - base.offset)
            entry, depth = head + _compressed(delta), base.depth + 1
        else:
            entry, depth = _head(kind, len(data)) + _compressed(data), 0
        self._ordinals[id_] = len(self._offsets)
        self._offsets.append(offset)
        self._checks.append(zlib.crc32(entry))
        self._depths.append(depth)
        self._waiting.append(entry)
        self._size += len(entry)
        if self._size - self._kept > _WAITING:
            self._keep()
        return _Written(id_, offset, depth, data)

    def _keep(self) -> None:
        self._pack.writelines(self._waiting)
        self._waiting.clear()
        self._kept = self._size

    def _finish(self) -> None:
        self._keep()
        self._pack.seek(0)
        self._pack.write(pack(">4sII", b"PACK", 2, len(self._offsets)))
        self._pack.seek(0)
        digest = sha1()  # noqa: S324
        while block := self._pack.read(_WAITING):
            digest.update(block)
        self._pack.write(digest.digest())
        self._pack.flush()
        fsync(self._pack.fileno())
        name = f"pack-{digest.hexdigest()}"
        with (self._folder / "tmp_idx").open("wb") as stream:
            index = sha1()  # noqa: S324
            for part in self._index(digest.digest()):
                index.update(part)
                stream.write(part)
            stream.write(index.digest())
            stream.flush()
            fsync(stream.fileno())
        for made, ending in (("tmp_pack", "pack"), ("tmp_idx", "idx")):
            (self._folder / made).chmod(0o444)
            (self._folder / made).rename(self._folder / f"{name}.{ending}")
        lines = ["# pack-refs with: peeled fully-peeled sorted ", *(f"{self._refs[r]} {r}" for r in sorted(self._refs))]
        (self.path / "packed-refs").write_text("\n".join(lines) + "\n", "utf-8")

    def _index(self, digest: bytes) -> Iterator[bytes]:
        """The pack's index, version 2 of its format."""
        ids = sorted(self._ordinals)
        yield b"\377tOc" + pack(">I", 2)
        yield _big(array("I", (bisect_left(ids, bytes((first + 1,))) for first in range(255))))
        yield pack(">I", len(ids))
        yield b"".join(ids)
        order = [self._ordinals[id_] for id_ in ids]
        yield _big(array("I", (self._checks[at] for at in order)))
        small, large = array("I"), array("Q")
        for at in order:
            if self._offsets[at] < _LARGE_OFFSET:
                small.append(self._offsets[at])
            else:
                small.append(_LARGE_OFFSET | len(large))
                large.append(self._offsets[at])
        yield _big(small)
        yield _big(large)
        yield digest


@dataclass(slots=True)
class _Folder:
    """A tree that changes from commit to commit. Entries are kept by what git sorts them by: a folder's name ends in a
    slash. `before` are those that changed since it was written, as they were."""

    entries: dict[bytes, bytes] = field(default_factory=dict)
    order: list[bytes] = field(default_factory=list)
    folders: dict[bytes, _Folder] = field(default_factory=dict)
    before: dict[bytes, bytes | None] = field(default_factory=dict)
    written: _Written | None = None

    def copy(self) -> _Folder:
        folders = {name: below.copy() for name, below in self.folders.items()}
        return _Folder(dict(self.entries), list(self.order), folders, dict(self.before), self.written)

    def put(self, path: list[bytes], id_: str | None) -> None:
        name, *rest = path
        if not name or b"\0" in name or name.lower() in (b".", b"..", b".git"):
            raise GitFailed(f"git allows no file of the name {name[:80]!r}")
        if rest == [b""]:  # a folder, whole
            self._set(name, None)
            self.name(name, None)
            self.name(name, bytes.fromhex(id_) if id_ is not None else None)
        elif rest:
            if name not in self.folders and name + b"/" in self.entries:
                raise GitFailed(f"{name.decode('utf-8', 'replace')}: a folder that was closed can't change")
            if id_ is None and name not in self.folders:
                return
            self._set(name, None)
            self.folders.setdefault(name, _Folder()).put(rest, id_)
            self.before.setdefault(name + b"/", self.entries.get(name + b"/"))
        else:
            if id_ is not None:
                self.name(name, None)
            self._set(name, None if id_ is None else b"100644 %b\0%b" % (name, bytes.fromhex(id_)))

    def name(self, name: bytes, tree: bytes | None) -> None:
        """Give a folder below the id of its tree, or remove it."""
        if tree is None:
            self.folders.pop(name, None)
        self._set(name + b"/", None if tree is None else b"40000 %b\0%b" % (name, tree))

    def _set(self, key: bytes, entry: bytes | None) -> None:
        known = self.entries.get(key)
        if known == entry:
            return
        self.before.setdefault(key, known)
        if entry is None:
            del self.entries[key]
            del self.order[bisect_left(self.order, key)]
        else:
            self.entries[key] = entry
            if known is None:
                insort(self.order, key)

    def content(self) -> tuple[bytes, bytes | None]:
        """The tree's bytes, and their difference from those that were written last."""
        if self.written is None:
            return b"".join(map(self.entries.__getitem__, self.order)), None
        old, entries = self.written.data, self.entries
        parts: list[bytes] = []
        steps: list[Step] = []
        at = 0
        for key, before in self._changed():
            until = old.index(before, at) if before else len(old)
            if until > at:
                steps.append((at, until - at))
                parts.append(old[at:until])
            at = until + len(self.before[key] or b"")
            new = entries.get(key)
            if new is not None:
                steps.append(new)
                parts.append(new)
        if at < len(old):
            steps.append((at, len(old) - at))
            parts.append(old[at:])
        data = b"".join(parts)
        return data, instructions(len(old), len(data), steps)

    def _changed(self) -> list[tuple[bytes, bytes | None]]:
        """What changed, in order, each with the entry of the old bytes that it replaces or goes before; None at their
        end."""
        found: list[tuple[bytes, bytes | None]] = []
        later: bytes | None = None
        before: bytes | None = None
        for key in sorted(self.before, reverse=True):
            held = self.before[key]
            if held is None:
                place = bisect_left(self.order, key) + (key in self.entries)
                following = self.order[place] if place < len(self.order) else None
                if following is not None and (later is None or following < later):
                    held = self.entries[following]
                elif later is not None:
                    held = before
            found.append((key, held))
            later, before = key, held
        return found[::-1]


# -- the format


def _head(kind: int, size: int) -> bytes:
    """What an object begins with in a pack."""
    first, rest = kind << 4 | size & 0x0F, size >> 4
    return bytes((first,)) if not rest else bytes((first | 0x80,)) + size_of(rest)


def _backwards(distance: int) -> bytes:
    """How far back in the pack a base lies."""
    told = bytearray((distance & 0x7F,))
    while distance := distance >> 7:
        distance -= 1
        told.insert(0, distance & 0x7F | 0x80)
    return bytes(told)


def _compressed(data: bytes) -> bytes:
    """As git packs it; what is small with little memory, for getting more takes longer than the rest."""
    bits, memory = (12, 5) if len(data) <= _SMALL else (15, 8)
    packer = zlib.compressobj(6, zlib.DEFLATED, bits, memory)
    return packer.compress(data) + packer.flush()


def _big(numbers: array[int]) -> bytes:
    if byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()
