"""A web page saved as text, with a fiche somewhere in it: between menus, a town's own words, cookies and footers.

Town halls and lawyers put service-public's fiches on their pages without their marks: no rubric, no address, often the
same fiche twice (once for each tab). What tells it from the rest is what it speaks of. Each line is weighed by the
words of criminal justice that it holds; the run of lines with the greatest sum is the fiche, which begins at its
heading.

    Permanences en mairie                         the town's: nothing of justice, a telephone number
    La prise de rendez-vous se fait …
    Peine de prison ferme                         the heading
    Vous êtes condamné à une peine … ?
        À savoir                                  a label, joined to the line below
        depuis mars 2020, …
        • : vous portez un bracelet …             an item whose first words were a link and are lost

What it refuses: a page that says too little of criminal justice, a page that is a text of law (articles under their
headings). It doesn't find fiches about other matters. Of several fiches on a page it gives the one that says most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cpp_versions.fiches.references import quoted, read_title
from cpp_versions.fiches.tree import LONGEST_PASSAGE
from cpp_versions.fiches.values import Fiche, FicheReference, Passage
from cpp_versions.text import fold

__all__ = ["find"]

_LONGEST_PAGE = 4 << 20
_LONGEST_LINE = 4000
_LEAST_WEIGHT = 6.0
_LEAST_TERMS = 5
_SPACES = re.compile(r"\s+")

_TERMS = re.compile(
    r"\b(?:tribuna(?:l|ux)|jug(?:e|es|ement|ements|é|ée|és|er)|peines?|condamn\w+|procureur\w*|audiences?"
    r"|infractions?|délits?|délictuel\w*|crimes?|criminel\w*|contraventions?|amendes?|jours?-amende"
    r"|emprisonn\w+|prisons?|détenus?|détenue?s?|détention|incarcér\w+|réclusion|pénitentiaires?|pénal\w*"
    r"|pénaux|gard(?:e|es|é) à vue|police judiciaire|gendarm\w+|policiers?|officiers?|enquêt\w+|perquisition\w*"
    r"|plaintes?|plaignant\w*|victimes?|partie civile|avocat\w*|mises? en examen|contrôle judiciaire"
    r"|casier judiciaire|assises|correctionnel\w*|sursis|probation\w*|semi-liberté|libération"
    r"|surveillance électronique|bracelet|parquet|poursuites?|poursuivi\w*|prévenus?|accusés?|suspects?"
    r"|témoins?|témoign\w+|jurés?|cassation|appel|instruction|mandats?|interpell\w+|écrou\w*|récidiv\w+"
    r"|coupables?|culpabilité|auteurs? des faits|dommages et intérêts|prescription|greff\w+|composition pénale"
    r"|médiation|mineurs?|réinsertion|sûreté|aménage\w* (?:de|la|ma|votre|sa|leur) peine|justice)\b",
    re.I,
)
_FURNITURE = re.compile(
    r"cookies?|mentions légales|plan du site|accessibilité|newsletter|se connecter|mon compte|partager (?:sur|cette)|©"
    r"|tous droits réservés|données personnelles|politique de confidentialité|nous contacter|retour en haut"
    r"|aller au (?:contenu|menu)|fil d.ariane|imprimer|facebook|twitter|instagram|youtube|linkedin|suivez-nous"
    r"|s.abonner|horaires d.ouverture|(?:\b0[1-9](?:[ .]?[0-9]{2}){4}\b)|[\w.-]{1,40}@[\w.-]{1,40}\.[a-z]{2,}",
    re.I,
)
_LABELS = frozenset("à savoir|à noter|attention|rappel|exemple|définition|cas particulier|bon à savoir".split("|"))
_BULLET = re.compile(r"[•●▪◦‣·*–-]\s+")
_ARTICLE = re.compile(r"(?:#+\s*)?(?:Article|Art\.)\s+(?:L|R|D|A)?[.* ]{0,3}[0-9]")
_ADDRESS = re.compile(
    r"https?://(?:www\.)?service-public(?:\.gouv)?\.fr/(?:particuliers|professionnels-entreprises|associations)/vosdroits/"
    r"(?P<id>[FN][0-9]{1,6})"
)
_CHECKED = re.compile(
    r"(?:vérifié|mis à jour|modifié)[a-z ]{0,20} le (?P<day>[0-9]{1,2})(?:er)? (?P<month>[a-zéûô]{3,9}) "
    r"(?P<year>[12][0-9]{3})",
    re.I,
)
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_HEADING_LONGEST = 120
_BEHIND = 12
"""Lines behind the fiche in which it may still say when it was checked."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page with something on it; `indent` counts the spaces before it."""

    text: str
    indent: int

    @property
    def heading(self) -> bool:
        text = self.text
        return (
            len(text) <= _HEADING_LONGEST
            and not _BULLET.match(text)
            and text[-1] not in ".;:,…"
            and (text[0].isupper() or text[0].isdigit())
        )

    @property
    def title(self) -> bool:
        """Whether it can head a whole fiche: a heading, and not the question to the reader that stands below one."""
        return self.heading and not self.label and not self.text.startswith(("Vous ", "Votre ", "Vos "))

    @property
    def label(self) -> bool:
        return self.text.rstrip(" :").lower() in _LABELS


