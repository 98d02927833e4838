"""The store: what is written is read back, the same input gives the same commits, and git itself serves it well."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpp_versions import Corpus, store
from cpp_versions.articlefile import read_article
from cpp_versions.codes import CPP, of_slug
from cpp_versions.errors import CppVersionsError
from cpp_versions.model import Act, Anomaly, Attestation, Citation, CodeHistory, Placement, Section, State, Text
from cpp_versions.reconcile import ReconciledCode, reconcile
from tests.gitrepo import Repo, git
from tests.histories import day, history, hole, seen, version


def stripped(codes: tuple[ReconciledCode, ...]) -> tuple[ReconciledCode, ...]:
    """Without what is never committed: where this machine found the sources."""
    return tuple(replace(c, sources=tuple(replace(s, location="") for s in c.sources)) for c in codes)


def some() -> tuple[ReconciledCode, ...]:
    act = Act("Décret n° 2010-1634", "décret", "2010-1634", date(2010, 12, 23))
    cited = replace(
        version("2", "Voir 1, 1. / # Titre", "2001"),
        text=Text(("Voir 1, 1.", "# Titre"), ("Note.",), (Citation(0, 8, 9, "1", "cpp", ("1",)),)),
    )
    lex = history(
        "LexHub", "lexhub",
        version("1", "Un. / Deux.", None, "2000"), version("1", "Un bis.", "2000", "2001", (act,)),
        hole("1", "2001", "2003"),
        version("1", "Ter.", "2003", "2005"), version("1", "Revenu.", "2007"),
        replace(version("10", "Fini.", "2000", "2004"), ended_by=(act,)), version("10", "Autre.", "2000", slot=2),
        cited, hole("3", "2000", state=State.ENDED), days=("2002",),
        plan={"1": ("livre-ier", "titre-ii-bis"), "2": ("livre-ier",), "10": ()},
    )  # fmt: skip
    lex = replace(
        lex,
        placements=(
            *lex.placements,
            Placement("3", (Section("livre-ier", "livre ier", True),), day("2000"), day("2001")),
            Placement("3", (Section("a b {#x}", "a", True),), day("2001"), None),
        ),
        anomalies=(Anomaly("missing", "LexHub", "cpp", "1", day("2001"), "Lacune.", "x:y", theirs="a\u2028b\nc"),),
    )
    page = history(
        "page.txt", "archeo-lex-page", seen("1", "Un bis.", "2000-06-01"), seen("2", "Non.", "2006"),
        seen("9", "Vu.", "2000-06-01", complete=False),
    )  # fmt: skip
    other = history("LexHub", "lexhub", version("L1", "Loi.", "2022-05-01"), code=of_slug("code-penitentiaire"))
    return reconcile([lex, page, other])


def refs(path: Path) -> str:
    return git(path, "for-each-ref", "--format=%(refname) %(objectname)").decode()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    codes = some()
    written = store.write(codes, tmp_path / "a")
    read = store.read(tmp_path / "a")
    for theirs, ours in zip(read.codes, stripped(codes), strict=True):
        for name in ReconciledCode.__slots__:
            assert getattr(theirs, name) == getattr(ours, name), name
    assert (read.commits, read.head) == (written.commits, written.head)


def test_the_same_input_gives_the_same_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(some(), tmp_path / "a")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "someone")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-01-01T00:00:00")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    config = tmp_path / "config"
    config.write_text(
        "[user]\nname = x\nemail = y\n[init]\ndefaultBranch = autre\n[core]\nautocrlf = true\n[commit]\ngpgSign = 1\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    store.write(some(), tmp_path / "b")
    assert refs(tmp_path / "a") == refs(tmp_path / "b")


def test_one_commit_and_one_tag_for_each_consolidated_version(tmp_path: Path) -> None:
    codes = some()
    written = store.write(codes, tmp_path / "a")
    assert git(tmp_path / "a", "fsck", "--strict", "--no-progress") == b""
    for code in codes:
        commits = git(tmp_path / "a", "rev-list", "--reverse", code.code.id).decode().split()
        tags = [store.tag_of(code.code.id, entry.day) for entry in code.dates]
        assert [git(tmp_path / "a", "rev-parse", tag).decode().strip() for tag in tags] == commits
        assert [written.commits[code.code.id, entry.day] for entry in code.dates] == commits
    assert len(git(tmp_path / "a", "tag").split()) == sum(len(code.dates) for code in codes)
    assert (
        git(tmp_path / "a", "log", "-1", "--format=%s", "cpp/avant-1970") == "Version consolidée avant 1970\n".encode()
    )
    body = git(tmp_path / "a", "log", "-1", "--format=%B", "cpp/2000-01-01").decode()
    assert body.startswith("Version consolidée au 1er janvier 2000\n\n")
    assert "\nIn-Force: 2000-01-01\n" in body
    names = git(tmp_path / "a", "ls-tree", "-r", "--name-only", "main").decode().split("\n")
    assert {"sources.json", "anomalies.jsonl", "cpp/plan.md", "cpp/ended.tsv", "cpp/articles/10~2.md"} <= set(names)
    assert "cpp/articles/10.md" not in names  # it ended in 2004


def test_adding_a_later_version_changes_no_commit_before(tmp_path: Path) -> None:
    base = history("L", "lexhub", version("1", "Un.", "2000", "2001"), version("1", "Deux.", "2001"), days=("2002",))
    more = history(
        "L", "lexhub", version("1", "Un.", "2000", "2001"), version("1", "Deux.", "2001", "2005"),
        version("1", "Trois.", "2005"), days=("2002",),
    )  # fmt: skip
    a = store.write(reconcile([base]), tmp_path / "a").commits
    b = store.write(reconcile([more]), tmp_path / "b").commits
    assert a.items() <= b.items()
    assert len(b) == len(a) + 1


# -- any history

PARAGRAPHS = st.lists(
    st.text("ab#[\\ é’", min_size=1, max_size=6).filter(lambda s: not s.isspace()), min_size=1, max_size=3
)
START = date(1999, 1, 1)


@st.composite
def timelines(draw: st.DrawFn, number: str) -> list[Attestation]:
    """Versions, holes and ends that follow one another, with or without gaps."""
    days = sorted(draw(st.sets(st.integers(1, 60), min_size=1, max_size=6)))
    found: list[Attestation] = []
    for place, (offset, following) in enumerate(zip(days, [*days[1:], None], strict=True)):
        state = draw(st.sampled_from([State.IN_FORCE, State.IN_FORCE, State.MISSING, State.ENDED]))
        gap = draw(st.booleans())
        until = (
            None if following is None and not gap else START + timedelta(following - gap if following else offset + 1)
        )
        start = START + timedelta(offset)
        if until is not None and until <= start:
            until = start + timedelta(1)
        lost = place == 0 and draw(st.booleans()) and state is not State.ENDED
        text = Text(tuple(draw(PARAGRAPHS))) if state is State.IN_FORCE else Text(())
        found.append(
            Attestation(
                number, state, text, date(1970, 1, 1) if lost else start, None if lost else start, until,
                label=draw(st.sampled_from(["", "L. 1"])), where=f"w{place}",
            )
        )  # fmt: skip
    return found


@st.composite
def histories(draw: st.DrawFn) -> tuple[CodeHistory, ...]:
    made = [history("L", "lexhub", *(a for n in ("1", "2", "10") for a in draw(timelines(n))))]
    if draw(st.booleans()):
        offsets = st.sets(st.integers(0, 70), min_size=1, max_size=2)
        pages = [
            seen(
                n,
                " / ".join(draw(PARAGRAPHS)),
                *(str(START + timedelta(o)) for o in sorted(draw(offsets))),
                complete=draw(st.booleans()),
            )
            for n in draw(st.sets(st.sampled_from(["1", "2", "R3"]), min_size=1))
        ]
        made.append(history("P", "archeo-lex-page", *pages))
    return tuple(made)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_any_history_is_written_and_read(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[CodeHistory, ...]
) -> None:
    codes = reconcile(made)
    target = tmp_path_factory.mktemp("store") / "a"
    store.write(codes, target)
    (read,), (ours,) = store.read(target).codes, stripped(codes)
    for name in ReconciledCode.__slots__:
        assert getattr(read, name) == getattr(ours, name), name


# -- what is no store


def test_what_is_no_store_is_one_clear_line(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    (tmp_path / "nothing").mkdir()
    places = [tmp_path / "nothing", repo.path]
    for place in places:
        with pytest.raises(CppVersionsError) as error:
            store.read(place)
        assert "\n" not in str(error.value)
    repo.commit("2000-01-01", {"a": "1"})
    with pytest.raises(CppVersionsError, match="not a store"):
        store.read(repo.path)
    for sources in ("", "{", "[]", '{"format": 0}', '{"format": 1}'):
        repo.commit("2000-01-01", {"sources.json": sources, "anomalies.jsonl": ""})
        with pytest.raises(CppVersionsError) as error:
            store.read(repo.path)
        assert "\n" not in str(error.value)


# -- plain git on the embedded store


def test_a_clone_and_the_log_of_an_article(embedded_store: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(embedded_store), "clone")
    assert (tmp_path / "clone/cpp/articles/D75.md").is_file()
    log = git(embedded_store, "log", "-p", "--format=%s", "--", "cpp/articles/D75.md").decode()
    assert "Version consolidée au 29 décembre 2010" in log
    words = git(
        embedded_store, "diff", "--word-diff", "cpp/2010-12-19", "cpp/2010-12-29", "--", "cpp/articles"
    ).decode()
    assert "[-un an.-]{+deux ans.+}" in words
    assert "supérieur à deux ans." in git(embedded_store, "show", "cpp/2010-12-29:cpp/articles/D75.md").decode()


def test_the_texts_at_a_tag_are_those_of_the_corpus(embedded_store: Path) -> None:
    corpus = Corpus.open(embedded_store)
    known = {str(a.ref).partition(":")[2]: a.ref for a in corpus.articles("cpp")}
    for made in corpus.versions(["cpp"]):
        assert made.date is not None
        listing = git(embedded_store, "ls-tree", "-r", made.tag, "--", "cpp/articles").decode().splitlines()
        blobs = {line.rpartition("/")[2].removesuffix(".md"): line.split()[2] for line in listing}
        batch = subprocess.run(
            ["git", "cat-file", "--batch=%(objectsize)"], cwd=embedded_store, capture_output=True, check=True,
            input="".join(f"{blob}\n" for blob in blobs.values()).encode(),
        ).stdout  # fmt: skip
        for name in blobs:
            size, _, batch = batch.partition(b"\n")
            file, batch = batch[: int(size)], batch[int(size) + 1 :]
            ours = corpus.article(known[name], made.date)
            theirs = read_article(file.decode(), name)
            assert (ours.alineas, ours.nota) == (theirs.text.alineas, theirs.text.nota)
            # the links of the source are among the citations, which the grammar reads in the text as well
            read = {(one.alinea, one.start) for one in ours.citations}
            assert all(
                any((link.alinea, at) in read for at in range(link.start, link.end)) for link in theirs.text.citations
            )
        for name, ref in known.items():
            state = corpus.article(ref, made.date).state
            assert (state in (State.IN_FORCE, State.MISSING)) == (name in blobs), (name, made.date, state)
    assert CPP.id in {made.code for made in corpus.versions()}
