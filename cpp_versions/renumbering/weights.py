"""How much a word tells, and which pieces of text may correspond: inverse document frequencies and sparse products.

The weight of a word is its information in bits: minus log2 of the share of articles, of both sides together, that hold
it. "de" weighs nothing and "bracelet" eight bits; a formula that every article shares weighs little however long it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

__all__ = ["best_matches", "document_weights", "information", "letter_matrix", "normalised"]

_CHUNK = 1024
_ENOUGH = 300
"""Articles, of both sides, from which the share that holds a word is taken for what it is."""


def letter_matrix(texts: Sequence[str], columns: int, base: Sequence[int] | None = None) -> sparse.csr_matrix:
    """One row per text (a string of letters, see `passages.Vocabulary`), one column per word: how often it stands."""
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.int64) - 0x100
    codes -= (codes >= 0xDF00) * 0x800
    rows = np.repeat(np.arange(len(texts)), lengths)
    matrix = sparse.csr_matrix((np.ones(len(codes), dtype=np.float32), (rows, codes)), shape=(len(texts), columns))
    matrix.sum_duplicates()
    return matrix


def document_weights(texts: Iterable[str], columns: int) -> np.ndarray:
    """The weight of each word in bits, from the texts of the articles of both sides; one of a kind is capped.

    Of fewer articles than `_ENOUGH` the shares say little: a word that stands in two of three may be rare in the code.
    So they are taken for a sample of that many, the less to be relied on the fewer they are.
    """
    matrix = letter_matrix(list(texts), columns)
    return information(np.bincount(matrix.indices, minlength=columns), matrix.shape[0]).clip(0.02)


def information(documents: np.ndarray, count: int) -> np.ndarray:
    """The bits that words tell which stand in so many of `count` articles, from 0 up (see `document_weights`)."""
    size = max(count, _ENOUGH)
    unsure = (size / max(count, 1)) ** 0.5
    found: np.ndarray = np.log2((size + 1) / (np.maximum(documents, 2) * unsure)).clip(0.0)
    return found


def normalised(matrix: sparse.csr_matrix, weights: np.ndarray, least: float = 0.0) -> sparse.csr_matrix:
    """The rows with words damped by the log of their count, weighted, and scaled to length one.

    Words that weigh less than `least` are left out: products of common words are dense, slow, and tell nothing.
    """
    scaled = matrix @ sparse.diags_array((weights >= least).astype(np.float32), format="csr")
    scaled.eliminate_zeros()
    scaled.data = (1 + np.log(scaled.data)) * weights[scaled.indices]
    norms = np.sqrt(np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel())
    scaled.data /= np.repeat(np.where(norms > 0, norms, 1), np.diff(scaled.indptr))
    return scaled.astype(np.float32)


def best_matches(
    left: sparse.csr_matrix, right: sparse.csr_matrix, count: int, least: float = 0.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row of `left` the `count` rows of `right` most alike, as (rows of left, rows of right, cosines).

    Ties go to the first of `right`. Rows less alike than `least` are left out.
    """
    turned = right.T.tocsr()
    rows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    values: list[np.ndarray] = []
    for start in range(0, left.shape[0], _CHUNK):
        product = (left[start : start + _CHUNK] @ turned).tocsr()
        sizes = np.diff(product.indptr)
        # few of a row's products are among its best: only those are put in order
        kept = np.flatnonzero(product.data >= np.repeat(_thresholds(product, count), sizes))
        kept = kept[product.data[kept] > max(least, 0.0)]
        row = np.searchsorted(product.indptr, kept, side="right") - 1
        column, value = product.indices[kept], product.data[kept]
        order = np.lexsort((column, -value, row))
        row, column, value = row[order], column[order], value[order]
        first = np.searchsorted(row, np.arange(product.shape[0]))
        top = np.arange(len(row)) - first[row] < count
        rows.append(row[top] + start)
        columns.append(column[top])
        values.append(value[top])
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)


def _thresholds(product: sparse.csr_matrix, count: int) -> np.ndarray:
    """By row, the `count`-th greatest of its values; minus infinity where it has no more than that."""
    found = np.full(product.shape[0], -np.inf, dtype=product.dtype)
    for row, (start, end) in enumerate(pairwise(product.indptr.tolist())):
        if end - start > count:
            found[row] = np.partition(product.data[start:end], end - start - count)[end - start - count]
    return found
