"""A user's decisions on links: read from CSV, merged into maps, never mixed with what was computed."""

from __future__ import annotations

from datetime import date

import pytest

from cpp_versions.answers import ArticleRef
from cpp_versions.errors import SourceError
from cpp_versions.renumbering.decisions import merged, note_of, read_decisions
from cpp_versions.renumbering.values import Evidence, EvidenceKind, Link, Relation

HEAD = "decision,date,old,new,relation,note\n"
DAYS = date(2010, 12, 19), date(2010, 12, 29)
A, B, C = (ArticleRef("cpp", number) for number in ("D250-4", "R57-7-25", "R57-7-26"))


def link(old: ArticleRef | None, new: ArticleRef | None, relation: Relation = Relation.RENUMBERED) -> Link:
    return Link(old, new, relation, 0.7, (Evidence(EvidenceKind.WORDS, "al. 1"),))


def test_a_rejected_link_is_told_apart_and_keeps_what_was_computed() -> None:
    said = read_decisions(HEAD + "rejected,2010-12-29,D. 250-4,cpp:R57-7-25,,le titre seul\n", "f.csv")
    links, rejected = merged([link(A, B), link(A, C)], said, *DAYS)
    assert [one.new for one in links if one.old] == [C]
    assert [(one.new, one.decision, one.score) for one in rejected] == [(B, "rejected", 0.7)]
    assert "le titre seul" in rejected[0].evidence[0].text


def test_a_confirmed_link_is_marked_and_may_be_named_otherwise() -> None:
    said = read_decisions(HEAD + "confirmed,2010-12-29,D250-4,R57-7-25,split,\n", "f.csv")
    links, _ = merged([link(A, B)], said, *DAYS)
    assert [(one.decision, one.relation, one.score) for one in links] == [("confirmed", Relation.SPLIT, 0.7)]


def test_an_added_link_takes_the_place_of_having_no_successor() -> None:
    said = read_decisions(HEAD + "added,2010-12-29,D250-4,R57-7-25,,\n", "f.csv")
    links, _ = merged([link(A, None, Relation.REPEALED), link(None, B, Relation.NEW)], said, *DAYS)
    assert [(one.old, one.new, one.decision, one.score) for one in links] == [(A, B, "added", 1.0)]


def test_a_decision_counts_for_the_maps_that_enclose_its_day() -> None:
    said = read_decisions(HEAD + "added,2010-12-29,D250-4,R57-7-25,,\n", "f.csv")
    assert merged([], said, date(2010, 12, 29), date(2011, 6, 1))[0] == ()
    assert len(merged([], said, date(2010, 1, 1), date(2011, 6, 1))[0]) == 1


def test_the_table_of_a_spreadsheet_with_semicolons_and_empty_decisions() -> None:
    text = "\ufeffdecision;date;old;new;score\r\n;2010-12-29;cpp:D1;cpp:D2;0,4\r\nadded;2010-12-29;cpp:D250-4;D3;\r\n"
    assert [str(one.old) for one in read_decisions(text, "f.csv")] == ["cpp:D250-4"]


def test_what_a_french_spreadsheet_writes_back() -> None:
    text = "\ufeffDecision;Date;Old;New;Relation;Note\r\nConfirmé;29/12/2010;cpp:D250-4;cpp:R57-7-25;;sûr\r\n"
    (said,) = read_decisions(text + "confirmé;29/12/2010;D. 250-4;R. 57-7-25;;\r\n", "f.csv")
    assert (str(said.verdict), said.date, said.old, said.new) == ("confirmed", DAYS[1], A, B)


def test_that_there_is_no_successor_can_be_confirmed() -> None:
    said = read_decisions(HEAD + "confirmed,2010-12-29,D250-4,,repealed,lu\n", "f.csv")
    links, _ = merged([link(A, None, Relation.REPEALED)], said, *DAYS)
    assert [(one.new, one.relation, one.decision) for one in links] == [(None, Relation.REPEALED, "confirmed")]
    assert note_of(links[0]) == "lu"


def test_an_article_whose_links_are_all_rejected_has_no_successor() -> None:
    said = read_decisions(HEAD + "rejected,2010-12-29,D250-4,R57-7-25,,\n", "f.csv")
    links, _ = merged([link(A, B)], said, *DAYS)
    assert [(one.old, one.new, one.relation) for one in links] == [
        (A, None, Relation.REPEALED), (None, B, Relation.NEW),
    ]  # fmt: skip


def test_links_are_called_by_what_decisions_leave() -> None:
    halves = [link(A, B, Relation.SPLIT), link(A, C, Relation.SPLIT)]
    links, _ = merged(halves, read_decisions(HEAD + "rejected,2010-12-29,D250-4,R57-7-25,,\n", "f.csv"), *DAYS)
    assert [(one.new, one.relation) for one in links if one.old == A] == [(C, Relation.RENUMBERED)]
    links, _ = merged([link(A, B)], read_decisions(HEAD + "added,2010-12-29,D250-4,R57-7-26,,\n", "f.csv"), *DAYS)
    assert {one.relation for one in links} == {Relation.SPLIT}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n", "no column decision, date, old, new"),
        (HEAD + "perhaps,2010-12-29,D1,D2,,\n", "f.csv:2: decision 'perhaps'"),
        (HEAD + "added,12/29/2010,D1,D2,,\n", "f.csv:2: date"),
        (HEAD + "added,2010-12-29,D1,,,\n", "f.csv:2: names no article in new"),
        (HEAD + "added,2010-12-29,D1,D. 1,,\n", "f.csv:2: adds a link from cpp:D1 to itself"),
        (HEAD + "added,2010-12-29,D1,D2,repealed,\n", "f.csv:2: relation repealed"),
        (HEAD + "confirmed,2010-12-29,D1,D2,,\nrejected,29/12/2010,D1,D2,,\n", "f.csv:3: says otherwise than line 2"),
        (HEAD + "added,2010-12-29,D1,?!,,\n", "f.csv:2: "),
        (HEAD + "added,2010-12-29,D1,D2,cousin,\n", "f.csv:2: relation 'cousin'"),
        ("", "no column"),
        (HEAD + 'added,2010-12-29,"D1' + "x" * 200_000, "f.csv"),
    ],
)
def test_a_bad_file_is_one_line_that_names_the_place(text: str, said: str) -> None:
    with pytest.raises(SourceError) as raised:
        read_decisions(text, "f.csv")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
