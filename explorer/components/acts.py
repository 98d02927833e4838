"""Acts, dates and states said in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cpp_versions.answers import HistoryEntry
from cpp_versions.model import Act, State
from explorer.components.markup import Html, element, join
from explorer.words import Words

__all__ = ["by_acts", "change", "counted", "entry_change", "entry_day", "interval", "listed", "short"]

_ARTICLES = {"loi": "la", "ordonnance": "l’", "décret": "le", "arrêté": "l’", "décision": "la"}


def listed(acts: Sequence[Act], words: Words, most: int = 3) -> str:
    """The titles of the acts, the first `most` of them, or that the source doesn't tell."""
    if not acts:
        return words("acts.unknown")
    shown = ", ".join(words.typeset(act.title) for act in acts[:most])
    rest = len(acts) - most
    return f"{shown} {words.count('acts.more', rest)}" if rest > 0 else shown


def short(acts: Sequence[Act], words: Words) -> str:
    """The first act as fits a field: `Loi n° 2016-731 et 1 autre`; nothing where none is known."""
    if not acts:
        return ""
    first = acts[0]
    named = first.nature and first.number
    said = words.typeset(f"{str(first.nature).capitalize()} n° {first.number}" if named else first.title)
    return f"{said} {words.count('acts.more', len(acts) - 1)}" if len(acts) > 1 else said


def by_acts(acts: Sequence[Act], words: Words) -> str:
    """The acts after "by": `le décret n° 2022-479 du 30 mars 2022 et l’ordonnance …`."""
    if words.lang == "en":
        return " and ".join(words.typeset(act.title) for act in acts)
    return " et ".join(_with_article(act, words) for act in acts)


def _with_article(act: Act, words: Words) -> str:
    title = words.typeset(act.title)
    article = _ARTICLES.get(act.nature or "")
    if not article or not title:
        return title
    title = title[0].lower() + title[1:]
    return f"{article}{title}" if article.endswith("’") else f"{article} {title}"


def entry_day(entry: HistoryEntry, words: Words) -> str:
    """The day on which a version begins, as people read it."""
    if entry.valid_from is None and entry.state != "ended":
        if entry.observed:
            return words.day(entry.attested_from)
        return words("before.1970") if entry.attested_from <= date(1970, 1, 1) else words("lost.day")
    return words.day(entry.attested_from)


def change(name: str, acts: Sequence[Act], words: Words) -> str:
    """What happened to an article; that it was repealed only where an act is known to have done it."""
    if name in ("ended", "removed"):
        return words("change.repealed" if acts else "change.ended")
    return words.known(f"change.{name}", name)


def entry_change(entry: HistoryEntry, before: HistoryEntry | None, words: Words) -> str:
    """What brought a version of an article: after a hole of the source its text is known again, not brought back."""
    if entry.change == "restored" and before is not None and before.state == State.MISSING:
        return words("change.known_again")
    return change(entry.change, entry.acts, words)


def interval(valid_from: date | None, valid_to: date | None, words: Words) -> str:
    """From when to when a text is in force."""
    key = "since" if valid_from else "since.lost"
    values = {"day": words.day(valid_from)} if valid_from else {}
    if valid_to:
        key += ".until"
        values["last"] = words.last_day(valid_to)
    return words(key, **values)


def counted(added: int, removed: int, words: Words) -> Html:
    """`+10 −74`, with what it means for who can't see the signs; a zero isn't said."""
    parts = [
        element("span", element("span", sign, aria_hidden="true"), words.number(n), title=words.count(key, n))
        for key, sign, n in (("diff.added", "+", added), ("diff.removed", "−", removed))
        if n
    ]
    return join(*(piece for part in parts for piece in (part, " ")))
