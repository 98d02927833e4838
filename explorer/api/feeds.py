"""Atom feeds: what changed in an article, in a section or in a code, latest first."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response
from lxml import etree

from cpp_versions import Corpus
from cpp_versions.answers import ArticleRef
from cpp_versions.errors import UnknownCode
from explorer.api.routes import Number, Open
from explorer.words import Words

__all__ = ["router"]

_ATOM = "http://www.w3.org/2005/Atom"
# XML can't hold these
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTRIES = 50
_FR = Words("fr")
router = APIRouter(
    prefix="/feeds",
    tags=["feeds"],
    responses={404: {"description": "No such article or code"}, 503: {"description": "No store can be read"}},
    default_response_class=Response,
)


@router.get("/articles/{number}", summary="The versions of an article, as an Atom feed")
def article_feed(corpus: Open, request: Request, number: Number) -> Response:
    """One entry for each version, latest first."""
    ref = corpus.resolve(number)
    entries = corpus.history(ref)
    title = f"Article {entries[-1].label if entries else ref.number}"
    feed = _feed(request, title, f"article:{ref}")
    for entry in islice(reversed(entries), _ENTRIES):
        acts = " ; ".join(act.title for act in entry.acts)
        counts = f"+{entry.words_added} −{entry.words_removed} mots"
        fields = {"page": "article", "n": ref.written, "code": ref.code, "d": str(entry.attested_from)}
        _entry(
            feed, request, f"{title} : {_FR.known(f'change.{entry.change}', entry.change)}",
            f"article:{ref}:{entry.attested_from}", entry.attested_from, f"{counts}. {acts}", fields,
        )  # fmt: skip
    return _answer(feed)


@router.get("/codes/{code}", summary="The consolidated versions of a code, as an Atom feed")
def code_feed(
    corpus: Open,
    request: Request,
    code: str,
    section: Annotated[str, Query(description="Only what changed below this path of titles.", max_length=300)] = "",
) -> Response:
    """One entry for each version, latest first; with `section`, for those that changed an article of it."""
    summary = next((one for one in corpus.codes() if one.id == code), None)
    if summary is None:
        raise UnknownCode(f"{code[:60]!r}: no such code: the store has {', '.join(c.id for c in corpus.codes())}")
    feed = _feed(request, summary.title + (f" : {section}" if section else ""), f"code:{code}:{section}")
    versions = [version for version in corpus.versions([code]) if version.date]
    found = 0
    for place in range(len(versions) - 1, -1, -1):
        version = versions[place]
        if found == _ENTRIES or version.date is None:
            break
        before = versions[place - 1].date if place else None
        said = f"{version.added} ajoutés, {version.modified} modifiés, {version.removed} supprimés"
        if section:
            if before is None or len(versions) - place > 8 * _ENTRIES:
                break
            labels = _inside(corpus, code, before, version.date, section)
            if not labels:
                continue
            said = ", ".join(labels[:20])
        found += 1
        acts = " ; ".join(act.title for act in version.acts)
        fields = {"page": "versions", "code": code, "d": str(version.date)}
        title = f"Version consolidée au {_FR.day(version.date)}"
        _entry(
            feed, request, title, f"version:{code}:{version.date}:{section}", version.date, f"{said}. {acts}", fields
        )
    return _answer(feed)


def _inside(corpus: Corpus, code: str, old: date, new: date, section: str) -> list[str]:
    """The labels of the articles of a section that a version changed. The place is that of either day."""
    changed = set(corpus.changed(code, old, new))
    if not changed:
        return []
    wanted = tuple(part.strip() for part in section.split(">"))
    found: dict[ArticleRef, str] = {}
    for day in (old, new):
        for placed in corpus.contents(code, day):
            path = tuple(title.split(" : ")[0] for title in placed.section)
            if placed.ref in changed and path[: len(wanted)] == wanted:
                found[placed.ref] = placed.label
    return list(found.values())


def _feed(request: Request, title: str, name: str) -> etree._Element:
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    _child(feed, "id", f"urn:cpp-versions:{quote(name)}")
    _child(feed, "title", title)
    etree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=str(request.url))
    _child(etree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Versions du code de procédure pénale")
    return feed


def _entry(
    feed: etree._Element, request: Request, title: str, name: str, day: date, said: str, fields: dict[str, str]
) -> None:
    moment = datetime.combine(day, time(), UTC).isoformat()
    if feed.find(f"{{{_ATOM}}}updated") is None:
        _child(feed, "updated", moment)
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _child(entry, "id", f"urn:cpp-versions:{quote(name)}")
    _child(entry, "title", title)
    _child(entry, "updated", moment)
    address = str(request.base_url).split("/api", 1)[0].rstrip("/")
    etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=f"{address}/?{urlencode(fields)}")
    _child(entry, "summary", said)


def _child(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = _CONTROL.sub("", text)


def _answer(feed: etree._Element) -> Response:
    if feed.find(f"{{{_ATOM}}}updated") is None:
        _child(feed, "updated", datetime.combine(date(1970, 1, 1), time(), UTC).isoformat())
    body = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return Response(body, media_type="application/atom+xml")
