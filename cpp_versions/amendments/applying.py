"""Instructions carried out on the text of an article: a computed text, never published as law, only compared with it.

Places and words are those of the text before the act, as légistique has it: all changes of an article are found in the
old text, then made at once. Where two of them meet ("le mot « a » est supprimé" inside an alinéa that another one
rewrites), the later one is looked for in the text as the former left it.

What can't be done is said, with the reason, and the rest is still done: an alinéa that isn't there, words that aren't.
Words that stand several times in the place are changed everywhere there, unless the act says which occurrence.

How words meet the text around them: inserted words take a space where they need one ("« , a »" needs none); words
added at the end of an alinéa stand before its last full stop, unless they bring their own; words taken out take one of
the two spaces around them along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.amendments.places import SEPARATOR, NotThere, Region, find_words, label_of, regions, sentences
from cpp_versions.amendments.values import Instruction, Operation, Position, Unit

__all__ = ["Outcome", "apply_to"]

_WHOLE = (Operation.REWRITE, Operation.CREATE, Operation.REPEAL)
_LABELLED = (Unit.ITEM, Unit.LETTER, Unit.PART)
_ENDS = ".;:,"
_LONGEST_JOINT, _SHORTEST_JOINT = 30, 5  # words, letters of one word
NO_NEW_TEXT = "le texte nouveau n’est pas dans l’acte"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The text after the act: `alineas` None where the article has ended. `done` counts the instructions carried out;
    `problems` tells of each that couldn't be, why."""

    alineas: tuple[str, ...] | None
    done: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    new: str


def apply_to(alineas: Sequence[str] | None, instructions: Sequence[Instruction]) -> Outcome:
    """One article after its instructions, given in the order of the act; `alineas` None where it doesn't exist yet."""
    text = SEPARATOR.join(alineas) if alineas is not None else None
    edits: list[_Edit] = []
    problems: list[str] = []
    done = 0
    for instruction in instructions:
        operation = instruction.operation
        if operation is Operation.UNCHANGED:
            done += 1
            continue
        if operation in _WHOLE and not instruction.place.steps and instruction.unit in (Unit.ARTICLE, Unit.SECTION):
            if operation is not Operation.REPEAL and not instruction.new:
                problems.append(NO_NEW_TEXT)
                continue
            text = None if operation is Operation.REPEAL else SEPARATOR.join(instruction.new)
            edits = []
            done += 1
            continue
        if instruction.unit is Unit.ARTICLE and operation in (Operation.RENUMBER, Operation.INSERT):
            done += 1  # the text moves whole, to another number or another place in the plan: nothing in it changes
            continue
        if text is None:
            problems.append("l’article n’a pas de texte avant l’acte")
            continue
        try:
            made = _edits(text, instruction)
        except NotThere as reason:
            try:  # what another instruction of the act has just brought
                changed = _made(text, edits)
                made = _edits(changed, instruction)
            except NotThere:
                problems.append(str(reason))
                continue
            text, edits = changed, []
        if any(_meet(one, other) for one in made for other in edits):
            text, edits = _made(text, edits), []
            try:
                made = _edits(text, instruction)
            except NotThere as reason:
                problems.append(str(reason))
                continue
        edits += made
        done += 1
    if text is None:
        return Outcome(None, done, tuple(problems))
    result = _made(text, edits)
    return Outcome(tuple(part for part in result.split(SEPARATOR) if part), done, tuple(problems))


def _meet(one: _Edit, other: _Edit) -> bool:
    """Whether two changes touch the same characters; two insertions at one point follow one another."""
    if one.start == one.end or other.start == other.end:
        point, wide = (one, other) if one.start == one.end else (other, one)
        return wide.start < point.start < wide.end
    return one.start < other.end and other.start < one.end


def _made(text: str, edits: Sequence[_Edit]) -> str:
    """The text with its changes, from the last to the first; insertions at one point in the order of the act."""
    order = sorted(range(len(edits)), key=lambda i: (edits[i].start, edits[i].end, i), reverse=True)
    for i in order:
        edit = edits[i]
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


