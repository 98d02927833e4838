"""The XML files of one code, from its reconciled history.

Identifiers are made of what they identify, so that the same version has the same one in every dump. What LEGI does is
done too: VERSIONS in no order, sections with dates of their own, acts as links with attributes, holes as empty texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from xml.sax.saxutils import escape, quoteattr

from cpp_versions.codes import by_id
from cpp_versions.model import LOST_FROM, Act, Attestation, Citation, End, Placement, Section, State, Text
from cpp_versions.reconcile import ReconciledCode
from cpp_versions.text import is_table, table_rows

__all__ = ["Document", "documents", "start_of", "text_id"]

OPEN = "2999-01-01"
_END = date.max
_KNOWN = {"cpp": "LEGITEXT000006071154", "penitentiaire": "LEGITEXT000045476241"}
_NATURES = {
    "loi": "LOI", "ordonnance": "ORDONNANCE", "décret": "DECRET", "arrêté": "ARRETE", "décision": "DECISION",
    None: "",
}  # fmt: skip
LOST = date(1958, 4, 8)  # what has lost its date is given one, this or that of its act: LEGI has true dates


@dataclass(frozen=True, slots=True)
class Document:
    """A file: its path below `legi/`, its content."""

    path: str
    xml: bytes


def text_id(code: str) -> str:
    """The identifier of a code's text."""
    return _KNOWN.get(code) or _id("LEGITEXT", code)


def start_of(a: Attestation) -> date:
    """When a version starts in the dump: what has lost its date starts on the day of its act, or with the code."""
    if a.valid_from is None and a.attested_from == LOST_FROM:
        return max((act.date for act in a.acts if act.date), default=LOST)
    return a.attested_from


def _id(kind: str, *parts: object) -> str:
    digest = blake2b("\0".join(map(str, parts)).encode(), digest_size=8).digest()
    return f"{kind}{int.from_bytes(digest) % 10**12:012d}"


def documents(code: ReconciledCode, known: date = date.max) -> Iterator[Document]:
    """The files of `code`. With `known`, as they stood on that day: what starts later isn't there, what ends later is
    open."""
    yield from _Writer(code, known).documents()


@dataclass(frozen=True, slots=True)
class _Version:
    """A version as LEGI has it."""

    id: str
    attestation: Attestation
    start: date
    end: date | None
    placeholder: bool = False


@dataclass(slots=True)
class _SectionNode:
    id: str
    cid: str
    title: str
    path: tuple[Section, ...]
    start: date
    end: date
    children: list[_SectionNode]
    articles: list[tuple[str, _Version, date, date]]


