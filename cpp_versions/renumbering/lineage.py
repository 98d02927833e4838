"""Follows a rule through numbers and codes: from an article on a day, the links forwards and backwards in time.

Each event of an article (its start, its end, a version that lost or gained more than a few words) is looked up in the
map of that day. Forwards, what a link leads to is followed forwards only, and backwards likewise: a sibling that
came from the same old article is no ancestor. A number that a map tells to be reused holds another rule from then on:
the walk ends there. Where the map of the day knows nothing of the article and a code came into force in the weeks
around, the map from one day to the other is asked: an old code points to a new one weeks later. Where a rule has left
its number without a link, the days of reform in the year before are asked: D249 held until June 2011 what R57-7 had
said since December.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.values import Link, Relation

__all__ = ["Episode", "Event", "Stay", "Step", "Trail", "episodes", "meant", "trail"]

_STEPS = 12
_LINKS = 2_000
# an article of which fewer words came or went can't have given or got a rule; nor, where no article was born that day,
# one of which a smaller share did
_WORDS = 8
_SHARE = 0.15
_AROUND = timedelta(days=62)
_YEAR = timedelta(days=366)
_REFORMS = 2
_DAY = timedelta(days=1)
_LAST = date.max - _DAY
"""The day of what has no end."""


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


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which the rule stood under a number: from `since` to `until`, excluded (None: to the last day known).

    `score`: the product of the links that lead there from the article asked for. `gone`: its whole substance went to
    another number, though the text stands.
    """

    ref: ArticleRef
    since: date
    until: date | None
    score: float
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """What a walk found: `steps`, the links, nearest first; `stays`, where and when the rule stood; `ends`, what the
    maps say where it had no successor, or no source."""

    steps: tuple[Step, ...]
    stays: tuple[Stay, ...]
    ends: tuple[Step, ...]


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


def trail(
    ref: ArticleRef,
    at: date | None,
    episodes_of: _Episodes,
    map_of: _Map,
    code_births: Sequence[date] = (),
    reforms: Sequence[date] = (),
) -> Trail:
    """What leads to and from the rule that stood under `ref` on the day `at`.

    With no day, every rule that ever stood under the number. `episodes_of` gives the times of an article, `map_of` the
    links between two days; `code_births` are the days on which codes came into force, `reforms` those of reforms, the
    largest first.
    """
    known = episodes_of(ref)
    if at is not None:
        known = meant(known, at)
    walk = _Walk(episodes_of, map_of, code_births, reforms)
    for episode in known:
        walk.begin(ref, episode, at)
    walk.run()

    def near(step: Step) -> tuple[int, int, date, float, str, str]:
        away = abs((step.date - at).days) if at else 0
        return step.steps, away, step.date, -step.link.score, str(step.link.old), str(step.link.new)

    return Trail(
        tuple(sorted(walk.found.values(), key=near)), walk.stays(), tuple(sorted(walk.ends.values(), key=near))
    )


def meant(known: Sequence[Episode], at: date) -> Sequence[Episode]:
    """The time in which the number stood on the day `at`; else the last one before it, else the first after it."""
    before = [episode for episode in known if episode.start <= at]
    return before[-1:] or known[:1]


_Key = tuple[ArticleRef | None, ArticleRef | None, date]
_Place = tuple[ArticleRef, date, date]
"""An article, the start of one of its times, the day on which the walk came there."""


@dataclass(slots=True)
class _Visit:
    """A number on the way: `cut`, the day on which its rule left it (forwards) or came (backwards), if it did."""

    place: _Place
    episode: Episode
    forwards: bool
    steps: int
    root: bool = False
    cut: date | None = None
    gone: bool = False
    score: float = 0.0


