"""Two texts face to face with the words they share marked: for articles that aren't versions of one another.

A word diff of an article and a part of it is mostly deletions; here what both have is marked and the rest left plain.
Runs of fewer than three words aren't marked: any two sentences share those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cpp_versions.compare import Diff
from cpp_versions.render.html import article, escape
from cpp_versions.text import is_table

__all__ = ["shared"]

_WORDS = 3
_SEPARATOR = "\n\n"
_WORD = re.compile(r"\w+")


def shared(diff: Diff, *, lang: str = "fr") -> tuple[str, str]:
    """The old text and the new one as HTML, the runs of words that both have in `<mark class="cv-shared">`."""
    return _side(diff, "=-<", lang), _side(diff, "=+>", lang)


def _side(diff: Diff, ops: str, lang: str) -> str:
    pieces = [(text, op in "=<>" and len(_WORD.findall(text)) >= _WORDS) for op, text in diff.ops if op in ops]
    whole = "".join(text for text, _ in pieces)
    if any(map(is_table, whole.split(_SEPARATOR))):
        return article(whole.split(_SEPARATOR), lang=lang)  # marks would cut the cells of a table
    paragraphs = "".join(f'<p class="cv-p">{"".join(parts)}</p>' for parts in _paragraphs(pieces))
    return f'<div class="cv-article" lang="fr">{paragraphs}</div>'


def _paragraphs(pieces: Sequence[tuple[str, bool]]) -> Iterable[list[str]]:
    """The pieces, escaped and marked, alinéa by alinéa."""
    parts: list[str] = []
    for text, marked in pieces:
        for place, part in enumerate(text.split(_SEPARATOR)):
            if place:
                yield parts
                parts = []
            if part:
                parts.append(_marked(part) if marked else escape(part))
    yield parts


def _marked(text: str) -> str:
    """The text marked, but for the spaces around it, that stand between what is shared and what isn't."""
    words = text.strip()
    if not words:
        return escape(text)
    before, _, after = text.partition(words)
    return f'{escape(before)}<mark class="cv-shared">{escape(words)}</mark>{escape(after)}'
