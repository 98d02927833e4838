"""Fragments of HTML as sources print them: alinéas, tables, links, and what has no business in a text of law."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cpp_versions.markup import Link, Markup, read_markup, read_tree
from cpp_versions.text import Cell, is_table, table_rows


def link(attributes: Mapping[str, str], words: str) -> Link | None:
    return ("cpp", (attributes["href"],)) if "href" in attributes else None


def read(html: str) -> Markup:
    found = read_markup(html, link)
    for c in found.citations:
        assert found.alineas[c.alinea][c.start : c.end] == c.quote
    return found


@pytest.mark.parametrize(
    ("html", "alineas"),
    [
        ("", ()),
        ("Un.", ("Un.",)),
        ("<p>Un.</p><p>Deux.</p>", ("Un.", "Deux.")),
        ("<p>Un.<br/><br/>Deux.</p>", ("Un.", "Deux.")),
        ("Un.<br/>Deux.", ("Un.", "Deux.")),
        ("<div>Un.<ul><li>1° ;</li><li>2°.</li></ul></div>", ("Un.", "1° ;", "2°.")),
        ("Un.   Deux.    Trois  quatre.", ("Un.", "Deux.", "Trois quatre.")),  # old texts: three spaces end an alinéa
        ("<i>Un.</i>   Deux.", ("Un.", "Deux.")),
        ("<p>Un.   Deux.</p>", ("Un. Deux.",)),  # with <p>, spaces are only spaces
        ("Un.\n\nDeux.\r\n \r\nTrois\nquatre.", ("Un.", "Deux.", "Trois quatre.")),
        ("<p>Un.<p>Deux.", ("Un.", "Deux.")),
        ("<b>Un <i>mot.</b>", ("Un mot.",)),
        ("<p>a <!-- <p>rien</p> --> b</p>", ("a b",)),
        ("<p>5 &lt; 6 &amp; l&#8217;autre &eacute;&nbsp;!</p>", ("5 < 6 & l’autre é\xa0!",)),
        ("<p>5 < 6 & 7 > 2</p>", ("5 < 6 & 7 > 2",)),
        ("<p>&amp;lt;script&amp;gt;</p>", ("&lt;script&gt;",)),
        ("<i>un</i> <b>deux</b>", ("un deux",)),
        ("<p>mot<sup>e</sup> mot</p>", ("mote mot",)),
        ("<p>&nbsp;</p><p> </p><p></p>Un.", ("Un.",)),
        ("<p>a</p></body></html><p>b</p>", ("a", "b")),
    ],
)
def test_alineas(html: str, alineas: tuple[str, ...]) -> None:
    assert read(html) == Markup(alineas)


@pytest.mark.parametrize(
    ("html", "alineas", "odd"),
    [
        ("<p>Un <script>alert(1)</script> mot.</p>", ("Un alert(1) mot.",), ("script",)),
        ("<p>Un<img src=x onerror=alert(1)> mot.</p>", ("Un mot.",), ("img",)),
        ("<p>Un <machin>mot</machin>.</p>", ("Un mot.",), ("machin",)),
        ("<p>Un</p><style>p{}</style><iframe>x</iframe>", ("Un", "p{}x"), ("iframe", "style")),
    ],
)
def test_what_has_no_business_here_keeps_its_words_and_is_named(
    html: str, alineas: tuple[str], odd: tuple[str]
) -> None:
    assert read(html) == Markup(alineas, (), odd)


def test_white_space_is_folded_and_no_other_character_changes() -> None:
    """Vertical tabs, NEL and line separators are rare enough to be kept: nothing below reads them as the end of a
    line. Only what HTML counts as white space is folded. A NUL can't be written anywhere: it is replaced."""
    assert read("<p>a\r\nb\tc\fd</p>").alineas == ("a b c d",)
    for odd in "\x0b\x1c\x85\u2028\u2029\xa0\u202f\xad\u200b":
        assert read(f"<p>a{odd}b</p>").alineas == read(f"a{odd}b").alineas == (f"a{odd}b",)
    assert read("<p>a\0b</p>").alineas == read("a\0b").alineas == ("a\ufffdb",)
    for refused in ("&#0;", "&#xD800;", "&#x110000;"):
        "".join(read(f"<p>a{refused}b</p>").alineas).encode()


