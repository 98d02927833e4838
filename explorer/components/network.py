"""The neighbourhood of an article, drawn: what cites it on the left, the article in the middle, what it cites on the
right; a second step stands further out. Places are computed, so that the same question always gives the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from cpp_versions.graph import EdgeKind, Neighbourhood, Node, NodeKind

__all__ = ["Drawing", "drawing", "spec"]

_MOST = {1: 28, 2: 18}
"""Articles in a column, by how far the picture goes; the table has all."""
_ROW = 24
_LIGHT = {"here": "#1f4e79", "in_force": "#3d7ab5", "gone": "#c4492f", "ink": "#2b2b2b", "line": "#8a8f98"}
_DARK = {"here": "#d5e6f5", "in_force": "#7fb2dd", "gone": "#f08a72", "ink": "#f2f2f2", "line": "#9aa1ab"}


class Drawing:
    """What is drawn: the nodes in the order of the chart's data, their columns, and how many a column left out."""

    def __init__(self, nodes: Sequence[Node], columns: dict[str, int], edges: Sequence[tuple[int, int, int]],
                 left_out: int) -> None:  # fmt: skip
        self.nodes, self.columns, self.edges, self.left_out = list(nodes), columns, list(edges), left_out

    @property
    def height(self) -> int:
        """Pixels that leave every label its line."""
        sizes: dict[int, int] = defaultdict(int)
        for node in self.nodes:
            sizes[self.columns[node.id]] += 1
        return max(160, _ROW * max(sizes.values(), default=1) + 40)


def drawing(found: Neighbourhood) -> Drawing:
    """The articles in columns: -1 cites the article, 1 is cited by it, -2 and 2 are a step further."""
    articles = [node for node in found.nodes if node.kind is NodeKind.ARTICLE]
    here = articles[0].id
    cites = [edge for edge in found.edges if edge.kind is EdgeKind.CITES]
    columns = {here: 0}
    ties: dict[str, int] = defaultdict(int)
    for edge in cites:
        ties[edge.start] += edge.count
        ties[edge.end] += edge.count
    for node in articles[1:]:
        if node.steps == 1:
            out = any(edge.start == here and edge.end == node.id for edge in cites)
            columns[node.id] = 1 if out else -1
    for node in articles[1:]:
        if node.steps > 1:
            sides = [
                columns[other]
                for edge in cites
                for mine, other in ((edge.start, edge.end), (edge.end, edge.start))
                if mine == node.id and abs(columns.get(other, 0)) == 1
            ]
            columns[node.id] = 2 if sum(sides) > 0 else -2
    order = {node.id: place for place, node in enumerate(articles)}
    most = _MOST[2 if any(abs(column) > 1 for column in columns.values()) else 1]
    kept: list[Node] = []
    left_out = 0
    for column in (0, -1, 1, -2, 2):
        inside = [node for node in articles if columns.get(node.id) == column]
        inside.sort(key=lambda node: (-ties[node.id], order[node.id]))
        left_out += len(inside[most:])
        kept += sorted(inside[:most], key=lambda node: order[node.id])
    places = {node.id: place for place, node in enumerate(kept)}
    edges = [
        (places[edge.start], places[edge.end], edge.count)
        for edge in cites
        if edge.start in places
        and edge.end in places
        # between two neighbours only what a second step was asked for
        and (here in (edge.start, edge.end) or columns[edge.start] != columns[edge.end])
    ]
    return Drawing(kept, columns, edges, left_out)


def spec(drawn: Drawing, *, dark: bool = False) -> dict[str, Any]:
    """The chart, on a light or a dark ground."""
    colours = _DARK if dark else _LIGHT
    members: dict[int, list[Node]] = defaultdict(list)
    for node in drawn.nodes:
        members[drawn.columns[node.id]].append(node)
    widest = max(map(abs, members))
    heights: dict[str, float] = {}
    for column in members.values():
        for place, node in enumerate(column):
            heights[node.id] = -(place + 0.5) / len(column)
    data = [_node(node, drawn.columns[node.id], heights[node.id], colours, widest) for node in drawn.nodes]
    links = [
        {
            "source": source, "target": target, "value": count,
            "lineStyle": {"width": min(1 + count / 2, 4), "curveness": 0.08},
        }
        for source, target, count in drawn.edges
    ]  # fmt: skip
    return {
        "animation": False,
        "tooltip": {"show": False},
        "grid": {"left": 96, "right": 96, "top": 8, "bottom": 8},
        "xAxis": {"show": False, "type": "value", "min": -max(widest, 1), "max": max(widest, 1)},
        "yAxis": {"show": False, "type": "value", "min": -1, "max": 0},
        "series": [
            {
                "type": "graph",
                "coordinateSystem": "cartesian2d",
                "data": data,
                "links": links,
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": 7,
                "lineStyle": {"color": colours["line"], "opacity": 0.55},
                "selectedMode": "single",
                "select": {"itemStyle": {"borderWidth": 0}},
                "emphasis": {"focus": "adjacency"},
            }
        ],
    }


def _node(node: Node, column: int, height: float, colours: dict[str, str], widest: int) -> dict[str, Any]:
    colour = colours["here"] if column == 0 else colours["in_force" if node.state == "in_force" else "gone"]
    # between two columns a label stands above its node, for lines run on both sides
    side = "top" if abs(column) < max(widest, 1) else "left" if column < 0 else "right"
    return {
        "name": node.id,
        "value": [column, height],
        "symbol": "circle" if node.state == "in_force" else "diamond",
        "symbolSize": 16 if column == 0 else 9,
        "itemStyle": {"color": colour},
        "label": {
            "show": True,
            "position": side,
            "formatter": _printed(node),
            "fontSize": 14 if column == 0 else 12,
            "fontWeight": "bold" if column == 0 else "normal",
            "color": colours["ink"],
        },
    }


def _printed(node: Node) -> str:
    """A label as ECharts takes it: braces are its own."""
    return node.label.replace("{", "(").replace("}", ")")
