"""Many codes at once: one in memory at a time, the same store."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cpp_versions import Corpus, CppVersionsError, StoreError, UsageError, generation
from cpp_versions.alongside import Alongside
from cpp_versions.building import build
from cpp_versions.opening import open_index
from cpp_versions.sources import legi, legi_dump
from cpp_versions.spooling import Spooled, SpooledLists
from cpp_versions.store import reading
from cpp_versions.updating import update
from tests.gitrepo import Repo
from tests.sources.legi_files import OPEN, article, ident, pack, ref, struct, title


def test_what_is_loaded_is_what_was_added() -> None:
    values = [list(range(n)) for n in range(50)]
    spooled: Spooled[list[int]] = Spooled()
    for n, value in enumerate(values):
        spooled.append(value, (str(n),))
    assert list(spooled) == values
    assert (spooled[3], spooled[-1], spooled[10:12]) == (values[3], values[-1], values[10:12])
    assert spooled.labels[7] == ("7",)
    with pytest.raises(IndexError):
        spooled[50]
    spooled.then = lambda position, value: [position, *value]
    assert [spooled[2], spooled[-1][0]] == [[2, 0, 1], 49]


def test_lists_are_what_was_added_to_them_wherever_they_wait() -> None:
    lists: SpooledLists[int] = SpooledLists(7)
    for n in range(100):
        lists.append(f"{n % 3}", n)
    assert [list(lists.read(name)) for name in "0123"] == [list(range(m, 100, 3)) for m in range(3)] + [[]]
    assert ("2" in lists, "3" in lists) == (True, False)


def test_a_forked_process_reads_it_too() -> None:
    spooled: Spooled[str] = Spooled()
    for n in range(1000):
        spooled.append(f"n° {n}" * 100)
    with Alongside(lambda: [len(one) for one in spooled], (spooled.fileno(),)) as beside:
        ours = [len(one) for one in spooled]
        assert beside.result() == ours


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    spooled: Spooled[bytes] = Spooled()
    full = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115 - as long as what it stands for
    monkeypatch.setattr(spooled, "_file", full)
    with pytest.raises(StoreError, match="make room there") as told:
        spooled.append(os.urandom(100_000))
    assert "\n" not in str(told.value)


def _sources(folder: Path) -> list[str]:
    link = (
        f'<LIEN cidtexte="LEGITEXT000000000003" id="{ident(300)}" naturetexte="CODE" num="1" sens="source" '
        'typelien="CONCORDE">Code 3 - art. 1</LIEN>'
    )
    files = [title(), struct(ref(1, "1", "1999-01-01")), article(1, "1", "1999-01-01", words="<p>Du code 2.</p>")]
    for n in range(2, 9):
        text, name, chain = f"LEGITEXT{n:012d}", f"Code {n}", [(n * 100, "1990-01-01", "2000-01-01"),
                                                               (n * 100 + 1, "2000-01-01", OPEN)]  # fmt: skip
        words = f"<p>Voir l'article 1 du code {n} et l'article 2 du code de procédure pénale.</p><p>Commun.</p>"
        files += [
            title(name, text),
            article(n * 100, "1", "1990-01-01", "2000-01-01", text=text, name=name, versions=chain, words=words,
                    links=link if n == 2 else ""),
            article(n * 100 + 1, "1", "2000-01-01", text=text, name=name, versions=chain, words="<p>Commun.</p>"),
        ]  # fmt: skip
    first = pack(folder / "Freemium_legi_global_20200101-210000.tar.gz", [*files, ("x/LISEZ.xml", b"")])
    later = article(301, "1", "2000-01-01", text="LEGITEXT000000000003", name="Code 3", words="<p>Récrit.</p>")
    second = pack(folder / "LEGI_20200102-210000.tar.gz", [later])
    repo = Repo(folder / "lexhub")
    repo.commit("2001-02-03", {"code-penal/livre-ier/1er.md": "# Article 1er\n\n<p>Au pénal.</p>"})
    return [str(first), str(second), str(repo.path)]


def _content(store: Path) -> tuple[str, list[str]]:
    current = generation.current(store)
    with closing(sqlite3.connect(current / generation.INDEX)) as index:
        return generation.head_of(current), list(index.iterdump())


def test_the_same_store_of_codes_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = _sources(tmp_path)
    build(sources, tmp_path / "together")
    monkeypatch.setattr(legi, "_MOST_AT_ONCE", 0)
    monkeypatch.setattr(legi_dump, "_MOST_NOTED", 5)
    assert isinstance(legi.read(sources[:2]), Spooled)
    build(sources, tmp_path / "one")
    assert _content(tmp_path / "one") == _content(tmp_path / "together")
    with closing(Corpus.open(tmp_path / "one")) as corpus:
        assert corpus.verify() == ()
        assert {code.id for code in corpus.codes()} == {"cpp", "penal", *(f"code-{n}" for n in range(2, 9))}
        assert {"skipped", "rewritten"} <= {anomaly.kind for anomaly in corpus.anomalies()}
    build([sources[0], sources[2]], tmp_path / "kept")
    assert {(news.code, news.change) for news in update(tmp_path / "kept").changes} == {("code-3", "rewritten")}
    assert _content(tmp_path / "kept") == _content(tmp_path / "together")
    monkeypatch.setattr(reading, "_MOST_AT_ONCE", 0)
    index = generation.current(tmp_path / "kept") / generation.INDEX
    index.unlink()
    open_index(tmp_path / "kept")
    assert _content(tmp_path / "kept") == _content(tmp_path / "together")
    build(sources, tmp_path / "some", codes=["code-3", "LEGITEXT000000000004"])
    with closing(Corpus.open(tmp_path / "some")) as corpus:
        assert {code.id for code in corpus.codes()} == {"code-3", "code-4"}
    with pytest.raises(CppVersionsError) as told:
        build(sources, tmp_path / "none", codes=["cpp", "civil"])
    assert isinstance(told.value, UsageError)
    assert "civil: no source has this code: they have cpp, penal" in str(told.value)
