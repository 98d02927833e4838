"""A few objects added to a git repository without a process: blobs, the trees that they change, commits, refs.

For what is too little for a pack of its own. Objects are written loose, as `git add` and `git commit` write them, and
have the ids that git gives them. The caller sees to it that nobody else writes to the repository, and that it comes
into force only once all is written.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from hashlib import sha1
from pathlib import Path

from cpp_versions.errors import GitFailed
from cpp_versions.repository import Repository, commit_object

__all__ = ["LooseObjects"]

_ENTRY = re.compile(rb"[0-7]+ [^\0]+\0.{20}", re.DOTALL)
_FOLDER, _FILE = b"40000", b"100644"


class LooseObjects:
    """Writes into the repository at `path`, which has all objects that `known` has. As `PackWriter` does,
    beside what is there."""

    def __init__(self, path: Path, known: Repository) -> None:
        self._path = path
        self._known = known
        self._trees: dict[str, bytes] = {}  # those written here, and of each commit written here
        self._tree_of: dict[str, str] = {}

    def _write(self, kind: str, data: bytes) -> str:
        whole = b"%b %d\0%b" % (kind.encode(), len(data), data)
        id_ = sha1(whole).hexdigest()  # noqa: S324 - git's own, and what is written is ours
        file = self._path / "objects" / id_[:2] / id_[2:]
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            # a tree is ids for the most part, which don't compress
            file.write_bytes(zlib.compress(whole, 0 if kind == "tree" else zlib.Z_BEST_SPEED))
            file.chmod(0o444)
        return id_

    def blob(self, data: bytes) -> str:
        """A blob."""
        return self._write("blob", data)

    def commit(
        self,
        branch: str,
        seconds: int,
        message: str,
        parents: Sequence[str],
        changes: Iterable[tuple[str, str | None]],
    ) -> str:
        """A commit at the end of a branch: its files are those of the first parent with the changes. A path that ends
        in `/` is a folder's, its object a tree; None removes a file. Raises GitFailed where the repository lacks one.
        """
        base = self._tree(parents[0]) if parents else None
        tree = self._changed(base, [(path.rstrip("/").encode(), path[-1] == "/", id_) for path, id_ in changes])
        tree = tree or self._write("tree", b"")
        commit = self._write("commit", commit_object(tree, parents, seconds, message))
        self._tree_of[commit] = tree
        self._ref(f"heads/{branch}", commit)
        return commit

    def folder(self, commit: str, name: str) -> str:
        """The tree of a folder of a commit written here."""
        tree = self._trees[self._tree_of[commit]]
        held = _span(tree, _FOLDER, name.encode())
        if held is None:
            raise GitFailed(f"{self._path}: {commit} has no folder {name}: the repository is damaged")
        return tree[held[1] - 20 : held[1]].hex()

    def tag(self, name: str, commit: str) -> None:
        """A tag of a commit."""
        self._ref(f"tags/{name}", commit)

    def _ref(self, name: str, commit: str) -> None:
        ref = self._path / "refs" / name
        ref.parent.mkdir(parents=True, exist_ok=True)
        ref.write_text(f"{commit}\n", "ascii")

    def _tree(self, commit: str) -> str:
        known = self._tree_of.get(commit)
        if known is None:
            content = self._object(commit)
            known = self._tree_of[commit] = content[len("tree ") : content.index(b"\n")].decode("ascii")
        return known

    def _object(self, id_: str) -> bytes:
        (found,) = self._known.objects([id_])
        if found is None:
            raise GitFailed(f"{self._path}: object {id_} can't be read: the repository is damaged")
        return found[1]

    def _changed(self, tree: str | None, changes: Sequence[tuple[bytes, bool, str | None]]) -> str | None:
        """The tree with the changes; None where nothing is left of it."""
        content = b"" if tree is None else self._trees.get(tree) or self._object(tree)
        below: dict[bytes, list[tuple[bytes, bool, str | None]]] = {}
        for path, folder, id_ in changes:
            name, slash, rest = path.partition(b"/")
            if slash:
                below.setdefault(name, []).append((rest, folder, id_))
            else:
                content = _put(content, name, folder, id_)
        for name, inner in below.items():
            held = _span(content, _FOLDER, name)
            content = _put(content, name, True, self._changed(held and content[held[1] - 20 : held[1]].hex(), inner))
        if not content:
            return None
        id_ = self._write("tree", content)
        self._trees[id_] = content
        return id_


def _span(tree: bytes, mode: bytes, name: bytes) -> tuple[int, int] | None:
    """Where the entry of that name stands. Not parsed from the start, which takes long: an id, which is random, doesn't
    hold the bytes that an entry begins with."""
    head = b"%b %b\0" % (mode, name)
    place = tree.find(head)
    return None if place < 0 else (place, place + len(head) + 20)


def _put(tree: bytes, name: bytes, folder: bool, id_: str | None) -> bytes:
    """The tree with an object under that name, or none."""
    new = b"" if id_ is None else b"%b %b\0%b" % (_FOLDER if folder else _FILE, name, bytes.fromhex(id_))
    for mode in (_FOLDER, _FILE):
        held = _span(tree, mode, name)
        if held and (not new or new.startswith(mode + b" ")):
            return tree[: held[0]] + new + tree[held[1] :]
        if held:
            tree = tree[: held[0]] + tree[held[1] :]
    if not new:
        return tree
    mine = _order(new)
    for entry in _ENTRY.finditer(tree):
        if _order(entry[0]) > mine:
            return tree[: entry.start()] + new + tree[entry.start() :]
    return tree + new


def _order(entry: bytes) -> bytes:
    """Git sorts a folder as if its name ended in a slash."""
    mode, _, rest = entry.partition(b" ")
    return rest[: rest.index(b"\0")] + (b"/" if mode == _FOLDER else b"")
