"""The plan of a code: the order of its sections, and the file that holds it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.model import Section
from cpp_versions.plan import PlanWriter, order_of, read_plan, section_key, without

NUMBERS = ("preliminaire", "1", "2", "10", "706-71", "R57-7-62", "D53", "A37-10")


def ordered(*slugs: str) -> list[str]:
    """The slugs as the plan puts them, from every order that they can come in."""
    found = {tuple(s.key for s in sorted(map(make, some), key=section_key)) for some in permutations(slugs)}
    (only,) = found
    return list(only)


def make(slug: str) -> Section:
    return Section(slug, slug.replace("-", " "), True)


@pytest.mark.parametrize(
    "slugs",
    [
        # as they stand in LexHub
        (
            "partie-legislative",
            "partie-reglementaire-decrets-en-conseil-detat",
            "partie-reglementaire-decrets-simples",
            "partie-arretes",
        ),
        ("partie-legislative", "partie-reglementaire"),
        (
            "titre-preliminaire-dispositions-generales",
            "livre-ier-de-lexercice-de-laction-publique-et-de-linstruction",
            "livre-ii-des-juridictions-de-jugement",
            "livre-iv-de-quelques-procedures-particulieres",
            "livre-v-des-procedures-dexecution",
        ),
        ("titre-ii-des-enquetes", "titre-ii-bis-de-la-cooperation", "titre-iii-des-juridictions-dinstruction"),
        ("titre-ix", "titre-x", "titre-xi-bis", "titre-xi-ter", "titre-xiv", "titre-xix", "titre-xx", "titre-xl"),
        ("section-1-de-la-commission", "section-1-bis-x", "section-2-y", "section-10-z"),
        ("paragraphe-1er-a", "paragraphe-2-b", "paragraphe-3-c"),
        ("chapitre-premier-a", "chapitre-ii-b"),
        ("premiere-partie-x", "deuxieme-partie-a", "troisieme-partie-b", "dixieme-partie-a"),
        ("titre-premier", "titre-deuxieme", "titre-troisieme", "titre-sixieme", "dispositions-finales"),
        ("livre-ier-a", "livre-ii-b", "dispositions-finales"),
        ("livre-ier-a", "livre-ii-b", "annexes"),
    ],
)
def test_sections_are_in_the_order_of_codes(slugs: tuple[str, ...]) -> None:
    assert ordered(*slugs[:6]) == list(slugs[:6])


KEYS = st.text(min_size=1, max_size=12).filter(lambda key: "\n" not in key) | st.sampled_from(
    ["titre-ii-bis", "a b", "x} {#y", "%20", "a .restored", "\u2028"]
)
SECTIONS = st.builds(
    Section,
    KEYS,
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12) | st.sampled_from(["Titre {#x}", "# A", "1, 2"]),
    st.booleans(),
)
PLACES = st.dictionaries(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from([1, 2])), st.lists(SECTIONS, max_size=4).map(tuple), max_size=10
)


@settings(max_examples=150, deadline=None)
@given(PLACES, PLACES)
def test_what_is_written_is_read(
    before: dict[tuple[str, int], tuple[Section, ...]], after: dict[tuple[str, int], tuple[Section, ...]]
) -> None:
    """From one version to the next as from nothing: the file depends on where articles stand and on nothing else."""
    writer = PlanWriter("Code", order_of(NUMBERS))
    for (number, slot), path in before.items():
        writer.place(number, slot, path)
    writer.text()
    for (number, slot), path in before.items():
        writer.remove(number, slot, path)
    for (number, slot), path in after.items():
        writer.place(number, slot, path)
    fresh = PlanWriter("Code", order_of(NUMBERS))
    for (number, slot), path in sorted(after.items()):
        fresh.place(number, slot, path)
    text = writer.text()
    assert {article: path for path, articles in read_plan(text) for article in articles} == after
    assert text == fresh.text()


@settings(max_examples=150, deadline=None)
@given(PLACES, PLACES)
def test_a_plan_that_was_read_goes_on(
    before: dict[tuple[str, int], tuple[Section, ...]], after: dict[tuple[str, int], tuple[Section, ...]]
) -> None:
    """From the file as from the writer that wrote it."""
    writer = PlanWriter("Code", order_of(NUMBERS))
    for (number, slot), path in before.items():
        writer.place(number, slot, path)
    read = PlanWriter.of("Code", writer.text())
    assert {key: read.path_of(*key) for key in [*before, ("9999", 1)]} == {**before, ("9999", 1): None}
    for number, slot in [key for key in before if key not in after or before[key] != after[key]]:
        for either in (writer, read):
            either.remove(number, slot, before[number, slot])
    for (number, slot), path in after.items():
        for either in (writer, read):
            either.place(number, slot, path)
    assert read.text() == writer.text()


def test_the_file_as_people_read_it() -> None:
    writer = PlanWriter("Code de procédure pénale", order_of(NUMBERS))
    part = Section("partie-legislative", "Partie législative")
    title = Section("titre-ii-bis", "Titre II bis", True)
    writer.place("10", 1, (part, title))
    writer.place("2", 2, (part, title))
    writer.place("2", 1, (part, title))
    writer.place("preliminaire", 1, (part,))
    assert writer.text() == (
        "# Code de procédure pénale\n\n## Partie législative {#partie-legislative}\n\npreliminaire\n\n"
        "### Titre II bis {#titre-ii-bis .restored}\n\n2, 2~2, 10\n"
    )
    writer.remove("53", 1, (title,))  # what isn't there can be removed
    for number, slot in (("10", 1), ("2", 1), ("2", 2)):
        writer.remove(number, slot, (part, title))
    assert "Titre II bis" not in writer.text()


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from(NUMBERS), st.integers(1, 2)), st.sampled_from(["a", "b, 1, 2", "10"])),
    st.lists(st.tuples(st.sampled_from(NUMBERS), st.integers(1, 2)), max_size=3, unique=True),
)
def test_articles_are_struck_out_of_a_plan_as_its_writer_would(
    placed: dict[tuple[str, int], str], gone: list[tuple[str, int]]
) -> None:
    writer = PlanWriter("Code", order_of(NUMBERS))
    for (number, slot), key in placed.items():
        writer.place(number, slot, (Section(key, f"Titre {key}", True),))
    shorter = without(writer.text(), gone)
    left = [key for key in placed if key not in gone]
    if shorter is None:
        assert not {*gone} <= {*placed} or any(
            all(placed[key] != placed[one] for key in left) for one in gone if one in placed
        )
        return
    for number, slot in gone:
        writer.remove(number, slot, (Section(placed[number, slot], f"Titre {placed[number, slot]}", True),))
    assert shorter == writer.text()
