"""What people type to look for words, read into what the full-text index is asked: nothing of it reaches it raw.

    >>> parse('isolement "personne détenue"').match
    '"isolement" AND "personne détenue"'
    >>> parse('détenu|détenus').match
    '("détenu" OR "détenus")'

All terms must be there. A term is a word, or words between double quotes that follow each other; `|` joins
alternatives. Everything else (`NEAR`, `*`, `^`, `:`, brackets) is text like any other: punctuation, which the index
ignores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cpp_versions.errors import UsageError

__all__ = ["LONGEST", "Wording", "parse", "parse_phrases"]

LONGEST = 500
"""The most characters of a query that are read."""
_TERMS = 24
_PART = re.compile(r'"([^"]*)"?|([^\s"|]+)|(\|)')


@dataclass(frozen=True, slots=True)
class Wording:
    """What is looked for: one of each tuple of alternatives. `text` is what was typed, without odd spaces."""

    text: str
    terms: tuple[tuple[str, ...], ...]

    @property
    def match(self) -> str:
        """The expression that SQLite's full text is asked; every word of it stands in quotes."""
        return " AND ".join(
            _quoted(found[0]) if len(found) == 1 else f"({' OR '.join(map(_quoted, found))})" for found in self.terms
        )


def parse(query: str) -> Wording:
    """The wording that `query` asks for. Raises UsageError where it names no word, or too many."""
    terms: list[tuple[str, ...]] = []
    joined = False
    for phrase, word, bar in _PART.findall(query[:LONGEST]):
        if bar:
            joined = bool(terms)
            continue
        term = " ".join((phrase or word).split())
        if not any(map(str.isalnum, term)):
            continue
        if joined:
            terms[-1] = (*terms[-1], term)
        else:
            terms.append((term,))
        joined = False
    return _checked(" ".join(query[:LONGEST].split()), terms)


def parse_phrases(wording: str) -> Wording:
    """A wording as charts of words take it: what stands between `|` is a phrase each, quoted or not."""
    phrases = [" ".join(part.replace('"', " ").split()) for part in wording[:LONGEST].split("|")]
    found = tuple(phrase for phrase in phrases if any(map(str.isalnum, phrase)))
    return _checked("|".join(found), [found] if found else [])


def _checked(text: str, terms: list[tuple[str, ...]]) -> Wording:
    if not terms:
        raise UsageError("nothing to search for: give some words")
    if sum(map(len, terms)) > _TERMS:
        raise UsageError(f"more than {_TERMS} words or phrases: leave some out, or put words that follow in quotes")
    return Wording(text, tuple(terms))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', " ").replace("\0", " ") + '"'
