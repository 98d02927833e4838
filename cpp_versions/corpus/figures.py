"""Figures of a code through time: its size by year, how long versions last, which parts change most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from cpp_versions.corpus.reader import Reader
from cpp_versions.index.schema import OPEN_END
from cpp_versions.kept import Kept
from cpp_versions.model import LOST_FROM
from cpp_versions.text import count_words

__all__ = ["CodeFigures", "Figures", "Part", "YearFigures"]

_MADE = 2
"""Raised when what is counted changes: figures kept by an earlier program are made again."""
LIFE_YEARS = (1, 2, 5, 10, 20)
"""The bounds of the classes of life spans, in years; the last class is open."""


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A code on 31 December of a year, or on the date of the data: articles in force, their words, and how many
    article versions began during the year."""

    year: int
    articles: int
    words: int
    versions: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the code as it stands: articles in it today, versions that these have had, and changes (versions after
    the first) for each article and year in force."""

    titles: tuple[str, ...]
    articles: int
    versions: int
    rate: float


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """The figures of a code. `lives`: how many article versions that have ended lasted less than 1, 2, 5, 10, 20 years,
    and longer; `median_life` in days. `parts`: the most changed first."""

    code: str
    years: tuple[YearFigures, ...]
    lives: tuple[int, ...]
    median_life: int
    parts: tuple[Part, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Figures:
    """What `Corpus` counts."""

    def __init__(self, index: Reader, kept: Kept) -> None:
        self._index = index
        self._kept = kept

    def figures(self, code: str) -> CodeFigures:
        """The figures of a code; computed once."""
        code = self._index.code(code)
        key = ("figures", _MADE, code)
        found = self._kept.get(*key)
        if found is None:
            found = self._counted(code).as_json()
            self._kept.put(found, *key)
        return CodeFigures(
            found["code"],
            tuple(YearFigures(**year) for year in found["years"]),
            tuple(found["lives"]),
            found["median_life"],
            tuple(Part(tuple(p["titles"]), p["articles"], p["versions"], p["rate"]) for p in found["parts"]),
        )

    def _counted(self, code: str) -> CodeFigures:
        as_of = date.fromisoformat(self._index.value("SELECT as_of FROM code WHERE id = ?", code))
        rows = self._index.rows(
            """SELECT v.article, v.start, v.until, v.text, v.valid_from IS NOT NULL FROM article_version v
               JOIN article a ON a.id = v.article WHERE a.code = ? AND v.state = 'in_force' AND v.start <= ?
               ORDER BY v.start""",
            code, str(as_of),
        )  # fmt: skip
        texts = self._index.rows(
            """SELECT DISTINCT t.id, t.body FROM text t JOIN article_version v ON v.text = t.id
               JOIN article a ON a.id = v.article WHERE a.code = ?""",
            code,
        )  # fmt: skip
        words = {id_: count_words(body) for id_, body in texts}
        return CodeFigures(code, _years(rows, words, as_of), *_lives(rows, as_of), self._parts(code, rows, as_of))

    def _parts(self, code: str, rows: list[Any], as_of: date) -> tuple[Part, ...]:
        placed = self._index.rows(
            """SELECT a.id, s.titles FROM article a
               JOIN article_version v ON v.article = a.id AND v.start <= ? AND v.until > ? AND v.state = 'in_force'
               JOIN section s ON s.id = (SELECT p.section FROM placement p WHERE p.article = a.id AND p.start <= ?
                                         ORDER BY p.start DESC LIMIT 1)
               WHERE a.code = ?""",
            *[str(as_of)] * 3, code,
        )  # fmt: skip
        versions, lived = Counter[int](), defaultdict[int, float](float)
        for article, start, until, _, _ in rows:
            versions[article] += 1
            lived[article] += _span(start, until, as_of) / 365.25
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for article, titles in placed:
            groups[tuple(titles.split("\n"))[:3] if titles else ()].append(article)
        found = []
        for titles, articles in groups.items():
            total, years = sum(versions[a] for a in articles), sum(lived[a] for a in articles)
            changed = total - sum(versions[a] > 0 for a in articles)
            found.append(Part(titles, len(articles), total, round(changed / max(years, 1.0), 4)))
        return tuple(sorted(found, key=lambda part: (-part.rate, part.titles)))


def _span(start: str, until: str, as_of: date) -> int:
    """Days between the bounds of a version, to the date of the data where it hasn't ended."""
    first = date.fromisoformat(start)
    last = as_of if until == OPEN_END else min(date.fromisoformat(until), as_of)
    return max((last - first).days, 0)


def _years(rows: list[Any], words: dict[int, int], as_of: date) -> tuple[YearFigures, ...]:
    dated = [row for row in rows if date.fromisoformat(row[1]) > LOST_FROM]
    if not dated:
        return ()
    first = date.fromisoformat(dated[0][1]).year
    days = [str(min(date(year, 12, 31), as_of)) for year in range(first, as_of.year + 1)]
    articles, total = [0] * (len(days) + 1), [0] * (len(days) + 1)
    begun: Counter[int] = Counter()
    for _, start, until, text, told in rows:
        a, b = bisect_left(days, start), bisect_left(days, until)
        # in force on the days from a to b
        for sums, n in ((articles, 1), (total, words.get(text, 0))):
            sums[a] += n
            sums[b] -= n
        begun[date.fromisoformat(start).year] += bool(told)  # else it was so before, unseen
    found = []
    standing = volume = 0
    for place, day in enumerate(days):
        standing += articles[place]
        volume += total[place]
        year = int(day[:4])
        found.append(YearFigures(year, standing, volume, begun[year]))
    return tuple(found)


def _lives(rows: list[Any], as_of: date) -> tuple[tuple[int, ...], int]:
    """How long the versions lasted that have a known beginning and an end."""
    spans = sorted(
        _span(start, until, as_of)
        for _, start, until, _, told in rows
        if told and until != OPEN_END and date.fromisoformat(until) <= as_of
    )
    bounds = [0, *(bisect_right(spans, round(years * 365.25) - 1) for years in LIFE_YEARS), len(spans)]
    counts = tuple(b - a for a, b in pairwise(bounds))
    return counts, spans[len(spans) // 2] if spans else 0
