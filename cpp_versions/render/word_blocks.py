"""A diff cut where Word needs it cut: stretches of paragraphs, and the tables between them.

A table can't be cut by a tracked change as text can. So the operations are cut at alinéas that begin on both sides:
what touches a table is taken whole, with all that can't be told from it; everything else stays a stream of operations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpp_versions.compare import Diff
from cpp_versions.text import is_table

__all__ = ["Atom", "Block", "Tables", "blocks"]

_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of an operation that holds no separator of alinéas, or is one. `index` is that of the operation."""

    op: str
    text: str
    folded: bool = False
    index: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs without a table. `only` is `-` or `+` where one side alone has them."""

    atoms: tuple[Atom, ...]

    @property
    def only(self) -> str:
        if self.atoms and all(atom.op in "-<" for atom in self.atoms):
            return "-"
        return "+" if self.atoms and all(atom.op in "+>" for atom in self.atoms) else ""


@dataclass(frozen=True, slots=True)
class Tables:
    """Alinéas of the old side and those that answer to them on the new one, of which one at least is a table."""

    old: tuple[str, ...]
    new: tuple[str, ...]


def blocks(diff: Diff) -> Iterator[Block | Tables]:
    """The blocks in order. The alinéas of their old sides are those of the old text, and so for the new.

    The separators between a table and what stands beside it are left out: a table ends a paragraph by itself.
    """
    waiting: list[Atom] | None = None
    lead: Atom | None = None
    before: Atom | None = None
    for part, separator in _parts(_atoms(diff)):
        old, new = _alineas(part, "=-<"), _alineas(part, "=+>")
        if any(map(is_table, (*old, *new))):
            if waiting is not None:
                yield _block(waiting, lead, before)
            yield Tables(old, new)
            waiting, lead = None, separator
        elif waiting is None:
            waiting = list(part)
        else:
            waiting += [*([before] if before else []), *part]
        before = separator
    if waiting is not None:
        yield _block(waiting, lead, None)


def _atoms(diff: Diff) -> list[Atom]:
    folded = set(diff.folded)
    found: list[Atom] = []
    for index, (op, text) in enumerate(diff.ops):
        for k, part in enumerate(text.split(_SEPARATOR)):
            if k:
                found.append(Atom(op, _SEPARATOR, index in folded, index))
            if part:
                found.append(Atom(op, part, index in folded, index))
    return found


def _parts(atoms: Sequence[Atom]) -> Iterator[tuple[list[Atom], Atom | None]]:
    """Stretches that begin and end with an alinéa on both sides, each with the separator after it."""
    part: list[Atom] = []
    for place, atom in enumerate(atoms):
        if atom.text == _SEPARATOR and (atom.op == "=" or _rests(atoms, place, "=+>" if atom.op in "-<" else "=-<")):
            yield part, atom
            part = []
        else:
            part.append(atom)
    yield part, None


def _rests(atoms: Sequence[Atom], place: int, side: str) -> bool:
    """Whether that side is between two alinéas at `place`, or at its beginning or end."""
    before = next((atom for atom in reversed(atoms[:place]) if atom.op in side), None)
    after = next((atom for atom in atoms[place + 1 :] if atom.op in side), None)
    return before is None or after is None or _SEPARATOR in (before.text, after.text)


def _alineas(part: Sequence[Atom], side: str) -> tuple[str, ...]:
    text = "".join(atom.text for atom in part if atom.op in side)
    return tuple(text.split(_SEPARATOR)) if text else ()


def _block(atoms: list[Atom], lead: Atom | None, trail: Atom | None) -> Block:
    """The block without the separators before and after it. Where one side only had one there, so has the other,
    further in."""
    if trail is not None:
        atoms = _without(atoms[::-1], trail.op)[::-1]
    if lead is not None:
        atoms = _without(atoms, lead.op)
    return Block(tuple(atoms))


def _without(atoms: list[Atom], op: str) -> list[Atom]:
    """The atoms less the first separator of the side that doesn't have `op`, if nothing of that side is before it."""
    if op == "=":
        return atoms
    other = "=+>" if op in "-<" else "=-<"
    for place, atom in enumerate(atoms):
        if atom.op in other:
            if atom.text != _SEPARATOR:
                break
            kept = [Atom(op, _SEPARATOR)] if atom.op == "=" else []
            return [*atoms[:place], *kept, *atoms[place + 1 :]]
    return atoms
