"""What stands in a source where a text should, without being one: "Missing data", `[Article abrogé].`, `.`, nothing.

Sources that derive from Légifrance share these words, so their readers share this module: a placeholder is a state of
the article, never its text. What isn't exactly one of them is a text.
"""

from __future__ import annotations

import re

from cpp_versions.model import State, Text

__all__ = ["state_of"]

_MISSING = re.compile(r"^\W*Missing data\b")
_ENDED = re.compile(r"^[\[(*. ]*a?article\s+abrog[ée]+s?[\])*. ]*$|^\.?$", re.IGNORECASE)
_ENDED_NOTA = re.compile(r"\babrog[ée]+e?s?\b", re.IGNORECASE)


def state_of(text: Text) -> tuple[State, str]:
    """The state that a text stands for, and the placeholder's own words; `in_force` and "" for a true text.

    >>> state_of(Text(("[Article abrogé].",)))
    (<State.ENDED: 'ended'>, '[Article abrogé].')
    """
    if len(text.alineas) == 1:
        if _MISSING.match(text.alineas[0]):
            return State.MISSING, text.alineas[0]
        if _ENDED.match(text.alineas[0]):
            return State.ENDED, text.alineas[0]
    if not text.alineas:
        ended = any(_ENDED_NOTA.search(paragraph) for paragraph in text.nota)
        return (State.ENDED if ended else State.MISSING), ""
    return State.IN_FORCE, ""
