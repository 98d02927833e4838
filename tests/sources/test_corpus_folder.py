"""Folders with a manifest: the embedded corpus, and folders that must be refused."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from cpp_versions.codes import CPP
from cpp_versions.errors import SourceError
from cpp_versions.model import CodeHistory, State
from cpp_versions.sources import archeo_page, corpus_folder, decree, lexhub
from cpp_versions.sources.corpus_folder import Entry


def read_page(path: Path, entry: Entry) -> CodeHistory:
    return archeo_page.read(path, code=entry.code, name=entry.file)


def read_article(path: Path, entry: Entry) -> CodeHistory:
    assert entry.as_of is not None
    return lexhub.read_article(
        path,
        code=entry.code,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        as_of=entry.as_of,
        name=entry.file,
    )


def read_act(path: Path, entry: Entry) -> CodeHistory:
    return decree.read(path, code=entry.code, day=entry.as_of, name=entry.file)


READERS = {"archeo-lex-page": read_page, "lexhub-article": read_article, "act": read_act}


@pytest.fixture(scope="module")
def corpus(root: Path) -> Path:
    return root / "corpus"


def test_the_embedded_corpus(corpus: Path) -> None:
    assert corpus_folder.recognises(corpus)
    page, article, act = corpus_folder.read(corpus, READERS)
    assert page.code == article.code == act.code == CPP
    assert [(h.source.name, h.source.as_of, h.source.excerpt) for h in (page, article, act)] == [
        ("archeo-lex-cpp-2010-12-29.txt", date(2010, 12, 29), True),
        ("D48-5-1.md", date(2019, 12, 31), True),
        ("decret-72-852.txt", date(1972, 9, 20), True),
    ]
    assert "Licence Ouverte 2.0" in page.source.licence
    assert [d.day for d in article.dates] == [date(2017, 5, 12), date(2020, 1, 1)]
    text, hole = article.attestations
    assert (text.number, text.state, text.valid_from, text.valid_to) == (
        "D48-5-1",
        State.IN_FORCE,
        date(2017, 5, 12),
        date(2020, 1, 1),
    )
    assert len(text.text.alineas) == 14
    assert (hole.number, hole.state, hole.valid_from, hole.valid_to) == (
        "D48-5-1",
        State.MISSING,
        date(2020, 1, 1),
        None,
    )


def test_all_files_of_the_corpus_are_listed(corpus: Path) -> None:
    listed = {entry.file for entry in corpus_folder.entries(corpus)}
    assert {path.name for path in corpus.iterdir()} == listed | {"manifest.toml"}


def test_the_lines_kept_are_those_of_the_originals(corpus: Path, shared_data: Path, shared_seeds: Path) -> None:
    files = [path for folder in (shared_seeds, shared_data / "fiches") for path in folder.iterdir() if path.is_file()]
    originals = {sha256(path.read_bytes()).hexdigest(): path for path in files}
    for entry in corpus_folder.entries(corpus):
        lines = originals[entry.source_sha256].read_text(encoding="utf-8").split("\n")
        kept = [line for first, last in entry.lines_kept for line in lines[first - 1 : last]]
        text = "\n".join(kept)
        if entry.format == "fiche":  # its references alone, without what is said of them
            text = re.sub("<Complement>[^<]*</Complement>", "", text)
        assert (corpus / entry.file).read_text(encoding="utf-8").removesuffix("\n") == text, entry.file


# -- folders that are refused

TEXT = b"# Article D53\n\n<p>Texte.</p>"
MANIFEST = f"""[[source]]
file = "D53.md"
format = "lexhub-article"
code = "cpp"
origin = "a test"
licence = "none"
sha256 = "{sha256(TEXT).hexdigest()}"
source_sha256 = "{sha256(TEXT).hexdigest()}"
as_of = 2019-12-31
"""


def folder(tmp_path: Path, manifest: str | bytes = MANIFEST) -> Path:
    path = tmp_path / "folder"
    path.mkdir()
    (path / "D53.md").write_bytes(TEXT)
    (path / "manifest.toml").write_bytes(manifest.encode() if isinstance(manifest, str) else manifest)
    return path


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    (history,) = corpus_folder.read(folder(tmp_path), READERS)
    assert [a.number for a in history.attestations] == ["D53"]
    assert (history.source.licence, history.source.excerpt) == ("none", True)


def test_a_folder_without_manifest_is_none(tmp_path: Path) -> None:
    assert not corpus_folder.recognises(tmp_path)
    assert not corpus_folder.recognises(tmp_path / "absent")
    with pytest.raises(SourceError, match=r"manifest\.toml"):
        corpus_folder.read(tmp_path, READERS)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"D53.md"', '"../D53.md"', "isn't a path inside"),
        ('"D53.md"', '"/etc/passwd"', "isn't a path inside"),
        ('"D53.md"', '"a/../../D53.md"', "isn't a path inside"),
        ('"D53.md"', "'C:\\D53.md'", "isn't a path inside"),
        ('"D53.md"', '"D53.md\\u0000"', "isn't a path inside"),
        ('"D53.md"', '"."', "isn't a path inside"),
        ('"D53.md"', '"D54.md"', "isn't there"),
        ('"D53.md"', '"' + "x" * 5000 + '"', "can't be resolved"),
        ('"D53.md"', '""', "file is missing"),
        ('"D53.md"', "53", "file is missing"),
        ('"lexhub-article"', '"exe"', "no reader for 'exe'"),
        ('sha256 = "', 'sha256 = "0', "64 hexadecimal digits"),
        (f'\nsha256 = "{sha256(TEXT).hexdigest()}"', f'\nsha256 = "{"0" * 64}"', "isn't the manifest's"),
        ("2019-12-31", '"2019"', "must be a date"),
        ("2019-12-31", "2019-12-31T00:00:00", "must be a date"),
        ("as_of", "as_off", "unknown key 'as_off'"),
        ("as_of = 2019-12-31", 'then = "missing"', "needs valid_to"),
        ("as_of = 2019-12-31", 'then = "abroge"\nvalid_to = 2020-01-01', "can only be 'missing'"),
        ("as_of", "valid_from = 2020-01-01\nvalid_to = 2020-01-01\nas_of", "must be before"),
        ("as_of", "lines_kept = [[3, 1]]\nas_of", "pairs of line numbers"),
        ("as_of", "lines_kept = 3\nas_of", "pairs of line numbers"),
        ("as_of", "lines_kept = [[1, 2, 3]]\nas_of", "pairs of line numbers"),
        ("[[source]]", "[source]", "one [[source]] table"),
        ("[[source]]", "", "one [[source]] table"),
        ("[[source]]", "source = 3\n[other]", "one [[source]] table"),
        ("[[source]]", "[[source]", "not TOML"),
        (MANIFEST, MANIFEST + MANIFEST, "listed twice"),
        (MANIFEST, "source = [3]", "must be a table"),
        (MANIFEST, "a = " + "[" * 100_000, "not TOML"),
        (MANIFEST, "", "one [[source]] table"),
    ],
)
def test_what_is_refused_gets_one_clear_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in MANIFEST
    path = folder(tmp_path, MANIFEST.replace(old, new))
    with pytest.raises(SourceError) as error:
        corpus_folder.read(path, READERS)
    assert says in str(error.value)
    assert "manifest.toml" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\0" * 100, b"#" * ((1 << 20) + 1)])
def test_a_manifest_of_other_bytes(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"manifest\.toml"):
        corpus_folder.read(folder(tmp_path, content), READERS)


def test_a_link_that_leaves_the_folder(tmp_path: Path) -> None:
    path = folder(tmp_path)
    outside = tmp_path / "outside.md"
    (path / "D53.md").rename(outside)
    (path / "D53.md").symlink_to(outside)
    with pytest.raises(SourceError, match="leads outside the folder"):
        corpus_folder.read(path, READERS)
    (path / "D53.md").unlink()
    (path / "D53.md").symlink_to(path / "D53.md")
    with pytest.raises(SourceError, match="manifest"):
        corpus_folder.read(path, READERS)
