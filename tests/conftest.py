"""What many tests need: the real sources beside the repository, stores built from them, a browser.

A test that asks for something this machine lacks is skipped, with the reason; with `CI=true` it fails instead, so that
a green run of CI has skipped nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def lacking(reason: str) -> NoReturn:
    """Skips the test that asked; fails it in CI."""
    if in_ci():
        pytest.fail(f"{reason} (CI skips nothing)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the full sources: `$CPP_VERSIONS_DATA`, else `../shared/data`."""
    named = os.environ.get("CPP_VERSIONS_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        lacking(f"no full sources at {folder}: name their folder by CPP_VERSIONS_DATA")
    return folder.resolve()


@pytest.fixture(scope="session")
def shared_seeds(shared_data: Path) -> Path:
    """The folder of single pages and files, `seeds`, beside the full sources."""
    folder = shared_data.parent / "seeds"
    if not folder.is_dir():
        lacking(f"no folder {folder} beside the full sources")
    return folder


@pytest.fixture(scope="session")
def lexhub_bundle(shared_data: Path) -> Path:
    """LexHub's history of the two codes, as a git bundle."""
    return _file(shared_data / "lexhub-cpp-penitentiaire.bundle")


@pytest.fixture(scope="session")
def archeo_lex_page(shared_seeds: Path) -> Path:
    """Archéo Lex's comparison page of 29 December 2010."""
    return _file(shared_seeds / "archeo-lex-2010-12-29.txt")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's executable."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    lacking("no chromium on this machine: browser tests need it (sudo apt-get install chromium)")


@pytest.fixture(scope="session")
def embedded_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from `corpus/`, shared by the whole run: read it, don't write it."""
    return _shared_store(tmp_path_factory, "embedded")


@pytest.fixture(scope="session")
def lexhub_store(tmp_path_factory: pytest.TempPathFactory, lexhub_bundle: Path) -> Path:
    """A store of LexHub's history alone, shared by the whole run: read it, don't write it."""
    return _shared_store(tmp_path_factory, "lexhub", lexhub_bundle)


@pytest.fixture(scope="session")
def full_store(tmp_path_factory: pytest.TempPathFactory, lexhub_bundle: Path, archeo_lex_page: Path) -> Path:
    """A store of the full history with the Archéo Lex page, shared by the whole run: read it, don't write it."""
    return _shared_store(tmp_path_factory, "full", lexhub_bundle, archeo_lex_page)


def _file(path: Path) -> Path:
    if not path.is_file():
        lacking(f"no file {path}")
    return path


def _shared_store(factory: pytest.TempPathFactory, name: str, *sources: Path) -> Path:
    """Builds a store once for all the processes of the run; the first one to ask builds, the others wait."""
    base = factory.getbasetemp()
    # Under pytest-xdist each worker has a folder of its own, inside that of the run.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    store = shared / f"{name}-store"
    with FileLock(shared / f"{name}-store.lock"):
        if not store.exists():
            command = [sys.executable, "-m", "cpp_versions", "--store", str(store), "build", *map(str, sources)]
            built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if built.returncode:
                pytest.fail(f"building the {name} store failed:\n{built.stderr}", pytrace=False)
    return store
