"""Archéo Lex's comparison page: what a code was on one consolidated date and on the next, in part.

The page shows the lines that a date changed, each stretch (hunk) with three lines around it, under the headings of a
code: `#### Chapitre II`, `##### Article R57-7-62`. So each side is a partial consolidated version:

- an article is *whole* on a side when its heading stands in a hunk and the next heading of that side, article or
  section, closes it in the same hunk with no line lost between; else it is a *fragment*: its text may go on;
- one line of text is one alinéa, blank lines part them; a table in HTML is one alinéa;
- a number is looked for in all hunks before anything is said of it: deleted in one and inserted in another, it stayed.

What is asserted is what the page shows. The same text on both sides was seen on both dates, since when is unknown. A
text that differs ended, and its successor began, on the new date. An article on one side only ended or began on that
date, provided that no line of the page is missing. A whole text and a fragment that fits it prove no change: each is
kept as seen on its own date.

Text above the first heading of a hunk belongs to an article that the page doesn't name: only another source can tell
which. It is carried apart (`CodeHistory.unattributed`), for those who know other sources.

Refused: a file that isn't such a page, or is larger than 64 MB. Whatever else doesn't fit is an anomaly with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from cpp_versions import numbering
from cpp_versions.acts import print_date
from cpp_versions.bounded import read_bounded
from cpp_versions.codes import by_title, of_slug
from cpp_versions.errors import BadNumber, SourceError
from cpp_versions.model import (
    Anomaly,
    Attestation,
    Code,
    CodeHistory,
    ConsolidatedDate,
    Placement,
    Section,
    SourceInfo,
    State,
    Text,
    Unattributed,
)
from cpp_versions.sources.archeo_hunks import NEW, OLD, Hunk, Line, Page, is_page, parse_page
from cpp_versions.sources.archeo_text import alineas, parse_heading, section
from cpp_versions.titles import slug

__all__ = ["FORMAT", "read", "recognises", "unattributed"]

FORMAT = "archeo-lex-page"
_LICENCE = "Licence Ouverte 2.0 (Légifrance, DILA), par Archéo Lex"
_LARGEST = 64 << 20
_HEAD = 8192


def recognises(path: Path) -> bool:
    """Whether the file begins as a comparison page does."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return is_page(stream.read(_HEAD).decode("utf-8-sig", "ignore"))
    except OSError:
        return False


def read(path: Path, *, code: Code | None = None, name: str | None = None) -> CodeHistory:
    """The two partial versions that the page shows.

    `code` must be that of the page's title where it is given; `name` is what is recorded as the source's (by default
    the page's date: the name of a file would make two machines differ).
    Raises SourceError where the file isn't a comparison page.
    """
    content = read_bounded(path, _LARGEST, "a comparison page isn't that long")
    page = parse_page(content, str(path))
    name = name or f"Archéo Lex, page du {print_date(page.day)}"
    titled = by_title(page.title) or _unknown(page.title)
    if code is not None and code.id != titled.id:
        raise SourceError(f"{path}: the page is of the {page.title[:80]!r}, not of the {code.title!r}")
    code = code or titled
    info = SourceInfo(name, FORMAT, sha256(content).hexdigest(), page.day, str(path), _LICENCE, excerpt=True)
    return _History(page, code, info).result()


def unattributed(path: Path, *, name: str | None = None) -> tuple[Unattributed, ...]:
    """The texts of the page that stand under no article's heading, changed or not, in the order of the page."""
    page = parse_page(read_bounded(path, _LARGEST, "a comparison page isn't that long"), str(path))
    return tuple(_unattributed(page, name or path.name))


def _unknown(title: str) -> Code:
    code = of_slug(slug(title) or title)
    return Code(code.id, code.slug, title)


# -- one side of one hunk


