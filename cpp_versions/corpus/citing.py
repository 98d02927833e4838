"""What articles cite, and what cites them, on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef, CitationAnswer
from cpp_versions.corpus.reader import FIRST_CODE, Reader
from cpp_versions.corpus.rows import IN_FORCE, FoundArticle, found_article
from cpp_versions.errors import UnknownArticle
from cpp_versions.model import Citation, State

__all__ = ["Citing"]

_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=[A-ZÀ-Ý«0-9–-])")
# "art. R. 57-7-62" and "n° 12" don't end a sentence
_ABBREVIATION = re.compile(r"(?:\b(?:art|al|[LRDAC])|\bn°)\.?$")


class Citing:
    """What `Corpus` tells of citations."""

    def __init__(self, index: Reader) -> None:
        self._index = index

    def cites(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[CitationAnswer, ...]:
        """What the article cites on the day `at`, in the order of its text."""
        article, _ = self._index.find(reference, codes)
        day = at or article.as_of
        row = self._index.version_on(article.id, day)
        return tuple(self._citations(article, row[0], day)) if row else ()

    def cited_by(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[CitationAnswer, ...]:
        """What cites the article on the day `at`, in the order of the plan."""
        try:
            article, _ = self._index.find(reference, codes)
            ref, day = article.ref, at or article.as_of
        except UnknownArticle:
            ref, day = (
                self._cited_only(reference, codes),
                at or date.fromisoformat(self._index.value("SELECT max(as_of) FROM code")),
            )
        rows = self._index.rows(
            f"""SELECT DISTINCT a.id, a.code, a.number, a.slot, a.label, a.as_of, v.id, t.position
                FROM citation_target t JOIN article_version v ON v.id = t.version JOIN article a ON a.id = v.article
                JOIN code c ON c.id = a.code
                WHERE t.code = ? AND t.number = ? AND {IN_FORCE.format("v")}
                ORDER BY c.position, a.rank, t.position""",
            ref.code, ref.number, str(day), str(day),
        )  # fmt: skip
        found: list[CitationAnswer] = []
        for *fields, version, position in rows:
            origin = found_article(fields)
            found.extend(self._citations(origin, version, day, position))
        return tuple(found)

    def _cited_only(self, reference: str | ArticleRef, codes: Iterable[str]) -> ArticleRef:
        """An article that no source has and that a text cites. Raises UnknownArticle where none does."""
        if isinstance(reference, ArticleRef):
            number, named = reference.number, [reference.code]
        else:
            parsed = numbering.split_reference(reference)
            number, named = str(parsed.number), [parsed.code] if parsed.code else list(codes) or [FIRST_CODE]
        for code in named:
            if self._index.value("SELECT 1 FROM citation_target WHERE code = ? AND number = ?", code, number):
                return ArticleRef(code, number)
        raise UnknownArticle(self._index.unknown(number, number, []))

    def _citations(
        self, origin: FoundArticle, version: int, day: date, only: int | None = None
    ) -> Iterator[CitationAnswer]:
        text = self._index.value("SELECT text FROM article_version WHERE id = ?", version)
        alineas = self._index.body(text)
        starts = [0]
        for alinea in alineas:
            starts.append(starts[-1] + len(alinea) + 2)
        for position, link in enumerate(self._index.links(version)):
            if only is not None and position != only:
                continue
            begin = starts[link.alinea] + link.start
            yield CitationAnswer(
                origin=origin.ref,
                origin_label=origin.label,
                span=(begin, begin + len(link.quote)),
                quote=link.quote,
                sentence=_sentence(alineas[link.alinea], link.start, link.end),
                code=link.code,
                targets=link.targets,
                status=self._status(link, day),
            )

    def _status(self, link: Citation, day: date) -> str:
        """Whether all that the citation names is in force on that day."""
        if link.code is None:
            return "other_text"
        if not self._index.value("SELECT 1 FROM code WHERE id = ?", link.code):
            return "other_text"
        states = set()
        for target in link.targets:
            rows = self._index.rows(
                "SELECT id FROM article WHERE number = ? AND code = ? AND slot = 1", target, link.code
            )
            row = self._index.version_on(rows[0][0], day) if rows else None
            states.add(
                "unknown"
                if not rows
                else "in_force"
                if row and row[1] in (State.IN_FORCE, State.MISSING)
                else "not_in_force"
            )
        return next((state for state in ("unknown", "not_in_force", "in_force") if state in states), "unknown")


def _sentence(alinea: str, start: int, end: int) -> str:
    """The sentence of the alinéa that holds the span; the whole of it for a table."""
    begin, stop = 0, len(alinea)
    for gap in _SENTENCE_END.finditer(alinea):
        if _ABBREVIATION.search(alinea[: gap.start()].rstrip(".")[-8:] + "."):
            continue
        if gap.end() <= start:
            begin = gap.end()
        elif gap.start() >= end:
            stop = gap.start()
            break
    return alinea[begin:stop]
