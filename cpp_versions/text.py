"""Legal French as tokens, as folded text, and as tables: what comparing, counting and rendering agree on.

- `tokens` cuts a text into words, numbers, punctuation and spaces, and loses nothing: the tokens joined are the text.
- `fold` removes what typography alone changes (apostrophes, quotes, ligatures, dashes, spaces, soft hyphens), so that
  two texts that a lawyer reads as the same fold to the same string. Case, accents and punctuation are kept: they can
  change the law.
- A table is one alinéa, in a closed grammar of six tags (`is_table`), written by `write_table`, read by `table_rows`.

It refuses to guess: an alinéa that strays from the grammar of tables by one character is plain text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "Cell",
    "count_words",
    "fold",
    "is_table",
    "is_word",
    "plain_tokens",
    "rows_to_keep",
    "spaced_tokens",
    "table_rows",
    "table_tokens",
    "token_key",
    "tokens",
    "words",
    "write_table",
]

# Characters that show nothing: soft hyphen, zero-width spaces and joiners, byte-order mark. They are part of a word
# where they stand in one, and spacing elsewhere; `fold` drops them.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_APOSTROPHES = "'’‘ʼ´`′"
_HYPHENS = "‐‑‒–-"  # the hyphen last: this stands in character classes

# What `fold` writes for a character. Long dashes fold to a hyphen as well: sources differ on the dash of a list.
_FOLDED = str.maketrans(
    {
        **dict.fromkeys(_INVISIBLE),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_HYPHENS + "—―−", "-"),
        **dict.fromkeys("«»“”„‟", '"'),
        "œ": "oe",
        "Œ": "Oe",
        "æ": "ae",
        "Æ": "Ae",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "…": "...",
        "º": "°",
    }
)

_WORD = rf"[^\W_]+(?:[\u0300-\u036f{_INVISIBLE}][^\W_]*)*"
_A = f"[{_APOSTROPHES}]"
_H = f"[{_HYPHENS}]"
# Old texts have a stray space after a hyphen: "celui- ci", "l'article 706- 53". Not so "I- Le" nor "1- Le".
_STRAY = rf"(?:(?<=[0-9]{_H})[ ](?=[0-9])|(?<=[^\W\d_]{{2}}{_H})(?<![IVX]{_H})[ ](?=[^\W\d_]))?"
_A_TOKEN = rf"""
    [a-zàâçéèêëîïôûùœ]+(?=[ ,;.])                                        # most words, found fast
  | [ ]+
  | (?:[cdjlmnstCDJLMNST]|(?:[Jj]us|[Ll]ors|[Pp]uis|[Qq]uoi)?[Qq]u){_A}   # l', qu', jusqu', also before a stray space
  | (?:[Aa]ujourd{_A}hui|[Pp]rud{_A}\s?{_WORD}|[Qq]uelqu{_A}une?\b)
  | [0-9]{{1,3}}(?:[ \u00a0\u202f][0-9]{{3}})+(?![0-9]|{_H})             # 3 750: thousands
  | [0-9]+,[0-9]{{1,2}}(?![0-9]|{_H})                                     # 7,5: but 222-33,222-33-2 is two numbers
  | [ALRD]\*?\.(?=\s?\*?[0-9])                                           # R. before a number
  | {_WORD}(?:{_H}{_STRAY}{_WORD})+                                       # 57-7-62, celui-ci, Aix-en-Provence
  | [^\W\d_]+{_A}(?=[^\W_])                                              # any other elision: entr'ouvrir
  | {_WORD}[°º]?                                                          # article, 1°, n°, 2e
  | \s+
  | .
    """
_TOKEN = re.compile(_A_TOKEN, re.VERBOSE | re.DOTALL)
_SPACED = re.compile(f"(?:{_A_TOKEN})(?:[ ](?![ ]))?", re.VERBOSE | re.DOTALL)

_NUMBER = r"(?:1000|[1-9][0-9]{0,2})"
_SPANS = rf'(?: colspan="{_NUMBER}")?(?: rowspan="{_NUMBER}")?'
_CELL_TEXT = r"[^<>&\n]*(?:&(?:amp|lt|gt);[^<>&\n]*)*"
_TABLE = re.compile(
    rf"<table>\n(?:<tr>(?:<td{_SPANS}>{_CELL_TEXT}</td>|<th{_SPANS}>{_CELL_TEXT}</th>)*</tr>\n)*</table>"
)
_CELL = re.compile(r'<(t[dh])(?: colspan="(\d+)")?(?: rowspan="(\d+)")?>([^<]*)<')
_TABLE_PIECE = re.compile(r"(</?(?:table|tr|td|th)(?: [^<>]*)?>|&(?:amp|lt|gt);)")

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `tag` is `td` or `th`; the spans are 1 to 1000; `text` is plain, on one line."""

    text: str
    tag: str = "td"
    colspan: int = 1
    rowspan: int = 1


