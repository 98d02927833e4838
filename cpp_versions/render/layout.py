"""A diff laid out in rows, one per alinéa: what every display of a diff starts from.

The operations of a `Diff` know no alinéas; a reader does. A row holds the pieces of one alinéa in reading order. An
alinéa deleted or inserted whole has a row of its own, also where another takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpp_versions.compare import Diff
from cpp_versions.text import is_table

__all__ = ["Piece", "Row", "rows"]

_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one alinéa.

    `op` is that of the contract. `folded`: only typography differs. `change` numbers the change that the piece
    belongs to, from 1; 0 for what is kept. `cut` marks a place (its text is empty) where an alinéa was cut in two
    (`+`) or two were joined (`-`).
    """

    op: str
    text: str
    folded: bool = False
    change: int = 0
    cut: bool = False

    @property
    def in_old(self) -> bool:
        """True if the old text has it."""
        return self.op in "=-<"

    @property
    def in_new(self) -> bool:
        """True if the new text has it."""
        return self.op in "=+>"

    @property
    def marked(self) -> bool:
        """True if a reader should see it as changed."""
        return self.op != "=" and not self.folded


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of one alinéa."""

    pieces: tuple[Piece, ...]

    @property
    def old(self) -> tuple[Piece, ...]:
        """The pieces of the old text."""
        return tuple(piece for piece in self.pieces if piece.in_old)

    @property
    def new(self) -> tuple[Piece, ...]:
        """The pieces of the new text."""
        return tuple(piece for piece in self.pieces if piece.in_new)

    @property
    def changed(self) -> bool:
        """True if a piece is marked."""
        return any(piece.marked for piece in self.pieces)

    @property
    def only(self) -> str:
        """`-` for an alinéa that only the old text has, `+` for one that only the new text has, else empty."""
        if all(piece.in_old and not piece.in_new for piece in self.pieces):
            return "-"
        return "+" if all(piece.in_new and not piece.in_old for piece in self.pieces) else ""


def rows(diff: Diff) -> tuple[Row, ...]:
    """The rows of a diff. The pieces of the old side, joined by row, are the old text less its separators."""
    atoms = _atoms(diff)
    found: list[Row] = []
    pieces: list[Piece] = []
    for place, atom in enumerate(atoms):
        if atom.text != _SEPARATOR:
            if _begins_alinea(atoms, place, pieces):
                found.append(Row(tuple(pieces)))
                pieces = []
            pieces.append(atom)
            continue
        held = {piece.op for piece in pieces if piece.text and piece.op != "="}
        kept = any(piece.op == "=" or piece.folded for piece in pieces)
        joined = atom.op != "=" and (kept or ({"-", "<"} & held and {"+", ">"} & held)) and _goes_on(atoms, place)
        if joined:
            pieces.append(replace(atom, text="", cut=True))
        if not joined or atom.in_new:
            found.append(Row(tuple(pieces)))
            pieces = []
    found.append(Row(tuple(pieces)))
    return tuple(row for row in found if row.pieces)


def _atoms(diff: Diff) -> list[Piece]:
    """The operations as pieces, cut at the separators of alinéas, each separator a piece."""
    folded = set(diff.folded)
    atoms: list[Piece] = []
    change = 0
    within = False
    for index, (op, text) in enumerate(diff.ops):
        marked = op != "=" and index not in folded
        if marked and not within:
            change += 1
        within = marked
        for k, part in enumerate(text.split(_SEPARATOR)):
            if k:
                atoms.append(Piece(op, _SEPARATOR, index in folded, change if marked else 0))
            if part:
                atoms.append(Piece(op, part, index in folded, change if marked else 0))
    return atoms


def _begins_alinea(atoms: list[Piece], place: int, pieces: list[Piece]) -> bool:
    """Whether an inserted alinéa begins at `place`, after a deleted one that it replaces whole."""
    if not pieces or not atoms[place].in_new or atoms[place].op == "=":
        return False
    if any(piece.op not in "-<" or piece.folded for piece in pieces):
        return False
    following = place + 1
    while following < len(atoms) and atoms[following].op in "+>" and atoms[following].text != _SEPARATOR:
        following += 1
    return following == len(atoms) or atoms[following].text == _SEPARATOR


def _goes_on(atoms: list[Piece], place: int) -> bool:
    """Whether the alinéa of the other side goes on after the separator at `place`, which only one side has."""
    if atoms[place].folded:
        return True
    if any(is_table(atom.text) for atom in (*atoms[max(place - 1, 0) : place], *atoms[place + 1 : place + 2])):
        return False  # a table goes on in no paragraph
    other = "=+>" if atoms[place].op in "-<" else "=-<"
    for index in range(place + 1, len(atoms)):
        if atoms[index].op in other:
            # Alinéas deleted, and others inserted in their place, aren't joined to one another.
            replaced = atoms[index:]
            run = next((k for k, atom in enumerate(replaced) if atom.op == "="), len(replaced))
            return all(atom.text != _SEPARATOR for atom in replaced[: max(run, 1)])
    return False
