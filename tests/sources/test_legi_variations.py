"""The same law, written by others: what the DTDs, XML and tar leave open makes no difference to what is read."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from cpp_versions.model import CodeHistory, State
from cpp_versions.sources import legi
from tests.sources.legi_files import (
    OPEN,
    TEXT,
    article,
    base,
    global_dump,
    ident,
    pack,
    ref,
    section,
    section_ref,
    struct,
    title,
)

Files = list[tuple[str, bytes]]
CHAIN = [(1, "1959-03-02", "2001-01-01"), (2, "2001-01-01", OPEN)]
ACT = (
    '<LIEN cidtexte="JORFTEXT000000000001" datesignatexte="2000-12-01" id="JORFARTI000000000001" naturetexte="DECRET" '
    'nortexte="JUSC0000001D" num="8" numtexte="2000-1234" sens="cible" typelien="MODIFIE">Décret n°2000-1234 du 1er '
    "décembre 2000 - art. 8 JORF 5 décembre 2000</LIEN>"
)
LEVELS = ["Livre Ier : Du régime", "Titre Ier"]


def law() -> Files:
    return [
        title(),
        struct(section_ref(1, "Livre Ier : Du régime", "1959-03-02")),
        section(1, "Livre Ier : Du régime", section_ref(2, "Titre Ier", "1959-03-02") + ref(3, "R57-8", "1959-03-02")),
        section(
            2, "Titre Ier", ref(1, "R57-7-62", "1959-03-02", "2001-01-01") + ref(2, "R57-7-62", "2001-01-01")
        ),
        article(1, "R57-7-62", "1959-03-02", "2001-01-01", state="MODIFIE", versions=CHAIN, levels=LEVELS,
                words="<p>Un.</p><p>L'été, <a title='Code pénal - art. 3 (V)'>article 3</a> &amp; suite.</p>"),
        article(2, "R57-7-62", "2001-01-01", versions=CHAIN, levels=LEVELS, nota="<p>Note.</p>", links=ACT,
                words="<p>Deux.<br/>Suite.</p><table><tr><td>a</td><td>b</td></tr></table>"),
        article(3, "R57-8", "1959-03-02", words="<p>Trois.</p>", levels=LEVELS[:1]),
    ]  # fmt: skip


def packed(
    path: Path, files: Iterable[tuple[str, bytes]], form: int = tarfile.GNU_FORMAT, folders: bool = False
) -> Path:
    with tarfile.open(path, "w:gz", format=form) as archive:
        made: set[str] = set()
        for name, content in files:
            parts = name.split("/")[:-1] if folders else []
            for folder in ("/".join(parts[:n]) for n in range(1, len(parts) + 1)):
                if folder not in made:
                    made.add(folder)
                    entry = tarfile.TarInfo(folder)
                    entry.type = tarfile.DIRTYPE
                    archive.addfile(entry)
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def read(folder: Path, files: Files, **how: Any) -> CodeHistory:
    path = packed(folder / "Freemium_legi_global_20200101-210000.tar.gz", files, **how)
    (history,) = legi.read([str(path)])
    return history


def said(history: CodeHistory) -> tuple[object, ...]:
    versions = [
        (a.number, a.slot, a.state, a.text, a.valid_from, a.valid_to, a.acts, a.ended_by) for a in history.attestations
    ]
    return history.code, versions, history.placements, history.dates, history.source.as_of


def each(change: Callable[[str], str]) -> Callable[[], Files]:
    return lambda: [(name, change(content.decode()).encode()) for name, content in law()]


def raw(change: Callable[[bytes], bytes]) -> Callable[[], Files]:
    return lambda: [(name, change(content)) for name, content in law()]


def named(change: Callable[[str], str]) -> Callable[[], Files]:
    return lambda: [(change(name), content) for name, content in law()]


def bare(xml: str) -> str:
    return re.sub(r"^<\?xml[^>]*>\s*", "", xml)


PARTS = (
    "ARTICLE META META_COMMUN META_SPEC META_ARTICLE CONTEXTE TEXTE VERSIONS VERSION NOTA BLOC_TEXTUEL LIENS "
    "SECTION_TA STRUCTURE_TA TEXTELR STRUCT TITRE_TA ID NUM CONTENU"
).replace(" ", "|")


def spread(xml: str) -> str:
    return re.sub(rf"(</?(?:{PARTS})(?: [^>]*)?/?>)", r"\n\t\1\n\t", xml)


def turned(xml: str) -> str:
    """Elements and attributes in another order, where the order says nothing."""
    root = etree.fromstring(xml.encode())
    for element in root.iter():
        if element.tag in ("ARTICLE", "META", "META_COMMUN", "META_ARTICLE", "META_SPEC", "SECTION_TA", "TEXTELR"):
            element[:] = list(reversed(element))
        attributes = [(str(name), str(value)) for name, value in element.attrib.items()]
        element.attrib.clear()
        element.attrib.update(dict(reversed(attributes)))
    return etree.tostring(root, encoding="unicode")


def prefixed(xml: str) -> str:
    xml = re.sub(r"<(/?)([A-Za-z])", r"<\1l:\2", bare(xml))
    return re.sub(r"^<l:(\w+)", r'<l:\1 xmlns:l="urn:legi"', xml)


def contents(change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(xml: str) -> str:
        return re.sub(r"<CONTENU>(<.+?)</CONTENU>", lambda m: f"<CONTENU>{change(m[1])}</CONTENU>",
                      xml.replace("<CONTENU></CONTENU>", "<CONTENU/>"))  # fmt: skip

    return changed


def without(pattern: str) -> Callable[[], Files]:
    return each(lambda xml: re.sub(pattern, "", xml))


WORDS = r"<(NUM|ID|TITRE_TA|ETAT|DATE_DEBUT|p|TITRE|TITRE_TXT[^>]*)>([^<&]+)</"
ARTICLES = r"(?s)(?<=</META>)<CONTEXTE>.*?</CONTEXTE>(?=<VERSIONS)"
SAME: dict[str, Callable[[], Files]] = {
    "spread over lines": each(spread),
    "with the line ends of Windows": each(lambda xml: spread(xml).replace("\n", "\r\n")),
    "in another order": each(turned),
    "in another order of files": lambda: law()[::-1],
    "comments and instructions": each(
        lambda xml: re.sub(r"(<(?:META|ID|NUM|STRUCT|STRUCTURE_TA|CONTENU|p|VERSIONS)>)", r"\1<!-- c --><?pi x?>", xml)
    ),
    "a comment inside words": each(
        lambda xml: xml.replace("Un.", "U<!-- x -->n.").replace(">1959-03", ">1959<!--x-->-03")
    ),
    "sections of characters": each(lambda xml: re.sub(WORDS, r"<\1><![CDATA[\2]]></", xml)),
    "HTML as characters": each(contents(lambda html: f"<![CDATA[{html}]]>")),
    "HTML escaped": each(contents(lambda html: html.replace("&", "&amp;").replace("<", "&lt;"))),
    "a namespace": each(
        lambda xml: re.sub(r"<(ARTICLE|SECTION_TA|TEXTELR|TEXTE_VERSION)>", r'<\1 xmlns="urn:legi">', xml)
    ),
    "a prefix": each(prefixed),
    "a DOCTYPE": each(lambda xml: f'<?xml version="1.0"?>\n<!DOCTYPE ARTICLE SYSTEM "legi_article.dtd">\n{bare(xml)}'),
    "a public DOCTYPE": each(lambda xml: f'<!DOCTYPE X PUBLIC "-//X//X" "http://x/y.dtd" [<!-- c -->]>{bare(xml)}'),
    "a byte-order mark": raw(lambda xml: b"\xef\xbb\xbf" + xml),
    "Latin-1": raw(lambda xml: f'<?xml version="1.0" encoding="ISO-8859-1"?>{bare(xml.decode())}'.encode("latin-1")),
    "Windows-1252": raw(
        lambda xml: f"<?xml version='1.0' encoding='windows-1252'?>{bare(xml.decode())}".encode("cp1252")
    ),
    "UTF-16": raw(lambda xml: f'<?xml version="1.0" encoding="UTF-16"?>{bare(xml.decode())}'.encode("utf-16")),
    "UTF-16, a DOCTYPE and names for letters": raw(
        lambda xml: (
            '<?xml version="1.0" encoding="UTF-16"?>\n<!DOCTYPE ARTICLE SYSTEM "legi_article.dtd">'
            + bare(xml.decode()).replace("é", "&eacute;")
        ).encode("utf-16")
    ),
    "UTF-16 by its declaration alone": each(lambda xml: f'<?xml version="1.0" encoding="UTF-16"?>{bare(xml)}'),
    "no declaration": each(lambda xml: bare(xml).strip()),
    "numbers for letters": raw(lambda xml: xml.decode().encode("ascii", "xmlcharrefreplace")),
    "names for letters": each(lambda xml: xml.replace("é", "&eacute;")),
    "HTML in capitals": each(lambda xml: re.sub(r"<(/?)(p|br|table|tr|td)\b", lambda m: f"<{m[1]}{m[2].upper()}", xml)),
    "HTML with attributes": each(
        lambda xml: xml.replace("<p>", '<p align="left" class="x">').replace("<td>", '<td valign="top" width="30%">')
        .replace("<table>", '<table border="1" cellpadding="0">')
    ),
    "HTML with more boxes": each(lambda xml: xml.replace("<p>", '<div align="left"><p>').replace("</p>", "</p></div>")),
    "HTML with bold words": each(
        lambda xml: xml.replace("Un.", "<b>Un</b>.").replace("Deux", "<strong>De</strong>ux")
        .replace("Trois", '<font size="2">Trois</font>')
    ),
    "HTML of the old kind": each(
        lambda xml: xml.replace("<p>Un.</p><p>", "\n\t\t<br/>   Un.<br/>\n\t\t<br/>   ").replace(
            "suite.</p>", "suite.<br/>\n\t\t<br/>\n"
        )
    ),
    "tbody": each(lambda xml: xml.replace("<tr>", "<tbody>\n<tr>\n").replace("</tr>", "\n</tr></tbody>\n")),
    "numbers with their word": each(lambda xml: re.sub(r'(<NUM>|num=")R', r"\1Article R", xml)),
    "numbers as printed": each(lambda xml: re.sub(r'(<NUM>|num=")R', r"\1R. ", xml)),
    "blanks around values": each(
        lambda xml: re.sub(r"<(ID|NUM|ETAT|DATE_DEBUT|DATE_FIN|TITRE)>([^<]+)<", r"<\1> \2\n<", xml)
    ),
    "an end of another kind": each(lambda xml: xml.replace(OPEN, "2999-12-31")),
    "no VERSIONS": without(r"(?s)<VERSIONS>.*?</VERSIONS>|<VERSIONS/>"),
    "no empty notes": without(r"<NOTA><CONTENU></CONTENU></NOTA>"),
    "empty notes": each(lambda xml: xml.replace("<NOTA><CONTENU></CONTENU></NOTA>", "<NOTA/>")),
    "no empty LIENS": without(r"<LIENS></LIENS>"),
    "no states": without(r"<ETAT>[^<]*</ETAT>"),
    "no context in articles": without(ARTICLES),
    "no context": without(r"(?s)<CONTEXTE>.*?</CONTEXTE>"),
    "no context, in another order": lambda: without(r"(?s)<CONTEXTE>.*?</CONTEXTE>")()[::-1],
    "no nature": each(lambda xml: xml.replace(' nature="CODE"', "").replace("<NATURE>CODE</NATURE>", "")),
    "empty natures": each(lambda xml: re.sub(r'(nature="|<NATURE>)CODE', r"\1", xml)),
    "no identifier in the context": without(r' cid="LEGITEXT\d+"'),
    "no address": without(r"<URL/>|<ANCIEN_ID/>|<ORIGINE>LEGI</ORIGINE>"),
    "no title of the text": lambda: law()[1:],
    "nothing of the text": lambda: law()[2:],
    "no plan": lambda: [file for file in law() if "section_ta" not in file[0] and "struct" not in file[0]],
    "flat": named(lambda name: f"legi/{'/'.join(name.split('/')[-2:] if 'texte/' in name else name.split('/')[-1:])}"),
    "below a stamp": named(lambda name: f"20200101-210000/{name}"),
    "below here": named(lambda name: f"./{name}"),
    "without what is above": named(lambda name: name.removeprefix("legi/")),
    "of an old folder": named(lambda name: name.replace("code_en_vigueur", "code_non_vigueur")),
    "endings in capitals": named(lambda name: name.replace(".xml", ".XML")),
    "no identifier in files": each(
        lambda xml: re.sub(r"(<SECTION_TA>)<ID>[^<]*</ID>|(<META_COMMUN>)<ID>LEGIARTI[^<]*</ID>", r"\1\2", xml)
    ),
    "remarks on sections": each(lambda xml: xml.replace("</TITRE_TA>", "</TITRE_TA><COMMENTAIRE>x</COMMENTAIRE>")),
    "sections without cid": without(r' cid="LEGISCTA[^"]*"'),
    "titles of sections in their files": each(lambda xml: re.sub(r"(<LIEN_SECTION_TA [^>]*>)[^<]*", r"\1", xml)),
    "titles of sections in links": without(r"(?<=<TITRE_TA>)[^<]*"),
    "an older title of the code": each(
        lambda xml: xml.replace(
            "</TITRE_TXT>",
            '</TITRE_TXT><TITRE_TXT c_titre_court="x" debut="1808-01-01" fin="1959-03-02" id_txt="x">Code ancien'
            "</TITRE_TXT>",
        )
    ),
    "small letters for states": each(
        lambda xml: re.sub(r'(<ETAT>|etat=")([A-Z_]+)', lambda m: m[1] + m[2].lower(), xml)
    ),
    "other letters for links": each(
        lambda xml: xml.replace('sens="cible" typelien="MODIFIE"', 'sens="CIBLE" typelien=" modifie"')
    ),
    "blanks in attributes": each(
        lambda xml: re.sub(r'\b(id|cid|num|debut|fin|nature)="([^"]*)"', r'\1=" \2\n"', xml)
    ),
    "days with a time": each(lambda xml: re.sub(r'(\d{4}-\d\d-\d\d)(?=[<"])', r"\1T00:00:00", xml)),
    "versions as links alone": each(
        lambda xml: re.sub(r'<VERSION etat="[^"]*">(<LIEN_ART[^>]*/>)</VERSION>', r"\1", xml)
    ),
    "HTML of a namespace": each(lambda xml: xml.replace("<p>", '<p xmlns="http://www.w3.org/1999/xhtml">')),
    "HTML of a prefix": each(
        lambda xml: re.sub(
            "<(ARTICLE)>", r'<\1 xmlns:h="urn:h">', re.sub(r"<(/?)(p|br|table|tr|td|a)\b", r"<\1h:\2", xml)
        )
    ),
    "a schema named": each(
        lambda xml: xml.replace("<ARTICLE>", '<ARTICLE xmlns:xsi="urn:x" xsi:noNamespaceSchemaLocation="x.xsd">')
    ),
    "tables of LEGI's own": each(lambda xml: xml.replace("<table>", "<TABLEAU>").replace("</table>", "</TABLEAU>")),
    "words without a paragraph": each(lambda xml: xml.replace("<p>Trois.</p>", "<ENT>Trois.</ENT>")),
    "empty paragraphs": each(lambda xml: xml.replace("<p>Trois", "<p> </p><p/><p>&#160;</p><br/><p>Trois")),
    "folders of Windows": named(lambda name: name.replace("/", "\\")),
    "beside another code and a law": lambda: [
        article(91, "1", "2000-01-01", text="LEGITEXT000000000091", nature="LOI", name="Loi", folder="TNC_en_vigueur"),
        ("legi/global/LISEZMOI.txt", b"x"), *law(),
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_the_same_law(tmp_path: Path, case: str) -> None:
    (tmp_path / "a").mkdir()
    expected, found = read(tmp_path, law()), read(tmp_path / "a", SAME[case]())
    assert not expected.anomalies
    assert said(found) == said(expected)
    assert {a.kind for a in found.anomalies} <= {"orphan"}


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("folders", [False, True])
def test_the_same_law_in_any_tar(tmp_path: Path, form: int, folders: bool) -> None:
    (tmp_path / "a").mkdir()
    assert said(read(tmp_path / "a", law(), form=form, folders=folders)) == said(read(tmp_path, law()))


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    expected = read(tmp_path, law())
    for name, content in law():
        path = tmp_path / "20200101-210000" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (found,) = legi.read([str(tmp_path / "20200101-210000")])
    assert said(found)[:4] == said(expected)[:4]


@pytest.mark.parametrize("ending", ["tgz", "tar", "tar.bz2", "tar.xz"])
def test_a_folder_of_archives_of_days(tmp_path: Path, ending: str) -> None:
    """Whatever they are packed with, and with the day alone in their names."""
    mode: Any = {"tgz": "w:gz", "tar": "w"}.get(ending, f"w:{ending[4:]}")
    for name, files in (
        ("Freemium_legi_global_2020-01-01", law()),
        ("LEGI_2020-01-02", [article(3, "R57-8", "1959-03-02", words="<p>Deux.</p>")]),
        ("legi_20200103", [article(3, "R57-8", "1959-03-02", words="<p>Dernier.</p>")]),
    ):
        with tarfile.open(tmp_path / f"{name}.{ending}", mode) as archive:
            for path, content in files:
                entry = tarfile.TarInfo(path)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    (history,) = legi.read([str(tmp_path)])
    assert [a.text.joined for a in history.attestations if a.number == "R57-8"] == ["Dernier."]
    assert str(history.source.as_of) == "2020-01-03"


# -- lists of deletions


def delta(folder: Path, name: str, lines: bytes, *files: tuple[str, bytes]) -> Path:
    return pack(folder / "LEGI_20210305-210000.tar.gz", [*files, (f"20210305-210000/{name}", lines)])


GONE = article(3, "R57-8", "x")[0]
LINES = {
    "as published": f"{GONE.removesuffix('.xml')}\n",
    "without an end": GONE.removesuffix(".xml"),
    "with the ending": f"{GONE}\n",
    "lines of Windows": f"\r\n{GONE.removesuffix('.xml')}\r\n",
    "of a folder": f"{GONE.removesuffix('.xml')} D\n",
    "below a stamp": f"20210305-210000/{GONE.removesuffix('.xml')}\n",
    "a slash short": f"{GONE.removesuffix('.xml').replace('/LEGIARTI', 'LEGIARTI')}\n",
    "another slash short": f"{GONE.removesuffix('.xml').replace('en_vigueur/LEGI', 'en_vigueurLEGI')}\n",
    "no folders": f"{ident(3)}\n",
    "twice": f"{GONE.removesuffix('.xml')}\n" * 2,
}


@pytest.mark.parametrize("case", LINES)
def test_a_line_of_the_list_of_deletions(tmp_path: Path, case: str) -> None:
    first = global_dump(tmp_path, *law()[1:])
    (history,) = legi.read([str(first), str(delta(tmp_path, "liste_suppression_legi.dat", LINES[case].encode()))])
    assert {a.number for a in history.attestations if a.state is State.IN_FORCE} == {"R57-7-62"}
    assert "skipped" not in {a.kind for a in history.anomalies}


def test_a_text_that_is_deleted_as_a_folder(tmp_path: Path) -> None:
    """The whole text in one folder of LEGI, here for it moved to another, as recent deltas do."""
    first = global_dump(tmp_path, *law()[1:])
    lines = f"{base()} D\n{base('LEGITEXT000000000099')} D\n".encode()
    moved = [(name.replace("code_en_vigueur", "code_non_vigueur"), content) for name, content in law()[:6]]
    (history,) = legi.read([str(first), str(delta(tmp_path, "liste_suppression_legi_dossier.dat", lines, *moved))])
    assert {a.number for a in history.attestations if a.state is State.IN_FORCE} == {"R57-7-62"}
    assert history.identifiers == (TEXT,)


@pytest.mark.parametrize("newer_first", [False, True])
def test_a_version_left_behind_in_the_folder_where_its_text_was(tmp_path: Path, newer_first: bool) -> None:
    """Of two files of one identifier in one archive, the one last changed."""
    old = article(1, "1", "2000-01-01", words="<p>Laissé.</p>", folder="code_non_vigueur")
    new = article(1, "1", "2000-01-01", words="<p>Vrai.</p>")
    path = tmp_path / "Freemium_legi_global_20200101-210000.tar.gz"
    with tarfile.open(path, "w:gz", format=tarfile.GNU_FORMAT) as archive:
        for (name, content), time in sorted([(old, 5), (new, 9)], key=lambda pair: pair[1], reverse=newer_first):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(content), time
            archive.addfile(entry, io.BytesIO(content))
    (history,) = legi.read([str(path)])
    assert [a.text.joined for a in history.attestations] == ["Vrai."]
    gone = delta(tmp_path, "liste_suppression_legi.dat", new[0].encode())
    (history,) = legi.read([str(path), str(gone)])
    assert [a.text.joined for a in history.attestations] == ["Laissé."]


# -- versions that don't fit one another


def spans(history: CodeHistory) -> list[tuple[str, str, str]]:
    return [
        (str(a.valid_from), str(a.valid_to) if a.valid_to else "", a.text.joined)
        for a in history.attestations
        if a.state is State.IN_FORCE
    ]


def chained(*versions: tuple[int, str, str, str]) -> Files:
    """Versions of article 1 by number, start, end and state, that all know one another."""
    chain = [(n, start, end) for n, start, end, _ in versions]
    return [
        article(n, "1", start, end, state=state, versions=chain, words=f"<p>Texte {n}.</p>")
        for n, start, end, state in versions
    ]


UNFIT: dict[str, tuple[Files, list[tuple[str, str, str]], set[str]]] = {
    "overlap": (
        chained((1, "2000-01-01", "2006-01-01", "MODIFIE"), (2, "2005-01-01", OPEN, "VIGUEUR")),
        [("2000-01-01", "2005-01-01", "Texte 1."), ("2005-01-01", "", "Texte 2.")], {"overlap"},
    ),
    "a derogation within a version": (
        chained((1, "2000-01-01", OPEN, "VIGUEUR"), (2, "2005-01-01", "2006-01-01", "MODIFIE"),
                (3, "2007-01-01", "2008-01-01", "PERIME")),
        [("2000-01-01", "2005-01-01", "Texte 1."), ("2005-01-01", "2006-01-01", "Texte 2."),
         ("2006-01-01", "2007-01-01", "Texte 1."), ("2007-01-01", "2008-01-01", "Texte 3."),
         ("2008-01-01", "", "Texte 1.")], {"overlap"},
    ),
    "repealed within a version": (
        chained((1, "2000-01-01", OPEN, "VIGUEUR"), (2, "2005-01-01", "2006-01-01", "ABROGE")),
        [("2000-01-01", "2005-01-01", "Texte 1."), ("2005-01-01", "2006-01-01", "Texte 2.")], {"overlap"},
    ),
    "gap": (
        chained((1, "2000-01-01", "2004-01-01", "MODIFIE"), (2, "2005-01-01", OPEN, "VIGUEUR")),
        [("2000-01-01", "2004-01-01", "Texte 1."), ("2005-01-01", "", "Texte 2.")], set(),
    ),
    "one start": (
        chained((1, "2000-01-01", "2005-01-01", "MODIFIE"), (2, "2000-01-01", OPEN, "VIGUEUR")),
        [("2000-01-01", "", "Texte 2.")], {"overlap"},
    ),
    "an end before its start": (
        chained((1, "2000-01-01", OPEN, "VIGUEUR"), (2, "2005-01-01", "2004-12-31", "MODIFIE")),
        [("2000-01-01", "", "Texte 1.")], {"stillborn"},
    ),
    "a day of nothing": (
        chained((1, "2000-01-01", "2000-01-01", "MODIFIE"), (2, "2000-01-01", OPEN, "VIGUEUR")),
        [("2000-01-01", "", "Texte 2.")], {"stillborn"},
    ),
    "states that say otherwise": (
        chained((1, "2000-01-01", "2005-01-01", "VIGUEUR"), (2, "2005-01-01", OPEN, "ABROGE")),
        [("2000-01-01", "2005-01-01", "Texte 1."), ("2005-01-01", "", "Texte 2.")], set(),
    ),
    "all states": (
        chained((1, "2000-01-01", "2001-01-01", "TRANSFERE"), (2, "2001-01-01", "2002-01-01", "PERIME"),
                (3, "2002-01-01", "2003-01-01", "DISJOINT"), (4, "2003-01-01", "2004-01-01", "DEPLACE"),
                (5, "2004-01-01", "2099-01-01", "ABROGE_DIFF"), (6, "2099-01-01", OPEN, "VIGUEUR_DIFF")),
        [(f"200{n - 1}-01-01", f"200{n}-01-01", f"Texte {n}.") for n in range(1, 5)]
        + [("2004-01-01", "2099-01-01", "Texte 5."), ("2099-01-01", "", "Texte 6.")], set(),
    ),
}  # fmt: skip


def test_an_empty_version_that_says_that_it_is_over(tmp_path: Path) -> None:
    """Without words and without an end, it stands for the end of the article; with an end, for a text that is lost."""
    chain = [(1, "2000-01-01", "2004-01-01"), (2, "2004-01-01", OPEN)]
    for state, expected in (("ABROGE", State.ENDED), ("VIGUEUR", State.MISSING)):
        (tmp_path / state).mkdir()
        last = article(2, "1", "2004-01-01", state=state, versions=chain, words="")
        history = read(tmp_path / state, [title(), article(1, "1", "2000-01-01", "2004-01-01", versions=chain), last])
        assert [a.state for a in history.attestations] == [State.IN_FORCE, expected]


@pytest.mark.parametrize("case", UNFIT)
def test_versions_that_dont_fit(tmp_path: Path, case: str) -> None:
    files, expected, told = UNFIT[case]
    plan = struct("".join(ref(n, "1", "1990-01-01") for n in range(1, len(files) + 1)))
    history = read(tmp_path, [title(), *files, plan])
    assert spans(history) == expected
    assert told <= {a.kind for a in history.anomalies} <= told


def test_a_text_in_force_prevails_over_a_version_without_a_file(tmp_path: Path) -> None:
    """What took a version back may leave the versions before it as they were, which name it still."""
    chain = [(1, "2000-01-01", OPEN), (2, "2005-01-01", "2006-01-01")]
    history = read(
        tmp_path, [title(), article(1, "1", "2000-01-01", versions=chain), struct(ref(1, "1", "2000-01-01"))]
    )
    assert spans(history) == [("2000-01-01", "", "Un.")]
    assert {a.kind for a in history.anomalies} == {"missing_file"}


def test_titles_of_a_section_over_time(tmp_path: Path) -> None:
    """A section is renamed by another with the same `cid`, or only in the context; the plan follows the files."""
    files = [
        title(),
        article(1, "1", "1990-01-01"),
        section(1, "Avant", ref(1, "1", "1990-01-01", "2005-01-01")),
        section(2, "Après\n   la loi.", ref(1, "1", "2005-01-01")),
        struct(section_ref(1, "Avant", "1990-01-01", "2005-01-01") + section_ref(2, "x", "2005-01-01")),
    ]
    history = read(tmp_path, files)
    assert [(str(p.start), [s.title for s in p.path]) for p in history.placements] == [
        ("1990-01-01", ["Avant"]), ("2005-01-01", ["Après la loi."]),
    ]  # fmt: skip
    assert not history.anomalies


def test_a_section_renamed_under_one_identifier(tmp_path: Path) -> None:
    """Its own file has the title of today; what stands above it says which it had when."""
    refs = section_ref(1, "Avant", "1990-01-01", "2005-01-01") + section_ref(1, "Après", "2005-01-01")
    files = [title(), article(1, "1", "1990-01-01"), section(1, "Après", ref(1, "1", "1990-01-01")), struct(refs)]
    history = read(tmp_path, files)
    assert [(str(p.start), [s.title for s in p.path]) for p in history.placements] == [
        ("1990-01-01", ["Avant"]), ("2005-01-01", ["Après"]),
    ]  # fmt: skip


def test_links_that_name_little(tmp_path: Path) -> None:
    """A link without attributes, or words, or both, or of a kind that nobody knows, is no obstacle."""
    links = "<LIEN/><LIEN typelien='MODIFIE' sens='cible'/><LIEN typelien='X' sens='y' id='z'>Loi</LIEN><AUTRE/>" + ACT
    plain = ACT.replace("Décret n°2000-1234 du 1er décembre 2000 - art. 8 JORF 5 décembre 2000", "")
    for number, found in ((1, links), (2, plain)):
        (tmp_path / str(number)).mkdir()
        history = read(tmp_path / str(number), [title(), article(1, "1", "2001-01-01", links=found)])
        assert [(act.number, act.nor) for act in history.attestations[0].acts] == [("2000-1234", "JUSC0000001D")]