def test_deep_nesting_and_long_text_lose_nothing() -> None:
    assert read("<div>" * 5000 + "texte" + "</div>" * 5000 + "<p>fin</p>").alineas == ("texte", "fin")
    assert len(read("<b>" + "mot " * 500_000 + "</b>").alineas[0]) == 2_000_000 - 1
    for length in (*range(990, 1030), 4095, 4096, 8192):  # the parser hands out long texts in pieces
        assert read("<i>x</i>" + "a" * length + "   b").alineas == ("x" + "a" * length, "b")


# -- links


def test_links_are_citations_at_exact_spans() -> None:
    found = read("<p>Selon <a href='35'> l'article 35 </a>, puis  <a href='36'>36</a> et <a name='x'>37</a>.</p>")
    assert found.alineas == ("Selon l'article 35 , puis 36 et 37.",)
    assert [(c.quote, c.start, c.code, c.targets) for c in found.citations] == [
        ("l'article 35", 6, "cpp", ("35",)),
        ("36", 26, "cpp", ("36",)),
    ]


def test_links_that_are_empty_unclosed_or_run_over_two_alineas() -> None:
    assert read("<p>a <a href='1'></a><a href='2'> </a>b</p>") == Markup(("a b",))
    over = read("<p>a <a href='1'>b<br/>c</a> d</p>")
    assert over.alineas == ("a b", "c d")
    assert [(c.alinea, c.quote) for c in over.citations] == [(0, "b"), (1, "c")]
    assert read("<p>a <a href='1'>b</p>").alineas == ("a b",)


# -- tables


def test_a_table_is_one_alinea() -> None:
    html = (
        "<p>Avant</p><table border=1><thead><tr><th colspan='2' onclick='x'>A &amp; B</th></tr></thead><tbody>"
        "<tr><td rowspan=2>un<br/>deux</td><td></td></tr><tr><td><p>trois</p><p>quatre</p></td></tr></tbody></table>"
        "Après"
    )
    before, table, after = read(html).alineas
    assert (before, after) == ("Avant", "Après")
    assert is_table(table)
    assert table_rows(table) == (
        (Cell("A & B", "th", 2),),
        (Cell("un deux", rowspan=2), Cell("")),
        (Cell("trois quatre"),),
    )


@pytest.mark.parametrize("read_table", [lambda html: read(html).alineas, lambda xml: of_tree(xml)])
def test_a_row_without_words_is_kept_where_a_cell_reaches_into_it(read_table: Callable[[str], tuple[str, ...]]) -> None:
    row = "<tr><td/></tr>"
    (table,) = read_table(
        f"<table>{row}<tr><td rowspan='2'>un</td><td>deux</td></tr>{row}{row}"
        f"<tr><td rowspan='2'/></tr><tr><td>trois</td></tr>{row}</table>"
    )
    assert table_rows(table) == (
        (Cell("un", rowspan=2), Cell("deux")),
        (Cell(""),),
        (Cell("", rowspan=2),),
        (Cell("trois"),),
    )
    assert not read_table("<table><tr><td rowspan='2'/></tr><tr><td/></tr></table>")


def of_tree(xml: str) -> tuple[str, ...]:
    return read_tree(etree.fromstring(f"<CONTENU>{xml}</CONTENU>"), lambda attributes, quote: None).alineas


def test_lines_of_a_file_are_no_alineas_but_where_each_ends_as_one_does() -> None:
    assert of_tree("\n\t\t\tUn qui\n\t\t\tdure.<br/>\n\t\t\tDeux.   Trois\n") == ("Un qui dure.", "Deux.", "Trois")
    assert of_tree("<div>Un qui\n      dure   \n      trop.</div>") == ("Un qui dure trop.",)
    assert of_tree("\n\t\t\tUn qui\n\t\t\tdure.\n\t\t\tEt dure.\n") == ("Un qui dure. Et dure.",)
    assert of_tree("\n\t\t\tUn.\n\t\t\tDeux ;\n\t\t\tTrois\n") == ("Un.", "Deux ;", "Trois")
    assert of_tree("Un.   Deux.\n\nTrois.") == ("Un.", "Deux.", "Trois.")


