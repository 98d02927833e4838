"""What an official source says of renumberings, joined to the links of a map as evidence: one hop, by identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cpp_versions.corpus.reader import Reader
from cpp_versions.renumbering import Evidence, EvidenceKind, Link

__all__ = ["with_official"]

_Pair = tuple[str, str, str, str]
_WORDS = {
    "CONCORDE": "concordance",
    "TRANSFERE": "transfert",
    "DEPLACE": "déplacement",
    "VERSIONS": "versions d’un même article",
}


def with_official(index: Reader, links: Sequence[Link], old: date, new: date) -> tuple[Link, ...]:
    """The links of the map from `old` to `new`, those that the source tells itself with that as evidence."""
    told = _told(index, old, new)
    if not told:
        return tuple(links)
    return tuple(_with(link, told) for link in links)


def _with(link: Link, told: dict[_Pair, tuple[str, ...]]) -> Link:
    if link.old is None or link.new is None:
        return link
    found = told.get((link.old.code, link.old.number, link.new.code, link.new.number), ())
    more = tuple(Evidence(EvidenceKind.LEGI, text) for text in found)
    return replace(link, evidence=(*link.evidence, *more)) if more else link


def _told(index: Reader, old: date, new: date) -> dict[_Pair, tuple[str, ...]]:
    """By pair of articles, what the source says of versions that started between the two days. An index of a store
    that knows of none may have been made before there was a table for them."""
    if not index.value("SELECT 1 FROM sqlite_master WHERE name = 'concordance'"):
        return {}
    rows = index.rows(
        """SELECT old_code, old, new_code, new, kind, old_id, new_id, both, source FROM concordance
           WHERE date > ? AND date <= ? ORDER BY kind, old_id, new_id""",
        str(old),
        str(new),
    )
    found: dict[_Pair, list[str]] = defaultdict(list)
    for old_code, old_number, new_code, new_number, kind, old_id, new_id, both, source in rows:
        sides = "dit des deux côtés" if both else "dit d’un côté"
        text = f"{source} : {_WORDS.get(kind, kind)}, {old_id} → {new_id}, {sides}"
        found[old_code, old_number, new_code, new_number].append(text)
    return {pair: tuple(texts[:3]) for pair, texts in found.items()}
