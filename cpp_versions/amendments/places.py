"""Where a place is in the text of an article: "la première phrase du 3° du II" as stretches of its characters.

The text is its alinéas joined by a blank line. How lawyers count, as far as it can be told from a text:

- every paragraph is an alinéa, items ("1° …") and tables included; "le deuxième alinéa du II" counts inside the II,
  whose first alinéa is the one that has the label;
- an item goes from its label to the next one of its kind, or of a wider kind; what follows the last item without a
  label is the article's again;
- a sentence ends at a full stop before a capital, not at "R. 57" nor "n° 3".

A place that isn't there is `NotThere`, with the reason; nothing near it is taken instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpp_versions.amendments.lexis import LATIN
from cpp_versions.amendments.values import Place, Step, Unit
from cpp_versions.errors import CppVersionsError
from cpp_versions.text import is_table, plain_tokens, token_key, tokens

__all__ = ["SEPARATOR", "NotThere", "Region", "find_words", "label_of", "regions", "sentences"]

SEPARATOR = "\n\n"


class NotThere(CppVersionsError):
    """The text has no such place, or no such words there; the message says which."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the text, `text[start:end]`."""

    start: int
    end: int


_LATIN = rf"(?:\s{LATIN}\b)?"
_LABELS = (
    (
        Unit.PART,
        re.compile(
            rf"(?P<label>(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}}){_LATIN}(?:\s[A-H]\b)?)\s?(?:\.?\s?[-–—―]|\.\s|°\s?[-–])"
        ),
    ),
    (Unit.PART, re.compile(rf"(?P<label>[A-H]{_LATIN})\s?(?:\.\s?[-–—―]|[-–—―]\s|\.\s)")),
    (
        Unit.ITEM,
        re.compile(
            rf"(?P<label>\d{{1,3}})\s?(?:°|º|\)|\.(?=\s?[-–]?\s))\s?(?P<bis>{LATIN}\b)?(?P<letter>\s?[A-H]\b(?!\s?[a-z'’]))?"
        ),
    ),
    (Unit.LETTER, re.compile(rf"(?P<label>[a-z]{_LATIN})\s?[).]\s?")),
    (Unit.DASH, re.compile(r"(?P<label>[-–—―•])\s?")),
)
_WIDER = {
    Unit.PART: (Unit.PART,),
    Unit.ITEM: (Unit.PART, Unit.ITEM),
    Unit.LETTER: (Unit.PART, Unit.ITEM, Unit.LETTER),
    Unit.DASH: (Unit.PART, Unit.ITEM, Unit.LETTER, Unit.DASH),
}
_CLOSE_MARKS = re.compile(r"\s*(?:[;,.]\s*)?")


def label_of(alinea: str, unit: Unit) -> str | None:
    """The label of that kind with which an alinéa begins, as `values.Step` writes it, else None.

    >>> label_of("II. - 3° bis Le juge", Unit.PART), label_of("II. - 3° bis Le juge", Unit.ITEM)
    ('II', '3° bis')
    """
    return next((label for kind, label, _, _ in _labels(alinea) if kind is unit), None)


def _labels(alinea: str) -> Iterator[tuple[Unit, str, int, int]]:
    """The labels at the start of an alinéa, the widest first, with their places."""
    place = 0
    seen: set[Unit] = set()
    for _ in range(4):
        for unit, pattern in _LABELS:
            found = pattern.match(alinea, place)
            if not found or unit in seen or not found["label"]:
                continue
            label = " ".join(found["label"].split())
            if unit is Unit.ITEM:
                label = " ".join(filter(None, (f"{label}°", found["bis"], (found["letter"] or "").strip())))
            yield unit, label, place, found.end()
            seen |= {unit}
            place = found.end()
            while place < len(alinea) and alinea[place] in " \u00a0":
                place += 1
            break
        else:
            return


# ----------------------------------------------------------------------------------------------------------- regions
def regions(alineas: Sequence[str], place: Place) -> list[Region]:
    """The stretches that a place names. Raises `NotThere`."""
    starts = []
    position = 0
    for alinea in alineas:
        starts.append(position)
        position += len(alinea) + len(SEPARATOR)
    text = SEPARATOR.join(alineas)
    found = [Region(0, len(text))]
    for step in place.steps:
        found = [region for wide in found for region in _step(alineas, starts, wide, step)]
        if not found:
            raise NotThere(f"l’acte ne dit pas quel endroit : {place}")
    return found


def _step(alineas: Sequence[str], starts: Sequence[int], wide: Region, step: Step) -> list[Region]:
    inside = [i for i, start in enumerate(starts) if wide.start <= start < max(wide.end, wide.start + 1)]
    if step.unit is Unit.SENTENCE:
        text = SEPARATOR.join(alineas)
        return _pick([Region(wide.start + a, wide.start + b) for a, b in sentences(text[wide.start : wide.end])], step)
    if not inside:  # below a sentence: the alinéa that holds it
        inside = [max(i for i, start in enumerate(starts) if start <= wide.start)]
    if step.unit is Unit.ALINEA:
        return _pick([Region(starts[i], starts[i] + len(alineas[i])) for i in inside], step)
    if step.unit is Unit.TABLE:
        tables = [Region(starts[i], starts[i] + len(alineas[i])) for i in inside if is_table(alineas[i])]
        if not tables:
            raise NotThere("il n’y a pas de tableau")
        return tables[:1]
    if step.unit is Unit.TITLE:
        raise NotThere("un intitulé n’est pas dans le texte de l’article")
    if step.unit in (Unit.ROW, Unit.COLUMN):
        raise NotThere("les lignes et colonnes d’un tableau ne sont pas lues une à une")
    if step.unit is Unit.DASH:
        dashes = [i for i in inside if label_of(alineas[i], Unit.DASH)]
        return _pick([Region(starts[i], starts[i] + len(alineas[i])) for i in dashes], step)
    return _labelled(alineas, starts, inside, step)


