"""The routes that answer with JSON: one for each reading command of the command line, with the same fields."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from cpp_versions import Corpus, parse_date
from cpp_versions.answers import ArticleRef
from explorer.opened import open_corpus

__all__ = ["ERRORS", "Code", "Day", "Number", "Open", "router", "wanted"]

_FIRST, _LAST = date(1700, 1, 1), date(2999, 12, 31)
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "A parameter that can't be understood; says which, and what to write"},
    404: {"description": "An article or a code that no source of the store knows; names near ones"},
    414: {"description": "The address is too long"},
    503: {"description": "No store can be read"},
}
router = APIRouter(responses=ERRORS)
_Json = dict[str, Any]

Open = Annotated[Corpus, Depends(open_corpus)]
Number = Annotated[
    str,
    Path(
        description="An article, as lawyers write it: `R57-7-62`, `R. 57-7-62`, or `CODE:N`.",
        examples=["R57-7-62"],
        min_length=1,
        max_length=120,
    ),
]
Code = Annotated[
    list[str] | None,
    Query(alias="code", description="Only this code, by its id or name; can be repeated.", max_length=20),
]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = parse_date(text)
    return min(max(day, _FIRST), _LAST)


def _at(
    at: Annotated[
        str | None,
        Query(description="The day, as `2010-12-29`; by default the date of the data.", max_length=40),
    ] = None,
) -> date | None:
    return _day(at)


def _between(
    start: Annotated[str, Query(alias="from", description="The earlier day.", max_length=40, examples=["2010-12-19"])],
    end: Annotated[str, Query(alias="to", description="The later day.", max_length=40, examples=["2010-12-29"])],
) -> tuple[date, date]:
    first, last = _day(start), _day(end)
    if first is None or last is None:  # required: never None
        raise AssertionError
    return first, last


Day = Annotated[date | None, Depends(_at)]
_Between = Annotated[tuple[date, date], Depends(_between)]


def wanted(corpus: Corpus, codes: list[str] | None) -> list[str]:
    """The codes asked for, all of the store where none is."""
    return list(codes) if codes else [code.id for code in corpus.codes()]


@router.get("/codes", summary="The codes of the store", tags=["codes"])
def codes(corpus: Open) -> _Json:
    """Each with its dates, counts and sources."""
    return {"codes": [code.as_json() for code in corpus.codes()]}


@router.get("/versions", summary="The consolidated versions", tags=["codes"])
def versions(corpus: Open, code: Code = None) -> _Json:
    """Oldest first, each with its date, commit, acts and counts."""
    return {"versions": [version.as_json() for version in corpus.versions(code or ())]}


@router.get("/articles/{number}", summary="An article on a day", tags=["articles"])
def article(corpus: Open, number: Number, at: Day = None, code: Code = None) -> _Json:
    """Its text, or why there is none."""
    return corpus.article(number, at, code or ()).as_json()


@router.get("/articles/{number}/history", summary="The versions of an article", tags=["articles"])
def history(
    corpus: Open,
    number: Number,
    follow: Annotated[bool, Query(description="Also under other numbers and in other codes.")] = False,
    at: Day = None,
    code: Code = None,
) -> _Json:
    """Oldest first, with the acts, and the words added and removed; with `follow` and `at`, of the rule that stood
    under the number that day alone."""
    entries = corpus.follow(number, at, code or ()) if follow else corpus.history(number, code or ())
    return {"versions": [entry.as_json() for entry in entries]}


@router.get("/articles/{number}/diff", summary="An article on two days, word by word", tags=["diffs"])
def article_diff(corpus: Open, number: Number, days: _Between, code: Code = None) -> _Json:
    """The operations that turn the one text into the other."""
    return corpus.diff(number, number, *days, codes=code or ()).as_json()


@router.get("/articles/{number}/cites", summary="What an article cites", tags=["citations"])
def cites(corpus: Open, number: Number, at: Day = None, code: Code = None) -> _Json:
    """With the span, the quote and the sentence of each citation, and whether its targets are in force."""
    return {"citations": [one.as_json() for one in corpus.cites(number, at, code or ())]}


@router.get("/articles/{number}/cited-by", summary="What cites an article", tags=["citations"])
def cited_by(corpus: Open, number: Number, at: Day = None, code: Code = None) -> _Json:
    """In the order of the plan."""
    return {"citations": [one.as_json() for one in corpus.cited_by(number, at, code or ())]}


@router.get("/articles/{number}/trace", summary="Where a rule came from and went to", tags=["renumbering"])
def trace(corpus: Open, number: Number, at: Day = None, code: Code = None) -> _Json:
    """The links through numbers and codes, nearest first, and what stands for the rule now."""
    return corpus.trace(number, at, code or ()).as_json()


@router.get("/articles/{number}/blame", summary="Who wrote each word of an article", tags=["articles"])
def blame(
    corpus: Open,
    number: Number,
    at: Day = None,
    follow: Annotated[bool, Query(description="Words that came from another number or code keep their act.")] = True,
    code: Code = None,
) -> _Json:
    """Runs of words that came together, with the act and the day; their texts joined give the article."""
    return corpus.blame(number, at, code or (), follow=follow).as_json()


@router.get("/articles/{number}/draft", summary="The act that turns one text into the other", tags=["diffs"])
def draft(corpus: Open, number: Number, days: _Between, code: Code = None) -> _Json:
    """In French légistique, with the instructions that it is read back as."""
    return corpus.draft(number, *days, codes=code or ()).as_json()


@router.get("/diff", summary="Two articles, each on its day, word by word", tags=["diffs"])
def diff(
    corpus: Open,
    a: Annotated[str, Query(description="`N@DATE`.", max_length=160, examples=["D283-1@2010-12-19"])],
    b: Annotated[str, Query(description="`N@DATE`.", max_length=160, examples=["R57-7-62@2010-12-29"])],
) -> _Json:
    """The operations that turn the one text into the other."""
    (old, old_at), (new, new_at) = _dated(a), _dated(b)
    return corpus.diff(old, new, old_at, new_at).as_json()


def _dated(written: str) -> tuple[str | ArticleRef, date | None]:
    number, at, day = written.rpartition("@")
    return (number, _day(day)) if at else (written, None)


@router.get("/changes", summary="What changed between two days", tags=["changes"])
def changes(
    corpus: Open,
    days: _Between,
    substantive: Annotated[bool, Query(description="Only changes of substance.")] = False,
    code: Code = None,
) -> _Json:
    """The articles, their classes and passages moved, and the replacements common to several."""
    chosen = wanted(corpus, code)
    found = (one for name in chosen for one in corpus.changes(name, *days, placed=True))
    return {
        "changes": [one.as_json() for one in found if not substantive or one.class_ == "substantive"],
        "substitutions": [one.as_json() for name in chosen for one in corpus.substitutions(name, *days)],
    }


@router.get("/renumbering", summary="Which rule went where between two days", tags=["renumbering"])
def renumbering(corpus: Open, days: _Between, code: Code = None) -> _Json:
    """Links with relation, score and evidence; they may cross codes."""
    return corpus.renumbering(*days, codes=code or ()).as_json()


@router.get("/search", summary="Words in the texts", tags=["search"])
def search(
    corpus: Open,
    q: Annotated[str, Query(description='Words; "a phrase" in quotes.', min_length=1, max_length=300)],
    at: Day = None,
    every: Annotated[bool, Query(alias="all", description="All versions that ever held them.")] = False,
    first: Annotated[bool, Query(description="Their first and last appearance, and the acts that did it.")] = False,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    code: Code = None,
) -> _Json:
    """The articles that hold all the words, best first, with the time in which the text stood."""
    if first:
        return corpus.archaeology(q, code or ()).as_json()
    return {"hits": [hit.as_json() for hit in corpus.search(q, at, code or (), every=every, limit=limit)]}


@router.get("/anomalies", summary="What the sources lack or say differently", tags=["codes"])
def anomalies(
    corpus: Open,
    kind: Annotated[str | None, Query(description="Only those of this kind.", max_length=60)] = None,
    code: Code = None,
) -> _Json:
    """By kind, with both texts."""
    return {"anomalies": [one.as_json() for one in corpus.anomalies(codes=code or (), only=kind)]}
