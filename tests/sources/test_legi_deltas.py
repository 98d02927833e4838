"""Deltas of LEGI, whatever they do from day to day, make what one global dump of the last day makes.

Versions come, end, go, come back, are rewritten in silence, move between the folders of LEGI and between sections.
"""

from __future__ import annotations

import random
import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from cpp_versions.building import build
from cpp_versions.model import CodeHistory
from cpp_versions.sources import legi
from cpp_versions.updating import update
from tests.gitrepo import git
from tests.legidump import Document, delta, tarball
from tests.sources.legi_files import OPEN, article, ref, section, section_ref, struct, title
from tests.test_killed import MOMENTS, check, head, killed

Files = dict[str, bytes]


class Law:
    """Versions of a few articles in two sections, that change at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        # identifier: number, start, end, words, folder, section
        self.versions: dict[int, tuple[str, str, str, str, str, int]] = {}
        self.gone: dict[int, tuple[str, str, str, str, str, int]] = {}
        self.last = 0
        for number in range(1, 9):
            self.add(f"D{number}", "2001-01-01")

    def add(self, number: str, start: str) -> None:
        self.last += 1
        folder = self.chance.choice(["code_en_vigueur", "code_en_vigueur", "code_non_vigueur"])
        self.versions[self.last] = (number, start, OPEN, f"Texte {self.last}.", folder, self.chance.choice([1, 2]))

    def turn(self, day: date) -> None:
        for _ in range(self.chance.randrange(1, 5)):
            self.step(day)

    def step(self, day: date) -> None:
        n = self.chance.choice(sorted(self.versions))
        number, start, end, words, folder, place = self.versions[n]
        what = self.chance.randrange(8)
        if what <= 1 and end == OPEN and start < str(day):  # a new version, or the end
            self.versions[n] = (number, start, str(day), words, folder, place)
            if what == 0:
                self.add(number, str(day))
        elif what == 2:
            self.versions[n] = (number, start, end, f"{words} Réécrit le {day}.", folder, place)
        elif what == 3 and len(self.versions) > 4:
            self.gone[n] = self.versions.pop(n)
        elif what == 4 and self.gone:
            back = self.chance.choice(sorted(self.gone))
            self.versions[back] = self.gone.pop(back)
        elif what == 5:
            other = "code_non_vigueur" if folder == "code_en_vigueur" else "code_en_vigueur"
            self.versions[n] = (number, start, end, words, other, place)
        elif what == 6:
            self.versions[n] = (number, start, end, words, folder, 3 - place)
        else:  # a number that is new, or is used again once its rule has ended
            self.add(number if end != OPEN and number not in self._standing() else f"D{90 + self.last}", str(day))

    def _standing(self) -> set[str]:
        known = (*self.versions.values(), *self.gone.values())
        return {number for number, _, end, *_ in known if end == OPEN}

    def files(self) -> Files:
        chains: dict[str, list[tuple[int, str, str]]] = {}
        for n, (number, start, end, *_) in self.versions.items():
            chains.setdefault(number, []).append((n, start, end))
        found = [title(), struct(section_ref(1, "Titre Ier", "1990-01-01") + section_ref(2, "Titre II", "1990-01-01"))]
        for place in (1, 2):
            held = [ref(n, v[0], v[1], v[2]) for n, v in self.versions.items() if v[5] == place]
            found.append(section(place, f"Titre {'I' * place}", "".join(held)))
        for n, (number, start, end, words, folder, _) in self.versions.items():
            chain = chains[number][:]
            self.chance.shuffle(chain)
            made = article(n, number, start, end, words=f"<p>{words}</p>", versions=sorted(chain), folder=folder)
            found.append(made)
        return {name.removeprefix("legi/"): xml for name, xml in found}


def days(seed: int) -> list[date]:
    return [date(2010, 1, 1) + timedelta(40 * n + seed) for n in range(9)]


def archives(folder: Path, seed: int) -> tuple[list[Path], Path]:
    """A global dump and eight deltas; and one global dump of the last day."""
    law, made, before = Law(seed), list[Path](), Files()
    for position, day in enumerate(days(seed)):
        if position:
            law.turn(day)
        after, stamp = law.files(), f"{day:%Y%m%d}-210000"
        if position:
            made.append(delta(folder / f"LEGI_{stamp}.tar.gz", before, after, stamp=stamp))
        else:
            documents = [Document(*pair) for pair in after.items()]
            made.append(tarball(folder / f"Freemium_legi_global_{stamp}.tar.gz", documents, shuffled=seed))
        before = after
    (folder / "once").mkdir()
    name = f"Freemium_legi_global_{days(seed)[-1]:%Y%m%d}-210000.tar.gz"
    return made, tarball(folder / "once" / name, [Document(*pair) for pair in before.items()], shuffled=seed + 1)


def said(history: CodeHistory) -> tuple[object, ...]:
    told = [a for a in history.anomalies if a.kind not in ("rewritten", "withdrawn")]
    return history.code, history.attestations, history.placements, history.dates, history.source, set(told)


@pytest.mark.parametrize("seed", range(12))
def test_deltas_make_what_the_last_day_makes(tmp_path: Path, seed: int) -> None:
    deltas, once = archives(tmp_path, seed)
    given = random.Random(seed).sample(deltas, len(deltas))
    (found,) = legi.read([str(path) for path in given])
    (expected,) = legi.read([str(once)])
    assert said(found) == said(expected)
    # a global dump begins anew, whatever there was before it, and is one more day
    (begun,) = legi.read([str(path) for path in (*deltas[:-1], once)])
    assert said(begun) == said(expected)


@pytest.mark.parametrize("seed", [3, 7])
def test_a_store_brought_up_to_date(tmp_path: Path, seed: int) -> None:
    deltas, once = archives(tmp_path, seed)
    apart = [path.rename(_folder(tmp_path / f"day {n}") / path.name) for n, path in enumerate(deltas)]
    build([str(once)], tmp_path / "once-store")
    build([str(apart[0])], tmp_path / "store")
    for two in (apart[1:4], apart[4:5], apart[5:]):  # several at once, in any order
        update(tmp_path / "store", [str(path) for path in reversed(two)])
    assert _refs(tmp_path / "store") == _refs(tmp_path / "once-store")
    report = update(tmp_path / "store")
    assert not report.build.changed
    assert not report.changes


def test_an_update_killed_at_random_moments(tmp_path: Path) -> None:
    deltas, _ = archives(tmp_path, 5)
    apart = [path.rename(_folder(tmp_path / f"day {n}") / path.name) for n, path in enumerate(deltas)]
    old, new, store = tmp_path / "old", tmp_path / "new", tmp_path / "store"
    build([str(apart[0])], old)
    shutil.copytree(old, new)
    start = time.monotonic()
    update(new, [str(path) for path in apart[1:]])
    length = time.monotonic() - start + 0.5  # a process takes that long to start
    arguments = ["--store", str(store), "update", *map(str, apart[1:])]
    chance, running = random.Random(2010), 0
    for _ in range(MOMENTS):
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(old, store)
        running += killed(arguments, chance.uniform(0, length))
        check(store, {head(old), head(new)})
    assert running, "no update was killed while it ran"
    update(store, [str(path) for path in apart[1:]])
    check(store, {head(new)})


def _refs(store: Path) -> list[str]:
    lines = git(store, "for-each-ref", "--format=%(objectname) %(refname)").decode().splitlines()
    return [line for line in lines if not line.endswith("refs/heads/ingestion")]


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
