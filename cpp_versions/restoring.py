"""Section titles rebuilt from slugs: `titre-ii-de-la-detention` → "Titre II : De la détention".

A slug has lost accents, apostrophes, capitals and punctuation. The words of the code itself give most of them back:
its commonest word that slugs to `lexercice` is "l'exercice". What is rebuilt is marked as such (`Section.restored`)
and gives way to a printed title wherever a source has one. It is a help for reading, not the official title.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

__all__ = ["Vocabulary", "restore"]

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
# "dacces" is "d'accès" where the code has "accès" alone
_ELIDED = re.compile(r"[dl][aeiouyh][a-z]{3,}$")
# What plans are made of, for the codes whose first texts don't use the words.
_PLAN_WORDS = (
    "législative réglementaire décrets arrêtés générales générale préliminaire particulières spéciales spécifiques "
    "complémentaires chargées électroniques pécuniaires simplifiée contrôles comités coûts hygiène maîtrise préfecture "
    "État République outre-mer Saint-Martin Saint-Barthélemy Saint-Pierre Miquelon Wallis Futuna Nouvelle-Calédonie "
    "Polynésie Mayotte"
)
_COUNCIL = re.compile(r"\bconseil(?= d'[EÉ]tat\b)")
_ORDINAL = re.compile(
    r"^(?P<number>ier|1er|[ivxlc]+|\d+|unique|preliminaire)"
    r"(?P<suffix>(?:-(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|[a-h](?=-|$)|\d+(?=-|$)))*)(?:-|$)"
)
# The two parts of regulation carry in their slugs what the plan of the code prints in brackets.
_BRACKETS = re.compile(r"^(partie-(?:reglementaire|legislative))-(decrets?-.+|arretes?.*|ordonnances?.*)$")


class Vocabulary:
    """How a code spells its words, learnt text by text; only the words of the slugs given are counted."""

    def __init__(self, slugs: Iterable[str]) -> None:
        wanted: set[str] = set()
        for slug in slugs:
            parts = slug.split("-")
            wanted.update(parts, map("-".join, pairwise(parts)), (part[1:] for part in parts if _ELIDED.match(part)))
        self._found: dict[str, Counter[str]] = {bare: Counter() for bare in wanted}
        self._bare: dict[str, str | None] = {}
        self.learn(f"{_PLAN_WORDS} {_PLAN_WORDS}")  # twice: a compound that was seen once isn't believed

    def learn(self, text: str) -> None:
        """Count the words of `text`."""
        for word, count in Counter(_WORD.findall(text)).items():
            bare = self._bare.get(word, "")
            if bare == "":
                bare = _bare(word)
                bare = self._bare[word] = bare if bare in self._found else None
            if bare:
                self._found[bare][word] += count

    def spell(self, bare: str) -> str | None:
        """The commonest word that reads `bare` without accents and apostrophes; None where none was seen."""
        group = self._found.get(bare)
        if not group:
            rest = self.spell(bare[1:]) if _ELIDED.match(bare) else None
            return f"{bare[0]}'{rest}" if rest else None
        counts = dict(group)
        for word in group:  # a capital that only begins sentences is no capital of the word
            if word != word.lower() and word.lower() in counts:
                counts[word.lower()] += counts.pop(word)
        best = min(counts, key=lambda word: (-counts[word], word))
        # one compound can be a slip of the source
        return best if "-" not in bare or counts[best] > 1 else None


def restore(slug: str, words: Vocabulary) -> str:
    """The title that `slug` most likely comes from.

    >>> words = Vocabulary(["titre-ii-de-la-detention"])
    >>> words.learn("Les règles de la détention.")
    >>> restore("titre-ii-de-la-detention", words)
    'Titre II : De la détention'
    """
    if slug in _LEVELS:
        return _LEVELS[slug]
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


def _words(slug: str, words: Vocabulary) -> str:
    """The words of a slug; two that the code joins by a hyphen, or two numbers, are joined again."""
    parts = slug.split("-")
    text = ""
    position = 0
    while position < len(parts):
        pair = words.spell("-".join(parts[position : position + 2])) if position + 1 < len(parts) else None
        if pair:
            word, position = pair, position + 2
        else:
            word, position = words.spell(parts[position]) or parts[position], position + 1
        numbers = text[-1:].isdigit() and word.isdigit()
        text += ("-" if numbers else " ") * bool(text) + word
    return _COUNCIL.sub("Conseil", text)  # the commoner "conseil" has no capital


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bare(word: str) -> str:
    """The word as LexHub's slugs have it: they drop accents, apostrophes and ligatures, and keep hyphens."""
    plain = unicodedata.normalize("NFD", word.translate(_DROPPED))
    return "".join(c for c in plain if c == "-" or (c.isalnum() and not unicodedata.combining(c))).lower()


_DROPPED = dict.fromkeys(map(ord, "œŒæÆ"))
