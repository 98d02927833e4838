"""What the grammar found, as values: places, chains such as "la première phrase du II de l'article D. 5", what comes.

A chain is read from its widest group to its narrowest. Each of these values is what the words themselves say; what they
leave unsaid is for `resolving`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lark import Token, Tree

from cpp_versions.amendments.values import Step, Unit

__all__ = [
    "ANY_CODE",
    "Aim",
    "Numbers",
    "Quoted",
    "Units",
    "aims_in",
    "places_in",
    "quoted_in",
    "tokens_of",
    "trees_of",
    "units_in",
]


ANY_CODE = "*"
"""The code of "dans toutes les dispositions réglementaires en vigueur": whichever."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """One article, or a range of them (`last` is then its end, as the act prints it)."""

    first: str
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """What a chain such as "la première phrase du II de l'article D. 5 du même code" names; empty parts are unsaid.

    `steps` go from the widest to the narrowest. `code` is a title as printed, "=" for the code named before, or "=text"
    for the law or decree named before; `same` tells that a level was named by "cet", "le même" or alone ("l'alinéa").
    `edge` is start or end.
    """

    articles: tuple[Numbers, ...] = ()
    steps: tuple[Step, ...] = ()
    section: tuple[str, ...] = ()
    code: str | None = None
    same: tuple[Unit, ...] = ()
    edge: str | None = None
    all: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, where in the sentence, and which occurrences of them are meant (all: none)."""

    words: str
    span: tuple[int, int]
    occurrences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """What comes: `count` alinéas or sentences, items with labels, articles with numbers, a section with its title."""

    unit: Unit
    count: int | None = None
    labels: tuple[str, ...] = ()
    articles: tuple[Numbers, ...] = ()
    section: str | None = None
    title: str | None = None


def trees_of(tree: Tree[Token], *names: str) -> list[Tree[Token]]:
    """The subtrees of these rules right below a tree."""
    return [child for child in tree.children if isinstance(child, Tree) and child.data in names]


def tokens_of(tree: Tree[Token], *kinds: str) -> list[Token]:
    """The tokens of these classes right below a tree."""
    return [child for child in tree.children if isinstance(child, Token) and child.type in kinds]


def _span(token: Token) -> tuple[int, int]:
    return (token.start_pos or 0, token.end_pos or 0)


def _text(token: Token) -> str:
    return str(token.value)


def quoted_in(words: Tree[Token]) -> Iterator[Quoted]:
    for part in words.children:
        if not isinstance(part, Tree):
            continue
        if part.data == "reference":  # no quotation: the words are those of the act, filled in by who has them
            chain = trees_of(part, "chain")[0]
            yield Quoted("", (chain.meta.start_pos, chain.meta.end_pos))
            continue
        token = tokens_of(part, "QUOTE", "PUNCTUATION")[-1]
        which: list[int] = []
        for ordinals in trees_of(part, "ordinals"):
            which += [key for key in _counted(ordinals)[0] if isinstance(key, int)]
        yield Quoted(_text(token), _span(token), tuple(which))


def places_in(tree: Tree[Token]) -> tuple[Aim, ...]:
    """The places named by "à …", those said one inside another ("à l'article D. 5, au premier alinéa") put together."""
    found: list[Aim] = []
    for number, places in enumerate(trees_of(tree, "places")):
        narrow, found = (found, []) if number else ([], found)
        joined = False
        told = [_at(part) for part in places.children if isinstance(part, Tree)]
        # "au 1°, au a du 2° et au dernier alinéa de l'article D. 5": a list, of which the last says whose they are
        listed = len(told) > 1 and any(aim.articles for aim in told[-1]) and not any(aim.articles for aim in told[0])
        for part in places.children:
            if isinstance(part, Token):
                joined = part.type == "ET"
                continue
            for aim in _at(part):
                last = found[-1] if found else None
                inside = not joined and not aim.articles and aim.code is None and not listed
                if last and aim == Aim(edge=aim.edge) and aim.edge:
                    found[-1] = replace(last, edge=aim.edge)
                elif last and inside and (last.articles or last.steps) and _narrower(aim, last):
                    found[-1] = replace(last, steps=last.steps + aim.steps, edge=aim.edge or last.edge)
                else:
                    found.append(aim)
            joined = False
        if narrow and all(aim.articles for aim in found) and not any(aim.articles or aim.section for aim in narrow):
            # "au 2°, le mot : « a » est supprimé à l'article D. 5": the 2° of that article
            found = [replace(wide, steps=wide.steps + aim.steps, edge=aim.edge) for wide in found for aim in narrow]
        else:
            found = narrow + found
    return tuple(_shared(found))


