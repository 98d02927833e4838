"""What a store holds, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cpp_versions.reconcile import ReconciledCode

__all__ = ["Stored"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store holds: the codes and, for each code and date (None: lost), the commit id."""

    codes: Sequence[ReconciledCode]
    commits: dict[tuple[str, date | None], str]
    head: str
