"""Scripts get the answers of the command line (`--json`) over HTTP. Dates are ISO. An article is named as lawyers do.

Every answer has an `ETag`: send it back in `If-None-Match`, and an answer that hasn't changed costs nothing. Errors are
`{"error", "how"}`. Links and addresses name code, number and date, never a commit.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from cpp_versions.render.html import escape

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "code{font-size:.95em}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8886}h2{margin-top:2.2rem;font-size:1.15rem}"
)


@router.get("/docs")
def docs(request: Request) -> Response:
    """The description as a page of our own: nothing is loaded from elsewhere."""
    schema: dict[str, Any] = request.app.openapi()
    parts = [f"<h1>{escape(schema['info']['title'])}</h1>"]
    parts += [f"<p>{escape(part)}</p>" for part in str(schema["info"]["description"]).split("\n\n")]
    parts.append('<p><a href="openapi.json">openapi.json</a></p>')
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            parts.append(_operation(path, method, operation))
    head = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>API</title><style>{_STYLE}</style></head>"
    )
    return Response(f"{head}<body>{''.join(parts)}</body></html>", media_type="text/html")


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><th scope='row'><code>{escape(one['name'])}</code></th><td>{escape(one['in'])}"
        f"{', required' if one.get('required') else ''}</td><td>{escape(one.get('description', ''))}</td></tr>"
        for one in operation.get("parameters", ())
    )
    if body := operation.get("requestBody"):
        kinds = ", ".join(body["content"])
        rows += f"<tr><th scope='row'>{escape(kinds)}</th><td>body</td><td>{escape(body['description'])}</td></tr>"
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    said = f"<p>{escape(operation.get('summary', ''))}. {escape(operation.get('description', ''))}</p>"
    return f"<h2><code>{escape(method.upper())} /api{escape(path)}</code></h2>{said}{table}"
