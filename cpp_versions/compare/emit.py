"""From an edit script to operations: spaces given back to the words, typography folded.

A gap (the spacing between two tokens) beside an edit goes to the edit or to what is kept so that the pieces read
well: deleting a word takes one of its two spaces along. Elsewhere, a gap or a token that differs only in typography
becomes a folded pair of `-` and `+`.
"""

from __future__ import annotations

from cpp_versions.compare.alinea import SEPARATOR
from cpp_versions.compare.script import Script, Side
from cpp_versions.compare.words import Edit

__all__ = ["Op", "emit"]

Op = tuple[str, str]


Span = tuple[int, int]


class _Text:
    """A text and where its tokens stand, the sentinels included."""

    __slots__ = ("_last", "_places", "_side", "text")

    def __init__(self, side: Side) -> None:
        self.text = side.text
        self._side = side
        self._places = side.places()
        self._last = len(side.letters) - 1

    def start(self, index: int) -> int:
        if index == 0:
            return 0
        return self._side.after if index == self._last else self._places.start(index - 1)

    def end(self, index: int) -> int:
        if index == 0:
            return self._side.before
        return len(self.text) if index == self._last else self._places.end(index - 1)


class _Ops:
    """Operations in the making, given by places in the two texts: neighbours that are kept are joined."""

    def __init__(self, old: _Text, new: _Text, gone: list[Span], come: list[Span]) -> None:
        self.old, self.new = old, new
        self.ops: list[Op] = []
        self.folded: list[int] = []
        self.gone, self.come = gone, come  # where passages moved from, and to
        self.sources: dict[Span, int] = {}
        self.targets: dict[Span, int] = {}

    def keep(self, span: Span) -> None:
        text = self.old.text[span[0] : span[1]]
        if text:
            if self.ops and self.ops[-1][0] == "=":
                text = self.ops.pop()[1] + text
            self.ops.append(("=", text))

    def replace(self, old: Span, new: Span) -> None:
        self._write("-<", self.old.text, old, self.gone, self.sources)
        self._write("+>", self.new.text, new, self.come, self.targets)

    def fold(self, old: Span, new: Span) -> None:
        if self.same(old, new):
            self.keep(old)
            return
        before = len(self.ops)
        self.replace(old, new)
        self.folded += range(before, len(self.ops))

    def same(self, old: Span, new: Span) -> bool:
        return self.old.text[old[0] : old[1]] == self.new.text[new[0] : new[1]]

    def _write(self, kinds: str, text: str, span: Span, moved: list[Span], where: dict[Span, int]) -> None:
        place, end = span
        for passage in moved:
            if place <= passage[0] and passage[1] <= end:
                if place < passage[0]:
                    self.ops.append((kinds[0], text[place : passage[0]]))
                where[passage] = len(self.ops)
                self.ops.append((kinds[1], text[passage[0] : passage[1]]))
                place = passage[1]
        if place < end:
            self.ops.append((kinds[0], text[place:end]))


