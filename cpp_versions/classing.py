"""What kind of change an article went through: typography, references, terminology, a renumbering, or the substance.

A reader of a reform wants the changes of substance; of the rest it is enough to know that they are there.

- `typographic`: no word changed: spacing, apostrophes, capitals, accents, the cut into alinéas, the sign that ends one.
- `reference`: only what is cited changed: numbers of articles, alinéas or items, names and dates of codes and acts.
- `terminology`: words replaced by others as in three articles of that version or more ("tribunal de grande instance" →
  "tribunal judiciaire"), with the articles and agreements that go with them; references may have changed as well.
- `renumbering`: the text came from another number or went to one, for the most part; or all the words that the article
  lost and gained stand, or stood, in others.
- `substantive`: everything else. Words added or dropped in many articles are substantive: they say who or what a rule
  is for. So are amounts, durations and "peut" for "doit", however often they change.

It refuses to weigh: one word that none of the classes explains makes the change substantive.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from cpp_versions.changes import Change, Move
from cpp_versions.compare import diff, same_words
from cpp_versions.masking import mask
from cpp_versions.text import count_words, fold, words

__all__ = ["MINOR", "WEIGHTY", "Kind", "Standing", "agrees", "classify", "covered", "runs"]

K = TypeVar("K", bound=Hashable)

Standing = Callable[[K, bool], Iterable[Sequence[str]]]
"""The texts in which that of an article may stand as well: those of other codes. For an article that was added (True)
those in force on the earlier day, for one that was removed those on the later."""

_Pair = tuple[str, str]

# A replacement is terminology where so many articles of the version have it.
_ARTICLES = 3
# A text came from another where so much of it stands there, in runs of so many words.
_SHARED, _RUN = 0.6, 4
# What so few words share is a formula ("Les modalités sont fixées par décret").
_LEAST_WORDS = 8
_SEPARATOR = "\n\n"

# Old texts carry the key words of an index: "l'inculpé *définition*".
_KEYWORD = re.compile(r"\*[^*\n]{1,60}\*")
_END_SIGN = re.compile(r"[\s;.,:]+$")
MINOR = frozenset(
    "à au aux ce ces cet cette d' de des du elle elles en est et il ils l' la le les leur leurs lui ne ou par qu' que "
    "qui s' sa se ses son sont sur un une y celui celle ceux celles ledit ladite dudit auquel laquelle".split()
)
WEIGHTY = frozenset(
    "un deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent "
    "cents mille million millions jour jours mois an ans année années heure heures euros euro francs franc f peut "
    "peuvent doit doivent non pas tout toute".split()
)
"""Words that change the rule wherever they change; `MINOR` are those that go with others."""
_AGREEMENT = re.compile(r"(?:e|s|es|ée|és|ées|é|aux|al|ale|ales|eur|euse|eux|euses|if|ive|ifs|ives|ent)$")


class Kind(StrEnum):
    """The class of a change."""

    TYPOGRAPHIC = "typographic"
    REFERENCE = "reference"
    TERMINOLOGY = "terminology"
    RENUMBERING = "renumbering"
    SUBSTANTIVE = "substantive"


def classify(
    changes: Sequence[Change[K]], moves: Iterable[Move[K]] = (), standing: Standing[K] | None = None
) -> dict[K, Kind]:
    """The class of each change of one version, given what moved between them (see `changes.moves`)."""
    found = list(moves)
    lost: dict[K, list[Move[K]]] = defaultdict(list)
    gained: dict[K, list[Move[K]]] = defaultdict(list)
    for move in found:
        lost[move.source].append(move)
        gained[move.target].append(move)
    edits = {change.key: _edits(change.old, change.new) for change in changes if change.old and change.new}
    common = _common([*edits.items(), *((m.target, _edits((m.old,), (m.new,))) for m in found if m.edited)])
    kinds: dict[K, Kind] = {}
    for change in changes:
        if change.key in edits:
            kinds[change.key] = _modified(change, edits[change.key], common, [*lost[change.key], *gained[change.key]])
        else:
            kinds[change.key] = _whole(change, lost[change.key] if change.old else gained[change.key], standing)
    return kinds


# -- articles that stay


def _modified(change: Change[K], edits: Sequence[_Pair], common: Mapping[_Pair, int], moved: Sequence[Move[K]]) -> Kind:
    if same_words(change.old, change.new) or _plain(change.old) == _plain(change.new):
        return Kind.TYPOGRAPHIC
    left = [pair for pair in edits if not agrees(*pair)]
    terms = [pair for pair in left if common.get(_core(*pair), 0) >= _ARTICLES]
    if not left and not edits:
        return Kind.REFERENCE
    if terms and len(terms) == len(left):
        return Kind.TERMINOLOGY
    return Kind.RENUMBERING if _all_moved(change, moved) else Kind.SUBSTANTIVE


def _plain(alineas: Sequence[str]) -> str:
    """The words alone: no capitals, no accents, no sign at the end of an alinéa."""
    text = " ".join(_END_SIGN.sub("", fold(alinea)) for alinea in alineas).lower()
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c) and not c.isspace())


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Pair]:
    """What was replaced, dropped (new empty) or added (old empty), citations left out."""
    found: list[_Pair] = []
    difference = diff([mask(alinea) for alinea in old], [mask(alinea) for alinea in new])
    folded = set(difference.folded)
    ops = [op for index, op in enumerate(difference.ops) if index not in folded]
    index = 0
    while index < len(ops):
        kind, text = ops[index]
        if kind == "=":
            index += 1
            continue
        following = ops[index + 1] if index + 1 < len(ops) else ("=", "")
        if kind == "-" and following[0] == "+":
            found.append((text, following[1]))
            index += 2
        else:
            found.append((text, "") if kind in "-<" else ("", text))
            index += 1
    return [pair for pair in found if _plain([pair[0]]) != _plain([pair[1]])]


def _common(edits: Iterable[tuple[K, Sequence[_Pair]]]) -> dict[_Pair, int]:
    """How many articles have each replacement."""
    keys: dict[_Pair, set[K]] = defaultdict(set)
    for key, pairs in edits:
        for old, new in pairs:
            core = _core(old, new)
            if all(core) and not _weighty(*core):
                keys[core].add(key)
    return {core: len(found) for core, found in keys.items()}


def _core(old: str, new: str) -> _Pair:
    """The words replaced, without the articles and prepositions around them, nor the adjectives that agree."""
    left, right = _stripped(old), _stripped(new)
    while left and right and _same_word(left[-1], right[-1]):
        left, right = left[:-1], right[:-1]
    while left and right and _same_word(left[0], right[0]):
        left, right = left[1:], right[1:]
    return " ".join(left), " ".join(right)


def _stripped(text: str) -> list[str]:
    found = [_lower(word) for word in words(_KEYWORD.sub(" ", text))]
    while found and found[0] in MINOR:
        found.pop(0)
    while found and found[-1] in MINOR:
        found.pop()
    return found


@lru_cache(maxsize=65_536)
def _lower(word: str) -> str:
    return fold(word).lower()


@lru_cache(maxsize=65_536)
def _same_word(left: str, right: str) -> bool:
    """Whether two words are one, but for gender and number."""
    return left == right or _AGREEMENT.sub("", left) == _AGREEMENT.sub("", right) != ""


def _weighty(old: str, new: str) -> bool:
    """Whether the words replaced are a number, a duration, an amount, or what makes a duty of a right."""
    return all(any(c.isdigit() for c in word) or word in WEIGHTY for word in (*old.split(), *new.split()))


def agrees(old: str, new: str) -> bool:
    """Whether the edit only makes other words agree: "il" → "elle", "du" → "de la", "placé" → "placée"."""
    left, right = ([_lower(word) for word in words(side)] for side in (old, new))
    if all(word in MINOR for word in (*left, *right)) and left and right:
        return True
    return len(left) == len(right) and all(
        _same_word(a, b) or (a in MINOR and b in MINOR) for a, b in zip(left, right, strict=True)
    )


def _all_moved(change: Change[K], moved: Sequence[Move[K]]) -> bool:
    """Whether every word lost stands elsewhere, and every word gained stood elsewhere."""
    counts = change.diff.words
    if not counts.changed:  # punctuation: it can change the law, and isn't counted
        return False
    lost, gained = counts.deleted, counts.inserted
    for move in moved:
        if not move.edited:
            lost -= move.words if move.source == change.key else 0
            gained -= move.words if move.target == change.key else 0
    return lost <= 0 and gained <= 0


# -- articles that come and go


def _whole(change: Change[K], moved: Sequence[Move[K]], standing: Standing[K] | None) -> Kind:
    text = change.old or change.new
    size = count_words(_SEPARATOR.join(text))
    sides = [(move.old, move.new) if change.old else (move.new, move.old) for move in moved]
    kept = sum(covered(words(mine), _runs_of(other)) for mine, other in sides)
    if size and kept >= _SHARED * size:
        return Kind.RENUMBERING
    if standing is None or size < _LEAST_WORDS:
        return Kind.SUBSTANTIVE
    mine = words(fold(_SEPARATOR.join(text)))
    for other in standing(change.key, bool(change.new)):
        if covered(mine, _runs_of(fold(_SEPARATOR.join(other)))) >= _SHARED * size:
            return Kind.RENUMBERING
    return Kind.SUBSTANTIVE


@lru_cache(maxsize=64)
def _runs_of(text: str) -> set[tuple[str, ...]]:
    """Articles that came of one text follow one another."""
    return runs(words(text))


def runs(found: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(found[place:] for place in range(_RUN)), strict=False))


def covered(found: Sequence[str], runs: set[tuple[str, ...]]) -> int:
    """How many of the words stand in runs that the other text has."""
    covered = end = 0
    for place, run in enumerate(zip(*(found[place:] for place in range(_RUN)), strict=False)):
        if run in runs:
            covered += place + _RUN - max(place, end)
            end = place + _RUN
    return covered
