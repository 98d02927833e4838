"""One XML file of LEGI → values. The four kinds are told apart by their root element, as the DTDs have it.

lxml reads them without a DTD, without the network and without expanding any entity but those of XML itself and the
named characters of HTML. What is refused: a file that declares entities, one that isn't well-formed, one without an
identifier; `Unreadable` says which. Bytes that aren't UTF-8 are replaced and the file says so (`problem`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html.entities import name2codepoint

from lxml import etree

from cpp_versions.model import Text
from cpp_versions.sources.legi_content import read_content
from cpp_versions.sources.legi_dates import OfficialDate, read_date
from cpp_versions.sources.legi_shared import DECLARED, Emptied, SharedBlocks

__all__ = [
    "ArticleFile",
    "ArticleRef",
    "Context",
    "LegiFile",
    "OfficialLink",
    "SectionFile",
    "SectionRef",
    "StructFile",
    "TitleFile",
    "Unreadable",
    "forget",
    "read_file",
    "sniff",
]

_IDENTIFIER = re.compile(r"[A-Z]{8}[0-9]{12}")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
# kinds of links that say nothing of what became of an article: they are most of them
_UNUSED = frozenset({"CITATION", "CITATION_JURI_LEGI", "SPEC_APPLI", "JURISPRUDENTIEL", "TXT_ASSOCIE", "TXT_SOURCE"})
_READ_HERE = re.compile(rb"iso-8859-[0-9]{1,2}|windows-125[0-9]|us-ascii", re.I)
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,200}\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9._-]{1,40})""")


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """A version of an article as another file names it (`LIEN_ART`)."""

    id: str
    number: str
    state: str
    start: OfficialDate
    end: OfficialDate


@dataclass(frozen=True, slots=True)
class SectionRef:
    """A section as the one above it, or the text, names it (`LIEN_SECTION_TA`)."""

    id: str
    cid: str
    title: str
    state: str
    start: OfficialDate
    end: OfficialDate


