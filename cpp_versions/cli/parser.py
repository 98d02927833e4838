"""The arguments of each command, their help and an example each."""

from __future__ import annotations

import argparse
import os
from typing import NoReturn

from cpp_versions.cli.keeping import add_fetch, add_update
from cpp_versions.cli.reforming import add_recodification
from cpp_versions.errors import UsageError

__all__ = ["COMMANDS", "make_parser"]

_NUMBER = 'an article: 706-71, "R. 57-7-62", "article préliminaire", or CODE:NUMBER (penitentiaire:D424-1)'

COMMANDS: dict[str, tuple[str, str]] = {
    "build": (
        "make the store from sources (by default: the embedded corpus)",
        "cpp-versions build lexhub-cpp-penitentiaire.bundle archeo-lex-2010-12-29.txt",
    ),
    "versions": ("list the consolidated versions, oldest first", "cpp-versions versions --code cpp --json"),
    "article": ("print an article as it stood on a day", 'cpp-versions article "R. 57-7-62" --at 2011-01-01'),
    "history": ("list the versions of an article", "cpp-versions history D53"),
    "diff": (
        "compare two articles, or one on two days, word by word",
        "cpp-versions diff D75 --from 2010-12-19 --to 2010-12-29",
    ),
    "changes": ("list what changed between two days", "cpp-versions changes --from 2010-12-19 --to 2010-12-29"),
    "renumbering": (
        "tell which rule went where between two days, across numbers and codes",
        "cpp-versions renumbering --from 2010-12-19 --to 2010-12-29 --json",
    ),
    "recodification": (
        "compare two codes, or two versions: what is left once renamings and updated references are folded",
        "cpp-versions recodification --from 2022-04-30 --to 2022-05-01 --old-code cpp --new-code penitentiaire",
    ),
    "trace": ("follow a rule through its numbers and codes", 'cpp-versions trace "D. 283-1" --at 2009-01-01'),
    "blame": ("tell which act brought each word of an article", "cpp-versions blame D56 --at 2010-12-19"),
    "cites": ("list what an article cites on a day", "cpp-versions cites D48-5-1 --at 2018-01-01"),
    "cited-by": ("list what cites an article on a day", "cpp-versions cited-by 706-71 --at 2012-01-01"),
    "dangling": (
        "list the citations that lead nowhere on a day, or to another rule than the one meant",
        "cpp-versions dangling --at 2010-12-29",
    ),
    "impact": (
        "list what a change of some articles touches: what cites them, and what cites that",
        'cpp-versions impact "D. 250" "D. 250-4" --at 2010-12-28',
    ),
    "hubs": ("list the articles that most others cite on a day", "cpp-versions hubs --at 2015-01-01 --code cpp"),
    "growth": ("count articles, sections, citations and orphans at the end of each year", "cpp-versions growth"),
    "graph": (
        "tell what lies around an article on a day: citations, sections, version, acts",
        "cpp-versions graph 706-71 --at 2015-01-01 --depth 2 --json",
    ),
    "search": (
        "find the articles that hold some words",
        'cpp-versions search "personne détenue" isolement --at 2011-01-01',
    ),
    "frequency": (
        "count the articles that held some wordings, through time",
        'cpp-versions frequency "détenu|détenus" "personne détenue|personnes détenues"',
    ),
    "fiches": (
        "list the plain-language fiches about an article, or all of them with what they refer to",
        'cpp-versions fiches "D. 52-1"',
    ),
    "amend": (
        "read an amending act, and set what it does against the official texts",
        "cpp-versions amend apply decret.txt --on 2010-10-29",
    ),
    "anomalies": ("list what the sources lack, or say differently", "cpp-versions anomalies --kind missing --json"),
    "fetch": ("get the public sources: the official dumps, or LexHub's history", "cpp-versions fetch legi --to legi"),
    "update": ("bring the store up to date, and say what changed", "cpp-versions update LEGI_20231207-211500.tar.gz"),
    "verify": ("check the store and the index against each other", "cpp-versions verify"),
    "export": (
        "write articles, versions, texts and citations as tables",
        "cpp-versions export --format parquet --to cpp-tables",
    ),
    "prepare": (
        "compute ahead what takes seconds: maps, changes, figures (the explorer does so while it runs)",
        "cpp-versions prepare",
    ),
    "explore": ("open the explorer in a browser", "cpp-versions explore --port 8600"),
}