def tokens(text: str) -> list[str]:
    """The text cut into words, numbers, punctuation and runs of spaces; joined, they give it back exactly.

    An elided word keeps its apostrophe and stands alone; an article's number is one token; so is a tag of a table.

    >>> tokens("l'article R. 57-7-62, 1° :")
    ["l'", 'article', ' ', 'R.', ' ', '57-7-62', ',', ' ', '1°', ' ', ':']
    """
    return table_tokens(text) if is_table(text) else plain_tokens(text)


def plain_tokens(text: str) -> list[str]:
    """The tokens of a text, or of a part of it, that isn't a table."""
    return _TOKEN.findall(text)


def spaced_tokens(text: str) -> list[str]:
    """As `plain_tokens`, but a single space goes with the token before it: half as many, for those who are in a hurry.

    >>> spaced_tokens("l'article R. 57-7-62,  1° :")
    ["l'", 'article ', 'R. ', '57-7-62', ',', '  ', '1° ', ':']
    """
    return _SPACED.findall(text)


def table_tokens(rows: str) -> list[str]:
    """The tokens of one or several lines of a table: its tags, and the words of its cells."""
    found: list[str] = []
    for place, piece in enumerate(_TABLE_PIECE.split(rows)):
        if place % 2:
            found.append(piece)
        else:
            found += _TOKEN.findall(piece)
    return found


def token_key(token: str) -> str:
    """What a token is once typography is folded: equal keys are the same word. Spacing has the empty key.

    Cells of a table have one key, whatever their spans and whether they are headers: that is presentation.
    """
    if token[0] == "<" and len(token) > 1:
        return "</td>" if token == "</th>" else "<td>" if token[1:3] in ("td", "th") else token
    if token.isascii():
        return "" if token.isspace() else token.replace(" ", "")
    return _SPACES.sub("", unicodedata.normalize("NFC", token.translate(_FOLDED)))


def fold(text: str) -> str:
    """The text with typography folded: same apostrophes, quotes, dashes and ligatures, single spaces, NFC.

    >>> fold("l’œuvre   «\u00a0utile\u00a0»")
    'l\\'oeuvre " utile "'
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text.translate(_FOLDED))).strip()


@lru_cache(maxsize=65536)
def is_word(token: str) -> bool:
    """True for what counts as a word: a token that holds a letter or a digit, and isn't a tag or an entity."""
    return token[:1] not in ("<", "&") and any(map(str.isalnum, token_key(token)))


def words(text: str) -> list[str]:
    """The words and numbers of a text, in order, as written."""
    return [token for token in tokens(text) if is_word(token)]


def count_words(text: str) -> int:
    """How many words and numbers the text has."""
    return len(words(text))


def is_table(alinea: str) -> bool:
    """True if the whole alinéa is a table in our grammar, which makes it safe to show as HTML.

    `<table>`, one line per row `<tr>…</tr>`, `</table>`; cells `<td>` or `<th>` with optional `colspan="N"` then
    `rowspan="N"`, N from 1 to 1000; in the cells, `&amp;`, `&lt;` and `&gt;` are the only entities.
    """
    return alinea.startswith("<table>\n") and _TABLE.fullmatch(alinea) is not None


def table_rows(alinea: str) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table, their cells' text unescaped. Raises `ValueError` where `is_table` says no."""
    if not is_table(alinea):
        raise ValueError(f"not a table in our grammar: {alinea[:60]!r}")
    return tuple(
        tuple(
            Cell(_unescape(match[4]), match[1], int(match[2] or 1), int(match[3] or 1)) for match in _CELL.finditer(row)
        )
        for row in alinea.split("\n")[1:-1]
    )


def write_table(rows: Iterable[Sequence[Cell]]) -> str:
    """The alinéa of a table; `table_rows` reads it back. A line break in a cell becomes a space.

    >>> write_table([[Cell("Agen", colspan=2)]])
    '<table>\\n<tr><td colspan="2">Agen</td></tr>\\n</table>'
    """
    lines = ["<table>"]
    for row in rows:
        lines.append("<tr>" + "".join(map(_write_cell, row)) + "</tr>")
    return "\n".join([*lines, "</table>"])


def rows_to_keep(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Which rows of a table are kept: those with words, and those that a cell higher than its row counts. Without them
    the cells of the next rows would move aside.

    >>> rows_to_keep([[Cell("")], [Cell("Agen", rowspan=2), Cell("Auch")], [Cell("")], [Cell("")]])
    [1, 2]
    """
    kept, reached = [], 0
    for index, row in enumerate(rows):
        down = index + max((cell.rowspan for cell in row), default=1)
        if index < reached or down > index + 1 or any(cell.text for cell in row):
            kept.append(index)
        reached = max(reached, down)
    return kept if any(cell.text for row in rows for cell in row) else []


def _write_cell(cell: Cell) -> str:
    if cell.tag not in ("td", "th") or not (1 <= cell.colspan <= 1000 and 1 <= cell.rowspan <= 1000):
        raise ValueError(f"not a cell of a table: {cell!r}")
    spans = "".join(
        f' {name}="{value}"' for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1
    )
    text = " ".join(cell.text.split("\n")) if "\n" in cell.text else cell.text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{cell.tag}{spans}>{text}</{cell.tag}>"


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
