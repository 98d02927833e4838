"""What happened to a whole code between two days, beyond each article's own diff: moves and substitutions.

- A *move*: words that one article lost and another one gained, a whole text or a passage of it (one or more sentences
  that follow one another), edited or not. Inside one article, moves are those of its own diff.
- A *substitution*: the same words replaced by the same others in several articles ("détenus" → "personnes détenues").

It refuses to guess: a short sentence, or one that several articles could have given, is no move, since formulas recur.
Whether an article *is* another one under a new number is told by `renumbering`; here only words are followed. What
kind of change it is, `classing` tells.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz.distance import LCSseq

from cpp_versions.compare import Diff, diff, same_words
from cpp_versions.compare.alinea import Vocabulary, vocabulary
from cpp_versions.text import fold, is_table, words

__all__ = ["Change", "Move", "Substitution", "moves", "substitutions"]

K = TypeVar("K", bound=Hashable)

_SEPARATOR = "\n\n"
# Words that a passage must have to be followed into another article; an edited one must have more, and keep more.
_WORDS = 8
_EDITED_WORDS = 12
_ALIKE = 0.7
# Runs of three tokens find the passages that an edited one may come from. One that more passages have is a formula.
_SHINGLE = 3
_FORMULA = 24
_CANDIDATES = 6
# A replacement is told once for all from so many articles on.
_ARTICLES = 3
# Words that are replaced as others around them are, or because items of a list are counted anew.
_MINOR = re.compile(
    r"(?:à|au|aux|ce|ces|cet|cette|de|des|du|elle|elles|en|est|et|il|ils|la|le|les|leur|leurs|ne|ou|où|par|pas|pour|que|"
    r"qui|sa|se|ses|si|son|sont|sur|un|une|y|[cdjlmnst]'|qu'|[0-9]+°|[IVX]+|[a-z])\Z",
    re.IGNORECASE,
)
_EDGE = re.compile(r"^[\s,;:.]+|[\s,;:.]+$")


@dataclass(frozen=True, slots=True)
class Change(Generic[K]):
    """An article that differs between two days. `old` or `new` is empty where it isn't in force that day."""

    key: K
    old: tuple[str, ...]
    new: tuple[str, ...]
    diff: Diff


@dataclass(frozen=True, slots=True)
class Move(Generic[K]):
    """Words that left the article `source` and came to `target`.

    `old` is the passage as it stood, `new` as it stands (they differ where it was edited); `words` counts those of
    `new`. `whole`: it is all of the old article and all of the new one.
    """

    source: K
    target: K
    old: str
    new: str
    words: int
    whole: bool = False

    @property
    def edited(self) -> bool:
        """True if not only typography differs between the two places."""
        return not same_words((self.old,), (self.new,))


