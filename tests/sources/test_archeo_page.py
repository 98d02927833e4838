"""The reader of comparison pages, on the embedded page, on damaged ones, and against made ones whose truth is known."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.codes import CPP, of_slug
from cpp_versions.errors import SourceError
from cpp_versions.model import Attestation, CodeHistory
from cpp_versions.sources import archeo_page
from cpp_versions.sources.archeo_hunks import parse_page

BEFORE, DAY = date(2010, 12, 19), date(2010, 12, 29)
HEAD = (
    "Code de procédure pénale\n\nVersion consolidée au 29 décembre 2010 (version 03a5995)\n"
    "La précédente version était la version consolidée au 19 décembre 2010.\n\n"
)


@pytest.fixture(scope="module")
def page(root: Path) -> Path:
    return root / "corpus" / "archeo-lex-cpp-2010-12-29.txt"


@pytest.fixture(scope="module")
def history(page: Path) -> CodeHistory:
    return archeo_page.read(page)


def of(history: CodeHistory, number: str) -> list[Attestation]:
    return [a for a in history.attestations if a.number == number]


# -- the page of 29 December 2010


def test_what_the_page_is(page: Path, history: CodeHistory) -> None:
    assert archeo_page.recognises(page)
    assert history.code == CPP
    assert [d.day for d in history.dates] == [BEFORE, DAY]
    info = history.source
    assert (info.name, info.format, info.as_of, info.excerpt) == (
        "Archéo Lex, page du 29 décembre 2010",
        "archeo-lex-page",
        DAY,
        True,
    )


def test_headings_and_whole_articles(history: CodeHistory) -> None:
    """373 old and 421 new headings, of which 305 and 353 whole: closed by the next heading of their side and hunk."""
    for day, headings, whole in ((BEFORE, 373, 305), (DAY, 421, 353)):
        seen = [a for a in history.attestations if day in a.observed]
        assert len(seen) == len({a.number for a in seen}) == headings
        assert sum(a.complete for a in seen) == whole


def test_what_is_asserted(history: CodeHistory) -> None:
    kinds = Counter(
        (len(a.observed), "whole" if a.complete else "fragment", bool(a.valid_from), bool(a.valid_to))
        for a in history.attestations
    )
    assert kinds == {
        (2, "whole", False, False): 88,  # the same on both dates
        (2, "fragment", False, False): 45,
        (1, "whole", False, True): 217,  # ended or changed that day
        (1, "whole", True, False): 265,  # begun or changed that day
        (1, "fragment", False, True): 23,
        (1, "fragment", True, False): 23,
    }


def test_a_word_that_changed(history: CodeHistory) -> None:
    old, new = of(history, "D75")
    assert old.text.alineas[0].replace("supérieur à un an.", "supérieur à deux ans.") == new.text.alineas[0]
    assert "supérieur à un an." in old.text.alineas[0]
    assert old.text.alineas[1:] == new.text.alineas[1:]
    assert (old.attested_from, old.valid_from, old.valid_to, old.observed) == (BEFORE, None, DAY, (BEFORE,))
    assert (new.attested_from, new.valid_from, new.valid_to, new.observed) == (DAY, DAY, None, (DAY,))
    assert old.complete and new.complete and old.label == "D. 75"


def test_an_article_that_ended_one_that_began_and_a_number_used_again(history: CodeHistory) -> None:
    (ended,) = of(history, "R18-2")
    assert (ended.valid_from, ended.valid_to, ended.complete) == (None, DAY, True)
    (begun,) = of(history, "R57-7-62")
    assert (begun.valid_from, begun.valid_to, begun.complete) == (DAY, None, True)
    old, new = of(history, "R57-7")
    assert old.valid_to == new.valid_from == DAY
    assert old.text != new.text


def test_a_moved_article_stays_one(history: CodeHistory) -> None:
    """R61-8 is deleted from one place of a hunk and inserted, the same, at another."""
    (same,) = of(history, "R61-8")
    assert (same.observed, same.valid_from, same.valid_to) == ((BEFORE, DAY), None, None)


def test_places_lead_back_to_the_page(page: Path, history: CodeHistory) -> None:
    lines = page.read_text(encoding="utf-8").split("\n")
    for attestation in history.attestations:
        name, _, span = attestation.where.rpartition(":")
        first, last = map(int, span.split("-"))
        assert name == page.name
        shown = [line[1:].strip() for line in lines[first - 1 : last]]
        assert shown[0].lstrip("# ").startswith("Article ")
        assert set(attestation.text.alineas) <= set(shown)


def test_sections_are_those_seen_in_the_hunk(history: CodeHistory) -> None:
    paths = {(p.number, p.start): [s.title for s in p.path] for p in history.placements}
    assert paths["R57-7-62", DAY] == [
        "Chapitre V : De la discipline et de la sécurité des établissements pénitentiaires",
        "Section 2 : De l'isolement",
        "Sous-section 1 : Du régime de détention à l'isolement",
    ]
    assert paths["D75", BEFORE] == ["Paragraphe 2 : La procédure d'orientation"]
    keys = {s.title: s.key for p in history.placements for s in p.path}
    assert keys["Titre II : De la détention"] == "titre-ii-de-la-detention"


def test_what_the_page_leaves_open(page: Path, history: CodeHistory) -> None:
    assert Counter(a.kind for a in history.anomalies) == {"last_line": 1}
    assert sum(text.changed for text in history.unattributed) == 22
    texts = archeo_page.unattributed(page)
    assert (len(texts), sum(text.changed for text in texts)) == (48, 22)
    first = next(text for text in texts if text.changed)
    assert first.old != first.new
    assert first.context.startswith("R. 63, R. 64, R. 95")
    assert (first.old_line, first.new_line) == (20592, 21586)


def test_the_original_says_the_same(archeo_lex_page: Path, history: CodeHistory) -> None:
    """What the embedded page leaves out, the site's own sentences, changes nothing but the line numbers."""

    def said(of: CodeHistory) -> list[Attestation]:
        return [replace(a, where="") for a in of.attestations]

    original = archeo_page.read(archeo_lex_page)
    assert said(original) == said(history)
    assert original.placements == history.placements


