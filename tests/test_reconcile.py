"""Several sources, one history: what one lacks the other fills, and no disagreement is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from cpp_versions.codes import CPP, of_slug
from cpp_versions.model import Act, Attestation, CodeHistory, Placement, Section, State, Text, Unattributed
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


def test_a_text_that_was_seen_says_nothing_of_the_day_after_where_no_source_knows_the_code() -> None:
    """An act of 1972 and a page of 2010: the text isn't carried over the 38 years between them."""
    act = history("A", "act", seen("1", "Un.", "1972-09-20"))
    page = history("P", PAGE, seen("1", "Neuf.", "2010-12-19"), days=("2010-12-19", "2010-12-29"))
    code = merge(page, act)
    assert texts(code) == [
        ("Un.", "1972-09-20", None, "A"),
        ("missing", "1972-09-21", "2010-12-19", "A"),
        ("Neuf.", "2010-12-19", None, "P"),
    ]
    assert day("1972-09-21") in {d.day for d in code.dates}
    assert kinds(code) == []  # two excerpts: neither lacks anything


def test_two_dates_that_follow_each_other_in_one_source_leave_no_hole() -> None:
    page = history("P", PAGE, seen("1", "Un.", "2010-12-19"), seen("1", "Deux.", "2010-12-29"))
    assert [entry[0] for entry in texts(merge(page))] == ["Un.", "Deux."]


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
    lex = history("L", LEX, version("1", "Neuf.", "2009"), version("9", "x", "2000"), version("8", "x", "2003"))
    code = merge(lex, history("P", PAGE, seen("1", "Un.", "2001")))
    assert texts(code) == [
        ("Un.", "2001-01-01", None, "P"),
        ("missing", "2003-01-01", "2009-01-01", "P"),
        ("Neuf.", "2009-01-01", None, "L"),
    ]
    assert kinds(code) == [("absent", "1"), ("filled", "1")]
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


# -- texts that a page doesn't name


def unnamed(old: str, new: str, ends: bool = False) -> Unattributed:
    """Alinéas above the first heading of a hunk, in 2005 and 2006; alinéas are parted by ` / `."""
    before, after = (tuple(side.split(" / ")) if side else () for side in (old, new))
    return Unattributed(day("2005"), day("2006"), before, after, "", 1, 1, ends, ends, "page:1-9")


def page_with(*texts: Unattributed, name: str = "P") -> CodeHistory:
    return replace(history(name, PAGE, seen("9", "Neuf.", "2005", "2006")), unattributed=texts)


LEXHUB = (
    version("1", "Le juge. / Il décide. / Fin.", "2000", "2006"),
    version("1", "Le juge. / Il décide seul. / Fin.", "2006"),
    version("2", "Le greffier. / Il décide.", "2000"),
    version("9", "Neuf.", "2000"),
)


def test_a_text_without_a_heading_finds_its_article() -> None:
    code = merge(history("L", LEX, *LEXHUB), page_with(unnamed("Le  juge. / Il décide.", "Le juge. / Il décide seul.")))
    found = [(o.number, o.day.year, o.complete, o.agrees) for o in code.observations if o.number == "1"]
    assert found == [("1", 2005, False, True), ("1", 2006, False, True)]
    assert kinds(code) == []


@pytest.mark.parametrize(
    ("old", "new", "ends", "number"),
    [
        ("Il décide.", "", False, None),  # two articles hold it
        ("Il décide.", "Il décide.", True, "2"),  # one of them ends with it
        ("Fin. / Il décide.", "", False, None),  # both alinéas, but not in this order
        ("Personne.", "Fin.", False, "1"),
    ],
)
def test_only_one_article_that_holds_the_text_is_its_own(old: str, new: str, ends: bool, number: str | None) -> None:
    code = merge(history("L", LEX, *LEXHUB), page_with(unnamed(old, new, ends)))
    assert {o.number for o in code.observations} - {"9"} == ({number} if number else set())
    # what isn't changed is no news, whosever it is
    expected = [("unattributed", None)] if old != new else []
    assert kinds(code) == expected
    assert [(a.ours, a.theirs, a.where) for a in code.anomalies] == [
        (old.replace(" / ", "\n\n"), new.replace(" / ", "\n\n"), "page:1-9") for _ in expected
    ]


def test_a_page_can_t_tell_whose_its_own_texts_are() -> None:
    page = replace(page_with(unnamed("Neuf.", "Dix.")), source=replace(page_with().source, name="P"))
    assert kinds(merge(page)) == [("unattributed", None)]


