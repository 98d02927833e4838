"""What an editor's note says that a reader must know before the text: that it isn't applied yet, or struck down.

A note that only repeats the day from which the version is in force ("ces dispositions entrent en vigueur le 1er mai
2022", under the version of 1 May 2022) tells nothing of the kind: it stays below the text, and no warning stands above.
Whatever else it says (a condition, an exception, another day), the warning stays.
"""

from __future__ import annotations

import re

from cpp_versions.acts import print_date
from cpp_versions.answers import ArticleAnswer

__all__ = ["deferring", "quashing"]

_DEFERRED = re.compile(
    r"entre(?:nt|ra|ront)? en vigueur|entrée en vigueur|s.appliquent? (?:à compter|aux)|applicables? (?:à compter|aux)"
    r"|prend(?:ra|ront|nent)? effet",
    re.IGNORECASE,
)
_QUASHED = re.compile(
    r"déclaré\w* (?:\w+ ){0,6}?(?:contraires?|non conformes?) à la Constitution|\ba (?:\w+ )?annul[ée]|\bannulées? par",
    re.IGNORECASE,
)
# "Conformément à l'article 10 de …, ces dispositions" and no more: one sentence, of one condition
_WHOLE = (
    r"[^.;:]{0,300}?(?:les présentes|ces) dispositions (?:entre(?:nt|ront) en vigueur|prennent effet) "
    r"(?:le|au|à compter du) "
)
_NUMBERS = re.compile(r"n[o°]s? ?\d[\d.-]*|\b[LRDA]\. ?\d", re.IGNORECASE)


def deferring(answer: ArticleAnswer) -> list[str]:
    """The paragraphs of the note that defer the text in force, or make it depend on something."""
    found = [paragraph for paragraph in answer.nota if _DEFERRED.search(paragraph)]
    if answer.valid_from is None:
        return found
    only = re.compile(f"{_WHOLE}{re.escape(print_date(answer.valid_from))}[ .]*\\Z", re.IGNORECASE)
    return [paragraph for paragraph in found if not only.match(_NUMBERS.sub("n", " ".join(paragraph.split())))]


def quashing(answer: ArticleAnswer) -> list[str]:
    """The paragraphs of the note that tell of a decision against the text."""
    return [paragraph for paragraph in answer.nota if _QUASHED.search(paragraph)]