_WIDTHS = (Unit.PART, Unit.ITEM, Unit.LETTER, Unit.DASH, Unit.ALINEA, Unit.SENTENCE)


def _narrower(aim: Aim, last: Aim) -> bool:
    """Whether a place can be inside the one named before it: "au premier alinéa, à la première phrase"."""
    if not aim.steps or not last.steps:
        return True
    inner, outer = aim.steps[0].unit, last.steps[-1].unit
    if inner not in _WIDTHS or outer not in _WIDTHS or outer is Unit.ALINEA:
        return inner is not Unit.ALINEA
    return _WIDTHS.index(inner) > _WIDTHS.index(outer) or (inner is outer is Unit.PART)


def _shared(aims: list[Aim]) -> Iterator[Aim]:
    """ "Au premier alinéa et au 3° de l'article D. 5": what the last one names, the ones before it mean too."""
    following: Aim | None = None
    found = []
    for aim in reversed(aims):
        if following and not aim.articles and not aim.section and aim.steps and following.articles:
            steps = _above(aim.steps[0], following.steps) + aim.steps
            aim = replace(aim, articles=following.articles, steps=steps, code=aim.code or following.code)
        elif following and (aim.articles or aim.section) and aim.code is None:
            aim = replace(aim, code=following.code)
        found.append(aim)
        following = aim
    yield from reversed(found)


