"""Who wrote each word: the version and the act that brought every run of an article's text.

The history of the article is walked from its first text on. Each version is compared with the one before, and what the
comparison keeps keeps its credit: words kept or moved within the article, and words of which only the typography, the
capitals or the accents changed. What it calls inserted is credited to the version. An article that was another one
under an old number takes the credits of that one for the words they share (`Origins` tells which; see `renumbering`).

What it refuses to claim:

- a text whose date the source has lost, or that is only observed, is credited to no date (`since` None), though it is
  `attested` from a day on; the acts are told where the source tells them;
- after a hole of the source (`missing`), a new word came in the hole or at its end: nobody knows when, nor by
  which act;
- after an end, an article begins anew: the act that restores it brings all its words, also those that it had before;
- a fragment doesn't tell which words it lacks: it is passed over.

The runs joined are exactly the text, alinéas parted by a blank line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from cpp_versions.compare import Diff, diff
from cpp_versions.compare.alinea import vocabulary
from cpp_versions.model import Act, State
from cpp_versions.text import count_words, fold, token_key, tokens

__all__ = ["Histories", "Origin", "Origins", "Run", "Version", "blame"]

K = TypeVar("K", bound=Hashable)

_SEPARATOR = "\n\n"
# A passage of another article is its own where it has so many words: fewer are shared by chance.
_PASSAGE = 5
# So many words and signs that follow one another moved, where a comparison calls them deleted here, inserted there.
_MOVED = 7
# Accents and capitals are looked at in passages up to so many characters: longer ones were rewritten.
_LONGEST_RETYPED = 200
_ACCENTS = re.compile(r"[\u0300-\u036f]")
# Renumberings followed, one after the other. The longest chain of the two codes has four.
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article in its history; `alineas` is empty where it is `missing` or `ended`.

    `since`: None where the source has lost the date, or where the text is only observed. `attested`: the first day on
    which a source shows it. `complete` False: a fragment.
    """

    attested: date
    since: date | None
    state: State
    alineas: tuple[str, ...]
    acts: tuple[Act, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Origin(Generic[K]):
    """A source of an article's first text: the article `key` as it stood on the day `at`, with its alinéas."""

    key: K
    at: date
    alineas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run(Generic[K]):
    """Words that follow one another and came together.

    `since` and `acts`: the version that brought them, None and () where that isn't known. `attested`: the first day on
    which they are known to stand in the article named by `origin` (None: in this one).
    """

    text: str
    since: date | None
    acts: tuple[Act, ...]
    attested: date
    origin: K | None = None


Histories = Callable[[K], Sequence[Version]]
"""The versions of an article, oldest first; empty for one that nobody knows."""
Origins = Callable[[K, date], Iterable[Origin[K]]]
"""The articles that the text under a number on a day came from, the nearest first; none for a text that is new."""

_Parts = list[Run[K]]


def blame(
    key: K, histories: Histories[K], at: date | None = None, origins: Origins[K] | None = None
) -> tuple[Run[K], ...]:
    """The text of the article on the day `at` (by default its last), word by word; () where it has no text then."""
    found, state = _walk(key, histories, at, origins, _DEPTH)
    return tuple(_joined(found)) if state is State.IN_FORCE else ()


def _walk(
    key: K, histories: Histories[K], at: date | None, origins: Origins[K] | None, depth: int
) -> tuple[list[Run[K]], State]:
    runs: list[Run[K]] = []
    text: tuple[str, ...] = ()
    state, hole = State.UNKNOWN, False
    for version in histories(key):
        if at is not None and version.attested > at:
            break
        if version.state is State.IN_FORCE and not version.complete:
            continue
        state = version.state
        if state is State.MISSING:
            hole = True
            continue
        if state is not State.IN_FORCE:
            runs, text, hole = [], (), False
            continue
        new: Run[K] = Run("", version.since, version.acts, version.attested)
        if hole:
            new = replace(new, since=None, acts=())
        if text:
            runs = _carried(runs, diff(text, version.alineas), new)
        else:
            runs = _first(key, version, new, histories, origins, depth)
        text, hole = version.alineas, False
    return runs, state


# -- from one version to the next


def _carried(runs: Sequence[Run[K]], found: Diff, new: Run[K]) -> list[Run[K]]:
    """The runs of the new text, given those of the old one and the comparison of both."""
    ledger = _Ledger(runs)
    folded = set(found.folded)
    gone = {index: ledger.take(len(text)) for index, (op, text) in enumerate(found.ops) if op in "=-<"}
    lost = _Lost(
        [
            gone[index]
            for index, (op, text) in enumerate(found.ops)
            if op == "-" and index not in folded and len(text) >= 2 * _MOVED
        ]
    )
    sources = {target: source for source, target in found.moves}
    result: list[Run[K]] = []
    for index, (op, text) in enumerate(found.ops):
        if op == "=":
            result += gone[index]
        elif op == ">":
            result += _retyped(gone[sources[index]], text)
        elif op == "+" and index in folded:
            before = gone.get(index - 1) if index - 1 in folded else None
            result += _retyped(before or result[-1:] or [replace(new, text=text)], text)
        elif op == "+" and index - 1 in gone and _same_letters(found.ops[index - 1][1], text):
            result += _retyped(gone[index - 1], text)
        elif op == "+":
            result += lost.found_in(text, new)
    return result


def _same_letters(old: str, new: str) -> bool:
    """Whether words differ by capitals and accents alone ("Code" → "code", "Etat" → "État"): nobody rewrote them."""
    if len(old) > _LONGEST_RETYPED or old == new:
        return old == new
    left, right = (unicodedata.normalize("NFD", fold(side)).casefold() for side in (old, new))
    return _ACCENTS.sub("", left) == _ACCENTS.sub("", right)


class _Lost(Generic[K]):
    """Words that a comparison calls deleted: passages of them that it calls inserted elsewhere only moved.

    The comparison tells of moves that are whole sentences; here any words that follow one another are enough.
    """

    def __init__(self, passages: Iterable[Sequence[Run[K]]]) -> None:
        self.known = vocabulary()
        self.passages = [(runs, "".join([run.text for run in runs])) for runs in passages]
        self._places: dict[str, tuple[int, int]] | None = None

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """Where so many letters (see `compare.alinea`) stand first: the passage, and the letter in it."""
        if self._places is None:
            self._places = {}
            for index, (_, text) in enumerate(self.passages):
                letters = self.known.analyse(text).letters
                for place in range(len(letters) - _MOVED + 1):
                    self._places.setdefault(letters[place : place + _MOVED], (index, place))
        return self._places

    def found_in(self, text: str, new: Run[K]) -> list[Run[K]]:
        """The runs of words inserted: those deleted elsewhere keep theirs, the rest is credited to `new`."""
        if len(text) < 2 * _MOVED or not self.passages:
            return [replace(new, text=text)]
        inserted = self.known.analyse(text)
        letters = inserted.letters
        starts, ends = inserted.places()
        result: list[Run[K]] = []
        place = at = 0
        while at + _MOVED <= len(letters):
            hit = self.places.get(letters[at : at + _MOVED])
            if hit is None:
                at += 1
                continue
            runs, passage = self.passages[hit[0]]
            deleted = self.known.analyse(passage)
            first, size = hit[1], _MOVED
            while letters[at : at + size + 1] == deleted.letters[first : first + size + 1] and at + size < len(letters):
                size += 1
            left, right = deleted.places()
            ledger = _Ledger(runs)
            ledger.take(left[first])
            if place < starts[at]:
                result.append(replace(new, text=text[place : starts[at]]))
            place = ends[at + size - 1]
            result += _retyped(ledger.take(right[first + size - 1] - left[first]), text[starts[at] : place])
            at += size
        return [*result, replace(new, text=text[place:])]


class _Ledger(Generic[K]):
    """Runs, handed out by their length."""

    def __init__(self, runs: Sequence[Run[K]]) -> None:
        self.runs = runs
        self.index = self.offset = 0

    def take(self, size: int) -> list[Run[K]]:
        """The runs of the next `size` characters."""
        taken: list[Run[K]] = []
        while size:
            run = self.runs[self.index]
            piece = run.text[self.offset : self.offset + size]
            taken.append(run if len(piece) == len(run.text) else replace(run, text=piece))
            size -= len(piece)
            self.offset += len(piece)
            if self.offset == len(run.text):
                self.index, self.offset = self.index + 1, 0
        return taken


def _retyped(runs: Sequence[Run[K]], text: str) -> list[Run[K]]:
    """The runs of words that are now typed as `text`: each token keeps the credit of its own, spacing of what it
    follows."""
    if "".join([run.text for run in runs]) == text:
        return list(runs)
    if len(runs) == 1:
        return [replace(runs[0], text=text)]
    owners = [run for run in runs for token in tokens(run.text) if token_key(token)]
    result: list[Run[K]] = []
    place = 0
    for token in tokens(text):
        owner = owners[min(place, len(owners) - 1)] if owners else runs[0]
        if token_key(token):
            place += 1
        elif result:
            owner = result[-1]
        result.append(replace(owner, text=token))
    return result


# -- where the first text came from


def _first(
    key: K,
    version: Version,
    new: Run[K],
    histories: Histories[K],
    origins: Origins[K] | None,
    depth: int,
) -> list[Run[K]]:
    """The runs of the first text of an article: its own words, and those that other articles had before."""
    runs = [replace(new, text=_SEPARATOR.join(version.alineas))]
    if origins is None or not depth:
        return runs
    day = version.since or version.attested
    for origin in origins(key, day):
        if origin.at < day and origin.alineas:
            runs = _taken(runs, new, version.alineas, origin, _of(origin, histories, origins, depth - 1))
    return runs


def _of(origin: Origin[K], histories: Histories[K], origins: Origins[K], depth: int) -> list[Run[K]]:
    """The runs of the article that words came from, all marked as coming from it or from what it came from."""
    runs, state = _walk(origin.key, histories, origin.at, origins, depth)
    if state is not State.IN_FORCE or "".join([run.text for run in runs]) != _SEPARATOR.join(origin.alineas):
        runs = [Run(_SEPARATOR.join(origin.alineas), None, (), origin.at)]
    return [run if run.origin is not None else replace(run, origin=origin.key) for run in runs]


def _taken(
    runs: Sequence[Run[K]], new: Run[K], text: tuple[str, ...], origin: Origin[K], old: Sequence[Run[K]]
) -> list[Run[K]]:
    """The runs of the first text, those that are nobody's yet taken by `origin` for the passages that it had."""
    difference = diff(origin.alineas, text)
    marked = _carried(old, difference, new)
    whole = "".join([run.text for run in old]) == "".join([run.text for run in marked])
    mine, theirs = _Ledger(runs), _Ledger(marked)
    result: list[Run[K]] = []
    for passage in _passages(marked, new):
        size = sum([len(run.text) for run in passage])
        own, other = mine.take(size), theirs.take(size)
        free = all(run.origin is None for run in own)
        shared = other[0].origin is not None and (whole or sum(count_words(run.text) for run in other) >= _PASSAGE)
        result += other if free and shared else own
    return result


def _passages(runs: Sequence[Run[K]], new: Run[K]) -> Iterable[list[Run[K]]]:
    """The runs gathered: those that came from elsewhere together, those that are new together."""
    gathered: list[Run[K]] = []
    for run in runs:
        if gathered and (gathered[-1].origin is None) != (run.origin is None):
            yield gathered
            gathered = []
        gathered.append(run)
    if gathered:
        yield gathered


def _joined(runs: Iterable[Run[K]]) -> list[Run[K]]:
    """Neighbours of one credit made one, empty runs left out."""
    result: list[Run[K]] = []
    for run in runs:
        if not run.text:
            continue
        if result and replace(result[-1], text="") == replace(run, text=""):
            result[-1] = replace(run, text=result[-1].text + run.text)
        else:
            result.append(run)
    return result
