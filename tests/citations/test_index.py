"""Citations in a store: what cites and what is cited on a day, texts without links, ranges and numbers that come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus, build
from tests.gitrepo import Repo

A = "code-de-procedure-penale/partie-legislative/titre-ier-de-laction-publique"
FIRST = "Modifications par Loi n° 57-1426 du 31 décembre 1957"


def page(number: str, *alineas: str) -> str:
    """An article file."""
    return f"# Article {number}\n\n{''.join(f'<p>{alinea}</p>' for alinea in alineas)}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Articles 1 to 9 of which 5 ends; the first cites in every way."""
    repo = Repo(tmp_path / "lexhub")
    files: dict[str, str | bytes | None] = {
        f"{A}/{number}.md": page(str(number), f"Texte {number}.") for number in (2, 3, 4, 5, 8)
    }
    files["README.md"] = "mise à jour à 2023-12-06T00:00:00"
    files[f"{A}/1.md"] = page(
        "1",
        "Voir les articles 2 à 5 et l'article 7-1.",
        "<table><tr><td>Art. 8</td><td>l'article 9-1 du code pénal, puis l'article 12-1</td></tr></table>",
        "L'article <a href='/code-civil/livre-ier/8.md'>8</a> et l'article suivant.",
    )
    repo.commit("2000-01-01", files, FIRST)
    repo.commit("2005-01-01", {f"{A}/5.md": None}, "Modifications par Loi n° 2004-1 du 2 janvier 2004")
    return repo


def cited(corpus: Corpus, day: date) -> list[tuple[str, str | None, tuple[str, ...], str]]:
    return [(c.quote, c.code, c.targets, c.status) for c in corpus.cites("1", day)]


def test_citations_are_resolved_on_the_day(repo: Repo, tmp_path: Path) -> None:
    build([str(repo.path)], tmp_path / "store")
    corpus = Corpus.open(tmp_path / "store")
    then, now = cited(corpus, date(2001, 1, 1)), cited(corpus, date(2010, 1, 1))
    assert then == [
        ("articles 2 à 5", "cpp", ("2", "3", "4", "5"), "in_force"),
        ("l'article 7-1", "cpp", ("7-1",), "unknown"),
        ("Art. 8", "cpp", ("8",), "in_force"),
        ("l'article 9-1", "penal", ("9-1",), "other_text"),
        ("l'article 12-1", "penal", ("12-1",), "ambiguous"),
        ("L'article 8", "civil", ("8",), "other_text"),
        ("l'article suivant", "cpp", ("2",), "in_force"),
    ]
    assert now[0] == ("articles 2 à 5", "cpp", ("2", "3", "4"), "not_in_force")
    text = "\n\n".join(corpus.article("1", at=date(2001, 1, 1)).alineas)
    for citation in corpus.cites("1", date(2001, 1, 1)):
        assert text[slice(*citation.span)] == citation.quote


def test_a_range_cites_what_stands_inside_it(repo: Repo, tmp_path: Path) -> None:
    build([str(repo.path)], tmp_path / "store")
    corpus = Corpus.open(tmp_path / "store")
    for number in "234":
        assert [c.quote for c in corpus.cited_by(number, date(2001, 1, 1))] == ["articles 2 à 5"]
    assert [c.quote for c in corpus.cited_by("8", date(2001, 1, 1))] == ["Art. 8"]
    assert [c.quote for c in corpus.cited_by("7-1", date(2001, 1, 1))] == ["l'article 7-1"]


def test_a_number_that_comes_is_cited_by_what_was_written_before(repo: Repo, tmp_path: Path) -> None:
    build([str(repo.path)], tmp_path / "store")
    files: dict[str, str | bytes | None] = {
        f"{A}/{number}.md": page(number, f"Texte {number}.") for number in ("3-1", "12-1", "7-1")
    }
    repo.commit("2006-01-01", files, "Modifications par Loi n° 2005-10 du 2 janvier 2005")
    build([str(repo.path)], tmp_path / "store", add=True)
    corpus = Corpus.open(tmp_path / "store")
    assert corpus.verify() == ()
    assert [c.quote for c in corpus.cited_by("3-1", date(2007, 1, 1))] == ["articles 2 à 5"]
    assert ("l'article 12-1", "cpp", ("12-1",), "in_force") in cited(corpus, date(2007, 1, 1))
    assert ("l'article 12-1", "cpp", ("12-1",), "not_in_force") in cited(corpus, date(2001, 1, 1))
