"""What a map is measured beside: similarity of whole articles, one to one or best match, and git's own renames.

The first two are given the threshold that suits them best on the very pairs that they are measured on.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from renumbering_gold import Figures, Gold, measure

from cpp_versions.renumbering import Side
from cpp_versions.renumbering.passages import Passage, Vocabulary
from cpp_versions.renumbering.residue import cut_all
from cpp_versions.renumbering.weights import best_matches, document_weights, letter_matrix, normalised

__all__ = ["BASELINES"]

Key = tuple[str, str]
Pair = tuple[Key, Key]


def one_to_one(old: Sequence[Side], new: Sequence[Side], known: Gold, folder: Path) -> Figures:
    """rapidfuzz's `token_set_ratio` of articles that changed, came or went; the most alike first, each once."""
    gone, come = _differing(old, new)
    ratios = process.cdist(
        [" ".join(side.alineas) for side in gone],
        [" ".join(side.alineas) for side in come],
        scorer=fuzz.token_set_ratio,
        score_cutoff=30,
        dtype=np.uint8,
    )
    rows, columns = np.nonzero(ratios)
    order = np.lexsort((columns, rows, -ratios[rows, columns].astype(int)))
    left: set[int] = set()
    right: set[int] = set()
    found: list[tuple[float, Pair]] = []
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if i not in left and j not in right and gone[i].ref != come[j].ref:
            left.add(i)
            right.add(j)
            found.append((float(ratios[i, j]), (_key(gone[i]), _key(come[j]))))
    return _best(found, known)


def best_match(old: Sequence[Side], new: Sequence[Side], known: Gold, folder: Path) -> Figures:
    """For each article that changed or went, the new or changed one of the greatest TF-IDF cosine."""
    gone, come = _differing(old, new)
    vocabulary = Vocabulary()
    done: dict[tuple[str, ...], tuple[Passage, ...]] = {}
    cut_all(old, vocabulary, done)
    cut_all(new, vocabulary, done)
    texts = {alineas: "".join(passage.letters for passage in passages) for alineas, passages in done.items()}
    weights = document_weights(texts.values(), len(vocabulary.words))
    lefts, rights = (
        normalised(letter_matrix([texts[side.alineas] for side in some], len(weights)), weights)
        for some in (gone, come)
    )
    found: list[tuple[float, Pair]] = []
    seen: set[int] = set()
    for i, j, value in zip(*map(np.ndarray.tolist, best_matches(lefts, rights, 2)), strict=True):
        if i not in seen and gone[i].ref != come[j].ref:
            seen.add(i)
            found.append((value, (_key(gone[i]), _key(come[j]))))
    return _best(found, known)


def git_renames(old: Sequence[Side], new: Sequence[Side], known: Gold, folder: Path) -> Figures:
    """`git diff -M` of the two sides, one file an article, one paragraph an alinéa."""
    names: dict[str, Key] = {}
    for day, some in (("old", old), ("new", new)):
        for side in some:
            path = folder / day / f"{side.ref.code}-{side.ref.number}-{side.ref.slot}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n\n".join(side.alineas) + "\n", encoding="utf-8")
            names[path.name] = _key(side)
    command = ["git", "-C", str(folder), "diff", "--no-index", "-M", "-l0", "--name-status", "-z", "old", "new"]
    fields = iter(subprocess.run(command, check=False, capture_output=True, text=True).stdout.split("\0"))
    found: list[Pair] = []
    for status in fields:
        if status.startswith("R"):
            found.append((names[Path(next(fields)).name], names[Path(next(fields)).name]))
        elif status:
            next(fields)
    return measure(found, known)


def _differing(old: Sequence[Side], new: Sequence[Side]) -> tuple[list[Side], list[Side]]:
    before = {side.ref: side.alineas for side in old}
    after = {side.ref: side.alineas for side in new}
    return (
        [side for side in old if after.get(side.ref) != side.alineas],
        [side for side in new if before.get(side.ref) != side.alineas],
    )


def _best(found: Sequence[tuple[float, Pair]], known: Gold) -> Figures:
    """The figures at the threshold that gives the greatest F1."""
    thresholds = sorted({value for value, _ in found})
    return max(
        (measure([pair for value, pair in found if value >= least], known) for least in thresholds),
        key=lambda figures: figures.f1,
        default=measure((), known),
    )


def _key(side: Side) -> Key:
    return side.ref.code, side.ref.number


BASELINES: dict[str, Callable[[Sequence[Side], Sequence[Side], Gold, Path], Figures]] = {
    "token_set_ratio, one to one": one_to_one,
    "TF-IDF, best match": best_match,
    "git diff -M": git_renames,
}
