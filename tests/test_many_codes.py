"""Any code builds by the same command: one store of many codes, of some, or of a code nobody has heard of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpp_versions.building import build
from cpp_versions.corpus import Corpus
from cpp_versions.errors import UsageError
from cpp_versions.model import State
from tests.gitrepo import Repo

CGI = "code-general-des-impots-cgi/livre-premier/titre-premier"
ANNEX = "code-general-des-impots-annexe-3-cgian3/livre-premier"
FILES = {
    "README.md": "Données mises à jour : updated at 2023-12-06\n",
    "code-civil/livre-ier/titre-ier/1er.md": "# Article 1er\n\n<p>Les présentes règles entrent en vigueur.</p>",
    "code-civil/titre-preliminaire/16-1-1.md": "# Article 16-1-1\n\n<p>Le respect demeure.</p>",
    f"{CGI}/199-undecies-a.md": "# Article 199 undecies A\n\n<p><a href='/code-civil/x/1er.md'>l'art. 1er</a>.</p>",
    f"{CGI}/1er.md": "# Article 1er\n\n<p>Il est établi un impôt.</p>",
    f"{CGI}/annexe-2.md": "# Article Annexe 2\n\n<table><tr><td>Taux</td><td>5 %</td></tr></table>",
    f"{ANNEX}/38-quinquies.md": "# Article 38 quinquies\n\nAncien texte.   Deuxième alinéa.",
    f"{ANNEX}/r-21.md": "# Article R*21\n\n<p>Un.</p>",
    "code-de-la-mer-imaginaire/livre-i/l1.md": "# Article L1\n\n<p>La mer.</p>",
}


@pytest.fixture(params=["folder", "repository", "bundle"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    repo = Repo(tmp_path / "codes")
    repo.commit("2001-02-03", dict(FILES.items()))
    if request.param == "bundle":
        return str(repo.bundle(tmp_path / "codes.bundle"))
    if request.param == "folder":
        for path in sorted((repo.path / ".git").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        (repo.path / ".git").rmdir()
    return str(repo.path)


def test_all_codes_in_one_store(source: str, tmp_path: Path) -> None:
    report = build([source], tmp_path / "store")
    assert (report.articles, report.changed, report.anomalies) == (8, True, 0)
    corpus = Corpus.open(tmp_path / "store")
    assert {code.id for code in corpus.codes()} == {
        "civil", "general-des-impots", "general-des-impots-annexe-iii", "code-de-la-mer-imaginaire",
    }  # fmt: skip
    for asked, code, words in (
        ("199 undecies A", "general-des-impots", "l'art. 1er."),
        ("civil:1er", "civil", "Les présentes règles entrent en vigueur."),
        ("general-des-impots:1er", "general-des-impots", "Il est établi un impôt."),
        ("annexe 2", "general-des-impots", "<table>\n<tr><td>Taux</td><td>5 %</td></tr>\n</table>"),
        ("R. 21", "general-des-impots-annexe-iii", "Un."),
        ("code-de-la-mer-imaginaire:L1", "code-de-la-mer-imaginaire", "La mer."),
    ):
        answer = corpus.article(asked)
        assert (answer.as_json()["code"], answer.state, answer.alineas) == (code, State.IN_FORCE, (words,)), asked
    assert corpus.article("38 quinquies").alineas == ("Ancien texte.", "Deuxième alinéa.")
    assert corpus.article("38 quinquies").as_of == date(2023, 12, 6)


def test_some_codes_of_it(source: str, tmp_path: Path) -> None:
    assert build([source], tmp_path / "one", codes=["civil"]).articles == 2
    assert build([source], tmp_path / "two", codes=["code-de-la-mer-imaginaire", "civil"]).articles == 3
    with pytest.raises(UsageError, match="no source has this code: they have civil, code-de-la-mer-imaginaire"):
        build([source], tmp_path / "none", codes=["rural"])
    assert not (tmp_path / "none" / ".git").exists()


def test_codes_of_several_sources_in_one_store(tmp_path: Path) -> None:
    lexhub, archeo = Repo(tmp_path / "lexhub"), Repo(tmp_path / "archeo", branch="texte")
    lexhub.commit("2001-02-03", {"code-civil/livre-ier-des-personnes/1.md": "# Article 1\n\n<p>Un.</p>"})
    lexhub.commit("2002-02-03", {"code-civil/livre-ier-des-personnes/1.md": "# Article 1\n\n<p>Un bis.</p>"})
    for day, message, text in (("01", "1er", "Un."), ("05", "5", "Un ter.")):
        body = f"# Livre Ier : Des personnes\n\n## Article 1\n\n{text}\n"
        archeo.commit(
            f"2018-01-{day}",
            {"code_civil.md": body, "code_pénal.md": body},
            f"Version consolidée au {message} mars 2001",
        )
    report = build([str(lexhub.path), str(archeo.path)], tmp_path / "store")
    assert report.articles == 2
    corpus = Corpus.open(tmp_path / "store")
    assert corpus.article("penal:1", date(2001, 3, 6)).alineas == ("Un ter.",)
    article = corpus.article("civil:1", date(2001, 3, 6))
    assert (article.alineas, article.source) == (("Un.",), "LexHub")
    assert article.as_json()["section"] == ["Livre Ier : Des personnes"]
    assert {a.kind for a in corpus.anomalies()} == {"differs"}
    other = build(
        [str(lexhub.path), str(archeo.path)], tmp_path / "store", precedence=("archeo-lex-repository", "lexhub")
    )
    assert other.changed
    assert Corpus.open(tmp_path / "store").article("civil:1", date(2001, 3, 6)).source == "Archéo Lex"
