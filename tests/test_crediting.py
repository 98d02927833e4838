"""Blame and drafts through the corpus and the command line, on the embedded store."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus

DAY = date(2010, 12, 19)


@pytest.fixture(scope="module")
def corpus(embedded_store: Path) -> Corpus:
    return Corpus.open(embedded_store)


def run(store: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cpp_versions", "--store", str(store), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("follow", [False, True])
def test_runs_rebuild_every_article_in_force(corpus: Corpus, follow: bool) -> None:
    texts = corpus.code_at("cpp", date(2010, 12, 29))
    for text in texts[:: 40 if follow else 8]:
        found = corpus.blame(text.ref, date(2010, 12, 29), follow=follow)
        assert "".join(one.text for one in found.runs) == text.text


def test_an_article_that_isnt_there_has_no_runs(corpus: Corpus) -> None:
    ended = next(one.ref for one in corpus.changes("cpp", DAY, date(2010, 12, 29)) if one.change == "removed")
    assert corpus.blame(ended, date(2010, 12, 29)).runs == ()


def test_blame_by_the_command_line(embedded_store: Path, root: Path) -> None:
    done = run(embedded_store, root, "blame", "D75", "--at", "2010-12-29", "--no-follow", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {"text", "since", "act", "from_article"} <= answer["runs"][0].keys()
    shown = run(embedded_store, root, "blame", "D75", "--at", "2010-12-29", "--no-follow")
    assert shown.stdout.startswith("D. 75 (cpp) on 2010-12-29")


def test_a_draft_by_the_command_line(embedded_store: Path, root: Path) -> None:
    done = run(
        embedded_store, root, "amend", "draft", "D75", "--from", "2010-12-19", "--to", "2010-12-29", "--json"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["exact"]
    assert "article D. 75" in answer["text"]
    assert all(one["article"] == "D75" for one in answer["instructions"])


def test_changes_of_substance_alone(embedded_store: Path, root: Path) -> None:
    days = ("--from", "2010-12-19", "--to", "2010-12-29", "--json")
    every, some = (
        json.loads(run(embedded_store, root, "changes", *days, *more).stdout)["changes"]
        for more in ((), ("--substantive",))
    )
    assert some == [one for one in every if one["class"] == "substantive"]
    assert 0 < len(some) < len(every)
