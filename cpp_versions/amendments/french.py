"""The words of French drafting, of today and of 1972: what `lexis` turns a sentence into tokens by.

One word, one class. What is printed in several words, or with figures, is a pattern: titles of codes, dates, labels,
"à chaque occurrence". Patterns are tried in their order, before single words.
"""

from __future__ import annotations

import re

from cpp_versions import codes
from cpp_versions.amendments.lexis import ARTICLE_NUMBER, DATE, LATIN, MONTH, SPACE, Lexicon, compiled

__all__ = ["french"]

_S = SPACE

_UNITS_ORDINAL = (
    "unieme deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme "
    "treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme"
).split()
_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")
_CARDINALS = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt"
).split()


def _french_ordinals() -> dict[str, int]:
    found = {"premier": 1, "premiere": 1, "second": 2, "seconde": 2, "dernier": -1, "derniere": -1}
    found |= {"avant-dernier": -2, "avant-derniere": -2, "penultieme": -2, "antepenultieme": -3}
    found |= {word: number for number, word in enumerate(_UNITS_ORDINAL, 1)}
    for rank, ten in enumerate(_TENS, 2):
        found[ten.rstrip("e") + "ieme"] = 10 * rank
        top = 19 if ten == "soixante" else 9
        for number, word in enumerate(_UNITS_ORDINAL[:top], 1):
            joint = "-et-" if number in (1, 11) else "-"
            found[f"{ten}{joint}{word}"] = 10 * rank + number
    return found | {f"{word}s": number for word, number in found.items()}


_ORDINALS = _french_ordinals()

# what the act calls what it quotes
_QUOTED_NOUNS = (
    "mot mots terme termes reference references expression expressions chiffre chiffres nombre nombres montant "
    "montants signe signes annee annees date dates mention mentions denomination denominations pourcentage taux somme "
    "sommes symbole symboles nom noms duree durees adjectif verbe conjonction lettre lettres numero numeros locution "
    "appellation"
)
# a single word → class and value
_WORDS: dict[str, tuple[str, str | int]] = {
    **{w: ("A", w) for w in "a au aux".split()},
    **{w: ("DE", w) for w in "de du des d' dudit desdits".split()},
    **{w: ("DANS", w) for w in "dans en sur sous".split()},
    **{w: ("ET", w) for w in "et ou puis ainsi-que".split()},
    **{w: ("ETRE", w) for w in "est sont".split()},
    **{w: ("IL", w) for w in "il elle ils elles".split()},
    **{w: ("CE", w) for w in "ce cet cette ces ledit ladite lesdits lesdites present presente presents".split()},
    **{w: ("MEME", w) for w in "meme memes".split()},
    **{w: ("TOUT", w) for w in "tout tous toute toutes ensemble chaque".split()},
    "par": ("PAR", "par"),
    "apres": ("APRES", "after"),
    "avant": ("APRES", "before"),
    "ainsi": ("AINSI", "ainsi"),
    "entre": ("ENTRE", "after"),
    "lire": ("READ", ""),
    "devient": ("DEVIENT", ""),
    "deviennent": ("DEVIENT", ""),
    "fin": ("EDGE", "end"),
    "debut": ("EDGE", "start"),
    "tete": ("EDGE", "start"),
    "reste": ("EDGE", "rest"),
    "surplus": ("EDGE", "rest"),
    "article": ("ARTICLE", ""),
    "articles": ("ARTICLE", ""),
    "alinea": ("UNIT", "alinea"),
    "alineas": ("UNIT", "alinea"),
    "phrase": ("UNIT", "sentence"),
    "phrases": ("UNIT", "sentence"),
    "tiret": ("UNIT", "dash"),
    "tirets": ("UNIT", "dash"),
    "ligne": ("UNIT", "row"),
    "lignes": ("UNIT", "row"),
    "colonne": ("UNIT", "column"),
    "colonnes": ("UNIT", "column"),
    "paragraphe": ("PARAGRAPHE", ""),
    "paragraphes": ("PARAGRAPHE", ""),
    "tableau": ("SOLE", "table"),
    "tableaux": ("SOLE", "table"),
    "intitule": ("INTITULE", ""),
    "intitulee": ("INTITULE", ""),
    "intitules": ("INTITULE", ""),
    "intitulees": ("INTITULE", ""),
    "denomme": ("INTITULE", ""),
    "disposition": ("DISPOSITIONS", ""),
    "dispositions": ("DISPOSITIONS", ""),
    "redaction": ("DISPOSITIONS", ""),
    "texte": ("DISPOSITIONS", ""),
    "textes": ("DISPOSITIONS", ""),
    "occurrence": ("OCCURRENCE", ""),
    "occurrences": ("OCCURRENCE", ""),
    "virgule": ("PUNCTUATION", ","),
    "point": ("PUNCTUATION", "."),
    "point-virgule": ("PUNCTUATION", ";"),
    "figurant": ("FIGURANT", ""),
    **dict.fromkeys("annexe annexee annexes annexees".split(), ("FIGURANT", "")),
    "notamment": ("NOTABLY", ""),
    "comprenant": ("COMPREND", ""),
    "comprend": ("COMPREND", ""),
    "comprennent": ("COMPREND", ""),
    "comportant": ("COMPREND", ""),
    "remplacer": ("REMPLACER", ""),
    "supprimer": ("SUPPRIMER", ""),
    "abroger": ("SUPPRIMER", ""),
    "ajouter": ("AJOUTER", ""),
    "inserer": ("AJOUTER", ""),
    "intercaler": ("AJOUTER", ""),
    "completer": ("COMPLETER", ""),
    **{w: ("SECTION", w) for w in "section sous-section chapitre titre sous-titre livre partie division".split()},
    **{f"{w}s": ("SECTION", w) for w in "section sous-section chapitre titre sous-titre livre partie".split()},
    **dict.fromkeys(_QUOTED_NOUNS.split(), ("MOTS", "")),
    **{word: ("ORD", number) for word, number in _ORDINALS.items()},
    **{word: ("CARD", number) for number, word in enumerate(_CARDINALS, 1)},
    "une": ("CARD", 1),
}
# the start of a participle → class: "remplacé", "remplacées"; OCR drops accents
_STEMS: tuple[tuple[str, str, str | int], ...] = (
    ("remplace", "REMPLACE", ""),
    ("substitue", "SUBSTITUE", ""),
    ("supprime", "SUPPRIME", "deleted"),
    ("abroge", "SUPPRIME", "repealed"),
    ("insere", "INSERE", ""),
    ("ajoute", "INSERE", ""),
    ("cree", "INSERE", ""),
    ("introduit", "INSERE", ""),
    ("intercale", "INSERE", ""),
    ("retabli", "RETABLI", ""),
    ("complete", "COMPLETE", ""),
    ("redige", "REDIGE", ""),
    ("concu", "REDIGE", ""),
    ("libelle", "REDIGE", ""),
    ("modifie", "MODIFIE", ""),
    ("precede", "PRECEDE", ""),
)
_DROPPED = frozenset(
    "le la les l' respectivement egalement enfin suivant suivante suivants suivantes nouveau nouvel nouvelle nouveaux "
    "nouvelles desormais aussi aussitot ci-apres numerote numerotee numerotes deja toutefois outre "
    "son sa ses leur leurs reglementaire legislative enumeres enumerees ci-dessous specifique actuel actuels "
    "final finale unique supplementaire supplementaires".split()
)


