"""From an edit script to operations: spaces given back to the words, typography folded.

A gap (the spacing between two tokens) beside an edit goes to the edit or to what is kept so that the pieces read
well: deleting a word takes one of its two spaces along. Elsewhere, a gap or a token that differs only in typography
becomes a folded pair of `-` and `+`.
"""

from __future__ import annotations

from cpp_versions.compare.script import Script
from cpp_versions.compare.words import Edit

__all__ = ["Op", "emit"]

Op = tuple[str, str]

_SEPARATOR = "\n\n"  # of alinéas: where only one text has it, it is never hidden in an edit


class _Ops:
    """Operations in the making: neighbours of one kind are joined."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        self.folded: list[int] = []

    def keep(self, text: str) -> None:
        if text:
            if self.ops and self.ops[-1][0] == "=":
                text = self.ops.pop()[1] + text
            self.ops.append(("=", text))

    def replace(self, old: str, new: str) -> None:
        if old:
            self.ops.append(("-", old))
        if new:
            self.ops.append(("+", new))

    def fold(self, old: str, new: str) -> None:
        if old == new:
            self.keep(old)
            return
        before = len(self.ops)
        self.replace(old, new)
        self.folded += range(before, len(self.ops))


def emit(script: Script) -> tuple[tuple[Op, ...], tuple[int, ...]]:
    """The operations, and the indices of those that are typographic only."""
    out = _Ops()
    old, new = script.old, script.new
    i = j = 0
    for index, (a, b, c, d) in enumerate(script.edits):
        touched = i == a and j == c
        touches = index + 1 < len(script.edits) and script.edits[index + 1][0] == b and script.edits[index + 1][2] == d
        if touched:
            out.fold(old.text[old.ends[a - 1] : old.starts[a]], new.text[new.ends[c - 1] : new.starts[c]])
        else:
            _equal(script, out, i, a, j, c)
        if touched or touches:
            _replaced(script, out, (a, b, c, d), before=not touched, after=not touches)
        else:
            _edit(script, out, a, b, c, d)
        i, j = b, d
    _equal(script, out, i, len(old.keys), j, len(new.keys))
    return tuple(out.ops), tuple(out.folded)


def _equal(script: Script, out: _Ops, a: int, b: int, c: int, d: int) -> None:
    """Tokens [a, b) and [c, d) have the same keys; the gaps around them are not ours."""
    old, new = script.old, script.new
    left = old.text[old.starts[a] : old.ends[b - 1]]
    right = new.text[new.starts[c] : new.ends[d - 1]]
    if left == right:
        out.keep(left)
        return
    for k in range(b - a):
        i, j = a + k, c + k
        if k:
            out.fold(old.text[old.ends[i - 1] : old.starts[i]], new.text[new.ends[j - 1] : new.starts[j]])
        out.fold(old.text[old.starts[i] : old.ends[i]], new.text[new.starts[j] : new.ends[j]])


def _edit(script: Script, out: _Ops, a: int, b: int, c: int, d: int) -> None:
    """Tokens [a, b) became [c, d); the gaps around them are ours."""
    if a < b and c < d:
        _replaced(script, out, (a, b, c, d), before=True, after=True)
        return
    gone = script.old.text[script.old.ends[a - 1] : script.old.starts[b]]
    come = script.new.text[script.new.ends[c - 1] : script.new.starts[d]]
    longer, gap = (gone, come) if c == d else (come, gone)
    if longer.startswith(gap):
        head, middle, tail = gap, longer[len(gap) :], ""
    elif longer.endswith(gap):
        head, middle, tail = "", longer[: len(longer) - len(gap)], gap
    else:
        out.replace(gone, come)
        return
    out.keep(head)
    out.replace(*((middle, "") if c == d else ("", middle)))
    out.keep(tail)


def _replaced(script: Script, out: _Ops, edit: Edit, *, before: bool, after: bool) -> None:
    """Tokens replaced by others, with the gap before them and the one after, if they are ours."""
    old, new = script.old, script.new
    a, b, c, d = edit
    heads = (
        (old.text[old.ends[a - 1] : old.starts[a]], new.text[new.ends[c - 1] : new.starts[c]]) if before else ("", "")
    )
    tails = (
        (old.text[old.ends[b - 1] : old.starts[b]], new.text[new.ends[d - 1] : new.starts[d]]) if after else ("", "")
    )
    gone = old.text[old.starts[a] : old.ends[b - 1]]
    come = new.text[new.starts[c] : new.ends[d - 1]]
    if heads[0] == heads[1] or _SEPARATOR in "".join(heads):
        out.fold(*heads)
    else:
        gone, come = heads[0] + gone, heads[1] + come
    if tails[0] == tails[1] or _SEPARATOR in "".join(tails):
        out.replace(gone, come)
        out.fold(*tails)
    else:
        out.replace(gone + tails[0], come + tails[1])
