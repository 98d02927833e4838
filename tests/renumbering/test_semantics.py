"""What passages are about: words that stand together are near, and the order of words that were met tells nothing."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering import Side
from cpp_versions.renumbering.mapping import Memory, Scored
from cpp_versions.renumbering.passages import Vocabulary, cut
from cpp_versions.renumbering.residue import Part
from cpp_versions.renumbering.semantics import Matters, directions
from cpp_versions.renumbering.titles import titled, titles_alike

HABIT = [
    "Les lettres et la correspondance passent par le facteur.",
    "Toute lettre, comme toute correspondance, est affranchie par le facteur.",
    "Le moulin et la farine sont la charge du meunier.",
    "La farine du moulin est pesée par le meunier.",
]


def side(number: str, *alineas: str, section: str = "", rank: int = 0) -> Side:
    return Side(ArticleRef("cpp", number), number, alineas, (section,) if section else (), rank, rank, (), False)


def part(number: str, text: str, vocabulary: Vocabulary, section: str = "") -> Part:
    passages = cut([text], vocabulary)
    return Part(side(number, text, section=section), passages, tuple(1.0 for _ in passages))


def test_words_that_stand_in_the_same_articles_have_near_directions() -> None:
    rows = np.zeros((40, 6), dtype=np.float32)
    rows[:20, :3] = 1.0  # three words of one matter
    rows[20:, 3:] = 1.0  # three of another
    rows[::2, 1] = 0.0
    found = directions(sparse.csr_matrix(rows), 2)
    lengths = np.linalg.norm(found, axis=1)
    cosines = (found @ found.T) / np.outer(lengths, lengths)
    assert cosines[0, 1] > 0.95
    assert cosines[0, 2] > 0.95
    assert abs(cosines[0, 4]) < 0.1


def test_directions_are_the_same_twice() -> None:
    chance = np.random.default_rng(3)
    rows = sparse.csr_matrix((chance.random((50, 30)) < 0.2).astype(np.float32))
    assert np.array_equal(directions(rows, 8), directions(rows, 8))


def test_a_rule_in_other_words_is_nearer_than_one_on_another_matter() -> None:
    vocabulary = Vocabulary()
    texts = ["".join(passage.letters for passage in cut([text], vocabulary)) for text in HABIT]
    gone = [part("D1", "Les lettres sont affranchies.", vocabulary), part("D2", "Le moulin moud.", vocabulary)]
    come = [part("R1", "La correspondance est au facteur.", vocabulary), part("R2", "La farine.", vocabulary)]
    near = Matters(gone, come, vocabulary, texts).near([(0, 0), (0, 1), (1, 0), (1, 1)])
    assert near[0, 0][0] > near[1, 0][0]
    assert near[1, 1][0] > near[0, 1][0]
    assert all(0.0 <= value <= 1.0 for both in near.values() for value in both)


def test_nothing_on_one_side_is_no_candidate() -> None:
    vocabulary = Vocabulary()
    one = part("D1", HABIT[0], vocabulary)
    assert Matters([one], [], vocabulary, ["".join(p.letters for p in one.passages)]).candidates() == []


def test_titles_say_what_articles_are_about() -> None:
    vocabulary = Vocabulary()
    texts = ["".join(passage.letters for passage in cut([text], vocabulary)) for text in HABIT]
    gone = [part("D1", "Chacun écrit.", vocabulary, "Section 2 : De la correspondance")]
    come = [
        part("R1", "Chacun écrit.", vocabulary, "Paragraphe 1er : De la correspondance écrite"),
        part("R2", "Chacun écrit.", vocabulary, "Section 2 : Du moulin"),
    ]
    for one in (*gone, *come):
        titled(one.side, vocabulary)
    alike = titles_alike([(0, 0), (0, 1)], gone, come, vocabulary, texts)
    assert alike[0, 0] > alike[0, 1]
    assert titled(gone[0].side, vocabulary) in titled(come[0].side, vocabulary)  # without the number of the section


def test_texts_that_were_cut_before_change_nothing() -> None:
    old = [side(f"D{place}", text, rank=place) for place, text in enumerate(HABIT)]
    new = [side(f"R{place}", text.replace("Les", "Toutes les"), rank=place) for place, text in enumerate(HABIT)]
    memory = Memory()
    Scored([side("L9", "La farine, le facteur et autre chose encore.")], [side("L8", "Le meunier pèse.")], memory)
    first = {(one.pair.old, one.pair.new): round(one.score, 4) for one in Scored(old, new).candidates}
    again = {(one.pair.old, one.pair.new): round(one.score, 4) for one in Scored(old, new, memory).candidates}
    assert first == again
