"""What the titles of sections say: "De la correspondance" and "De la correspondance écrite" are about the same matter.

The titles that an article stands under are compared with those of the other one, and with its text, by the roots of
their words. A title says what its articles are about, however little of their wording is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from cpp_versions.renumbering.gist import Roots
from cpp_versions.renumbering.passages import Vocabulary, cut
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.values import Side

__all__ = ["titled", "titles_alike"]

_LEVELS = 2
"""Titles that are read: those next to the article."""
_HEAD = re.compile(r"^[^:]{0,60}:\s*")
_ENOUGH = 8.0
"""Bits of titles below which what they share counts for less."""
_Place = tuple[int, int]


def titled(side: Side, vocabulary: Vocabulary, known: dict[tuple[str, ...], str]) -> str:
    """The letters of the titles that an article stands under, the nearest ones only, without their numbers; each kept
    in `known`."""
    titles = side.section[-_LEVELS:]
    found = known.get(titles)
    if found is None:
        passages = cut([_HEAD.sub("", title) for title in titles], vocabulary)
        found = known[titles] = "".join(passage.letters for passage in passages)
    return found


def titles_alike(
    pairs: Sequence[_Place], gone: Sequence[tuple[Part, str]], come: Sequence[tuple[Part, str]], roots: Roots
) -> dict[_Place, float]:
    """Of each pair, how much of the one's titles stands in the titles or in the text of the other: the mean of both
    ways, from 0 to 1. The parts come with the letters of their titles."""
    if not pairs:
        return {}

    def rows(letters: Sequence[str]) -> sparse.csr_matrix:
        found = roots.counts(letters)
        found.data = np.ones_like(found.data)
        return found

    old, new = rows([titles for _, titles in gone]), rows([titles for _, titles in come])
    old_text = rows([titles + _letters(one) for one, titles in gone])
    new_text = rows([titles + _letters(one) for one, titles in come])
    left, right = np.array([i for i, _ in pairs]), np.array([j for _, j in pairs])
    weight_old, weight_new = (old @ roots.weights)[left], (new @ roots.weights)[right]
    of_old = old[left].minimum(new_text[right]) @ roots.weights / np.maximum(weight_old, _ENOUGH)
    of_new = new[right].minimum(old_text[left]) @ roots.weights / np.maximum(weight_new, _ENOUGH)
    held = (of_old + of_new) / 2
    return dict(zip(pairs, held.tolist(), strict=True))


def _letters(part: Part) -> str:
    return "".join(passage.letters for passage in part.passages)
