"""Textes modificateurs, who wrote each word, comparisons in words and classes of changes, as Streamlit runs them."""

from __future__ import annotations

import logging
import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from cpp_versions import Corpus
from cpp_versions.amendments import Instruction, Operation, Place, Position, Step, Unit
from explorer.components import instructions
from explorer.pages import acts
from explorer.words import Words
from tests.explorer.apptest import Opened, plain, shown

# our own words, in the drafting of decrees
ACT = (
    "Article 1er\n"
    "Au premier alinéa de l'article D. 75 du code de procédure pénale, les mots : « un an » sont remplacés par les "
    "mots : « deux ans ».\n"
    "Article 2\n"
    "À l'article D. 76 du même code, les mots : « zinzolin secret » sont supprimés.\n"
    "Article 3\n"
    "L'article D. 9998 du même code est ainsi torturé et retourné comme un gant de boxe.\n"
)


def pasted(page: AppTest, text: str) -> AppTest:
    page.text_area(key="act-text").input(text)
    return next(button for button in page.button if button.label in ("Lire l’acte", "Read the act")).click().run()


def test_the_decree_of_1972_is_the_first_example(opened: Opened) -> None:
    page = opened(page="acts")
    assert "?page=acts&amp;act=72-852" in shown(page)
    read = opened(page="acts", act="72-852")
    said = plain(read)
    assert "Décret n° 72-852 du 12 septembre 1972" in said
    assert "passages non compris" in said
    assert "texte connu par cet acte seul" in said  # the embedded corpus knows that day from the decree itself
    assert read.date_input(key="pick-day").value == date(1972, 9, 20)


def test_an_act_drafted_by_the_explorer_is_read_back(opened: Opened) -> None:
    page = opened(page="acts", n="D75", code="cpp", from_="2010-12-19", to="2010-12-29")
    said = plain(page)
    assert "Remplacer les mots un an deux ans Où : 1er alinéa" in said
    assert re.search(r"Article D\. 75 identique", said)


