"""The command line: exit codes, one line for every error, the JSON that scripts rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cpp_versions.cli import main
from cpp_versions.cli.parser import COMMANDS
from tests.gitrepo import Repo

ARTICLE = {
    "code", "number", "label", "state", "valid_from", "valid_to", "observed", "complete", "section", "alineas", "nota",
    "acts", "source", "commit", "as_of", "also",
}  # fmt: skip
CITATION = {"from", "span", "quote", "code", "targets", "status"}

# what the contract of DESIGN.md names: a command, the key of its answer, and the keys of what the list holds
CONTRACT: list[tuple[list[str], str, set[str]]] = [
    (["versions"], "versions", {"code", "date", "commit", "acts", "added", "removed", "modified"}),
    (["article", "D75", "--at", "2010-12-29"], "", ARTICLE),
    (["article", "D283-1", "--at", "2015-01-01"], "", ARTICLE),
    (
        ["history", "D75"],
        "versions",
        (ARTICLE - {"alineas", "nota", "also"}) | {"change", "words_added", "words_removed"},
    ),
    (["diff", "D75@2010-12-19", "D75@2010-12-29"], "", {"old", "new", "ops", "folded", "moves", "words"}),
    (
        ["diff", "D75", "--from", "2010-12-19", "--to", "2010-12-29"],
        "",
        {"old", "new", "ops", "folded", "moves", "words"},
    ),
    (
        ["changes", "--from", "2010-12-19", "--to", "2010-12-29"],
        "changes",
        {"code", "number", "change", "words_added", "words_removed"},
    ),
    (["cites", "D48-5-1", "--at", "2018-01-01"], "citations", CITATION),
    (["cited-by", "D75"], "citations", set()),
    (["anomalies"], "anomalies", {"kind", "source", "code", "number", "date", "text"}),
    (["verify"], "anomalies", {"kind", "source", "code", "number", "date", "text"}),
]


class Run:
    """Runs commands in this process, on a store."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self.capsys = capsys

    def __call__(self, *args: str, code: int = 0) -> str:
        self.capsys.readouterr()
        try:
            found = main(["--store", str(self.store), *args])
        except SystemExit as stop:
            found = int(stop.code or 0)
        out, err = self.capsys.readouterr()
        assert found == code, err
        if code:
            assert err.startswith("cpp-versions: ")
            assert err.count("\n") == 1
            assert err[:-1].isprintable()
            assert "unexpected" not in err
            assert out == "" or args[0] == "verify"
            return err
        assert err == ""
        return out

    def json(self, *args: str) -> Any:
        return json.loads(self(*args, "--json"))


@pytest.fixture
def run(embedded_store: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(embedded_store, capsys)


@pytest.mark.parametrize(
    ("command", "key", "keys"), CONTRACT, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_the_json_has_what_the_contract_names(run: Run, command: list[str], key: str, keys: set[str]) -> None:
    answer = run.json(*command)
    for item in answer[key] if key else [answer]:
        assert keys <= set(item)
    assert not key or answer[key] or not keys
    assert run(*command).strip()  # the same for people


def test_the_values_of_the_json(run: Run) -> None:
    article = run.json("article", "r. 57-7-62", "--at", "29/12/2010")
    assert (article["number"], article["label"], article["state"]) == ("R57-7-62", "R. 57-7-62", "in_force")
    assert (article["valid_from"], article["valid_to"], article["as_of"]) == ("2010-12-29", None, "2010-12-29")
    ended = run.json("article", "D283-1", "--at", "2015-01-01")
    assert (ended["state"], ended["valid_to"], ended["alineas"]) == ("ended", "2010-12-29", [])
    diff = run.json("diff", "D75", "--from", "2010-12-19", "--to", "2010-12-29")
    assert set(diff["words"]) == {"kept", "deleted", "inserted", "moved"}
    for side, kept in (("old", "=-<"), ("new", "=+>")):
        assert "".join(text for op, text in diff["ops"] if op in kept) == "\n\n".join(diff[side]["alineas"])
    assert run.json("versions", "--code", "cpp") == run.json("versions")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(run: Run, command: str) -> None:
    out = run(command, "--help")
    assert "Example: cpp-versions " in " ".join(out.split())
    assert COMMANDS[command][1].split()[1] == command


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["nonsense"],
        ["article"],
        ["article", "../../etc/passwd"],
        ["article", "--upload-pack=x"],
        ["article", "--", "--upload-pack=x"],
        ["article", "<script>alert(1)</script>"],
        ["article", "\x1b[31mD75"],
        ["article", "D75\n\nD76"],
        ["article", ""],
        ["article", "R57-7-6200"],
        ["article", "penal:D75"],
        ["article", "D75", "--code", "penal"],
        ["article", "D75", "--at", "demain"],
        ["article", "D75", "--at", "2010-02-30"],
        ["article", "D75", "--at", ""],
        ["article", "D75", "--at"],
        ["history", "D75~2"],
        ["diff", "D75"],
        ["diff", "D75", "D76", "D77"],
        ["diff", "D75@x", "D75@2010-12-29"],
        ["diff", "@2010-12-19", "@2010-12-29"],
        ["diff", "D75", "--from", "2010-12-19"],
        ["changes", "--from", "2010-12-19"],
        ["cites", "1"],
        ["explore", "--port", "x"],
        ["versions", "--code", "--json"],
        ["anomalies", "\0"],
    ],
)
def test_bad_usage_is_one_line(run: Run, command: list[str]) -> None:
    run(*command, code=2)


