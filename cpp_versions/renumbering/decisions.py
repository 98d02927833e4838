"""What a user says of links: confirmed, rejected or added, in a file of his own that is merged into every map.

The file is CSV with a header; of the columns these are read, others (those that an export of a map has) are left alone:

    decision,date,old,new,relation,note
    rejected,2010-12-29,cpp:D250-4,cpp:R57-7-25,,only the heading is alike

`decision`: confirmed, rejected or added; empty: no decision. `date`: the day the rule moved. `old`, `new`: `CODE:N`, or
N for the CPP. `relation`: that of the contract, for links that were not computed. A decision counts for every map whose
days enclose its date. What was computed stays known: a rejected link is told apart, a confirmed one keeps its score.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.errors import BadNumber, SourceError
from cpp_versions.renumbering.values import Evidence, EvidenceKind, Link, Relation

__all__ = ["Decision", "Verdict", "merged", "read_decisions"]

_COLUMNS = ("decision", "date", "old", "new")
_FIRST_CODE = "cpp"
_ROWS = 100_000


class Verdict(StrEnum):
    """What a user says of a link."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a user's file."""

    verdict: Verdict
    date: date
    old: ArticleRef
    new: ArticleRef
    relation: Relation | None
    note: str


def read_decisions(text: str, name: str) -> tuple[Decision, ...]:
    """The decisions of a file's text; `name` is for messages. Raises SourceError, which names the line."""
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    try:
        missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise SourceError(f"{name}: no column {', '.join(missing)}: its first line is `{','.join(_COLUMNS)}`")
        found = []
        for row in reader:
            if reader.line_num > _ROWS:
                raise SourceError(f"{name}: more than {_ROWS:,} lines: cut it")
            if (row.get("decision") or "").strip():
                found.append(_decision(row, f"{name}:{reader.line_num}"))
        return tuple(found)
    except csv.Error as error:
        raise SourceError(f"{name}:{reader.line_num}: not CSV ({error})") from None


def _decision(row: dict[str, str | None], place: str) -> Decision:
    def cell(column: str) -> str:
        return (row.get(column) or "").strip()

    try:
        verdict = Verdict(cell("decision").lower())
    except ValueError:
        raise SourceError(f"{place}: decision {cell('decision')[:40]!r}: write confirmed, rejected or added") from None
    try:
        day = date.fromisoformat(cell("date"))
    except ValueError:
        raise SourceError(f"{place}: date {cell('date')[:40]!r}: write it as 2010-12-29") from None
    relation = None
    if cell("relation"):
        try:
            relation = Relation(cell("relation"))
        except ValueError:
            raise SourceError(f"{place}: relation {cell('relation')[:40]!r}: none of the contract's") from None
    return Decision(verdict, day, _ref(cell("old"), place), _ref(cell("new"), place), relation, cell("note")[:500])


def _ref(written: str, place: str) -> ArticleRef:
    try:
        parsed = numbering.split_reference(written)
    except BadNumber as error:
        raise SourceError(f"{place}: {error}") from None
    return ArticleRef(parsed.code or _FIRST_CODE, str(parsed.number), parsed.slot)


def merged(
    links: Sequence[Link], decisions: Iterable[Decision], old: date, new: date
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links of the map from `old` to `new` with the decisions marked, and the links that were rejected."""
    verdicts = {(one.old, one.new): one for one in decisions if old < one.date <= new}
    kept: list[Link] = []
    rejected: list[Link] = []
    for link in links:
        said = verdicts.pop((link.old, link.new), None) if link.old and link.new else None
        if said is None:
            kept.append(link)
            continue
        marked = replace(link, decision=str(said.verdict), evidence=(*_evidence(said), *link.evidence))
        if said.verdict == Verdict.REJECTED:
            rejected.append(marked)
        else:
            kept.append(replace(marked, relation=said.relation or link.relation))
    added = [
        Link(one.old, one.new, one.relation or Relation.RENUMBERED, 1.0, _evidence(one), str(one.verdict))
        for one in verdicts.values()
        if one.verdict != Verdict.REJECTED
    ]
    # an article that a user has linked is neither without successor nor without source
    linked_old, linked_new = {link.old for link in added}, {link.new for link in added}
    kept = [
        link
        for link in kept
        if not (link.new is None and link.old in linked_old) and not (link.old is None and link.new in linked_new)
    ]
    return (*kept, *added), tuple(rejected)


def _evidence(said: Decision) -> tuple[Evidence, ...]:
    word = {Verdict.CONFIRMED: "confirmé", Verdict.REJECTED: "rejeté", Verdict.ADDED: "ajouté"}[said.verdict]
    return (Evidence(EvidenceKind.USER, f"{word} par l'utilisateur" + (f" : {said.note}" if said.note else "")),)
