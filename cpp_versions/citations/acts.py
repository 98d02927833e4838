"""The names of acts in a text: laws, ordonnances, decrees, European acts, decisions, treaties, the Constitution.

An act's name is its nature, number and date as they are printed ("loi n° 2009-1436 du 24 novembre 2009"), a treaty's
the words that belong to it ("convention d'application de l'accord de Schengen du 19 juin 1990"). "la loi", "un arrêté"
or "une convention" without more isn't a citation.
"""

from __future__ import annotations

import re

from cpp_versions.citations.fragments import MONTH
from cpp_versions.citations.values import Document, DocumentKind, Memory

__all__ = ["read_act"]

# --------------------------------------------------------------------------------------------------- numbered acts
_DATE = rf"[0-9]{{1,2}}(?:er)? {MONTH} [0-9]{{4}}"
# "n° 2009-1436", "n°78-17", "n. 45-174", "n° 72/852", "n° 2020-836 QPC"
_NUMBER = r"(?:\(?[nN] ?[°os.]{1,2}\.? ?[0-9][0-9.]{0,6}(?:[-/][0-9A-Z]{1,8}){0,3}\)?(?: (?:QPC|DC)\b)?)"
# "(UE) 2016/679", "(CE) n° 1206/2001", "CEE n° 38-21/85", "2014/41/UE", "2002/584/JAI"
_NO = r"(?:n ?[°o] ?)?"
_EUROPEAN = (
    rf"(?:\(?(?:UE|CE|CEE|Euratom|UE, ?Euratom|CE, ?Euratom)\)? ?{_NO}[0-9]{{1,4}}(?:-[0-9]{{1,2}})?/[0-9]{{2,4}}"
    rf"(?:/[A-Z]{{2,4}})?|{_NO}[0-9]{{2,4}}/[0-9]{{1,4}}/(?:UE|CE|CEE|JAI|PESC|Euratom)\b|{_NO}[0-9]{{1,4}}/[0-9]{{2,4}}\b)"
)
_FROM = r"(?: du Parlement européen et du Conseil| du Conseil(?: de l'Union européenne)?| de la Commission)"
_NATURE = (
    r"(?:[lL]oi(?: (?:organique|constitutionnelle|du pays|de finances(?: rectificative)?|provinciale))?|LOI"
    r"|[oO]rdonnance|[dD]écret-loi|[dD]écret|[aA]rrêté(?: (?:inter)?ministériel)?|[dD]écision-cadre|[dD]irective"
    r"|[rR]èglement|[dD]écision(?: du Conseil constitutionnel| du Conseil d'[EÉ]tat)?|[dD]élibération"
    r"|[aA]ction commune|Arr\.|[dD]écr\.)"
)
_ACT = re.compile(
    rf"(?P<nature>{_NATURE})(?: modifiée?)?(?P<eu> {_EUROPEAN})?(?P<number>,? {_NUMBER})?{_FROM}?"
    rf"(?:,? (?:en date )?(?:modifiée? )?(?:du )?(?P<date>{_DATE}))?"
)
_MODIFIED = re.compile(r" modifiée?\b")
_WHICH = re.compile(r"(?:même|présente?|dite?|[cC]ette|[cC]e|[lL]adite|[lL]edit|dudit|de ladite) ")
_BACK = re.compile(
    r" (?:modifiée? )?(?:précitée?|susvisée?|susmentionnée?|susdite?|(?:visée?|mentionnée?) ci-dessus|ci-dessus)"
)

