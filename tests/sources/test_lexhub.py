"""LexHub: each trap of its history in a small repository, and folders and files without a history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpp_versions.errors import CppVersionsError, SourceError
from cpp_versions.model import LOST_FROM, Attestation, CodeHistory, State
from cpp_versions.sources import lexhub, recognise
from tests.gitrepo import Repo

CPP = "code-de-procedure-penale"
A, B = f"{CPP}/partie-legislative/titre-ier", f"{CPP}/partie-legislative/titre-ii-bis"
D1, D2, D3 = date(2000, 1, 1), date(2001, 1, 1), date(2002, 1, 1)


def page(number: str, body: str) -> str:
    return f"# Article {number}\n\n{body}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "lexhub")


def read(repo: Repo) -> CodeHistory:
    (history,) = lexhub.read(str(repo.path))
    return history


def of(history: CodeHistory, number: str, slot: int = 1) -> list[Attestation]:
    return [a for a in history.attestations if (a.number, a.slot) == (number, slot)]


def periods(history: CodeHistory, number: str, slot: int = 1) -> list[tuple[str, str | None, str | None]]:
    return [
        (" / ".join(a.text.alineas) or str(a.state), str(a.valid_from or "") or None, str(a.valid_to or "") or None)
        for a in of(history, number, slot)
    ]


def kinds(history: CodeHistory) -> list[str]:
    return [anomaly.kind for anomaly in history.anomalies]


def test_the_last_commit_of_a_day_counts(repo: Repo) -> None:
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un."), f"{A}/2.md": page("2", "<p>Deux.</p>")})
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un bis.")})
    repo.commit("2001-01-01", {f"{A}/1.md": None, f"{A}/2.md": page("2", "<p>Autre.</p>")})
    repo.commit("2001-01-01", {f"{A}/1.md": page("1", "Un bis."), f"{A}/2.md": page("2", "<p>Deux.</p>")})
    history = read(repo)
    assert periods(history, "1") == [("Un bis.", "2000-01-01", None)]
    assert periods(history, "2") == [("Deux.", "2000-01-01", None)]
    assert [d.day for d in history.dates] == [D1, D2]
    assert history.source.as_of == D2
    assert not history.anomalies


def test_dates_before_1970_are_lost(repo: Repo) -> None:
    repo.commit(
        "1970-01-02", {f"{A}/1.md": page("1", "Un."), f"{A}/2.md": page("2", "Deux.")}, "Loi 57-1426 1957-12-31"
    )
    repo.commit("1970-01-02", {f"{A}/1.md": page("1", "Un bis.")})
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Ter."), f"{A}/2.md": None})
    history = read(repo)
    assert periods(history, "1") == [("Un bis.", None, "2000-01-01"), ("Ter.", "2000-01-01", None)]
    assert periods(history, "2") == [("Deux.", None, "2000-01-01")]
    assert of(history, "1")[0].attested_from == LOST_FROM
    assert [d.day for d in history.dates] == [None, D1]
    assert {p.start for p in history.placements} == {LOST_FROM}


def test_a_section_that_changes_moves_the_article_and_not_its_text(repo: Repo) -> None:
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un.")})
    repo.commit("2001-01-01", {f"{A}/1.md": None, f"{B}/1.md": page("1", "Un.")})
    repo.commit("2002-01-01", {f"{B}/1.md": None, f"{A}/1.md": page("1", "Un bis.")})
    history = read(repo)
    assert periods(history, "1") == [("Un.", "2000-01-01", "2002-01-01"), ("Un bis.", "2002-01-01", None)]
    assert [(p.path[-1].key, p.start, p.end) for p in history.placements] == [
        ("titre-ier", D1, D2),
        ("titre-ii-bis", D2, D3),
        ("titre-ier", D3, None),
    ]


def test_a_number_that_stands_twice(repo: Repo) -> None:
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un.")})
    repo.commit("2001-01-01", {f"{B}/1.md": page("1", "Autre.")})
    repo.commit("2002-01-01", {f"{B}/1.md": None})
    history = read(repo)
    assert periods(history, "1") == [("Un.", "2000-01-01", None)]
    assert periods(history, "1", 2) == [("Autre.", "2001-01-01", "2002-01-01")]
    assert kinds(history) == ["number_twice"]
    assert history.anomalies[0].day == D2


@pytest.mark.parametrize(
    ("body", "state", "kind"),
    [
        ("Missing data", State.MISSING, "missing"),
        ("<p>Missing data</p>", State.MISSING, "missing"),
        ("", State.MISSING, "missing"),
        ("<p></p>", State.MISSING, "missing"),
        ("[Article abrogé].", State.ENDED, "placeholder"),
        ("<p>Article abrogé</p>", State.ENDED, "placeholder"),
        ("<p>.</p>", State.ENDED, "placeholder"),
        ("<br/><br/><i>NOTA:<p>Abrogé par la loi.</p></i>", State.ENDED, "placeholder"),
        ("<br/><br/><i>NOTA:<p>Voir la loi.</p></i>", State.MISSING, "missing"),
    ],
)
def test_holes_and_placeholders_are_states(repo: Repo, body: str, state: State, kind: str) -> None:
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un.")})
    repo.commit("2001-01-01", {f"{A}/1.md": page("1", body)})
    history = read(repo)
    before, now = of(history, "1")
    assert (before.state, before.valid_to) == (State.IN_FORCE, D2)
    assert (now.state, now.text.alineas, now.valid_from) == (state, (), D2)
    assert kinds(history) == [kind]


def test_words_that_only_begin_as_a_placeholder_does_are_text(repo: Repo) -> None:
    for number, body in enumerate(("Article abrogé par la loi.", "..", "Les Missing data", "Un.<br/>Missing data"), 1):
        repo.commit("2000-01-01", {f"{A}/{number}.md": page(str(number), body)})
    assert {a.state for a in read(repo).attestations} == {State.IN_FORCE}


def test_a_nota_is_no_part_of_the_text(repo: Repo) -> None:
    body = "<p>Un <i>mot</i>.</p><br/><br/><i>NOTA:<p>Note <i>un</i>.</p><p>Note deux.</p></i>"
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", body)})
    repo.commit("2001-01-01", {f"{A}/1.md": page("1", body.replace("Note deux", "Note trois"))})
    repo.commit("2002-01-01", {f"{A}/1.md": page("1", body.replace("Note deux", "Note  trois"))})  # only spacing
    first, second = of(read(repo), "1")
    assert (first.text.alineas, first.text.nota) == (("Un mot.",), ("Note un.", "Note deux."))
    assert second.text.nota == ("Note un.", "Note trois.")
    assert kinds(read(repo)) == ["same_text"]


def test_the_act_that_introduces_and_the_act_that_ends(repo: Repo) -> None:
    """The message of a version names all acts that Légifrance links to it, those that end it included."""
    message = "Modifications par Décret n°2000-12 du 1 janvier 2000  1 & Décret n°2010-1635 du 23 décembre 2010  5 (V)"
    repo.commit("2000-01-05", {f"{A}/1.md": page("1", "Un.")}, message)
    repo.commit("2010-12-29", {f"{A}/1.md": None}, message)
    (version,) = of(read(repo), "1")
    assert [act.number for act in version.acts] == ["2000-12"]
    assert [act.number for act in version.ended_by] == ["2010-1635"]


def test_links_become_citations(repo: Repo) -> None:
    body = (
        f"<p>Selon <a href='/{B}/r57-2.md'>l'article R. 57-2</a>, <a href='/code-penal/x/132-1.md'>132-1</a>, "
        "<a href='https://example.org/' title='Code pénal - art. 131-1 (V)'>131-1</a>, <a href='javascript:alert(1)'>"
        "x</a> et <a href='/../../etc/passwd'>y</a>.</p>"
    )
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", body)})
    (version,) = of(read(repo), "1")
    assert [(c.quote, c.code, c.targets) for c in version.text.citations] == [
        ("l'article R. 57-2", "cpp", ("R57-2",)),
        ("132-1", "penal", ("132-1",)),
        ("131-1", "penal", ("131-1",)),
        ("x", None, ()),
        ("y", None, ()),
    ]
    assert "javascript" not in " ".join(version.text.alineas)


def test_two_codes_in_one_repository(repo: Repo) -> None:
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un."), "code-penitentiaire/x/l1.md": page("L1", "Deux.")})
    repo.commit("2001-01-01", {f"{A}/1.md": page("1", "Un bis.")})
    cpp, other = sorted(lexhub.read(str(repo.path)), key=lambda history: history.code.id)
    assert (cpp.code.id, other.code.id) == ("cpp", "penitentiaire")
    assert ([d.day for d in cpp.dates], [d.day for d in other.dates]) == ([D1, D2], [D1])


# -- what can't be read


def test_files_that_are_damaged_are_anomalies(repo: Repo) -> None:
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un."), f"{A}/2.md": page("2", "Deux.")})
    repo.commit(
        "2001-01-01",
        {
            f"{A}/3.md": b"# Article 3\n\nL'\xe9t\xe9.\n",
            f"{A}/4.md": "Sans titre.",
            f"{A}/5.md": page("", "Sans num\u00e9ro."),
            f"{A}/6.md": b"",
            f"{A}/7.md": page("9" * 400, "Trop long."),
            f"{A}/8.md": b"\0\1\2",
            f"{A}/9.md": page("9", "<p>Un <script>alert(1)</script>.</p>"),
        },
    )
    history = read(repo)
    assert sorted(kinds(history)) == ["markup"] + 6 * ["unreadable"]
    for anomaly in history.anomalies:
        assert f"{A}/" in anomaly.where
        assert anomaly.message and "\n" not in anomaly.message
    assert periods(history, "3") == [("L'\ufffdt\ufffd.", "2001-01-01", None)]
    assert periods(history, "9") == [("Un alert(1).", "2001-01-01", None)]


def test_a_file_that_is_damaged_later_is_a_hole_and_no_end(repo: Repo) -> None:
    repo.commit("2000-01-01", {f"{A}/1.md": page("1", "Un.")})
    repo.commit("2001-01-01", {f"{A}/1.md": "<<<<<<< HEAD"})
    repo.commit("2002-01-01", {f"{A}/1.md": page("1", "Un ter.")})
    history = read(repo)
    assert periods(history, "1") == [
        ("Un.", "2000-01-01", "2001-01-01"),
        ("missing", "2001-01-01", "2002-01-01"),
        ("Un ter.", "2002-01-01", None),
    ]
    assert set(kinds(history)) == {"unreadable", "missing"}


def test_what_is_no_article_is_no_code(repo: Repo) -> None:
    """Other Markdown files of a repository don't become codes, and are said to be no articles."""
    repo.commit(
        "2000-01-01",
        {"docs/guide.md": "# Guide\n", "README.md": "Updated at 2023-12-06", f"{A}/1.md": page("1", "Un.")},
    )
    history = read(repo)
    assert history.code.id == "cpp"
    assert history.source.as_of == date(2023, 12, 6)
    assert [a.where.partition(":")[2] for a in history.anomalies] == ["docs/guide.md"]


