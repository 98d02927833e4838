"""The pages as Streamlit runs them, without a browser: what they show, and that nothing makes them fail."""

from __future__ import annotations

import re
import string
from datetime import date
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from cpp_versions import Corpus, compare
from cpp_versions.answers import ArticleRef, Hit
from cpp_versions.model import State
from explorer import words
from explorer.components import acts, difference, timeline
from explorer.pages import figures
from explorer.selection import PAGES, Selection
from tests.explorer.apptest import MAIN, Opened, plain, shown


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_opens(opened: Opened, page: str, lang: str) -> None:
    assert '<nav class="cx-nav"' in shown(opened(page=page, lang=lang))


def test_home_shows_the_reform_of_2010(opened: Opened) -> None:
    assert "Version consolidée au 29 décembre 2010" in plain(opened())


def test_article_at_a_date_with_its_diff(opened: Opened) -> None:
    page = opened(page="article", n="D. 75", d="2010-12-29")
    assert "Version en vigueur au 29 décembre 2010" in plain(page)
    body = shown(page)
    assert re.search(r"<del [^>]*><span[^>]*>[^<]*</span>un an<", body)
    assert re.search(r"<ins [^>]*><span[^>]*>[^<]*</span>deux ans<", body)


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({"page": "versions"}, {"code": "cpp", "d": "2010-12-29"}),
        ({"page": "reform"}, {"code": "cpp", "d": "2010-12-29"}),
        ({"page": "renumbering"}, {"from": "2010-12-19", "to": "2010-12-29"}),
        ({"page": "recodification"}, {"from": "2010-12-19", "to": "2010-12-29"}),
        ({"page": "article", "n": "art. d 75 CPP", "d": "2010-12-30"}, {"n": "D75", "code": "cpp", "d": "2010-12-30"}),
        ({"page": "compare", "n": "D283-1", "from": "2010-12-20", "n2": "R57-7-62", "to": "2010-12-30"},
         {"code": "cpp", "code2": "cpp"}),
    ],
    ids=["versions", "reform", "renumbering", "recodification", "article", "compare"],
)  # fmt: skip
def test_the_permanent_link_says_what_the_page_chose(
    opened: Opened, asked: dict[str, str], chosen: dict[str, str]
) -> None:
    """Next year's data may make the page choose otherwise: a footnote of today still leads to what it quotes."""
    found = re.search(r"<a [^>]*cx-permalink[^>]*>[^<]*[?]([^<]*)</a>", shown(opened(**asked)))
    assert found
    told = dict(parse_qsl(unescape(found[1])))
    assert told == asked | told | chosen


def test_article_facing(opened: Opened) -> None:
    page = opened(page="article", n="D75", d="2010-12-29", view="facing")
    assert 'class="cv-diff cv-sides"' in shown(page)


def test_the_excerpt_says_that_it_is_one(opened: Opened) -> None:
    said = plain(opened(page="article", n="D75"))
    assert "Extrait du code" in said
    assert "python -m cpp_versions build https://github.com/LexHub-project/legifrance" in said


def test_a_version_of_which_no_word_is_known_says_so(opened: Opened) -> None:
    said = plain(opened(page="article", n="D249", d="2010-12-19"))
    assert "ne montrent rien de son texte" in said
    assert "qu’une partie du texte" not in said


@pytest.mark.parametrize("page", ["renumbering", "recodification"])
def test_a_map_backwards_offers_to_swap_the_days(opened: Opened, page: str) -> None:
    turned = opened(page=page, from_="2010-12-29", to="2010-12-19")
    assert "se lit de l’ancien au nouveau" in plain(turned)
    assert "from=2010-12-19&amp;to=2010-12-29" in shown(turned)


def test_searching_goes_to_the_article(opened: Opened) -> None:
    page = opened(page="article")
    page.text_input(key="number").input("art. R57-7-62 CPP").run()
    assert page.query_params["n"] == "R57-7-62"
    assert "Article R. 57-7-62" in plain(page)


def test_picking_a_version_changes_the_address(opened: Opened) -> None:
    page = opened(page="article", n="D75", d="2010-12-29")
    picked = page.selectbox(key="version-old")
    picked.set_value(picked.value).run()
    page.button_group(key="layout").set_value("facing").run()
    assert page.query_params["view"] == "facing"


