"""An act set against the official texts: computed from those of the day before, compared with those of the day.

Each article that the act names gets a grade:

| grade | what it says |
|---|---|
| identical | the computed text is the official one, character by character (or both have ended) |
| equivalent | but for spacing and typography ("D. 58" and "D58", a word cut at the end of a line) |
| different | other words: `diff` has the computed text as old, the official one as new |
| not_applied | an instruction couldn't be carried out; `reason` says which and why |
| unverifiable | nothing to compute from, or nothing to compare with; `reason` says what lacks |

Equivalent texts may also differ by a remark of the source's editor, where it can't be text of that day: what stands in
brackets and cites an act of a later date.

Where the text of the day before lacks, what the act writes anew in an article, alinéas or items, is compared with the
same place of the official text: `parts`. Its words are looked for too: `evidence` is true where all new
words stand in the official text of the day and no old words do, false where one of them contradicts it, None where it
can't be told. `first_later` says when the first text after that day begins, where there is none on the day itself: a
whole text of the act that stands there unchanged is `evidence` too. The words of a translated act are not the law's:
they are never applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from cpp_versions import compare
from cpp_versions.amendments.applying import Outcome, apply_to
from cpp_versions.amendments.forcing import WRITTEN, day_of
from cpp_versions.amendments.lexis import plain
from cpp_versions.amendments.places import SEPARATOR, NotThere, find_words, label_of, regions
from cpp_versions.amendments.values import Instruction, Operation, Position, Unit
from cpp_versions.compare import Diff
from cpp_versions.model import State
from cpp_versions.numbering import from_source
from cpp_versions.text import fold

__all__ = ["GRADES", "Graded", "Known", "grade_act", "targets"]

GRADES = ("identical", "equivalent", "different", "not_applied", "unverifiable")

_WHOLE = (Operation.REWRITE, Operation.CREATE)
_NOTHING_TO_COMPARE = "les sources n’ont pas le texte officiel de ce jour"
_NO_TEXT_BEFORE = "les sources n’ont pas le texte de la veille"
_TRANSLATED = "l’acte est une traduction : ses mots ne sont pas ceux de la loi"
_ALREADY_THERE = "le texte de la veille, dans les sources, a déjà les mots nouveaux"
_UNDERSTOOD_IN_PART = "une partie de ce que l’acte fait à cet article n’est pas comprise"


@dataclass(frozen=True, slots=True)
class Known:
    """An article on a day, as the sources have it; `section` holds the titles above it, widest first."""

    state: State
    alineas: tuple[str, ...] = ()
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graded:
    """One article after an act. `computed` is None where it has ended or couldn't be computed."""

    code: str
    article: str
    grade: str
    reason: str | None
    instructions: tuple[Instruction, ...]
    computed: tuple[str, ...] | None = None
    official: tuple[str, ...] | None = None
    diff: Diff | None = None
    evidence: bool | None = None
    first_later: date | None = None
    parts: tuple[tuple[str, str], ...] = ()
    """What the act writes anew in an article whose text of the day before lacks: its place, and its grade."""

    def as_json(self) -> dict[str, Any]:
        parts = {"parts": [{"place": place, "grade": grade} for place, grade in self.parts]} if self.parts else {}
        return parts | {
            "code": self.code,
            "article": self.article,
            "grade": self.grade,
            "reason": self.reason,
            "ops": [[op, text] for op, text in self.diff.ops] if self.diff else [],
            "evidence": self.evidence,
            "first_later": self.first_later.isoformat() if self.first_later else None,
            "instructions": len(self.instructions),
        }


def targets(instructions: Iterable[Instruction], code: str, known: Iterable[str]) -> dict[str, list[Instruction]]:
    """The instructions of each article of a code, in the order of the plan; ranges take what the code has in them.

    "les articles D. 1 à D. 5 sont abrogés" is about D2-1 too, where the code has one.
    """
    numbers = {number: from_source(number).sort_key for number in known}
    found: dict[str, list[Instruction]] = {}
    ranges: dict[tuple[tuple[int, int], str], list[Instruction]] = {}
    for one in instructions:
        if one.code != code or one.article is None or (one.unit is Unit.SECTION and one.article is None):
            continue
        found.setdefault(one.article, []).append(one)
        if one.through:
            ranges.setdefault((one.span, one.through), []).append(one)
        if one.operation is Operation.RENUMBER and one.unit is Unit.ARTICLE:
            found.setdefault(one.new[0], [])
    for all_ in ranges.values():
        counted = {one.article for one in all_}
        keys = [from_source(number).sort_key for number in counted if number]
        for number, key in numbers.items():
            if number not in counted and min(keys) < key < max(keys):
                found.setdefault(number, []).append(all_[0])
    return {number: found[number] for number in sorted(found, key=lambda text: from_source(text).sort_key)}


