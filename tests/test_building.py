"""Building: idempotent, in any order, all or nothing, alone, and with an index that can be thrown away."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from cpp_versions import Corpus, building, generation
from cpp_versions.errors import CppVersionsError, SourceError, StoreBusy, StoreError, StoreMissing, UsageError
from cpp_versions.opening import open_index
from tests.gitrepo import Repo, git

CPP = "code-de-procedure-penale"


@pytest.fixture
def lexhub(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "lexhub")
    repo.commit(
        "2000-01-01",
        {f"{CPP}/t/d75.md": "# Article D75\n\n<p>Un an.</p>\n", "code-penitentiaire/t/l1.md": "# Article L1\n\nLoi.\n"},
    )
    repo.commit("2005-01-01", {f"{CPP}/t/d75.md": "# Article D75\n\n<p>Deux ans.</p>\n"})
    return repo


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def page(root: Path) -> str:
    return str(root / "corpus" / "archeo-lex-cpp-2010-12-29.txt")


def snapshot(folder: Path) -> dict[str, str]:
    """Every file of a folder with a checksum of its bytes."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
        if path.name != "build.lock"
    }


def refs(store: Path) -> bytes:
    return git(store, "for-each-ref")


def words(store: Path, number: str = "D75") -> tuple[str, ...]:
    corpus = Corpus.open(store)
    try:
        return corpus.article(number).alineas
    finally:
        corpus.close()


def test_a_second_build_does_nothing(lexhub: Repo, target: Path, page: str) -> None:
    first = building.build([str(lexhub.path), page], target)
    assert first.changed
    before = snapshot(target)
    second = building.build([page, str(lexhub.path)], target)  # in another order
    assert (second.changed, second.versions, second.texts) == (False, first.versions, first.texts)
    assert snapshot(target) == before


def test_the_order_of_sources_and_where_they_lie_do_not_count(lexhub: Repo, tmp_path: Path, page: str) -> None:
    building.build([str(lexhub.path), page], tmp_path / "a")
    bundle = lexhub.bundle(tmp_path / "x.bundle")
    building.build([page, str(bundle)], tmp_path / "b")
    building.build([f"file://{lexhub.path}", page], tmp_path / "c")
    assert refs(tmp_path / "a") == refs(tmp_path / "b") == refs(tmp_path / "c")


def test_sources_replace_and_add_joins(lexhub: Repo, target: Path, page: str) -> None:
    building.build([str(lexhub.path)], target)
    with_page = building.build([page], target, add=True)
    both = refs(target)
    assert with_page.changed
    assert not building.build([page], target, add=True).changed
    assert not building.build([], target, add=True).changed
    building.build([page], target)
    assert refs(target) != both
    building.build([str(lexhub.path)], target, add=True)
    assert refs(target) == both


def test_a_source_that_grows_is_built_again(lexhub: Repo, target: Path) -> None:
    building.build([str(lexhub.path)], target)
    before = git(target, "rev-parse", "cpp/2005-01-01")
    lexhub.commit("2010-01-01", {f"{CPP}/t/d75.md": "# Article D75\n\n<p>Trois ans.</p>\n"})
    assert building.build([], target, add=True).changed
    assert words(target) == ("Trois ans.",)
    assert git(target, "rev-parse", "cpp/2005-01-01") == before
    assert len(list((target / "generations").iterdir())) == 1


def test_chosen_codes(lexhub: Repo, target: Path) -> None:
    building.build([str(lexhub.path)], target, codes=["penitentiaire"])
    assert [code.id for code in Corpus.open(target).codes()] == ["penitentiaire"]
    with pytest.raises(UsageError, match="they have cpp, penitentiaire"):
        building.build([str(lexhub.path)], target, codes=["penal"])
    assert [code.id for code in Corpus.open(target).codes()] == ["penitentiaire"]


