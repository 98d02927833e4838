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

from cpp_versions.amendments.chains import (
    Aim,
    Numbers,
    Quoted,
    Units,
    aims_in,
    places_in,
    quoted_in,
    tokens_of,
    trees_of,
    units_in,
)
from cpp_versions.amendments.lexis import Lexeme, Lexicon
from cpp_versions.amendments.values import Unit

__all__ = ["Clause", "Sentence", "read_sentence"]

LONGEST_SENTENCE = 12000
MOST_TOKENS = 700
_PARSER = "legistique.lark"


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
    if colon and clauses and clauses[-1].verb == "delete" and clauses[-1].subjects == () and len(clauses) == 1:
        clauses = (replace(clauses[0], verb="heading_repeal"),)  # "Sont abrogés :", what the lines below name
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


# what may be said before a place without being one
_ASIDES = re.compile(
    r"(?:sous (?:les |la |cette )?réserves?|pour |afin |par (?:dérogation|exception|coordination)"
    r"|en (?:conséquence|application|vue)|sans préjudice|à titre|lorsque|si |sauf|outre|de même|toutefois"
    r"|for the|subject to|as |pursuant)",
    re.I,
)


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
        if not stretch:  # two commas, or one at the start: nothing stands there to be left out
            continue
        stop = [token for token in stretch[-1:] if token.kind in ("DOT", "SEMI") and number == len(stretches) - 1]
        stretch = stretch[: len(stretch) - len(stop)] or stretch
        unknown = any(token.kind == "WORD" for token in stretch)
        whole = any(
            token.kind in ("QUOTE", "REMPLACE", "SUPPRIME", "INSERE", "COMPLETE", "REDIGE") for token in stretch
        )
        aside = number > 0 or _ASIDES.match(text, stretch[0].start) is not None
        if unknown and not whole and aside and len(stretches) > 1 and stretch[-1].kind not in ("COLON", "DOT", "SEMI"):
            asides.append(text[stretch[0].start : stretch[-1].end])
            kept += stop
            continue
        if kept and number and stretch:
            kept.append(Lexeme("COMMA", ",", stretch[0].start, stretch[0].start))
        kept += stretch + [token for token in stop if token is not stretch[-1]]
    return kept, tuple(asides)


