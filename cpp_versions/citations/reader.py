"""Reads a text of law and gives all that it cites: the grammar's one way in.

A text is looked through once for the words that a citation can begin with ("article", "code", "loi", "R. 57-"); from
each the grammar reads on: the numbers, lists and ranges, the places behind them, the name of the document; and back
for the place before ("au 2° du I de"). What was read is not read again, so that the time is in proportion to the text.

A citation never goes on from one alinéa to the next; what does is who was named last (see `values.Memory`). So a text
is read alinéa by alinéa, and of texts that share alinéas, as the versions of an article do, each is read once.

What it refuses: a heading ("Article 28" alone on its line, or in quotes before the words of an article that another
code's text is to be read with), a number by itself unless its series says that it is an article's (`D. 49-34`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from cpp_versions.citations import places
from cpp_versions.citations.acts import read_act
from cpp_versions.citations.codenames import read_code
from cpp_versions.citations.fragments import ITEM, level
from cpp_versions.citations.lists import Group, Lists
from cpp_versions.citations.values import OWN, Document, DocumentKind, Kind, Memory, Mention, Named, Target

__all__ = ["Alinea", "Reader", "read"]

# one class of first letters, which is looked for faster than two branches
_BARE = re.compile(r"[LRDA](?:(?<!A)\.? ?[O*]?\.? ?[0-9]{1,4}(?=[- ,.;)<e])|(?<=A)\. ?[0-9]{1,4}(?=-))")


class _Anchor(IntEnum):
    """What a citation can begin with."""

    ARTICLE = 0
    BARE = 1
    DOCUMENT = 2


# The words that a citation can begin with, without their first letter where it can be a capital: each, how many letters
# before it the citation begins, and as what. Looking for each by itself is several times as fast as one expression for
# all; where a letter of it is rare, as capitals are, an expression that begins with that letter is faster still.
_WORDS = (
    ("rticle", 1, _Anchor.ARTICLE),
    ("rt.", 1, _Anchor.ARTICLE),
    ("rts.", 1, _Anchor.ARTICLE),
    ("ode ", 1, _Anchor.DOCUMENT),
    ("loi", 0, _Anchor.DOCUMENT),
    *((word, 1, _Anchor.DOCUMENT) for word in ("rdonnance", "irective", "ction commune", "raité", "rotocole", "ccord")),
    *((word, 1, _Anchor.DOCUMENT) for word in ("tatut", "onstitution", "harte")),
    ("pacte", 0, _Anchor.DOCUMENT),
)
_RARE = tuple(
    (re.compile(expression), before, anchor)
    for expression, before, anchor in (
        ("RTICLE", 1, _Anchor.ARTICLE),
        ("ODE ", 1, _Anchor.DOCUMENT),
        (r"C(?:\. [pc]|PP|ESEDA|GI|JPM)", 0, _Anchor.DOCUMENT),
        ("L(?:oi|OI)", 0, _Anchor.DOCUMENT),
        (r"Décr\.", 0, _Anchor.DOCUMENT),
        (r"Arr\.", 0, _Anchor.DOCUMENT),
        ("Pacte", 0, _Anchor.DOCUMENT),
        ("é(?:c(?:ret|ision|laration)|libération)", 1, _Anchor.DOCUMENT),
        ("èglement", 1, _Anchor.DOCUMENT),
        ("ê(?<=rrê)té", 3, _Anchor.DOCUMENT),
        ("v(?<=onv)ention", 3, _Anchor.DOCUMENT),
    )
)


def _anchors(text: str) -> list[tuple[int, _Anchor]]:
    """Where a citation can begin, in order."""
    found = [(match.start(), _Anchor.BARE) for match in _BARE.finditer(text)]
    for word, before, anchor in _WORDS:
        place = text.find(word)
        while place >= 0:
            found.append((place - before, anchor))
            place = text.find(word, place + len(word))
    for expression, before, anchor in _RARE:
        if expression.search(text) is not None:  # seldom so, and to look is cheaper than to begin an iteration
            found += [(match.start() - before, anchor) for match in expression.finditer(text)]
    found.sort()
    return found


# ------------------------------------------------------------------------------------------- around the word "article"
_HEAD = re.compile(r"(?:[aA]rticles?|ARTICLES?|[aA]rts?\.)(?![\w-]|(?<=[eE])s)|[aA]rts?\.")
_LEAD = re.compile(
    r"(?:(?P<present>[pP]résente?s? )"
    r"|(?P<same>(?:de ce |de ces |ce |ces |des |du |aux? |les? |cet |l)?mêmes? "
    r"|(?:[lL]e|[dD]u|[aA]u|[lL]es|[dD]es|[aA]ux)dits? |susdits? )"
    r"|(?P<this>(?<!\w)[cC]e[ts] )"
    r"|(?P<count>(?:deux|trois|quatre|cinq|six) (?:premiers |derniers )?)"
    r"|(?P<near>(?:précédent|dernier)s? ))$"
)
_PREPOSED = re.compile(r"(?:de|du|des|aux?|les?|l)? ?(?=même|ce|cet|[ld]\w*dit|aux?dit)")
_ELIDED = ("l'", "L'", "d'")
_OPENING = re.compile(r" ?[\"“«] ?(?=[0-9LRDA])")
# a heading: « Art. R. 102. - Les chefs d'escorte …
_OPENS = '\n«"“:>'
_DEFINED = re.compile(r" ?(?:\. ?-|-(?![0-9]))")

# ------------------------------------------------------------------------------------------------- words that point
_NAMED_BEFORE = re.compile(
    r" (?:précités?|susvisés?|susmentionnés?|susdits?|(?:visés?|mentionnés?|cités?) ci-dessus|ci-dessus|ci-avant)(?!\w)"
)
_RELATIVE = re.compile(r" (?:(?P<before>précédents?|qui précède(?:nt)?)|suivants?|ci-après|qui suit)(?!\w)")
_LISTED = re.compile(r" ?:| du | de la | des ")
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}

# --------------------------------------------------------------------------------------- documents named elsewhere
_HEADED_BY = re.compile(r" ?[,:(]? ?(?:les |l'|en son |en ses )?")
_FORESEEN = re.compile(
    r"(?: \([^()\n]{3,30}\))?,? (?:et )?(?:prévu|réprimé|visé|mentionné|défini|sanctionné|puni)e?s? (?:par|à|aux) ?"
    r"(?:les |l')?"
)
_COORDINATED = re.compile(
    r"(?: ?,)? ?(?:et|ou|ainsi que?|ainsi qu'|ni)? ?"
    r"(?:(?:à|aux|au|de|des|du|par|les|le|la|l'|d'|ainsi qu'aux?|ainsi qu'à) ?){0,6}"
)
_EXCEPTED = re.compile(
    r",? (?:à l'exception|à l'exclusion|hormis|sauf|autres que|excepté) ?(?:(?:ceux|celles|celui|celle|de|des|les|l'|"
    r"prévue?s?|visée?s?|mentionnée?s?|aux?|à|par) ?){0,6}"
)
_FARTHEST = 300
"""How far behind its name "ses articles" can stand, in characters."""


def read(text: str, inner: bool = False) -> tuple[Mention, ...]:
    """All that `text` cites, in its order; with `inner` also its references to the article itself and to places in it.

    `text` is alinéas joined by a blank line, a table being one alinéa as HTML. Never raises on any text.

    >>> [(m.quote, m.document.name, m.target.first) for m in read("au 2° de l'article 132-45 du code pénal")]
    [("l'article 132-45", 'penal', '132-45')]
    """
    memory, begin = Memory(), 0
    found: list[Mention] = []
    for alinea in text.split(_BLANK):
        mentions = _mentions(alinea, memory, inner)
        found += (_moved(mention, begin) for mention in mentions) if begin else mentions
        begin += len(alinea) + len(_BLANK)
        memory.next()
    return tuple(found)


_BLANK = "\n\n"


def _moved(mention: Mention, by: int) -> Mention:
    start, end = mention.phrase
    return replace(mention, start=mention.start + by, end=mention.end + by, phrase=(start + by, end + by))


@dataclass(frozen=True, slots=True, eq=False)
class Alinea:
    """What one alinéa cites, spans counted from its own beginning; equal to nothing but itself, and so a key."""

    mentions: tuple[Mention, ...]
    _asked: Mapping[str | Target, Document | None]
    _articles_asked: tuple[Named, ...] | None
    _named: Mapping[str | Target, Document]
    _named_articles: tuple[Named, ...]


class Reader:
    """Reads many texts, such as the versions of articles: an alinéa that several share is read once, but where what
    stands before it changes what it means ("du même code"). Gives what `read` gives, alinéa by alinéa."""

    def __init__(self) -> None:
        self._known: defaultdict[str, list[Alinea]] = defaultdict(list)

    def read(self, alineas: Iterable[str]) -> list[Alinea]:
        """What a text of these alinéas cites, of each of them."""
        memory = Memory()
        return [self._alinea(alinea, memory) for alinea in alineas]

    def _alinea(self, alinea: str, memory: Memory) -> Alinea:
        readings = self._known[alinea]
        for known in readings:
            if memory.answers(known._asked, known._articles_asked):
                memory.learn(known._named, known._named_articles)
                return known
        mentions = tuple(_mentions(alinea, memory, False))
        made = Alinea(mentions, memory.asked, memory.articles_asked, memory.named, memory.named_articles)
        memory.next()
        if len(readings) < _MOST_READINGS:
            readings.append(made)
        return made


_MOST_READINGS = 16
"""How many meanings of one alinéa are kept: of more, which only a text made for it has, each is read again."""


def _mentions(printed: str, memory: Memory, inner: bool) -> list[Mention]:
    """All that an alinéa cites, in its order."""
    text = level(printed)
    anchors = _anchors(text)
    return _AlineaReader(text, printed, memory).mentions(anchors, inner) if anchors or inner else []


class _AlineaReader:
    def __init__(self, text: str, printed: str, memory: Memory) -> None:
        self._printed = printed
        self._text = text
        self._memory = memory
        self._lists = Lists(text, printed, memory)
        self._whole: Mention | None = None

    def mentions(self, anchors: Iterable[tuple[int, _Anchor]], inner: bool) -> list[Mention]:
        text = self._text
        groups: list[Group] = []
        wholes: list[Mention] = []
        position = 0
        for begin, anchor in anchors:
            if begin < position or (begin and (text[begin - 1].isalnum() or text[begin - 1] in "-_")):
                continue
            if anchor is _Anchor.ARTICLE:
                group = self._headed(begin)
            elif anchor is _Anchor.BARE:
                group = self._bare(begin)
            else:
                if (whole := self._document(begin)) is not None:
                    self._whole = whole
                    position = whole.end
                    wholes.append(whole)
                continue
            if group is not None:
                position = max(position, group.end)
                if group.items:
                    groups.append(group)
        _carry(text, groups)
        found = [*wholes, *(mention for group in groups for mention in group.items)]
        if inner:
            found += self._inner(tuple(found))
        else:
            found = [mention for mention in found if mention.kind is not Kind.INNER]
        found.sort(key=lambda mention: (mention.start, mention.end))
        if self._lists.articles:
            self._memory.named_articles = tuple(_named(one) for one in self._lists.last())
        return found

    # -- articles

    def _headed(self, begin: int) -> Group | None:
        """What the word "article" at `begin` heads."""
        text = self._text
        head = _HEAD.match(text, begin)
        if head is None:
            return None
        end = head.end()
        start = begin - 2 if text.startswith(_ELIDED, max(0, begin - 2)) else begin
        item = ITEM.match(text, end + text.startswith(" ", end))
        # behind "l'" there is none of these words
        lead = _LEAD.search(text, max(0, begin - 24), begin) if start == begin else None
        if item is None and lead is not None and lead["present"]:
            return self._self(lead.start(), begin, end)
        if item is None and (quote := _OPENING.match(text, end)):
            item = ITEM.match(text, quote.end())
        if item is None or (text[end - 1] == "s" and item[0] == "unique"):
            return self._relative(begin, end, start, lead)
        if self._is_heading(begin, item):
            return Group([], begin, item.end(), True)
        same = lead is not None and bool(lead["same"])
        return self._lists.read(start, item, self._before(start), same)

    def _bare(self, begin: int) -> Group | None:
        """A list that no "article" heads, whose first number says by its letters that it is one."""
        item = ITEM.match(self._text, begin)
        if item is None or self._text.endswith("'", 0, begin):
            return None
        if "-" not in item[0] and item[0][1] != ".":
            return None
        if self._is_heading(begin, item):
            return None
        return self._lists.read(begin, item, self._before(begin))

    def _is_heading(self, begin: int, item: re.Match[str]) -> bool:
        """Whether the article is named to head its words: alone on its line, or in quotes."""
        text = self._text
        before = begin - (text.startswith(" ", begin - 1) if begin else 0)
        if before and text[before - 1] not in _OPENS:
            return False
        alone = text[begin - 1 : begin] in ("", "\n") and (item.end() >= len(text) or text[item.end()] == "\n")
        return alone or _DEFINED.match(text, item.end()) is not None

    def _before(self, start: int) -> tuple[Document, bool] | None:
        """The document named right before, and whether it is only likely to be theirs: "Code pénal : articles", "(Arr.
        17 sept. 2003, art. 5)", "réprimées par le code de la santé publique prévues par les articles"."""
        whole, text = self._whole, self._text
        if whole is None or not 0 <= start - whole.end <= _FARTHEST:
            return None
        if text.startswith(("ses ", "son "), start - 4):  # "la loi …, notamment ses articles 25 et 26"
            return None if "\n" in text[whole.end : start] else (whole.document, False)
        if _HEADED_BY.fullmatch(text, whole.end, start):
            return whole.document, False
        return (whole.document, True) if _FORESEEN.fullmatch(text, whole.end, start) else None

    # -- words that point

    def _self(self, start: int, begin: int, end: int) -> Group:
        """ "le présent article"."""
        place, shared = places.before(self._text, start)
        mention = Mention(start, end, self._printed[start:end], Kind.INNER, OWN, None, shared, (min(place, start), end))
        return Group([mention], mention.phrase[0], end, True)

    def _relative(self, begin: int, end: int, start: int, lead: re.Match[str] | None) -> Group | None:
        """ "l'article précédent", "ledit article", "les articles précités"; None for the word by itself."""
        text = self._text
        plural = text[end - 1] == "s"
        if named := _NAMED_BEFORE.match(text, end):
            return self._recall(start, named.end(), plural, begin)
        found = _RELATIVE.match(text, end)
        if found and not (plural and _LISTED.match(text, found.end())):
            steps, onward = [-1 if found["before"] else 1], plural
            if lead is not None and lead["count"]:
                count = _COUNTS[lead["count"].split()[0]]
                steps, onward = list(range(-count, 0) if found["before"] else range(1, count + 1)), False
            place, shared = places.before(text, start)
            quote, phrase = self._printed[start : found.end()], (place, found.end())
            items = [
                Mention(start, found.end(), quote, Kind.RELATIVE, OWN, Target("", "", onward, step), shared, phrase)
                for step in steps
            ]
            return Group(items, place, found.end(), True)
        if lead is not None and (lead["same"] or lead["this"]):
            preposition = _PREPOSED.match(text, lead.start())
            return self._recall(preposition.end() if preposition else lead.start(), end, plural, begin)
        return None

    def _recall(self, start: int, end: int, plural: bool, head: int) -> Group | None:
        """The article named last, or for a plural the list named last; the word "article" stands at `head`."""
        again = tuple(_named(one) for one in self._lists.last()) or self._memory.articles
        if not again:
            return None
        place, shared = places.before(self._text, head)
        place = min(place, start)
        quote = self._printed[start:end]
        items = [
            Mention(
                start, end, quote, Kind.RELATIVE, one.document, one.target, shared, (place, end), one.inherited,
                one.recent,
            )
            for one in (again if plural else again[-1:])
        ]  # fmt: skip
        return Group(items, place, end, True)

    # -- whole documents

    def _document(self, begin: int) -> Mention | None:
        """The code or the act that is named at `begin`, cited whole."""
        text = self._text
        if text[begin] in "cC" and not text.startswith(("conv", "Conv", "char", "Char", "Cons"), begin):
            if text.endswith(("présent ", "même ", "dit ", "ce "), max(0, begin - 8), begin):
                return None
            code = read_code(text, begin, self._memory)
            if code is None or code[0].kind is not DocumentKind.CODE:
                return None
            document, end, kind = *code, Kind.CODE
        elif act := read_act(text, begin, self._memory):
            document, end, kind = *act, Kind.ACT
        else:
            return None
        return Mention(begin, end, self._printed[begin:end], kind, document, None, (), (begin, end))

    # -- places of the article itself

    def _inner(self, found: Iterable[Mention]) -> Iterator[Mention]:
        spans = sorted(mention.phrase for mention in found)
        index = 0
        begun: tuple[int, int] | None = None
        for match in places.INNER.finditer(self._text):
            start, end = match.span()
            while index < len(spans) and spans[index][1] <= start:
                index += 1
            if index < len(spans) and spans[index][0] < end:
                continue
            if begun and start - begun[1] == 1 and self._text.startswith(("du ", "de ", "des "), start):
                begun = begun[0], end  # "au 10° du I"
                continue
            if begun:
                yield self._place(*begun)
            begun = start, end
        if begun:
            yield self._place(*begun)

    def _place(self, start: int, end: int) -> Mention:
        shared = places.parse(self._text, start, end)
        return Mention(start, end, self._printed[start:end], Kind.INNER, OWN, None, shared, (start, end))


