"""`amend parse FILE` and `amend apply FILE --on D`: what an amending act says, and what it does to the articles.

The act is a text file, as copied from the Journal officiel. Reading it needs no store; applying it does.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpp_versions.errors import UsageError

if TYPE_CHECKING:
    from cpp_versions.amendments import Graded, Instruction, ParsedAct
    from cpp_versions.corpus import Corpus

__all__ = ["add_arguments", "read_act", "run"]

_LARGEST = 16 << 20
_SHOWN = 60

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], list[str]], int]


def add_arguments(command: argparse.ArgumentParser) -> argparse._SubParsersAction[Any]:
    """The arguments of `amend`; what is returned takes further actions."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    reading = actions.add_parser("parse", help="the instructions of an act, and what isn't understood of it")
    applying = actions.add_parser("apply", help="each article that the act names, computed and compared")
    for action in (reading, applying):
        action.add_argument("file", metavar="FILE", help="the act, as a text file")
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer with JSON")
        action.add_argument("--store", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    applying.add_argument("--on", metavar="D", required=True, help="the day on which the act takes effect")
    return actions


def run(arguments: argparse.Namespace, open_corpus: Callable[[], Corpus]) -> Answer:
    """Run the action that `arguments` name; the corpus is only opened where it is needed."""
    from cpp_versions.amendments import parse
    from cpp_versions.corpus import parse_date

    text = read_act(Path(arguments.file))
    if arguments.action == "parse":
        act = parse(text)
        return lambda: dict(act.as_json()), lambda: _parsed_lines(act), 0
    on = parse_date(arguments.on)
    graded = open_corpus().amended(text, on)
    return lambda: {"articles": [one.as_json() for one in graded]}, lambda: _graded_lines(graded), 0


def read_act(path: Path) -> str:
    """The text of an act in a file. Raises UsageError where it can't be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}): name the act's text file") from None
    if len(content) > _LARGEST:
        raise UsageError(f"{path}: larger than {_LARGEST >> 20} MB: no act is that long")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 (byte {error.start}): save the act as UTF-8 text") from None
    if not text.strip():
        raise UsageError(f"{path}: the file is empty: name the act's text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


# -------------------------------------------------------------------------------------------------------- for people
def _parsed_lines(act: ParsedAct) -> list[str]:
    title = act.act.title if act.act else "An act without a title"
    lines = [f"{title}: {len(act.instructions)} instructions, {act.understood:.1%} of the text understood"]
    lines += [_instruction(one) for one in act.instructions]
    if act.unparsed:
        lines += ["", "Not understood:"]
        lines += [f"  {passage.source or '·'}: {_short(passage.quote, 200)}" for passage in act.unparsed]
    return lines


def _instruction(one: Instruction) -> str:
    where = one.article or " ".join(reversed(one.section)) or "the code"
    parts = [one.source, str(one.operation), where, str(one.place)]
    if one.old is not None:
        parts.append(f"« {_short(one.old)} »")
    if one.new:
        parts.append(f"→ « {_short(' / '.join(one.new))} »")
    if one.in_force:
        parts.append(f"from {one.in_force}")
    return "  " + "  ".join(_clean(part) for part in parts if part)


def _graded_lines(graded: tuple[Graded, ...]) -> list[str]:
    from cpp_versions.amendments import GRADES
    from cpp_versions.render.terminal import diff_text

    counts = Counter(one.grade for one in graded)
    lines = [f"{len(graded)} articles: " + ", ".join(f"{counts[grade]} {grade}" for grade in GRADES if counts[grade])]
    for one in graded:
        told = "" if one.evidence is None else f"  (its words {'stand' if one.evidence else 'don’t stand'} in the text)"
        reason = f"  {_clean(one.reason)}" if one.reason else ""
        lines.append(f"  {one.article:<14} {one.grade}{reason}{told}")
        if one.grade == "different" and one.diff is not None:
            lines += ["    " + line for line in diff_text(one.diff).split("\n")]
    return lines


def _short(words: str, size: int = _SHOWN) -> str:
    words = " ".join(words.split())
    return words if len(words) <= size else words[: size - 1] + "…"


def _clean(text: str) -> str:
    """The act is someone's file: nothing of it may steer the terminal."""
    from cpp_versions.render.terminal import clean

    return clean(text)
