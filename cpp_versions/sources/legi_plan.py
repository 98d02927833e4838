"""Where articles stand in the plan at every date, from the sections of LEGI.

The top of the plan (`STRUCT`) holds one level; each section names those in it and its articles, all with their dates.
So the path of an article over time is found upwards: the days of the article, of its link, of the link of each section
above it, cut by one another. What LEGI is known to have wrong is told to the caller, never hidden: sections without a
file, sections that hold themselves, an article listed twice, in two sections at once, or before its section existed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from cpp_versions.model import Section
from cpp_versions.sources.legi_dates import STILLBORN, NoDate, OfficialDate, day_of
from cpp_versions.sources.legi_files import ArticleRef, Context, SectionFile, SectionRef, StructFile
from cpp_versions.titles import slug

__all__ = ["Path", "Plan", "Stretch", "from_context"]

Path = tuple[Section, ...]
_BEGIN, _END = date.min, date.max
_DEEPEST, _MOST = 40, 200  # levels of a plan, places of one section


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place from one day to the next (exclusive)."""

    path: Path
    start: date
    end: date


@dataclass(slots=True)
class Plan:
    """The sections of one text. `faults` are (kind, identifier, what)."""

    sections: Mapping[str, SectionFile]
    struct: StructFile | None
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    holders: dict[str, list[tuple[str, ArticleRef]]] = field(default_factory=lambda: defaultdict(list))
    _above: dict[str, list[tuple[str, SectionRef]]] = field(default_factory=lambda: defaultdict(list))
    _paths: dict[str, tuple[Stretch, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.struct is not None:
            self._children("", self.struct.children)
        for section in self.sections.values():
            self._children(section.id, section.children)

    def _children(self, holder: str, children: Sequence[ArticleRef | SectionRef]) -> None:
        seen: dict[ArticleRef | SectionRef, None] = {}
        for child in children:
            if child in seen:
                if isinstance(child, ArticleRef):
                    self.faults.append(("listed_twice", child.id, f"cité deux fois dans {holder or 'le plan'}"))
                continue
            seen[child] = None
            if isinstance(child, ArticleRef):
                self.holders[child.id].append((holder, child))
            else:
                self._above[child.id].append((holder, child))
                if child.id not in self.sections:
                    self.faults.append(("missing_file", child.id, f"section « {child.title[:120]} » sans fichier"))

    def paths(self, section: str, trail: tuple[str, ...] = ()) -> tuple[Stretch, ...]:
        """Where a section stands, its own title included; "" is the top of the plan."""
        if not section:
            return (Stretch((), _BEGIN, _END),)
        known = self._paths.get(section)
        if known is not None:
            return known
        if section in trail or len(trail) > _DEEPEST:
            self.faults.append(("section_circle", section, "section contenue dans elle-même"))
            return ()
        found: list[Stretch] = []
        own = self.sections.get(section)
        held = self._above.get(section, ())
        titles = {ref.title for _, ref in held}
        # the section's own title is that of today: where those above it tell of others by date, theirs count
        dated = len(titles) > 1 and own is not None and own.title in titles
        for holder, ref in held:
            dates = _days(ref.start, ref.end, ref.state)
            if dates is None:
                continue
            title = (own.title if own and not dated else "") or ref.title or (own.title if own else "")
            for above in self.paths(holder, (*trail, section)):
                start, end = max(dates[0], above.start), min(dates[1], above.end)
                if start < end:
                    found.append(Stretch((*above.path, _section(title)), start, end))
        if len(found) > _MOST:
            self.faults.append(("section_circle", section, f"section à {len(found)} places"))
            del found[_MOST:]
        self._paths[section] = result = tuple(sorted(found, key=lambda s: (s.start, s.end, _titles(s.path))))
        return result

    def of(self, article: str, start: date, end: date) -> tuple[list[Stretch], str]:
        """Where a version of an article that is in force from `start` to `end` stands, and what is odd about it:
        `two_places`, `older_than_section`, `outlives_section`, or nothing. No stretch: no section knows it."""
        found: list[Stretch] = []
        later: list[Stretch] = []
        for holder, ref in self.holders.get(article, ()):
            dates = _days(ref.start, ref.end, ref.state) or (start, end)
            for place in self.paths(holder):
                begin, stop = max(start, dates[0], place.start), min(end, dates[1], place.end)
                if begin < stop:
                    found.append(Stretch(place.path, begin, stop))
                elif place.start >= end:  # the section begins after the article has ended
                    later.append(Stretch(place.path, place.start, place.start))
        return _covering(found or later, start, end)


def from_context(context: Context, start: date, end: date) -> list[Stretch]:
    """Where an article says itself that it stands, with the titles of each day (else the nearest); of several places,
    the one of which most sections are there that day."""
    places = [
        [
            [((day_of(begin) or _BEGIN), (day_of(stop) or _END), title) for begin, stop, title in titles if title]
            for titles in levels[:_DEEPEST]
        ]
        for levels in context.places[:_DEEPEST]
    ]
    places = [known for levels in places if (known := [dated for dated in levels if dated])]
    titled = (title for levels in places for dated in levels for title in dated)
    inside = {day for begin, stop, _ in titled for day in (begin, stop) if start < day < end}
    stretches: list[Stretch] = []
    if len(inside) > _MOST:  # as no article has
        inside = set()
    for day, until in pairwise(sorted({start, end, *inside})) if places else ():
        levels = max(places, key=lambda levels: sum(_there(dated, day) for dated in levels) / len(levels))
        path = tuple(_section(_title_on(dated, day)) for dated in levels)
        if stretches and stretches[-1].path == path:
            stretches[-1] = Stretch(path, stretches[-1].start, until)
        else:
            stretches.append(Stretch(path, day, until))
    return stretches


def _there(dated: Sequence[tuple[date, date, str]], day: date) -> bool:
    return any(begin <= day < stop for begin, stop, _ in dated)


def _title_on(dated: Sequence[tuple[date, date, str]], day: date) -> str:
    here = next((t for t in dated if t[0] <= day < t[1]), None)
    return (here or min(dated, key=lambda t: abs(t[0] - day)))[2]


def _covering(found: list[Stretch], start: date, end: date) -> tuple[list[Stretch], str]:
    """Stretches that follow one another from `start`: of two at once the later begun wins, a gap is filled by the place
    that follows it (an article older than its section); after the last one, nobody says where the article stands."""
    if not found or (len(found) == 1 and (found[0].start, found[0].end) == (start, end)):
        return found, ""
    odd = ""
    inside = (day for s in found for day in (s.start, s.end) if start < day < end)
    bounds = sorted({start, end, *inside})
    cover: list[Stretch] = []
    pieces: list[tuple[Path | None, date, date]] = []
    for begin, stop in pairwise(bounds):
        here = [s for s in found if s.start <= begin and stop <= s.end]
        if len({s.path for s in here}) > 1:
            odd = "two_places"
        best = max(here, key=lambda s: (s.start, len(s.path), [-ord(c) for c in _titles(s.path)[:80]]), default=None)
        pieces.append((best.path if best else None, begin, stop))
    if any(path is None for path, _, _ in pieces):
        odd = odd or ("older_than_section" if pieces[0][0] is None else "outlives_section")
    ordered = sorted(found, key=lambda s: s.start)
    for path, begin, stop in pieces:
        if path is None:
            path = next((s.path for s in ordered if s.start >= begin), None)
            if path is None:
                break
        if cover and cover[-1].path == path:
            cover[-1] = Stretch(path, cover[-1].start, stop)
        else:
            cover.append(Stretch(path, begin, stop))
    return cover, odd


def _days(start: OfficialDate, end: OfficialDate, state: str) -> tuple[date, date] | None:
    """The days of a link; None where it holds on no day that can be named."""
    if state == STILLBORN or start is NoDate.UNDETERMINED:
        return None
    first, last = day_of(start) or _BEGIN, day_of(end) or _END
    return (first, last) if first < last else None


@lru_cache(maxsize=16384)
def _section(title: str) -> Section:
    return Section(slug(title) or "sans-titre", title or "(sans titre)")


def _titles(path: Path) -> str:
    return "\n".join(section.title for section in path)
