"""Articles cut into passages, the smallest pieces of a rule that move on their own: sentences, items, rows of a table.

A passage is known by its `letters`, one character per word, so that it can be aligned fast. Words are folded hard
(case, accents, plurals), since a rule that moves is rewritten on the way: "les détenus" and "le détenu" are one word
here, whatever else tells them apart elsewhere. Numbers of articles are masked (see `references`).
"""

from __future__ import annotations

import re
import unicodedata
import weakref
from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.renumbering.references import MASK, Named, masked, named
from cpp_versions.text import is_table, table_rows

__all__ = ["Passage", "Vocabulary", "cut"]

_WORD = re.compile(rf"[^\W_]+|{MASK}")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_ITEM = re.compile(r"^\s*(?:[0-9]{1,3}°|[IVXLC]{1,6}[.\s]*-|[a-z]{1,2}\)|[0-9]{1,3}[.)]|-)\s*(?:(?:bis|ter)\s)?")
_SENTENCE_END = re.compile(r"(?<=[a-zàâçéèêëîïôûùü)»\"0-9][.;!?])\s*(?=[A-ZÀÂÇÉÈÊËÎÏÔÛÙÜ«])")
_ONE_LETTER = frozenset((MASK, "a", "y"))
_FEW = 4
"""Words below which a sentence isn't cut from the one before."""
_LONGEST = 600
"""Words of a passage that are read: a longer one is cut."""
# Lone surrogates can't be encoded, and the first characters stay free.
_BASE = 0x100
_SURROGATES = 0xD800, 0xE000
_LAST = 0x10FFFF


class Vocabulary:
    """Words as characters, in the order in which they are met."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._tokens = _Tokens(self)
        self.words: list[str] = []

    def read(self, text: str) -> str:
        """The words of a text, folded (see the module), one character each."""
        return "".join(map(self._tokens.__getitem__, _WORD.findall(text)))

    def letters(self, words: Sequence[str]) -> str:
        """The words as one string, one character each. Words beyond a million different ones share a character."""
        known = self._letters
        found = []
        for word in words:
            letter = known.get(word)
            if letter is None:
                place = len(self.words)
                code = _BASE + place
                if code >= _SURROGATES[0]:
                    code += _SURROGATES[1] - _SURROGATES[0]
                letter = known[word] = chr(min(code, _LAST))
                self.words.append(word)
            found.append(letter)
        return "".join(found)

    @staticmethod
    def index(letter: str) -> int:
        """The place of a letter's word."""
        code = ord(letter)
        return code - _BASE - (_SURROGATES[1] - _SURROGATES[0] if code >= _SURROGATES[1] else 0)


class _Tokens(dict[str, str]):
    """The letter of each token met, as it is written; nothing for what is left of an elision."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = weakref.proxy(vocabulary)

    def __missing__(self, token: str) -> str:
        stem = _stem(token)
        letter = self[token] = self._vocabulary.letters((stem,)) if stem else ""
        return letter


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article: `alinea` counts from 0; `letters` are its words (see `Vocabulary`); `lists` are the lists
    of articles that it names, one for each mark among the letters, in order."""

    alinea: int
    letters: str
    lists: tuple[Named, ...] = ()


def cut(alineas: Sequence[str], vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The passages of an article, in order; those without a word are left out."""
    found: list[Passage] = []
    mark = vocabulary.letters((MASK,))
    for place, alinea in enumerate(alineas):
        if is_table(alinea):
            texts = [" ".join(cell.text for cell in row) for row in table_rows(alinea)]
        else:
            texts = [_ITEM.sub("", _INVISIBLE.sub("", alinea))]
        for text in texts:
            lists = named(text)
            held = ""
            for piece in _SENTENCE_END.split(masked(text, lists)):
                letters = vocabulary.read(piece)
                if len(letters) >= _FEW and len(held) >= _FEW:
                    lists = _add(found, place, held, lists, mark)
                    held = letters
                else:
                    held += letters
            _add(found, place, held, lists, mark)
    return tuple(found)


def _add(found: list[Passage], alinea: int, letters: str, lists: tuple[Named, ...], mark: str) -> tuple[Named, ...]:
    """Adds the passage of these words, with the first of the lists, and gives back the other lists."""
    for start in range(0, len(letters), _LONGEST):
        some = letters[start : start + _LONGEST]
        count = some.count(mark) if lists else 0
        found.append(Passage(alinea, some, lists[:count]))
        lists = lists[count:]
    return lists


def _stem(word: str) -> str:
    """The word without accents and the endings of number and gender: enough for "détenu", "détenue", "détenus" to be
    one. Empty for what is left of an elision."""
    plain = unicodedata.normalize("NFD", word.lower().replace("œ", "oe").replace("æ", "ae"))
    word = "".join(c for c in plain if not unicodedata.combining(c))
    if len(word) < 2:
        return word if word in _ONE_LETTER or word.isdigit() else ""
    if len(word) > 4:
        if word.endswith("aux"):
            return word[:-3] + "al"
        word = word.rstrip("sx")
        if word.endswith("e") and len(word) > 4:
            word = word[:-1]
        if word.endswith("e") and len(word) > 5:  # "détenée" and the like, once the plural is off
            word = word[:-1]
    return word
