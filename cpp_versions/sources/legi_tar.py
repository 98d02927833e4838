"""A tar stream, packed or not, read forward once, its members one by one: a dump of LEGI has a million of them.

`tarfile` reads the headers of owners and modes that nobody asks for, and seeks before each; this takes names, kinds,
sizes and times of change from large blocks, in less than half of the time. Read are ustar, GNU (long names, sizes in
base 256) and pax (`path`, `size`), whoever wrote them. Each header's checksum is checked, and every name and extension
has a bound.

What can't be read on is a `tarfile.ReadError` (of gzip, zlib's own): a wrong checksum of a header or of what is packed,
an end in the middle, no end mark.
"""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from
from typing import IO

__all__ = ["Gunzip", "Member", "Tar"]

_BLOCK = tarfile.BLOCKSIZE
_NOTHING = bytes(_BLOCK)
_READ, _READ_PACKED = 1 << 20, 1 << 17
_GZIP = 31  # zlib's word for a stream with the header and the checksum of gzip
_LONGEST_EXTENSION = 1 << 20  # bytes of a long name, or of the pax records of one file
_MOST_EXTENSIONS = 16  # before one file
_LONGEST_MAP = 4096  # blocks
_ADLER = 65521  # adler32's lower half is one more than the sum of the bytes, modulo this

_FILES = frozenset((0, *b"07"))
_DIRECTORY, _LONG_NAME, _LONG_LINK, _PAX, _SPARSE = b"5LKxS"
_PAX_OF_ALL, _OF_SOLARIS = b"gX"
_WITHOUT_CONTENT = frozenset(b"123456")  # links, devices, folders and pipes, whatever size they say


class Gunzip(io.RawIOBase):
    """What a gzip `stream` holds, of one member or several: in larger blocks, with less in between, than `gzip`."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._packed = b""
        self._unpacking = zlib.decompressobj(_GZIP)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` and a million, none at the end. Raises tarfile.ReadError and zlib.error."""
        while True:
            if self._unpacking.eof and not self._another():
                return b""
            self._packed = self._packed or self._stream.read(_READ_PACKED)
            if not self._packed:
                raise tarfile.ReadError("unexpected end of data")
            found = self._unpacking.decompress(self._packed, min(size, _READ) if size > 0 else _READ)
            self._packed = self._unpacking.unconsumed_tail
            if found:
                return found

    def _another(self) -> bool:
        """Whether a further member follows; zeros may."""
        rest = self._unpacking.unused_data.lstrip(b"\0")
        while not rest:
            rest = self._stream.read(_READ_PACKED)
            if not rest:
                return False
            rest = rest.lstrip(b"\0")
        self._packed, self._unpacking = rest, zlib.decompressobj(_GZIP)
        return True


@dataclass(slots=True)
class Member:
    """An entry: its name, `kind` (`file`, `folder`, `special`), bytes of content, when it was last changed (seconds),
    and where its header lies."""

    name: str
    kind: str
    size: int
    time: int
    offset: int


