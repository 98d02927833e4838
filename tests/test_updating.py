"""Deltas of LEGI: day by day they make the store that one global dump makes, and `update` says what they changed."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus, generation, store, updating
from cpp_versions.building import build
from cpp_versions.errors import CppVersionsError, StoreError
from cpp_versions.model import Act
from cpp_versions.reconcile import ReconciledCode, reconcile
from cpp_versions.updating import update
from tests.gitrepo import Repo, git
from tests.histories import history, version
from tests.legidump import Document, delta, documents, tarball
from tests.sources.legi_files import article, global_dump, pack

ACTS = [
    Act(f"Décret n° {y}-{y % 100 + 1} du 2 janvier {y}", "décret", f"{y}-{y % 100 + 1}", date(y, 1, 2))
    for y in range(2001, 2010)
]


def law(seed: int) -> ReconciledCode:
    """A code whose articles change, end, come back and move, at random."""
    chance = random.Random(seed)
    versions, plan = [], {}
    for n in range(1, 25):
        starts = sorted(chance.sample(range(2001, 2010), chance.randrange(1, 5)))
        plan[f"D{n}"] = ("livre-ier", chance.choice(["titre-ier", "titre-ii"]))
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            until = (
                f"{end}-01-05" if end and chance.random() < 0.8 else f"{start}-07-01" if chance.random() < 0.3 else None
            )
            until = until or (f"{end}-01-05" if end else None)
            act = (ACTS[start - 2001],)
            versions.append(version(f"D{n}", f"Texte {chance.random()} / Suite.", f"{start}-01-05", until, act))
    (code,) = reconcile([history("LEGI", "legi", *versions, plan=plan)])
    return code


def refs(store: Path) -> str:
    return git(store, "for-each-ref", "--format=%(objectname) %(refname)").decode()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize("seed", range(3))
def test_day_by_day_or_at_once(tmp_path: Path, seed: int) -> None:
    code = law(seed)
    days = [entry.day for entry in code.dates if entry.day]
    archives, before = list[Path](), dict[str, bytes]()
    for known in days:
        after = {d.path: d.xml for d in documents(code, known if known != days[-1] else date.max)}
        stamp = f"{known:%Y%m%d}-210000"
        if not archives:
            files = [Document(*pair) for pair in after.items()]
            archives.append(tarball(tmp_path / f"Freemium_legi_global_{stamp}.tar.gz", files, shuffled=seed))
        else:
            archives.append(delta(tmp_path / f"LEGI_{stamp}.tar.gz", before, after, stamp=stamp))
        before = after
    (tmp_path / "once").mkdir()
    once = tarball(
        tmp_path / "once" / f"Freemium_legi_global_{days[-1]:%Y%m%d}-210000.tar.gz",
        [Document(*pair) for pair in before.items()],
        shuffled=seed + 1,
    )
    build([str(once)], tmp_path / "a")
    build([str(path) for path in random.Random(seed).sample(archives, len(archives))], tmp_path / "b")
    assert refs(tmp_path / "a") == refs(tmp_path / "b")
    alone = [path.rename(_folder(tmp_path / path.stem) / path.name) for path in archives]  # none finds another
    build([str(alone[0])], tmp_path / "c")
    for path in alone[1:]:
        report = update(tmp_path / "c", [str(path)])
        assert report.build.changed
        assert report.changes
    assert refs(tmp_path / "a") == refs(tmp_path / "c")
    assert not update(tmp_path / "c").build.changed


def test_a_dump_beside_the_history_it_was_made_from(tmp_path: Path) -> None:
    """Two sources of one code, whose citations one has as links and the other by identifier: store and index agree."""
    repo = Repo(tmp_path / "lexhub")
    folder = "code-de-procedure-penale/partie-legislative/livre-ier"
    link = f"<a href='/{folder}/2.md'>article 2</a>"
    repo.commit("1999-03-01", {
        f"{folder}/1.md": f"# Article 1\n\n<p>Selon l'{link} et les articles 3 à 5.</p>",
        f"{folder}/2.md": "# Article 2\n\n<p>Comme à l'article 1, dans le cas de l'article 706-71.</p>",
    })  # fmt: skip
    repo.commit("2004-03-10", {
        f"{folder}/1.md": f"# Article 1\n\n<p>Selon l'{link}, les articles 3 à 5 et l'article 2.</p>",
        f"{folder}/3.md": "# Article 3\n\n<p>Article 2 du code pénal.</p><br/><br/><i>NOTA:<p>Voir 1.</p></i>",
        f"{folder}/2.md": None,
    })  # fmt: skip
    alone, both = tmp_path / "alone", tmp_path / "both"
    build([str(repo.path)], alone)
    files = [d for code in store.read(generation.current(alone)).codes for d in documents(code)]
    dump = tarball(tmp_path / "Freemium_legi_global_20231206-210000.tar.gz", files, shuffled=3)
    build([str(dump), str(repo.path)], both)
    before, after = Corpus.open(alone), Corpus.open(both)
    assert after.verify() == ()
    (code,) = after.codes()
    assert set(code.sources) == {"LEGI", "LexHub"}
    cited = [[(c.span, c.targets) for c in corpus.cites("1", date(2000, 1, 1))] for corpus in (before, after)]
    assert cited[0] == cited[1]
    assert len(cited[0]) >= 2
    before.close()
    after.close()


def test_update_says_what_changed(tmp_path: Path) -> None:
    dumps, store = tmp_path / "legi", tmp_path / "store"
    dumps.mkdir()
    gone = article(3, "3", "2000-01-01")
    files = [article(1, "1", "2000-01-01"), article(2, "2", "2000-01-01"), gone, article(5, "5", "2000-01-01")]
    build([str(global_dump(dumps, *files))], store)
    pack(
        dumps / "LEGI_20200305-210000.tar.gz",
        [
            article(1, "1", "2000-01-01", "2020-03-01", state="MODIFIE"),
            article(4, "1", "2020-03-01", words="<p>Nouveau.</p>"),
            article(2, "2", "2000-01-01", words="<p>Réécrit.</p>"),
            article(5, "5", "2000-01-01", "2020-03-02", state="ABROGE"),
        ],
        top="20200305-210000/",
        deleted=[gone[0]],
    )
    report = update(store)  # the delta lies beside the tarball of the store
    assert report.applied == ("LEGI_20200305-210000.tar.gz",)
    assert {(c.number, c.start, c.change) for c in report.changes} == {
        ("1", "2000-01-01", "dated"),
        ("1", "2020-03-01", "added"),
        ("2", "2000-01-01", "rewritten"),
        ("3", "2000-01-01", "removed"),
        ("5", "2000-01-01", "dated"),
        ("5", "2020-03-02", "ended"),
    }
    assert report.as_of == (("cpp", "2020-01-01", "2020-03-05"),)
    assert dict(report.anomalies)["rewritten"] == 1
    corpus = Corpus.open(store)
    (told,) = [a for a in corpus.anomalies() if a.kind == "rewritten"]
    assert corpus.article("1").alineas == ("Nouveau.",)
    assert "5 mars 2020" in told.message
    names = {line.split()[1] for line in refs(store).splitlines()}
    assert "refs/heads/ingestion" in names  # beside `main`, which is that of the law alone
    assert "rewritten" not in git(store, "show", "main:anomalies.jsonl").decode()
    assert corpus.verify() == ()
    corpus.close()


def test_a_damaged_delta_changes_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([str(global_dump(tmp_path, article(1, "1", "2000-01-01")))], store)
    before = refs(store)
    broken = pack(tmp_path / "LEGI_20200305-210000.tar.gz", [article(2, "2", "2000-01-01")])
    broken.write_bytes(broken.read_bytes()[:-20])
    with pytest.raises(CppVersionsError, match=r"LEGI_20200305-210000\.tar\.gz: damaged or truncated"):
        update(store, [str(broken)])
    assert refs(store) == before


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(CppVersionsError):
        update(tmp_path / "nothing")


def test_a_disk_that_is_full_is_said_and_nothing_is_told_as_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "_TABLES", f"{updating._TABLES} PRAGMA max_page_count = 20;")
    monkeypatch.setattr(updating, "_TAKEN", "INSERT INTO {0}_code VALUES (zeroblob(1000000), '{1}');")
    sqlite3.connect(tmp_path / "index.sqlite").close()
    with pytest.raises(StoreError, match="make room"), closing(updating._Compared()) as compared:
        compared.take("before", tmp_path / "index.sqlite")
