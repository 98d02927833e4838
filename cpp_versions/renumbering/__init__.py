"""Which rule went where between two days: renumbered, split, merged, moved in part, or gone.

    >>> links = renumbering_map(sides(corpus, ["cpp"], before), sides(corpus, ["cpp"], after))    # doctest: +SKIP

Pure functions of the texts of the two sides. Numbers prove nothing by themselves, and nothing here looks at how alike
two numbers are.
"""

from __future__ import annotations

from cpp_versions.renumbering.mapping import Memory, renumbering_map
from cpp_versions.renumbering.sides import sides
from cpp_versions.renumbering.values import Evidence, EvidenceKind, Link, Relation, Side

__all__ = ["Evidence", "EvidenceKind", "Link", "Memory", "Relation", "Side", "renumbering_map", "sides"]
