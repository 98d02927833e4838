"""An amending act as it stands on the page: which line is a heading of the act, a sentence, a quoted new text.

    Article 2                                                      the act's own article
    I. - L'article D. 48-2 est ainsi modifié :                     a marker and a sentence
    1° Le deuxième alinéa est remplacé par un alinéa ainsi rédigé :
    « Le juge en informe le procureur.                             the new text, to the closing mark
    « Il en conserve une copie. » ;

Markers nest by their kinds in the order in which the act uses them (I, then A, 1°, a, i, –), so that a line finds the
lines that it depends on. What is quoted at the start of a line belongs to the sentence above it. A new text whose
closing mark the printer lost ends at the next line that can only be the act speaking.

Nothing is read here: sentences are not understood, only told apart. Positions are those of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cpp_versions.amendments.lexis import CLOSERS, LATIN, OPENERS, quotation
from cpp_versions.amendments.values import Kind

__all__ = ["Block", "Line", "Marker", "lay_out", "tells_change"]

_SPACES = " \t\u00a0\u202f"
_LATIN_MAYBE = rf"(?:\s?{LATIN})?(?:\s[A-H](?=[\s.\u00a0-]+[^\sa-z]))?"
_DASH = r"[-‑–—―∙−]"
_MARKERS = (
    (
        "roman",
        re.compile(
            rf"(?P<label>(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}}){_LATIN_MAYBE})(?:\s\(nouveau\))?(?:\s*\.?\s*{_DASH}|\.(?=\s))\s*"
        ),
    ),
    ("capital", re.compile(rf"(?P<label>[A-H]{_LATIN_MAYBE})(?:\s*\.?\s*{_DASH}|\.(?=\s)|\)(?=\s))\s*")),
    ("item", re.compile(rf"(?P<label>\d{{1,3}}\s?[°º]{_LATIN_MAYBE})\s*\.?(?:\s*{_DASH}\s)?\s*")),
    ("item", re.compile(r"(?P<label>\d{1,2}e)\s+(?=[«A-Z])")),  # a degree sign misread: "10e « S'il s'agit"
    (
        "item",
        re.compile(r"(?P<label>\d{1,2})[ \u00a0]+(?=(?:L[ea]s?|Aux?|À|A|Après|Avant|Il|Dans) |L['’])"),
    ),  # one lost
    ("letter", re.compile(rf"(?P<label>[a-z]{_LATIN_MAYBE})\s?[).](?=[\s\u00a0«])\s*")),
    ("letters", re.compile(r"(?P<label>[ivx]{2,4}|[a-z]{2})\s?\)\s*")),
    ("number", re.compile(r"(?P<label>\d{1,2})\s?(?:\)|\.(?=\s)|\.?\s?[-–—―](?=\s))\s*")),
    ("dash", re.compile(r"(?P<label>[-–—―∙•])\s*(?=\S)")),
)
# "Article 2", "Art. 2. - Aux titres II …", "Article 1er bis"; not "Article D. 5"
_OWN = re.compile(
    rf"(?:article|art\.)\s*(?P<label>1\s?er|premier|unique|\d{{1,3}})(?P<more>{_LATIN_MAYBE})\s*(?:\((?:nouveau|nouvelle)\)\s*)?(?P<close>\.?\s*{_DASH}+|\.|:|(?=$)|(?=\s+Learn))\s*",
    re.I,
)
_OWN_AT_END = re.compile(r"(?P<before>.*?)\s*\bArticle (?P<label>\d{1,3}) Learn more about this article\.\.\.\s*$")
_LEARN = re.compile(r"Learn more about this article\.\.\.\s*$")
_TITLE = re.compile(
    r"(?:•\s*)?(?:sous-titre|titre|chapitre|section|sous-section|livre|title|chapter|partie)\s+"
    r"(?:[IVXLC]+(?:er)?|[Ii]er|premier|\d{1,3}(?:er)?|[A-H]|unique|prélimin\w+)\b",
    re.I,
)
_VERB = re.compile(r"\b(?:est|sont|is|are|shall|devient|deviennent|reads?|remplacer|supprimer|ajouter|insérer)\b", re.I)
_CHANGES = re.compile(
    r"\b(?:remplac|supprim|abrog|insér|ajout|complét|modifi|ainsi rédig|ainsi conçu|devien|rétabli|interverti|"
    r"scindé|permuté|fusionné|substitué|procédé|replaced|inserted|"
    r"deleted|repealed|amended|introduced|supplemented|reads as follows)",
    re.I,
)
_ENACTED = re.compile(
    r"(?:décrètent|décrète|arrêtent|arrête|ordonne|decrete|decree|decrees|orders)\s*:\s*$|.{0,200}promulgue la loi\b.*",
    re.I,
)
_SIGNED = re.compile(r"(?:Fait|Done) (?:à|le|at|in)\b|La présente loi sera exécutée comme loi de l['’]Etat", re.I)
_HEADED = re.compile(r"(?:Article|Art\.)\s+\*{0,2}[LRDA]\.?\s?\*?\.?\s?\d", re.I)


# a marker inside a line, behind what ends the item before it
_INLINE = re.compile(
    r"[:;.]\s?(?:et\s)?\s?(?:(?P<item>\d{1,2}°)\s|(?P<letter>[a-z])\)\s|(?P<roman>[IVX]{1,5})\.?\s[-–—]\s|(?P<dash>[-–])\s)"
)
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split()


def _follows(last: str, label: str, kind: str) -> bool:
    """Whether a marker is the next one: 2° after 1°, b after a."""
    if kind == "dash":
        return True
    if kind == "letter":
        return len(last) == 1 and ord(label) == ord(last) + 1
    if kind == "roman":
        return last in _ROMANS[:-1] and _ROMANS[_ROMANS.index(last) + 1] == label
    return last[:-1].isdigit() and int(label[:-1]) == int(last[:-1]) + 1


@dataclass(frozen=True, slots=True)
class Marker:
    """A level of the act: `kind` is article, roman, capital, item, letter, dash …; `label` as printed."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of new text: `text[start:end]`, its quotation marks included."""

    start: int
    end: int


