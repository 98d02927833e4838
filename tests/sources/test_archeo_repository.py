"""Archéo Lex's repositories, against small ones made here and, version by version, against git for the real one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from cpp_versions import numbering
from cpp_versions.errors import SourceError, UnknownFormat
from cpp_versions.locations import open_source
from cpp_versions.model import CodeHistory, State
from cpp_versions.sources import archeo_repository, fingerprint, recognise
from tests.gitrepo import Repo, git

FILE = "code_de_la_consommation.md"
START = "Version consolidée au 1er janvier 2001"
D1, D2, D3 = date(2001, 1, 1), date(2002, 3, 8), date(2003, 12, 29)
M2, M3 = "Version consolidée au 8 mars 2002", "Version consolidée au 29 décembre 2003"


def code(*articles: tuple[str, str], title: str = "Chapitre Ier : De l'objet") -> str:
    body = "".join(f"### Article {number}\n\n{text}\n\n" for number, text in articles)
    return f"# Partie législative\n\n## {title}\n\n{body}"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "archeo", branch="texte")
    repo.commit("2014-08-04", {"README.md": "Ce dépôt …"}, "Ajout de la notice")
    return repo


def read(repo: Repo) -> CodeHistory:
    (history,) = recognise(str(repo.path)).read(None)
    return history


def periods(history: CodeHistory, number: str, slot: int = 1) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            a.text.joined if a.state is State.IN_FORCE else a.state.value,
            a.valid_from.isoformat() if a.valid_from else None,
            a.valid_to.isoformat() if a.valid_to else None,
        )
        for a in history.attestations
        if (a.number, a.slot) == (number, slot)
    ]


def kinds(history: CodeHistory) -> list[str]:
    return [anomaly.kind for anomaly in history.anomalies]


def test_versions_places_and_ends(repo: Repo) -> None:
    # the author's dates say nothing: only the message does
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."), ("L2", "Deux.\n\nEt demi."), ("L3", "Trois."))}, START)
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."), ("L2", "Deux bis."), ("R*4", "Quatre."))}, M2)
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."), ("L2", "Deux bis."), title="Chapitre Ier : Du sujet")}, M3)
    history = read(repo)
    assert (history.code.id, history.source.format, history.source.as_of) == (
        "consommation", "archeo-lex-repository", D3,
    )  # fmt: skip
    assert [d.day for d in history.dates] == [D1, D2, D3]
    assert periods(history, "L1") == [("Un.", None, None)]
    assert periods(history, "L2") == [("Deux.\n\nEt demi.", None, "2002-03-08"), ("Deux bis.", "2002-03-08", None)]
    assert periods(history, "L3") == [("Trois.", None, "2002-03-08")]
    assert periods(history, "R4") == [("Quatre.", "2002-03-08", "2003-12-29")]
    assert {a.attested_from for a in history.attestations if a.valid_from is None} == {D1}
    places = [(p.start, p.end, [s.title for s in p.path]) for p in history.placements if p.number == "L1"]
    assert places == [
        (D1, D3, ["Partie législative", "Chapitre Ier : De l'objet"]),
        (D3, None, ["Partie législative", "Chapitre Ier : Du sujet"]),
    ]
    assert not any(section.restored for p in history.placements for section in p.path)
    assert next(p.path[1].key for p in history.placements) == "chapitre-ier-de-lobjet"
    assert kinds(history) == []


def test_an_article_that_comes_back_has_a_hole_between(repo: Repo) -> None:
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."), ("L2", "Deux."))}, START)
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."))}, M2)
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."), ("L2", "Deux."))}, M3)
    assert periods(read(repo), "L2") == [("Deux.", None, "2002-03-08"), ("Deux.", "2003-12-29", None)]


def test_alineas_tables_tags_notas_and_placeholders(repo: Repo) -> None:
    table = (
        "<table><tbody>\n <tr>\n  <td><center><b>A</b></center></td>\n  <td>B &amp; C</td>\n </tr>\n</tbody></table>"
    )
    texts = [
        (
            "1",
            f"Un  :\n\n- a ;\n- b.\n\n{table}\n\n<b>\n\n</b>\n\n<center>Titre</center>\n\nx < y & <script>z</script>",
        ),
        ("2", "Deux.\n\nNOTA :\n\nDit par l'éditeur."),
        ("3", "(Article abrogé)"),
        ("4", ""),
        ("5", "Nota bene : un texte."),
    ]
    repo.commit("2018-01-01", {FILE: code(*texts)}, START)
    history = read(repo)
    one, two, three, four, five = history.attestations
    assert one.text.alineas == (
        "Un :", "- a ;", "- b.", "<table>\n<tr><td>A</td><td>B &amp; C</td></tr>\n</table>", "Titre",
        "x < y & <script>z</script>",
    )  # fmt: skip
    assert (two.text.alineas, two.text.nota) == (("Deux.",), ("Dit par l'éditeur.",))
    assert (three.state, four.state, five.state) == (State.ENDED, State.MISSING, State.IN_FORCE)
    assert kinds(history) == ["placeholder", "missing"]


def test_levels_are_those_of_the_headings(repo: Repo) -> None:
    text = (
        "# Partie\n### Livre Ier\n#### Article 1\nUn.\n#### Chapitre Ier\n##### Article 2\nDeux.\n"
        "#### Article 3\nTrois.\n########### Article 4\nQuatre.\n# Annexes\n## Article Annexe art. 1\nCinq.\n"
    )
    repo.commit("2018-01-01", {FILE: text}, START)
    found = {p.number: [s.title for s in p.path] for p in read(repo).placements}
    assert found == {
        "1": ["Partie", "Livre Ier"],
        "2": ["Partie", "Livre Ier", "Chapitre Ier"],
        "3": ["Partie", "Livre Ier"],
        "4": ["Partie", "Livre Ier"],
        "annexe-article-1": ["Annexes"],
    }


def test_a_number_that_stands_twice(repo: Repo) -> None:
    first = code(("L1", "Un."), ("L2", "Deux."))
    repo.commit("2018-01-01", {FILE: first}, START)
    repo.commit(
        "2018-01-01", {FILE: first.replace("# Partie", "# Autre\n\n## Article L2\n\nAutre.\n\n# Partie", 1)}, M2
    )
    repo.commit(
        "2018-01-01", {FILE: first.replace("# Partie", "# Autre\n\n## Article L2\n\nAutre bis.\n\n# Partie", 1)}, M3
    )
    history = read(repo)
    assert periods(history, "L2") == [("Deux.", None, None)]
    assert periods(history, "L2", 2) == [("Autre.", "2002-03-08", "2003-12-29"), ("Autre bis.", "2003-12-29", None)]
    assert kinds(history) == ["number_twice"]


# -- dates and branches


def test_what_the_branch_of_the_future_adds(repo: Repo) -> None:
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."), ("L2", "Deux."))}, START)
    repo.commit("2018-01-01", {FILE: code(("L1", "Un bis."), ("L2", "Deux."))}, M2)
    before = fingerprint(str(repo.path))
    git(repo.path, "checkout", "-q", "-b", "futur-texte")
    repo.commit(
        "2018-01-01", {FILE: code(("L1", "Un bis."), ("L2", "Deux ter."))}, "Version consolidée au 1er janvier 2030"
    )
    repo.commit("2018-01-01", {FILE: code(("L1", "Un quater."))}, "Version consolidée au 22 février 2222")
    git(repo.path, "checkout", "-q", "texte")
    assert fingerprint(str(repo.path)) != before
    history = read(repo)
    assert [d.day for d in history.dates] == [D1, D2, date(2030, 1, 1)]
    assert history.source.as_of == D2
    assert periods(history, "L2") == [("Deux.", None, "2030-01-01"), ("Deux ter.", "2030-01-01", None)]
    assert periods(history, "L1")[-1] == ("Un bis.", "2002-03-08", None)
    assert [(a.kind, a.number, a.day, a.ours, a.theirs) for a in history.anomalies] == [
        ("undetermined_date", "L1", None, "Un bis.", "Un quater."),
        ("undetermined_date", "L2", None, "Deux ter.", ""),
    ]
    bundle = repo.bundle(repo.path.parent / "a.bundle", "texte", "futur-texte")
    assert fingerprint(str(bundle)) == fingerprint(str(repo.path))
    (again,) = recognise(str(bundle)).read(None)
    assert (again.attestations, again.placements) == (history.attestations, history.placements)


def test_branches_that_differ_on_the_past(repo: Repo) -> None:
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."))}, START)
    git(repo.path, "checkout", "-q", "-b", "futur-texte", "HEAD~1")
    repo.commit("2018-01-01", {FILE: code(("L1", "Autre."))}, START)
    git(repo.path, "checkout", "-q", "texte")
    history = read(repo)
    assert periods(history, "L1") == [("Un.", None, None)]
    assert [(a.kind, a.day) for a in history.anomalies] == [("branches_differ", D1)]


def test_messages_without_a_date_and_out_of_order(repo: Repo) -> None:
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."))}, START)
    repo.commit("2018-01-01", {FILE: code(("L1", "Trois."))}, M3)
    repo.commit("2018-01-01", {FILE: code(("L1", "Deux."))}, M2)
    repo.commit("2018-01-01", {FILE: code(("L1", "Quatre."))}, "Correction")
    repo.commit("2018-01-01", {FILE: code(("L1", "Cinq."))}, "Version consolidée au 31 février 2004")
    history = read(repo)
    assert [text for text, _, _ in periods(history, "L1")] == ["Un.", "Deux.", "Trois."]
    assert Counter(kinds(history)) == {"version_order": 1, "undated_version": 2}


def test_what_stands_outside_of_articles_is_told_once(repo: Repo) -> None:
    text = (
        "Un mot avant.\n# Partie\n\nUn mot dessous.\n\n## Article L1\n\nUn.\n## Article 9"
        + "9" * 400
        + "\n\nIllisible.\n"
    )
    repo.commit("2018-01-01", {FILE: text}, START)
    repo.commit("2018-01-01", {FILE: text.replace("Un.", "Un bis.")}, M2)
    repo.commit("2018-01-01", {FILE: text.encode().replace(b"Un.", b"L'\xe9t\xe9.")}, M3)
    history = read(repo)
    assert Counter(kinds(history)) == {"text_outside_articles": 2, "unreadable": 2}
    assert {a.theirs for a in history.anomalies} == {"Un mot avant.", "Un mot dessous.", "Illisible.", None}
    assert periods(history, "L1")[-1][0] == "L'\ufffdt\ufffd."


# -- which source it is


def test_codes_are_named_by_their_file_or_their_title(repo: Repo) -> None:
    repo.commit(
        "2018-01-01",
        {
            "code_général_des_impôts.md": code(("1er", "Un.")),
            "LEGITEXT1.md": "# Code de la route\n\n## Livre Ier\n\n### Article L1\n\nUn.\n",
            "code_de_la_mer.md": code(("1", "Un.")),
            "notes.md": "# Des notes\n\nrien\n",
        },
        START,
    )
    found = {h.code.id: h for h in recognise(str(repo.path)).read(None)}
    assert set(found) == {"general-des-impots", "route", "code-de-la-mer"}
    assert found["code-de-la-mer"].code.title == "Code de la mer"
    assert [s.title for s in found["route"].placements[0].path] == ["Livre Ier"]


def test_lexhub_and_archeo_lex_are_told_apart(tmp_path: Path) -> None:
    lexhub = Repo(tmp_path / "lexhub")
    lexhub.commit("2000-01-01", {"README.md": "# LexHub", "code-civil/titre-i/1.md": "# Article 1\n\n<p>Un.</p>"})
    assert recognise(str(lexhub.path)).format == "lexhub"
    archeo = Repo(tmp_path / "archeo")
    archeo.commit("2000-01-01", {FILE: code(("1", "Un.")), "docs/aide.md": "# Aide"}, START)
    assert recognise(str(archeo.path)).format == "archeo-lex-repository"
    other = Repo(tmp_path / "other")
    other.commit("2000-01-01", {"notes.md": "# Notes"})
    with pytest.raises(UnknownFormat):
        recognise(str(other.path))


def test_a_repository_without_a_version(repo: Repo) -> None:
    repo.commit("2018-01-01", {FILE: code(("L1", "Un."))}, "premier jet")
    with pytest.raises(SourceError, match="no consolidated version") as error:
        recognise(str(repo.path)).read(None)
    assert "\n" not in str(error.value)


# -- the real one: every version, against git


@pytest.fixture(scope="module")
def bundle(shared_data: Path) -> Path:
    path = shared_data / "archeo-lex-cpi.bundle"
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return path


def test_every_version_against_git(bundle: Path) -> None:
    """Headings are counted, and words joined, by other means than the reader's: each version has the same."""
    (history,) = recognise(str(bundle)).read(None)
    assert (history.code.id, history.source.as_of) == ("propriete-intellectuelle", date(2018, 6, 8))
    assert history.dates[0].day == date(1992, 7, 3)
    assert history.dates[-1].day == date(2022, 1, 1)
    words = {a: squeezed("".join(a.text.alineas)) for a in history.attestations}
    with open_source(str(bundle)) as repository:
        commits = git(repository.path, "log", "--reverse", "--format=%H %s", "futur-texte").decode().splitlines()[1:]
        assert len(commits) == len(history.dates) + 1  # that of 2222 is no date
        path = "code_de_la_propriété_intellectuelle.md"
        files = contents(repository.path, [f"{line.split(' ', 1)[0]}:{path}" for line in commits[:-1]])
        for file, entry in zip(files, history.dates, strict=True):
            expected = oracle(file)
            found = Counter(
                (a.number, words[a])
                for a in history.attestations
                if entry.day and a.attested_from <= entry.day and (a.valid_to is None or entry.day < a.valid_to)
            )
            assert found == expected, entry.day


