"""Renumbering maps between two days, computed once and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cpp_versions import renumbering as engine
from cpp_versions.answers import ArticleRef
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.official import with_official
from cpp_versions.corpus.reader import Reader
from cpp_versions.errors import SourceError, UsageError
from cpp_versions.kept import Kept, method
from cpp_versions.renumbering.answers import RenumberingAnswer
from cpp_versions.renumbering.decisions import Decision, merged, read_decisions

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

    def renumbering(self, old: date, new: date, codes: Iterable[str] = ()) -> RenumberingAnswer:
        """The map between two days, of all codes of the store or of the links that touch `codes`.

        Raises SourceError where the user's file can't be read, UsageError where the earlier day isn't first.
        """
        if new < old:
            raise UsageError(f"from {old} to {new}: give the earlier day first")
        chosen = {self._index.code(code) for code in codes}
        links = with_official(self._index, self._computed(*self.versions(old, new)), old, new)
        links, rejected = merged(links, self._decisions, old, new)
        if chosen:
            links, rejected = (
                tuple(link for link in found if {link.old and link.old.code, link.new and link.new.code} & chosen)
                for found in (links, rejected)
            )
        return RenumberingAnswer(old, new, tuple(map(self._checked, links)), rejected, self._as_of)

    def _checked(self, link: engine.Link) -> engine.Link:
        """A link that a user has added, marked where no source knows one of its articles."""
        unknown = [ref for ref in (link.old, link.new) if ref and not self._index.knows(ref)] if link.decision else []
        reasons = (engine.Evidence(engine.EvidenceKind.USER, f"aucune source ne connaît {ref}") for ref in unknown)
        return replace(link, evidence=(*link.evidence, *reasons)) if unknown else link

    @cached_property
    def _as_of(self) -> date | None:
        """The last day of the data of any code."""
        last = self._index.value("SELECT max(as_of) FROM code")
        return date.fromisoformat(last) if last else None

    def day_of(self, answer: RenumberingAnswer) -> Callable[[engine.Link], date]:
        """For each link of a map, the day on which its rule moved: the first on which both articles changed, else the
        new one, else the old one."""
        rows = self._index.rows(
            """SELECT a.code, a.number, a.slot, v.start FROM article_version v JOIN article a ON a.id = v.article
               WHERE v.start > ? AND v.start <= ?""",
            str(answer.old), str(answer.new),
        )  # fmt: skip
        days: dict[ArticleRef | None, set[str]] = {}
        for code, number, slot, start in rows:
            days.setdefault(ArticleRef(code, number, slot), set()).add(start)

        def moved(link: engine.Link) -> date:
            old, new = days.get(link.old, set()), days.get(link.new, set())
            found = (old & new) or new or old
            return date.fromisoformat(min(found)) if found else answer.new

        return moved

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

    def reforms(self, least: int = 1) -> tuple[date, ...]:
        """The days on which articles were born and others ended, `least` of both, those with most of both first."""
        rows = self._index.rows(
            """SELECT b.start FROM
               (SELECT start, count(*) AS n FROM article_version WHERE change = 'created' GROUP BY start) b JOIN
               (SELECT start, count(*) AS n FROM article_version WHERE state = 'ended' GROUP BY start) e
               ON e.start = b.start WHERE min(b.n, e.n) >= ? ORDER BY min(b.n, e.n) DESC, b.start""",
            least,
        )  # fmt: skip
        return tuple(date.fromisoformat(day) for (day,) in rows)

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
