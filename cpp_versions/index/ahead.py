"""Citations for the index, read by a second process as soon as texts are known, while this one goes on.

What a text cites takes no more than its words to read; which version has it, and which articles there are, is known
last. So a second process is told texts first, and reads them; then which versions have them, and writes the rows of the
three tables of citations into a file of its own, whose rows the index takes over as they are. Where there can be no
second process, this one does the same when the index asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cpp_versions.alongside import Fed
from cpp_versions.index.ordering import Key, events_of
from cpp_versions.index.schema import write_cited
from cpp_versions.model import Attestation, Citation, End, Text
from cpp_versions.reconcile import ReconciledCode

if TYPE_CHECKING:
    from cpp_versions.citations import Alinea
    from cpp_versions.index.citing import CitationRows, Known

__all__ = ["Ahead", "Articles", "citations_of"]

_Alineas = tuple[str, ...]
_Version = tuple[int, str, str, date, int, tuple[Citation, ...]]
"""A version: its id, its code and article, its first day, where its text stands among those told, the links in it; a
plain tuple, which is handed to another process several times as fast as a value of ours."""
_BATCH = 400
"""Texts told at once."""


@dataclass(frozen=True, slots=True)
class Articles:
    """All articles of all codes: the numbers of each in the order of the plan, one a line, and whether they are all of
    it."""

    numbers: dict[str, str] = field(default_factory=dict)
    whole: dict[str, bool] = field(default_factory=dict)

    def add(self, code: ReconciledCode, keys: Iterable[Key]) -> None:
        """Add those of a code."""
        self.numbers[code.code.id] = "\n".join(number for number, _ in keys)
        self.whole[code.code.id] = not min(source.excerpt for source in code.sources)

    def known(self) -> Known:
        """As `citations.resolve` asks for them."""
        from cpp_versions.index.citing import Known

        return Known(self.whole, lambda code: numbers.split("\n") if (numbers := self.numbers.get(code)) else ())


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Of which versions the rows are wanted, and in which file."""

    path: Path
    articles: Articles
    versions: Sequence[_Version]


class Ahead:
    """Reads the citations of an index that is being made. Use as a context manager."""

    def __init__(self) -> None:
        self._fed: Fed[Sequence[_Alineas] | _Wanted, None] = Fed(_cite)
        self._places: dict[_Alineas, int] = {}

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        self._fed.__exit__()

    def texts(self, texts: Iterable[Text]) -> None:
        """Texts that the index will most likely have."""
        batch: list[_Alineas] = []
        for text in texts:
            if text.alineas and text.alineas not in self._places:
                self._places[text.alineas] = len(self._places)
                batch.append(text.alineas)
                if len(batch) == _BATCH:
                    self._fed.tell(batch)
                    batch = []
        if batch:
            self._fed.tell(batch)

    def versions(
        self, codes: Sequence[ReconciledCode], keys: Sequence[Iterable[Key]], articles: Articles, path: Path
    ) -> None:
        """The versions of all codes, whose articles are `keys`; their rows go to the new file `path`."""
        found: list[_Version] = []
        version = 0
        for code, of_code in zip(codes, keys, strict=True):
            self.texts(attestation.text for attestation in code.versions)
            for event in _events(code, of_code):
                version += 1
                if isinstance(event, Attestation) and event.text.alineas:
                    text, day = event.text, event.attested_from
                    place = self._places[text.alineas]
                    found.append((version, code.code.id, event.number, day, place, text.citations))
        self._fed.tell(_Wanted(path, articles, found))

    def done(self) -> None:
        """Wait until the file is whole. Raises sqlite3.Error where it can't be written."""
        self._fed.result()


def citations_of(code: ReconciledCode, keys: Iterable[Key], articles: Articles, last: int) -> CitationRows:
    """What the versions of one code cite, whose articles are `keys`; `last` is the last id given before them."""
    from cpp_versions.index.citing import Citer

    citer = Citer(articles.known())
    for version, event in enumerate(_events(code, keys), last + 1):
        if isinstance(event, Attestation):
            citer.add(version, code.code.id, event.number, event.attested_from, event.text)
    return citer.rows


def _events(code: ReconciledCode, keys: Iterable[Key]) -> Iterator[Attestation | End]:
    return (event for _, events in events_of(code, keys) for event in events)


def _cite(told: Iterator[Sequence[_Alineas] | _Wanted]) -> None:
    """The work of the second process, which loads the grammar itself: read texts, then write the rows."""
    from cpp_versions.citations import Reader
    from cpp_versions.index.citing import Citer

    reader = Reader()
    texts: list[tuple[_Alineas, list[Alinea]]] = []
    for message in told:
        if isinstance(message, _Wanted):
            citer = Citer(message.articles.known())
            for version, code, number, day, place, links in message.versions:
                alineas, read = texts[place]
                citer.add(version, code, number, day, Text(alineas, (), links), read)
            write_cited(message.path, citer.rows.insert)
        else:
            texts += [(alineas, reader.read(alineas)) for alineas in message]
