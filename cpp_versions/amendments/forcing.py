"""From when an act applies, where it says so itself: a date, or a delay that runs from its publication.

    Le présent décret entre en vigueur le 1er janvier 2013.
    Il entre en vigueur le premier jour du troisième mois suivant celui de sa publication.

A day "fixée par décret" is none, and so is a last day ("au plus tard le …"): nothing is made of them. A delay without a
day of publication in the act is none either.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from cpp_versions.acts import MONTHS

__all__ = ["WRITTEN", "day_in", "day_of", "tells_force"]

WRITTEN = r"(?P<day>\d{1,2})(?:er)?\s+(?P<month>[A-Za-zéûè]{3,9})\s+(?P<year>\d{4})"
_ENGLISH_MONTHS = tuple("january february march april may june july august september october november december".split())
_IN_FORCE = re.compile(r"\bentr(?:e|ent|era|eront) en vigueur\b", re.I)
_DAY = re.compile(rf"(?P<latest>au plus tard\s+)?\b(?:le|à compter du|au)\s+{WRITTEN}", re.I)
_OTHERS = re.compile(r"\b(?:date|jour)s? (?:fixée?s?|déterminée?s?|prévue?s?|précisée?s?)\b", re.I)
_NUMBERS = "un deux trois quatre cinq six sept huit neuf dix onze douze".split()
_ORDINALS = "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split()
_FIRST_DAY = re.compile(
    r"premier jour du (?:(?P<rank>\w+) )?mois (?:suivant|qui suit) (?:celui de )?(?:sa|la|leur) publication", re.I
)
_NEXT_DAY = re.compile(r"lendemain de (?:sa|la|leur) publication", re.I)
_DELAY = re.compile(
    r"(?P<count>\w+) (?P<unit>jours?|mois|ans?|années?)(?: francs?)? "
    r"(?:après|à compter de|suivant|à partir de) (?:la date de )?(?:sa|la|leur) publication",
    re.I,
)


def tells_force(words: str) -> re.Match[str] | None:
    """Where a sentence says that something comes into force."""
    return _IN_FORCE.search(words)


def day_of(found: re.Match[str] | None) -> date | None:
    """The day that the groups of `WRITTEN` name, in French or English; None where there is no such day."""
    if not found or not found["year"]:
        return None
    month = found["month"].lower()
    months = MONTHS if month in MONTHS else _ENGLISH_MONTHS
    try:
        return date(int(found["year"]), months.index(month) + 1, int(found["day"]))
    except ValueError:
        return None


def day_in(words: str, published: date | None) -> date | None:
    """The day that a sentence of an act names behind "entre en vigueur", `published` being that of the act.

    >>> day_in("entre en vigueur le premier jour du deuxième mois suivant sa publication", date(2012, 1, 5))
    datetime.date(2012, 3, 1)
    """
    told = _IN_FORCE.search(words)
    if told is None:
        return None
    rest = re.split(r"[.;]\s|[.;]$", words[told.end() : told.end() + 300])[0]
    written = _DAY.search(rest)
    if written:
        return None if written["latest"] or _OTHERS.search(rest[: written.start()]) else day_of(written)
    if published is None or _OTHERS.search(rest):
        return None
    if _NEXT_DAY.search(rest):
        return published + timedelta(days=1)
    if found := _FIRST_DAY.search(rest):
        rank = (found["rank"] or "premier").lower()
        return _months_later(published.replace(day=1), _ORDINALS.index(rank) + 1) if rank in _ORDINALS else None
    if found := _DELAY.search(rest):
        count = _count(found["count"])
        unit = found["unit"].lower()
        if count is None:
            return None
        if unit.startswith("jour"):
            return published + timedelta(days=count)
        return _months_later(published, count * (1 if unit == "mois" else 12))
    return None


def _count(word: str) -> int | None:
    if word.isascii() and word.isdigit() and len(word) < 4:
        return int(word)
    word = "un" if word.lower() in ("une", "un") else word.lower()
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else None


def _months_later(day: date, months: int) -> date | None:
    """The same day of the month, months later; the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year <= 9999 else None
