"""The figures of `scripts/bench` that read a store: comparing, histories, all texts of a day, a command.

Each baseline is what a competent user of git or of diff-match-patch would write for the same answer.
"""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from timing import paired, report, seconds

from cpp_versions import Corpus, compare
from cpp_versions.answers import ArticleRef
from cpp_versions.articlefile import read_article
from cpp_versions.compare import alinea
from cpp_versions.text import token_key, words

__all__ = ["ReadingFigures"]

_SEED = 1972
_PAIRS = 2000
_ARTICLES = 200
_REFORM = date(2010, 12, 19), date(2010, 12, 29)

Text = tuple[str, ...]
# What diff-match-patch compares: the same tokens as ours, or the coarse ones of its own documentation, which are
# fewer, so that it is faster and marks more ("loi," for "loi").
_TOKENS = {"words, marks, spaces": r"\w+|\s+|[^\w\s]", "cut at spaces": r"\S+\s*|\s+"}


class ReadingFigures:
    """The figures of the store of the full history in `store`; `runs` counted runs, more where runs are short."""

    def __init__(self, store: Path, runs: int) -> None:
        self.store, self.runs = store, runs

    def words(self) -> None:
        """The word diff of 2,000 pairs of successive texts, in memory, against diff-match-patch on words."""
        pairs = _successive(Corpus.open(self.store))
        sample = random.Random(_SEED).sample(pairs, min(_PAIRS, len(pairs)))  # noqa: S311 - to draw pairs, not secrets
        joined = [("\n\n".join(old), "\n\n".join(new)) for old, new in sample]

        def known() -> list[compare.Diff]:
            return [compare.diff(old, new) for old, new in sample]

        def cold() -> list[compare.Diff]:
            alinea.forget()
            return known()

        for name, pattern in _TOKENS.items():
            find, theirs = re.compile(pattern).findall, list[list[tuple[int, str]]]()

            def baseline(find: Callable[[str], list[str]] = find, theirs: list[list[tuple[int, str]]] = theirs) -> None:
                theirs[:] = [_diff_match_patch(find(old), find(new)) for old, new in joined]

            for start, run in (("nothing known", cold), ("tokens known", known)):
                a, b = paired(run, baseline, max(1, self.runs // 3))
                report(f"word diff, {start}", a, b, "<= 0.17", f"diff-match-patch, {name}")
            hunks = sum(_stretches(op != 0 for op, _ in found) for found in theirs)
            print(f"  hunks of diff-match-patch, {name}: {hunks:,}")
        found = cold()
        # What only typography sets apart is shown pale, and is no hunk.
        ours = sum(
            _stretches(op != "=" and i not in diff.folded for i, (op, _) in enumerate(diff.ops)) for diff in found
        )
        marked = sum(diff.words.deleted + diff.words.inserted + 2 * diff.words.moved for diff in found)
        least = sum(_least_marked(*pair) for pair in sample)
        print(f"  hunks of ours: {ours:,}   goal no more")
        print(f"  words marked: {marked:,}, which is {marked / least:.3f} of the least ({least:,})   goal <= 1.12")

    def reform(self) -> None:
        """The whole CPP before and after a reform, texts loaded, against git's word diff of two folders."""
        corpus = Corpus.open(self.store)
        old, new = ({text.ref: text.alineas for text in corpus.code_at("cpp", day)} for day in _REFORM)
        trees = self.store.parent / "trees"
        for name, texts in (("old", old), ("new", new)):
            (trees / name).mkdir(parents=True)
            for ref, alineas in texts.items():
                (trees / name / f"{ref.number}~{ref.slot}.md").write_text("\n\n".join(alineas) + "\n", "utf-8")

        def known() -> int:
            differ = [ref for ref in old.keys() | new.keys() if old.get(ref) != new.get(ref)]
            return len([compare.diff(old.get(ref, ()), new.get(ref, ())) for ref in differ])

        def cold() -> int:
            alinea.forget()
            return known()

        def git() -> None:
            command = ["git", "diff", "--no-index", "--word-diff", "old", "new"]
            subprocess.run(command, cwd=trees, stdout=subprocess.PIPE, check=False)  # exits 1 where they differ

        for start, run in (("nothing known", cold), ("tokens known", known)):
            a, b = paired(run, git, 3 * self.runs)
            report(f"whole code, {start}", a, b, "<= 1", "git diff --no-index --word-diff")
        print(f"  articles that differ: {known():,} of {len(old.keys() | new.keys()):,}")

    def history(self) -> None:
        """The history of 200 articles (API), each asked once, against `git log --follow` of its file."""
        corpus = Corpus.open(self.store)
        refs = [summary.ref for code in corpus.codes() for summary in corpus.articles(code.id)]
        sample = random.Random(_SEED).sample(refs, _ARTICLES)  # noqa: S311
        theirs, counts = [], []
        for ref in sample:
            start = time.perf_counter()
            log = self._git("log", "--follow", "--format=%H", "main", "--", _file(ref))
            theirs.append(time.perf_counter() - start)
            counts.append(len(log.split()))
        for how, asked in (("by reference", sample), ("by number", list(map(str, sample)))):
            warm = Corpus.open(self.store)
            for ref in refs[:: len(refs) // 20]:
                if ref not in sample:
                    warm.history(ref)  # the corpus is warm; of these articles, nothing is known
            ours = [seconds(partial(warm.history, one)) for one in asked]
            report(
                f"history of an article, {how}",
                statistics.median(ours),
                statistics.median(theirs),
                "1,000 times",
                "git log --follow",
            )
        fewer = [ref for ref, count in zip(sample, counts, strict=True) if len(corpus.history(ref)) < count]
        # `--follow` takes an article that resembles another one for a copy of it, and goes on with the other's history.
        strayed = [
            ref
            for ref in fewer
            if len(self._git("log", "--format=%H", "main", "--", _file(ref)).split()) <= len(corpus.history(ref))
        ]
        print(f"  articles with fewer versions than git tells: {len(fewer) - len(strayed)}   goal 0")
        print(
            f"  left out: git goes on with the file of another article: {len(strayed)}  {' '.join(map(str, strayed))}"
        )

    def texts(self) -> None:
        """All texts of the CPP on a day (API), against git reading the same files."""
        corpus, day = Corpus.open(self.store), _REFORM[1]

        def git() -> bytes:
            def run(*command: str, stdin: bytes = b"") -> bytes:
                done = subprocess.run(command, cwd=self.store, stdout=subprocess.PIPE, input=stdin, check=True)
                return done.stdout

            listed = run("git", "ls-tree", "-r", "--format=%(objectname)", f"cpp/{day}", "cpp/articles")
            return run("git", "cat-file", "--batch", stdin=listed)

        a, b = paired(lambda: corpus.code_at("cpp", day), git, 3 * self.runs)
        report("the code at a date, all texts", a, b, "<= 0.2", "git ls-tree | git cat-file --batch")
        files, rest = {}, git()
        while rest:
            head, _, rest = rest.partition(b"\n")
            size = int(head.split()[2])
            file = read_article(rest[:size].decode(), "a file of the store")
            files[file.number, file.slot] = file.text.alineas, "\n\n".join(file.text.nota)
            rest = rest[size + 1 :]
        ours = {(text.ref.number, text.ref.slot): (text.alineas, text.nota) for text in corpus.code_at("cpp", day)}
        print(f"  {len(ours):,} texts, {'those' if ours == files else 'NOT those'} of git's {len(files):,} files")

    def command(self) -> None:
        """A reading command, cold, from the shell, against `git show` of a blob."""
        article = [sys.executable, "-m", "cpp_versions", "--store", str(self.store), "article", "D53", "--json"]
        run = partial(subprocess.run, stdout=subprocess.DEVNULL, check=True)
        ours = partial(run, article, cwd=Path(__file__).resolve().parents[1])
        show = partial(run, ["git", "-C", str(self.store), "show", "main:cpp/articles/D53.md"])
        a, b = paired(ours, show, 5 * self.runs)
        report("`article D53 --json`, from the shell", a, b, "<= 60", "git show of a blob")

    def _git(self, *args: str) -> str:
        command = ["git", "-C", str(self.store), *args]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _file(ref: ArticleRef) -> str:
    name = f"{ref.number}~{ref.slot}" if ref.slot > 1 else ref.number
    return f"{ref.code}/articles/{name}.md"


def _successive(corpus: Corpus) -> list[tuple[Text, Text]]:
    """Every text in force and the one that followed it, where they differ."""
    pairs = []
    for code in corpus.codes():
        for summary in corpus.articles(code.id):
            before: Text = ()
            for entry in corpus.history(summary.ref):
                text = corpus.article(summary.ref, entry.attested_from).alineas
                if before and text and text != before:
                    pairs.append((before, text))
                before = text
    return pairs


def _diff_match_patch(old: list[str], new: list[str]) -> list[tuple[int, str]]:
    """As its users do: a character for each token, no limit of time, then the semantic cleanup."""
    from diff_match_patch import diff_match_patch

    letters: dict[str, str] = {}
    back: list[str] = []
    for token in (*old, *new):
        if token not in letters:
            code = len(back) + 1
            letters[token] = chr(code if code < 0xD800 else code + 0x800)  # no surrogate
            back.append(token)
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main("".join(map(letters.__getitem__, old)), "".join(map(letters.__getitem__, new)), False)
    engine.diff_cleanupSemantic(found)
    codes = ((op, map(ord, text)) for op, text in found)
    return [(op, "".join([back[code - 1 if code < 0xD800 else code - 0x801] for code in text])) for op, text in codes]


def _stretches(changed: Iterable[bool]) -> int:
    """How many runs of changed operations there are: hunks, to a reader."""
    return sum(1 for key, _ in groupby(changed) if key)


def _least_marked(old: Sequence[str], new: Sequence[str]) -> int:
    """The fewest words that a diff of the two texts can mark: on both sides, all but the longest common subsequence."""
    from rapidfuzz.distance import LCSseq

    left, right = ([token_key(word) for alinea in side for word in words(alinea)] for side in (old, new))
    return len(left) + len(right) - 2 * LCSseq.similarity(left, right)