def test_answers_that_are_not_texts_are_answers(run: Run) -> None:
    assert "ended on 2010-12-29" in run("article", "D283-1", "--at", "2015-01-01")
    assert "missing" in run("article", "D48-5-1", "--at", "2021-01-01")
    assert "not known" in run("article", "D75", "--at", "1789-07-14")
    assert "later than the data" in run("article", "D75", "--at", "9999-12-31")
    assert run("diff", "D283-1", "--from", "2010-12-19", "--to", "2015-01-01")


def test_without_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = Run(tmp_path / "absent", capsys)
    for command, _, _ in CONTRACT:
        assert "build" in absent(*command, code=1)
    assert not (tmp_path / "absent").exists()
    (tmp_path / "file").write_text("x")
    Run(tmp_path / "file", capsys)("article", "D75", code=1)
    Run(tmp_path / "file", capsys)("build", code=1)


def test_build(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(tmp_path / "store", capsys)
    first = run.json("build")
    assert set(first) == {"versions", "articles", "texts", "anomalies", "changed"}
    assert first["changed"] is True
    assert run.json("build") == {**first, "changed": False}
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(tmp_path / "store"))
    assert main(["article", "D75"]) == 0


def test_hostile_sources_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], root: Path) -> None:
    run = Run(tmp_path / "store", capsys)
    run("build")
    before = run("versions")
    made = tmp_path / "made"
    made.mkdir()
    (made / "empty.txt").write_text("")
    (made / "script.txt").write_text("<script>alert(1)</script>")
    (made / "binary.bundle").write_bytes(os.urandom(1000))
    (made / "head.bundle").write_bytes(b"# v2 git bundle\n" + b"0" * 40 + b" refs/heads/main\n\n")
    (made / "folder").mkdir()
    repo = Repo(made / "repository")
    repo.commit("2000-01-01", {"a.txt": "x"})
    whole = repo.bundle(made / "whole.bundle").read_bytes()
    (made / "cut.bundle").write_bytes(whole[: len(whole) // 2])
    for source in (*made.iterdir(), made / "absent", Path("/dev/null"), Path("--upload-pack=x")):
        err = run("build", "--", str(source), code=1)
        assert source.name in err
    run("build", "--upload-pack=x", code=2)
    assert run("versions") == before


def test_a_text_with_a_script_is_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo, red = Repo(tmp_path / "lexhub"), "\x1b[31m"
    repo.commit(
        "2000-01-01",
        {f"code-de-procedure-penale/{red} t/1.md": f"# Article 1\n\n<p>Un <script>alert(1)</script> {red} mot.</p>"},
        "Modifications par \x1b[31mDécret n°2000-12 du 1 janvier 2000\x07 1",
    )
    run = Run(tmp_path / "store", capsys)
    run("build", str(repo.path))
    assert run.json("article", "1")["alineas"] == ["Un alert(1) \x1b[31m mot."]  # as the source has it
    commands = (
        ["article", "1"],
        ["history", "1"],
        ["versions"],
        ["diff", "1@2000-01-01", "1@2000-01-01"],
        ["anomalies"],
    )
    for command in (*commands, ["verify"], ["changes", "--from", "1999-01-01", "--to", "2000-01-01"]):
        out = run(*command)
        assert all(c.isprintable() or c == "\n" for c in out), (command, out)


def test_a_page_cut_in_the_middle_of_a_hunk(tmp_path: Path, capsys: pytest.CaptureFixture[str], root: Path) -> None:
    page = (root / "corpus" / "archeo-lex-cpp-2010-12-29.txt").read_bytes()
    cut = tmp_path / "cut.txt"
    cut.write_bytes(page[: len(page) // 2 + 7])
    run = Run(tmp_path / "store", capsys)
    run("build", str(cut))
    assert "truncated" in {a["kind"] for a in run.json("anomalies")["anomalies"]}
    assert run("verify")


def test_as_a_process(embedded_store: Path, root: Path) -> None:
    """A closed pipe is no error, and nothing is said twice."""
    command = [sys.executable, "-m", "cpp_versions", "--store", str(embedded_store), "anomalies"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
