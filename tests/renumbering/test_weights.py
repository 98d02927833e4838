"""Which rows are most alike: the same as when all products are put in order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from cpp_versions.renumbering import weights
from cpp_versions.renumbering.weights import best_matches

_SIDES = st.integers(0, 4).flatmap(
    lambda width: st.tuples(
        *[st.lists(st.lists(st.integers(0, 2), min_size=width, max_size=width), max_size=9) for _ in range(2)]
    )
)


def _rows(side: list[list[int]], width: int) -> sparse.csr_matrix:
    return sparse.csr_matrix(np.array(side, dtype=np.float32).reshape(len(side), width))


@given(_SIDES, st.integers(1, 4), st.sampled_from([0.0, 1.0, 3.0]))
@settings(max_examples=60, deadline=None)
def test_the_best_are_those_that_come_first_when_all_are_put_in_order(
    sides: tuple[list[list[int]], list[list[int]]], count: int, least: float
) -> None:
    width = max((len(row) for side in sides for row in side), default=1)
    left, right = (_rows(side, width) for side in sides)
    wanted = []
    for i, row in enumerate((left @ right.T).toarray().tolist()):
        ordered = sorted((-value, j) for j, value in enumerate(row) if value > least)
        wanted += [(i, j, -value) for value, j in ordered[:count]]
    found = zip(*(one.tolist() for one in best_matches(left, right, count, least)), strict=True)
    assert list(found) == wanted


def test_rows_beyond_one_chunk_are_counted_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_CHUNK", 2)
    unit = sparse.eye_array(5, format="csr", dtype=np.float32)
    rows, columns, _ = best_matches(unit, unit, 1)
    assert rows.tolist() == columns.tolist() == [0, 1, 2, 3, 4]
