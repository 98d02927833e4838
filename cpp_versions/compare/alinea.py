"""An alinéa ready to be compared: its tokens as keys, where each stands, and where sentences begin.

Spacing isn't a token here: it is the gap between two tokens. So a comparison aligns words and punctuation only, and
never breaks a line of equal words for a space. Tokens are found once per alinéa and kept in a bounded cache:
successive versions of an article share most of their alinéas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cpp_versions.text import is_word, token_key, tokens

__all__ = ["Alinea", "analyse", "count_key_words"]


@dataclass(frozen=True, slots=True)
class Alinea:
    """`keys[k]` is the folded token that stands at `text[starts[k]:ends[k]]`; the keys joined by a space are `folded`.

    `sentences` are the indices of the keys that begin a sentence or an item of a list, 0 included where there is a
    key. `word_count` counts the keys that are words.
    """

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folded: str
    sentences: tuple[int, ...]
    word_count: int


@lru_cache(maxsize=65536)
def _known(token: str) -> tuple[str, bool]:
    return token_key(token), is_word(token)


@lru_cache(maxsize=16384)
def analyse(text: str) -> Alinea:
    """The alinéa's tokens but for spacing."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    count = 0
    place = 0
    for token in tokens(text):
        key, word = _known(token)
        end = place + len(token)
        if key:
            keys.append(key)
            starts.append(place)
            ends.append(end)
            count += word
        place = end
    sentences = [0] if keys else []
    # A table is one passage: its rows are aligned when it is compared with another table.
    for k in range(1, len(keys) if keys and keys[0] != "<table>" else 0):
        before = keys[k - 1]
        if before in _ENDS and _begins(before, keys[k]):
            sentences.append(k)
    return Alinea(text, tuple(keys), tuple(starts), tuple(ends), " ".join(keys), tuple(sentences), count)


_ENDS = frozenset((".", ";", ":"))


def _begins(before: str, key: str) -> bool:
    """Whether a sentence or an item of a list begins at `key`, after `before`."""
    if before == ":":
        return key.endswith("°")
    return before != "." or not key[0].isalpha() or key[0].isupper()


def count_key_words(keys: Iterable[str]) -> int:
    """How many keys are words."""
    return sum([_known(key)[1] for key in keys])
