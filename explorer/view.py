"""What a page is given to render: the corpus, the selection of its address, and the words of its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from cpp_versions import Corpus, codes, numbering
from cpp_versions.answers import ArticleRef, CodeSummary
from explorer.selection import Selection
from explorer.words import Words

__all__ = ["View", "go"]


def go(selection: Selection) -> None:
    """Make the address that of `selection`; for the callbacks of widgets, before the page runs again."""
    st.query_params.from_dict(selection.query())


@dataclass(frozen=True, slots=True)
class View:
    """One rendering of a page."""

    corpus: Corpus
    selection: Selection
    words: Words
    codes: tuple[CodeSummary, ...]

    def code(self, id_: str) -> CodeSummary | None:
        """The code of that id, if the corpus has it."""
        return next((code for code in self.codes if code.id == id_), None)

    def chosen_code(self) -> CodeSummary:
        """The code of the selection, else the first."""
        return self.code(self.selection.code) or self.codes[0]

    def title(self, id_: str) -> str:
        """The title of a code, which a text may cite without its being in the corpus."""
        code = self.code(id_) or codes.by_id(id_)
        return code.title if code else id_

    def label(self, ref: ArticleRef) -> str:
        """The number of an article as lawyers write it, with its code where that isn't the corpus' first."""
        label = numbering.from_source(ref.number).label
        return label if ref.code == self.codes[0].id else f"{label} ({self.title(ref.code)})"

    def to_article(self, ref: ArticleRef, **fields: Any) -> Selection:
        """The page of an article."""
        return self.selection.page_of("article", number=ref.written, code=ref.code, **fields)
