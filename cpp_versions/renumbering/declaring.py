"""What texts and editors' notes say outright: "l'article D. 15 devient l'article D. 14-1", "ancien article D. 15".

Read in the texts and the notes of both days. Such words are no clue but the statement itself, so a link that they make
needs no likeness of words.

It refuses lists of which one side is longer than the other ("les articles 1 à 3 deviennent les articles 4 et 5"): who
became whom isn't said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cpp_versions.renumbering.citing import Key, key_of, targets
from cpp_versions.renumbering.references import Named, named
from cpp_versions.renumbering.values import Side

__all__ = ["declared"]

_VERB = (
    r"(?:devien(?:t|nent|dra|dront)|est\sdevenu|sont\sdevenus|devenus?"
    r"|(?:est|sont)?\s?(?:renuméroté|transféré|déplacé|recodifié)s?(?:\s(?:en|à|sous|dans))?)"
    r"(?:\s(?:le|les)\snuméros?)?(?:\srespectivement)?"
)
_NOUN = r"(?:\s(?:à\s)?(?:de\s)?(?:l['’]\s?|les\s|aux\s|un\s|des\s)?(?:nouve(?:l|aux)\s)?(?:articles?|art\.))?\s?"
_BETWEEN = re.compile(
    rf"(?:\s(?:du|de\sla|de\sl['’]|des)\s[^.;]{{0,80}}?|\sprécités?)?,?\s{_VERB}{_NOUN}", re.IGNORECASE
)
_ITSELF = re.compile(rf"\b(?:cet|le\sprésent|présent|l['’]|^)\s?article,?\s{_VERB}{_NOUN}$", re.IGNORECASE)
_FORMER = re.compile(
    r"(?:\b(?:anciens?|anciennement|ex-?)[,:]?(?:\s(?:l['’]|les\s)?articles?)?\s?"
    r"|\breprend(?:\sles\sdispositions)?\sde\sl['’]ancien\sarticle\s)$",
    re.IGNORECASE,
)
_HINTS = ("devien", "devenu", "ncien", "renumérot", "transfér", "déplac", "recodifi", "ex-", "Ex-")
"""What stands in every paragraph that may say so: the others aren't read."""
_LOOK = 80
"""Characters before a list that are read."""
_LONGEST = 20_000
"""Characters of a text that are read."""


def declared(old: Sequence[Side], new: Sequence[Side]) -> Mapping[tuple[Key, Key], str]:
    """The pairs of an old and a new article of which a text or a note of either day says that one became the other,
    with these words. Articles that aren't there on their day, and texts that stand on both days, tell nothing."""
    there_old, there_new = {key_of(side) for side in old}, {key_of(side) for side in new}
    before = {side.ref: side for side in old}
    after = {side.ref: side for side in new}
    found: dict[tuple[Key, Key], str] = {}
    for side, other in (*((one, after.get(one.ref)) for one in old), *((one, before.get(one.ref)) for one in new)):
        if other is not None and (side.alineas, side.nota) == (other.alineas, other.nota):
            continue
        known = {*other.alineas, *other.nota} if other is not None else set()
        for piece in (*side.alineas, *side.nota):
            if piece in known or not any(hint in piece for hint in _HINTS):
                continue
            for was, now, words in _moves(piece, side):
                if was != now and was in there_old and now in there_new:
                    found.setdefault((was, now), words)
    return found


def _moves(text: str, side: Side) -> Iterator[tuple[Key, Key, str]]:
    """What one paragraph says: old, new, the words."""
    text = text[:_LONGEST]
    lists = named(text)
    for place, one in enumerate(lists):
        there = targets(one, side.ref.code)
        head = text[max(one.start - _LOOK, 0) : one.start]
        if place:
            first = lists[place - 1]
            was = targets(first, side.ref.code)
            if _BETWEEN.fullmatch(text, first.end, one.start) and len(was) == len(there):
                for x, y in zip(was, there, strict=True):
                    yield x, y, _quoted(text, first, one)
                continue
        if len(there) == 1 and _ITSELF.search(head):
            yield key_of(side), there[0], _quoted(text, one, one)
        elif len(there) == 1 and _FORMER.search(head):
            yield there[0], key_of(side), _quoted(text, one, one)


def _quoted(text: str, first: Named, last: Named) -> str:
    start = max(text.rfind(".", 0, max(first.start - 12, 0)) + 1, first.start - _LOOK, 0)
    return text[start : last.end].strip()