# ------------------------------------------------------------------------------------------------- one instruction
def _edits(text: str, instruction: Instruction) -> list[_Edit]:
    alineas = text.split(SEPARATOR)
    found = regions(alineas, instruction.place)
    operation, unit = instruction.operation, instruction.unit
    if operation is Operation.RENUMBER:
        return _relabel(text, alineas, instruction)
    if instruction.place.position is Position.REST:
        return _rest(text, found, instruction)
    if unit is Unit.WORDS and instruction.old is not None:
        return _words(text, found, instruction)
    if operation is Operation.INSERT:
        return _insert(text, found, instruction)
    if operation is Operation.DELETE:
        return [_without(text, region) for region in _joined(found, text)]
    if operation is Operation.REWRITE and instruction.place.position in (Position.START, Position.END):
        return [_edge(text, region, instruction) for region in found]
    if operation in (Operation.REWRITE, Operation.REPLACE):
        return _rewrite(text, alineas, found, instruction)
    raise NotThere(f"{operation} ({unit}) ne s’exécute pas sur un article")


def _chosen(found: list[Region], instruction: Instruction, words: str) -> list[Region]:
    """The occurrences meant, of all those found."""
    if not found:
        raise NotThere(f"les mots « {words[:80]} » n’y sont pas")
    chosen = []
    for number in instruction.occurrences:
        place = number - 1 if number > 0 else len(found) + number
        if not 0 <= place < len(found):
            raise NotThere(f"les mots « {words[:80]} » n’y sont pas {abs(number)} fois")
        chosen.append(found[place])
    return chosen or found


def _occurrences(text: str, places: Sequence[Region], words: str) -> list[Region]:
    found = [region for place in places for region in find_words(text, words, place.start, place.end)]
    return sorted(set(found), key=lambda region: region.start)


def _words(text: str, places: Sequence[Region], instruction: Instruction) -> list[_Edit]:
    old = instruction.old or ""
    found = _chosen(_occurrences(text, places, old), instruction, old)
    new = " ".join(instruction.new)
    if instruction.place.anchor is not None:
        anchors = _occurrences(text, places, instruction.place.anchor)
        if not anchors:
            raise NotThere(f"les mots « {instruction.place.anchor[:80]} » n’y sont pas")
        after = instruction.place.position is not Position.BEFORE
        found = [r for r in found if (r.start >= anchors[0].end if after else r.end <= anchors[-1].start)] or found
    if not new:
        return [_without(text, region) for region in found]
    return [_Edit(region.start, region.end, _spaced(text, region, new)) for region in found]


def _spaced(text: str, region: Region, new: str) -> str:
    """ "les mots : « , son frère » sont remplacés par les mots : « ou son frère »": a word needs its space."""
    glued = text[region.start : region.start + 1] in ",.;)" and new[:1].isalnum()
    return " " + new if glued and text[: region.start][-1:].isalnum() else new


def _without(text: str, region: Region) -> _Edit:
    """The region taken out, with one of the spaces or blank lines around it."""
    start, end = region.start, region.end
    before, after = text[:start], text[end:]
    if before.endswith(SEPARATOR) and (after.startswith(SEPARATOR) or not after):
        return _Edit(start - len(SEPARATOR), end, "")
    if not before and after.startswith(SEPARATOR):
        return _Edit(start, end + len(SEPARATOR), "")
    if before.endswith(SEPARATOR) or not before:
        return _Edit(start, end + len(after) - len(after.lstrip(" \u00a0")), "")
    if before[-1:] in " \u00a0" and (not after or after[0] in " \u00a0,.)" or after.startswith(SEPARATOR)):
        return _Edit(start - 1, end, "")
    return _Edit(start, end, "")


def _joined(found: Sequence[Region], text: str) -> list[Region]:
    """Regions that follow one another as one, so that what parts them goes too."""
    joined: list[Region] = []
    for region in sorted(found, key=lambda r: r.start):
        if joined and not text[joined[-1].end : region.start].strip():
            joined[-1] = Region(joined[-1].start, max(joined[-1].end, region.end))
        else:
            joined.append(region)
    return joined


