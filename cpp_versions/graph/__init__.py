"""The article graph: articles, their versions, sections and acts, and what ties them to one another, on any day.

`history` holds the citations of all days as arrays; `snapshot` is the graph of one day, on which rustworkx does the
algorithms; `orphans` finds the citations that lead nowhere or astray, `reuse` whether a number holds another rule;
`values` are the answers. Pure functions of what the index holds: `corpus.graphing` reads it and asks.
"""

from cpp_versions.graph.values import (
    Edge,
    EdgeKind,
    Growth,
    Hub,
    Neighbourhood,
    Node,
    NodeKind,
    Orphan,
    OrphanStatus,
    Reason,
    Touched,
)

__all__ = [
    "Edge",
    "EdgeKind",
    "Growth",
    "Hub",
    "Neighbourhood",
    "Node",
    "NodeKind",
    "Orphan",
    "OrphanStatus",
    "Reason",
    "Touched",
]