def test_a_repository_without_articles(repo: Repo) -> None:
    repo.commit("2000-01-01", {"README.md": "x", "a.txt": "y"})
    with pytest.raises(SourceError) as error:
        recognise(str(repo.path))
    assert "\n" not in str(error.value)
    repo.commit("2000-01-02", {"docs/a.md": "rien"})
    with pytest.raises(SourceError, match="no article") as error:
        lexhub.read(str(repo.path))
    assert "\n" not in str(error.value)


def test_line_ends_of_windows_a_byte_order_mark_and_headings_that_vary(repo: Repo) -> None:
    repo.commit(
        "2000-01-01",
        {
            f"{A}/1.md": b"\xef\xbb\xbf# Article 1\r\n\r\n<p>Un.</p>\r\n",
            f"{A}/2.md": "\n\n## article R. 2\n<p>Deux.</p>",
        },
    )
    history = read(repo)
    assert [(a.number, a.text.alineas) for a in history.attestations][:2] == [("1", ("Un.",)), ("R2", ("Deux.",))]


# -- without a history


def test_a_folder_with_a_dated_readme(tmp_path: Path) -> None:
    (tmp_path / A).mkdir(parents=True)
    (tmp_path / A / "1.md").write_text(page("1", "Un."))
    (tmp_path / "README.md").write_text("« Données originales, mise à jour à 2023-12-06T16:43:50.084425 »\n")
    (history,) = recognise(str(tmp_path)).read(None)
    (one,) = history.attestations
    day = date(2023, 12, 6)
    assert (one.valid_from, one.attested_from, one.observed, one.valid_to) == (None, day, (day,), None)
    assert one.where == f"{A}/1.md"
    assert [d.day for d in history.dates] == [day]
    assert history.source.as_of == day


