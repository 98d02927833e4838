"""Titles of sections and codes, and the slugs that sources make of them.

LexHub names a section by a slug alone (`titre-ii-de-la-detention`), other sources by its title ("Titre II : De la
détention"): `slug` gives the first from the second, so that a title can stand for the slug it was cut down to. There
is no way back: accents, capitals, apostrophes and punctuation are gone.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["slug"]

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_SEPARATORS = re.compile(r"[\s_-]+")
_DROPPED = re.compile(r"[^a-z0-9-]")


def slug(title: str) -> str:
    """The slug of a title, in LexHub's way; `[a-z0-9-]` only, empty where nothing is left.

    >>> slug("Titre II : De la détention")
    'titre-ii-de-la-detention'
    >>> slug("Chapitre III : De l'application de l'article 24 de la loi n° 2000-321 du 12 avril 2000")
    'chapitre-iii-de-lapplication-de-larticle-24-de-la-loi-n-2000-321-du-12-avril-2000'
    """
    plain = unicodedata.normalize("NFD", title.translate(_LIGATURES)).lower()
    kept = _DROPPED.sub("", _SEPARATORS.sub("-", plain))
    return re.sub(r"-{2,}", "-", kept).strip("-")
