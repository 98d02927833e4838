"""A date as users type it."""

from __future__ import annotations

import re
from datetime import date

from cpp_versions.errors import BadDate

__all__ = ["parse_date"]


def parse_date(text: str) -> date:
    """A date as users type it: `2010-12-29` or `29/12/2010`. Raises BadDate."""
    found = re.fullmatch(r"\s*(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))\s*", text, re.ASCII)
    if found:
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            pass
    shown = "".join(c for c in text[:40] if c.isprintable())
    raise BadDate(f"{shown!r}: not a date: write it as 2010-12-29")
