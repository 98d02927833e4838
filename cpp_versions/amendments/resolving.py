"""Clauses become instructions: what a sentence leaves unsaid is taken from the lines above it.

    I. - L'article D. 48-2 est ainsi modifié :           the frame: article D48-2
    1° Au deuxième alinéa :                              the frame: its second alinéa
    a) Les mots : « un an » sont supprimés ;             an instruction there

A `Frame` is what the lines above have named: the code, articles or a section, steps inside them. A clause that names
articles or a section starts anew from the code; one that names steps goes on below the frame's; one that names nothing
("il", "les mots") is about the frame, or about what the clause before it in the sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cpp_versions import codes
from cpp_versions.amendments.chains import ANY_CODE, Aim, Numbers, Quoted
from cpp_versions.amendments.clauses import Clause
from cpp_versions.amendments.lexis import plain
from cpp_versions.amendments.values import Step, Unit

__all__ = [
    "Frame",
    "Named",
    "Target",
    "bases_of",
    "code_id",
    "expand",
    "frames_of",
    "level",
    "merged",
    "named_in",
    "targets_of",
]

LONGEST_RANGE = 500


@dataclass(frozen=True, slots=True)
class Target:
    """What an instruction is about, whole: `number` None for a section or a code."""

    code: str | None = None
    number: Numbers | None = None
    steps: tuple[Step, ...] = ()
    section: tuple[str, ...] = ()
    edge: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What "le même code" and "la même loi" mean: the last of each that was named."""

    code: str | None = None
    text: str | None = None

    def after(self, printed: str | None) -> Named:
        """The same, once a title has been named ("=" and "=text" name what was named before)."""
        known = code_id(printed)
        if printed is None or known is None or printed in ("=", "=text"):
            return self
        return replace(self, code=known) if plain(printed).startswith(("code", "livre")) else replace(self, text=known)

    def told(self, printed: str | None, default: str | None) -> str | None:
        """The code or text that a title means where `default` is the one spoken of."""
        if printed in ("=", "=text"):
            first, second = (self.code, self.text) if printed == "=" else (self.text, None)
            return first or default or second
        return code_id(printed) if printed else default


@dataclass(frozen=True, slots=True)
class Frame:
    """What the lines above name; `recent` is what the sentences before were about, `since` the day they tell.

    `listed` is true below "sont respectivement remplacés par :", `repealing` below "sont abrogés :"; `pending` is a
    change of words made in the places that the lines below list. `again` holds the changes of words of the sentence
    before ("il est procédé au même remplacement …"). `unknown` is true below a line that wasn't understood: what isn't
    named anew there can't be told.
    """

    code: str | None = None
    targets: tuple[Target, ...] = ()
    anchor: tuple[Quoted, ...] = ()
    side: str | None = None
    listed: bool = False
    repealing: bool = False
    named: Named = Named()
    pending: Clause | None = None
    last: tuple[Target, ...] = ()
    recent: tuple[Target, ...] = ()
    since: date | None = None
    again: tuple[Clause, ...] = ()
    unknown: bool = False


_NUMBERED = re.compile(
    r"(?:loi|ordonnance|décret|arrêté)(?:-loi)?(?: organique| constitutionnelle)? n ?° ?\d{2,4} ?[-‑]{1,2}\d{1,5}"
    r"(?: du \d{1,2}(?:er)? [a-zéû]{3,9} \d{4})?"
)


def code_id(printed: str | None) -> str | None:
    """The id of a code by its printed title; a law or decree by its number and date, another text by what it is called.

    >>> code_id("code de procédure pénale"), code_id("loi n° 94-126 du 11 février 1994 précitée")
    ('cpp', 'loi n° 94-126 du 11 février 1994')
    """
    if printed is None:
        return None
    title = " ".join(printed.replace("’", "'").split())
    known = codes.by_title(title[:1].upper() + title[1:])
    if known:
        return known.id
    numbered = _NUMBERED.match(title)
    return numbered.group() if numbered else title


