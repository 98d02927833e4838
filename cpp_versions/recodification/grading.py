"""What is left of each pair of a recodification, and its grade."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef
from cpp_versions.classing import covered, runs
from cpp_versions.compare import same_words
from cpp_versions.masking import mask
from cpp_versions.recodification import references, renamings
from cpp_versions.recodification.quoting import Quotes
from cpp_versions.recodification.values import Grade, GradedPair, Left, Pair, Renaming, SideText
from cpp_versions.text import count_words, fold, words

__all__ = ["graded"]

# Words that stand in another article of the map: so many at least, so much of them.
_ELSEWHERE, _COVERED = 8, 0.8
_PARTED = "\n\n"
_Texts = Mapping[ArticleRef, SideText]


def graded(
    pairs: Sequence[Pair], old: _Texts, new: _Texts, images: references.Images
) -> tuple[tuple[GradedPair, ...], tuple[Renaming, ...]]:
    """Each pair with what is left of it, in the order given; and the renamings folded, by number of pairs.

    `old` and `new` have the text of each article of the pairs, and of any other in which words of theirs may stand: of
    an article that was split, the new ones; of one that went on under its number, its text on the other day.
    """
    masks = [
        references.masked(old[p.old].alineas, old[p.old].cited, new[p.new].alineas, new[p.new].cited, images)
        for p in pairs
    ]
    common = renamings.found([(one.old, one.new) for one in masks])
    by_stems = {(one.old_stems, one.new_stems): one for one in common}
    others = _Elsewhere(pairs, old, new)
    counts: Counter[tuple[str, str]] = Counter()
    out = []
    for pair, masked in zip(pairs, masks, strict=True):
        before, after = old[pair.old].alineas, new[pair.new].alineas
        labels = _label(pair.old), _label(pair.new)
        if same_words(before, after):
            out.append(GradedPair(pair, labels, Grade.IDENTICAL, (), 0, 0, 0, 0))
            continue
        text, used = renamings.applied(masked.old, masked.new, common)
        folded = set(used)
        left, elsewhere = [], 0
        quotes = Quotes(masked.old, text) if used else None
        for edit in renamings.edits(text, masked.new):
            if known := renamings.explains(edit, by_stems):
                folded.add(known)
                continue
            said = quotes.quoted(edit.at, edit.old) if quotes else edit.old
            a, gone = others.gone(pair, masked.written(said, 0))
            b, come = others.come(pair, masked.written(edit.new, 1))
            elsewhere += gone + come
            left.append(Left(a.strip(), b.strip()))
        counts.update((one.old, one.new) for one in folded)
        left = [one for one in left if _size(one.old) or _size(one.new)]
        grade = Grade.CHANGED
        if not left:
            grade = Grade.UPDATED
        elif not elsewhere and _only_references([masked.written(a, 0) for a in text], after):
            grade = Grade.REFERENCES
        size = sum(_size(one.old) + _size(one.new) for one in left)
        out.append(GradedPair(pair, labels, grade, tuple(left), size, len(folded), masked.updated, elsewhere))
    told = tuple(Renaming(*words_, n) for words_, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return tuple(out), told


def _only_references(old: Iterable[str], new: Iterable[str]) -> bool:
    """Whether the texts are the same once whatever cites is masked."""
    return not renamings.edits([mask(alinea) for alinea in old], [mask(alinea) for alinea in new])


def _label(ref: ArticleRef) -> str:
    return numbering.from_source(ref.number).label


class _Elsewhere:
    """Where else words of an article may stand: in what the map says was made of it, or what it was made of."""

    def __init__(self, pairs: Sequence[Pair], old: _Texts, new: _Texts) -> None:
        self._old, self._new = old, new
        self._targets: dict[ArticleRef, list[ArticleRef]] = defaultdict(list)
        self._sources: dict[ArticleRef, list[ArticleRef]] = defaultdict(list)
        for pair in pairs:
            self._targets[pair.old].append(pair.new)
            self._sources[pair.new].append(pair.old)

    def gone(self, pair: Pair, text: str) -> tuple[str, int]:
        """What of these words of the old article stands in no other new one, and how many words do."""
        refs = [ref for ref in (*self._targets[pair.old], pair.old) if ref != pair.new]
        return _rest(text, [self._new[ref] for ref in refs if ref in self._new])

    def come(self, pair: Pair, text: str) -> tuple[str, int]:
        """What of these words of the new article stood in no other old one, and how many words did."""
        refs = [ref for ref in (*self._sources[pair.new], pair.new) if ref != pair.old]
        return _rest(text, [self._old[ref] for ref in refs if ref in self._old])


def _rest(text: str, others: Sequence[SideText]) -> tuple[str, int]:
    """The alinéas of the text that stand in none of the others, and how many words of those that do; a heading between
    two that do goes with them."""
    if not others or _size(text) < _ELSEWHERE:
        return text, 0
    known: set[tuple[str, ...]] | None = None
    kept, short, found = [], [], 0
    for alinea in text.split(_PARTED):
        mine = _folded(alinea)
        if len(mine) < _ELSEWHERE:
            short.append(alinea)
            kept.append(alinea)
            continue
        if known is None:
            known = set().union(*(_runs(other.alineas) for other in others))
        if covered(mine, known) >= _COVERED * len(mine):
            found += len(mine)
        else:
            kept.append(alinea)
    return ("" if found and len(kept) == len(short) else _PARTED.join(kept)), found


# The pairs of an article that was split into a hundred have its words a hundred times.


@lru_cache(maxsize=8192)
def _folded(alinea: str) -> tuple[str, ...]:
    return tuple(words(fold(alinea)))


@lru_cache(maxsize=8192)
def _count(alinea: str) -> int:
    return count_words(alinea)


def _size(text: str) -> int:
    """How many words the text has."""
    return sum(map(_count, text.split(_PARTED)))


@lru_cache(maxsize=512)
def _runs(alineas: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(runs(words(fold(_PARTED.join(alineas)))))
