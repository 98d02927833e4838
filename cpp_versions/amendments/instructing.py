"""Instructions, made of a clause, what it is about, and the new text below it: one function for each kind of clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cpp_versions import numbering
from cpp_versions.amendments.chains import Numbers, Quoted
from cpp_versions.amendments.clauses import Clause
from cpp_versions.amendments.payload import NewText
from cpp_versions.amendments.resolving import Frame, Target, bases_of, expand, level, merged, targets_of
from cpp_versions.amendments.values import Instruction, Operation, Place, Position, Step, Unit
from cpp_versions.errors import BadNumber

__all__ = ["canonical", "instructions_of"]


_OF_WHAT_WAS_SAID = ("complete", "rewrite", "delete", "preceded", "renumber", "retitle")


@dataclass(frozen=True, slots=True)
class _Made:
    """What every instruction of a clause has in common."""

    clause: Clause
    new: NewText
    frame: Frame
    covers: tuple[Numbers, ...]

    @property
    def alineas(self) -> tuple[str, ...]:
        return self.new.alineas


def instructions_of(
    clause: Clause,
    frame: Frame,
    before: Sequence[Target],
    new: NewText,
    covers: tuple[Numbers, ...] = (),
) -> tuple[list[Instruction], tuple[Target, ...]]:
    """The instructions of one clause, and what it was about.

    `before` is what the clause before it was about; `new` the new text that follows; `covers` the articles that the
    sentence names in brackets after a section. Spans are filled in by the caller.
    """
    made = _Made(clause, new, frame, covers)
    bases = bases_of(clause, frame, before)
    if clause.subjects:
        targets = targets_of(clause.subjects, frame, bases)
    elif clause.subjects == () and clause.verb in _OF_WHAT_WAS_SAID:
        targets = bases or frame.last[-1:]
    else:
        targets = bases
    beside = targets_of(clause.beside, frame, targets) if clause.beside else ()
    if annexes := _annexes(clause, beside or targets):
        made = replace(made, new=_uncut(new, annexes))
    found = list(_VERBS[clause.verb](made, targets)) if clause.verb in _VERBS else []
    if clause.verb == "renumber" and found and all(one.unit is Unit.ARTICLE for one in found):
        return found, tuple(Target(one.code, Numbers(one.new[0])) for one in found)  # from now on, by its new number
    about = bases if clause.places or clause.subjects is None else targets
    return found, about or tuple(before)


def _annexes(clause: Clause, targets: Sequence[Target]) -> frozenset[str]:
    """The annexes that a clause brings or changes; none where it brings articles or sections into one."""
    brought = [unit for unit in clause.units if unit.unit in (Unit.ARTICLE, Unit.SECTION)]
    numbers = [n for unit in brought for n in unit.articles] if brought else [t.number for t in targets if t.number]
    return frozenset(canonical(n.first) for n in numbers if n.first.startswith("annexe"))


def _uncut(new: NewText, annexes: frozenset[str]) -> NewText:
    """The new text of an annex: its "Article 1er" and "Chapitre II" are its own; what is above them may be its name."""
    named = len(new.uncut) > 1 and canonical(new.uncut[0]) in annexes
    return replace(new, alineas=new.uncut[1:] if named else new.uncut, articles=(), titles=())


def _each(targets: Sequence[Target]) -> Iterator[tuple[Target, str | None, str | None]]:
    """Targets with ranges of articles counted out: target, canonical number, end of the range."""
    for target in targets:
        if target.number is None:
            yield target, None, None
        else:
            for number, through in expand(target.number):
                yield target, canonical(number), through


def canonical(number: str) -> str:
    """An article number as the store has it."""
    try:
        return str(numbering.parse(number))
    except BadNumber:
        return number


def _make(
    operation: Operation, target: Target, article: str | None, through: str | None, **more: object
) -> Instruction:
    place = more.pop("place", None) or Place(target.steps)
    made = Instruction(operation, target.code, article, place, section=target.section, through=through)  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def _words(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """ "les mots : « a » sont remplacés par les mots : « b »"; without an article, everywhere in a section or code."""
    clause = made.clause
    deleting = clause.verb == "delete_words"
    new = [quoted.words for quoted in clause.new]
    if not targets and any(aim.steps or aim.same for aim in clause.places):
        return  # a place inside an article that no line names
    if not new and made.alineas:
        new = list(made.alineas)
    everywhere = [t for t in made.frame.targets if t.number is None] if clause.notably else []
    for target, article, through in _each([*everywhere, *targets] or [Target(made.frame.code)]):
        if article is None and not (target.steps and target.steps[-1].unit is Unit.TITLE):
            operation = Operation.REPLACE_EVERYWHERE
        else:
            operation = Operation.DELETE if deleting else Operation.REPLACE
        pairs: Iterator[tuple[Quoted, str | None]]
        if deleting:
            pairs = ((old, None) for old in clause.old)
        elif len(new) == 1 or len(new) != len(clause.old):
            pairs = ((old, new[0] if len(new) == 1 else "\n\n".join(new) if new else None) for old in clause.old)
        else:
            pairs = zip(clause.old, new, strict=True)
        for old, words in pairs:
            anchor = clause.anchor[0] if clause.anchor else None
            place = Place(target.steps)
            if anchor and clause.side:
                place = Place(target.steps, Position(clause.side), anchor.words)
            yield _make(
                operation,
                target,
                article,
                through,
                place=place,
                old=old.words,
                new=(words,) if words is not None else (),
                occurrences=old.occurrences or _at_edge(target),
            )


def _at_edge(target: Target) -> tuple[int, ...]:
    """ "à la fin du 2°, le signe : « ; » est remplacé": the last one there."""
    return {"end": (-1,), "start": (1,)}.get(target.edge or "", ())


def _insert_words(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    clause = made.clause
    anchors = clause.anchor or made.frame.anchor
    side = clause.side or made.frame.side
    words = tuple(quoted.words for quoted in clause.new)
    for target, article, through in _each(targets):
        if not anchors:
            place = Place(target.steps, Position.START if target.edge == "start" else Position.END)
            yield _make(Operation.INSERT, target, article, through, place=place, new=(" ".join(words),))
        for anchor in anchors:
            place = Place(target.steps, Position(side or "after"), anchor.words)
            new = (" ".join(words),)
            yield _make(
                Operation.INSERT, target, article, through, place=place, new=new, occurrences=anchor.occurrences
            )


def _insert_units(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """ "il est inséré …": articles, sections, or pieces of an article."""
    clause = made.clause
    units = clause.units
    beside = targets_of(clause.beside, made.frame, targets) if clause.beside else ()
    where = beside or targets
    if _brings_articles(made):
        yield from _create(made, where)
        return
    unit = units[0].unit if units else Unit.ALINEA
    text = _text_of(made)
    for target, article, through in _each(where):
        if clause.anchor:
            place = Place(target.steps, Position(clause.side or "after"), clause.anchor[0].words)
        elif beside:
            place = Place(target.steps, Position(clause.side or "after"))
        else:
            place = Place(target.steps, Position.START if target.edge == "start" else Position.END)
        yield _make(Operation.INSERT, target, article, through, place=place, unit=unit, new=text)


def _brings_articles(made: _Made) -> bool:
    kinds = {unit.unit for unit in made.clause.units}
    return bool(made.new.articles) or bool(kinds & {Unit.ARTICLE, Unit.SECTION})


def _text_of(made: _Made) -> tuple[str, ...]:
    if made.clause.new and made.clause.units:  # "par les mots : « a » et une phrase ainsi rédigée : « B. »"
        return (" ".join([*(quoted.words for quoted in made.clause.new), *made.alineas]),)
    if made.clause.new:
        return (" ".join(quoted.words for quoted in made.clause.new),)
    return made.alineas


def _create(made: _Made, where: Sequence[Target], known: frozenset[str] = frozenset()) -> Iterator[Instruction]:
    """New articles and sections; an article that is `known` to stand there already is rewritten."""
    base = where[0] if where else Target(made.frame.code)
    code = base.code or made.frame.code
    sections = [unit for unit in made.clause.units if unit.unit is Unit.SECTION]
    for unit in sections:
        above = (label for label in base.section if level(label) < level(unit.section or ""))
        section = (*above, unit.section or "section")
        title = unit.title or (made.new.titles[0] if made.new.titles else None)
        target = Target(code, None, (), section)
        yield _make(Operation.CREATE, target, None, None, unit=Unit.SECTION, title=title)
        if not made.new.articles:  # articles that there are already, put into it
            for number, through in ((n, last) for numbers in unit.articles for n, last in expand(numbers)):
                place = Place((), Position.END)
                yield _make(Operation.INSERT, target, canonical(number), through, place=place, unit=Unit.ARTICLE)
    if made.new.articles:
        for article in made.new.articles:
            operation = Operation.REWRITE if article.number in known else Operation.CREATE
            target = Target(code)
            yield _make(
                operation, target, article.number, None, unit=Unit.ARTICLE, new=article.alineas, payload=article.span
            )
        return
    named = [number for unit in made.clause.units if unit.unit is Unit.ARTICLE for number in unit.articles]
    expanded = [(canonical(number), through) for numbers in named for number, through in expand(numbers)]
    for number, through in expanded:
        text = made.alineas if len(expanded) == 1 else ()
        if base.section and not text:  # "L'article D. 69-1 nouveau est inséré en tête de la section I": where it stands
            place = Place((), Position.START if base.edge == "start" else Position.END)
            target = Target(code, None, (), base.section)
            yield _make(Operation.INSERT, target, number, through, place=place, unit=Unit.ARTICLE)
            continue
        yield _make(Operation.CREATE, Target(code), number, through, unit=Unit.ARTICLE, new=text)


def _complete(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    clause = made.clause
    if _brings_articles(made) and not (targets and targets[0].number and not made.new.articles and not clause.units):
        yield from _create(made, targets)
        return
    whole = Unit.WORDS if clause.new else clause.units[0].unit if clause.units else Unit.ALINEA
    leading = clause.verb == "preceded"
    for target, article, through in _each(targets):
        unit = whole
        if unit is Unit.ALINEA and target.steps and target.steps[-1].unit is Unit.SENTENCE:
            unit = Unit.WORDS  # "la phrase est complétée par les dispositions suivantes : « ou d'un an »"
        place = Place(target.steps, Position.START if leading or target.edge == "start" else Position.END)
        yield _make(Operation.INSERT, target, article, through, place=place, unit=unit, new=_text_of(made))


def _rewrite(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """ "est ainsi rédigé", "est remplacé par …", "est rétabli"."""
    whole = [target for target in targets if not target.steps]
    new = {article.number: article for article in made.new.articles}
    if whole and not [t for t in whole if t.number]:  # sections: their articles are those named in brackets
        for target in whole:
            title = made.new.titles[0] if made.new.titles else None
            yield _make(Operation.REWRITE, target, None, None, unit=Unit.SECTION, title=title)
        known = {canonical(n) for numbers in made.covers for n, _ in expand(numbers)}
        yield from _create(replace(made, clause=replace(made.clause, units=())), whole, frozenset(known))
        yield from _gone(made, known - set(new), whole[0].code)
        return
    given = set()
    spans = [target.number for target in whole if target.number and target.number.last]
    for target, article, through in _each(targets):
        if target.steps:
            unit = target.steps[-1].unit
            yield _make(Operation.REWRITE, target, article, through, unit=unit, new=_text_of(made))
            continue
        operation = Operation.CREATE if made.clause.restored else Operation.REWRITE
        if article in new:
            text, span = new[article].alineas, new[article].span
            given.add(article)
            yield _make(operation, target, article, through, unit=Unit.ARTICLE, new=text, payload=span)
        elif new and len(new) >= 1 and not made.alineas:
            yield _make(Operation.REPEAL, target, article, through, unit=Unit.ARTICLE)
        else:
            yield _make(operation, target, article, through, unit=Unit.ARTICLE, new=_text_of(made))
    code = targets[0].code if targets else made.frame.code
    for number, more in new.items():
        if number not in given and whole:
            operation = Operation.REWRITE if any(_lies_in(number, span) for span in spans) else Operation.CREATE
            yield _make(operation, Target(code), number, None, unit=Unit.ARTICLE, new=more.alineas, payload=more.span)


def _retitle(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """ "La section 3 est intitulée : « … »"."""
    for target, article, through in _each(targets):
        place = Place((*target.steps, Step(Unit.TITLE)))
        yield _make(Operation.REWRITE, target, article, through, place=place, unit=Unit.TITLE, new=_text_of(made))


def _edge_rewrite(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """ "Le début du premier alinéa est ainsi rédigé : « … »": up to where, the text itself tells."""
    position = Position.START if made.clause.side == "start" else Position.END
    text = tuple(filter(None, (_REST_UNCHANGED.sub("", words) for words in _text_of(made))))
    for target, article, through in _each(targets):
        yield _make(Operation.REWRITE, target, article, through, place=Place(target.steps, position), new=text)


_REST_UNCHANGED = re.compile(r"\s*(?:\.{3}|…)?\s*\(\s?le reste sans changement\s?\)\s*\.?\s*$", re.I)


def _again(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """ "Il est procédé au même remplacement à l'article D. 6"."""
    for clause in made.frame.again:
        yield from _VERBS[clause.verb](replace(made, clause=clause), targets)


def _lies_in(number: str, span: Numbers) -> bool:
    """Whether an article stands in a range that can't be counted out, "R. 121 à R. 121-4"."""
    ends = [numbering.from_source(canonical(end)).sort_key for end in (span.first, span.last or span.first)]
    return ends[0] <= numbering.from_source(number).sort_key <= ends[1]


