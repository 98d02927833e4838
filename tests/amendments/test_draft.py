"""Acts drafted from two texts: what lawyers would write, and the inverse of reading and carrying out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.amendments.applying import apply_to
from cpp_versions.amendments.draft import draft
from cpp_versions.amendments.reading import parse
from cpp_versions.amendments.values import Operation
from cpp_versions.text import Cell, write_table

JUDGE = "Le juge est saisi par le greffe dans un délai d'un an."
CLERK = "Le greffier en avise les parties ; il en conserve une copie."
LIST = "La demande comporte :"
NAME, DAY, PLACE = "1° Le nom du demandeur ;", "2° La date de la décision ;", "3° Le lieu de détention."


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            [JUDGE],
            [JUDGE.replace("un an", "deux ans").replace("d'", "de ")],
            "À l'article D. 75, les mots : « d'un an » sont remplacés par les mots : « de deux ans ».",
        ),
        (
            [JUDGE, CLERK],
            [JUDGE, CLERK.replace("copie", "trace")],
            "Au deuxième alinéa de l'article D. 75, le mot : « copie » est remplacé par le mot : « trace ».",
        ),
        (
            [JUDGE, CLERK],
            [JUDGE.replace("est saisi", "est saisi sans frais"), CLERK],
            "Au premier alinéa de l'article D. 75, après le mot : « saisi », sont insérés les mots : « sans frais ».",
        ),
        (
            [JUDGE, CLERK],
            [JUDGE.replace(" par le greffe", ""), CLERK],
            "Au premier alinéa de l'article D. 75, les mots : « par le greffe » sont supprimés.",
        ),
        ([JUDGE, CLERK], [JUDGE], "Le deuxième alinéa de l'article D. 75 est supprimé."),
        (
            [JUDGE],
            [JUDGE, CLERK],
            f"L'article D. 75 est complété par un alinéa ainsi rédigé :\n« {CLERK} »",
        ),
        (
            [JUDGE, CLERK],
            [f"{JUDGE} Il statue seul.", CLERK],
            "Le premier alinéa de l'article D. 75 est complété par une phrase ainsi rédigée :\n« Il statue seul. »",
        ),
        (
            [LIST, NAME, PLACE],
            [LIST, NAME, DAY, PLACE],
            f"Après le 1° de l'article D. 75, il est inséré un 2° ainsi rédigé :\n« {DAY} ».",
        ),
        (
            [LIST, NAME, DAY, PLACE],
            [LIST, NAME, DAY.replace("décision", "demande"), PLACE],
            "Au 2° de l'article D. 75, le mot : « décision » est remplacé par le mot : « demande ».",
        ),
        (
            ["Il cite l'article 56-3.", JUDGE],
            ["Il cite l'article 56-5.", JUDGE],
            "Au premier alinéa de l'article D. 75, la référence : « 56-3 » est remplacée par la référence : « 56-5 ».",
        ),
        (
            [JUDGE, CLERK],
            [JUDGE.replace("juge", "maire").replace("un an", "dix jours").replace("d'", "de "), CLERK],
            "Le premier alinéa de l'article D. 75 est ainsi modifié :\n"
            "1° Le mot : « juge » est remplacé par le mot : « maire » ;\n"
            "2° Les mots : « d'un an » sont remplacés par les mots : « de dix jours ».",
        ),
        ([JUDGE], [CLERK, LIST], f"L'article D. 75 est ainsi rédigé :\n« Art. D. 75. – {CLERK}\n« {LIST} »."),
        ([JUDGE], [], "L'article D. 75 est abrogé."),
        ([], [JUDGE], f"Il est inséré un article D. 75 ainsi rédigé :\n« Art. D. 75. – {JUDGE} »"),
        ([JUDGE], [JUDGE], ""),
    ],
)
def test_a_draft_reads_as_lawyers_write(old: list[str], new: list[str], text: str) -> None:
    made = draft("D75", old, new)
    assert made.text == text
    assert made.exact


def test_words_are_quoted_until_the_alinea_has_them_once() -> None:
    old = "Le délai d'un an court ; un an plus tard, le juge statue."
    made = draft("D75", [old], [old.replace("un an plus", "deux ans plus")])
    assert made.text == "À l'article D. 75, les mots : « un an plus » sont remplacés par les mots : « deux ans plus »."
    assert made.exact


def test_a_word_inside_another_isnt_the_word() -> None:
    made = draft("D75", ["Aucun juge ne siège, un greffier assiste."], ["Aucun juge ne siège, ce greffier assiste."])
    assert "« un »" not in made.text
    assert made.exact


def test_what_all_occurrences_have_is_said_once() -> None:
    old = [f"Le tribunal d'instance {verb} le dossier de la personne." for verb in ("lit", "garde", "rend")]
    made = draft("D75", old, [text.replace("d'instance", "judiciaire") for text in old])
    assert made.text == (
        "À l'article D. 75, les mots : « d'instance » sont remplacés, à chaque occurrence, par le mot : « judiciaire »."
    )
    assert made.exact


def test_quotations_inside_quotations() -> None:
    old = ['Les mots : " le juge " sont remplacés par les mots : " le maire ".', JUDGE]
    new = [old[0].replace("maire", "préfet de région"), JUDGE]
    made = draft("D75", old, new)
    assert made.exact


def test_the_code_and_the_article_before_are_named() -> None:
    made = draft("D75-1", [], [JUDGE], code="code de procédure pénale", after="D75")
    assert made.text.startswith("Après l'article D. 75, il est inséré un article D. 75-1 du code de procédure pénale")
    named = draft("D75", [JUDGE], [JUDGE.replace("juge", "maire")], code="code pénitentiaire")
    assert named.text.startswith("À l'article D. 75 du code pénitentiaire, ")
    assert named.exact


def test_the_instructions_are_those_of_the_text() -> None:
    made = draft("D75", [JUDGE, CLERK], [JUDGE, CLERK.replace("copie", "trace"), LIST])
    assert [one.operation for one in made.instructions] == [Operation.REPLACE, Operation.INSERT]
    for one in made.instructions:
        assert made.text[one.span[0] : one.span[1]] == one.quote
    told = made.as_json()
    assert told.keys() >= {"text", "instructions"}
    assert [one["article"] for one in told["instructions"]] == ["D75", "D75"]


def test_a_table_changes_in_words_or_whole() -> None:
    rows = [[Cell("Cour"), Cell("Siège")], [Cell("Nord"), Cell("Salle haute")], [Cell("Sud"), Cell("Salle basse")]]
    old = [JUDGE, write_table(rows)]
    made = draft("D75", old, [JUDGE, old[1].replace("haute", "vaste")])
    assert made.text == "Au deuxième alinéa de l'article D. 75, le mot : « haute » est remplacé par le mot : « vaste »."
    assert made.exact
    for table in (
        write_table([*rows, [Cell("Est"), Cell("Salle neuve")]]),
        old[1].replace("<td>Nord", '<td rowspan="2">Nord'),
    ):
        made = draft("D75", old, [JUDGE, table])
        assert made.text.startswith("Le deuxième alinéa de l'article D. 75 est ainsi rédigé :\n« <table><tr>")
        assert made.exact


WORDS = st.sampled_from(
    "R. 57|de la|d'un|cour d'assises|le|juge|la|personne|un|an|deux|ans,|article 12|D. 48-2|par|loi ;|est|sont|mis|1°|"
    "II.|de|l'enfant|Il|Elle.".split("|")
)
ALINEAS = st.lists(WORDS, min_size=4, max_size=14).map(" ".join)
LABELS = st.sampled_from(["", "1° ", "2° ", "a) ", "II. – ", "- "])
TEXTS = st.lists(st.tuples(LABELS, ALINEAS).map("".join), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_what_is_drafted_is_read_back_and_gives_the_new_text(
    old: list[str], other: list[str], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(old)))
    new = old[:cut] + other if data.draw(st.booleans()) else [text.replace("juge", "maire") for text in old]
    made = draft("D75", old, new)
    outcome = apply_to(old, parse(made.text).instructions)
    assert (list(outcome.alineas or ()) == new) is made.exact or old == new
