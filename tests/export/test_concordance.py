"""Concordances: the CSV can be given back as decisions, the page to print shows both ways and escapes."""

from __future__ import annotations

import csv
import io
from datetime import date

from cpp_versions.answers import ArticleRef
from cpp_versions.export.concordance import printable, table
from cpp_versions.renumbering.answers import RenumberingAnswer
from cpp_versions.renumbering.decisions import read_decisions
from cpp_versions.renumbering.values import Evidence, EvidenceKind, Link, Relation


def ref(number: str, code: str = "cpp") -> ArticleRef:
    return ArticleRef(code, number)


WHY = (Evidence(EvidenceKind.WORDS, "=1+1 <b>"),)
ANSWER = RenumberingAnswer(
    date(2010, 12, 19),
    date(2010, 12, 29),
    (
        Link(ref("D250"), ref("R57-7-5"), Relation.SPLIT, 0.91, WHY),
        Link(ref("D250"), ref("R57-7-6"), Relation.SPLIT, 0.8, WHY),
        Link(ref("D251"), None, Relation.REPEALED, 0.9, ()),
        Link(None, ref("R113-1", "penitentiaire"), Relation.NEW, 0.9, ()),
        Link(ref("D20"), ref("R113-2", "penitentiaire"), Relation.RENUMBERED, 0.99, ()),
    ),
)


def test_the_table_filled_in_is_a_file_of_decisions() -> None:
    rows = list(csv.DictReader(io.StringIO(table(ANSWER))))
    assert len(rows) == len(ANSWER.links)
    rows[0]["decision"], rows[0]["note"] = "confirmed", "lu"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    (said,) = read_decisions(out.getvalue(), "f.csv")
    assert (said.old, said.new, said.date, said.note) == (ref("D250"), ref("R57-7-5"), date(2010, 12, 29), "lu")


def test_no_cell_is_a_formula() -> None:
    answer = RenumberingAnswer(ANSWER.old, ANSWER.new, (Link(ref("D1"), ref("D2"), Relation.SPLIT, 1, WHY),))
    assert ",=1+1" not in table(answer)


def test_the_page_to_print_goes_both_ways() -> None:
    page = printable(ANSWER)
    there, back = page.split("<h2>")[1:]
    assert there.index("D. 20") < there.index("D. 250") < there.index("D. 251")
    assert there.count("R. 57-7-") == 2
    assert "rowspan='2'" in there
    assert "sans successeur trouvé" in there
    assert "R. 113-1, code pénitentiaire" in back
    assert "sans origine trouvée" in back
    assert "No source" not in page
    assert "no source found" in printable(ANSWER, "en")


def test_the_page_to_print_is_in_the_readers_language_and_tells_numbers_reused() -> None:
    reused = Link(ref("D250"), ref("D250"), Relation.NUMBER_REUSED, 1.0, ())
    answer = RenumberingAnswer(ANSWER.old, ANSWER.new, (reused, *ANSWER.links))
    page = printable(answer)
    assert "du 19 décembre 2010 au 29 décembre 2010" in page
    assert "indice 0,91" in page
    assert page.count("numéro réutilisé pour une autre règle") == 1
    assert "score 0.91" in printable(answer, "en")


def test_a_note_and_the_day_of_each_link_go_round() -> None:
    said = Link(
        ref("D1"), ref("D2"), Relation.SPLIT, 0.5,
        (Evidence(EvidenceKind.USER, "confirmé par l'utilisateur : lu, et relu"), *WHY), "confirmed",
    )  # fmt: skip
    text = table(RenumberingAnswer(ANSWER.old, ANSWER.new, (said,)), lambda link: date(2010, 12, 21))
    (back,) = read_decisions(text, "f.csv")
    assert (back.note, back.date) == ("lu, et relu", date(2010, 12, 21))