@pytest.mark.parametrize("readme", [None, "", "Bonjour", "Updated at 2023-13-45"])
def test_a_folder_without_a_date(tmp_path: Path, readme: str | None) -> None:
    (tmp_path / A).mkdir(parents=True)
    (tmp_path / A / "1.md").write_text(page("1", "Un."))
    if readme is not None:
        (tmp_path / "README.md").write_text(readme)
    (history,) = recognise(str(tmp_path)).read(None)
    (one,) = history.attestations
    assert (one.valid_from, one.observed, one.where) == (None, (), f"{A}/1.md")
    assert [d.day for d in history.dates] == [None]


def test_an_empty_file_of_a_folder_is_an_anomaly(tmp_path: Path) -> None:
    (tmp_path / A).mkdir(parents=True)
    (tmp_path / A / "1.md").write_text(page("1", "Un."))
    (tmp_path / A / "2.md").write_text("")
    (tmp_path / A / "3.md").symlink_to("/etc/passwd")
    (history,) = recognise(str(tmp_path)).read(None)
    assert [a.number for a in history.attestations] == ["1"]
    assert kinds(history) == ["unreadable"]


def test_a_single_file(root: Path, tmp_path: Path) -> None:
    path = root / "corpus" / "D48-5-1.md"
    (history,) = recognise(str(path)).read(None)
    (one,) = history.attestations
    assert (one.number, len(one.text.alineas), len(one.text.citations)) == ("D48-5-1", 14, 3)
    for content in ("", "# Article\n", "# Article D1", "Bonjour"):
        (tmp_path / "x.md").write_text(content)
        if content == "# Article D1":
            (history,) = recognise(str(tmp_path / "x.md")).read(None)
            assert history.attestations[0].state is State.MISSING
            continue
        with pytest.raises(CppVersionsError) as error:
            recognise(str(tmp_path / "x.md")).read(None)
        assert "\n" not in str(error.value)
