"""Who wrote each word of an article: its text in passages by age, and the acts that brought them as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cpp_versions.answers import ArticleRef, HistoryEntry
from cpp_versions.blame import Run
from cpp_versions.corpus.blaming import BlameAnswer
from cpp_versions.errors import UsageError
from cpp_versions.model import Act, State
from cpp_versions.render import runs
from cpp_versions.text import count_words
from explorer.components import acts
from explorer.components.citations import label_of
from explorer.components.markup import Html, element, join, link, safe
from explorer.view import View

__all__ = ["credited", "switch"]


@dataclass(frozen=True, slots=True)
class _Version:
    """The version of an article that brought words; `since` None where its date is lost."""

    since: date | None
    attested: date
    acts: tuple[Act, ...]
    origin: ArticleRef | None


def switch(view: View, ref: ArticleRef) -> Html:
    """Links to the text alone and to the text with its credits."""
    items = []
    number = ref.written
    for key, chosen in (("blame.plain", False), ("blame.credited", True)):
        here = {"aria_current": "true"} if view.selection.credited == chosen else {}
        target = view.selection.change(number=number, code=ref.code, credited=chosen)
        items.append(element("li", link(target.href(), view.words(key), data_cx_stay="", **here)))
    return element("ul", *items, class_="cx-links cx-kinds", aria_label=view.words("blame.switch"))


def credited(view: View, found: BlameAnswer) -> Html:
    """The text and the list."""
    words = view.words
    total: dict[_Version, int] = {}
    for run in found.runs:
        version = _version(run)
        total[version] = total.get(version, 0) + count_words(run.text)
    ordered = sorted(total, key=lambda v: (v.since or v.attested, v.attested, str(v.origin or "")))
    days = sorted({version.since or version.attested for version in ordered})
    ages = {day: round(place * (runs.AGES - 1) / max(len(days) - 1, 1)) for place, day in enumerate(days)}
    numbers = {version: place for place, version in enumerate(ordered, 1)}
    addresses = {version: _address(view, found, version) for version in ordered}
    passages = []
    for run in found.runs:
        version = _version(run)
        age = ages[version.since or version.attested]
        passages.append(runs.Passage(run.text, age, numbers[version], _told(view, version), addresses[version]))
    rows = [
        _row(view, found, version, numbers[version], ages[version.since or version.attested], total, addresses[version])
        for version in ordered
    ]
    columns = ("blame.number", "timeline.when", "timeline.acts", "blame.origin", "timeline.words", "timeline.compare")
    head = element("tr", *(element("th", words(column), scope="col") for column in columns))
    table = element("table", element("thead", head), element("tbody", *rows), class_="cx-table cx-rows cx-credits")
    return join(
        element("p", words("blame.how"), class_="cx-quiet"),
        safe(runs.passages(passages)),
        element("p", words("blame.hint"), class_="cx-told", aria_hidden="true"),
        element("h3", words("blame.list"), class_="cx-head"),
        table,
        element("p", words("blame.limits"), class_="cx-quiet"),
    )


def _version(run: Run[ArticleRef]) -> _Version:
    return _Version(run.since, run.attested, run.acts, run.origin)


def _day(view: View, version: _Version) -> str:
    words = view.words
    if version.since is not None:
        return words.day(version.since)
    if version.attested <= date(1970, 1, 1):
        return words("before.1970")
    return words("blame.attested", day=words.day(version.attested))


def _act(view: View, version: _Version) -> str:
    """The act; of several that made the version nobody can tell which brought the words."""
    said = acts.listed(version.acts, view.words)
    return f"{said} ({view.words('blame.several')})" if len(version.acts) > 1 else said


def _origin(view: View, ref: ArticleRef) -> str:
    label = view.words("article", label=label_of(ref.number))
    return label if ref.code == view.codes[0].id else f"{label} ({view.title(ref.code)})"


def _told(view: View, version: _Version) -> str:
    parts = [_act(view, version), _day(view, version)]
    if version.origin:
        parts.append(view.words("blame.in", article=_origin(view, version.origin)))
    return " — ".join(parts)


def _address(view: View, found: BlameAnswer, version: _Version) -> str:
    """The comparison of the version that brought the words with the one before it; its page where it is the first."""
    ref = version.origin or found.ref
    try:
        history = view.corpus.history(ref)
    except UsageError:
        history = ()
    place = _place(history, version)
    if place is None:
        return view.to_article(ref, day=version.attested).href()
    this = history[place].attested_from
    before = history[place - 1] if place else None
    if before is None or before.state != State.IN_FORCE:
        return view.to_article(ref, day=this).href()
    at = found.at if version.origin is None else this
    return view.to_article(ref, day=at, old=before.attested_from, new=this, view=view.selection.view).href()


def _place(history: Sequence[HistoryEntry], version: _Version) -> int | None:
    day = version.since or version.attested
    found = [place for place, entry in enumerate(history) if entry.attested_from <= day]
    return found[-1] if found else None


def _row(
    view: View, found: BlameAnswer, version: _Version, number: int, age: int, total: dict[_Version, int], address: str
) -> Html:
    words = view.words
    share = 100 * total[version] / max(sum(total.values()), 1)
    sample = element("span", words("blame.sample"), class_=f"cv-run cv-age-{age} cx-sample", aria_hidden="true")
    origin = join()
    if version.origin:
        target = view.to_article(version.origin, day=version.attested)
        origin = link(target.href(), _origin(view, version.origin))
    key = "timeline.previous" if "from=" in address else "blame.see"
    return element(
        "tr",
        element("th", sample, " ", str(number), scope="row"),
        element("td", _day(view, version)),
        element("td", _act(view, version)),
        element("td", origin),
        element("td", f"{words.number(total[version])} ({share:.0f}\u00a0%)", class_="cx-n"),
        element("td", link(address, words(key), data_cx_to="comparison")),
        id=f"credit-{number}",
    )
