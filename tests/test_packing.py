"""A pack of our own holds what `git fast-import` makes of the same commits, and git reads it."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.errors import GitFailed
from cpp_versions.packing import PackWriter
from tests.fastimport import FastImport
from tests.gitrepo import git

# names whose order in a tree depends on which of them is a folder
_PATHS = st.sampled_from(["a.md", "a-.md", "b", "a/x.md", "a/y", "a/b/z", "a/b.c", "a0/x", "é/1", "A~2.md", "a/b/c/d"])
_HEAD = "---\narticle: R57-7-62\nlabel: R. 57-7-62\n"
_TEXTS = st.lists(st.sampled_from([f"Alinéa {n}, avec quelques mots.\n\n" for n in range(9)] + ["x"]), max_size=9).map(
    lambda parts: (_HEAD + "".join(parts)).encode()
)
_CHANGES = st.dictionaries(_PATHS, st.none() | _TEXTS | st.binary(max_size=8), max_size=6)
_STEPS = st.lists(st.tuples(st.sampled_from(["one", "two"]), _CHANGES), min_size=1, max_size=6)


def write(objects: Any, steps: Sequence[tuple[str, dict[str, bytes | None]]]) -> list[Any]:
    """Commits on branches that begin apart; then one that joins them."""
    tips: dict[str, Any] = {}
    made = []
    for second, (branch, changes) in enumerate(steps):
        files = [(path, None if data is None else objects.blob(data)) for path, data in changes.items()]
        parents = [tips[branch]] if branch in tips else []
        tips[branch] = objects.commit(branch, second, f"n° {second}\n", parents, files)
        objects.tag(f"{branch}/{second}", tips[branch])
        made.append(tips[branch])
    made.append(objects.commit("main", 9, "m\n", list(tips.values()), [("z/é.md", objects.blob(b"z"))]))
    return made


@settings(max_examples=15, deadline=None)
@given(steps=_STEPS)
def test_the_ids_are_those_of_fast_import(steps: list[tuple[str, dict[str, bytes | None]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with FastImport(Path(folder) / "git") as stream:
            marks = write(stream, steps)
        with PackWriter(Path(folder) / "ours") as ours:
            ids = write(ours, steps)
        assert ids == [stream.ids[mark] for mark in marks]
        assert git(Path(folder) / "ours", "show-ref") == git(Path(folder) / "git", "show-ref")
        git(Path(folder) / "ours", "fsck", "--strict", "--full")


@pytest.mark.parametrize("seed", range(4))
def test_texts_that_change_come_back(tmp_path: Path, seed: int) -> None:
    """Words that go, come, move and are doubled, in texts long enough for differences and for chains of them."""
    chance = random.Random(seed)
    words = [f"mot{n}" for n in range(400)]
    texts = []
    for _ in range(90):
        for _ in range(chance.randrange(4)):
            at, length = chance.randrange(len(words)), chance.randrange(40)
            cut = words[at : at + length]
            words[at : at + length] = chance.choice([[], cut[::-1], cut + cut, [f"neuf{chance.randrange(99)}"]])
            words += [f"fin{n}" for n in range(max(0, 200 - len(words)))]
        lines = (" ".join(words[n : n + 30]) for n in range(0, len(words), 30))
        texts.append((_HEAD + "\n\n".join(lines)).encode())
    texts.append(bytes(300_000))  # longer than one instruction copies
    texts.append(bytes(300_000) + b"x" + bytes(70_000))
    with PackWriter(tmp_path / "new") as objects:
        ids = [objects.blob(text) for text in texts]
        objects.commit("main", 0, "m\n", [], [(f"{n}.md", id_) for n, id_ in enumerate(ids)])
    for text, id_ in [*list(zip(texts, ids, strict=True))[::7], (texts[-2], ids[-2]), (texts[-1], ids[-1])]:
        assert git(tmp_path / "new", "cat-file", "blob", id_) == text
    git(tmp_path / "new", "fsck", "--strict", "--full")
    (packed,) = (tmp_path / "new" / "objects" / "pack").glob("*.pack")
    assert packed.stat().st_size < sum(map(len, texts)) / 10
    told = git(tmp_path / "new", "verify-pack", "-v", str(packed.with_suffix(".idx"))).decode().splitlines()
    assert any(line.startswith("chain length = ") for line in told)


@pytest.mark.parametrize(
    "name", ["x\nnonsense", "a..b", "a b", "/a", "a/", "a.lock", "a/.b", "", "a@{1", "a//b", "a:b"]
)
def test_a_bad_name_of_a_tag_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(GitFailed, match="no ref of the name") as error, PackWriter(tmp_path / "new") as objects:
        objects.tag(name, objects.commit("main", 0, "m", [], []))
    assert "\n" not in str(error.value)
    assert not list((tmp_path / "new").rglob("*.pack"))


@pytest.mark.parametrize("path", ["../a", "a//b", ".git/config", "a/.GIT/x", "a\0b", ".", ""])
def test_a_bad_name_of_a_file_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(GitFailed, match="no file of the name"), PackWriter(tmp_path / "new") as objects:
        objects.commit("main", 0, "m", [], [(path, objects.blob(b"x"))])


def test_a_parent_that_nobody_wrote_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="end of no branch"), PackWriter(tmp_path / "new") as objects:
        objects.commit("main", 0, "m", ["0" * 40], [])


def test_written_twice_it_is_the_same(tmp_path: Path) -> None:
    """Where the second process is killed, the first writes it all again."""
    packs = []
    for _ in range(2):
        with PackWriter(tmp_path / "new") as objects:
            objects.commit("main", 0, "m", [], [("a.md", objects.blob(b"un\n"))])
        packs.append(sorted(path.name for path in (tmp_path / "new" / "objects" / "pack").iterdir()))
        shutil.copy(tmp_path / "new" / "HEAD", tmp_path / "new" / "objects" / "pack" / "tmp_pack")
    assert packs[0] == [name for name in packs[1] if name != "tmp_pack"]
    assert git(tmp_path / "new", "show", "main:a.md") == b"un\n"


def test_folders_of_other_branches_are_taken_whole(tmp_path: Path) -> None:
    with PackWriter(tmp_path / "new") as objects:
        tips = [objects.commit(name, 0, "m", [], [(f"{name}/in/1.md", objects.blob(name.encode()))]) for name in "ab"]
        objects.close("a")
        objects.close("b")
        changes = [("b/", objects.folder(tips[1], "b")), ("c.md", objects.blob(b"c"))]
        objects.commit("main", 1, "m", tips, changes)
        with pytest.raises(GitFailed, match="a folder that was closed"):
            objects.commit("b", 1, "m", tips[1:], [("b/in/2.md", objects.blob(b"2"))])
        with pytest.raises(GitFailed, match="no folder c"):
            objects.folder(tips[0], "c")
    git(tmp_path / "new", "fsck", "--strict", "--full")
    assert git(tmp_path / "new", "ls-tree", "-r", "--name-only", "main").split() == [
        b"a/in/1.md",
        b"b/in/1.md",
        b"c.md",
    ]