def _above(step: Step, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """ "Au a et au premier alinéa du b du 2° de l'article D. 5": the a is in the 2° too."""
    if step.unit not in (Unit.ITEM, Unit.LETTER):
        return ()
    ranks = [rank for rank, other in enumerate(steps) if other.unit is step.unit]
    return steps[: ranks[0]] if ranks else ()


def _at(tree: Tree[Token]) -> list[Aim]:
    edges = tokens_of(tree, "EDGE")
    edge = str(edges[0].value) if edges else None
    chains = trees_of(tree, "chain")
    if not chains:
        if tokens_of(tree, "DISPOSITIONS") and tree.data == "at_all":
            return [Aim(code=ANY_CODE, all=True)]
        return [] if tree.data == "at_list" else [Aim(edge=edge, all=tree.data == "at_all")]
    return [replace(aim, edge=edge, all=tree.data == "at_all") for aim in aims_in(chains[0])]


# ------------------------------------------------------------------------------------------------------------ chains
def aims_in(tree: Tree[Token]) -> list[Aim]:
    """All that a chain names, read from its widest group to its narrowest."""
    done: list[Aim] = []
    bases: list[Aim] = [Aim()]
    outer: list[Aim] = bases
    for group in reversed(trees_of(tree, "group")):
        shared: list[Aim] = []
        alone: list[Aim] = []
        first = True
        repeated = True
        last_section = ""
        last_of_group = group.children[-1]
        named: list[Aim] | None = None
        inner = _last_is_inside(group)
        for part in group.children:
            if isinstance(part, Token):
                repeated = part.type == "DE"
                continue
            if inner and part is not last_of_group:
                # "4° du IV et 4° du V de l'article D. 5": the IV isn't one of the V
                shared += _locate(part, outer)
                first, repeated = False, False
                continue
            if last_section and not repeated and trees_of(part, "parts"):
                aims = [
                    replace(base, section=(*base.section, f"{last_section} {_text(token)}"))
                    for base in bases
                    for label in trees_of(trees_of(part, "parts")[0], "label_part")
                    for token in label.children
                    if isinstance(token, Token) and token.type == "ROMAN"
                ]
            else:
                aims = list(_locate(part, bases))
            sections = trees_of(part, "sections") if part.data != "sections" else [part]
            last_section = (
                str(tokens_of(sections[0], "SECTION")[0].value)
                if sections and tokens_of(sections[0], "SECTION")
                else ""
            )
            if part is not last_of_group:  # "le premier alinéa et le a du 3°": the alinéa isn't one of the 3°
                aims = [_out_of_items(aim) for aim in aims]
            # "la première phrase du premier alinéa et le 3° de …": the 3° is on its own; "du 1° et du 2°": both
            # and "des articles D. 5 et D. 6" names both for what stands before
            goes_on = named is not None and part.data == "bare_articles" and not repeated
            into = named if goes_on and named is not None else shared if first or repeated else alone
            into += aims
            named = into if part.data in ("articles", "bare_articles") else None
            first, repeated = False, False
        if not inner:
            outer = bases
        if group is trees_of(tree, "group")[0]:
            bases = shared + alone
        else:
            bases, done = shared, alone + done
    return list(_shared(bases + done))


def _last_is_inside(group: Tree[Token]) -> bool:
    """Whether a group such as "IV et 4°" ends with what belongs to the group after it: "4° du IV et 4° du V"."""
    parts = [part for part in group.children if isinstance(part, Tree)]
    units = [_steps(part)[0].unit if _steps(part) else None for part in parts]
    if len(parts) != 2 or units[0] not in _WIDTHS or units[1] not in _WIDTHS:
        return False
    tokens = [part for part in group.children if isinstance(part, Token) and part.type == "DE"]
    return not tokens and _WIDTHS.index(units[1]) > _WIDTHS.index(units[0])


def _out_of_items(aim: Aim) -> Aim:
    """An alinéa taken out of the item that only what is named after it belongs to."""
    steps = aim.steps
    while len(steps) > 1 and steps[-1].unit is Unit.ALINEA and steps[-2].unit in (Unit.ITEM, Unit.LETTER):
        steps = (*steps[:-2], steps[-1])
    return replace(aim, steps=steps)


def _locate(tree: Tree[Token], bases: list[Aim]) -> Iterator[Aim]:
    """One locator, on each of the wider ones."""
    name = str(tree.data)
    for base in bases:
        if name in ("articles", "bare_articles", "article_first"):
            numbers = tuple(_numbers(tree))
            yield (
                Aim(numbers, code=base.code, section=base.section)
                if not base.articles
                else Aim(numbers, code=base.code)
            )
        elif name == "sections" or (name == "named" and trees_of(tree, "sections")):
            for label in _sections(tree if name == "sections" else trees_of(tree, "sections")[0]):
                yield replace(base, section=(*base.section, label))
        elif name == "code":
            yield replace(base, code=_text(tokens_of(tree, "CODEREF")[0]))
        elif name == "same_code":
            yield replace(base, code="=" if "code" in _text(tokens_of(tree, "SAMECODE")[0]).lower() else "=text")
        elif name == "same":
            units = tokens_of(tree, "UNIT", "ARTICLE", "SOLE", "SECTION", "CETTE")
            kind = units[0] if units else None
            unit = Unit(str(kind.value)) if kind is not None and kind.type in ("UNIT", "SOLE") else Unit.ARTICLE
            yield replace(base, same=(*base.same, unit))
        else:
            for step in _steps(tree):
                yield replace(base, steps=(*base.steps, step))


def _steps(tree: Tree[Token]) -> list[Step]:
    name = str(tree.data)
    if name in ("counted", "counted_after"):
        unit = Unit(str(tokens_of(tree, "UNIT")[0].value))
        ordinals = trees_of(tree, "ordinals")
        if ordinals:
            which, through = _counted(ordinals[0])
        else:
            which, through = (_arabic(tokens_of(tree, "CARD", "ROMAN")[0]),), False
        return [Step(unit, which, through)]
    if name == "counted_paragraphs":
        which, through = _counted(trees_of(tree, "ordinals")[0])
        return [Step(Unit.ALINEA, which, through)]
    if name == "sole":
        token = tokens_of(tree, "SOLE", "INTITULE")[0]
        return [Step(Unit.TITLE if token.type == "INTITULE" else Unit(str(token.value)))]
    if name == "parts_of" or (name == "named" and trees_of(tree, "parts")) or name == "parts":
        return [_labels(trees_of(tree, "parts")[0] if name != "parts" else tree, Unit.PART)]
    if name == "items":
        return [_labels(trees_of(tree, "items")[0] if trees_of(tree, "items") else tree, Unit.ITEM)]
    if name == "named" and trees_of(tree, "letters"):
        return [_labels(trees_of(tree, "letters")[0], Unit.LETTER)]
    return []


def _labels(tree: Tree[Token], unit: Unit) -> Step:
    which: list[str] = []
    through = False
    for part in trees_of(tree, "label_item", "label_letter", "label_part"):
        labels = tokens_of(part, "ITEM", "LETTER", "ROMAN", "CAPITAL")
        which += [_text(token) for token in labels]
        through = through or len(labels) == 2
    if through and len(which) > 2:  # "1° à 3° et 5°": counted out, as far as whole numbers go
        which, through = _spread(tree), False
    return Step(unit, tuple(which), through)


def _spread(tree: Tree[Token]) -> list[str]:
    found: list[str] = []
    for part in trees_of(tree, "label_item", "label_letter", "label_part"):
        labels = [_text(token) for token in tokens_of(part, "ITEM", "LETTER", "ROMAN", "CAPITAL")]
        if len(labels) == 2 and labels[0].rstrip("°").isdigit() and labels[1].rstrip("°").isdigit():
            first, last = (int(label.rstrip("°")) for label in labels)
            found += [f"{number}°" for number in range(first, min(last, first + 100) + 1)]
        elif len(labels) == 2 and len(labels[0]) == len(labels[1]) == 1:
            found += [chr(code) for code in range(ord(labels[0]), ord(labels[1]) + 1)]
        else:
            found += labels
    return found


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def _arabic(token: Token) -> int:
    if isinstance(token.value, int):
        return int(token.value)
    values = [_ROMAN_VALUES.get(char, 0) for char in str(token.value)]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True)) or 1


