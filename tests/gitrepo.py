"""Small git repositories for tests, written by git itself with the dates and bytes that a test names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["Repo", "git"]


def git(folder: Path, *args: str, stdin: bytes = b"", **environment: str) -> bytes:
    """The output of a git command, without any configuration of this machine."""
    clean = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
        **environment,
    }
    return subprocess.run(
        ["git", "-c", "core.quotePath=false", *args],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=True,
        env={**os.environ, **clean},
    ).stdout


class Repo:
    """A repository on branch `main`; each `commit` writes files (None: removes) and gives the commit's id."""

    def __init__(self, path: Path, branch: str = "main") -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        git(path, "init", "-q", f"--initial-branch={branch}")

    def commit(self, day: str, files: dict[str, str | bytes | None], message: str | bytes = "m") -> str:
        for name, content in files.items():
            path = self.path / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        git(self.path, "add", "-A")
        # git's own dates can't be before 1970-01-01T00:00 UTC
        stamp = f"{day}T12:00:00 +0000"
        text = message if isinstance(message, bytes) else message.encode()
        git(
            self.path, "commit", "-q", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "-F", "-",
            stdin=text, GIT_AUTHOR_DATE=stamp, GIT_COMMITTER_DATE=stamp,
        )  # fmt: skip
        return git(self.path, "rev-parse", "HEAD").decode().strip()

    def bundle(self, path: Path, *refs: str) -> Path:
        git(self.path, "bundle", "create", "-q", str(path), *(refs or ("main",)))
        return path
