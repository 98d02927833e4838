"""The routes that read an amending act: the body of a POST is its text, the answer that of `amend parse` or `apply`.

    curl --data-binary @decret.txt -H 'Content-Type: text/plain' localhost:8501/api/v1/amend/apply?on=2010-10-29

The body is UTF-8 text, bounded as on the page **Textes modificateurs**. Nothing of it is kept, nor written to a log. An
act is read by one thread at a time: while another is being read, a request waits, and is refused after a while.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException

from cpp_versions import parse_date
from cpp_versions.amendments import parse
from explorer.api.routes import ERRORS, Open

__all__ = ["LONGEST", "router"]

LONGEST = 400_000
"""The most characters of an act; the page has the same bound."""

_PATIENCE = 10.0
_READING = threading.BoundedSemaphore(1)
_Json = dict[str, Any]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The act as the Journal officiel prints it, a paragraph a line; UTF-8.",
        "content": {"text/plain": {"schema": {"type": "string", "minLength": 1, "maxLength": LONGEST}}},
    }
}
router = APIRouter(
    responses=ERRORS
    | {
        413: {"description": f"An act of more than {LONGEST} characters"},
        503: {"description": "No store can be read, or too many acts are being read"},
    }
)


async def _act(request: Request) -> str:
    """The act, of the body: refused as soon as it is too long, whatever the headers say of its length."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > 4 * LONGEST:
            raise HTTPException(413, f"the act has more than {LONGEST} characters")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body isn't UTF-8 text (byte {error.start})") from None
    if len(text) > LONGEST:
        raise HTTPException(413, f"the act has more than {LONGEST} characters")
    if not text.strip():
        raise HTTPException(400, "the body is empty: send the text of the act in it")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _on(
    on: Annotated[
        str, Query(description="The day on which the act takes effect.", max_length=40, examples=["2010-10-29"])
    ],
) -> date:
    return parse_date(on)


_Act = Annotated[str, Depends(_act)]


@contextmanager
def _alone() -> Iterator[None]:
    """One act at a time: reading is work of the processor, and others want it too."""
    if not _READING.acquire(timeout=_PATIENCE):
        raise HTTPException(503, "other acts are being read: try again later", {"Retry-After": "30"})
    try:
        yield
    finally:
        _READING.release()


@router.post("/amend/parse", summary="What an amending act says", tags=["amending acts"], openapi_extra=_BODY)
def amend_parse(act: _Act) -> _Json:
    """Its instructions, each with its place in the text, and the passages that weren't understood."""
    with _alone():
        return dict(parse(act).as_json())


@router.post("/amend/apply", summary="What an amending act does", tags=["amending acts"], openapi_extra=_BODY)
def amend_apply(corpus: Open, act: _Act, on: Annotated[date, Depends(_on)]) -> _Json:
    """Each article that it names, computed from the text of the day before, and graded against the official text. What
    is computed is not law."""
    with _alone():
        return {"articles": [one.as_json() for one in corpus.amended(act, on)]}
