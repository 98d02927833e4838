"""The pages of the explorer: each module has `render(view)`; `PAGES` finds it by the name in the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from explorer.pages import anomalies, article, versions
from explorer.view import View

__all__ = ["PAGES"]

PAGES: Final[dict[str, Callable[[View], None]]] = {
    "home": versions.render,
    "article": article.render,
    "versions": versions.render,
    "anomalies": anomalies.render,
}
