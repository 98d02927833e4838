"""`changes --synopsis` and `recodification`: a reform told as a whole, and two codes side by side."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpp_versions.corpus import Corpus, parse_date
from cpp_versions.errors import UsageError

if TYPE_CHECKING:
    from cpp_versions.recodification import RecodificationAnswer

__all__ = ["add_recodification", "recodification", "write_synopsis"]

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], list[str]], int]
_SUFFIXES = (".html", ".pdf", ".docx")
_SHOWN = 60
_WIDE = 120


def write_synopsis(corpus: Corpus, code: str, old: date, new: date, path: Path, *, force: bool, lang: str) -> None:
    """Write the synopsis of what changed in `code`, in the form that the name of the file asks for."""
    from cpp_versions.export.files import write_new
    from cpp_versions.export.synopsis import diffs, synopsis

    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UsageError(f"{path}: --synopsis writes {', '.join(_SUFFIXES)}: name such a file")
    told = synopsis(corpus, code, old, new)
    compared = diffs(corpus, told)
    if suffix == ".html":
        from cpp_versions.export.synopsis_page import page

        content = page(told, compared, lang).encode()
    elif suffix == ".pdf":
        from cpp_versions.export.synopsis_pdf import pdf

        content = pdf(told, compared, lang)
    else:
        from cpp_versions.export.synopsis_word import docx

        content = docx(told, compared, lang)
    write_new(path, content, force=force)


def add_recodification(command: argparse.ArgumentParser) -> None:
    """The arguments of `recodification`."""
    command.add_argument("--from", dest="start", metavar="D1", required=True, help="the day before")
    command.add_argument("--to", dest="end", metavar="D2", required=True, help="the day after")
    command.add_argument("--old-code", action="append", default=[], metavar="C", help="from this code; can be repeated")
    command.add_argument("--new-code", action="append", default=[], metavar="C", help="to this code; can be repeated")
    command.add_argument(
        "--grade", choices=("identical", "updated", "references", "changed"), help="only the pairs of this grade"
    )
    command.add_argument("--csv", metavar="FILE", help="also write the table")
    command.add_argument("--html", metavar="FILE", help="also write a page to print")
    command.add_argument("--force", action="store_true", help="replace FILE if it exists")
    command.add_argument("--links", metavar="CSV", help="your decisions on links (default: STORE/links.csv)")


def recodification(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    """Two codes, or two versions, side by side."""
    from cpp_versions.cli.lines import silent, unknown_before
    from cpp_versions.export import recodified
    from cpp_versions.export.files import write_new

    found = corpus.recodification(
        parse_date(arguments.start), parse_date(arguments.end), arguments.old_code, arguments.new_code
    )
    pairs = [one for one in found.pairs if not arguments.grade or one.grade == arguments.grade]
    if arguments.csv:
        write_new(Path(arguments.csv), recodified.table(pairs).encode(), force=arguments.force)
    if arguments.html:
        write_new(Path(arguments.html), recodified.printable(found, pairs).encode(), force=arguments.force)
    kept = set(pairs)

    def answer() -> dict[str, Any]:
        told = [one.as_json() for one in found.pairs if one in kept]
        return found.as_json() | {"pairs": told}

    return (
        answer,
        lambda: [*unknown_before(silent(corpus.codes(), found.old, found.new)), *_lines(found, arguments.grade)],
        0,
    )


def _lines(found: RecodificationAnswer, grade: str | None) -> list[str]:
    from cpp_versions.render.terminal import clean

    out = []
    for one in found.pairs:
        if grade and one.grade != grade:
            continue
        out.append(f"{one.pair.old!s:<22} → {one.pair.new!s:<24} {one.grade:<11} {one.words} words left")
        out += [f"    {left.marked(_WIDE)}" for left in one.left[:_SHOWN]]
        if len(one.left) > _SHOWN:
            out.append(f"    … and {len(one.left) - _SHOWN} more: see --json")
    out.append("renamings folded: " + (", ".join(f"{r.old} → {r.new} ({r.pairs})" for r in found.renamings) or "none"))
    out.append(", ".join(f"{n} {name}" for name, n in found.counts.items()))
    out.append(f"{len(found.gone)} without successor, {len(found.fresh)} without source, {found.unchanged} unchanged")
    return [clean(line) for line in out]
