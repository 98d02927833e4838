"""Whatever bytes stand where a source should: each reader reads them, tells what it can't read, or raises an error of
ours of one line; never another one, and never for long.

Each seed is a good source, changed in a few places at random: bytes lost, doubled, exchanged, or what breaks grammars
put between them. Bounded, so that it runs with the other tests; `CPP_VERSIONS_FUZZ=20` tries twenty times as much.
"""

from __future__ import annotations

import gzip
import io
import os
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpp_versions import fetching
from cpp_versions.errors import CppVersionsError
from cpp_versions.fiches import reading as fiches
from cpp_versions.reconcile import reconcile
from cpp_versions.renumbering.decisions import read_decisions
from cpp_versions.sources.registry import recognise_all
from tests.fiches import written
from tests.gitrepo import Repo
from tests.hostile.test_hostile_sources import ACT, ARTICLE, CPP, FILE, HUNK, MESSAGE, PAGE, manifest, tree
from tests.sources.legi_files import OPEN, article, pack, ref, section, section_ref, struct, title

TIMES = int(os.environ.get("CPP_VERSIONS_FUZZ", "1"))
Change = Callable[[bytes], bytes]

PIECES = [
    b"<", b">", b"&x;", b"&#0;", b"]]>", b"<![CDATA[", b"<!--", b"<!ENTITY a 'b'>", b"\0", b"\xff\xfe", b"\xe9",
    b"\n\n", b"\n", b"\r", b"   ", b"@@ -1,9 +1,9 @@\n", b"... ...\n", b"#", b"##### Article ", b"# Article ",
    b"Article ", b"[[", b'"', b"'", b"=", b"{", b"}", b"-", b"9" * 30, b"2222-02-22", b"0000-00-00", b"10000-01-01",
    b"NOTA", b"../", b"<table>", b"<td colspan='999999999'>", b"</p>", b"A~2", "« ".encode(), "\u2028".encode(),
    "\u202e".encode(),
]  # fmt: skip


def changed(content: bytes, chance: random.Random) -> bytes:
    """The content with up to eight changes."""
    found = bytearray(content)
    for _ in range(chance.randrange(1, 9)):
        at, length = chance.randrange(len(found) + 1), chance.randrange(1, 40)
        kind = chance.randrange(6)
        if kind == 0:
            del found[at : at + length]
        elif kind == 1:
            found[at:at] = found[at : at + length * 5]
        elif kind == 2:
            found[at : at + 1] = chance.randbytes(1)
        elif kind == 3:
            other = chance.randrange(len(found) + 1)
            found[at : at + length] = found[other : other + length]
        elif kind == 4 and chance.random() < 0.2:
            del found[at:]
        else:
            found[at:at] = chance.choice(PIECES)
    return bytes(found)


def one(name: str, content: bytes) -> Callable[[Path, Change], Path]:
    """A source that is one file, all of it changed."""

    def make(folder: Path, change: Change) -> Path:
        path = folder / name
        path.write_bytes(change(content))
        return path

    return make


def several(files: dict[str, bytes]) -> Callable[[Path, Change], Path]:
    """A folder, each of whose files may be changed."""
    return lambda folder, change: tree({name: change(content) for name, content in files.items()})(folder)


def repository(branch: str, name: str, content: bytes, message: str = "Modifié par LOI n°2001-1 du 2 janvier 2001"
               ) -> Callable[[Path, Change], Path]:  # fmt: skip
    """A git repository of two versions of a file, the second one changed, its message too."""

    def make(folder: Path, change: Change) -> Path:
        repo = Repo(folder / "repo", branch=branch)
        repo.commit("2000-01-01", {name: content}, message)
        told = change(message.encode()).replace(b"\0", b"")
        repo.commit("2001-01-01", {name: change(content)}, told or b"x")
        return repo.path

    return make


LAW = [
    title(),
    struct(section_ref(1, "Titre Ier", "1990-01-01")),
    section(1, "Titre Ier", ref(1, "1", "1990-01-01", "2001-01-01") + ref(2, "1", "2001-01-01")),
    article(1, "1", "1990-01-01", "2001-01-01", versions=[(2, "2001-01-01", OPEN)]),
    article(2, "1", "2001-01-01", words="<p>Deux.</p><table><tr><td>a</td></tr></table>", nota="<p>Note.</p>",
            links="<LIEN typelien='CONCORDE' sens='cible' id='LEGIARTI000000000001' datesignatexte='2001-01-01'/>"),
]  # fmt: skip
LIST = b"".join(f"{name.removesuffix('.xml')}\n".encode() for name, _ in LAW[3:])


def dump(folder: Path, change: Change) -> Path:
    """A dump whose files and list of deletions are changed, the archive whole."""
    files = [(name, change(content)) for name, content in LAW[1:]]
    return pack(folder / "legi.tar.gz", [LAW[0], *files, ("legi/liste_suppression_legi.dat", change(LIST))])


def archive(folder: Path, change: Change) -> Path:
    """A dump that is changed as an archive."""
    path = pack(folder / "legi.tar.gz", LAW)
    path.write_bytes(gzip.compress(change(gzip.decompress(path.read_bytes())), 1))
    return path


def packed(folder: Path, change: Change) -> Path:
    """A dump that is changed as it comes over the wire."""
    path = pack(folder / "legi.tar.gz", LAW)
    path.write_bytes(change(path.read_bytes()))
    return path