# -- pages that aren't, or not whole


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "page.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


HUNK = """... ...
@@ -10,8 +10,8 @@ Texte qui précède.
10 10
 ##### Article D1
11 11
\x20
12
-Un an.
12
+Deux ans.
13 13
\x20
14 14
 ##### Article D2
15 15
\x20
16 16
 <script>alert(1)</script> & <b>gras</b>
17 17
\x20
"""


def kinds(history: CodeHistory) -> list[str]:
    return [anomaly.kind for anomaly in history.anomalies]


def test_a_small_page(tmp_path: Path) -> None:
    history = archeo_page.read(write(tmp_path, HEAD + HUNK))
    assert not history.anomalies
    assert [(a.number, a.complete, a.text.alineas) for a in history.attestations] == [
        ("D1", True, ("Un an.",)),
        ("D1", True, ("Deux ans.",)),
        ("D2", False, ("<script>alert(1)</script> & <b>gras</b>",)),
    ]


def test_line_ends_of_windows_and_a_byte_order_mark(tmp_path: Path) -> None:
    plain = archeo_page.read(write(tmp_path, HEAD + HUNK))
    dressed = archeo_page.read(write(tmp_path, ("\ufeff" + HEAD + HUNK).replace("\n", "\r\n")))
    assert dressed.attestations == plain.attestations


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty file"),
        (b" \n\n", "empty file"),
        (b"\x7fELF\0\0\1", "binary data"),
        (b"\xff\xfe\xfd\x80", "not a comparison page"),
        (b"x" * 10_000_000, "not a comparison page"),
        ("Code pénal\n\nBonjour", "not a comparison page"),
        (HEAD, "no hunk"),
        (HEAD.replace("29 décembre", "31 février"), "names no date"),
        (HEAD.replace("29 décembre", "12 brumaire"), "names no date"),
        (HEAD.replace("19 décembre", "30 décembre") + HUNK, "isn't before"),
    ],
)
def test_what_is_no_page_gets_one_clear_line(tmp_path: Path, content: str | bytes, says: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(SourceError) as error:
        archeo_page.read(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_what_can_not_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.txt", tmp_path):
        assert not archeo_page.recognises(path)
        with pytest.raises(SourceError):
            archeo_page.read(path)


def test_a_page_of_another_code(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + HUNK)
    assert archeo_page.read(path, code=CPP, name="autre").source.name == "autre"
    with pytest.raises(SourceError, match="Code pénal"):
        archeo_page.read(path, code=of_slug("code-penal"))
    unknown = archeo_page.read(write(tmp_path, HEAD.replace("procédure pénale", "la mer") + HUNK)).code
    assert (unknown.id, unknown.title) == ("code-de-la-mer", "Code de la mer")


def test_cut_in_the_middle_of_a_hunk(tmp_path: Path) -> None:
    """What is whole is kept; the line that the cut may have shortened isn't; nothing is said to have ended."""
    cut = HEAD + HUNK + HUNK.replace("D1", "D3").replace("D2", "D45-2").split("-2\n15 15")[0]
    history = archeo_page.read(write(tmp_path, cut))
    assert kinds(history) == ["truncated"]
    assert history.anomalies[0].ours == " ##### Article D45"
    assert [(a.number, a.complete) for a in history.attestations if a.number in ("D1", "D3", "D45")] == [
        ("D1", True),
        ("D1", True),
        ("D3", False),
        ("D3", False),
    ]


def test_where_lines_are_missing_nothing_ended(tmp_path: Path) -> None:
    gone = HUNK.replace("14 14\n #####", "14\n-#####").replace("-10,8 +10,8", "-10,8 +10,7")
    gone = gone.replace("15 15", "15 14").replace("16 16", "16 15").replace("17 17", "17 16")
    (ended,) = of(archeo_page.read(write(tmp_path, HEAD + gone)), "D2")
    assert ended.valid_to == DAY
    (unsure,) = of(archeo_page.read(write(tmp_path, HEAD + gone + "@@ -90,5 +80,5 @@\n90 80\n a\n")), "D2")
    assert (unsure.valid_to, unsure.observed) == (None, (BEFORE,))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("-10,8 +10,8", "-10,9 +10,8", "truncated"),
        ("-10,8 +10,8", "-10,7 +10,8", "hunk_count"),
        ("13 13\n", "13 14\n", "line_numbers"),
        ("12\n+Deux", "19\n+Deux", "line_numbers"),
        ("13 13\n \n", "", "line_numbers"),
        ("+Deux ans.\n", "", "line_numbers"),
        ("+Deux ans.", "Deux ans.", "stray_line"),
        ("14 14\n", "14 14\nune ligne perdue\n", "line_numbers"),
        ("@@ -10,8 +10,8 @@", "@@ -a +b @@", "no hunk"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, old: str, new: str, kind: str) -> None:
    assert old in HUNK
    path = write(tmp_path, HEAD + HUNK.replace(old, new))
    if kind == "no hunk":
        with pytest.raises(SourceError, match=kind):
            archeo_page.read(path)
        return
    history = archeo_page.read(path)
    assert kind in kinds(history)
    assert all(a.where.startswith("page.txt:") and a.message for a in history.anomalies)


def test_a_cut_between_deleted_and_inserted_lines_proves_no_change(tmp_path: Path) -> None:
    page = HEAD + HUNK.replace("12\n-Un an.\n", "").split("13 13")[0]
    history = archeo_page.read(write(tmp_path, page))
    assert kinds(history) == ["truncated"]
    assert [(a.text.alineas, a.valid_from, a.valid_to) for a in of(history, "D1")] == [
        ((), None, None),
        (("Deux ans.",), None, None),
    ]


def test_an_article_across_lost_lines_is_no_whole(tmp_path: Path) -> None:
    history = archeo_page.read(write(tmp_path, HEAD + HUNK.replace("13 13\n \n", "")))
    assert not any(a.complete for a in of(history, "D1"))


def test_a_hunk_that_lost_its_header(tmp_path: Path) -> None:
    lost = HUNK.replace("@@ -10,8 +10,8 @@ Texte qui précède.\n", "")
    history = archeo_page.read(write(tmp_path, HEAD + HUNK + lost))
    assert kinds(history) == ["orphan_lines"]
    assert "Deux ans." in (history.anomalies[0].ours or "")


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    history = archeo_page.read(write(tmp_path, (HEAD + HUNK).encode().replace(b"Deux ans", b"Deux\xff ans")))
    assert kinds(history) == ["encoding"]
    assert history.anomalies[0].where == f"page.txt:{HEAD.count(chr(10)) + 10}"
    assert of(history, "D1")[1].text.alineas == ("Deux\ufffd ans.",)


def test_a_line_of_ten_megabytes(tmp_path: Path) -> None:
    history = archeo_page.read(write(tmp_path, HEAD + HUNK.replace("Deux ans.", "x " * 5_000_000)))
    assert len(of(history, "D1")[1].text.alineas[0]) == 9_999_999


def test_too_large_a_file(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as stream:
        stream.truncate((64 << 20) + 1)
    with pytest.raises(SourceError, match="larger than 64 MB"):
        archeo_page.read(path)


def test_numbers_that_are_none_or_stand_twice(tmp_path: Path) -> None:
    history = archeo_page.read(write(tmp_path, HEAD + HUNK.replace("Article D1", "Article " + "x" * 400)))
    assert kinds(history) == ["bad_number", "bad_number"]
    twice = archeo_page.read(write(tmp_path, HEAD + HUNK.replace("Article D2", "Article D1")))
    assert kinds(twice) == ["number_twice"]
    assert sorted((a.slot, a.observed[0]) for a in twice.attestations) == [(1, BEFORE), (1, DAY), (2, BEFORE)]


def test_a_table_is_one_alinea(tmp_path: Path) -> None:
    rows = "\n".join(
        f"{n} {n}\n {line}"
        for n, line in enumerate(("<table>", "<tr><td>Agen</td>", "<td onclick='x'>2</td></tr>", "</table>"), 18)
    )
    table = HUNK.replace(",8 +10,8", ",12 +10,12") + rows + "\n"
    assert of(archeo_page.read(write(tmp_path, HEAD + table)), "D2")[0].text.alineas == (
        "<script>alert(1)</script> & <b>gras</b>",
        "<table>\n<tr><td>Agen</td><td>2</td></tr>\n</table>",
    )
    never_closed = table.replace("</table>", "fin")
    assert len(of(archeo_page.read(write(tmp_path, HEAD + never_closed)), "D2")[0].text.alineas) == 5


# -- made pages, whose truth is known

_Version = dict[str, tuple[str, ...]]


def lines_of(version: _Version, headings: set[str]) -> list[str]:
    lines = []
    for number, alineas in version.items():
        if number in headings:
            lines += [f"#### Section {number}", ""]
        lines += [f"##### Article {number}", ""]
        for alinea in alineas:
            lines += [alinea, ""]
    return lines


def page_of(old: list[str], new: list[str]) -> str:
    """The page of two versions, with three lines around each change, as the site writes it."""
    out = [HEAD.rstrip("\n"), ""]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(3):
        (_, a, _, c, _), (_, _, b, _, d) = group[0], group[-1]
        out += ["... ...", f"@@ -{a + 1},{b - a} +{c + 1},{d - c} @@"]
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                    out += [f"{i + 1} {j + 1}", " " + old[i]]
            else:
                for i in range(i1, i2):
                    out += [f"{i + 1}", "-" + old[i]]
                for j in range(j1, j2):
                    out += [f"{j + 1}", "+" + new[j]]
    return "\n".join(out) + "\n"


_alineas = st.lists(
    st.sampled_from(["Un an.", "Deux ans.", "Trois mois.", "12", "@@", "... ...", "-", "+ x"]), max_size=6
)
_numbers = st.sampled_from([f"D{n}" for n in range(1, 12)])
_versions = st.dictionaries(_numbers, _alineas.map(tuple), min_size=1, max_size=10)


@st.composite
def _two_versions(draw: st.DrawFn) -> tuple[_Version, _Version, str]:
    old = draw(_versions)
    new = dict(old)
    for number in draw(st.sets(st.sampled_from(sorted(old)), max_size=3)):
        del new[number]
    new |= draw(st.dictionaries(_numbers, _alineas.map(tuple), max_size=3))
    order = draw(st.permutations(sorted(new))) if draw(st.booleans()) else list(new)
    new = {number: new[number] for number in order}
    headings = draw(st.sets(_numbers, max_size=3))
    return old, new, page_of(lines_of(old, headings), lines_of(new, headings))


def check_texts(history: CodeHistory, old: _Version, new: _Version) -> None:
    for a in history.attestations:
        for day in a.observed:
            truth = (old if day == BEFORE else new)[a.number]
            assert a.text.alineas == truth if a.complete else a.text.alineas == truth[: len(a.text.alineas)]
        assert a.attested_from == a.observed[0]


def false_claims(history: CodeHistory, old: _Version, new: _Version) -> list[Attestation]:
    """What is said to have ended or begun though the text is the same on both sides."""
    return [a for a in history.attestations if (a.valid_from or a.valid_to) and old.get(a.number) == new.get(a.number)]


@settings(max_examples=120, deadline=None)
@given(_two_versions())
def test_a_made_page_is_read_as_it_was_made(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[_Version, _Version, str]
) -> None:
    old, new, content = made
    path = write(tmp_path_factory.mktemp("made"), content)
    if "@@ -" not in content:
        assert old == new or list(old) != list(new)
        return
    history = archeo_page.read(path)
    assert kinds(history) == []
    check_texts(history, old, new)
    assert not false_claims(history, old, new)
    both = [a.number for a in history.attestations if a.observed == (BEFORE, DAY) and a.complete]
    assert all(old[number] == new[number] for number in both)


@settings(max_examples=150, deadline=None)
@given(_two_versions(), st.floats(0, 1))
def test_a_cut_page_says_nothing_false(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[_Version, _Version, str], share: float
) -> None:
    old, new, content = made
    encoded = content.encode()
    cut = encoded[: len(HEAD.encode()) + round(share * (len(encoded) - len(HEAD.encode())))]
    path = write(tmp_path_factory.mktemp("cut"), cut)
    try:
        history = archeo_page.read(path)
    except SourceError:
        return
    check_texts(history, old, new)
    if false_claims(history, old, new):  # cut between two hunks: nothing shows that more should follow
        assert parse_page(cut, "page").entire
        assert not encoded[len(cut) :].strip() or b"@@ -" in encoded[len(cut) :]
