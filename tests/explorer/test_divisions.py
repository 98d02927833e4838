"""Sections of one title are told apart in the chart and the filter of a renumbering map."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.answers import RenumberingAnswer
from cpp_versions.renumbering.values import Link, Relation
from explorer.components import divisions

VIEW: Any = SimpleNamespace(
    codes=(SimpleNamespace(id="cpp"),), title=lambda id_: "Code pénitentiaire", words=lambda key: "Sans section"
)


def ref(number: str, code: str = "cpp") -> ArticleRef:
    return ArticleRef(code, number)


def test_sections_of_one_title_are_told_apart_by_those_above() -> None:
    common = "Dispositions communes"
    old = {
        ref("D1"): ("Livre V", "Isolement", common), ref("D2"): ("Livre V", "Discipline", common),
        ref("D3"): ("Livre V", "Visites"), ref("D4"): ("Livre V", "Isolement", common),
        # one section, whose titles above a source has in two wordings; and one of another part
        ref("D5"): ("Partie R", "Titre II : Détention", "Section 1 : Culte"),
        ref("D6"): ("Partie R", "Titre II : De la détention", "Section 1 : Culte"),
        ref("D7"): ("Partie D", "Titre II : Détention", "Section 1 : Culte"),
    }  # fmt: skip
    new = {ref("R1", "penitentiaire"): ("Livre II", common)}
    links = tuple(Link(each, ref("R1", "penitentiaire"), Relation.MERGED, 1.0, ()) for each in (*old, ref("D9")))
    stands: Any = [{each: SimpleNamespace(section=path) for each, path in side.items()} for side in (old, new)]
    answer = RenumberingAnswer(date(2010, 1, 1), date(2011, 1, 1), links)
    left, right = divisions.named(VIEW, answer, (stands[0], stands[1]))
    assert [left[ref(number)] for number in ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D9")] == [
        f"{common} — Isolement", f"{common} — Discipline", "Visites", f"{common} — Isolement",
        "Section 1 : Culte — Partie R", "Section 1 : Culte — Partie R", "Section 1 : Culte — Partie D", "Sans section",
    ]  # fmt: skip
    assert right == {ref("R1", "penitentiaire"): f"{common} (Code pénitentiaire)"}
    assert divisions.is_named(left[ref("D1")], common)
    assert divisions.is_named(left[ref("D1")], left[ref("D4")])
    assert not divisions.is_named(left[ref("D1")], left[ref("D2")])
