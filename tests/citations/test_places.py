"""Places inside an article, before its number and behind it."""

from __future__ import annotations

import pytest

from cpp_versions.citations import read


def places(text: str) -> list[list[str]]:
    """Of each mention, its places as `unit first–last`."""
    return [
        [f"{p.unit} {p.first}{'–' + p.last if p.last else ''}" for p in mention.places] for mention in read(text, True)
    ]


CASES = {
    "au deuxième alinéa de l'article 114": [["alinéa 2"]],
    "le 8° de l'article 720": [["number 8"]],
    "la seconde phrase du dernier alinéa de l'article 5": [["phrase 2", "alinéa -1"]],
    "aux 1° à 5° et au 7° bis de l'article 5": [["number 1–5", "number 7 bis"]],
    "les a et b du 3° du II bis de l'article 5": [["letter a", "letter b", "number 3", "roman II bis"]],
    "des deux premiers alinéas de l'article 5": [["alinéa 1–2"]],
    "aux trois derniers alinéas de l'article 5": [["alinéa -3–-1"]],
    "aux alinéas 4 et 5 de l'article 81": [["alinéa 4", "alinéa 5"]],
    "du 5 de l'article 27": [["paragraph 5"]],
    "au l° de l'article 5": [["number 1"]],
    "l'article 81 (alinéa 6) ou l'article 82 (2e et 3e alinéas)": [["alinéa 6"], ["alinéa 2", "alinéa 3"]],
    "les articles 135, 137-3, premier alinéa, et 464-1": [[], ["alinéa 1"], []],
    "les articles 145, alinéa premier, 146, 1° et 3°, et 147": [["alinéa 1"], ["number 1", "number 3"], []],
    "l'article 19-II et l'article 7, I": [["roman II"], ["roman I"]],
    "articles 706-73, à l'exception du 11° et du 18°, 706-74": [["number 11", "number 18"], []],
    # whose place it is
    "l'article 5 (6°) et au 2° de l'article 7": [["number 6"], ["number 2"]],
    "du présent article, troisième alinéa, des articles 174 et 175": [[], [], []],
    "les articles 411-8, aux deux premiers alinéas de l'article 412-2": [[], ["alinéa 1–2"]],
    "426 et 432 ainsi qu'au premier alinéa de l'article 494-4": [["alinéa 1"]],
    "ce qui est prévu à l'article 12": [[]],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_places(text: str, expected: list[list[str]]) -> None:
    assert places(text) == expected
