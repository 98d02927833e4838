"""What an enemy or an accident puts into a dump of LEGI: one line each, the old store as it was, nothing elsewhere."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions import Corpus, building
from cpp_versions.errors import CppVersionsError
from cpp_versions.sources import legi, legi_archive, legi_dump
from cpp_versions.sources.legi_files import Unreadable, read_file
from tests.hostile.test_hostile_sources import place, snapshot  # noqa: F401 - a fixture
from tests.sources.legi_files import article, global_dump, pack, ref, section, struct, title

GOOD = article(1, "1", "2000-01-01")
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)
EXTERNAL = '<!DOCTYPE ARTICLE [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def member(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


MEMBERS = {
    "up and out": member("../../evil.xml", tarfile.REGTYPE),
    "up and out below": member(GOOD[0].replace("article", "../../../../../../article"), tarfile.REGTYPE),
    "absolute": member("/etc/LEGIARTI000000000009.xml", tarfile.REGTYPE),
    "symbolic link": member(GOOD[0].replace("0001.xml", "0009.xml"), tarfile.SYMTYPE, "/etc/passwd"),
    "hard link": member(GOOD[0].replace("0001.xml", "0009.xml"), tarfile.LNKTYPE, "/etc/passwd"),
    "device": member(GOOD[0].replace("0001.xml", "0009.xml"), tarfile.CHRTYPE),
    "pipe": member(GOOD[0].replace("0001.xml", "0009.xml"), tarfile.FIFOTYPE),
    "name of nothing": member("legi/evil.xml", tarfile.REGTYPE),
    "terminal": member("legi/\x1b[31m.xml", tarfile.REGTYPE),
}


def with_file(xml: bytes, number: int = 9) -> list[tuple[str, bytes]]:
    path = article(number, "9", "2000-01-01")[0]
    return [GOOD, (path, xml)]


def hidden(codec: str, name: str) -> bytes:
    """A file whose declaration of entities doesn't stand in its bytes as such."""
    xml = article(9, "9", "2000-01-01", prolog=BOMB, words="<p>&h;</p>")[1].decode()
    declared, rest = xml.replace("UTF-8", name).split("?>", 1)
    return f"{declared}?>".encode() + rest.encode(codec) if codec == "utf-7" else f"{declared}?>{rest}".encode(codec)


FILES = {
    "billion laughs": article(9, "9", "2000-01-01", prolog=BOMB, words="<p>&h;</p>")[1],
    "external entity": article(9, "9", "2000-01-01", prolog=EXTERNAL, words="<p>&x;</p>")[1],
    "unknown entity": article(9, "9", "2000-01-01", prolog='<!DOCTYPE ARTICLE SYSTEM "x.dtd">', words="<p>&x;</p>")[1],
    "invalid UTF-8": article(9, "9", "2000-01-01", words="<p>@</p>")[1].replace(b"@", b"\xe9t\xe9"),
    "cut short": article(9, "9", "2000-01-01")[1][:-20],
    "nothing": b"",
    "NULs": b"\0" * 5000,
    "other XML": b"<Publication ID='F1'/>",
    "no identifier": b"<ARTICLE/>",
    "a thousand deep": article(9, "9", "2000-01-01", words="<div>" * 1000 + "</div>" * 1000)[1],
    "UTF-16": article(9, "9", "2000-01-01")[1].decode().encode("utf-16"),
    "entities in UTF-16": hidden("utf-16", "UTF-16"),
    "entities in UTF-32": hidden("utf-32", "UTF-32"),
    "entities in UTF-7": hidden("utf-7", "UTF-7"),
}


