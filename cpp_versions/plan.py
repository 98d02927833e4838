"""The plan of a code (*table des matières*): the order of its sections, and the file `plan.md` that holds it.

Sections are ordered as codes are: by level and ordinal ("Livre Ier" before "Livre II", "Titre II bis" after "Titre
II"), the legislative part before décrets en Conseil d'État, décrets simples and arrêtés. LexHub keeps no order of its
own, so this one is computed. `plan.md` is written and read here, as inverses:

    # Code de procédure pénale

    ## Partie législative {#partie-legislative .restored}

    préliminaire, 1, 2 …            (canonical numbers, one line, a second text as `A37-10~2`)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cpp_versions.model import Section

__all__ = ["PlanWriter", "order_of", "read_plan", "section_key", "without"]

Path = tuple[Section, ...]
_HEADING = re.compile(r"^(#+) (.*) \{#(\S*)( \.restored)?\}$")
# a key is a folder's name, which can hold anything: what would end it in a heading is coded
_UNSAFE = re.compile(r"[\s%]")
_CODED = re.compile("%([0-9a-f]{6})")
_LATIN = "bis ter quater quinquies sexies septies octies nonies decies".split()
_LEVELS = "partie livre titre sous-titre chapitre section sous-section paragraphe sous-paragraphe".split()
_LAST = 9
_PARTS = (
    ("partie-legislative", 0),
    ("partie-reglementaire-decrets-en-conseil-detat", 1),
    ("partie-reglementaire-decrets-simples", 2),
    ("partie-reglementaire", 3),
    ("partie-arretes", 4),
    ("annexe", _LAST),
)
_WORDS = {
    word: value
    for value, words in enumerate(
        (
            "premier premiere", "second seconde deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme",
            "huitieme", "neuvieme", "dixieme", "onzieme", "douzieme",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
# "Première partie", as some codes have it
_WORD_FIRST = re.compile(rf"^({'|'.join(_WORDS)})-(?:{'|'.join(_LEVELS)})(?:-|$)")
_LEVEL = re.compile(rf"^({'|'.join(sorted(_LEVELS, key=len, reverse=True))})-(.*)$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@lru_cache(maxsize=16384)
def section_key(section: Section) -> tuple[int, int, tuple[int, ...], str]:
    """A key that sorts the sections of one parent as the plan prints them."""
    for prefix, rank in _PARTS:
        if section.key.startswith(prefix):
            return (rank if rank == _LAST else 0, rank, (), section.key)
    found = _LEVEL.match(section.key)
    if not found:
        worded = _WORD_FIRST.match(section.key)
        return (1, 0, (_WORDS[worded[1]],), section.key) if worded else (8, 0, (), section.key)
    number, *suffixes = found[2].split("-")
    value = _ordinal(number)
    if value is None:
        return (7, _LEVELS.index(found[1]), (), section.key)
    extra = []
    for suffix in suffixes:
        if suffix in _LATIN:
            extra.append(_LATIN.index(suffix) + 2)
        elif suffix.isdigit():
            extra.append(int(suffix[:9]))
        else:
            break
    return (1, 0, (value, *extra), section.key)


def _ordinal(text: str) -> int | None:
    if text in ("preliminaire", "unique"):
        return 0
    if text in ("ier", "1er"):
        return 1
    if text in _WORDS:
        return _WORDS[text]
    if text.isdigit() and len(text) < 9:
        return int(text)
    if text and all(letter in _ROMAN for letter in text):
        values = [_ROMAN[letter] for letter in text]
        return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return None


class PlanWriter:
    """Keeps the plan of one code from one version to the next and writes it; only what changed is formatted anew."""

    def __init__(self, title: str, order: Mapping[str, tuple[object, ...]]) -> None:
        self._title = title
        self._order = order  # canonical number → key
        self._sections: dict[Path, _Entry] = {}
        self._sorted: list[_Entry] = []

    @classmethod
    def of(cls, title: str, text: str) -> PlanWriter:
        """The writer of a plan that stands in `plan.md`, to go on with."""
        writer = cls(title, _Order())
        for path, head, line in _sections(text):
            entry = writer._sections[path] = _Entry(path, None, head, line)
            writer._sorted.append(entry)
        return writer

    def path_of(self, number: str, slot: int) -> Path | None:
        """The section that an article stands in, None where it stands in none."""
        name = _name(number, slot)
        for entry in self._sorted:
            if (entry.articles is not None or name in entry.line) and (number, slot) in entry.filled():
                return entry.path
        return None

    def place(self, number: str, slot: int, path: Path) -> None:
        """Put an article into a section."""
        entry = self._sections.get(path)
        if entry is None:
            entry = self._sections[path] = _Entry(path, {})
            position = bisect_left(self._sorted, entry.key(), key=_Entry.key)
            self._sorted.insert(position, entry)
            self._head(position)
            self._head(position + 1)
        entry.filled()[number, slot] = _name(number, slot)
        entry.line = ""

    def remove(self, number: str, slot: int, path: Path) -> None:
        """Take an article out of a section."""
        entry = self._sections.get(path)
        if entry is None:
            return
        articles = entry.filled()
        articles.pop((number, slot), None)
        entry.line = ""
        if not articles:
            del self._sections[path]
            position = self._sorted.index(entry, bisect_left(self._sorted, entry.key(), key=_Entry.key))
            del self._sorted[position]
            self._head(position)

    def _head(self, position: int) -> None:
        """Format the headings that the section at `position` doesn't share with the one before it."""
        if position >= len(self._sorted):
            return
        entry = self._sorted[position]
        path, above = entry.path, self._sorted[position - 1].path if position else ()
        common = 0
        while common < min(len(above), len(path)) and above[common] == path[common]:
            common += 1
        entry.head = "".join(_heading(path[depth], depth) for depth in range(common, len(path)))

    def text(self) -> str:
        """The plan as `plan.md` holds it."""
        parts = [f"# {self._title}\n"]
        for entry in self._sorted:
            if not entry.line:
                articles = entry.filled()
                ordered = sorted(articles, key=lambda key: (self._order[key[0]], key))
                entry.line = "\n" + ", ".join(articles[key] for key in ordered) + "\n"
            parts.append(entry.head)
            parts.append(entry.line)
        return "".join(parts)


