"""The quick reader of plain contents gives what the reader of any content gives."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cpp_versions.markup import Link, read_tree
from cpp_versions.sources import legi_content
from cpp_versions.sources.legi_content import read_content

WORDS = st.sampled_from(
    ["", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "l'article 3", " du code ", "art. 706-71 ;", "a\n\nb",
     "«\u00a0x\u00a0»",
     "   trois", "&amp;&lt;", "e\u0301", "\u2003", "\u00adx"]
)  # fmt: skip
LINKS = st.sampled_from(
    [
        '<a title="Code pénal - art. 3 (V)">{}</a>',
        '<a id="LEGIARTI000000000007">{}</a>',
        "<a>{}</a>",
        "<a>{}<b>gras</b></a>",
    ]
)


@st.composite
def inline(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 7))
        words = draw(WORDS)
        if kind < 2:
            parts.append(words)
        elif kind < 5:
            parts.append(draw(LINKS).format(words))
        else:
            parts.append(("<br/>", f"<b>{words}</b>", "<!-- rien -->")[kind - 5])
    return "".join(parts)


@st.composite
def table(draw: st.DrawFn) -> str:
    spans = st.sampled_from(["", ' colspan="2"', ' rowspan="1"', ' colspan="x"', ' colspan="0"', ' rowspan="99999"'])
    rows = [
        "<tr>"
        + "".join(
            f"<{tag}{draw(spans)}>{draw(st.one_of(WORDS, inline()))}</{tag}>{draw(st.sampled_from(['', chr(10), 'x']))}"
            for tag in draw(st.lists(st.sampled_from(["td", "th"]), max_size=3))
        )
        + "</tr>"
        for _ in range(draw(st.integers(0, 3)))
    ]
    inner = "".join(rows)
    body = draw(st.sampled_from(["", "tbody", "thead"]))
    inner = f"<{body}>{inner}</{body}>" if body else inner
    return f"<table>{draw(st.sampled_from(['', chr(10), '<caption>t</caption>', '<col/>']))}{inner}</table>"


CONTENTS = st.lists(
    st.one_of(
        inline().map("<p>{}</p>".format), inline().map('<p align="left">{}</p>\n'.format), table(), inline(),
        st.sampled_from(["<br/>", "<br/>\n", "<P>un</P>", "<ul><li>x</li></ul>", "<div>y</div>", "\n", " "]),
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(CONTENTS, st.booleans())
def test_as_the_reader_of_any_content(parts: list[str], linked: bool) -> None:
    root = etree.fromstring(f"<CONTENU>{''.join(parts)}</CONTENU>", etree.XMLParser(remove_comments=True))
    cited: list[str] = []

    def link(attributes: Mapping[str, str], quote: str) -> Link | None:
        if not linked:
            return None
        cited.append(attributes.get("id", ""))
        return ("penal", ("3",)) if "title" in attributes else (None, ())

    assert read_content(root, linked) == (read_tree(root, link), tuple(cited))


@pytest.mark.parametrize(
    "content",
    [
        '<p>Un <a title="Code pénal - art. 3 (V)">article</a>.</p>\n<br/>\n<p/>',
        "<table>\n<tbody><tr><td>a</td>\n<th colspan='2'>b</th></tr><tr><td/></tr></tbody></table><p>Fin.<br/></p>",
    ],
)
def test_what_is_plain_is_read_so(content: str) -> None:
    assert legi_content._plain(etree.fromstring(f"<CONTENU>{content}</CONTENU>"), True) is not None
