"""The codes of a store, their consolidated versions, and the anomalies of their sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from cpp_versions.answers import AnomalyAnswer, ArticleRef, ArticleSummary, CodeSummary, ConsolidatedVersion
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import acts_of, day_of

__all__ = ["Overview"]


class Overview:
    """What `Corpus` tells of whole codes."""

    def __init__(self, index: Reader) -> None:
        self._index = index
        self._versions_of = lru_cache(maxsize=64)(self._load_versions)

    def codes(self) -> tuple[CodeSummary, ...]:
        """The codes of the store, by id."""
        rows = self._index.rows(
            """SELECT id, title, as_of, (SELECT count(*) FROM version v WHERE v.code = c.id),
                      (SELECT count(*) FROM article a WHERE a.code = c.id),
                      (SELECT min(date) FROM version v WHERE v.code = c.id),
                      (SELECT max(date) FROM version v WHERE v.code = c.id)
               FROM code c ORDER BY position"""
        )
        summaries = []
        for code, title, as_of, versions, articles, first, last in rows:
            sources = self._index.rows("SELECT name, excerpt FROM source WHERE code = ? ORDER BY position", code)
            names = tuple(dict.fromkeys(name for name, _ in sources))
            excerpt = all(excerpt for _, excerpt in sources)
            summaries.append(
                CodeSummary(
                    code,
                    title,
                    date.fromisoformat(as_of),
                    versions,
                    articles,
                    day_of(first),
                    day_of(last),
                    excerpt,
                    names,
                )
            )
        return tuple(summaries)

    def articles(self, code: str) -> tuple[ArticleSummary, ...]:
        """All articles that the code ever had, in the order of the plan."""
        rows = self._index.rows(
            "SELECT code, number, slot, label FROM article WHERE code = ? ORDER BY rank", self._index.code(code)
        )
        return tuple(ArticleSummary(ArticleRef(*row[:3]), row[3]) for row in rows)

    def versions(self, codes: Iterable[str] = ()) -> tuple[ConsolidatedVersion, ...]:
        """The consolidated versions, oldest first."""
        return self._versions_of(tuple(self._index.code(code) for code in codes))

    def _load_versions(self, codes: tuple[str, ...]) -> tuple[ConsolidatedVersion, ...]:
        rows = self._index.rows(
            """SELECT v.code, v.date, v.commit_id, v.tag, v.acts, v.added, v.removed, v.modified
               FROM version v JOIN code c ON c.id = v.code ORDER BY v.effective, c.position"""
        )
        return tuple(
            ConsolidatedVersion(code, day_of(day), commit, tag, acts_of(acts), *counts)
            for code, day, commit, tag, acts, *counts in rows
            if not codes or code in codes
        )

    def anomalies(
        self, reference: str | ArticleRef | None = None, codes: Iterable[str] = (), only: str | None = None
    ) -> tuple[AnomalyAnswer, ...]:
        """What the sources lack or say differently: of one article, of some codes, of one kind, or all."""
        where, values = ["1"], list[Any]()
        if reference is not None:
            ref = self._index.find(reference, codes)[0].ref
            where.append("code = ? AND number = ?")
            values += [ref.code, ref.number]
        chosen = [self._index.code(code) for code in codes]
        if chosen:
            where.append(f"code IN ({','.join('?' * len(chosen))})")
            values += chosen
        if only:
            where.append("kind = ?")
            values.append(only)
        rows = self._index.rows(
            "SELECT kind, source, code, number, date, message, place, ours, theirs FROM anomaly "
            f"WHERE {' AND '.join(where)} ORDER BY id",
            *values,
        )
        return tuple(
            AnomalyAnswer(kind, source, code, number, day_of(day), message, place, ours, theirs)
            for kind, source, code, number, day, message, place, ours, theirs in rows
        )
