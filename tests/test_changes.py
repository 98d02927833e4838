"""What happened to a code between two days: moves between articles, classes, shared substitutions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions import Corpus, compare
from cpp_versions.changes import Change, Move, moves, substitutions
from cpp_versions.classing import Kind

VISITS = "Les détenus peuvent recevoir des visites deux fois par semaine dans un parloir commun."
JUDGE = "Le chef d'établissement informe sans délai le juge de l'application des peines de sa décision."
DOCTOR = "Le médecin examine sur place chaque détenu placé à l'isolement au moins deux fois par semaine."
WORK = "Les rémunérations du travail sont versées à l'administration qui opère le reversement des cotisations."


def change(key: str, old: str, new: str) -> Change[str]:
    """Alinéas are parted by ` / `."""
    before, after = (tuple(text.split(" / ")) if text else () for text in (old, new))
    return Change(key, before, after, compare.diff(before, after))


def told(found: tuple[Move[str], ...]) -> list[tuple[str, str, str, str, bool]]:
    return [(move.source, move.target, move.old, move.new, move.whole) for move in found]


def test_a_whole_text_under_another_number_moved() -> None:
    text = f"{VISITS} / {JUDGE}"
    changes = [change("D1", text, ""), change("R1", "", text.replace("'", "’"))]
    found = moves(changes)
    assert told(found) == [("D1", "R1", f"{VISITS}\n\n{JUDGE}", f"{VISITS}\n\n{JUDGE}".replace("'", "’"), True)]
    assert not found[0].edited


def test_a_passage_moves_with_the_edits_inside_it() -> None:
    new = VISITS.replace("Les détenus", "Les personnes détenues")
    changes = [change("D1", f"{VISITS} / {WORK}", WORK), change("R1", JUDGE, f"{JUDGE} / {new}")]
    found = moves(changes)
    assert told(found) == [("D1", "R1", VISITS, new, False)]
    assert found[0].edited


def test_sentences_that_follow_one_another_are_one_move_and_take_short_ones_along() -> None:
    passage = f"I. {VISITS} Il en est informé. {JUDGE}"
    changes = [change("D1", f"{passage} / {WORK}", WORK), change("R1", DOCTOR, f"{DOCTOR} / {passage}")]
    found = moves(changes)
    assert told(found) == [("D1", "R1", passage, passage, False)]


@pytest.mark.parametrize(
    "changes",
    [
        # too short to be told from a formula
        [change("D1", "Il en est informé.", ""), change("R1", "", "Il en est informé.")],
        # two articles could have given it
        [change("D1", f"{VISITS} {JUDGE}", ""), change("D2", f"{DOCTOR} {JUDGE}", ""), change("R1", "", JUDGE)],
        # within one article: its own diff tells
        [change("D1", f"{VISITS} / {JUDGE}", f"{JUDGE} / {VISITS}")],
        # other words
        [change("D1", VISITS, ""), change("R1", "", JUDGE)],
    ],
)
def test_what_is_no_move(changes: list[Change[str]]) -> None:
    assert moves(changes) == ()


def test_of_two_articles_that_could_have_given_a_sentence_it_is_the_one_that_gave_the_rest() -> None:
    changes = [
        change("D1", f"{DOCTOR} {JUDGE}", ""),
        change("D2", f"{VISITS} {JUDGE}", ""),
        change("R1", "", f"{VISITS} {JUDGE}"),
    ]
    assert [(move.source, move.target) for move in moves(changes)] == [("D2", "R1")]


def test_a_replacement_common_to_three_articles_is_told_once() -> None:
    changes = [
        change("D1", "Les détenus travaillent.", "Les personnes détenues travaillent."),
        change("D2", "Détenus et visiteurs.", "Personnes détenues et visiteurs."),
        change("D3", "Les détenus lisent ; les détenus écrivent.", "Les personnes détenues lisent ; les personnes "
               "détenues écrivent."),
        change("D4", "Le délai est d'un an.", "Le délai est de deux ans."),
        change("D5", VISITS, ""),
    ]  # fmt: skip
    found = substitutions(changes)
    assert [(each.old, each.new, each.count, each.keys) for each in found] == [
        ("détenus", "personnes détenues", 4, ("D1", "D2", "D3"))
    ]


def test_replacements_inside_moved_passages_count_for_the_article_they_came_to() -> None:
    old = [VISITS, DOCTOR, f"{WORK[:-1]} de chaque détenu."]
    new = [text.replace("détenu", "prisonnier") for text in old]
    changes = [change(f"D{n}", text, "") for n, text in enumerate(old)]
    changes += [change(f"R{n}", "", text) for n, text in enumerate(new)]
    found = moves(changes)
    assert [(move.source, move.target, move.edited) for move in found] == [(f"D{n}", f"R{n}", True) for n in range(3)]
    assert substitutions(changes, found) == ()  # "détenus" in one, "détenu" in two: too few
    changes[0], changes[3] = (
        change("D0", VISITS.replace("détenus", "détenu"), ""),
        change("R0", "", new[0].replace("prisonniers", "prisonnier")),
    )
    (shared,) = substitutions(changes, moves(changes))
    assert (shared.old, shared.new, shared.count, shared.keys) == ("détenu", "prisonnier", 3, ("R0", "R1", "R2"))


SENTENCES = st.sampled_from([VISITS, JUDGE, DOCTOR, WORK, "I.", "Il en est informé."])
ARTICLES = st.lists(st.lists(SENTENCES, max_size=4).map(" / ".join), min_size=4, max_size=4)


@settings(max_examples=100, deadline=None)
@given(ARTICLES, ARTICLES)
def test_moves_quote_what_left_and_what_came_each_once(old: list[str], new: list[str]) -> None:
    changes = [change(str(n), *pair) for n, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    by_key = {each.key: each for each in changes}
    found = moves(changes)
    for move in found:
        assert move.source != move.target
        assert move.old in by_key[move.source].diff.old
        assert move.new in by_key[move.target].diff.new
    for each in changes:
        gone = sum(move.words for move in found if move.source == each.key and not move.edited)
        come = sum(move.words for move in found if move.target == each.key)
        assert gone <= each.diff.words.deleted
        assert come <= each.diff.words.inserted


# On the embedded corpus: the reform of 29 December 2010.

OLD, NEW = date(2010, 12, 19), date(2010, 12, 29)


@pytest.fixture(scope="module")
def corpus(embedded_store: Path) -> Corpus:
    return Corpus.open(embedded_store)


def test_changed_names_the_articles_that_changes_compares(corpus: Corpus) -> None:
    found = corpus.changes("cpp", OLD, NEW)
    assert {each.ref for each in found} == set(corpus.changed("cpp", OLD, NEW))
    assert len(found) > 300


def test_moves_are_told_on_both_sides(corpus: Corpus) -> None:
    found = {each.ref: each for each in corpus.changes("cpp", OLD, NEW)}
    gone = {(a.ref, p.ref, p.old, p.new) for a in found.values() for p in a.moved_to}
    come = {(p.ref, a.ref, p.old, p.new) for a in found.values() for p in a.moved_from}
    assert gone == come
    assert len(gone) > 50
    for each in found.values():
        assert all(p.old in corpus.diff(each.ref, each.ref, OLD, NEW).diff.old for p in each.moved_to)


def test_the_reform_says_personnes_detenues(corpus: Corpus) -> None:
    first = corpus.substitutions("cpp", OLD, NEW)[0]
    assert (first.old, first.new) == ("détenus", "personnes détenues")
    assert first.count >= len(first.articles) >= 3


def test_the_json_has_the_fields_of_the_contract(corpus: Corpus) -> None:
    keys = {"code", "number", "change", "class", "words_added", "words_removed", "moved_from", "moved_to"}
    for each in corpus.changes("cpp", OLD, NEW, placed=True):
        line = each.as_json()
        assert keys <= line.keys()
        assert line["class"] in set(Kind)
    for shared in corpus.substitutions("cpp", OLD, NEW):
        assert shared.as_json().keys() == {"old", "new", "count", "articles"}


def test_the_same_day_twice_changes_nothing(corpus: Corpus) -> None:
    assert corpus.changes("cpp", NEW, NEW, placed=True) == ()
    assert corpus.substitutions("cpp", NEW, NEW) == ()
