"""What citations say of links: lists rewritten in a text that stays, lists inside a text that moves, and pointers.

- *Rewired*: "D. 455 et D. 459" in D143 became "D. 436-3 et D. 438-2". Lists may be rewritten crosswise or to a
  neighbour, so a list of several gives each pair less, and nothing is certain.
- *Agreeing*: a text that moves cites others that move; its citations must follow them. This tells twins apart, which
  differ by a word and by the series that they cite.
- *Stated*: "Conformément aux dispositions de l'article D. 214-29 du code pénitentiaire" in what is left of an article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cpp_versions import codes
from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.matching import Match
from cpp_versions.renumbering.passages import Passage, Vocabulary
from cpp_versions.renumbering.references import MASK, Named
from cpp_versions.renumbering.values import Side

__all__ = ["Key", "Rewiring", "aligned_lists", "key_of", "pointers", "rewired_in", "targets", "weigh_rewirings"]

Key = tuple[str, str]
"""A code's id and a number."""
_POINTS = ("conform", "application", "condition", "modalit", "prevu", "mentionn")
_SAME_PLACE, _SOMEWHERE = 0.8, 0.5
"""What a rewritten list says of two articles that stand at one place in both, and of any two of it together."""
_EARLY = 14
"""Words within which a pointer names its article."""


@dataclass(frozen=True, slots=True)
class Rewiring:
    """A list of articles in the text of `where` (as lawyers write it) that named `old` and names `new`."""

    where: str
    old: tuple[Key, ...]
    new: tuple[Key, ...]
    weight: float = 1.0


def key_of(side: Side) -> Key:
    """The article as citations name it."""
    return side.ref.code, side.ref.number


def targets(one: Named, code: str) -> tuple[Key, ...]:
    """The articles of codes that the list names in a text of `code`; none where it names another kind of text."""
    if one.elsewhere:
        return ()
    named = _code(one.code) if one.code else code
    return tuple((named, number) for number in one.numbers) if named else ()


@lru_cache(maxsize=4096)
def _code(title: str) -> str:
    """The id of a code named in a text, of whose title the end may be missing or too long."""
    words = title.split()
    for size in range(len(words), 1, -1):
        found = codes.by_title(" ".join(words[:size]).capitalize())
        if found is not None:
            return found.id
    return ""


def aligned_lists(old: Passage, new: Passage, match: Match, vocabulary: Vocabulary) -> Iterator[tuple[Named, Named]]:
    """The lists that stand at the same place in two passages that match."""
    if not old.lists or not new.lists:
        return
    mark = vocabulary.letters((MASK,))
    for i, j, size in match.shared.blocks:
        start = old.letters.find(mark, i, i + size)
        while start >= 0:
            other = j + start - i
            first, second = old.letters.count(mark, 0, start), new.letters.count(mark, 0, other)
            if first < len(old.lists) and second < len(new.lists):
                yield old.lists[first], new.lists[second]
            start = old.letters.find(mark, start + 1, i + size)


def rewired_in(
    old: Side, new: Side, before: Sequence[Passage], after: Sequence[Passage], weigher: Weigher
) -> Iterator[Rewiring]:
    """The lists rewritten in passages that are otherwise the same, word for word, under one number."""
    there: dict[str, list[Passage]] = defaultdict(list)
    for passage in after:
        if passage.lists:
            there[passage.letters].append(passage)
    for passage in before:
        if not passage.lists or weigher.bits(passage.letters) < 12:
            continue
        others = there.get(passage.letters, ())
        if len(others) != 1:
            continue
        for first, second in zip(passage.lists, others[0].lists, strict=False):
            yield from rewiring(old, new, first, second)


def rewiring(old: Side, new: Side, first: Named, second: Named, weight: float = 1.0) -> Iterator[Rewiring]:
    """The list `first` of `old` rewritten as `second` of `new`, if it was."""
    was, now = targets(first, old.ref.code), targets(second, new.ref.code)
    gone = tuple(key for key in was if key not in now)
    come = tuple(key for key in now if key not in was)
    if gone and come:
        yield Rewiring(old.label or old.ref.number, gone, come, weight)


def weigh_rewirings(found: Iterable[Rewiring]) -> dict[tuple[Key, Key], float]:
    """How far the rewritten lists speak for each pair, from 0 to 1.

    Lists that name both at one place add to one another. That two stand somewhere in one list says no more the more
    often it is said: all texts that cite a series cite it in its order.
    """
    against: dict[tuple[Key, Key], float] = defaultdict(lambda: 1.0)
    somewhere: dict[tuple[Key, Key], float] = defaultdict(float)
    for one in found:
        alike = len(one.old) == len(one.new)
        for i, x in enumerate(one.old):
            for j, y in enumerate(one.new):
                if alike and i == j:
                    against[x, y] *= 1 - _SAME_PLACE * one.weight
                else:
                    share = _SOMEWHERE / max(len(one.old), len(one.new)) * one.weight
                    somewhere[x, y] = max(somewhere[x, y], share)
    return {
        pair: 1 - against.get(pair, 1.0) * (1 - somewhere.get(pair, 0.0))
        for pair in dict.fromkeys((*against, *somewhere))
    }


def pointers(old: Sequence[Passage], new: Sequence[Passage], side: Side, vocabulary: Vocabulary) -> Mapping[Key, float]:
    """The articles that the new text of `side` names and the old one didn't: 1 where it begins by pointing there."""
    mark = vocabulary.letters((MASK,))
    known = {key for passage in old for one in passage.lists for key in targets(one, side.ref.code)}
    found: dict[Key, float] = {}
    for passage in new:
        place = -1
        for one in passage.lists:
            place = passage.letters.find(mark, place + 1)
            named = [key for key in targets(one, side.ref.code) if key not in known and key != key_of(side)]
            if not named:
                continue
            early = 0 <= place <= _EARLY
            words = [vocabulary.words[Vocabulary.index(letter)] for letter in passage.letters[: max(place, 0)][-8:]]
            points = early and any(word.startswith(_POINTS) for word in words)
            for key in named:
                found[key] = max(found.get(key, 0.0), (1.0 if points else 0.5) / len(named) ** 0.5)
    return found
