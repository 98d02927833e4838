"""Loose objects have the ids that git gives to the same commits."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.errors import GitFailed
from cpp_versions.loose import LooseObjects
from cpp_versions.repository import Repository
from tests.fastimport import FastImport
from tests.gitrepo import git

# names whose order in a tree depends on which of them is a folder
_PATHS = st.sampled_from(["a.md", "a-.md", "b", "a/x.md", "a/y", "a/b/z", "a/b.c", "a0/x", "é/1", "A~2.md"])
_CHANGES = st.dictionaries(_PATHS, st.none() | st.binary(max_size=8), max_size=6)


@settings(max_examples=25, deadline=None)
@given(first=_CHANGES, others=st.lists(_CHANGES, min_size=1, max_size=3))
def test_the_ids_are_those_of_fast_import(
    first: dict[str, bytes | None], others: list[dict[str, bytes | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base, whole, added = (Path(folder) / name for name in ("base", "whole", "added"))

        def write(objects: FastImport, steps: list[dict[str, bytes | None]]) -> int:
            parent: list[int] = []
            for second, changes in enumerate(steps):
                files = [(path, None if data is None else objects.blob(data)) for path, data in changes.items()]
                parent = [objects.commit("main", second, f"n° {second}\n", parent, files)]
            return parent[0]

        with FastImport(base) as stream:
            tip = write(stream, [first])
        start = stream.ids[tip]
        with FastImport(whole) as stream:
            tip = write(stream, [first, *others])
        shutil.copytree(base, added)
        with Repository(base).kept_open() as known:
            objects = LooseObjects(added, known)
            commit = start
            for second, changes in enumerate(others, 1):
                files = [(path, None if data is None else objects.blob(data)) for path, data in changes.items()]
                commit = objects.commit("main", second, f"n° {second}\n", [commit], files)
            objects.tag("cpp/2010-12-29", commit)
        assert commit == stream.ids[tip]
        for name in ("main", "cpp/2010-12-29"):
            assert git(added, "rev-parse", name).decode().strip() == commit
        git(added, "fsck", "--strict")


def test_a_folder_can_be_put_in_as_a_tree(tmp_path: Path) -> None:
    with FastImport(tmp_path / "known") as stream:
        one = stream.commit("one", 0, "1", [], [("a/x.md", stream.blob(b"x"))])
        two = stream.commit("two", 0, "2", [], [("b/y.md", stream.blob(b"y"))])
    shutil.copytree(tmp_path / "known", tmp_path / "new")
    with Repository(tmp_path / "known").kept_open() as known:
        objects = LooseObjects(tmp_path / "new", known)
        tips = [stream.ids[one], stream.ids[two]]
        changes = [("b/", known.files("two")["b"]), ("b/z.md", objects.blob(b"z")), ("c.md", objects.blob(b"c"))]
        objects.commit("main", 1, "1 and 2", tips, changes)
        with pytest.raises(GitFailed, match="damaged"):
            objects.commit("main", 2, "3", ["0" * 40], [])
    listed = git(tmp_path / "new", "ls-tree", "-r", "--name-only", "main").decode().split()
    assert listed == ["a/x.md", "b/y.md", "b/z.md", "c.md"]
    assert git(tmp_path / "new", "log", "--format=%P", "-1", "main").decode().split() == tips
    git(tmp_path / "new", "fsck", "--strict")