@dataclass(slots=True)
class _Piece:
    """What stands under one heading on one side of a hunk; `heading` None for the text above the first heading, or
    below lines that were lost."""

    hunk: int
    heading: Line | None
    title: str = ""
    article: str | None = None  # the number as printed; None for a section or a piece without a heading
    path: tuple[Section, ...] = ()
    lines: list[Line] = field(default_factory=list)
    whole: bool = False

    @property
    def alineas(self) -> tuple[str, ...]:
        return tuple(alineas(line.text for line in self.lines))

    def where(self, name: str) -> str:
        shown = [line.at for line in ([self.heading] if self.heading else []) + self.lines]
        return f"{name}:{shown[0]}-{shown[-1]}" if shown else name


def _pieces(hunk: Hunk, index: int, side: str) -> Iterator[_Piece]:
    """One side of a hunk cut at its headings."""
    sections: list[tuple[int, Section]] = []
    piece = _Piece(index, None)
    for line in hunk.lines:
        if not line.on(side):
            continue
        if side in line.lost:
            yield piece
            piece = _Piece(index, None)
            sections.clear()
        heading = parse_heading(line.text)
        if not heading:
            piece.lines.append(line)
            continue
        piece.whole = True
        yield piece
        while sections and sections[-1][0] >= heading.level:
            sections.pop()
        piece = _Piece(index, line, heading.title, heading.article, tuple(found for _, found in sections))
        if heading.article is None:
            sections.append((heading.level, section(heading.title)))
    yield piece


def _unattributed(page: Page, name: str) -> Iterator[Unattributed]:
    for index, hunk in enumerate(page.hunks):
        sides = {side: [p for p in _pieces(hunk, index, side) if p.heading is None] for side in (OLD, NEW)}
        old, new = sides[OLD][0], sides[NEW][0]
        if old.alineas or new.alineas:
            yield _unnamed(page, hunk, name, old, new, hunk.context)
        for side in (OLD, NEW):
            for piece in sides[side][1:]:  # below lost lines: which side they were on is all that is known
                empty = _Piece(index, None)
                if piece.alineas:
                    yield _unnamed(page, hunk, name, *((piece, empty) if side == OLD else (empty, piece)), "")


def _unnamed(page: Page, hunk: Hunk, name: str, old: _Piece, new: _Piece, context: str) -> Unattributed:
    shown = [line.at for line in old.lines + new.lines]
    where = f"{name}:{min(shown)}-{max(shown)}"
    return Unattributed(
        page.previous, page.day, old.alineas, new.alineas, context, hunk.old, hunk.new, old.whole, new.whole, where
    )


# -- both sides of the page


