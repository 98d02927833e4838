"""Sentences of an amending act as clauses: what the grammar found, as values, before anything is inherited or paid in.

    Au premier alinéa, le mot : « a » est remplacé par le mot : « b » et le dernier alinéa est supprimé.

is two clauses. A clause names what its own words name: `aims` (articles, sections, a code, and steps inside them), the
words quoted, the units that come. What it leaves unsaid ("il est complété par …") is for `reading` to find in the lines
above. A sentence that the grammar doesn't take gives None: nothing of it is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer

from cpp_versions.amendments.lexis import Lexeme, Lexicon
from cpp_versions.amendments.values import Step, Unit

__all__ = ["Aim", "Clause", "Numbers", "Quoted", "Sentence", "Units", "read_sentence"]

LONGEST_SENTENCE = 12000
MOST_TOKENS = 700
_PARSER = "legistique.lark"


@dataclass(frozen=True, slots=True)
class Numbers:
    """One article, or a range of them (`last` is then its end, as the act prints it)."""

    first: str
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """What a chain such as "la première phrase du II de l'article D. 5 du même code" names; empty parts are unsaid.

    `steps` go from the widest to the narrowest. `code` is a title as printed, or "=" for the code named before; `same`
    tells that a level was named by "cet", "le même" or alone ("l'alinéa"). `edge` is start or end.
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


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: `verb` is the rule of the grammar that read it, `span` its place in the sentence.

    `places` stand before or after the verb ("au premier alinéa, …"), `subjects` what the verb is said of: None where
    words alone are changed, empty for "il" and "elle".
    """

    verb: str
    span: tuple[int, int]
    places: tuple[Aim, ...] = ()
    subjects: tuple[Aim, ...] | None = None
    beside: tuple[Aim, ...] = ()
    side: str | None = None
    anchor: tuple[Quoted, ...] = ()
    old: tuple[Quoted, ...] = ()
    new: tuple[Quoted, ...] = ()
    units: tuple[Units, ...] = ()
    payload: tuple[Quoted, ...] = ()
    every: bool = False
    notably: bool = False
    repealed: bool = False
    restored: bool = False
    becomes: tuple[Aim, ...] = ()
    until: Unit | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The clauses of a sentence; `since` where it begins with "à compter du …"; `conditions` as quoted.

    `brackets` are the articles named in brackets, after a section: "la section 9 (articles D. 147-6 à D. 147-30)".
    """

    clauses: tuple[Clause, ...]
    since: date | None = None
    conditions: tuple[str, ...] = ()
    colon: bool = False
    brackets: tuple[Numbers, ...] = ()


class _Row(Lexer):
    """Gives lark the classes of tokens; the value of each is its place in the row."""

    def __init__(self, _conf: Any) -> None:
        pass

    def lex(self, data: Iterable[str]) -> Iterator[Token]:  # type: ignore[override]
        for place, kind in enumerate(data):
            yield Token(kind, place, start_pos=place, end_pos=place + 1)


@cache
def _grammar() -> Lark:
    text = resources.files("cpp_versions.amendments").joinpath(_PARSER).read_text(encoding="utf-8")
    return Lark(text, parser="earley", lexer=_Row, propagate_positions=True, maybe_placeholders=False)


def read_sentence(text: str, lexicon: Lexicon) -> Sentence | None:
    """The clauses of a sentence; None where the grammar doesn't take it.

    A sentence that isn't taken is tried again without the asides that hold no quotation (", tel qu'il résulte du décret
    n° …,"): they are kept as `conditions`.
    """
    if len(text) > LONGEST_SENTENCE:
        return None
    tokens = lexicon.tokens(text)
    if not tokens or len(tokens) > MOST_TOKENS:
        return None
    colon = tokens[-1].kind == "COLON"
    tree = _tree(tokens)
    asides: tuple[str, ...] = ()
    if tree is None and any(token.kind == "WORD" for token in tokens):
        kept, asides = _without_asides(tokens, text)
        tree = _tree(kept) if asides else None
    if tree is None:
        return None
    since = next((token.value for token in tokens if token.kind == "FROMDATE"), None)
    children = [child for child in tree.children if isinstance(child, Tree)]
    clauses = tuple(_told(clause, text) for child in children for clause in _clauses(child))
    told = tuple(str(token.value) for token in tokens if token.kind == "CONFORM" and not _of_the_act(str(token.value)))
    return Sentence(clauses, since if isinstance(since, date) else None, asides + told, colon, _brackets(text, lexicon))