def emit(script: Script, moved: list[Edit]) -> tuple[tuple[Op, ...], tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The operations, the indices of those that are typographic only, and the pairs of those that moved.

    `moved` are old tokens [a, b) and the new tokens [c, d) that they became elsewhere.
    """
    old, new = _Text(script.old), _Text(script.new)
    gone: list[Span] = []
    come: list[Span] = []
    for a, b, c, d in moved:
        left, right = (old.start(a), old.end(b - 1)), (new.start(c), new.end(d - 1))
        # The space before an edit inside the passage moved with it.
        if _shares_gap(script, old, new, b, d):
            left, right = (left[0], old.start(b)), (right[0], new.start(d))
        gone.append(left)
        come.append(right)
    out = _Ops(old, new, sorted(gone), sorted(come))
    i = j = 0
    for index, (a, b, c, d) in enumerate(script.edits):
        touched = i == a and j == c
        touches = index + 1 < len(script.edits) and script.edits[index + 1][0] == b and script.edits[index + 1][2] == d
        if touched:
            out.fold((old.end(a - 1), old.start(a)), (new.end(c - 1), new.start(c)))
        else:
            _equal(out, i, a, j, c)
        if a < b and c < d:
            _replaced(out, (a, b, c, d), before=not touched, after=not touches)
        else:
            _one_sided(out, (a, b, c, d))
        i, j = b, d
    _equal(out, i, len(script.old.letters), j, len(script.new.letters))
    pairs = sorted((out.sources[source], out.targets[target]) for source, target in zip(gone, come, strict=True))
    return tuple(out.ops), tuple(out.folded), tuple(pairs)


def _shares_gap(script: Script, old: _Text, new: _Text, b: int, d: int) -> bool:
    """Whether the old token `b` and the new token `d` lie within edits and have the same gap before them."""
    return (
        old.text[old.end(b - 1) : old.start(b)] == new.text[new.end(d - 1) : new.start(d)] != SEPARATOR
        and any(edit[0] < b < edit[1] for edit in script.edits)
        and any(edit[2] < d < edit[3] for edit in script.edits)
    )


def _equal(out: _Ops, a: int, b: int, c: int, d: int) -> None:
    """Tokens [a, b) and [c, d) have the same keys; the gaps around them are not ours."""
    old, new = out.old, out.new
    left, right = (old.start(a), old.end(b - 1)), (new.start(c), new.end(d - 1))
    if out.same(left, right):
        out.keep(left)
    elif b - a == 1:
        out.fold(left, right)
    else:  # what differs is found by halves: it is little
        i, j = a + (b - a) // 2, c + (b - a) // 2
        _equal(out, a, i, c, j)
        out.fold((old.end(i - 1), old.start(i)), (new.end(j - 1), new.start(j)))
        _equal(out, i, b, j, d)


def _one_sided(out: _Ops, edit: Edit) -> None:
    """Tokens deleted, or inserted; of the gaps around them, the one that the other side has is kept."""
    a, b, c, d = edit
    old, new = out.old, out.new
    gone, come = (old.end(a - 1), old.start(b)), (new.end(c - 1), new.start(d))
    longer, gap = (gone, come) if c == d else (come, gone)
    size = gap[1] - gap[0]
    head, tail = (longer[0], longer[0] + size), (longer[1] - size, longer[1])
    first, last = ((head, gap), (tail, gap)) if c == d else ((gap, head), (gap, tail))
    if out.same(*first):
        out.keep(first[0])
        out.replace(*(((head[1], gone[1]), (come[1], come[1])) if c == d else ((gone[1], gone[1]), (head[1], come[1]))))
    elif out.same(*last):
        out.replace(*(((gone[0], tail[0]), (come[0], come[0])) if c == d else ((gone[0], gone[0]), (come[0], tail[0]))))
        out.keep(last[0])
    else:
        out.replace(gone, come)


def _replaced(out: _Ops, edit: Edit, *, before: bool, after: bool) -> None:
    """Tokens replaced by others, with the gap before them and the one after, if they are ours."""
    a, b, c, d = edit
    old, new = out.old, out.new
    gone, come = (old.start(a), old.end(b - 1)), (new.start(c), new.end(d - 1))
    if before:
        heads = (old.end(a - 1), old.start(a)), (new.end(c - 1), new.start(c))
        if out.same(*heads) or _parts(out, *heads):
            out.fold(*heads)
        else:
            gone, come = (heads[0][0], gone[1]), (heads[1][0], come[1])
    if not after:
        out.replace(gone, come)
        return
    tails = (old.end(b - 1), old.start(b)), (new.end(d - 1), new.start(d))
    if out.same(*tails) or _parts(out, *tails):
        out.replace(gone, come)
        out.fold(*tails)
    else:
        out.replace((gone[0], tails[0][1]), (come[0], tails[1][1]))


def _parts(out: _Ops, old: Span, new: Span) -> bool:
    """Whether a gap parts two alinéas on one side."""
    return SEPARATOR in out.old.text[old[0] : old[1]] or SEPARATOR in out.new.text[new[0] : new[1]]