@dataclass(slots=True)
class Block:
    """A sentence of the act with its markers (from the act's own article down) and the new text below it.

    `text[start:end]` is the sentence without its markers; `path` holds all levels above and at the line.
    """

    path: tuple[Marker, ...]
    start: int
    end: int
    payload: list[Line] = field(default_factory=list)
    closed: bool = False


def lay_out(text: str, taken: tuple[tuple[int, int], ...] = ()) -> tuple[list[Block], list[tuple[Kind, int, int]]]:
    """The sentences of an act in order, and the passages that are structure or formula.

    `taken` are passages read elsewhere: they are passed over, and end what was open.
    """
    reader = _Reader(text, taken)
    reader.read()
    return reader.blocks, reader.passages


def tells_change(sentence: str) -> bool:
    """Whether a sentence has a verb of amending acts: to replace, delete, insert …"""
    return _CHANGES.search(sentence) is not None


class _Reader:
    def __init__(self, text: str, taken: tuple[tuple[int, int], ...]) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.passages: list[tuple[Kind, int, int]] = []
        self._taken = taken
        self._path: list[Marker] = []
        self._open: Block | None = None
        self._title_above = False
        self._unquoted = 0

    def read(self) -> None:
        lines = list(self._lines())
        first = next((i + 1 for i, (a, b) in enumerate(lines) if _ENACTED.match(self.text[a:b])), None)
        if first is None:
            first = next((i for i, (a, b) in enumerate(lines) if self._is_own(self.text[a:b])), 0)
        for start, end in lines[:first]:
            self.passages.append((Kind.FORMULA, start, end))
        done = False
        for start, end in lines[first:]:
            if any(a < end and start < b for a, b in self._taken):
                self._open = None
                self._path = self._path[:1]
                continue
            done = done or (_SIGNED.match(self.text[start:end]) is not None and not self._reads_on(start, end))
            if done:
                self.passages.append((Kind.FORMULA, start, end))
            else:
                self._line(start, end)

    def _lines(self) -> Iterator[tuple[int, int]]:
        """The lines that aren't blank, without the spaces around them."""
        place = 0
        for line in self.text.split("\n"):
            stripped = line.strip(_SPACES + "\r")
            if stripped:
                start = place + line.index(stripped)
                yield start, start + len(stripped)
            place += len(line) + 1

    def _line(self, start: int, end: int) -> None:
        line = self.text[start:end]
        if self._is_payload(line):
            self._pay(start, end)
            return
        if self._goes_on(start, line) and self._open is not None:
            self._open.end = end
            return
        self._open = None
        if found := _OWN_AT_END.match(line):
            if found["before"].strip(" •"):
                self.passages.append((Kind.STRUCTURE, start, start + found.end("before")))
            self._article(found["label"], start, end, end)
            return
        if (found := _OWN.match(line)) and (
            found.end() == len(line) or found["close"] or _LEARN.match(line[found.end() :])
        ):
            rest = found.end()
            if _LEARN.match(line[rest:]):
                rest = len(line)
            self._article(found["label"] + found["more"], start, start + rest, end)
            return
        if self._is_title(line):
            self.passages.append((Kind.STRUCTURE, start, end))
            return
        self._sentence(start, end)

    def _is_own(self, line: str) -> bool:
        found = _OWN.match(line)
        return found is not None and (found.end() == len(line) or bool(found["close"]) or bool(_LEARN.search(line)))

    def _article(self, label: str, start: int, rest: int, end: int) -> None:
        self._title_above = False
        self._path = [Marker("article", label.strip())]
        self.passages.append((Kind.STRUCTURE, start, min(rest, end)))
        if rest < end:
            self._sentence(rest, end)

    def _is_title(self, line: str) -> bool:
        """A title of the act itself, or the line below one that only has a number."""
        if _TITLE.match(line) and not _VERB.search(line):
            self._title_above = True
            return True
        above, self._title_above = self._title_above, False
        return above and not _VERB.search(line) and line[-1:] not in ".;:" and not _OWN.match(line)

    def _sentence(self, start: int, end: int) -> None:
        """Read the markers at the start of a line; what follows is its sentence."""
        place = start
        path = [marker for marker in self._path if marker.kind == "article"]
        deeper = self._path[len(path) :]
        found_any = False
        while True:
            marker, size = self._marker(place, end, deeper)
            if marker is None or place + size >= end:
                break
            if found_any and marker.kind in ("dash", "number", "letters"):
                break
            kinds = [other.kind for other in deeper]
            if marker.kind in kinds:
                deeper = deeper[: kinds.index(marker.kind)]
            deeper.append(marker)
            place += size
            found_any = True
        if not found_any:
            deeper = []
        if place > start:
            self.passages.append((Kind.STRUCTURE, start, place))
        self._path = path + deeper
        cut = self._items_inside(place, end)
        self._open = Block(tuple(self._path), place, cut or end)
        self.blocks.append(self._open)
        if cut:
            self._sentence(cut, end)

    def _items_inside(self, start: int, end: int) -> int | None:
        """Where the next item begins of a list on one line: "… est ainsi modifié : 1° … ; 2° …"; None where none does.

        An item is taken for one where it follows a colon as the first of its kind, or a semicolon or a full stop as the
        next one of the list that this line is in. Nothing between quotation marks counts.
        """
        place = start
        while place < end:
            char = self.text[place]
            if char in OPENERS:
                place = quotation(self.text[:end], place).end
                continue
            if char in ":;." and (found := _INLINE.match(self.text, place, end)):
                kind = next(kind for kind in ("item", "letter", "roman", "dash") if found[kind])
                if char == ":" and found[kind] in ("1°", "a", "I", "–", "-"):
                    return found.start(kind)
                last = self._path[-1] if self._path else None
                if char != ":" and last is not None and last.kind == kind and _follows(last.label, found[kind], kind):
                    return found.start(kind)
            place += 1
        return None

    def _marker(self, start: int, end: int, above: list[Marker]) -> tuple[Marker | None, int]:
        rest = self.text[start : min(end, start + 40)]
        for kind, pattern in _MARKERS:
            found = pattern.match(rest)
            if not found or not found["label"]:
                continue
            label = found["label"].strip()
            last = {marker.kind: marker.label for marker in above}
            if kind == "roman" and len(label) == 1 and last.get("capital", "") == chr(ord(label) - 1):
                kind = "capital"
            if kind == "letter" and label in "ivx" and "letter" in last and last["letter"][:1] != chr(ord(label) - 1):
                kind = "letters"
            if kind == "letters" and label[:1] == label[1:2] and label[:1] not in "ivx":
                kind = "letter"
            return Marker(kind, label), found.end()
        return None, 0

    def _goes_on(self, start: int, line: str) -> bool:
        """Whether a line is the rest of the sentence above, cut by the width of a page."""
        block = self._open
        return (
            block is not None
            and not block.payload
            and line[:1].islower()
            and not self._marked(line)
            and self.text[block.end - 1] not in ".;:»”"
            and self.text.count("\n", block.end, start) == 1
        )

    # -- new texts

    def _is_payload(self, line: str) -> bool:
        block = self._open
        if block is None:
            return False
        speaking = _OWN.match(line) is not None or _OWN_AT_END.match(line) is not None
        if line[0] in OPENERS or line[0] in CLOSERS:
            return not re.match(r"[«“\"][^«»]{1,200}»\s+(?:par|by)\s+[«“\"]", line)
        if block.payload and not block.closed:
            if speaking or _SIGNED.match(line):
                return False
            return not self._speaks(line)
        if not block.payload and self._unclosed(block):
            return not speaking
        if not block.payload and self._wants(block):
            # new text without quotation marks: only where nothing says that the act goes on speaking
            return not speaking and (bool(_HEADED.match(line)) or (not self._speaks(line) and not self._marked(line)))
        return bool(block.payload) and block.closed and _HEADED.match(line) is not None

    def _wants(self, block: Block) -> bool:
        words = self.text[block.start : block.end].rstrip()
        return bool(
            re.search(
                r"(?:rédigée?s?|conçue?s?|suivant\w*|rédaction suivante|libellée?s?|as follows|"
                r"following(?: provisions)?)\s*:$",
                words,
            )
        ) and not re.search(r"(?:modifiée?s?|amended)[^:]{0,40}:$", words)

    def _unclosed(self, block: Block) -> bool:
        """Whether the sentence ends inside a quotation."""
        words = self.text[block.start : block.end]
        return sum(words.count(c) for c in "«“") > sum(words.count(c) for c in "»”") and words.count('"') % 2 == 0

    def _marked(self, line: str) -> bool:
        return any(pattern.match(line) for kind, pattern in _MARKERS)

    def _speaks(self, line: str) -> bool:
        """Whether a line that isn't quoted can only be the act speaking: it is marked, and tells a change."""
        return (
            self._marked(line)
            and _CHANGES.search(line) is not None
            and (
                line.rstrip(" ;.").endswith((":", "»", "”"))
                or bool(re.match(r"(?:\S+\s){0,2}(?:A |À |Au|L[ea']|L’|Il |Après|Les)", line))
            )
        ) or bool(re.match(r"[IVX]+\.?\s*[-–—―∙]", line) and _CHANGES.search(line))

    def _pay(self, start: int, end: int) -> None:
        block = self._open
        if block is None:
            return
        block.payload.append(Line(start, end))
        line = self.text[start:end].rstrip(" \u00a0;.,")
        inner = line.lstrip("".join(OPENERS) + _SPACES)
        opens, closes = (sum(inner.count(c) for c in marks) for marks in ("«“", "»”"))
        if not line or line[-1:] in "»”":
            block.closed = closes > opens or not inner
        elif line[-1:] == '"':
            block.closed = inner.count('"') % 2 == 1
        else:
            block.closed = False

    def _reads_on(self, start: int, end: int) -> bool:
        """ "Fait à Paris" inside a new text isn't the signature."""
        return self.text[start] in OPENERS
