"""What the grammar reads, one sentence per case; the sentences are made up or of the forms that codes share."""

from __future__ import annotations

import pytest

from cpp_versions.citations import DocumentKind, Kind, Mention, read


def told(mention: Mention) -> str:
    """A mention in short: `document:first–last`."""
    document = mention.document.name or str(mention.document.kind)
    target = mention.target
    if target is None:
        return document
    if target.step:
        return f"{document}:{target.step:+d}{'…' if target.onward else ''}"
    return f"{document}:{target.first}{'–' + target.last if target.last else ''}{'…' if target.onward else ''}"


CASES = {
    # numbers, old and new spellings
    "l'article 53 et l'art. D.48-2": ["own:53", "own:D48-2"],
    "au D 283-1, au R. * 57-7-62 et au R*49-31": ["own:D283-1", "own:R57-7-62", "own:R49-31"],
    "l'article D. 49-16 bis ou l'article 706- 53": ["own:D49-16-bis", "own:706-53"],
    "l’article L.O. 630 et l’article 706‑71": ["own:LO630", "own:706-71"],
    "l'article 16-1 A, l'article 380-2-1 A.": ["own:16-1-A", "own:380-2-1-A"],
    "l'article 235 ter ZCA du code général des impôts": ["general-des-impots:235-ter-ZCA"],
    "l'article 67 bis 1 du code des douanes": ["douanes:67-bis-1"],
    "l'article premier de la loi du 1er juillet 1901": ["loi du 1er juillet 1901:1er"],
    "l'article préliminaire": ["own:preliminaire"],
    "L'ARTICLE 706-26 DU CODE DE PROCÉDURE PÉNALE": ["cpp:706-26"],
    "l'article D. 115-10les mots": ["own:D115-10"],
    "la référence à l'article “ 529-5 ”": ["own:529-5"],
    # lists
    "aux articles 12, 13-1 et 14": ["own:12", "own:13-1", "own:14"],
    "aux articles 52-1,83-1 ou R. 5-2": ["own:52-1", "own:83-1", "own:R5-2"],
    "les articles 60, ainsi que 61 et 62 bis": ["own:60", "own:61", "own:62-bis"],
    "les articles 227-3 à 227-11 311-3": ["own:227-3–227-11", "own:311-3"],
    "des articles premier et 2 de la convention du 1er mars 1980": [
        "convention du 1er mars 1980:1er",
        "convention du 1er mars 1980:2",
    ],
    # ranges
    "articles 723-15 à 723-27": ["own:723-15–723-27"],
    "R. 57-10 à R. 57-35 et L. 1er à L. 4": ["own:R57-10–R57-35", "own:L1er–L4"],
    "des articles R. 57-10 à 57-35": ["own:R57-10–R57-35"],
    "de l'article 53 à l'article 67": ["own:53–67"],
    "aux articles 706-3 (3°) à 706-12": ["own:706-3–706-12"],
    "les articles 720-1 et suivants, 721": ["own:720-1…", "own:721"],
    # numbers that are none of an article
    "l'article 12, 3 ans après": ["own:12"],
    "l'article 12 et 15 jours": ["own:12"],
    "article 53, 5 janvier 2000": ["own:53"],
    "l'article 25 et du 5 de l'article 27": ["own:25", "own:27"],
    "la page 12, le 10-12 et 57-7-62": [],
    "les articles de doctrine et un article": [],
    # documents
    "l'article 132-45 du code pénal": ["penal:132-45"],
    "l'article 441-1du code pénal": ["penal:441-1"],
    "l'article 5 du présent code": ["own:5"],
    "l'article 9 du code civil et l'article 10 du même code": ["civil:9", "civil:10"],
    "l'article 9 du code civil, l'article 1 dudit code": ["civil:9", "civil:1"],
    "l'article 9 du même code": ["même code:9"],
    "l'article L. 1 du code sécurité sociale": ["securite-sociale:L1"],
    "l'article L. 1 (code de la route)": ["route:L1"],
    "l'article L. 2 du chapitre II du titre III du livre IV du code de la route": ["route:L2"],
    "l'article 12 de l'annexe II au code général des impôts": ["general-des-impots-annexe-ii:12"],
    "l'article L. 1 du livre des procédures fiscales": ["livre-des-procedures-fiscales:L1"],
    "l'article 121-3 de l'ancien code pénal": ["ancien code pénal:121-3"],
    "aux articles 706-73 du présent code et 222-1 du code pénal": ["own:706-73", "penal:222-1"],
    "l'article 3 de la loi n° 2009-1436 du 24 novembre 2009": ["loi n° 2009-1436 du 24 novembre 2009:3"],
    "de la loi n. 72-11 du 3 janvier 1972": ["loi n. 72-11 du 3 janvier 1972"],
    "l'article 5 de la loi du 29 juillet 1881 et l'article 6 de la même loi": [
        "loi du 29 juillet 1881:5",
        "loi du 29 juillet 1881:6",
    ],
    "la loi n° 83-1 du 3 janvier 1983, notamment ses articles 2 et 3": [
        "loi n° 83-1 du 3 janvier 1983",
        "loi n° 83-1 du 3 janvier 1983:2",
        "loi n° 83-1 du 3 janvier 1983:3",
    ],
    "(Arr. 17 sept. 2003, art. 5)": ["arr. 17 sept. 2003", "arr. 17 sept. 2003:5"],
    "l'article 4 du règlement (UE) 2016/679 du 27 avril 2016": ["règlement (UE) 2016/679 du 27 avril 2016:4"],
    "l'article 66 de la Constitution": ["Constitution:66"],
    "la convention européenne d'extradition": ["convention européenne d'extradition"],
    "Code de procédure pénale : articles D49-27 à D49-35-2": ["cpp", "cpp:D49-27–D49-35-2"],
    "la loi, un arrêté, une convention, le code, l'accord des Etats": [],
    # words that point
    "l'article précédent et l'article suivant": ["own:-1", "own:+1"],
    "les deux articles précédents": ["own:-2", "own:-1"],
    "visées aux articles suivants.": ["own:+1…"],
    "l'article 5 du code civil, cet article et ledit article": ["civil:5", "civil:5", "civil:5"],
    "aux articles 5 et 6, et aux mêmes articles": ["own:5", "own:6", "own:5", "own:6"],
    "l'article 113-2-1 du code pénal, puis au même article 113-2-1": ["penal:113-2-1", "penal:113-2-1"],
    "l'article 5 de la loi du 3 mai 1999, l'article 7 et l'article 5 précité": [
        "loi du 3 mai 1999:5",
        "own:7",
        "loi du 3 mai 1999:5",
    ],
    # enumerations whose document is named at their end, or before an exception
    "aux articles 41-5, 41-7 et à l'article 42-1 du code pénal": ["penal:41-5", "penal:41-7", "penal:42-1"],
    "à l'article 5-1 et au premier alinéa de l'article 7-2 du code pénal": ["penal:5-1", "penal:7-2"],
    "des articles 60-1 et des articles R. 10-1 du code de la route": ["own:60-1", "route:R10-1"],
    "des articles 22-1 à 22-9 du code pénal, à l'exception de l'article 22-6": ["penal:22-1–22-9", "penal:22-6"],
    "réprimées par le code de la route prévues par les articles R. 1-1": ["route", "route:R1-1"],
    # headings aren't citations
    "Article 28\n\nLes entretiens": [],
    "ainsi rédigé :\n\n« Art. R. 102. - Les chefs d'escorte": [],
    '" Art.R. 5-1.-Pour': [],
    # tables
    "<table>\n<tr><th>Articles applicables</th></tr>\n<tr><td>D. 511-1 à D. 522-2</td></tr>\n</table>": [
        "own:D511-1–D522-2"
    ],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_what_is_read(text: str, expected: list[str]) -> None:
    found = read(text)
    assert [told(mention) for mention in found] == expected
    for mention in found:
        assert text[mention.start : mention.end] == mention.quote
        assert mention.phrase[0] <= mention.start < mention.end <= mention.phrase[1]


def test_the_span_is_that_of_the_article_and_the_phrase_that_of_all_that_tells_it() -> None:
    text = "prévu au 2° du I de l'article 132-45 du code pénal, sauf"
    (mention,) = read(text)
    assert (mention.quote, text[slice(*mention.phrase)]) == (
        "l'article 132-45",
        "au 2° du I de l'article 132-45 du code pénal",
    )


def test_what_is_inherited_and_what_was_named_last_are_told() -> None:
    first, _ = read("à l'article 5-1 et à l'article 7-2 du code pénal")
    assert first.inherited
    _, second = read("L'article 1 du code civil. Les articles 2.")
    assert (second.document.kind, second.recent and second.recent.name) == (DocumentKind.OWN, "civil")


INNER = {
    "Les dispositions du présent article": ["présent article"],
    "aux 1° à 5° du présent article": ["présent article"],
    "au deuxième alinéa, sauf la seconde phrase": ["au deuxième alinéa", "la seconde phrase"],
    "le 8° du II et l'alinéa précédent": ["le 8° du II", "l'alinéa précédent"],
    "au premier alinéa de l'article 5": [],
}


@pytest.mark.parametrize(("text", "expected"), INNER.items())
def test_places_of_the_article_itself_are_read_when_asked(text: str, expected: list[str]) -> None:
    assert [m.quote for m in read(text, inner=True) if m.kind is Kind.INNER] == expected
    assert [m for m in read(text) if m.kind is Kind.INNER] == []
