"""Fiches in XML and JSON: what is read, and what is refused with one line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cpp_versions.errors import SourceError
from cpp_versions.fiches.files import LARGEST, read_json, read_xml
from cpp_versions.fiches.values import Span
from tests.fiches.written import tree, xml


def test_a_fiche_in_xml() -> None:
    fiche = read_xml(xml("Code de procédure pénale : articles R57-7-1 à R57-7-4"), "fiche.xml")
    assert (fiche.id, fiche.title, fiche.modified) == ("F90001", "Fouille de cellule", date(2010, 12, 29))
    assert fiche.url == "https://www.service-public.gouv.fr/particuliers/vosdroits/F90001"
    assert [(passage.headings, passage.text) for passage in fiche.passages] == [
        ((), "Votre cellule peut être fouillée."),
        (
            ("Majeur", "Qui décide ?"),
            "Le chef d'établissement décide.\n• par écrit\n• sans délai\nÀ savoir : un recours est possible.",
        ),
        (("Quartier disciplinaire",), "Lieu de la punition."),
    ]
    own, whole = fiche.references
    assert (own.spans, own.passage) == ((Span("D75"),), 2)
    assert (whole.spans, whole.passage, whole.code) == ((Span("R57-7-1", "R57-7-4"),), None, "cpp")


def test_a_fiche_of_the_package() -> None:
    fiche = read_json(tree("Code de procédure pénale : article 727"), "F90002.json")
    assert (fiche.id, fiche.title, fiche.form) == ("F90002", "Permis de visite", "json")
    assert [(p.headings, p.text) for p in fiche.passages] == [(("Demande",), "Le juge délivre le permis.")]
    assert fiche.references[0].spans == (Span("727"),)


def test_the_excerpt_of_f35705(shared_data: Path) -> None:
    fiche = read_xml((shared_data / "fiches" / "F35705_EXCERPT.xml").read_bytes(), "F35705")
    spans = {(one.code, span.first, span.last) for one in fiche.references for span in one.spans}
    assert {("cpp", "464-2", ""), ("cpp", "D49-27", "D49-35-2"), ("cpp", "D50", "D52-1")} <= spans
    assert len(fiche.references) == 8
    assert [one.passage for one in fiche.references].count(None) == 7


def test_addresses_that_are_none_are_left_out() -> None:
    content = xml("Code pénal : article 1").replace(b"https://www.legifrance.gouv.fr/x/0", b"javascript:alert(1)")
    content = content.replace(b"https://www.service-public.gouv.fr", b"file:///etc")
    fiche = read_xml(content, "x")
    assert (fiche.url, fiche.references[-1].url) == ("", "")


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Publication><Texte>&c;</Texte></Publication>"""
OUTSIDE = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Publication>&x;</Publication>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
        (OUTSIDE.decode().encode("utf-16"), "entities"),
        (b"<Publication><Texte>", "not well-formed"),
        (b"", "not well-formed"),
        (b"\x00\x01\x02", "not well-formed"),
        (b"<Publication>&nbsp;</Publication>", "not well-formed"),
        (b"<ARTICLE/>", "root is 'ARTICLE'"),
        (b"<!DOCTYPE html><html><body>Publication</body></html>", "HTML"),
        (b"\xef\xbb\xbf\n<html lang='fr'><Publication/></html>", "HTML"),
        (b"<Publication>" + b" " * LARGEST + b"</Publication>", "larger than 16 MB"),
        (b"<Publication>" + b"<Texte>" * 5000 + b"</Texte>" * 5000 + b"</Publication>", "not well-formed"),
    ],
)
def test_what_is_refused_of_xml(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        read_xml(content, "F1.xml")
    assert "\n" not in str(error.value) and str(error.value).startswith("F1.xml: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not JSON"),
        (b"[1]", "without a 'Publication'"),
        (b'{"children": 3}', "without a 'Publication'"),
        (b'{"children": [{"name": "html"}]}', "without a 'Publication'"),
        (b"[" * 200_000, "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
    ],
)
def test_what_is_refused_of_json(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        read_json(content, "F1.json")
    assert "\n" not in str(error.value)


def test_a_tree_with_damage_is_read_without_it() -> None:
    document = json.loads(tree("Code pénal : article 1"))
    children = document["children"][0]["children"]
    children += [None, 3, {"type": "element", "name": "a b<c"}, {"type": "element", "name": 5}, {"type": "text"}]
    children.append({"type": "element", "name": "Texte", "children": "x", "attributes": ["y"]})
    children.append({"type": "text", "text": "\x00\x1b[31m"})
    fiche = read_json(json.dumps(document).encode(), "x")
    assert len(fiche.passages) == 1