class Tar:
    """The members of a tar `stream`, in order."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._block, self._at, self._passed = b"", 0, 0
        self._left = 0

    def __iter__(self) -> Iterator[Member]:
        """Each member; its content is what `content` gives until the next is asked for. Raises tarfile.ReadError."""
        offset, name, size, extensions = 0, "", None, 0
        while True:
            self._pass(self._left)
            self._left = 0
            if not extensions:
                offset = self._passed + self._at
            header = self._take(_BLOCK)
            if header == _NOTHING:
                return
            _check(header)
            kind, length = header[156], _number(header[124:136])
            if kind in (_LONG_NAME, _LONG_LINK, _PAX, _OF_SOLARIS, _PAX_OF_ALL):
                extensions += 1
                if length > _LONGEST_EXTENSION or extensions > _MOST_EXTENSIONS:
                    raise tarfile.ReadError("headers that don't end")
                told = self._take(-(-length // _BLOCK) * _BLOCK)[:length]
                if kind == _LONG_NAME:
                    name = _text(told)
                elif kind in (_PAX, _OF_SOLARIS):
                    records = _records(told)
                    name = records.get("path", name)
                    size = _whole(records["size"]) if "size" in records else size
                continue
            length = length if size is None else size
            name = name or _name(header)
            if kind == _SPARSE:
                self._pass_map(header)
            self._left = 0 if kind in _WITHOUT_CONTENT else -(-length // _BLOCK) * _BLOCK
            folder = kind == _DIRECTORY or (kind in _FILES and name.endswith("/"))
            what = "folder" if folder else "file" if kind in _FILES else "special"
            yield Member(name, what, length, _time(header), offset)
            name, size, extensions = "", None, 0

    def content(self, member: Member) -> bytes:
        """The content of the member that was given last."""
        told = self._take(self._left)
        self._left = 0
        return told[: member.size]

    def rest(self) -> Iterator[bytes]:
        """What lies behind the end mark, in blocks."""
        yield self._block[self._at :]
        while block := self._stream.read(_READ):
            yield block

    def _take(self, count: int) -> bytes:
        at = self._at
        if at + count > len(self._block):
            self._passed += at
            # a header may say any size: it is read as it comes, and no more is kept than came
            parts = [self._block[at:]]
            have = len(parts[0])
            while have < count:
                part = self._stream.read(_READ)
                if not part:
                    raise tarfile.ReadError("unexpected end of data")
                parts.append(part)
                have += len(part)
            self._block, self._at, at = b"".join(parts), 0, 0
        self._at = at + count
        return self._block[at : self._at]

    def _pass(self, count: int) -> None:
        while (here := len(self._block) - self._at) < count:
            count -= here
            self._passed += len(self._block)
            self._block, self._at = self._stream.read(_READ), 0
            if not self._block:
                raise tarfile.ReadError("unexpected end of data")
        self._at += count

    def _pass_map(self, header: bytes) -> None:
        """The blocks that go on with the map of a file with holes."""
        more = header[482]
        for _ in range(_LONGEST_MAP):
            if not more:
                return
            more = self._take(_BLOCK)[504]
        raise tarfile.ReadError("headers that don't end")


def _check(header: bytes) -> None:
    told = _number(header[148:156])
    summed = zlib.adler32(header) % 65536 - 1 - sum(header[148:156]) + 256
    if (summed - told) % _ADLER and told != 256 + sum(unpack_from("148b8x356b", header)):  # old ones sum signed bytes
        raise tarfile.ReadError("bad checksum of a header")


def _number(field: bytes) -> int:
    """A number of a header: octal digits, or base 256 where the first bit is set."""
    if field[0] & 0x80:
        if field[0] != 0x80:
            raise tarfile.ReadError("bad number in a header")
        return int.from_bytes(field[1:])
    try:
        found = int(field.partition(b"\0")[0].strip() or b"0", 8)
    except ValueError:
        raise tarfile.ReadError("bad number in a header") from None
    if found < 0:
        raise tarfile.ReadError("bad number in a header")
    return found


def _time(header: bytes) -> int:
    try:
        return _number(header[136:148])
    except tarfile.ReadError:  # before 1970
        return 0


def _name(header: bytes) -> str:
    name = header[:100].partition(b"\0")[0]
    above = header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return (above + b"/" + name if above else name).decode("utf-8", "surrogateescape")


def _text(told: bytes) -> str:
    return told.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _records(told: bytes) -> dict[str, str]:
    """The records of pax, `LENGTH KEYWORD=VALUE` and a line's end."""
    found: dict[str, str] = {}
    at = 0
    while at < len(told) and told[at]:
        space = told.find(b" ", at, at + 20)
        length = _whole(told[at:space].decode("ascii", "replace")) if space > 0 else 0
        end = at + length
        keyword, equals, value = told[space + 1 : end - 1].partition(b"=")
        if not equals or end > len(told) or told[end - 1 : end] != b"\n":
            raise tarfile.ReadError("bad pax header")
        found[keyword.decode("utf-8", "surrogateescape")] = value.decode("utf-8", "surrogateescape")
        at = end
    return found


def _whole(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        raise tarfile.ReadError("bad pax header")
    return int(digits)
