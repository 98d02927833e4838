"""How alike the titles of two sections are: "Du régime disciplinaire" and "De la discipline" speak of one matter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cpp_versions.renumbering.passages import Vocabulary, cut
from cpp_versions.renumbering.weights import document_weights, letter_matrix, normalised

__all__ = ["likeness"]

_LEVELS = 3
"""Levels of the plan that are read, from the lowest: those above are shared by too many."""


def likeness(sections: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[float]:
    """The cosine, from 0 to 1, of the titles of each pair of sections; 0 where one is unknown."""
    places: dict[tuple[str, ...], int] = {}
    for pair in sections:
        for section in pair:
            places.setdefault(section[-_LEVELS:], len(places))
    vocabulary = Vocabulary()
    texts = ["".join(passage.letters for passage in cut(section, vocabulary)) for section in places]
    if not vocabulary.words:
        return [0.0] * len(sections)
    columns = len(vocabulary.words)
    rows = normalised(letter_matrix(texts, columns), document_weights(texts, columns))
    left = np.array([places[old[-_LEVELS:]] for old, _ in sections])
    right = np.array([places[new[-_LEVELS:]] for _, new in sections])
    products = rows[left].multiply(rows[right]).sum(axis=1)
    found: list[float] = np.asarray(products).ravel().clip(0, 1).tolist()
    return found
