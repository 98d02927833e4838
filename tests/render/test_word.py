"""The Word document: accepting every change gives the new text, rejecting every change the old one.

Acceptance and rejection are played here on the XML, as Word and LibreOffice define them: the runs of the other side go,
and a paragraph whose mark goes is joined to the next one.
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cpp_versions import compare
from cpp_versions.answers import ArticleAnswer, ArticleRef, DiffAnswer
from cpp_versions.model import State
from cpp_versions.render.word import ALINEA, document, title_of
from cpp_versions.text import Cell, is_table, table_rows, write_table
from tests.conftest import lacking

Texts = list[Any]
OTHERS = {"new": {"del", "moveFrom"}, "old": {"ins", "moveTo"}}


def side(alineas: Sequence[str], day: date, nota: Sequence[str] = ()) -> ArticleAnswer:
    return ArticleAnswer(
        ref=ArticleRef("cpp", "D75"),
        label="D. 75",
        at=day,
        state=State.IN_FORCE,
        valid_from=day,
        valid_to=None,
        observed=(),
        complete=True,
        section=(),
        alineas=tuple(alineas),
        nota=tuple(nota),
        citations=(),
        acts=(),
        source="LexHub",
        commit="",
        as_of=date(2023, 12, 6),
        also=(),
    )


def answer(old: Sequence[str], new: Sequence[str]) -> DiffAnswer:
    return DiffAnswer(
        side(old, date(2010, 12, 19)), side(new, date(2010, 12, 29), ["Une note."]), compare.diff(old, new)
    )


def local(element: Any) -> str:
    return str(etree.QName(element).localname)


def marked(element: Any, holder: str, gone: set[str]) -> bool:
    """Whether the mark of a paragraph, or a row, belongs to the other side."""
    found = element.find(qn(holder))
    return found is not None and any(local(child) in gone for child in found)


def words(paragraph: Any, gone: set[str]) -> str:
    out = []
    for run in paragraph.iter(qn("w:r")):
        if any(local(above) in gone for above in run.iterancestors()):
            continue
        for piece in run:
            out.append({"br": "\n", "tab": "\t"}.get(local(piece), piece.text or ""))
    return "".join(out)


def read(content: bytes, which: str) -> Texts:
    """The alinéas of one side: strings, and tables as lists of rows of cells."""
    gone = OTHERS[which]
    found: Texts = []
    begun = ""
    joining = False
    for element in Document(BytesIO(content)).element.body:
        if local(element) == "tbl":
            if joining:
                assert begun == "", "words that a table would swallow"
            rows = [
                [
                    words(cell, gone)
                    for cell in row.iter(qn("w:tc"))
                    if not any(merge.get(qn("w:val")) == "continue" for merge in cell.iter(qn("w:vMerge")))
                ]
                for row in element.iter(qn("w:tr"))
                if not marked(row, "w:trPr", gone)
            ]
            found += [rows] if rows else []
            begun, joining = "", False
        elif local(element) == "p" and style(element) == ALINEA:
            begun += words(element, gone)
            joining = marked(element.find(qn("w:pPr")), "w:rPr", gone)
            if not joining:
                found.append(begun)
                begun = ""
        elif joining:  # an empty paragraph of another style, between tables
            assert words(element, gone) == begun == ""
            joining = False
    assert not joining
    return [] if found == [""] else found


def style(paragraph: Any) -> str:
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if named is None else str(named.get(qn("w:val")))


def expected(alineas: Sequence[str]) -> Texts:
    return [[[cell.text for cell in row] for row in table_rows(a)] if is_table(a) else a for a in alineas]


TABLE = write_table([[Cell("Ressort", "th"), Cell("Montant", "th")], [Cell("Agen"), Cell("30 euros")]])
SAME_SHAPE = write_table([[Cell("Ressort", "th"), Cell("Montant", "th")], [Cell("Agen"), Cell("45 euros")]])
LONGER = write_table([[Cell("Ressort", "th", 2)], [Cell("Agen", rowspan=2), Cell("45 euros")], [Cell("60 euros")]])

A = "Les détenus peuvent recevoir des visites deux fois par semaine au moins."
B = "Le chef d'établissement informe le juge de l'application des peines de sa décision motivée."
C = "Les personnes détenues peuvent recevoir des visites trois fois par semaine au moins."
D = "L’amende est de 30 euros."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([A], [A]),
        ([A], [C]),
        ([A, B], [B]),
        ([B], [B, A]),
        ([A, B], [B, C]),
        ([], [A, B]),
        ([A, B], []),
        ([A, TABLE, B], [A, TABLE, B]),
        ([A, TABLE], [A, SAME_SHAPE]),
        ([A, TABLE, B], [A, LONGER, B]),
        ([A], [A, TABLE]),
        ([TABLE], [A]),
        ([A, D, TABLE], [A, TABLE]),
        ([TABLE, TABLE], [TABLE]),
        ([D], ["L'amende est de 30  euros."]),
        (["Un.\nDeux\tet trois."], ["Un.\nDeux\tet quatre."]),
    ],
)
def test_accepted_it_is_the_new_text_and_rejected_the_old(old: list[str], new: list[str]) -> None:
    made = document([answer(old, new)], "Essai")
    assert read(made, "new") == expected(new)
    assert read(made, "old") == expected(old)


SENTENCES = [A, B, C, D, f"{A} {B}", f"{B} {D}", TABLE, SAME_SHAPE, LONGER, "I.", "1° Un ;"]
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=6)


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_come_back_from_any_two(old: list[str], new: list[str]) -> None:
    made = document([answer(old, new)], "Essai")
    assert read(made, "new") == expected(new)
    assert read(made, "old") == expected(old)


def test_what_xml_cannot_hold_is_left_out() -> None:
    made = document([answer(["Un\x00 deux\x1b[31m.\ufffe"], ["Un\x0b deux \u202etrois.\ud800"])], "T\x00itre")
    assert read(made, "old") == ["Un deux[31m."]
    assert read(made, "new") == ["Un deux trois."]


def test_markup_in_a_text_is_text() -> None:
    text = '<w:p/> & "x" ]]> <script>alert(1)</script> {{x}} INCLUDETEXT'
    assert read(document([answer([], [text])], "Essai"), "new") == [text]


def test_a_moved_passage_is_marked_as_moved_and_typography_has_its_own_author() -> None:
    xml = zipfile.ZipFile(BytesIO(document([answer([D, A, B], [D.replace("’", "'"), B, A])], "Essai"))).read(
        "word/document.xml"
    )
    root = etree.fromstring(xml)
    for kind in ("moveFrom", "moveTo"):
        starts = root.findall(f".//{qn(f'w:{kind}RangeStart')}")
        ends = root.findall(f".//{qn(f'w:{kind}RangeEnd')}")
        assert [start.get(qn("w:id")) for start in starts] == [end.get(qn("w:id")) for end in ends] != []
    names = [{s.get(qn("w:name")) for s in root.iter(qn(f"w:{kind}RangeStart"))} for kind in ("moveFrom", "moveTo")]
    assert names[0] == names[1]
    revisions = [element for element in root.iter() if element.get(qn("w:author"))]
    assert {element.get(qn("w:date")) for element in revisions} == {"2010-12-29T00:00:00Z"}
    assert {element.get(qn("w:author")) for element in revisions} == {"cpp-versions", "cpp-versions (typographie)"}
    ids = [element.get(qn("w:id")) for element in revisions]
    assert len(ids) == len(set(ids))


def test_the_same_diffs_give_the_same_bytes() -> None:
    assert document([answer([A], [C])], "Essai") == document([answer([A], [C])], "Essai")


def test_the_heading_names_the_article_the_days_and_the_source() -> None:
    text = "\n".join(p.text for p in Document(BytesIO(document([answer([A], [C])], "Essai"))).paragraphs)
    for part in ("Article D. 75", "19/12/2010", "29/12/2010", "LexHub, données du 06/12/2023", "Une note."):
        assert part in text


def test_the_title_says_what_is_compared_without_ids_of_ours() -> None:
    one = answer([A], [C])
    assert title_of(one) == "Article D. 75, code de procédure pénale : du 19/12/2010 au 29/12/2010"
    moved = replace(one, new=replace(one.new, ref=ArticleRef("penitentiaire", "R213-18"), label="R. 213-18"))
    assert title_of(moved) == (
        "Article D. 75, code de procédure pénale (19/12/2010) → R. 213-18, code pénitentiaire (29/12/2010)"
    )
    text = "\n".join(p.text for p in Document(BytesIO(document([moved], title_of(moved)))).paragraphs)
    assert "(cpp)" not in text


@pytest.fixture(scope="session")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        lacking("no LibreOffice on this machine (sudo apt-get install libreoffice-writer-nogui)")
    return found


def convert(soffice: str, content: bytes, folder: Path, suffix: str) -> Path:
    (folder / "diff.docx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
    run = subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "diff.docx")],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (folder / f"diff.{suffix}").is_file(), run.stderr
    return folder / f"diff.{suffix}"


TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def lines(opened: Path, which: str) -> list[str]:
    """The lines of one side as LibreOffice has them: what lies in a change of the other side is left out."""
    root = etree.parse(opened, etree.XMLParser(resolve_entities=False)).getroot()
    other = {"new": "deletion", "old": "insertion"}[which]
    gone = {
        region.get(f"{TEXT}id")
        for region in root.iter(f"{TEXT}changed-region")
        if region.find(f"{TEXT}{other}") is not None
    }
    assert gone
    text = root.find(f"{OFFICE}body/{OFFICE}text")
    assert text is not None
    active: set[str | None] = set()
    out: list[str] = []

    def walk(element: Any) -> None:
        name = element.tag.removeprefix(TEXT)
        if name == "tracked-changes":
            return
        if name == "change-start":
            active.add(element.get(f"{TEXT}change-id"))
        if name == "change-end":
            active.discard(element.get(f"{TEXT}change-id"))
        if not active & gone:
            out.append(" " if name == "s" else element.text or "")
        for child in element:
            walk(child)
            if not active & gone and element.tag.removeprefix(TEXT) in ("p", "h", "span"):
                out.append(child.tail or "")
        if name in ("p", "h") and not active & gone:
            out.append("\n")

    walk(text)
    return [line.strip() for line in "".join(out).split("\n") if line.strip()]


def test_libreoffice_opens_it_accepts_and_rejects_as_we_do(soffice: str, tmp_path: Path) -> None:
    old, new = [A, B, TABLE, D, "Un alinéa supprimé."], [B, C, SAME_SHAPE, "L'amende est de 45 euros.", A]
    made = document([answer(old, new)], "Essai")
    opened = convert(soffice, made, tmp_path, "fodt")
    for which, texts in (("old", old), ("new", new)):
        shown = lines(opened, which)
        start = next(place for place, line in enumerate(shown) if line.startswith("Source"))
        cells = [
            [cell.text for row in table_rows(text) for cell in row] if is_table(text) else [text] for text in texts
        ]
        assert shown[start + 1 :] == [*(line for each in cells for line in each), "NOTA (après) :", "Une note."]
    assert convert(soffice, made, tmp_path, "pdf").read_bytes().startswith(b"%PDF")