class _Parser(argparse.ArgumentParser):
    """Bad usage is one line, as all errors are."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}: see `{self.prog} --help`")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog="cpp-versions",
        description="How French criminal procedure law changed: consolidated versions, word diffs, citations.",
        epilog="Every command has its own --help, with an example. Answers are JSON with --json.",
    )
    parser.add_argument(
        "--store", metavar="DIR", default=None, help="the store (default: $CPP_VERSIONS_STORE or .store)"
    )
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, (help_, example) in COMMANDS.items():
        command = commands.add_parser(
            name, help=help_, description=help_[:1].upper() + help_[1:] + ".", epilog=f"Example: {example}"
        )
        _ARGUMENTS[name](command)
        if name != "explore":
            command.add_argument("--json", action="store_true", help="answer with JSON")
        if name != "build":
            command.add_argument("--store", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def default_store() -> str:
    """Where the store is when nobody says."""
    return os.environ.get("CPP_VERSIONS_STORE") or ".store"


def _code(command: argparse.ArgumentParser) -> None:
    command.add_argument("--code", action="append", default=[], metavar="C", help="only this code; can be repeated")


def _build(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a file, folder, git repository, bundle or address; any format known. Fiches are kept beside the store",
    )
    command.add_argument(
        "--precedence",
        metavar="F,F…",
        help="which format prevails where sources differ, the first one first; those left out keep their order behind",
    )
    command.add_argument("--add", action="store_true", help="join the sources to those that the store records")
    command.add_argument("--quiet", action="store_true", help="no progress bar")
    command.add_argument("--store", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    _code(command)


def _article(command: argparse.ArgumentParser) -> None:
    command.add_argument("number", metavar="N", help=_NUMBER)
    command.add_argument("--at", metavar="D", help="the day, as 2010-12-29 (default: the date of the data)")
    _code(command)


def _history(command: argparse.ArgumentParser) -> None:
    command.add_argument("number", metavar="N", help=_NUMBER)
    command.add_argument("--follow", action="store_true", help="also under other numbers and in other codes")
    command.add_argument("--at", metavar="D", help="with --follow: of the rule that stood there that day alone")
    _links(command)
    _code(command)


def _diff(command: argparse.ArgumentParser) -> None:
    command.add_argument("articles", nargs="+", metavar="A", help="N@DATE twice, or one N with --from and --to")
    command.add_argument("--from", dest="start", metavar="D1", help="the earlier day")
    command.add_argument("--to", dest="end", metavar="D2", help="the later day")
    command.add_argument("--colour", choices=("auto", "always", "never"), default="auto", help="marks in colour")
    _word(command)
    _code(command)


def _changes(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="start", metavar="D1", required=True, help="the earlier day")
    command.add_argument("--to", dest="end", metavar="D2", required=True, help="the later day")
    command.add_argument(
        "--substantive", action="store_true",
        help="only changes of substance: no typography, references, terminology, renumberings",
    )  # fmt: skip
    command.add_argument("--synopsis", metavar="FILE", help="also write it as a whole: FILE.html, .pdf or .docx")
    command.add_argument("--lang", choices=("fr", "en"), default="fr", help="the language of the synopsis")
    _word(command)
    _code(command)


def _blame(command: argparse.ArgumentParser) -> None:
    command.add_argument("number", metavar="N", help=_NUMBER)
    command.add_argument("--at", metavar="D", help="the day, as 2010-12-29 (default: the date of the data)")
    command.add_argument("--no-follow", action="store_true", help="credit words that came from another number to it")
    _links(command)
    _code(command)


def _renumbering(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="start", metavar="D1", required=True, help="the earlier day")
    command.add_argument("--to", dest="end", metavar="D2", required=True, help="the later day")
    command.add_argument("--csv", metavar="FILE", help="also write the table, with a column for your own decisions")
    command.add_argument("--html", metavar="FILE", help="also write the concordance to print, both ways")
    command.add_argument("--lang", choices=("fr", "en"), default="fr", help="the language of the concordance")
    command.add_argument("--force", action="store_true", help="replace FILE if it exists")
    _links(command)
    _code(command)


def _trace(command: argparse.ArgumentParser) -> None:
    command.add_argument("number", metavar="N", help=_NUMBER)
    command.add_argument("--at", metavar="D", help="the rule that stood there that day (default: all that ever did)")
    _links(command)
    _code(command)


def _links(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--links", metavar="CSV", help="your decisions on links: confirmed, rejected, added (default: STORE/links.csv)"
    )


def _versions(command: argparse.ArgumentParser) -> None:
    _code(command)


def _search(command: argparse.ArgumentParser) -> None:
    command.add_argument("words", nargs="+", metavar="Q", help='words, accents and case apart; "a phrase" in quotes')
    command.add_argument("--at", metavar="D", help="the day, as 2010-12-29 (default: the date of the data)")
    command.add_argument("--all", action="store_true", help="every version that ever held them")
    command.add_argument(
        "--first", action="store_true", help="their first and last appearance, and the acts that did it"
    )
    command.add_argument("--limit", type=int, default=100, metavar="K", help="the most hits (default: 100)")
    _among(command)
    _code(command)


def _among(command: argparse.ArgumentParser) -> None:
    command.add_argument("--article", default="", metavar="N", help='this article, or "R57-7-*": all that begin so')
    command.add_argument("--section", default="", metavar="S", help="below a section whose title holds these words")


def _frequency(command: argparse.ArgumentParser) -> None:
    command.add_argument("wordings", nargs="+", metavar="W", help="a phrase; `a|b` counts what holds either")
    command.add_argument("--by", choices=("year", "version"), default="year", help="or each consolidated version")
    command.add_argument("--occurrences", action="store_true", help="also count how often the words stand")
    _among(command)
    _code(command)


def _dangling(command: argparse.ArgumentParser) -> None:
    command.add_argument("--at", metavar="D", help="the day, as 2010-12-29 (default: the date of the data)")
    command.add_argument("--target", metavar="N", help="only citations of this article, known or not")
    _code(command)


def _impact(command: argparse.ArgumentParser) -> None:
    command.add_argument("numbers", nargs="+", metavar="N", help=_NUMBER)
    command.add_argument("--at", metavar="D", help="the day, as 2010-12-29 (default: the date of the data)")
    command.add_argument("--steps", type=int, default=2, metavar="K", help="how far to go, 1 to 3 (default: 2)")
    _code(command)


def _hubs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--at", metavar="D", help="the day, as 2010-12-29 (default: the date of the data)")
    command.add_argument("--count", type=int, default=20, metavar="K", help="how many (default: 20)")
    _code(command)


def _graph(command: argparse.ArgumentParser) -> None:
    _article(command)
    command.add_argument("--depth", type=int, default=1, metavar="K", help="how many steps, 1 to 3 (default: 1)")
    command.add_argument("--limit", type=int, default=60, metavar="K", help="the most articles (default: 60)")
    command.add_argument(
        "--succession", action="store_true", help="also where its rule came from and went to (may take a while once)"
    )


def _fiches(command: argparse.ArgumentParser) -> None:
    command.add_argument("number", metavar="N", nargs="?", help="an article, or a fiche (F35705)")
    command.add_argument("--at", metavar="D", help="the day, as 2010-12-29 (default: the date of the data)")
    _code(command)


def _amend(command: argparse.ArgumentParser) -> None:
    from cpp_versions.cli.amending import add_arguments
    from cpp_versions.cli.crediting import add_draft

    add_draft(add_arguments(command))


def _anomalies(command: argparse.ArgumentParser) -> None:
    command.add_argument("number", metavar="N", nargs="?", help="only those of this article")
    command.add_argument("--kind", metavar="K", help="only those of this kind")
    _code(command)


def _verify(command: argparse.ArgumentParser) -> None:
    _code(command)


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=("json", "csv", "parquet"), required=True, help="json: JSON Lines")
    command.add_argument("--at", metavar="D", help="only what is in force that day (default: the whole history)")
    command.add_argument("--to", metavar="DIR", required=True, help="a new folder for the tables")
    command.add_argument("--force", action="store_true", help="replace an export that the folder holds")
    _code(command)


def _word(command: argparse.ArgumentParser) -> None:
    command.add_argument("--docx", metavar="FILE", help="also write a Word document with tracked changes")
    command.add_argument("--force", action="store_true", help="replace FILE if it exists")


def _prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("--beside", type=int, default=0, metavar="PID", help=argparse.SUPPRESS)
    command.add_argument("--act", action="append", default=[], metavar="FILE", help="also read this amending act ahead")
    command.add_argument(
        "--all", action="store_true", help="the map of every version too, which takes longer than all else"
    )
    command.add_argument("--quiet", action="store_true", help="no progress bar")


def _explore(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, default=8501, metavar="P", help="the port (default: 8501)")
    command.add_argument(
        "--address", default="localhost", metavar="A", help="the address to listen on (default: localhost)"
    )
    command.add_argument("--headless", action="store_true", help="don't open a browser")


_ARGUMENTS = {
    "build": _build,
    "versions": _versions,
    "article": _article,
    "history": _history,
    "diff": _diff,
    "changes": _changes,
    "renumbering": _renumbering,
    "recodification": add_recodification,
    "trace": _trace,
    "blame": _blame,
    "cites": _article,
    "cited-by": _article,
    "dangling": _dangling,
    "impact": _impact,
    "hubs": _hubs,
    "growth": _versions,
    "graph": _graph,
    "search": _search,
    "frequency": _frequency,
    "fiches": _fiches,
    "amend": _amend,
    "anomalies": _anomalies,
    "fetch": add_fetch,
    "update": add_update,
    "verify": _verify,
    "export": _export,
    "prepare": _prepare,
    "explore": _explore,
}
