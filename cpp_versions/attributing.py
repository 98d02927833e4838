"""Whose text it is that a comparison page shows without naming an article: only another source can tell.

The alinéas above the first heading of a hunk follow each other in one article. It is found where one article alone, of
those that another source has in force on that day, holds them, one after the other. Of several, where a heading follows
them on the page, the one that they end. Nothing else decides: a text that no article holds, or several do, stays
unattributed, and is an anomaly where the page changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cpp_versions.model import Anomaly, Attestation, CodeHistory, Observation, State, Unattributed
from cpp_versions.text import fold

__all__ = ["attribute"]


def attribute(
    history: CodeHistory, versions: Sequence[Attestation], known: Iterable[Observation]
) -> tuple[list[Observation], list[Anomaly]]:
    """What `history` shows of the articles of other sources, and its changed texts that nobody can attribute.

    `versions` are those of all sources; of `known` observations none is made again.
    """
    if not history.unattributed:
        return [], []
    name = history.source.name
    others = [v for v in versions if v.source != name and v.complete and v.state is State.IN_FORCE]
    days = {day for text in history.unattributed for day in (text.before, text.day)}
    in_force = {day: [_Candidate(v) for v in others if _on(v, day)] for day in days}
    made = {(o.number, o.slot, o.day) for o in known if o.source == name}
    seen: list[Observation] = []
    anomalies: list[Anomaly] = []
    for text in history.unattributed:
        attributed = True
        for day, alineas, ends in ((text.before, text.old, text.old_ends), (text.day, text.new, text.new_ends)):
            if not alineas:
                continue
            found = _holder(alineas, ends, in_force[day])
            if found is None:
                attributed = False
            elif (found.number, found.slot, day) not in made:
                made.add((found.number, found.slot, day))
                seen.append(Observation(found.number, day, name, False, True, found.slot))
        if text.changed and not attributed:
            anomalies.append(_unnamed(history, text))
    return seen, anomalies


class _Candidate:
    """An article on one day, its words without any spacing."""

    __slots__ = ("version", "words")

    def __init__(self, version: Attestation) -> None:
        self.version = version
        self.words = _squeezed(version.text.alineas)


def _holder(alineas: Sequence[str], ends: bool, candidates: Iterable[_Candidate]) -> Attestation | None:
    """The only article that holds these alinéas; of several, the only one that ends with them, where one follows."""
    part = _squeezed(alineas)
    found = [candidate for candidate in candidates if part in candidate.words]
    if len(found) > 1 and ends:
        found = [candidate for candidate in found if candidate.words.endswith(part)]
    return found[0].version if len(found) == 1 else None


def _squeezed(alineas: Iterable[str]) -> str:
    """Sources differ on spacing, and on where an alinéa ends."""
    return "".join("".join(fold(alinea).split()) for alinea in alineas)


def _on(version: Attestation, day: date) -> bool:
    return version.attested_from <= day and (version.valid_to is None or day < version.valid_to)


def _unnamed(history: CodeHistory, text: Unattributed) -> Anomaly:
    message = "Texte modifié d’un article que la page ne nomme pas, et qu’aucune autre source ne permet de reconnaître."
    ours, theirs = "\n\n".join(text.old), "\n\n".join(text.new)
    return Anomaly(
        "unattributed", history.source.name, history.code.id, None, text.day, message, text.where, ours, theirs
    )
