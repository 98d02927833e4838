"""Fiches as lines for people at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from cpp_versions import numbering
from cpp_versions.errors import BadNumber
from cpp_versions.fiches.answers import ArticleFiche, FicheAnswer
from cpp_versions.render.terminal import clean

__all__ = ["about", "every", "kept"]

_WIDTH = 100
_TARGETS = 12


def kept(count: int) -> list[str]:
    """How many fiches lie beside a store that was built."""
    return [f"{count:,} fiche{'s' if count > 1 else ''} beside it (see `cpp-versions fiches`)"] if count else []


def about(found: Sequence[ArticleFiche]) -> list[str]:
    """The passages about an article, each with its ground."""
    lines: list[str] = []
    before = ""
    for one in found:
        head = clean(" ".join(filter(None, (one.fiche, one.title)))) + (f" ({one.modified})" if one.modified else "")
        if head != before:
            lines += [head, *([f"  {clean(one.url)}"] if one.url else [])]
            before = head
        if one.ground == "reference":
            lines.append(f"  refers to it: « {clean(one.quote)} »")
        if one.score is not None:
            lines.append(f"  shares legal terms (score {one.score:.2f}): {clean(', '.join(one.terms))}")
        if one.same_text is False:
            lines.append("  the text of the article was another one when the fiche was written")
        if one.passage:
            lines += _passage(one.passage.headings, one.passage.text)
    return lines or ["no fiche about it"]


def every(found: Sequence[FicheAnswer], *, whole: bool) -> list[str]:
    """All fiches with what they refer to; with `whole` their passages too."""
    lines: list[str] = []
    for fiche in found:
        day = f" ({fiche.modified})" if fiche.modified else ""
        lines.append(
            clean(" ".join(filter(None, (fiche.fiche, fiche.title)))) + f"{day}, {len(fiche.passages)} passages"
        )
        lines += [f"  {clean(fiche.url)}"] if fiche.url else []
        for reference in fiche.references:
            lines.append(f"  {clean(reference.title)}{_targets(reference.targets, reference.status)}")
        if whole:
            for passage in fiche.passages:
                lines += _passage(passage.headings, passage.text)
    return lines or ["no fiche beside this store: join some with `build --add FILE`"]


def _targets(targets: Sequence[str], status: str) -> str:
    if status != "in_force":
        return {"other_text": " (another text)", "unknown": " (not in this store)"}.get(status, " (not in force)")
    more = f" and {len(targets) - _TARGETS} more" if len(targets) > _TARGETS else ""
    return f" → {', '.join(map(_label, targets[:_TARGETS]))}{more}"


def _label(number: str) -> str:
    try:
        return numbering.parse(number).label
    except BadNumber:
        return number


def _passage(headings: Iterable[str], text: str) -> list[str]:
    lines = [f"    {clean(' > '.join(headings))}"] if headings else []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(clean(paragraph), _WIDTH, initial_indent="      ", subsequent_indent="      ")
    return lines
