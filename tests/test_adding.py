"""One more version: added at the end, the store is what reading everything gives, down to the commit ids."""

from __future__ import annotations

import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from cpp_versions import Corpus, adding, build, generation
from tests.gitrepo import Repo, git

A = "code-de-procedure-penale/partie-legislative/titre-ier-de-laction-publique"
README = "mise à jour à 2023-12-06T00:00:00"


def page(number: str, body: str) -> str:
    """An article file."""
    return f"# Article {number}\n\n<p>{body}</p>\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two articles, of which one has two versions."""
    repo = Repo(tmp_path / "lexhub")
    old = "Modifications par Loi n° 57-1426 du 31 décembre 1957"
    repo.commit("1970-01-02", {"README.md": README, f"{A}/1.md": page("1", "De l'action publique, un.")}, old)
    repo.commit("2001-01-01", {f"{A}/2.md": page("2", "Deux.")}, "Modifications par Loi n° 2000-516 du 15 juin 2000")
    repo.commit("2002-01-01", {f"{A}/1.md": page("1", "Un bis.")}, "Modifications par Loi n° 2001-1 du 2 janvier 2001")
    return repo


LATER: dict[str, dict[str, str | bytes | None]] = {
    "an article changes": {f"{A}/2.md": page("2", "Deux bis.")},
    "an article ends": {f"{A}/2.md": None},
    "an article is new": {f"{A}/1-1.md": page("1-1", "Entre les deux, <a href='/code-penal/1.md'>1</a>.")},
    "three at once": {f"{A}/1.md": None, f"{A}/2.md": page("2", "Deux, quatre."), f"{A}/3.md": page("3", "Un bis.")},
    "an article moves and comes back": {f"{A}/2.md": page("2", "Deux ter."), f"{A}/1.md": page("1", "Missing data")},
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER)
def test_what_is_added_is_what_reading_everything_gives(
    later: dict[str, str | bytes | None], repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(repo.path)], tmp_path / "store")
    tried: list[bool] = []
    add = adding.add

    def watched(*arguments: object) -> bool:
        tried.append(add(*arguments))  # type: ignore[arg-type]
        return tried[-1]

    monkeypatch.setattr(adding, "add", watched)
    for day, act in (("2003-01-01", "2002-10"), ("2004-01-01", "2003-11")):
        message = f"Modifications par Loi n° {act} du 2 janvier {act[:4]}"
        files: dict[str, str | bytes | None] = {f"{A}/4.md": page("4", f"Le {day}.")}
        files = later if day < "2004" else files
        repo.commit(day, files, message)
        assert build([str(repo.path)], tmp_path / "store", add=True).changed
    assert tried == [True, True]
    corpus = Corpus.open(tmp_path / "store")
    assert corpus.verify() == ()
    build([str(repo.path)], tmp_path / "whole")
    whole = Corpus.open(tmp_path / "whole")
    assert corpus.head == whole.head
    assert [corpus.history(a.ref) for a in corpus.articles("cpp")] == [
        whole.history(a.ref) for a in whole.articles("cpp")
    ]


