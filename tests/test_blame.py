"""Who wrote each word: credits carried through versions, holes, ends and renumberings; the text is always rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.blame import Origin, Run, Version, blame
from cpp_versions.model import Act, State
from cpp_versions.text import count_words

VISITS = "Les personnes détenues reçoivent des visites deux fois par semaine dans un parloir commun."
JUDGE = "Le chef d'établissement informe sans délai le juge de sa décision motivée et écrite."
DOCTOR = "Un médecin examine sur place chaque malade placé à l'isolement, au moins tous les trois jours."
WORK = "Aucune rémunération versée ne peut être saisie avant l'expiration du délai prévu ci-dessus."
SENTENCES = (VISITS, JUDGE, DOCTOR, WORK)


def act(year: int) -> Act:
    return Act(f"Décret n° {year}-1", "décret", f"{year}-1", date(year, 1, 1))


def version(year: int, *alineas: str, state: State = State.IN_FORCE, lost: bool = False, part: bool = False) -> Version:
    day = date(year, 2, 1)
    return Version(day, None if lost else day, state, alineas, (act(year),), not part)


def told(versions: Sequence[Version], at: date | None = None) -> list[tuple[str, int | None]]:
    """Each run and the year of its act."""
    runs = blame("D1", lambda _: versions, at)
    assert all((run.since is None) or run.since == run.attested for run in runs)
    return [(run.text, run.acts[0].date.year if run.acts and run.acts[0].date else None) for run in runs]


def test_a_new_word_is_credited_to_its_version_and_the_others_keep_theirs() -> None:
    versions = [
        version(1990, "Le délai est d'un an."),
        version(2000, "Le délai de recours est d'un an."),
        version(2010, "Le délai de recours est de deux ans."),
    ]
    assert told(versions) == [
        ("Le délai ", 1990),
        ("de recours ", 2000),
        ("est ", 1990),
        ("de deux ans", 2010),
        (".", 1990),
    ]
    assert told(versions, date(2005, 1, 1)) == [("Le délai ", 1990), ("de recours ", 2000), ("est d'un an.", 1990)]
    assert told(versions, date(1989, 1, 1)) == []


def test_typography_and_the_cut_into_alineas_keep_the_credit() -> None:
    old = version(1990, f"{JUDGE} {VISITS}")
    new = version(2000, JUDGE.replace("'", "’"), VISITS)
    assert told([old, new]) == [("\n\n".join(new.alineas), 1990)]


def test_words_moved_within_the_article_keep_their_credit() -> None:
    found = told([version(1990, VISITS, DOCTOR, JUDGE), version(2000, DOCTOR, JUDGE, VISITS)])
    assert {year for text, year in found if count_words(text)} == {1990}


def test_a_repealed_article_begins_anew() -> None:
    versions = [version(1990, VISITS), version(2000, state=State.ENDED), version(2010, VISITS)]
    assert told(versions) == [(VISITS, 2010)]
    assert told(versions, date(2005, 1, 1)) == []


def test_after_a_hole_nobody_knows_when_new_words_came() -> None:
    versions = [version(1990, VISITS), version(2000, state=State.MISSING), version(2010, VISITS, JUDGE)]
    runs = blame("D1", lambda _: versions)
    assert [(run.text, run.since, run.acts, run.attested) for run in runs] == [
        (VISITS, date(1990, 2, 1), (act(1990),), date(1990, 2, 1)),
        (f"\n\n{JUDGE}", None, (), date(2010, 2, 1)),
    ]
    assert told(versions, date(2005, 1, 1)) == []
    (run,) = blame("D1", lambda _: versions[1:])
    assert (run.text, run.since, run.acts) == (f"{VISITS}\n\n{JUDGE}", None, ())


def test_a_lost_date_stays_lost_and_its_act_is_told() -> None:
    (run,) = blame("D1", lambda _: [version(1970, VISITS, lost=True)])
    assert (run.since, run.acts, run.attested) == (None, (act(1970),), date(1970, 2, 1))


def test_a_fragment_is_passed_over() -> None:
    versions = [version(1990, VISITS, JUDGE), version(2000, JUDGE, part=True), version(2010, VISITS, JUDGE, DOCTOR)]
    assert told(versions) == [(f"{VISITS}\n\n{JUDGE}", 1990), (f"\n\n{DOCTOR}", 2010)]
    assert told(versions, date(2005, 1, 1)) == [(f"{VISITS}\n\n{JUDGE}", 1990)]


def test_an_article_unknown_has_no_words() -> None:
    assert blame("D1", lambda _: ()) == ()


# -- renumberings

HISTORIES = {
    "D1": [version(1990, VISITS, JUDGE), version(2000, VISITS, JUDGE, DOCTOR), version(2010, state=State.ENDED)],
    "R1": [version(2010, VISITS, DOCTOR, WORK), version(2015, VISITS.replace("deux", "trois"), DOCTOR, WORK)],
    "L1": [version(2020, VISITS.replace("deux", "trois"), DOCTOR, WORK)],
}
SOURCES = {"R1": ("D1", date(2010, 1, 31)), "L1": ("R1", date(2020, 1, 31))}


def origins(key: str, day: date) -> Iterable[Origin[str]]:
    if key in SOURCES:
        old, at = SOURCES[key]
        known = [each for each in HISTORIES[old] if each.attested <= at]
        yield Origin(old, at, known[-1].alineas)


def credits(runs: Iterable[Run[str]]) -> list[tuple[str, int, str | None]]:
    return [(run.text, run.attested.year, run.origin) for run in runs]


def test_words_that_came_from_another_number_keep_their_act() -> None:
    assert credits(blame("R1", HISTORIES.__getitem__, date(2012, 1, 1), origins)) == [
        (f"{VISITS}\n\n", 1990, "D1"),
        (DOCTOR, 2000, "D1"),
        (f"\n\n{WORK}", 2010, None),
    ]
    two, rest = VISITS.split("deux")
    assert credits(blame("L1", HISTORIES.__getitem__, None, origins)) == [
        (two, 1990, "D1"),
        ("trois", 2015, "R1"),
        (f"{rest}\n\n", 1990, "D1"),
        (DOCTOR, 2000, "D1"),
        (f"\n\n{WORK}", 2010, "R1"),
    ]


def test_an_origin_that_nobody_knows_is_still_named() -> None:
    known = [version(2010, VISITS, WORK)]
    runs = blame(
        "R1", lambda key: known if key == "R1" else (), None, lambda *_: [Origin("D9", date(2009, 1, 1), (VISITS,))]
    )
    assert [(run.text, run.since, run.acts, run.origin) for run in runs] == [
        (VISITS, None, (), "D9"),
        (f"\n\n{WORK}", date(2010, 2, 1), (act(2010),), None),
    ]


def test_few_words_shared_with_an_origin_are_shared_by_chance() -> None:
    known = [version(2010, DOCTOR)]
    runs = blame("R1", lambda _: known, None, lambda *_: [Origin("D9", date(2009, 1, 1), ("Un médecin vient.", WORK))])
    assert [run.origin for run in runs] == [None]


def test_articles_that_name_each_other_as_origins_end_somewhere() -> None:
    known = {"A": [version(2010, VISITS)], "B": [version(2010, VISITS)]}
    (run,) = blame(
        "A", known.__getitem__, None, lambda key, _: [Origin("B" if key == "A" else "A", date(2010, 1, 1), (VISITS,))]
    )
    assert run.text == VISITS


# -- properties

YEARS = range(1980, 2020)
TEXTS = st.lists(st.one_of(st.sampled_from(SENTENCES), st.text("ab ,.'’\u00a0é1°-\n", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split("\n")) or "x"
)), min_size=1, max_size=5)  # fmt: skip
KINDS = st.sampled_from(["text", "text", "text", "text", "lost", "missing", "ended", "part"])


@st.composite
def a_history(draw: st.DrawFn) -> list[Version]:
    found = []
    for year in sorted(draw(st.sets(st.sampled_from(YEARS), min_size=1, max_size=6))):
        kind = draw(KINDS)
        if kind in ("missing", "ended"):
            found.append(version(year, state=State(kind)))
        else:
            found.append(version(year, *draw(TEXTS), lost=kind == "lost", part=kind == "part"))
    return found


@settings(max_examples=150, deadline=None)
@given(a_history(), a_history())
def test_runs_rebuild_the_text_on_any_day(versions: list[Version], other: list[Version]) -> None:
    last = next((each for each in reversed(other) if each.alineas), None)
    sources = [Origin("D0", last.attested, last.alineas)] if last else []
    for origin in (None, lambda *_: sources):
        for each in versions:
            if each.state is State.IN_FORCE and not each.complete:
                continue
            runs = blame("D1", lambda key: versions if key == "D1" else other, each.attested, origin)
            assert "".join(run.text for run in runs) == "\n\n".join(each.alineas)
            assert all(run.attested <= each.attested for run in runs)
            assert all(run.text for run in runs)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.permutations(SENTENCES).flatmap(lambda p: st.integers(1, 4).map(lambda n: p[:n])), min_size=1, max_size=6
    )
)
def test_words_that_all_versions_have_are_credited_to_the_first(orders: list[list[str]]) -> None:
    versions = [version(1980 + n, *dict.fromkeys((*order[:1], VISITS, *order[1:]))) for n, order in enumerate(orders)]
    runs = blame("D1", lambda _: versions)
    text = "".join(run.text for run in runs)
    begin = text.index(VISITS)
    place = 0
    for run in runs:
        if count_words(run.text[max(0, begin - place) : max(0, begin + len(VISITS) - place)]):
            assert run.attested.year == 1980
        place += len(run.text)


@pytest.mark.parametrize("versions", [[version(1990, "x" * 20_000)], [version(1990, " ")], [version(1990, "")]])
def test_odd_texts(versions: list[Version]) -> None:
    assert "".join(run.text for run in blame("D1", lambda _: versions)) == "\n\n".join(versions[0].alineas)