def _gone(made: _Made, numbers: set[str], code: str | None) -> Iterator[Instruction]:
    """The articles of a rewritten section that its new text doesn't have any more."""
    for number in sorted(numbers, key=lambda text: numbering.from_source(text).sort_key):
        yield _make(Operation.REPEAL, Target(code), number, None, unit=Unit.ARTICLE)


def _rest(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    text = _text_of(made)
    for target, article, through in _each(targets):
        for anchor in made.clause.anchor:
            position = Position.REST if made.clause.side != "start" else Position.BEFORE
            place = Place(target.steps, position, anchor.words)
            operation = Operation.REPLACE if text else Operation.DELETE
            unit = made.clause.until or Unit.WORDS
            yield _make(
                operation, target, article, through, place=place, unit=unit, new=text, occurrences=anchor.occurrences
            )


def _listed(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """What stands alone below "Sont abrogés :", or below "… sont remplacés dans les dispositions suivantes :"."""
    if made.frame.pending:
        yield from _words(replace(made, clause=made.frame.pending), targets)
    elif made.frame.repealing:
        yield from _delete(made, targets)


def _delete(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    for target, article, through in _each(targets):
        if target.steps:
            yield _make(Operation.DELETE, target, article, through, unit=target.steps[-1].unit)
        else:
            unit = Unit.ARTICLE if article else Unit.SECTION if target.section else Unit.CODE
            yield _make(Operation.REPEAL, target, article, through, unit=unit)
    if made.covers and targets and not targets[0].number:
        for numbers in made.covers:
            for number, through in expand(numbers):
                yield _make(Operation.REPEAL, Target(targets[0].code), canonical(number), through, unit=Unit.ARTICLE)


def _renumber(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    bare = [
        Target(made.frame.code, n, aim.steps, aim.section)
        for aim in made.clause.becomes
        for n in aim.articles or (None,)
    ]
    news = list(merged(bare))
    if any(target.number and not target.steps for target in targets):
        olds = list(_each(targets))
        numbers = [article for _, article, _ in _each(news)]
        for (target, article, through), number in zip(olds, numbers, strict=False):  # what has no new number stays
            if number:
                yield _make(Operation.RENUMBER, target, article, through, unit=Unit.ARTICLE, new=(number,))
        return
    if len(news) == len(targets) > 1 and all(target.section and not target.steps for target in targets):
        for target, one in zip(targets, news, strict=True):
            yield _make(Operation.RENUMBER, target, None, None, unit=Unit.SECTION, new=one.section[-1:])
        return
    for target, article, through in _each(targets):
        labels = tuple(str(key) for new in news for key in (new.steps[-1].which if new.steps else new.section[-1:]))
        unit = target.steps[-1].unit if target.steps else Unit.SECTION
        yield _make(Operation.RENUMBER, target, article, through, unit=unit, new=labels)


def _heading(made: _Made, targets: Sequence[Target]) -> Iterator[Instruction]:
    """ "est ainsi modifié :" right above a new text gives that text."""
    if made.alineas or made.new.articles:
        yield from _rewrite(made, targets)


_VERBS = {
    "replace": _words,
    "replace_by_units": _words,
    "delete_words": _words,
    "insert_words": _insert_words,
    "insert_units": _insert_units,
    "complete": _complete,
    "preceded": _complete,
    "rewrite": _rewrite,
    "rest": _rest,
    "delete": _delete,
    "listed": _listed,
    "renumber": _renumber,
    "heading": _heading,
    "retitle": _retitle,
    "edge_rewrite": _edge_rewrite,
    "again": _again,
}
