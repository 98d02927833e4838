"""Who wrote each word of an article on a day, and the act that would have changed one text into another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cpp_versions.answers import ArticleRef, act_json, iso
from cpp_versions.blame import Origin, Run, Version, blame
from cpp_versions.codes import mentioned
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import STATES, acts_of, day_of, paragraphs
from cpp_versions.model import Act, State

if TYPE_CHECKING:
    from cpp_versions.amendments.draft import Draft
    from cpp_versions.corpus.mapping import Mapping

__all__ = ["BlameAnswer", "Blaming"]


@dataclass(frozen=True, slots=True)
class BlameAnswer:
    """The text of an article on a day in runs of words that came together; none where it has no text then."""

    ref: ArticleRef
    label: str
    at: date
    state: State
    runs: tuple[Run[ArticleRef], ...]
    as_of: date

    def as_json(self) -> dict[str, Any]:
        """The runs of the contract. `act` is the one that brought the words; where several acts made the version and
        nobody can tell which brought them, their titles together, and `acts` lists them."""
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "label": self.label,
            "at": iso(self.at),
            "state": str(self.state),
            "runs": [
                {
                    "text": run.text,
                    "since": iso(run.since),
                    "act": _act(run.acts),
                    "from_article": str(run.origin) if run.origin else None,
                    "attested": iso(run.attested),
                    "acts": [act_json(act) for act in run.acts],
                }
                for run in self.runs
            ],
            "as_of": iso(self.as_of),
        }


def _act(acts: tuple[Act, ...]) -> dict[str, Any] | None:
    if len(acts) < 2:
        return act_json(acts[0]) if acts else None
    return act_json(Act(" ; ".join(act.title for act in acts)))


class Blaming:
    """What `Corpus` tells of the words of articles. `mapping` gives the renumberings, where they are asked for."""

    def __init__(self, index: Reader, articles: Articles, mapping: Callable[[], Mapping]) -> None:
        self._index = index
        self._articles = articles
        self._mapping = mapping
        self._history = lru_cache(maxsize=4_000)(self._load_history)
        self._sources = lru_cache(maxsize=4_000)(self._load_sources)

    def blame(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = (), *, follow: bool = True
    ) -> BlameAnswer:
        """The runs of the article on the day `at` (by default the date of the data)."""
        article = self._articles.article(reference, at, codes)
        runs = blame(article.ref, self._history, article.at, self._sources if follow else None)
        if "".join(run.text for run in runs) != "\n\n".join(article.alineas):  # a day between two days observed
            runs = ()
            if article.alineas:
                runs = (Run("\n\n".join(article.alineas), article.valid_from, article.acts, article.at),)
        return BlameAnswer(article.ref, article.label, article.at, article.state, runs, article.as_of)

    def draft(self, reference: str | ArticleRef, old: date, new: date, codes: Iterable[str] = ()) -> Draft:
        """The act that turns the article's text of the day `old` into that of the day `new`."""
        from cpp_versions.amendments.draft import draft

        before = self._articles.article(reference, old, codes)
        after = self._articles.article(reference, new, codes)
        title = str(self._index.value("SELECT title FROM code WHERE id = ?", after.ref.code))
        return draft(after.ref.number, before.alineas, after.alineas, code=mentioned(after.ref.code, title))

    def _load_history(self, ref: ArticleRef) -> tuple[Version, ...]:
        rows = self._index.rows(
            """SELECT v.start, v.valid_from, v.state, v.complete, v.acts, t.body
               FROM article_version v JOIN article a ON a.id = v.article LEFT JOIN text t ON t.id = v.text
               WHERE a.number = ? AND a.code = ? AND a.slot = ? ORDER BY v.start""",
            ref.number, ref.code, ref.slot,
        )  # fmt: skip
        return tuple(
            Version(
                date.fromisoformat(start),
                day_of(since),
                STATES[state],
                paragraphs(body or "") if state == State.IN_FORCE else (),
                acts_of(acts),
                bool(complete),
            )
            for start, since, state, complete, acts, body in rows
        )

    def _load_sources(self, ref: ArticleRef, day: date) -> tuple[Origin[ArticleRef], ...]:
        """The articles that the text under a number came from, by the links of the version that brought it."""
        known = [version for version in self._history(ref) if version.attested == day]
        if not known or known[0].since is None:
            return ()  # nobody knows when it came
        before = day - timedelta(days=1)
        found = []
        for link in self._mapping().renumbering(before, day).links:
            if link.old is None or link.new != ref or link.old == ref or not link.relation.is_pair:
                continue
            if self._index.knows(link.old):  # a user's link may name any article
                found.append((-link.score, link.old, self._articles.article(link.old, before).alineas))
        return tuple(Origin(old, before, alineas) for _, old, alineas in sorted(found) if alineas)
