"""What the pages show when Streamlit runs them without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from explorer import words

__all__ = ["MAIN", "Opened", "plain", "shown"]

MAIN = Path(__file__).resolve().parents[2] / "explorer" / "main.py"
Opened = Callable[..., AppTest]


def shown(page: AppTest) -> str:
    """All HTML of the page, without the style and the script, its no-break spaces plain."""
    assert [error.message for error in page.exception] == []
    found = [str(element.proto.body) for element in page.get("html")]
    assert not any(said in body for body in found for said in (words.Words(lang)("failed") for lang in ("fr", "en")))
    joined = "\n".join(body for body in found if not body.startswith(("<style", "<script")))
    return joined.replace("\u00a0", " ").replace("\u202f", " ")


def plain(page: AppTest) -> str:
    """The words of the page, tags taken out."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", shown(page))))
