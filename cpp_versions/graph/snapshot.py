"""The graph of one day: articles in force, and the numbers they cite, as nodes of a directed graph (rustworkx).

What a picture shows is bounded: the nearest articles first, of those as near the ones that share most citations with
what is shown, then the most cited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx as rx

from cpp_versions.graph.history import History

__all__ = ["Around", "Reached", "Snapshot"]


@dataclass(frozen=True, slots=True)
class Around:
    """Nodes near one, itself first, with their distance; the edges between them, and how many were left out."""

    nodes: tuple[tuple[int, int], ...]
    edges: tuple[tuple[int, int, int], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Reached:
    """A node from which others are cited: its distance, those one step nearer that it cites, and how often."""

    node: int
    steps: int
    via: tuple[int, ...]
    citations: int


class Snapshot:
    """The graph of citations of the history on the day (as an integer). Nodes are named by their place there."""

    def __init__(self, history: History, day: int) -> None:
        self.standing = history.standing(day)
        sources, targets, counts = history.pairs(day)
        there = self.standing.copy()
        there[targets] = True
        self._nodes = np.flatnonzero(there)
        self._place = np.full(len(history.refs), -1, np.int64)
        self._place[self._nodes] = np.arange(len(self._nodes))
        self.graph = rx.PyDiGraph(multigraph=False)
        self.graph.add_nodes_from(self._nodes.tolist())
        edges = zip(
            self._place[sources].tolist(), self._place[targets].tolist(), counts.tolist(), strict=True
        )  # fmt: skip
        self.graph.add_edges_from(list(edges))
        self.edges = len(counts)
        self._rank: list[float] | None = None

    def holds(self, node: int) -> bool:
        """Whether the node stands, or is cited, on the day."""
        return bool(self._place[node] >= 0)

    def cited_by(self, node: int) -> dict[int, int]:
        """Which nodes cite the node, and how often."""
        if not self.holds(node):
            return {}
        found = self.graph.in_edges(int(self._place[node]))
        return {int(self._nodes[source]): count for source, _, count in found}

    def cites(self, node: int) -> dict[int, int]:
        """Which nodes the node cites, and how often."""
        if not self.holds(node):
            return {}
        found = self.graph.out_edges(int(self._place[node]))
        return {int(self._nodes[target]): count for _, target, count in found}

    def impact(self, nodes: Iterable[int], steps: int) -> tuple[Reached, ...]:
        """What cites the nodes, and what cites that, up to so many steps; nearest first, then in the nodes' order."""
        reached = set(nodes)
        front = sorted(reached)
        found: list[Reached] = []
        for step in range(1, steps + 1):
            via: dict[int, list[int]] = defaultdict(list)
            counts: dict[int, int] = defaultdict(int)
            for node in front:
                for source, count in self.cited_by(node).items():
                    if source not in reached:
                        via[source].append(node)
                        counts[source] += count
            front = sorted(via)
            reached.update(front)
            found += [Reached(node, step, tuple(via[node]), counts[node]) for node in front]
        return tuple(found)

    def around(self, node: int, depth: int, limit: int) -> Around:
        """The nodes at most `depth` edges away in either direction, at most `limit` of them besides the node."""
        chosen: dict[int, int] = {node: 0}
        left_out = 0
        front: Sequence[int] = [node]
        for step in range(1, depth + 1):
            ties: dict[int, int] = defaultdict(int)
            for near in front:
                for links in (self.cited_by(near), self.cites(near)):
                    for other, count in links.items():
                        if other not in chosen:
                            ties[other] += count
            ordered = sorted(ties, key=lambda other: (-ties[other], -self._degree(other), other))
            room = max(limit + 1 - len(chosen), 0)
            # of those two steps away, only the ones that tie into what is shown would help a reader: the rest is told
            taken = ordered[:room]
            left_out += len(ordered) - len(taken)
            chosen.update(dict.fromkeys(taken, step))
            front = taken
        places = [int(self._place[one]) for one in chosen if self.holds(one)]
        inner = self.graph.subgraph(places)
        edges = tuple(
            sorted((inner[source], inner[target], count) for source, target, count in inner.weighted_edge_list())
        )
        return Around(tuple(chosen.items()), edges, left_out)

    def hubs(self, among: Iterable[int], count: int) -> tuple[tuple[int, int, int, float], ...]:
        """Of the nodes `among` the most cited: node, articles that cite it, articles that it cites, and its PageRank
        times the number of nodes."""
        wanted = [node for node in among if self.holds(node)]
        ranks = self._ranks()
        size = len(self._nodes)
        degrees = [(node, self._degree(node)) for node in wanted]
        degrees.sort(key=lambda pair: (-pair[1], -ranks[int(self._place[pair[0]])], pair[0]))
        return tuple(
            (node, degree, self.graph.out_degree(int(self._place[node])), ranks[int(self._place[node])] * size)
            for node, degree in degrees[:count]
            if degree
        )

    def _degree(self, node: int) -> int:
        return int(self.graph.in_degree(int(self._place[node]))) if self.holds(node) else 0

    def _ranks(self) -> list[float]:
        if self._rank is None:
            found = rx.pagerank(self.graph, weight_fn=None)
            self._rank = [found[place] for place in range(len(self._nodes))]
        return self._rank
