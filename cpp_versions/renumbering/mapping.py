"""The renumbering map of two sides: which rule went where, with a score and its reasons.

Links are found from the words (`residue`, `matching`, `competing`), then scored again with what their neighbours and
their citations say (`context`, `citing`), in rounds (`rounds`); what they leave unexplained is looked at last
(`remainder`); what each link is called follows from the links around it (`relations`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cpp_versions.renumbering.alignment import Weigher
from cpp_versions.renumbering.beside import begun, uncollected
from cpp_versions.renumbering.citing import (
    Key,
    Rewiring,
    aligned_lists,
    key_of,
    pointers,
    rewired_in,
    rewiring,
)
from cpp_versions.renumbering.competing import Competition
from cpp_versions.renumbering.declaring import declared
from cpp_versions.renumbering.gist import Roots, gists, kinship
from cpp_versions.renumbering.matching import Pair, matches
from cpp_versions.renumbering.passages import Passage, Vocabulary
from cpp_versions.renumbering.references import Named
from cpp_versions.renumbering.relations import named_links
from cpp_versions.renumbering.remainder import completed
from cpp_versions.renumbering.residue import cut_all, parts, stirred
from cpp_versions.renumbering.rounds import Known, Rounds
from cpp_versions.renumbering.titles import titled, titles_alike
from cpp_versions.renumbering.values import Link, Side
from cpp_versions.renumbering.weights import document_weights

__all__ = ["KEPT", "Memory", "Scored", "links_of", "renumbering_map", "scored"]

KEPT = 0.45
"""Score from which a pair is told as a link."""
_ALIKE = 0.6
"""Likeness from which two passages that moved together are read for the citations that were rewritten in them."""
_Place = tuple[int, int]


class Memory:
    """Texts cut into passages, for several maps of one corpus: most articles are the same from one day to another.

    The words are numbered in the order in which they are met; what a map says doesn't depend on it.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.done: dict[tuple[str, ...], tuple[Passage, ...]] = {}
        self.titles: dict[tuple[str, ...], str] = {}


