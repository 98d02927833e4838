"""The figures of LEGI for `scripts/bench`: on dumps written from a store, which are valid by the DTDs.

No dump of the code can be had here, so they are made (see `tests/legidump`): one of the full history of both codes, one
of `_SOME` files of it. Each figure is told twice: how long it takes, and how long processors work for it, those of a
second process included, on which other work on the machine weighs less. `legi_py` needs a Python that has legi.py 0.6
(`pip install --no-deps legi==0.6`, then libarchive-c, lxml, tqdm, appdirs and requests), named by CPP_VERSIONS_LEGI_PY.
"""

from __future__ import annotations

import gc
import io
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from timing import report  # noqa: E402 - beside this file

if TYPE_CHECKING:
    from cpp_versions.model import Attestation, End, Placement
    from cpp_versions.reconcile import ReconciledCode

__all__ = ["LegiFigures"]

_SOME = 7_500
_MANY_CODES = 480 << 20
_BUILD = (sys.executable, "-m", "cpp_versions")
_TAR2SQLITE = "legi.py 0.6 tar2sqlite --raw"
_INDEXING = """
import gc, sys
from pathlib import Path
from cpp_versions.index import build as index
from cpp_versions.index.ahead import Ahead
from cpp_versions.reconcile import reconcile
from cpp_versions.sources import legi
from cpp_versions.store import Stored
gc.disable()
with Ahead() as ahead:
    codes = reconcile(legi.read([sys.argv[1]], seen=ahead.texts))
    index.build(codes, Path(sys.argv[2]), lambda: Stored((), {}, ""), ahead)
"""
_INDEX_AGAIN = "import sys; from pathlib import Path; from cpp_versions.opening import open_index; \
open_index(Path(sys.argv[1]))"
_IDS = re.compile(rb"(LEGI(?:TEXT|ARTI|SCTA))([0-9]{12})")
_TITLES = re.compile(rb"(>Code [^<>\n]{5,60}|<TITRE_T[AM][^<>]*>[^<>]+|<LIEN_SECTION_TA [^<>]*>[^<>]+)(</)")
_TEXTS = re.compile(rb"(<BLOC_TEXTUEL><CONTENU>)(?!</)")
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


