"""What every reader is given by an enemy or by an accident: one clear line, or a store whose anomalies tell it.

Each case is made here: its name, what stands where a source should be, and what is said. Refused: an error of one
line that names the source, the old store as it was to the last byte, and nothing written beside it. Built: the
anomalies have that kind, and every answer of the store can still be given.
"""

from __future__ import annotations

import json
import os
import subprocess
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from cpp_versions import Corpus, building
from cpp_versions.errors import CppVersionsError
from tests.gitrepo import Repo, git

Make = Callable[[Path], Path]
CPP = "code-de-procedure-penale"
ARTICLE = b"# Article D75\n\n<p>Un an.</p>\n"
PAGE = (
    "Code de procédure pénale\n\nVersion consolidée au 29 décembre 2010 (version 03a5995)\n"
    "La précédente version était la version consolidée au 19 décembre 2010.\n\n"
)
HUNK = "@@ -1,3 +1,3 @@\n1 1\n ##### Article D1\n2 2\n \n3\n-Un an.\n3\n+Deux ans.\n"
ACT = (
    "Décret n° 99-1 du 2 janvier 1999 modifiant le code de procédure pénale\n\nJORF du 5 janvier 1999\n\nDécrète :\n\n"
)
FILE = "code_de_procedure_penale.md"
MESSAGE = "Version consolidée au 1er janvier 2001"
# two levels of it would already be a gigabyte
BOMB = '<!DOCTYPE x [<!ENTITY a "' + "ha" * 50 + '">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in zip("abcdefg", "bcdefgh", strict=True)
) + "]>"  # fmt: skip


def file(name: str, content: bytes | str) -> Make:
    """A source that is one file."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def tree(files: dict[str, bytes | str], links: dict[str, str] | None = None) -> Make:
    """A source that is a folder, links in it leading where they say."""

    def make(folder: Path) -> Path:
        path = folder / "tree"
        for name, content in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        for name, target in (links or {}).items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).symlink_to(target)
        return path

    return make


def lexhub(*files: dict[str, bytes | str]) -> Make:
    """A LexHub repository, a commit a year."""

    def make(folder: Path) -> Path:
        repo = Repo(folder / "lexhub")
        for year, changed in enumerate(files, 2000):
            repo.commit(f"{year}-01-01", dict(changed))
        return repo.path

    return make


def archeo(text: bytes | str, message: bytes | str = MESSAGE, name: str = FILE) -> Make:
    """An Archéo Lex repository of one version."""

    def make(folder: Path) -> Path:
        repo = Repo(folder / "archeo", branch="texte")
        repo.commit("2018-01-01", {name: text}, message)
        return repo.path

    return make


def raw_tree(entry: str) -> Make:
    """A repository whose tree has a file of a name that git itself would refuse to write."""

    def make(folder: Path) -> Path:
        repo = Repo(folder / "raw")
        blob = git(repo.path, "hash-object", "-w", "--stdin", stdin=ARTICLE).decode().strip()
        content = f"100644 {entry}\0".encode() + bytes.fromhex(blob)
        inner = git(repo.path, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=content)
        outer = f"40000 {CPP}\0".encode() + bytes.fromhex(inner.decode().strip())
        top = git(repo.path, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=outer).decode().strip()
        day = "2000-01-01T00:00:00Z"
        made = git(repo.path, "commit-tree", top, "-m", "x", GIT_AUTHOR_DATE=day, GIT_COMMITTER_DATE=day)
        commit = made.decode().strip()
        git(repo.path, "update-ref", "refs/heads/main", commit)
        return repo.path

    return make


def bundle(change: Callable[[bytes], bytes]) -> Make:
    """A bundle of LexHub's layout whose bytes were changed on the way."""

    def make(folder: Path) -> Path:
        repo = Repo(folder.parent / "whole")
        repo.commit("2000-01-01", {f"{CPP}/t/d{n}.md": f"# Article D{n}\n\n{'mot ' * n}" for n in range(1, 60)})
        content = repo.bundle(folder.parent / "whole.bundle").read_bytes()
        path = folder / "changed.bundle"
        path.write_bytes(change(content))
        return path

    return make


def flipped(content: bytes) -> bytes:
    """One bit of the pack is another."""
    at = content.index(b"PACK") + (len(content) - content.index(b"PACK")) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def inflated(content: bytes) -> bytes:
    """A pack of one object that says to be of a terabyte."""
    head = content[: content.index(b"PACK")]
    size = bytes([0b10110000, *[0xFF] * 5, 0x0F])
    pack = b"PACK" + (2).to_bytes(4) + (1).to_bytes(4) + size + zlib.compress(b"x")
    return head + pack + bytes(20)