def told(folder: Path, change: Change) -> Path:
    """A folder with a manifest, which is changed."""
    path = manifest()(folder)
    (path / "manifest.toml").write_bytes(change((path / "manifest.toml").read_bytes()))
    return path


BODY = "<p>Un <a href='/code-de-procedure-penale/t/d2.md'>article D2</a>.</p><br/><br/><i>NOTA:<p>Voir.</p></i>\n"
TEXT = "# Code de procédure pénale\n\n## Livre Ier\n\n### Article D1\n\nUn.\n\n### Article D2\n\nDeux.\n"
SOURCES: dict[str, tuple[Callable[[Path, Change], Path], int]] = {
    "article": (one("D75.md", ARTICLE + BODY.encode()), 80),
    "page": (one("p.txt", (PAGE + HUNK).encode() + b"... ...\n" + HUNK.encode()), 80),
    "act": (one("d.txt", f"{ACT}Article D. 1.\nUn.\nArticle 2. - « Art. D. 3. - Trois. »\n".encode()), 80),
    "folder": (several({"README.md": b"updated at 2020-01-01", f"{CPP}/t/d1.md": ARTICLE}), 60),
    "manifest": (told, 60),
    "LEGI, a file": (one("LEGIARTI000000000002.xml", LAW[4][1]), 80),
    "LEGI, files and deletions": (dump, 60),
    "LEGI, the archive": (archive, 60),
    "LEGI, packed": (packed, 40),
    "LexHub": (repository("main", f"{CPP}/t/d75.md", ARTICLE + BODY.encode()), 12),
    "Archéo Lex": (repository("texte", FILE, TEXT.encode(), MESSAGE), 12),
}

bounded = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def only_ours(read: Callable[[], object]) -> None:
    """That reading raises nothing, or an error of ours of one line."""
    try:
        read()
    except CppVersionsError as error:
        said = str(error)
        assert said and "\n" not in said and said.isprintable() and len(said) < 2000, said[:300]


@pytest.mark.parametrize("case", SOURCES)
def test_sources(case: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    make, times = SOURCES[case]

    @settings(bounded, max_examples=times * TIMES)
    @given(st.randoms(use_true_random=False))
    def check(chance: random.Random) -> None:
        path = make(tmp_path_factory.mktemp("fuzz"), lambda content: changed(content, chance))

        def read() -> None:
            histories = [history for source in recognise_all([str(path)]) for history in source.read(None)]
            reconcile(histories)
            for anomaly in (anomaly for history in histories for anomaly in history.anomalies):
                assert "\n" not in anomaly.message

        only_ours(read)

    check()


XML = written.xml("Code de procédure pénale : articles R57-7-1 à R57-7-4", "Code pénal : article 1")
JSON = written.tree("Code de procédure pénale : article 727")


def zipped(folder: Path, change: Change) -> Path:
    path = folder / "fiches.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("F90001.xml", change(XML))
    path.write_bytes(change(path.read_bytes()) if len(change(b"x")) % 2 else path.read_bytes())
    return path


def package(folder: Path, change: Change) -> Path:
    path = folder / "fiches.tgz"
    with tarfile.open(path, "w:gz") as target:
        for name, content in (("package/data/F90002.json", change(JSON)), ("package/package.json", b"{}")):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    path.write_bytes(change(path.read_bytes()) if len(change(b"x")) % 2 else path.read_bytes())
    return path


FICHES: dict[str, Callable[[Path, Change], Path]] = {
    "XML": one("F90001.xml", XML),
    "JSON": one("F90002.json", JSON),
    "a page": one("fiche.txt", "Fiche pratique\nPrison\nUn an.\nTextes de loi\nCode pénal : article 1\n".encode()),
    "a zip": zipped,
    "a package": package,
}  # fmt: skip


@pytest.mark.parametrize("case", FICHES)
def test_fiches(case: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(bounded, max_examples=60 * TIMES)
    @given(st.randoms(use_true_random=False))
    def check(chance: random.Random) -> None:
        path = FICHES[case](tmp_path_factory.mktemp("fuzz"), lambda content: changed(content, chance))
        only_ours(lambda: fiches.read(str(path), ["cpp", "penal"]))

    check()


TABLE = b"old;new;decision;date;note\ncpp:D250;cpp:R57-7;confirmed;2010-12-29;vu\nD251;R57-8~2;rejected;2010-12-29;\n"


@settings(bounded, max_examples=150 * TIMES)
@given(st.randoms(use_true_random=False))
def test_decisions(chance: random.Random) -> None:
    only_ours(lambda: read_decisions(changed(TABLE, chance).decode("utf-8", "replace"), "links.csv"))


LISTING = (
    b"<html><body><a href='Freemium_legi_global_20250713-140000.tar.gz'>x</a><a href='LEGI_20250714-220000.tar.gz'>"
)


@settings(bounded, max_examples=100 * TIMES)
@given(st.randoms(use_true_random=False))
def test_listings(chance: random.Random) -> None:
    """What a server lists: names of dumps and nothing that could lead out of a folder."""
    found: list[str] = []

    def read() -> None:
        found.extend(fetching._wanted(fetching._names(changed(LISTING, chance)), "https://x/"))

    only_ours(read)
    assert all("/" not in name and name.endswith(".tar.gz") for name in found)
