"""Reading git: the same as git says, whatever stands in messages and paths; nothing that a source names is run."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from cpp_versions.errors import CppVersionsError, GitFailed, SourceError
from cpp_versions.locations import head_of, is_bundle, is_remote, is_repository, open_source
from cpp_versions.repository import Repository
from cpp_versions.sources import fingerprint, recognise
from tests.gitrepo import Repo, git


def log_of(path: Path, revision: str = "main") -> list[tuple[str, list[tuple[str, str]]]]:
    """What git itself says: id and changes of each commit, oldest first."""
    out = []
    ids = git(path, "rev-list", "--first-parent", "--reverse", revision).decode().split()
    for commit in ids:
        raw = git(path, "show", "--name-status", "--no-renames", "-z", "-m", "--first-parent", "--format=", commit)
        fields = raw.decode("utf-8", "backslashreplace").strip("\0\n").split("\0")
        out.append((commit, [(p, s.strip()[0]) for s, p in zip(fields[::2], fields[1::2], strict=False)]))
    return out


def test_history_is_what_git_says(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.commit("2000-01-01", {"a.md": "1", "d/b c.md": "2", "d/é\n.md": "3"}, "premier")
    repo.commit("2000-01-02", {"a.md": "1b", "d/b c.md": None}, "é\n\ncorps\n\n-- \n@@ :100644\n" + "x" * 3000)
    repo.commit("2000-01-02", {}, b"octets \xff\xfe\x01 \x1b[31m")
    repo.commit("1970-01-02", {"e.md": b"\xff\0\n"}, "")
    history = list(Repository(repo.path).history("main"))
    assert [(c.id, [(change.path, bool(change.blob)) for change in c.changes]) for c in history] == [
        (commit, [(path, status != "D") for path, status in changes]) for commit, changes in log_of(repo.path)
    ]
    assert [c.day for c in history] == [date(2000, 1, 1), date(2000, 1, 2), date(2000, 1, 2), date(1970, 1, 2)]
    assert history[1].message == "é\n\ncorps\n\n-- \n@@ :100644\n" + "x" * 3000
    assert history[2].message.startswith("octets ")
    blobs = [change.blob for commit in history for change in commit.changes if change.blob]
    expected = [git(repo.path, "cat-file", "blob", blob) for blob in blobs]
    assert list(Repository(repo.path).blobs(blobs)) == expected
    assert list(Repository(repo.path).blobs([])) == []


def test_a_merge_is_what_it_brings_to_its_first_parent(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.commit("2000-01-01", {"a.md": "1"})
    git(repo.path, "checkout", "-q", "-b", "side")
    repo.commit("2000-01-02", {"b.md": "2"})
    git(repo.path, "checkout", "-q", "main")
    repo.commit("2000-01-03", {"c.md": "3"})
    git(repo.path, "merge", "-q", "--no-ff", "-m", "merge", "side")
    history = list(Repository(repo.path).history("main"))
    assert [[change.path for change in c.changes] for c in history] == [["a.md"], ["c.md"], ["b.md"]]
    assert [c.id for c in history] == [commit for commit, _ in log_of(repo.path)]


def test_links_and_submodules_are_not_read(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.commit("2000-01-01", {"a.md": "1", "b.md": "2"})
    (repo.path / "link.md").symlink_to("/etc/passwd")
    git(repo.path, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub.md")
    repo.commit("2000-01-02", {})
    (repo.path / "b.md").unlink()
    (repo.path / "b.md").symlink_to("/etc/passwd")  # a file that becomes a link is gone
    repo.commit("2000-01-03", {})
    changes = [[(c.path, bool(c.blob)) for c in commit.changes] for commit in Repository(repo.path).history("main")]
    assert changes[0] == [("a.md", True), ("b.md", True)]
    assert not any(blob for commit in changes[1:] for _, blob in commit)
    assert ("b.md", False) in changes[2]


def test_paths_that_are_no_utf8(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    Path(os.fsdecode(os.fsencode(repo.path) + b"/d\xff")).mkdir()
    Path(os.fsdecode(os.fsencode(repo.path) + b"/d\xff/\xe9.md")).write_text("1")
    repo.commit("2000-01-01", {})
    ((change,),) = [c.changes for c in Repository(repo.path).history("main")]
    assert change.path == "d\\xff/\\xe9.md"
    change.path.encode()
    assert [c.path for c in Repository(repo.path).tree("main")] == ["d\\xff/\\xe9.md"]


@pytest.mark.parametrize(
    ("branches", "read"),
    [(["main"], "main"), (["texte", "futur-texte"], "texte"), (["truc"], "truc"), (["a", "master"], "master")],
)
def test_which_branch_is_read(tmp_path: Path, branches: list[str], read: str) -> None:
    repo = Repo(tmp_path / "r", branches[0])
    repo.commit("2000-01-01", {"c/1.md": "# Article 1\n\nUn."})
    for branch in branches[1:]:
        git(repo.path, "checkout", "-q", "-b", branch)
        repo.commit("2000-01-02", {f"c/{branch}.md": "# Article 1\n\nDeux."})
    wanted = git(repo.path, "rev-parse", read).decode().strip()
    bundle = repo.bundle(tmp_path / "x.bundle", *branches)
    assert is_bundle(bundle) and is_repository(repo.path)
    with open_source(str(bundle)) as found:
        assert found.commit_id(found.branch()) == wanted
    future = git(repo.path, "rev-parse", "futur-texte").decode().strip() if "futur-texte" in branches else ""
    assert head_of(str(bundle)) == (f"{wanted}+{future}" if future else wanted)
    with open_source(f"file://{repo.path}") as found:
        assert found.commit_id(found.branch()) == wanted


# -- what must fail in one line, and run nothing


def one_line(error: BaseException) -> str:
    assert "\n" not in str(error)
    assert str(error)
    return str(error)


@pytest.mark.parametrize(
    "location",
    [
        "--upload-pack=touch CANARY",
        "-oProxyCommand=touch CANARY",
        "ext::sh -c touch% CANARY",
        "ext::touch CANARY",
        "ssh://-oProxyCommand=touch CANARY/x",
        "ssh://-oProxyCommand=touch%20CANARY/x",
        "file:///nowhere/at/all",
        "file://--upload-pack=touch${IFS}CANARY",
        "fd::17",
        "git@example.invalid:x/y",
        "https://127.0.0.1:1/x.git",
        "../../etc/passwd\0",
        "",
    ],
)
def test_hostile_locations_run_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, location: str) -> None:
    monkeypatch.chdir(tmp_path)
    canary = tmp_path / "canary"
    for ask in (fingerprint, lambda place: recognise(place).read(None)):
        with pytest.raises(CppVersionsError) as error:
            ask(location.replace("CANARY", str(canary)))
        one_line(error.value)
    assert not canary.exists()
    assert not list(tmp_path.iterdir())


def test_what_a_repository_configures_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder from elsewhere brings its own .git/config; reading it must not obey it."""
    repo = Repo(tmp_path / "r")
    repo.commit("2000-01-01", {"c/1.md": "# Article 1\n\nUn.", ".gitattributes": "*.md diff=evil filter=evil"})
    repo.commit("2000-01-02", {"c/1.md": "# Article 1\n\nDeux."})
    canary = tmp_path / "canary"
    run = f"touch {canary}; false"
    for key in (
        "core.pager", "core.fsmonitor", "core.sshCommand", "diff.external", "diff.evil.command", "diff.evil.textconv",
        "filter.evil.smudge", "core.editor", "gpg.program", "core.askPass", "credential.helper", "pager.log",
        "uploadpack.packObjectsHook", "alias.log",
    ):  # fmt: skip
        git(repo.path, "config", key, f"!{run}" if key == "alias.log" else run)
    git(repo.path, "config", "log.showSignature", "true")
    git(repo.path, "config", "log.mailmap", "true")
    for hook in ("post-checkout", "reference-transaction", "pre-auto-gc", "post-index-change"):
        (repo.path / ".git/hooks" / hook).write_text(f"#!/bin/sh\ntouch {canary}\n")
        (repo.path / ".git/hooks" / hook).chmod(0o755)
    # a partial clone fetches what it lacks, by a command that its own configuration names
    git(repo.path, "config", "core.repositoryFormatVersion", "1")
    git(repo.path, "config", "extensions.partialClone", "evil")
    git(repo.path, "config", "remote.evil.url", "ssh://example.invalid/x")
    git(repo.path, "config", "remote.evil.promisor", "true")
    assert [len(c.changes) for c in Repository(repo.path).history("main")] == [2, 1]
    recognise(str(repo.path)).read(None)
    with pytest.raises(GitFailed):
        list(Repository(repo.path).blobs(["1" * 40]))
    monkeypatch.chdir(repo.path)
    with pytest.raises(CppVersionsError):
        head_of("ssh://example.invalid/x")
    assert not canary.exists()