@pytest.mark.parametrize("content", [b"", b"rien", b"# v2 git bundle\n", b"Code de proc\xc3\xa9dure p\xc3\xa9nale\n"])
def test_a_source_that_fails_leaves_the_old_store(lexhub: Repo, target: Path, tmp_path: Path, content: bytes) -> None:
    building.build([str(lexhub.path)], target)
    before = snapshot(target)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    for sources in ([str(bad)], [str(lexhub.path), str(bad)], [str(tmp_path / "absent")]):
        with pytest.raises(CppVersionsError) as error:
            building.build(sources, target)
        assert "\n" not in str(error.value)
        assert snapshot(target) == before


def test_what_fails_on_the_way_leaves_the_old_store(
    lexhub: Repo, target: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build([str(lexhub.path)], target)
    before = snapshot(target)

    for name in ("index.build", "store.write"):
        for error in (sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left on device")):

            def fail(*_: object, error: Exception = error) -> None:
                raise error

            with monkeypatch.context() as patch:
                patch.setattr(f"cpp_versions.building.{name}", fail)
                with pytest.raises(StoreError, match=r"(?i)full|space"):
                    building.build([page], target)
            assert snapshot(target) == before


def test_what_killed_builds_left_is_removed(lexhub: Repo, target: Path) -> None:
    building.build([str(lexhub.path)], target)
    litter = target / "generations" / ("0" * 16)
    litter.mkdir()
    (litter / "HEAD").write_text("x")
    (target / f".git.{'1' * 16}").write_text("x")
    building.build([str(lexhub.path)], target)
    assert len(list((target / "generations").iterdir())) == 1
    assert not list(target.glob(".git.*"))
    assert words(target) == ("Deux ans.",)


def test_a_build_that_is_killed_leaves_the_old_store(lexhub: Repo, target: Path, root: Path, page: str) -> None:
    building.build([str(lexhub.path)], target)
    before = refs(target)
    for delay in (0.3, 0.5, 0.7):
        process = subprocess.Popen(
            [sys.executable, "-m", "cpp_versions", "--store", str(target), "build", page], cwd=root
        )
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        now = refs(target)
        if now != before:
            break  # it was faster than we are
        assert words(target) == ("Deux ans.",)
        git(target, "fsck", "--strict")
    building.build([str(lexhub.path)], target)
    assert refs(target) == before


def test_two_builds_at_once(lexhub: Repo, target: Path) -> None:
    building.build([str(lexhub.path)], target)
    with generation.locked(target):
        with pytest.raises(StoreBusy):
            building.build([str(lexhub.path)], target)
        assert words(target) == ("Deux ans.",)  # reading goes on
    assert not building.build([str(lexhub.path)], target).changed


def test_another_version_of_the_program_reads_the_same_sources_again(
    lexhub: Repo, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build([str(lexhub.path)], target)
    before = refs(target)
    monkeypatch.setattr(building, "method", lambda *_: "another")
    assert building.build([str(lexhub.path)], target).changed
    assert not building.build([str(lexhub.path)], target).changed
    assert refs(target) == before


def test_another_repository_is_refused_untouched(lexhub: Repo, tmp_path: Path) -> None:
    git(lexhub.path, "worktree", "add", "-q", "-b", "other", str(tmp_path / "worktree"))
    git(tmp_path, "clone", "-q", "--bare", str(lexhub.path), "bare.git")
    for place in (lexhub.path, tmp_path / "worktree", tmp_path / "bare.git"):
        before = snapshot(place)
        for ask in (lambda: building.build([str(lexhub.path)], place), lambda: open_index(place)):  # noqa: B023
            with pytest.raises(StoreError) as error:
                ask()
            assert "\n" not in str(error.value)
        assert snapshot(place) == before
        assert not (place / "build.lock").exists()


def test_a_folder_of_something_else_keeps_its_files(lexhub: Repo, target: Path) -> None:
    (target / "generations" / "photos").mkdir(parents=True)
    (target / "generations" / "photos" / "a.jpg").write_text("x")
    (target / "notes.txt").write_text("x")
    building.build([str(lexhub.path)], target)
    assert (target / "generations" / "photos" / "a.jpg").exists()
    assert (target / "notes.txt").exists()


# -- the index


def index_of(target: Path) -> Path:
    return generation.current(target) / generation.INDEX


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return sorted(line for line in connection.iterdump() if line.startswith("INSERT"))
    finally:
        connection.close()


@pytest.mark.parametrize("harm", ["deleted", "empty", "garbage", "cut", "schema", "commit", "no meta"])
def test_an_index_that_does_not_fit_is_made_again(lexhub: Repo, target: Path, page: str, harm: str) -> None:
    building.build([str(lexhub.path), page], target)
    path = index_of(target)
    whole = dump(path)
    match harm:
        case "deleted":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "garbage":
            path.write_bytes(b"x" * 10_000)
        case "cut":
            path.write_bytes(path.read_bytes()[:20_000])
        case _:
            connection = sqlite3.connect(path)
            connection.execute(
                {
                    "schema": "UPDATE meta SET value = '0' WHERE key = 'schema'",
                    "commit": "UPDATE meta SET value = 'x' WHERE key = 'head'",
                    "no meta": "DROP TABLE meta",
                }[harm]
            )
            connection.commit()
            connection.close()
    assert words(target) == ("Deux ans.",)
    assert dump(index_of(target)) == whole
    assert [p.name for p in path.parent.glob("index*")] == [path.name]


def test_the_index_made_with_the_store_is_the_one_made_from_it(lexhub: Repo, target: Path, page: str) -> None:
    building.build([str(lexhub.path), page], target)
    assert Corpus.open(target).verify() == ()
    embedded = dump(index_of(target))
    index_of(target).unlink()
    open_index(target)
    assert dump(index_of(target)) == embedded


def test_verify_sees_what_was_changed_by_hand(lexhub: Repo, target: Path) -> None:
    building.build([str(lexhub.path)], target)
    connection = sqlite3.connect(index_of(target))
    connection.execute("UPDATE text SET body = 'Cent ans.' WHERE body = 'Un an.'")
    connection.commit()
    connection.close()
    assert any("table" in fault for fault in Corpus.open(target).verify())
    git(target, "tag", "-d", "cpp/2005-01-01")
    assert any("cpp/2005-01-01" in fault for fault in Corpus.open(target).verify())


def test_a_folder_that_can_not_be_written(lexhub: Repo, tmp_path: Path, target: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(StoreError) as error:
            building.build([str(lexhub.path)], place)
        assert "can't be written" in str(error.value)
    building.build([str(lexhub.path)], target)
    path = index_of(target)
    path.unlink()
    path.mkdir()  # in the way of the index
    with pytest.raises(StoreError) as error:
        Corpus.open(target)
    assert "\n" not in str(error.value)


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="build"):
        Corpus.open(tmp_path)
    with pytest.raises(StoreMissing):
        Corpus.open(tmp_path / "absent")
    with pytest.raises(UsageError, match="no source"):
        building.build([], tmp_path / "s")
    for pointer in ("", "gitdir: generations/../../etc", "gitdir: /etc", "x" * 1000):
        (tmp_path / ".git").write_text(pointer)
        with pytest.raises(StoreError):
            Corpus.open(tmp_path)
    with pytest.raises(SourceError):
        building.build([""], tmp_path / "t")


def test_two_sources_of_one_name_speak_until_the_later_day(lexhub: Repo, target: Path, root: Path) -> None:
    """LexHub's history and the embedded article of LexHub, whose data is older."""
    lexhub.commit("2023-12-06", {f"{CPP}/t/d75.md": "# Article D75\n\n<p>Trois ans.</p>\n"})
    building.build([str(lexhub.path), str(root / "corpus")], target)
    corpus = Corpus.open(target)
    assert str(corpus.article("D75").as_of) == "2023-12-06"
    corpus.close()