class _History:
    """Says what the page attests, number by number."""

    def __init__(self, page: Page, code: Code, info: SourceInfo) -> None:
        self._page, self._code, self._info = page, code, info
        self._file = Path(info.location).name
        self._attestations: list[Attestation] = []
        self._placements: list[Placement] = []
        self._anomalies = [
            self._anomaly(p.kind, p.message, f"{self._file}:{p.at}", ours=p.text or None) for p in page.problems
        ]

    def result(self) -> CodeHistory:
        found: dict[str, tuple[list[_Piece], list[_Piece]]] = {}
        for index, hunk in enumerate(self._page.hunks):
            for position, side in enumerate((OLD, NEW)):
                for piece in _pieces(hunk, index, side):
                    number = self._number(piece, side)
                    if number:
                        found.setdefault(number, ([], []))[position].append(piece)
        for number, (olds, news) in found.items():
            for slot, (old, new) in enumerate(_pairs(olds, news), 1):
                self._attest(number, slot, old, new)
            if len(olds) > 1 or len(news) > 1:
                message = f"Le numéro figure {len(olds)} fois avant et {len(news)} fois après."
                self._anomalies.append(
                    self._anomaly("number_twice", message, (olds or news)[0].where(self._file), number)
                )
        page = self._page
        dates = (ConsolidatedDate(page.previous), ConsolidatedDate(page.day))
        return CodeHistory(
            self._code, self._info, dates, tuple(self._attestations), tuple(self._placements), tuple(self._anomalies),
            tuple(_unattributed(page, self._file)),
        )  # fmt: skip

    def _anomaly(
        self,
        kind: str,
        message: str,
        where: str,
        number: str | None = None,
        ours: str | None = None,
        theirs: str | None = None,
    ) -> Anomaly:
        return Anomaly(kind, self._info.name, self._code.id, number, self._page.day, message, where, ours, theirs)

    def _number(self, piece: _Piece, side: str) -> str | None:
        """The canonical number of an article's piece; what has none is reported and left out."""
        if piece.heading is None:
            return None
        where, words = piece.where(self._file), "\n\n".join(piece.alineas)
        shown_once = side == NEW and piece.heading.mark == " "
        if piece.article is None:
            if words and not shown_once:
                message = f"Texte sous un titre et hors de tout article : « {piece.title[:80]} »."
                self._anomalies.append(self._anomaly("text_outside_articles", message, where, None, words))
            return None
        try:
            return str(numbering.from_source(piece.article))
        except BadNumber:
            message = f"Numéro d’article illisible : « {piece.article[:80]} »."
            self._anomalies.append(self._anomaly("bad_number", message, where, None, words))
            return None

    def _attest(self, number: str, slot: int, old: _Piece | None, new: _Piece | None) -> None:
        """What the page says of one number, from one piece of each side at most."""
        before, day = self._page.previous, self._page.day
        changed = _changed(old, new, self._page.entire) if old and new else self._page.entire
        if old and new and not changed and (old.whole, old.alineas) == (new.whole, new.alineas):
            self._add(number, slot, new, before, (before, day))
        else:
            if old:
                self._add(number, slot, old, before, (before,), valid_to=day if changed else None)
            if new:
                self._add(number, slot, new, day, (day,), valid_from=day if changed else None)
        if old and new and old.path and old.path == new.path:
            self._placements.append(Placement(number, new.path, before, None, slot))
        else:
            if old and old.path:
                self._placements.append(Placement(number, old.path, before, day, slot))
            if new and new.path:
                self._placements.append(Placement(number, new.path, day, None, slot))

    def _add(
        self,
        number: str,
        slot: int,
        piece: _Piece,
        start: date,
        observed: tuple[date, ...],
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> None:
        self._attestations.append(
            Attestation(
                number=number,
                state=State.IN_FORCE,
                text=Text(piece.alineas),
                attested_from=start,
                valid_from=valid_from,
                valid_to=valid_to,
                observed=observed,
                complete=piece.whole,
                slot=slot,
                label=numbering.from_source(piece.article or number).label,
                where=piece.where(self._file),
            )
        )


def _pairs(olds: Sequence[_Piece], news: Sequence[_Piece]) -> Iterator[tuple[_Piece | None, _Piece | None]]:
    """The pieces of one number, old and new: those under one heading, then those of one text, then in order."""
    left, right = list(olds), list(news)
    pairs: list[tuple[_Piece, _Piece]] = []
    for alike in (_same_heading, _same_text, _any):
        for old in list(left):
            new = next((piece for piece in right if alike(old, piece)), None)
            if new is not None:
                pairs.append((old, new))
                left.remove(old)
                right.remove(new)
    yield from pairs
    yield from ((old, None) for old in left)
    yield from ((None, new) for new in right)


def _same_heading(old: _Piece, new: _Piece) -> bool:
    return old.heading is new.heading


def _same_text(old: _Piece, new: _Piece) -> bool:
    return old.alineas == new.alineas


def _any(old: _Piece, new: _Piece) -> bool:
    return True


def _changed(old: _Piece, new: _Piece, entire: bool) -> bool:
    """Whether the two sides prove that the article's text changed: they differ beyond one being cut short.

    Where no line of the page is missing (`entire`), two fragments under one heading end at one place of the hunk: they
    can't differ but by what changed.
    """
    ours, theirs = old.alineas, new.alineas
    if ours == theirs:
        return False
    known = min(len(ours), len(theirs))
    if ours[:known] != theirs[:known] or (old.whole and new.whole):
        return True
    shorter = old if len(ours) == known else new
    return shorter.whole or (entire and not old.whole and not new.whole and old.heading is new.heading)
