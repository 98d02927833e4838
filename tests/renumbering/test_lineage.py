"""Lineages over maps made by hand: forwards, backwards, through numbers reused, and no sideways steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.lineage import Episode, Event, Trail, episodes, trail
from cpp_versions.renumbering.values import Link, Relation


def ref(number: str) -> ArticleRef:
    return ArticleRef("cpp", number)


def day(year: int) -> date:
    return date(year, 1, 1)


# A → B in 2000 and B → C, D in 2010, when the number A is given to another rule, that goes to E in 2020
HISTORY = {
    "A": [(1990, 50, 0, False), (2000, 0, 50, True), (2010, 40, 0, False), (2020, 0, 40, True)],
    "B": [(2000, 50, 0, False), (2010, 0, 50, True)],
    "C": [(2010, 20, 0, False)],
    "D": [(2010, 30, 0, False)],
    "E": [(2020, 40, 0, False)],
}
LINKS = [("A", "B", 2000), ("B", "C", 2010), ("B", "D", 2010), ("A", "E", 2020)]


def episodes_of(article: ArticleRef) -> Sequence[Episode]:
    return episodes(
        Event(day(y), added, removed, 0 if ended else 50, ended) for y, added, removed, ended in HISTORY[article.number]
    )


def map_of(old: date, new: date) -> Sequence[Link]:
    return [Link(ref(a), ref(b), Relation.RENUMBERED, 0.9, ()) for a, b, y in LINKS if old < day(y) <= new]


def followed(number: str, at: date | None) -> list[tuple[str, str, int]]:
    return [
        (step.link.old.number, step.link.new.number, step.date.year)
        for step in trail(ref(number), at, episodes_of, map_of).steps
        if step.link.old and step.link.new
    ]


def test_forwards_through_two_reforms() -> None:
    assert followed("A", day(1995)) == [("A", "B", 2000), ("B", "C", 2010), ("B", "D", 2010)]


def test_backwards_and_no_sideways_step_to_a_sibling() -> None:
    assert followed("D", day(2015)) == [("B", "D", 2010), ("A", "B", 2000)]


def test_a_number_reused_is_another_rule() -> None:
    assert followed("A", day(2015)) == [("A", "E", 2020)]
    assert ("A", "E", 2020) not in followed("A", day(1995))


def test_with_no_day_every_rule_that_stood_under_the_number() -> None:
    assert {step[1] for step in followed("A", None)} == {"B", "C", "D", "E"}


def test_a_day_on_which_the_number_did_not_stand_means_the_rule_before() -> None:
    assert followed("A", day(2005))[0] == ("A", "B", 2000)


def test_few_words_are_no_event() -> None:
    short = {"X": [(1990, 50, 0, False), (2000, 3, 3, False)]}
    found = trail(
        ref("X"), None, lambda article: episodes(Event(day(y), a, r, 50, e) for y, a, r, e in short[article.number]),
        lambda old, new: [Link(ref("X"), ref("B"), Relation.SPLIT, 0.9, ())],
    )  # fmt: skip
    assert all(step.date.year != 2000 for step in found.steps)


def test_a_small_share_tells_only_when_an_article_is_born() -> None:
    def links(births: bool) -> int:
        events = [Event(day(1990), 500, 0, 500), Event(day(2000), 0, 30, 470, births=births)]
        moved = [Link(ref("X"), ref("B"), Relation.MOVED_PART, 0.9, ())]
        known = {"X": episodes(events), "B": ()}
        return len(trail(ref("X"), None, lambda article: known[article.number], lambda old, new: moved).steps)

    assert (links(True), links(False)) == (1, 0)


def test_a_circle_ends() -> None:
    turn = {"X": [(1990, 50, 0, False), (2000, 50, 50, False)], "Y": [(1990, 50, 0, False), (2000, 50, 50, False)]}
    links = [
        Link(ref("X"), ref("Y"), Relation.RENUMBERED, 0.9, ()),
        Link(ref("Y"), ref("X"), Relation.RENUMBERED, 0.9, ()),
    ]
    found = trail(
        ref("X"), None, lambda article: episodes(Event(day(y), a, r, 50, e) for y, a, r, e in turn[article.number]),
        lambda old, new: links,
    )  # fmt: skip
    assert len(found.steps) >= 1


# the number A is given to another rule in 2000 without a day between, the first having gone to B; C keeps its rule and
# gives a part to D
REUSED = {
    "A": [(1990, 50, 0, False), (2000, 60, 50, False), (2020, 0, 60, True)],
    "B": [(2000, 50, 0, False)],
    "C": [(1990, 50, 0, False), (2000, 10, 20, False)],
    "D": [(2000, 20, 0, False)],
    "E": [(2020, 60, 0, False)],
}
TOLD = [
    ("A", "A", Relation.NUMBER_REUSED, 2000), ("A", "B", Relation.RENUMBERED, 2000), ("C", "C", Relation.SAME, 2000),
    ("C", "D", Relation.SPLIT, 2000), ("A", None, Relation.REPEALED, 2020),
]  # fmt: skip


def trailed(number: str, at: date | None) -> Trail:
    def known(article: ArticleRef) -> Sequence[Episode]:
        return episodes(Event(day(y), a, r, 50, ended) for y, a, r, ended in REUSED[article.number])

    def told_between(old: date, new: date) -> Sequence[Link]:
        between = [one for one in TOLD if old < day(one[3]) <= new]
        return [Link(ref(a), ref(b) if b else None, relation, 0.9, ()) for a, b, relation, _ in between]

    return trail(ref(number), at, known, told_between, reforms=[day(2000)])


def now(found: Trail) -> set[str]:
    return {stay.ref.number for stay in found.stays if stay.until is None and not stay.gone}


def test_a_number_reused_without_a_day_between_is_another_rule() -> None:
    before, after = trailed("A", day(1995)), trailed("A", day(2005))
    assert [step.link.new for step in before.steps] == [ref("B")]
    assert now(before) == {"B"}
    assert after.steps == ()
    assert now(after) == set()
    assert {(step.link.relation, step.date.year) for step in after.ends} == {
        (Relation.NUMBER_REUSED, 2000), (Relation.REPEALED, 2020),
    }  # fmt: skip
    every = trailed("A", None)
    assert [step.link.new for step in every.steps] == [ref("B")]
    assert {(stay.since.year, stay.until and stay.until.year) for stay in every.stays if stay.ref == ref("A")} == {
        (1990, 2000), (2000, 2020),
    }  # fmt: skip


def test_an_article_that_is_split_and_stays_stands_for_its_rule() -> None:
    assert now(trailed("C", day(1995))) == {"C", "D"}


def test_a_rule_that_left_its_number_later_is_looked_for_in_the_reform_before() -> None:
    events = [Event(day(1990), 50, 0, 50), Event(date(2000, 6, 1), 60, 50, 60)]
    reused = Link(ref("F"), ref("F"), Relation.NUMBER_REUSED, 1.0, ())

    def told_between(old: date, new: date) -> Sequence[Link]:
        if new == day(2000):
            return [Link(ref("F"), ref("B"), Relation.MOVED_PART, 0.9, ())]
        return [reused] if new == date(2000, 6, 1) else []

    known = {"F": episodes(events), "B": episodes([Event(day(2000), 50, 0, 50)])}
    found = trail(ref("F"), day(1995), lambda a: known[a.number], told_between, reforms=[day(2000)])
    assert [(step.link.new, step.date) for step in found.steps] == [(ref("B"), day(2000))]
    assert now(found) == {"B"}
    # what it gave away when it changed, before the day asked for, isn't what it had left
    known["F"] = episodes([events[0], Event(day(2000), 0, 20, 30), events[1]])
    asked = date(2000, 3, 1)
    assert not trail(ref("F"), asked, lambda a: known[a.number], told_between, reforms=[day(2000)]).steps
