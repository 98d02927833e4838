"""A text whose passages are told apart as HTML: who wrote each word, shown in the text itself.

Each passage is a link (or, without a safe address, a plain passage that can be focused) with a class for its age, a
number that leads to its line in a list, and what is told of it. Colour is never alone: each age has a line of its own
under the words, and the number says which version it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.render.html import TABLE_TAG, clean, escape, safe_href, table_tag
from cpp_versions.text import is_table

__all__ = ["AGES", "Passage", "passages", "stylesheet"]

AGES = 5
_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text: `age` from 0 (the oldest) to AGES - 1, `number` in the list beside it, `told` what is known."""

    text: str
    age: int
    number: int
    told: str
    href: str


def passages(found: Sequence[Passage]) -> str:
    """The text that the passages make, alinéas parted by a blank line."""
    alineas: list[list[Passage]] = [[]]
    for passage in found:
        first, *others = passage.text.split(_SEPARATOR)
        for place, piece in enumerate((first, *others)):
            if place:
                alineas.append([])
            if piece:
                alineas[-1].append(Passage(piece, passage.age, passage.number, passage.told, passage.href))
    return f'<div class="cv-article cv-runs" lang="fr">{"".join(map(_alinea, alineas))}</div>'


def _alinea(pieces: Sequence[Passage]) -> str:
    text = "".join(piece.text for piece in pieces)
    if not is_table(text):
        return f'<p class="cv-p">{"".join(_mark(piece, escape(piece.text)) for piece in pieces)}</p>' if text else ""
    owners = [piece for piece in pieces for _ in piece.text]
    out: list[str] = []
    place = 0
    for index, part in enumerate(TABLE_TAG.split(text)):
        # The grammar of tables makes the parts safe as they are: the six tags, and text with entities.
        if index % 2:
            out.append(table_tag(part))
        else:
            start = 0
            for end in range(1, len(part) + 1):
                if end == len(part) or owners[place + end] is not owners[place + start]:
                    words = clean(part[start:end])
                    out.append(_mark(owners[place + start], words) if words.strip() else words)
                    start = end
        place += len(part)
    return "".join(out)


def _mark(piece: Passage, body: str) -> str:
    """The body, safe already, as a passage; spaces around it stay outside the mark."""
    words = body.strip(" ")
    if not words:
        return body
    before, after = body[: body.index(words)], body[body.index(words) + len(words) :]
    href = safe_href(piece.href)
    tag, address = ("a", f' href="{escape(href)}"') if href else ("span", ' tabindex="0"')
    told = escape(piece.told)
    return (
        f'{before}<{tag} class="cv-run cv-age-{min(max(piece.age, 0), AGES - 1)}"{address} data-cv-told="{told}"'
        f' aria-description="{told}">{words}<sup class="cv-ref" aria-hidden="true">{piece.number}</sup></{tag}>{after}'
    )


def stylesheet() -> str:
    """The CSS of the passages: five ages, darker and with a heavier line the younger they are."""
    return _STYLESHEET


_STYLESHEET = """\
.cv-runs { --cv-age: #1d6fb8; line-height: 1.9; }
.cv-run.cv-run { color: inherit; text-decoration-color: var(--cv-age); text-underline-offset: .22em;
  text-decoration-skip-ink: none; border-radius: .15em; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
.cv-age-0.cv-age-0 { text-decoration: none; }
.cv-age-1.cv-age-1 { background: color-mix(in srgb, var(--cv-age, #1d6fb8) 9%, transparent);
  text-decoration-line: underline; text-decoration-style: dotted; text-decoration-thickness: .08em; }
.cv-age-2.cv-age-2 { background: color-mix(in srgb, var(--cv-age, #1d6fb8) 19%, transparent);
  text-decoration-line: underline; text-decoration-style: dashed; text-decoration-thickness: .1em; }
.cv-age-3.cv-age-3 { background: color-mix(in srgb, var(--cv-age, #1d6fb8) 31%, transparent);
  text-decoration-line: underline; text-decoration-style: solid; text-decoration-thickness: .13em; }
.cv-age-4.cv-age-4 { background: color-mix(in srgb, var(--cv-age, #1d6fb8) 44%, transparent);
  text-decoration-line: underline; text-decoration-style: double; text-decoration-thickness: .16em; }
.cv-run:hover, .cv-run:focus-visible { outline: .12em solid currentColor; outline-offset: .08em; }
.cv-ref { display: inline-block; font-size: .62em; padding-left: .12em; user-select: none; line-height: 0; }
@media print { .cv-run { background: none !important; } }
"""