def test_who_reads_the_store_reads_on(repo: Repo, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([str(repo.path)], store)
    with closing(Corpus.open(store)) as reader:
        before = [reader.history(article.ref) for article in reader.articles("cpp")], reader.head
        for day, number in (("2003-01-01", "2002-10"), ("2004-01-01", "2003-11")):
            message = f"Modifications par Loi n° {number} du 2 janvier {number[:4]}"
            repo.commit(day, {f"{A}/2.md": page("2", f"Le {day}.")}, message)
            build([str(repo.path)], store, add=True)
            assert ([reader.history(article.ref) for article in reader.articles("cpp")], reader.head) == before
            with closing(Corpus.open(store)) as other:
                assert other.head != reader.head
                assert other.verify() == ()
    git(store, "fsck", "--strict")


def test_who_opens_the_store_waits_for_an_index_that_moves(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    build([str(repo.path)], store)
    current = generation.current(store)
    index, away = current / generation.INDEX, tmp_path / "away"
    monkeypatch.setattr("cpp_versions.index.rebuild.rebuild", lambda *_: pytest.fail("made again for nothing"))
    with ThreadPoolExecutor(1) as pool:
        with generation.unread(current) as alone:
            assert alone
            index.rename(away)
            opened = pool.submit(Corpus.open, store)
            time.sleep(0.2)
            assert not opened.done()
            away.rename(index)
        with closing(opened.result(timeout=30)) as corpus:
            assert corpus.article("2").alineas == ("Deux.",)
            with generation.unread(current) as alone:
                assert not alone


def test_killed_at_any_moment_of_an_addition(repo: Repo, tmp_path: Path) -> None:
    base, store = tmp_path / "base", tmp_path / "store"
    build([str(repo.path)], base)
    repo.commit("2003-01-01", LATER["three at once"], "Modifications par Loi n° 2002-10 du 2 janvier 2002")
    shutil.copytree(base, store)
    start = time.monotonic()
    build([str(repo.path)], store, add=True)
    length = time.monotonic() - start
    heads = {generation.head_of(generation.current(one)) for one in (base, store)}
    assert len(heads) == 2
    chance, seen = random.Random(2010), set()
    for _ in range(20):
        shutil.rmtree(store)
        shutil.copytree(base, store)
        process = get_context("fork").Process(target=build, args=([str(repo.path)], store), kwargs={"add": True})
        process.start()
        time.sleep(chance.uniform(0, length))
        process.kill()
        process.join()
        seen.add(generation.head_of(generation.current(store)))
        with closing(Corpus.open(store)) as corpus:
            assert corpus.head in heads
            assert corpus.verify() == ()
        for _ in range(100):  # git, begun at that very moment, holds the lock for a moment more
            generation.tidy(store)
            if len(list((store / "generations").iterdir())) == 1:
                break
            time.sleep(0.01)
        assert len(list((store / "generations").iterdir())) == 1
    assert seen <= heads


REFUSED = {
    "a date that isn't later": ("2002-01-01", "Modifications par Loi n° 2002-10 du 2 janvier 2002", f"{A}/2.md"),
    "an act named in part": ("2003-01-01", "Modifications par Loi", f"{A}/2.md"),
    "a section that is new": ("2003-01-01", "Modifications par Loi n° 2002-10 du 2 janvier 2002", f"{A}-bis/9.md"),
}


@pytest.mark.parametrize(("day", "message", "path"), REFUSED.values(), ids=REFUSED)
def test_what_could_differ_is_read_whole(day: str, message: str, path: str, repo: Repo, tmp_path: Path) -> None:
    build([str(repo.path)], tmp_path / "store")
    repo.commit(day, {path: page("9" if "bis" in path else "2", "Autre.")}, message)
    assert build([str(repo.path)], tmp_path / "store", add=True).changed
    build([str(repo.path)], tmp_path / "whole")
    corpus, whole = Corpus.open(tmp_path / "store"), Corpus.open(tmp_path / "whole")
    assert (corpus.head, corpus.verify()) == (whole.head, ())


def test_a_history_written_anew_is_read_whole(repo: Repo, tmp_path: Path) -> None:
    build([str(repo.path)], tmp_path / "store")
    git(repo.path, "commit", "-q", "--amend", "-m", "autrement", "--date", "2002-01-01T12:00:00 +0000")
    repo.commit(
        "2003-01-01", {f"{A}/2.md": page("2", "Deux bis.")}, "Modifications par Loi n° 2002-10 du 2 janvier 2002"
    )
    assert build([str(repo.path)], tmp_path / "store", add=True).changed
    build([str(repo.path)], tmp_path / "whole")
    corpus, whole = Corpus.open(tmp_path / "store"), Corpus.open(tmp_path / "whole")
    assert (corpus.head, corpus.verify()) == (whole.head, ())


def test_anomalies_that_are_added_stand_where_reading_everything_puts_them(repo: Repo, tmp_path: Path) -> None:
    repo.commit(
        "2002-06-01",
        {f"{A}/1.md": page("1", "Missing data"), f"{A}/7.md": page("7", "Missing data")},
        "Modifications par Loi n° 2002-2 du 2 janvier 2002",
    )
    build([str(repo.path)], tmp_path / "store")
    for day, number in (("2003-01-01", "2"), ("2003-06-01", "5")):
        files: dict[str, str | bytes | None] = {f"{A}/{number}.md": page(number, "Missing data")}
        repo.commit(day, files, "Modifications par Loi n° 2002-10 du 2 janvier 2002")
        build([str(repo.path)], tmp_path / "store", add=True)
    build([str(repo.path)], tmp_path / "whole")
    corpus, whole = Corpus.open(tmp_path / "store"), Corpus.open(tmp_path / "whole")
    assert (corpus.head, corpus.verify()) == (whole.head, ())
    assert set(corpus.anomalies()) == set(whole.anomalies())