@pytest.mark.parametrize(
    "typed",
    ["../../etc/passwd", "<script>alert(1)</script>", "--upload-pack=x", "R" * 500, "\x00\x1b[2J", "${7*7}", "'"],
)
def test_hostile_numbers_are_shown_safely(opened: Opened, typed: str) -> None:
    page = opened(page="article", n=typed)
    assert "<script>alert" not in shown(page)
    assert "n’est pas un numéro d’article" in plain(page) or "ne connaît" in plain(page)


def test_an_unknown_number_shows_near_ones(opened: Opened) -> None:
    said = plain(opened(page="article", n="R57-7-620"))
    assert "Aucune source de ce corpus ne connaît l’article R. 57-7-620" in said
    assert "Article R. 57-7-62" in said


@pytest.mark.parametrize("code", ["penal", "../x", "<b>"])
def test_an_unknown_code_names_those_known(opened: Opened, code: str) -> None:
    page = opened(page="article", n="D75", code=code)
    assert "Article D. 75" in plain(page) or "cpp" in plain(page)
    assert "<b>" not in shown(page).replace("<b>1", "")


@pytest.mark.parametrize("day", ["2010-13-45", "hier", "0001-01-01", "<i>"])
def test_a_bad_date_is_said(opened: Opened, day: str) -> None:
    assert "n’est pas une date utilisable" in plain(opened(page="article", n="D75", d=day))


@pytest.mark.parametrize("day", ["1789-01-01", "2999-12-31", "9999-12-31"])
def test_a_day_without_a_text_says_why(opened: Opened, day: str) -> None:
    said = plain(opened(page="article", n="D75", d=day))
    assert "avant la première version" in said or "textes connus au" in said


def test_an_unknown_page_leads_home(opened: Opened) -> None:
    assert "Il n’y a pas de page « zzz »" in plain(opened(page="zzz"))


@pytest.mark.parametrize("page", ["versions", "anomalies"])
def test_numbers_dates_and_kinds_that_mean_nothing(opened: Opened, page: str) -> None:
    shown(opened(page=page, code="x", d="1800-01-01", kind="x", n="<x>", from_="2010-01-01"))


def test_the_changes_of_a_version(opened: Opened) -> None:
    said = plain(opened(page="versions", d="2010-12-29", n="D75"))
    assert "Version consolidée au 29 décembre 2010" in said
    assert "Article D. 75" in said
    assert "Du 19 décembre 2010 au 29 décembre 2010 : 2 mots ajoutés, 2 mots supprimés" in said


def test_reading_a_section_with_its_margin(opened: Opened) -> None:
    page = opened(page="read", d="2010-12-29", s="Paragraphe 2", from_="2010-12-20")
    said = plain(page)
    assert "Article D. 75" in said
    assert "modifié — 29 décembre 2010" in said


def test_the_texts_of_a_section_can_be_taken_away(opened: Opened) -> None:
    page = opened(page="read", d="2010-12-29", s="Paragraphe 2")
    assert [button.proto.label for button in page.get("download_button")] == ["CSV", "JSON"]


def test_a_section_that_is_not_there(opened: Opened) -> None:
    assert "n’a pas de division « Livre XX »" in plain(opened(page="read", s="Livre XX"))


def test_anomalies_by_kind(opened: Opened, embedded_store: Path) -> None:
    corpus = Corpus.open(embedded_store)
    for kind in {anomaly.kind for anomaly in corpus.anomalies()}:
        first = corpus.anomalies(only=kind)[0]
        said = plain(opened(page="anomalies", kind=kind))
        assert words.Words("fr").typeset(first.message).replace("\u00a0", " ").replace("\u202f", " ") in said
    corpus.close()


def test_no_store_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(tmp_path / "none"))
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert "Aucun corpus n’est encore construit" in plain(page)
    assert any("cpp_versions" in code.value for code in page.code)


def test_a_damaged_store_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").write_text("gitdir: generations/gone\n")
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(tmp_path))
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert "Le corpus ne peut pas être lu" in plain(page)


def test_addresses_are_inverses() -> None:
    state = Selection.from_query(
        {"page": "article", "n": "D75", "code": "cpp", "d": "2010-12-29", "from": "19/12/2010", "view": "facing"}
    )
    assert Selection.from_query(state.query()) == state
    assert state.href() == "?page=article&n=D75&code=cpp&d=2010-12-29&from=2010-12-19&view=facing"


