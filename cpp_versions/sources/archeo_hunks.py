"""The form of an Archéo Lex comparison page: two dates, then numbered hunks; every number is checked.

    Code de procédure pénale
    Version consolidée au 29 décembre 2010 (version 03a5995)
    La précédente version était la version consolidée au 19 décembre 2010.
    ... ...
    @@ -17455,7 +17451,7 @@ Ces pourvois ne sont pas suspensifs.
    17455 17451                      two numbers: the line stands on both sides
     (text, after one space)
    17458                            one number: deleted (`-`) or inserted (`+`)
    -Une surveillance de sûreté d'une durée d'un an …

What doesn't fit the hunk's header or the line numbers is a `Problem` with its line, and leaves a *gap* in the sides
that it touches: what stands on both ends of a gap isn't known to be next to each other. The site's own sentences, above
the first hunk, are passed over. What text the hunks hold is no concern of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from cpp_versions.acts import MONTHS
from cpp_versions.errors import SourceError

__all__ = ["NEW", "OLD", "Hunk", "Line", "Page", "Problem", "is_page", "parse_page"]

OLD, NEW = "-", "+"
"""The sides of a page, by the mark of the lines that only they have."""

_DAY = r"(?P<day>\d{1,2})(?:er)? (?P<month>\w{3,9}) (?P<year>\d{4})"
_VERSION = re.compile(rf"Version consolidée au {_DAY}\b")
_PREVIOUS = re.compile(rf"La précédente version était la version consolidée au {_DAY}\b")
_HEADER = re.compile(
    r"@@ -(?P<old>\d{1,9})(?:,(?P<olds>\d{1,9}))? \+(?P<new>\d{1,9})(?:,(?P<news>\d{1,9}))? @@ ?(?P<context>.*)"
)
_NUMBERS = re.compile(r"(?P<first>\d{1,9})(?:[ \t]+(?P<second>\d{1,9}))?[ \t]*")
_SEPARATOR = re.compile(r"\.\.\. ?\.\.\.\s*|…\s*…\s*")
_HARMLESS = frozenset({"encoding", "last_line", "stray_line"})
_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a hunk: `at` is its line on the page, `mark` one of space, `-`, `+`.

    `lost` names the sides (`-`, `+`, both or none) of which lines are missing just before it.
    """

    at: int
    mark: str
    text: str
    lost: str = ""

    def on(self, side: str) -> bool:
        """Whether the line stands on this side."""
        return self.mark in (" ", side)


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of both versions. `old` and `new` are the first line numbers, `context` the line of text above, cut
    short by git; `at` the line of the header on the page."""

    at: int
    old: int
    new: int
    context: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What doesn't fit, from line `at` of the page on; `message` is a sentence in French, `text` what was left out."""

    kind: str
    at: int
    message: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, the two dates, its hunks, and what didn't fit."""

    title: str
    day: date
    previous: date
    hunks: tuple[Hunk, ...]
    problems: tuple[Problem, ...]

    @property
    def entire(self) -> bool:
        """Whether all lines announced are there: only then does "not on the page" mean "not in the code"."""
        return all(problem.kind in _HARMLESS for problem in self.problems)


def is_page(head: str) -> bool:
    """Whether the beginning of a file, some thousand characters, is that of a comparison page."""
    lines = [line.strip() for line in head.split("\n")]
    return any(map(_VERSION.match, lines)) and any(map(_PREVIOUS.match, lines))


def parse_page(content: bytes, name: str) -> Page:
    """The page that `content` holds; `name` is for messages. Raises SourceError where it isn't one."""
    if b"\0" in content:
        raise SourceError(f"{name}: binary data, not a comparison page: save the page as UTF-8 text")
    problems: list[Problem] = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        at = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem("encoding", at, "Octets qui ne sont pas de l’UTF-8, remplacés par « \ufffd »."))
    if not text.strip():
        raise SourceError(f"{name}: empty file: download the comparison page again")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    title, day, previous = _preamble(lines, name)
    parser = _Parser(problems)
    parser.parse(lines)
    if not parser.hunks:
        raise SourceError(f"{name}: no hunk (@@ -… +… @@) below the two dates: download the comparison page again")
    problems.sort(key=lambda problem: problem.at)
    return Page(title, day, previous, tuple(parser.hunks), tuple(problems))