class _Walk:
    """The state of one walk, both ways."""

    def __init__(
        self, episodes_of: _Episodes, map_of: _Map, code_births: Sequence[date], reforms: Sequence[date]
    ) -> None:
        self._episodes_of, self._map_of, self._births, self._reforms = episodes_of, map_of, code_births, reforms
        self._visits: dict[tuple[_Place, bool], _Visit] = {}
        self._queue: deque[_Visit] = deque()
        self._edges: list[tuple[_Visit, Link, _Visit]] = []
        self.found: dict[_Key, Step] = {}
        self.ends: dict[_Key, Step] = {}

    def begin(self, ref: ArticleRef, episode: Episode, at: date | None) -> None:
        """Set out from one of the times of the article asked for; with no day, from each rule that it held then."""
        last = episode.events[-1]
        end = last.date - _DAY if last.ended else _LAST
        if at is not None:
            day = max(episode.start, min(at, end))
            self._set_out(ref, episode, day, day)
            return
        day = episode.start
        for event in episode.events[1:]:
            if self._reused(ref, event):
                self._set_out(ref, episode, day, event.date - _DAY)
                day = event.date
        self._set_out(ref, episode, day, end)

    def _set_out(self, ref: ArticleRef, episode: Episode, first: date, last: date) -> None:
        """Follow a rule that stood there from one day to another: forwards from the first, backwards from the last."""
        for day, forwards in ((first, True), (last, False)):
            visit = self._visit((ref, episode.start, day), episode, forwards, 0)
            visit.root, visit.score = True, 1.0

    def run(self) -> None:
        """Follow all that is to be followed."""
        while self._queue and len(self.found) < _LINKS:
            visit = self._queue.popleft()
            for link, moved in self._moves(visit):
                step = Step(link, moved, visit.steps + 1, visit.forwards)
                self.found.setdefault((link.old, link.new, moved), step)
                other = link.new if visit.forwards else link.old
                if other is not None and step.steps < _STEPS:
                    self._reach(visit, link, other, moved if visit.forwards else moved - _DAY)
        for _ in range(_STEPS):
            for origin, link, there in self._edges:
                there.score = max(there.score, origin.score * link.score)

    def stays(self) -> tuple[Stay, ...]:
        """Where and when the rule stood, those of the article asked for first."""
        found = []
        for visit in self._visits.values():
            ref, _, day = visit.place
            end = visit.episode.events[-1].date if visit.episode.events[-1].ended else None
            if visit.forwards:
                # a text that came some weeks before its rule left elsewhere is the rule's
                came = max((event.date for event in visit.episode.events if event.date <= day), default=day)
                since = came if visit.root or day - came <= _AROUND else day
                found.append(Stay(ref, since, visit.cut or end, visit.score, visit.gone))
            else:
                began = visit.cut or visit.episode.start
                past = None if day == _LAST else day + _DAY
                found.append(Stay(ref, began, past, visit.score, gone=True))
        return tuple(found)

    def _visit(self, place: _Place, episode: Episode, forwards: bool, steps: int) -> _Visit:
        known = self._visits.get((place, forwards))
        if known is None:
            known = self._visits[place, forwards] = _Visit(place, episode, forwards, steps)
            self._queue.append(known)
        return known

    def _reach(self, visit: _Visit, link: Link, other: ArticleRef, day: date) -> None:
        for episode in self._episodes_of(other):
            if _reaches(episode, day, visit.forwards):
                there = self._visit((other, episode.start, day), episode, visit.forwards, visit.steps + 1)
                self._edges.append((visit, link, there))

    def _moves(self, visit: _Visit) -> Iterator[tuple[Link, date]]:
        """The links of an article during one of its times, as long as it held the rule: forwards those after the day
        of the visit, backwards those up to it."""
        ref, _, day = visit.place
        events, forwards = visit.episode.events, visit.forwards
        chosen = [one for one in events[1:] if one.date > day] if forwards else [
            one for one in reversed(events) if one.date <= day and not one.ended
        ]  # fmt: skip
        gave = False
        for event in chosen:
            leaves = event.ended or event is events[0]
            said: list[Link] = []
            if _tells(event, forwards):
                links, said = self._on(ref, event, forwards)
                leaves = leaves or any(one.relation is Relation.NUMBER_REUSED for one in said)
                moves = [(link, event.date) for link in links]
                if forwards and leaves and not links and not gave:
                    moves = self._before(ref, visit.episode, event.date)
                yield from moves
                gave = gave or bool(moves)
                if forwards and any(link.relation in (Relation.RENUMBERED, Relation.MERGED) for link, _ in moves):
                    visit.gone = True
            if leaves:
                if not gave:
                    for one in said:
                        step = Step(one, event.date, visit.steps + 1, forwards)
                        self.ends.setdefault((one.old, one.new, event.date), step)
                visit.cut = event.date
                return

    def _on(self, ref: ArticleRef, event: Event, forwards: bool) -> tuple[list[Link], list[Link]]:
        """The links to or from the article on the day of the event, and what else the map says of it."""
        links, said = _of(ref, self._map_of(event.date - _DAY, event.date), forwards)
        for birth in self._births if not links else ():
            if event.date != birth and abs(event.date - birth) <= _AROUND:
                wide = self._map_of(min(event.date, birth) - _DAY, max(event.date, birth))
                more, told = _of(ref, wide, forwards)
                if more:
                    return more, told
        return links, said

    def _before(self, ref: ArticleRef, episode: Episode, left: date) -> list[tuple[Link, date]]:
        """The links of a rule that left its number on the day `left`, by the maps of the reforms of the year before in
        which its text stood unchanged: what an article gave away when it changed isn't what it had left."""
        first = max(left - _YEAR, episode.start)
        near = [day for day in self._reforms if first < day < left and not episode.has(day)]
        for day in sorted(near[:_REFORMS], reverse=True):
            links, _ = _of(ref, self._map_of(day - _DAY, day), True)
            if links:
                return [(link, day) for link in links]
        return []

    def _reused(self, ref: ArticleRef, event: Event) -> bool:
        """Whether the number holds another rule from the event on."""
        if event.ended or not (_tells(event, True) and _tells(event, False)):
            return False
        return any(one.relation is Relation.NUMBER_REUSED for one in self._on(ref, event, True)[1])


def _of(ref: ArticleRef, links: Iterable[Link], forwards: bool) -> tuple[list[Link], list[Link]]:
    """The pairs of a map from (forwards) or to the article; and what it says of the article itself: that its number is
    reused, or that it has no successor or no source."""
    pairs, said = [], []
    for link in links:
        if (link.old if forwards else link.new) != ref:
            continue
        if link.relation.is_pair:
            pairs.append(link)
        elif link.relation is not Relation.SAME:
            said.append(link)
    return pairs, said


def _reaches(episode: Episode, day: date, forwards: bool) -> bool:
    if episode.holds(day):
        return True
    # a rule that came from, or went to, an article some weeks away (see the module)
    nearest = episode.start if forwards else episode.events[-1].date
    return abs(nearest - day) <= _AROUND


def _tells(event: Event, forwards: bool) -> bool:
    """Whether so many words came or went that a rule may have."""
    moved = event.removed if forwards else event.added
    had = event.words + event.removed - event.added if forwards else event.words
    return moved >= _WORDS and (event.births or moved >= _SHARE * had)