def test_every_kind_of_anomaly_that_the_docs_name_has_words(root: Path) -> None:
    rows = re.findall(r"^\| (`.*?) \|", (root / "docs" / "sources.md").read_text("utf-8"), re.M)
    kinds = {kind for row in rows for kind in re.findall(r"`([a-z_]+)`", row)}
    assert len(kinds) > 40
    assert sorted(kind for kind in kinds - {"lexhub"} if f"kind.{kind}" not in words.TABLE) == []


@pytest.mark.parametrize("key", words.TABLE)
def test_both_languages_say_the_same(key: str) -> None:
    french, english = words.TABLE[key]
    assert french and english

    def fields(text: str) -> set[str]:
        return {name for part in text.split("|")[-1:] for _, name, _, _ in string.Formatter().parse(part) if name}

    assert fields(french) == fields(english)
    assert ("|" in french) == ("|" in english)
    assert "'" not in french


def test_comparing_two_articles(opened: Opened) -> None:
    query = {"n": "D283-1", "from_": "2010-12-19", "n2": "R57-7-62", "to": "2010-12-29"}
    said = plain(opened(page="compare", **query))
    assert "D. 283-1" in said
    assert "seule en cellule." in said


def test_comparing_with_an_article_that_nobody_knows(opened: Opened) -> None:
    assert "Aucune source de ce corpus ne connaît l’article R. 999" in plain(opened(page="compare", n="D75", n2="R999"))


@pytest.mark.data
def test_what_a_reader_must_know_before_the_text(full_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(full_store))
    page = AppTest.from_file(str(MAIN), default_timeout=60)

    def at(number: str, day: str) -> str:
        page.query_params.update({"page": "article", "n": number, "d": day})
        page.run()
        return plain(page)

    in_force = at("R57-7-8", "2011-01-01")
    assert "Version en vigueur au 1er janvier 2011" in in_force
    assert in_force.count("le troisième alinéa de l'article R. 57-7-8 entre en vigueur") == 2, (
        "warned of, and in the nota"
    )
    ended = at("R57-7-8", "2023-12-01")
    assert "plus en vigueur depuis le 1er mai 2022 : abrogé par le décret n° 2022-479 du 30 mars 2022" in ended
    assert "Dernier texte connu" in ended
    assert "avant la première version" in at("R57-7-62", "1990-01-01")
    assert "repose sur les textes connus au 6 décembre 2023" in at("D75", "2027-01-01")
    assert "(Code pénitentiaire)" in at("D424-1", "2022-06-01")


def test_searching_words_on_a_day_and_ever(opened: Opened) -> None:
    now = opened(page="search", q="cellule individuelle", d="2010-12-29")
    assert re.search(r"<mark>cellule</mark>", shown(now), re.IGNORECASE)
    assert "textes en vigueur au 29 décembre 2010 contiennent tous ces mots" in plain(now)
    target = re.search(r'class="cx-cites cx-hits"><li><p><a href="([^"]*)"', shown(now))
    assert target and "page=article" in target[1] and "d=2010-12-29" in target[1]
    assert "un article a contenu tous ces mots" in plain(opened(page="search", q="cellule individuelle", all="1"))
    assert "texts in force on" in plain(opened(page="search", q="cellule individuelle", d="2010-12-29", lang="en"))


def test_words_typed_are_searched_and_numbers_are_opened(opened: Opened) -> None:
    page = opened(d="2010-12-29")
    page.text_input(key="number").input("cellule individuelle").run()
    assert page.query_params["page"] == "search"
    assert page.query_params["q"] == "cellule individuelle"
    assert page.query_params["d"] == "2010-12-29"
    page.text_input(key="number").input("d.75").run()
    assert page.query_params["n"] == "D75"


@pytest.mark.parametrize("typed", ["", '"', "…", "* ( )"])
def test_a_search_for_nothing_says_how_to_search(opened: Opened, typed: str) -> None:
    assert "Taper des mots ci-dessus" in plain(opened(page="search", q=typed))


@pytest.mark.parametrize("typed", ["zzzzqqq", "détenu NEAR(x)", "<script>alert(1)</script>", "a" * 120, "body:x OR *"])
def test_words_that_no_text_has(opened: Opened, typed: str) -> None:
    page = opened(page="search", q=typed)
    assert "Aucun texte en vigueur" in plain(page)
    assert "<script>alert" not in shown(page)