# the title breaks ties, so that the file doesn't depend on which section came first
_SortKey = tuple[tuple[tuple[int, int, tuple[int, ...], str], str, bool], ...]


@dataclass(slots=True, eq=False)
class _Entry:
    """A section that holds articles, as it is printed: `head` its headings, `line` its articles (empty: stale).
    `articles` are None where nobody has asked for those of `line` yet."""

    path: Path
    articles: dict[tuple[str, int], str] | None
    head: str = ""
    line: str = ""
    _key: _SortKey | None = None

    def key(self) -> _SortKey:
        if self._key is None:
            self._key = tuple((section_key(s), s.title, s.restored) for s in self.path)
        return self._key

    def filled(self) -> dict[tuple[str, int], str]:
        if self.articles is None:
            self.articles = {_article(entry): entry for entry in self.line.strip().split(", ")}
        return self.articles


class _Order(dict[str, tuple[object, ...]]):
    """The sort keys of article numbers, each made when it is asked for."""

    def __missing__(self, number: str) -> tuple[object, ...]:
        self.update(order_of([number]))
        return self[number]


def _name(number: str, slot: int) -> str:
    return number if slot == 1 else f"{number}~{slot}"


@lru_cache(maxsize=16384)
def _heading(section: Section, depth: int) -> str:
    title = " ".join(section.title.split())
    key = _UNSAFE.sub(lambda found: f"%{ord(found[0]):06x}", section.key)
    return f"\n{'#' * (depth + 2)} {title} {{#{key}{' .restored' if section.restored else ''}}}\n"


def without(text: str, articles: Iterable[tuple[str, int]]) -> str | None:
    """`plan.md` without these articles (number, slot), by making lists of articles shorter; None where that isn't all,
    as for the last article of a section: a `PlanWriter` does it then."""
    lines = text.split("\n")
    for number, slot in articles:
        name = _name(number, slot)
        held = [i for i, line in enumerate(lines) if name in line and line[0] != "#" and name in line.split(", ")]
        rest = [entry for entry in lines[held[0]].split(", ") if entry != name] if len(held) == 1 else []
        if not rest:
            return None
        lines[held[0]] = ", ".join(rest)
    return "\n".join(lines)


def read_plan(text: str) -> Iterator[tuple[Path, list[tuple[str, int]]]]:
    """The sections of `plan.md` in order, each as its path and the articles (number, slot) directly in it."""
    for path, _, line in _sections(text):
        yield path, [_article(entry) for entry in line.strip().split(", ")]


def _sections(text: str) -> Iterator[tuple[Path, str, str]]:
    """The sections that hold articles: the path, and as they stand the headings since the last one and the articles."""
    path: list[Section] = []
    head = ""
    for line in text.split("\n")[1:]:
        if not line:
            continue
        if line[0] == "#" and (heading := _HEADING.match(line)):
            depth = len(heading[1]) - 2
            path = [*path[:depth], _section(heading[3], heading[2], bool(heading[4]))]
            head += f"\n{line}\n"
        else:
            yield tuple(path), head, f"\n{line}\n"
            head = ""


@lru_cache(maxsize=16384)
def _section(key: str, title: str, restored: bool) -> Section:
    return Section(_CODED.sub(lambda found: chr(int(found[1], 16)), key), title, restored)


def _article(entry: str) -> tuple[str, int]:
    number, _, slot = entry.partition("~")
    return number, int(slot or 1)


def order_of(numbers: Iterable[str]) -> dict[str, tuple[object, ...]]:
    """The sort keys of article numbers."""
    from cpp_versions import numbering

    return {number: numbering.from_source(number).sort_key for number in numbers}
