"""Lineages over maps made by hand: forwards, backwards, through numbers reused, and no sideways steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.lineage import Episode, Event, episodes, lineage
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
        for step in lineage(ref(number), at, episodes_of, map_of)
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
    found = lineage(
        ref("X"), None, lambda article: episodes(Event(day(y), a, r, 50, e) for y, a, r, e in short[article.number]),
        lambda old, new: [Link(ref("X"), ref("B"), Relation.SPLIT, 0.9, ())],
    )  # fmt: skip
    assert all(step.date.year != 2000 for step in found)


def test_a_small_share_tells_only_when_an_article_is_born() -> None:
    def links(births: bool) -> int:
        events = [Event(day(1990), 500, 0, 500), Event(day(2000), 0, 30, 470, births=births)]
        moved = [Link(ref("X"), ref("B"), Relation.MOVED_PART, 0.9, ())]
        known = {"X": episodes(events), "B": ()}
        return len(lineage(ref("X"), None, lambda article: known[article.number], lambda old, new: moved))

    assert (links(True), links(False)) == (1, 0)


def test_a_circle_ends() -> None:
    turn = {"X": [(1990, 50, 0, False), (2000, 50, 50, False)], "Y": [(1990, 50, 0, False), (2000, 50, 50, False)]}
    links = [
        Link(ref("X"), ref("Y"), Relation.RENUMBERED, 0.9, ()),
        Link(ref("Y"), ref("X"), Relation.RENUMBERED, 0.9, ()),
    ]
    found = lineage(
        ref("X"), None, lambda article: episodes(Event(day(y), a, r, 50, e) for y, a, r, e in turn[article.number]),
        lambda old, new: links,
    )  # fmt: skip
    assert len(found) >= 1
