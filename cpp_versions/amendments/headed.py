"""The drafting of 1972: an article's heading, and below it new text, what stays, and instructions, in their order.

    Article D. 250.
    A l'alinéa 1er, le 4° est supprimé ; les 5° et 6° deviennent respectivement les 4° et 5°.
    La privation de visites … ne peut être ordonnée à titre de punition.
    A l'alinéa 3, remplacer les mots « … » par les mots « … ».

Lines are told apart by `sources.decree`, which reads the same acts as attestations. An article with nothing but text is
rewritten whole. Otherwise a line of text takes the place of the alinéa that the lines around it leave for it: the one
after the last that was named. Where they name none ("(Le début de l'article sans changement.)"), its own label tells
("2° De sa qualité …"), or it is counted from the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cpp_versions.amendments.chains import Numbers
from cpp_versions.amendments.clauses import Sentence, read_sentence
from cpp_versions.amendments.instructing import instructions_of
from cpp_versions.amendments.lexis import Lexicon
from cpp_versions.amendments.payload import NewText
from cpp_versions.amendments.resolving import Frame, Target
from cpp_versions.amendments.values import (
    WHOLE,
    Instruction,
    Kind,
    Operation,
    Place,
    Position,
    Step,
    Unit,
    Unparsed,
)
from cpp_versions.errors import SourceError
from cpp_versions.sources import decree
from cpp_versions.sources.decree import Headed, Passage

__all__ = ["HeadedArticles", "read_headed"]

MISREAD = "numéro sans doute mal lu : il ne suit pas le précédent"
_LABEL = re.compile(r"\s*(?P<label>\d{1,3})\s?[°º]")
_QUOTED = re.compile(r"^\s*[«\"“]\s*Art", re.I)


@dataclass(frozen=True, slots=True)
class HeadedArticles:
    """What was read: instructions, what wasn't understood, and the passages that both stand in."""

    instructions: tuple[Instruction, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()
    passages: tuple[tuple[Kind, int, int], ...] = ()


def read_headed(
    text: str, code: str | None, lexicon: Lexicon, taken: tuple[tuple[int, int], ...] = ()
) -> HeadedArticles:
    """The articles that an act heads without quotation marks; nothing where it heads none, nor in passages `taken`."""
    try:
        articles = decree.parse(text).articles
    except SourceError:
        return HeadedArticles()
    headed = [
        article for article in articles if not _QUOTED.match(text[_line_start(text, article.heading.start) :][:40])
    ]
    headed = [article for article in headed if not any(a <= article.heading.start < b for a, b in taken)]
    if not headed:
        return HeadedArticles()
    instructions: list[Instruction] = []
    unparsed: list[Unparsed] = []
    passages: list[tuple[Kind, int, int]] = []
    for article in headed:
        reader = _Article(text, article, code, lexicon)
        instructions += reader.read()
        unparsed += reader.unparsed
        passages += reader.passages
    return HeadedArticles(tuple(instructions), tuple(unparsed), tuple(passages))


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


class _Article:
    """One article under its heading."""

    def __init__(self, text: str, article: Headed, code: str | None, lexicon: Lexicon) -> None:
        self.text = text
        self.article = article
        self.lexicon = lexicon
        self.target = Target(code, Numbers(article.number))
        self.frame = Frame(code, (self.target,))
        self.unparsed: list[Unparsed] = []
        self.passages: list[tuple[Kind, int, int]] = [(Kind.STRUCTURE, article.heading.start, article.heading.end)]
        self._next: int | None = 1
        self._added = False

    def read(self) -> list[Instruction]:
        made: list[Instruction] = []
        if self.article.whole:
            passages = [passage for _, passage in self.article.parts]
            self.passages += [(Kind.PAYLOAD, passage.start, passage.end) for passage in passages]
            made = [self._rewritten(WHOLE, Unit.ARTICLE, passages)]
        else:
            runs = list(_runs(self.article.parts))
            completed = False
            for place, (kind, passages) in enumerate(runs):
                if kind == "text" and completed:
                    made[-1] = self._paid(made[-1], passages)
                elif kind == "text":
                    made += self._texts(passages, last=place == len(runs) - 1)
                else:
                    for passage in passages:
                        made += self._said(kind, passage)
                completed = (
                    bool(made)
                    and kind == "instruction"
                    and made[-1].place.position is Position.END
                    and not made[-1].new
                )
        if not self.article.ascending:
            made = [replace(one, conditions=(*one.conditions, MISREAD)) for one in made]
        return made

    # -- what is said

    def _said(self, kind: str, passage: Passage) -> list[Instruction]:
        """An instruction, or "(Alinéas 1er et 2 sans changement.)"."""
        words = passage.quote.strip("() ") if kind == "unchanged" else passage.quote
        words = (
            re.sub(r"\b1\s?[°º](?=,| et)(?<=\d.)", "1er", words) if kind == "unchanged" and "linéa" in words else words
        )
        sentence = read_sentence(words, self.lexicon)
        made = self._unchanged(sentence) if kind == "unchanged" else self._instructed(sentence)
        if not made:
            self.unparsed.append(Unparsed((passage.start, passage.end), passage.quote, self._source))
            self.passages.append((Kind.UNPARSED, passage.start, passage.end))
            self._next = None
            return []
        self.passages.append((Kind.INSTRUCTION, passage.start, passage.end))
        self._follow(made)
        span = (passage.start, passage.end)
        return [replace(one, span=span, quote=passage.quote, source=self._source) for one in made]

    def _unchanged(self, sentence: Sentence | None) -> list[Instruction]:
        if sentence is None:
            return []
        found = []
        for clause in sentence.clauses:
            if clause.verb != "unchanged":
                return []
            for aim in clause.subjects or ():
                position = {"start": Position.START, "end": Position.END, "rest": Position.END}.get(
                    aim.edge or "", Position.IN
                )
                place = Place(aim.steps, position)
                unit = aim.steps[-1].unit if aim.steps else Unit.ALINEA
                found.append(Instruction(Operation.UNCHANGED, self.target.code, self.article.number, place, unit))
        return found

    def _instructed(self, sentence: Sentence | None) -> list[Instruction]:
        if sentence is None:
            return []
        found: list[Instruction] = []
        before: tuple[Target, ...] = ()
        for clause in sentence.clauses:
            alineas = tuple(quoted.words for quoted in clause.payload)
            new = NewText(alineas, (), (), (0, 0))
            made, before = instructions_of(clause, self.frame, before, new)
            if not made:
                return []
            found += made
        return found

    # -- the text given

    def _texts(self, passages: Sequence[Passage], last: bool) -> list[Instruction]:
        """Lines of text among others: which alinéas they take the place of."""
        self.passages += [(Kind.PAYLOAD, passage.start, passage.end) for passage in passages]
        if self._added:
            return [
                replace(self._rewritten(Place((), Position.END), Unit.ALINEA, passages), operation=Operation.INSERT)
            ]
        labels = [_LABEL.match(passage.quote) for passage in passages]
        if self._next is None and all(labels):
            which = tuple(f"{label['label']}°" for label in labels if label)
            return [self._rewritten(Place((Step(Unit.ITEM, which),)), Unit.ITEM, passages)]
        if self._next is None:
            numbers = tuple(range(-len(passages), 0)) if last else ()
        else:
            numbers = tuple(range(self._next, self._next + len(passages)))
            self._next += len(passages)
        return [self._rewritten(Place((Step(Unit.ALINEA, numbers),)), Unit.ALINEA, passages)]

    def _rewritten(self, place: Place, unit: Unit, passages: Sequence[Passage]) -> Instruction:
        heading = self.article.heading
        return Instruction(
            Operation.REWRITE,
            self.target.code,
            self.article.number,
            place,
            unit,
            new=tuple(" ".join(passage.quote.split()) for passage in passages),
            span=(heading.start, heading.end),
            quote=self.text[heading.start : heading.end],
            payload=(passages[0].start, passages[-1].end),
            source=self._source,
        )

    def _paid(self, made: Instruction, passages: Sequence[Passage]) -> Instruction:
        """ "L'article est complété comme suit :" and the lines below it."""
        self.passages += [(Kind.PAYLOAD, passage.start, passage.end) for passage in passages]
        text = tuple(" ".join(passage.quote.split()) for passage in passages)
        return replace(made, new=text, payload=(passages[0].start, passages[-1].end))

    def _follow(self, made: Sequence[Instruction]) -> None:
        """After what names alinéas, text stands for the next one."""
        for one in made:
            if one.operation is Operation.UNCHANGED and one.place == WHOLE:  # "(Alinéa actuel sans changement.)"
                self._added = True
            steps = [step for step in one.place.steps if step.unit is Unit.ALINEA]
            keys = [key for step in steps for key in step.which if isinstance(key, int)]
            if one.place.position is Position.START or (keys and min(keys) < 0) or (one.place.steps and not steps):
                self._next = None
            elif keys:
                self._next = max(keys) + 1

    @property
    def _source(self) -> str:
        return f"art. {self.article.label}"


def _runs(parts: Sequence[tuple[str, Passage]]) -> Iterator[tuple[str, list[Passage]]]:
    """Parts of one kind that follow one another."""
    held: list[Passage] = []
    kind = ""
    for next_kind, passage in parts:
        if next_kind != kind and held:
            yield kind, held
            held = []
        kind = next_kind
        held.append(passage)
    if held:
        yield kind, held
