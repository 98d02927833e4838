"""What articles cite, and what cites them, on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef, CitationAnswer
from cpp_versions.citations import Context, Status, resolve
from cpp_versions.corpus.reader import FIRST_CODE, Reader
from cpp_versions.corpus.rows import IN_FORCE, FoundArticle, found_article
from cpp_versions.errors import UnknownArticle
from cpp_versions.index.citing import COLUMNS, mention_of

__all__ = ["Citing", "OnDay"]

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
        """What the article cites on the day `at`, in the order of its text: one answer for each row of the index."""
        article, _ = self._index.find(reference, codes)
        day = at or article.as_of
        row = self._index.version_on(article.id, day)
        return tuple(self._citations(article, row[0], day, OnDay(self._index, day))) if row else ()

    def cited_by(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[CitationAnswer, ...]:
        """What cites the article on the day `at`, in the order of the plan; a range cites what stands inside it."""
        try:
            article, _ = self._index.find(reference, codes)
            ref, day = article.ref, at or article.as_of
        except UnknownArticle:
            ref, day = (
                self._cited_only(reference, codes),
                at or date.fromisoformat(self._index.value("SELECT max(as_of) FROM code")),
            )
        rows = self._index.rows(
            f"""SELECT a.id, a.code, a.number, a.slot, a.label, a.as_of, v.id, t.position
                FROM (SELECT version, position FROM citation_target WHERE code = ? AND number = ?
                      UNION SELECT version, position FROM citation_within WHERE code = ? AND number = ?) t
                JOIN article_version v ON v.id = t.version JOIN article a ON a.id = v.article
                JOIN code c ON c.id = a.code
                WHERE {IN_FORCE.format("v")}
                ORDER BY c.position, a.rank, t.position""",
            ref.code, ref.number, ref.code, ref.number, str(day), str(day),
        )  # fmt: skip
        found: list[CitationAnswer] = []
        articles = OnDay(self._index, day)
        for (*fields, version), group in groupby(rows, key=lambda row: row[:-1]):
            positions = {row[-1] for row in group}
            found.extend(self._citations(found_article(fields), version, day, articles, positions))
        return tuple(found)

    def of_version(
        self, article: FoundArticle, version: int, day: date, positions: set[int]
    ) -> tuple[CitationAnswer, ...]:
        """The citations of a version at these positions, read on the day."""
        return tuple(self._citations(article, version, day, OnDay(self._index, day), positions))

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
        self, origin: FoundArticle, version: int, day: date, articles: OnDay, only: set[int] | None = None
    ) -> Iterator[CitationAnswer]:
        alineas = self._index.body(self._index.value("SELECT text FROM article_version WHERE id = ?", version))
        starts = [0]
        for alinea in alineas:
            starts.append(starts[-1] + len(alinea) + 2)
        context = Context(origin.ref.code, origin.ref.number, day, articles)
        rows = self._index.rows(
            f"SELECT position, {COLUMNS} FROM citation WHERE version = ? ORDER BY position", version
        )
        for position, alinea, *columns in rows:
            if only is not None and position not in only:
                continue
            mention = mention_of((alinea, *columns), starts[alinea])
            resolved = resolve(mention, context)
            yield CitationAnswer(
                origin=origin.ref,
                origin_label=origin.label,
                span=(mention.start, mention.end),
                quote=mention.quote,
                sentence=_sentence(alineas[alinea], mention.start - starts[alinea], mention.end - starts[alinea]),
                code=resolved.code,
                targets=resolved.targets,
                status=str(resolved.status),
            )


class OnDay:
    """The articles of the store on one day, as `citations.resolve` asks; what it was asked it keeps."""

    def __init__(self, index: Reader, day: date) -> None:
        self._index = index
        self._day = str(day)
        self._whole: dict[str, bool] | None = None
        self._states: dict[tuple[str, str], Status] = {}

    def _held(self) -> dict[str, bool]:
        if self._whole is None:
            rows = self._index.rows("SELECT code, min(excerpt) FROM source GROUP BY code")
            self._whole = {code: not excerpt for code, excerpt in rows}
        return self._whole

    def holds(self, code: str) -> bool:
        return code in self._held()

    def whole(self, code: str) -> bool:
        return self._held().get(code, False)

    def status(self, code: str, number: str) -> Status:
        key = (code, number)
        if key not in self._states:
            rows = self._index.rows(
                f"""SELECT (SELECT count(*) FROM article_version v WHERE v.article = a.id AND {IN_FORCE.format("v")})
                    FROM article a WHERE a.number = ? AND a.code = ?""",
                self._day, self._day, number, code,
            )  # fmt: skip
            standing = sum(row[0] for row in rows)
            self._states[key] = (
                Status.UNKNOWN if not rows
                else Status.NOT_IN_FORCE if not standing
                else Status.IN_FORCE if standing == 1
                else Status.AMBIGUOUS
            )  # fmt: skip
        return self._states[key]

    def between(self, code: str, first: str, last: str) -> tuple[str, ...]:
        rank = "(SELECT min(rank) FROM article WHERE number = ? AND code = ?)"
        rows = self._index.rows(
            f"""SELECT DISTINCT a.number FROM article a JOIN article_version v ON v.article = a.id
                WHERE a.code = ? AND a.rank BETWEEN {rank} AND {rank} AND {IN_FORCE.format("v")} ORDER BY a.rank""",
            code, first, code, last, code, self._day, self._day,
        )  # fmt: skip
        return tuple(number for (number,) in rows)

    def beside(self, code: str, number: str, step: int) -> str | None:
        order, side = ("a.rank", ">") if step > 0 else ("a.rank DESC", "<")
        rows = self._index.rows(
            f"""SELECT a.number FROM article a JOIN article_version v ON v.article = a.id
                WHERE a.code = ? AND a.number <> ? AND {IN_FORCE.format("v")}
                AND a.rank {side} (SELECT min(rank) FROM article WHERE number = ? AND code = ?)
                ORDER BY {order} LIMIT ?""",
            code, number, self._day, self._day, number, code, abs(step),
        )  # fmt: skip
        return rows[-1][0] if len(rows) == abs(step) else None


def _sentence(alinea: str, start: int, end: int) -> str:
    """The sentence of the alinéa that holds the span; the whole of it for a table."""
    begin, stop = 0, len(alinea)
    for gap in _SENTENCE_END.finditer(alinea):
        if _ABBREVIATION.search(alinea[max(gap.start() - 12, 0) : gap.start()].rstrip(".")[-8:] + "."):
            continue
        if gap.end() <= start:
            begin = gap.end()
        elif gap.start() >= end:
            stop = gap.start()
            break
    return alinea[begin:stop]
