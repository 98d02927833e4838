"""Several sources, one history: what one lacks the other fills, and no disagreement is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from cpp_versions.codes import CPP, of_slug
from cpp_versions.model import Act, Attestation, CodeHistory, State, Text
from cpp_versions.reconcile import ReconciledCode, reconcile
from tests.histories import day, history, hole, seen, version

LEX, PAGE = "lexhub", "archeo-lex-page"


def merge(*histories: CodeHistory) -> ReconciledCode:
    """The one code; whatever the order in which the sources come."""
    found = {reconcile(some) for some in permutations(histories)}
    assert len(found) == 1
    (code,) = found.pop()
    check(code)
    return code


def check(code: ReconciledCode) -> None:
    """What holds of any history: versions don't overlap, and each date of one is a consolidated version's."""
    days = {entry.day or day("1970") for entry in code.dates}
    before: dict[tuple[str, int], Attestation] = {}
    for v in code.versions:
        last = before.get((v.number, v.slot))
        if last:
            assert last.attested_from < v.attested_from
            assert last.valid_to is None or last.valid_to <= v.attested_from
        before[v.number, v.slot] = v
        assert v.attested_from in days
        assert v.state is not State.ENDED
        assert v.source
    assert {end.since for end in code.ends} <= days


def texts(code: ReconciledCode, number: str = "1") -> list[tuple[str, str, str | None, str]]:
    return [
        (" / ".join(v.text.alineas) or str(v.state), str(v.attested_from), str(v.valid_to or "") or None, v.source)
        for v in code.versions
        if v.number == number
    ]


def kinds(code: ReconciledCode) -> list[tuple[str, str | None]]:
    return [(a.kind, a.number) for a in code.anomalies]


def test_one_source_is_itself() -> None:
    act = Act("Loi")
    lex = history("L", LEX, version("1", "Un.", "2000", "2001", (act,)), version("1", "Deux.", "2001", "2005"))
    code = merge(lex)
    assert texts(code) == [("Un.", "2000-01-01", "2001-01-01", "L"), ("Deux.", "2001-01-01", "2005-01-01", "L")]
    assert [(e.number, e.day) for e in code.ends] == [("1", day("2005"))]
    assert code.versions[0].acts == (act,)
    assert not code.anomalies


def test_the_same_words_are_noted_whatever_their_spacing() -> None:
    lex = history("L", LEX, version("1", "L’œuvre : un an / 1° deux.", "2000"))
    page = history("P", PAGE, seen("1", "L'oeuvre: un an 1°  deux.", "2005"))
    code = merge(lex, page)
    assert not code.anomalies
    assert code.versions[0].observed == (day("2005"),)
    assert [(o.source, o.agrees) for o in code.observations] == [("P", True)]
    assert texts(code)[0][0] == "L’œuvre : un an / 1° deux."


def test_other_words_are_an_anomaly_that_holds_both() -> None:
    lex = history("L", LEX, version("1", "Un an.", "2000"))
    page = history("P", PAGE, seen("1", "Deux ans.", "2005"))
    code = merge(lex, page)
    assert texts(code) == [("Un an.", "2000-01-01", None, "L")]
    (anomaly,) = code.anomalies
    assert (anomaly.kind, anomaly.source, anomaly.day) == ("differs", "P", day("2005"))
    assert (anomaly.ours, anomaly.theirs) == ("Un an.", "Deux ans.")
    assert [o.agrees for o in code.observations] == [False]
    (code,) = reconcile([lex, page], precedence=(PAGE, LEX))
    assert [v.text.alineas for v in code.versions if v.attested_from <= day("2005")][-1] == ("Deux ans.",)


def test_an_agreement_before_the_end_doesn_t_undo_the_end() -> None:
    lex = history("L", LEX, version("1", "Un.", "2000", "2007"))
    code = merge(lex, history("P", PAGE, seen("1", "Un.", "2005", "2010")))
    assert texts(code) == [("Un.", "2000-01-01", "2007-01-01", "L")]
    assert kinds(code) == [("ended_elsewhere", "1")]
    assert code.versions[0].observed == (day("2005"),)


def test_a_text_seen_before_and_after_a_stretch_that_nobody_covers() -> None:
    page = history("P", PAGE, replace(seen("1", "Un.", "2001"), valid_to=day("2003")))
    code = merge(page, history("Q", PAGE, seen("1", "Un.", "2001", "2005")))
    assert texts(code) == [("Un.", "2001-01-01", "2003-01-01", "P"), ("Un.", "2005-01-01", None, "Q")]


def test_a_hole_is_filled_and_keeps_its_dates() -> None:
    lex = history(
        "L", LEX, version("1", "Un.", "2000", "2001"), hole("1", "2001", "2009"), version("1", "Trois.", "2009")
    )
    code = merge(lex, history("P", PAGE, seen("1", "Deux.", "2005")))
    assert texts(code) == [
        ("Un.", "2000-01-01", "2001-01-01", "L"),
        ("Deux.", "2001-01-01", "2009-01-01", "P"),
        ("Trois.", "2009-01-01", None, "L"),
    ]
    assert code.versions[1].valid_from == day("2001")
    assert code.versions[1].observed == (day("2005"),)
    assert kinds(code) == [("filled", "1")]


def test_two_texts_in_one_hole_are_not_one() -> None:
    """The first one fills the hole; the other differs from it, and is told."""
    lex = history("L", LEX, hole("1", "2000", "2009"))
    code = merge(lex, history("P", PAGE, seen("1", "Un.", "2001"), seen("1", "Deux.", "2005")))
    assert texts(code)[0][0] == "Un."
    assert ("differs", "1") in kinds(code)
    assert [a.theirs for a in code.anomalies if a.kind == "differs"] == ["Deux."]


def test_an_article_that_only_one_source_has() -> None:
    code = merge(history("L", LEX, version("1", "Un.", "2000")), history("P", PAGE, seen("2", "Deux.", "2005")))
    assert texts(code, "2") == [("Deux.", "2005-01-01", None, "P")]
    assert [(o.number, o.agrees) for o in code.observations] == [("2", True)]


def test_before_the_first_version_a_text_that_was_seen_is_closed_by_a_hole() -> None:
    """Seen in 2001 and another text from 2009 on: what stood between them nobody says."""
    lex = history("L", LEX, version("1", "Neuf.", "2009"), version("9", "x", "2003"))
    code = merge(lex, history("P", PAGE, seen("1", "Un.", "2001")))
    assert texts(code) == [
        ("Un.", "2001-01-01", None, "P"),
        ("missing", "2003-01-01", "2009-01-01", "P"),
        ("Neuf.", "2009-01-01", None, "L"),
    ]
    assert kinds(code) == [("filled", "1")]
    assert not code.ends


def test_a_text_seen_on_two_days_of_which_one_has_another() -> None:
    """What fills the gap before the first version says nothing for the day on which that version differs."""
    lex = history("L", LEX, version("1", "Neuf.", "2009"))
    code = merge(lex, history("P", PAGE, seen("1", "Un.", "2005", "2010")))
    assert texts(code)[0][0] == "Un."
    assert sorted(kinds(code)) == [("differs", "1"), ("filled", "1")]
    assert {(o.day, o.agrees) for o in code.observations} == {(day("2005"), True), (day("2010"), False)}
    assert code.versions[0].observed == (day("2005"),)


def test_what_the_first_source_says_ended_stays_ended() -> None:
    lex = history("L", LEX, version("1", "Un.", "2000", "2003"), hole("2", "2000", state=State.ENDED))
    code = merge(lex, history("P", PAGE, seen("1", "Un.", "2005"), seen("2", "Deux.", "2005")))
    assert texts(code) == [("Un.", "2000-01-01", "2003-01-01", "L")]
    assert kinds(code) == [("ended_elsewhere", "1"), ("ended_elsewhere", "2")]
    assert [a.theirs for a in code.anomalies] == ["Un.", "Deux."]
    assert [(e.number, e.day) for e in code.ends] == [("1", day("2003")), ("2", day("2000"))]


def test_fragments() -> None:
    lex = history("L", LEX, version("1", "Un. / Deux. / Trois.", "2000"), hole("2", "2000"))
    code = merge(
        lex,
        history(
            "P",
            PAGE,
            seen("1", "Deux.", "2005", complete=False),
            seen("1", "Quatre.", "2006", complete=False),
            seen("2", "Cinq.", "2005", complete=False),
        ),
    )
    assert texts(code)[0][0] == "Un. / Deux. / Trois."
    assert not code.versions[0].observed  # a part that agrees isn't the whole seen
    assert [v.complete for v in code.versions] == [True, False]
    assert sorted(kinds(code)) == [("differs", "1"), ("filled", "2")]
    assert [(o.day.year, o.complete, o.agrees) for o in code.observations if o.number == "1"] == [
        (2005, False, True),
        (2006, False, False),
    ]


def test_of_two_texts_under_one_number_the_one_with_the_same_words_is_compared() -> None:
    lex = history("L", LEX, version("1", "Un.", "2000"), version("1", "Autre.", "2000", slot=2))
    code = merge(lex, history("P", PAGE, seen("1", "Autre.", "2005")))
    assert not code.anomalies
    assert [(v.slot, v.observed) for v in code.versions] == [(1, ()), (2, (day("2005"),))]


def test_a_lesser_hole_or_end_says_nothing() -> None:
    lex = history("L", LEX, version("1", "Un.", "2000"))
    code = merge(lex, history("P", PAGE, replace(hole("1", "2005"), observed=(day("2005"),))))
    assert texts(code) == [("Un.", "2000-01-01", None, "L")]


def test_dates_of_all_sources() -> None:
    lex = history("L", LEX, version("1", "Un.", None), days=("2000",))
    code = merge(lex, history("P", PAGE, seen("1", "Un.", "2005")))
    assert [entry.day for entry in code.dates] == [None, day("2000"), day("2005")]
    assert code.as_of == day("2005")


def test_codes_are_apart() -> None:
    other = of_slug("code-penitentiaire")
    found = reconcile(
        [history("L", LEX, version("1", "a", "2000"), code=other), history("L", LEX, version("1", "b", "2000"))]
    )
    assert [c.code for c in found] == [CPP, other]
    assert not any(c.anomalies for c in found)


@pytest.mark.parametrize("printed", ["Livre", "LIVRE"])
def test_printed_titles_replace_those_rebuilt(printed: str) -> None:
    lex = history("L", LEX, version("1", "Un.", "2000"), version("2", "x", "2000"), plan={"1": ("livre", "titre-ier")})
    page = history("P", PAGE, seen("2", "x", "2005"), plan={"2": ("titre-ier",)}, restored=False)
    code = merge(lex, page)
    paths = {p.number: [(s.key, s.title, s.restored) for s in p.path] for p in code.placements}
    assert paths["1"] == [("livre", "Livre", True), ("titre-ier", "Titre-Ier", False)]
    assert paths["2"] == paths["1"]  # a partial path finds its root


def test_nothing_but_a_heading_adds_nothing() -> None:
    lex = history("L", LEX, version("1", "Un.", "2000"))
    empty = replace(seen("1", "x", "2005", complete=False), text=Text(()))
    assert not merge(lex, history("P", PAGE, empty)).anomalies
