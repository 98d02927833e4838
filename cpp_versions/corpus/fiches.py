"""The fiches beside the store: those about an article, and all of them with what they refer to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.reader import FIRST_CODE, Reader
from cpp_versions.corpus.rows import IN_FORCE, FoundArticle
from cpp_versions.errors import UnknownArticle
from cpp_versions.fiches import library
from cpp_versions.fiches.answers import ArticleFiche, FicheAnswer, ReferenceAnswer
from cpp_versions.fiches.references import Standing, covers, width
from cpp_versions.fiches.values import Fiche, FicheReference, Span
from cpp_versions.kept import Kept, method

__all__ = ["Fiches"]

_PASSAGES = 3
"""Passages shown of a fiche that refers to the article as a whole."""
_Row = tuple[int, int, str, int, float, tuple[str, ...]]
"""A link by shared terms: fiche, passage, number and slot of the article, score, terms."""


class Fiches:
    """What `Corpus` tells of fiches. `file` is where they are kept; it is read again when it changes."""

    def __init__(self, index: Reader, articles: Articles, kept: Kept, file: Path) -> None:
        self._index = index
        self._articles = articles
        self._kept = kept
        self._file = file
        self._lock = Lock()
        self._read: tuple[object, library.Library] = (None, library.Library())
        self._links = lru_cache(maxsize=8)(self._load_links)

    def close(self) -> None:
        """Close the file of results."""
        self._kept.close()

    def every(self, at: date | None = None) -> tuple[FicheAnswer, ...]:
        """All fiches, by id; what they refer to on the day `at`, by default that for which each speaks."""
        return tuple(self._answer(fiche, at) for fiche in self._library().fiches)

    def about(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[ArticleFiche, ...]:
        """The passages about an article: of fiches that name it first, the narrowest reference before, then those that
        share its legal terms. Raises UnknownArticle where neither a source nor a fiche knows the article."""
        kept = self._library()
        found: FoundArticle | None
        try:
            found, _ = self._index.find(reference, codes)
            ref = found.ref
        except UnknownArticle:
            found, ref = None, self._named_only(kept, reference, codes)
        day = at or (found.as_of if found else None)
        named: list[tuple[tuple[int, int], int, list[ArticleFiche]]] = []
        shared: list[ArticleFiche] = []
        links = self._links_of(kept, ref) if found else {}
        for place, fiche in enumerate(kept.fiches):
            same = self._same_text(found, fiche, day)
            rows = links.get(place, [])
            best = _narrowest(fiche, ref)
            if best is not None:
                named.append((best[0], place, _named(fiche, best[1], rows, same)))
            else:
                shared += [_shared(fiche, row, same) for row in rows]
        shared.sort(key=lambda one: -(one.score or 0))
        return (*(one for _, _, some in sorted(named, key=lambda item: item[:2]) for one in some), *shared)

    def link(self) -> None:
        """Compute and keep the links by shared terms of every code."""
        kept = self._library()
        for code in self._index.codes():
            self._links(kept.digest, code)

    def _library(self) -> library.Library:
        try:
            status = self._file.stat()
            stamp: object = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            stamp = ()
        with self._lock:
            if self._read[0] != stamp:
                self._read = stamp, library.load(self._file)
            return self._read[1]

    def _named_only(self, kept: library.Library, reference: str | ArticleRef, codes: Iterable[str]) -> ArticleRef:
        """An article that no source has and that a fiche names. Raises UnknownArticle where none does."""
        if isinstance(reference, ArticleRef):
            number, named = reference.number, [reference.code]
        else:
            parsed = numbering.split_reference(reference)
            number, named = str(parsed.number), [parsed.code] if parsed.code else list(codes) or [FIRST_CODE]
        for code in named:
            ref = ArticleRef(code, number)
            if any(_narrowest(fiche, ref, single=True) for fiche in kept.fiches):
                return ref
        raise UnknownArticle(self._index.unknown(number, number, []))

    def _same_text(self, article: FoundArticle | None, fiche: Fiche, day: date | None) -> bool | None:
        if article is None or day is None or fiche.modified is None:
            return None
        asked = self._index.version_on(article.id, day)
        meant = self._index.version_on(article.id, min(fiche.modified, article.as_of))
        return None if asked is None or meant is None else asked[-1] == meant[-1]

    # -- references on a day

    def _answer(self, fiche: Fiche, at: date | None) -> FicheAnswer:
        return FicheAnswer(
            fiche=fiche.id,
            title=fiche.title,
            url=fiche.url,
            modified=fiche.modified,
            form=fiche.form,
            source=fiche.source,
            passages=fiche.passages,
            references=tuple(self._reference(one, at or fiche.modified) for one in fiche.references),
        )

    def _reference(self, one: FicheReference, day: date | None) -> ReferenceAnswer:
        written = tuple(number for span in one.spans for number in (span.first, span.last) if number)
        if one.code is None or one.code not in self._index.codes() or not one.spans:
            return ReferenceAnswer(one.title, one.url, one.complement, one.code, written, "other_text")
        as_of = date.fromisoformat(self._index.value("SELECT as_of FROM code WHERE id = ?", one.code))
        standing = self._numbers(one.code, str(min(day or as_of, as_of)))
        targets = tuple(standing[place] for span in one.spans for place in Standing(standing).within(span))
        if targets:
            return ReferenceAnswer(one.title, one.url, one.complement, one.code, targets, "in_force")
        known = any(covers(span, number) for span in one.spans for number in self._numbers(one.code, None))
        status = "not_in_force" if known else "unknown"
        return ReferenceAnswer(one.title, one.url, one.complement, one.code, written, status)

    def _numbers(self, code: str, day: str | None) -> tuple[str, ...]:
        """The numbers of a code in force on the day, in the order of numbers; with no day, all it ever had."""
        condition, values = ("", ()) if day is None else (f" AND {IN_FORCE.format('v')}", (day, day))
        rows = self._index.rows(
            "SELECT DISTINCT a.number FROM article a JOIN article_version v ON v.article = a.id WHERE a.code = ?"
            + condition,
            code, *values,
        )  # fmt: skip
        return tuple(
            sorted((number for (number,) in rows), key=lambda number: numbering.ArticleNumber(number).sort_key)
        )

    # -- shared terms

    def _links_of(self, kept: library.Library, ref: ArticleRef) -> dict[int, list[_Row]]:
        """The links of one article, by fiche, the best first."""
        found: dict[int, list[_Row]] = {}
        for row in self._links(kept.digest, ref.code).get((ref.number, ref.slot), ()):
            found.setdefault(row[0], []).append(row)
        return found

    def _load_links(self, digest: str, code: str) -> dict[tuple[str, int], list[_Row]]:
        kept = self._library()
        key = ("fiches", method("fiches"), digest, code)
        rows = self._kept.get(*key)
        if rows is None:
            rows = self._computed(kept, code)
            self._kept.put(rows, *key)
        links: dict[tuple[str, int], list[_Row]] = {}
        for fiche, passage, number, slot, score, terms in rows:
            links.setdefault((number, slot), []).append((fiche, passage, number, slot, score, tuple(terms)))
        for some in links.values():
            some.sort(key=lambda row: (-row[4], row[:2]))
        return links

    def _computed(self, kept: library.Library, code: str) -> list[_Row]:
        """The links by shared terms between all passages and the texts of a code on the last day of its data."""
        wanted = [
            (place, fiche)
            for place, fiche in enumerate(kept.fiches)
            # of a fiche that says what it rests on, only where that is this code
            if fiche.passages and (any(one.code == code for one in fiche.references) or not _cites(fiche))
        ]
        if not wanted:
            return []
        from cpp_versions.fiches import terms

        texts = [text for text in self._articles.code_at(code) if text.text]
        passages: list[tuple[int, int]] = []
        allowed: list[frozenset[int]] = []
        standing = Standing([text.ref.number for text in texts])
        for place, fiche in wanted:
            spans = [span for one in fiche.references if one.code == code for span in one.spans]
            named = frozenset(found for span in spans for found in standing.within(span))
            for number in range(len(fiche.passages)):
                passages.append((place, number))
                allowed.append(named)
        said = [kept.fiches[fiche].passages[place] for fiche, place in passages]
        found = terms.shared(
            [" ".join(passage.headings[-1:]) + "\n" + passage.text for passage in said],
            [text.text for text in texts],
            allowed=allowed,
        )
        return [
            (*passages[one.passage], texts[one.article].ref.number, texts[one.article].ref.slot, one.score, one.terms)
            for one in found
        ]


def _cites(fiche: Fiche) -> bool:
    return any(one.spans for one in fiche.references)


def _narrowest(fiche: Fiche, ref: ArticleRef, *, single: bool = False) -> tuple[tuple[int, int], FicheReference] | None:
    """The reference of the fiche to the article that says most: to one passage, then by the narrowest range.

    With `single`, only a number that is written out counts: what lies inside a range may not exist.
    """
    found: list[tuple[bool, tuple[int, int], int, FicheReference]] = []
    for place, one in enumerate(fiche.references):
        if one.code != ref.code:
            continue
        spans = [span for span in one.spans if _is_end(span, ref.number) or (not single and covers(span, ref.number))]
        if spans:
            found.append((one.passage is None, min(map(width, spans)), place, one))
    if not found:
        return None
    _, broad, _, one = min(found, key=lambda item: item[:3])
    return broad, one


def _is_end(span: Span, number: str) -> bool:
    return number in (span.first, span.last)


def _named(fiche: Fiche, one: FicheReference, rows: list[_Row], same: bool | None) -> list[ArticleFiche]:
    """The passages of a fiche that names the article."""

    def passage(place: int | None, score: float | None = None, terms: tuple[str, ...] = ()) -> ArticleFiche:
        return ArticleFiche(
            fiche.id, fiche.title, fiche.url, fiche.modified, "reference", one.title, one.url, score, terms,
            fiche.passages[place] if place is not None else None, same,
        )  # fmt: skip

    if one.passage is not None and one.passage < len(fiche.passages):
        return [passage(one.passage)]
    return [passage(row[1], row[4], row[5]) for row in rows[:_PASSAGES]] or [passage(None)]


def _shared(fiche: Fiche, row: _Row, same: bool | None) -> ArticleFiche:
    _, place, _, _, score, terms = row
    return ArticleFiche(
        fiche.id, fiche.title, fiche.url, fiche.modified, "terms", "", "", score, terms, fiche.passages[place], same
    )
