"""What a user says of links: confirmed, rejected or added, in a file of his own that is merged into every map.

The file is CSV with a header; of the columns these are read, others (those that an export of a map has) are left alone:

    decision,date,old,new,relation,note
    rejected,2010-12-29,cpp:D250-4,cpp:R57-7-25,,only the heading is alike

`decision`: confirmed, rejected or added (or confirmé, rejeté, ajouté); empty: no decision. `date`: the day the rule
moved, as 2010-12-29, or as a French spreadsheet writes it back, 29/12/2010. `old`, `new`: `CODE:N`, or N for the CPP;
one of them empty: that no successor, or no source, was found. `relation`: that of the contract; it can be left out. A
decision counts for every map whose days enclose its date. What was computed stays known: a
rejected link is told apart, a confirmed one keeps its score, and an article that loses its only link by a decision is
said to have no successor, or no source.

It refuses what can't be meant: two decisions that contradict each other, an added link from an article to itself.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.errors import BadNumber, SourceError
from cpp_versions.renumbering.values import Evidence, EvidenceKind, Link, Relation

__all__ = ["Decision", "Verdict", "merged", "note_of", "read_decisions"]

_COLUMNS = ("decision", "date", "old", "new")
_FIRST_CODE = "cpp"
_ROWS = 100_000
_OPAQUE = "autre-"


class Verdict(StrEnum):
    """What a user says of a link."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    ADDED = "added"