# --------------------------------------------------------------------------------------------------------- treaties
# a name goes on in capitals, dates and these words, each read in one way
_NAME_WORDS = (
    "européenne européen internationale international relatif relative additionnel facultatif unique universelle "
    "générale général sur pour contre signée signé conclue conclu faite fait adoptée adopté du de des d'application la "
    "le les l' et d'entraide d'extradition à au aux en dans entre n° sauvegarde droits libertés fondamentales civils "
    "politiques entraide judiciaire pénale matière extradition protection répression lutte torture autres peines "
    "traitements cruels inhumains dégradants coopération transfèrement personnes condamnées mutuelle matérielle "
    "fonctionnement l'homme l'enfant l'accord l'application l'extradition l'Union d'assistance"
).split()
_TREATY = re.compile(
    r"(?P<nature>[cC]onvention|[tT]raité|[pP]rotocole|[pP]acte|[cC]harte|[aA]ccord|[sS]tatut|Constitution|[dD]éclaration)\b"
    rf"(?P<name>(?: (?:{'|'.join(map(re.escape, _NAME_WORDS))}|{MONTH}|[A-ZÀ-Ý][\wÀ-ÿ'-]*|[0-9]+(?:er)?"
    r"|[ld]'[A-ZÀ-Ý]\w+)(?![\wÀ-ÿ'])){0,40})"
)
_SPECIFIC = re.compile(r"[A-ZÀ-Ý0-9]|européen|internation|droits de")
# what tells a treaty named by itself from "l'accord des Etats"
_ALONE = re.compile(r"[0-9]{4}|européen|internation|\b(?:de|sur) [A-ZÀ-Ý]|d'application|droits de")
# a name doesn't end by a preposition: "convention du 19 juin 1990 et de" ends at 1990
_DANGLING = re.compile(
    r"(?: (?:et|de|du|des|la|le|les|l'|à|aux?|en|dans|entre|sur|pour|contre|d'application|n°|signée?|conclue?|faite?"
    r"|relatif|relative)){1,6}$"
)


def read_act(
    text: str, at: int, memory: Memory, behind: bool = False, pointing: bool = False
) -> tuple[Document, int] | None:
    """The act named at `at`, and the end of its name; `memory` learns it.

    `behind`: it follows articles, so that an act that isn't identified counts too. `pointing`: "ladite", "cette".
    """
    begin = at
    if which := _WHICH.match(text, at):
        pointing, begin = True, which.end()
    present = which is not None and which[0].startswith("présent")
    if found := _ACT.match(text, begin):
        if found["number"] or found["date"] or found["eu"]:
            return _learnt(_MODIFIED.sub("", found[0]), _nature(found), memory), found.end()
        return _unnumbered(text, found, memory, behind, pointing, present)
    if found := _TREATY.match(text, begin):
        return _treaty(text, found, memory, behind, present)
    return None


def _nature(found: re.Match[str]) -> str:
    """The first word: what "la même loi" points back by."""
    return found["nature"].lower().rstrip(".").split()[0]


def _learnt(printed: str, nature: str, memory: Memory) -> Document:
    name = " ".join(printed.split())
    document = Document(DocumentKind.ACT, name if name == "Constitution" else name[:1].lower() + name[1:])
    memory.name_act(nature, document)
    return document


def _unnumbered(
    text: str, found: re.Match[str], memory: Memory, behind: bool, pointing: bool, present: bool
) -> tuple[Document, int] | None:
    """ "de la même loi", "la loi précitée", and behind articles "de la loi"."""
    nature, end = _nature(found), found.end("nature")
    if found["nature"].endswith("."):
        return None
    known = memory.act(nature)
    if back := _BACK.match(text, end):
        return (known or Document(DocumentKind.ACT, nature), back.end()) if known or behind else None
    if present:
        return (Document(DocumentKind.ACT, f"présent {nature}"), end) if behind else None
    if not behind and not (pointing and known):
        return None
    if nature == "décision" and not pointing:
        return None  # of a court, most often
    return known or Document(DocumentKind.ACT, nature), end


def _treaty(
    text: str, found: re.Match[str], memory: Memory, behind: bool, present: bool
) -> tuple[Document, int] | None:
    nature = found["nature"]
    if nature == "Constitution":
        return _learnt(nature, nature.lower(), memory), found.end("nature")
    printed = _DANGLING.sub("", found[0])
    if not _SPECIFIC.search(printed, len(nature)):
        end = found.end("nature")
        known = memory.act(nature.lower())
        if back := _BACK.match(text, end):
            return (known or Document(DocumentKind.ACT, nature.lower()), back.end()) if known or behind else None
        if not behind:
            return None
        unnamed = Document(DocumentKind.ACT, f"présent {nature.lower()}" if present else nature.lower())
        return (unnamed if present else known or unnamed), end
    if not behind and not _ALONE.search(printed):
        return None
    return _learnt(printed, nature.lower(), memory), found.start() + len(printed)