def grade_act(
    instructions: Sequence[Instruction],
    code: str,
    before: Mapping[str, Known],
    after: Mapping[str, Known],
    *,
    translated: bool = False,
    regulatory: bool = False,
    doubtful: frozenset[str] = frozenset(),
    later: Mapping[str, tuple[date, tuple[str, ...]]] | None = None,
    day: date | None = None,
) -> tuple[Graded, ...]:
    """The grade of each article of `code` that the act names, in the order of the plan.

    `before` and `after` are all articles of the code on the day before and on the day; an article that isn't there is
    not in force. `regulatory` is for a decree, which can't reach the legislative part by "everywhere". `doubtful` are
    those about which the act says more than was understood. `later` gives, for an article without a text on the day,
    the first one that the sources have, and since when. `day` is the day of `after`: remarks on later acts are no text.
    """
    if day is not None:
        after = {number: replace(one, alineas=_without_remarks(one.alineas, day)) for number, one in after.items()}
    named = targets(instructions, code, {*before, *after})
    reached = {n: k for n, k in before.items() if not (regulatory and from_source(n).series in ("", "L", "LO"))}
    _everywhere(named, [one for one in instructions if one.code in (code, None)], reached)
    moved: dict[str, str] = {
        one.new[0]: number
        for number, all_ in named.items()
        for one in all_
        if one.operation is Operation.RENUMBER and one.unit is Unit.ARTICLE
    }
    return tuple(
        _later(
            _grade(code, number, named, before, after, moved, translated, number in doubtful), (later or {}).get(number)
        )
        for number in named
    )


def _later(graded: Graded, known: tuple[date, tuple[str, ...]] | None) -> Graded:
    """A grade that lacks the official text of the day, with what the first later one shows."""
    if known is None or graded.grade != "unverifiable" or graded.official is not None or graded.reason == _TRANSLATED:
        return graded
    day, alineas = known
    if graded.computed is not None and _alike(graded.computed, alineas):
        return replace(graded, evidence=True, first_later=day)
    evidence = _evidence(graded.instructions, alineas)
    return replace(graded, evidence=True if evidence else None, first_later=day)


_BRACKET = re.compile(r"\s?\([^()]{0,400}\)")
_ACT_OF = re.compile(rf"\b(?:loi|décret|ordonnance|arrêté)\b[^()]{{0,80}}?\bdu {WRITTEN}", re.I)


def _without_remarks(alineas: tuple[str, ...], day: date) -> tuple[str, ...]:
    """The text without brackets that cite an act of a later day: an editor's, not that day's law."""

    def kept(bracket: re.Match[str]) -> str:
        acts = [day_of(found) for found in _ACT_OF.finditer(bracket.group())]
        return "" if any(told is not None and told > day for told in acts) else bracket.group()

    if not any("(" in alinea for alinea in alineas):
        return alineas
    return tuple(_BRACKET.sub(kept, alinea) for alinea in alineas)


_PRINTED_NUMBER = re.compile(r"\b([LRDA])\s?\*?\s?\.\s?\*?\s?(?=\d)")
_CUT_WORD = re.compile(r"(?<=[a-zà-ÿ])-(?=[a-zà-ÿ])")


def _alike(computed: Sequence[str], official: Sequence[str]) -> bool:
    """The same words, whatever the typography: also "D. 58" for "D58", and a word cut at the end of a line of print."""
    left, right = (
        [_CUT_WORD.sub("", _PRINTED_NUMBER.sub(r"\1", alinea)) for alinea in side] for side in (computed, official)
    )
    return compare.same_words(left, right)


def _everywhere(
    named: dict[str, list[Instruction]], instructions: Sequence[Instruction], before: Mapping[str, Known]
) -> None:
    """Replacements in a whole section or code reach each article there that has the words."""
    folded: dict[str, str] = {}
    for one in instructions:
        if one.operation is not Operation.REPLACE_EVERYWHERE or one.article or not one.old or one.place.steps:
            continue
        plainest = max((word for word in fold(one.old).lower().split() if word.isalpha()), key=len, default="")
        for number, known in before.items():
            if not _within(number, known.section, one.section):
                continue
            text = SEPARATOR.join(known.alineas)
            if number not in folded:
                folded[number] = fold(text).lower()
            # to look for a word is fast, and tells most texts apart
            if plainest in folded[number] and find_words(text, one.old):
                named.setdefault(number, []).append(one)


# "la troisième partie" of a code is told by the letter of its articles: the D. of the CPP are "Décrets"
_PARTS = {
    "partie législative": ("", "L", "LO"),
    "partie réglementaire": ("R", "D", "A"),
    "partie 1": ("", "L", "LO"),
    "partie 2": ("R",),
    "partie 3": ("D",),
    "partie 4": ("A",),
}


def _within(number: str, titles: Sequence[str], section: Sequence[str]) -> bool:
    """Whether an article stands below sections with these labels: "titre II" is "TITRE II : De la détention"."""
    slugs = [_label(title) for title in titles] if section else []
    return all(
        from_source(number).series in _PARTS[label]
        if label in _PARTS
        else any(s.startswith(_label(label)) for s in slugs)
        for label in section
    )


_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}


@lru_cache(maxsize=4096)
def _label(title: str) -> str:
    words = plain(title).replace(":", " ").replace("ier", "i").split()
    return " ".join([*words[:1], *(_ROMAN.get(word, word) for word in words[1:2]), *words[2:]]) + " "


