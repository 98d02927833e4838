"""What a mention means on a day: a code of six articles, one of which has ended, and another code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from cpp_versions.citations import Context, Status, read, resolve
from cpp_versions.numbering import ArticleNumber


@dataclass
class Shelf:
    """Codes by id: their numbers, and whether each is in force (or stands twice)."""

    codes: dict[str, dict[str, Status]]
    excerpts: set[str] = field(default_factory=set)

    def holds(self, code: str) -> bool:
        return code in self.codes

    def whole(self, code: str) -> bool:
        return code in self.codes and code not in self.excerpts

    def status(self, code: str, number: str) -> Status:
        return self.codes[code].get(number, Status.UNKNOWN)

    def between(self, code: str, first: str, last: str) -> Sequence[str]:
        ends = ArticleNumber(first), ArticleNumber(last)
        numbers = sorted(ArticleNumber(n) for n, status in self.codes[code].items() if status is Status.IN_FORCE)
        return [n.text for n in numbers if ends[0] <= n <= ends[1]]

    def beside(self, code: str, number: str, step: int) -> str | None:
        numbers = sorted(ArticleNumber(n) for n, s in self.codes[code].items() if s is Status.IN_FORCE or n == number)
        place = numbers.index(ArticleNumber(number)) + step
        return numbers[place].text if 0 <= place < len(numbers) else None


IN, OUT, TWICE = Status.IN_FORCE, Status.NOT_IN_FORCE, Status.AMBIGUOUS
SHELF = Shelf(
    {
        "cpp": {"1": IN, "10-1": IN, "10-2": OUT, "10-3": IN, "10-4": IN, "20": TWICE, "426": IN, "R5-1": IN},
        "penitentiaire": {"L1": IN, "426": IN},
    }
)

CASES = {
    "l'article 10-1": [("cpp", ("10-1",), IN)],
    "l'article 10-2": [("cpp", ("10-2",), OUT)],
    "l'article 99": [("cpp", ("99",), Status.UNKNOWN)],
    "l'article 20": [("cpp", ("20",), TWICE)],
    "l'article 1er": [("cpp", ("1",), IN)],
    "les articles 10-1 à 10-4": [("cpp", ("10-1", "10-3", "10-4"), IN)],
    "les articles 10-1 à 10-2": [("cpp", ("10-1",), OUT)],
    "les articles 10-1 à 10-9": [("cpp", ("10-1", "10-9"), Status.UNKNOWN)],
    "les articles 10-1 à R. 5-1": [("cpp", ("10-1", "R5-1"), Status.AMBIGUOUS)],
    "l'article L. 1 du code pénitentiaire": [("penitentiaire", ("L1",), IN)],
    "les articles 1 à 3 du code civil": [("civil", ("1", "3"), Status.OTHER_TEXT)],
    "l'article 5 de la loi du 3 mai 1999": [("loi du 3 mai 1999", ("5",), Status.OTHER_TEXT)],
    "la loi du 3 mai 1999": [("loi du 3 mai 1999", (), Status.OTHER_TEXT)],
    "l'article 5 du même code": [(None, ("5",), Status.AMBIGUOUS)],
    "l'article précédent": [("cpp", ("10-1",), IN)],
    "l'article suivant": [("cpp", ("10-4",), IN)],
    "aux articles suivants.": [("cpp", ("10-4",), Status.AMBIGUOUS)],
    # whose the number is, where the text doesn't say
    "l'article 10-1 et l'article 7-1 du code pénal": [("cpp", ("10-1",), IN), ("penal", ("7-1",), Status.OTHER_TEXT)],
    "l'article 8-1 et l'article 7-1 du code pénal": [
        ("penal", ("8-1",), Status.OTHER_TEXT),
        ("penal", ("7-1",), Status.OTHER_TEXT),
    ],
    "aux articles 426 et à l'article 7 du code civil": [
        ("cpp", ("426",), Status.AMBIGUOUS),
        ("civil", ("7",), Status.OTHER_TEXT),
    ],
    "l'article 10-1 et l'article 7 de la loi du 3 mai 1999": [
        ("cpp", ("10-1",), IN),
        ("loi du 3 mai 1999", ("7",), Status.OTHER_TEXT),
    ],
    "Le code pénal. L'article 131-10.": [
        ("penal", (), Status.OTHER_TEXT),
        ("penal", ("131-10",), Status.AMBIGUOUS),
    ],
    "Le code pénal. L'article 10-1.": [("penal", (), Status.OTHER_TEXT), ("cpp", ("10-1",), IN)],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_what_is_meant(text: str, expected: list[tuple[str | None, tuple[str, ...], Status]]) -> None:
    context = Context("cpp", "10-3", date(2020, 1, 1), SHELF)
    found = [resolve(mention, context) for mention in read(text)]
    assert [(one.code, one.targets, one.status) for one in found] == expected


def test_an_excerpt_says_nothing_of_what_it_lacks() -> None:
    shelf = Shelf({"cpp": {"1": IN}}, {"cpp"})
    context = Context("cpp", "1", date(2020, 1, 1), shelf)
    found = [resolve(mention, context) for mention in read("Le code pénal. L'article 131-10.")]
    assert [(one.code, one.status) for one in found] == [("penal", Status.OTHER_TEXT), ("cpp", Status.UNKNOWN)]


@pytest.mark.parametrize(("day", "code"), [(date(2010, 1, 1), "minier"), (date(2012, 1, 1), "minier-nouveau")])
def test_a_code_made_anew_is_that_of_the_day(day: date, code: str) -> None:
    (mention,) = read("l'article L. 512-2 du code minier")
    assert resolve(mention, Context("cpp", "1", day, SHELF)).code == code