class _Writer:
    def __init__(self, code: ReconciledCode, known: date) -> None:
        self.code, self.known = code, known
        self.text = text_id(code.code.id)
        self.base = f"global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/{_split(self.text)}/{self.text}"
        self.chains: dict[tuple[str, int], list[_Version]] = defaultdict(list)
        for version in self._versions():
            if version.start <= known:
                end = version.end if version.end and version.end <= known else None
                self.chains[version.attestation.number, version.attestation.slot].append(replace(version, end=end))

    def _versions(self) -> Iterator[_Version]:
        code = self.code.code.id
        for a in self.code.versions:
            start = start_of(a)
            yield _Version(_id("LEGIARTI", code, a.number, a.slot, start), a, start, a.valid_to)
        ends = {(a.number, a.slot, a.valid_to) for a in self.code.versions}
        for end in self.code.ends:
            if (end.number, end.slot, end.since) not in ends or end.nota:
                yield self._placeholder(end)

    def _placeholder(self, end: End) -> _Version:
        later = [
            a.attested_from for a in self.code.versions
            if (a.number, a.slot) == (end.number, end.slot) and a.attested_from > end.since
        ]  # fmt: skip
        start = LOST if end.day is None else end.since
        stop = min(later, default=None)
        text = Attestation(end.number, State.ENDED, _text_of(end), start, start, stop, slot=end.slot, acts=end.acts)
        return _Version(_id("LEGIARTI", self.code.code.id, end.number, end.slot, start), text, start, stop, True)

    # -- sections

    def _tree(self) -> _SectionNode:
        root = _SectionNode("", "", "", (), date.min, _END, [], [])
        spans: dict[tuple[Section, ...], list[tuple[date, date]]] = defaultdict(list)
        placed = [p for p in map(self._shifted, self.code.placements) if p.start <= self.known]
        for p in placed:
            end = p.end if p.end and p.end <= self.known else _END
            for depth in range(1, len(p.path) + 1):
                spans[p.path[:depth]].append((p.start, end))
        nodes: dict[tuple[Section, ...], list[_SectionNode]] = {(): [root]}
        for path in sorted(spans, key=lambda path: (len(path), [s.title for s in path])):
            titles = [f"{s.key} {s.title}" for s in path]
            cid = _id("LEGISCTA", self.code.code.id, *titles)
            for start, end in _merged(spans[path]):
                for above in nodes[path[:-1]]:
                    begin, stop = max(start, above.start), min(end, above.end)
                    if begin < stop:
                        id_ = _id("LEGISCTA", self.code.code.id, *titles, begin)
                        node = _SectionNode(id_, cid, path[-1].title, path, begin, stop, [], [])
                        above.children.append(node)
                        nodes.setdefault(path, []).append(node)
        by_key: dict[tuple[str, int], list[Placement]] = defaultdict(list)
        for p in placed:
            by_key[p.number, p.slot].append(p)
        for (number, slot), versions in self.chains.items():
            for version in versions:
                for p in by_key[number, slot]:
                    begin, stop = max(p.start, version.start), min(p.end or _END, version.end or _END, _END)
                    stop = _END if stop > self.known else stop
                    for node in nodes[p.path]:
                        if max(begin, node.start) < min(stop, node.end):
                            bounds = max(begin, node.start), min(stop, node.end)
                            node.articles.append((number, version, *bounds))
        return root

    def _shifted(self, placement: Placement) -> Placement:
        lost = placement.start == LOST_FROM and None in {entry.day for entry in self.code.dates}
        return replace(placement, start=LOST) if lost else placement

    # -- files

    def documents(self) -> Iterator[Document]:
        root = self._tree()
        places: dict[str, list[_SectionNode]] = defaultdict(list)
        walk: list[tuple[_SectionNode, list[_SectionNode]]] = [(root, [])]
        trails: dict[str, list[_SectionNode]] = {}
        while walk:
            node, trail = walk.pop()
            below = [*trail, node] if node.id else []
            if node.id:
                trails[node.id] = below
                yield self._document("section_ta", "SCTA", node.id, self._section(node, trail))
            for _, version, _, _ in node.articles:
                places[version.id].append(node)
            walk.extend((child, below) for child in node.children)
        for chain in self.chains.values():
            ordered = sorted(chain, key=lambda v: v.id)  # in no order of time
            for version in chain:
                where = min(places[version.id], key=lambda n: n.start, default=None)
                trail = trails.get(where.id, []) if where else []
                yield self._document("article", "ARTI", version.id, self._article(version, ordered, trail))
        yield Document(f"{self.base}/texte/struct/{self.text}.xml", self._struct(root))
        yield Document(f"{self.base}/texte/version/{self.text}.xml", self._title())

    def _document(self, folder: str, kind: str, id_: str, xml: bytes) -> Document:
        return Document(f"{self.base}/{folder}/LEGI/{kind}/{_split(id_)}/{id_}.xml", xml)

    def _article(self, version: _Version, chain: list[_Version], trail: list[_SectionNode]) -> bytes:
        a = version.attestation
        versions = "".join(
            f"<VERSION etat={quoteattr(_state(v))}>{self._link(a.number, v, v.start, v.end or _END)}</VERSION>"
            for v in chain
        )
        body, note = _content(a), "".join(f"<p>{escape(paragraph)}</p>" for paragraph in a.text.nota)
        number = escape(_printed(a))
        return _xml(
            f"<ARTICLE><META>{self._meta(version.id, 'Article')}<META_SPEC><META_ARTICLE><NUM>{number}</NUM>"
            f"<ETAT>{_state(version)}</ETAT><DATE_DEBUT>{version.start}</DATE_DEBUT>"
            f"<DATE_FIN>{version.end or OPEN}</DATE_FIN><TYPE>AUTONOME</TYPE></META_ARTICLE></META_SPEC></META>"
            f"{self._context(trail)}<VERSIONS>{versions}</VERSIONS><NOTA><CONTENU>{note}</CONTENU></NOTA>"
            f"<BLOC_TEXTUEL><CONTENU>{body}</CONTENU></BLOC_TEXTUEL><LIENS>{''.join(self._acts(version))}</LIENS></ARTICLE>"
        )

    def _acts(self, version: _Version) -> Iterator[str]:
        a = version.attestation
        first = self.chains[a.number, a.slot][0] is version
        for act in a.acts:
            yield _act(act, "CREE" if first else "MODIFIE", "cible")
        for act in a.ended_by if version.end else ():
            yield _act(act, "ABROGATION", "source")

    def _section(self, node: _SectionNode, trail: list[_SectionNode]) -> bytes:
        return _xml(
            f"<SECTION_TA><ID>{node.id}</ID><TITRE_TA>{escape(node.title)}</TITRE_TA><STRUCTURE_TA>"
            f"{self._structure(node)}</STRUCTURE_TA>{self._context(trail)}</SECTION_TA>"
        )

    def _structure(self, node: _SectionNode) -> str:
        links = [self._link(number, v, start, end) for number, v, start, end in node.articles]
        for child in node.children:
            fin = OPEN if child.end == _END else str(child.end)
            links.append(
                f'<LIEN_SECTION_TA cid="{child.cid}" debut="{child.start}" '
                f'etat="{"VIGUEUR" if fin == OPEN else "ABROGE"}" fin="{fin}" id="{child.id}" niv="{len(child.path)}" '
                f'url="/LEGI/SCTA/{_split(child.id)}/{child.id}.xml">{escape(child.title)}</LIEN_SECTION_TA>'
            )
        return "".join(links)

    def _link(self, number: str, v: _Version, start: date, end: date) -> str:
        fin = OPEN if end == _END else str(end)
        return (
            f'<LIEN_ART debut="{start}" etat={quoteattr(_state(v))} fin="{fin}" id="{v.id}" '
            f'num={quoteattr(number)} origine="LEGI"/>'
        )

    def _struct(self, root: _SectionNode) -> bytes:
        return _xml(
            f"<TEXTELR><META>{self._meta(self.text, 'CODE', 'texte/struct')}<META_SPEC>{self._chronicle()}</META_SPEC>"
            f'</META><VERSIONS><VERSION etat="VIGUEUR"><LIEN_TXT debut="1958-04-08" fin="{OPEN}" id="{self.text}" '
            f'num=""/></VERSION></VERSIONS><STRUCT>{self._structure(root)}</STRUCT></TEXTELR>'
        )

    def _title(self) -> bytes:
        title, empty = escape(self.code.code.title), "<CONTENU/>"
        return _xml(
            f"<TEXTE_VERSION><META>{self._meta(self.text, 'CODE', 'texte/version')}<META_SPEC>{self._chronicle()}"
            f"<META_TEXTE_VERSION><TITRE>{title}</TITRE><TITREFULL>{title}</TITREFULL><ETAT>VIGUEUR</ETAT>"
            f"<DATE_DEBUT>1958-04-08</DATE_DEBUT><DATE_FIN>{OPEN}</DATE_FIN><AUTORITE/><MINISTERE/>"
            f"</META_TEXTE_VERSION></META_SPEC></META><VISAS>{empty}</VISAS><SIGNATAIRES>{empty}</SIGNATAIRES>"
            f"<TP>{empty}</TP><NOTA>{empty}</NOTA><ABRO>{empty}</ABRO><RECT>{empty}</RECT></TEXTE_VERSION>"
        )

    def _meta(self, id_: str, nature: str, folder: str = "") -> str:
        folder = folder or ("article" if id_.startswith("LEGIARTI") else "section_ta")
        url = f"{folder}/LEGI/{id_[4:8]}/{_split(id_)}/{id_}.xml"
        return (
            f"<META_COMMUN><ID>{id_}</ID><ANCIEN_ID/><ORIGINE>LEGI</ORIGINE><URL>{url}</URL><NATURE>{nature}</NATURE>"
            "</META_COMMUN>"
        )

    def _chronicle(self) -> str:
        return (
            f"<META_TEXTE_CHRONICLE><CID>{self.text}</CID><NUM/><NUM_SEQUENCE>0</NUM_SEQUENCE><NOR/>"
            f"<DATE_PUBLI>{OPEN}</DATE_PUBLI><DATE_TEXTE>{OPEN}</DATE_TEXTE><ORIGINE_PUBLI/>"
            "<PAGE_DEB_PUBLI>0</PAGE_DEB_PUBLI><PAGE_FIN_PUBLI>0</PAGE_FIN_PUBLI></META_TEXTE_CHRONICLE>"
        )

    def _context(self, trail: Iterable[_SectionNode]) -> str:
        title = self.code.code.title
        levels = list(trail)
        above = ""
        for node in reversed(levels):
            fin = OPEN if node.end == _END else str(node.end)
            above = (
                f'<TM><TITRE_TM debut="{node.start}" fin="{fin}" id="{node.id}">{escape(node.title)}</TITRE_TM>'
                f"{above}</TM>"
            )
        return (
            f'<CONTEXTE><TEXTE autorite="" cid="{self.text}" date_publi="{OPEN}" date_signature="{OPEN}" ministere="" '
            f'nature="CODE" nor="" num=""><TITRE_TXT c_titre_court={quoteattr(title)} debut="1958-04-08" fin="{OPEN}" '
            f'id_txt="{self.text}">{escape(title)}</TITRE_TXT>{above}</TEXTE></CONTEXTE>'
        )


