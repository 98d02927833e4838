"""HTML built so that it can't be unsafe: text is escaped by `cpp_versions.render.html`, addresses are checked there.

    element("p", "Version en vigueur au ", element("b", day), class_="cx-date")

A string is text and is escaped; only `Html`, which comes from here or from `render.html`, goes in as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import streamlit as st

from cpp_versions.render import html

__all__ = ["Html", "begin", "element", "join", "link", "safe", "show"]


_escape = lru_cache(maxsize=16_384)(html.escape)
_attribute = lru_cache(maxsize=256)(lambda key: key.rstrip("_").replace("_", "-"))


class Html(str):
    """A fragment of HTML that is safe as it stands."""

    __slots__ = ()


def safe(fragment: str) -> Html:
    """Says that `fragment` was made by `cpp_versions.render.html`."""
    return Html(fragment)


def join(*children: str) -> Html:
    """The children one after the other, text escaped."""
    return Html("".join(child if isinstance(child, Html) else _escape(child) for child in children))


def element(name: str, *children: str, **attributes: str) -> Html:
    """An element; `class_` is `class`, `aria_label` is `aria-label`."""
    said = "".join(f' {_attribute(key)}="{_escape(value)}"' for key, value in attributes.items())
    return Html(f"<{name}{said}>{join(*children)}</{name}>")


def link(href: str, *children: str, **attributes: str) -> Html:
    """A link, where the address may be one; else its text."""
    checked = html.safe_href(href)
    return element("a", *children, href=checked, **attributes) if checked else join(*children)


def show(*fragments: str) -> None:
    """Put the fragments on the page."""
    body = join(*fragments)
    if body:
        st.html(body)


def begin(*fragments: str) -> Callable[..., None]:
    """Put on the page what is known at once; what is given back puts the whole in its place, so that nothing jumps."""
    place = st.empty()
    place.html(join(*fragments))

    def fill(*whole: str) -> None:
        place.html(join(*whole))

    return fill
