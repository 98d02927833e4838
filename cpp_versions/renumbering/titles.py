"""What the titles of sections say: "De la correspondance" and "De la correspondance écrite" are about the same matter.

The titles that an article stands under are compared with those of the other one, and with its text, by the roots of
their words. A title says what its articles are about, however little of their wording is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from cpp_versions.renumbering.gist import rooted
from cpp_versions.renumbering.passages import Vocabulary, cut
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.values import Side
from cpp_versions.renumbering.weights import information, letter_matrix

__all__ = ["titled", "titles_alike"]

_LEVELS = 2
"""Titles that are read: those next to the article."""
_HEAD = re.compile(r"^[^:]{0,60}:\s*")
_ENOUGH = 8.0
"""Bits of titles below which what they share counts for less."""
_Place = tuple[int, int]


def titled(side: Side, vocabulary: Vocabulary) -> str:
    """The letters of the titles that an article stands under, the nearest ones only, without their numbers."""
    held = [_HEAD.sub("", title) for title in side.section[-_LEVELS:]]
    return "".join(passage.letters for passage in cut(held, vocabulary))


def titles_alike(
    pairs: Sequence[_Place],
    gone: Sequence[Part],
    come: Sequence[Part],
    vocabulary: Vocabulary,
    texts: Sequence[str],
) -> dict[_Place, float]:
    """Of each pair, how much of the one's titles stands in the titles or in the text of the other: the mean of both
    ways, from 0 to 1."""
    if not pairs:
        return {}
    roots = rooted(vocabulary)
    seen = (letter_matrix(texts, len(vocabulary.words)) @ roots).tocsr()
    documents = np.bincount(seen.indices[seen.data > 0], minlength=roots.shape[1])
    weights = information(documents, len(texts)).astype(np.float32)

    def rows(letters: Sequence[str]) -> sparse.csr_matrix:
        found = (letter_matrix(letters, roots.shape[0]) @ roots).tocsr()
        found.eliminate_zeros()
        found.data = np.ones_like(found.data)
        return found

    old_titles = [titled(one.side, vocabulary) for one in gone]
    new_titles = [titled(one.side, vocabulary) for one in come]
    old, new = rows(old_titles), rows(new_titles)
    old_text = rows([a + _letters(one) for a, one in zip(old_titles, gone, strict=True)])
    new_text = rows([a + _letters(one) for a, one in zip(new_titles, come, strict=True)])
    left, right = np.array([i for i, _ in pairs]), np.array([j for _, j in pairs])
    weight_old, weight_new = (old @ weights)[left], (new @ weights)[right]
    of_old = old[left].minimum(new_text[right]) @ weights / np.maximum(weight_old, _ENOUGH)
    of_new = new[right].minimum(old_text[left]) @ weights / np.maximum(weight_new, _ENOUGH)
    held = (of_old + of_new) / 2
    return dict(zip(pairs, held.tolist(), strict=True))


def _letters(part: Part) -> str:
    return "".join(passage.letters for passage in part.passages)