def _insert(text: str, places: Sequence[Region], instruction: Instruction) -> list[_Edit]:
    unit, position, anchor = instruction.unit, instruction.place.position, instruction.place.anchor
    if not instruction.new:
        raise NotThere(NO_NEW_TEXT)
    inline = unit in (Unit.WORDS, Unit.SENTENCE)
    new = " ".join(instruction.new) if inline else SEPARATOR.join(instruction.new)
    if anchor is not None:
        found = _chosen(_occurrences(text, places, anchor), instruction, anchor)
        if inline:
            return [_beside(text, region, new, position is Position.BEFORE) for region in found]
        places = found
    if unit is Unit.WORDS and position is Position.END:
        return [_at_end(text, region, new) for region in places]
    if inline:
        before = position in (Position.BEFORE, Position.START)
        if position is Position.START:
            places = [Region(_after_label(text, region), region.end) for region in places]
        return [_beside(text, region, new, before) for region in places]
    if position in (Position.BEFORE, Position.START):
        start = min(_alinea(text, region).start for region in places)
        return [_Edit(start, start, new + SEPARATOR)]
    last = max((_alinea(text, region) for region in places), key=lambda region: region.end)
    end = last.end
    if position is Position.END and unit in _LABELLED:
        end = _after_items(text, last, unit, instruction.new[0])
    return [_Edit(end, end, (SEPARATOR if text else "") + new)]


def _alinea(text: str, region: Region) -> Region:
    """The whole alinéas that hold a region."""
    start = text.rfind(SEPARATOR, 0, region.start)
    end = text.find(SEPARATOR, region.end)
    return Region(start + len(SEPARATOR) if start >= 0 else 0, end if end >= 0 else len(text))


def _after_items(text: str, region: Region, unit: Unit, new: str) -> int:
    """Where a new item goes that is added to a list: behind the last one, before the alinéas that close the article."""
    end = region.end
    place = region.start
    found = None
    for alinea in text[region.start : region.end].split(SEPARATOR):
        if label_of(alinea, unit) or (
            found is not None and any(label_of(alinea, other) for other in (Unit.LETTER, Unit.DASH))
        ):
            found = place + len(alinea)
        place += len(alinea) + len(SEPARATOR)
    return found if found is not None else end


def _after_label(text: str, region: Region) -> int:
    """Where the words of an alinéa begin, behind its label: "au début du 1°"."""
    alinea = text[region.start : region.end]
    for unit in (Unit.PART, Unit.ITEM, Unit.LETTER, Unit.DASH):
        label = label_of(alinea, unit)
        if label and unit is Unit.ITEM:
            return region.start + alinea.index("°") + 1 if "°" in alinea[:8] else region.start
    return region.start


def _beside(text: str, region: Region, new: str, before: bool) -> _Edit:
    if before:
        gap = "" if new[-1:] in "'’( " or not text[region.start :].strip() else " "
        lead = " " if region.start and text[region.start - 1] not in " \u00a0\n(«'’" else ""
        return _Edit(region.start, region.start, lead + new + gap)
    place = region.end
    glued = new[:1] in ",.);" or (place and text[place - 1] in "'’(")
    return _Edit(place, place, new if glued else " " + new)


def _at_end(text: str, region: Region, new: str) -> _Edit:
    """Words that complete an alinéa or a sentence: before its last mark, unless they end with one themselves."""
    end = region.end
    body = text[region.start : end].rstrip(" \u00a0")
    end = region.start + len(body)
    mark = body[-1:] if body[-1:] in _ENDS else ""
    spaced = len(body) - len(body[:-1].rstrip(" \u00a0")) - 1 if mark else 0
    place = end - len(mark) - spaced
    gap = "" if new[:1] in ",.);" else " "
    if not mark:
        return _Edit(end, end, gap + new)
    if new[-1:] in _ENDS and new[:1].isupper():
        return _Edit(end, end, " " + new)
    if new[-1:] in _ENDS:
        return _Edit(place, end, gap + new)
    return _Edit(place, place, gap + new)


