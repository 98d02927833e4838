"""What is computed ahead: given back as it was computed, and only by the method that computed it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus, changes, generation, store
from cpp_versions.amendments import reading
from cpp_versions.graph import orphans
from cpp_versions.index.build import build
from cpp_versions.kept import Kept
from cpp_versions.reconcile import reconcile
from cpp_versions.renumbering import mapping
from tests.histories import history, version

RULE = "Le juge entend la personne mise en examen et son avocat dans les formes que prévoit la loi de ce pays."
ACT = "À l'article D. 5 du code de procédure pénale, le mot : « un » est remplacé par le mot : « deux »."
OLD, NEW = date(1995, 1, 1), date(2001, 1, 1)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Two versions: a rule goes from D. 5 to D. 6, and D. 7 goes on to cite where it was."""
    made = reconcile([
        history(
            "a", "lexhub",
            version("D5", RULE, "1995", "2001"),
            version("D6", RULE, "2001"),
            version("D7", "L'article D. 5 s'applique un jour.", "1995", "2001"),
            version("D7", "L'article D. 5 s'applique deux jours.", "2001"),
        )
    ])  # fmt: skip
    fresh = generation.new(tmp_path)
    fresh.mkdir(parents=True)
    written = store.write(made, fresh)
    build(made, fresh / generation.INDEX, lambda: written)
    generation.swap(tmp_path, fresh)
    return Corpus.open(tmp_path)


def asked(corpus: Corpus) -> list[object]:
    return [
        corpus.changes("cpp", OLD, NEW, placed=True),
        corpus.substitutions("cpp", OLD, NEW),
        corpus.dangling(NEW),
        corpus.renumbering(OLD, NEW),
        corpus.act(ACT, keep=True),
    ]


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("computed again")


def test_what_is_prepared_is_told_as_it_was_computed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, float]] = []
    corpus.prepare(lambda step, share: told.append((step, share)), [ACT], every=True)
    assert [share for _, share in told] == sorted(share for _, share in told)
    for module, name in ((changes, "moves"), (orphans, "facts"), (mapping, "Scored"), (reading, "_Reader")):
        monkeypatch.setattr(module, name, refuse)
    monkeypatch.setattr("cpp_versions.corpus.orphaned.facts", refuse)
    again = Corpus.open(corpus.store)
    kept = asked(again)
    again.prepare(acts=[ACT])
    monkeypatch.undo()
    for results in corpus.store.glob("generations/*/results.sqlite"):
        results.unlink()
    assert kept == asked(Corpus.open(corpus.store))
    (rule,) = [change for change in kept[0] if change.ref.number == "D6"]  # type: ignore[attr-defined]
    assert rule.class_ == "renumbering"
    assert [str(orphan.citation.origin) for orphan in kept[2]] == ["cpp:D7"]  # type: ignore[attr-defined]


def test_another_method_computes_again(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.changes("cpp", OLD, NEW)
    monkeypatch.setattr("cpp_versions.corpus.changing.method", lambda *sources: "another")
    monkeypatch.setattr(changes, "moves", refuse)
    with pytest.raises(AssertionError, match="computed again"):
        Corpus.open(corpus.store).changes("cpp", OLD, NEW)


def test_days_that_are_no_version_and_the_one_before_it_are_not_kept(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[tuple[object, ...]] = []
    monkeypatch.setattr(Kept, "put", lambda self, value, *key: put.append(key))
    assert corpus.changes("cpp", date(1999, 1, 1), date(2002, 1, 1)) == corpus.changes("cpp", OLD, NEW)
    assert [key[-2:] for key in put] == [(OLD, NEW)]


def test_an_act_is_kept_only_where_that_is_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[object] = []
    monkeypatch.setattr(Kept, "put", lambda self, value, *key: put.append(key[0]))
    act = corpus.act(ACT)
    assert put == []
    assert corpus.act(ACT, keep=True) == act
    assert put == ["act"]
    assert corpus.amended(act, NEW) == corpus.amended(ACT, NEW)
