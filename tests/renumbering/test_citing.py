"""What rewritten lists say of pairs: those at one place add up, those somewhere in one list don't."""

from __future__ import annotations

from cpp_versions.renumbering.citing import Rewiring, weigh_rewirings

A, B, C, D = (("cpp", number) for number in ("1", "2", "L1", "L2"))


def test_lists_that_agree_on_a_place_add_to_one_another() -> None:
    once = weigh_rewirings([Rewiring("art. 9", (A, B), (C, D))])
    often = weigh_rewirings([Rewiring("art. 9", (A, B), (C, D))] * 5)
    assert once[A, C] == once[B, D] == 0.8
    assert often[A, C] > 0.999


def test_a_series_that_is_cited_often_says_no_more_of_who_changed_places() -> None:
    once = weigh_rewirings([Rewiring("art. 9", (A, B), (C, D))])
    often = weigh_rewirings([Rewiring("art. 9", (A, B), (C, D))] * 5)
    assert often[A, D] == once[A, D] == 0.25
    assert often[B, C] == 0.25


def test_a_list_that_shrank_says_a_little_of_each() -> None:
    found = weigh_rewirings([Rewiring("art. 9", (A, B), (C,)), Rewiring("art. 8", (A,), (C,))])
    assert found[B, C] == 0.25
    assert 0.8 < found[A, C] < 0.9
