"""An instruction of an amending act said in words: what is done, where, with which old and new words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from cpp_versions.amendments import WHOLE, Instruction, Operation, Place, Position, Step, Unit
from cpp_versions.errors import BadNumber
from cpp_versions.numbering import from_source
from cpp_versions.text import count_words
from explorer.components.markup import Html, element, join
from explorer.view import View
from explorer.words import TABLE, Words

__all__ = ["by_quote", "label", "operation", "place", "understood"]

# more characters of new text than this are folded
_SHOWN = 320
_FEMININE: Final = frozenset({Unit.SENTENCE, Unit.ROW, Unit.COLUMN})
_INSERTING: Final = frozenset({Operation.INSERT, Operation.CREATE})


def label(number: str | None) -> str:
    """`D. 75`, of a canonical number; the text itself where it isn't one."""
    if not number:
        return ""
    try:
        return from_source(number).label
    except BadNumber:
        return number


def operation(one: Instruction, words: Words) -> str:
    """What is done: `Remplacer les mots`; with its place where that is the very thing: `Récrire le 2e alinéa`."""
    own = _own(one)
    what = _definite(own, words) if own else words.known(f"unit.{one.unit}", str(one.unit))
    some = words.known(f"some.{one.unit}", str(one.unit))
    return words(f"operation.{one.operation}", what=what, some=some)


def _own(one: Instruction) -> Step | None:
    """The last step of the place, where it is what the instruction is about."""
    where = one.place
    if one.operation in _INSERTING or not where.steps or where.position is not Position.IN or where.anchor is not None:
        return None
    step = where.steps[-1]
    return step if step.unit is one.unit and step.which else None


def _definite(step: Step, words: Words) -> str:
    said = _step(step, words)
    if words.lang == "en":
        return said
    if len(step.which) > 1:
        return f"les {said}"
    if said.startswith("avant-"):
        return f"l’{said}"
    return f"la {said}" if step.unit in _FEMININE else f"le {said}"


def place(where: Place, words: Words) -> str:
    """Where in the article: `2e alinéa, 1re phrase, après « x »`; empty for the article itself."""
    steps = ", ".join(_step(step, words) for step in where.steps)
    if where.position is Position.IN and where.anchor is None:
        return steps
    position = words(f"place.{where.position}") if where.position is not Position.IN else ""
    if where.anchor is not None:
        anchored = f"{position} « {where.anchor} »".strip()
        return words.typeset(f"{steps}, {anchored}" if steps else anchored)
    if where.position in (Position.BEFORE, Position.AFTER):
        return f"{position} {steps}".strip()
    return f"{steps}, {position}" if steps else position


def _step(step: Step, words: Words) -> str:
    feminine = step.unit in _FEMININE
    names = [_ordinal(key, words, feminine) if isinstance(key, int) else str(key) for key in step.which]
    key = "place.through" if step.through else "place.and"
    which = words(key, first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)
    many = ".many" if len(names) > 1 and f"place.{step.unit}.many" in TABLE else ""
    template = words.known(f"place.{step.unit}{many}", "{which}")
    if words.lang == "en" and names and any(isinstance(key, int) and key < 0 for key in step.which):
        return f"{which} {template.format(which='').strip()}"  # "last paragraph", but "paragraph 2"
    return template.format(which=which)


def _ordinal(number: int, words: Words, feminine: bool) -> str:
    if number < 0:
        key = {-1: "place.last", -2: "place.last.but"}.get(number)
        return words(key + (".f" if feminine else "")) if key else words("place.from.end", n=-number)
    if words.lang == "en":
        return str(number)
    return ("1re" if feminine else "1er") if number == 1 else f"{number}e"


def by_quote(found: Iterable[Instruction]) -> list[list[Instruction]]:
    """Instructions that one sentence of the act says, together, in the order of the act."""
    groups: dict[tuple[int, int], list[Instruction]] = {}
    for one in found:
        groups.setdefault(one.span, []).append(one)
    return list(groups.values())


def understood(view: View, found: Sequence[Instruction]) -> Html:
    """What was understood of a sentence: a list, one line for each instruction."""
    return element("ul", *(element("li", _said(view, one)) for one in found), class_="cx-understood")


def _said(view: View, one: Instruction) -> Html:
    words = view.words
    parts: list[Html] = [element("b", operation(one, words))]
    notes: list[str] = []
    where = replace(one.place, steps=one.place.steps[:-1]) if _own(one) else one.place
    if where != WHOLE:
        notes.append(words("place.where", place=place(where, words)))
    if one.section:
        notes.append(", ".join(one.section))
    if one.through:
        notes.append(words("understood.through", label=label(one.through)))
    if one.occurrences:
        which = ", ".join(_ordinal(n, words, feminine=True) for n in one.occurrences)
        notes.append(words("understood.occurrence", which=which))
    if one.in_force:
        notes.append(words("understood.from", day=words.day(one.in_force)))
    if one.code and view.code(one.code) is None:
        notes.append(words("understood.code", code=view.title(one.code)))
    if one.title:
        notes.append(words("understood.title", title=one.title))
    notes += [words("understood.if", condition=condition) for condition in one.conditions]
    if one.old is not None:
        parts.append(element("del", one.old, class_="cv-del", lang="fr"))
    if one.operation is Operation.RENUMBER and one.new:
        shown = ", ".join(label(new) if one.unit is Unit.ARTICLE else new for new in one.new)
        notes.insert(0, words("understood.numbers", new=shown))
    elif one.new:
        parts.append(_new(view, one.new))
    line = [piece for place, part in enumerate(parts) for piece in ((" ", part) if place else (part,))]
    after = element("div", " · ".join(notes), class_="cx-quiet") if notes else join()
    return join(*line, after)


def _new(view: View, new: Sequence[str]) -> Html:
    """The new words; long ones are folded."""
    size = sum(map(len, new))
    if size <= _SHOWN:
        return join(*_separated([element("ins", alinea, class_="cv-ins", lang="fr") for alinea in new]))
    count = sum(count_words(alinea) for alinea in new)
    whole = (element("p", element("ins", alinea, class_="cv-ins"), lang="fr") for alinea in new)
    return element("details", element("summary", view.words.count("understood.more", count)), *whole, class_="cx-fold")


def _separated(items: Sequence[Html]) -> list[str]:
    return [piece for place, item in enumerate(items) for piece in ((" ¶ ", item) if place else (item,))]