def expand(numbers: Numbers) -> Iterator[tuple[str, str | None]]:
    """The numbers of a range that can be counted out, each with the range's end; one number alone has none.

    >>> list(expand(Numbers("D147-6", "D147-8")))
    [('D147-6', 'D147-8'), ('D147-7', 'D147-8'), ('D147-8', 'D147-8')]
    """
    if numbers.last is None:
        yield numbers.first, None
        return
    first, last = (re.fullmatch(r"(.*?)(\d+)", text) for text in (numbers.first, numbers.last))
    series = re.match(r"[A-Z]*", numbers.first)
    tail = numbers.last
    if first and last and series and last.group(1) == "" and series.group():
        tail, last = series.group() + numbers.last, re.fullmatch(r"(.*?)(\d+)", series.group() + numbers.last)
    if first and last and first[1] == last[1] and 0 <= int(last[2]) - int(first[2]) <= LONGEST_RANGE:
        for number in range(int(first[2]), int(last[2]) + 1):
            yield f"{first[1]}{number}", tail
        return
    yield numbers.first, tail
    if tail != numbers.first:
        yield tail, tail


# ----------------------------------------------------------------------------------------------------------- targets
def targets_of(aims: Sequence[Aim], frame: Frame, bases: Sequence[Target]) -> tuple[Target, ...]:
    """What aims mean where `bases` are what they may be inside of. "Le même code" is the one named last."""
    found: list[Target] = []
    for aim in aims:
        found += _resolve(aim, frame, bases)
        frame = replace(frame, named=frame.named.after(aim.code))
    return tuple(merged(found))


def _resolve(aim: Aim, frame: Frame, bases: Sequence[Target]) -> Iterator[Target]:
    if aim.code == ANY_CODE:
        yield Target(None, None, aim.steps, (), aim.edge)
        return
    code = frame.named.told(aim.code, frame.code)
    if aim.articles:
        for number in aim.articles:
            again = code is None and next(
                (t.code for t in (*frame.targets, *frame.last, *frame.recent[::-1]) if t.number == number), None
            )
            yield Target(again or code, number, aim.steps, aim.section, aim.edge)
    elif aim.section:
        base = bases[0].section if bases and not bases[0].number else ()
        section = aim.section if not base or level(aim.section[0]) <= level(base[0]) else _nested(base, aim.section)
        yield Target(code, None, aim.steps, tuple(sorted(section, key=level)), aim.edge)
    elif aim.code is not None or (aim.all and not bases):
        yield Target(code, None, aim.steps, (), aim.edge)
    elif Unit.ARTICLE in aim.same:
        known = [base for base in (*bases, *frame.targets, *frame.last) if base.number]
        for same in _same_article(known):
            yield Target(same.code, same.number, aim.steps, (), aim.edge)
    elif not bases and aim.steps and aim.steps[0].unit is Unit.TITLE:
        yield Target(code, None, aim.steps, (), aim.edge)  # of a law: "Dans le titre, les mots …"
    else:
        for wide in bases or frame.last[-1:]:
            wide = _said_again(aim, wide, frame)
            yield replace(wide, steps=_below(wide.steps, aim.steps), edge=aim.edge or wide.edge)


def _said_again(aim: Aim, wide: Target, frame: Frame) -> Target:
    """ "le même alinéa", where the lines above name none: the one that the sentence before was about."""
    for unit in aim.same:
        if unit is Unit.ARTICLE or any(step.unit is unit for step in wide.steps):
            continue
        for known in reversed(frame.recent):
            ranks = [rank for rank, step in enumerate(known.steps) if step.unit is unit]
            if ranks and (known.code, known.number) == (wide.code, wide.number):
                return replace(wide, steps=known.steps[: ranks[-1] + 1])
    return wide


def _same_article(known: Sequence[Target]) -> list[Target]:
    return [base for base in known if base.number == known[0].number][:1]


