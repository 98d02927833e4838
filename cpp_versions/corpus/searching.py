"""Words in the texts, by the full-text table of the index: on a day, through all of history, and through time."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate

from cpp_versions.answers import Hit
from cpp_versions.archaeology import ActOfWords, Appearance, Archaeology, Curve, Point
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import acts_of, day_of
from cpp_versions.corpus.timeline import Entry, Run, Timeline
from cpp_versions.errors import UsageError
from cpp_versions.model import Act
from cpp_versions.snippets import Snippet, cut
from cpp_versions.text import fold
from cpp_versions.wording import Wording, parse, parse_phrases

__all__ = ["Searching"]

# what SQLite puts around the words found, and what readers see
_BRACKETS = {2: "[", 3: "]"}
_CURVES = 8
_LONGEST_FILTER = 300


class Searching:
    """What `Corpus` tells of words."""

    def __init__(self, index: Reader) -> None:
        self._index = index
        self._texts = lru_cache(maxsize=128)(self._load_texts)
        self._counted = lru_cache(maxsize=64)(self._load_counts)
        self._sections = lru_cache(maxsize=64)(self._load_sections)

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(self._index)

    # -- questions

    def search(
        self, query: str, at: date | None = None, codes: Iterable[str] = (), *, every: bool = False, limit: int = 100,
        article: str = "", section: str = "",
    ) -> tuple[Hit, ...]:  # fmt: skip
        """The articles whose text holds all the terms of `query` (see `wording`), accents and case apart.

        Of those in force on the day `at` (by default the date of each code's data), best first; with `every`, all that
        ever held them. The interval of a hit is that in which the words stood, through successive versions. `article`:
        only this one, or with a `*` behind all whose numbers begin so (`R57-7-*`); `section`: only below a section
        whose title holds these words.
        """
        wording = parse(query)
        scores: dict[int, float] = dict(
            self._index.rows("SELECT rowid, bm25(words) FROM words WHERE words MATCH ?", wording.match)
        )
        allowed = self._allowed(codes, article)
        timeline = self._timeline
        found: list[tuple[float, int, str, Run, Entry]] = []
        if every:
            for run in timeline.runs(scores):
                if allowed(run.first.article) and self._placed(run.first, run.last.until, section):
                    best = min(run.versions, key=lambda entry: (scores[entry.text or 0], entry.start))
                    found.append((scores[best.text or 0], run.first.article, run.first.start, run, best))
        else:
            for text, score in scores.items():
                for entry in timeline.by_text.get(text, ()):
                    day = str(at) if at else timeline.articles[entry.article].as_of
                    stands = entry.start <= day < entry.until and allowed(entry.article)
                    if stands and self._placed(entry, day, section, on=True):
                        found.append((score, entry.article, entry.start, Run(entry, entry, (entry,)), entry))
        found.sort(key=lambda one: one[:3])
        return tuple(
            self._hit(run if every else timeline.run_around(entry, scores.keys()), entry, wording)
            for _, _, _, run, entry in found[: max(limit, 0)]
        )

    def archaeology(
        self, query: str, codes: Iterable[str] = (), *, article: str = "", section: str = ""
    ) -> Archaeology:
        """When the terms of `query` came to which articles and went from them, and by which acts."""
        wording = parse(query)
        allowed = self._allowed(codes, article)
        timeline, texts = self._timeline, self._texts(wording.match)
        runs = [
            run for run in timeline.runs(texts)
            if allowed(run.first.article) and self._placed(run.first, run.last.until, section)
        ]  # fmt: skip
        runs.sort(key=lambda run: (run.first.start, run.first.article))
        found = [self._appearance(run) for run in runs]
        first = self._hit(runs[0], runs[0].first, wording) if runs else None
        ended = max(runs, key=lambda run: (run.last.until, run.first.start), default=None)
        last = self._hit(ended, ended.last, wording) if ended else None
        return Archaeology(wording.text, first, last, tuple(found), _acts_of(found))

    def frequency(
        self, wordings: Sequence[str], codes: Iterable[str] = (), *, by: str = "year", occurrences: bool = False,
        article: str = "", section: str = "",
    ) -> tuple[Curve, ...]:  # fmt: skip
        """How many articles in force held each wording, on the last day of each year (and of the data), or with `by`
        "version" on the day of each consolidated version; with `occurrences`, also how often in all.

        A wording is a phrase; `détenu|détenus` counts what holds either.
        """
        if not 1 <= len(wordings) <= _CURVES:
            raise UsageError(f"give 1 to {_CURVES} wordings")
        if by not in ("year", "version"):
            raise UsageError(f"{by[:20]!r}: count by year or by version")
        chosen = tuple(self._index.code(code) for code in codes)
        allowed = self._allowed(chosen, article)
        days = self._days(chosen, by)
        found = []
        for wording in map(parse_phrases, wordings):
            texts = self._texts(wording.match)
            counts = self._counted(wording) if occurrences else {}
            changes: Counter[str] = Counter()
            times: Counter[str] = Counter()
            for text in texts:
                for entry in self._timeline.by_text.get(text, ()):
                    if allowed(entry.article) and self._placed(entry, entry.until, section):
                        changes[entry.start] += 1
                        changes[entry.until] -= 1
                        times[entry.start] += counts.get(text, 0)
                        times[entry.until] -= counts.get(text, 0)
            articles, often = _sums(changes, days), _sums(times, days)
            points = zip(days, articles, often, strict=True)
            found.append(
                Curve(
                    wording.text,
                    tuple(Point(date.fromisoformat(day), n, m if occurrences else None) for day, n, m in points),
                )
            )
        return tuple(found)

    # -- what is looked up

    def _load_texts(self, match: str) -> frozenset[int]:
        return frozenset(row[0] for row in self._index.rows("SELECT rowid FROM words WHERE words MATCH ?", match))

    def _load_counts(self, wording: Wording) -> dict[int, int]:
        """How often each text holds the wording."""
        (alternatives,) = wording.terms
        if len(alternatives) == 1 and re.fullmatch(r"[^\W_]+", alternatives[0]):
            # one word: the index itself has counted it
            self._index.rows(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab('main','words','instance')"
            )
            counted: dict[int, int] = dict(
                self._index.rows(
                    "SELECT doc, count(*) FROM temp.places WHERE term = ? GROUP BY doc", _folded(alternatives[0])
                )
            )
            if counted:
                return counted
        rows = self._index.rows(
            """SELECT rowid, length(h) - length(replace(h, char(2), '')) FROM
               (SELECT rowid, highlight(words, 0, char(2), '') AS h FROM words WHERE words MATCH ?)""",
            wording.match,
        )
        return dict(rows)

    def _days(self, codes: Sequence[str], by: str) -> list[str]:
        """The days to count on, within what the sources cover."""
        among = f"WHERE code IN ({','.join('?' * len(codes))})" if codes else ""
        rows = self._index.rows(f"SELECT DISTINCT date FROM version {among} ORDER BY date", *codes)
        dates = [row[0] for row in rows if row[0]]
        last = max(known.as_of for known in self._timeline.articles) if self._timeline.articles else ""
        dates = [day for day in dates if day <= last]
        if not dates:
            return []
        if by == "version":
            return dates
        ends = [f"{year}-12-31" for year in range(int(dates[0][:4]), int(last[:4]))]
        return [*ends, last]

    def _allowed(self, codes: Iterable[str], article: str) -> Callable[[int], bool]:
        """Which articles are searched, by their place in the timeline. Raises UnknownArticle."""
        articles = self._timeline.articles
        chosen = {self._index.code(code) for code in codes}
        wanted = article[:_LONGEST_FILTER].strip()
        if not wanted:
            return lambda place: not chosen or articles[place].ref.code in chosen
        if not wanted.endswith("*"):
            ref = self._index.find(wanted, codes)[0].ref
            return lambda place: (articles[place].ref.code, articles[place].ref.number) == (ref.code, ref.number)
        beginning = re.sub(r"[^0-9A-Z-]", "", wanted.upper())
        return lambda place: (
            articles[place].ref.number.upper().startswith(beginning)
            and (not chosen or articles[place].ref.code in chosen)
        )

    def _load_sections(self, words: str) -> frozenset[int]:
        """The sections whose titles, or those above them, hold the words as they follow each other."""
        wanted = _folded(words)
        return frozenset(
            id_ for id_, titles in self._index.rows("SELECT id, titles FROM section") if wanted in _folded(titles)
        )

    @cached_property
    def _placements(self) -> dict[int, list[tuple[str, str, int]]]:
        found: dict[int, list[tuple[str, str, int]]] = {}
        for article, start, until, section in self._index.rows(
            "SELECT article, start, until, section FROM placement ORDER BY article, start"
        ):
            found.setdefault(article, []).append((start, until, section))
        return found

    def _placed(self, entry: Entry, until: str, section: str, on: bool = False) -> bool:
        """Whether the article stood below such a section between the start of a version and a day, or `on` that day."""
        if not section:
            return True
        sections = self._sections(section[:_LONGEST_FILTER])
        places = self._placements.get(self._timeline.articles[entry.article].id, [])
        if on:
            before = [place for start, _, place in places if start <= until]
            return bool(before) and before[-1] in sections
        return any(start < until and entry.start < end and place in sections for start, end, place in places)

    # -- what is answered

    def _hit(self, run: Run, shown: Entry, wording: Wording) -> Hit:
        known = self._timeline.articles[run.first.article]
        snippet, marks = self._snippet(shown.text or 0, wording)
        return Hit(
            known.ref, known.label, day_of(run.first.valid_from), day_of(run.last.valid_to),
            date.fromisoformat(run.first.start), snippet, marks,
        )  # fmt: skip

    def _snippet(self, text: int, wording: Wording) -> Snippet:
        """The place of a text that shows the words, and where they stand in it."""
        found = cut(self._index.value("SELECT body FROM text WHERE id = ?", text), wording)
        if found is not None:
            return found
        # letters that only the index knows to be the same
        snippet = self._index.value(
            "SELECT snippet(words, 0, char(2), char(3), '…', 24) FROM words WHERE rowid = ? AND words MATCH ?",
            text, wording.match,
        )  # fmt: skip
        marks = tuple(found.span(1) for found in re.finditer("\x02([^\x03]*)\x03", snippet))
        return snippet.translate(_BRACKETS), marks

    def _appearance(self, run: Run) -> Appearance:
        known = self._timeline.articles[run.first.article]
        after = self._timeline.after(run.last)
        gone = run.last.valid_to is not None
        return Appearance(
            known.ref, known.label, day_of(run.first.valid_from), day_of(run.last.valid_to),
            date.fromisoformat(run.first.start), self._acts(run.first),
            self._acts(after) if gone and after is not None and after.start == run.last.until else (),
            new=run.first.at == 0 or self._timeline.versions[run.first.article][run.first.at - 1].text is None,
        )  # fmt: skip

    def _acts(self, entry: Entry) -> tuple[Act, ...]:
        return acts_of(self._titles.get(entry.id, ""))

    @cached_property
    def _titles(self) -> dict[int, str]:
        """The acts of each version, as the index writes them."""
        return dict(self._index.rows("SELECT id, acts FROM article_version WHERE acts <> ''"))


def _folded(text: str) -> str:
    """As the index folds words: case, accents and typography apart."""
    plain = unicodedata.normalize("NFD", fold(text).lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _sums(changes: Counter[str], days: Sequence[str]) -> list[int]:
    """What the changes up to each day add up to."""
    ordered = sorted(changes)
    totals = list(accumulate(changes[day] for day in ordered))
    found, place = [], 0
    for day in days:
        while place < len(ordered) and ordered[place] <= day:
            place += 1
        found.append(totals[place - 1] if place else 0)
    return found


def _acts_of(found: Iterable[Appearance]) -> tuple[ActOfWords, ...]:
    """The acts that brought the words to articles or took them away, by the day."""
    came: dict[tuple[date, str], list[Appearance]] = {}
    went: dict[tuple[date, str], list[Appearance]] = {}
    acts: dict[str, Act] = {}
    for one in found:
        if one.valid_from:
            for act in one.brought_by[:1]:
                acts[act.title] = act
                came.setdefault((one.valid_from, act.title), []).append(one)
        if one.valid_to:
            for act in one.removed_by[:1]:
                acts[act.title] = act
                went.setdefault((one.valid_to, act.title), []).append(one)
    return tuple(
        ActOfWords(acts[title], day, len(came.get((day, title), ())), len(went.get((day, title), ())))
        for day, title in sorted(came.keys() | went.keys())
    )