_BRACKETS = re.compile(r"\((?:art\.|articles?)\s([^()]{1,200})\)", re.I)


def _brackets(text: str, lexicon: Lexicon) -> tuple[Numbers, ...]:
    found: list[Numbers] = []
    for bracket in _BRACKETS.finditer(text):
        previous = ""
        for token in lexicon.tokens(bracket[1]):
            if token.kind == "ART" and previous == "A" and found:
                found[-1] = Numbers(found[-1].first, str(token.value))
            elif token.kind == "ART":
                found.append(Numbers(str(token.value)))
            previous = token.kind
    return tuple(found)


def _told(clause: Clause, text: str) -> Clause:
    """ "la référence à l'article 706-71": the words of an unquoted reference are taken from the sentence."""

    def filled(all_: tuple[Quoted, ...]) -> tuple[Quoted, ...]:
        return tuple(q if q.words else replace(q, words=text[q.span[0] : q.span[1]]) for q in all_)

    return replace(clause, old=filled(clause.old), new=filled(clause.new), anchor=filled(clause.anchor))


def _of_the_act(words: str) -> bool:
    """ "conformément aux dispositions des articles 2 à 8 du présent décret" sets no condition."""
    return "présent" in words or "present" in words


def _tree(tokens: list[Lexeme]) -> Tree[Token] | None:
    if any(token.kind in ("WORD", "PAREN") for token in tokens):
        return None
    shape = _shape(tuple(token.kind for token in tokens))
    return _filled(shape, tokens) if shape is not None else None


@lru_cache(maxsize=8192)
def _shape(kinds: tuple[str, ...]) -> Tree[Token] | None:
    """The tree of a row of classes: sentences of one form are parsed once."""
    try:
        return _grammar().parse(kinds)
    except UnexpectedInput:
        return None


def _filled(shape: Tree[Token], tokens: list[Lexeme]) -> Tree[Token]:
    """The tree with the tokens of a sentence in their places; its positions are those of the sentence."""
    children: list[Tree[Token] | Token] = []
    for child in shape.children:
        if isinstance(child, Token):
            token = tokens[int(child.value)]
            children.append(Token(token.kind, token.value, start_pos=token.start, end_pos=token.end))
        else:
            children.append(_filled(child, tokens))
    filled = Tree(shape.data, children)
    if not shape.meta.empty:
        filled.meta.empty = False
        filled.meta.start_pos = tokens[shape.meta.start_pos].start
        filled.meta.end_pos = tokens[shape.meta.end_pos - 1].end
    return filled


def _without_asides(tokens: list[Lexeme], text: str) -> tuple[list[Lexeme], tuple[str, ...]]:
    """The tokens without the stretches between commas that hold an unknown word and no quotation."""
    stretches: list[list[Lexeme]] = [[]]
    for token in tokens:
        if token.kind == "COMMA":
            stretches.append([])
        else:
            stretches[-1].append(token)
    kept: list[Lexeme] = []
    asides = []
    for number, stretch in enumerate(stretches):
        unknown = any(token.kind == "WORD" for token in stretch)
        whole = any(
            token.kind in ("QUOTE", "REMPLACE", "SUPPRIME", "INSERE", "COMPLETE", "REDIGE") for token in stretch
        )
        if unknown and not whole and len(stretches) > 1 and stretch[-1].kind not in ("COLON", "DOT", "SEMI"):
            asides.append(text[stretch[0].start : stretch[-1].end])
            continue
        if kept and number and stretch:
            kept.append(Lexeme("COMMA", ",", stretch[0].start, stretch[0].start))
        kept += stretch
    return kept, tuple(asides)


