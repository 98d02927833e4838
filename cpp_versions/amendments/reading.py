"""An amending act, as published, read into instructions: `parse` is the one entry.

Three kinds of drafting are read, and told apart by what stands there, line by line:

- today's French ("Au deuxième alinéa de l'article D. 48-2, les mots : … sont remplacés par les mots : …");
- that of 1972: the article's heading, then its new text mixed with "(Alinéa 1er sans changement.)" and instructions in
  the infinitive (see `headed`);
- its machine translation into English, where targets and operations are read, and words are not taken for the law's.

Every passage of the act is an instruction, its new text, structure, a formula (visas, entry into force, signatures), or
unparsed. A sentence that the grammar takes in part only is unparsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cpp_versions import codes
from cpp_versions.acts import title_of
from cpp_versions.amendments.chains import Quoted
from cpp_versions.amendments.clauses import Clause, Sentence, read_sentence
from cpp_versions.amendments.english import english
from cpp_versions.amendments.forcing import WRITTEN, day_in, day_of, tells_force
from cpp_versions.amendments.french import french
from cpp_versions.amendments.headed import read_headed
from cpp_versions.amendments.instructing import instructions_of
from cpp_versions.amendments.layout import Block, Marker, lay_out, tells_change
from cpp_versions.amendments.lexis import Lexicon
from cpp_versions.amendments.listed import read_listed
from cpp_versions.amendments.payload import NewText, read_payload
from cpp_versions.amendments.resolving import Frame, Named, Target, expand, frames_of, named_in
from cpp_versions.amendments.values import Instruction, Kind, ParsedAct, Piece, Unparsed
from cpp_versions.model import Act

__all__ = ["LONGEST_ACT", "parse"]

LONGEST_ACT = 4_000_000
_REMEMBERED = 8  # how many places back "le même alinéa" may look, in the same article

_NATURES = {"décret": "décret", "loi": "loi", "ordonnance": "ordonnance", "arrêté": "arrêté", "decree": "décret"}
_TITLE = re.compile(
    r"^\W*(?P<nature>décret|loi|ordonnance|arrêté|decree|law|act)(?:\s+organique)?\s+(?:n\s*°|no\.)\s*"
    r"(?P<number>\d{2,4}\s?-\s?\d{1,5})\b",
    re.I | re.M,
)
_SIGNED = re.compile(rf"(?:Fait (?:à [^,\n]{{1,40}}, )?le|Done (?:in|at) [A-Z][a-z]+,) {WRITTEN}", re.I)
_TITLE_DATE = re.compile(rf"^\s*(?:du|of)\s+{WRITTEN}", re.I)
_PUBLISHED = re.compile(rf"\b(?:JORF|Journal officiel|J\.O\.)\s+(?:n\s*°\s?\d+\s+)?(?:du\s+|of\s+)?{WRITTEN}", re.I)
_WHOLE_ACT = re.compile(
    r"(?:Le présent|La présente|Les dispositions d(?:e la présente|u présent|e cette|e ce)) "
    r"(?!article|titre|chapitre|[IVX])",
    re.I,
)
_THIS_ARTICLE = re.compile(r"(?:Le|Les dispositions du) présent article\b", re.I)
_PROVISIONS_OF = re.compile(
    r"^(?:Les dispositions (?=d))(?:du |des |de (?:l['’]|la )?)?|\s+(?:du|de la) présente?\s\w+", re.I
)
_REMAINS = re.compile(
    r"\((?:supprimée?|non modifiée?|nouveau|nouvelle|sans modification|abrogée?|pour coordination)s?\)\W*", re.I
)
_FORMULA = re.compile(
    r"\bentr(?:e|ent|era|eront) en vigueur\b|\b(?:est|sont|seront|sera) (?:\S+ ){0,3}?charg[ée]e?s?\b"
    r"|\b(?:est|sont|n['’]est|ne sont|demeurent|restent) (?:pas )?(?:également )?applicables?\b|\bs['’]appliquent?\b"
    r"|\bsera publié\b|\bsera exécutée?\b|\bis responsible for the execution\b|\bapplicable throughout\b"
    r"|\bfor the application in\b"
    r"|\benters? into force\b|^Pour l['’]application\b|\bpeu(?:t|vent) être modifiée?s? par décret\b|\best ratifiée\b",
    re.I,
)


def parse(text: str) -> ParsedAct:
    """What an act says, whatever is understood of it; never raises on a text that isn't an act.

    >>> act = parse("Au deuxième alinéa de l'article D. 5, le mot : « un » est remplacé par le mot : « deux ».")
    >>> [(i.operation.value, i.article, str(i.place), i.old, i.new) for i in act.instructions]
    [('replace', 'D5', 'alinéa 2e', 'un', ('deux',))]
    """
    text = text[:LONGEST_ACT]
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.language = _language(text)
        self.lexicon: Lexicon = english() if self.language == "en" else french()
        self.instructions: list[Instruction] = []
        self.unparsed: list[Unparsed] = []
        self.passages: list[tuple[Kind, int, int]] = []
        self._frames: dict[tuple[Marker, ...], Frame] = {}
        self._act, self._published = _act(text)
        self._act_code: str | None = None
        self._dates: list[tuple[str | None, tuple[frozenset[str], ...], date]] = []
        self._last: tuple[Target, ...] = ()
        self._recent: tuple[Target, ...] = ()
        self._named = Named()
        self._again: tuple[Clause, ...] = ()

    def read(self) -> ParsedAct:
        default = _default_code(self.text)
        listed = read_listed(self.text)
        self.instructions += listed.instructions
        self.passages += listed.passages
        headed = read_headed(self.text, default, self.lexicon, tuple((a, b) for _, a, b in listed.passages))
        self.instructions += headed.instructions
        self.unparsed += headed.unparsed
        self.passages += headed.passages
        self._act_code = default
        taken = tuple((a, b) for _, a, b in (*listed.passages, *headed.passages))
        blocks, passages = lay_out(self.text, taken)
        self.passages += passages
        for block in blocks:
            self._block(block)
        self._put_in_force()
        return ParsedAct(
            self._act,
            self._published,
            self.language,
            tuple(sorted(self.instructions, key=lambda made: made.span)),
            tuple(sorted(self.unparsed, key=lambda passage: passage.span)),
            tuple(_cover(self.passages, len(self.text))),
            len(self.text),
        )

    # -- one line of the act and its new text

    def _block(self, block: Block) -> None:
        words = self.text[block.start : block.end]
        frame = self._frame(block.path)
        payload = [(self.text[line.start : line.end], line.start) for line in block.payload]
        sentence = read_sentence(words, self.lexicon)
        payload_spans = [(Kind.PAYLOAD, line.start, line.end) for line in block.payload]
        if sentence is None or not self._carry_out(block, sentence, frame, payload):
            lists = frame.unknown or frame.repealing or frame.listed or frame.pending is not None
            if not payload and not lists and self._is_formula(words):
                self.passages.append((Kind.FORMULA, block.start, block.end))
                if words.rstrip().endswith(":"):
                    self._lose(block, words, frame)
                self._date(words, block)
                return
            end = block.payload[-1].end if block.payload else block.end
            self._lose(block, words, frame)
            self.unparsed.append(Unparsed((block.start, end), self.text[block.start : end], _source(block.path)))
            self.passages.append((Kind.UNPARSED, block.start, end))
            return
        self.passages.append((Kind.INSTRUCTION, block.start, block.end))
        self.passages += payload_spans

    def _lose(self, block: Block, words: str, frame: Frame) -> None:
        """Below a line that isn't understood, nothing is about what the lines before it were about."""
        self._last = self._recent = ()
        self._again = ()
        if words.rstrip().endswith(":") and not block.payload:
            self._frames = {
                path: known for path, known in self._frames.items() if path[: len(block.path)] != block.path
            }
            self._frames[block.path] = Frame(unknown=True)

    def _frame(self, path: tuple[Marker, ...]) -> Frame:
        """What the lines above say: the nearest one that has a frame; a line without a marker of its own goes on from
        the one above it."""
        marked = bool(path) and path[-1].kind != "article"
        for size in range(len(path) - marked, -1, -1):
            if (found := self._frames.get(path[:size])) is not None:
                if found.unknown:
                    return found
                # what was spoken of elsewhere isn't meant below a line that names another code
                last = tuple(target for target in self._last if found.code is None or target.code == found.code)
                return replace(found, named=self._named, last=found.last or last, recent=self._recent)
        return Frame(self._act_code, named=self._named, last=self._last, recent=self._recent)

    def _carry_out(self, block: Block, sentence: Sentence, frame: Frame, payload: Sequence[tuple[str, int]]) -> bool:
        """Make the instructions of a sentence; False where it brings something and nothing can be made of it."""
        marked = bool(block.path) and block.path[-1].kind != "article"
        size = len(block.path)
        self._frames = {
            path: known
            for path, known in self._frames.items()
            if path[:size] != block.path or (path == block.path and not marked)
        }
        if frame.unknown and sentence.clauses and not _names(sentence.clauses[0]):
            return False
        frame = replace(frame, since=sentence.since or frame.since, again=self._again)
        before: tuple[Target, ...] = ()
        made: list[Instruction] = []
        empty = NewText((), (), (), (0, 0))
        count = len(sentence.clauses)
        for number, clause in enumerate(sentence.clauses):
            inline = [self._inline(quoted, block) for quoted in clause.payload]
            last = number == count - 1
            paragraphs = inline + (list(payload) if last else [])
            new = read_payload(paragraphs) if paragraphs else empty
            found, about = instructions_of(clause, frame, before, new, sentence.brackets)
            if last and clause.verb.startswith("heading"):
                below = frames_of(clause, replace(frame, targets=before) if before else frame)
                self._keep(block.path, below, sentence.colon)
            elif last and sentence.colon and not payload and _lists(clause):
                self._keep(block.path, frames_of(clause, frame), sentence.colon)
                return True
            span = (block.start + clause.span[0], block.start + clause.span[1])
            if count == 1:
                span = (block.start, block.end)
            made += [self._finish(one, span, new, sentence, block, frame.since) for one in found]
            before = about
            self._remember(about)
            self._named = named_in(clause, self._named)
            frame = replace(frame, named=self._named)
            if not found and not clause.verb.startswith("heading"):
                return False
        if payload and not made:
            return False
        self.instructions += made
        self._again = tuple(clause for clause in sentence.clauses if clause.verb in _OF_WORDS) or self._again
        return True

    def _keep(self, path: tuple[Marker, ...], frame: Frame, opens: bool) -> None:
        """Keep what a line says for those below it. `opens`: a colon ends it, so that it is said of those alone; else
        it is of the act's other articles too ("Le code … est modifié conformément aux articles 2 à 10")."""
        self._frames[path] = frame
        self._remember(frame.targets)
        if frame.code and len(path) <= 1 and not frame.targets and not (opens and path):
            self._act_code = frame.code

    def _remember(self, targets: Iterable[Target]) -> None:
        named = tuple(target for target in targets if target.number)
        self._last = named or self._last
        self._recent = (*self._recent, *named)[-_REMEMBERED:]

    def _inline(self, quoted: Quoted, block: Block) -> tuple[str, int]:
        start, end = quoted.span
        return self.text[block.start + start : block.start + end], block.start + start

    def _finish(
        self,
        made: Instruction,
        span: tuple[int, int],
        new: NewText,
        sentence: Sentence,
        block: Block,
        since: date | None,
    ) -> Instruction:
        payload = made.payload or (new.span if new.span != (0, 0) and made.new else None)
        return replace(
            made,
            span=span,
            quote=self.text[span[0] : span[1]],
            payload=payload,
            in_force=sentence.since or since,
            conditions=sentence.conditions,
            source=_source(block.path),
        )

    # -- entry into force

    def _is_formula(self, words: str) -> bool:
        """Whether a sentence that isn't an instruction amends nothing: it quotes no words and tells no change."""
        if _REMAINS.fullmatch(words):
            return True
        if re.search(r"[«“\"]", words):
            return False
        return _FORMULA.search(words) is not None or not tells_change(words)

    def _date(self, words: str, block: Block) -> None:
        """ "Les articles 3 et 4 entrent en vigueur le 1er janvier 2013"; "le 4° du I entre en vigueur le …"."""
        found = tells_force(words)
        day = day_in(words, self._published)
        if found is None or day is None:
            return
        own = block.path[0].label if block.path and block.path[0].kind == "article" else None
        if _THIS_ARTICLE.match(words) and own is not None:
            self._dates.append((own, (), day))
            return
        if _WHOLE_ACT.match(words):
            self._dates.append((None, (), day))
            return
        sentence = read_sentence(_PROVISIONS_OF.sub("", words[: found.start()]).strip(), self.lexicon)
        for clause in sentence.clauses if sentence else ():
            for aim in (clause.subjects or ()) if clause.verb == "listed" else ():
                labels = tuple(frozenset(str(key) for key in step.which) for step in aim.steps)
                articles: list[str | None] = [number for numbers in aim.articles for number, _ in expand(numbers)]
                self._dates += [(article, labels, day) for article in articles or [own]]

    def _put_in_force(self) -> None:
        """The dates told by the act, the widest first: what is told of one item prevails over its article's."""
        for article, labels, day in sorted(self._dates, key=lambda told: (told[0] is not None, len(told[1]))):
            for place, made in enumerate(self.instructions):
                own, *levels = made.source.split(", ")
                if article is None:
                    due = made.in_force is None
                else:
                    due = _own_number(own) == _own_number(article) and _goes_through(levels, labels)
                if due:
                    self.instructions[place] = replace(made, in_force=day)


