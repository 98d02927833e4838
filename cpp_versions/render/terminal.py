"""A diff as text for a terminal: words deleted and inserted, alinéa by alinéa, long unchanged passages shortened.

With colour, deletions are red and struck, insertions green and underlined, moves blue; without, they stand between
`[-…-]`, `{+…+}`, `[<…<]` and `{>…>}`, as `git diff --word-diff` writes them. The text of law can't command the
terminal: control characters, escape sequences included, are taken out.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import groupby

from cpp_versions.compare import Diff
from cpp_versions.render.layout import Piece, Row, rows
from cpp_versions.text import is_table, table_rows

__all__ = ["clean", "diff_text", "table_text"]

_PLAIN = {"-": ("[-", "-]"), "+": ("{+", "+}"), "<": ("[<", "<]"), ">": ("{>", ">}")}
_COLOURS = {"-": "\x1b[31;9m", "+": "\x1b[32;4m", "<": "\x1b[34;9m", ">": "\x1b[34;4m"}
_RESET = "\x1b[0m"
_DIM = "\x1b[2m"

# ANSI sequences whole (colours, cursor, titles), then any other control or bidirectional character but line breaks.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])?")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TABLE_TAG = re.compile(r"</?(?:table|tr|td|th)(?: [^<>]*)?>")

# Unchanged text shown on either side of a change, in characters; a longer run is shortened in its middle.
_AROUND = 160


def clean(text: str) -> str:
    """The text without what a terminal would obey."""
    return _CONTROL.sub(" ", _ESCAPES.sub("", text))


def diff_text(diff: Diff, *, colour: bool = False, width: int = 0) -> str:
    """The diff, one paragraph per alinéa. `width` wraps the lines; 0 leaves them whole.

    Runs of unchanged alinéas are told by their number; unchanged text far from a change is shortened by `[…]`.
    """
    blocks: list[str] = []
    for changed, run in groupby(rows(diff), key=lambda row: row.changed):
        if changed:
            blocks += [_wrap(_row(row, colour), width) for row in run]
        else:
            blocks.append(_unchanged(len(list(run)), colour))
    return "\n\n".join(blocks)


def table_text(alinea: str) -> str:
    """A table in lines: `| cell | cell |`."""
    return "\n".join("".join(f"| {clean(cell.text)} " for cell in row) + "|" for row in table_rows(alinea))


def _unchanged(count: int, colour: bool) -> str:
    text = "[1 alinéa inchangé]" if count == 1 else f"[{count} alinéas inchangés]"
    return f"{_DIM}{text}{_RESET}" if colour else text


def _row(row: Row, colour: bool) -> str:
    pieces = [piece for piece in row.pieces if not piece.folded or piece.in_new or piece.cut]
    shown = [_shown(piece) for piece in pieces]
    if any(is_table("".join(piece.text for piece in side)) for side in (row.old, row.new)):
        shown = [_untagged(text) for text in shown]
    out: list[str] = []
    for index, (piece, text) in enumerate(zip(pieces, shown, strict=True)):
        if not piece.marked:
            out.append(_shorten(text, index == 0, index == len(pieces) - 1))
        elif text:
            out.append(_marked(piece, text, colour))
    return "".join(out)


def _shown(piece: Piece) -> str:
    return "¶" if piece.cut else clean(piece.text)


def _untagged(text: str) -> str:
    """A piece of a table's HTML as text: `| cell | cell |`, a line per row."""
    text = re.sub(r"<t[dh](?: [^<>]*)?>", "| ", text).replace("</td>", " ").replace("</th>", " ").replace("</tr>", "|")
    text = text.replace("<table>\n", "").replace("\n</table>", "")
    return _TABLE_TAG.sub("", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _marked(piece: Piece, text: str, colour: bool) -> str:
    if colour:
        # Each line is marked by itself, so that a pager shows it right from any line.
        return "\n".join(f"{_COLOURS[piece.op]}{line}{_RESET}" if line else "" for line in text.split("\n"))
    before, after = _PLAIN[piece.op]
    body = text.rstrip("\n")  # a row of a table ends its line
    return f"{before}{body}{after}{text[len(body) :]}"


def _shorten(text: str, first: bool, last: bool) -> str:
    head = "" if first else _cut(text, _AROUND)
    tail = "" if last else _cut(text[::-1], _AROUND)[::-1]
    return text if len(head) + len(tail) + 20 >= len(text) else f"{head}[…]{tail}"


def _cut(text: str, length: int) -> str:
    """The beginning of a text, about `length` long, up to a space."""
    end = text.rfind(" ", 0, length)
    return text[: end + 1] if end > 0 else text[:length]


def _wrap(text: str, width: int) -> str:
    """Lines no wider than `width`, colours not counted; colours never run over the end of a line."""
    if width <= 0:
        return text
    return "\n".join(_wrap_line(line, width) for line in text.split("\n"))


def _wrap_line(line: str, width: int) -> str:
    if "\x1b" not in line:
        return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True)
    lines: list[str] = []
    current, used, style = "", 0, ""
    for token in _colour_tokens(line):
        if token.startswith("\x1b"):
            style = "" if token == _RESET else token
            current += token
            continue
        if used and used + len(token.rstrip()) > width:
            lines.append(current + (_RESET if style else ""))
            current, used = style, 0
            token = token.lstrip(" ")
        current += token
        used += len(token)
    return "\n".join([*lines, current])


def _colour_tokens(line: str) -> Sequence[str]:
    return re.findall(r"\x1b\[[0-9;]*m|[^\x1b ]* ?", line)