# ---------------------------------------------------------------------------------------------------- from the tree
def _trees(tree: Tree[Token], *names: str) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree) and child.data in names]


def _tokens(tree: Tree[Token], *kinds: str) -> list[Token]:
    return [child for child in tree.children if isinstance(child, Token) and child.type in kinds]


def _clauses(tree: Tree[Token]) -> Iterator[Clause]:
    """The clauses of one statement: one, but where several places have words before one verb."""
    if tree.data == "places":  # alone, below "… sont remplacés dans les dispositions suivantes :"
        yield Clause("listed", (tree.meta.start_pos, tree.meta.end_pos), _places(Tree("statement", [tree])))
        return
    flat = _flat(tree)
    if flat.data != "paired":
        yield _clause(tree)
        return
    span = (tree.meta.start_pos, tree.meta.end_pos)
    lists = [tuple(_quoted(words)) for words in _trees(flat, "words")]
    new = lists[1] if _tokens(flat, "REMPLACE") else ()
    verb = "replace" if new else "delete_words"
    yield Clause(verb, span, _places(flat), old=lists[0], new=new)
    for pair in _trees(flat, "pair"):
        yield Clause(verb, span, _places(pair), old=tuple(_quoted(_trees(pair, "words")[0])), new=new)


def _flat(tree: Tree[Token]) -> Tree[Token]:
    """A clause with what stands before it, "Au premier alinéa, l'article …", among its parts."""
    while tree.data in ("statement", "said", "elided"):
        inner = next(child for child in reversed(tree.children) if isinstance(child, Tree))
        before = [child for child in tree.children if child is not inner]
        flat = Tree(inner.data, [*before, *inner.children])
        flat.meta.empty, flat.meta.start_pos, flat.meta.end_pos = False, tree.meta.start_pos, tree.meta.end_pos
        tree = flat
    return tree


def _clause(tree: Tree[Token]) -> Clause:
    tree = _flat(tree)
    verb = str(tree.data)
    span = (tree.meta.start_pos, tree.meta.end_pos) if not tree.meta.empty else (0, 0)
    wordlists = [tuple(_quoted(words)) for words in _trees(tree, "words")]
    anchors = _trees(tree, "anchor")
    beside = _trees(tree, "beside")
    chains = _trees(tree, "chain")
    subjects = _trees(tree, "subject")
    units = _whole([unit for part in _trees(tree, "units") for unit in _units(part)])
    payload = [
        Quoted(_text(token), _span(token))
        for part in [*_trees(tree, "units"), tree]
        for token in _tokens(part, "QUOTE")
    ]
    repealed = any(token.value == "repealed" for token in _tokens(tree, "SUPPRIME"))
    restored = bool(_tokens(tree, "RETABLI")) or any(_tokens(part, "RETABLI") for part in _trees(tree, "inserted"))
    clause = Clause(
        verb,
        span,
        places=_places(tree),
        units=tuple(units),
        payload=tuple(payload),
        every=bool(_trees(tree, "every")),
        notably=bool(_tokens(tree, "NOTABLY")),
        repealed=repealed,
        restored=restored,
    )
    if anchors:
        side = _tokens(anchors[0], "APRES", "ENTRE")[0].value
        clause = replace(clause, anchor=tuple(_quoted(_trees(anchors[0], "words")[0])), side=str(side))
    if beside:
        side = _tokens(beside[0], "APRES", "ENTRE")[0].value
        near = tuple(_chain(_trees(beside[0], "chain")[0]))
        clause = replace(clause, beside=near[:1] if _tokens(beside[0], "ENTRE") else near, side=str(side))
    if verb in ("replace", "elliptic", "corrigendum", "substitute"):
        old, new = wordlists
        if verb == "substitute" and isinstance(tree.children[0], Tree) and tree.children[0].data == "words":
            old, new = new, old
        return replace(clause, verb="replace", old=old, new=new)
    if verb in ("replace_by_units", "delete_words"):
        return replace(clause, old=wordlists[0])
    if verb in ("insert_words", "complete", "rewrite", "rest", "preceded") and wordlists:
        clause = replace(clause, new=wordlists[0])
    if subjects:
        found = [aim for part in subjects for chain in _trees(part, "chain") for aim in _chain(chain)]
        clause = replace(clause, subjects=tuple(found))
    elif verb in ("complete", "preceded", "rewrite", "delete", "heading", "renumber") and len(chains) == (
        verb == "renumber"
    ):
        clause = replace(clause, subjects=())  # "… et est ainsi modifié"
    elif verb == "unchanged":
        edges = _tokens(tree, "EDGE")
        found = [replace(aim, edge=str(edges[0].value) if edges else None) for aim in _chain(chains[0])]
        clause = replace(clause, subjects=tuple(found))
    elif chains and verb != "rest":
        clause = replace(clause, subjects=tuple(aim for aim in _chain(chains[0])))
    elif verb == "rest" and chains:
        clause = _end_of(clause, _chain(chains[0]))
    if verb == "renumber":
        clause = replace(clause, becomes=tuple(_chain(chains[-1])))
    if verb == "rest" and _tokens(tree, "EDGE"):
        clause = replace(clause, side=str(_tokens(tree, "EDGE")[0].value))
    return clause


