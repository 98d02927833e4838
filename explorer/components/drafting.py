"""A comparison said as an amending act would: "en toutes lettres", folded, to read, to copy and to check."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from cpp_versions import Corpus
from cpp_versions.amendments.draft import Draft, draft
from cpp_versions.answers import ArticleRef, DiffAnswer
from cpp_versions.errors import CppVersionsError
from explorer.components.markup import Html, element, join, link
from explorer.view import View

__all__ = ["in_words"]


def in_words(view: View, compared: DiffAnswer) -> Html:
    """The instructions that turn the old text into the new one; nothing where both are the same."""
    words, old, new = view.words, compared.old, compared.new
    if old.alineas == new.alineas:
        return join()
    label = element("summary", words("draft"))
    problem = "" if old.complete and new.complete else "draft.fragment"
    made: Draft | None = None
    if not problem:
        try:
            made = _drafted(view.corpus, old.ref, old.at, new.ref, new.at, view.title(new.ref.code))
        except CppVersionsError:
            made = None
        problem = "" if made and made.text else "draft.failed"
    if problem or made is None:
        return element("details", label, element("p", words(problem), class_="cx-quiet"), class_="cx-fold")
    notes: list[Html] = []
    if old.ref != new.ref:
        notes.append(element("p", words("draft.renumbered", label=new.label), class_="cx-quiet"))
    if not made.exact:
        notes.append(element("p", words("draft.inexact"), class_="cx-quiet"))
    text = element("div", made.text, class_="cx-lettres cx-quoted", lang="fr")
    copy = element("button", words("copy"), type="button", data_cx_copy=words("copied"), class_="cx-copy")
    check = join()
    if old.ref == new.ref and old.ref.slot == 1:
        target = view.selection.page_of("acts", number=new.ref.number, code=new.ref.code, old=old.at, new=new.at)
        check = element("p", link(target.href(), words("draft.check")))
    return element("details", label, *notes, element("div", text, copy), check, class_="cx-fold cx-draft")


@lru_cache(maxsize=256)
def _drafted(corpus: Corpus, old: ArticleRef, old_at: date, new: ArticleRef, new_at: date, code: str) -> Draft:
    if old == new:
        return corpus.draft(new, old_at, new_at)
    before, after = corpus.article(old, old_at), corpus.article(new, new_at)
    return draft(new.number, before.alineas, after.alineas, code=code[:1].lower() + code[1:])