@pytest.mark.parametrize("case", MEMBERS)
def test_an_entry_that_is_skipped(place: Path, case: str) -> None:  # noqa: F811
    source = pack(place / "source" / "legi.tar.gz", [title(), GOOD], members=[MEMBERS[case]])
    outside = {name: sum_ for name, sum_ in snapshot(place).items() if not name.startswith("old/")}
    building.build([str(source)], place / "old" / "store")
    assert {name: sum_ for name, sum_ in snapshot(place).items() if not name.startswith("old/")} == outside
    with closing(Corpus.open(place / "old" / "store")) as corpus:
        (told,) = [a for a in corpus.anomalies() if a.kind == "skipped"]
        assert told.message.isprintable() or "\n" not in told.message
        assert corpus.article("1").alineas == ("Un.",)


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_damaged(place: Path, case: str) -> None:  # noqa: F811
    source = pack(place / "source" / "legi.tar.gz", [title(), *with_file(FILES[case])])
    building.build([str(source)], place / "old" / "store")
    with closing(Corpus.open(place / "old" / "store")) as corpus:
        told = [a for a in corpus.anomalies() if a.kind == "unreadable"]
        assert len(told) == 1 or case == "UTF-16"
        assert all(len("".join(corpus.article(a.ref).alineas)) < 100 for a in corpus.articles("cpp"))
        assert all("\n" not in a.message and "root:" not in a.message for a in told)
        assert [article.ref.number for article in corpus.articles("cpp")] in (["1"], ["1", "9"])
        assert corpus.verify() == ()


def large(folder: Path) -> Path:
    path = folder / "legi.tar.gz"
    with gzip.open(path, "wb", 1) as stream, tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in (title(), GOOD):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        info = tarfile.TarInfo(article(9, "9", "2000-01-01")[0])
        info.size = 200 << 20
        archive.addfile(info, Zeros(info.size))
    return path


