"""What a view shows, as its address says it: `?page=article&n=R57-7-62&code=cpp&d=2011-01-01`.

The address is the state: every view has a permanent link, which names code, number and dates and never a commit. What
an address says wrongly is a problem to show, never an error: the view falls back on what can be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from cpp_versions.corpus import parse_date
from cpp_versions.errors import BadDate

__all__ = ["PAGES", "Problem", "Selection"]

PAGES = (
    "home",
    "search",
    "article",
    "versions",
    "compare",
    "reform",
    "renumbering",
    "recodification",
    "graph",
    "acts",
    "read",
    "figures",
    "anomalies",
)
HOME = "home"
_VIEWS = ("inline", "facing")
_LANGUAGES = ("fr", "en")
_LONGEST = 300
_FIRST_YEAR = 1700
# of a search: all versions, not those of one day; of an article: its rule under other numbers too;
# of the graph: two steps
# of an article: who wrote each word
_FLAGS = {"every": "all", "follow": "follow", "wide": "wide", "credited": "blame"}

# field of Selection, parameter of the address
_TEXTS = {
    "number": "n", "code": "code", "other_number": "n2", "other_code": "code2", "kind": "kind", "section": "s",
    "words": "q", "sort": "sort", "against": "vs",
    "act": "act", "class_": "class", "part": "p",
}  # fmt: skip
_DAYS = {"day": "d", "old": "from", "new": "to"}


# a page has hundreds of addresses, made of few values
_quoted = lru_cache(maxsize=16_384)(quote_plus)


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter of the address that can't be followed: which, and what it said."""

    parameter: str
    value: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The state of a view. None and empty mean: not said, so the page chooses."""

    page: str = HOME
    number: str = ""
    code: str = ""
    day: date | None = None
    old: date | None = None
    new: date | None = None
    other_number: str = ""
    other_code: str = ""
    kind: str = ""
    section: str = ""
    words: str = ""
    sort: str = ""
    every: bool = False
    follow: bool = False
    wide: bool = False
    credited: bool = False
    against: str = ""
    act: str = ""
    class_: str = ""
    part: str = ""
    view: str = "inline"
    lang: str = "fr"
    problems: tuple[Problem, ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Selection:
        """The state that an address asks for; never fails."""
        problems: list[Problem] = []
        values: dict[str, Any] = {
            field: text for field, parameter in _TEXTS.items() if (text := query.get(parameter, "").strip()[:_LONGEST])
        }
        values |= {field: True for field, parameter in _FLAGS.items() if query.get(parameter, "") == "1"}
        for field, parameter in _DAYS.items():
            if text := query.get(parameter, "").strip()[:_LONGEST]:
                try:
                    day = parse_date(text)
                except BadDate:
                    problems.append(Problem(parameter, text))
                    continue
                if day.year < _FIRST_YEAR:
                    problems.append(Problem(parameter, text))
                else:
                    values[field] = day
        for field, parameter, known in (
            ("page", "page", PAGES),
            ("view", "view", _VIEWS),
            ("lang", "lang", _LANGUAGES),
        ):
            if text := query.get(parameter, "").strip()[:_LONGEST]:
                if text in known:
                    values[field] = text
                else:
                    problems.append(Problem(parameter, text))
        return cls(**values, problems=tuple(problems))

    def query(self) -> dict[str, str]:
        """The parameters of the permanent link, in a fixed order: what is left to the page is left out."""
        found = {"page": self.page}
        for field, parameter in (*_TEXTS.items(), *_DAYS.items()):
            if value := getattr(self, field):
                found[parameter] = str(value)
        found |= {parameter: "1" for field, parameter in _FLAGS.items() if getattr(self, field)}
        if self.view != "inline":
            found["view"] = self.view
        if self.lang != "fr":
            found["lang"] = self.lang
        return found

    def href(self) -> str:
        """The permanent link, relative to the explorer."""
        return "?" + "&".join(f"{name}={_quoted(value)}" for name, value in self.query().items())

    def change(self, **fields: Any) -> Selection:
        """The same view with some fields changed; its problems are gone."""
        return replace(self, problems=(), **fields)

    def page_of(self, page: str, **fields: Any) -> Selection:
        """Another page in the same language, with these fields and no other."""
        return Selection(page=page, lang=self.lang, **fields)