class Scored:
    """What was found between two sides: the parts, and the candidates between them, own pairs apart."""

    def __init__(self, old: Sequence[Side], new: Sequence[Side], memory: Memory | None = None) -> None:
        self.old, self.new = old, new
        # where articles are alike word for word, the first wins: it mustn't depend on the order in which they are given
        old, new = sorted(old, key=_place), sorted(new, key=_place)
        known = memory or Memory()
        self._vocabulary, self._done = known.vocabulary, known.done
        cut_all(old, self._vocabulary, self._done)
        cut_all(new, self._vocabulary, self._done)
        for side in (*old, *new):
            titled(side, self._vocabulary, known.titles)
        held = dict.fromkeys(side.alineas for side in (*old, *new))
        texts = ["".join(one.letters for one in self._done[alineas]) for alineas in held if self._done[alineas]]
        weights = document_weights(texts, len(self._vocabulary.words))
        self._weigher = Weigher(weights)
        gone, self.come = parts(old, new, self._done, self._weigher)
        roots = Roots(self._vocabulary, texts)
        own = [i for i, one in enumerate(gone) if one.counterpart is not None]
        after = {side.ref: self._whole(side) for side in new}
        wholes = [(self._whole(gone[i].side), after[gone[i].side.ref]) for i in own]
        self.kin = dict(zip(own, kinship(wholes, roots), strict=True))
        """By old part that has new text under its number, how far both texts are about the same matter."""
        self.gone = stirred(gone, self.kin)
        pairs = matches(self.gone, self.come, weights, self._weigher)
        stated = self._stated(pairs, declared(old, new))
        keys = sorted(key for key, pair in pairs.items() if not pair.own)
        with begun(lambda: gists(keys, self.gone, self.come, roots), len(self.come)) as found:
            above_old, above_new = (
                [(one, titled(one.side, self._vocabulary, known.titles)) for one in some]
                for some in (self.gone, self.come)
            )
            titles = titles_alike(keys, above_old, above_new, roots)
            rewirings, pointed = self._citations(pairs)
            told = Known(rewirings, pointed, stated, titles, found, self._lists, self._rewired)
            competition = Competition(pairs, self.gone, self.come, self._weigher)
            rounds = Rounds(self.gone, self.come, pairs, competition, told)
            candidates = rounds.candidates()
        self.candidates = completed(candidates, pairs, self.gone, self.come, roots, self._weigher)
        self.stays: Sequence[float] = rounds.stays
        """By old part, the share of its weight that stands under its number on the new day."""

    def _whole(self, side: Side) -> str:
        return "".join(passage.letters for passage in self._done[side.alineas])

    def _citations(self, pairs: Mapping[_Place, Pair]) -> tuple[list[Rewiring], dict[Key, Mapping[Key, float]]]:
        """The lists rewritten in articles that stay, and where those that changed point."""
        rewirings: list[Rewiring] = []
        pointed: dict[Key, Mapping[Key, float]] = {}
        before = {side.ref: side for side in self.old if not side.missing}
        for side in self.new:
            was = before.get(side.ref)
            if was is None or side.missing or was.alineas == side.alineas:
                continue
            old, new = self._done[was.alineas], self._done[side.alineas]
            rewirings += rewired_in(was, side, old, new, self._weigher)
            found = pointers(old, new, side, self._vocabulary)
            if found:
                pointed[key_of(side)] = found
        for pair in pairs.values():
            if pair.own:
                rewirings += self._rewired(pair, 1.0)
        return rewirings, pointed

    def _stated(self, pairs: dict[_Place, Pair], told: Mapping[tuple[Key, Key], str]) -> dict[_Place, str]:
        """The places of the pairs of which a text says that one became the other; they are candidates whatever their
        words."""
        gone = {key_of(one.side): place for place, one in enumerate(self.gone)}
        come = {key_of(one.side): place for place, one in enumerate(self.come)}
        found: dict[_Place, str] = {}
        for (old, new), words in told.items():
            if old in gone and new in come:
                i, j = gone[old], come[new]
                pairs.setdefault((i, j), Pair(i, j, own=False))
                found[i, j] = words
        return found

    def _lists(self, pair: Pair) -> Iterator[tuple[Named, Named]]:
        """The lists that stand at the same place in the two articles of a pair."""
        old, new = self.gone[pair.old], self.come[pair.new]
        for match in pair.matches:
            yield from aligned_lists(old.passages[match.old], new.passages[match.new], match, self._vocabulary)

    def _rewired(self, pair: Pair, weight: float) -> list[Rewiring]:
        """The lists rewritten in what the two articles of a pair share, each counting for `weight`."""
        old, new = self.gone[pair.old], self.come[pair.new]
        found: list[Rewiring] = []
        for match in pair.matches:
            if match.shared.alike >= _ALIKE:
                p, q = old.passages[match.old], new.passages[match.new]
                for first, second in aligned_lists(p, q, match, self._vocabulary):
                    found += rewiring(old.side, new.side, first, second, weight)
        return found


def _place(side: Side) -> tuple[str, int, str, int]:
    return side.ref.code, side.order, side.ref.number, side.ref.slot


def scored(old: Sequence[Side], new: Sequence[Side]) -> Scored:
    """All pairs of the two sides that share anything, scored, before a threshold is put."""
    with uncollected():
        return Scored(old, new)


def renumbering_map(
    old: Sequence[Side], new: Sequence[Side], least: float = KEPT, memory: Memory | None = None
) -> tuple[Link, ...]:
    """The links between the articles of two sides, in the order of the old articles, then of the new ones.

    A pair scored below `least` is no link; it is named as the best candidate where an article has no other. A `memory`
    makes the next map of the same corpus faster.
    """
    with uncollected():
        return links_of(Scored(old, new, memory), least)


def links_of(found: Scored, least: float = KEPT) -> tuple[Link, ...]:
    """The links among what was scored (see `renumbering_map`)."""
    stays = {one.side.ref: (found.stays[i], found.kin.get(i, 1.0)) for i, one in enumerate(found.gone)}
    return named_links(found.old, found.new, found.gone, found.come, stays, found.candidates, least)