@dataclass(frozen=True, slots=True)
class Substitution(Generic[K]):
    """The words `old` replaced by `new`, `count` times in all, in the articles `keys`."""

    old: str
    new: str
    count: int
    keys: tuple[K, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence that article `owner` lost or gained: `start` to `end` of its stretch of text number `run`."""

    owner: int
    run: int
    start: int
    end: int
    letters: str
    words: int


class _Side:
    """What the articles lost, or what they gained, sentence by sentence; `free` tells which aren't matched yet."""

    def __init__(self, known: Vocabulary, changes: Sequence[Change[K]], op: str, skipped: set[int]) -> None:
        self.known = known
        self.runs: list[str] = []
        self.passages: list[_Passage] = []
        for owner, change in enumerate(changes):
            if owner in skipped:
                continue
            folded = set(change.diff.folded)
            for index, (kind, text) in enumerate(change.diff.ops):
                if kind == op and index not in folded:
                    self._add(owner, text)
        self.free = [True] * len(self.passages)

    def _add(self, owner: int, text: str) -> None:
        run = len(self.runs)
        self.runs.append(text)
        place = 0
        for alinea in text.split(_SEPARATOR):
            if "</td>" not in alinea or is_table(alinea):  # a piece of a table is no passage
                found = self.known.analyse(alinea)
                starts, stops = found.places()
                ends = [*found.sentences[1:], len(found.letters)]
                for a, b in zip(found.sentences, ends, strict=False):  # nothing but spaces: an end and no sentence
                    letters = found.letters[a:b]
                    start, end = place + starts[a], place + stops[b - 1]
                    self.passages.append(_Passage(owner, run, start, end, letters, self.known.words(letters)))
            place += len(alinea) + len(_SEPARATOR)

    def text(self, first: int, last: int) -> str:
        """The words from one passage to another of the same run."""
        return self.runs[self.passages[first].run][self.passages[first].start : self.passages[last].end]

    def follows(self, first: int, second: int) -> bool:
        """Whether `second` exists, is the passage after `first`, and of the same run."""
        return second < len(self.passages) and self.passages[first].run == self.passages[second].run


def moves(changes: Sequence[Change[K]]) -> tuple[Move[K], ...]:
    """The words that went from one article to another, in the order in which they left. No word is told twice."""
    known = vocabulary()
    found, used = _whole(known, changes)
    gone, come = _Side(known, changes, "-", used), _Side(known, changes, "+", used)
    pairs = _exact(gone, come)
    pairs |= _edited(gone, come, pairs)
    found += _joined(changes, gone, come, _grown(gone, come, pairs))
    order = {change.key: place for place, change in enumerate(changes)}
    return tuple(sorted(found, key=lambda move: order[move.source]))  # stable: within an article, by place


def _whole(known: Vocabulary, changes: Sequence[Change[K]]) -> tuple[list[Move[K]], set[int]]:
    """Articles whose whole text stands under another number, and their places among the changes."""
    removed: dict[str, list[int]] = defaultdict(list)
    added: dict[str, list[int]] = defaultdict(list)
    for place, change in enumerate(changes):
        if bool(change.old) != bool(change.new):
            letters = "".join([known.analyse(alinea).letters for alinea in change.old or change.new])
            (removed if change.old else added)[letters].append(place)
    found: list[Move[K]] = []
    used: set[int] = set()
    for letters, sources in removed.items():
        targets = added.get(letters, ())
        count = known.words(letters)
        # Several articles of one text that all moved stay in their order; one too many, and nobody knows which.
        if len(sources) == len(targets) and count >= _WORDS:
            for a, b in zip(sources, targets, strict=True):
                old, new = changes[a], changes[b]
                found.append(
                    Move(old.key, new.key, _SEPARATOR.join(old.old), _SEPARATOR.join(new.new), count, whole=True)
                )
                used |= {a, b}
    return found, used


def _exact(gone: _Side, come: _Side) -> dict[int, int]:
    """The passages that stand elsewhere word for word: passage gone → passage come."""
    by_letters: dict[str, list[int]] = defaultdict(list)
    for i, passage in enumerate(gone.passages):
        if passage.words >= _WORDS:
            by_letters[passage.letters].append(i)
    candidates = [
        (j, by_letters[passage.letters]) for j, passage in enumerate(come.passages) if passage.letters in by_letters
    ]
    # Where several articles could have given it, it is the one that has given most of the rest.
    shared: Counter[tuple[int, int]] = Counter()
    for j, among in candidates:
        for owner in {gone.passages[i].owner for i in among}:
            shared[owner, come.passages[j].owner] += come.passages[j].words
    pairs: dict[int, int] = {}
    for j, among in candidates:
        target = come.passages[j].owner
        free = [i for i in among if gone.free[i] and gone.passages[i].owner != target]
        if not free:
            continue
        best = max(shared[gone.passages[i].owner, target] for i in free)
        likely = [i for i in free if shared[gone.passages[i].owner, target] == best]
        if len({gone.passages[i].owner for i in likely}) == 1:
            _match(gone, come, pairs, likely[0], j)
    return pairs


def _edited(gone: _Side, come: _Side, exact: dict[int, int]) -> dict[int, int]:
    """The passages that stand elsewhere with some words changed, the most alike first."""
    shingles: dict[str, list[int]] = defaultdict(list)
    for i, passage in enumerate(gone.passages):
        if gone.free[i] and passage.words >= _EDITED_WORDS:
            for shingle in _shingles(passage.letters):
                shingles[shingle].append(i)
    near = {(gone.passages[i].owner, come.passages[j].owner) for i, j in exact.items()}
    scored: list[tuple[float, bool, int, int]] = []
    for j, passage in enumerate(come.passages):
        if not come.free[j] or passage.words < _EDITED_WORDS:
            continue
        hits: dict[int, int] = {}
        for shingle in _shingles(passage.letters):
            among = shingles.get(shingle, ())
            if len(among) <= _FORMULA:
                for i in among:
                    hits[i] = hits.get(i, 0) + 1
        likely: list[tuple[float, bool, int, int]] = []
        for i, _ in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:_CANDIDATES]:
            other = gone.passages[i]
            total = len(other.letters) + len(passage.letters)
            if other.owner == passage.owner or 2 * min(len(other.letters), len(passage.letters)) < _ALIKE * total:
                continue
            score = 2 * LCSseq.similarity(other.letters, passage.letters) / total
            if score >= _ALIKE:
                likely.append((-score, (other.owner, passage.owner) not in near, i, j))
        # Several articles could have given it alike: nobody knows which.
        best = min((candidate[:2] for candidate in likely), default=None)
        if len({gone.passages[i].owner for *rank, i, _ in likely if tuple(rank) == best}) == 1:
            scored += likely
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(scored):
        if gone.free[i] and come.free[j]:
            _match(gone, come, pairs, i, j)
    return pairs