def _printed(a: Attestation) -> str:
    """The number as LEGI has it: `R*49-21`."""
    return f"{a.number[0]}*{a.number[1:]}" if "*" in a.label else a.number


def _text_of(end: End) -> Text:
    return Text(("[Article abrogé].",), end.nota)


def _split(id_: str) -> str:
    digits = id_[8:]
    return "/".join(digits[i : i + 2] for i in range(0, 10, 2))


def _state(version: _Version) -> str:
    if version.end is None:
        return "VIGUEUR"
    return "ABROGE" if version.attestation.ended_by or version.placeholder else "MODIFIE"


def _xml(content: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + content + "\n").encode()


def _merged(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _content(a: Attestation) -> str:
    cited: dict[int, list[Citation]] = defaultdict(list)
    for citation in a.text.citations:
        cited[citation.alinea].append(citation)
    parts = []
    for position, alinea in enumerate(a.text.alineas):
        if is_table(alinea):
            parts.append(_table(alinea))
        else:
            parts.append(f"<p>{_linked(alinea, cited[position])}</p>")
    return "".join(parts)


def _linked(alinea: str, citations: list[Citation]) -> str:
    done, at = [], 0
    for c in sorted(citations, key=lambda c: c.start):
        if c.start < at or len(c.targets) != 1:
            continue
        known = by_id(c.code or "")
        title = f"{known.title} - art. {c.targets[0]} (V)" if known else ""
        done.append(escape(alinea[at : c.start]))
        done.append(f'<a TypeBalise="" title={quoteattr(title)}>{escape(alinea[c.start : c.end])}</a>')
        at = c.end
    return "".join((*done, escape(alinea[at:])))


def _table(alinea: str) -> str:
    rows = []
    for row in table_rows(alinea):
        cells = "".join(f'<{c.tag} colspan="{c.colspan}" rowspan="{c.rowspan}">{escape(c.text)}</{c.tag}>' for c in row)
        rows.append(f"<tr>{cells}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _act(act: Act, kind: str, sense: str) -> str:
    nor, number = act.nor or "", act.number or ""
    words = act.title + (f" - art. 1 () JORF {act.published}" if act.published else " - art. 1")
    words = act.title if not act.number else words
    text = _id("JORFTEXT", act.title)
    nature = _NATURES.get(act.nature, "")
    return (
        f'<LIEN cidtexte="{text}" datesignatexte="{act.date or OPEN}" id="{text}" naturetexte="{nature}" '
        f'nortexte={quoteattr(nor)} num="1" numtexte={quoteattr(number)} sens="{sense}" typelien="{kind}">'
        f"{escape(words)}</LIEN>"
    )
