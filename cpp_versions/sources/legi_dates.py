"""The dates and states of LEGI, typed.

In LEGI `2999-01-01` means that there is no date (an end: open) and `2222-02-22` that there will be one, which nobody
knows yet ("à une date indéterminée"). Both also stand where a start should. None of them leaves this module as a
date. A version is in force by its dates, from DATE_DEBUT to the day before DATE_FIN, whatever its state says, but for
two states that say that it never was: stillborn (MODIFIE_MORT_NE) and annulled (ANNULE).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

__all__ = ["ANNULLED", "STILLBORN", "NoDate", "OfficialDate", "Span", "day_of", "read_date", "span"]

STILLBORN = "MODIFIE_MORT_NE"
ANNULLED = "ANNULE"
_OPEN_YEAR = 2999  # the DTDs' own examples have 2999-12-31 beside 2999-01-01
_UNDETERMINED_YEAR = 2222


class NoDate(Enum):
    """What stands in LEGI where a date should."""

    OPEN = "2999-01-01"
    UNDETERMINED = "2222-02-22"
    UNREADABLE = ""


OfficialDate = date | NoDate


@dataclass(frozen=True, slots=True)
class Span:
    """When a version is in force: from `start` to the day before `end` (None: open). Where `start` is None it is in
    force on no day that can be named, and `why` says so: `stillborn`, `undetermined_date` or `bad_date`. `why` with a
    start tells what is odd about the end."""

    start: date | None
    end: date | None
    why: str = ""


@lru_cache(maxsize=16384)
def read_date(text: str | None) -> OfficialDate:
    """A date of LEGI; what isn't one is a value too.

    >>> read_date("1952-06-29"), read_date("2999-01-01").name, read_date("2222-02-22").name, read_date("").name
    (datetime.date(1952, 6, 29), 'OPEN', 'UNDETERMINED', 'UNREADABLE')
    """
    try:
        day = date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return NoDate.UNREADABLE
    if day.year >= _OPEN_YEAR:
        return NoDate.OPEN
    return NoDate.UNDETERMINED if day.year == _UNDETERMINED_YEAR else day


def day_of(value: OfficialDate) -> date | None:
    """The date, None where there is none."""
    return value if isinstance(value, date) else None


def span(state: str, start: OfficialDate, end: OfficialDate) -> Span:
    """When a version of this state and these dates is in force.

    >>> span("MODIFIE", read_date("2004-10-26"), read_date("2007-11-09")).why
    ''
    >>> span("MODIFIE_MORT_NE", read_date("2010-01-01"), read_date("2009-06-01")).why
    'stillborn'
    """
    first, last = day_of(start), day_of(end)
    if first is None:
        return Span(None, last, "bad_date" if start is NoDate.UNREADABLE else "undetermined_date")
    if state == STILLBORN or (last is not None and last <= first):
        return Span(None, last, "stillborn")
    why = {NoDate.UNDETERMINED: "undetermined_date", NoDate.UNREADABLE: "bad_date"}
    return Span(first, last, why.get(end, "") if isinstance(end, NoDate) else "")
