"""`Corpus`: the one entry point of the Python API. Everything the command line and the explorer say comes from here.

    >>> corpus = Corpus.open(".store")                                                  # doctest: +SKIP
    >>> corpus.article("R. 57-7-62", at=date(2011, 1, 1)).alineas                       # doctest: +SKIP

It reads the index of a store (made again where it doesn't fit) and never writes a store. Articles are named any way
lawyers do ("R. 57-7-62", "article préliminaire", `penitentiaire:D424-1`); a number that several codes have means the
CPP's, and the answer names the others. One corpus can serve several threads; what it computes once it keeps, bounded.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpp_versions import generation, numbering
from cpp_versions.answers import (
    AnomalyAnswer,
    ArticleAnswer,
    ArticleRef,
    ArticleSummary,
    ArticleText,
    ChangedArticle,
    CitationAnswer,
    CodeSummary,
    ConsolidatedVersion,
    DiffAnswer,
    HistoryEntry,
    Hit,
    MovedPassage,
    PlacedArticle,
    SubstitutionAnswer,
)
from cpp_versions.articlefile import read_act
from cpp_versions.errors import BadDate, StoreError, UnknownArticle, UnknownCode, UsageError
from cpp_versions.index.schema import OPEN_END, connect
from cpp_versions.model import Act, Citation, State
from cpp_versions.opening import open_index

if TYPE_CHECKING:
    from cpp_versions.changes import Change, Move

__all__ = ["Corpus", "parse_date"]

_FIRST_CODE = "cpp"
_Progress = Callable[[str, float], None]
_Row = tuple[Any, ...]
_Moves = dict[ArticleRef, tuple[tuple["Move[ArticleRef]", ...], tuple["Move[ArticleRef]", ...]]]
"""What left an article, and what came to it."""
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=[A-ZÀ-Ý«0-9–-])")
# what SQLite puts around the words found, and what readers see
_BRACKETS = {2: "[", 3: "]"}
# "art. R. 57-7-62" and "n° 12" don't end a sentence
_ABBREVIATION = re.compile(r"(?:\b(?:art|al|[LRDAC])|\bn°)\.?$")


def parse_date(text: str) -> date:
    """A date as users type it: `2010-12-29` or `29/12/2010`. Raises BadDate."""
    found = re.fullmatch(r"\s*(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))\s*", text, re.ASCII)
    if found:
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            pass
    shown = "".join(c for c in text[:40] if c.isprintable())
    raise BadDate(f"{shown!r}: not a date: write it as 2010-12-29")


@dataclass(frozen=True, slots=True)
class _Article:
    """An article of the index."""

    id: int
    ref: ArticleRef
    label: str
    as_of: date


class Corpus:
    """The consolidated versions of one or several codes, and what can be asked of them."""

    def __init__(self, store: Path, index: Path) -> None:
        self.store = store
        self._index = index
        self._db = connect(index)
        self._history = lru_cache(maxsize=20_000)(self._load_history)
        self._versions_of = lru_cache(maxsize=64)(self._load_versions)
        self._known = lru_cache(maxsize=8)(self._load_known)
        self._codes = lru_cache(maxsize=1)(self._load_codes)
        self._numbers = lru_cache(maxsize=4)(self._load_numbers)
        self._pair = lru_cache(maxsize=50_000)(self._count_pair)
        self._section = lru_cache(maxsize=20_000)(self._load_section)
        self._contents = lru_cache(maxsize=8)(self._load_contents)
        self._changes_of = lru_cache(maxsize=64)(self._load_changes)
        self._moved = lru_cache(maxsize=2)(self._load_moved)
        self._substitutions_of = lru_cache(maxsize=64)(self._load_substitutions)

    @classmethod
    def open(cls, store: str | Path = ".store", progress: _Progress | None = None) -> Corpus:
        """The corpus of the store in the folder `store`.

        Raises StoreMissing where there is none (build one), StoreError where it is damaged.
        """
        path = Path(store)
        return cls(path, open_index(path, progress))

    def close(self) -> None:
        """Close the index; the corpus can't be asked any more."""
        self._db.close()

    @property
    def head(self) -> str:
        """The commit that the store's `main` is at: what all answers rest on."""
        return str(self._value("SELECT value FROM meta WHERE key = 'head'"))

    # -- codes and articles

    def codes(self) -> tuple[CodeSummary, ...]:
        """The codes of the store, by id."""
        rows = self._rows(
            """SELECT id, title, as_of, (SELECT count(*) FROM version v WHERE v.code = c.id),
                      (SELECT count(*) FROM article a WHERE a.code = c.id),
                      (SELECT min(date) FROM version v WHERE v.code = c.id),
                      (SELECT max(date) FROM version v WHERE v.code = c.id)
               FROM code c ORDER BY position"""
        )
        summaries = []
        for code, title, as_of, versions, articles, first, last in rows:
            sources = self._rows("SELECT name, excerpt FROM source WHERE code = ? ORDER BY position", code)
            names = tuple(dict.fromkeys(name for name, _ in sources))
            excerpt = all(excerpt for _, excerpt in sources)
            summaries.append(
                CodeSummary(
                    code, title, date.fromisoformat(as_of), versions, articles, _day(first), _day(last), excerpt, names
                )
            )
        return tuple(summaries)

    def resolve(self, reference: str | ArticleRef, codes: Iterable[str] = ()) -> ArticleRef:
        """The article that `reference` names, among `codes` (all by default), the CPP's before another code's.

        Raises BadNumber, UnknownCode, or UnknownArticle with near numbers.
        """
        return self._find(reference, codes)[0].ref

    def articles(self, code: str) -> tuple[ArticleSummary, ...]:
        """All articles that the code ever had, in the order of the plan."""
        rows = self._rows(
            "SELECT code, number, slot, label FROM article WHERE code = ? ORDER BY rank", self._code(code)
        )
        return tuple(ArticleSummary(ArticleRef(*row[:3]), row[3]) for row in rows)

    def article(self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()) -> ArticleAnswer:
        """The article on the day `at` (by default the date of the data): its text, or why there is none.

        Raises UnknownArticle where no source has ever known it.
        """
        article, also = self._find(reference, codes)
        day = at or article.as_of
        if not isinstance(reference, ArticleRef) and not self._in_force(article, day):
            # of two texts that share the number, the one that stands on that day
            for other in self._slots(article):
                if other.ref != article.ref and self._in_force(other, day):
                    also = tuple(
                        str(a) for a in dict.fromkeys((*map(str, also), str(article.ref))) if a != str(other.ref)
                    )
                    article = other
                    break
        return self._article_at(article, day, also)

    def history(self, reference: str | ArticleRef, codes: Iterable[str] = ()) -> tuple[HistoryEntry, ...]:
        """The versions of the article, oldest first, its ends and the holes of the sources included."""
        return self._history(self._find(reference, codes)[0])

    # -- versions and changes

    def versions(self, codes: Iterable[str] = ()) -> tuple[ConsolidatedVersion, ...]:
        """The consolidated versions, oldest first."""
        return self._versions_of(tuple(self._code(code) for code in codes))

    def changes(self, code: str, old: date, new: date, *, placed: bool = False) -> tuple[ChangedArticle, ...]:
        """The articles of `code` that differ between two days, in the order of the plan on the later one.

        Words that went from one article to another are followed through all codes of the store. With `placed`,
        articles of which only the section changed are listed as well.
        """
        code = self._code(code)
        return tuple(change for change in self._changes_of(code, old, new) if placed or change.change != "section")

    def changed(self, code: str, old: date, new: date) -> tuple[ArticleRef, ...]:
        """Which articles of `code` differ between two days (a nota counts): what `changes` compares, and fast."""
        rows = self._rows(
            f"""SELECT a.code, a.number, a.slot {_BOTH}
                WHERE a.code = ? AND o.text IS NOT n.text AND {_TOLD} ORDER BY a.rank""",
            str(old), str(old), str(new), str(new), self._code(code),
        )  # fmt: skip
        return tuple(ArticleRef(*row) for row in rows)

    def substitutions(self, code: str, old: date, new: date) -> tuple[SubstitutionAnswer, ...]:
        """The replacements of words common to three articles of `code` or more, the most frequent first."""
        return self._substitutions_of(self._code(code), old, new)

    def diff(
        self,
        old: str | ArticleRef,
        new: str | ArticleRef,
        old_at: date | None = None,
        new_at: date | None = None,
        codes: Iterable[str] = (),
    ) -> DiffAnswer:
        """The word diff of two articles, each on its day. An article that isn't in force that day has no words."""
        a, b = self.article(old, old_at, codes), self.article(new, new_at, codes)
        from cpp_versions import compare

        return DiffAnswer(a, b, compare.diff(a.alineas, b.alineas))

    # -- citations

    def cites(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[CitationAnswer, ...]:
        """What the article cites on the day `at`, in the order of its text."""
        article, _ = self._find(reference, codes)
        day = at or article.as_of
        row = self._version_on(article.id, day)
        return tuple(self._citations(article, row[0], day)) if row else ()

    def cited_by(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[CitationAnswer, ...]:
        """What cites the article on the day `at`, in the order of the plan."""
        try:
            article, _ = self._find(reference, codes)
            ref, day = article.ref, at or article.as_of
        except UnknownArticle:
            ref, day = self._cited_only(reference, codes), at or max(code.as_of for code in self.codes())
        rows = self._rows(
            f"""SELECT DISTINCT a.id, a.code, a.number, a.slot, a.label, a.as_of, v.id, t.position
                FROM citation_target t JOIN article_version v ON v.id = t.version JOIN article a ON a.id = v.article
                JOIN code c ON c.id = a.code
                WHERE t.code = ? AND t.number = ? AND {_IN_FORCE.format("v")}
                ORDER BY c.position, a.rank, t.position""",
            ref.code, ref.number, str(day), str(day),
        )  # fmt: skip
        found: list[CitationAnswer] = []
        for *fields, version, position in rows:
            origin = _article(fields)
            found.extend(self._citations(origin, version, day, position))
        return tuple(found)

    # -- the plan

    def contents(self, code: str, at: date | None = None) -> tuple[PlacedArticle, ...]:
        """The articles in force on the day `at` (by default the date of the data), in the order of the plan."""
        code = self._code(code)
        return self._contents(code, str(at or self._value("SELECT as_of FROM code WHERE id = ?", code)))

    def code_at(self, code: str, at: date | None = None) -> tuple[ArticleText, ...]:
        """The text of every article in force on the day `at` (by default the date of the data), ordered by number."""
        code = self._code(code)
        day = str(at or self._value("SELECT as_of FROM code WHERE id = ?", code))
        rows = self._rows(
            f"""SELECT v.article, v.label, v.state, t.body, t.nota
                FROM article a JOIN article_version v ON v.article = a.id AND {_IN_FORCE.format("v")}
                LEFT JOIN text t ON t.id = v.text WHERE a.code = ? ORDER BY a.rank""",
            day, day, code,
        )  # fmt: skip
        known = self._known(code)
        found = []
        for id_, printed, state, body, nota in rows:
            article = known[id_]
            found.append(ArticleText(article.ref, printed or article.label, _STATES[state], body or "", nota or ""))
        return tuple(found)

    def _load_known(self, code: str) -> dict[int, ArticleSummary]:
        rows = self._rows("SELECT id, code, number, slot, label FROM article WHERE code = ?", code)
        return {row[0]: ArticleSummary(ArticleRef(*row[1:4]), row[4]) for row in rows}

    def _load_contents(self, code: str, day: str) -> tuple[PlacedArticle, ...]:
        rows = self._rows(
            f"""SELECT a.code, a.number, a.slot, v.label, a.label, v.state,
                       (SELECT p.section FROM placement p WHERE p.article = a.id AND p.start <= ?
                        ORDER BY p.start DESC LIMIT 1) AS place
                FROM article a JOIN article_version v ON v.article = a.id AND {_IN_FORCE.format("v")}
                WHERE a.code = ? ORDER BY a.rank""",
            day, day, day, code,
        )  # fmt: skip
        found = []
        for code_, number, slot, printed, label, state, place in rows:
            section, restored, rank = self._section(place) if place is not None else ((), False, 1 << 30)
            article = PlacedArticle(ArticleRef(code_, number, slot), printed or label, State(state), section, restored)
            found.append((rank, article))
        return tuple(article for _, article in sorted(found, key=lambda pair: pair[0]))

    def _cited_only(self, reference: str | ArticleRef, codes: Iterable[str]) -> ArticleRef:
        """An article that no source has and that a text cites. Raises UnknownArticle where none does."""
        if isinstance(reference, ArticleRef):
            number, named = reference.number, [reference.code]
        else:
            parsed = numbering.split_reference(reference)
            number, named = str(parsed.number), [parsed.code] if parsed.code else list(codes) or [_FIRST_CODE]
        for code in named:
            if self._value("SELECT 1 FROM citation_target WHERE code = ? AND number = ?", code, number):
                return ArticleRef(code, number)
        raise UnknownArticle(self._unknown(number, number, []))

    # -- words

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
        chosen = [self._code(code) for code in codes]
        when = "1" if every else "v.start <= coalesce(?, c.as_of) AND v.until > coalesce(?, c.as_of)"
        values: list[Any] = [match] + ([] if every else [str(at) if at else None] * 2) + chosen
        among = f" AND a.code IN ({','.join('?' * len(chosen))})" if chosen else ""
        rows = self._rows(
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
                ArticleRef(code, number, slot), label, _day(since), _day(until), date.fromisoformat(start),
                *snippets[text],
            )
            for code, number, slot, label, since, until, start, text in rows
        )  # fmt: skip

    def _snippet(self, text: int, match: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The place of a text that has the words of `match`, and where they stand in it."""
        snippet = self._value(
            "SELECT snippet(words, 0, char(2), char(3), '…', 24) FROM words WHERE rowid = ? AND words MATCH ?",
            text, match,
        )  # fmt: skip
        marks = tuple(found.span(1) for found in re.finditer("\x02([^\x03]*)\x03", snippet))
        return snippet.translate(_BRACKETS), marks

    # -- anomalies

    def anomalies(
        self, reference: str | ArticleRef | None = None, codes: Iterable[str] = (), only: str | None = None
    ) -> tuple[AnomalyAnswer, ...]:
        """What the sources lack or say differently: of one article, of some codes, of one kind, or all."""
        where, values = ["1"], list[Any]()
        if reference is not None:
            ref = self.resolve(reference, codes)
            where.append("code = ? AND number = ?")
            values += [ref.code, ref.number]
        chosen = [self._code(code) for code in codes]
        if chosen:
            where.append(f"code IN ({','.join('?' * len(chosen))})")
            values += chosen
        if only:
            where.append("kind = ?")
            values.append(only)
        rows = self._rows(
            "SELECT kind, source, code, number, date, message, place, ours, theirs FROM anomaly "
            f"WHERE {' AND '.join(where)} ORDER BY id",
            *values,
        )
        return tuple(
            AnomalyAnswer(kind, source, code, number, _day(day), message, place, ours, theirs)
            for kind, source, code, number, day, message, place, ours, theirs in rows
        )

    def verify(self) -> tuple[str, ...]:
        """What is wrong between the store and its index, one line each; nothing where all is well.

        Reads every text of the store, lets git check its objects, and compares an index made anew with this one.
        """
        from cpp_versions.verifying import verify

        return verify(generation.current(self.store), self._index)

    # -- changes between two days

    def _load_changes(self, code: str, old: date, new: date) -> tuple[ChangedArticle, ...]:
        from cpp_versions.changes import classify

        rows = self._rows(
            f"""SELECT a.code, a.number, a.slot, a.label, o.id, n.id,
                       o.text IS NOT n.text, {_SECTION}, {_SECTION}
                {_BOTH} WHERE a.code = ? AND (o.id IS NOT NULL OR n.id IS NOT NULL) AND {_TOLD} ORDER BY a.rank""",
            str(old), str(new), str(old), str(old), str(new), str(new), code,
        )  # fmt: skip
        compared, moves = self._moved(old, new)
        found = []
        for code_, number, slot, label, before, after, differs, left, right in rows:
            ref = ArticleRef(code_, number, slot)
            section, restored, rank = self._place(right if after else left)
            if not differs:
                if section != self._place(left)[0]:
                    found.append((rank, ChangedArticle(ref, label, "section", section, 0, 0, restored, "moved")))
                continue
            change = compared[ref]
            gone, come = moves.get(ref, ((), ()))
            kind = "added" if before is None else "removed" if after is None else "modified"
            if kind == "modified" and change.old == change.new:
                kind = "nota"
            answer = ChangedArticle(
                ref, label, kind, section, change.diff.words.inserted, change.diff.words.deleted, restored,
                "changed" if kind == "nota" else str(classify(change, (*gone, *come))),
                tuple(MovedPassage(move.source, move.old, move.new, move.words, move.whole) for move in come),
                tuple(MovedPassage(move.target, move.old, move.new, move.words, move.whole) for move in gone),
            )  # fmt: skip
            found.append((rank, answer))
        return tuple(change for _, change in sorted(found, key=lambda pair: pair[0]))

    def _load_moved(self, old: date, new: date) -> tuple[dict[ArticleRef, Change[ArticleRef]], _Moves]:
        """Every article of the store that differs between two days, compared; and what left it and came to it."""
        from cpp_versions import changes, compare

        rows = self._rows(
            f"""SELECT a.code, a.number, a.slot, o.state, n.state, s.body, t.body
                {_BOTH} LEFT JOIN text s ON s.id = o.text LEFT JOIN text t ON t.id = n.text
                JOIN code c ON c.id = a.code WHERE o.text IS NOT n.text AND {_TOLD} ORDER BY c.position, a.rank""",
            str(old), str(old), str(new), str(new),
        )  # fmt: skip
        compared = {}
        holes = set()
        for code, number, slot, old_state, new_state, left, right in rows:
            ref = ArticleRef(code, number, slot)
            before, after = _paragraphs(left or ""), _paragraphs(right or "")
            compared[ref] = changes.Change(ref, before, after, compare.diff(before, after))
            if State.MISSING in (old_state, new_state):
                holes.add(ref)  # nobody knows what it gained or lost
        moves: _Moves = {}
        for move in changes.moves([change for change in compared.values() if change.key not in holes]):
            gone, come = moves.get(move.source, ((), ()))
            moves[move.source] = (*gone, move), come
            gone, come = moves.get(move.target, ((), ()))
            moves[move.target] = gone, (*come, move)
        return compared, moves

    def _load_substitutions(self, code: str, old: date, new: date) -> tuple[SubstitutionAnswer, ...]:
        from cpp_versions import changes

        compared, moves = self._moved(old, new)
        found = changes.substitutions(
            [change for change in compared.values() if change.key.code == code],
            [move for ref, (_, come) in moves.items() if ref.code == code for move in come],
        )
        return tuple(SubstitutionAnswer(each.old, each.new, each.count, each.keys) for each in found)

    # -- look-ups

    def _rows(self, query: str, *values: Any) -> list[_Row]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self._index}: damaged index ({error}): remove the file, it is made again") from None

    def _value(self, query: str, *values: Any) -> Any:
        rows = self._rows(query, *values)
        return rows[0][0] if rows else None

    def _code(self, name: str) -> str:
        known = self._codes()
        if name in known:
            return name
        from cpp_versions.codes import find

        found = find(name)
        if found and found.id in known:
            return found.id
        shown = "".join(c for c in name[:60] if c.isprintable())
        raise UnknownCode(f"{shown!r}: this store has no such code: it has {', '.join(known)}")

    def _load_codes(self) -> tuple[str, ...]:
        return tuple(code for (code,) in self._rows("SELECT id FROM code ORDER BY position"))

    def _find(self, reference: str | ArticleRef, codes: Iterable[str] = ()) -> tuple[_Article, tuple[str, ...]]:
        """The article and the others that the reference could mean."""
        named: str | None
        if isinstance(reference, ArticleRef):
            numbers, slot = [reference.number], reference.slot
            shown = reference.number
            named = reference.code
        else:
            parsed = numbering.split_reference(reference)
            named, slot = (self._code(parsed.code) if parsed.code else None), parsed.slot
            twin = parsed.number.twin
            numbers = [str(parsed.number)] + ([str(twin)] if twin else [])
            shown = parsed.number.label
        chosen = [self._code(code) for code in codes]
        if named and chosen and named not in chosen:
            raise UsageError(f"{named}:{numbers[0]}: not in {', '.join(chosen)}: leave --code out")
        rows: list[_Row] = []
        for number in numbers:
            rows = rows or self._rows(
                "SELECT id, code, number, slot, label, as_of FROM article WHERE number = ? ORDER BY code, slot", number
            )
        among = [_article(row) for row in rows]
        if len(among) > 1:
            order = self._codes()
            among.sort(key=lambda a: (a.ref.code != _FIRST_CODE, order.index(a.ref.code), a.ref.slot))
        allowed = {named} if named else set(chosen)
        wanted = [a for a in among if (not allowed or a.ref.code in allowed) and a.ref.slot >= slot]
        if not wanted or wanted[0].ref.slot != slot:
            raise UnknownArticle(self._unknown(shown, numbers[0], sorted(allowed)))
        return wanted[0], tuple(str(a.ref) for a in among if a.ref != wanted[0].ref)

    def _slots(self, article: _Article) -> list[_Article]:
        """All texts that one code has had under one number."""
        rows = self._rows(
            "SELECT id, code, number, slot, label, as_of FROM article WHERE number = ? AND code = ? ORDER BY slot",
            article.ref.number, article.ref.code,
        )  # fmt: skip
        return [_article(row) for row in rows]

    def _in_force(self, article: _Article, day: date) -> bool:
        row = self._version_on(article.id, day)
        return row is not None and row[1] in (State.IN_FORCE, State.MISSING)

    def _unknown(self, shown: str, number: str, codes: list[str]) -> str:
        import difflib

        near = difflib.get_close_matches(number, self._numbers(tuple(codes)), n=3, cutoff=0.75)
        hint = f"; near it: {', '.join(near)}" if near else ""
        place = ", ".join(codes or self._codes())
        return f"article {shown}: no source of this store knows it in {place}{hint}"

    def _load_numbers(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        rows = self._rows("SELECT DISTINCT number, code FROM article")
        return tuple(number for number, code in rows if not codes or code in codes)

    def _version_on(self, article: int, day: date) -> _Row | None:
        rows = self._rows(
            f"SELECT {_VERSION} FROM article_version v WHERE article = ? AND {_ON.format('v')}",
            article,
            str(day),
            str(day),
        )
        return rows[0] if rows else None

    def _article_at(self, article: _Article, day: date, also: tuple[str, ...]) -> ArticleAnswer:
        row = self._version_on(article.id, day)
        section, restored, _ = self._section_at(article, day)
        if row is None:
            return self._not_yet(article, day, also)
        version, state, label, start, _, valid_from, valid_to, observed, complete, acts, source, text = row
        alineas, nota = self._text(text)
        if state == State.ENDED:
            before = self._rows(
                f"SELECT {_VERSION} FROM article_version v WHERE article = ? AND until = ? ORDER BY start DESC",
                article.id, start,
            )  # fmt: skip
            section, restored, _ = self._section_at(article, date.fromisoformat(start), before=True)
            valid_from, valid_to, observed = (
                (before[0][5], valid_from, before[0][7]) if before else (None, valid_from, "")
            )
        return ArticleAnswer(
            ref=article.ref,
            label=label or article.label,
            at=day,
            state=State(state),
            valid_from=_day(valid_from),
            valid_to=_day(valid_to),
            observed=_days(observed),
            complete=bool(complete),
            section=section,
            alineas=alineas,
            nota=nota,
            citations=self._links(version),
            acts=_acts(acts),
            source=source,
            commit=self._commit(article.ref.code, start),
            as_of=article.as_of,
            also=also,
            beyond_data=day > article.as_of,
            restored_titles=restored,
            nearest=None if alineas else self._nearest(article, day),
        )

    def _not_yet(self, article: _Article, day: date, also: tuple[str, ...]) -> ArticleAnswer:
        """The answer for a day before the first version known."""
        first = self._rows(
            "SELECT start, valid_from, source FROM article_version WHERE article = ? ORDER BY start LIMIT 1", article.id
        )
        start, valid_from, source = first[0] if first else (None, None, "")
        future = start is not None and start > str(article.as_of)
        nearest = self._nearest(article, day)
        section, restored, _ = self._section_at(article, nearest) if nearest else ((), False, 0)
        return ArticleAnswer(
            ref=article.ref,
            label=article.label,
            at=day,
            state=State.FUTURE if future else State.UNKNOWN,
            valid_from=_day(valid_from) if future else None,
            valid_to=None,
            observed=(),
            complete=True,
            section=section,
            alineas=(),
            nota=(),
            citations=(),
            acts=(),
            source=source,
            commit="",
            as_of=article.as_of,
            also=also,
            beyond_data=day > article.as_of,
            restored_titles=restored,
            nearest=nearest,
        )

    def _nearest(self, article: _Article, day: date) -> date | None:
        """The day nearest to `day` on which a text is known: the last one before it, else the first after it."""
        after = self._value(
            "SELECT min(start) FROM article_version WHERE article = ? AND state = ? AND start > ?",
            article.id, State.IN_FORCE, str(day),
        )  # fmt: skip
        before = self._value(
            "SELECT max(start) FROM article_version WHERE article = ? AND state = ? AND start <= ?",
            article.id, State.IN_FORCE, str(day),
        )  # fmt: skip
        return _day(before or after)

    def _load_history(self, article: _Article) -> tuple[HistoryEntry, ...]:
        rows = self._rows(
            f"""SELECT {_VERSION}, change,
                       (SELECT section FROM placement p
                        WHERE p.article = v.article AND p.start <= v.start AND (p.start < v.start OR v.state != 'ended')
                        ORDER BY p.start DESC LIMIT 1),
                       (SELECT commit_id FROM version c WHERE c.code = ? AND c.effective >= v.start
                        ORDER BY c.effective LIMIT 1)
                FROM article_version v WHERE v.article = ? ORDER BY v.start""",
            article.ref.code, article.id,
        )  # fmt: skip
        entries: list[HistoryEntry] = []
        previous: int | None = None
        for row in rows:
            _, state, label, start, _, valid_from, valid_to, observed, complete, acts, source, text, *more = row
            change, section, commit = more
            known = None if state == State.MISSING else text
            counted = change not in ("missing", "restored")
            entries.append(
                HistoryEntry(
                    ref=article.ref,
                    label=label or article.label,
                    state=_STATES[state],
                    change=change,
                    valid_from=_day(valid_from),
                    valid_to=_day(valid_to),
                    attested_from=date.fromisoformat(start),
                    observed=_days(observed) if observed else (),
                    complete=bool(complete),
                    section=self._place(section)[0],
                    acts=_acts(acts),
                    source=source,
                    commit=commit or "",
                    as_of=article.as_of,
                    _words=partial(self._pair, previous, known) if counted else _no_words,
                )
            )
            previous = None if state == State.ENDED else known if known is not None else previous
        return tuple(entries)

    def _load_versions(self, codes: tuple[str, ...]) -> tuple[ConsolidatedVersion, ...]:
        rows = self._rows(
            """SELECT v.code, v.date, v.commit_id, v.tag, v.acts, v.added, v.removed, v.modified
               FROM version v JOIN code c ON c.id = v.code ORDER BY v.effective, c.position"""
        )
        return tuple(
            ConsolidatedVersion(code, _day(day), commit, tag, _acts(acts), *counts)
            for code, day, commit, tag, acts, *counts in rows
            if not codes or code in codes
        )

    def _commit(self, code: str, start: str) -> str:
        """The commit of the consolidated version that brought what starts on that day."""
        found = self._value(
            "SELECT commit_id FROM version WHERE code = ? AND effective >= ? ORDER BY effective", code, start
        )
        return str(found or "")

    def _text(self, text: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        rows = self._rows("SELECT body, nota FROM text WHERE id = ?", text) if text is not None else []
        return (_paragraphs(rows[0][0]), _paragraphs(rows[0][1])) if rows else ((), ())

    def _body(self, text: int | None) -> tuple[str, ...]:
        return self._text(text)[0]

    def _count_pair(self, old: int | None, new: int | None) -> tuple[int, int]:
        """Words added and removed between two texts of the index."""
        from cpp_versions import compare

        counts = compare.count(self._body(old), self._body(new))
        return counts.inserted, counts.deleted

    def _links(self, version: int) -> tuple[Citation, ...]:
        rows = self._rows(
            "SELECT alinea, start, stop, quote, code, targets FROM citation WHERE version = ? ORDER BY position",
            version,
        )
        return tuple(Citation(a, s, e, q, c, tuple(t.split())) for a, s, e, q, c, t in rows)

    def _citations(
        self, origin: _Article, version: int, day: date, only: int | None = None
    ) -> Iterator[CitationAnswer]:
        text = self._value("SELECT text FROM article_version WHERE id = ?", version)
        alineas = self._body(text)
        starts = [0]
        for alinea in alineas:
            starts.append(starts[-1] + len(alinea) + 2)
        for position, link in enumerate(self._links(version)):
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
        if not self._value("SELECT 1 FROM code WHERE id = ?", link.code):
            return "other_text"
        states = set()
        for target in link.targets:
            rows = self._rows("SELECT id FROM article WHERE number = ? AND code = ? AND slot = 1", target, link.code)
            row = self._version_on(rows[0][0], day) if rows else None
            states.add(
                "unknown"
                if not rows
                else "in_force"
                if row and row[1] in (State.IN_FORCE, State.MISSING)
                else "not_in_force"
            )
        return next((state for state in ("unknown", "not_in_force", "in_force") if state in states), "unknown")

    def _section_at(self, article: _Article, day: date, before: bool = False) -> tuple[tuple[str, ...], bool, int]:
        """The titles of the sections that hold the article, whether they were rebuilt, and their rank in the plan."""
        rows = self._rows(
            "SELECT section FROM placement WHERE article = ? AND start "
            + ("<" if before else "<=")
            + " ? ORDER BY start DESC LIMIT 1",
            article.id, str(day),
        )  # fmt: skip
        return self._place(rows[0][0] if rows else None)

    def _place(self, section: int | None) -> tuple[tuple[str, ...], bool, int]:
        return ((), False, 1 << 30) if section is None else self._section(section)

    def _load_section(self, section: int) -> tuple[tuple[str, ...], bool, int]:
        titles, restored, rank = self._rows("SELECT titles, restored, rank FROM section WHERE id = ?", section)[0]
        return tuple(titles.split("\n")) if titles else (), bool(restored), rank


_VERSION = (
    "v.id, v.state, v.label, v.start, v.until, v.valid_from, v.valid_to, v.observed, v.complete, v.acts, v.source, "
    "v.text"
)
_STATES = {str(state): state for state in State}
_ON = "{0}.start <= ? AND {0}.until > ?"
_IN_FORCE = _ON + " AND {0}.state IN ('in_force', 'missing')"
# an article `a` with its versions `o` and `n` on two days, each day given twice
_BOTH = (
    f"FROM article a LEFT JOIN article_version o ON o.article = a.id AND {_IN_FORCE.format('o')} "
    f"LEFT JOIN article_version n ON n.article = a.id AND {_IN_FORCE.format('n')}"
)
# that no source speaks of a day is no change: a hole without a date is a silence between two days observed
_TOLD = " AND ".join(f"NOT coalesce({side}.state = 'missing' AND {side}.valid_from IS NULL, 0)" for side in "on")
# the section of article `a` on a day
_SECTION = "(SELECT section FROM placement WHERE article = a.id AND start <= ? ORDER BY start DESC LIMIT 1)"


def _no_words() -> tuple[int, int]:
    return 0, 0


def _article(row: Iterable[Any]) -> _Article:
    id_, code, number, slot, label, as_of = row
    return _Article(id_, ArticleRef(code, number, slot), label, date.fromisoformat(as_of))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != OPEN_END else None


def _days(text: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, text.split()))


@lru_cache(maxsize=4096)
def _acts(text: str) -> tuple[Act, ...]:
    return tuple(read_act(line) for line in text.split("\n") if line)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n\n")) if text else ()


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