def test_a_search_that_is_too_long(opened: Opened) -> None:
    assert "trop longue : 200 caractères" in plain(opened(page="search", q="mot " * 100))


def test_brackets_of_the_text_are_no_marks() -> None:
    hit = Hit(ArticleRef("cpp", "1"), "1", None, None, date(2000, 1, 1), "[1] <b> [mot] et [sic]", ((9, 12),))
    assert timeline.marked(hit) == "[1] &lt;b&gt; <mark>mot</mark> et [sic]"


def test_words_that_follow_one_another_are_marked_as_one() -> None:
    text = "[à] la suite, en [garde] [à] [vue] et [garde]"
    marks = tuple((match.start(1), match.end(1)) for match in re.finditer(r"\[(.*?)\]", text))
    hit = Hit(ArticleRef("cpp", "1"), "1", None, None, date(2000, 1, 1), text, marks)
    assert timeline.marked(hit) == "à la suite, en <mark>garde à vue</mark> et <mark>garde</mark>"
    alone = Hit(ArticleRef("cpp", "1"), "1", None, None, date(2000, 1, 1), "le [70] à", ((4, 6),))
    assert timeline.marked(alone) == "le <mark>70</mark> à"


def test_repealed_is_said_where_an_act_did_it(opened: Opened) -> None:
    said = plain(opened(page="versions", d="2010-12-29"))
    assert "plus en vigueur" in said and "supprimé" not in re.sub(r"mots? supprimés?", "", said)


def test_every_view_can_be_cited(opened: Opened) -> None:
    said = plain(opened(page="article", n="D75", d="2010-12-29"))
    today = words.Words("fr").day(date.today()).replace("\u00a0", " ")
    assert "Code de procédure pénale, art. D. 75, version au 29 décembre 2010, données au" in said
    assert f"consulté le {today}, " in said
    assert "Accueil, Versions du code de procédure pénale, données au" in plain(opened())
    both = plain(opened(page="compare", n="D283-1", from_="2010-12-19", n2="R57-7-62", to="2010-12-29"))
    assert "art. D. 283-1, version au 19 décembre 2010 / Code de procédure pénale, art. R. 57-7-62, version au" in both


def test_examples_to_begin_with_say_what_to_look_at(opened: Opened) -> None:
    said = plain(opened(page="compare"))
    assert "D. 283-1 (19 décembre 2010) → R. 57-7-62 (29 décembre 2010)" in said
    assert "63-1" not in said  # the embedded corpus hasn't both texts
    shown = plain(
        opened(page="compare", n="D283-1", code="cpp", from_="2010-12-19", n2="R57-7-62", code2="cpp", to="2010-12-29")
    )
    assert "Chercher ce que dit le nouveau texte" in shown


def test_a_lost_date_is_never_told_as_the_first_of_january_1970() -> None:
    side = SimpleNamespace(at=date(1970, 1, 1), valid_from=None, alineas=("a",))
    answer = SimpleNamespace(old=side, new=SimpleNamespace(at=date(2006, 3, 31), valid_from=None, alineas=("b",)))
    answer.diff = compare.diff(("a",), ("b",))
    for lang, said in (("fr", "D’avant 1970 au 31 mars 2006"), ("en", "From before 1970 to 31 March 2006")):
        told = difference.compared(answer, words.Words(lang), "inline")  # type: ignore[arg-type]
        assert said in told.replace("\u00a0", " ")
        assert "1970 au 1er" not in told


def test_after_a_hole_of_the_source_a_text_is_known_again_and_not_restored() -> None:
    said = words.Words("fr")
    entry = SimpleNamespace(change="restored", acts=())
    for state, told in ((State.MISSING, "de nouveau connu"), (State.ENDED, "rétabli")):
        assert acts.entry_change(entry, SimpleNamespace(state=state), said) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "told"), [(1, "1 jour"), (10, "10 jours"), (400, "13 mois"), (1866, "5,1 ans")])
def test_a_length_of_time_is_said_as_people_say_it(days: int, told: str) -> None:
    assert figures._span(words.Words("fr"), days) == told


def test_one_change_is_told_in_the_singular(opened: Opened) -> None:
    assert re.search(r"\b1 modifié\b", plain(opened(page="versions", code="cpp", d="2020-01-01")))