def _preamble(lines: list[str], name: str) -> tuple[str, date, date]:
    title, days = "", {}
    for line in lines:
        if _HEADER.match(line):
            break
        title = title or line.strip()
        for key, pattern in (("day", _VERSION), ("previous", _PREVIOUS)):
            found = pattern.match(line.strip())
            if found and key not in days:
                days[key] = _date(found, name)
    if len(days) < 2:
        raise SourceError(
            f"{name}: not a comparison page: it lacks « Version consolidée au … » or « La précédente version était … »"
        )
    if days["previous"] >= days["day"]:
        raise SourceError(f"{name}: the previous version ({days['previous']}) isn't before {days['day']}")
    return title[:300], days["day"], days["previous"]


def _date(found: re.Match[str], name: str) -> date:
    try:
        return date(int(found["year"]), MONTHS.index(found["month"].lower()) + 1, int(found["day"]))
    except ValueError:
        raise SourceError(f"{name}: « {found.group()[:80]} » names no date: is it a comparison page?") from None


@dataclass(slots=True)
class _Open:
    """A hunk being read: what its header announces, what was found, what is expected next."""

    at: int
    old: int
    new: int
    olds: int
    news: int
    context: str
    lines: list[Line] = field(default_factory=list)
    next_old: int = 0
    next_new: int = 0
    lost: str = ""
    misfits: int = 0
    first_misfit: int = 0
    strays: list[str] = field(default_factory=list)
    first_stray: int = 0

    def __post_init__(self) -> None:
        self.next_old, self.next_new = self.old, self.new

    def count(self, side: str) -> int:
        return sum(line.on(side) for line in self.lines)

    def full(self) -> bool:
        return self.next_old - self.old >= self.olds and self.next_new - self.new >= self.news

    def misfit(self, at: int, sides: str = OLD + NEW) -> None:
        self.first_misfit = self.first_misfit or at
        self.misfits += 1
        self.lost = "".join(sorted({*self.lost, *sides}))


