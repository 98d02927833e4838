"""The reader of tar streams gives what `tarfile` gives, of any writer, and refuses what is damaged."""

from __future__ import annotations

import io
import tarfile
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.sources.legi_tar import Tar

FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}
LONG = "legi/global/" + "code_en_vigueur/" * 8 + "LEGIARTI000000000001.xml"


def packed(entries: list[tuple[str, bytes]], form: int, **pax: str) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for name, content in entries:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            info.mtime = 1519999999.25  # pax keeps fractions
            info.uname = "élu"
            info.pax_headers = pax
            if form != tarfile.PAX_FORMAT:
                info.mtime = int(info.mtime)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def read(content: bytes) -> list[tuple[str, str, bytes]]:
    tar = Tar(io.BytesIO(content))
    found = [(m.name, m.kind, tar.content(m) if m.kind == "file" else b"") for m in tar]
    assert not b"".join(tar.rest()).strip(b"\0")
    return found


NAMES = st.lists(
    st.text("abcdéÉ.-_ ", min_size=1, max_size=60).filter(lambda t: t.strip()), min_size=1, max_size=5
).map("/".join)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(NAMES, st.binary(max_size=1500)), max_size=6), st.sampled_from(sorted(FORMATS)))
def test_as_tarfile_reads_it(entries: list[tuple[str, bytes]], form: str) -> None:
    try:
        content = packed(entries, FORMATS[form])
    except ValueError:  # ustar can't hold any name
        return
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        theirs = [(m.name, archive.extractfile(m).read()) for m in archive]  # type: ignore[union-attr]
    assert [(name.rstrip("/"), data) for name, _, data in read(content)] == theirs


@pytest.mark.parametrize("form", FORMATS)
def test_long_names_folders_and_what_is_no_file(form: str) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=FORMATS[form]) as archive:
        for name, kind in (("legi/", tarfile.DIRTYPE), ("a", tarfile.SYMTYPE), ("b", tarfile.LNKTYPE),
                           ("c", tarfile.CHRTYPE), ("d", tarfile.FIFOTYPE), (LONG, tarfile.REGTYPE)):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "x" * 150 if form != "ustar" else "x"
            archive.addfile(info)
    kinds = [(name.rstrip("/"), kind) for name, kind, _ in read(target.getvalue())]
    assert kinds == [("legi", "folder"), *((name, "special") for name in "abcd"), (LONG, "file")]


def test_records_of_pax() -> None:
    content = packed([("x", b"1234")], tarfile.PAX_FORMAT, path=LONG, comment="été\nd'un", size="2")
    tar = Tar(io.BytesIO(content))
    member = next(iter(tar))
    assert (member.name, member.size, tar.content(member)) == (LONG, 2, b"12")


def test_a_pax_header_for_all_and_an_old_header() -> None:
    target = io.BytesIO()
    with tarfile.open(
        fileobj=target, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"comment": "of all"}
    ) as archive:
        archive.addfile(tarfile.TarInfo("a"))
    old = bytearray(tarfile.TarInfo("é" * 40).tobuf(tarfile.USTAR_FORMAT, "latin-1"))
    signed = 256 + sum(b - 256 if b > 127 else b for b in (*old[:148], *old[156:]))
    old[148:156] = b"%06o\0 " % signed
    assert [name for name, _, _ in read(target.getvalue()[:1536] + bytes(old) + bytes(1024))][:1] == ["a"]
    assert len(read(target.getvalue()[:1536] + bytes(old) + bytes(1024))) == 2


def _header(**fields: object) -> bytes:
    info = tarfile.TarInfo("a")
    for name, value in fields.items():
        setattr(info, name, value)
    return info.tobuf(tarfile.GNU_FORMAT)


BROKEN = {
    "a checksum": lambda: _header()[:50] + b"x" + _header()[51:] + bytes(1024),
    "no end": lambda: _header(),
    "half a header": lambda: _header()[:300],
    "less than it says": lambda: _header(size=5000) + bytes(2048),
    "a name without end": lambda: _header(type=tarfile.GNUTYPE_LONGNAME, size=1 << 30) + bytes(1024),
    "names without end": lambda: b"".join(chain.from_iterable([(_header(type=tarfile.GNUTYPE_LONGNAME),)] * 40)),
    "a map without end": lambda: _sparse() + (b"\1" * 512) * 5000,
    "pax that is none": lambda: _header(type=tarfile.XHDTYPE, size=20) + b"nothing of the sort!".ljust(512, b"\0"),
    "pax beyond its end": lambda: _header(type=tarfile.XHDTYPE, size=20) + b"900 path=legi/a.xml\n".ljust(512, b"\0"),
    "letters for a size": lambda: _with_size(b"zzzzzzzzzzz\0"),
    "a size below nothing": lambda: _with_size(b"-0000000001\0"),
    "a size of 88 bits below": lambda: _with_size(b"\xff" * 12),
}  # fmt: skip


def _with_size(field: bytes) -> bytes:
    header = bytearray(_header())
    header[124:136] = field
    return _summed(header) + bytes(1024)


def _sparse() -> bytes:
    header = bytearray(_header(type=tarfile.GNUTYPE_SPARSE))
    header[482] = 1
    return _summed(header)


def _summed(header: bytearray) -> bytes:
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


@pytest.mark.parametrize("case", BROKEN)
def test_damage(case: str) -> None:
    with pytest.raises(tarfile.ReadError):
        read(BROKEN[case]())


def test_a_size_in_base_256() -> None:
    content = _with_size(b"\x80" + (3).to_bytes(11))[:512] + b"abc".ljust(512, b"\0") + bytes(1024)
    assert read(content) == [("a", "file", b"abc")]