def test_damaged_sources(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.commit("2000-01-01", {f"c/{n}.md": f"# Article {n}\n\n{'mot ' * n}" for n in range(1, 40)})
    bundle = repo.bundle(tmp_path / "whole.bundle")
    whole = bundle.read_bytes()
    cut = tmp_path / "cut.bundle"
    for size in (1, 12, 20, 60, len(whole) // 2, len(whole) - 1):
        cut.write_bytes(whole[:size])
        with pytest.raises(CppVersionsError) as error:
            fingerprint(str(cut))
            recognise(str(cut)).read(None)
        assert "cut.bundle" in one_line(error.value)
    without = Repo(tmp_path / "empty")
    with pytest.raises(SourceError, match="no branch") as error:
        recognise(str(without.path))
    one_line(error.value)
    for blob in (repo.path / ".git/objects").glob("??/*"):
        blob.chmod(0o600)
        blob.write_bytes(b"")
    with pytest.raises(CppVersionsError) as error:
        recognise(str(repo.path)).read(None)
    one_line(error.value)
    (tmp_path / "fake" / ".git").mkdir(parents=True)
    with pytest.raises(CppVersionsError) as error:
        recognise(str(tmp_path / "fake")).read(None)
    one_line(error.value)


def test_what_is_no_revision_is_no_option(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.commit("2000-01-01", {"a": "1"})
    target = tmp_path / "out"
    for revision in (f"--output={target}", "nothing", ""):
        with pytest.raises(GitFailed):
            list(Repository(repo.path).history(revision))
        with pytest.raises(GitFailed):
            Repository(repo.path).tree(revision)
        with pytest.raises(GitFailed):
            Repository(repo.path).commit_id(revision)
    assert not target.exists()


def test_addresses() -> None:
    for address in ("https://example.org/x.git", "ssh://git@example.org/x", "file:///x"):
        assert is_remote(address)
    for place in (
        "ext::sh -c x",
        "C:\\x",
        "git@example.org:x",
        "https://a b",
        "https://a\n",
        "--upload-pack=x",
        "/x",
        "",
    ):
        assert not is_remote(place)


# -- writing
