"""The ASGI application that `streamlit run explorer/app.py` serves: the page, and where other paths lead.

Streamlit shows its one page at every path, with a message of its own where it knows no page of that name. Here the
address `/?page=…` alone is the state: any other path that a browser visits leads to it, and an unknown name is then
said in the reader's language.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

# Streamlit puts the folder of its script on the path, not that of the packages.
_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)

from explorer.api import make_api  # noqa: E402

__all__ = ["Paths", "app"]

# what Streamlit serves itself
_SERVED = frozenset({"api", "app", "component", "healthz", "media", "script-health-check", "static", "vendor"})
_LONGEST = 100


class Paths:
    """Leads a browser's visit of another path to the page of that name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = _elsewhere(scope)
        await (RedirectResponse(address, 307) if address else self.app)(scope, receive, send)


def _elsewhere(scope: Scope) -> str | None:
    """The address that a visit should have named, or None where it is none of ours to change."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    base = f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")
    path: str = scope["path"]
    if not path.startswith(f"{base}/") or "text/html" not in Headers(scope=scope).get("accept", ""):
        return None
    parts = [part for part in path.removeprefix(base).split("/") if part]
    if not parts or parts[0].startswith("_") or parts[0] in _SERVED or "." in parts[-1]:
        return None
    asked = parse_qsl(scope["query_string"].decode("latin-1"))
    kept = [(name, value) for name, value in asked if name != "page"]
    return f"{base}/?{urlencode([('page', '/'.join(parts)[:_LONGEST]), *kept])}"


app = st.App(
    Path(__file__).with_name("main.py"), routes=[Mount("/api", app=make_api())], middleware=[Middleware(Paths)]
)