def _own_number(text: str) -> str:
    return text.removeprefix("art. ").replace("1er", "1").strip()


def _goes_through(levels: Sequence[str], labels: Sequence[frozenset[str]]) -> bool:
    """Whether the levels of the act that lead to an instruction pass these, in this order."""
    rest = iter(levels)
    return all(any(level in wanted for level in rest) for wanted in labels)


_OF_WORDS = ("replace", "delete_words", "insert_words")


def _names(clause: Clause) -> bool:
    """Whether a clause names by itself what it is about: an article, a section, a code."""
    aims = (*clause.places, *(clause.subjects or ()), *clause.beside)
    return any(aim.articles or aim.section or aim.code or aim.all for aim in aims)


def _lists(clause: Clause) -> bool:
    """ "… sont remplacés par les mots : « b » dans les dispositions suivantes :": the places are in the lines below."""
    return clause.verb in ("replace", "delete_words")


def _source(path: tuple[Marker, ...]) -> str:
    return ", ".join(f"art. {marker.label}" if marker.kind == "article" else marker.label for marker in path)


def _language(text: str) -> str:
    """French or English, by the words that a text of law can't do without."""
    words = re.findall(r"[a-zéèàç]+", text[:200_000].lower())
    return (
        "en" if words.count("the") > 2 * (words.count("le") + words.count("les")) and words.count("the") > 2 else "fr"
    )


