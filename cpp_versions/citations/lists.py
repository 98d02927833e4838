"""Lists of articles: "L. 1er à L. 4, 706-53 (1°) et 707 du présent code et 222-1 du code pénal".

A list is read from its first number on: the number, the end of a range, the place behind it, what joins the next one;
then the name of the document, which holds for the numbers before it, and after which a list can go on with others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cpp_versions.citations import places
from cpp_versions.citations.documents import read_document
from cpp_versions.citations.fragments import ITEM, MONTH, canonical
from cpp_versions.citations.values import OWN, Document, DocumentKind, Kind, Memory, Mention, Place, Target

__all__ = ["Group", "Lists"]

# "à 723-27", "à l'article L. 4", "A 14" (a misprint)
_RANGE = re.compile(r" (?:à|A|a|au|jusqu'à|jusqu'au|jusques à)(?: (?:l'article|l'art\.|article))? ")
_ONWARD = re.compile(r" et (?:suivants?|s\.|ss\.?|sq\.)(?!\w)")
# ", ", " et ", " ou ", ", ainsi qu'aux ", "/"
_JOIN = re.compile(
    r" ?(?:[,;] ?(?:et(?: ?/ ?ou)?|ou|ainsi que|ni|puis)?|(?: et(?:/ou)?,?| ou,?| ainsi que| ni|/)) ?"
    r"(?:(?:de|à|du|au|par|aux|des|les?|par les|ou|et|ainsi qu'à|ainsi qu'aux|enfin|,) )?"
)
# what a number counts, when it is none of an article
_COUNTED = re.compile(
    r" ?(?:ans?|années?|mois|jours?|heures?|minutes?|semaines?|euros?|francs?|F|€|%|personnes?|membres?|points?|fois"
    rf"|exemplaires?|{MONTH}|mètres?|km|kg|g|cm|détenus?|places?|ou plusieurs|°)(?![\w-])"
)
_PLACE_OF = re.compile(r" (?:de l'art|des art|du présent art|de cet art|du même art|du [IVX]+\b)")
_RECALLED = re.compile(r",? (?:précité|susvisé|susmentionné)")
_LETTERS = re.compile("[A-Z]*")
_MOST_RECALLED = 12


@dataclass(slots=True)
class Group:
    """The articles that one "article(s)" names.

    `named`: the text says of which document they are; `spreads`: right behind them, so that what an enumeration has
    before them can be of it too.
    """

    items: list[Mention]
    start: int
    end: int
    named: bool
    spreads: bool = False


@dataclass(slots=True)
class _Item:
    """A number of a list while it is read: what follows says of which document it is, and where its phrase ends."""

    start: int
    end: int
    target: Target
    places: tuple[Place, ...]
    phrase: tuple[int, int]
    document: Document = OWN
    inherited: bool = False
    recent: Document | None = None


class Lists:
    """Reads the lists of one alinéa. `text` is levelled, `printed` as it is; `memory` is shared with the reader."""

    def __init__(self, text: str, printed: str, memory: Memory) -> None:
        self._text = text
        self._printed = printed
        self._memory = memory
        self.articles: list[Mention] = []

    def read(
        self, start: int, item: re.Match[str], before: tuple[Document, bool] | None, same: bool = False
    ) -> Group | None:
        """The list that begins with the number `item`; its span begins at `start`, with the word "article".

        `before`: the document named right before, and whether it is only likely to be theirs. `same`: "au même
        article 113-2-1", an article cited before.
        """
        here, shared = places.before(self._text, start)
        items: list[_Item] = []
        first, at, stop = 0, start, start
        named = False
        while True:
            read = self._item(item)
            if read is None:
                break
            target, end = read
            stop, behind = places.after(self._text, end)
            if behind and not target.last and (further := self._range(stop, target.first)):
                target, end = further
                stop = end
            items.append(_Item(at, end, target, (*shared, *behind), (here, stop)))
            following = self._next(stop)
            if following is None:
                document, stop = self._document(stop, items, first, here)
                if document is None:
                    break
                named = True
                following = self._next(stop)
                if following is None or not _goes_on(following, document):
                    break
                first, here, shared = len(items), following.start(), ()
            item, at = following, following.start()
        if not items:
            return None
        spreads = named
        if not named:
            named = self._unsaid(items, before, same)
        for one in items:
            if not one.inherited and one.document is not OWN:
                self._memory.name_article(one.target, one.document)
        mentions = [self._mention(one) for one in items]
        self.articles.extend(mentions)
        return Group(mentions, items[0].phrase[0], max(stop, items[-1].end), named, spreads)

    def last(self) -> list[Mention]:
        """The articles that one "article(s)" named last, or the last of them where they are many."""
        found = self.articles[-1:]
        for earlier in self.articles[-2 : -_MOST_RECALLED - 1 : -1]:
            if earlier.phrase[0] != found[0].phrase[0]:
                break
            found.append(earlier)
        return found[::-1]

    def _mention(self, item: _Item) -> Mention:
        return Mention(
            item.start, item.end, self._printed[item.start : item.end], Kind.ARTICLE, item.document, item.target,
            item.places, item.phrase, item.inherited, item.recent,
        )  # fmt: skip

    def _unsaid(self, items: Sequence[_Item], before: tuple[Document, bool] | None, same: bool) -> bool:
        """Say of which document the items are where none follows them; whether it is said elsewhere."""
        if before is not None:
            for item in items:
                item.document, item.inherited = before
            return True
        code = self._memory.code
        recent = code if code is not None and code.kind is DocumentKind.CODE else None
        for item in items:
            earlier = self._memory.document_of(item.target) if same or _distinct(item.target) else None
            if earlier is not None:
                item.document, item.inherited = earlier, not same
            elif item.document is OWN:
                item.recent = recent
        return any(item.document is not OWN for item in items)

    def _item(self, item: re.Match[str]) -> tuple[Target, int] | None:
        """One number, or a range, and where it ends."""
        number = canonical(item[0])
        if number is None:
            return None
        if onward := _ONWARD.match(self._text, item.end()):
            return Target(number, onward=True), onward.end()
        return self._range(item.end(), number) or (Target(number), item.end())

    def _range(self, at: int, number: str) -> tuple[Target, int] | None:
        """The range that begins with `number` and goes on at `at`."""
        found = _RANGE.match(self._text, at)
        last = ITEM.match(self._text, found.end()) if found else None
        if last is None or _COUNTED.match(self._text, last.end()):
            return None
        closing = canonical(last[0])
        if closing is None:
            return None
        if closing[0].isdigit() and (letters := _LETTERS.match(number)):
            closing = letters[0] + closing  # "R. 57-10 à 57-35"
        return Target(number, closing if closing != number else ""), last.end()

    def _next(self, at: int) -> re.Match[str] | None:
        """The next number of a list whose last one ends at `at`."""
        text = self._text
        join = _JOIN.match(text, at)
        if join is None:  # "227-3 à 227-11 311-3": the comma is missing
            item = ITEM.match(text, at + 1) if text.startswith(" ", at) else None
            item = item if item is not None and "-" in item[0] else None
        else:
            item = ITEM.match(text, join.end())
        if item is None or item[0][0] in "plIu" or _COUNTED.match(text, item.end()):
            return None
        if item[0].isdigit() and _PLACE_OF.match(text, item.end()):
            return None  # "de l'article 25 et du 5 de l'article 27"
        return item

    def _document(self, at: int, items: Sequence[_Item], first: int, here: int) -> tuple[Document | None, int]:
        """The document that follows the items, which from `first` on are its."""
        found = read_document(self._text, at, self._memory)
        if found is None:
            if _RECALLED.match(self._text, at):  # of the document that it was cited of before
                for item in items[first:]:
                    item.document = self._memory.document_of(item.target) or item.document
            return None, at
        document, end = found
        for item in items[first:]:
            item.document, item.phrase = document, (here, end)
        return document, end


def _distinct(target: Target) -> bool:
    """Whether the number is hardly that of another article of another code: "113-2-1", not "25"."""
    return "-" in target.first or target.first[:1].isalpha()


def _goes_on(item: re.Match[str], document: Document) -> bool:
    """Whether a number behind the name of a document is one more article: "… du présent code et 222-1 du code"."""
    return "-" in item[0] and item[0][0] not in "LRDA" and document.kind is not DocumentKind.ACT
