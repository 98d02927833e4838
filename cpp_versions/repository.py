"""Git, and nothing else: reading the history of a source, writing a store, reading a store.

The only module that runs git (through GitPython). It knows commits, paths and blobs, no law. What comes from users or
sources never reaches git as an option: revisions follow `--end-of-options`, and nothing of a repository's own
configuration is run (no pager, signature check, external diff, hook, or `ext::` transport).
GitPython is imported on first use, since a reading command needs the index only.
"""

from __future__ import annotations

import re
import secrets
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from cpp_versions.errors import GitFailed, SourceError

if TYPE_CHECKING:
    import git

__all__ = ["BRANCHES", "FUTURE_BRANCH", "IDENTITY", "Change", "Commit", "Repository", "commit_object"]

_SAFE = (
    "-c",
    "core.pager=cat",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.quotePath=false",
    "-c",
    "i18n.logOutputEncoding=UTF-8",
    "-c",
    "protocol.ext.allow=never",
    "-c",
    "protocol.file.allow=always",
)
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_COMMITTED = re.compile(rb"^committer .*> (-?\d+) [-+]\d+$", re.MULTILINE)
BRANCHES = ("main", "texte", "master")
"""The branches that hold a history, where HEAD doesn't say."""
FUTURE_BRANCH = "futur-texte"
"""A branch that some sources read besides: what is enacted and not yet in force."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a commit added, changed or removed: `blob` is the id of its new content, None when removed, `before`
    that of the content it had, None when added."""

    path: str
    blob: str | None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of a linear history: `day` is the author's date where the author stood; `parent` is the id of the first
    parent, empty where there is none."""

    id: str
    day: date
    message: str
    changes: tuple[Change, ...]
    parent: str = ""


class Repository:
    """A git repository that is read; `path` is its work tree or git folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._answering: Any = None

    def _git(self) -> git.Git:
        import git

        return git.Git(str(self.path))

    def run(self, *args: str, stdin: BinaryIO | None = None) -> str:
        """The output of a git command. Raises GitFailed with git's own first line."""
        import git

        try:
            return str(self._git().execute(["git", *_SAFE, *args], istream=stdin, env=_environment(args[0])))
        except git.exc.GitCommandError as error:
            raise GitFailed(f"{self.path}: git {args[0]} failed: {_one_line(str(error.stderr))}") from None
        except git.exc.GitCommandNotFound:
            raise GitFailed(_NO_GIT) from None

    def start(self, *args: str, stdin: BinaryIO | int = subprocess.DEVNULL) -> Any:
        """A running git command, its output to be read from `.stdout`; close it with `finish`."""
        import git

        try:
            return self._git().execute(
                ["git", *_SAFE, *args], istream=stdin, as_process=True, env=_environment(args[0])
            )
        except git.exc.GitCommandNotFound:
            raise GitFailed(_NO_GIT) from None

    def finish(self, process: Any, command: str) -> None:
        """Wait for a command begun by `start`. Raises GitFailed with git's own words where it failed."""
        errors = process.stderr.read() if process.stderr else b""
        if process.proc.wait() != 0:
            raise GitFailed(f"{self.path}: git {command} failed: {_one_line(errors)}")

    def branch(self) -> str:
        """The branch that holds the history: HEAD's, else main, texte or master, else the only one."""
        return self._branch(self._heads())

    def head(self) -> str:
        """The id of the commit that `branch` is at; with that of `FUTURE_BRANCH`, after a `+`, where there is one."""
        heads = self._heads()
        branch = self._branch(heads)
        future = next((name for name in sorted(heads) if name.endswith(f"/{FUTURE_BRANCH}")), None)
        ids = [heads[name][0] if name in heads else self.commit_id(name) for name in (branch, future) if name]
        return "+".join(ids)

    def _heads(self) -> dict[str, tuple[str, bool]]:
        """The branches, and what a clone knows of those where it comes from: the id, and whether HEAD is at it."""
        plain = self._plain_heads()
        if plain is not None:
            return plain
        out = self.run("for-each-ref", "--format=%(refname) %(objectname) %(HEAD)", "refs/heads", "refs/remotes")
        rows = (line.split(" ") for line in out.splitlines())
        return {row[0]: (row[1], row[-1] == "*") for row in rows}

    def _plain_heads(self) -> dict[str, tuple[str, bool]] | None:
        """As `_heads`, from git's files, which takes no process; None where they aren't as git has always had them."""
        folder = self.path / ".git" if (self.path / ".git").is_dir() else self.path
        try:
            head = (folder / "HEAD").read_text("ascii").strip().removeprefix("ref: ")
            lines = (
                (folder / "packed-refs").read_text("utf-8").splitlines() if (folder / "packed-refs").exists() else []
            )
            found = {name: id_ for id_, _, name in (line.partition(" ") for line in lines if line[:1] not in "#^")}
            for kind in ("heads", "remotes"):
                for file in (folder / "refs" / kind).rglob("*"):
                    if file.is_file():
                        found[file.relative_to(folder).as_posix()] = file.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        heads = {name: id_ for name, id_ in sorted(found.items()) if name.startswith(("refs/heads/", "refs/remotes/"))}
        if not (folder / "refs" / "heads").is_dir() or not all(map(_ID.fullmatch, heads.values())):
            return None  # refs kept another way, a name that stands for another, a file that is none of git's
        return {name: (id_, name == head) for name, id_ in heads.items()}

    def _branch(self, heads: dict[str, tuple[str, bool]]) -> str:
        names = [name for name in heads if name.startswith("refs/heads/")]
        for name in (*(n for n in names if heads[n][1]), *(f"refs/heads/{branch}" for branch in BRANCHES)):
            if name in names:
                return name
        if len(names) == 1:
            return names[0]
        if not names and not self._on_branch():
            return "HEAD"
        raise SourceError(f"{self.path}: no branch to read ({len(names)} found): name one main, texte or master")

    def _on_branch(self) -> bool:
        try:
            return bool(self.run("symbolic-ref", "-q", "HEAD").strip())
        except GitFailed:
            return False

    def find_branch(self, name: str) -> str | None:
        """The branch of this name, or in a clone the one that it knows of where it comes from; None without."""
        out = self.run("for-each-ref", "--format=%(refname)", f"refs/heads/{name}", f"refs/remotes/*/{name}")
        return min(out.split(), default=None)

    def commit_id(self, revision: str) -> str:
        """The id of the commit that `revision` names."""
        return self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()

    def history(self, revision: str, folders: Iterable[str] = ()) -> Iterator[Commit]:
        """The commits up to `revision`, oldest first, first parents only, renames as a removal and an addition. Git
        begins at once, whenever they are asked for. Raises GitFailed there."""
        # a mark that no message or path can hold, as nobody could know it
        mark = secrets.token_hex(16)
        process = self.start(
            "log",
            "--first-parent",
            "--reverse",
            "--raw",
            "-z",
            "--no-renames",
            "--no-abbrev",
            "--no-ext-diff",
            "--no-textconv",
            "--diff-merges=first-parent",
            "--root",
            f"--format={mark}%H %as %P%n%B{mark}",
            "--end-of-options",
            revision,
            "--",
            *folders,
        )
        return self._told(process, mark)

    def _told(self, process: Any, mark: str) -> Iterator[Commit]:
        yield from _parse_log(process.stdout, mark.encode())
        self.finish(process, "log")

    def tree(self, revision: str) -> tuple[Change, ...]:
        """All files of a commit, as changes that add them."""
        out = self.run("ls-tree", "-r", "-z", "--end-of-options", revision)
        entries = (entry.split("\t", 1) for entry in out.split("\0") if entry)
        return tuple(Change(_shown(path), meta.split()[2]) for meta, path in entries if meta.startswith("100"))

    def tips(self, branches: Sequence[str]) -> dict[str, tuple[str, int]]:
        """The commit that each of these branches is at, and its timestamp. Raises GitFailed where one isn't there."""
        found = {}
        for name, commit in zip(branches, self.objects([f"refs/heads/{name}" for name in branches]), strict=True):
            stamp = _COMMITTED.search(commit[1]) if commit else None
            if commit is None or stamp is None:
                raise GitFailed(f"{self.path}: branch {name} can't be read: the repository is damaged")
            found[name] = commit[0], int(stamp[1])
        return found

    def files(self, revision: str) -> dict[str, str]:
        """The ids of what lies in the first folder of a commit, files and folders, by name."""
        (tree,) = self.objects([f"{revision}^{{tree}}"])
        if tree is None:
            raise GitFailed(f"{self.path}: {revision} can't be read: the repository is damaged")
        size, rest = len(tree[0]) // 2, tree[1]
        found = {}
        while rest:
            head, _, rest = rest.partition(b"\0")
            found[head.partition(b" ")[2].decode("utf-8", "surrogateescape")] = rest[:size].hex()
            rest = rest[size:]
        return found

    @contextmanager
    def kept_open(self) -> Iterator[Repository]:
        """This repository; within, one process answers all `objects` and `blobs`. For one thread at a time."""
        process = self.start("cat-file", "--batch", stdin=subprocess.PIPE)
        self._answering = process
        try:
            yield self
        finally:
            self._answering = None
            for pipe in (process.stdin, process.stdout, process.stderr):
                pipe.close()
            process.proc.wait()

    def _ask(self, name: str) -> tuple[str, bytes] | None:
        process = self._answering
        try:
            process.stdin.write(f"{name}\n".encode())
            process.stdin.flush()
        except BrokenPipeError:
            self.finish(process, "cat-file")
        return _object(process.stdout)

    def objects(self, names: Sequence[str]) -> list[tuple[str, bytes] | None]:
        """The id and content of each object named (`refs/heads/main:sources.json`), None for what isn't there."""
        if self._answering:
            return [self._ask(name) for name in names]
        with tempfile.TemporaryFile() as wanted:
            wanted.write("".join(f"{name}\n" for name in names).encode("utf-8"))
            wanted.seek(0)
            process = self.start("cat-file", "--batch", "--buffer", stdin=cast(BinaryIO, wanted))
            found = [_object(process.stdout) for _ in names]
            self.finish(process, "cat-file")
        return found

    def blobs(self, ids: Sequence[str]) -> Iterator[bytes]:
        """The content of each blob, in the order of `ids`. Raises GitFailed where one can't be read."""
        if not ids:
            return
        if self._answering:
            for name, found in zip(ids, self.objects(ids), strict=True):
                if found is None:
                    raise GitFailed(f"{self.path}: object {name} can't be read: the repository is damaged")
                yield found[1]
            return
        # the ids go through a file: one thread that writes and reads two pipes would block
        with tempfile.TemporaryFile() as names:
            names.write("".join(f"{name}\n" for name in ids).encode("ascii"))
            names.seek(0)
            process = self.start("cat-file", "--batch", "--buffer", stdin=cast(BinaryIO, names))
            out = process.stdout
            for name in ids:
                head = out.readline().split()
                content = out.read(int(head[2])) if len(head) == 3 else b""
                if len(head) != 3 or len(content) != int(head[2]):
                    process.proc.kill()
                    raise GitFailed(f"{self.path}: object {name} can't be read: the repository is damaged")
                out.read(1)
                yield content
            self.finish(process, "cat-file")


