"""The dump of a store gives the store back: words, notes, dates, acts, ends and plan of the full history of both codes.

What LexHub has lost has to be given a value to be written in LEGI, which has true dates: the texts of before 1970 start
on the day of their act (see `tests.legidump`), and are compared so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import store
from cpp_versions.generation import current
from cpp_versions.model import LOST_FROM, Attestation
from cpp_versions.reconcile import ReconciledCode, reconcile
from cpp_versions.sources import legi
from tests.legidump import Document, Validator, documents, tarball
from tests.legidump.documents import LOST, start_of

pytestmark = [pytest.mark.data, pytest.mark.xdist_group("full history")]

Key = tuple[str, int, date]


@pytest.fixture(scope="module")
def stored(lexhub_store: Path) -> dict[str, ReconciledCode]:
    return {code.code.id: code for code in store.read(current(lexhub_store)).codes}


@pytest.fixture(scope="module")
def files(stored: dict[str, ReconciledCode]) -> list[Document]:
    return [document for code in stored.values() for document in documents(code)]


@pytest.fixture(scope="module")
def again(files: list[Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReconciledCode]:
    folder = tmp_path_factory.mktemp("legi")
    path = tarball(folder / "Freemium_legi_global_20231206-210000.tar.gz", files, shuffled=2010)
    return {code.code.id: code for code in reconcile(legi.read([str(path)]))}


def test_every_file_is_valid(files: list[Document], shared_data: Path, tmp_path: Path) -> None:
    validator = Validator(shared_data / "legi" / "dtd", tmp_path / "dtd")
    samples = (shared_data / "legi" / "samples").rglob("*.xml")
    assert [fault for path in samples if (fault := validator.faults(path.read_bytes()))] == []
    assert [(d.path, fault) for d in files if (fault := validator.faults(d.xml))] == []


def versions(code: ReconciledCode) -> dict[Key, Attestation]:
    return {(v.number, v.slot, start_of(v)): v for v in code.versions}


@pytest.mark.parametrize("id_", ["cpp", "penitentiaire"])
@pytest.mark.parametrize(
    "field",
    [
        lambda v: v.text.alineas, lambda v: v.text.nota, lambda v: v.state, lambda v: v.valid_to, lambda v: v.acts,
        lambda v: v.ended_by, lambda v: v.label,
    ],
    ids=["words", "notes", "state", "end", "acts", "ended by", "label"],
)  # fmt: skip
def test_versions(
    stored: dict[str, ReconciledCode],
    again: dict[str, ReconciledCode],
    id_: str,
    field: Callable[[Attestation], object],
) -> None:
    ours, theirs = versions(again[id_]), versions(stored[id_])
    assert ours.keys() == theirs.keys()
    assert [key for key in theirs if field(ours[key]) != field(theirs[key])] == []


@pytest.mark.parametrize("id_", ["cpp", "penitentiaire"])
def test_the_plan(stored: dict[str, ReconciledCode], again: dict[str, ReconciledCode], id_: str) -> None:
    lost = {(v.number, v.slot): start_of(v) for v in stored[id_].versions if v.attested_from == LOST_FROM}

    def places(code: ReconciledCode) -> set[tuple[object, ...]]:
        return {
            (p.number, p.slot, lost.get((p.number, p.slot), LOST) if p.start == LOST_FROM else p.start, p.end,
             tuple(section.title for section in p.path))
            for p in code.placements
        }  # fmt: skip

    assert places(again[id_]) == places(stored[id_])


@pytest.mark.parametrize("id_", ["cpp", "penitentiaire"])
def test_the_ends(stored: dict[str, ReconciledCode], again: dict[str, ReconciledCode], id_: str) -> None:
    def ends(code: ReconciledCode) -> set[tuple[object, ...]]:
        return {(e.number, e.slot, e.day, e.acts, e.nota) for e in code.ends if e.day and e.day > LOST_FROM}

    assert ends(again[id_]) == ends(stored[id_])
