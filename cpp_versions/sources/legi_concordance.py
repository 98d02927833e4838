"""Which article became which, as LEGI says: CONCORDE, CONCORDANCE, TRANSFERE, DEPLACE, and versions of one chain that
bear other numbers.

They are joined on the identifiers of versions, never on numbers, and go one hop: what follows from two of them isn't
said here. A link that both sides tell is one, and `both` says so. One whose other side isn't in the dump is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from cpp_versions import numbering
from cpp_versions.errors import BadNumber
from cpp_versions.model import Code, Concordance
from cpp_versions.sources.legi_dates import Span, day_of
from cpp_versions.sources.legi_files import ArticleFile
from cpp_versions.sources.legi_links import hops
from cpp_versions.sources.legi_timeline import Chains, dated

__all__ = ["Gathered", "concordances"]


@dataclass(frozen=True, slots=True)
class _Known:
    """What an identifier stands for."""

    code: str
    number: str
    span: Span


@dataclass(slots=True)
class Gathered:
    """What is gathered of all codes, one after the other, before links are joined."""

    known: dict[str, _Known] = field(default_factory=dict)
    told: dict[tuple[str, str, str], set[bool]] = field(default_factory=lambda: defaultdict(set))

    def add(self, code: Code, files: Mapping[str, ArticleFile]) -> None:
        """Take over the articles of a code."""
        chains = Chains(files.values())
        members: dict[str, list[ArticleFile]] = defaultdict(list)
        for file in files.values():
            try:
                number = str(numbering.from_source(file.number))
            except BadNumber:
                continue
            self.known[file.id] = _Known(code.id, number, dated(file))
            members[chains.of(file.id)].append(file)
            for hop in hops(file.id, file.links):
                self.told[hop.kind, hop.old, hop.new].add(hop.forward)
        for chain in members.values():
            ordered = sorted(
                (f for f in chain if self.known[f.id].span.start), key=lambda f: (day_of(f.start) or date.min, f.id)
            )
            for before, after in pairwise(ordered):
                if self.known[before.id].number != self.known[after.id].number:
                    self.told["VERSIONS", before.id, after.id] |= {True, False}


def concordances(gathered: Gathered, source: str) -> dict[str, tuple[Concordance, ...]]:
    """The links whose two sides are known, by the code of the old side, in the order of the old numbers."""
    found: dict[str, list[Concordance]] = defaultdict(list)
    for (kind, old_id, new_id), sides in gathered.told.items():
        old, new = gathered.known.get(old_id), gathered.known.get(new_id)
        if old is None or new is None or (old.code, old.number) == (new.code, new.number):
            continue
        found[old.code].append(
            Concordance(
                kind=kind,
                old_code=old.code,
                old=old.number,
                old_id=old_id,
                new_code=new.code,
                new=new.number,
                new_id=new_id,
                day=new.span.start,
                both=len(sides) == 2,
                source=source,
            )
        )
    return {code: tuple(sorted(links, key=_order)) for code, links in found.items()}


def _order(link: Concordance) -> tuple[object, ...]:
    return numbering.from_source(link.old).sort_key, link.old_id, link.new_id, link.kind
