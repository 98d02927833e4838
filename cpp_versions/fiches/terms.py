"""Which articles a passage in plain language is about, by the legal terms that both have.

A term is a word of the articles without its endings, or two such words that follow each other but for small words
("juge de l'application" → juge+application). What stands in many articles says little, what stands in few says much:
each term weighs the logarithm of how many articles there are for one that has it; what stands in no article, or in more
than one of twenty (a pair: of ten), weighs nothing. The score of a passage and an article is the cosine of their
weighted terms, from 0 to 1.

Conservative: a link needs `LEAST_SCORE`, at least `LEAST_TERMS` shared terms of which one is a pair, and is kept for
the `MOST_ARTICLES` best articles of a passage. A text of fewer than `LEAST_SIZE` terms has no link: a line that lists
the overseas departments is no more about the article that does than another. `scripts/measure-fiches` prints how often
a link made so is one that the fiche itself makes (see docs/fiches.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from scipy import sparse

__all__ = ["LEAST_SCORE", "LEAST_SIZE", "LEAST_TERMS", "MOST_ARTICLES", "Shared", "shared", "stems"]

LEAST_SCORE = 0.35
LEAST_TERMS = 6
LEAST_SIZE = 15
MOST_ARTICLES = 3
_SHOWN_TERMS = 8
_LEAST_SHARE, _PAIR_SHARE = 0.05, 0.10
_FEWEST_ARTICLES = 40
"""With fewer articles than that, what is rare can't be told."""
_BLOCK = 512
_WORD = re.compile(r"[^\W\d_]{2,}|[.;:!?\n]")
_SMALL = frozenset(
    "ai ainsi alors au aucun aucune aussi autre autres aux avant avec avoir ayant bien ca car ce cela celle "
    "celles celui ces cet cette ceux chaque chez comme comment dans de dela des deux dire doit doivent donc dont "
    "du elle elles en encore entre est et etaient etait etant ete etes etre eu fait faire fois font hors il ils "
    "je jour jours jusqu jusque la le les leur leurs lors lorsqu lorsque lui ma mais me meme memes mes mois moins "
    "mon ne ni non nos notre nous on ont ou par parce parmi pas pendant peu peut peuvent plus pour pourra pouvez "
    "pouvoir pres puis qu quand que quel quelle quelles quels qui quoi rien sa sans sauf se selon sera seront ses "
    "si soit sont sous son sur ta te tel telle telles tels tes toi ton tous tout toute toutes tres trois un une "
    "vers vos votre vous voir an ans annee annees article articles alinea alineas code present presente loi cas "
    "partir compte titre chapitre section dernier premier premiere deuxieme troisieme suivant suivants suivante "
    "suivantes prevu prevue prevus prevues mentionne mentionnee mentionnes vise visee vises dispositions decret "
    "exemple savoir noter attention rappel personne personnes".split()
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage and an article, by their places in what was given: `score` from 0 to 1, and the terms that they share,
    those that weigh most first, as the passage writes them."""

    passage: int
    article: int
    score: float
    terms: tuple[str, ...]


def stems(text: str) -> Iterator[tuple[str, str]]:
    """The terms of a text with the words that stand for them.

    >>> list(stems("le juge de l'application des peines"))[:3]
    [('jug', 'juge'), ('application', 'application'), ('jug+application', "juge de l'application")]
    """
    before: tuple[str, int] | None = None
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isalpha():
            before = None
            continue
        stem = _stem(word)
        if stem is None:
            continue
        yield stem, word.lower()
        if before is not None and before[0] != stem:
            yield f"{before[0]}+{stem}", text[before[1] : match.end()].lower()
        before = stem, match.start()


def shared(
    passages: Sequence[str],
    articles: Sequence[str],
    *,
    least: float = LEAST_SCORE,
    allowed: Sequence[Iterable[int]] | None = None,
) -> tuple[Shared, ...]:
    """The links between passages and articles, passage by passage, best first. Empty texts have none.

    With `allowed` (for each passage the places of some articles) these are scored as well, whatever their rank, from
    half of `least` on: for links that rest on something else besides.
    """
    if len(articles) < _FEWEST_ARTICLES or not passages:
        return ()
    known = [Counter(term for term, _ in stems(text)) for text in articles]
    frequency = Counter(term for counts in known for term in counts)
    most = {False: _LEAST_SHARE * len(articles), True: _PAIR_SHARE * len(articles)}
    vocabulary = {
        term: place for place, term in enumerate(sorted(t for t, n in frequency.items() if n <= most["+" in t]))
    }
    weights = np.array([log(len(articles) / frequency[term]) for term in vocabulary])
    corpus = _matrix([_enough(counts, vocabulary) for counts in known], vocabulary, weights).T.tocsc()
    found: list[Shared] = []
    for start in range(0, len(passages), _BLOCK):
        block = [list(stems(text)) for text in passages[start : start + _BLOCK]]
        counts = [Counter(term for term, _ in terms) for terms in block]
        asked = _matrix([_enough(count, vocabulary) for count in counts], vocabulary, weights)
        scores = (asked @ corpus).tocsr()
        for row, terms in enumerate(block):
            some = frozenset(allowed[start + row]) if allowed else frozenset()
            line = scores[row]
            order = sorted(
                zip(line.indices.tolist(), line.data.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0])
            )
            rank = 0
            for article, score in order:
                if score < least / 2:
                    break
                if not (article in some or (score >= least and rank < MOST_ARTICLES)):
                    continue
                common = _common(terms, known[article], vocabulary, weights)
                if len(common) >= LEAST_TERMS and any("+" in term for term in common):
                    rank += 1
                    found.append(Shared(start + row, article, round(score, 3), tuple(common.values())[:_SHOWN_TERMS]))
    return tuple(found)


def _enough(counts: Counter[str], vocabulary: dict[str, int]) -> Counter[str]:
    """The terms of a text, none where it has too few to tell anything by."""
    return counts if sum(term in vocabulary for term in counts) >= LEAST_SIZE else Counter()


def _common(
    terms: Iterable[tuple[str, str]], article: Counter[str], vocabulary: dict[str, int], weights: np.ndarray
) -> dict[str, str]:
    """The terms that the article has too and the words that stand for them, the weightiest first."""
    said = {term: words for term, words in terms if term in article and term in vocabulary}
    return {term: said[term] for term in sorted(said, key=lambda term: (-weights[vocabulary[term]], term))}


def _matrix(counts: Sequence[Counter[str]], vocabulary: dict[str, int], weights: np.ndarray) -> sparse.csr_matrix:
    """One row for each text, of length one: terms weighed by how often they come and how rare they are."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, count in enumerate(counts):
        for term, times in count.items():
            if (column := vocabulary.get(term)) is not None:
                rows.append(row)
                columns.append(column)
                values.append((1 + log(times)) * weights[column])
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(counts), len(vocabulary)))
    norms = np.sqrt(matrix.multiply(matrix).sum(axis=1)).A1
    norms[norms == 0] = 1.0
    return sparse.diags(1 / norms) @ matrix


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str | None:
    """The word without accents and the endings of number and gender; None for a small word, which is no term."""
    parts = unicodedata.normalize("NFD", word.lower().replace("œ", "oe"))
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    if plain in _SMALL or len(plain) < 3:
        return None
    for ending in ("s", "x", "e"):
        plain = plain.removesuffix(ending) if len(plain) > 3 else plain
    return None if plain in _SMALL else plain
