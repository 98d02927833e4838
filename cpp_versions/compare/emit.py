"""From an edit script to operations: spaces given back to the words, typography folded.

A gap (the spacing between two tokens) beside an edit goes to the edit or to what is kept so that the pieces read
well: deleting a word takes one of its two spaces along. Elsewhere, a gap or a token that differs only in typography
becomes a folded pair of `-` and `+`.
"""

from __future__ import annotations

from cpp_versions.compare.script import Script

__all__ = ["Op", "emit"]

Op = tuple[str, str]


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
    i = j = 0
    for a, b, c, d in script.edits:
        _equal(script, out, i, a, j, c)
        _edit(script, out, a, b, c, d)
        i, j = b, d
    _equal(script, out, i, len(script.old.keys), j, len(script.new.keys))
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
    old, new = script.old, script.new
    gone = old.text[old.ends[a - 1] : old.starts[b]]
    come = new.text[new.ends[c - 1] : new.starts[d]]
    if a == b or c == d:
        longer, gap = (gone, come) if c == d else (come, gone)
        if longer.startswith(gap):
            kept_before, middle, kept_after = gap, longer[len(gap) :], ""
        elif longer.endswith(gap):
            kept_before, middle, kept_after = "", longer[: len(longer) - len(gap)], gap
        else:
            out.replace(gone, come)
            return
    else:
        before = old.starts[a] - old.ends[a - 1], new.starts[c] - new.ends[c - 1]
        after = old.starts[b] - old.ends[b - 1], new.starts[d] - new.ends[d - 1]
        head = gone[: before[0]] if gone[: before[0]] == come[: before[1]] else ""
        tail = gone[len(gone) - after[0] :] if gone[len(gone) - after[0] :] == come[len(come) - after[1] :] else ""
        out.keep(head)
        out.replace(gone[len(head) : len(gone) - len(tail)], come[len(head) : len(come) - len(tail)])
        out.keep(tail)
        return
    out.keep(kept_before)
    if c == d:
        out.replace(middle, "")
    else:
        out.replace("", middle)
    out.keep(kept_after)