def _end_of(clause: Clause, aims: list[Aim]) -> Clause:
    """ "la fin de la première phrase", "la fin de l'alinéa": inside the place named before."""
    places = list(clause.places)
    for aim in aims:
        if aim.articles or not places:
            places += [aim] if aim.articles or aim.steps else []
        else:
            places = [replace(place, steps=place.steps + aim.steps) for place in places]
    until = next((unit for aim in aims for unit in aim.same if unit in (Unit.SENTENCE, Unit.ALINEA)), None)
    return replace(clause, places=tuple(places), until=until)


def _span(token: Token) -> tuple[int, int]:
    return (token.start_pos or 0, token.end_pos or 0)


def _text(token: Token) -> str:
    return str(token.value)


def _quoted(words: Tree[Token]) -> Iterator[Quoted]:
    for part in words.children:
        if not isinstance(part, Tree):
            continue
        if part.data == "reference":  # no quotation: the words are those of the act, filled in by who has them
            chain = _trees(part, "chain")[0]
            yield Quoted("", (chain.meta.start_pos, chain.meta.end_pos))
            continue
        token = _tokens(part, "QUOTE", "PUNCTUATION")[-1]
        which: list[int] = []
        for ordinals in _trees(part, "ordinals"):
            which += [key for key in _counted(ordinals)[0] if isinstance(key, int)]
        yield Quoted(_text(token), _span(token), tuple(which))


def _places(tree: Tree[Token]) -> tuple[Aim, ...]:
    """The places named by "à …", those said one inside another ("à l'article D. 5, au premier alinéa") put together."""
    found: list[Aim] = []
    for places in _trees(tree, "places"):
        joined = False
        for part in places.children:
            if isinstance(part, Token):
                joined = part.type == "ET"
                continue
            for aim in _at(part):
                last = found[-1] if found else None
                if last and aim == Aim(edge=aim.edge) and aim.edge:
                    found[-1] = replace(last, edge=aim.edge)
                elif last and not joined and not aim.articles and aim.code is None and (last.articles or last.steps):
                    found[-1] = replace(last, steps=last.steps + aim.steps, edge=aim.edge or last.edge)
                else:
                    found.append(aim)
            joined = False
    return tuple(_shared(found))


def _shared(aims: list[Aim]) -> Iterator[Aim]:
    """ "Au premier alinéa et au 3° de l'article D. 5": what the last one names, the ones before it mean too."""
    following: Aim | None = None
    found = []
    for aim in reversed(aims):
        if following and not aim.articles and not aim.section and aim.steps and following.articles:
            aim = replace(aim, articles=following.articles, code=aim.code or following.code)
        elif following and (aim.articles or aim.section) and aim.code is None:
            aim = replace(aim, code=following.code)
        found.append(aim)
        following = aim
    yield from reversed(found)


