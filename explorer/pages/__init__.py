"""The pages of the explorer: each module has `render(view)`; `PAGES` finds it by the name in the address.

A page that chooses what its address leaves open (the code, the day) returns the selection that says all of it, for the
permanent link: what it chooses today it may choose otherwise with next year's data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from explorer.pages import (
    acts,
    anomalies,
    article,
    compare,
    figures,
    graph,
    home,
    read,
    recodification,
    reform,
    renumbering,
    search,
    versions,
)
from explorer.selection import Selection
from explorer.view import View

__all__ = ["PAGES"]

PAGES: Final[dict[str, Callable[[View], Selection | None]]] = {
    "home": home.render,
    "search": search.render,
    "article": article.render,
    "versions": versions.render,
    "compare": compare.render,
    "reform": reform.render,
    "renumbering": renumbering.render,
    "recodification": recodification.render,
    "graph": graph.render,
    "acts": acts.render,
    "read": read.render,
    "figures": figures.render,
    "anomalies": anomalies.render,
}
