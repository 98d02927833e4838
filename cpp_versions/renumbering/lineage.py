"""Follows a rule through numbers and codes: from an article on a day, the links forwards and backwards in time.

Each event of an article (its start, its end, a version that lost or gained more than a few words) is looked up in the
map of that day. Forwards, what a link leads to is followed forwards only, and backwards likewise: a sibling that
came from the same old article is no ancestor. Where the map of the day knows nothing of the article and a code came
into force in the weeks around, the map from one day to the other is asked: an old code points to a new one weeks later.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.values import Link

__all__ = ["Episode", "Event", "Step", "episodes", "lineage", "meant"]

_STEPS = 12
_LINKS = 2_000
# an article of which fewer words came or went can't have given or got a rule; nor, where no article was born that day,
# one of which a smaller share did
_WORDS = 8
_SHARE = 0.15
_AROUND = timedelta(days=62)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """A version of an article: the day it came, the words that it gained and lost, and how many it has from then.

    `ended`: no text from then. `births`: an article was born on that day.
    """

    date: date
    added: int
    removed: int
    words: int
    ended: bool = False
    births: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """A time in which a number was in force without a break: its versions, the end (if any) the last."""

    events: tuple[Event, ...]

    @property
    def start(self) -> date:
        """The first day."""
        return self.events[0].date

    def holds(self, day: date) -> bool:
        """Whether the number stood on that day."""
        return self.start <= day and not (self.events[-1].ended and self.events[-1].date <= day)

    def has(self, day: date) -> bool:
        """Whether a version, or the end, came on that day."""
        return any(event.date == day for event in self.events)


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a lineage: `date`, the day the rule moved; `steps`, how many links from the article asked for;
    `forwards`: towards today."""

    link: Link
    date: date
    steps: int
    forwards: bool


_Map = Callable[[date, date], Sequence[Link]]
_Episodes = Callable[[ArticleRef], Sequence[Episode]]


def episodes(events: Iterable[Event]) -> tuple[Episode, ...]:
    """The times in which a number stood, cut at each end, from its versions oldest first."""
    found: list[Episode] = []
    run: list[Event] = []
    for event in events:
        if event.ended and not run:
            continue
        run.append(event)
        if event.ended:
            found.append(Episode(tuple(run)))
            run = []
    if run:
        found.append(Episode(tuple(run)))
    return tuple(found)


def lineage(
    ref: ArticleRef, at: date | None, episodes_of: _Episodes, map_of: _Map, code_births: Sequence[date] = ()
) -> tuple[Step, ...]:
    """The links that lead to and from the rule that stood under `ref` on the day `at`, nearest first.

    With no day, every rule that ever stood under the number. `episodes_of` gives the times of an article, `map_of` the
    links between two days; `code_births` are the days on which codes came into force.
    """
    known = episodes_of(ref)
    if at is not None:
        known = meant(known, at)
    found: dict[tuple[ArticleRef | None, ArticleRef | None, date], Step] = {}
    for forwards in (True, False):
        queue: deque[tuple[ArticleRef, date, int]] = deque()
        for episode in known:
            queue.append((ref, _within(episode, at, forwards), 0))
        seen: set[tuple[ArticleRef, date]] = set()
        while queue and len(found) < _LINKS:
            here, day, steps = queue.popleft()
            if steps >= _STEPS:
                continue
            for episode in episodes_of(here):
                if (here, episode.start) in seen or not _reaches(episode, day, forwards):
                    continue
                seen.add((here, episode.start))
                for link, moved in _moves(here, episode, day, map_of, forwards, code_births):
                    found.setdefault((link.old, link.new, moved), Step(link, moved, steps + 1, forwards))
                    other = link.new if forwards else link.old
                    if other is not None:
                        queue.append((other, moved if forwards else moved - _DAY, steps + 1))

    def near(step: Step) -> tuple[int, int, date, float, str, str]:
        away = abs((step.date - at).days) if at else 0
        return step.steps, away, step.date, -step.link.score, str(step.link.old), str(step.link.new)

    return tuple(sorted(found.values(), key=near))


def meant(known: Sequence[Episode], at: date) -> Sequence[Episode]:
    """The time in which the number stood on the day `at`; else the last one before it, else the first after it."""
    before = [episode for episode in known if episode.start <= at]
    return before[-1:] or known[:1]


def _within(episode: Episode, at: date | None, forwards: bool) -> date:
    """The day to set out from: `at`, brought inside the time; with none, the whole time is followed."""
    if at is None:
        return episode.start if forwards else episode.events[-1].date
    last = episode.events[-1]
    return max(episode.start, min(at, last.date - _DAY) if last.ended else at)


def _reaches(episode: Episode, day: date, forwards: bool) -> bool:
    if episode.holds(day):
        return True
    # a rule that came from, or went to, an article some weeks away (see the module)
    nearest = episode.start if forwards else episode.events[-1].date
    return abs(nearest - day) <= _AROUND


def _moves(
    ref: ArticleRef, episode: Episode, day: date, map_of: _Map, forwards: bool, code_births: Sequence[date]
) -> Iterable[tuple[Link, date]]:
    """The links of an article during one of its times: forwards those after `day`, backwards those up to it."""
    for place, event in enumerate(episode.events):
        if (event.date <= day) if forwards else (event.date > day or event.ended):
            continue
        if not _tells(event, forwards):
            continue
        if forwards and place == 0:
            continue
        found = _on(ref, event.date - _DAY, event.date, map_of, forwards)
        for birth in code_births if not found else ():
            if event.date != birth and abs(event.date - birth) <= _AROUND:
                first, last = min(event.date, birth), max(event.date, birth)
                found = found or _on(ref, first - _DAY, last, map_of, forwards)
        for link in found:
            yield link, event.date


def _tells(event: Event, forwards: bool) -> bool:
    """Whether so many words came or went that a rule may have."""
    moved = event.removed if forwards else event.added
    had = event.words + event.removed - event.added if forwards else event.words
    return moved >= _WORDS and (event.births or moved >= _SHARE * had)


def _on(ref: ArticleRef, old: date, new: date, map_of: _Map, forwards: bool) -> list[Link]:
    return [link for link in map_of(old, new) if link.relation.is_pair and (link.old if forwards else link.new) == ref]
