"""`git fast-import`: what git itself makes of the commits that the library writes, for tests to compare with."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from cpp_versions.repository import IDENTITY, Repository

__all__ = ["FastImport"]


class FastImport:
    """A `git fast-import` into a bare repository, made where it is absent: commits are written in order, and marks
    name them.

    Use as a context manager; `ids` then maps each mark to its commit id. Nothing of the machine or its user enters a
    commit: the same commits have the same ids everywhere.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mark = 0
        self.ids: dict[int, str] = {}
        self._repository = Repository(path)

    def __enter__(self) -> FastImport:
        self.path.mkdir(parents=True, exist_ok=True)
        if not (self.path / "HEAD").exists():
            # no template: it would bring sample hooks; the branch name must not depend on the user's configuration
            self._repository.run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
        self._marks = self.path / "fast-import.marks"
        self._process = self._repository.start(
            # few objects stay a pack as well: an addition links one file, not many
            "-c",
            "fastimport.unpackLimit=1",
            "fast-import",
            "--quiet",
            "--done",
            "--force",
            f"--export-marks={self._marks.name}",
            stdin=subprocess.PIPE,
        )
        self._buffer: list[bytes] = []
        self._size = 0
        return self

    def _next(self) -> int:
        self._mark += 1
        return self._mark

    def blob(self, data: bytes) -> int:
        """A blob; its mark."""
        mark = self._next()
        self._write(b"blob\nmark :%d\ndata %d\n%b\n" % (mark, len(data), data))
        return mark

    def commit(
        self,
        branch: str,
        seconds: int,
        message: str,
        parents: Sequence[int],
        changes: Iterable[tuple[str, int | None]],
    ) -> int:
        """A commit at the end of a branch; its mark. Its files are those of the first parent with the changes, given by
        marks; None removes a file."""
        mark, text = self._next(), message.encode()
        lines = [f"commit refs/heads/{branch}", f"mark :{mark}", f"committer {IDENTITY} {seconds} +0000"]
        self._write("\n".join(lines).encode() + b"\ndata %d\n%b\n" % (len(text), text))
        for position, parent in enumerate(parents):
            self._write(f"{'merge' if position else 'from'} :{parent}\n".encode())
        for path, content in changes:
            change = f"D {path}\n" if content is None else f"M 100644 :{content} {path}\n"
            self._write(change.encode())
        self._write(b"\n")
        return mark

    def tag(self, name: str, mark: int) -> None:
        """A tag of a commit."""
        self._write(f"reset refs/tags/{name}\nfrom :{mark}\n\n".encode())

    def _write(self, data: bytes) -> None:
        self._buffer.append(data)
        self._size += len(data)
        if self._size > 1 << 20:
            self._flush()

    def _flush(self) -> None:
        try:
            self._process.stdin.write(b"".join(self._buffer))
        except BrokenPipeError:
            self._repository.finish(self._process, "fast-import")
        self._buffer.clear()
        self._size = 0

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._process.proc.kill()
            self._process.proc.wait()
            return
        self._write(b"done\n")
        self._flush()
        self._process.stdin.close()
        self._repository.finish(self._process, "fast-import")
        for line in self._marks.read_text("ascii").splitlines():
            mark, commit = line.split()
            self.ids[int(mark[1:])] = commit
        self._marks.unlink()
