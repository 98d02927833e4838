"""An alinéa ready to be compared: a letter for each of its tokens, where each stands, and where sentences begin.

A letter is one character that stands for one token, the same in all texts: strings of letters are what rapidfuzz and
diff-match-patch compare fastest. Tokens that differ only in typography share their letter.

Spacing has no letter: it is the gap between two tokens. So a comparison aligns words and punctuation only, and never
breaks a line of equal words for a space.

Successive versions of an article share most of their alinéas, and alinéas most of their clauses: each is cut into
tokens once and kept in a bounded cache.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress
from threading import Lock

from cpp_versions.errors import UsageError
from cpp_versions.text import is_table, is_word, spaced_tokens, table_tokens, token_key

__all__ = ["SENTINEL", "SEPARATOR", "Alinea", "Piece", "Places", "Vocabulary", "forget", "vocabulary"]

# A token that no text has: what stands before the first token of a text, and after the last one.
SENTINEL = "\0"
SEPARATOR = "\n\n"  # of alinéas

# Letters of words, and of other tokens. None of them is a letter or a space to Unicode: diff-match-patch asks.
_WORDS = range(0x40000, 0xC0000)
_OTHERS = range(0xC0000, 0x110000)
_FIRST_OTHER = chr(_OTHERS.start)
# Past so many tokens, the next comparison starts over.
_MOST_TOKENS = 200_000
_SENTENCE_ENDS = (".", ";", ":")


# A clause of an alinéa, or a row of a table: its letters; the letter of each token (empty for spacing), and its length
# with the space behind it; and the length of the whole.
Piece = tuple[str, tuple[str, ...], tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Alinea:
    """The tokens of an alinéa; the pieces' tokens, end to end, are the whole of its `text`.

    `letters` are those of the pieces, joined. `sentences` are the indices of the letters that begin a sentence or an
    item of a list, 0 included where there is a letter.
    """

    text: str
    letters: str
    pieces: tuple[Piece, ...]
    sentences: tuple[int, ...]

    def places(self) -> tuple[list[int], list[int]]:
        """Where the token of each letter starts in the alinéa, and where it ends."""
        sizes: list[int] = []
        marks: list[str] = []
        for _, its_marks, its_sizes, _ in self.pieces:
            marks += its_marks
            sizes += its_sizes
        return _bounds(sizes, marks, 0, self.text)


class Places:
    """Where each token stands in a text whose alinéas from the place `begin` on are `alineas`. Found when asked for: a
    diff asks for a few, beside its edits."""

    __slots__ = ("_begins", "_firsts", "_known", "_pieces", "_text")

    def __init__(self, text: str, alineas: Iterable[Alinea], begin: int) -> None:
        self._text = text
        self._pieces: list[Piece] = []
        self._firsts: list[int] = []  # of each piece, the index of its first letter
        self._begins: list[int] = []
        self._known: dict[int, tuple[list[int], list[int]]] = {}
        first = 0
        for alinea in alineas:
            for piece in alinea.pieces:
                self._firsts.append(first)
                self._begins.append(begin)
                first += len(piece[0])
                begin += piece[3]
            self._pieces += alinea.pieces
            begin += len(SEPARATOR)

    def start(self, index: int) -> int:
        """Where the token of that letter starts."""
        piece = bisect_right(self._firsts, index) - 1
        return (self._known.get(piece) or self._piece(piece))[0][index - self._firsts[piece]]

    def end(self, index: int) -> int:
        """Where the token of that letter ends."""
        piece = bisect_right(self._firsts, index) - 1
        return (self._known.get(piece) or self._piece(piece))[1][index - self._firsts[piece]]

    def _piece(self, piece: int) -> tuple[list[int], list[int]]:
        _, marks, sizes, _ = self._pieces[piece]
        found = self._known[piece] = _bounds(sizes, marks, self._begins[piece], self._text)
        return found


def _bounds(sizes: Iterable[int], marks: Sequence[str], begin: int, text: str) -> tuple[list[int], list[int]]:
    """Where the tokens that have a letter start in `text`, and where they end, the first one at `begin`; no such token
    ends with a space."""
    bounds = list(accumulate(sizes, initial=begin))
    ends = [end - 1 if text[end - 1] == " " else end for end in compress(bounds[1:], marks)]
    return list(compress(bounds, marks)), ends


class _Letters(dict[str, str]):
    """The letter of each token met; empty for spacing."""

    def __init__(self) -> None:
        self.keys_of: dict[str, str] = {SENTINEL: ""}
        self._of_key: dict[str, str] = {"": ""}
        self._next = {True: iter(_WORDS), False: iter(_OTHERS)}
        self._lock = Lock()

    def __missing__(self, token: str) -> str:
        if len(token) > 1 and token[-1] == " " and token[-2] != " ":  # with the space behind it
            self[token] = same = self[token[:-1]]
            return same
        plain = token.isascii() and token.isalnum()  # most tokens: nothing to fold
        key = token if plain else token_key(token)
        with self._lock:  # threads must not give two tokens one letter
            letter = self._of_key.get(key)
            if letter is None:
                code = next(self._next[plain or is_word(key)], None)
                if code is None:
                    raise UsageError("a text holds too many different words to be compared")
                letter = self._of_key[key] = chr(code)
                self.keys_of[letter] = key
            self[token] = letter
        return letter


class Vocabulary:
    """The letters of all tokens met, and what was analysed with them. Letters of two vocabularies don't compare."""

    def __init__(self) -> None:
        self._letters = _Letters()
        self.analyse = lru_cache(maxsize=16_384)(self._analyse)
        self._clause = lru_cache(maxsize=65_536)(lambda clause: self._piece(spaced_tokens(clause), len(clause)))
        self._row = lru_cache(maxsize=16_384)(lambda row: self._piece(table_tokens(row), len(row)))
        ends = "".join(map(self.letter, _SENTENCE_ENDS))
        self._end = re.compile(f"[{ends}](?=.)", re.DOTALL)

    def __len__(self) -> int:
        return len(self._letters)

    def letter(self, token: str) -> str:
        """The letter that stands for the token."""
        return self._letters[token]

    def key(self, letter: str) -> str:
        """The token that the letter stands for, its typography folded; empty for the sentinel."""
        return self._letters.keys_of[letter]

    def keys(self, letters: str) -> list[str]:
        """The tokens that the letters stand for."""
        return list(map(self._letters.keys_of.__getitem__, letters))

    def words(self, letters: Iterable[str]) -> int:
        """How many of the letters, no sentinel among them, stand for words."""
        return sum(map(_FIRST_OTHER.__gt__, letters))

    def _analyse(self, text: str) -> Alinea:
        # No token goes across the end of a row, nor from a comma and a space to what follows.
        read, end = (self._row, "\n") if is_table(text) else (self._clause, ", ")
        *clauses, last = text.split(end)
        pieces = [read(clause + end) for clause in clauses]
        pieces.append(read(last))
        letters = "".join([piece[0] for piece in pieces])
        return Alinea(text, letters, tuple(pieces), self._sentences(letters))

    def _piece(self, found: list[str], size: int) -> Piece:
        marks = tuple(map(self._letters.__getitem__, found))
        return "".join(marks), marks, tuple(map(len, found)), size

    def _sentences(self, letters: str) -> tuple[int, ...]:
        if not letters:
            return ()
        key = self._letters.keys_of
        if key[letters[0]] == "<table>":
            return (0,)  # one passage: its rows are aligned when it is compared with another table
        return (
            0,
            *[end.end() for end in self._end.finditer(letters) if _begins(key[end[0]], key[letters[end.end()]])],
        )


def _begins(before: str, key: str) -> bool:
    """Whether a sentence or an item of a list begins at `key`, after `before`."""
    if before == ":":
        return key.endswith("°")
    return before != "." or not key[0].isalpha() or key[0].isupper()


class _Current:
    """The vocabulary in use."""

    vocabulary = Vocabulary()


def vocabulary() -> Vocabulary:
    """The vocabulary to compare two texts with; a comparison holds on to the one it got."""
    if len(_Current.vocabulary) > _MOST_TOKENS:
        forget()
    return _Current.vocabulary


def forget() -> None:
    """Drop the letters given and all that was analysed."""
    _Current.vocabulary = Vocabulary()