@dataclass(frozen=True, slots=True)
class Context:
    """What a file says of the text that it belongs to: `places` are those where it stands or stood, each the sections
    above it from the top, each of these with the titles that it had (`start`, `end`, title)."""

    text_id: str
    nature: str
    title: str
    places: tuple[tuple[tuple[tuple[OfficialDate, OfficialDate, str], ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialLink:
    """A `LIEN`: what joins this document and another one, as printed and as attributes."""

    kind: str
    sense: str
    id: str
    text_id: str
    nature: str
    text_number: str
    number: str
    nor: str
    signed: OfficialDate
    words: str


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A version of an article. `versions`: all versions of it that it knows of, in no order. `cited`: what each link
    of the text cites, by identifier, empty where it names none."""

    id: str
    number: str
    state: str
    start: OfficialDate
    end: OfficialDate
    text: Text
    versions: tuple[ArticleRef, ...] = ()
    links: tuple[OfficialLink, ...] = ()
    cited: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SectionFile:
    """A section, with what it holds in its order."""

    id: str
    title: str
    children: tuple[ArticleRef | SectionRef, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StructFile:
    """The top of the plan of a text."""

    id: str
    nature: str
    children: tuple[ArticleRef | SectionRef, ...]
    modified: OfficialDate
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TitleFile:
    """A version of a text: its title."""

    id: str
    nature: str
    title: str
    state: str
    start: OfficialDate
    end: OfficialDate
    modified: OfficialDate
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that can't be read, and why, in French for people."""

    reason: str


LegiFile = ArticleFile | SectionFile | StructFile | TitleFile


def read_file(data: bytes, id_: str = "") -> LegiFile | Unreadable:
    """The value of a file; never raises. `id_` is what its name says that it is, for the DTD lets a section do without
    an identifier of its own."""
    emptied = Emptied(data, _SHARED)
    root, problem = _plainly(emptied), ""
    if root is None:
        emptied, (root, problem) = _WHOLE, _parse(data)
    if root is None:
        return Unreadable(problem)
    reader = _READERS.get(str(root.tag))
    if reader is None:
        return Unreadable(f"élément {str(root.tag)[:40]!r} inconnu des DTD de LEGI")
    found = reader(root, problem, emptied)
    if not found.id and (isinstance(found, SectionFile) or (isinstance(found, ArticleFile) and found.number)):
        found = replace(found, id=id_)
    return found if _IDENTIFIER.fullmatch(found.id) else Unreadable("fichier sans identifiant")


def sniff(data: bytes) -> Context | None:
    """What text a file belongs to, by itself; None where it can't be read."""
    root, _ = _parse(data)
    if root is None or root.tag not in _READERS:
        return None
    above = root.find("CONTEXTE")
    if above is not None:
        return _context(above)
    meta = _texts(root.find("META"), _OF_TEXTS)
    return Context(
        meta.get("ID", ""), meta.get("NATURE", "").upper(), meta.get("TITRE", "") or meta.get("TITREFULL", "")
    )


# -- parsing


def _parser() -> etree.XMLParser:
    # `collect_ids` stays on: without it a little faster, libxml2 loads the DTD that a file names
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _plainly(emptied: Emptied) -> etree._Element | None:
    """The root of a file in which nothing has to be looked after; None for others, damaged ones included."""
    try:
        return None if emptied.data is None else etree.fromstring(emptied.data, _PARSER)
    except etree.XMLSyntaxError:
        return None


def _parse(data: bytes) -> tuple[etree._Element | None, str]:
    """The root, and what is odd about the file; or None, and why it can't be read."""
    if _hides(data):
        data = _in_utf8(data)
    declares = b"!" in data  # most have none, which is found sooner than that they declare nothing
    if declares and b"<!ENTITY" in data:
        return None, "fichier qui déclare des entités"
    problem = ""
    try:
        if not declares or b"<!DOCTYPE" not in data:
            root = etree.fromstring(data, _PARSER)
            if _hides(data) and root.getroottree().docinfo.internalDTD is not None:
                return None, "fichier qui déclare des entités"
            return _without_namespace(root, data), ""
    except etree.XMLSyntaxError:
        pass
    declared = _ENCODING.match(data.lstrip(b"\xef\xbb\xbf"))
    if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            problem = f"octet {error.start} qui n’est pas de l’UTF-8"
            data = data.decode("utf-8", "replace").encode()
    data = _ENTITY.sub(_character, data)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        told = "".join(c for c in " ".join(str(error.msg).split())[:120] if c.isprintable())
        return None, f"XML mal formé ({told})"
    if next(root.iter(etree.Entity), None) is not None:
        return None, "entité inconnue"
    return _without_namespace(root, data), problem


def _hides(data: bytes) -> bool:
    """Whether a file's encoding can hide what its bytes were looked through for."""
    if data.startswith(DECLARED):
        return False
    head = data[:120].upper()
    return b"\0" in head or (b"ENCODING" in head and b"UTF-8" not in head)


def _in_utf8(data: bytes) -> bytes:
    """A file of another encoding, so that its bytes can be looked through; as it is where Python can't read it."""
    named = _ENCODING.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif named is not None and _READ_HERE.fullmatch(named[1]):
        encoding = named[1].decode()
    elif named is not None and named[1].lower().startswith(b"utf-16"):  # said in bytes: it isn't
        encoding = "utf-8"
    else:
        return data
    try:
        return _DECLARATION.sub("", data.decode(encoding), count=1).encode()
    except (LookupError, UnicodeError):
        return data


def _without_namespace(root: etree._Element, data: bytes) -> etree._Element:
    """LEGI has none; one that another writer declares, for all or for the HTML alone, says nothing."""
    if b"xmlns" in data or str(root.tag).startswith("{"):
        for element in root.iter(etree.Element):
            element.tag = etree.QName(element).localname
    return root


def _character(found: re.Match[bytes]) -> bytes:
    """A named character of HTML as XML writes it; others stay, and are found later."""
    code = None if found[1] in _OWN_ENTITIES else name2codepoint.get(found[1].decode())
    return found[0] if code is None else b"&#%d;" % code


_PARSER = _parser()
_SHARED = SharedBlocks()
_WHOLE = Emptied(b"", _SHARED)


# -- reading


def _article(root: etree._Element, problem: str, emptied: Emptied) -> ArticleFile:
    parts = {child.tag: child for child in root}
    meta = _texts(parts.get("META"), _OF_ARTICLES)
    body, cited = read_content(_content(parts.get("BLOC_TEXTUEL")))
    nota, _ = read_content(_content(parts.get("NOTA")), linked=False)
    emptied.value("CONTEXTE", parts.get("CONTEXTE"), _nothing, ())
    return ArticleFile(
        id=meta.get("ID", ""),
        number=meta.get("NUM", ""),
        state=meta.get("ETAT", "").upper(),
        start=read_date(meta.get("DATE_DEBUT")),
        end=read_date(meta.get("DATE_FIN")),
        text=Text(body.alineas, nota.alineas, body.citations),
        versions=emptied.value("VERSIONS", parts.get("VERSIONS"), _versions, ()),
        links=emptied.value("LIENS", parts.get("LIENS"), _links, ()),
        cited=cited,
        odd=tuple(sorted({*body.odd, *nota.odd})) if body.odd or nota.odd else (),
        problem=problem,
    )


def _versions(element: etree._Element) -> tuple[ArticleRef, ...]:
    return tuple([_article_ref(e) for e in element.iter("LIEN_ART")])


def _links(element: etree._Element) -> tuple[OfficialLink, ...]:
    return tuple([_link_of(e) for e in element if e.get("typelien") not in _UNUSED])


def _nothing(_: etree._Element) -> tuple[()]:
    """What an article says of the sections above it is read where it is asked for (`sniff`)."""
    return ()


def _section(root: etree._Element, problem: str, _: Emptied) -> SectionFile:
    parts = {child.tag: child for child in root}
    structure = parts.get("STRUCTURE_TA")
    return SectionFile(
        id=_line(parts["ID"].text) if "ID" in parts else "",
        title=_line(parts["TITRE_TA"].text) if "TITRE_TA" in parts else "",
        children=() if structure is None else tuple(_children(structure)),
        problem=problem,
    )


def _struct(root: etree._Element, problem: str, _: Emptied) -> StructFile:
    parts = {child.tag: child for child in root}
    meta, structure = _texts(parts.get("META"), _OF_TEXTS), parts.get("STRUCT")
    return StructFile(
        id=meta.get("ID", ""),
        nature=meta.get("NATURE", ""),
        children=() if structure is None else tuple(_children(structure)),
        modified=read_date(meta.get("DERNIERE_MODIFICATION")),
        problem=problem,
    )


def _title(root: etree._Element, problem: str, _: Emptied) -> TitleFile:
    meta = _texts(root.find("META"), _OF_TEXTS)
    return TitleFile(
        id=meta.get("ID", ""),
        nature=meta.get("NATURE", ""),
        title=meta.get("TITRE", "") or meta.get("TITREFULL", ""),
        state=meta.get("ETAT", ""),
        start=read_date(meta.get("DATE_DEBUT")),
        end=read_date(meta.get("DATE_FIN")),
        modified=read_date(meta.get("DERNIERE_MODIFICATION")),
        problem=problem,
    )


_READERS: dict[str, Callable[[etree._Element, str, Emptied], LegiFile]] = {
    "ARTICLE": _article,
    "SECTION_TA": _section,
    "TEXTELR": _struct,
    "TEXTE_VERSION": _title,
}


_OF_ARTICLES = ("ID", "NUM", "ETAT", "DATE_DEBUT", "DATE_FIN")
_OF_TEXTS = ("ID", "NATURE", "TITRE", "TITREFULL", "ETAT", "DATE_DEBUT", "DATE_FIN", "DERNIERE_MODIFICATION")


def _texts(meta: etree._Element | None, names: tuple[str, ...]) -> Mapping[str, str]:
    """The words of the elements of a META that bear these names; of two of one name, the first that has any."""
    found: dict[str, str] = {}
    for element in () if meta is None else meta.iter(*names):
        if element.text and element.tag not in found:
            found[element.tag] = _line(element.text)
    return found


def _content(block: etree._Element | None) -> etree._Element | None:
    if block is None:
        return None
    first = block[0] if len(block) else block
    return first if first.tag == "CONTENU" else next(block.iterchildren("CONTENU"), block)


def _children(structure: etree._Element) -> Iterator[ArticleRef | SectionRef]:
    for child in structure:
        if child.tag == "LIEN_ART":
            yield _article_ref(child)
        elif child.tag == "LIEN_SECTION_TA":
            get = child.get
            yield SectionRef(
                id=get("id", "").strip(),
                cid=get("cid", "").strip(),
                title=_line(child.text),
                state=get("etat", "").strip().upper(),
                start=read_date(get("debut")),
                end=read_date(get("fin")),
            )


def _article_ref(element: etree._Element) -> ArticleRef:
    get = element.get
    return _shared_ref(get("id", ""), get("num", ""), get("etat", ""), get("debut"), get("fin"))


@lru_cache(maxsize=32768)
def _shared_ref(id_: str, number: str, state: str, start: str | None, end: str | None) -> ArticleRef:
    """Every version is named by all others of its article, and by its sections."""
    return ArticleRef(id_.strip(), number, state.strip().upper(), read_date(start), read_date(end))


def _context(element: etree._Element | None) -> Context:
    text = None if element is None else element.find("TEXTE")
    if text is None:
        return Context("", "", "")
    titles = reversed(text.findall("TITRE_TXT"))
    last = max(titles, key=lambda title: title.get("fin", "").strip(), default=None)  # a code can have had others
    title = _line(last.text or last.get("c_titre_court")) if last is not None else ""
    places = tuple(tuple(_levels(top)) for top in text.findall("TM"))
    return Context(text.get("cid", "").strip(), text.get("nature", "").strip().upper(), title, places)


def _levels(above: etree._Element | None) -> Iterator[tuple[tuple[OfficialDate, OfficialDate, str], ...]]:
    while above is not None:
        yield tuple(
            (read_date(title.get("debut")), read_date(title.get("fin")), _line(title.text))
            for title in above.findall("TITRE_TM")
        )
        above = above.find("TM")


def _link_of(element: etree._Element) -> OfficialLink:
    return _shared_link(tuple(element.items()), element.text)


@lru_cache(maxsize=16384)
def _shared_link(attributes: tuple[tuple[str, str], ...], words: str | None) -> OfficialLink:
    """An article of an act is named by every version that it makes or ends."""
    get = dict(attributes).get
    return OfficialLink(
        kind=get("typelien", "").strip().upper(),
        sense=get("sens", "").strip().lower(),
        id=get("id", "").strip(),
        text_id=get("cidtexte", "").strip(),
        nature=get("naturetexte", "").strip().upper(),
        text_number=get("numtexte", "").strip(),
        number=get("num", ""),
        nor=get("nortexte", ""),
        signed=read_date(get("datesignatexte")),
        words=_line(words),
    )


def forget() -> None:
    """Let go of what the files of one text name again and again."""
    _shared_ref.cache_clear()
    _shared_link.cache_clear()
    _SHARED.forget()


def _line(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
