"""Amending acts against the texts of a store: what an act does to each article, and whether the official text agrees.

The day is when the act takes effect. The computed texts are never law: they are only compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from cpp_versions.amendments.grading import Graded, Known, grade_act
from cpp_versions.amendments.reading import parse
from cpp_versions.amendments.values import Instruction, Operation, ParsedAct
from cpp_versions.answers import ArticleRef
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.reader import Reader
from cpp_versions.errors import UsageError
from cpp_versions.kept import Kept, method
from cpp_versions.model import State

__all__ = ["Amending"]

_METHOD = ("amendments", "acts.py", "codes.py", "numbering.py", "model.py", "text.py")


class Amending:
    """What `Corpus` tells of amending acts."""

    def __init__(self, index: Reader, articles: Articles, kept: Kept) -> None:
        self._index, self._articles, self._kept = index, articles, kept

    def parse(self, text: str, *, keep: bool = False) -> ParsedAct:
        """What the act says: instructions, and what wasn't understood. With `keep`, kept beside the index."""
        if not keep:
            return parse(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return self._kept.once(ParsedAct, lambda: parse(text), "act", method(*_METHOD), digest)

    def apply(self, given: str | ParsedAct, on: date) -> tuple[Graded, ...]:
        """Each article of the store that the act names, computed for `on` and graded, code by code.

        Instructions that the act itself puts in force on a later day than `on`, or on an earlier one, are left out.
        Raises UsageError where the act names no article of the store.
        """
        act = parse(given) if isinstance(given, str) else given
        known = self._index.codes()
        codes = [code for code in dict.fromkeys(one.code for one in act.instructions) if code in known]
        if any(one.code is None and one.operation is Operation.REPLACE_EVERYWHERE for one in act.instructions):
            codes += [code for code in known if code not in codes]  # "dans toutes les dispositions en vigueur"
        found: list[Graded] = []
        for code in codes:
            found += self.grade(act, act.instructions, str(code), on)
        if not found:
            raise UsageError("the act names no article of a code of this store: check that the text is an amending act")
        return tuple(found)

    def grade(self, act: ParsedAct, instructions: Sequence[Instruction], code: str, on: date) -> tuple[Graded, ...]:
        """The grades of the articles of one code."""
        due = [one for one in instructions if one.in_force in (None, on)]
        before, after = self.known(code, on - timedelta(days=1)), self.known(code, on)
        lacking = {one.article for one in due if one.code == code and one.article and one.article not in after}
        return grade_act(
            due,
            code,
            before,
            after,
            translated=act.language != "fr",
            regulatory=act.act is not None and act.act.nature in ("décret", "arrêté"),
            day=on,
            later={number: first for number in sorted(lacking) if (first := self._first_after(code, number, on))},
        )

    def _first_after(self, code: str, number: str, day: date) -> tuple[date, tuple[str, ...]] | None:
        """The first text that the sources have of an article after a day, and since when."""
        ref = ArticleRef(code, number)
        if not self._index.knows(ref):
            return None
        for version in self._articles.history(ref):
            if version.state is State.IN_FORCE and version.attested_from > day:
                return version.attested_from, self._articles.article(ref, version.attested_from).alineas
        return None

    def known(self, code: str, day: date) -> dict[str, Known]:
        """All articles of a code that are in force on a day, or whose text the sources lack."""
        sections = {placed.ref.number: placed.section for placed in self._articles.contents(code, day)}
        return {
            article.ref.number: Known(article.state, article.alineas, sections.get(article.ref.number, ()))
            for article in self._articles.code_at(code, day)
            if article.ref.slot == 1 and article.state in (State.IN_FORCE, State.MISSING)
        }
