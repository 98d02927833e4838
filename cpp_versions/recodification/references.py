"""Citations of two texts set against each other: those that say the same, once the map is followed, are masked alike.

"dans les conditions de l'article D. 250" and "dans les conditions des articles R. 57-7-5 et R. 57-7-6" cite the same
rules if the map says that D. 250 was split into these two. Both become one sign, the same in both texts, so that a
comparison finds no difference; a citation that doesn't follow the map stays as it is written.

It refuses to follow a citation half: of a few articles cited, each must have gone where the new text says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpp_versions.text import fold

__all__ = ["Images", "Masked", "Unit", "masked"]

Key = tuple[str, str]
"""A code (or an act, as printed) and a number, which is empty for the whole of it."""

_FIRST_SIGN = 0xE000
_SIGNS = re.compile("[\ue000-\uf8ff]")
# A range takes in articles that the map may not know: of so many, most must follow.
_FEW, _MOST = 3, 0.8
_MOST_UNITS = 200


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that cite, `start` to `end` of the alinéas joined: from the place inside the article ("au 2° de") to the
    name of the code. `targets`: what they mean, a range expanded; `places` as they are written, folded."""

    start: int
    end: int
    targets: frozenset[Key]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Images:
    """Where rules went. `of`: the articles that each old one went to; `kept`: the old ones that still hold their rule
    under their number, those of texts that no map knows included; `cut`: the old ones of which a part went."""

    of: Mapping[Key, frozenset[Key]]
    kept: frozenset[Key]
    cut: frozenset[Key]
    known: frozenset[str]
    """The codes that the map speaks of: what is cited of another stays as it is."""

    def image(self, key: Key) -> frozenset[Key]:
        found = self.of.get(key, frozenset())
        stays = key in self.kept or key[0] not in self.known or not key[1]
        return found | {key} if stays else found

    def follows(self, old: Unit, new: Unit) -> bool:
        """Whether the new citation is the old one, updated or as it was."""
        if not old.targets or not new.targets:
            return False
        if old.places != new.places and not old.targets & self.cut:
            return False
        images = {key: self.image(key) for key in old.targets}
        everywhere = frozenset().union(*images.values())
        found = sum(key in everywhere for key in new.targets) / len(new.targets)
        went = sum(bool(image & new.targets) for image in images.values()) / len(images)
        least = 1.0 if max(len(old.targets), len(new.targets)) <= _FEW else _MOST
        return found >= least and went >= least


@dataclass(frozen=True, slots=True)
class Masked:
    """Two texts with the citations that follow each other masked; `signs` gives the words of each back, for the old
    text and for the new one; `updated` counts those whose words differ."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    signs: Mapping[str, tuple[str, str]]
    updated: int

    def written(self, text: str, side: int) -> str:
        """The text with the words of its citations, as they stand on the old side (0) or the new one (1)."""
        for sign, words in self.signs.items():
            if sign in text:
                text = text.replace(sign, words[side])
        return text


def masked(
    old: Sequence[str], old_units: Sequence[Unit], new: Sequence[str], new_units: Sequence[Unit], images: Images
) -> Masked:
    """Both texts, the citations that follow the map masked."""
    left, right = "\n\n".join(old), "\n\n".join(new)
    if _SIGNS.search(left) or _SIGNS.search(right):  # no text of law has such characters: leave it alone
        return Masked(tuple(old), tuple(new), {}, 0)
    ours, theirs = _usable(left, old_units), _usable(right, new_units)
    matched = _aligned(ours, theirs, images)
    signs: dict[str, tuple[str, str]] = {}
    places: tuple[list[tuple[Unit, str]], list[tuple[Unit, str]]] = ([], [])
    updated = 0
    for place, (i, j) in enumerate(matched):
        sign = chr(_FIRST_SIGN + place)
        signs[sign] = (left[ours[i].start : ours[i].end], right[theirs[j].start : theirs[j].end])
        updated += fold(signs[sign][0]) != fold(signs[sign][1])
        places[0].append((ours[i], sign))
        places[1].append((theirs[j], sign))
    return Masked(_replaced(left, places[0]), _replaced(right, places[1]), signs, updated)


def _usable(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units that can be masked, in order, none over another."""
    found: list[Unit] = []
    for unit in sorted(units, key=lambda unit: (unit.start, unit.end)):
        quoted = text[unit.start : unit.end]
        if not quoted or "\n\n" in quoted or "<" in quoted:  # in a cell of a table or across alinéas
            continue
        if found and unit.start < found[-1].end:
            last = found.pop()
            places = tuple(dict.fromkeys((*last.places, *unit.places)))
            unit = Unit(last.start, max(last.end, unit.end), last.targets | unit.targets, places)
        found.append(unit)
    return found[:_MOST_UNITS]


def _aligned(old: Sequence[Unit], new: Sequence[Unit], images: Images) -> list[tuple[int, int]]:
    """The longest list of pairs that follow each other, in the order of both texts."""
    follows = [[images.follows(a, b) for b in new] for a in old]
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + 1 if follows[i][j] else 0)
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if follows[i][j] and best[i][j] == best[i + 1][j + 1] + 1:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _replaced(text: str, places: Sequence[tuple[Unit, str]]) -> tuple[str, ...]:
    out, at = [], 0
    for unit, sign in places:
        out += [text[at : unit.start], sign]
        at = unit.end
    joined = "".join([*out, text[at:]])
    return tuple(joined.split("\n\n")) if joined else ()
