"""The words of the interface, in French and in English, and how both write dates, counts and acts.

One table for each page (a module here, listed in `_AREAS`) holds both languages side by side, so that a string can't
exist in one alone. French is written here with plain spaces and gets its no-break spaces when it is read: before
`: ; ! ? »`, after `«` and `n°`. Texts of law, titles of codes and messages of anomalies are French in both languages:
they are quoted, not translated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from explorer.words import (
    acts,
    anomalies,
    article,
    compare,
    crediting,
    examples,
    fiches,
    figures,
    frame,
    graph,
    home,
    read,
    reform,
    renumbering,
    versions,
)

__all__ = ["TABLE", "Words"]

_MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_SHORT_MONTHS: Final = {
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc".split(),  # no stops: on a phone there is no room
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
_AREAS: Final = (
    frame, home, article, crediting, fiches, versions, compare, examples, renumbering, reform, graph, acts, read, figures, anomalies,
)  # fmt: skip


def _joined() -> dict[str, tuple[str, str]]:
    """The tables as one; a key that two of them have would hide one of its strings."""
    table: dict[str, tuple[str, str]] = {}
    for area in _AREAS:
        if twice := table.keys() & area.TABLE.keys():
            raise ValueError(f"{area.__name__}: {', '.join(sorted(twice))}: another table has it: rename it")
        table |= area.TABLE
    return table


TABLE: Final[dict[str, tuple[str, str]]] = _joined()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: `words("since", day=…)`, `words.count("changes", 3)`, `words.day(date)`."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The string of `key`; KeyError where there is none."""
        return _template(key, self.lang).format(**values)

    def known(self, key: str, otherwise: str) -> str:
        """The string of a key that may come from a later version of the library, else `otherwise`."""
        return _template(key, self.lang) if key in TABLE else otherwise

    def count(self, key: str, n: int) -> str:
        """A count in words: `1 changement`, `12 changements`. French counts 0 as singular."""
        one, many = _template(key, self.lang).split("|")
        return many.format(n=self.number(n)) if n > 1 or (n == 0 and self.lang == "en") else one.replace("1", str(n), 1)

    def of(self, key: str, n: int, **values: object) -> str:
        """A sentence that has a form for none, one for one and one for more."""
        none, one, many = _template(key, self.lang).split("|")
        return (many if n > 1 else one if n else none).format(n=self.number(n), **values)

    def number(self, n: int) -> str:
        """`1 234` in French, `1,234` in English."""
        return f"{n:,}".replace(",", "\u202f") if self.lang == "fr" else f"{n:,}"

    def decimal(self, value: float, places: int = 2) -> str:
        """`0,94` in French, `0.94` in English."""
        said = f"{value:.{places}f}"
        return said.replace(".", ",") if self.lang == "fr" else said

    def about(self, term: str) -> str:
        """A term that something is said of: `Acte : ` in French, `Act: ` in English."""
        return f"{term}\u00a0: " if self.lang == "fr" else f"{term}: "

    def day(self, day: date) -> str:
        """`29 décembre 2010`, `1er janvier 2011`."""
        month = _MONTHS[self.lang][day.month - 1]
        number = "1er" if self.lang == "fr" and day.day == 1 else str(day.day)
        return f"{number}\u00a0{month}\u00a0{day.year}"

    @property
    def months(self) -> list[str]:
        """The twelve months, short, for a chart."""
        return _SHORT_MONTHS[self.lang]

    def last_day(self, end: date) -> str:
        """The last day of an interval whose end is exclusive."""
        return self.day(end - timedelta(days=1))

    def typeset(self, text: str) -> str:
        """A string of ours or the title of an act with French no-break spaces."""
        return _typeset(text)


@lru_cache(maxsize=2048)
def _template(key: str, lang: str) -> str:
    french, english = TABLE[key]
    return english if lang == "en" else _typeset(french)


def _typeset(text: str) -> str:
    text = re.sub(r" ([:»])", "\u00a0\\1", text)
    text = re.sub(r" ([;!?])", "\u202f\\1", text)
    return re.sub(r"(«|\bn°) ", "\\1\u00a0", text)
