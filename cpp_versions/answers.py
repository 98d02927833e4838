"""The values that `Corpus` answers with, and their JSON form: the contract that scripts rely on.

Each answer is a frozen dataclass; `as_json()` gives plain lists, strings and numbers, dates as ISO strings. Nothing
here computes: what is asked of the texts lives below (`compare`, `index`), what is shown lives above (`render`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from cpp_versions.model import Act, Citation, State

if TYPE_CHECKING:  # comparing is heavier than answering
    from cpp_versions.compare.result import Diff

__all__ = [
    "AnomalyAnswer",
    "ArticleAnswer",
    "ArticleRef",
    "ArticleSummary",
    "ArticleText",
    "BuildReport",
    "ChangedArticle",
    "CitationAnswer",
    "CodeSummary",
    "ConsolidatedVersion",
    "DiffAnswer",
    "HistoryEntry",
    "Hit",
    "PlacedArticle",
    "act_json",
    "iso",
]

Json = dict[str, Any]


def iso(day: date | None) -> str | None:
    """`2010-12-29`, or None."""
    return None if day is None else day.isoformat()


def act_json(act: Act) -> Json:
    """An act as the contract names it, with its NOR and the day of the Journal officiel where a source tells them."""
    known: Json = {"title": act.title, "nature": act.nature, "number": act.number, "date": iso(act.date)}
    if act.nor or act.published:
        known |= {"nor": act.nor, "published": iso(act.published)}
    return known


@dataclass(frozen=True, slots=True, order=True)
class ArticleRef:
    """An article as a key: code id, canonical number, and 2 for the second text of a number that stands twice."""

    code: str
    number: str
    slot: int = 1

    @property
    def written(self) -> str:
        """The number, with its slot where that isn't the first, as in addresses: `D75`, `A37-10~2`."""
        return self.number + (f"~{self.slot}" if self.slot > 1 else "")

    def __str__(self) -> str:
        return f"{self.code}:{self.written}"


@dataclass(frozen=True, slots=True)
class CodeSummary:
    """A code of the store at a glance. `excerpt`: its sources hold a part of the code only."""

    id: str
    title: str
    as_of: date
    versions: int
    articles: int
    first: date | None
    last: date | None
    excerpt: bool
    sources: tuple[str, ...]

    def as_json(self) -> Json:
        return {
            "code": self.id,
            "title": self.title,
            "as_of": iso(self.as_of),
            "versions": self.versions,
            "articles": self.articles,
            "first": iso(self.first),
            "last": iso(self.last),
            "excerpt": self.excerpt,
            "sources": list(self.sources),
        }


@dataclass(frozen=True, slots=True)
class ConsolidatedVersion:
    """A consolidated version: `date` None for the lost dates before 1970; counts are of articles."""

    code: str
    date: date | None
    commit: str
    tag: str
    acts: tuple[Act, ...]
    added: int
    removed: int
    modified: int

    def as_json(self) -> Json:
        return {
            "code": self.code,
            "date": iso(self.date),
            "commit": self.commit,
            "tag": self.tag,
            "acts": [act_json(act) for act in self.acts],
            "added": self.added,
            "removed": self.removed,
            "modified": self.modified,
        }


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of an article in its timeline.

    `change` is what brought it: `created`, `modified`, `restored` (after an end or a hole), `nota` (only the note
    changed), `missing` (the source has a hole), `ended`. An `ended` entry carries the day and act that ended the
    article. `words_added` and `words_removed` are counted against the text before, when they are asked for: that
    takes longer than all the rest of a history.
    """

    ref: ArticleRef
    label: str
    state: State
    change: str
    valid_from: date | None
    valid_to: date | None
    attested_from: date
    observed: tuple[date, ...]
    complete: bool
    section: tuple[str, ...]
    acts: tuple[Act, ...]
    source: str
    commit: str
    as_of: date
    _words: Callable[[], tuple[int, int]] = field(repr=False, compare=False)

    @property
    def words_added(self) -> int:
        """Words that the text before didn't have."""
        return self._words()[0]

    @property
    def words_removed(self) -> int:
        """Words that the text before had."""
        return self._words()[1]

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "label": self.label,
            "state": str(self.state),
            "change": self.change,
            "valid_from": iso(self.valid_from),
            "valid_to": iso(self.valid_to),
            "observed": [iso(day) for day in self.observed],
            "complete": self.complete,
            "section": list(self.section),
            "acts": [act_json(act) for act in self.acts],
            "source": self.source,
            "commit": self.commit,
            "as_of": iso(self.as_of),
            "words_added": self.words_added,
            "words_removed": self.words_removed,
        }


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """An article at a date.

    `acts` are those that introduced the text; for an article that has ended, those that ended it. `at` is the day
    asked for. `beyond_data` is true where `at` is later than `as_of`: the answer rests on what was enacted by then.
    `nearest` is the closest day at which a text is known, where `alineas` is empty. `restored_titles` tells that
    section titles were rebuilt from slugs.
    """

    ref: ArticleRef
    label: str
    at: date
    state: State
    valid_from: date | None
    valid_to: date | None
    observed: tuple[date, ...]
    complete: bool
    section: tuple[str, ...]
    alineas: tuple[str, ...]
    nota: tuple[str, ...]
    citations: tuple[Citation, ...]
    acts: tuple[Act, ...]
    source: str
    commit: str
    as_of: date
    also: tuple[str, ...]
    beyond_data: bool = False
    restored_titles: bool = False
    nearest: date | None = None

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "label": self.label,
            "at": iso(self.at),
            "state": str(self.state),
            "valid_from": iso(self.valid_from),
            "valid_to": iso(self.valid_to),
            "observed": [iso(day) for day in self.observed],
            "complete": self.complete,
            "section": list(self.section),
            "alineas": list(self.alineas),
            "nota": list(self.nota),
            "acts": [act_json(act) for act in self.acts],
            "source": self.source,
            "commit": self.commit,
            "as_of": iso(self.as_of),
            "also": list(self.also),
            "beyond_data": self.beyond_data,
            "nearest": iso(self.nearest),
        }


