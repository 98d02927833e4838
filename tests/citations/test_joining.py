"""The links of a source and what the grammar reads of the same words."""

from __future__ import annotations

from cpp_versions.citations import Mention, Reader, join
from cpp_versions.model import Citation


def joined(text: str, *links: tuple[str, str | None, str]) -> list[tuple[str, str, str, bool]]:
    """Of each mention: quote, document, first number, linked. A link is its words, its code and its target."""
    alineas = text.split("\n\n")
    made = []
    for words, code, target in links:
        place = next(i for i, one in enumerate(alineas) if words in one)
        start = alineas[place].index(words)
        made.append(Citation(place, start, start + len(words), words, code, (target,) if target else ()))
    found: list[Mention] = []
    for place, (alinea, read) in enumerate(zip(alineas, Reader().read(alineas), strict=True)):
        mentions = join(read.mentions, [link for link in made if link.alinea == place], alinea, "cpp")
        assert all(alinea[mention.start : mention.end] == mention.quote for mention in mentions)
        found += mentions
    return [
        (m.quote, m.document.name or str(m.document.kind), m.target.first if m.target else "", m.linked) for m in found
    ]


def test_a_link_that_agrees_confirms() -> None:
    assert joined("Un.\n\nVoir l'article 53.", ("53", "cpp", "53")) == [("l'article 53", "own", "53", True)]


def test_a_link_names_the_code_that_the_words_leave_out() -> None:
    text = "Voir les articles 131-10 et 131-11."
    assert joined(text, ("articles 131-10 et 131-11", "penal", "131-10")) == [
        ("articles 131-10", "penal", "131-10", True),
        ("131-11", "penal", "131-11", True),
    ]


def test_the_number_is_the_one_written() -> None:
    assert joined("Voir l'article D. 49-11.", ("l'article D. 49-11", "cpp", "R200")) == [
        ("l'article D. 49-11", "own", "D49-11", False)
    ]


def test_the_code_that_the_words_name_stands() -> None:
    assert joined("l'article 5 du code civil", ("article 5", "penal", "5")) == [("l'article 5", "civil", "5", False)]


def test_a_code_made_anew_is_the_link_s() -> None:
    assert joined("l'article L. 5 du code minier", ("article L. 5", "minier-nouveau", "L5")) == [
        ("l'article L. 5", "minier-nouveau", "L5", True)
    ]


def test_a_link_on_other_words_is_a_citation_of_its_own() -> None:
    assert joined("Voir le tableau ci-joint.", ("le tableau", "cpp", "A44")) == [("le tableau", "own", "A44", True)]


def test_a_link_that_leads_nowhere_is_none() -> None:
    assert joined("Le site www.exemple.fr.", ("www.exemple.fr", None, "")) == []


def test_nor_one_on_the_heading_of_quoted_words() -> None:
    assert joined("Est rédigé :\n\n« Art. D. 13-4.-Chaque fois", ("D. 13-4", "cpp", "D13-4")) == []
