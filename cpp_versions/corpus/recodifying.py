"""Two codes, or two versions of one, side by side: the pairs of the renumbering map, graded, computed once and kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from cpp_versions import recodification
from cpp_versions.answers import ArticleRef, ArticleText
from cpp_versions.citations import Context, resolve
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.citing import OnDay
from cpp_versions.corpus.mapping import Mapping
from cpp_versions.corpus.reader import Reader
from cpp_versions.index.citing import COLUMNS, mention_of
from cpp_versions.kept import Kept, method
from cpp_versions.model import State
from cpp_versions.recodification import (
    Grade,
    GradedPair,
    Images,
    Left,
    Pair,
    RecodificationAnswer,
    Renaming,
    SideText,
    Unit,
)
from cpp_versions.renumbering.answers import RenumberingAnswer
from cpp_versions.renumbering.values import Link, Relation

__all__ = ["Recodifying"]

_METHOD = ("recodification", "classing.py", "corpus/recodifying.py")
_Texts = dict[ArticleRef, ArticleText]


class Recodifying:
    """What `Corpus` tells of a recodification."""

    def __init__(self, index: Reader, articles: Articles, kept: Kept, mapping: Mapping) -> None:
        self._index, self._articles, self._kept, self._mapping = index, articles, kept, mapping
        self._answers = lru_cache(maxsize=16)(self._load)

    def recodification(
        self, old: date, new: date, old_codes: Iterable[str] = (), new_codes: Iterable[str] = ()
    ) -> RecodificationAnswer:
        """The pairs from `old_codes` to `new_codes` (by default all) between two days, graded."""
        known = tuple(self._index.codes())
        before = tuple(dict.fromkeys(map(self._index.code, old_codes))) or known
        after = tuple(dict.fromkeys(map(self._index.code, new_codes))) or known
        answer = self._mapping.renumbering(old, new)
        return self._answers(answer, before, after)

    def _load(
        self, answer: RenumberingAnswer, old_codes: tuple[str, ...], new_codes: tuple[str, ...]
    ) -> RecodificationAnswer:
        codes = self._index.codes()
        before, after = (
            {text.ref: text for code in codes for text in self._articles.code_at(code, day)}
            for day in (answer.old, answer.new)
        )
        gone, fresh = _alone(answer.links, old_codes, new_codes)
        linked = {link.old for link in answer.links if link.old} | {link.new for link in answer.links if link.new}
        unchanged = sum(
            ref in before and before[ref].text == text.text and ref not in linked
            for ref, text in after.items()
            if ref.code in old_codes and ref.code in new_codes and text.state != State.MISSING
        )
        every = [link for link in answer.links if link.old and link.new and _paired(link)]
        chosen = [
            link for link in every if link.old and link.new
            and link.old.code in old_codes and link.new.code in new_codes
        ]  # fmt: skip
        told = [pair for link in chosen if (pair := _pair(link)) and _readable(pair, before, after)]
        pairs, renamings = self._graded(answer, told, every, before, after)
        return RecodificationAnswer(
            answer.old, answer.new, old_codes, new_codes, pairs, renamings, gone, fresh, unchanged,
            len(chosen) - len(told),
        )  # fmt: skip

    def _graded(
        self, answer: RenumberingAnswer, told: Sequence[Pair], every: Sequence[Link], before: _Texts, after: _Texts
    ) -> tuple[tuple[GradedPair, ...], tuple[Renaming, ...]]:
        known = [(str(one.old), str(one.new), str(one.relation)) for one in every]
        asked = [(str(pair.old), str(pair.new)) for pair in told]
        digest = hashlib.sha256(repr((known, asked)).encode()).hexdigest()[:24]
        key = ("recodification", method(*_METHOD), *self._mapping.versions(answer.old, answer.new), digest)
        packed = self._kept.get(*key)
        if packed is None:
            images = self._images(every, before, after)
            old = dict(self._sides({r for p in told for r in (p.old, p.new)}, before, answer.old))
            new = dict(self._sides({r for p in told for r in (p.old, p.new)}, after, answer.new))
            packed = _packed(*recodification.graded(told, old, new, images))
            self._kept.put(packed, *key)
        rows, renamings = packed
        pairs = tuple(_unpacked(pair, row) for pair, row in zip(told, rows, strict=True))
        return pairs, tuple(Renaming(*row) for row in renamings)

    def _sides(self, refs: Iterable[ArticleRef], texts: _Texts, day: date) -> Iterator[tuple[ArticleRef, SideText]]:
        on_day = OnDay(self._index, day)
        for ref in sorted(refs):
            if ref in texts and texts[ref].state != State.MISSING:
                yield ref, SideText(ref, texts[ref].alineas, tuple(self._units(ref, texts[ref].alineas, day, on_day)))

    def _units(self, ref: ArticleRef, alineas: Sequence[str], day: date, articles: OnDay) -> Iterator[Unit]:
        article, _ = self._index.find(ref)
        row = self._index.version_on(article.id, day)
        if not row:
            return
        starts = [0]
        for alinea in alineas:
            starts.append(starts[-1] + len(alinea) + 2)
        context = Context(ref.code, ref.number, day, articles)
        for at, *columns in self._index.rows(
            f"SELECT {COLUMNS} FROM citation WHERE version = ? ORDER BY position", row[0]
        ):
            mention = mention_of((at, *columns), starts[at])
            found = resolve(mention, context)
            targets = frozenset((found.code or "", number) for number in found.targets or ("",))
            places = tuple(f"{place.unit}:{place.first}:{place.last}" for place in mention.places)
            start = min(mention.start, mention.phrase[0])
            yield Unit(start, max(mention.end, mention.phrase[1]), targets, places)

    def _images(self, every: Sequence[Link], before: _Texts, after: _Texts) -> Images:
        of: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        cut: set[tuple[str, str]] = set()
        stays: set[tuple[str, str]] = set()
        for link in every:
            if link.old and link.new:
                key = link.old.code, link.old.number
                of[key].add((link.new.code, link.new.number))
                if link.relation not in (Relation.RENUMBERED, Relation.SAME):
                    cut.add(key)
                if link.relation in (Relation.SAME, Relation.MOVED_PART):
                    stays.add(key)
        both = {(ref.code, ref.number) for ref in after if ref in before}
        kept = {key for key in both if key not in of or key in stays}
        return Images(
            {key: frozenset(found) for key, found in of.items()}, frozenset(kept), frozenset(cut),
            frozenset(self._index.codes()),
        )  # fmt: skip


def _paired(link: Link) -> bool:
    return link.relation.is_pair or link.relation == Relation.SAME


def _pair(link: Link) -> Pair | None:
    if link.old is None or link.new is None:
        return None
    return Pair(link.old, link.new, str(link.relation), link.score, link.decision)


def _readable(pair: Pair, before: _Texts, after: _Texts) -> bool:
    """Whether both texts are known."""
    sides = before.get(pair.old), after.get(pair.new)
    return all(side is not None and side.state != State.MISSING for side in sides)


def _alone(
    links: Iterable[Link], old_codes: Sequence[str], new_codes: Sequence[str]
) -> tuple[tuple[ArticleRef, ...], tuple[ArticleRef, ...]]:
    gone, fresh = [], []
    for link in links:
        if link.new is None and link.old and link.old.code in old_codes:
            gone.append(link.old)
        elif link.old is None and link.new and link.new.code in new_codes:
            fresh.append(link.new)
    return tuple(gone), tuple(fresh)


def _packed(pairs: Sequence[GradedPair], renamings: Sequence[Renaming]) -> list[Any]:
    rows = [
        [list(one.labels), str(one.grade), [[left.old, left.new] for left in one.left],
         one.words, one.renamings, one.references, one.elsewhere]
        for one in pairs
    ]  # fmt: skip
    return [rows, [[one.old, one.new, one.pairs] for one in renamings]]


def _unpacked(pair: Pair, row: Sequence[Any]) -> GradedPair:
    labels, grade, left, *counts = row
    return GradedPair(
        pair, (labels[0], labels[1]), Grade(grade), tuple(Left(old, new) for old, new in left), *counts
    )  # fmt: skip