class LegiFigures:
    """The figures; `folder` is for dumps and stores, `store` the store that they are made from."""

    def __init__(self, folder: Path, store: Path, runs: int) -> None:
        from cpp_versions import store as stores
        from cpp_versions.generation import current
        from tests.legidump import documents, tarball

        self.folder, self.runs = folder, runs
        self.dump = folder / "Freemium_legi_global_20231206-210000.tar.gz"
        self.some = folder / "some" / self.dump.name
        self.some.parent.mkdir(exist_ok=True)
        codes = () if self.dump.is_file() and self.some.is_file() else stores.read(current(store)).codes
        for path, thin in ((self.dump, False), (self.some, True)):
            if not path.is_file():
                files = [d for code in codes for d in documents(_thinned(code) if thin else code)]
                tarball(path, files, shuffled=1)

    def legi(self) -> None:
        """Reading the dump to histories, against nothing but `tarfile` and `lxml.etree.parse` over the same files."""
        from cpp_versions.sources import legi

        for dump in (self.some, self.dump):

            def ours(dump: Path = dump) -> None:
                gc.disable()  # as a build does
                legi.read([str(dump)])
                gc.enable()

            _report("reading", dump, ours, partial(_bare, dump), self.runs, "<= 1.6", "tarfile and lxml.etree.parse")

    def legi_build(self) -> None:
        """Tarball to store and index, against the time it takes to read it."""
        build, reading = partial(self._rebuild, self.dump), partial(_bare, self.dump)
        _report("to store and index", self.dump, build, reading, self.runs, "", "tarfile and lxml.etree.parse")

    def legi_memory(self) -> None:
        """The peak memory, of the largest process, of a build of one code from a tarball of two gigabytes unpacked, of
        which the rest is other texts."""
        path = self.folder / "Freemium_legi_global_20240101-210000.tar.gz"
        _large(path, self.dump, 2 << 30)
        store = str(self.folder / "legi-memory")
        build = [*_BUILD, "--store", store, "build", "--quiet", str(path), "--code", "penitentiaire"]
        _report_peak("one code of 2 GB unpacked", build)

    def legi_many(self) -> None:
        """The peak memory, of the largest process, where all codes of a tarball are wanted, and of one twice as large:
        of a build, an update by a delta of one code, and an index that is made again."""
        from cpp_versions.generation import INDEX, current

        many = self.folder / "Freemium_legi_global_20240102-210000.tar.gz"
        target = self.folder / "legi-many"
        build = [*_BUILD, "--store", str(target), "build", "--quiet", str(many)]
        for size in (_MANY_CODES // 2, _MANY_CODES):
            codes = _multiplied(many, self.some, size)
            name = f"all of {codes} codes, {size >> 20} MB"
            _report_peak(name, build)
            delta = self.folder / "LEGI_20240103-210000.tar.gz"
            _rewritten(delta, self.some)
            _report_peak(f"{name}, update", [*_BUILD, "--store", str(target), "update"])
            delta.unlink()
            (current(target) / INDEX).unlink()
            _report_peak(f"{name}, index made again", [sys.executable, "-c", _INDEX_AGAIN, str(target)])
            shutil.rmtree(target, ignore_errors=True)

    def legi_py(self) -> None:
        """Tarball to an index alone, and to store and index, against legi.py's `tar2sqlite --raw --skip-checks` of the
        same tarball."""
        python = os.environ.get("CPP_VERSIONS_LEGI_PY")
        if not python:
            print(f"{'LEGI, against legi.py 0.6':<36} left out: CPP_VERSIONS_LEGI_PY names no Python that has it")
            return
        for dump in (self.some, self.dump):
            alone = self.folder / "tarballs"
            shutil.rmtree(alone, ignore_errors=True)
            alone.mkdir()
            shutil.copy(dump, alone)
            theirs = self.folder / "legi.sqlite"
            command = [python, "-m", "legi.tar2sqlite", "--raw", "--skip-checks", str(theirs), str(alone)]

            def tar2sqlite(theirs: Path = theirs, command: list[str] = command) -> None:
                theirs.unlink(missing_ok=True)
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

            _report("to an index", dump, partial(self._index, dump), tar2sqlite, self.runs, "<= 1.5", _TAR2SQLITE)
            build = partial(self._rebuild, dump)
            _report("to store and index", dump, build, tar2sqlite, self.runs, "", _TAR2SQLITE)

    def _index(self, dump: Path) -> None:
        """What a build does but the repository: reading, one history of each code, and the index."""
        path = self.folder / "legi-index.sqlite"
        path.unlink(missing_ok=True)
        self._run([sys.executable, "-c", _INDEXING, str(dump), str(path)])

    def _rebuild(self, dump: Path) -> None:
        target = self.folder / "legi-store"
        shutil.rmtree(target, ignore_errors=True)
        self._build(target, dump)

    def _build(self, target: Path, *arguments: str | Path) -> None:
        command = [*_BUILD, "--store", str(target), "build", "--quiet", *map(str, arguments)]
        self._run(command)

    def _run(self, command: list[str]) -> None:
        """Run a command of ours, whose modules are compiled once, by the first run, which isn't counted: those of
        legi.py were when it was installed. The environment of tests often asks for no such files."""
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode")}
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=os.environ | compiled)


def _bare(dump: Path) -> None:
    with tarfile.open(dump) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                etree.parse(content)


def _processors() -> float:
    """Seconds that processors worked for this process and those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    start, worked = time.perf_counter(), _processors()
    run()
    return time.perf_counter() - start, _processors() - worked


def _report(
    what: str, dump: Path, ours: Callable[[], object], baseline: Callable[[], object], runs: int, goal: str, versus: str
) -> None:
    """Two lines: the medians of what each takes, and of the processors' work."""
    with tarfile.open(dump) as archive:
        count = sum(1 for _ in archive)
    ours(), baseline()
    times = [(_timed(ours), _timed(baseline)) for _ in range(runs)]
    for part, name in enumerate((f"LEGI, {what}, {count:,} files", "  work of the processors")):
        a, b = (statistics.median(pair[side][part] for pair in times) for side in (0, 1))
        report(name, a, b, "-" if part else goal, versus)


