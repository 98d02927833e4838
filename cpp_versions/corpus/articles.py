"""Articles, their texts on a day and their history; the whole code on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial

from cpp_versions.answers import (
    ArticleAnswer,
    ArticleRef,
    ArticleSummary,
    ArticleText,
    HistoryEntry,
    PlacedArticle,
)
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import IN_FORCE, STATES, VERSION, FoundArticle, acts_of, day_of, days_of
from cpp_versions.model import State

__all__ = ["Articles"]


class Articles:
    """What `Corpus` tells of articles."""

    def __init__(self, index: Reader) -> None:
        self._index = index
        self._history = lru_cache(maxsize=20_000)(self._load_history)
        self._known = lru_cache(maxsize=8)(self._load_known)
        self._pair = lru_cache(maxsize=50_000)(self._count_pair)
        self._contents = lru_cache(maxsize=8)(self._load_contents)

    def article(self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()) -> ArticleAnswer:
        """The article on the day `at` (by default the date of the data): its text, or why there is none.

        Raises UnknownArticle where no source has ever known it.
        """
        article, also = self._index.find(reference, codes)
        day = at or article.as_of
        if not isinstance(reference, ArticleRef) and not self._index.in_force(article, day):
            # of two texts that share the number, the one that stands on that day
            for other in self._index.slots(article):
                if other.ref != article.ref and self._index.in_force(other, day):
                    also = tuple(
                        str(a) for a in dict.fromkeys((*map(str, also), str(article.ref))) if a != str(other.ref)
                    )
                    article = other
                    break
        return self._article_at(article, day, also)

    def history(self, reference: str | ArticleRef, codes: Iterable[str] = ()) -> tuple[HistoryEntry, ...]:
        """The versions of the article, oldest first, its ends and the holes of the sources included."""
        return self._history(self._index.find(reference, codes)[0])

    def code_at(self, code: str, at: date | None = None) -> tuple[ArticleText, ...]:
        """The text of every article in force on the day `at` (by default the date of the data), ordered by number."""
        code = self._index.code(code)
        day = str(at or self._index.value("SELECT as_of FROM code WHERE id = ?", code))
        rows = self._index.rows(
            f"""SELECT v.article, v.label, v.state, t.body, t.nota
                FROM article a JOIN article_version v ON v.article = a.id AND {IN_FORCE.format("v")}
                LEFT JOIN text t ON t.id = v.text WHERE a.code = ? ORDER BY a.rank""",
            day, day, code,
        )  # fmt: skip
        known = self._known(code)
        found = []
        for id_, printed, state, body, nota in rows:
            article = known[id_]
            found.append(ArticleText(article.ref, printed or article.label, STATES[state], body or "", nota or ""))
        return tuple(found)

    def contents(self, code: str, at: date | None = None) -> tuple[PlacedArticle, ...]:
        """The articles in force on the day `at` (by default the date of the data), in the order of the plan."""
        code = self._index.code(code)
        return self._contents(code, str(at or self._index.value("SELECT as_of FROM code WHERE id = ?", code)))

    def _load_known(self, code: str) -> dict[int, ArticleSummary]:
        rows = self._index.rows("SELECT id, code, number, slot, label FROM article WHERE code = ?", code)
        return {row[0]: ArticleSummary(ArticleRef(*row[1:4]), row[4]) for row in rows}

    def _load_contents(self, code: str, day: str) -> tuple[PlacedArticle, ...]:
        rows = self._index.rows(
            f"""SELECT a.code, a.number, a.slot, v.label, a.label, v.state,
                       (SELECT p.section FROM placement p WHERE p.article = a.id AND p.start <= ?
                        ORDER BY p.start DESC LIMIT 1) AS place
                FROM article a JOIN article_version v ON v.article = a.id AND {IN_FORCE.format("v")}
                WHERE a.code = ? ORDER BY a.rank""",
            day, day, day, code,
        )  # fmt: skip
        found = []
        for code_, number, slot, printed, label, state, place in rows:
            section, restored, rank = self._index.place(place)
            article = PlacedArticle(ArticleRef(code_, number, slot), printed or label, State(state), section, restored)
            found.append((rank, article))
        return tuple(article for _, article in sorted(found, key=lambda pair: pair[0]))

    def _article_at(self, article: FoundArticle, day: date, also: tuple[str, ...]) -> ArticleAnswer:
        row = self._index.version_on(article.id, day)
        section, restored, _ = self._index.section_at(article, day)
        if row is None:
            return self._not_yet(article, day, also)
        version, state, label, start, _, valid_from, valid_to, observed, complete, acts, source, text = row
        alineas, nota = self._index.text(text)
        if state == State.ENDED:
            before = self._index.rows(
                f"SELECT {VERSION} FROM article_version v WHERE article = ? AND until = ? ORDER BY start DESC",
                article.id, start,
            )  # fmt: skip
            section, restored, _ = self._index.section_at(article, date.fromisoformat(start), before=True)
            valid_from, valid_to, observed = (
                (before[0][5], valid_from, before[0][7]) if before else (None, valid_from, "")
            )
        return ArticleAnswer(
            ref=article.ref,
            label=label or article.label,
            at=day,
            state=State(state),
            valid_from=day_of(valid_from),
            valid_to=day_of(valid_to),
            observed=days_of(observed),
            complete=bool(complete),
            section=section,
            alineas=alineas,
            nota=nota,
            citations=self._index.citations(version),
            acts=acts_of(acts),
            source=source,
            commit=self._index.commit(article.ref.code, start),
            as_of=article.as_of,
            also=also,
            beyond_data=day > article.as_of,
            restored_titles=restored,
            nearest=None if alineas else self._nearest(article, day),
        )

    def _not_yet(self, article: FoundArticle, day: date, also: tuple[str, ...]) -> ArticleAnswer:
        """The answer for a day before the first version known."""
        first = self._index.rows(
            "SELECT start, valid_from, source FROM article_version WHERE article = ? ORDER BY start LIMIT 1", article.id
        )
        start, valid_from, source = first[0] if first else (None, None, "")
        future = start is not None and start > str(article.as_of)
        nearest = self._nearest(article, day)
        section, restored, _ = self._index.section_at(article, nearest) if nearest else ((), False, 0)
        return ArticleAnswer(
            ref=article.ref,
            label=article.label,
            at=day,
            state=State.FUTURE if future else State.UNKNOWN,
            valid_from=day_of(valid_from) if future else None,
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

    def _nearest(self, article: FoundArticle, day: date) -> date | None:
        """The day nearest to `day` on which a text is known: the last one before it, else the first after it."""
        after = self._index.value(
            "SELECT min(start) FROM article_version WHERE article = ? AND state = ? AND start > ?",
            article.id, State.IN_FORCE, str(day),
        )  # fmt: skip
        before = self._index.value(
            "SELECT max(start) FROM article_version WHERE article = ? AND state = ? AND start <= ?",
            article.id, State.IN_FORCE, str(day),
        )  # fmt: skip
        return day_of(before or after)

    def _load_history(self, article: FoundArticle) -> tuple[HistoryEntry, ...]:
        rows = self._index.rows(
            f"""SELECT {VERSION}, change,
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
                    state=STATES[state],
                    change=change,
                    valid_from=day_of(valid_from),
                    valid_to=day_of(valid_to),
                    attested_from=date.fromisoformat(start),
                    observed=days_of(observed) if observed else (),
                    complete=bool(complete),
                    section=self._index.place(section)[0],
                    acts=acts_of(acts),
                    source=source,
                    commit=commit or "",
                    as_of=article.as_of,
                    _words=partial(self._pair, previous, known) if counted else _no_words,
                )
            )
            previous = None if state == State.ENDED else known if known is not None else previous
        return tuple(entries)

    def _count_pair(self, old: int | None, new: int | None) -> tuple[int, int]:
        """Words added and removed between two texts of the index."""
        from cpp_versions import compare

        counts = compare.count(self._index.body(old), self._index.body(new))
        return counts.inserted, counts.deleted


def _no_words() -> tuple[int, int]:
    return 0, 0
