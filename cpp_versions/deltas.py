"""Differences of two contents, as git packs them: what is copied from the old one, and what is new.

That of two states of a text is found in one pass from its beginning to its end, in a time that is bounded whatever the
texts are: what has moved is told anew, and texts that differ in too many places are no two states of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["Step", "delta_of_texts", "instructions", "size_of"]

Step = tuple[int, int] | bytes
"""What is copied (where it stands in the old content, how long it is), or what is new."""

_LONGEST_COPY, _LONGEST_INSERT = 0xFFFF, 127
_ALIKE = 24  # bytes that begin two states of one file
_PROBE, _NEAR, _FAR = 20, 1 << 12, 1 << 15  # bytes that are looked for where two texts differ, and how far
_STEPS = (8, 32, 96, 256)
_MOST_STEPS, _MOST_LINES = 1000, 30


def delta_of_texts(old: bytes, new: bytes) -> bytes | None:
    """How `new` is made from `old`, in the order of both; None where that isn't worth it."""
    if min(len(old), len(new)) < _ALIKE or old[:_ALIKE] != new[:_ALIKE]:
        return None  # another file
    end = min(_shared_end(old, new), len(old) - _ALIKE, len(new) - _ALIKE)
    stop, most = len(new) - end, len(new) // 4 * 3
    steps: list[Step] = []
    at = here = fresh = 0
    for _ in range(_MOST_STEPS):
        length = _shared(old, at, new, here, stop)
        if length:
            steps.append((at, length))
            at, here = at + length, here + length
        if here == stop:
            break
        place, at = _again(old, at, new, here, stop)
        steps.append(new[here:place])
        fresh += place - here
        if fresh > most:
            return None
        here = place
    if here < stop:
        return None
    if end:
        steps.append((len(old) - end, end))
    return instructions(len(old), len(new), steps)


def _again(old: bytes, at: int, new: bytes, here: int, stop: int) -> tuple[int, int]:
    """Where two texts that differ from `at` and `here` on go on alike: some bytes further, or after some lines. The
    place in the new one, its end where none is found, and that in the old one."""
    for step in _STEPS:
        if here + step + _PROBE > stop:
            break
        found = old.find(new[here + step : here + step + _PROBE], at, at + _NEAR)
        if found >= 0:
            return here + step, found
    place = here
    for _ in range(_MOST_LINES):
        place = new.find(b"\n", place, stop) + 1
        if not 0 < place < stop:
            break
        found = old.find(new[place : min(place + _PROBE, stop)], at, at + _FAR)
        if found >= 0:
            return place, found
    return stop, at


def _shared(a: bytes, at: int, b: bytes, here: int, stop: int) -> int:
    """How many bytes two texts share from there on, to `stop` in the second one."""
    most, done = min(len(a) - at, stop - here), 0
    for piece in _pieces(most):
        one, other = a[at + done : at + done + piece], b[here + done : here + done + piece]
        if one != other:  # of numbers that begin with the same digits, the difference has fewer
            differ = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
            return done + piece - (differ.bit_length() + 7) // 8
        done += piece
    return done


def _shared_end(a: bytes, b: bytes) -> int:
    """How many bytes they share at their end."""
    la, lb, done = len(a), len(b), 0
    for piece in _pieces(min(la, lb)):
        one, other = a[la - done - piece : la - done], b[lb - done - piece : lb - done]
        if one != other:
            differ = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
            return done + piece - (differ.bit_length() + 7) // 8
        done += piece
    return done


def _pieces(most: int) -> Iterator[int]:
    """The lengths of the pieces that are compared: most texts differ soon."""
    piece = 64
    while most > 0:
        yield min(piece, most)
        most -= piece
        piece = min(4 * piece, _LONGEST_COPY)


def instructions(old: int, new: int, steps: Iterable[Step]) -> bytes:
    """A difference as git packs it; the sizes of both sides, then what is copied (offset, length) and what is new."""
    parts = [size_of(old), size_of(new)]
    for step in steps:
        if isinstance(step, bytes):
            for at in range(0, len(step), _LONGEST_INSERT):
                piece = step[at : at + _LONGEST_INSERT]
                parts.append(bytes((len(piece),)) + piece)
            continue
        at, length = step
        while length:
            count = min(length, _LONGEST_COPY)
            parts.append(_copy(at, count))
            at, length = at + count, length - count
    return b"".join(parts)


def _copy(at: int, count: int) -> bytes:
    told = (count << 32 | at).to_bytes(6, "little")
    a, b, c, d, e, f = map(bool, told)  # which bytes are told: those that are none are left out
    return bytes((0x80 | a | b << 1 | c << 2 | d << 3 | e << 4 | f << 5,)) + told.replace(b"\0", b"")


def size_of(size: int) -> bytes:
    """A size as git packs it: seven bits at a time, the lowest first."""
    told = bytearray()
    while size > 0x7F:
        told.append(size & 0x7F | 0x80)
        size >>= 7
    told.append(size)
    return bytes(told)
