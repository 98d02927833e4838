"""A text with what it cites masked: two texts that differ in references only are equal once masked.

`mask` replaces each run of words that cites (an article, an alinéa, an item, a code, an act, with the prepositions and
conjunctions around them) by one sign. It is coarser than reading citations (see `citations`): it needs to know that a
word belongs to a reference, not which article is meant.

It refuses numbers that nothing cites: an amount, a duration or a date in the text stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cpp_versions.text import fold, is_table, plain_tokens

__all__ = ["MARK", "mask"]

MARK = "§"
"""What stands for a citation; the codes use the sign nowhere."""

# What cites by itself; what may stand between; what a code or an act is called after such a word.
_NOUNS = frozenset("article articles alinéa alinéas phrase phrases n° annexe".split())
_ACTS = frozenset("loi lois décret décrets ordonnance ordonnances arrêté directive règlement".split())
_DIVISIONS = frozenset("titre titres chapitre chapitres section sections sous-section paragraphe livre partie".split())
_ORDINALS = frozenset(
    "premier première premiers premières 1er 1re 1ère deuxième deuxièmes second seconde troisième troisièmes quatrième "
    "cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième "
    "dernier dernière derniers dernières avant-dernier avant-dernière antépénultième".split()
)
_FEW = frozenset("deux trois quatre cinq six".split())
_JOINTS = frozenset(
    "à au aux de d' du des la le les l' et ou par dans en ainsi que même mêmes présent présente présents dispositions "
    "prévu prévue prévus prévues mentionné mentionnée mentionnés mentionnées visé visée visés visées , ( )".split()
)
_QUALIFIERS = frozenset(
    "ci-dessus ci-après précédent précédente précédents suivant suivants suivante susvisé susvisée modifié "
    "modifiée".split()
)
_SUFFIXES = frozenset("bis ter quater quinquies sexies septies octies nonies decies undecies duodecies".split())
_MONTHS = frozenset(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre fevrier aout".split()
)
_CODE_NAMES = frozenset(
    "pénal pénale pénitentiaire procédure procédures civil civile civiles santé publique route travail commerce "
    "environnement douanes général impôts électoral rural pêche maritime forestier monétaire financier justice "
    "militaire organisation judiciaire défense sécurité sociale intérieure action familles éducation consommation "
    "propriété intellectuelle urbanisme construction habitation sport transports mines postes communications "
    "électroniques entrée séjour étrangers droit asile assurances collectivités territoriales relations entre public "
    "administration aviation patrimoine énergie exécution fonction domaine état mutualité débits boissons".split()
)
_TITLES = frozenset(
    "relative relatif relatives relatifs portant fixant visant tendant renforçant instituant modifiant programmation "
    "orientation modernisation réforme adaptation finances pour prise pris créant confiance".split()
)
_BEGINNINGS = frozenset(("code", *_NOUNS, *_ACTS, *_DIVISIONS, *_MONTHS, *_SUFFIXES, *_ORDINALS, *_FEW, *_JOINTS))
_NUMBER = re.compile(r"(?:[A-Z]{1,2}\*?)?[0-9]+(?:-[0-9A-Z]+)*(?:er)?\Z")
_PREFIX = re.compile(r"[ALRD]\*?\.\Z")
_ITEM = re.compile(r"(?:[0-9]+°|[IVX]+)\Z")
_LETTER = re.compile(r"[a-z]\Z")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}\Z")
_ENDS = frozenset(',;.:"')


@lru_cache(maxsize=16_384)
def mask(alinea: str) -> str:
    """The alinéa with every citation as `MARK`; a table is left as it is.

    >>> mask("Les peines prévues à l'article 421-2-5 du code pénal sont applicables pendant 10 jours.")
    'Les peines § sont applicables pendant 10 jours.'
    """
    if is_table(alinea):
        return alinea
    pieces = plain_tokens(alinea)
    keys = [_folded(piece) for piece in pieces]
    places = [index for index, key in enumerate(keys) if key]
    found = [keys[index] for index in places]
    out: list[str] = []
    done = at = 0
    while at < len(places):
        if not _begins(found[at]):
            at += 1
            continue
        end, cites = _run(found, at)
        if not cites:
            at = max(end, at + 1)
            continue
        out += pieces[done : places[at]]
        last = end - 1
        while last > at and keys[places[last]].lower() in _JOINTS:  # they go on with the sentence
            last -= 1
        out.append(MARK)
        done, at = places[last] + 1, end
    return "".join(out + pieces[done:])


# a text has thousands of tokens, made of few
_folded = lru_cache(maxsize=65_536)(fold)


@lru_cache(maxsize=65_536)
def _begins(key: str) -> bool:
    """Whether a run can begin with the word: with all others, `_run` ends where it begins."""
    return key.lower() in _BEGINNINGS or any(form.match(key) for form in (_ITEM, _NUMBER, _PREFIX, _LETTER))


def _run(keys: list[str], start: int) -> tuple[int, bool]:
    """Where the run of words that may cite ends, and whether it does cite."""
    at, cites = start, False
    number = code = dated = False  # may a number come; a code's name; an act's title
    while at < len(keys):
        key = keys[at].lower()
        following = keys[at + 1].lower() if at + 1 < len(keys) else ""
        if key in _NOUNS:
            cites = number = True
            code = False
        elif key == "code":
            cites = code = True
            number = False
        elif key in _ACTS or key in _DIVISIONS:
            if not (cites or _named(keys, at)):
                break
            cites, number, code = True, key in _DIVISIONS, False
        elif _ITEM.match(keys[at]):
            cites = number = True
        elif key in _MONTHS:
            dated = True
        elif _NUMBER.match(keys[at]):
            if following in _MONTHS:
                at += 1
                dated = True
                if at + 1 < len(keys) and _YEAR.match(keys[at + 1]):
                    at += 1
            elif not number and not (_YEAR.match(key) and dated):
                break
        elif _PREFIX.match(keys[at]) or key in _SUFFIXES:
            number = True
        elif key in _ORDINALS or key in _FEW:
            if not _ordinal(keys, at):
                break
        elif _LETTER.match(keys[at]):
            if not _letter(keys, at):
                break
            cites = number = True
        elif code and key in _CODE_NAMES:
            pass
        elif dated and cites and key in _TITLES:
            while at + 1 < len(keys) and keys[at + 1] not in _ENDS:
                at += 1
        elif key in _JOINTS:
            number = number and key in ("et", "ou", "à", ",", "de", "l'", "aux", "des")
            if key == ",":
                code = False
        elif key in _QUALIFIERS and cites:
            number = False
        else:
            break
        at += 1
    return at, cites


def _named(keys: list[str], at: int) -> bool:
    """Whether a word such as "loi" or "chapitre" says which: "la loi n° 2004-204", "le présent titre"."""
    before = keys[at - 1].lower() if at else ""
    after = keys[at + 1] if at + 1 < len(keys) else ""
    dated = after == "du" and at + 2 < len(keys) and _NUMBER.match(keys[at + 2])
    return before in ("présent", "présente", "même") or after == "n°" or bool(_ITEM.match(after) or dated)


def _letter(keys: list[str], at: int) -> bool:
    """Whether a letter is that of an item: "au a du 1°", "les a et b"; "il a de" has none."""
    before = keys[at - 1].lower() if at else ""
    after = keys[at + 1].lower() if at + 1 < len(keys) else ""
    if keys[at] == "a" and before not in ("au", "du", "des", "aux", "les", "le"):
        return False
    return keys[at] != "y" and after in ("du", "de", "et", "ou", "à", "des", ",", ")", "bis", "ter")


def _ordinal(keys: list[str], at: int) -> bool:
    """Whether an ordinal counts alinéas or the like, a few words further: "les deuxième et troisième alinéas"."""
    for key in keys[at + 1 : at + 8]:
        key = key.lower()
        if key in _NOUNS or key in _DIVISIONS:
            return True
        if not (key in _ORDINALS or key in _FEW or key in ("et", "ou", "à", ",", "au", "aux", "le", "du", "la")):
            return False
    return False