# -- what sources lack


def test_an_article_that_one_source_lacks_is_told_once() -> None:
    lex = history("L", LEX, *LEXHUB, version("3", "Trois.", "2000", "2003"))
    shown = [seen("3", "Trois.", "2001", "2005"), seen("4", "Quatre.", "2005", "2006"), seen("5", "x", "1990")]
    part = seen("6", "Une partie.", "2005", complete=False)
    code = merge(lex, history("P", PAGE, *shown, part))
    absent = [(a.source, a.number, a.day) for a in code.anomalies if a.kind == "absent"]
    # 3 ended, which is said elsewhere; 5 is shown on a day that L doesn't cover, 6 in part only
    assert absent == [("L", "4", day("2005"))]
    assert ("ended_elsewhere", "3") in kinds(code)


def test_two_whole_sources_lack_each_other_s_articles() -> None:
    same = [version(str(n), "x", "2000") for n in range(10, 20)]
    lex = history("L", LEX, *same, version("1", "Un.", "2001", "2003"))
    repository = history(
        "R", "archeo-lex-repository", *same, version("1", "Un.", "2001"), version("2", "Deux.", "2002")
    )
    code = merge(lex, replace(repository, source=replace(repository.source, as_of=day("2010"))))
    # L speaks until 2003 only, so it lacks neither what follows
    assert [(a.source, a.number, a.day) for a in code.anomalies if a.kind == "absent"] == [
        ("L", "1", day("2003")),
        ("L", "2", day("2002")),
    ]


def test_an_excerpt_that_doesn_t_say_so_is_told_in_one_line() -> None:
    lex = history("L", LEX, *(version(str(n), "x", "2000") for n in range(10, 20)))
    folder = history("F", LEX, version("10", "x", "2000"), version("11", "x", "2000"))
    code = merge(lex, folder)
    (absent,) = (a for a in code.anomalies if a.kind == "absent")
    assert (absent.source, absent.number, "8 articles" in absent.message) == ("F", None, True)


# -- sections


def test_printed_sections_win_over_slugs_until_the_next_change() -> None:
    old = Section("titre-ii-des-conditions", "titre ii des conditions", True)
    root, chapter = Section("livre-v", "livre v", True), Section("chapitre-ier-du-suivi", "chapitre ier du suivi", True)
    printed = (
        Section("titre-ii-de-la-detention", "Titre II : De la détention"),
        Section("chapitre-ier-x", "Chapitre Ier : X"),
    )
    lex = replace(
        history("L", LEX, version("1", "Un.", "2000")),
        placements=(
            Placement("1", (root, old, chapter), day("2000"), day("2009")),
            Placement("1", (root,), day("2009")),
        ),
    )
    page = replace(history("P", PAGE, seen("1", "Un.", "2005")), placements=(Placement("1", printed, day("2005")),))
    code = merge(lex, page)
    assert [(p.start.year, p.end and p.end.year, [s.key for s in p.path]) for p in code.placements] == [
        (2000, 2005, ["livre-v", "titre-ii-des-conditions", "chapitre-ier-du-suivi"]),
        (2005, 2009, ["livre-v", "titre-ii-de-la-detention", "chapitre-ier-x"]),
        (2009, None, ["livre-v"]),
    ]
    assert [s.title for s in code.placements[1].path][1:] == ["Titre II : De la détention", "Chapitre Ier : X"]
    assert [(a.kind, a.number, a.theirs) for a in code.anomalies] == [
        ("section_differs", "1", "Titre II : De la détention / Chapitre Ier : X")
    ]


def test_a_printed_path_that_is_the_end_of_the_known_one_gives_its_titles() -> None:
    keys = Section("livre-v", "livre v", True), Section("titre-ii-de-la-detention", "titre ii de la detention", True)
    lex = replace(history("L", LEX, version("1", "Un.", "2000")), placements=(Placement("1", keys, day("2000")),))
    printed = (Section("titre-ii-de-la-detention", "Titre II : De la détention"),)
    page = replace(history("P", PAGE, seen("1", "Un.", "2005")), placements=(Placement("1", printed, day("2005")),))
    code = merge(lex, page)
    assert [[s.title for s in p.path] for p in code.placements] == [["Livre V", "Titre II : De la détention"]]
    assert kinds(code) == []