def _titles() -> str:
    """All titles of codes, the longest first; an apostrophe or a space in any form."""
    found = sorted((code.title for code in codes.CODES), key=len, reverse=True)
    return "|".join("[Cc]" + re.escape(title[1:]).replace("'", "['’]").replace(r"\ ", rf"{_S}") for title in found)


# The name of a law or decree: what follows its date, to a comma or to the verb. Names have commas too ("relative à la
# constatation, la poursuite et la répression …"): they go on as long as the verb comes and no place is named.
_NO_NAME = (
    r"(?!(?:est|sont|et|ou|au|aux|à|a|du|des|les?|la|il|elle|dans|en|par|puis|devient|deviennent|ainsi|telle?s?|qui|dont"
    r"|après|avant|sous|supprimer|remplacer|ajouter)\b)"
)
_GOES_ON = r"(?!(?:est|sont|et|ou|au|aux|à|dans|il|telle?s?|qui|après|avant)\b)"
_NO_PLACE = (
    r"(?![^,:;«»“”]{0,120}\b(?:phrases?|alin[ée]as?|articles?|mots?|sections?|chapitres?|titres?|tableaux?|références?"
    r"|intitulés?|annexes?|rédaction|vigueur|[IVX]+|[a-z]|\d+°?)\b)"
)
_TO_THE_VERB = rf"(?:(?!{_S}(?:est|sont|devient|deviennent){_S}|{_S}(?:est|sont)$|\.(?:\s|$))[^,:;«»“”])"
_ACT_TEXT = (
    rf"(?:loi|ordonnance|décret|decret|arrêté)(?:-loi)?(?:{_S}organique|{_S}constitutionnelle)?{_S}"
    rf"(?:n{_S}?°{_S}?(?:\d{{2,4}}{_S}?[-‑]{{1,2}}\d{{1,5}}|\d{{1,4}})"
    rf"|du{_S}\d{{1,2}}(?:er)?{_S}(?:{MONTH}){_S}\d{{4}}|des{_S}\d{{1,2}}{_S}et{_S}\d{{1,2}}{_S}(?:{MONTH}){_S}\d{{4}})"
    rf"(?:{_S}du{_S}\d{{1,2}}(?:er)?{_S}(?:{MONTH}){_S}\d{{4}})?(?:{_S}modifiée?)?(?:{_S}(?:susvisée?|précitée?))?"
    rf"(?:{_S}{_NO_NAME}(?:[a-zà-ÿ]|d['’])"
    rf"{_TO_THE_VERB}{{0,300}}(?:,{_S}{_GOES_ON}{_NO_PLACE}{_TO_THE_VERB}{{1,120}}){{0,3}}(?={_S}(?:est|sont){_S}(?!et\b))"
    rf"|{_S}{_NO_NAME}(?:[a-zà-ÿ]|d['’]){_TO_THE_VERB}{{0,300}})?"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("CODEREF", rf"(?:{_titles()})(?!\w)"),
    (
        "SAMECODE",
        rf"(?:même|meme|présent|present|dudit|ledit){_S}code\b"
        rf"|(?:même|présente?|ladite|ledit|dudit){_S}(?:loi|ordonnance|décret|arrêté)\b",
    ),
    ("SAMECODE", rf"code(?={_S}?(?:[,.;:]|est\b|sont\b))"),  # "dans l'ensemble du code, …"
    ("CODEREF", _ACT_TEXT),
    (  # a code that the table doesn't have: "le code rural"
        "CODEREF",
        rf"code{_S}(?!(?:est|sont|et|ou|ainsi|dans|les?|qui)\b)[a-zà-ÿ][a-zà-ÿ'’ \u00a0-]{{2,80}}?"
        rf"(?={_S}(?:est|sont|et|ou|devien\w+|ainsi|les{_S}mots)\b|{_S}?[,:;.(]|$)",
    ),
    (
        "EVERY",
        rf"(?:[àaÀA]|par|dans){_S}(?:chaque|toutes?{_S}(?:les|ses|leurs)|chacune{_S}de{_S}(?:ses|leurs)){_S}occurrences?"
        rf"|(?:à|par){_S}(?:deux|trois|quatre|cinq|plusieurs){_S}(?:reprises|fois|occurrences)"
        rf"|(?:[Pp]artout|[Tt]outes{_S}les{_S}fois|(?:[ÀàAa]{_S})?[Cc]haque{_S}fois){_S}(?:où|qu['’])\s?"
        rf"(?:ils|elles|il|elle){_S}(?:y{_S})?(?:figurent?|se{_S}trouvent?|apparait|apparaît|apparaissent|est|sont)"
        rf"(?:{_S}(?:employée?s?|utilisée?s?|mentionnée?s?))?",
    ),
    ("FROMDATE", rf"[àaÀA]{_S}compter{_S}du{_S}{DATE}"),
    (
        "AINSI",
        rf"(?:comme{_S}suit|ainsi{_S}qu['’]il{_S}suit|comme{_S}il{_S}suit|de{_S}la{_S}(?:façon|manière){_S}suivante)\b",
    ),
    ("REDIGE", rf"dans{_S}(?:la|sa|leur){_S}rédaction{_S}suivante\b|dont{_S}la{_S}rédaction{_S}(?:est|suit)\b"),
    ("CONFORM", rf"(?:conformément|selon|dans{_S}les{_S}conditions)\b[^«»:;]{{0,200}}(?=[.:;]|$)"),
    ("DANS", rf"[Aa]u{_S}sein{_S}d(?:e\b|u\b|es\b|['’])"),
    ("COMPREND", rf"qui{_S}compren(?:d|nent)\b|composée?s?{_S}d(?:e\b|u\b|es\b|['’])"),
    (
        "ELSEWHERE",  # the new text stands elsewhere in the act
        rf"(?:annexe|tableau|texte|dispositions)(?:{_S}(?:annexée?s?|jointe?s?|figurant)(?:{_S}en{_S}annexe)?)?{_S}"
        rf"(?:(?:à|de){_S}l['’]annexe{_S})?(?:au|du|à{_S}la|de{_S}la){_S}présente?{_S}(?:décret|loi|ordonnance|arrêté)\b",
    ),
    (
        "AGAIN",
        rf"[Ii]l{_S}est{_S}(?:procédé|apporté){_S}(?:au{_S}même|à{_S}la{_S}même|aux{_S}mêmes|la{_S}même|les{_S}mêmes){_S}"
        rf"(?:remplacement|substitution|modification|suppression|insertion|changement)s?\b"
        rf"|(?:[Ll]es?|[Ll]a){_S}mêmes?{_S}(?:remplacement|substitution|modification|suppression|insertion|changement)s?"
        rf"{_S}(?:est|sont){_S}(?:opérée?s?|effectuée?s?|apportée?s?|faite?s?)\b",
    ),
    ("INSTEAD", rf"[Aa]u{_S}lieu{_S}d(?:e\b|u\b|es\b|['’])"),
    ("DROP", r"1['’](?=[a-zà-ÿ])"),  # "1'article": the l misread
    ("ETRE", rf"[Ss]ont{_S}et{_S}demeurent\b"),
    ("DROP", rf"in{_S}fine\b|(?:en{_S})?(?:premier|second|dernier){_S}lieu\b"),
    ("ANNEXE", rf"[Aa]nnexe{_S}(?:à|de){_S}l['’]article{_S}[LRDA]\.?{_S}?\d[\d-]*"),
    ("MOTS", rf"signes?{_S}de{_S}ponctuation\b"),
    (  # "le montant de l'amende : « x »"
        "MOTS",
        rf"(?:montants?|taux|chiffres?|nombres?|durées?|sommes?|délais?){_S}(?:d[eu]s?{_S}|de{_S}l['’]|d['’])"
        rf"[^«»“”\",:;.]{{1,60}}(?={_S}?:?{_S}?[«“\"])",
    ),
    ("ETRE", r"reçoi(?:t|vent)\b"),
    ("OPENING", rf"(?<=partie{_S})(?:législative|réglementaire)\b"),
    (
        "DROP",
        rf"(?:législati[vf]e?s?{_S}(?:et|ou){_S})?réglementaires?(?:{_S}en{_S}vigueur)?\b"
        rf"|législati[vf]e?s?(?:{_S}en{_S}vigueur)?\b",
    ),
    ("MOTS", rf"membres?{_S}de{_S}phrase\b"),
    ("PUNCTUATION", rf"deux[{_S[1:-1]}-]points\b"),
    ("FIGURANT", rf"qui{_S}(?:y{_S})?(?:figurent?|suivent)\b|mentionnée?s?\b"),
    ("ET", rf"ainsi{_S}que\b"),
    ("UNCHANGED", r"sans changement|\(sans changement\)"),
    ("CETTE", r"celui-ci|celle-ci|ceux-ci"),
    ("SUBSECTION", r"sous-?sections?\b"),
    ("ORDW", r"(?:vingt|trente|quarante|cinquante|soixante)[ \u00a0-](?:et[ \u00a0-])?[a-zéè-]{1,12}ième\b"),
    ("READ", rf"il{_S}(?:y{_S}a{_S}lieu{_S}de|faut|convient{_S}de){_S}lire\b"),
    ("INTITULE", rf"(?:divisions?|subdivisions?|mentions?){_S}et{_S}(?:de{_S})?(?:l['’]|les{_S}|son{_S})intitulés?\b"),
    ("OPENING", rf"(?<=titre{_S})préliminaire\b|(?<=chapitre{_S})préliminaire\b"),
    ("ARTICLEWORD", rf"(?:article{_S})?(?:préliminaire|preliminaire)\b"),
    (
        "ART",  # tax law: "l'article 235 ter ZD"; not "l'article 5 II"
        rf"(?<=[Aa]rticle{_S})\d{{1,4}}(?:{_S}{LATIN})?{_S}(?![IVX]+\b)[A-Z]{{1,2}}(?=[\s,.;:)]|$)",
    ),
    ("ART", ARTICLE_NUMBER),
    ("ITEM", rf"\d{{1,3}}{_S}?[°º](?:{_S}{LATIN}\b)?(?:{_S}[A-Z](?=[,.;:)]|$|\s(?!l['’]|la\b|l’)))?"),
    ("DIGITORD", r"\d{1,3}(?:er|re|ère|ere|e|è|ème|eme|nd|nde|°)s?\b|ler\b"),
    ("NUMBER", rf"\d{{1,5}}(?:{_S}{LATIN}\b)?"),
    ("ROMAN", rf"(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}})(?:er)?(?:{_S}{LATIN}\b)?(?![\w'’])(?:{_S}[A-H](?=[\s,.;:]|$))?"),
    ("CAPITAL", rf"[A-H](?:{_S}{LATIN}\b)?(?![\w'’.])"),
    ("LETTER", rf"(?:[a-z]|[ivx]{{2,4}})(?:{_S}{LATIN}\b)?(?:\)|(?![\w'’.-]))"),
)

_FRENCH = Lexicon("fr", compiled(_PATTERNS), _WORDS, _DROPPED, _STEMS, _ORDINALS)


def french() -> Lexicon:
    """The vocabulary of French drafting."""
    return _FRENCH
