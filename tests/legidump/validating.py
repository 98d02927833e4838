"""Checks XML files against the DTDs of LEGI, which refer to XHTML's: the part of it that texts of law use is here."""

from __future__ import annotations

import shutil
from pathlib import Path

from lxml import etree

__all__ = ["Validator"]

_XHTML = """<!ENTITY % attrs "id ID #IMPLIED class CDATA #IMPLIED style CDATA #IMPLIED title CDATA #IMPLIED">
<!ENTITY % TextAlign "align (left|center|right|justify) #IMPLIED">
<!ENTITY % inline "a | br | span | b | i | u | em | strong | sup | sub | font | small | big | img">
<!ENTITY % block "p | div | table | ul | ol | hr | blockquote | center | h1 | h2 | h3 | pre">
<!ENTITY % misc "ins | del">
<!ENTITY % Flow "(#PCDATA | %block; | form | %inline; | %misc;)*">
<!ENTITY % Inline "(#PCDATA | %inline; | %misc;)*">
""" + "".join(
    f"<!ELEMENT {name} {model}>\n<!ATTLIST {name} %attrs;{extra}>\n"
    for name, model, extra in [
        *((name, "%Inline;", " %TextAlign;") for name in ("p", "h1", "h2", "h3")),
        *((name, "%Inline;", "") for name in "span b i u em strong sup sub font small big pre".split()),
        ("a", "%Inline;", " href CDATA #IMPLIED name CDATA #IMPLIED"),
        *((name, "%Flow;", " %TextAlign;") for name in ("div", "blockquote", "center", "ins", "del", "form", "li")),
        *((name, "(li)+", "") for name in ("ul", "ol")),
        *((name, "EMPTY", "") for name in ("br", "hr")),
        ("img", "EMPTY", " src CDATA #IMPLIED alt CDATA #IMPLIED"),
        ("table", "(caption?, (col*|colgroup*), thead?, tfoot?, (tbody+|tr+))",
         " border CDATA #IMPLIED width CDATA #IMPLIED cellpadding CDATA #IMPLIED cellspacing CDATA #IMPLIED"
         " align CDATA #IMPLIED"),
        ("caption", "%Inline;", ""), ("colgroup", "(col)*", ""), ("col", "EMPTY", " width CDATA #IMPLIED"),
        *((name, "(tr)+", "") for name in ("thead", "tbody", "tfoot")),
        ("tr", "(th|td)+", " valign CDATA #IMPLIED align CDATA #IMPLIED"),
        *((name, "%Flow;", " colspan CDATA '1' rowspan CDATA '1' width CDATA #IMPLIED align CDATA #IMPLIED"
           " valign CDATA #IMPLIED bgcolor CDATA #IMPLIED") for name in ("td", "th")),
    ]
)  # fmt: skip
_ROOTS = {
    "ARTICLE": "legi_article.dtd",
    "SECTION_TA": "legi_section_ta.dtd",
    "TEXTELR": "legi_texte_struct.dtd",
    "TEXTE_VERSION": "legi_texte_version.dtd",
}


class Validator:
    """The DTDs in `folder`, made ready in the scratch folder `work`."""

    def __init__(self, folder: Path, work: Path) -> None:
        work.mkdir(exist_ok=True)
        for file in folder.glob("*.dtd"):
            shutil.copyfile(file, work / file.name)
        (work / "xhtml1-transitional.dtd").write_text(_XHTML, "utf-8")
        self._dtds = {root: etree.DTD(str(work / name)) for root, name in _ROOTS.items()}

    def faults(self, xml: bytes) -> str:
        """What the DTD of the file's root has against it; nothing where it is valid."""
        root = etree.fromstring(xml)
        dtd = self._dtds[str(root.tag)]
        return "" if dtd.validate(root) else str(dtd.error_log)[:1000]