_VERDICTS = {"confirmé": Verdict.CONFIRMED, "rejeté": Verdict.REJECTED, "ajouté": Verdict.ADDED}
_VERDICTS |= {str(one): one for one in Verdict}
_WORDS = {Verdict.CONFIRMED: "confirmé", Verdict.REJECTED: "rejeté", Verdict.ADDED: "ajouté"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a user's file. `old` or `new` None: of the remark that none was found."""

    verdict: Verdict
    date: date
    old: ArticleRef | None
    new: ArticleRef | None
    relation: Relation | None
    note: str


def read_decisions(text: str, name: str) -> tuple[Decision, ...]:
    """The decisions of a file's text; `name` is for messages. Raises SourceError, which names the line."""
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    said: dict[tuple[date, ArticleRef | None, ArticleRef | None], tuple[Decision, int]] = {}
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise SourceError(f"{name}: no column {', '.join(missing)}: its first line is `{','.join(_COLUMNS)}`")
        for row in reader:
            if reader.line_num > _ROWS:
                raise SourceError(f"{name}: more than {_ROWS:,} lines: cut it")
            if (row.get("decision") or "").strip():
                one = _decision(row, f"{name}:{reader.line_num}")
                before, line = said.setdefault((one.date, one.old, one.new), (one, reader.line_num))
                if (before.verdict, before.relation) != (one.verdict, one.relation):
                    raise SourceError(
                        f"{name}:{reader.line_num}: says otherwise than line {line} of {_named(one.old)} → "
                        f"{_named(one.new)} on {one.date}: leave one of them"
                    )
        return tuple(one for one, _ in said.values())
    except csv.Error as error:
        raise SourceError(f"{name}:{reader.line_num}: not CSV ({error})") from None


def _decision(row: dict[str, str | None], place: str) -> Decision:
    def cell(column: str) -> str:
        return (row.get(column) or "").strip()

    verdict = _VERDICTS.get(cell("decision").lower())
    if verdict is None:
        raise SourceError(f"{place}: decision {cell('decision')[:40]!r}: write confirmed, rejected or added")
    day = _day(cell("date"))
    if day is None:
        raise SourceError(f"{place}: date {cell('date')[:40]!r}: write it as 2010-12-29")
    relation = None
    if cell("relation"):
        try:
            relation = Relation(cell("relation"))
        except ValueError:
            raise SourceError(f"{place}: relation {cell('relation')[:40]!r}: none of the contract's") from None
    old, new = _ref(cell("old"), place), _ref(cell("new"), place)
    if (old is None and new is None) or (verdict is Verdict.ADDED and (old is None or new is None)):
        raise SourceError(f"{place}: names no article in {'old' if old is None else 'new'}: write one like cpp:D283-1")
    if verdict is Verdict.ADDED and old == new:
        raise SourceError(f"{place}: adds a link from {old} to itself: name another article")
    if relation is not None and old and new and old != new and not relation.is_pair:
        raise SourceError(f"{place}: relation {relation}: between two articles write {', '.join(_PAIRS)}")
    return Decision(verdict, day, old, new, relation, cell("note")[:500])


_PAIRS = tuple(str(one) for one in Relation if one.is_pair)


def _day(written: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    return None


def _ref(written: str, place: str) -> ArticleRef | None:
    if not written:
        return None
    try:
        # the key of what is no number, as an export of a map writes it
        read = numbering.printed_reference if _OPAQUE in written else numbering.split_reference
        parsed = read(written)
    except BadNumber as error:
        raise SourceError(f"{place}: {error}") from None
    return ArticleRef(parsed.code or _FIRST_CODE, str(parsed.number), parsed.slot)


def _named(ref: ArticleRef | None) -> str:
    return str(ref) if ref else "none"


def merged(
    links: Sequence[Link], decisions: Iterable[Decision], old: date, new: date
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links of the map from `old` to `new` with the decisions marked, and the links that were rejected."""
    verdicts = {(one.old, one.new): one for one in decisions if old < one.date <= new}
    kept: list[Link] = []
    rejected: list[Link] = []
    named: set[tuple[ArticleRef | None, ArticleRef | None]] = set()
    for link in links:
        said = verdicts.pop((link.old, link.new), None)
        if said is None:
            kept.append(link)
            continue
        marked = replace(link, decision=str(said.verdict), evidence=(*_evidence(said), *link.evidence))
        if said.verdict == Verdict.REJECTED:
            rejected.append(marked)
            continue
        if said.relation:
            named.add((link.old, link.new))
        kept.append(replace(marked, relation=said.relation or link.relation))
    added = [
        Link(one.old, one.new, one.relation or Relation.RENUMBERED, 1.0, _evidence(one), str(one.verdict))
        for one in verdicts.values()
        if one.verdict != Verdict.REJECTED and one.old and one.new and one.old != one.new
    ]
    named |= {(one.old, one.new) for one in verdicts.values() if one.relation}
    if not added and not rejected:
        return tuple(kept), ()
    # an article that a user has linked is neither without successor nor without source
    linked_old, linked_new = {link.old for link in added}, {link.new for link in added}
    kept = [
        link
        for link in kept
        if not (link.new is None and link.old in linked_old) and not (link.old is None and link.new in linked_new)
    ]
    changed = [link for link in (*added, *rejected) if link.relation.is_pair]
    found = _renamed([*kept, *added], changed, named)
    return (*found, *_alone(found, rejected)), tuple(rejected)


def _renamed(
    links: Sequence[Link], changed: Sequence[Link], named: Collection[tuple[ArticleRef | None, ArticleRef | None]]
) -> list[Link]:
    """The links, those of the articles that a decision touches called by what is left around them, but for those that
    the user calls something himself."""
    targets = Counter(link.old for link in links if link.relation.is_pair)
    sources = Counter(link.new for link in links if link.relation.is_pair)
    stays = {link.old for link in links if link.relation is Relation.SAME}
    touched_old, touched_new = {link.old for link in changed}, {link.new for link in changed}
    found = []
    for link in links:
        touched = link.old in touched_old or link.new in touched_new
        if link.relation.is_pair and touched and (link.old, link.new) not in named:
            if targets[link.old] > 1:
                relation = Relation.SPLIT
            elif link.old in stays:
                relation = Relation.MOVED_PART
            elif sources[link.new] > 1 or link.new in stays:
                relation = Relation.MERGED
            else:
                relation = Relation.RENUMBERED
            link = replace(link, relation=relation)
        found.append(link)
    return found


_NO_SUCCESSOR = Evidence(EvidenceKind.USER, "le successeur calculé est rejeté par l'utilisateur")
_NO_SOURCE = Evidence(EvidenceKind.USER, "l'origine calculée est rejetée par l'utilisateur")


def _alone(links: Sequence[Link], rejected: Sequence[Link]) -> list[Link]:
    """What is said of articles whose links were all rejected. An article that keeps its rule has no need of it."""
    known_old, known_new = {link.old for link in links if _speaks(link)}, {link.new for link in links if _speaks(link)}
    lost = [link for link in rejected if link.relation.is_pair]
    old = dict.fromkeys(link.old for link in lost if link.old not in known_old)
    new = dict.fromkeys(link.new for link in lost if link.new not in known_new)
    return [
        *(Link(ref, None, Relation.REPEALED, 1.0, (_NO_SUCCESSOR,)) for ref in old),
        *(Link(None, ref, Relation.NEW, 1.0, (_NO_SOURCE,)) for ref in new),
    ]


def _speaks(link: Link) -> bool:
    return link.relation is not Relation.NUMBER_REUSED


def note_of(link: Link) -> str:
    """What the user noted of the link."""
    for one in link.evidence:
        if one.kind is EvidenceKind.USER:
            return one.text.partition(" par l'utilisateur : ")[2]
    return ""


def _evidence(said: Decision) -> tuple[Evidence, ...]:
    note = f" : {said.note}" if said.note else ""
    return (Evidence(EvidenceKind.USER, f"{_WORDS[said.verdict]} par l'utilisateur{note}"),)
