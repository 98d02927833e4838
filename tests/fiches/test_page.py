"""A fiche in the text of a page of other things."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.fiches.page import find
from cpp_versions.fiches.values import Span
from tests.fiches.written import PAGE


def test_the_fiche_is_found_without_the_rest_of_the_page() -> None:
    fiche = find(PAGE, "page.txt")
    assert fiche is not None
    assert (fiche.title, fiche.modified, fiche.form) == ("Fouille de cellule", date(2010, 12, 29), "text")
    said = "\n".join(passage.text for passage in fiche.passages)
    assert "piscine" not in said and "cookies" not in said and "guichet" not in said and "Mentions" not in said
    assert said.count("cellule a été fouillée") == 1
    assert [(one.code, one.spans) for one in fiche.references] == [("cpp", (Span("R57-7-1", "R57-7-4"),))]


def test_its_passages_stand_under_their_headings() -> None:
    fiche = find(PAGE, "page.txt")
    assert fiche is not None
    by_heading = {passage.headings: passage.text.split("\n") for passage in fiche.passages}
    assert by_heading["Qui peut ordonner la fouille",] == [
        "Le chef de l'établissement pénitentiaire ordonne la fouille, ou le juge d'instruction pendant la détention "
        "provisoire.",
        "À savoir : votre avocat peut saisir le tribunal d'une plainte.",
        "• le procureur de la République est informé de toute infraction",
    ]
    assert "Les sanctions" in {passage.headings[-1] for passage in fiche.passages if passage.headings}


def test_the_address_on_the_page_says_which_fiche_it_is() -> None:
    fiche = find(PAGE + "\nhttps://www.service-public.fr/particuliers/vosdroits/F90001\n", "page.txt")
    assert fiche is not None and fiche.id == "F90001" and fiche.url.endswith("/F90001")


def test_pages_without_a_fiche() -> None:
    town = PAGE.split("Fouille de cellule", maxsplit=1)[0]
    law = "\n\n".join(f"Article R. {n}\nLe tribunal condamne le détenu à une peine d'amende." for n in range(9))
    for text in ("", "\n\n", town, town * 50, law, "juge " * 500):
        assert find(text, "x") is None


def test_the_saved_page_of_a_town_hall(shared_seeds: Path) -> None:
    text = (shared_seeds / "fiche-peine-de-prison-ferme.txt").read_text("utf-8")
    fiche = find(text, "page")
    assert fiche is not None and fiche.title == "Peine de prison ferme"
    said = "\n".join(passage.text for passage in fiche.passages).lower()
    assert "urbanisme" not in said and "mairie" not in said and "cadastr" not in said
    # both ends of the first copy, and one passage for the three that each tab repeats
    assert said.startswith("vous êtes condamné") and "libération sous contrainte" in said
    assert said.count("commission pluridisciplinaire unique est présidée") == 1


@given(st.text(alphabet=st.sampled_from("ab •:\n\t.?ÀVjuge peine prison tribunal avocat"), max_size=3000))
@settings(max_examples=100, deadline=timedelta(seconds=3))
def test_every_passage_is_made_of_lines_of_the_page(text: str) -> None:
    fiche = find(text + PAGE, "x")
    assert fiche is not None
    squeezed = "".join((text + PAGE).split())
    for passage in fiche.passages:
        for line in passage.text.split("\n"):
            words = line.removeprefix("• ").split(" : ")[-1]
            assert "".join(words.split()) in squeezed