def _rewrite(text: str, alineas: Sequence[str], found: Sequence[Region], instruction: Instruction) -> list[_Edit]:
    if not instruction.new:
        raise NotThere(NO_NEW_TEXT)
    if not instruction.place.steps:
        return [_Edit(0, len(text), SEPARATOR.join(instruction.new))]
    inline = instruction.unit in (Unit.SENTENCE, Unit.WORDS)
    whole = _joined(found, text)
    new = (" " if inline else SEPARATOR).join(instruction.new)
    if len(whole) > 1:
        if len(instruction.new) != len(found):
            raise NotThere("le texte nouveau ne dit pas ce qui va à chacune des places nommées")
        return [_Edit(r.start, r.end, words) for r, words in zip(found, instruction.new, strict=True)]
    region = whole[0]
    if instruction.unit in _LABELLED and len(found) == 1:
        old = text[region.start : region.end]
        label = label_of(old, instruction.unit)
        if label and not label_of(instruction.new[0], instruction.unit):
            new = old[: _label_end(old, label)] + new
    return [_Edit(region.start, region.end, new)]


def _edge(text: str, region: Region, instruction: Instruction) -> _Edit:
    """ "Le début du premier alinéa est ainsi rédigé : « Sauf urgence, le juge »": up to the last words of the new text
    that stand in the old one; an end, from the first ones that do."""
    if not instruction.new:
        raise NotThere(NO_NEW_TEXT)
    new = " ".join(instruction.new)
    words = new.split()
    start = instruction.place.position is Position.START
    for size in range(min(len(words), _LONGEST_JOINT), 0, -1):
        joint = " ".join(words[-size:] if start else words[:size]).strip(".,;: ")
        there = find_words(text, joint, region.start, region.end) if joint else []
        if len(there) == 1 and (size > 1 or len(joint) >= _SHORTEST_JOINT):
            if start:
                return _Edit(region.start, there[0].end, new.rstrip(".,;: "))
            return _Edit(there[0].start, region.end, new)
    raise NotThere("l’acte ne dit pas où le texte nouveau rejoint l’ancien")


def _label_end(alinea: str, label: str) -> int:
    """Where the words behind a label begin."""
    place = alinea.index(label.rstrip("°")[:1]) + len(label.rstrip("°"))
    while place < len(alinea) and alinea[place] in "°º). -–—\u00a0":
        place += 1
    return place


def _rest(text: str, places: Sequence[Region], instruction: Instruction) -> list[_Edit]:
    """All behind the anchor, to the end of its place (of its alinéa, where the place is the whole article)."""
    anchor = instruction.place.anchor or ""
    found = _chosen(_occurrences(text, places, anchor), instruction, anchor)[0]
    place = next(region for region in places if region.start <= found.start <= region.end)
    if not instruction.place.steps or instruction.unit is Unit.ALINEA:
        place = _alinea(text, found)
    elif instruction.unit is Unit.SENTENCE:
        bounds = sentences(text[place.start : place.end])
        ends = (place.start + end for _, end in bounds if place.start + end >= found.end)
        place = Region(place.start, next(ends, place.end))
    new = " ".join(instruction.new)
    tail = text[found.end : place.end].rstrip()
    mark = tail[-1:] if tail[-1:] in _ENDS and new[-1:] not in _ENDS else ""
    end = place.end - len(mark)
    gap = "" if new[:1] in ",.);" or not new else " "
    return [_Edit(found.end, end, gap + new)]


def _relabel(text: str, alineas: Sequence[str], instruction: Instruction) -> list[_Edit]:
    """ "les 5° et 6° deviennent les 4° et 5°": the labels change where they stand."""
    unit = instruction.unit
    if unit not in _LABELLED:
        raise NotThere("ce qui ne porte pas de numéro n’est pas renuméroté dans le texte")
    found = regions(alineas, instruction.place)
    labels = instruction.place.steps[-1].which
    if len(found) != len(instruction.new):
        raise NotThere(f"{len(found)} places pour {len(instruction.new)} numéros nouveaux")
    edits = []
    for region, old, new in zip(found, labels, instruction.new, strict=True):
        printed = text[region.start : region.end]
        bare = str(old).rstrip("°")
        offset = printed.find(bare)
        if offset < 0 or offset > 12:
            raise NotThere(f"il n’y a pas de {old}")
        edits.append(_Edit(region.start + offset, region.start + offset + len(bare), new.rstrip("°")))
    return edits