def _at(tree: Tree[Token]) -> list[Aim]:
    edges = _tokens(tree, "EDGE")
    edge = str(edges[0].value) if edges else None
    chains = _trees(tree, "chain")
    if not chains:
        return [] if tree.data == "at_list" else [Aim(edge=edge, all=tree.data == "at_all")]
    return [replace(aim, edge=edge, all=tree.data == "at_all") for aim in _chain(chains[0])]


# ------------------------------------------------------------------------------------------------------------ chains
def _chain(tree: Tree[Token]) -> list[Aim]:
    """All that a chain names, read from its widest group to its narrowest."""
    done: list[Aim] = []
    bases: list[Aim] = [Aim()]
    for group in reversed(_trees(tree, "group")):
        shared: list[Aim] = []
        alone: list[Aim] = []
        first = True
        repeated = True
        last_section = ""
        last_of_group = group.children[-1]
        for part in group.children:
            if isinstance(part, Token):
                repeated = part.type == "DE"
                continue
            if last_section and not repeated and _trees(part, "parts"):
                aims = [
                    replace(base, section=(*base.section, f"{last_section} {_text(token)}"))
                    for base in bases
                    for label in _trees(_trees(part, "parts")[0], "label_part")
                    for token in label.children
                    if isinstance(token, Token) and token.type == "ROMAN"
                ]
            else:
                aims = list(_locate(part, bases))
            sections = _trees(part, "sections") if part.data != "sections" else [part]
            last_section = (
                str(_tokens(sections[0], "SECTION")[0].value) if sections and _tokens(sections[0], "SECTION") else ""
            )
            if part is not last_of_group:  # "le premier alinéa et le a du 3°": the alinéa isn't one of the 3°
                aims = [_out_of_items(aim) for aim in aims]
            # "la première phrase du premier alinéa et le 3° de …": the 3° is on its own; "du 1° et du 2°": both
            if first or repeated:
                shared += aims
            else:
                alone += aims
            first, repeated = False, False
        if group is _trees(tree, "group")[0]:
            bases = shared + alone
        else:
            bases, done = shared, alone + done
    return list(_shared(bases + done))


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
        elif name == "sections" or (name == "locator" and _trees(tree, "sections")):
            for label in _sections(tree if name == "sections" else _trees(tree, "sections")[0]):
                yield replace(base, section=(*base.section, label))
        elif name == "code":
            yield replace(base, code=_text(_tokens(tree, "CODEREF")[0]))
        elif name == "same_code":
            yield replace(base, code="=")
        elif name == "same":
            units = _tokens(tree, "UNIT", "ARTICLE", "SOLE", "SECTION", "CETTE")
            kind = units[0] if units else None
            unit = Unit(str(kind.value)) if kind is not None and kind.type in ("UNIT", "SOLE") else Unit.ARTICLE
            yield replace(base, same=(*base.same, unit))
        else:
            for step in _steps(tree):
                yield replace(base, steps=(*base.steps, step))


def _steps(tree: Tree[Token]) -> list[Step]:
    name = str(tree.data)
    if name in ("counted", "counted_after"):
        unit = Unit(str(_tokens(tree, "UNIT")[0].value))
        ordinals = _trees(tree, "ordinals")
        if ordinals:
            which, through = _counted(ordinals[0])
        else:
            which, through = (_arabic(_tokens(tree, "CARD", "ROMAN")[0]),), False
        return [Step(unit, which, through)]
    if name == "counted_paragraphs":
        which, through = _counted(_trees(tree, "ordinals")[0])
        return [Step(Unit.ALINEA, which, through)]
    if name == "sole":
        token = _tokens(tree, "SOLE", "INTITULE")[0]
        return [Step(Unit.TITLE if token.type == "INTITULE" else Unit(str(token.value)))]
    if name == "parts_of" or (name == "locator" and _trees(tree, "parts")) or name == "parts":
        return [_labels(_trees(tree, "parts")[0] if name != "parts" else tree, Unit.PART)]
    if name == "items":
        return [_labels(_trees(tree, "items")[0] if _trees(tree, "items") else tree, Unit.ITEM)]
    if name == "locator" and _trees(tree, "letters"):
        return [_labels(_trees(tree, "letters")[0], Unit.LETTER)]
    return []