# ------------------------------------------------------------------------------------------------------- one article
def _grade(
    code: str,
    number: str,
    named: Mapping[str, Sequence[Instruction]],
    before: Mapping[str, Known],
    after: Mapping[str, Known],
    moved: Mapping[str, str],
    translated: bool,
    doubtful: bool,
) -> Graded:
    instructions = named[number]
    old, new = before.get(number), after.get(number)
    official = new.alineas if new is not None and new.state is State.IN_FORCE else None

    def graded(grade: str, reason: str | None = None, **more: Any) -> Graded:
        return Graded(code, number, grade, reason, tuple(instructions), official=official, **more)

    if translated:
        return graded("unverifiable", _TRANSLATED)
    if new is not None and new.state is State.MISSING:
        return graded("unverifiable", _NOTHING_TO_COMPARE)
    origin = moved.get(number)
    if origin is not None and not any(one.operation in _WHOLE for one in instructions):
        old = before.get(origin)
        there = [one for one in named.get(origin, ()) if one.operation is not Operation.RENUMBER]
        instructions = [*there, *instructions]
    leaves = any(one.operation is Operation.RENUMBER and one.unit is Unit.ARTICLE for one in instructions)
    base = old.alineas if old is not None and old.state is State.IN_FORCE else None
    needs = not (instructions and _starts_anew(instructions)) and not (leaves and origin is None)
    if needs and base is None:
        evidence = _evidence(instructions, official)
        return graded("unverifiable", _NO_TEXT_BEFORE, evidence=evidence, parts=_parts(instructions, official))
    gone = leaves and origin is None
    outcome = Outcome(None, len(instructions)) if gone else apply_to(base, instructions)
    if outcome.problems:
        diff = compare.diff(outcome.alineas or (), official or ())
        reason = " ; ".join(dict.fromkeys(outcome.problems))
        evidence = _evidence(instructions, official)
        brings = any(one.new for one in instructions)
        if evidence and brings and official is not None and base is not None and compare.same_words(base, official):
            return graded("unverifiable", _ALREADY_THERE, evidence=evidence)
        return graded("not_applied", reason, computed=outcome.alineas, diff=diff, evidence=evidence)
    if outcome.alineas is None:
        if official is None:
            return graded("identical")
        return graded("different", "l’acte y met fin, la source l’a encore", diff=compare.diff((), official))
    if official is None:
        if new is None and old is None:
            return graded("unverifiable", _NOTHING_TO_COMPARE, computed=outcome.alineas)
        return graded(
            "different",
            "la source ne l’a pas ce jour-là",
            computed=outcome.alineas,
            diff=compare.diff(outcome.alineas, ()),
        )
    if outcome.alineas == official:
        return graded("identical", computed=outcome.alineas)
    if _alike(outcome.alineas, official):
        return graded("equivalent", computed=outcome.alineas)
    return graded(
        "different",
        _UNDERSTOOD_IN_PART if doubtful else None,
        computed=outcome.alineas,
        diff=compare.diff(outcome.alineas, official),
    )


def _starts_anew(instructions: Sequence[Instruction]) -> bool:
    """Whether the first thing said gives the whole text, or takes it away."""
    first = instructions[0]
    return not first.place.steps and (
        first.operation is Operation.REPEAL or (first.operation in _WHOLE and first.unit is Unit.ARTICLE)
    )


def _parts(instructions: Sequence[Instruction], official: tuple[str, ...] | None) -> tuple[tuple[str, str], ...]:
    """The alinéas, items, sentences … that the act writes anew, each against its place in the official text."""
    found = []
    for one in instructions:
        if official is None or one.operation is not Operation.REWRITE or one.unit is Unit.WORDS or not one.new:
            continue
        try:
            places = regions(official, one.place)
        except NotThere:
            continue
        text = SEPARATOR.join(official)
        there = tuple(text[place.start : place.end] for place in places)
        grade = "identical" if there == one.new else "equivalent" if _alike(one.new, there) else "different"
        found.append((str(one.place), grade))
    return tuple(found)


def _evidence(instructions: Sequence[Instruction], official: tuple[str, ...] | None) -> bool | None:
    """Whether the official text has the words that the act brings, and none of those it takes away."""
    if official is None:
        return None
    text = _CUT_WORD.sub("", _PRINTED_NUMBER.sub(r"\1", SEPARATOR.join(official)))
    told: list[bool] = []
    for one in instructions:
        if one.operation is Operation.UNCHANGED:
            continue
        if one.operation is Operation.RENUMBER:
            told.append(any(label_of(alinea, one.unit) == one.new[-1] for alinea in official))
            continue
        new = [_CUT_WORD.sub("", _PRINTED_NUMBER.sub(r"\1", words)) for words in one.new if words.strip()]
        told += [bool(find_words(text, words)) for words in new]
        if one.old and not any(find_words(words, one.old) for words in new):
            told.append(not find_words(text, one.old))
        if one.place.anchor and one.place.position is not Position.REST and new:
            told.append(bool(find_words(text, one.place.anchor)))
    return all(told) if told else None
