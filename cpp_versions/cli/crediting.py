"""`blame N` and `amend draft N --from D1 --to D2`: who wrote each word, and the act that would change it.

For people, a run is a line: since when, by which act, and its words; the draft is its text alone, ready to be pasted.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpp_versions.corpus import Corpus
    from cpp_versions.corpus.blaming import BlameAnswer

__all__ = ["add_draft", "blame", "draft"]

_WIDTH = 100

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], list[str]], int]


def add_draft(actions: argparse._SubParsersAction[Any]) -> None:
    """The action `draft` of `amend`."""
    action = actions.add_parser("draft", help="the act that turns an article's text of one day into that of another")
    action.add_argument("number", metavar="N", help="the article, as 'D. 53' or penitentiaire:D424-1")
    action.add_argument("--from", dest="start", metavar="D1", required=True, help="the day of the old text")
    action.add_argument("--to", dest="end", metavar="D2", required=True, help="the day of the new text")
    action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer with JSON")
    action.add_argument("--store", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def draft(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    """The act, and whether reading it back gives the new text."""
    from cpp_versions.corpus import parse_date

    made = corpus.draft(arguments.number, parse_date(arguments.start), parse_date(arguments.end))
    lines = made.text.split("\n") if made.text else ["nothing changed between the two days"]
    if not made.exact:
        lines.append("(read back, this doesn't give the new text exactly)")
    return made.as_json, lambda: lines, 0


def blame(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    """The runs of an article on a day."""
    from cpp_versions.corpus import parse_date

    at = parse_date(arguments.at) if arguments.at else None
    found = corpus.blame(arguments.number, at, arguments.code, follow=not arguments.no_follow)
    return found.as_json, lambda: _lines(found), 0


def _lines(found: BlameAnswer) -> list[str]:
    lines = [f"{found.label} ({found.ref.code}) on {found.at}: {found.state}"]
    for run in found.runs:
        acts = " ; ".join(act.title for act in run.acts) or "act unknown"
        since = str(run.since) if run.since else f"by {run.attested}"
        origin = f", in {run.origin}" if run.origin else ""
        lines.append(f"{since}  {acts}{origin}")
        for alinea in run.text.strip().split("\n\n"):
            lines += textwrap.wrap(alinea, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return ["".join(c if c.isprintable() else " " for c in line) for line in lines]
