"""What is known at once gives its place to the whole."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.explorer.apptest import shown


def _script() -> None:
    from explorer.components.markup import begin, element, show

    fill = begin(element("p", "known <at once>"))
    show(element("p", "after"))
    fill(element("p", "whole"))


def test_the_whole_takes_the_place_of_what_was_known_at_once() -> None:
    page = AppTest.from_function(_script, default_timeout=120).run()
    said = shown(page)
    assert "<p>whole</p>" in said
    assert "known" not in said
    assert said.index("whole") < said.index("after")
