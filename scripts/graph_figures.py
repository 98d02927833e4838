"""The figures of `scripts/bench` that ask the graph and search through time, on the full history."""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from timing import report, seconds, worked

from cpp_versions import Corpus, generation
from cpp_versions.text import words

__all__ = ["GraphFigures"]

_SEED = 250
_ASKED = 100
_GOAL = 0.050


class GraphFigures:
    """The figures of the store of the full history in `store`."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def graph(self) -> None:
        """What is read once, then the time of each kind of question, 100 different ones each."""
        corpus = Corpus.open(self.store)
        chance = random.Random(_SEED)  # noqa: S311 - to draw questions, not secrets
        print(f"{'graph: read once':<36} {seconds(corpus.hubs):9.3f} s")
        print(f"{'graph: orphans of all days, once':<36} {seconds(corpus.dangling):9.3f} s")
        refs = [article.ref for code in corpus.codes() for article in corpus.articles(code.id)]
        drawn: dict[str, Callable[[], Callable[[], object]]] = {
            "neighbourhood, one step": lambda: partial(corpus.neighbourhood, chance.choice(refs), _day(chance)),
            "neighbourhood, two steps": lambda: partial(corpus.neighbourhood, chance.choice(refs), _day(chance), 2),
            "impact": lambda: partial(corpus.impact, chance.sample(refs, 3), _day(chance)),
            "dangling": lambda: partial(corpus.dangling, _day(chance)),
            "hubs": lambda: partial(corpus.hubs, _day(chance)),
            "growth": lambda: corpus.growth,
            "cited-by": lambda: partial(corpus.cited_by, chance.choice(refs), _day(chance)),
        }
        for name, question in drawn.items():
            _told(f"graph: {name}", [worked(question()) for _ in range(_ASKED)])
        corpus.close()

    def search(self) -> None:
        """Questions of two words that some text has, against reading all texts with LIKE; then words through time."""
        corpus = Corpus.open(self.store)
        chance = random.Random(_SEED)  # noqa: S311
        refs = [article.ref for code in corpus.codes() for article in corpus.articles(code.id)]
        asked: list[tuple[str, str, date]] = []
        while len(asked) < _ASKED:
            ref, day = chance.choice(refs), _day(chance)
            alineas = corpus.article(ref, day).alineas
            text = words(chance.choice(alineas)) if alineas else []
            places = [i for i in range(len(text) - 1) if min(map(len, text[i : i + 2])) > 3]
            plain = [i for i in places if all(re.fullmatch(r"[^\W\d_]+", word) for word in text[i : i + 2])]
            if plain:
                first, second = text[(place := chance.choice(plain))], text[place + 1]
                asked.append((f"{first} {second}", f"%{first} {second}%", day))
        database = sqlite3.connect(generation.current(self.store) / generation.INDEX)
        scan = """SELECT a.code, a.number, v.valid_from FROM text t JOIN article_version v ON v.text = t.id
                  JOIN article a ON a.id = v.article
                  WHERE t.body LIKE ? AND v.start <= ? AND v.until > ? LIMIT 20"""
        corpus.search("article", limit=1)
        ours: list[float] = []
        theirs: list[float] = []
        every: list[float] = []
        archaeology: list[float] = []
        frequency: list[float] = []
        for phrase, pattern, day in asked:
            search = partial(corpus.search, f'"{phrase}"', day, limit=20)
            like = partial(_scanned, database, scan, pattern, str(day))
            # both read the same pages: neither is to pay for the other's
            search(), like()
            ours.append(worked(search))
            theirs.append(worked(like))
            every.append(worked(partial(corpus.search, f'"{phrase}"', every=True, limit=20)))
            archaeology.append(worked(partial(corpus.archaeology, f'"{phrase}"')))
            frequency.append(worked(partial(corpus.frequency, [phrase])))
        report(
            "search, top 20 on a day", statistics.median(ours), statistics.median(theirs), "<= 0.083", "LIKE, a scan"
        )
        for name, times in (
            ("search, on a day", ours), ("search, all of history", every), ("first and last, with acts", archaeology),
            ("frequency, by year", frequency),
        ):  # fmt: skip
            _told(name, times)
        corpus.close()


def _scanned(database: sqlite3.Connection, scan: str, pattern: str, day: str) -> list[tuple[str, ...]]:
    return database.execute(scan, (pattern, day, day)).fetchall()


def _day(chance: random.Random) -> date:
    return date(1985, 1, 1) + timedelta(chance.randrange(14_000))


def _told(name: str, times: list[float]) -> None:
    """Times of the processor: what an idle machine takes, on a busy one as well."""
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95) - 1]
    print(
        f"{name:<36} {statistics.median(ordered) * 1e3:9.3f} ms at the median, {late * 1e3:.3f} ms at the 95th "
        f"percentile   goal <= {_GOAL * 1e3:.0f} ms{'' if late <= _GOAL else '   MISSED'}",
        flush=True,
    )
