"""The lineage of an article through the maps of all days: its links, what stands for its rule now, its one timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache

from cpp_versions.answers import ArticleRef, HistoryEntry
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.mapping import Mapping
from cpp_versions.corpus.reader import Reader
from cpp_versions.model import State
from cpp_versions.renumbering.answers import LineageAnswer, Standing
from cpp_versions.renumbering.lineage import Episode, Event, Stay, Step, Trail, episodes, trail

__all__ = ["Tracing"]

# on so many articles that came, others having ended, rules may have gone from articles that lost theirs only later
_REFORM = 10


class Tracing:
    """What `Corpus` tells of a rule through all its numbers."""

    def __init__(self, index: Reader, articles: Articles, mapping: Mapping) -> None:
        self._index, self._articles, self._mapping = index, articles, mapping
        self._episodes = lru_cache(maxsize=20_000)(self._load_episodes)

    def trace(self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()) -> LineageAnswer:
        """Where the rule of an article came from and went to, through all versions, nearest first."""
        article, _ = self._index.find(reference, codes)
        found = self._trail(article.ref, at)
        ends = tuple(step for step in found.ends if not self._was_there(step))
        now = self._now(found.stays)
        # the last day for which all of them are attested: a page tells of its own day alone
        as_of = min((self._index.find(one.ref)[0].as_of for one in now), default=article.as_of)
        return LineageAnswer(article.ref, at, found.steps, now, ends, as_of)

    def follow(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[HistoryEntry, ...]:
        """The versions of an article and of those that its rule stood under before and after, oldest first."""
        article, _ = self._index.find(reference, codes)
        stays: dict[ArticleRef, list[Stay]] = {article.ref: []}
        for stay in self._trail(article.ref, at).stays:
            stays.setdefault(stay.ref, []).append(stay)
        entries: list[tuple[date, int, HistoryEntry]] = []
        for place, (ref, times) in enumerate(stays.items()):
            for entry in self._articles.history(ref):
                if any(_within(entry, time) for time in times):
                    entries.append((entry.attested_from, place, entry))
        return tuple(entry for _, _, entry in sorted(entries, key=lambda one: one[:2]))

    def _trail(self, ref: ArticleRef, at: date | None) -> Trail:
        return trail(
            ref, at, self._episodes, lambda old, new: self._mapping.renumbering(old, new).links, self._code_births,
            self._reforms,
        )  # fmt: skip

    def _now(self, stays: Iterable[Stay]) -> tuple[Standing, ...]:
        """The articles that hold the rule on the last day of the data."""
        scores: dict[ArticleRef, float] = {}
        for stay in stays:
            if stay.until is None and not stay.gone:
                scores[stay.ref] = max(scores.get(stay.ref, 0.0), stay.score)
        found = []
        for ref, score in scores.items():
            answer = self._articles.article(ref)
            if answer.state in (State.IN_FORCE, State.MISSING):
                found.append(Standing(ref, answer.label, score))
        return tuple(sorted(found, key=lambda one: -one.score))

    def _was_there(self, end: Step) -> bool:
        """Whether an article without a source is only known from then on."""
        ref = end.link.new
        return ref is not None and any(
            entry.attested_from == end.date and entry.change == "first_known" for entry in self._articles.history(ref)
        )

    def _load_episodes(self, ref: ArticleRef) -> tuple[Episode, ...]:
        found, words = list[Event](), 0
        if not self._index.knows(ref):  # a user's link may name any article
            return ()
        for entry in self._articles.history(ref):
            ended, day = entry.state == State.ENDED, entry.attested_from
            # where a source has lost the text, the rule may have gone
            removed = words if entry.state == State.MISSING else entry.words_removed
            words = 0 if ended else max(words + entry.words_added - entry.words_removed, 0)
            found.append(Event(day, entry.words_added, removed, words, ended, day in self._births))
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

    @cached_property
    def _reforms(self) -> tuple[date, ...]:
        return self._mapping.reforms(_REFORM)


def _within(entry: HistoryEntry, stay: Stay) -> bool:
    """Whether a version is of a time in which the rule stood there; the end of the number is."""
    day = entry.attested_from
    if stay.until is None or day < stay.until:
        return stay.since <= day
    return day == stay.until and entry.state == State.ENDED
