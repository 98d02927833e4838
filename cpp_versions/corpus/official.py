"""What an official source says of renumberings, joined to a map: one hop, by identifiers.

Where the words show the same link, it is evidence of it. Where they don't, it is a link of its own, with a modest score
and marked: its evidence is of kind `legi`, beside the remark that the words don't show it. Such a link is told only
between articles that stand on the two days compared, the old one without a break until the day that the source gives,
the new one from then on: a number that ended and came back is another article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import FoundArticle
from cpp_versions.model import State
from cpp_versions.renumbering import Evidence, EvidenceKind, Link, Relation

__all__ = ["with_official"]

_Pair = tuple[str, str, str, str]
_WORDS = {
    "CONCORDE": "concordance",
    "TRANSFERE": "transfert",
    "DEPLACE": "déplacement",
    "VERSIONS": "versions d’un même article",
}
_ONE_SIDE, _BOTH_SIDES = 0.5, 0.6
"""How far a link is believed that the source tells and the words don't show, told in the old article or the new one, or
in both. A choice, not measured: no dump of a code whose renumberings are known could be had."""
_MARK = Evidence(EvidenceKind.WORDS, "dit par la source seule : les mots ne le montrent pas")
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """One link as the source has it; `day` is the start of the new version."""

    kind: str
    old_id: str
    new_id: str
    both: int
    source: str
    day: str

    @property
    def text(self) -> str:
        sides = "dit des deux côtés" if self.both else "dit d’un côté"
        return f"{self.source} : {_WORDS.get(self.kind, self.kind)}, {self.old_id} → {self.new_id}, {sides}"


@dataclass(frozen=True, slots=True)
class _Alone:
    """A link that the source tells and the words don't show. `stays`: the old number stands on the new day too;
    `stood`: the new one on the old day."""

    old: ArticleRef
    new: ArticleRef
    score: float
    evidence: tuple[Evidence, ...]
    stays: bool
    stood: bool


def with_official(index: Reader, links: Sequence[Link], old: date, new: date) -> tuple[Link, ...]:
    """The links of the map from `old` to `new`, those that the source tells itself with that as evidence; after them
    those that it alone tells, in the order of the old articles."""
    told = _told(index, old, new)
    if not told:
        return tuple(links)
    found = [_with(link, told) for link in links]
    known = {_pair(link.old, link.new) for link in links if link.old and link.new}
    alone = [
        one for pair, lines in told.items() if pair not in known and (one := _standing(index, pair, lines, old, new))
    ]
    return _joined(found, sorted(alone, key=_order)) if alone else tuple(found)


def _pair(old: ArticleRef, new: ArticleRef) -> _Pair:
    return old.code, old.number, new.code, new.number


def _with(link: Link, told: Mapping[_Pair, Sequence[_Line]]) -> Link:
    if link.old is None or link.new is None:
        return link
    found = told.get(_pair(link.old, link.new))
    return replace(link, evidence=(*link.evidence, *_evidence(found))) if found else link


def _joined(links: Sequence[Link], alone: Sequence[_Alone]) -> tuple[Link, ...]:
    """The links, then those that the source alone tells. An article so linked is neither without successor nor without
    source; whatever else the words say of it stays."""
    gone, come = {one.old for one in alone}, {one.new for one in alone}
    kept = [
        link
        for link in links
        if not (link.new is None and link.old in gone) and not (link.old is None and link.new in come)
    ]
    pairs = [(link.old, link.new) for link in kept if link.relation.is_pair] + [(one.old, one.new) for one in alone]
    targets, sources = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    reused = {link.old for link in links if link.relation is Relation.NUMBER_REUSED}
    return (*kept, *(_link(one, targets[one.old], sources[one.new], reused) for one in alone))


def _link(one: _Alone, targets: int, sources: int, reused: Collection[ArticleRef | None]) -> Link:
    if targets > 1:
        relation = Relation.SPLIT
    elif one.stays and one.old not in reused:
        relation = Relation.MOVED_PART
    elif sources > 1 or (one.stood and one.new not in reused):
        relation = Relation.MERGED
    else:
        relation = Relation.RENUMBERED
    return Link(one.old, one.new, relation, one.score, (*one.evidence, _MARK))


def _order(one: _Alone) -> tuple[object, ...]:
    return (
        one.old.code, numbering.from_source(one.old.number).sort_key, one.old.slot,
        one.new.code, numbering.from_source(one.new.number).sort_key, one.new.slot,
    )  # fmt: skip


# -- from the index


def _told(index: Reader, old: date, new: date) -> dict[_Pair, list[_Line]]:
    """By pair of articles, what the source says of versions that started between the two days. An index of a store
    that knows of none may have been made before there was a table for them."""
    if not index.value("SELECT 1 FROM sqlite_master WHERE name = 'concordance'"):
        return {}
    rows = index.rows(
        """SELECT old_code, old, new_code, new, kind, old_id, new_id, both, source, date FROM concordance
           WHERE date > ? AND date <= ? ORDER BY kind, old_id, new_id""",
        str(old),
        str(new),
    )
    found: dict[_Pair, list[_Line]] = defaultdict(list)
    for old_code, old_number, new_code, new_number, *line in rows:
        found[old_code, old_number, new_code, new_number].append(_Line(*line))
    return found


def _standing(index: Reader, pair: _Pair, lines: Sequence[_Line], old: date, new: date) -> _Alone | None:
    """The link that only the source tells, if the rule can have gone so: the old article stood from the first day until
    the one that the source gives, the new one stands from then until the last."""
    for line in lines:
        first = _article(index, pair[0], pair[1], line.old_id)
        last = _article(index, pair[2], pair[3], line.new_id)
        if first is None or last is None:
            continue
        if not (index.in_force(first, old) and index.in_force(last, new)):
            continue
        if _ends(index, first, str(old), line.day) or _ends(index, last, line.day, str(new)):
            continue
        both = any(one.both for one in lines)
        return _Alone(
            old=first.ref,
            new=last.ref,
            score=_BOTH_SIDES if both else _ONE_SIDE,
            evidence=_evidence(lines),
            stays=index.in_force(first, new),
            stood=index.in_force(last, old),
        )
    return None


def _article(index: Reader, code: str, number: str, id_: str) -> FoundArticle | None:
    """The article of a version by the identifier of the source; of two texts of one number, the one that has it."""
    slot = index.value(
        """SELECT a.slot FROM article a JOIN article_version v ON v.article = a.id
           WHERE a.code = ? AND a.number = ? ORDER BY v.place <> ?, a.slot LIMIT 1""",
        code,
        number,
        id_,
    )
    return None if slot is None else index.find(ArticleRef(code, number, int(slot)))[0]


def _ends(index: Reader, article: FoundArticle, after: str, before: str) -> bool:
    """Whether the number came to an end between two days, both excluded: what stood on them isn't one article then."""
    query = "SELECT 1 FROM article_version WHERE article = ? AND state = ? AND start > ? AND start < ?"
    return bool(index.value(query, article.id, str(State.ENDED), after, before))


def _evidence(lines: Sequence[_Line]) -> tuple[Evidence, ...]:
    return tuple(Evidence(EvidenceKind.LEGI, line.text) for line in lines[:_MOST_REASONS])
