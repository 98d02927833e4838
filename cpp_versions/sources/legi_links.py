"""What the links of LEGI (`LIEN`) say of an article: the acts that made and ended it, and the articles it answers to.

`sens="source"` says that this document does it to the linked one, `cible` the other way round; a noun is the converse
of its verb. So the linked document acts on this one where a verb has `cible` (MODIFIE) or a noun has `source`
(CREATION): that is what is kept of acts. CONCORDE runs from the old to the new, CONCORDANCE from the new to the old;
TRANSFERE and DEPLACE, between two articles, from the old to the new.

An act is read from the words of the link, as Légifrance prints them ("LOI n°2004-204 du 9 mars 2004 - art. 168 () JORF
10 mars 2004 en vigueur le 1er janvier 2005"), and completed by the attributes (number, signature, NOR).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from cpp_versions.acts import ActMention, ending, introducing, parse_mentions, title_of
from cpp_versions.model import Act
from cpp_versions.sources.legi_dates import day_of
from cpp_versions.sources.legi_files import OfficialLink

__all__ = ["Hop", "acts_of", "ended_by", "forget", "hops", "mention_of"]

_MAKING = {"CREE", "CREATION", "MODIFIE", "MODIFICATION", "CODIFIE", "CODIFICATION", "TRANSFERE", "TRANSFERT",
           "DEPLACE", "DEPLACEMENT", "RECTIFIE", "RECTIFICATION", "ETEND", "EXTENSION", "RATTACHE", "RATTACHEMENT",
           "DISJOINT", "DISJONCTION", "HISTO"}  # fmt: skip
_CREATING = {"CREE", "CREATION"}
_RETROACTIVE = timedelta(days=365)
_ENDING = {"ABROGE", "ABROGATION", "ANNULE", "ANNULATION", "PERIME", "PEREMPTION"}
_NOUNS = {"ABROGATION", "ANNULATION", "CODIFICATION", "CONCORDANCE", "CREATION", "DEPLACEMENT", "DISJONCTION",
          "EXTENSION", "HISTO", "MODIFICATION", "PEREMPTION", "RATTACHEMENT", "RECTIFICATION", "TRANSFERT"}  # fmt: skip
_HOPS = {"CONCORDE": "CONCORDE", "CONCORDANCE": "CONCORDE", "TRANSFERE": "TRANSFERE", "TRANSFERT": "TRANSFERE",
         "DEPLACE": "DEPLACE", "DEPLACEMENT": "DEPLACE"}  # fmt: skip
_NATURES = {"LOI": "loi", "LOI_ORGANIQUE": "loi", "LOI_CONSTIT": "loi", "ORDONNANCE": "ordonnance",
            "DECRET": "décret", "DECRET_LOI": "décret", "ARRETE": "arrêté", "DECISION": "décision"}  # fmt: skip
_QUALIFIERS = {"LOI_ORGANIQUE": " organique", "LOI_CONSTIT": " constitutionnelle"}
_ARTICLE = re.compile(r"\s+-\s+(?:art\.|article)\s*", re.I)
_LEAD = re.compile(r"^acte\s+(?=n\s*°|du\s)", re.I)  # how an act of unknown nature is printed
_NUMBERED = re.compile(r"[0-9]{2,4}-[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Hop:
    """An article that the source joins to another: `old` became, or answers to, `new`. Identifiers of versions; the
    codes and numbers are those that the source prints, for the side that may not be in the dump."""

    kind: str
    old: str
    new: str
    linked_text: str
    linked_number: str
    forward: bool


def acts_of(links: Iterable[OfficialLink], start: date, previous: date | None) -> tuple[Act, ...]:
    """The acts that made the version that starts on `start`; empty where no link tells. `previous`: when the version
    before it started; an act signed since then, and said to have made this one, did, beside the latest."""
    making = tuple(link for link in links if link.kind in _MAKING and _acts_on_this(link))
    return _made(making, start, previous) if making else ()


@lru_cache(maxsize=16384)
def _made(making: tuple[OfficialLink, ...], start: date, previous: date | None) -> tuple[Act, ...]:
    """Many versions are made by the same act on the same day."""
    mentions = [_mention(link) for link in making]
    found = introducing(mentions, start)
    if found:
        since = previous or start - _RETROACTIVE
        beside = {m.act for m in mentions if m.dated and since < m.dated <= start and (m.in_force or start) == start}
        return tuple(dict.fromkeys(m.act for m in mentions if m.act in found or m.act in beside))
    # an act can apply from a day before its own: said to create the version, or signed within the year after
    later = {
        mention.act: None
        for link, mention in zip(making, mentions, strict=True)
        if mention.dated and start < mention.dated and (link.kind in _CREATING or mention.dated - start <= _RETROACTIVE)
    }
    return tuple(later) if len(later) == 1 else ()


def ended_by(links: Iterable[OfficialLink], start: date, end: date) -> tuple[Act, ...]:
    """The acts that ended, on `end`, the version that started on `start`: the last of those said to repeal it, where
    one fits the day, else of any that are dated between the two."""
    own = [link for link in links if _acts_on_this(link)]
    repealing = [_mention(link) for link in own if link.kind in _ENDING]
    found = introducing(repealing, end) if repealing else ()
    if found:
        return found
    any_kind = [_mention(link) for link in own if link.kind in _ENDING or link.kind in _MAKING]
    return ending(any_kind, start, end) if any_kind else ()


def hops(this: str, links: Iterable[OfficialLink]) -> tuple[Hop, ...]:
    """What the article version `this` is joined to; links that name no article are none."""
    found = []
    for link in links:
        kind = _HOPS.get(link.kind)
        if kind is None or not link.id.startswith("LEGIARTI") or link.id == this:
            continue
        forward = (link.sense == "source") != (link.kind in _NOUNS)
        old, new = (this, link.id) if forward else (link.id, this)
        found.append(Hop(kind, old, new, link.text_id, link.number, forward))
    return tuple(found)


def _acts_on_this(link: OfficialLink) -> bool:
    if link.id.startswith("LEGIARTI") and link.nature == "CODE":
        return False  # an article of a code is no act
    return (link.sense == "source") == (link.kind in _NOUNS)


def _mention(link: OfficialLink) -> ActMention:
    day = day_of(link.signed)
    return mention_of(link.words, link.nature, link.text_number, day, link.nor)


@lru_cache(maxsize=65536)
def mention_of(words: str, nature: str, number: str, signed: date | None, nor: str) -> ActMention:
    """The act that a link names, by its words and, for what they lack, by its attributes."""
    printed = _LEAD.sub("", _ARTICLE.sub(" ", words))
    read = parse_mentions(printed.replace(" & ", " et "))
    mention = read[0] if read else ActMention(Act(""), raw=words)
    act = mention.act
    official = _NATURES.get(nature)
    numbered = number if _NUMBERED.match(number) else None
    same = (act.number is None or numbered in (None, act.number)) and official in (
        None,
        act.nature,
        act.nature or official,
    )
    if same and (official or numbered or signed) and not (act.nature and act.number and act.date):
        kept = (act.nature or official, act.number or numbered, act.date or signed)
        if kept != (act.nature, act.number, act.date):
            act = Act(title_of(*kept, _QUALIFIERS.get(nature, "")), *kept)
            mention = replace(mention, act=act)
    if same and (nor or mention.jorf) and (act.nature or act.number):
        mention = replace(mention, act=replace(act, nor=nor or None, published=mention.jorf))
    return mention


def forget() -> None:
    """Let go of the acts that the links of one text name again and again."""
    _made.cache_clear()
    mention_of.cache_clear()