def _below(wide: tuple[Step, ...], narrow: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps under others: a level that is named again replaces the one above and all below it."""
    if not narrow:
        return wide
    for place, step in enumerate(wide):
        if step.unit is narrow[0].unit and (step.unit is not Unit.PART or _series(step) == _series(narrow[0])):
            return wide[:place] + narrow
    if wide and wide[-1].unit is Unit.SENTENCE and narrow[0].unit is not Unit.SENTENCE:
        return narrow
    return wide + narrow


def _series(step: Step) -> bool:
    """Parts nest: a roman one (true) holds those with capitals."""
    return bool(step.which) and str(step.which[0])[:1] in "IVX"


_LEVELS = ("partie", "livre", "titre", "sous-titre", "chapitre", "section", "sous-section", "paragraphe")


def level(label: str) -> int:
    kind = label.split(" ")[0]
    return _LEVELS.index(kind) if kind in _LEVELS else len(_LEVELS)


def _nested(base: tuple[str, ...], section: tuple[str, ...]) -> tuple[str, ...]:
    """ "section 3" named under "chapitre II du titre II": below it, in place of any section already named."""
    return tuple(label for label in base if level(label) < level(section[0])) + section


def merged(targets: list[Target]) -> Iterator[Target]:
    """ "le 5° et le 6°" are one place of two labels."""
    held: Target | None = None
    for target in targets:
        if (
            held
            and held.steps
            and target.steps
            and replace(held, steps=()) == replace(target, steps=())
            and held.steps[:-1] == target.steps[:-1]
            and held.steps[-1].unit is target.steps[-1].unit
            and not (held.steps[-1].through or target.steps[-1].through)
            and held.steps[-1].which
            and target.steps[-1].which
        ):
            which = held.steps[-1].which + target.steps[-1].which
            held = replace(held, steps=(*held.steps[:-1], Step(held.steps[-1].unit, which)))
            continue
        if held:
            yield held
        held = target
    if held:
        yield held


def bases_of(clause: Clause, frame: Frame, before: Sequence[Target]) -> tuple[Target, ...]:
    """What the words of a clause are about, its subject aside."""
    if clause.places:
        edges = tuple(aim for aim in clause.places if aim == Aim(edge=aim.edge))
        if len(edges) == len(clause.places):  # "au début, …": of what is spoken of
            return tuple(replace(base, edge=edges[0].edge) for base in before or frame.targets)
        article_only = [_article_of(base) for base in before] or list(frame.targets)
        named = any(aim.articles or aim.section or aim.code for aim in clause.places)
        if before and _in_the_alinea_before(clause.places, before):
            return targets_of(clause.places, frame, before[-1:])
        return targets_of(clause.places, frame, () if named and not frame.targets else (frame.targets or article_only))
    return tuple(before) or frame.targets


def _in_the_alinea_before(places: Sequence[Aim], before: Sequence[Target]) -> bool:
    """ "Au premier alinéa, à la première phrase, … et, à la seconde phrase, …": another sentence of the same alinéa."""
    steps = before[-1].steps
    return all(
        aim.steps and aim.steps[0].unit is Unit.SENTENCE and not (aim.articles or aim.section or aim.code)
        for aim in places
    ) and any(step.unit is Unit.SENTENCE for step in steps)


def _article_of(target: Target) -> Target:
    return replace(target, steps=(), edge=None)


def frames_of(clause: Clause, frame: Frame) -> Frame:
    """The frame of the lines below a clause: what it names, whatever it does there."""
    bases = bases_of(clause, frame, ())
    targets = targets_of(clause.subjects, frame, bases) if clause.subjects else bases
    code = next((target.code for target in targets if target.code), frame.code)
    if targets and all(t.number is None and not t.section and not t.steps for t in targets):
        targets = ()  # a whole code: its articles are named below
    return Frame(
        code,
        targets,
        clause.anchor,
        clause.side,
        clause.verb == "heading_replace",
        clause.verb == "heading_repeal",
        named_in(clause, frame.named),
        clause if clause.verb in ("replace", "delete_words") else None,
        tuple(t for t in targets if t.number) or frame.last,
        since=frame.since,
    )


def named_in(clause: Clause, named: Named) -> Named:
    """The codes and texts that have been named, once a clause has named its own."""
    for aim in (*clause.places, *(clause.subjects or ()), *clause.beside):
        named = named.after(aim.code)
    return named