def find(page: str, source: str) -> Fiche | None:
    """The fiche in the text of a page, None where there is none. `source` names the file. Never raises.

    Its passages are lines of the page, spaces folded. Its title is that of its first heading.
    """
    lines = _lines(page[:_LONGEST_PAGE])
    if sum(1 for line in lines if _ARTICLE.match(line.text)) >= 3:
        return None
    weights = [_weight(line) for line in lines]
    start, end, total = _heaviest(weights)
    terms = {found.lower() for line in lines[start:end] for found in _TERMS.findall(line.text)}
    if total < _LEAST_WEIGHT or len(terms) < _LEAST_TERMS:
        return None
    start = _heading_before(lines, weights, start)
    chosen = lines[start:end]
    title = next((line.text for line in chosen if line.title), chosen[0].text)
    chosen = [line for line in chosen if not _is_furniture(line)]
    address = _ADDRESS.search(page)
    passages = _passages(chosen, title)
    return Fiche(
        id=address["id"] if address else "",
        title=title[:400],
        url=address[0] if address else "",
        modified=_checked(lines[start : end + _BEHIND]),
        summary="",
        passages=passages,
        references=(*_references(lines, start, end), *quoted(passages)),
        form="text",
        source=source,
    )


def _lines(page: str) -> list[_Line]:
    """The lines with something on them; those of a paragraph that was wrapped are joined."""
    found: list[_Line] = []
    apart = True
    for raw in page.splitlines():
        text = _SPACES.sub(" ", raw).strip()[:_LONGEST_LINE]
        if not text:
            apart = True
            continue
        last = found[-1].text if found else ""
        if not apart and 60 <= len(last) < _LONGEST_LINE and text[0].islower() and last[-1] not in ".;:!?…":
            found[-1] = _Line(f"{last} {text}", found[-1].indent)
        else:
            found.append(_Line(text, len(raw) - len(raw.lstrip())))
        apart = False
    return found


def _weight(line: _Line) -> float:
    """How much a line speaks for being of the fiche: what isn't of justice speaks against it, furniture most."""
    if _is_furniture(line):
        return -4.0
    if read_title(line.text)[1]:
        return 2.0
    terms = len({found.lower() for found in _TERMS.findall(line.text)})
    if terms:
        return min(2.0, 0.5 + 0.5 * terms)
    if line.label:
        return 0.2
    return -0.4 if len(line.text) > 60 else -0.2


def _is_furniture(line: _Line) -> bool:
    """Whether the line is of the page and not of its words; a fiche may tell to print a form for the tribunal."""
    found = _FURNITURE.search(line.text)
    return found is not None and (len(line.text) <= 90 or not _TERMS.search(line.text))


def _heaviest(weights: Sequence[float]) -> tuple[int, int, float]:
    """The run of lines with the greatest sum: (start, end, sum)."""
    best, here, start = (0, 0, 0.0), 0.0, 0
    for place, weight in enumerate(weights):
        if here <= 0:
            here, start = 0.0, place
        here += weight
        if here > best[2]:
            best = (start, place + 1, here)
    return best


def _heading_before(lines: Sequence[_Line], weights: Sequence[float], start: int) -> int:
    """Where the fiche begins: at its heading, which may say nothing of justice ("Comment se déroule …")."""
    if lines[start].title:
        return start
    for place in range(start - 1, max(-1, start - 4), -1):
        if weights[place] <= -4.0:
            break
        if lines[place].title:
            return place
    return start


def _passages(lines: Sequence[_Line], title: str) -> tuple[Passage, ...]:
    """The lines as passages under their headings; words that come again are kept once."""
    passages: list[Passage] = []
    seen: set[str] = set()
    headings: list[_Line] = []
    said: list[str] = []
    label = ""

    def close() -> None:
        fresh, known = [], False
        for text in said:
            again = fold(text) in seen
            # an item comes again with the words before its list; by itself it may stand in two lists
            known = again if not text.startswith("•") else known
            if not (known and again):
                fresh.append(text)
        seen.update(map(fold, said))
        if fresh:
            passages.append(Passage(tuple(heading.text for heading in headings), "\n".join(fresh)))
        said.clear()

    def say(text: str) -> None:
        if said and sum(map(len, said)) + len(text) > LONGEST_PASSAGE:
            close()
        said.append(text)

    for place, line in enumerate(lines):
        text = line.text
        if headings and line.indent < headings[0].indent:  # the end of a tab
            close()
            headings = []
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        if read_title(text)[1]:
            continue
        if fold(text) == fold(title):
            close()
            headings = []
        elif line.label:
            label = text.rstrip(" :")
        elif label:
            say(f"{label} : {text}")
            label = ""
        elif bullet := _BULLET.match(text):
            say(f"• {text[bullet.end() :].removeprefix(': ')}")
        elif line.heading and following and not _BULLET.match(following) and not text.endswith(("?", "!")):
            chained = not said and bool(headings)
            close()
            headings = [headings[-1], line] if chained and len(headings) < 2 else [line]
        else:
            say(text)
    close()
    return tuple(passages)


def _references(lines: Sequence[_Line], start: int, end: int) -> tuple[FicheReference, ...]:
    """The references that the fiche lists, at its end for the most part, where a line of other things may stand
    between it and them."""
    found = []
    for line in lines[start : end + 40]:
        text = _BULLET.sub("", line.text, count=1)
        code, spans = read_title(text)
        if code and spans and len(text) <= 300:
            found.append(FicheReference(text, "", "", code, spans))
    return tuple(dict.fromkeys(found))


def _checked(lines: Sequence[_Line]) -> date | None:
    """The day on which the fiche says that it was checked."""
    for line in lines:
        if (found := _CHECKED.search(line.text)) and found["month"].lower() in _MONTHS:
            try:
                return date(int(found["year"]), _MONTHS.index(found["month"].lower()) + 1, int(found["day"]))
            except ValueError:
                continue
    return None
