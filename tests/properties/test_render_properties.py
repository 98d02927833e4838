"""Properties of the renderings: whatever the texts, safe HTML that says all of both, and a terminal left in peace."""

from __future__ import annotations

import re

import lxml.html
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cpp_versions import compare
from cpp_versions.render import html, terminal
from cpp_versions.text import Cell, is_table, table_rows, write_table

_WORDS = st.sampled_from(
    [
        *"le juge de l' œuvre oeuvre peut 1° . ; <script>alert(1)</script> <td> </table> &amp; &".split(),
        *['"', "'", "-->", "\x1b[2J", "\u202e"],
    ]
)
_CELLS = st.builds(
    Cell,
    st.lists(_WORDS, max_size=4).map(" ".join),
    st.sampled_from(["td", "th"]),
    st.integers(1, 3),
    st.integers(1, 2),
)
_TABLE = st.lists(st.lists(_CELLS, max_size=3), max_size=4).map(write_table)
_ALINEA = st.one_of(st.lists(_WORDS, min_size=1, max_size=8).map(" ".join), _TABLE)
_TEXT = st.lists(_ALINEA, max_size=5)


@st.composite
def _versions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    old = draw(_TEXT)
    new = list(old)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(new)))
        if place == len(new) or draw(st.booleans()):
            new.insert(place, draw(_ALINEA))
        elif draw(st.booleans()):
            del new[place]
        else:
            new[place] = new[place].replace("juge", "tribunal").replace("le", "la", 1)
    return old, new


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _shown(text: str) -> str:
    """What a reader of the page should see of a text."""
    out = []
    for alinea in text.split("\n\n"):
        if is_table(alinea):
            out.append("".join(cell.text for row in table_rows(alinea) for cell in row))
        else:
            out.append(alinea)
    return _squeezed(re.sub("[\x1b\u202e]", "\ufffd", "".join(out)))


def _read(fragment: str, drop: str) -> str:
    """The text of a fragment, less what only screen readers hear and the elements `drop`."""
    root = lxml.html.fragment_fromstring(fragment)
    for element in root.xpath(f'//*[contains(@class, "cv-sr")] | //summary | //*[@class="cv-same"] | {drop}'):
        element.drop_tree()
    return _squeezed(root.text_content())


def _assert_safe(fragment: str) -> None:
    root = lxml.html.fragment_fromstring(fragment)
    allowed = {"div", "p", "ins", "del", "span", "table", "tbody", "tr", "td", "th", "details", "summary"}
    assert {element.tag for element in root.iter()} <= allowed
    for element in root.iter():
        assert set(element.attrib) <= {
            "class",
            "id",
            "tabindex",
            "lang",
            "title",
            "role",
            "aria-label",
            "colspan",
            "rowspan",
        }
    assert "\x1b" not in fragment


@settings(max_examples=300, deadline=None)
@given(_versions(), st.sampled_from([None, 0, 1]))
@example(  # the alinéa before a table, kept in part: the table is no part of its paragraph
    ([". -->", write_table([[Cell(". -->")]])], ["<tabla>\n<tr><td>. --&gt;</td></tr>\n</table>"]), None
)
def test_inline_says_both_texts_and_nothing_else(versions: tuple[list[str], list[str]], context: int | None) -> None:
    old, new = versions
    fragment = html.inline(compare.diff(old, new), context=context)
    _assert_safe(fragment)
    # What is folded shows the new typography: œ for oe is the only letter of it here.
    assert _read(fragment, "//del").replace("œ", "oe") == _shown("\n\n".join(new)).replace("œ", "oe")
    assert _read(fragment, "//ins").replace("œ", "oe") == _shown("\n\n".join(old)).replace("œ", "oe")


@settings(max_examples=300, deadline=None)
@given(_versions())
def test_side_by_side_says_each_text_on_its_side(versions: tuple[list[str], list[str]]) -> None:
    old, new = versions
    fragment = html.side_by_side(compare.diff(old, new))
    _assert_safe(fragment)
    head = '//*[contains(@class, "cv-head")] | '
    assert _read(fragment, head + '//*[@class="cv-new"]') == _shown("\n\n".join(old))
    assert _read(fragment, head + '//*[@class="cv-old"]') == _shown("\n\n".join(new))


@settings(max_examples=200, deadline=None)
@given(_versions())
def test_each_change_has_one_id(versions: tuple[list[str], list[str]]) -> None:
    diff = compare.diff(*versions)
    count = html.change_count(diff)
    for fragment in (html.inline(diff), html.side_by_side(diff)):
        assert sorted(int(n) for n in re.findall(r'id="change-(\d+)"', fragment)) == list(range(1, count + 1))


@settings(max_examples=200, deadline=None)
@given(_versions(), st.booleans(), st.integers(0, 60))
def test_the_terminal_obeys_nothing_but_our_colours(
    versions: tuple[list[str], list[str]], colour: bool, width: int
) -> None:
    shown = terminal.diff_text(compare.diff(*versions), colour=colour, width=width)
    left = re.sub(r"\x1b\[(?:0|2|3[124];[49])m", "", shown)
    assert "\x1b" not in left
    assert colour or left == shown


@settings(max_examples=200, deadline=None)
@given(_TEXT)
def test_an_article_is_shown_whole_and_safe(text: list[str]) -> None:
    fragment = html.article(text, nota=text)
    root = lxml.html.fragment_fromstring(fragment)
    for element in root.xpath('//*[@class="cv-nota-title"]'):
        element.drop_tree()
    assert _squeezed(root.text_content()) == _shown("\n\n".join(text)) * 2
