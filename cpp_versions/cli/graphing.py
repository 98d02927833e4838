"""The commands of the article graph and of words through time: what each asks, its JSON, and its lines for people."""

from __future__ import annotations

import argparse
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cpp_versions.corpus import Corpus, parse_date
from cpp_versions.render.terminal import clean

if TYPE_CHECKING:
    from cpp_versions.archaeology import Archaeology, Curve
    from cpp_versions.graph import Growth, Hub, Neighbourhood, Orphan, Touched

__all__ = ["first_and_last", "run"]

_WIDTH = 100
_MOST = 40

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], list[str]], int]


def run(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    """Run the command that `arguments` name."""
    return _COMMANDS[arguments.command](arguments, corpus)


def first_and_last(corpus: Corpus, query: str, arguments: argparse.Namespace) -> Answer:
    """`search --first`."""
    found = corpus.archaeology(query, arguments.code, article=arguments.article, section=arguments.section)
    return found.as_json, lambda: _archaeology(found), 0


def _day(text: str | None) -> date | None:
    return parse_date(text) if text is not None else None


def _dangling(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    day = _day(arguments.at)
    found = corpus.dangling(day, arguments.code, arguments.target)
    return lambda: {"citations": [orphan.as_json() for orphan in found]}, lambda: _orphans(found), 0


def _impact(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    found = corpus.impact(arguments.numbers, _day(arguments.at), arguments.steps, arguments.code)
    return lambda: {"articles": [one.as_json() for one in found]}, lambda: _touched(found), 0


def _hubs(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    found = corpus.hubs(_day(arguments.at), arguments.code, arguments.count)
    return lambda: {"hubs": [hub.as_json() for hub in found]}, lambda: _hub_lines(found), 0


def _growth(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    found = corpus.growth(arguments.code)
    return lambda: {"growth": [one.as_json() for one in found]}, lambda: _growth_lines(found), 0


def _graph(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    found = corpus.neighbourhood(
        arguments.number, _day(arguments.at), arguments.depth, arguments.code,
        limit=arguments.limit, succession=arguments.succession,
    )  # fmt: skip
    return found.as_json, lambda: _around(found), 0


def _frequency(arguments: argparse.Namespace, corpus: Corpus) -> Answer:
    curves = corpus.frequency(
        arguments.wordings, arguments.code, by=arguments.by, occurrences=arguments.occurrences,
        article=arguments.article, section=arguments.section,
    )  # fmt: skip
    return lambda: {"curves": [curve.as_json() for curve in curves]}, lambda: _curves(curves), 0


_COMMANDS: dict[str, Callable[[argparse.Namespace, Corpus], Answer]] = {
    "dangling": _dangling,
    "impact": _impact,
    "hubs": _hubs,
    "growth": _growth,
    "graph": _graph,
    "frequency": _frequency,
}

# ----------------------------------------------------------------------------------------------------------- lines


def _orphans(found: Sequence[Orphan]) -> list[str]:
    """Two lines per citation: since when, what, why; and its sentence."""
    out = []
    for orphan in found:
        citation = orphan.citation
        why = {
            "unknown": "no source knows it",
            "ended": "ended",
            "not_yet": f"not before {orphan.until or 'a later day'}",
            "reused": "the number holds another rule",
            "twice": "the number stands twice",
        }[orphan.reason]
        born = ", written when it was gone already" if orphan.born and orphan.reason == "ended" else ""
        since = f"since {orphan.since}" if orphan.since else "since a day that the source has lost"
        targets = ", ".join(f"{citation.code}:{number}" for number in citation.targets)
        out.append(f"{since}  {citation.origin} → {targets}: {why}{born}")
        out += _wrapped(citation.sentence)[:3]
    counts = Counter(orphan.citation.status for orphan in found)
    out.append(", ".join(f"{n} {status}" for status, n in counts.most_common()) or "no citation leads astray that day")
    return [clean(line) for line in out]


def _touched(found: Sequence[Touched]) -> list[str]:
    """One line per article, nearest first."""
    out = []
    for one in found:
        via = ", ".join(map(str, one.via[:4])) + (f" and {len(one.via) - 4} more" if len(one.via) > 4 else "")
        out.append(f"{one.steps}  {one.ref!s:<24} cites {via} ({one.citations})")
    counts = Counter(one.steps for one in found)
    total = ", ".join(f"{n} at {step} {'step' if step == 1 else 'steps'}" for step, n in sorted(counts.items()))
    return [*map(clean, out), total or "nothing cites them that day"]


def _hub_lines(found: Iterable[Hub]) -> list[str]:
    """One line per article, the most cited first."""
    return [
        clean(f"{hub.ref!s:<24} cited by {hub.cited_by:>4}, cites {hub.cites:>3}, weight {hub.weight:6.1f}")
        for hub in found
    ] or ["no article is cited that day"]


def _growth_lines(found: Iterable[Growth]) -> list[str]:
    """One line per year."""
    head = f"{'':<10} {'articles':>9} {'sections':>9} {'citing':>9} {'citations':>9} {'astray':>7} {'versions':>9}"
    return [
        head,
        *(
            f"{one.day} {one.articles:>9,} {one.sections:>9,} {one.edges:>9,} {one.citations:>9,} {one.orphans:>7,} "
            f"{one.versions:>9,}"
            for one in found
        ),
    ]


def _around(found: Neighbourhood) -> list[str]:
    """The edges by kind, those of the article asked for first."""
    labels = {node.id: (str(node.ref) if node.ref and node.kind == "article" else node.label) for node in found.nodes}
    here = found.nodes[0].id
    edges = sorted(found.edges, key=lambda edge: (here not in (edge.start, edge.end), str(edge.kind)))
    out = [f"{found.ref} on {found.at}: {len(found.nodes)} nodes, {len(found.edges)} edges"]
    for edge in edges:
        times = f" ({edge.count})" if edge.count > 1 else ""
        when = f" on {edge.date}" if edge.date else ""
        verb = str(edge.kind).replace("_", " ")
        out.append(f"  {labels.get(edge.start, edge.start)} {verb} {labels.get(edge.end, edge.end)}{times}{when}")
    if found.left_out:
        out.append(f"  {found.left_out} more articles as near are left out: ask for more with --limit")
    return [clean(line) for line in out]


def _archaeology(found: Archaeology) -> list[str]:
    """The first and the last appearance, the acts, then every appearance."""
    if not found.first or not found.last:
        return ["no text ever held these words"]
    out = []
    for name, hit in (("first", found.first), ("last", found.last)):
        since, until = hit.valid_from or "(date lost)", hit.valid_to or "now"
        out.append(f"{name}: {hit.ref} {since} to {until}")
        out += _wrapped(hit.snippet.replace("\n", " "))
    out += ["", "acts that brought the words to articles (+) or took them away (-):"]
    out += [f"  {one.day}  +{one.brought:<4} -{one.removed:<4} {one.act.title}" for one in found.acts]
    out += ["", f"{len(found.appearances)} appearances:"]
    for one in found.appearances[:_MOST]:
        by = f"  {one.brought_by[0].title}" if one.brought_by else ""
        out.append(f"  {one.ref!s:<24} {one.valid_from or '(date lost)'!s:<12} to {one.valid_to or 'now'!s:<10}{by}")
    if len(found.appearances) > _MOST:
        out.append(f"  and {len(found.appearances) - _MOST} more: all of them with --json")
    return [clean(line) for line in out]


def _curves(curves: Sequence[Curve]) -> list[str]:
    """A column per wording, a line per day."""
    widths = [max(len(curve.wording), 10) for curve in curves]
    out = [
        f"{'':<10}  "
        + "  ".join(f"{curve.wording:>{width}}" for curve, width in zip(curves, widths, strict=True))
    ]  # fmt: skip
    for points in zip(*(curve.points for curve in curves), strict=True):
        cells = [
            f"{point.articles:,}" + (f" ({point.occurrences:,})" if point.occurrences is not None else "")
            for point in points
        ]
        row = "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        out.append(f"{points[0].day}  {row}")
    return [clean(line) for line in out]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
