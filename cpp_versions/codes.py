"""The codes of French law: how users type them (`cpp`), how sources name them (slugs), how they are printed.

The table holds the codes in force, and repealed ones that citations still name. A code's id is its slug without
"code", "de la", "du", "des", "de l'" or "de" in front (`penal`, `environnement`), but for the CPP, `cpp`. The slug of a
folder that the table doesn't know is its own id, whole: shortened, it could become the id of another code. A test
holds that no two codes share an id, a slug or an abbreviation.

What isn't known is never guessed: `by_title`, `by_slug` and `find` answer None.
"""

from __future__ import annotations

import re
from hashlib import sha256

from cpp_versions.model import Code
from cpp_versions.titles import slug as slug_of

__all__ = ["CODES", "CPP", "by_id", "by_identifier", "by_slug", "by_title", "find", "mentioned", "of_slug"]

_TITLES = """
Code civil
Code de commerce
Code de déontologie des architectes
Code de justice administrative
Code de justice militaire
Code de justice militaire (nouveau)
Code de l'action sociale et des familles
Code de l'artisanat
Code de l'aviation civile
Code de l'éducation
Code de l'énergie
Code de l'entrée et du séjour des étrangers et du droit d'asile
Code de l'environnement
Code de l'expropriation pour cause d'utilité publique
Code de l'industrie cinématographique
Code de l'organisation judiciaire
Code de l'urbanisme
Code de la commande publique
Code de la consommation
Code de la construction et de l'habitation
Code de la défense
Code de la famille et de l'aide sociale
Code de la justice pénale des mineurs
Code de la Légion d'honneur, de la Médaille militaire et de l'ordre national du Mérite
Code de la mutualité
Code de la nationalité française
Code de la propriété intellectuelle
Code de la recherche
Code de la route
Code de la santé publique
Code de la sécurité intérieure
Code de la sécurité sociale
Code de la voirie routière
Code de procédure civile
Code de procédure pénale
Code des assurances
Code des communes
Code des communes de la Nouvelle-Calédonie
Code des débits de boissons et des mesures contre l'alcoolisme
Code des douanes
Code des douanes de Mayotte
Code des impositions sur les biens et services
Code des instruments monétaires et des médailles
Code des juridictions financières
Code des marchés publics
Code des pensions civiles et militaires de retraite
Code des pensions de retraite des marins français du commerce, de pêche ou de plaisance
Code des pensions militaires d'invalidité et des victimes de guerre
Code des ports maritimes
Code des postes et des communications électroniques
Code des procédures civiles d'exécution
Code des relations entre le public et l'administration
Code des transports
Code des tribunaux administratifs et des cours administratives d'appel
Code disciplinaire et pénal de la marine marchande
Code du cinéma et de l'image animée
Code du domaine de l'Etat
Code du domaine de l'Etat et des collectivités publiques applicable à la collectivité territoriale de Mayotte
Code du domaine public fluvial et de la navigation intérieure
Code du patrimoine
Code du service national
Code du sport
Code du tourisme
Code du travail
Code du travail applicable à Mayotte
Code du travail maritime
Code électoral
Code forestier
Code forestier (nouveau)
Code forestier de Mayotte
Code général de la fonction publique
Code général de la propriété des personnes publiques
Code général des collectivités territoriales
Code général des impôts
Code général des impôts, annexe I
Code général des impôts, annexe II
Code général des impôts, annexe III
Code général des impôts, annexe IV
Code minier
Code minier (nouveau)
Code monétaire et financier
Code pénal
Code pénitentiaire
Code rural (ancien)
Code rural et de la pêche maritime
Livre des procédures fiscales
"""

# Where the source's slug isn't that of the title: Légifrance puts an abbreviation behind the titles of the CGI.
_SLUGS = {
    "Code général des impôts": "code-general-des-impots-cgi",
    "Code général des impôts, annexe I": "code-general-des-impots-annexe-1-cgian1",
    "Code général des impôts, annexe II": "code-general-des-impots-annexe-2-cgian2",
    "Code général des impôts, annexe III": "code-general-des-impots-annexe-3-cgian3",
    "Code général des impôts, annexe IV": "code-general-des-impots-annexe-4-cgian4",
}

_IDS = {"Code de procédure pénale": "cpp"}

# What Légifrance knows a text by, whatever its title.
_IDENTIFIERS = {
    "LEGITEXT000006071154": "Code de procédure pénale",
    "LEGITEXT000045476241": "Code pénitentiaire",
}

