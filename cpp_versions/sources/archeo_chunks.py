"""The file of a code in Archéo Lex's repositories, cut at its headings, and what stands under each.

The versions of a code differ in few places: a chunk is bytes, so that whoever reads many versions can tell at no cost
which chunks were read before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpp_versions import numbering
from cpp_versions.errors import BadNumber
from cpp_versions.model import State, Text
from cpp_versions.placeholders import state_of
from cpp_versions.sources.archeo_text import Heading, alineas, parse_heading

__all__ = ["Chunk", "chunks", "parse_chunk"]

_NOTHING = Text(())
_HEADING = re.compile(rb"#{0,11}[ \t]+\S")  # behind the first mark
_NOTA = re.compile(r"NOTA\s*(?::\s*|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A heading and what follows, up to the next one. `heading` None: text above the first heading.

    `number` is canonical, empty where the heading is a section's or can't be read. `words` are those that are no text
    of an article: of a section, of a number that can't be read, or a placeholder's. `problem` says what can't be read.
    """

    heading: Heading | None
    number: str = ""
    text: Text = _NOTHING
    state: State = State.IN_FORCE
    problem: str = ""
    words: str = ""


def chunks(content: bytes) -> Iterator[bytes]:
    """The content cut before each heading; what is blank is left out."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    chunk, *others = content.split(b"\n#")
    for other in others:
        if _HEADING.match(other):
            if chunk.strip():
                yield chunk
            chunk = b"#" + other
        else:  # a line of text that begins so
            chunk += b"\n#" + other
    if chunk.strip():
        yield chunk


def parse_chunk(raw: bytes) -> Chunk:
    """What a chunk holds; never raises, `problem` says what can't be read."""
    try:
        source, problem = raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        source, problem = raw.decode("utf-8", "replace"), "Octets qui ne sont pas de l’UTF-8, remplacés par « \ufffd »."
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    heading = parse_heading(lines[0])
    words = tuple(alineas(lines[1:] if heading else lines))
    if heading is None or heading.article is None:
        return Chunk(heading, problem=problem, words="\n\n".join(words))
    try:
        number = str(numbering.from_source(heading.article))
    except BadNumber:
        return Chunk(
            heading, problem=f"Numéro d’article illisible : « {heading.article[:80]} ».", words="\n\n".join(words)
        )
    note = next((i for i, alinea in enumerate(words) if _NOTA.match(alinea)), len(words))
    nota = tuple(part for part in (_NOTA.sub("", words[note], 1), *words[note + 1 :]) if part) if words[note:] else ()
    text = Text(words[:note], nota)
    state, wording = state_of(text)
    if state is not State.IN_FORCE:
        text = Text((), nota)
    return Chunk(heading, number, text, state, problem, wording)
