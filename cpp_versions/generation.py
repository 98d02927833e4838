"""The folder of a store on disk: its current generation, the swap to a new one, and who may write.

    STORE/.git                      one line: `gitdir: generations/3f2a…`
    STORE/generations/3f2a…/        a bare repository, with `index.sqlite` and `local.json` beside git's own files
    STORE/build.lock                held while a build runs

A new generation is made aside and comes into force when the line is renamed over the old one, which is atomic. Readers
that hold the old one keep their open files. What a killed build left is removed by the next one.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from cpp_versions.errors import StoreBusy, StoreError, StoreMissing

__all__ = [
    "INDEX",
    "current",
    "head_of",
    "local",
    "locked",
    "new",
    "read_by",
    "scratch",
    "swap",
    "sweep",
    "tidy",
    "unread",
    "write_local",
]

INDEX = "index.sqlite"
_LOCAL = "local.json"
_READERS = "readers"
_GENERATIONS = "generations"
_POINTER = "gitdir: "
# what builds make: generations, and the folders that sources are fetched to
_OURS = re.compile(r"[0-9a-f]{16}|cpp-versions-\w+")
_GUARD = threading.Lock()
_WRITTEN: set[Path] = set()
"""The stores that threads of this process write."""
_TRIES = 50


def current(store: Path) -> Path:
    """The repository of the generation in force. Raises StoreMissing where there is no store."""
    line = _line(store)
    while True:
        name = line.removeprefix(f"{_POINTER}{_GENERATIONS}/")
        if name.isalnum() and (store / _GENERATIONS / name).is_dir():
            return store / _GENERATIONS / name
        before, line = line, _line(store)
        if line == before:  # else a build ended just now, and took the generation that was named away
            raise StoreError(f"{store}: its current generation is missing: build it again")


def _line(store: Path) -> str:
    try:
        return (store / ".git").read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(
            f"{store}: no store here: build one with `python -m cpp_versions --store {store} build`"
        ) from None
    except (IsADirectoryError, UnicodeDecodeError):
        raise StoreError(f"{store}: a git repository, but not a store: give another folder with --store") from None
    except OSError as error:
        raise StoreError(f"{store}: can't be read ({error.strerror})") from None


def head_of(repository: Path) -> str:
    """The commit of `main`, read without git; empty where there is none."""
    loose = repository / "refs" / "heads" / "main"
    if loose.is_file():
        return loose.read_text("ascii").strip()
    packed = repository / "packed-refs"
    for line in packed.read_text("utf-8").splitlines() if packed.is_file() else ():
        if line.endswith(" refs/heads/main"):
            return line.split(" ", 1)[0]
    return ""


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold the right to write `store`, made where it is absent. Raises StoreBusy where another build has it.

    The lock is the process's own, so that it ends with it: one that processes begun by it shared would outlive a build
    that is killed. Such a lock doesn't keep threads apart, and goes when any of them closes the file: `_alone` does.
    """
    busy = StoreBusy(f"{store}: another build is writing this store: wait for it to end")
    with ExitStack() as held:
        try:
            store.mkdir(parents=True, exist_ok=True)
            if _foreign(store):
                raise StoreError(f"{store}: a git repository, but not a store: give another folder with --store")
            if not held.enter_context(_alone(store.resolve())):
                raise busy
            lock = held.enter_context((store / "build.lock").open("w"))
        except OSError as error:
            raise StoreError(
                f"{store}: can't be written ({error.strerror}): give another folder with --store"
            ) from None
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise busy from None
        yield


@contextmanager
def _alone(store: Path) -> Iterator[bool]:
    """Whether no other thread of this process writes `store`; none does as long as this lasts."""
    with _GUARD:
        free = store not in _WRITTEN
        _WRITTEN.add(store)
    try:
        yield free
    finally:
        if free:
            with _GUARD:
                _WRITTEN.remove(store)


def read_by(generation: Path) -> IO[bytes] | None:
    """Say that this process reads the index of `generation`, until the file is closed; waits for the moment that it
    takes to change it. None where that can't be said (an older store); its index is then never changed in place."""
    try:
        readers = (generation / _READERS).open("rb")
    except OSError:
        return None
    fcntl.flock(readers, fcntl.LOCK_SH)
    return readers


@contextmanager
def unread(generation: Path) -> Iterator[bool]:
    """Whether nobody reads the index of `generation`; nobody does as long as this lasts."""
    try:
        readers = (generation / _READERS).open("rb")
    except OSError:
        yield False
        return
    with readers:
        try:
            fcntl.flock(readers, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def _foreign(store: Path) -> bool:
    """Whether the folder is a repository, a work tree or a submodule that isn't ours."""
    pointer = store / ".git"
    if pointer.is_file():
        with pointer.open("rb") as stream:
            start = f"{_POINTER}{_GENERATIONS}/".encode()
            return stream.read(len(start)) != start
    return pointer.is_dir() or ((store / "HEAD").is_file() and (store / "objects").is_dir())


def new(store: Path) -> Path:
    """The folder of a new generation, not yet in force."""
    return store / _GENERATIONS / os.urandom(8).hex()


def swap(store: Path, generation: Path) -> None:
    """Put `generation` in force; the old one is removed."""
    before = (store / ".git").read_text("utf-8") if (store / ".git").exists() else ""
    pointer = store / f".git.{generation.name}"
    with pointer.open("w", encoding="utf-8") as stream:
        stream.write(f"{_POINTER}{_GENERATIONS}/{generation.name}\n")
        stream.flush()
        os.fsync(stream.fileno())
    pointer.replace(store / ".git")
    if before:
        import shutil

        shutil.rmtree(store / _GENERATIONS / before.strip().rsplit("/", 1)[-1], ignore_errors=True)


def scratch(store: Path) -> Path:
    """Where a build puts what it fetches: below the store, so that it is swept if the build is killed."""
    folder = store / _GENERATIONS
    folder.mkdir(exist_ok=True)
    return folder


def tidy(store: Path) -> None:
    """Remove what a killed build left, if there is anything and no build is running; never fails."""
    try:
        names = [path.name for path in store.iterdir()]
        left = len(list((store / _GENERATIONS).iterdir())) > 1 or any(name.startswith(".git.") for name in names)
        if left:
            with locked(store):
                sweep(store)
    except (OSError, StoreError):
        return  # a reader has no business with why a store can't be written


def sweep(store: Path) -> None:
    """Remove what builds that were killed left behind; only for the holder of the lock."""
    import shutil

    try:
        keep = current(store).name
    except StoreMissing:
        keep = ""
    except StoreError:
        return  # what is in force can't be told: nothing is litter for certain
    generations = store / _GENERATIONS
    for folder in generations.iterdir() if generations.is_dir() else ():
        if folder.name != keep and _OURS.fullmatch(folder.name):
            for _ in range(_TRIES):  # a git process that the build had begun may live, and write, a moment longer
                shutil.rmtree(folder, ignore_errors=True)
                if not os.access(folder, os.W_OK):  # gone, or not ours to remove
                    break
                time.sleep(0.02)
    for pointer in store.glob(".git.*"):
        pointer.unlink(missing_ok=True)


def write_local(generation: Path, values: dict[str, Any]) -> None:
    """Keep what this machine alone knows of a generation: where its sources lay."""
    (generation / _LOCAL).write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
    (generation / _READERS).touch()


def local(generation: Path) -> dict[str, Any]:
    """What `write_local` kept; empty where nothing was."""
    try:
        values = json.loads((generation / _LOCAL).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
