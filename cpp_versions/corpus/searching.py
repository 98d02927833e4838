"""Words in the texts, by the full-text table of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from cpp_versions.answers import ArticleRef, Hit
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import day_of
from cpp_versions.errors import UsageError

__all__ = ["Searching"]

# what SQLite puts around the words found, and what readers see
_BRACKETS = {2: "[", 3: "]"}


class Searching:
    """What `Corpus` tells of words."""

    def __init__(self, index: Reader) -> None:
        self._index = index

    def search(
        self, query: str, at: date | None = None, codes: Iterable[str] = (), *, every: bool = False, limit: int = 100
    ) -> tuple[Hit, ...]:
        """The articles whose text holds all the words of `query`, accents and case apart; "words in quotes" as they
        follow each other. Of those in force on the day `at` (by default the date of each code's data), best first; with
        `every`, all versions that ever held them."""
        terms = [part or word for part, word in re.findall(r'"([^"]*)"|([^\s"]+)', query[:500])]
        match = " ".join('"' + term.replace('"', " ") + '"' for term in terms if any(c.isalnum() for c in term))
        if not match:
            raise UsageError("nothing to search for: give some words")
        chosen = [self._index.code(code) for code in codes]
        when = "1" if every else "v.start <= coalesce(?, c.as_of) AND v.until > coalesce(?, c.as_of)"
        values: list[Any] = [match] + ([] if every else [str(at) if at else None] * 2) + chosen
        among = f" AND a.code IN ({','.join('?' * len(chosen))})" if chosen else ""
        rows = self._index.rows(
            f"""WITH found AS MATERIALIZED (SELECT rowid AS text, bm25(words) AS score FROM words WHERE words MATCH ?)
                SELECT a.code, a.number, a.slot, a.label, v.valid_from, v.valid_to, v.start, v.text
                FROM found JOIN article_version v ON v.text = found.text JOIN article a ON a.id = v.article
                JOIN code c ON c.id = a.code
                WHERE v.state = 'in_force' AND {when}{among}
                ORDER BY found.score, c.position, a.rank, v.start LIMIT ?""",
            *values, limit,
        )  # fmt: skip
        # only of what is shown: a snippet costs the reading of its whole text
        snippets = {text: self._snippet(text, match) for text in dict.fromkeys(row[-1] for row in rows)}
        return tuple(
            Hit(
                ArticleRef(code, number, slot), label, day_of(since), day_of(until), date.fromisoformat(start),
                *snippets[text],
            )
            for code, number, slot, label, since, until, start, text in rows
        )  # fmt: skip

    def _snippet(self, text: int, match: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The place of a text that has the words of `match`, and where they stand in it."""
        snippet = self._index.value(
            "SELECT snippet(words, 0, char(2), char(3), '…', 24) FROM words WHERE rowid = ? AND words MATCH ?",
            text, match,
        )  # fmt: skip
        marks = tuple(found.span(1) for found in re.finditer("\x02([^\x03]*)\x03", snippet))
        return snippet.translate(_BRACKETS), marks
