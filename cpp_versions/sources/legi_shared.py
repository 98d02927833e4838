"""Blocks of XML that many files of LEGI have in common, byte for byte, read once.

More than half of the file of an article's version is told by others too: the sections above it (`CONTEXTE`) by all
articles of a section, its versions (`VERSIONS`) by each of them, acts (`LIENS`) by all articles that one changes. A
block that a well-formed file had is handed to the parser as an empty element of its name in the files that have it too:
they are well-formed as they were, the element stands where it stood, and what the block says is known.

Only where that is certain: in UTF-8 and without comments, CDATA sections, entities that are declared, processing
instructions and namespaces, so that a `<` begins a tag and nothing else; for a block that is the only element of its
name. Other files are read whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from lxml import etree

__all__ = ["DECLARED", "Emptied", "SharedBlocks"]

T = TypeVar("T")
DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'
_TAGS = tuple(
    (name, f"<{name}".encode(), f"<{name}>".encode(), f"</{name}>".encode())
    for name in ("CONTEXTE", "VERSIONS", "LIENS")
)
"""In the order in which they stand in a file."""
_LEAST, _LONGEST = 64, 1 << 15  # bytes of a block
_MOST = 4 << 20  # bytes of all blocks that are kept


class SharedBlocks:
    """The blocks met so far, each with what it says."""

    def __init__(self) -> None:
        self.known: dict[bytes, Any] = {}
        self._size = 0

    def learn(self, block: bytes, value: object) -> None:
        """Take over a block of a file that was read."""
        if self._size + len(block) > _MOST:
            self.forget()
        self._size += len(block)
        self.known[block] = value

    def forget(self) -> None:
        """Let go of all of them."""
        self.known.clear()
        self._size = 0


class Emptied:
    """A file without the blocks that are known: `data` is what is left to parse; None where the file is to be read
    whole."""

    __slots__ = ("_blocks", "_fresh", "_told", "data")

    def __init__(self, data: bytes, blocks: SharedBlocks) -> None:
        self._blocks = blocks
        self._told: dict[str, Any] = {}
        self._fresh: dict[str, bytes] = {}
        self.data = self._without_known(data) if _is_plain(data) else None

    def _without_known(self, data: bytes) -> bytes:
        kept: list[bytes] = []
        done = after = 0
        for name, begins, opening, closing in _TAGS:
            begin = data.find(begins, after)
            if begin < 0 or not data.startswith(opening, begin) or data.find(begins, begin + 1) >= 0:
                continue
            end = data.find(closing, begin) + len(closing)
            if not _LEAST < end - begin < _LONGEST:
                continue
            block, after = data[begin:end], end
            if block in self._blocks.known:
                self._told[name] = self._blocks.known[block]
                kept += (data[done:begin], begins, b"/>")
                done = end
            else:
                self._fresh[name] = block
        return b"".join((*kept, data[done:])) if kept else data

    def value(self, name: str, element: etree._Element | None, read: Callable[[etree._Element], T], none: T) -> T:
        """What the block `name` says, of the root's child `element`; `none` where there is no such child."""
        if element is None:
            return none
        if name in self._told:
            told: T = self._told[name]
            return told
        found = read(element)
        if name in self._fresh:
            self._blocks.learn(self._fresh[name], found)
        return found


def _is_plain(data: bytes) -> bool:
    """Whether a `<` begins a tag and nothing else, and names mean what they say."""
    return (
        data.startswith(DECLARED)
        and (b"!" not in data or b"<!" not in data)  # most have no such character, which is found sooner
        and (data.find(b"?", len(DECLARED)) < 0 or data.find(b"<?", 1) < 0)
        and b"xmlns" not in data
    )
