"""Article numbers as people type them, as sources print them, and the order of a plan."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from cpp_versions.errors import BadNumber
from cpp_versions.numbering import ArticleNumber, from_slug, from_source, parse, slug, split_reference

# canonical | label | ways of writing it
WRITTEN = """
R57-7-62 | R. 57-7-62 | R. 57-7-62 ; art. R57-7-62 CPP ; r57-7-62 ; R.57–7‑62 ; R. 57−7—62 ; l’article R. 57-7-62
R57-7-62 | R. 57-7-62 | R. 57-7-62 du code de procédure pénale ; R57-7-62 C. pr. pén. ; R 57-7-62 (CPP)
706-71 | 706-71 | 706-71 ; Article 706-71 ; ARTICLE 706-71 ; article 706-71, du code de procédure pénale
D48-2 | D. 48-2 | Article D. 48-2 ; D.48-2 ; D 48-2 ; d48-2
D45-2-1-bis | D. 45-2-1 bis | D45-2-1 bis ; D. 45-2-1 BIS ; d45-2-1-bis ; D45-2-1bis
R49-31 | R. 49-31 | R49-31
R49-31 | R*. 49-31 | R* 49-31 ; R*49-31 ; R.* 49-31 ; *R. 49-31 ; R*. 49-31
16-1-A | 16-1 A | 16-1 A ; 16-1-A ; 16-1-a ; 16-1A
R41-1-A | R. 41-1 A | R41-1-A ; R. 41-1 A
A1-2 | A. 1-2 | A-1-2 ; A1-2 ; A. 1-2
A1er | A. 1er | A 1er ; A1er ; a-1er ; A. 1ᵉʳ
1er | 1er | article premier ; 1er
LO630 | LO 630 | LO630 ; lo630 ; L.O. 630 ; LO 630
L1111-1 | L. 1111-1 | L. 1111-1 ; L1111-1
preliminaire | préliminaire | article préliminaire ; preliminaire ; Article Préliminaire
annexe | annexe | annexe ; Annexe
annexe-A43-6 | annexe à l'article A. 43-6 | Annexe article A43-6 ; annexe-article-a43-6 ; annexe-A43-6 ; Annexe A. 43-6
annexe-R57-6-18 | annexe à l'article R. 57-6-18 | Annexe à l'article R57-6-18 ; annexe-a-larticle-r57-6-18
annexe-article-4-1 | annexe à l'article 4-1 | Annexe à l'article 4-1
annexe-4-1 | annexe 4-1 | Annexe 4-1
annexe-II | annexe II | Annexe II ; annexe ii
annexe-II-R122-2 | annexe II à l'article R. 122-2 | Annexe II à l'article R. 122-2
199-undecies-A | 199 undecies A | 199 undecies A
1609-sexvicies-A | 1609 sexvicies A | 1609 sexvicies A
44-sexies-0-A | 44 sexies-0 A | 44 sexies-0 A
235-ter-ZCA | 235 ter ZCA | 235 ter ZCA
1-A | 1 A | 1 A
285-sexies | 285 sexies | article 285 sexies
"""
CASES = [
    pytest.param(canonical.strip(), label.strip(), way.strip(), id=way.strip())
    for canonical, label, ways in (row.split("|") for row in WRITTEN.strip().splitlines())
    for way in ways.split(";")
]

IN_ORDER = """
preliminaire 1 1er 1-A 2 41-3 41-3-1-A 41-3-1 41-3-1-bis 41-3-1-ter 41-3-2 41-10 279 279-0-bis 279-bis 279-A
LO630 706-71 L1111-1 1609-sexvicies R2 R15-33-66-1 R15-33-66-10 R50 R50-bis R50-quater R50-1 R51 D1 A1 A1er A1-2 A43-6
annexe annexe-II annexe-IX annexe-4-1 annexe-R57-6-18 annexe-A43-6 tableau autre-section-2 autre-section-10
"""

REFUSED = [
    "",
    "   ",
    "../../etc/passwd",
    "--upload-pack=x",
    "<script>alert(1)</script>",
    "R57-7-62\n",
    "R57\x0062",
    "R57-7-62; rm -rf /",
    "1" * 300,
    "1-1-1-1-1-1-1-1-1-1",
    "53 du code civil",
    "53 al. 2",
    "53 al",
    "57 7 62",
    "R57--7",
    "R57-7-",
    "R",
    "article",
    "tribunal",
    "annexe à la section 2",
    "1er-1er",
    "５３\u202e",
    "penitentiaire:D424-1",
]


@pytest.mark.parametrize(("canonical", "label", "way"), CASES)
def test_every_way_of_writing_it(canonical: str, label: str, way: str) -> None:
    number = parse(way)
    assert (number.text, number.label) == (canonical, label)
    assert parse(number.label) == number == from_source(number.label) == from_slug(slug(number))


def test_the_order_is_that_of_a_plan() -> None:
    numbers = [ArticleNumber(text) for text in IN_ORDER.split()]
    numbers.reverse()
    assert " ".join(map(str, sorted(numbers))) == " ".join(IN_ORDER.split())


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_a_number_is_refused_in_one_line(text: str) -> None:
    if text == "R57-7-62\n":
        assert parse(text) == parse("R57-7-62")  # what a pasted line ends with
        return
    with pytest.raises(BadNumber) as caught:
        parse(text)
    assert len(str(caught.value)) < 250
    assert str(caught.value).isprintable()
    assert "R57-7-62" in str(caught.value)


def test_a_star_is_printed_and_is_no_identity() -> None:
    assert parse("R*49-31") == parse("R49-31")
    assert hash(parse("R*49-31")) == hash(parse("R49-31"))
    assert parse("D** 1-2").label == "D**. 1-2"


def test_1er_and_1_are_two_numbers_that_know_each_other() -> None:
    assert parse("A1er") != parse("A1")
    assert parse("A1er").twin == parse("A1")
    assert parse("L1").twin == parse("L1er")
    assert parse("11").twin is None


@pytest.mark.parametrize(
    ("text", "code", "number", "slot"),
    [
        ("penitentiaire:D424-1", "penitentiaire", "D424-1", 1),
        ("cpp:53", "cpp", "53", 1),
        ("cpp:art. R. 57-7", "cpp", "R57-7", 1),
        ("53", None, "53", 1),
        ("art. 53 CPP", "cpp", "53", 1),
        ("D424-1 du code pénitentiaire", "penitentiaire", "D424-1", 1),
        ("R213-18 code pénitentiaire", "penitentiaire", "R213-18", 1),
        ("706-71, code de procédure pénale", "cpp", "706-71", 1),
        ("C. pr. pén., art. D. 283-1", "cpp", "D283-1", 1),
        ("CPP, art. 53", "cpp", "53", 1),
        ("Code de procédure pénale, article R57-7-62", "cpp", "R57-7-62", 1),
        ("C. pénit., art. R. 213-18", "penitentiaire", "R213-18", 1),
        ("art. R. 213-18 C. pénit.", "penitentiaire", "R213-18", 1),
        ("A37-10~2", None, "A37-10", 2),
        ("cpp:A37-10~2", "cpp", "A37-10", 2),
    ],
)
def test_references(text: str, code: str | None, number: str, slot: int) -> None:
    found = split_reference(text)
    assert (found.code, found.number.text, found.slot) == (code, number, slot)


@pytest.mark.parametrize(
    "text",
    [
        "CPP:53",
        "../x:53",
        "cpp:",
        ":53",
        "53~0",
        "53~22",
        "civ:53 CPP",
        "CPP, art. 53 C. pénit.",
        "C. civ., art. 53",
        "a:b:53",
        "x" * 200,
    ],
)
def test_bad_references(text: str) -> None:
    with pytest.raises(BadNumber):
        split_reference(text)


def test_an_unknown_heading_keeps_its_words_and_a_safe_name() -> None:
    number = from_source("Annexe à la section 2 <b>")
    assert number.text == "autre-annexe-a-la-section-2-b"
    assert number.label == "Annexe à la section 2 <b>"
    assert number.opaque
    assert from_source(number.text) == number
    assert from_source("§§").text.startswith("autre-")
    assert from_source("autre 53") != from_source("53")
    with pytest.raises(BadNumber):
        from_source("  ")
    with pytest.raises(BadNumber):
        ArticleNumber("../x")


def test_every_heading_of_the_real_history_is_read(shared_data: Path, tmp_path: Path) -> None:
    bundle = shared_data / "lexhub-cpp-penitentiaire.bundle"
    clone = tmp_path / "lexhub.git"
    subprocess.run(["git", "clone", "-q", "--bare", "-b", "main", str(bundle), str(clone)], check=True)
    command = ["git", "-C", str(clone), "-c", "core.quotePath=false", "log", "main", "--format=", "--name-only"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    names = {Path(path).stem for path in listed.splitlines() if "/" in path and path.endswith(".md")}
    slugs: defaultdict[ArticleNumber, set[str]] = defaultdict(set)
    for name in names:
        slugs[from_slug(name)].add(name)
    assert len(names) > 7000
    assert [name for number, of in slugs.items() for name in of if number.opaque] == []
    assert [of for of in slugs.values() if len(of) > 1] == []
    assert all(parse(number.label) == parse(number.text) == number for number in slugs)
