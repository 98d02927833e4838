"""What the HTML of texts and diffs must and must not hold."""

from __future__ import annotations

import pytest

from cpp_versions import compare
from cpp_versions.render import html
from cpp_versions.text import Cell, write_table


@pytest.mark.parametrize("href", ["?page=article&n=53", "https://www.legifrance.gouv.fr/codes/x"])
def test_safe_addresses_become_links(href: str) -> None:
    assert f'href="{html.escape(href)}"' in html.article(["Voir 53."], links=[(0, 5, 7, href)])


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "//evil.example", "http://a.fr", "data:text/html,x", '?a"onclick="x', "https://\\x", ""],
)
def test_unsafe_addresses_stay_text(href: str) -> None:
    fragment = html.article(["Voir 53."], links=[(0, 5, 7, href)])
    assert "<a" not in fragment
    assert "Voir 53." in fragment


def test_links_in_a_table_stay_in_their_cell() -> None:
    table = write_table([[Cell("a & 53")]])
    start = table.index("53")
    fragment = html.article([table], links=[(0, start, start + 2, "?n=53"), (0, 3, 40, "?n=1")])
    assert '<td>a &amp; <a class="cv-cite" href="?n=53">53</a></td>' in fragment
    assert fragment.count("<a ") == 1


def test_script_is_shown_not_run() -> None:
    diff = compare.diff(["<script>alert(1)</script>"], ["<script>alert(2)</script>"])
    for fragment in (html.inline(diff), html.side_by_side(diff)):
        assert "<script" not in fragment


def test_unchanged_alineas_are_folded_away() -> None:
    old = [f"Alinéa {n} du texte." for n in "abcdefgh"]
    fragment = html.inline(compare.diff(old, [*old, "Nouveau."]), context=1)
    assert "… 7 alinéas inchangés …" in fragment
    assert "unchanged" in html.inline(compare.diff(old, [*old, "Nouveau."]), context=1, lang="en")


def test_a_changed_cell_is_marked_in_its_cell() -> None:
    fragment = html.inline(
        compare.diff([write_table([[Cell("Agen"), Cell("Auch")]])], [write_table([[Cell("Agen"), Cell("Cahors")]])])
    )
    assert fragment.count("<table") == 1
    assert '<td><del class="cv-del" id="change-1"' in fragment
