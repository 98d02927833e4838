"""Files read by two processes are what one reads, whichever of them dies or comes late."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import IO

import pytest

from cpp_versions.sources import legi_ahead
from cpp_versions.sources.legi_ahead import File, ReadAhead
from cpp_versions.sources.legi_files import LegiFile, Unreadable, read_file

IDS = [f"LEGIARTI{n:012d}" for n in range(60)]


@pytest.fixture
def files() -> Iterator[tuple[IO[bytes], list[File]]]:
    """Sixty articles in one file, every tenth of them damaged."""
    with tempfile.TemporaryFile() as spool:
        lie = []
        for position, id_ in enumerate(IDS):
            xml = f"<ARTICLE><META><ID>{id_}</ID></META><BLOC_TEXTUEL><CONTENU>Mot.</CONTENU></BLOC_TEXTUEL></ARTICLE>"
            content = xml.encode() if position % 10 else b"<ARTICLE>"
            lie.append((id_, spool.tell(), len(content)))
            spool.write(content)
        spool.flush()
        yield spool, lie


def _read(spool: IO[bytes], lie: list[File]) -> dict[int, LegiFile | Unreadable]:
    with ReadAhead(spool.fileno()) as ahead:
        for begin in range(0, len(lie), 7):
            ahead.tell(lie[begin : begin + 7])
        return ahead.values()


def _as(reading: Callable[[bytes, str], LegiFile | Unreadable], there: Callable[[str], None]) -> object:
    here = os.getpid()

    def read(data: bytes, id_: str) -> LegiFile | Unreadable:
        if os.getpid() != here:
            there(id_)
        return reading(data, id_)

    return read


@pytest.mark.parametrize("how", ["as it comes", "late", "killed", "alone"])
def test_the_values_are_those_of_one_process(
    files: tuple[IO[bytes], list[File]], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool, lie = files
    expected = {begin: read_file(os.pread(spool.fileno(), length, begin), id_) for id_, begin, length in lie}
    if how == "alone":
        monkeypatch.setattr("cpp_versions.alongside._possible", lambda: False)
    elif how == "late":
        monkeypatch.setattr(legi_ahead, "read_file", _as(read_file, lambda id_: time.sleep(0.01)))
    elif how == "killed":
        monkeypatch.setattr(
            legi_ahead, "read_file", _as(read_file, lambda id_: os.kill(os.getpid(), signal.SIGKILL * (id_ == IDS[9])))
        )
    assert _read(spool, lie) == expected