class _Parser:
    """Reads hunk after hunk; `hunks` and the list of problems it was given hold the outcome."""

    def __init__(self, problems: list[Problem]) -> None:
        self.hunks: list[Hunk] = []
        self._problems = problems
        self._open: _Open | None = None
        self._begun = False
        self._orphans: list[tuple[int, str]] = []
        self._cut: tuple[int, str] | None = None  # the last line, where it may be cut short

    def parse(self, lines: list[str]) -> None:
        ended = lines[-1] == ""  # the last line is whole: a line feed follows it
        last = len(lines) if not ended else len(lines) - 1
        numbers: re.Match[str] | None = None  # waiting for the line that they number
        for at, line in enumerate(lines[:last], 1):
            hunk = self._open
            header = _HEADER.fullmatch(line)
            boundary = header or _SEPARATOR.fullmatch(line)
            if hunk and numbers and (boundary or _NUMBERS.fullmatch(line)):
                self._without_line(hunk, numbers, at - 1)
                numbers = None
            if boundary:
                self._close(at)
                self._begun = True
                if header:
                    self._open = _start(header, at)
            elif not hunk:
                if self._begun and line.strip():  # above, the site speaks
                    self._orphans.append((at, line))
            elif numbers:
                if at == last and not ended:
                    self._cut = (at, line)
                    self._number(hunk, numbers, lost=True)
                else:
                    self._line(hunk, numbers, line, at)
                numbers = None
            elif found := _NUMBERS.fullmatch(line):
                numbers = found
            elif line.strip():
                self._stray(hunk, line, at)
        if self._open and numbers:
            self._cut = self._cut or (last, "")
            self._number(self._open, numbers, lost=True)
        self._close(last, at_end=True)
        if self._orphans:
            text = "\n".join(line for _, line in self._orphans)
            message = f"{len(self._orphans)} ligne(s) hors de tout bloc : un en-tête « @@ » manque."
            self._problems.append(Problem("orphan_lines", self._orphans[0][0], message, text))

    def _line(self, hunk: _Open, numbers: re.Match[str], line: str, at: int) -> None:
        """A line below its number or numbers."""
        mark, text = line[:1], line[1:]
        if not line and numbers["second"]:
            mark = " "  # a copy that lost the white space at the ends of lines
        if mark not in (" ", OLD, NEW) or not mark:
            hunk.misfit(at)
            if line.strip():
                self._stray(hunk, line, at)
            return
        fits = bool(numbers["second"]) == (mark == " ")
        first, second = int(numbers["first"]), int(numbers["second"] or 0)
        if mark != NEW:
            fits = fits and first == hunk.next_old
            hunk.next_old = first + 1
        if mark == NEW:
            fits = fits and first == hunk.next_new
            hunk.next_new = first + 1
        elif mark == " ":
            fits = fits and second == hunk.next_new
            hunk.next_new = (second or hunk.next_new) + 1
        if not fits:
            hunk.misfit(at - 1, OLD + NEW if mark == " " else mark)
        hunk.lines.append(Line(at, mark, text, "".join(side for side in hunk.lost if mark in (" ", side))))
        hunk.lost = "".join(side for side in hunk.lost if mark not in (" ", side))

    def _without_line(self, hunk: _Open, numbers: re.Match[str], at: int) -> None:
        hunk.misfit(at)
        self._number(hunk, numbers, lost=True)

    def _number(self, hunk: _Open, numbers: re.Match[str], *, lost: bool) -> None:
        """Count a number whose line isn't there."""
        first, second = int(numbers["first"]), int(numbers["second"] or 0)
        if second:
            hunk.next_old, hunk.next_new = first + 1, second + 1
        elif first == hunk.next_old:
            hunk.next_old = first + 1
        elif first == hunk.next_new:
            hunk.next_new = first + 1
        hunk.lost = OLD + NEW if lost else hunk.lost

    def _stray(self, hunk: _Open, line: str, at: int) -> None:
        if not hunk.full():
            hunk.misfit(at)
        hunk.first_stray = hunk.first_stray or at
        hunk.strays.append(line)

    def _close(self, at: int, at_end: bool = False) -> None:
        hunk, self._open = self._open, None
        if hunk is None:
            return
        self.hunks.append(Hunk(hunk.at, hunk.old, hunk.new, hunk.context, tuple(hunk.lines)))
        self._problems.extend(self._complaints(hunk, at, at_end))

    def _complaints(self, hunk: _Open, at: int, at_end: bool) -> Iterator[Problem]:
        olds, news = hunk.count(OLD), hunk.count(NEW)
        cut = self._cut if at_end else None
        if cut and (olds + 1, news + 1) == (hunk.olds, hunk.news) and hunk.full() and not hunk.misfits:
            message = "La dernière ligne de la page manque ou peut être incomplète ; elle est la même des deux côtés."
            yield Problem("last_line", cut[0], message, cut[1])
        elif olds < hunk.olds or news < hunk.news:
            announced, found = f"{hunk.olds} et {hunk.news}", f"{olds} et {news}"
            if at_end:
                message = f"La page s’arrête au milieu d’un bloc : {announced} lignes annoncées, {found} trouvées."
                yield Problem("truncated", at, message, cut[1] if cut else "")
            else:
                message = f"Bloc incomplet : {announced} lignes annoncées, {found} trouvées."
                yield Problem("hunk_count", hunk.at, message)
        elif olds > hunk.olds or news > hunk.news:
            message = f"Bloc trop long : {hunk.olds} et {hunk.news} lignes annoncées, {olds} et {news} trouvées."
            yield Problem("hunk_count", hunk.at, message)
        if hunk.misfits:
            message = f"Numéros de ligne qui ne se suivent pas, à {hunk.misfits} endroit(s) du bloc."
            yield Problem("line_numbers", hunk.first_misfit, message)
        if hunk.strays:
            message = f"{len(hunk.strays)} ligne(s) sans numéro, laissée(s) de côté."
            yield Problem("stray_line", hunk.first_stray, message, "\n".join(hunk.strays))


def _start(header: re.Match[str], at: int) -> _Open:
    olds, news = (1 if header[key] is None else int(header[key]) for key in ("olds", "news"))
    return _Open(at, int(header["old"]), int(header["new"]), olds, news, header["context"][:_SHOWN])
