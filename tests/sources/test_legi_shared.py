"""Blocks that files of LEGI share: each file says what it says when it is read alone, whatever was read before it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.sources import legi_files, legi_shared
from cpp_versions.sources.legi_files import ArticleFile, LegiFile, Unreadable, read_file

DECLARED = legi_shared.DECLARED.decode()
ONE, OTHER = "LEGIARTI000000000001", "LEGIARTI000000000002"
VERSIONS = "".join(
    f'<VERSION><LIEN_ART debut="2001-01-0{n}" etat="VIGUEUR" fin="2999-01-01" id="{id_}" num="{n}"/></VERSION>'
    for n, id_ in ((1, ONE), (2, OTHER))
)
LINK = (
    '<LIEN typelien="MODIFIE" sens="cible" id="JORFARTI000000000009" naturetexte="LOI" num="{}">Loi du 1er mars</LIEN>'
)
BLOCKS = {
    "CONTEXTE": '<TEXTE cid="LEGITEXT000000000001" nature="CODE"><TITRE_TXT>Code de {}</TITRE_TXT></TEXTE>',
    "VERSIONS": VERSIONS + "<A>{}</A>",
    "LIENS": LINK + "<A>bien plus de soixante-quatre octets en tout</A>",
}


def article(
    versions: str, links: str, context: str = "x", words: str = "Mots.", id_: str = ONE, more: str = ""
) -> bytes:
    parts = {"CONTEXTE": context, "VERSIONS": versions, "LIENS": links}
    blocks = {name: f"<{name}>{BLOCKS[name].format(told)}</{name}>" for name, told in parts.items()}
    return (
        f"{DECLARED}\n<ARTICLE><META><ID>{id_}</ID><NUM>1</NUM></META>{blocks['CONTEXTE']}\n{blocks['VERSIONS']}{more}"
        f"<BLOC_TEXTUEL><CONTENU><p>{words}</p></CONTENU></BLOC_TEXTUEL>{blocks['LIENS']}</ARTICLE>"
    ).encode()


def alone(data: bytes) -> LegiFile | Unreadable:
    legi_files.forget()
    return read_file(data, ONE)


ODD = [
    "", "<VERSIONS/>", "<!-- <VERSIONS> -->", "<?x <VERSIONS>?>", "<VERSIONS a='1'><LIEN_ART id='x'/></VERSIONS>", "<p",
    "<META><LIENS></LIENS></META>", "</ARTICLE>", "&eacute;", "&nul;", "<CONTEXTE>", "]]>", "<![CDATA[<LIENS>]]>",
]  # fmt: skip
FILES = st.builds(
    article,
    st.sampled_from(["a", "b", "<LIENS>a</LIENS>", "&eacute;"]),
    st.sampled_from(["a", "b", "&amp;"]),
    st.sampled_from(["x", "y"]),
    words=st.sampled_from(["Un.", "Deux ?", "Trois !", "é"]),
    id_=st.sampled_from([ONE, OTHER]),
    more=st.sampled_from(ODD),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FILES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_each_says_what_it_says_alone(files: list[bytes], chance: random.Random) -> None:
    expected = {data: alone(data) for data in files}
    legi_files.forget()
    for data in chance.sample([*files, *files], 2 * len(files)):
        assert read_file(data, ONE) == expected[data]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from([b"", b"<", b">", b"</VERSIONS>", b"<LIENS>", b"x"]))
def test_damage_around_blocks_that_are_known(begin: int, length: int, put: bytes) -> None:
    whole = article("a", "a")
    damaged = whole[:begin] + put + whole[begin + length :]
    expected = alone(damaged)
    legi_files.forget()
    read_file(whole)
    assert read_file(damaged, ONE) == expected


def test_a_known_block_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    legi_files.forget()
    first = read_file(article("a", "a"))
    assert isinstance(first, ArticleFile) and len(first.versions) == len(first.links) == 2
    emptied = legi_shared.Emptied(article("a", "a", words="Autres."), legi_files._SHARED)
    assert emptied.data is not None and b"<VERSIONS/>" in emptied.data and b"LIEN" not in emptied.data[:-20]
    monkeypatch.setattr(legi_files, "_versions", lambda _: pytest.fail("read again"))
    second = read_file(article("a", "a", words="Autres."))
    assert isinstance(second, ArticleFile) and second.versions == first.versions and second.links == first.links


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = legi_shared.SharedBlocks()
    monkeypatch.setattr(legi_shared, "_MOST", 100)
    for n in range(50):
        blocks.learn(b"%d" % n * 20, n)
        assert sum(map(len, blocks.known)) <= 100
