"""What passages are about, beyond their words: "les lettres des détenus" and "la correspondance des détenus".

Words that stand in the same articles get directions that are close (latent semantic analysis: a truncated singular
value decomposition of the articles of both sides); a passage is the sum of its words. It finds candidates among rules
that were written anew, and says how near they come beside how near the next article comes. It proves nothing alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse

from cpp_versions.renumbering.gist import rooted
from cpp_versions.renumbering.passages import Vocabulary
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.weights import letter_matrix

__all__ = ["Matters", "directions"]

_WIDTH = 120
"""Dimensions that are kept."""
_SPARE = 16
_TURNS = 3
_SEED = 20101223
_ENOUGH = 25.0
"""Bits of a passage below which its likeness counts for less."""
_BLOCK = 1 << 24
"""Cosines that are held at once."""
_BEST = 2
"""Articles that a passage proposes as candidates."""
_LEAST = 0.45

_Place = tuple[int, int]


def directions(counts: sparse.csr_matrix, width: int = _WIDTH) -> np.ndarray:
    """The direction of each column (a root of words), from how often it stands in each row (an article), as rows of at
    most `width` numbers. By subspace iteration from a fixed start: the same rows always give the same directions."""
    scaled = counts.astype(np.float32)
    scaled.data = 1 + np.log(scaled.data)
    norms = np.sqrt(np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel())
    scaled.data /= np.repeat(np.where(norms > 0, norms, 1), np.diff(scaled.indptr))
    columns = scaled.shape[1]
    size = min(width + _SPARE, columns, scaled.shape[0])
    turned = scaled.T.tocsr()
    # a mixture of articles, not of words, whose order depends on the texts that were cut before
    basis = turned @ np.random.default_rng(_SEED).standard_normal((scaled.shape[0], size)).astype(np.float32)
    for _ in range(_TURNS):
        basis, _ = np.linalg.qr(turned @ (scaled @ basis))
    small = scaled @ basis
    values, vectors = np.linalg.eigh(small.T @ small)
    kept = np.argsort(values)[::-1][:width]
    found: np.ndarray = basis @ vectors[:, kept]
    return found.astype(np.float32)


class Matters:
    """How near pairs of articles come in what their passages are about, and which pairs may be worth a look."""

    def __init__(
        self, gone: Sequence[Part], come: Sequence[Part], vocabulary: Vocabulary, texts: Sequence[str]
    ) -> None:
        width = len(vocabulary.words)
        roots = rooted(vocabulary)
        seen = (letter_matrix(texts, width) @ roots).tocsr()
        seen.eliminate_zeros()
        documents = np.bincount(seen.indices, minlength=roots.shape[1])
        weights = np.log2((len(texts) + 1) / np.maximum(documents, 2)).clip(0.0).astype(np.float32)
        weighed = sparse.csr_matrix(seen @ sparse.diags_array(weights, format="csr"))
        space = directions(weighed) if min(seen.shape) > 1 else np.zeros((seen.shape[1], 1), np.float32)
        self._old = _Passages([(i, one) for i, one in enumerate(gone) if not one.unchanged], roots, weights, space)
        self._new = _Passages(list(enumerate(come)), roots, weights, space)

    def candidates(self) -> list[_Place]:
        """Pairs of which a passage of one has the other among the nearest articles."""
        found = {(i, j) for j, i in self._proposed(self._new, self._old)}
        found |= set(self._proposed(self._old, self._new))
        return sorted(found)

    def near(self, pairs: Sequence[_Place]) -> dict[_Place, tuple[float, float]]:
        """Of each pair, how near the best passage of the new article comes to the old one, and the other way round,
        times how far ahead of all other articles that is: from 0 to 1, 0.5 where another comes as near."""
        of_new = self._near([(j, i) for i, j in pairs], self._new, self._old)
        of_old = self._near(pairs, self._old, self._new)
        return {(i, j): (of_new[j, i], of_old[i, j]) for i, j in pairs}

    def _proposed(self, ours: _Passages, theirs: _Passages) -> Iterator[_Place]:
        for start, cosines in _cosines(ours, theirs):
            count = min(_BEST, cosines.shape[1])
            best = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
            for row, columns in enumerate(best.tolist()):
                if ours.sure[start + row] >= 0.5:
                    for column in columns:
                        if cosines[row, column] >= _LEAST:
                            yield ours.owners[start + row], theirs.places[column]

    def _near(self, pairs: Sequence[_Place], ours: _Passages, theirs: _Passages) -> dict[_Place, float]:
        columns = {place: column for column, place in enumerate(theirs.places)}
        asked: dict[int, list[int]] = {}
        for first, second in pairs:
            if second in columns:
                asked.setdefault(first, []).append(columns[second])
        found: dict[_Place, float] = dict.fromkeys(pairs, 0.0)
        for start, cosines in _cosines(ours, theirs):
            rows = np.arange(len(cosines))
            best = cosines.argmax(axis=1)
            most = cosines[rows, best]
            cosines[rows, best] = 0.0
            second_most = cosines.max(axis=1)
            cosines[rows, best] = most
            for row in rows.tolist():
                owner = ours.owners[start + row]
                there = asked.get(owner)
                if there is None:
                    continue
                values = cosines[row, there].clip(0.0)
                rivals = np.where(np.array(there) == best[row], second_most[row], most[row])
                told = values * values / np.maximum(values + rivals, 1e-6) * ours.sure[start + row]
                for column, value in zip(there, told.tolist(), strict=True):
                    key = owner, theirs.places[column]
                    found[key] = max(found[key], value)
        return found


class _Passages:
    """The passages of parts that may have moved, as directions, in the order of the parts."""

    def __init__(
        self, parts: Sequence[tuple[int, Part]], roots: sparse.csr_matrix, weights: np.ndarray, space: np.ndarray
    ) -> None:
        letters: list[str] = []
        self.owners: list[int] = []
        self.places: list[int] = []
        starts: list[int] = []
        for place, part in parts:
            fixed = part.fixed or (False,) * len(part.passages)
            loose = [passage.letters for passage, stays in zip(part.passages, fixed, strict=True) if not stays]
            if loose:
                self.places.append(place)
                starts.append(len(letters))
                letters += loose
                self.owners += [place] * len(loose)
        self.starts = np.array(starts, dtype=np.int64)
        rows = (letter_matrix(letters, roots.shape[0]) @ roots).tocsr()
        rows.eliminate_zeros()
        rows.data = (1 + np.log(rows.data)) * weights[rows.indices]
        bits = np.asarray(rows.sum(axis=1)).ravel()
        self.sure: list[float] = np.minimum(bits / _ENOUGH, 1.0).tolist()
        rows = rows @ space
        norms = np.sqrt((rows**2).sum(axis=1, keepdims=True))
        self.rows = (rows / np.where(norms > 0, norms, 1)).astype(np.float32)


def _cosines(ours: _Passages, theirs: _Passages) -> Iterator[tuple[int, np.ndarray]]:
    """For some of our passages at a time: the first, and how near each article of theirs comes to each."""
    if not theirs.places:
        return
    step = max(1, _BLOCK // len(theirs.rows))
    for start in range(0, len(ours.rows), step):
        product = ours.rows[start : start + step] @ theirs.rows.T
        yield start, np.maximum.reduceat(product, theirs.starts, axis=1)
