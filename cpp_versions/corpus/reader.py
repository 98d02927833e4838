"""`Reader`: the index as every part of the corpus reads it: articles found by name, texts, sections, commits.

Each area of the corpus (articles, changes, citations…) is a class over one reader; what two of them share is here.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.corpus.rows import ON, VERSION, FoundArticle, Row, found_article, paragraphs
from cpp_versions.errors import BadNumber, StoreError, UnknownArticle, UnknownCode, UsageError
from cpp_versions.index.schema import connect
from cpp_versions.model import Citation, State

__all__ = ["FIRST_CODE", "Reader"]

FIRST_CODE = "cpp"


class Reader:
    """An index opened for reading; usable from several threads."""

    def __init__(self, index: Path) -> None:
        self.path = index
        self._db = connect(index)
        # two threads that run one statement at once would bind its values over one another
        self._turn = threading.Lock()
        self.codes = lru_cache(maxsize=1)(self._load_codes)
        self._numbers = lru_cache(maxsize=4)(self._load_numbers)
        self._section = lru_cache(maxsize=20_000)(self._load_section)

    def close(self) -> None:
        """Close the index; it can't be asked any more."""
        self._db.close()

    def rows(self, query: str, *values: Any) -> list[Row]:
        try:
            with self._turn:
                return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: damaged index ({error}): remove the file, it is made again") from None

    def value(self, query: str, *values: Any) -> Any:
        rows = self.rows(query, *values)
        return rows[0][0] if rows else None

    @cached_property
    def stamp(self) -> str:
        """What the index was made from, and how: what is computed from another index is another result."""
        return ".".join(str(self.value("SELECT value FROM meta WHERE key = ?", key)) for key in ("head", "schema"))

    def code(self, name: str) -> str:
        known = self.codes()
        if name in known:
            return name
        from cpp_versions.codes import find

        found = find(name)
        if found and found.id in known:
            return found.id
        shown = "".join(c for c in name[:60] if c.isprintable())
        raise UnknownCode(f"{shown!r}: this store has no such code: it has {', '.join(known)}")

    def _load_codes(self) -> tuple[str, ...]:
        return tuple(code for (code,) in self.rows("SELECT id FROM code ORDER BY position"))

    def find(self, reference: str | ArticleRef, codes: Iterable[str] = ()) -> tuple[FoundArticle, tuple[str, ...]]:
        """The article and the others that the reference could mean."""
        named: str | None
        if isinstance(reference, ArticleRef):
            numbers, slot = [reference.number], reference.slot
            shown = reference.number
            named = reference.code
        else:
            parsed = self._read(reference)
            named, slot = (self.code(parsed.code) if parsed.code else None), parsed.slot
            twin = parsed.number.twin
            numbers = [str(parsed.number)] + ([str(twin)] if twin else [])
            shown = parsed.number.label
        chosen = [self.code(code) for code in codes]
        if named and chosen and named not in chosen:
            raise UsageError(f"{named}:{numbers[0]}: not in {', '.join(chosen)}: leave --code out")
        rows: list[Row] = []
        for number in numbers:
            rows = rows or self.rows(
                "SELECT id, code, number, slot, label, as_of FROM article WHERE number = ? ORDER BY code, slot", number
            )
        among = [found_article(row) for row in rows]
        if len(among) > 1:
            order = self.codes()
            among.sort(key=lambda a: (a.ref.code != FIRST_CODE, order.index(a.ref.code), a.ref.slot))
        allowed = {named} if named else set(chosen)
        wanted = [a for a in among if (not allowed or a.ref.code in allowed) and a.ref.slot >= slot]
        if not wanted or wanted[0].ref.slot != slot:
            raise UnknownArticle(self.unknown(shown, numbers[0], sorted(allowed)))
        return wanted[0], tuple(str(a.ref) for a in among if a.ref != wanted[0].ref)

    def _read(self, reference: str) -> numbering.Reference:
        try:
            return numbering.split_reference(reference)
        except BadNumber:  # some articles have none: "Annexe à la section 2", "État A"
            printed = numbering.printed_reference(reference)
            if not self.rows("SELECT 1 FROM article WHERE number = ? LIMIT 1", str(printed.number)):
                raise
            return printed

    def knows(self, ref: ArticleRef) -> bool:
        """Whether a source has the article."""
        return bool(
            self.rows(
                "SELECT 1 FROM article WHERE code = ? AND number = ? AND slot = ?", ref.code, ref.number, ref.slot
            )
        )

    def slots(self, article: FoundArticle) -> list[FoundArticle]:
        """All texts that one code has had under one number."""
        rows = self.rows(
            "SELECT id, code, number, slot, label, as_of FROM article WHERE number = ? AND code = ? ORDER BY slot",
            article.ref.number, article.ref.code,
        )  # fmt: skip
        return [found_article(row) for row in rows]

    def in_force(self, article: FoundArticle, day: date) -> bool:
        row = self.version_on(article.id, day)
        return row is not None and row[1] in (State.IN_FORCE, State.MISSING)

    def unknown(self, shown: str, number: str, codes: list[str]) -> str:
        import difflib

        near = difflib.get_close_matches(number, self._numbers(tuple(codes)), n=3, cutoff=0.75)
        hint = f"near it: {', '.join(near)}" if near else "build with a source that has it, or check the number"
        place = ", ".join(codes or self.codes())
        return f"article {shown}: no source of this store knows it in {place}; {hint}"

    def _load_numbers(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        rows = self.rows("SELECT DISTINCT number, code FROM article")
        return tuple(number for number, code in rows if not codes or code in codes)

    def version_on(self, article: int, day: date) -> Row | None:
        rows = self.rows(
            f"SELECT {VERSION} FROM article_version v WHERE article = ? AND {ON.format('v')}",
            article,
            str(day),
            str(day),
        )
        return rows[0] if rows else None

    def text(self, text: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        rows = self.rows("SELECT body, nota FROM text WHERE id = ?", text) if text is not None else []
        return (paragraphs(rows[0][0]), paragraphs(rows[0][1])) if rows else ((), ())

    def body(self, text: int | None) -> tuple[str, ...]:
        return self.text(text)[0]

    def commit(self, code: str, start: str) -> str:
        """The commit of the consolidated version that brought what starts on that day."""
        found = self.value(
            "SELECT commit_id FROM version WHERE code = ? AND effective >= ? ORDER BY effective", code, start
        )
        return str(found or "")

    def citations(self, version: int) -> tuple[Citation, ...]:
        """The articles that a version cites, by the numbers that stand in its words, whatever the day."""
        targets: dict[int, list[tuple[str, str]]] = {}
        for position, code, number in self.rows(
            "SELECT position, code, number FROM citation_target WHERE version = ?", version
        ):
            targets.setdefault(position, []).append((code, number))
        found = []
        for position, alinea, start, stop, quote, first in self.rows(
            "SELECT position, alinea, start, stop, quote, first FROM citation WHERE version = ? ORDER BY position",
            version,
        ):
            if named := targets.get(position):
                named.sort(key=lambda target: target[1] != first)  # a range begins with its first number
                numbers = tuple(number for _, number in named)
                found.append(Citation(alinea, start, stop, quote, named[0][0], numbers))
        return tuple(found)

    def section_at(self, article: FoundArticle, day: date, before: bool = False) -> tuple[tuple[str, ...], bool, int]:
        """The titles of the sections that hold the article, whether they were rebuilt, and their rank in the plan."""
        rows = self.rows(
            "SELECT section FROM placement WHERE article = ? AND start "
            + ("<" if before else "<=")
            + " ? ORDER BY start DESC LIMIT 1",
            article.id, str(day),
        )  # fmt: skip
        return self.place(rows[0][0] if rows else None)

    def place(self, section: int | None) -> tuple[tuple[str, ...], bool, int]:
        return ((), False, 1 << 30) if section is None else self._section(section)

    def _load_section(self, section: int) -> tuple[tuple[str, ...], bool, int]:
        titles, restored, rank = self.rows("SELECT titles, restored, rank FROM section WHERE id = ?", section)[0]
        return tuple(titles.split("\n")) if titles else (), bool(restored), rank