class Zeros(io.RawIOBase):
    """A file of blanks, however large."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return b" " * size


def test_an_article_of_200_megabytes(place: Path) -> None:  # noqa: F811
    building.build([str(large(place / "source"))], place / "old" / "store")
    with closing(Corpus.open(place / "old" / "store")) as corpus:
        assert {a.kind for a in corpus.anomalies()} == {"skipped", "orphan"}


def bombed(folder: Path) -> Path:
    path = folder / "legi.tar.gz"
    path.write_bytes(gzip.compress(bytes(1 << 24)) * 300)
    return path


def padded(folder: Path) -> Path:
    """A good archive with five gigabytes of nothing behind it."""
    path = pack(folder / "legi.tar.gz", [title(), GOOD])
    path.write_bytes(path.read_bytes() + gzip.compress(bytes(1 << 24)) * 300)
    return path


def huge(folder: Path) -> Path:
    """A header that says to be followed by a terabyte."""
    info = tarfile.TarInfo(GOOD[0][-90:])
    info.size = 1 << 40
    path = folder / "legi.tar.gz"
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 20)))
    return path


def changed(folder: Path, change: object) -> Path:
    source = pack(folder / "legi.tar.gz", [title(), *(article(n, str(n), "2000-01-01") for n in range(1, 400))])
    source.write_bytes(change(source.read_bytes()))  # type: ignore[operator]
    return source


REFUSED = {
    "a bomb of nothing": bombed,
    "a bomb behind the end": padded,
    "a terabyte announced": huge,
    "cut in the middle": lambda folder: changed(folder, lambda b: b[: len(b) // 2]),
    "cut at the end": lambda folder: changed(folder, lambda b: b[:-9]),
    "a bit flipped": lambda folder: changed(folder, lambda b: b[:5000] + bytes([b[5000] ^ 4]) + b[5001:]),
    "no archive in it": lambda folder: changed(folder, lambda b: gzip.compress(b"hello " * 1000)),
    "an empty archive": lambda folder: changed(folder, lambda b: gzip.compress(bytes(10240))),
    "cut between two files": lambda folder: changed(folder, lambda b: gzip.compress(gzip.decompress(b)[: 512 * 40])),
    "no code in it": lambda folder: pack(folder / "legi.tar.gz", [("legi/README.txt", b"x")]),
    "of another code only": lambda folder: pack(
        folder / "legi.tar.gz", [article(1, "1", "2000-01-01", text="JORFTEXT000000000001", nature="LOI")]
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_archive_that_is_refused(place: Path, case: str) -> None:  # noqa: F811
    source = REFUSED[case](place / "source")
    before = snapshot(place)
    with pytest.raises(CppVersionsError) as error:
        building.build([str(source)], place / "old" / "store")
    said = str(error.value)
    assert "\n" not in said
    assert source.name in said
    assert said.isprintable()
    assert snapshot(place) == before


def test_sections_that_explode(tmp_path: Path) -> None:
    """Forty levels, each held twice by the one above: two to the forty places."""
    from tests.sources.legi_files import section_ref

    levels = [
        section(n, f"Titre {n}", section_ref(n + 1, "a", "1990-01-01") + section_ref(n + 1, "b", "1991-01-01"))
        for n in range(1, 40)
    ]
    last = section(40, "Titre", ref(1, "1", "2000-01-01"))
    top = struct(section_ref(1, "Titre", "1990-01-01"))
    (history,) = legi.read([str(global_dump(tmp_path, GOOD, *levels, last, top))])
    assert len(history.attestations) == 1


SEEDS = [
    GOOD[1], section(1, "Titre", ref(1, "1", "2000-01-01"))[1], struct()[1], title()[1],
    article(2, "R. 57", "2222-02-22", words="<table><tr><td colspan='9'>&amp;</td></tr></table><a title='x'>y</a>")[1],
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 12))
def test_any_file_is_read_or_told(seed: bytes, chance: random.Random, times: int) -> None:
    content = bytearray(seed)
    for _ in range(times):
        at, kind = chance.randrange(len(content) + 1), chance.randrange(4)
        if kind == 0:
            del content[at : at + chance.randrange(1, 30)]
        elif kind == 1:
            content[at:at] = chance.randbytes(chance.randrange(1, 5))
        elif kind == 2:
            content[at:at] = content[chance.randrange(len(content) + 1) :][:200]
        else:
            content[at:at] = chance.choice([b"<", b"&x;", b"]]>", b"<!--", b"<p>", b"\0", b"&#0;", b"<![CDATA["])
    read = read_file(bytes(content))
    assert not isinstance(read, Unreadable) or "\n" not in read.reason


@settings(max_examples=120, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_any_archive_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, packed: bool
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    whole = gzip.decompress(global_dump(folder, GOOD, article(2, "2", "2000-01-01"), struct()).read_bytes())
    content = bytearray(whole)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(1, 20)] = chance.randbytes(chance.randrange(20))
    path = folder / "legi.tar.gz"
    path.write_bytes(gzip.compress(bytes(content), 1) if packed else bytes(content))
    try:
        for entry in legi_archive.entries(path, lambda place: True):
            assert isinstance(entry, legi_archive.File | legi_archive.Deletions | legi_archive.Skipped)
        legi.read([str(path)])
    except CppVersionsError as error:
        assert "\n" not in str(error)


def test_what_isnt_read_is_told_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legi_dump, "_MOST_SKIPPED", 3)
    members = [member(f"../{n}.xml", tarfile.REGTYPE) for n in range(10)]
    (history,) = legi.read([str(pack(tmp_path / "legi.tar.gz", [title(), GOOD], members=members))])
    told = [a.message for a in history.anomalies if a.kind == "skipped"]
    assert len(told) == 4
    assert told[-1].startswith("7 autres entrées")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_no_dtd_is_loaded(tmp_path: Path, codec: str) -> None:
    (tmp_path / "legi.dtd").write_text('<!ENTITY x "Du DTD."><!ATTLIST META_COMMUN ID CDATA "x">', "utf-8")
    prolog = f'<!DOCTYPE ARTICLE SYSTEM "{tmp_path}/legi.dtd">'
    for words in ("<p>Un.</p>", "<p>&x;</p>"):
        xml = article(9, "9", "2000-01-01", prolog=prolog, words=words)[1].decode().replace("UTF-8", codec.upper())
        found = read_file(xml.encode(codec))
        assert isinstance(found, Unreadable) or (words, found.text.alineas) == ("<p>Un.</p>", ("Un.",))  # type: ignore[union-attr]


def test_files_whose_text_is_told_later_wait_on_disk(tmp_path: Path) -> None:
    """A struct, and a file that can't be read, don't say what the text is called: the article after them does."""
    broken = (article(9, "9", "2000-01-01")[0], b"<ARTICLE><META>")
    (history,) = legi.read([str(pack(tmp_path / "legi.tar.gz", [struct(ref(1, "1", "2000-01-01")), broken, GOOD]))])
    assert [a.number for a in history.attestations] == ["1"]
    assert [a.kind for a in history.anomalies] == ["unreadable"]