def _named(mention: Mention) -> Named:
    return Named(mention.document, mention.target, mention.inherited, mention.recent)


def _carry(text: str, groups: list[Group]) -> None:
    """Give a document to the groups that don't say theirs: that of the group behind, named at the end of an
    enumeration ("411-7, à l'article 413-1 du code pénal"), or before an exception ("du code pénal, sauf l'article")."""
    for index in range(len(groups) - 2, -1, -1):
        group, following = groups[index], groups[index + 1]
        if _can_follow(group, following) and _COORDINATED.fullmatch(text, group.end, following.start):
            _inherit(group, following.items[0].document)
    for group, following in pairwise(groups):
        if _can_follow(following, group) and _EXCEPTED.fullmatch(text, group.end, following.start):
            _inherit(following, group.items[-1].document)


def _can_follow(unsaid: Group, named: Group) -> bool:
    """Whether `unsaid` can be of the document of `named`; not so "60-1" and "R. 10-13 du code des postes"."""
    mine, theirs = unsaid.items[-1], named.items[0]
    if unsaid.named or not named.spreads or mine.kind is not Kind.ARTICLE or theirs.kind is not Kind.ARTICLE:
        return False
    return theirs.document.kind is not DocumentKind.OWN and _lettered(mine) == _lettered(theirs)


def _inherit(group: Group, document: Document) -> None:
    group.items = [replace(item, document=document, inherited=True, recent=None) for item in group.items]
    group.named = group.spreads = True


def _lettered(mention: Mention) -> bool:
    """Whether the number has letters in front."""
    return mention.target is not None and mention.target.first[:1].isalpha()