def _number(token: Token) -> int:
    value: Any = token.value
    if isinstance(value, int):
        return value
    found = re.match(r"\d+", str(value))
    return int(found.group()) if found else 1


def _counted(tree: Tree[Token]) -> tuple[tuple[int, ...], bool]:
    """The numbers of ordinals, and whether two of them are the ends of a range."""
    which: list[int] = []
    through = False
    for part in tree.children:
        if not isinstance(part, Tree):
            continue
        numbers = [_number(token) for token in tokens_of(part, "ORD", "NUMBER", "CARD")]
        if part.data in ("several", "several_after"):
            count, edge = numbers if part.data == "several" else reversed(numbers)
            if edge == -1:
                which += range(-min(count, 50), 0)
            elif edge == 1:
                which += range(1, min(count, 50) + 1)
            else:
                which.append(edge)
        elif part.data == "span" and numbers[0] > 0 and numbers[1] > 0:
            which += range(numbers[0], min(numbers[1], numbers[0] + 200) + 1)
        elif part.data == "span":
            which, through = numbers, True
        else:
            which += numbers
    return tuple(which), through


def _numbers(tree: Tree[Token]) -> Iterator[Numbers]:
    for arts in trees_of(tree, "arts", "known_arts"):
        for art in trees_of(arts, "art", "known_art"):
            tokens = [_text(token).replace(" ", "-") for token in tokens_of(art, "ART", "NUMBER")]
            yield Numbers(tokens[0], tokens[1] if len(tokens) > 1 else None)
    for ordinals in trees_of(tree, "ordinals"):
        for key in _counted(ordinals)[0]:
            yield Numbers("1er" if key == 1 else str(key))


