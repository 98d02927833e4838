"""Section titles rebuilt from slugs: `titre-ii-de-la-detention` → "Titre II : De la détention".

A slug has lost accents, apostrophes, capitals and punctuation. The words of the code itself give most of them back:
its commonest word that slugs to `lexercice` is "l'exercice". What is rebuilt is marked as such (`Section.restored`)
and gives way to a printed title wherever a source has one. It is a help for reading, not the official title.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

__all__ = ["restore", "vocabulary"]

_WORD = re.compile(r"(?:[^\W\d_]{1,2}['’]|qu['’])?[^\W\d_]+(?:-[^\W\d_]+)*")
_LEVELS = {
    "partie": "Partie",
    "livre": "Livre",
    "titre": "Titre",
    "sous-titre": "Sous-titre",
    "chapitre": "Chapitre",
    "section": "Section",
    "sous-section": "Sous-section",
    "paragraphe": "Paragraphe",
    "sous-paragraphe": "Sous-paragraphe",
    "annexe": "Annexe",
}
_LEVEL = re.compile(rf"^({'|'.join(sorted(_LEVELS, key=len, reverse=True))})-(?=[0-9ivxlcup])(.+)$")
_ORDINAL = re.compile(
    r"^(?P<number>ier|1er|[ivxlc]+|\d+|unique|preliminaire)"
    r"(?P<suffix>(?:-(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|[a-h](?=-|$)|\d+(?=-|$)))*)(?:-|$)"
)
# The two parts of regulation carry in their slugs what the plan of the code prints in brackets.
_BRACKETS = re.compile(r"^(partie-(?:reglementaire|legislative))-(decrets?-.+|arretes?.*|ordonnances?.*)$")


def vocabulary(texts: Iterable[str], slugs: Iterable[str]) -> Mapping[str, str]:
    """For each word of the slugs, the commonest word of `texts` that reads so without accents and apostrophes."""
    wanted: set[str] = set()
    for slug in slugs:
        parts = slug.split("-")
        wanted.update(parts, map("-".join, pairwise(parts)))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        bare = _bare(word)
        if bare in wanted:
            found[bare][word] += count
    for group in found.values():  # a capital that only begins sentences is no capital of the word
        for word in [word for word in group if word != word.lower() and group[word.lower()] > 0]:
            group[word.lower()] += group.pop(word)
    best = {bare: min(words, key=lambda word: (-words[word], word)) for bare, words in found.items()}
    # one compound can be a slip of the source
    return {bare: word for bare, word in best.items() if "-" not in bare or found[bare][word] > 1}


def restore(slug: str, words: Mapping[str, str]) -> str:
    """The title that `slug` most likely comes from.

    >>> restore("titre-ii-de-la-detention", {"detention": "détention", "la": "la", "de": "de"})
    'Titre II : De la détention'
    """
    bracketed = _BRACKETS.match(slug)
    if bracketed:
        inner = _words(bracketed[2], words)
        return f"{_sentence(_words(bracketed[1], words))} ({inner})"
    level = _LEVEL.match(slug)
    ordinal = _ORDINAL.match(level[2]) if level else None
    if not level or not ordinal:
        return _sentence(_words(slug, words))
    number = ordinal["number"]
    printed = {"ier": "Ier", "1er": "1er", "preliminaire": "préliminaire"}.get(number, number)
    if re.fullmatch("[ivxlc]+", number):
        printed = number.upper()
    suffix = "".join(
        f" {part}" if len(part) > 1 and part.isalpha() else f" {part.upper()}"
        for part in ordinal["suffix"].split("-")[1:]
    )
    head = f"{_LEVELS[level[1]]} {printed}{suffix}"
    rest = level[2][ordinal.end() :]
    return f"{head} : {_sentence(_words(rest, words))}" if rest else head


def _words(slug: str, words: Mapping[str, str]) -> str:
    """The words of a slug; two that the code joins by a hyphen, or two numbers, are joined again."""
    parts = slug.split("-")
    text = ""
    position = 0
    while position < len(parts):
        pair = "-".join(parts[position : position + 2])
        if pair in words and position + 1 < len(parts):
            word, position = words[pair], position + 2
        else:
            word, position = words.get(parts[position], parts[position]), position + 1
        numbers = text[-1:].isdigit() and word.isdigit()
        text += ("-" if numbers else " ") * bool(text) + word
    return text


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bare(word: str) -> str:
    """The word as LexHub's slugs have it: they drop accents, apostrophes and ligatures, and keep hyphens."""
    plain = unicodedata.normalize("NFD", word.translate(_DROPPED))
    return "".join(c for c in plain if c == "-" or (c.isalnum() and not unicodedata.combining(c))).lower()


_DROPPED = dict.fromkeys(map(ord, "œŒæÆ"))