# How lawyers shorten, as slugs ("C. pr. pén." is c-pr-pen); only what can mean one code.
_ABBREVIATIONS = {
    "c-pr-pen": "Code de procédure pénale",
    "c-proc-pen": "Code de procédure pénale",
    "c-pen": "Code pénal",
    "c-civ": "Code civil",
    "c-penit": "Code pénitentiaire",
    "ceseda": "Code de l'entrée et du séjour des étrangers et du droit d'asile",
    "cgct": "Code général des collectivités territoriales",
    "cgi": "Code général des impôts",
    "cjpm": "Code de la justice pénale des mineurs",
    "coj": "Code de l'organisation judiciaire",
    "cpi": "Code de la propriété intellectuelle",
    "csi": "Code de la sécurité intérieure",
    "csp": "Code de la santé publique",
    "lpf": "Livre des procédures fiscales",
}

_LEADING = re.compile(r"code-(?:(?:de-la|du|des)-|de-l(?!a-)(?=[aeiouyh])|de-)?")
_SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 120


def _code(title: str) -> Code:
    title_slug = slug_of(title)
    id_ = _IDS.get(title) or (_LEADING.sub("", title_slug, count=1) if title.startswith("Code ") else title_slug)
    return Code(id_, _SLUGS.get(title, title_slug), title)


CODES: tuple[Code, ...] = tuple(_code(title) for title in _TITLES.strip().splitlines())
"""The codes of the table, in the order of their titles."""

_BY_ID = {code.id: code for code in CODES}
_BY_SLUG = {code.slug: code for code in CODES}
_BY_TITLE = {slug_of(code.title): code for code in CODES}
_BY_ABBREVIATION = {short: _BY_TITLE[slug_of(title)] for short, title in _ABBREVIATIONS.items()}

CPP: Code = _BY_ID["cpp"]
"""The Code de procédure pénale."""


def by_id(id_: str) -> Code | None:
    """The code of this id."""
    return _BY_ID.get(id_)


def by_slug(slug: str) -> Code | None:
    """The code that sources name by this slug, such as `code-de-procedure-penale`."""
    return _BY_SLUG.get(slug) or _BY_TITLE.get(slug)


def by_title(title: str) -> Code | None:
    """The code of this title; accents, capitals, punctuation and apostrophes don't count.

    >>> by_title("Code de l’Environnement").id
    'environnement'
    """
    return by_slug(slug_of(title[:300]))


def by_identifier(identifier: str) -> Code | None:
    """The code that Légifrance knows by this identifier, of the few of the table; a title can change, that can't.

    >>> by_identifier("LEGITEXT000006071154").id
    'cpp'
    """
    title = _IDENTIFIERS.get(identifier)
    return by_title(title) if title else None


def of_slug(slug: str) -> Code:
    """The code that a source names by `slug`, always the same; one that the table doesn't know is named by the slug.

    >>> of_slug("code-de-procedure-penale").id, of_slug("code-de-la-mer").id, of_slug("code-de-la-mer").title
    ('cpp', 'code-de-la-mer', 'Code de la mer')
    """
    known = by_slug(slug) or _BY_ID.get(slug)
    if known:
        return known
    if _SAFE.fullmatch(slug) and len(slug) <= _LONGEST_SLUG:
        return Code(slug, slug, slug[:1].upper() + slug[1:].replace("-", " "))
    # A name that isn't a slug comes from outside: it is no path and no option, and no other name makes the same id.
    stem = slug_of(slug)[:60].strip("-") or "code"
    return Code(f"{stem}--{sha256(slug.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}", slug, slug)


def mentioned(id_: str, title: str = "") -> str:
    """A code as it is named inside a sentence; where the table doesn't know it, by `title`, or else by its id.

    >>> mentioned("penitentiaire"), mentioned("code-de-la-mer", "Code de la mer"), mentioned("code-de-la-mer")
    ('code pénitentiaire', 'code de la mer', 'code-de-la-mer')
    """
    known = _BY_ID.get(id_)
    said = known.title if known else title or id_
    return said[:1].lower() + said[1:]


def find(text: str) -> Code | None:
    """The code that a person means by an id, a slug, a title or an abbreviation; None where the table has none.

    >>> [find(text).id for text in ("CPP", "C. pr. pén.", "code penal", "Code de l'environnement", "environnement")]
    ['cpp', 'cpp', 'penal', 'environnement', 'environnement']
    """
    key = slug_of(text[:300].replace(".", ". "))
    compact = key.replace("-", "") if "." in text else key
    for asked in (key, compact):
        found = _BY_ID.get(asked) or by_slug(asked) or _BY_ABBREVIATION.get(asked)
        if found:
            return found
    return None
