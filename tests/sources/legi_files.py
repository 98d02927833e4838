"""Small files of LEGI made by hand, for tests: words and numbers of our own."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["TEXT", "article", "base", "global_dump", "pack", "section", "struct", "title"]

TEXT = "LEGITEXT000006071154"
OPEN = "2999-01-01"


def _split(id_: str) -> str:
    return "/".join(id_[8:][i : i + 2] for i in range(0, 10, 2))


def base(text: str = TEXT, folder: str = "code_en_vigueur") -> str:
    """The folder of a text in a dump."""
    return f"legi/global/code_et_TNC_en_vigueur/{folder}/LEGI/TEXT/{_split(text)}/{text}"


def ident(n: int, kind: str = "LEGIARTI") -> str:
    return f"{kind}{n:012d}"


def _context(text: str, name: str, levels: Iterable[str] = (), nature: str = "CODE") -> str:
    above = ""
    for level in reversed(list(levels)):
        above = (
            f'<TM><TITRE_TM debut="1990-01-01" fin="{OPEN}" id="LEGISCTA000000000000">{level}</TITRE_TM>{above}</TM>'
        )
    return (
        f'<CONTEXTE><TEXTE autorite="" cid="{text}" date_publi="{OPEN}" date_signature="{OPEN}" ministere="" '
        f'nature="{nature}" nor="" num=""><TITRE_TXT c_titre_court="{name}" debut="1990-01-01" fin="{OPEN}" '
        f'id_txt="{text}">{name}</TITRE_TXT>{above}</TEXTE></CONTEXTE>'
    )


def article(
    n: int, number: str, start: str, end: str = OPEN, *, state: str = "VIGUEUR", words: str = "<p>Un.</p>",
    nota: str = "",
    versions: Iterable[tuple[int, str, str]] = (), links: str = "", text: str = TEXT, levels: Iterable[str] = (),
    name: str = "Code de procédure pénale", folder: str = "code_en_vigueur", prolog: str = "", nature: str = "CODE",
) -> tuple[str, bytes]:  # fmt: skip
    """A version of an article: its path and its content."""
    others = "".join(
        f'<VERSION etat="VIGUEUR"><LIEN_ART debut="{a}" etat="VIGUEUR" fin="{b}" id="{ident(m)}" num="{number}" '
        f'origine="LEGI"/></VERSION>'
        for m, a, b in versions
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}\n<ARTICLE><META><META_COMMUN><ID>{ident(n)}</ID><ANCIEN_ID/>'
        f"<ORIGINE>LEGI</ORIGINE><URL/><NATURE>Article</NATURE></META_COMMUN><META_SPEC><META_ARTICLE><NUM>{number}</NUM>"
        f"<ETAT>{state}</ETAT><DATE_DEBUT>{start}</DATE_DEBUT><DATE_FIN>{end}</DATE_FIN><TYPE>AUTONOME</TYPE>"
        f"</META_ARTICLE></META_SPEC></META>{_context(text, name, levels, nature)}<VERSIONS>{others}</VERSIONS>"
        f"<NOTA><CONTENU>{nota}</CONTENU></NOTA><BLOC_TEXTUEL><CONTENU>{words}</CONTENU></BLOC_TEXTUEL>"
        f"<LIENS>{links}</LIENS></ARTICLE>"
    )
    return f"{base(text, folder)}/article/LEGI/ARTI/{_split(ident(n))}/{ident(n)}.xml", xml.encode()


def ref(n: int, number: str, start: str, end: str = OPEN, state: str = "VIGUEUR") -> str:
    return f'<LIEN_ART debut="{start}" etat="{state}" fin="{end}" id="{ident(n)}" num="{number}" origine="LEGI"/>'


def section_ref(n: int, name: str, start: str, end: str = OPEN) -> str:
    id_ = ident(n, "LEGISCTA")
    return (
        f'<LIEN_SECTION_TA cid="{id_}" debut="{start}" etat="VIGUEUR" fin="{end}" id="{id_}" niv="1" url="">{name}'
        "</LIEN_SECTION_TA>"
    )


def section(n: int, name: str, children: str = "", text: str = TEXT) -> tuple[str, bytes]:
    id_ = ident(n, "LEGISCTA")
    xml = (
        f"<SECTION_TA><ID>{id_}</ID><TITRE_TA>{name}</TITRE_TA><STRUCTURE_TA>{children}</STRUCTURE_TA>"
        f"{_context(text, 'Code de procédure pénale')}</SECTION_TA>"
    )
    return f"{base(text)}/section_ta/LEGI/SCTA/{_split(id_)}/{id_}.xml", xml.encode()


def _meta(text: str, extra: str = "") -> str:
    return (
        f"<META><META_COMMUN><ID>{text}</ID><ANCIEN_ID/><ORIGINE>LEGI</ORIGINE><URL/><NATURE>CODE</NATURE></META_COMMUN>"
        f"<META_SPEC><META_TEXTE_CHRONICLE><CID>{text}</CID><NUM/><NUM_SEQUENCE>0</NUM_SEQUENCE><NOR/>"
        f"<DATE_PUBLI>{OPEN}</DATE_PUBLI><DATE_TEXTE>{OPEN}</DATE_TEXTE><ORIGINE_PUBLI/><PAGE_DEB_PUBLI>0</PAGE_DEB_PUBLI>"
        f"<PAGE_FIN_PUBLI>0</PAGE_FIN_PUBLI></META_TEXTE_CHRONICLE>{extra}</META_SPEC></META>"
    )


def struct(children: str = "", text: str = TEXT) -> tuple[str, bytes]:
    xml = f"<TEXTELR>{_meta(text)}<VERSIONS/><STRUCT>{children}</STRUCT></TEXTELR>"
    return f"{base(text)}/texte/struct/{text}.xml", xml.encode()


def title(name: str = "Code de procédure pénale", text: str = TEXT) -> tuple[str, bytes]:
    empty = "<CONTENU/>"
    extra = (
        f"<META_TEXTE_VERSION><TITRE>{name}</TITRE><TITREFULL>{name}</TITREFULL><ETAT>VIGUEUR</ETAT>"
        f"<DATE_DEBUT>1990-01-01</DATE_DEBUT><DATE_FIN>{OPEN}</DATE_FIN><AUTORITE/><MINISTERE/></META_TEXTE_VERSION>"
    )
    xml = (
        f"<TEXTE_VERSION>{_meta(text, extra)}<VISAS>{empty}</VISAS><SIGNATAIRES>{empty}</SIGNATAIRES><TP>{empty}</TP>"
        f"<NOTA>{empty}</NOTA><ABRO>{empty}</ABRO><RECT>{empty}</RECT></TEXTE_VERSION>"
    )
    return f"{base(text)}/texte/version/{text}.xml", xml.encode()


def pack(path: Path, files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], top: str = "",
         deleted: Iterable[str] = (), members: Iterable[tarfile.TarInfo] = ()) -> Path:  # fmt: skip
    """A tarball of files by path; `members` are further entries without content."""
    gone = "".join(f"{name.removesuffix('.xml')}\n" for name in deleted)
    with tarfile.open(path, "w:gz", format=tarfile.GNU_FORMAT) as archive:
        for name, content in (*dict(files).items(), *([("liste_suppression_legi.dat", gone.encode())] if gone else [])):
            info = tarfile.TarInfo(top + name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for member in members:
            archive.addfile(member)
    return path


def global_dump(folder: Path, *files: tuple[str, bytes], stamp: str = "20200101-210000", top: str = "") -> Path:
    """A global tarball of files, with the title of the code."""
    return pack(folder / f"Freemium_legi_global_{stamp}.tar.gz", [title(), *files], top)
