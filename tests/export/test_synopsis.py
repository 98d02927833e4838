"""A reform as a whole: figures that add up, files that open, and nothing unescaped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from cpp_versions import Corpus
from cpp_versions.answers import ArticleRef, ChangedArticle
from cpp_versions.cli import main
from cpp_versions.export.synopsis import Synopsis, diffs, sections, synopsis
from cpp_versions.export.synopsis_page import page
from cpp_versions.export.synopsis_pdf import pdf
from cpp_versions.export.synopsis_word import docx

OLD, NEW = date(2010, 12, 19), date(2010, 12, 29)


@pytest.fixture(scope="module")
def corpus(embedded_store: Path) -> Iterator[Corpus]:
    opened = Corpus.open(embedded_store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def told(corpus: Corpus) -> Synopsis:
    return synopsis(corpus, "cpp", OLD, NEW)


def test_the_figures_add_up(told: Synopsis) -> None:
    assert sum(map(len, told.by_class.values())) == len(told.changes) == sum(told.by_change.values())
    assert sum(part.articles for part in sections(told.changes)) == len(told.changes)
    assert sum(part.words for part in sections(told.changes)) == told.words_added + told.words_removed
    assert next(iter(told.by_class)) == "substantive"
    assert told.mapped and len(told.mapped.surest) <= 10


def test_what_is_dangling_was_not_before(corpus: Corpus, told: Synopsis) -> None:
    assert told.orphans is not None
    before = {(o.citation.origin, o.citation.quote, o.since) for o in corpus.dangling(OLD)}
    assert not any((o.citation.origin, o.citation.quote, o.since) in before for o in told.orphans)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_has_all_parts(corpus: Corpus, told: Synopsis, lang: str) -> None:
    made = page(told, diffs(corpus, told), lang)
    assert f"<html lang='{lang}'>" in made
    assert "D. 75" in made and "<del" in made and "<ins" in made
    assert "http" not in made.split("</style>")[1]


def test_the_pdf_is_one_and_the_same(corpus: Corpus, told: Synopsis) -> None:
    some = list(diffs(corpus, told))[:20]
    made = pdf(told, some)
    assert made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")
    assert b"BitstreamVeraSans" in made
    assert made == pdf(told, some)


def test_the_word_document_tells_before_it_compares(corpus: Corpus, told: Synopsis) -> None:
    some = list(diffs(corpus, told))[:5]
    paragraphs = [paragraph.text for paragraph in Document(BytesIO(docx(told, some))).paragraphs]
    assert paragraphs[0].startswith("Synopsis : ")
    assert paragraphs.index("Ce qui change") < next(
        i for i, text in enumerate(paragraphs) if text.startswith("Article ")
    )


def test_hostile_titles_are_escaped(told: Synopsis) -> None:
    change = ChangedArticle(ArticleRef("cpp", "D1"), "<b>D. 1</b>", "modified", ("<script>",), 1, 1)
    one = Synopsis("cpp", "<i>x</i>", OLD, NEW, NEW, (), (change,), (), None, (), "<u>act</u>")
    made = page(one, ())
    assert "<script>" not in made and "<i>x" not in made and "<u>act" not in made
    assert pdf(one, ()).startswith(b"%PDF-")
    docx(one, ())


@pytest.mark.parametrize(
    ("suffix", "old", "new"),
    # of the whole reform the page alone: files of it are made above
    [("html", OLD, NEW), ("pdf", NEW, date(2020, 1, 1)), ("docx", NEW, date(2020, 1, 1))],
)
def test_the_command_writes_it_and_replaces_nothing(
    embedded_store: Path, tmp_path: Path, suffix: str, old: date, new: date
) -> None:
    file = tmp_path / f"s.{suffix}"
    command = ["--store", str(embedded_store), "changes", "--code", "cpp", "--from", str(old), "--to", str(new)]
    assert main([*command, "--synopsis", str(file)]) == 0
    assert file.stat().st_size > 10_000
    assert main([*command, "--synopsis", str(file)]) == 2
    assert main([*command, "--synopsis", str(tmp_path / "s.txt")]) == 2


def test_recodification_on_the_command_line(
    embedded_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--store", str(embedded_store), "recodification", "--from", str(OLD), "--to", str(NEW)]
    assert main([*command, "--csv", str(tmp_path / "r.csv"), "--html", str(tmp_path / "r.html")]) == 0
    assert "renamings folded: " in capsys.readouterr().out
    assert (tmp_path / "r.csv").read_text("utf-8").startswith("old,new,relation")
    assert "À droit constant" in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.data
def test_the_code_penitentiaire_of_2022(full_store: Path) -> None:
    corpus = Corpus.open(full_store)
    found = corpus.recodification(date(2022, 4, 30), date(2022, 5, 1), ["cpp"], ["penitentiaire"])
    corpus.close()
    assert any(one.old == "établissement" and one.new == "établissement pénitentiaire" for one in found.renamings)
    assert all(found.counts[grade] for grade in found.counts if grade in ("identical", "updated", "changed"))
    assert all(one.left for one in found.pairs if one.grade == "changed")
