"""What two texts are about, whatever the order and the endings of their words: for rules that were written anew.

"Le détenu est convoqué" and "la convocation de la personne détenue" share no run of words, and one matter. Words are
cut to their first letters here, and a passage is looked for in the whole of the other article. This says little alone,
since neighbours speak of the same matter; so it is told beside how near the next best article comes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from cpp_versions.renumbering.passages import Vocabulary
from cpp_versions.renumbering.references import MASK
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.weights import information, letter_matrix, normalised

__all__ = ["Roots", "gists", "kinship"]

_ROOT = 5
"""Letters of a word that are kept."""
_ENOUGH = 30.0
"""Bits of a passage below which its share counts for less."""


class Roots:
    """The roots of a vocabulary's words, and what each tells, from the texts of the articles of both sides."""

    def __init__(self, vocabulary: Vocabulary, texts: Sequence[str]) -> None:
        self._matrix = rooted(vocabulary)
        counts = self.counts(texts)
        documents = np.bincount(counts.indices, minlength=self._matrix.shape[1])
        self.weights: np.ndarray = information(documents, len(texts)).astype(np.float32)
        """The weight of each root in bits."""

    def counts(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row per text (a string of letters, see `passages.Vocabulary`), one column per root: how often it stands.

        The vocabulary mustn't have grown since.
        """
        found = (letter_matrix(texts, self._matrix.shape[0]) @ self._matrix).tocsr()
        found.eliminate_zeros()
        return found


def kinship(pairs: Sequence[tuple[str, str]], roots: Roots) -> list[float]:
    """How alike two whole texts, given as letters, are in what they are about, from 0 to 1: the cosine of their roots,
    whatever the order."""
    if not pairs:
        return []
    first, second = (normalised(roots.counts(letters), roots.weights) for letters in zip(*pairs, strict=True))
    found: list[float] = np.asarray(first.multiply(second).sum(axis=1)).ravel().tolist()
    return found


def rooted(vocabulary: Vocabulary) -> sparse.csr_matrix:
    """The matrix that turns counts of words into counts of their roots."""
    roots: dict[str, int] = {}
    columns = [roots.setdefault(word[:_ROOT], len(roots)) for word in vocabulary.words]
    kept = np.array([word != MASK and not word.isdigit() for word in vocabulary.words], dtype=np.float32)
    rows = np.arange(len(columns))
    return sparse.csr_matrix((kept, (rows, columns)), shape=(len(columns), max(len(roots), 1)))


def gists(
    pairs: Sequence[tuple[int, int]], gone: Sequence[Part], come: Sequence[Part], roots: Roots
) -> tuple[tuple[list[float], list[float]], tuple[list[float], list[float]]]:
    """What of the new article's passages the old one of each pair holds, and the other way round: two lists each, in
    the order of the pairs.

    First the greatest share of a passage of one article that the other holds, word order apart, from 0 to 1; then how
    far that is ahead of other articles: 1 where none comes near, 0.5 where another holds as much.
    """
    old_rows = roots.counts([_letters(one) for one in gone])
    new_rows = roots.counts([_letters(one) for one in come])
    return (
        _held([(j, i) for i, j in pairs], come, old_rows, roots),
        _held([(i, j) for i, j in pairs], gone, new_rows, roots),
    )


def _held(
    pairs: Sequence[tuple[int, int]], parts: Sequence[Part], others: sparse.csr_matrix, roots: Roots
) -> tuple[list[float], list[float]]:
    """For each (part, other article), the best passage of the part held by the other article."""
    if not pairs:
        return [], []
    firsts: dict[int, int] = {}
    passages: list[str] = []
    for part in sorted({part for part, _ in pairs}):
        firsts[part] = len(passages)
        passages += [passage.letters for passage in parts[part].passages]
    rows = roots.counts(passages)
    weights = rows @ roots.weights
    counts = np.array([len(parts[part].passages) for part, _ in pairs])
    owners = np.repeat(np.arange(len(pairs)), counts)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    which = np.arange(len(owners)) - np.repeat(starts, counts) + np.repeat([firsts[part] for part, _ in pairs], counts)
    other = np.repeat([place for _, place in pairs], counts)
    held = np.empty(len(owners), dtype=np.float32)
    for start in range(0, len(owners), 1 << 14):
        some = slice(start, start + (1 << 14))
        held[some] = rows[which[some]].minimum(others[other[some]]) @ roots.weights
    best = np.zeros(len(passages), dtype=np.float32)
    np.maximum.at(best, which, held)
    # the best of the other articles: where this one is the best, the second
    second = np.zeros(len(passages), dtype=np.float32)
    is_best = held >= best[which]
    np.maximum.at(second, which[~is_best], held[~is_best])
    ties = np.bincount(which[is_best], minlength=len(passages))
    second = np.where(ties > 1, best, second)
    rival = np.where(is_best, second[which], best[which])
    share = held / np.maximum(weights[which], _ENOUGH)
    lead = held / np.maximum(held + rival, 1e-6)
    places = [
        start + int(np.argmax(share[start : start + count] * lead[start : start + count]))
        for start, count in zip(starts.tolist(), counts.tolist(), strict=True)
    ]
    return share[places].tolist(), lead[places].tolist()


def _letters(part: Part) -> str:
    return "".join(passage.letters for passage in part.passages)