IDENTITY = "cpp-versions <cpp-versions@localhost>"
"""Who commits to a store."""


def commit_object(tree: str, parents: Sequence[str], seconds: int, message: str) -> bytes:
    """A commit to a store, as git holds it: nothing of the machine or its user enters it, so the same commits have the
    same ids everywhere."""
    who = f"{IDENTITY} {seconds} +0000"
    head = [f"tree {tree}", *(f"parent {one}" for one in parents), f"author {who}", f"committer {who}", "", message]
    return "\n".join(head).encode()


_NO_GIT = "git is not installed: install git 2.30 or later (apt-get install git)"


def _shown(path: str) -> str:
    """A path whose bytes are no UTF-8, with these spelled out."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _environment(command: str) -> dict[str, str]:
    # Only these two talk to others. A partial clone would have any command fetch what it lacks, by a program that its
    # own configuration names.
    protocols = "file:git:http:https:ssh" if command in ("fetch", "ls-remote") else ""
    return {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": protocols,
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C.UTF-8",
    }


def _one_line(text: bytes | str) -> str:
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (fatal or lines or ["no message"])[0][:300]


def _object(stream: IO[bytes]) -> tuple[str, bytes] | None:
    """The id and content of the next object that `git cat-file --batch` tells; None where it has none of that name."""
    head = stream.readline().split()
    if len(head) != 3 or not head[2].isdigit():
        return None
    content = stream.read(int(head[2]))
    stream.read(1)
    return head[0].decode("ascii"), content


def _parse_log(stream: IO[bytes], mark: bytes) -> Iterator[Commit]:
    """Commits out of `git log --raw -z`, each as: mark, id, day, message, mark, changes."""
    pending, head = b"", b""
    while True:
        block = stream.read(1 << 20)
        *parts, pending = (pending + block).split(mark)
        if not block:
            parts.append(pending)
        for part in parts:
            if head:
                yield _parse_commit(head, part)
                head = b""
            else:
                head = part.strip(b"\0\n")
        if not block:
            return


def _parse_commit(head: bytes, raw: bytes) -> Commit:
    first, _, message = head.decode("utf-8", "replace").partition("\n")
    commit, day, *parents = first.split(" ")
    # a path is a name for people, content is found by its id: bytes that are no UTF-8 are spelled out
    fields = raw.decode("utf-8", "backslashreplace").strip("\0\n").split("\0")
    changes = []
    for meta, path in zip(fields[::2], fields[1::2], strict=False):
        mode, after, old, blob, _ = meta.lstrip("\n:").split()
        before = old if mode.startswith("100") else None
        if after.startswith("100"):
            changes.append(Change(path, blob, before))
        elif before:  # removed, or now a link or a submodule, which aren't read
            changes.append(Change(path, None, before))
    return Commit(commit, date.fromisoformat(day), message.strip(), tuple(changes), parents[0] if parents else "")
