"""The file of one article version in the store, written and read here as inverses.

    ---
    article: R57-7-62
    label: R. 57-7-62
    state: in_force
    valid_from: 2010-12-29
    act: Décret n° 2010-1634 du 23 décembre 2010 | décret | 2010-1634 | 2010-12-23
    source: LexHub
    where: beae20c92181:code-de-procedure-penale/…/r57-7-62.md
    ---

    First alinéa.

    Second alinéa.

    ## Nota

    The editor's note, never part of the text compared.

    [l'article 706-71]: cpp:706-71
    [R. 57-6]: cpp:R57-6 "2"

One alinéa per paragraph, so that `git diff --word-diff` and `git log -p` read well. A line that could be taken for
another part of the file is escaped by a backslash. The dates that later events give (the end of the version) are not
here: they come from the next commit that touches the file, so that adding a version never rewrites an older one.

The last paragraph holds the citations that the source links, as Markdown's link reference definitions, which a reader
of Markdown doesn't print: the words, what they cite, and which occurrence of the words in the text it is (the first
where nothing is said). Positions would change with every word; these lines change when the links do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import accumulate

from cpp_versions.errors import StoreError
from cpp_versions.model import Act, Attestation, Citation, State, Text

__all__ = ["read_act", "read_article", "write_act", "write_article"]

_NOTA = "## Nota"
_ESCAPED = ("\\", "#", "---", "[")
_REFERENCE = re.compile(r'^\[(?P<quote>.*)\]: <(?P<code>[^:>]*):(?P<targets>[^>]*)>(?: "(?P<nth>\d+)")?$')


def write_article(version: Attestation) -> str:
    """The content of the file of `version`."""
    lines = ["---", f"article: {version.number}"]
    if version.slot > 1:
        lines.append(f"slot: {version.slot}")
    if version.label:
        lines.append(f"label: {_line(version.label)}")
    lines.append(f"state: {version.state}")
    if not version.complete:
        lines.append("complete: no")
    if version.valid_from:
        lines.append(f"valid_from: {version.valid_from}")
    if version.valid_from != version.attested_from:
        lines.append(f"attested_from: {version.attested_from}")
    lines.extend(f"observed: {day}" for day in version.observed if not version.valid_from)
    lines.extend(f"act: {write_act(act)}" for act in version.acts)
    if version.source:
        lines.append(f"source: {_line(version.source)}")
    if version.where:
        lines.append(f"where: {_line(version.where)}")
    lines.append("---")
    paragraphs = ["\n".join(lines), *map(_escape, version.text.alineas)]
    if version.text.nota:
        paragraphs += [_NOTA, *map(_escape, version.text.nota)]
    if version.text.citations:
        paragraphs.append("\n".join(_references(version.text)))
    return "\n\n".join(paragraphs) + "\n"


def read_article(content: str, where: str) -> Attestation:
    """The version that `content` holds, without its end. Raises StoreError naming `where`."""
    head, *paragraphs = content.removesuffix("\n").split("\n\n")
    lines = head.split("\n")
    if len(lines) < 3 or lines[0] != "---" or lines[-1] != "---":
        raise StoreError(f"{where}: not an article file of a store: build the store again")
    values: dict[str, list[str]] = {}
    for line in lines[1:-1]:
        key, _, value = line.partition(": ")
        values.setdefault(key, []).append(value)
    try:
        valid_from = _date(values, "valid_from")
        attested_from = _date(values, "attested_from") or valid_from
        if attested_from is None:
            raise ValueError("no date")
        references = paragraphs.pop().split("\n") if paragraphs and paragraphs[-1].startswith("[") else []
        cut = paragraphs.index(_NOTA) if _NOTA in paragraphs else len(paragraphs)
        return Attestation(
            number=values["article"][0],
            slot=int(_one(values, "slot", "1")),
            label=_one(values, "label", ""),
            state=State(values["state"][0]),
            complete="complete" not in values,
            valid_from=valid_from,
            attested_from=attested_from,
            observed=tuple(date.fromisoformat(day) for day in values.get("observed", ())),
            acts=tuple(map(read_act, values.get("act", ()))),
            source=_one(values, "source", ""),
            where=_one(values, "where", ""),
            text=_text(paragraphs[:cut], paragraphs[cut + 1 :], references),
        )
    except (KeyError, ValueError) as error:
        raise StoreError(f"{where}: damaged article file ({error}): build the store again") from None


@lru_cache(maxsize=16384)
def write_act(act: Act) -> str:
    """An act on one line: title, nature, number, date; then NOR and publication, where one is known."""
    fields: tuple[str, ...] = (
        act.title, act.nature or "", act.number or "", act.date.isoformat() if act.date else "",
    )  # fmt: skip
    if act.nor or act.published:
        fields = (*fields, act.nor or "", act.published.isoformat() if act.published else "")
    return " | ".join(_line(field).replace("|", "/") for field in fields).rstrip()


def read_act(line: str) -> Act:
    """The inverse of `write_act`."""
    title, nature, number, day, nor, published = (field.strip() for field in (line + " | | | | | ").split(" |")[:6])
    return Act(
        title,
        nature or None,
        number or None,
        date.fromisoformat(day) if day else None,
        nor or None,
        date.fromisoformat(published) if published else None,
    )


def _references(text: Text) -> Iterator[str]:
    """The citations of a text as link reference definitions."""
    joined, starts = text.joined, _starts(text.alineas)
    for c in text.citations:
        nth = _occurrences(joined, c.quote, starts[c.alinea] + c.start) + 1
        yield f"[{c.quote}]: <{c.code or ''}:{'+'.join(c.targets)}>" + (f' "{nth}"' if nth > 1 else "")


def _text(alineas: list[str], nota: list[str], references: list[str]) -> Text:
    text = Text(tuple(map(_unescape, alineas)), tuple(map(_unescape, nota)))
    if not references:
        return text
    joined, starts = text.joined, _starts(text.alineas)
    citations = []
    for line in references:
        found = _REFERENCE.match(line)
        if found is None:
            raise ValueError(f"citation {line[:60]!r}")
        position, quote = -1, found["quote"]
        for _ in range(int(found["nth"] or 1)):
            position = joined.index(quote, position + 1)
        alinea = bisect_right(starts, position) - 1
        start = position - starts[alinea]
        targets = tuple(found["targets"].split("+")) if found["targets"] else ()
        citations.append(Citation(alinea, start, start + len(quote), quote, found["code"] or None, targets))
    return Text(text.alineas, text.nota, tuple(citations))


def _starts(alineas: tuple[str, ...]) -> list[int]:
    """Where each alinéa begins in the joined text."""
    return [0, *accumulate(len(alinea) + 2 for alinea in alineas[:-1])]


def _occurrences(text: str, quote: str, end: int) -> int:
    """How many times `quote` begins before `end`."""
    count, position = 0, text.find(quote)
    while 0 <= position < end:
        count, position = count + 1, text.find(quote, position + 1)
    return count


def _line(text: str) -> str:
    """One line, whatever the source printed."""
    return " ".join(text.split())


def _escape(paragraph: str) -> str:
    return f"\\{paragraph}" if paragraph.startswith(_ESCAPED) else paragraph


def _unescape(paragraph: str) -> str:
    return paragraph[1:] if paragraph.startswith("\\") else paragraph


def _one(values: dict[str, list[str]], key: str, default: str) -> str:
    return values.get(key, [default])[0]


def _date(values: dict[str, list[str]], key: str) -> date | None:
    return date.fromisoformat(values[key][0]) if key in values else None