@pytest.mark.parametrize("inner", ["", "<p/>"])
def test_the_foot_of_a_table_is_its_last_row(inner: str) -> None:
    """XHTML has it before the body, and every browser prints it behind."""
    foot, body = f"<tfoot><tr><td>total{inner}</td></tr></tfoot>", "<tbody><tr><td>un</td></tr></tbody>"
    html = f"<table><thead><tr><td>nom</td></tr></thead>{foot}{body}</table>"
    (table,) = read(html).alineas
    assert [row[0].text for row in table_rows(table)] == ["nom", "un", "total"]
    assert of_tree(html) == (table,)


def test_a_legend_and_a_menu_are_lines_of_their_own() -> None:
    assert read("<fieldset><legend>Titre</legend>Un.<menu><li>deux</li></menu></fieldset>").alineas == (
        "Titre",
        "Un.",
        "deux",
    )


def test_tables_that_are_odd() -> None:
    (nested,) = read("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>").alineas
    assert table_rows(nested) == ((Cell("a b c"), Cell("d")),)
    (unclosed,) = read("<table><tr><td>a<td>b<tr><td>c").alineas
    assert table_rows(unclosed) == ((Cell("a"), Cell("b")), (Cell("c"),))
    (titled,) = read("<table><caption>Titre</caption><tr><td>a</td></tr></table>").alineas
    assert table_rows(titled) == ((Cell("Titre"),), (Cell("a"),))
    for span in ("-1", "0", "x", "9" * 50, "²", ""):
        (table,) = read(f"<table><tr><td colspan='{span}'>a</td></tr></table>").alineas
        assert is_table(table)
    assert read("<table><tr><td> </td></tr></table>") == Markup(())
    (hostile,) = read("<table><tr><td>&lt;script&gt; & </td></tr></table>").alineas
    assert is_table(hostile)
    assert table_rows(hostile) == ((Cell("<script> &"),),)


def test_links_in_cells_quote_the_words_and_not_the_tags() -> None:
    found = read(
        "<table><tr><td colspan=2>2 &lt; <a href='2'>2</a></td><td><a href='td'>td</a></td></tr>"
        "<tr><td>a &amp; <a href='b'>b &amp; c</a></td></tr></table>"
    )
    (table,) = found.alineas
    assert [(c.quote, c.targets) for c in found.citations] == [("2", ("2",)), ("td", ("td",)), ("b &amp; c", ("b",))]
    for c in found.citations:
        assert table[: c.start].count("<") == table[: c.start].count(">")  # not inside a tag
    assert table[: found.citations[0].start].endswith("2 &lt; ")


# -- anything at all

TAGS = """<p> </p> <br/> <a\thref='x'> <a\thref="y"> </a> <table> </table> <tr> </tr> <td> </td> <td\tcolspan=3>
<th\trowspan=2> </th> <i> </i> <script> </script> <!-- --> &amp; &lt; &nbsp; &#0; &#x41; & < > 2 mot é <div> </div>
<caption> </body> </html> <textarea> <svg> <![CDATA[ ]]> <?php ?> <!DOCTYPE""".split(" ")
PIECES = st.sampled_from([*TAGS, "   ", "\n\n", " "])


def check_any(html: str) -> None:
    found = read(html)
    for alinea in found.alineas:
        assert alinea.strip()
        assert "\n\n" not in alinea
        assert ("\n" in alinea) == is_table(alinea)
        assert "\0" not in alinea
    assert read(html) == found


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join))
def test_any_fragment_is_read(html: str) -> None:
    check_any(html)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(html: str) -> None:
    check_any(html)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abé. <&>'", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_what_is_written_as_html_is_read_back(alineas: list[str]) -> None:
    from html import escape

    folded = tuple(" ".join(alinea.split()) for alinea in alineas)
    assert read("".join(f"<p>{escape(alinea)}</p>" for alinea in alineas)).alineas == folded
