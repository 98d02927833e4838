"""The words of a text as it stands, for words of the same text in which renamings have been made.

A comparison sees "les personnes prévenues et les accusés" where the article says "les prévenus et les accusés": what is
shown as deleted must be what the article says. Both texts are compared once, and a span of the one is led back to a
span of the other; where it cuts through a renaming, the whole of the words that were renamed are given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cpp_versions.compare import diff

__all__ = ["Quotes"]

_PARTED = "\n\n"


class Quotes:
    """Spans of `renamed`, joined by blank lines, given as the words of `written`, the text that it was made of."""

    def __init__(self, written: Sequence[str], renamed: Sequence[str]) -> None:
        self._text = _PARTED.join(written)
        # where the texts are the same and where they aren't, in turn: beginnings in both, and whether they are the same
        self._runs: list[tuple[int, int, bool]] = []
        before = after = 0
        for op, text in diff(written, renamed).ops:
            same = op == "="
            if not self._runs or same or self._runs[-1][2]:
                self._runs.append((after, before, same))
            before += len(text) if op in "=-<" else 0
            after += len(text) if op in "=+>" else 0
        self._runs.append((after, before, True))
        self._starts = [run[0] for run in self._runs]

    def quoted(self, start: int, text: str) -> str:
        """The words of the text for `text`, which begins at `start` of the renamed one; empty for no words."""
        return self._text[self._led(start, last=False) : self._led(start + len(text), last=True)] if text else ""

    def _led(self, place: int, *, last: bool) -> int:
        """The place in the text that `place` stands for: a beginning or, with `last`, the end of a span. Words that
        were left out there go with what follows them, and at the end with what goes before."""
        if last and place == self._starts[-1]:
            return len(self._text)
        at = bisect_right(self._starts, place - last) - 1
        if not last and self._starts[at] == place:  # of runs that begin there, the first: nothing is left of it
            at = bisect_left(self._starts, place)
        after, before, same = self._runs[at]
        if same:
            return before + place - after
        return self._runs[at + 1][1] if last else before