def _labels(tree: Tree[Token], unit: Unit) -> Step:
    which: list[str] = []
    through = False
    for part in _trees(tree, "label_item", "label_letter", "label_part"):
        labels = _tokens(part, "ITEM", "LETTER", "ROMAN", "CAPITAL")
        which += [_text(token) for token in labels]
        through = through or len(labels) == 2
    if through and len(which) > 2:  # "1° à 3° et 5°": counted out, as far as whole numbers go
        which, through = _spread(tree), False
    return Step(unit, tuple(which), through)


def _spread(tree: Tree[Token]) -> list[str]:
    found: list[str] = []
    for part in _trees(tree, "label_item", "label_letter", "label_part"):
        labels = [_text(token) for token in _tokens(part, "ITEM", "LETTER", "ROMAN", "CAPITAL")]
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
        numbers = [_number(token) for token in _tokens(part, "ORD", "NUMBER", "CARD")]
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
    for arts in _trees(tree, "arts", "known_arts"):
        for art in _trees(arts, "art", "known_art"):
            tokens = [_text(token).replace(" ", "-") for token in _tokens(art, "ART", "NUMBER")]
            yield Numbers(tokens[0], tokens[1] if len(tokens) > 1 else None)
    for ordinals in _trees(tree, "ordinals"):
        for key in _counted(ordinals)[0]:
            yield Numbers("1er" if key == 1 else str(key))


def _sections(tree: Tree[Token]) -> Iterator[str]:
    kinds = _tokens(tree, "SECTION", "PARAGRAPHE")
    kind = str(kinds[0].value) or "paragraphe"
    labels = _trees(tree, "section_label")
    if not labels:
        yield f"{kind} {_number(_tokens(tree, 'ORD')[0])}"
    for label in labels:
        tokens = _tokens(label, "NUMBER", "ROMAN", "ORD", "CAPITAL")
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


def _units(tree: Tree[Token]) -> Iterator[Units]:
    for part in tree.children:
        if not isinstance(part, Tree) or part.data == "tail":
            continue
        name = str(part.data)
        cards = [_number(token) for token in _tokens(part, "CARD")]
        count = cards[0] if cards else None
        if name in _COUNTED:
            unit = Unit(str(_tokens(part, "UNIT")[0].value))
            yield Units(unit, count or (1 if name != "new_some" else None))
        elif name in _LABELLED:
            unit, labels = _LABELLED[name]
            step = _labels(_trees(part, labels)[0], unit)
            yield Units(unit, count, tuple(str(key) for key in step.which))
        elif name == "new_paragraph":
            yield Units(Unit.ALINEA, count)
        elif name == "new_articles":
            yield Units(Unit.ARTICLE, count, articles=tuple(_numbers(part)))
        elif name == "new_article":
            yield Units(Unit.ARTICLE, count)
        elif name == "new_title":
            titles = _tokens(part, "QUOTE")
            yield Units(Unit.TITLE, title=_text(titles[0]) if titles else None)
        elif name == "new_table":
            yield Units(Unit(str(_tokens(part, "SOLE")[0].value)), count)
        elif name == "new_text":
            yield Units(Unit.ALINEA, None)
        elif name == "unit":  # a section
            yield from _new_section(_trees(part, "new_section")[0])


def _whole(units: list[Units]) -> list[Units]:
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
    kinds = _tokens(tree, "SECTION", "PARAGRAPHE")
    kind = str(kinds[0].value) or "paragraphe"
    labels = [
        _text(token) for part in _trees(tree, "section_label") for token in part.children if isinstance(token, Token)
    ]
    labels += [str(_number(token)) for token in _tokens(tree, "ORD")]
    titles = _tokens(tree, "QUOTE")
    yield Units(
        Unit.SECTION,
        articles=tuple(_numbers(tree)),
        section=" ".join([kind, *labels[:1]]),
        title=_text(titles[0]) if titles else None,
    )