def contents(repository: Path, names: list[str]) -> Iterator[str]:
    """The files of those names, as one process of git tells them."""
    told = BytesIO(git(repository, "cat-file", "--batch", stdin="\n".join(names).encode()))
    while head := told.readline():
        yield told.read(int(head.split()[2])).decode()
        told.read(1)


def oracle(text: str) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for part in re.split(r"(?m)^#+ ", text)[1:]:
        title, _, body = part.partition("\n")
        if title.startswith("Article "):
            number = str(numbering.from_source(title.removeprefix("Article ").strip()))
            found[number, squeezed(body)] += 1
    return found


@cache
def squeezed(text: str) -> str:
    return "".join(re.sub(r"</?[a-z][^<>]*>", "", text).split())


def test_holds_says_no_to_another_repository(tmp_path: Path) -> None:
    other = Repo(tmp_path / "other")
    other.commit("2000-01-01", {"a/b.md": "# Article 1\n"})
    with open_source(str(other.path)) as repository:
        assert not archeo_repository.holds(repository)


def test_a_line_of_text_that_begins_with_the_mark_is_text(repo: Repo) -> None:
    repo.commit("2018-01-01", {FILE: code(("1", "Un.\n\n#2 n'est pas un titre.\n\n#"), ("2", "Deux."))}, START)
    assert [a.text.alineas for a in read(repo).attestations] == [("Un.", "#2 n'est pas un titre.", "#"), ("Deux.",)]
    assert kinds(read(repo)) == []
