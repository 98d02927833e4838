"""Renumbering maps between two days, computed once and kept; and the lineage of an article through them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cpp_versions import renumbering as engine
from cpp_versions.answers import ArticleRef, HistoryEntry
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.official import with_official
from cpp_versions.corpus.reader import Reader
from cpp_versions.errors import SourceError
from cpp_versions.kept import Kept, method
from cpp_versions.model import State
from cpp_versions.renumbering.answers import LineageAnswer, RenumberingAnswer, Standing
from cpp_versions.renumbering.decisions import Decision, merged, read_decisions
from cpp_versions.renumbering.lineage import Episode, Event, Step, episodes, lineage, meant

__all__ = ["Mapping"]

_METHOD = ("renumbering", "codes.py", "numbering.py", "text.py")

_LARGEST_FILE = 16 << 20
# texts cut into passages that are kept for the next map
_REMEMBERED = 40_000


class Mapping:
    """What `Corpus` tells of rules that went from one number, or one code, to another.

    `decisions` is the user's file (see `renumbering.decisions`); it need not exist.
    """

    def __init__(self, index: Reader, articles: Articles, kept: Kept, decisions: Path) -> None:
        self._index = index
        self._articles = articles
        self._kept = kept
        self._file = decisions
        self._computed = lru_cache(maxsize=64)(self._load_computed)
        self._memory = engine.Memory()
        self._lock = threading.Lock()
        # the later day of one map is often the earlier one of the next
        self._sides = lru_cache(maxsize=1)(lambda codes, day: engine.sides(self._articles, codes, day))
        self._episodes = lru_cache(maxsize=20_000)(self._load_episodes)

    def renumbering(self, old: date, new: date, codes: Iterable[str] = ()) -> RenumberingAnswer:
        """The map between two days, of all codes of the store or of the links that touch `codes`.

        Raises SourceError where the user's file can't be read.
        """
        chosen = {self._index.code(code) for code in codes}
        links = with_official(self._index, self._computed(*self.versions(old, new)), old, new)
        links, rejected = merged(links, self._decisions, old, new)
        if chosen:
            links, rejected = (
                tuple(link for link in found if {link.old and link.old.code, link.new and link.new.code} & chosen)
                for found in (links, rejected)
            )
        return RenumberingAnswer(old, new, links, rejected)

    def keep(self, old: date, new: date) -> None:
        """Compute and keep the map between two days, where it isn't kept yet."""
        old, new = self.versions(old, new)
        if old != new and not self._kept.has(*_key(old, new)):
            self._load_computed(old, new)

    def versions(self, old: date, new: date) -> tuple[date, date]:
        """The days on which the texts of the two days began to stand: what a map is kept under."""
        rows = self._index.rows(
            "SELECT (SELECT max(effective) FROM version WHERE effective <= ?), "
            "(SELECT max(effective) FROM version WHERE effective <= ?)",
            str(old), str(new),
        )  # fmt: skip
        first, last = rows[0]
        return (date.fromisoformat(first) if first else old), (date.fromisoformat(last) if last else new)

    def reforms(self) -> tuple[date, ...]:
        """The days on which articles were born and others ended, those with most of both first."""
        rows = self._index.rows(
            """SELECT b.start FROM
               (SELECT start, count(*) AS n FROM article_version WHERE change = 'created' GROUP BY start) b JOIN
               (SELECT start, count(*) AS n FROM article_version WHERE state = 'ended' GROUP BY start) e
               ON e.start = b.start ORDER BY min(b.n, e.n) DESC, b.start"""
        )
        return tuple(date.fromisoformat(day) for (day,) in rows)

    def trace(self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()) -> LineageAnswer:
        """Where the rule of an article came from and went to, through all versions, nearest first."""
        article, _ = self._index.find(reference, codes)
        steps = lineage(
            article.ref, at, self._episodes, lambda old, new: self.renumbering(old, new).links, self._code_births
        )
        return LineageAnswer(article.ref, at, steps, self._now(article.ref, at, steps))

    def follow(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[HistoryEntry, ...]:
        """The versions of an article and of those that its rule stood under before and after, oldest first."""
        found = self.trace(reference, at, codes)
        refs = dict.fromkeys(
            [found.ref, *(ref for step in found.steps for ref in (step.link.old, step.link.new) if ref)]
        )
        order = {ref: place for place, ref in enumerate(refs)}
        entries: list[HistoryEntry] = []
        for ref in refs:
            history = self._articles.history(ref)
            entries += [entry for entry in history if self._followed(ref, entry.attested_from, found)]
        return tuple(sorted(entries, key=lambda entry: (entry.attested_from, order[entry.ref])))

    def _followed(self, ref: ArticleRef, day: date, found: LineageAnswer) -> bool:
        """Whether the version of `ref` that came on `day` is of a time in which the rule stood under the number."""
        if ref == found.ref:
            at = found.at
            return at is None or any(one.holds(at) and one.has(day) for one in self._episodes(ref))
        for episode in self._episodes(ref):
            if not episode.has(day):
                continue
            for step in found.steps:
                came = step.link.new == ref and step.forwards and day >= step.date
                left = step.link.old == ref and not step.forwards and day < step.date
                near = episode.holds(step.date) if came else episode.holds(step.date - timedelta(days=1))
                if (came or left) and near:
                    return True
        return False

    def _now(self, ref: ArticleRef, at: date | None, steps: Sequence[Step]) -> tuple[Standing, ...]:
        """What stands on the last day of the data for the rule: the ends of the chains that lead forwards."""
        scores: dict[ArticleRef, float] = {ref: 1.0}
        for step in sorted((step for step in steps if step.forwards), key=lambda step: step.steps):
            old, new = step.link.old, step.link.new
            if old in scores and new is not None:
                scores[new] = max(scores.get(new, 0.0), scores[old] * step.link.score)
        given = {step.link.old for step in steps if step.forwards and str(step.link.relation) != "moved_part"}
        found = []
        for other, score in scores.items():
            answer = self._articles.article(other)
            stands = answer.state in (State.IN_FORCE, State.MISSING)
            if other == ref:
                times = self._episodes(ref)
                same = bool(times) and (at is None or times[-1] in meant(times, at))
                if not (stands and same and other not in given):
                    continue
            elif not stands or other in given:
                continue
            found.append(Standing(other, answer.label, round(score, 3)))
        return tuple(sorted(found, key=lambda one: -one.score))

    # -- maps

    def _load_computed(self, old: date, new: date) -> tuple[engine.Link, ...]:
        if old == new:
            return ()
        with self._lock:  # two who ask at once would both compute it, and share a memory
            return self._made(old, new)

    def _made(self, old: date, new: date) -> tuple[engine.Link, ...]:
        packed = self._kept.get(*_key(old, new))
        if packed is not None:
            return tuple(map(_unpacked, packed))
        if len(self._memory.done) > _REMEMBERED:
            self._memory = engine.Memory()
        codes = self._index.codes()
        before, after = self._sides(codes, old), self._sides(codes, new)
        links = engine.renumbering_map(before, after, memory=self._memory)
        packed = [_packed(link) for link in links]
        self._kept.put(packed, *_key(old, new))
        return tuple(map(_unpacked, packed))  # as those who come later will get them

    @cached_property
    def _decisions(self) -> tuple[Decision, ...]:
        try:
            if self._file.stat().st_size > _LARGEST_FILE:
                raise SourceError(f"{self._file}: larger than 16 MB: no file of decisions")
            return read_decisions(self._file.read_text("utf-8-sig"), str(self._file))
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{self._file}: can't be read ({error}): save it as CSV in UTF-8") from None

    def _load_episodes(self, ref: ArticleRef) -> tuple[Episode, ...]:
        found, words = list[Event](), 0
        for entry in self._articles.history(ref):
            ended, day = entry.state == State.ENDED, entry.attested_from
            words = 0 if ended else max(words + entry.words_added - entry.words_removed, 0)
            found.append(Event(day, entry.words_added, entry.words_removed, words, ended, day in self._births))
        return episodes(found)

    @cached_property
    def _code_births(self) -> tuple[date, ...]:
        """The days on which the codes came into force, but for the first."""
        rows = self._index.rows("SELECT min(effective) FROM version GROUP BY code ORDER BY 1")
        return tuple(date.fromisoformat(day) for (day,) in rows[1:])

    @cached_property
    def _births(self) -> frozenset[date]:
        """The days on which an article was born."""
        rows = self._index.rows("SELECT DISTINCT start FROM article_version WHERE change IN ('created', 'first_known')")
        return frozenset(date.fromisoformat(day) for (day,) in rows)


def _key(old: date, new: date) -> tuple[object, ...]:
    return "renumbering", method(*_METHOD), old, new


def _packed(link: engine.Link) -> list[Any]:
    return [
        link.old and [link.old.code, link.old.number, link.old.slot],
        link.new and [link.new.code, link.new.number, link.new.slot],
        str(link.relation),
        round(link.score, 4),
        [[str(one.kind), one.text] for one in link.evidence],
    ]


def _unpacked(row: list[Any]) -> engine.Link:
    old, new, relation, score, evidence = row
    return engine.Link(
        ArticleRef(*old) if old else None,
        ArticleRef(*new) if new else None,
        engine.Relation(relation),
        score,
        tuple(engine.Evidence(engine.EvidenceKind(kind), text) for kind, text in evidence),
    )