def _default_code(text: str) -> str | None:
    """The code that the act is about, where it names one alone, or one far more than others."""
    text = _without_quotations(text)
    head = text[:3000].lower().replace("’", "'")
    if "code of criminal procedure" in text[:20000].lower():
        return "cpp"
    named = {code.id: head.find(code.title.lower()) for code in codes.CODES}
    found = sorted((place, code) for code, place in named.items() if place >= 0)
    title = next((code for place, code in found if "modifiant" in head[max(0, place - 120) : place]), None)
    if title:
        return title
    counts = sorted(
        ((text.lower().replace("’", "'").count(code.title.lower()), code.id) for code in codes.CODES), reverse=True
    )
    if counts[0][0] and (counts[1][0] == 0 or counts[0][0] >= 3 * counts[1][0]):
        return counts[0][1]
    return None


def _without_quotations(text: str) -> str:
    """What the act says itself: a code that it quotes isn't the one it is about."""
    return re.sub(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"", "", text)


def _act(text: str) -> tuple[Act | None, date | None]:
    found = _TITLE.search(text)
    published = _PUBLISHED.search(text)
    if not found:
        return None, day_of(published)
    nature = _NATURES.get(found["nature"].lower(), "loi")
    number = re.sub(r"\s", "", found["number"])
    signed = day_of(_TITLE_DATE.match(text, found.end())) or day_of(_SIGNED.search(text))
    return Act(title_of(nature, number, signed), nature, number, signed), day_of(published)


def _cover(passages: Iterable[tuple[Kind, int, int]], length: int) -> list[Piece]:
    """Pieces that cover the whole text: what stands between two passages belongs to the one before it."""
    pieces: list[Piece] = []
    place = 0
    kind = Kind.FORMULA
    for next_kind, start, end in sorted(passages, key=lambda passage: (passage[1], -passage[2])):
        if end <= place:
            continue
        start = max(start, place)
        if start > place:
            pieces.append(Piece(kind if kind is not Kind.UNPARSED else Kind.STRUCTURE, (place, start)))
        pieces.append(Piece(next_kind, (start, end)))
        place, kind = end, next_kind
    if place < length:
        pieces.append(Piece(Kind.STRUCTURE if kind is Kind.UNPARSED else kind, (place, length)))
    return pieces
