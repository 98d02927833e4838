"""Fiches beside a store: what `build` keeps, what `Corpus` and `fiches` tell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus, errors
from cpp_versions.cli import main
from cpp_versions.collecting import collect
from cpp_versions.fiches import library
from tests.fiches.written import PAGE, xml

D52_1 = "Code de procédure pénale : articles D50 à D52-1"


@pytest.fixture(scope="module")
def store(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("fiches") / "store"
    collect([str(root / "corpus")], target)
    return target


@pytest.fixture
def corpus(store: Path) -> Corpus:
    return Corpus.open(store)


def run(store: Path, *arguments: str) -> int:
    return main(["--store", str(store), *arguments])


def test_a_fresh_install_shows_the_fiche(corpus: Corpus) -> None:
    (fiche,) = corpus.fiches()
    targets = {one.title: (one.targets, one.status) for one in fiche.references}
    assert targets[D52_1] == (("D52", "D52-1"), "in_force")
    assert targets["Code de procédure pénale : article 464-2"] == (("464-2",), "unknown")
    assert targets["Code pénal : article 132-19"] == (("132-19",), "other_text")
    (about,) = corpus.fiches_about("D. 52-1")
    assert (about.fiche, about.ground, about.quote, about.passage) == ("F35705", "reference", D52_1, None)
    assert about.url.endswith("/F35705") and "legifrance" in about.address


def test_an_article_that_only_a_fiche_knows(corpus: Corpus) -> None:
    (about,) = corpus.fiches_about("464-2")
    assert (about.fiche, about.same_text) == ("F35705", None)
    for number in ("D49-33-9", "723-15"):  # inside a range, or nowhere: no article of which anything is known
        with pytest.raises(errors.UnknownArticle):
            corpus.fiches_about(number)
    assert corpus.fiches_about("D75") == ()


def test_fiches_are_joined_and_replaced(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, fiche, page = tmp_path / "store", tmp_path / "F1.xml", tmp_path / "page.txt"
    fiche.write_bytes(xml("Code de procédure pénale : article D. 75", id_="F1"))
    page.write_text(PAGE, "utf-8")
    assert run(target, "build", str(fiche)) == 2
    assert "--add" in capsys.readouterr().err
    assert run(target, "build", "--quiet") == 0
    assert run(target, "build", "--quiet", "--add", str(fiche)) == 0
    assert run(target, "build", "--quiet", "--add", str(fiche), "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["changed"] is False
    first, *_ = Corpus.open(target).fiches_about("D75", date(2010, 12, 29))
    assert (first.fiche, first.same_text) == ("F1", True)
    assert first.passage is not None and first.passage.headings == ("Quartier disciplinaire",)
    assert Corpus.open(target).fiches_about("D75", date(2010, 12, 19))[0].same_text is False
    assert run(target, "build", "--quiet", "--add", str(page)) == 0
    assert "2 fiches beside it" in capsys.readouterr().out  # the page is the one of the same title
    assert {one.fiche for one in Corpus.open(target).fiches_about("D75")} == {"F1"}
    fiche.write_bytes(b"<!DOCTYPE a [<!ENTITY b 'c'>]><Publication/>")
    before = library.path_in(target).read_bytes()
    assert run(target, "build", "--quiet", "--add", str(fiche)) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert library.path_in(target).read_bytes() == before
    assert run(target, "build", "--quiet", str(root / "corpus")) == 0
    assert [one.fiche for one in Corpus.open(target).fiches()] == ["F35705"]


def test_the_command(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(store, "fiches", "D. 52-1", "--json") == 0
    (about,) = json.loads(capsys.readouterr().out)["fiches"]
    assert set(about) == {
        "id", "title", "url", "modified", "ground", "quote", "address", "score", "terms", "headings", "passage",
        "same_text",
    }  # fmt: skip
    assert run(store, "fiches", "--json") == 0
    (fiche,) = json.loads(capsys.readouterr().out)["fiches"]
    assert set(fiche) == {"id", "title", "url", "modified", "form", "source", "passages", "references"}
    for arguments, said in ((["F35705"], "→ D. 52, D. 52-1"), (["D75"], "no fiche about it"), ([], "F35705")):
        assert run(store, "fiches", *arguments) == 0
        assert said in capsys.readouterr().out
    assert run(store, "fiches", "F1") == 2
    assert run(store, "fiches", "nonsense!") == 2


def test_a_damaged_file_of_fiches_is_one_line(store: Path, corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    path = library.path_in(store)
    kept = path.read_bytes()
    try:
        path.write_bytes(b"{")
        assert run(store, "fiches") == 1
        assert "fiches.json: damaged" in capsys.readouterr().err
        with pytest.raises(errors.StoreError):
            corpus.fiches()
        assert run(store, "article", "D75") == 0
    finally:
        path.write_bytes(kept)


def test_passages_of_the_real_fiche(store: Path, shared_data: Path, shared_seeds: Path, tmp_path: Path) -> None:
    kept = library.path_in(store).read_bytes()
    try:
        given = [shared_data / "fiches" / "F35705_EXCERPT.xml", shared_seeds / "fiche-peine-de-prison-ferme.txt"]
        made = collect(list(map(str, given)), store, add=True)
        assert made.fiches == 1
        (fiche,) = Corpus.open(store).fiches()
        assert fiche.form == "text" and len(fiche.passages) > 20 and fiche.url.endswith("F35705")
        assert len(fiche.references) == 8
    finally:
        library.path_in(store).write_bytes(kept)