def _labelled(alineas: Sequence[str], starts: Sequence[int], inside: Sequence[int], step: Step) -> list[Region]:
    """Items, letters and parts by their labels."""
    spans: list[tuple[str, Region]] = []
    ends = _WIDER[step.unit]
    for place, i in enumerate(inside):
        label = label_of(alineas[i], step.unit)
        if label is None or (step.unit is Unit.PART and not _same_kind(label, step)):
            continue
        last = i
        open_: list[int] = []
        for j in inside[place + 1 :]:
            kinds = {
                kind
                for kind, found, _, _ in _labels(alineas[j])
                if kind is not step.unit or _same_kind(found, step) or step.unit is not Unit.PART
            }
            if kinds & set(ends):
                last = open_[-1] if open_ else last
                break
            if kinds:
                last = j
                open_ = []
            open_.append(j)
        else:
            if step.unit is Unit.PART and open_:
                last = open_[-1]
        spans.append((label, Region(starts[i], starts[last] + len(alineas[last]))))
    found = []
    labels = [label for label, _ in spans]
    keys = list(step.which)
    if step.through and len(keys) == 2:
        if str(keys[0]) not in labels or str(keys[1]) not in labels:
            raise NotThere(f"il n’y a pas de {keys[0]} à {keys[1]}")
        first, last_ = labels.index(str(keys[0])), labels.index(str(keys[1]))
        return [Region(spans[first][1].start, spans[last_][1].end)]
    for key in keys:
        if isinstance(key, int):
            found += _pick([region for _, region in spans], Step(step.unit, (key,)))
        elif key in labels:
            found.append(spans[labels.index(key)][1])
        elif not spans and step.unit is Unit.PART and key == "I" and inside:
            raise NotThere("il n’y a pas de I")
        else:
            raise NotThere(f"il n’y a pas de {key}")
    return found


def _same_kind(label: str, step: Step) -> bool:
    """Parts are numbered I, II or lettered A, B: not the same row."""
    wanted = str(step.which[0]) if step.which else "I"
    return (label[0] in "IVX") == (wanted[:1] in "IVX")


def _pick(all_: Sequence[Region], step: Step) -> list[Region]:
    keys = [key for key in step.which if isinstance(key, int)]
    if step.through and len(keys) == 2:
        first, last = (key - 1 if key > 0 else len(all_) + key for key in keys)
        if not 0 <= first <= last < len(all_):
            raise NotThere(f"il n’y a pas de {step} : il y en a {len(all_)}")
        return list(all_[first : last + 1])
    found = []
    for key in keys:
        place = key - 1 if key > 0 else len(all_) + key
        if not 0 <= place < len(all_):
            raise NotThere(f"il n’y a pas de {step} : il y en a {len(all_)}")
        found.append(all_[place])
    return found


# --------------------------------------------------------------------------------------------------------- sentences
_STOP = re.compile(r"[.!?…](?:\s?[»”\"])?(?=\s+[A-ZÀÂÇÉÈÊËÎÏÔÛÙŒ«\"“0-9])")
_ABBREVIATED = re.compile(r"(?:\b(?:art|al|cf|etc|ex|[LRDAM]|MM|Mme|p|no)|°)\*?$", re.I)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, without the spaces between them.

    >>> [("Le juge. Il vise l'art. R. 57. Fin."[a:b]) for a, b in sentences("Le juge. Il vise l'art. R. 57. Fin.")]
    ['Le juge.', "Il vise l'art. R. 57.", 'Fin.']
    """
    found = []
    start = 0
    for stop in _STOP.finditer(text):
        before = text[start : stop.start()]
        if text[stop.start()] == "." and _ABBREVIATED.search(before[-8:]) and not before[-2:-1].isdigit():
            continue
        found.append((start, stop.end()))
        start = stop.end() + len(text[stop.end() :]) - len(text[stop.end() :].lstrip())
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found


# ------------------------------------------------------------------------------------------------------------- words
def find_words(text: str, words: str, start: int = 0, end: int | None = None) -> list[Region]:
    """Where words stand in a text, whole words only, whatever the typography and the spacing; case as a last resort.

    >>> find_words("l’article D. 4 et l'article D. 48", "l'article D. 4")
    [Region(start=0, end=14)]
    """
    end = len(text) if end is None else end
    part = text[start:end]
    wanted = [key for key in map(token_key, plain_tokens(words)) if key]
    if not wanted:
        return []
    keys, places = _keyed(part)
    found = _match(keys, wanted)
    if not found:
        found = _match([key.lower() for key in keys], [key.lower() for key in wanted])
    return [Region(start + places[a][0], start + places[a + len(wanted) - 1][1]) for a in found]


def _keyed(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    keys, places = [], []
    place = 0
    for token in tokens(text) if is_table(text) else plain_tokens(text):
        key = token_key(token)
        if key:
            keys.append(key)
            places.append((place, place + len(token)))
        place += len(token)
    return keys, places


def _match(keys: Sequence[str], wanted: Sequence[str]) -> list[int]:
    found = []
    size = len(wanted)
    place = 0
    first = wanted[0]
    while place <= len(keys) - size:
        if keys[place] == first and list(keys[place : place + size]) == list(wanted):
            found.append(place)
            place += size
        else:
            place += 1
    return found