# ---------------------------------------------------------------------------------------------------- from the tree
def _clauses(tree: Tree[Token]) -> Iterator[Clause]:
    """The clauses of one statement: one, but where several places have words before one verb."""
    if tree.data == "places":  # alone, below "… sont remplacés dans les dispositions suivantes :"
        yield Clause("listed", (tree.meta.start_pos, tree.meta.end_pos), places_in(Tree("statement", [tree])))
        return
    flat = _flat(tree)
    if flat.data == "mixed":
        span = (tree.meta.start_pos, tree.meta.end_pos)
        words = tuple(quoted_in(trees_of(flat, "words")[0]))
        yield Clause("delete_words", span, places_in(flat), old=words)
        yield Clause("delete", span, (), tuple(aims_in(trees_of(flat, "chain")[0])))
        return
    if flat.data != "paired":
        yield _clause(tree)
        return
    span = (tree.meta.start_pos, tree.meta.end_pos)
    lists = [tuple(quoted_in(words)) for words in trees_of(flat, "words")]
    new = lists[1] if tokens_of(flat, "REMPLACE") else ()
    verb = "replace" if new else "delete_words"
    yield Clause(verb, span, places_in(flat), old=lists[0], new=new)
    for pair in trees_of(flat, "pair"):
        yield Clause(verb, span, places_in(pair), old=tuple(quoted_in(trees_of(pair, "words")[0])), new=new)


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
    wordlists = [tuple(quoted_in(words)) for words in trees_of(tree, "words")]
    anchors = trees_of(tree, "anchor")
    beside = trees_of(tree, "beside")
    chains = trees_of(tree, "chain")
    subjects = trees_of(tree, "subject")
    units = units_in(tree)
    payload = [
        Quoted(_text(token), _span(token))
        for part in [*trees_of(tree, "units"), tree]
        for token in tokens_of(part, "QUOTE")
    ]
    repealed = any(token.value == "repealed" for token in tokens_of(tree, "SUPPRIME"))
    restored = bool(tokens_of(tree, "RETABLI")) or any(
        tokens_of(part, "RETABLI") for part in trees_of(tree, "inserted")
    )
    clause = Clause(
        verb,
        span,
        places=places_in(tree),
        units=tuple(units),
        payload=tuple(payload),
        every=bool(trees_of(tree, "every")),
        notably=bool(tokens_of(tree, "NOTABLY")),
        repealed=repealed,
        restored=restored,
    )
    if anchors:
        side = tokens_of(anchors[0], "APRES", "ENTRE")[0].value
        clause = replace(clause, anchor=tuple(quoted_in(trees_of(anchors[0], "words")[0])), side=str(side))
    if beside:
        side = tokens_of(beside[0], "APRES", "ENTRE")[0].value
        near = tuple(aims_in(trees_of(beside[0], "chain")[0]))
        clause = replace(clause, beside=_first_of(near) if tokens_of(beside[0], "ENTRE") else near, side=str(side))
    if verb in ("replace", "elliptic", "corrigendum", "substitute"):
        old, new = wordlists
        if verb == "substitute" and isinstance(tree.children[0], Tree) and tree.children[0].data == "words":
            old, new = new, old
        return replace(clause, verb="replace", old=old, new=new)
    if verb in ("replace_by_units", "delete_words"):
        return replace(clause, old=wordlists[0])
    if verb in ("insert_words", "complete", "rewrite", "rest", "preceded", "edge_rewrite") and wordlists:
        clause = replace(clause, new=wordlists[0])
    if subjects:
        found = [aim for part in subjects for chain in trees_of(part, "chain") for aim in aims_in(chain)]
        clause = replace(clause, subjects=tuple(found))
    elif verb in ("complete", "preceded", "rewrite", "delete", "heading", "renumber") and len(chains) == (
        verb == "renumber"
    ):
        clause = replace(clause, subjects=())  # "… et est ainsi modifié"
    elif verb == "unchanged":
        edges = tokens_of(tree, "EDGE")
        found = [replace(aim, edge=str(edges[0].value) if edges else None) for aim in aims_in(chains[0])]
        clause = replace(clause, subjects=tuple(found))
    elif chains and verb != "rest":
        clause = replace(clause, subjects=tuple(aim for aim in aims_in(chains[0])))
    elif verb == "rest" and chains:
        clause = _end_of(clause, aims_in(chains[0]))
    if verb == "edge_rewrite":
        clause = replace(clause, side=str(tokens_of(tree, "EDGE")[0].value))
    if verb == "renumber":
        clause = replace(clause, becomes=tuple(aims_in(chains[-1])))
    if verb == "rest" and tokens_of(tree, "EDGE"):
        clause = replace(clause, side=str(tokens_of(tree, "EDGE")[0].value))
    return clause


def _first_of(near: tuple[Aim, ...]) -> tuple[Aim, ...]:
    """ "entre le premier et le deuxième alinéas": after the first."""
    for aim in near[:1]:
        *wide, step = aim.steps or (None,)
        if step is not None:
            return (replace(aim, steps=(*wide, replace(step, which=step.which[:1], through=False))),)
    return near[:1]


def _end_of(clause: Clause, aims: list[Aim]) -> Clause:
    """ "la fin de la première phrase", "la fin de l'alinéa": inside the place named before."""
    places = list(clause.places)
    for aim in aims:
        if aim.articles or not places:
            places += [aim] if aim.articles or aim.steps or Unit.ALINEA in aim.same else []
        else:
            places = [replace(place, steps=place.steps + aim.steps) for place in places]
    until = next((unit for aim in aims for unit in aim.same if unit in (Unit.SENTENCE, Unit.ALINEA)), None)
    return replace(clause, places=tuple(places), until=until)


def _span(token: Token) -> tuple[int, int]:
    return (token.start_pos or 0, token.end_pos or 0)


def _text(token: Token) -> str:
    return str(token.value)