def manifest(name: str = "D75.md", *, extra: str = "", content: bytes = ARTICLE, links: dict[str, str] | None = None,
             digest: str = "", form: str = "lexhub-article") -> Make:  # fmt: skip
    """A folder with a manifest of one article."""
    told = (
        f'[[source]]\nfile = {json.dumps(name)}\nformat = "{form}"\ncode = "cpp"\norigin = "x"\nlicence = "x"\n'
        f'sha256 = "{digest or sha256(content).hexdigest()}"\nsource_sha256 = "{sha256(content).hexdigest()}"\n'
        f"as_of = 2019-12-31\n{extra}"
    )
    files: dict[str, bytes | str] = {"manifest.toml": told}
    if not links:
        files["D75.md"] = content
    return tree(files, links)


REFUSED: dict[str, tuple[Make, str]] = {
    "article: only blanks": (file("a.md", b" \n\t\n"), ""),
    "article: NULs": (file("a.md", b"\0" * 5000), ""),
    "article: UTF-16": (file("a.md", "# Article D75\n\nUn an.\n".encode("utf-16")), ""),
    "article: a heading of ten megabytes": (file("a.md", b"# Article " + b"9" * 10_000_000), ""),
    "article: ten megabytes on a line without heading": (file("a.md", b"x" * 10_000_000), ""),
    "article: an HTML page": (file("a.md", "<!DOCTYPE html><script>alert(1)</script>"), ""),
    "folder: nothing in it": (tree({"x/notes.txt": "x"}), "format not recognised"),
    "folder: only a link out of it": (tree({"README.md": "x"}, {f"{CPP}/d75.md": "/etc/passwd"}), ""),
    "folder: a link to itself": (tree({"README.md": "x"}, {f"{CPP}/t": "."}), ""),
    "bundle: cut in its pack": (bundle(lambda b: b[: len(b) * 3 // 4]), ""),
    "bundle: cut in its header": (bundle(lambda b: b[:40]), ""),
    "bundle: a bit of the pack flipped": (bundle(flipped), ""),
    "bundle: garbage for a pack": (bundle(lambda b: b[: b.index(b"PACK")] + os.urandom(4096)), ""),
    "bundle: an object of a terabyte": (bundle(inflated), ""),
    "bundle: refers to a path": (bundle(lambda b: b.replace(b"refs/heads/main", b"refs/../../evil")), ""),
    "bundle: a version to come": (bundle(lambda b: b.replace(b"# v2 git", b"# v9 git")), ""),
    "page: only its title": (file("p.txt", "Code de procédure pénale\n"), ""),
    "page: of Latin-1": (file("p.txt", (PAGE + HUNK).encode("latin-1")), ""),
    "page: a date of brumaire": (file("p.txt", PAGE.replace("29 décembre", "12 brumaire") + HUNK), ""),
    "page: a day that is none": (file("p.txt", PAGE.replace("29 décembre", "31 février") + HUNK), ""),
    "page: after the later day": (file("p.txt", PAGE.replace("19 décembre", "30 décembre") + HUNK), ""),
    "page: an entity bomb": (file("p.txt", BOMB + "&h;" * 1000), ""),
    "archeo: no date in any message": (archeo("# Titre\n\n## Article D1\n\nUn.\n", "Version"), ""),
    "archeo: an empty file": (archeo(""), ""),
    "act: of Latin-1": (file("d.txt", (ACT + "Article D. 1.\nUn.\n").encode("latin-1")), ""),
    "act: of a day that is none": (file("d.txt", ACT.replace("5 janvier", "45 janvier") + "Article D. 1.\nUn.\n"), ""),
    "act: no article": (file("d.txt", ACT + "Rien ne change.\n" * 10_000), ""),
    "manifest: out of the folder": (manifest("../../old/store"), "isn't a path inside"),
    "manifest: an option as a name": (manifest("--upload-pack=touch canary"), "isn't there"),
    "manifest: a link out of the folder": (manifest(links={"D75.md": "/etc/passwd"}), ""),
    "manifest: a wrong checksum": (manifest(digest="0" * 64), "isn't the manifest's"),
    "manifest: the same file twice": (manifest(extra='[[source]]\nfile = "D75.md"\n'), ""),
    "manifest: arrays in arrays": (tree({"manifest.toml": "a = " + "[" * 50_000}), "not TOML"),
    "manifest: a device": (manifest(links={"D75.md": "/dev/zero"}), ""),
    "manifest: an article as a page": (manifest(form="archeo-lex-page"), ""),
}

BUILT: dict[str, tuple[Make, str]] = {
    "lexhub: scripts and handlers": (
        lexhub({f"{CPP}/t/d75.md": "# Article D75\n\n<p onclick=x()>Un <script>alert(1)</script></p>"}), "markup",
    ),
    "lexhub: an entity bomb": (lexhub({f"{CPP}/t/d75.md": f"# Article D75\n\n{BOMB}<p>Un &h; an.</p>"}), ""),
    "lexhub: ten thousand tags open": (lexhub({f"{CPP}/t/d75.md": "# Article D75\n\n" + "<div><p>" * 10_000}), ""),
    "lexhub: a line of ten megabytes": (
        lexhub({f"{CPP}/t/d75.md": ARTICLE, f"{CPP}/t/d76.md": b"# Article D76\n" + b"mot " * 2_500_000}), "unreadable",
    ),
    "lexhub: ten megabytes of a number": (
        lexhub({f"{CPP}/t/d75.md": ARTICLE, f"{CPP}/t/d76.md": b"# Article " + b"9" * 10_000_000}), "unreadable",
    ),
    "lexhub: two files, one number": (
        lexhub({f"{CPP}/a/d75.md": ARTICLE, f"{CPP}/b/d75.md": "# Article D. 75\n\nDeux ans.\n"}), "number_twice",
    ),
    "lexhub: Latin-1 and NULs": (lexhub({f"{CPP}/t/d75.md": b"# Article D75\n\nL'\xe9t\xe9.\0\n"}), "unreadable"),
    "lexhub: options and escapes as names": (
        lexhub({f"{CPP}/--output=x/-rf.md": ARTICLE, f"{CPP}/\x1b[31m/$(touch x).md": "# Article D76\n\nUn.\n"}), "",
    ),
    "lexhub: out of the tree": (raw_tree("../../evil.md"), ""),
    "lexhub: a link of javascript": (
        lexhub({f"{CPP}/t/d75.md": "# Article D75\n\nVoir <a href='javascript:alert(1)'>l'article 1</a>.\n"}), "",
    ),
    "page: a script in a heading": (
        file("p.txt", PAGE + HUNK.replace("Article D1", "Article <script>alert(1)</script>")), "",
    ),
    "page: a count of lines that lies": (
        file("p.txt", PAGE + HUNK.replace("-1,3 +1,3", "-1,999999999 +1,999999999")), "truncated",
    ),
    "page: cut in its hunk": (file("p.txt", (PAGE + HUNK)[:-18]), ""),
    "archeo: headings a thousand deep": (
        archeo("".join(f"{'#' * (n % 60 + 1)} Titre {n}\n\n" for n in range(1000)) + "# Article D1\n\nUn.\n"), "",
    ),
    "archeo: the same number a thousand times": (archeo("# Titre\n\n" + "## Article D1\n\nUn.\n\n" * 1000), ""),
    "archeo: scripts for titles": (archeo("# <script>alert(1)</script>\n\n## Article D1\n\nUn.\n"), ""),
    "act: a number twice": (file("d.txt", ACT + "Article D. 1.\nUn.\nArticle D. 1.\nDeux.\n"), ""),
    "act: ten thousand quotes open": (file("d.txt", ACT + "Article D. 1.\nUn.\n" + "« " * 10_000), ""),
}  # fmt: skip

# how many articles of a store are asked for
_ASKED = 50


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below a folder with a checksum of its bytes; the lock that a build leaves isn't content."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
        if path.name != "build.lock"
    }


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with a store beside it, in which only the store may change."""
    (tmp_path / "source").mkdir()
    good = file("good.md", ARTICLE)(tmp_path)
    building.build([str(good)], tmp_path / "old" / "store")
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    return tmp_path


@pytest.mark.parametrize("case", REFUSED)
def test_refused_by_one_line(place: Path, case: str) -> None:
    make, says = REFUSED[case]
    source = make(place / "source")
    before = snapshot(place)
    with pytest.raises(CppVersionsError) as error:
        building.build([str(source)], place / "old" / "store")
    said = str(error.value)
    assert said and "\n" not in said and len(said) < 2000 and all(c.isprintable() for c in said), said[:300]
    assert source.name in said and says in said
    assert snapshot(place) == before


@pytest.mark.parametrize("case", BUILT)
def test_built_and_told(place: Path, case: str) -> None:
    make, kind = BUILT[case]
    source = make(place / "source")
    outside = {name: sum_ for name, sum_ in snapshot(place).items() if not name.startswith("old/")}
    building.build([str(source)], place / "old" / "store")
    assert {name: sum_ for name, sum_ in snapshot(place).items() if not name.startswith("old/")} == outside
    assert [path.name for path in (place / "old").iterdir()] == ["store"]
    corpus = Corpus.open(place / "old" / "store")
    anomalies = corpus.anomalies()
    assert not kind or kind in {anomaly.kind for anomaly in anomalies}
    assert all("\n" not in anomaly.message and len(anomaly.message) < 2000 for anomaly in anomalies)
    for code in corpus.codes():
        # each answer tells what is odd about its article: of the same number a thousand times, some say as much
        for article in corpus.articles(code.id)[:_ASKED]:
            answer = corpus.article(article.ref)
            text = json.dumps(answer.as_json())
            assert "<script" not in text or case.startswith(("page", "archeo", "act"))
            assert "javascript:" not in text
            corpus.history(article.ref)
    assert corpus.verify() == ()
    corpus.close()
    git_says = subprocess.run(
        ["git", "-C", str(place / "old" / "store"), "fsck", "--strict"], capture_output=True, text=True, check=False
    )
    assert git_says.returncode == 0, git_says.stderr
