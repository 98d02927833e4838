"""The tree of a fiche → its values: the XML of service-public, and the same tree as JSON in the npm package.

    <Publication ID="F35705" spUrl="https://www.service-public…">  <dc:title>…  <dc:date>modified 2023-08-18
      <Introduction>  <Texte>  <ListeSituations><Situation><Titre>…   conditional fiches: one branch for each case
        <Chapitre><Titre><Paragraphe>…   <SousChapitre>  <BlocCas><Cas>  <ASavoir><Titre>  <Liste><Item>
      <Reference URL="…"><Titre>Code de procédure pénale : articles D49-27 à D49-35-2</Titre><Complement>…
      <Definition ID="R51093"><Titre>Jours-amende</Titre><Texte>… <Reference>…

A passage is what stands under one heading, cut where it grows long. The branches of a conditional fiche repeat one
another: of passages with the same words the first is kept. Navigation (breadcrumbs, sister fiches, addresses, forms)
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from lxml import etree

from cpp_versions.fiches.references import quoted, read_title
from cpp_versions.fiches.values import Fiche, FicheReference, Passage
from cpp_versions.text import fold

__all__ = ["LONGEST_PASSAGE", "read_publication"]

LONGEST_PASSAGE = 1500
"""Characters after which a passage is cut, at the end of a paragraph."""
_DEEPEST = 200
_MOST_PASSAGES = 4000
_LONGEST_TEXT = 20_000
_DC = "{http://purl.org/dc/elements/1.1/}"
_DAY = re.compile(r"\b([12][0-9]{3}-[01][0-9]-[0-3][0-9])\b")
_SPACES = re.compile(r"\s+")

# what holds headings and paragraphs; each opens a heading of its own
_HEADED = frozenset({"Situation", "Chapitre", "SousChapitre", "Cas", "Definition", "Avertissement", "BlocCas"})
# boxes whose label ("À savoir") heads one remark and no passage
_BOXES = frozenset({"ASavoir", "ANoter", "Attention", "Rappel", "Exemple"})
_PASSED = frozenset(
    "Audience Canal FilDAriane Theme SousThemePere DossierPere SousDossierPere VoirAussi OuSAdresser ServiceEnLigne "
    "ServiceEnLigneAnnexe PivotLocal RessourceWeb PourEnSavoirPlus FicheLiee NoticeLiee Reference Actualite "
    "InformationComplementaire QuestionReponse ServiceComplementaire Abreviation LienExterneCommente SurTitre "
    "ListeFiches SousDossier Dossier Fiche Image Video Montant Partenaire Source Valeur".split()
)


@dataclass(slots=True)
class _Draft:
    """The passages as far as they have been read."""

    passages: list[Passage] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    headings: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    size: int = 0

    def line(self, text: str) -> None:
        if not text:
            return
        if self.lines and self.size + len(text) > LONGEST_PASSAGE:
            self.close()
        self.lines.append(text[:_LONGEST_TEXT])
        self.size += len(text)

    def close(self) -> None:
        """End the passage; one whose words are known is dropped."""
        text = "\n".join(self.lines)
        key = fold(text).lower()
        if text and key not in self.seen and len(self.passages) < _MOST_PASSAGES:
            self.seen.add(key)
            self.passages.append(Passage(self.headings, text))
        self.lines, self.size = [], 0


def read_publication(root: etree._Element, form: str, source: str) -> Fiche:
    """The fiche of a `Publication` element; nothing of it is trusted, nothing of it fails."""
    draft = _Draft()
    references: list[FicheReference] = []
    for child in _children(root):
        name = child.tag
        if name in ("Introduction", "Texte", "ListeSituations", "Avertissement") or name in _HEADED - {"Definition"}:
            _walk(child, (), draft, 0)
            draft.close()
        elif name == "Definition":
            before = len(draft.passages)
            _walk(child, (), draft, 0)
            draft.close()
            own = before if len(draft.passages) > before else None
            references += [_reference(one, own) for one in child.iter("Reference")]
        elif name == "Reference":
            references.append(_reference(child, None))
        draft.headings = ()
    id_ = (root.get("ID") or _text(root.find(f"{_DC}identifier")))[:40]
    day = _DAY.search(_text(root.find(f"{_DC}date")))
    return Fiche(
        id=id_ if re.fullmatch(r"[A-Za-z0-9_-]+", id_) else "",
        title=_text(root.find(f"{_DC}title"))[:400] or id_,
        url=_address(root.get("spUrl") or ""),
        modified=_date(day[1]) if day else None,
        summary=_text(root.find(f"{_DC}description"))[:_LONGEST_TEXT],
        passages=tuple(draft.passages),
        references=tuple(dict.fromkeys([*(one for one in references if one.title), *quoted(draft.passages)])),
        form=form,
        source=source,
    )


def _walk(node: etree._Element, headings: tuple[str, ...], draft: _Draft, depth: int) -> None:
    """Adds what the node says, in its order, to the draft."""
    if depth > _DEEPEST or node.tag in _PASSED:
        return
    if node.tag in _HEADED:
        draft.close()
        title = node.find("Titre")
        inner = (*headings, _text(title)[:400]) if title is not None and _text(title) else headings
        for child in _children(node):
            if child is not title:
                draft.headings = inner
                _walk(child, inner, draft, depth + 1)
        draft.close()
        draft.headings = headings
    elif node.tag in _BOXES:
        label = _text(node.find("Titre"))
        said = [_text(child) for child in node.iter("Paragraphe") if not _inside_title(child, node)]
        draft.line(f"{label} : {' '.join(said)}" if label else " ".join(said))
    elif node.tag == "Liste":
        for item in node.iter("Item"):
            draft.line(f"• {_text(item)}")
    elif node.tag in ("Paragraphe", "Titre"):
        draft.line(_text(node))
    elif node.tag in ("Tableau", "TableauComparatif"):
        for row in node.iter("Rangée", "Rangee"):
            draft.line(" | ".join(filter(None, map(_text, row.iter("Cellule")))))
    else:
        for child in _children(node):
            _walk(child, headings, draft, depth + 1)


def _inside_title(node: etree._Element, box: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == "Titre" and parent.getparent() is box


def _children(node: etree._Element) -> Iterator[etree._Element]:
    return (child for child in node if isinstance(child.tag, str))


def _text(node: etree._Element | None) -> str:
    """The words of a node on one line."""
    return "" if node is None else _SPACES.sub(" ", "".join(map(str, node.itertext()))).strip()


def _reference(node: etree._Element, passage: int | None) -> FicheReference:
    title = _text(node.find("Titre"))[:600]
    code, spans = read_title(title)
    return FicheReference(
        title, _address(node.get("URL") or ""), _text(node.find("Complement"))[:600], code, spans, passage
    )


def _address(url: str) -> str:
    """The address if it is one of the web; else nothing."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip()[:2000] if parts.scheme in ("http", "https") and parts.hostname else ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