def _shingles(letters: str) -> set[str]:
    return {letters[k : k + _SHINGLE] for k in range(len(letters) - _SHINGLE + 1)}


def _match(gone: _Side, come: _Side, pairs: dict[int, int], i: int, j: int) -> None:
    pairs[i] = j
    gone.free[i] = come.free[j] = False


def _grown(gone: _Side, come: _Side, pairs: dict[int, int]) -> dict[int, int]:
    """The pairs with the equal sentences beside them, however short: they moved along."""
    for step in (1, -1):
        for i, j in sorted(pairs.items(), reverse=step < 0):
            while True:
                k, m = i + step, j + step
                if min(k, m) < 0 or not gone.follows(i, k) or not come.follows(j, m):
                    break
                if not (gone.free[k] and come.free[m]) or gone.passages[k].letters != come.passages[m].letters:
                    break
                _match(gone, come, pairs, k, m)
                i, j = k, m
    return pairs


def _joined(changes: Sequence[Change[K]], gone: _Side, come: _Side, pairs: dict[int, int]) -> list[Move[K]]:
    """Passages that follow one another in both articles, as one move each."""
    spans: list[tuple[int, int, int, int]] = []
    for i, j in sorted(pairs.items()):
        if spans:
            first, last, low, high = spans[-1]
            if i == last + 1 and j == high + 1 and gone.follows(last, i) and come.follows(high, j):
                spans[-1] = (first, i, low, j)
                continue
        spans.append((i, i, j, j))
    return [
        Move(
            changes[gone.passages[a].owner].key,
            changes[come.passages[c].owner].key,
            gone.text(a, b),
            come.text(c, d),
            sum(passage.words for passage in come.passages[c : d + 1]),
        )
        for a, b, c, d in spans
    ]


def substitutions(changes: Iterable[Change[K]], found: Iterable[Move[K]] = ()) -> tuple[Substitution[K], ...]:
    """The replacements common to three articles or more, the most frequent first.

    Those inside passages that moved are counted for the article that they moved to.
    """
    counts: Counter[tuple[str, str]] = Counter()
    keys: dict[tuple[str, str], dict[K, None]] = defaultdict(dict)
    written: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    seen = [(change.key, change.diff) for change in changes if change.old and change.new]
    seen += [(move.target, diff((move.old,), (move.new,))) for move in found if move.edited]
    for key, difference in seen:
        for old, new in _replacements(difference):
            pair = fold(old), fold(new)
            counts[pair] += 1
            keys[pair][key] = None
            written[pair][old, new] += 1
    common = [pair for pair, count in counts.items() if len(keys[pair]) >= _ARTICLES]
    return tuple(
        Substitution(*written[pair].most_common(1)[0][0], counts[pair], tuple(keys[pair]))
        for pair in sorted(common, key=lambda pair: (-counts[pair], pair))
    )


def _replacements(difference: Diff) -> Iterable[tuple[str, str]]:
    folded = set(difference.folded)
    ops = difference.ops
    for index in range(len(ops) - 1):
        if ops[index][0] == "-" and ops[index + 1][0] == "+" and not {index, index + 1} & folded:
            old, new = _normal(ops[index][1]), _normal(ops[index + 1][1])
            if old and new and fold(old) != fold(new) and not _minor(old, new):
                yield old, new


def _normal(text: str) -> str:
    """Without spaces and punctuation at its ends, and without the capital of a sentence's first word."""
    text = _EDGE.sub("", text)
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def _minor(old: str, new: str) -> bool:
    """Whether only minor words are replaced by minor words."""
    return all(_MINOR.match(fold(word)) for side in (old, new) for word in words(side))
