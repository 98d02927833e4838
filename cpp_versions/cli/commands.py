"""What each command does: it asks the corpus, and gives the JSON answer, the lines for people, and the exit code."""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from cpp_versions.answers import CitationAnswer, CodeSummary, DiffAnswer
from cpp_versions.cli.parser import default_store
from cpp_versions.corpus import Corpus, parse_date
from cpp_versions.errors import CppVersionsError, UsageError

__all__ = ["run"]

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], list[str]], int]
"""The JSON answer and the lines for people, of which one will be asked for, and the exit code."""
_ROOT = Path(__file__).resolve().parents[2]


def run(arguments: argparse.Namespace) -> Answer:
    """Run the command that `arguments` name. Raises the library's errors."""
    arguments.store = Path(arguments.store or default_store())
    _check_files(arguments)
    return _COMMANDS[arguments.command](arguments)


def _check_files(arguments: argparse.Namespace) -> None:
    """The files that a command is to write besides: refused before its work, not after."""
    for option in ("csv", "docx", "html", "synopsis"):
        if named := getattr(arguments, option, None):
            from cpp_versions.export.files import check_new

            check_new(Path(named), force=arguments.force)


def _lines() -> ModuleType:
    """The renderer for people; scripts that want JSON don't wait for it."""
    from cpp_versions.cli import lines

    return lines


def _fiche_lines() -> ModuleType:
    from cpp_versions.cli import fiche_lines

    return fiche_lines


def _shown(line: str) -> str:
    """A line with names of files that others gave."""
    return "".join(c if c.isprintable() else "?" for c in line)


def _corpus(arguments: argparse.Namespace) -> Corpus:
    with _progress(quiet=False) as report:
        return Corpus.open(arguments.store, progress=report, links=_decisions(arguments))


def _decisions(arguments: argparse.Namespace) -> Path | None:
    """The user's file of links, where the command line names one. Raises UsageError where it isn't there."""
    named = getattr(arguments, "links", None)
    if named and not Path(named).is_file():
        raise UsageError(f"{named}: no such file: --links wants a CSV of decisions")
    return Path(named) if named else None


def _day(text: str | None) -> date | None:
    return parse_date(text) if text is not None else None