def test_an_act_that_is_pasted_stays_in_the_session(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    page = pasted(opened(page="acts"), ACT)
    assert "L’acte ne dit pas quand il prend effet" in plain(page)
    page.date_input(key="pick-day").set_value(date(2010, 12, 29)).run()
    said = plain(page)
    assert re.search(r"Article D\. 75 identique", said)
    assert re.search(r"Article D\. 76 non appliqué", said)
    assert "zinzolin secret » n’y sont pas" in said
    assert "gant de boxe" in said  # what isn't understood is quoted
    assert dict(page.query_params) == {"page": "acts", "d": "2010-12-29"}
    assert not [record for record in caplog.records if "zinzolin" in record.getMessage()]
    other = opened(page="acts", d="2010-12-29")
    assert "zinzolin" not in plain(other)


def test_filters_and_forgetting(opened: Opened) -> None:
    page = pasted(opened(page="acts", lang="en"), ACT)
    page.date_input(key="pick-day").set_value(date(2010, 12, 29)).run()
    page.query_params["kind"] = "not_applied"
    said = plain(page.run())
    assert "Article D. 76 not applied" in said and "Article D. 75 identical" not in said
    page.query_params["kind"] = "unparsed"
    assert "gant de boxe" in plain(page.run())
    page.button(key="act-another").click().run()
    assert "zinzolin" not in plain(page)
    assert page.text_area(key="act-text")


@pytest.mark.parametrize(
    "text", ["", "   \n", "<script>alert(1)</script>", "« " * 300, "\x00\x01", "1° a) I. - " * 200]
)
def test_what_is_no_act_is_said_safely(opened: Opened, text: str) -> None:
    page = pasted(opened(page="acts", d="2010-12-29"), text)
    assert "<script>alert" not in shown(page)


@pytest.mark.parametrize(
    "query",
    [
        {"act": "../../etc/passwd"},
        {"act": "72-852", "p": "-4"},
        {"act": "72-852", "p": "9" * 300},
        {"act": "72-852", "p": "٣"},
        {"act": "72-852", "kind": "<b>"},
        {"act": "72-852", "d": "2999-12-31"},
        {"act": "72-852", "d": "1700-01-01"},
        {"n": "<img>", "from_": "2010-12-19", "to": "2010-12-29"},
        {"n": "D75", "from_": "2010-12-29", "to": "2010-12-29"},
    ],
)
def test_an_address_that_means_nothing(opened: Opened, query: dict[str, str]) -> None:
    assert "<img>" not in shown(opened(page="acts", **query))


def test_a_fault_of_the_reader_is_said_and_its_words_are_not_logged(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(self: Corpus, text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(Corpus, "act", fails)
    page = pasted(opened(page="acts"), ACT)
    assert "n’a pas pu être lu" in plain(page)
    assert "RuntimeError" in caplog.text and "zinzolin" not in caplog.text


def test_an_act_that_is_too_long(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(page="acts")
    monkeypatch.setattr(acts, "LONGEST", 50)
    assert "dépasse 50 caractères" in plain(pasted(page, ACT))


FR, EN = Words("fr"), Words("en")


@pytest.mark.parametrize(
    ("place", "french", "english"),
    [
        (
            Place((Step(Unit.ALINEA, (2,)), Step(Unit.SENTENCE, (1,)))),
            "2e alinéa, 1re phrase",
            "paragraph 2, sentence 1",
        ),
        (Place((Step(Unit.ALINEA, (-1,)),)), "dernier alinéa", "last paragraph"),
        (Place((Step(Unit.SENTENCE, (-2,)),)), "avant-dernière phrase", "last but one sentence"),
        (Place((Step(Unit.ALINEA, (2, 4), through=True),)), "2e à 4e alinéas", "paragraphs 2 to 4"),
        (Place((Step(Unit.PART, ("II",)), Step(Unit.ITEM, ("3°",)))), "II, 3°", "II, 3°"),
        (Place((), Position.AFTER, "un an"), "après « un an »", "after « un an »"),
        (Place((Step(Unit.ALINEA, (1,)),), Position.END), "1er alinéa, à la fin", "paragraph 1, at the end"),
        (Place((Step(Unit.ALINEA, (1,)),), Position.BEFORE), "avant 1er alinéa", "before paragraph 1"),
    ],
)  # fmt: skip
def test_a_place_in_words(place: Place, french: str, english: str) -> None:
    assert instructions.place(place, FR).replace("\u00a0", " ") == french
    assert instructions.place(place, EN).replace("\u00a0", " ") == english


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("unit", Unit)
def test_every_operation_has_words(lang: str, operation: Operation, unit: Unit) -> None:
    for place in (Place(), Place((Step(unit, (-2,)),))):
        said = instructions.operation(Instruction(operation, "cpp", "D75", place, unit), Words(lang))
        assert len(said.split()) > 1 and "{" not in said


# ------------------------------------------------------------------------------- who wrote each word, drafts, classes


def test_who_wrote_each_word(opened: Opened) -> None:
    page = opened(page="article", n="R57-7-62", d="2011-01-01", blame="1")
    body = shown(page)
    runs = re.findall(r'class="cv-run cv-age-\d" href="\?page=article[^"]*" data-cv-told="([^"]+)"', body)
    assert len(runs) > 10 and any("D. 283-1" in told for told in runs)
    assert "Les actes qui ont écrit ce texte" in plain(page)
    article = "\n\n".join(re.findall(r'<p class="cv-p">(.*?)</p>', body.split('class="cv-article cv-runs"')[1])[:6])
    words = re.sub(r"<sup.*?</sup>|<[^>]+>", "", article)
    assert words.startswith("La mise à l&#39;isolement d&#39;une personne détenue, par mesure de protection")
    assert "cv-runs" not in shown(opened(page="article", n="R57-7-62", d="2011-01-01"))


def test_a_comparison_in_words(opened: Opened) -> None:
    said = plain(opened(page="article", n="D75", d="2010-12-29"))
    assert "les mots : « un an » sont remplacés par les mots : « deux ans »." in said
    assert "En toutes lettres" in said
    opened_change = plain(opened(page="versions", code="cpp", d="2010-12-29", n="D75"))
    assert "les mots : « un an » sont remplacés" in opened_change
    two = plain(opened(page="compare", n="D283-1", from_="2010-12-19", n2="R57-7-62", to="2010-12-29"))
    assert "Comme si le texte de départ portait déjà le numéro R. 57-7-62." in two


def test_a_fragment_is_not_drafted(opened: Opened, embedded_store: object) -> None:
    corpus = Corpus.open(str(embedded_store))
    found = next(
        (change.ref, old, new)
        for old, new in [(date(2010, 12, 19), date(2010, 12, 29))]
        for change in corpus.changes("cpp", old, new)
        if change.change == "modified" and not corpus.article(change.ref, old).complete
    )
    ref, old, new = found
    said = plain(opened(page="compare", n=ref.number, from_=str(old), n2=ref.number, to=str(new)))
    assert "connue qu’en partie" in said


def test_changes_of_one_class(opened: Opened) -> None:
    all_ = plain(opened(page="versions", code="cpp", d="2010-12-29"))
    assert "Au fond seulement" in all_
    kept = shown(opened(page="versions", code="cpp", d="2010-12-29", class_="reference"))
    assert kept.count("cx-toggle") == int(re.search(r"Renvois \((\d+)\)", all_)[1])  # type: ignore[index]
