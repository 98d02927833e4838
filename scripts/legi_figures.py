"""The figures of LEGI for `scripts/bench`: on dumps written from a store, which are valid by the DTDs.

No dump of the code can be had here, so they are made (see `tests/legidump`). Reading is timed by the processor's time
of this process, for other work on the machine weighs on it less. `legi_py` needs a Python that has legi.py 0.6
(`pip install legi==0.6`, and libarchive), named by CPP_VERSIONS_LEGI_PY.
"""

from __future__ import annotations

import gc
import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from timing import paired, report  # noqa: E402 - beside this file

__all__ = ["LegiFigures"]


class LegiFigures:
    """The figures; `folder` is for dumps and stores, `store` the store that they are made from."""

    def __init__(self, folder: Path, store: Path, runs: int) -> None:
        from cpp_versions import store as stores
        from cpp_versions.generation import current
        from tests.legidump import documents, tarball

        self.folder, self.runs = folder, runs
        self.dump = folder / "Freemium_legi_global_20231206-210000.tar.gz"
        if not self.dump.is_file():
            files = [d for code in stores.read(current(store)).codes for d in documents(code)]
            tarball(self.dump, files, shuffled=1)

    def legi(self) -> None:
        """Reading the dump to histories, against nothing but `tarfile` and `lxml.etree.parse` over the same files."""
        from cpp_versions.sources import legi

        def ours() -> None:
            gc.disable()  # as a build does
            legi.read([str(self.dump)])
            gc.enable()

        a, b = _paired(ours, self._bare, self.runs)
        report("LEGI, reading", a, b, "<= 1.6", "tarfile and lxml.etree.parse")

    def legi_build(self) -> None:
        """Tarball to store and index, in the time it takes to read it."""
        times = []
        for _ in range(self.runs):
            shutil.rmtree(self.folder / "legi-store", ignore_errors=True)
            start = time.perf_counter()
            self._build(self.folder / "legi-store", self.dump)
            times.append(time.perf_counter() - start)
        reading = statistics.median(_processor(self._bare) for _ in range(self.runs))
        report(
            "LEGI, tarball to store and index", statistics.median(times), reading, "", "tarfile and lxml.etree.parse"
        )

    def legi_memory(self) -> None:
        """The peak memory of a build of one code from a tarball of two gigabytes unpacked, of which the rest is other
        texts."""
        path = self.folder / "Freemium_legi_global_20240101-210000.tar.gz"
        _large(path, self.dump, 2 << 30)
        self._build(self.folder / "legi-memory", path, "--code", "penitentiaire")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{'LEGI, memory, 2 GB unpacked':<36} {peak:9d} MB   goal <= 500 MB", flush=True)
        alone = f"import resource, sys; from cpp_versions.sources import legi\ntry: legi.read([{str(path)!r}])\n"
        alone += "except Exception as error: print(type(error).__name__)\n"
        alone += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
        done = subprocess.run([sys.executable, "-c", alone], cwd=ROOT, check=True, capture_output=True, text=True)
        told, megabytes = done.stdout.split()
        print(f"{'LEGI, the same, no code named':<36} {int(megabytes):9d} MB   goal <= 500 MB   {told}", flush=True)

    def legi_py(self) -> None:
        """Tarball to store and index, against legi.py's `tar2sqlite --raw --skip-checks` of the same tarball."""
        python = os.environ.get("CPP_VERSIONS_LEGI_PY")
        if not python:
            print(f"{'LEGI, against legi.py 0.6':<36} left out: CPP_VERSIONS_LEGI_PY names no Python that has it")
            return
        alone = self.folder / "tarballs"
        alone.mkdir(exist_ok=True)
        shutil.copy(self.dump, alone)
        theirs, ours = self.folder / "legi.sqlite", self.folder / "legi-py-store"

        def tar2sqlite() -> None:
            theirs.unlink(missing_ok=True)
            command = [python, "-m", "legi.tar2sqlite", "--raw", "--skip-checks", str(theirs), str(alone)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def build() -> None:
            shutil.rmtree(ours, ignore_errors=True)
            self._build(ours, self.dump)

        a, b = paired(build, tar2sqlite, self.runs)
        report("LEGI, tarball to store and index", a, b, "<= 1.5", "legi.py 0.6 tar2sqlite --raw")

    def _bare(self) -> None:
        with tarfile.open(self.dump) as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is not None:
                    etree.parse(content)

    def _build(self, target: Path, *arguments: str | Path) -> None:
        command = [
            sys.executable,
            "-m",
            "cpp_versions",
            "--store",
            str(target),
            "build",
            "--quiet",
            *map(str, arguments),
        ]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _processor(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _paired(ours: Callable[[], object], baseline: Callable[[], object], runs: int) -> tuple[float, float]:
    times = [(_processor(ours), _processor(baseline)) for _ in range(runs)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


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