def _build(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.collecting import collect

    sources = arguments.sources
    if not sources and not arguments.add:
        sources = [str(_embedded())]
    order = _precedence(arguments.precedence)
    with _progress(arguments.quiet) as report:
        made = collect(
            sources, arguments.store, codes=arguments.code, add=arguments.add, precedence=order, progress=report
        )  # fmt: skip
    if made.fiches:
        corpus = Corpus.open(arguments.store)
        corpus.link_fiches()
        corpus.close()
    for line in made.refused:
        print(f"cpp-versions: passed over: {_shown(line)}", file=sys.stderr)
    return (
        lambda: made.report.as_json(),
        lambda: [*_lines().build(made.report, arguments.store), *_fiche_lines().kept(made.fiches)],
        0,
    )


def _precedence(text: str | None) -> tuple[str, ...] | None:
    """The order of formats that a user asks for; those not named follow in the usual one. None: nobody asks."""
    if text is None:
        return None
    from cpp_versions.reconcile import PRECEDENCE

    named = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    for name in named:
        if name not in PRECEDENCE:
            raise UsageError(f"--precedence: {name[:40]!r} is no format: name some of {', '.join(PRECEDENCE)}")
    return (*named, *(name for name in PRECEDENCE if name not in named))


def _embedded() -> Path:
    folder = _ROOT / "corpus"
    if not folder.is_dir():
        raise UsageError("no embedded corpus beside this package: name the sources to build from")
    return folder


def _versions(arguments: argparse.Namespace) -> Answer:
    corpus = _corpus(arguments)
    versions = corpus.versions(arguments.code)
    return lambda: {"versions": [v.as_json() for v in versions]}, lambda: _lines().versions(versions), 0


def _article(arguments: argparse.Namespace) -> Answer:
    corpus = _corpus(arguments)
    answer = corpus.article(arguments.number, _day(arguments.at), arguments.code)
    return lambda: answer.as_json(), lambda: _lines().article(answer), 0


def _history(arguments: argparse.Namespace) -> Answer:
    corpus = _corpus(arguments)
    follow = arguments.follow
    if follow:
        entries = corpus.follow(arguments.number, _day(arguments.at), arguments.code)
    elif arguments.at:
        raise UsageError("history: --at goes with --follow: an article's own history has all its days")
    else:
        entries = corpus.history(arguments.number, arguments.code)
    return lambda: {"versions": [entry.as_json() for entry in entries]}, lambda: _lines().history(entries, follow), 0


def _silent(corpus: Corpus, arguments: argparse.Namespace, start: date, end: date) -> list[CodeSummary]:
    asked = [code for code in corpus.codes() if not arguments.code or code.id in arguments.code]
    found: list[CodeSummary] = _lines().silent(asked, start, end)
    return found


def _renumbering(arguments: argparse.Namespace) -> Answer:
    corpus, start, end = _corpus(arguments), parse_date(arguments.start), parse_date(arguments.end)
    found = corpus.renumbering(start, end, arguments.code)
    silent = _silent(corpus, arguments, start, end)
    if arguments.csv:
        from cpp_versions.export.concordance import table
        from cpp_versions.export.files import write_new

        written = table(found, corpus.moved_on(found))
        write_new(Path(arguments.csv), written.encode(), force=arguments.force)
    if arguments.html:
        from cpp_versions.export.concordance import printable
        from cpp_versions.export.files import write_new

        write_new(Path(arguments.html), printable(found, arguments.lang).encode(), force=arguments.force)
    return lambda: found.as_json(), lambda: _lines().renumbering(found, silent), 0


def _recodification(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.cli.reforming import recodification

    return recodification(arguments, _corpus(arguments))


def _trace(arguments: argparse.Namespace) -> Answer:
    found = _corpus(arguments).trace(arguments.number, _day(arguments.at), arguments.code)
    return lambda: found.as_json(), lambda: _lines().trace(found), 0


def _blame(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.cli.crediting import blame

    return blame(arguments, _corpus(arguments))


def _diff(arguments: argparse.Namespace) -> Answer:
    old, new, old_at, new_at = _sides(arguments)
    answer = _corpus(arguments).diff(old, new, old_at, new_at, arguments.code)
    if arguments.docx:
        from cpp_versions.render.word import title_of

        _word(arguments, [answer], title_of(answer))
    colour = arguments.colour == "always" or (
        arguments.colour == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    )
    return lambda: answer.as_json(), lambda: _lines().diff(answer, colour), 0


def _sides(arguments: argparse.Namespace) -> tuple[str, str, date | None, date | None]:
    given = arguments.articles
    if len(given) == 1 and arguments.start and arguments.end:
        return given[0], given[0], _day(arguments.start), _day(arguments.end)
    if len(given) == 2 and not arguments.start and not arguments.end:
        (old, old_at), (new, new_at) = (_at(article) for article in given)
        return old, new, old_at, new_at
    raise UsageError("diff: give N@DATE twice (D75@2010-12-19 D75@2010-12-29), or one N with --from D1 and --to D2")


def _at(article: str) -> tuple[str, date | None]:
    number, at, day = article.rpartition("@")
    return (number, parse_date(day)) if at else (article, None)


def _changes(arguments: argparse.Namespace) -> Answer:
    corpus = _corpus(arguments)
    start, end = parse_date(arguments.start), parse_date(arguments.end)
    codes = arguments.code or [code.id for code in corpus.codes()]
    silent = _silent(corpus, arguments, min(start, end), max(start, end))
    found = [change for code in codes for change in corpus.changes(code, start, end, placed=True)]
    if arguments.substantive:
        found = [change for change in found if change.class_ == "substantive"]
    shared = [each for code in codes for each in corpus.substitutions(code, start, end)]
    if arguments.synopsis:
        from cpp_versions.cli.reforming import write_synopsis

        touched = [code for code in codes if any(change.ref.code == code for change in found)]
        if len(touched) > 1:
            raise UsageError(f"--synopsis: {', '.join(touched)} changed: choose one with --code")
        code = next(iter(touched or codes))
        write_synopsis(
            corpus, code, start, end, Path(arguments.synopsis), force=arguments.force, lang=arguments.lang
        )  # fmt: skip
    if arguments.docx:
        compared = (
            corpus.diff(change.ref, change.ref, start, end)
            for change in found
            if change.change not in ("nota", "section")
        )
        _word(arguments, compared, f"{', '.join(codes)} : du {start} au {end}")
    return (
        lambda: {
            "changes": [change.as_json() for change in found],
            "substitutions": [each.as_json() for each in shared],
        },
        lambda: _lines().changes(found, shared, silent),
        0,
    )


def _word(arguments: argparse.Namespace, compared: Iterable[DiffAnswer], title: str) -> None:
    """Write the comparison as a Word document, where the command line asks for one."""
    from cpp_versions.export.files import write_new
    from cpp_versions.render.word import document

    write_new(Path(arguments.docx), document(compared, title), force=arguments.force)


def _cites(arguments: argparse.Namespace) -> Answer:
    return _citations(_corpus(arguments).cites(arguments.number, _day(arguments.at), arguments.code))


def _cited_by(arguments: argparse.Namespace) -> Answer:
    return _citations(_corpus(arguments).cited_by(arguments.number, _day(arguments.at), arguments.code))


def _citations(found: tuple[CitationAnswer, ...]) -> Answer:
    return lambda: {"citations": [citation.as_json() for citation in found]}, lambda: _lines().citations(found), 0


def _search(arguments: argparse.Namespace) -> Answer:
    # what the shell gives as one argument with spaces is a phrase
    query = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in arguments.words)
    if arguments.first:
        from cpp_versions.cli.graphing import first_and_last

        return first_and_last(_corpus(arguments), query, arguments)
    if arguments.limit < 1:
        raise UsageError(f"--limit {arguments.limit}: give 1 or more")
    hits = _corpus(arguments).search(
        query, _day(arguments.at), arguments.code, every=arguments.all, limit=arguments.limit,
        article=arguments.article, section=arguments.section,
    )  # fmt: skip
    return lambda: {"hits": [hit.as_json() for hit in hits]}, lambda: _lines().search(hits), 0


def _fiches(arguments: argparse.Namespace) -> Answer:
    corpus = _corpus(arguments)
    day = _day(arguments.at)
    if arguments.number and not re.fullmatch(r"[FN][0-9]{1,6}", arguments.number):
        about = corpus.fiches_about(arguments.number, day, arguments.code)
        return lambda: {"fiches": [one.as_json() for one in about]}, lambda: _fiche_lines().about(about), 0
    found = corpus.fiches(day)
    if arguments.number:
        found = tuple(one for one in found if one.fiche == arguments.number)
        if not found:
            raise UsageError(f"fiche {arguments.number}: not beside this store: join it with `build --add FILE`")
    one = bool(arguments.number)
    return lambda: {"fiches": [each.as_json() for each in found]}, lambda: _fiche_lines().every(found, whole=one), 0


def _anomalies(arguments: argparse.Namespace) -> Answer:
    found = _corpus(arguments).anomalies(arguments.number, arguments.code, arguments.kind)
    counts = dict(sorted(Counter(anomaly.kind for anomaly in found).items()))
    sources = {
        kind: dict(sorted(Counter(anomaly.source for anomaly in found if anomaly.kind == kind).items()))
        for kind in counts
    }
    return (
        lambda: {"anomalies": [a.as_json() for a in found], "counts": counts, "sources": sources},
        lambda: _lines().anomalies(found, counts, sources),
        0,
    )


def _verify(arguments: argparse.Namespace) -> Answer:
    corpus = _corpus(arguments)
    faults = corpus.verify()
    found = corpus.anomalies(codes=arguments.code)
    answer = {"anomalies": [a.as_json() for a in found], "faults": list(faults)}
    return lambda: answer, lambda: _lines().verify(faults, len(found)), 1 if faults else 0


def _export(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.export import export

    _corpus(arguments).close()  # makes the index where there is none, with a progress bar
    day = _day(arguments.at)
    made = export(arguments.store, arguments.to, arguments.format, codes=arguments.code, at=day, force=arguments.force)
    return lambda: made.as_json(), lambda: _lines().export(made), 0


def _explore(arguments: argparse.Namespace) -> Answer:
    app = _ROOT / "explorer" / "app.py"
    if not app.is_file():
        raise UsageError("the explorer is not beside this package: run it from a clone (scripts/explore)")
    _corpus(arguments).close()  # a missing or damaged store is said here, in one line
    command = [
        sys.executable, "-m", "streamlit", "run", str(app),
        f"--server.port={arguments.port}",
        f"--server.address={arguments.address}",
        f"--server.headless={'true' if arguments.headless else 'false'}",
    ]  # fmt: skip
    environment = {**os.environ, "CPP_VERSIONS_STORE": str(arguments.store.resolve())}
    try:
        # the options of streamlit (theme, statistics off) stand in .streamlit/config.toml
        with _preparing(arguments.store), subprocess.Popen(command, cwd=_ROOT, env=environment) as process:
            # who ends this command ends the server too, and frees its port
            signal.signal(signal.SIGTERM, lambda *_: process.terminate())
            code = process.wait()
    except KeyboardInterrupt:
        code = 0
    if code not in (0, -signal.SIGINT, -signal.SIGTERM, 130, 143):
        raise CppVersionsError(f"the explorer stopped with code {code}: its own words are above")
    return dict, list, 0


@contextmanager
def _preparing(store: Path) -> Iterator[None]:
    """While the explorer runs, another process prepares what takes seconds, and makes way for everything else."""
    command = [sys.executable, "-m", "cpp_versions", "--store", str(store.resolve())]
    command += ["prepare", "--all", "--quiet", "--beside", str(os.getpid())]
    for act in sorted((_ROOT / "corpus").glob("decret-*.txt")):  # those that the explorer shows
        command += ["--act", str(act)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=_ROOT, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        try:
            os.setpriority(os.PRIO_PROCESS, process.pid, 19)
            yield
        finally:
            process.terminate()


def _prepare(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.cli.amending import read_act

    acts = [read_act(Path(act)) for act in arguments.act]
    with _progress(arguments.quiet) as report:

        def told(step: str, share: float) -> None:
            if arguments.beside and os.getppid() != arguments.beside:  # nobody waits for it any more
                raise CppVersionsError("the explorer has ended: what is ready is kept")
            if report:
                report(step, share)

        Corpus.open(arguments.store).prepare(told, acts, every=arguments.all)
    return dict, lambda: ["maps, changes and figures are ready"], 0


def _amend(arguments: argparse.Namespace) -> Answer:
    if arguments.action == "draft":
        from cpp_versions.cli.crediting import draft

        return draft(arguments, _corpus(arguments))
    from cpp_versions.cli.amending import run as amend

    return amend(arguments, lambda: _corpus(arguments))


def _graph(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.cli.graphing import run as graph

    return graph(arguments, _corpus(arguments))


def _fetch(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.cli.keeping import fetch

    with _progress(arguments.quiet) as report:
        return fetch(arguments, report)


def _update(arguments: argparse.Namespace) -> Answer:
    from cpp_versions.cli.keeping import update

    with _progress(arguments.quiet) as report:
        return update(arguments, report)


_COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "build": _build,
    "versions": _versions,
    "article": _article,
    "history": _history,
    "diff": _diff,
    "changes": _changes,
    "renumbering": _renumbering,
    "recodification": _recodification,
    "trace": _trace,
    "blame": _blame,
    "cites": _cites,
    "cited-by": _cited_by,
    **dict.fromkeys(("dangling", "impact", "hubs", "growth", "graph", "frequency"), _graph),
    "search": _search,
    "fiches": _fiches,
    "amend": _amend,
    "anomalies": _anomalies,
    "fetch": _fetch,
    "update": _update,
    "verify": _verify,
    "export": _export,
    "prepare": _prepare,
    "explore": _explore,
}


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, float], None] | None]:
    """A progress bar on standard error where a person looks at it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    shown: list[Any] = []

    def report(step: str, done: float) -> None:
        if not shown:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            bar = Progress(
                TextColumn("{task.description:<50}"), BarColumn(), TimeElapsedColumn(),
                console=Console(stderr=True), transient=True, auto_refresh=False,
            )  # fmt: skip
            bar.start()
            shown.extend((bar, bar.add_task(step, total=1.0)))
        # drawn here and not by a thread of its own: a build that runs in one thread can use a second process
        shown[0].update(shown[1], description=step, completed=done, refresh=True)

    try:
        yield report
    finally:
        if shown:
            shown[0].stop()
