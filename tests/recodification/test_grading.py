"""Pairs of a recodification, on texts of our own: what is folded, and what never is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.answers import ArticleRef
from cpp_versions.recodification import Grade, GradedPair, Images, Pair, SideText, Unit, graded
from cpp_versions.recodification.quoting import Quotes
from cpp_versions.recodification.references import masked
from cpp_versions.recodification.renamings import found

NOWHERE = Images({}, frozenset(), frozenset(), frozenset({"cpp", "new"}))
BEFORE = "Le chef d'établissement {} et en informe la famille."
AFTER = "Le chef de l'établissement pénitentiaire {} et en informe la famille."
DOES = ("visite les ateliers", "ouvre le registre", "ferme les grilles du parc", "reçoit les visiteurs")


def ref(number: str, code: str = "cpp") -> ArticleRef:
    return ArticleRef(code, number)


def side(one: ArticleRef, text: str, *units: Unit) -> SideText:
    return SideText(one, tuple(text.split(" / ")), units)


def cites(text: str, quote: str, *targets: tuple[str, str]) -> Unit:
    start = text.index(quote)
    return Unit(start, start + len(quote), frozenset(targets))


def grade(pairs: Sequence[tuple[str, str]], images: Images = NOWHERE) -> tuple[GradedPair, ...]:
    refs = [(ref(f"D{n}"), ref(f"R{n}", "new")) for n in range(1, len(pairs) + 1)]
    old = {a: side(a, text) for (a, _), (text, _) in zip(refs, pairs, strict=True)}
    new = {b: side(b, text) for (_, b), (_, text) in zip(refs, pairs, strict=True)}
    return graded([Pair(a, b, "renumbered", 1.0) for a, b in refs], old, new, images)[0]


def test_a_renaming_common_to_pairs_is_folded() -> None:
    pairs = [(BEFORE.format(does), AFTER.format(does)) for does in DOES]
    assert {one.grade for one in grade(pairs)} == {Grade.UPDATED}


def test_a_replacement_of_one_pair_is_left() -> None:
    (one,) = grade([(BEFORE.format(DOES[0]), AFTER.format(DOES[0]))])
    assert one.grade is Grade.CHANGED
    assert one.words


def test_what_else_changed_is_left_beside_a_renaming() -> None:
    pairs = [(BEFORE.format(does), AFTER.format(does)) for does in DOES]
    pairs[0] = (pairs[0][0], pairs[0][1].replace("la famille", "le procureur"))
    first, *others = grade(pairs)
    assert first.grade is Grade.CHANGED
    assert [(one.old, one.new) for one in first.left] == [("la famille", "le procureur")]
    assert {one.grade for one in others} == {Grade.UPDATED}


@pytest.mark.parametrize(
    ("before", "after"), [("peut", "doit"), ("deux", "trois"), ("10", "20"), ("toujours", "jamais")]
)
def test_what_weighs_is_never_a_renaming(before: str, after: str) -> None:
    texts = "Le directeur {} entendre le témoin {} dans la salle."
    pairs = [(texts.format(before, does), texts.format(after, does)) for does in DOES]
    assert {one.grade for one in grade(pairs)} == {Grade.CHANGED}


def test_spacing_and_apostrophes_are_identical() -> None:
    (one,) = grade([("L’avocat  est entendu.", "L'avocat est entendu.")])
    assert one.grade is Grade.IDENTICAL


def pair_citing(new_number: str, images: Images) -> GradedPair:
    old_text, new_text = "Dans le cas de l'article D. 5, il sort.", f"Dans le cas de l'article {new_number}, il sort."
    a, b = ref("D1"), ref("R1", "new")
    key = new_number.replace(" ", "").replace(".", "")
    graded_, _ = graded(
        [Pair(a, b, "renumbered", 1.0)],
        {a: side(a, old_text, cites(old_text, "article D. 5", ("cpp", "D5")))},
        {b: side(b, new_text, cites(new_text, f"article {new_number}", ("new", key)))},
        images,
    )
    return graded_[0]


def test_a_reference_that_follows_the_map_is_folded_and_another_is_not() -> None:
    images = Images({("cpp", "D5"): frozenset({("new", "R5")})}, frozenset(), frozenset(), frozenset({"cpp", "new"}))
    follows = pair_citing("R. 5", images)
    assert (follows.grade, follows.references) == (Grade.UPDATED, 1)
    assert pair_citing("R. 6", images).grade is Grade.REFERENCES


def test_words_that_went_to_another_article_of_a_split_are_not_left() -> None:
    first = "Le greffier tient un registre des entrées et des sorties de la maison."
    second = "Le médecin visite chaque semaine les malades et rend compte de ses visites."
    a, b, c = ref("D1"), ref("R1", "new"), ref("R2", "new")
    pairs = [Pair(a, b, "split", 1.0), Pair(a, c, "split", 1.0)]
    done, _ = graded(pairs, {a: side(a, f"{first} / {second}")}, {b: side(b, first), c: side(c, second)}, NOWHERE)
    assert [one.grade for one in done] == [Grade.UPDATED, Grade.UPDATED]
    assert all(one.elsewhere for one in done)


def test_a_text_with_private_characters_is_left_alone() -> None:
    text = "Article \ue000 1"
    units = (Unit(0, 9, frozenset({("cpp", "1")})),)
    assert masked((text,), units, (text,), units, NOWHERE).signs == {}


WORDS = st.builds(" ".join, st.lists(st.sampled_from("le chef prison chefs sort, entre. et".split()), max_size=12))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_the_same_words_are_identical_and_others_never_are(texts: list[tuple[list[str], list[str]]]) -> None:
    pairs = [(" ".join(old) or "x", " ".join(new) or "x") for old, new in texts]
    for (old, new), one in zip(pairs, grade(pairs), strict=True):
        assert (one.grade is Grade.IDENTICAL) == (old.split() == new.split())
        assert bool(one.left) == (one.grade in (Grade.CHANGED, Grade.REFERENCES))
    assert all(one.old_stems != one.new_stems for one in found([((a,), (b,)) for a, b in pairs]))


def test_what_is_left_is_quoted_as_the_article_says_it() -> None:
    """A renaming is made in the old text to compare it; what is shown as deleted is still the words of the article."""
    pairs = [(BEFORE.format(does), AFTER.format(does)) for does in DOES]
    tail = " Tout chef d'établissement prévient les chefs d'établissement voisins."
    pairs[0] = (pairs[0][0] + tail, pairs[0][1])
    first = grade(pairs)[0]
    assert first.left
    for one in first.left:
        assert one.old in pairs[0][0]
        assert one.new in pairs[0][1]
    assert " ".join(one.old for one in first.left).strip() == tail.strip()


WORDS = st.builds(" ".join, st.lists(st.sampled_from("le chef prison chefs sort, entre. et".split()), max_size=12))


def test_words_that_renamings_left_out_are_quoted_with_what_follows_them() -> None:
    quotes = Quotes(["chefs chef sort enfin"], ["chef sort"])
    assert quotes.quoted(0, "chef sort") == "chefs chef sort enfin"
    assert quotes.quoted(5, "sort") == "sort enfin"
    assert Quotes(["chefs chef sort"], ["chef sort"]).quoted(5, "sort") == "sort"


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=3), st.data())
def test_a_span_of_the_renamed_text_is_led_back_to_words_of_the_text(written: list[str], data: st.DataObject) -> None:
    renamed = [text.replace("chef", "chef de la prison") for text in written]
    quotes, shown, whole = Quotes(written, renamed), "\n\n".join(renamed), "\n\n".join(written)
    assert quotes.quoted(0, shown) == whole
    cut = data.draw(st.integers(0, len(shown)))
    left, right = quotes.quoted(0, shown[:cut]), quotes.quoted(cut, shown[cut:])
    assert whole.startswith(left)
    assert whole.endswith(right)
    assert len(left) + len(right) >= len(whole)
    assert Quotes(written, written).quoted(cut, whole[cut:]) == whole[cut:]
