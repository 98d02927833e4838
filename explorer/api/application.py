"""The application of the routes: parameters checked, errors as JSON, answers with an ETag of their content.

    GET /api/v1/articles/R57-7-62?at=2011-01-01

Answers are those of the command line (`--json`). They depend on nothing but the address and the data: an ETag is the
digest of the answer, and `If-None-Match` gets 304. What goes wrong is `{"error": …, "how": …}` with 400 for a bad
request, 404 for what no source knows, 503 while there is no store. It is read-only and open to any origin: the acts
that are sent to be read are not kept.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from cpp_versions.errors import CppVersionsError, StoreError, UnknownArticle, UnknownCode, UsageError
from explorer.api import amending, describing, feeds, relations, routes

__all__ = ["make_api"]

_HEADERS: Final = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_LONGEST = 2_000


def make_api() -> FastAPI:
    """The application, to mount at `/api`."""
    api = FastAPI(
        title="Versions du code de procédure pénale",
        version="1",
        summary="Consolidated versions, word diffs, renumbering maps and citations of French criminal procedure law.",
        description=describing.__doc__ or "",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
        license_info={
            "name": "Licence Ouverte 2.0 (texts of law)",
            "url": "https://www.etalab.gouv.fr/licence-ouverte",
        },
    )
    api.include_router(routes.router, prefix="/v1")
    api.include_router(relations.router, prefix="/v1")
    api.include_router(amending.router, prefix="/v1")
    api.include_router(feeds.router, prefix="/v1")
    api.include_router(describing.router, prefix="/v1")
    api.middleware("http")(_tagged)
    api.add_exception_handler(CppVersionsError, _library_error)
    api.add_exception_handler(RequestValidationError, _bad_request)
    api.add_exception_handler(HTTPException, _http_error)
    api.add_exception_handler(Exception, _unforeseen)
    return api


async def _tagged(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Adds the ETag of the answer, and leaves out an answer that the client has."""
    if len(str(request.url)) > _LONGEST:
        return _error(414, "the address is too long", "name fewer or shorter parameters")
    response = await call_next(request)
    if response.status_code != 200:
        return response
    body = b"".join([chunk async for chunk in response.body_iterator])  # type: ignore[attr-defined]
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {**_HEADERS, "ETag": tag, "Content-Type": response.headers.get("content-type", "application/json")}
    asked = request.headers.get("if-none-match", "") if request.method in ("GET", "HEAD") else ""
    if tag in (part.strip().removeprefix("W/") for part in asked.split(",")) or asked.strip() == "*":
        return Response(status_code=304, headers=headers)
    return Response(b"" if request.method == "HEAD" else body, headers=headers)


def _error(status: int, error: str, how: str) -> Response:
    body = json.dumps({"error": error, "how": how}, ensure_ascii=False)
    return Response(body, status, {**_HEADERS, "Content-Type": "application/json"})


def _library_error(request: Request, error: Exception) -> Response:
    """The library's own sentences: what, and what to do."""
    what, how = str(error).partition(": ")[::2]
    status = 404 if isinstance(error, UnknownArticle | UnknownCode) else 400 if isinstance(error, UsageError) else 503
    if isinstance(error, StoreError):
        return _error(503, "no store can be read", "build one: python -m cpp_versions build")
    return _error(status, what, how)


def _bad_request(request: Request, error: Exception) -> Response:
    found: list[Any] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    said = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in found[:5]]
    return _error(400, "; ".join(said) or "bad request", "see /api/v1/docs")


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = str(error.detail) if isinstance(error, HTTPException) else "failed"
    response = _error(status, said, "see /api/v1/docs")
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def _unforeseen(request: Request, error: Exception) -> Response:
    """A visitor gets a sentence, the log the rest."""
    logging.getLogger("explorer").error("%s", request.url.path, exc_info=error)
    return _error(500, "the answer failed; the log of the server says why", "report it with the address")
