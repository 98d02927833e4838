"""The order in which the index gives ids: articles as the plan has them, the versions and ends of each in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from cpp_versions.model import Attestation, End
from cpp_versions.numbering import from_source
from cpp_versions.reconcile import ReconciledCode

__all__ = ["Key", "begins", "events_of", "numbered"]

Key = tuple[str, int]
"""An article: its number and slot."""


def numbered(code: ReconciledCode, first: int) -> dict[Key, int]:
    """The articles of a code in the order of the plan, each with its id; `first` is that of the first."""
    known = {(item.number, item.slot) for items in (code.versions, code.ends, code.observations) for item in items}
    ordered = sorted(known, key=lambda key: (from_source(key[0]).sort_key, key))
    return {key: id_ for id_, key in enumerate(ordered, first)}


def events_of(code: ReconciledCode, keys: Iterable[Key]) -> Iterator[tuple[Key, list[Attestation | End]]]:
    """The versions and the ends of each article, in order of time; an id goes to each in this order."""
    ends: dict[Key, list[End]] = defaultdict(list)
    for end in code.ends:
        ends[end.number, end.slot].append(end)
    by_article = groupby(code.versions, key=lambda version: (version.number, version.slot))
    grouped = {key: list(versions) for key, versions in by_article}
    for key in keys:
        events: list[Attestation | End] = [*grouped.get(key, ()), *ends[key]]
        events.sort(key=begins)
        yield key, events


def begins(event: Attestation | End) -> date:
    """The first day of a version, or the day from which an article has ended."""
    return event.since if isinstance(event, End) else event.attested_from
