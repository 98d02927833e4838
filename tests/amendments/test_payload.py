"""New texts: tables, marks of another kind at the end of an alinéa, annexes with articles of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.amendments.draft import draft
from cpp_versions.amendments.payload import read_payload
from cpp_versions.amendments.reading import parse
from cpp_versions.amendments.values import Operation, Unit
from cpp_versions.text import Cell, is_table, write_table

TABLE = write_table(
    [
        [Cell("Siège", "th"), Cell("Ressort", "th", colspan=2)],
        [Cell("1° Nord"), Cell('dit " du Nord "'), Cell("« est »")],
        [Cell(""), Cell("L'article 3 est abrogé ;"), Cell("a & b")],
    ]
)
RUN_ON = TABLE.replace("\n", "")
ROWS = TABLE.split("\n")


def _alineas(*lines: str) -> tuple[str, ...]:
    return read_payload((line, 1000 * place) for place, line in enumerate(lines)).alineas


@pytest.mark.parametrize(
    "lines",
    [
        ["« Sont compétents :", f"« {RUN_ON}", "« Fin. »"],
        ["« Sont compétents :", f"« {ROWS[0]}", *ROWS[1:], "« Fin. »"],
        ["« Sont compétents :", *(f"« {row}" for row in ROWS), "« Fin. »"],
        ["« Sont compétents :", *f"« {RUN_ON}".replace("><", ">\n<").split("\n"), "« Fin. »"],
    ],
    ids=["one line", "a line a row", "each row opened", "a line a tag"],
)
def test_a_table_is_one_alinea_however_its_lines_break(lines: list[str]) -> None:
    assert _alineas(*lines) == ("Sont compétents :", TABLE, "Fin.")


def test_a_table_may_end_the_new_text() -> None:
    assert _alineas(f"« {RUN_ON} » ;") == (TABLE,)
    assert _alineas(f"« {ROWS[0]}", *ROWS[1:-1], f"{ROWS[-1]} ».") == (TABLE,)


def test_what_isnt_a_table_stays_as_it_is() -> None:
    for alinea in ("<table><tr><td><b>a</b></td></tr></table>", "<table> est un mot </table>"):
        assert _alineas(f"« {alinea} »") == (alinea,)


def test_a_table_in_an_act_is_read_among_its_sentences() -> None:
    act = parse(
        "L'article D. 75 est ainsi modifié :\n1° Le deuxième alinéa est ainsi rédigé :\n"
        f"« {ROWS[0]}\n" + "\n".join(ROWS[1:]) + " » ;\n2° Le troisième alinéa est supprimé."
    )
    assert not act.unparsed
    assert [(made.operation, made.new) for made in act.instructions] == [
        (Operation.REWRITE, (TABLE,)),
        (Operation.DELETE, ()),
    ]


def test_what_guillemets_open_no_other_mark_closes() -> None:
    assert _alineas("« Un ;”", '« Deux. "', "« Trois ” ».") == ("Un ;”", 'Deux. "', "Trois ”")
    assert _alineas("« Un.", "« Il dit : « deux ». »") == ("Un.", "Il dit : « deux ».")
    assert _alineas("« Un.", "« Il dit : « deux »") == ("Un.", "Il dit : « deux »")


def test_other_marks_close_where_guillemets_dont() -> None:
    assert _alineas("“Un.", "“Deux.” ;") == ("Un.", "Deux.")
    assert _alineas("« Un.", '« Deux. "') == ("Un.", "Deux.")


ANNEX = "annexe-R5-1"
RULES = ["Règlement des salles", "Chapitre Ier", "Article 1er", "La salle ouvre tôt.", "Article 2", "Elle ferme tard."]


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ([], RULES, "Il est inséré une annexe à l'article R. 5-1 ainsi rédigée :\n« Règlement"),
        (["Rien."], RULES, "L'annexe à l'article R. 5-1 est ainsi rédigée :\n« Règlement"),
        (RULES[:4], RULES, "L'annexe à l'article R. 5-1 est complétée par deux alinéas ainsi rédigés :\n« Article 2"),
        (
            [*RULES[:3], *RULES[4:]],
            [*RULES[:4], "Article 1er-1", RULES[3], *RULES[4:]],
            "Après le troisième alinéa de l'annexe à l'article R. 5-1, sont insérés trois alinéas ainsi rédigés :",
        ),
        (
            RULES,
            [*RULES[:3], "La salle ouvre tard.", *RULES[4:], "Article 3", "Elle est aérée."],
            "L'annexe à l'article R. 5-1 est ainsi modifiée :\n1° Au quatrième alinéa, le mot : « tôt » est remplacé "
            "par le mot : « tard » ;\n2° Elle est complétée par deux alinéas",
        ),
    ],
    ids=["new", "anew", "completed", "inserted", "several"],
)
def test_the_articles_of_an_annex_are_its_own(old: list[str], new: list[str], start: str) -> None:
    made = draft(ANNEX, old, new)
    assert made.text.startswith(start)
    assert made.exact
    assert {one.article for one in made.instructions} == {ANNEX}


def test_the_name_of_an_annex_above_its_text_isnt_in_it() -> None:
    act = parse("Il est inséré une annexe à l'article R. 5-1 ainsi rédigée :\n« Annexe à l'article R. 5-1\n« Un. »")
    assert [(made.article, made.unit, made.new) for made in act.instructions] == [(ANNEX, Unit.ARTICLE, ("Un.",))]


def test_elsewhere_an_articles_heading_brings_an_article() -> None:
    act = parse("Après l'article R. 5-1, il est inséré un article ainsi rédigé :\n« Art. R. 5-2. – Un.\n« Deux. »")
    assert [(made.article, made.new) for made in act.instructions] == [("R5-2", ("Un.", "Deux."))]


def test_places_of_three_digits() -> None:
    old = [f"Alinéa {place} du règlement." for place in range(130)]
    made = draft("D75", old, [text.replace("119 du", "119 d'un") for text in old])
    assert made.text.startswith("Au 120e alinéa de l'article D. 75, ")
    assert made.exact


CELLS = st.text("abé 1°.;:'\"”-", max_size=8).map(lambda text: Cell(" ".join(text.split())))
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=3).map(write_table)
ENDS = st.sampled_from([".", " ;", ' "', "”", ' ; "', "."])
PLAIN = st.sampled_from(["Le juge statue", "La salle ouvre", '" Il dit']).flatmap(lambda t: ENDS.map(t.__add__))


@settings(max_examples=40, deadline=None)
@given(st.lists(PLAIN | TABLES, min_size=1, max_size=4), st.lists(PLAIN | TABLES, min_size=1, max_size=4))
def test_drafts_of_tables_and_marks_are_read_back(old: list[str], new: list[str]) -> None:
    made = draft("D75", old, new)
    assert made.exact
    assert all(is_table(alinea) for one in made.instructions for alinea in one.new if "</table>" in alinea)
