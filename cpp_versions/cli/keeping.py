"""`fetch` and `update`: the public sources, and a store kept up to date with them."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpp_versions.fetching import Fetched
    from cpp_versions.updating import UpdateReport

__all__ = ["add_fetch", "add_update", "fetch", "update"]

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], list[str]], int]
_Progress = Callable[[str, float], None] | None
_SHOWN = 40
_WORDS = {
    "added": "new version",
    "removed": "no longer given",
    "rewritten": "words rewritten",
    "dated": "end or state changed",
    "ended": "end of the article",
}


def add_fetch(command: argparse.ArgumentParser) -> None:
    """The arguments of `fetch`."""
    command.add_argument("source", choices=("legi", "lexhub"), help="legi: the official dumps; lexhub: a git history")
    command.add_argument("--to", metavar="DIR", help="the folder to fetch to (default: ./legi or ./lexhub)")
    command.add_argument("--from", dest="address", metavar="URL", help="another address, also file://…")
    command.add_argument("--quiet", action="store_true", help="no progress bar")


def add_update(command: argparse.ArgumentParser) -> None:
    """The arguments of `update`."""
    command.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="new sources, such as deltas of LEGI; those that lie beside the store's tarballs are found",
    )
    command.add_argument("--quiet", action="store_true", help="no progress bar")


def fetch(arguments: argparse.Namespace, progress: _Progress) -> Answer:
    """Fetch a public source."""
    from cpp_versions import fetching

    target = Path(arguments.to or arguments.source)
    if arguments.source == "legi":
        done = fetching.legi(target, arguments.address or fetching.LEGI, progress=progress)
    else:
        done = fetching.lexhub(target, arguments.address or fetching.LEXHUB, progress=progress)
    return done.as_json, lambda: _fetched(done, arguments.source), 0


def _fetched(done: Fetched, source: str) -> list[str]:
    if not done.new:
        return [f"{done.folder}: nothing new"]
    chosen = " --code cpp" if source == "legi" else ""
    return [
        *(f"{done.folder / name}" for name in done.new[:_SHOWN]),
        f"{len(done.new)} new, {done.received:,} bytes; next: cpp-versions build {done.folder}{chosen}",
    ]


def update(arguments: argparse.Namespace, progress: _Progress) -> Answer:
    """Bring the store up to date."""
    from cpp_versions.updating import update as bring

    done = bring(arguments.store, arguments.sources, progress)
    return done.as_json, lambda: _updated(done), 0


def _updated(done: UpdateReport) -> list[str]:
    if not done.build.changed:
        return ["nothing new"]
    lines = [
        f"{code}: data of {after}" + (f", {before} before" if before != after else "")
        for code, before, after in done.as_of
    ]
    if done.applied:
        lines.append(f"read: {', '.join(done.applied[:_SHOWN])}")
    counts = Counter(change.change for change in done.changes)
    lines.append(
        ", ".join(f"{counts[kind]} {word}" for kind, word in _WORDS.items() if counts[kind]) or "no version changed"
    )
    lines += [f"  {c.code}:{c.number}  from {c.start}  {_WORDS[c.change]}" for c in done.changes[:_SHOWN]]
    if len(done.changes) > _SHOWN:
        lines.append(f"  … and {len(done.changes) - _SHOWN} more: see --json")
    if done.anomalies:
        lines.append("new anomalies: " + ", ".join(f"{count} {kind}" for kind, count in done.anomalies))
    return lines
