"""The orphaned citations of all days, found once from the index and kept beside it (see `graph.orphans`).

Once they are kept, nobody needs the history to be told of them: it is read when something must be found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from cpp_versions.answers import ArticleRef, CitationAnswer
from cpp_versions.corpus.citing import Citing
from cpp_versions.corpus.reader import Reader
from cpp_versions.graph import Reason, reuse
from cpp_versions.graph.history import FOREVER, History
from cpp_versions.graph.orphans import Fact, Reuse, Sentences, facts, is_historical
from cpp_versions.kept import Kept, method
from cpp_versions.model import LOST_FROM
from cpp_versions.text import fold

__all__ = ["Orphaned", "Told", "day_of_number"]

_LOST = LOST_FROM.year * 10_000 + LOST_FROM.month * 100 + LOST_FROM.day
# a sentence is taken to speak of the new text where it has words for that many more of its own weight
_NEARER = 0.1
_METHOD = ("graph", "citations", "text.py", "corpus/citing.py", "corpus/orphaned.py")
# of a row that is kept: see `Orphaned._row`
_START, _UNTIL = 7, 8


@dataclass(frozen=True, slots=True)
class Told:
    """An orphan of some days, with the citation that it is; days are integers (see `graph.orphans.Fact`). `node` is the
    place of its article in the order of the plan."""

    origin: ArticleRef
    label: str
    span: tuple[int, int]
    quote: str
    sentence: str
    code: str
    target: str
    start: int
    until: int
    reason: Reason
    since: int
    written: int
    mended: int
    node: int


def day_of_number(day: int) -> date | None:
    """The date of an integer; None where it is lost, or there is no end."""
    return None if day in (0, _LOST) or day >= FOREVER else date(day // 10_000, day // 100 % 100, day % 100)


class Orphaned:
    """Finds the orphans of the history that `read` gives with, of each of its versions, the text's id, None where there
    is none or a part only."""

    def __init__(
        self, index: Reader, citing: Citing, kept: Kept, read: Callable[[], tuple[History, Sequence[int | None]]]
    ) -> None:
        self._index, self._citing, self._kept, self._read = index, citing, kept, read
        self._bag = lru_cache(maxsize=4096)(self._load_bag)
        self._citation = lru_cache(maxsize=20_000)(self._load_citation)
        self._article = lru_cache(maxsize=4096)(index.find)
        self._folded = lru_cache(maxsize=256)(self._load_folded)
        self._other_rule = lru_cache(maxsize=100_000)(self._compare)

    @cached_property
    def all(self) -> tuple[Told, ...]:
        """The orphans of all days, by article in the order of the plan, version and place in the text."""
        return tuple(map(_told, self._rows))

    def on(self, day: int) -> Iterator[Told]:
        """The orphans of one day, in the same order."""
        return (_told(row) for row in self._rows if row[_START] <= day < row[_UNTIL])

    def keep(self) -> None:
        """Find and keep the orphans, where they aren't kept yet."""
        if not self._kept.has(*self._key):
            self._kept.put(self._found(), *self._key)

    @cached_property
    def _rows(self) -> list[list[Any]]:
        rows: list[list[Any]] | None = self._kept.get(*self._key)
        if rows is None:
            rows = self._found()
            self._kept.put(rows, *self._key)
        return rows

    def _found(self) -> list[list[Any]]:
        return [self._row(fact) for fact in facts(self._history, self._reuse(), self._sentences())]

    @property
    def _key(self) -> tuple[object, ...]:
        return "orphans", method(*_METHOD), self._index.stamp

    @property
    def _history(self) -> History:
        return self._read()[0]

    @property
    def _texts(self) -> Sequence[int | None]:
        return self._read()[1]

    def _row(self, fact: Fact) -> list[Any]:
        place = self._places[fact.version]
        citation = self._citation(place, fact.position)
        origin, target = citation.origin, self._history.refs[fact.target]
        return [
            [origin.code, origin.number, origin.slot], citation.origin_label, list(citation.span), citation.quote,
            citation.sentence, target.code, target.number,
            fact.start, fact.until, str(fact.reason), fact.since, fact.written, fact.mended,
            self._history.versions[place].article,
        ]  # fmt: skip

    @cached_property
    def _places(self) -> dict[int, int]:
        return {row.id: place for place, row in enumerate(self._history.versions)}

    # -- numbers that came to hold another rule

    def _reuse(self) -> Reuse:
        days: dict[int, list[int]] = {}
        history = self._history
        for node in {int(target) for target in history.target}:
            before: int | None = None
            for place in history.of_article.get(node, ()):
                text = self._texts[place]
                if text is None or not history.versions[place].stands:
                    continue
                if before is not None and before != text and self._other_rule(before, text):
                    days.setdefault(node, []).append(history.versions[place].start)
                before = text
        return Reuse(days, self._other)

    def _other(self, node: int, read: int, turned: int) -> bool:
        old, new = self._text_on(node, read), self._text_on(node, turned)
        return old is not None and new is not None and old != new and self._other_rule(old, new)

    def _text_on(self, node: int, day: int) -> int | None:
        """The text that stood on a day, or the last before it."""
        versions = self._history.of_article.get(node, [])
        place = bisect_right(versions, day, key=lambda at: self._history.versions[at].start)
        return next((text for at in reversed(versions[:place]) if (text := self._texts[at]) is not None), None)

    def _compare(self, old: int, new: int) -> bool:
        before, body = (self._index.value("SELECT body FROM text WHERE id = ?", text) for text in (old, new))
        if reuse.plainly_same(before, body):
            return False
        if len(body.split()) <= reuse.POINTER_WORDS and self._points_elsewhere(body):
            return False
        return reuse.other_rule(self._bag(old), self._bag(new), self._weights)

    @staticmethod
    def _points_elsewhere(body: str) -> bool:
        return " du code " in body.replace(" du code de procédure pénale", "")

    def _load_bag(self, text: int) -> reuse.Bag:
        return reuse.bag_of(self._index.value("SELECT body FROM text WHERE id = ?", text) or "")

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """The weight of each word, from the full text of the index."""
        self._index.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'row')")
        documents: dict[str, int] = dict(self._index.rows("SELECT term, doc FROM temp.vocabulary"))
        return reuse.weights_of(documents, self._index.value("SELECT count(*) FROM text"))

    # -- sentences

    def _sentences(self) -> Sentences:
        return Sentences(self._written, self._historical, self._speaks_of_new)

    def _load_citation(self, place: int, position: int) -> CitationAnswer:
        row = self._history.versions[place]
        article, _ = self._article(self._history.refs[row.article])
        day = day_of_number(row.start) or LOST_FROM
        return self._citing.of_version(article, row.id, day, {position})[0]

    def _sentence(self, place: int, position: int) -> str:
        return self._citation(place, position).sentence

    def _written(self, place: int, position: int) -> int:
        """Since when the sentence stands word for word, holes apart."""
        history = self._history
        sentence = fold(self._sentence(place, position))
        versions = history.of_article[history.versions[place].article]
        first = place
        for at in reversed(versions[: versions.index(place)]):
            if history.versions[at].until != history.versions[first].start and history.versions[at].stands:
                break
            text = self._texts[at]
            if text is None:
                if not history.versions[at].stands:
                    break
                continue
            if sentence not in self._folded(text):
                break
            first = at
        start = history.versions[first].start
        return 0 if start <= _LOST else start

    def _load_folded(self, text: int) -> str:
        return fold(self._index.value("SELECT body FROM text WHERE id = ?", text))

    def _historical(self, place: int, position: int) -> bool:
        return is_historical(self._sentence(place, position))

    def _speaks_of_new(self, place: int, position: int, target: int, old_day: int, new_day: int) -> bool:
        old, new = self._text_on(target, old_day), self._text_on(target, new_day)
        if old is None or new is None:
            return False
        sentence = reuse.bag_of(self._sentence(place, position))
        near_old, near_new = (reuse.affinity(sentence, self._bag(text), self._weights) for text in (old, new))
        return near_new > near_old + _NEARER


def _told(row: Sequence[Any]) -> Told:
    origin, label, span, quote, sentence, code, target, start, until, reason, *days = row
    return Told(
        ArticleRef(*origin), label, (span[0], span[1]), quote, sentence, code, target, start, until,
        Reason(reason), *days,
    )  # fmt: skip
