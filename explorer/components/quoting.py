"""The permanent citation of a view: what a footnote needs, with the version shown, the date of the data and today's."""

from __future__ import annotations

from datetime import date

from cpp_versions.answers import ArticleAnswer
from cpp_versions.errors import UsageError
from cpp_versions.model import LOST_FROM, State
from explorer.view import View

__all__ = ["citation"]


def citation(view: View, address: str, today: date) -> str:
    """One line: the code and the article, the version or versions, the date of the data, when it was read, where."""
    words, said = view.words, view.selection
    page = said.page
    subject: str | None = None
    if page == "article" and said.number:
        subject = _article(view, said.number, said.code, said.day)
    elif page == "compare" and said.number and said.other_number:
        sides = (
            _article(view, said.number, said.code, said.old),
            _article(view, said.other_number, said.other_code, said.new),
        )
        subject = " / ".join(filter(None, sides))
    elif page == "renumbering" and said.old and said.new:
        subject = words("map.on", old=words.day(said.old), new=words.day(said.new))
    elif page in ("versions", "read", "reform") and said.day:
        lost = page != "read" and said.day <= LOST_FROM
        version = words("quote.lost") if lost else words("quote.version", day=words.day(said.day))
        subject = f"{view.chosen_code().title}, {version}"
    subject = subject or f"{words(f'page.{page}')}, {words('app')}"
    return words(
        "quote.line", subject=subject, as_of=words.day(max(code.as_of for code in view.codes)),
        today=words.day(today), address=address,
    )  # fmt: skip


def _article(view: View, number: str, code: str, day: date | None) -> str | None:
    try:
        answer: ArticleAnswer = view.corpus.article(f"{code}:{number}" if code else number, day)
    except UsageError:
        return None
    words = view.words
    key = "quote.ended" if answer.state == State.ENDED else "quote.version"
    version = words(key, day=words.day(answer.at))
    if answer.at <= LOST_FROM and answer.valid_from is None and answer.alineas:
        version = words("quote.lost")
    return f"{view.title(answer.ref.code)}, art. {answer.label}, {version}"
