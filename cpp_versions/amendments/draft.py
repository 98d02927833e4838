"""An act drafted from two texts of an article: the inverse of `parse` and `apply`.

    >>> draft("D75", ["Le délai est d'un an."], ["Le délai est de deux ans."]).text
    "À l'article D. 75, les mots : « d'un an » sont remplacés par les mots : « de deux ans »."

The draft is the least that says it: words where words change, sentences and alinéas where they come and go, the whole
article where most of it is new. It is never ambiguous: words are quoted until the place has them once, and what was
drafted is read back and carried out. What doesn't give the new text exactly is drafted again in plainer, then in wider
pieces: alinéas, then the article. `Draft.exact` is False where even that can't be read back (a number or a layout that
no act could quote); the text then still says what changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cpp_versions import numbering
from cpp_versions.amendments import anchoring, planning, wording
from cpp_versions.amendments.applying import apply_to
from cpp_versions.amendments.places import NotThere, label_of, regions, sentences
from cpp_versions.amendments.planning import Edit, Edited, Inserted, Replaced
from cpp_versions.amendments.reading import parse
from cpp_versions.amendments.values import Instruction, Place, Step, Unit
from cpp_versions.amendments.wording import Sentence

__all__ = ["Draft", "draft"]

# An article of which more changed is written anew; so is one that would take more instructions than this.
_MOST, _MOST_SENTENCES = 0.6, 30
_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of the act, and its instructions as they are read back; `exact` tells that they give the new text."""

    text: str
    instructions: tuple[Instruction, ...]
    exact: bool = True

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, and `exact`."""
        return {"text": self.text, "instructions": [made.as_json() for made in self.instructions], "exact": self.exact}


def draft(
    number: str, old: Sequence[str], new: Sequence[str], *, code: str | None = None, after: str | None = None
) -> Draft:
    """The act that turns `old` into `new`, texts of the article `number` (canonical) as alinéas; either may be empty.

    `code`: the title of the code, named in the text where it is given ("code de procédure pénale"). `after`: the number
    of the article that a new one follows.
    """
    old, new = tuple(old), tuple(new)
    if old == new:
        return Draft("", ())
    label = _label(number) + (f" du {code}" if code else "")
    last: Draft | None = None
    for text in _texts(label, old, new, _label(after) if after else None):
        read = parse(text)
        found = read.instructions
        aimed = bool(found) and not read.unparsed and all(made.article == number for made in found)
        last = Draft(text, found, aimed and _gives(old, new, found))
        if last.exact:
            break
    return last or Draft("", (), exact=False)


def _label(number: str) -> str:
    return numbering.ArticleNumber(number).label


def _gives(old: tuple[str, ...], new: tuple[str, ...], instructions: Sequence[Instruction]) -> bool:
    outcome = apply_to(old or None, instructions)
    return not outcome.problems and (outcome.alineas or ()) == new


def _texts(label: str, old: tuple[str, ...], new: tuple[str, ...], after: str | None) -> Iterator[str]:
    """Drafts from the narrowest to the widest."""
    if not new:
        yield wording.repealed(label)
        return
    if not old:
        yield wording.created(label, new, after)
        return
    if planning.changed_share(old, new) <= _MOST:
        for words, fine in ((True, True), (True, False), (False, False)):
            found = _Drafter(old, fine).sentences(new, words)
            if len(found) <= _MOST_SENTENCES:
                yield wording.act(found, label, grouped=fine)
    yield wording.rewritten(label, new)


class _Drafter:
    """The sentences that change one text; `fine`: items by their labels and whole sentences, as lawyers prefer."""

    def __init__(self, old: tuple[str, ...], fine: bool) -> None:
        self.old = old
        self.fine = fine
        self.starts = [sum(len(text) + len(_SEPARATOR) for text in old[:index]) for index in range(len(old))]

    def sentences(self, new: tuple[str, ...], words: bool) -> list[Sentence]:
        steps = planning.plan(self.old, new, words=words)
        edited = {step.alinea: step for step in steps if isinstance(step, Edited)}
        shared, left = anchoring.everywhere(self.old, list(edited.values()))
        rest = {step.alinea: step for step in left}
        found = [wording.words_changed(quote, "") for quote in shared]
        for step in steps:
            if isinstance(step, Inserted):
                found.append(self._inserted(step))
            elif isinstance(step, Replaced):
                found.append(self._replaced(step))
            elif step.alinea in rest:
                found += self._edited(step, rest[step.alinea])
        return found

    def _inserted(self, step: Inserted) -> Sentence:
        label = ""
        if self.fine and len(step.new) == 1:
            label = next(filter(None, (label_of(step.new[0], unit) for unit in (Unit.PART, Unit.ITEM))), "")
        if step.after == len(self.old):
            return wording.alineas_added(step.new, "", "", label)
        side, beside = ("après", step.after) if step.after else ("avant", 1)
        return wording.alineas_added(step.new, self._spot(beside), side, label)

    def _replaced(self, step: Replaced) -> Sentence:
        several = step.last > step.first
        spot = wording.alineas(step.first, step.last) if several else self._spot(step.first)
        return wording.alineas_replaced(step.new, spot, several)

    def _edited(self, whole: Edited, step: Edited) -> Iterator[Sentence]:
        """The sentences of one alinéa: words where they can be told apart, else the alinéa as it becomes."""
        text = self.old[step.alinea - 1]
        spot = self._spot(step.alinea) if len(self.old) > 1 else ""
        made = [(edit.start, self._of_sentences(text, edit, spot)) for edit in step.edits]
        in_words = [edit for edit, (_, sentence) in zip(step.edits, made, strict=True) if sentence is None]
        taken = [(edit.start, edit.end) for edit in whole.edits if edit not in in_words]
        quotes = anchoring.quotes(text, in_words, taken) if in_words else []
        if quotes is None or any(quote.old == text for quote in quotes):
            yield self._replaced(Replaced(step.alinea, step.alinea, (_after(text, whole),)))
            return
        told = [(text.casefold().find(quote.old.casefold()), wording.words_changed(quote, spot)) for quote in quotes]
        told += [(place, sentence) for place, sentence in made if sentence is not None]
        yield from (sentence for _, sentence in sorted(told, key=lambda pair: pair[0]))

    def _of_sentences(self, text: str, edit: Edit, spot: str) -> Sentence | None:
        """The edit as one of whole sentences; None where it isn't."""
        if not self.fine:
            return None
        spans = sentences(text)
        if edit.start == edit.end:
            new = edit.new.strip()
            added = sentences(new)
            after = next((number for number, (_, end) in enumerate(spans, 1) if end == edit.start), None)
            if after is None or not new[:1].isupper() or new[-1:] not in ".!?" or edit.new != f" {new}":
                return None
            return wording.sentences_added(new, len(added), spot, None if after == len(spans) else after)
        if edit.new:
            return None
        gone = text[edit.start : edit.end]
        start, end = edit.start + len(gone) - len(gone.lstrip()), edit.start + len(gone.rstrip())
        first = next((number for number, span in enumerate(spans, 1) if span[0] == start), None)
        last = next((number for number, span in enumerate(spans, 1) if span[1] == end), None)
        if first is None or last is None or last - first + 1 == len(spans):
            return None
        return wording.sentences_deleted(first, last, spot)

    def _spot(self, number: int) -> str:
        """What the alinéa is called: "le 3° du II" where that means it and nothing else, else "le douzième alinéa"."""
        if self.fine and (steps := self._steps(number)):
            place = Place(tuple(steps))
            start = self.starts[number - 1]
            try:
                found = [(region.start, region.end) for region in regions(self.old, place)]
            except NotThere:
                found = []
            if found == [(start, start + len(self.old[number - 1]))]:
                return "le " + " du ".join(str(step.which[0]) for step in reversed(steps))
        return wording.alineas(number, number)

    def _steps(self, number: int) -> list[Step]:
        """The labels of an alinéa, with those of the part and the item that it stands in, from the widest."""
        steps: list[Step] = []
        wanted = [Unit.LETTER, Unit.ITEM, Unit.PART]
        for text in reversed(self.old[:number]):
            for place, unit in enumerate(wanted):
                label = label_of(text, unit)
                if label:
                    steps.insert(0, Step(unit, (label,)))
                    wanted = wanted[place + 1 :]
                    break
            if not steps or not wanted:
                break
        return steps


def _after(text: str, step: Edited) -> str:
    for edit in reversed(step.edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
