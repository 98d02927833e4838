"""Which document a citation names: the code of the text, another code, a law, a decree, a treaty.

What is read, right behind the articles:

- " du code pénal", " du présent code", " du même code", " dudit code", " (code de la route)", " du CPP";
- " de la loi n° 2009-1436 du 24 novembre 2009", " du décret du 2 mars 1992", " de la même loi", " de la Constitution",
  " du règlement (UE) 2016/679 du 27 avril 2016", " de la convention du 19 juin 1990";
- the same behind a division: " du titre II du livre III du code de la route", " de l'annexe II au code général …".

"du même code" is the last code named before in the text, "de la même loi" the last law. A law without number and date
("de la loi") is a document that isn't said; only behind articles, elsewhere it isn't a citation at all.
"""

from __future__ import annotations

import re

from cpp_versions.citations.acts import read_act
from cpp_versions.citations.codenames import SHORT, read_code
from cpp_versions.citations.fragments import LATIN
from cpp_versions.citations.values import Document, DocumentKind, Memory

__all__ = ["read_document"]

_LPF = "livre des procédures fiscales"

# ", " and " précité", " inclus" before the document
_ASIDE = (
    r"(?:,? (?:précitée?s?|susvisée?s?|susmentionnée?s?|susdite?s?|(?:visée?s?|mentionnée?s?) ci-dessus|ci-dessus"
    r"|ci-après|inclus|compris|exclus?|modifiée?s?|nouveau))?"
)
# "II", "Ier bis", "unique", "3"
_RANK = (
    r"(?:(?:[IVXLC]+(?:er)?|[0-9]+(?:er)?|unique|préliminaire|premier|première|deuxième|troisième|[A-C])\b)"
    rf"(?: {LATIN}\b)?(?: [A-H]\b)?"
)
# " du titre II", " de la section 3 bis", " de la partie législative", " des chapitres Ier et II"
_DIVISION = (
    r"(?:,? (?:du|de la|de l'|de cette|de ce|des?) ?(?:présente? |même )?"
    rf"(?:livre|titre|chapitre|section|sous-section|paragraphe|annexe|partie|protocole)s?\b(?! des procédures)"
    rf"(?: {_RANK})?(?: (?:législative|réglementaire)\b)?(?: (?:et|à) [IVXLC]+\b)?)"
)
_SKIPPED = re.compile(rf"{_ASIDE}(?P<divisions>{_DIVISION}{{0,5}})(?:,? (?:annexée?s?|ajoutée?s?) (?:au |à la |à l'))?")
_LEAD = re.compile(
    r"(?: ?(?P<paren>\()|,? ?)"
    r"(?P<prep>de la |de l'|du |DU |des |de ladite |dudit |de cette |de cet |de ce |d'une |d'un |de |au |à la |le "
    r"|la )?"
)
_CGI_ANNEXE = re.compile(r"annexe (IV|I{1,3})\b")


def read_document(text: str, at: int, memory: Memory) -> tuple[Document, int] | None:
    """The document that the articles ending at `at` belong to, as the words behind them name it, and its end."""
    if at >= len(text) or text[at] not in " ,(d":  # "441-1du code": the space is missing
        return None
    skipped = _SKIPPED.match(text, at)
    if skipped is not None and skipped.end() > at:
        annexed = "annexe" in skipped["divisions"]
        if found := _named(text, skipped.end(), memory, annexed):
            return _annexe(found, skipped["divisions"])
    return _named(text, at, memory, annexed=False)


def _named(text: str, at: int, memory: Memory, annexed: bool) -> tuple[Document, int] | None:
    """The document named at `at`, after a preposition or in parentheses. `annexed`: "au code" can follow."""
    lead = _LEAD.match(text, at)
    if lead is None:
        return None
    begin, preposition = lead.end(), lead["prep"] or ""
    if not preposition and not lead["paren"]:
        named = text[begin : begin + 5].lower() == "code " or SHORT.match(text, begin)
        if begin == at or not named:
            return None
    if preposition == "la " and text.startswith("loi n", begin):
        preposition = "de la "  # "l'article 111 la loi n° 78-17": the "de" is missing
    if (preposition in ("le ", "la ") and not lead["paren"]) or (preposition in ("au ", "à la ") and not annexed):
        return None
    if preposition in ("dudit ", "de ce ") and text.startswith("code", begin):
        begin -= len(preposition)
    if (code := read_code(text, begin, memory, behind=True)) is not None:
        return code
    if text.startswith(_LPF, begin):
        memory.code = document = Document(DocumentKind.CODE, "livre-des-procedures-fiscales")
        return document, begin + len(_LPF)
    if preposition in ("des ", "d'une ", "d'un ", "de "):
        return read_act(text, begin, memory)  # "l'article 728-7, des décisions de": no document
    pointing = preposition in ("de ladite ", "dudit ", "de cette ", "de cet ", "de ce ")
    return read_act(text, begin, memory, behind=True, pointing=pointing)


def _annexe(found: tuple[Document, int], divisions: str) -> tuple[Document, int]:
    """The annexes of the CGI are codes of their own: "de l'annexe II au code général des impôts"."""
    document, end = found
    if document.name == "general-des-impots" and (which := _CGI_ANNEXE.search(divisions)):
        return Document(DocumentKind.CODE, f"general-des-impots-annexe-{which[1].lower()}"), end
    return found