@dataclass(frozen=True, slots=True)
class MovedPassage:
    """Words that another article had before, or has now: `ref` names it.

    `old` is the passage as it stood in the article that it left, `new` as it stands in the one that it came to; they
    differ where it was edited. `words` counts those of `new`. `whole`: it is the whole text of both articles.
    """

    ref: ArticleRef
    old: str
    new: str
    words: int
    whole: bool

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "old": self.old,
            "new": self.new,
            "words": self.words,
            "whole": self.whole,
        }


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article that differs between two days. `change`: `added`, `first_known` (the sources show it by the later day
    and don't say since when it is in force), `removed`, `modified`, `nota`, or `section` (only its place in the plan
    changed).

    `class_` is `typographic`, `reference`, `terminology`, `renumbering` or `substantive` (see `classing`);
    `moved_from` and `moved_to` are the words shared with other articles, which count as added and removed here.
    `section` is its place on the later day (the earlier one for a removed article); `restored_titles` tells that its
    titles were rebuilt from slugs.
    """

    ref: ArticleRef
    label: str
    change: str
    section: tuple[str, ...]
    words_added: int
    words_removed: int
    restored_titles: bool = False
    class_: str = "substantive"
    moved_from: tuple[MovedPassage, ...] = ()
    moved_to: tuple[MovedPassage, ...] = ()

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "label": self.label,
            "change": self.change,
            "class": self.class_,
            "section": list(self.section),
            "words_added": self.words_added,
            "words_removed": self.words_removed,
            "moved_from": [passage.as_json() for passage in self.moved_from],
            "moved_to": [passage.as_json() for passage in self.moved_to],
        }


@dataclass(frozen=True, slots=True)
class SubstitutionAnswer:
    """The words `old` replaced by `new` in several articles, `count` times in all."""

    old: str
    new: str
    count: int
    articles: tuple[ArticleRef, ...]

    def as_json(self) -> Json:
        return {"old": self.old, "new": self.new, "count": self.count, "articles": list(map(str, self.articles))}


@dataclass(frozen=True, slots=True)
class CitationAnswer:
    """A citation at a date: `origin` quotes `targets` of `code`; `sentence` is the sentence that holds it.

    `span` counts from the start of the origin's text, its alinéas joined by a blank line: `text[a:b] == quote`.
    """

    origin: ArticleRef
    origin_label: str
    span: tuple[int, int]
    quote: str
    sentence: str
    code: str | None
    targets: tuple[str, ...]
    status: str

    def as_json(self) -> Json:
        return {
            "from": str(self.origin),
            "span": list(self.span),
            "quote": self.quote,
            "sentence": self.sentence,
            "code": self.code,
            "targets": list(self.targets),
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What `build` did."""

    versions: int
    articles: int
    texts: int
    anomalies: int
    changed: bool

    def as_json(self) -> Json:
        return {
            "versions": self.versions,
            "articles": self.articles,
            "texts": self.texts,
            "anomalies": self.anomalies,
            "changed": self.changed,
        }


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article that a code has, or had."""

    ref: ArticleRef
    label: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text of an article on a day, for those who want all of a code: `text` and `nota` are paragraphs joined by a
    blank line."""

    ref: ArticleRef
    label: str
    state: State
    text: str
    nota: str

    @property
    def alineas(self) -> tuple[str, ...]:
        """The alinéas of the text."""
        return tuple(self.text.split("\n\n")) if self.text else ()

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "label": self.label,
            "state": str(self.state),
            "alineas": list(self.alineas),
            "nota": self.nota.split("\n\n") if self.nota else [],
        }


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """An article in force on a day (or one whose text the source lacks), and the titles of the sections above it."""

    ref: ArticleRef
    label: str
    state: State
    section: tuple[str, ...]
    restored_titles: bool = False


@dataclass(frozen=True, slots=True)
class DiffAnswer:
    """The word diff of two articles, each on its day; `diff` holds the operations (see `compare`)."""

    old: ArticleAnswer
    new: ArticleAnswer
    diff: Diff

    def as_json(self) -> Json:
        return {"old": self.old.as_json(), "new": self.new.as_json(), **self.diff.as_json()}


@dataclass(frozen=True, slots=True)
class Hit:
    """A version of an article that holds the words searched; `snippet` shows them between `[` and `]`.

    The text may have brackets of its own: `marks` are the places in `snippet` of the words found, start and end,
    without the brackets that stand around each.
    """

    ref: ArticleRef
    label: str
    valid_from: date | None
    valid_to: date | None
    attested_from: date
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()

    def as_json(self) -> Json:
        return {
            "code": self.ref.code,
            "number": self.ref.number,
            "label": self.label,
            "valid_from": iso(self.valid_from),
            "valid_to": iso(self.valid_to),
            "snippet": self.snippet,
        }


@dataclass(frozen=True, slots=True)
class AnomalyAnswer:
    """What a source lacks or says differently (see `model.Anomaly`); `ours` and `theirs` hold texts that differ."""

    kind: str
    source: str
    code: str | None
    number: str | None
    date: date | None
    message: str
    where: str
    ours: str | None
    theirs: str | None

    def as_json(self) -> Json:
        return {
            "kind": self.kind,
            "source": self.source,
            "code": self.code,
            "number": self.number,
            "date": iso(self.date),
            "text": self.message,
            "where": self.where,
            "ours": self.ours,
            "theirs": self.theirs,
        }