def _thinned(code: ReconciledCode) -> ReconciledCode:
    """A code with some of its articles, which gives about `_SOME` files of both."""
    number = {article: place for place, article in enumerate(sorted({v.number for v in code.versions}))}

    def kept(one: Attestation | End | Placement) -> bool:
        return number.get(one.number, 0) % 3 == 0

    return replace(
        code,
        versions=tuple(filter(kept, code.versions)),
        ends=tuple(filter(kept, code.ends)),
        placements=tuple(filter(kept, code.placements)),
    )


def _peak(command: list[str]) -> int:
    """Megabytes of the largest process of a command."""
    done = [sys.executable, "-c", _PEAK, *command]
    return int(subprocess.run(done, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _report_peak(name: str, command: list[str]) -> None:
    begun = time.perf_counter()
    peak = _peak(command)
    print(f"LEGI, memory, {name:<42} {peak:5d} MB   goal <= 500 MB   {time.perf_counter() - begun:.0f} s", flush=True)


def _multiplied(path: Path, dump: Path, size: int) -> int:
    """The files of `dump` again and again, each time as other codes with other articles, until there are `size` bytes;
    how many codes."""
    with tarfile.open(dump) as source:
        files = [(member.name, content.read()) for member in source if (content := source.extractfile(member))]
    written = turn = 0
    with tarfile.open(path, "w:gz", compresslevel=1, format=tarfile.GNU_FORMAT) as target:
        while written < size:
            turn += 1
            for name, content in files:
                xml = _renamed(content, turn)
                info = tarfile.TarInfo(_renamed(name.encode(), turn).decode())
                info.size = len(xml)
                target.addfile(info, io.BytesIO(xml))
                written += len(xml) + 1536
    return 2 * turn


def _rewritten(path: Path, dump: Path) -> None:
    """A delta of `_multiplied`: other words for some articles of its first code."""
    left = 50
    with tarfile.open(dump) as source, tarfile.open(path, "w:gz") as target:
        for member in source:
            content = source.extractfile(member)
            if left and content and "LEGITEXT000006071154/article/" in member.name:
                xml = _TEXTS.sub(lambda found: found[1] + b"<p>Autres mots.</p>", _renamed(content.read(), 1))
                info = tarfile.TarInfo(_renamed(member.name.encode(), 1).decode())
                info.size = len(xml)
                target.addfile(info, io.BytesIO(xml))
                left -= 1


def _renamed(content: bytes, turn: int) -> bytes:
    """A file, or a path, of other identifiers, of a code and sections of other titles, and of another text."""
    told = str(turn).encode()
    ids = _IDS.sub(lambda found: found[1] + told.zfill(3) + found[2][3:], content)
    titles = _TITLES.sub(lambda found: found[1] + b" num\xc3\xa9ro " + told + found[2], ids)
    return _TEXTS.sub(lambda found: found[1] + b"<p>Du code num\xc3\xa9ro " + told + b".</p>", titles)


def _large(path: Path, dump: Path, size: int) -> None:
    """The files of `dump`, and articles of other texts until there are `size` bytes."""
    written = 0
    with tarfile.open(dump) as source, tarfile.open(path, "w:gz", compresslevel=1, format=tarfile.GNU_FORMAT) as target:
        for member in source:
            content = source.extractfile(member)
            target.addfile(member, content)
            written += member.size + 1536
        number = 0
        body = b"<p>" + b"Mot. " * 4000 + b"</p>"
        while written < size:
            number += 1
            text = f"LEGITEXT{number % 70:012d}"
            id_ = f"LEGIARTI{number:012d}"
            head = (
                f"<ARTICLE><META><META_COMMUN><ID>{id_}</ID></META_COMMUN></META><CONTEXTE>"
                f'<TEXTE cid="{text}" nature="CODE"><TITRE_TXT>Code numéro {number % 70}</TITRE_TXT></TEXTE>'
                "</CONTEXTE><BLOC_TEXTUEL><CONTENU>"
            )
            xml = head.encode() + body + b"</CONTENU></BLOC_TEXTUEL></ARTICLE>"
            name = f"legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/{text}/article/{id_}.xml"
            info = tarfile.TarInfo(name)
            info.size = len(xml)
            target.addfile(info, io.BytesIO(xml))
            written += len(xml) + 1536
