"""The routes of what ties articles to one another and to fiches: the graph, what a change touches, wordings over time.

They answer as the commands of the same names do with `--json`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from explorer.api.routes import ERRORS, Code, Day, Number, Open

__all__ = ["router"]

router = APIRouter(responses=ERRORS)
_Json = dict[str, Any]
_Wording = Annotated[str, Query(max_length=300)]


@router.get("/articles/{number}/graph", summary="What lies around an article", tags=["graph"])
def graph(
    corpus: Open,
    number: Number,
    at: Day = None,
    depth: Annotated[int, Query(ge=1, le=3, description="How many steps.")] = 1,
    limit: Annotated[int, Query(ge=1, le=400, description="The most articles.")] = 60,
    code: Code = None,
) -> _Json:
    """What cites it and what it cites, its sections, its version and the acts that made it: nodes and edges."""
    return corpus.neighbourhood(number, at, depth, code or (), limit=limit).as_json()


@router.get("/articles/{number}/impact", summary="What a change of an article touches", tags=["graph"])
def impact(
    corpus: Open,
    number: Number,
    at: Day = None,
    steps: Annotated[int, Query(ge=1, le=3, description="How far to go.")] = 2,
    code: Code = None,
) -> _Json:
    """What cites it, and what cites that; nearest first."""
    return {"articles": [one.as_json() for one in corpus.impact([number], at, steps, code or ())]}


@router.get("/articles/{number}/fiches", summary="The plain-language fiches about an article", tags=["fiches"])
def fiches_about(corpus: Open, number: Number, at: Day = None, code: Code = None) -> _Json:
    """The passages, each with the ground that links it to the article."""
    return {"fiches": [one.as_json() for one in corpus.fiches_about(number, at, code or ())]}


@router.get("/fiches", summary="The plain-language fiches", tags=["fiches"])
def fiches(corpus: Open, at: Day = None) -> _Json:
    """Each with what it refers to."""
    return {"fiches": [one.as_json() for one in corpus.fiches(at)]}


@router.get("/dangling", summary="The citations that lead nowhere on a day", tags=["graph"])
def dangling(
    corpus: Open,
    at: Day = None,
    target: Annotated[
        str | None, Query(description="Only citations of this article, known or not.", max_length=120, min_length=1)
    ] = None,
    code: Code = None,
) -> _Json:
    """By the day since when, each with the reason."""
    return {"citations": [one.as_json() for one in corpus.dangling(at, code or (), target)]}


@router.get("/hubs", summary="The articles that most others cite on a day", tags=["graph"])
def hubs(corpus: Open, at: Day = None, count: Annotated[int, Query(ge=1, le=1_000)] = 20, code: Code = None) -> _Json:
    """The most cited first."""
    return {"hubs": [one.as_json() for one in corpus.hubs(at, code or (), count)]}


@router.get("/growth", summary="Articles, citations and orphans by year", tags=["graph"])
def growth(corpus: Open, code: Code = None) -> _Json:
    """At the end of each year."""
    return {"growth": [one.as_json() for one in corpus.growth(code or ())]}


@router.get("/frequency", summary="How often wordings stood in force, over time", tags=["search"])
def frequency(
    corpus: Open,
    w: Annotated[
        list[_Wording], Query(description="A phrase; `a|b` counts what holds either; can be repeated.", max_length=8)
    ],
    by: Annotated[Literal["year", "version"], Query(description="By year or by consolidated version.")] = "year",
    occurrences: Annotated[bool, Query(description="Also how often the words stand.")] = False,
    code: Code = None,
) -> _Json:
    """One curve for each wording."""
    curves = corpus.frequency(w, code or (), by=by, occurrences=occurrences)
    return {"curves": [curve.as_json() for curve in curves]}
