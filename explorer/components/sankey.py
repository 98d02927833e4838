"""Flows between sections, drawn: old sections on the left, new ones on the right, as wide as the links are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["NEW", "Flow", "spec", "widest"]

# A chart names its nodes by their text: this keeps a section of the right side apart from one of that name on the left.
NEW = "\u200b"
# of a section's title, in pixels
_WIDTH = 500

Flow = tuple[str, str, int]


def widest(pairs: Iterable[tuple[str, str]], most: int) -> list[Flow]:
    """The `most` flows with most links, in the order in which their sections come."""
    counts = Counter(pairs)
    kept = {pair for pair, _ in counts.most_common(most)}
    return [(old, new, n) for (old, new), n in counts.items() if (old, new) in kept]


def spec(flows: Sequence[Flow], *, dark: bool = False) -> dict[str, Any]:
    """The chart of the flows, on a light or a dark ground."""
    left = list(dict.fromkeys(old for old, _, _ in flows))
    right = list(dict.fromkeys(new for _, new, _ in flows))
    nodes = [_node(name, 0, "right", dark) for name in left] + [_node(name + NEW, 1, "left", dark) for name in right]
    return {
        "animation": False,
        "tooltip": {"trigger": "item", "confine": True},
        "series": [
            {
                "type": "sankey",
                "data": nodes,
                "links": [{"source": old, "target": new + NEW, "value": n} for old, new, n in flows],
                "nodeAlign": "justify",
                "layoutIterations": 0,
                "draggable": False,
                "nodeWidth": 14,
                "nodeGap": 9,
                "left": 4,
                "right": 4,
                "top": 6,
                "bottom": 6,
                "selectedMode": "single",
                "lineStyle": {"color": "source", "opacity": 0.28, "curveness": 0.5},
                "emphasis": {"focus": "adjacency"},
            }
        ],
    }


def _node(name: str, depth: int, side: str, dark: bool) -> dict[str, Any]:
    return {
        "name": name,
        "depth": depth,
        "itemStyle": {"color": "#7fb2dd" if dark else "#3d7ab5"},
        "label": {
            "position": side,
            "overflow": "truncate",
            "width": _WIDTH,
            "fontSize": 11,
            "color": "#f2f2f2" if dark else "#2b2b2b",
        },
    }