def _sections(tree: Tree[Token]) -> Iterator[str]:
    kinds = tokens_of(tree, "SECTION", "PARAGRAPHE")
    kind = str(kinds[0].value) or "paragraphe"
    labels = trees_of(tree, "section_label")
    if not labels:
        yield f"{kind} {_number(tokens_of(tree, 'ORD')[0])}"
    for label in labels:
        tokens = tokens_of(label, "NUMBER", "ROMAN", "ORD", "CAPITAL", "OPENING")
        if len(tokens) == 2 and all(_text(token).isdigit() for token in tokens):
            first, last = (int(_text(token)) for token in tokens)
            yield from (f"{kind} {number}" for number in range(first, min(last, first + 50) + 1))
        else:
            yield from (f"{kind} {_text(token)}" for token in tokens)


# ------------------------------------------------------------------------------------------------------------- units
_COUNTED = {"new_counted", "new_some", "new_ordinal", "new_counted_first"}
_LABELLED = {
    "new_items": (Unit.ITEM, "items"),
    "new_letters": (Unit.LETTER, "letters"),
    "new_parts": (Unit.PART, "parts"),
}


def _each_unit(tree: Tree[Token]) -> Iterator[Units]:
    for part in tree.children:
        if not isinstance(part, Tree) or part.data == "tail":
            continue
        name = str(part.data)
        cards = [_number(token) for token in tokens_of(part, "CARD")]
        count = cards[0] if cards else None
        if name in _COUNTED:
            unit = Unit(str(tokens_of(part, "UNIT")[0].value))
            yield Units(unit, count or (1 if name != "new_some" else None))
        elif name in _LABELLED:
            unit, labels = _LABELLED[name]
            step = _labels(trees_of(part, labels)[0], unit)
            yield Units(unit, count, tuple(str(key) for key in step.which))
        elif name == "new_paragraph":
            yield Units(Unit.ALINEA, count)
        elif name == "new_articles":
            yield Units(Unit.ARTICLE, count, articles=tuple(_numbers(part)))
        elif name == "new_article":
            yield Units(Unit.ARTICLE, count)
        elif name == "new_title":
            titles = tokens_of(part, "QUOTE")
            yield Units(Unit.TITLE, title=_text(titles[0]) if titles else None)
        elif name == "new_table":
            yield Units(Unit(str(tokens_of(part, "SOLE")[0].value)), count)
        elif name == "new_text":
            yield Units(Unit.ALINEA, None)
        elif name == "unit":  # a section
            yield from _new_section(trees_of(part, "new_section")[0])


def units_in(tree: Tree[Token]) -> list[Units]:
    """What comes, of a clause."""
    return _joined([unit for part in trees_of(tree, "units") for unit in _each_unit(part)])


def _joined(units: list[Units]) -> list[Units]:
    """ "une section 4 comprenant les articles D. 1 et D. 2": both are the section's."""
    found: list[Units] = []
    for unit in units:
        last = found[-1] if found else None
        if last and last.unit is Unit.SECTION and last.articles and unit.unit is Unit.ARTICLE and unit.count is None:
            found[-1] = replace(last, articles=last.articles + unit.articles)
        else:
            found.append(unit)
    return found


def _new_section(tree: Tree[Token]) -> Iterator[Units]:
    kinds = tokens_of(tree, "SECTION", "PARAGRAPHE")
    kind = str(kinds[0].value) or "paragraphe"
    labels = [
        _text(token) for part in trees_of(tree, "section_label") for token in part.children if isinstance(token, Token)
    ]
    labels += [str(_number(token)) for token in tokens_of(tree, "ORD")]
    titles = tokens_of(tree, "QUOTE")
    yield Units(
        Unit.SECTION,
        articles=tuple(_numbers(tree)),
        section=" ".join([kind, *labels[:1]]),
        title=_text(titles[0]) if titles else None,
    )
