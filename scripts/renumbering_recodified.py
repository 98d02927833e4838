"""A recodification made up from real articles, whose truth is known: how a map stands it, before one such as that of
2029 is there to be read.

The legislative part goes to a new code: every article under a new number, sections in blocks that change places, some
articles dropped, cut in two or put together, some that have no source, and a share of alinéas edited (offices and turns
of phrase by others, words left out). What they cite goes under the new numbers; the regulatory part stays as it is, so
that no list rewritten there tells anything. Chance is seeded: the same store gives the same code.

What it can't show is how a reform is written: real drafters change more, and more to the point.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cpp_versions import Corpus
from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering import Side, sides

__all__ = ["Recodification", "recodified"]

_DAY = date(2022, 4, 30)
_CODE = "recodified"
_BLOCK = 8
"""Sections that stay together."""
_DROPPED, _SOURCELESS, _CUT, _JOINED = 0.05, 0.05, 0.15, 0.06
_EDITED, _LEFT_OUT = 0.5, 0.04
"""Shares of alinéas edited, and of their words left out."""
_TURNS = (
    ("procureur de la République", "ministère public"),
    ("juge d'instruction", "magistrat instructeur"),
    ("officier de police judiciaire", "enquêteur habilité"),
    ("lorsque", "quand"),
    ("Lorsque", "Si"),
    ("peut être", "est susceptible d'être"),
    ("à peine de nullité", "sous peine de nullité"),
    ("dans un délai de", "sous"),
    ("Toutefois, ", "Par exception, "),
)
_NUMBER = re.compile(r"\b[0-9]{1,3}(?:-[0-9]+)*\b")


@dataclass(frozen=True, slots=True)
class Recodification:
    """Both sides, and the truth: by pair of numbers, whether the article went `whole`, was `cut`, or `joined`."""

    old: tuple[Side, ...]
    new: tuple[Side, ...]
    pairs: dict[tuple[str, str], str]
    dropped: frozenset[str]
    sourceless: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article to be: from which articles, how it came about, its alinéas, and whether its source is withheld."""

    sources: tuple[Side, ...]
    how: str
    alineas: tuple[str, ...]
    sourceless: bool = False


def recodified(corpus: Corpus, seed: int = 2029) -> Recodification:
    """The legislative part of the CPP, in force on 30 April 2022, gone to a new code."""
    chance = random.Random(seed)  # noqa: S311 - no secret: the same code each time
    code = [side for side in sides(corpus, ["cpp"], _DAY) if not side.missing]
    gone = [side for side in code if side.ref.number[0].isdigit()]
    stays = tuple(side for side in code if not side.ref.number[0].isdigit())
    drafts, dropped = _drafts(_shuffled(gone, chance), chance)
    named = [(f"{1000 + place // 9}-{1 + place % 9}", draft) for place, draft in enumerate(drafts)]
    became: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    for name, draft in named:
        for source in draft.sources:
            became.setdefault(source.ref.number, name)
            if not draft.sourceless:
                pairs[source.ref.number, name] = draft.how
    new = []
    for place, (name, draft) in enumerate(named):
        text = tuple(_rewritten(alinea, became, chance) for alinea in draft.alineas)
        section = ("Code refondu", *draft.sources[0].section)
        new.append(Side(ArticleRef(_CODE, name), name, text, section, place, place))
    withheld = {source for draft in drafts if draft.sourceless for source in draft.sources}
    return Recodification(
        (*(side for side in gone if side not in withheld), *stays),
        (*new, *stays),
        pairs,
        frozenset(side.ref.number for side in dropped),
        frozenset(name for name, draft in named if draft.sourceless),
    )


def _shuffled(gone: Sequence[Side], chance: random.Random) -> list[Side]:
    """The articles with blocks of their sections in another order."""
    sections: dict[tuple[str, ...], list[Side]] = {}
    for side in gone:
        sections.setdefault(side.section, []).append(side)
    kept = list(sections.values())
    blocks = [kept[place : place + _BLOCK] for place in range(0, len(kept), _BLOCK)]
    chance.shuffle(blocks)
    return [side for block in blocks for section in block for side in section]


def _drafts(order: Sequence[Side], chance: random.Random) -> tuple[list[_Draft], list[Side]]:
    """The articles to be: from what, with which alinéas, and how they came about; and what was dropped."""
    drafts: list[_Draft] = []
    dropped: list[Side] = []
    joined = False
    for side, following in pairwise([*order, None]):
        assert side is not None  # noqa: S101 - only the last has none after it
        if joined:
            joined = False
            continue
        drawn, alineas = chance.random(), side.alineas
        if drawn < _DROPPED:
            dropped.append(side)
        elif drawn < _DROPPED + _CUT and len(alineas) >= 3:
            place = chance.randrange(1, len(alineas))
            drafts += [_Draft((side,), "cut", alineas[:place]), _Draft((side,), "cut", alineas[place:])]
        elif drawn > 1 - _JOINED and following is not None and following.section == side.section:
            drafts.append(_Draft((side, following), "joined", (*alineas, *following.alineas)))
            joined = True
        else:
            drafts.append(_Draft((side,), "whole", alineas, sourceless=chance.random() < _SOURCELESS))
    return drafts, dropped


def _rewritten(alinea: str, became: dict[str, str], chance: random.Random) -> str:
    if chance.random() < _EDITED:
        for turn, other in _TURNS:
            alinea = alinea.replace(turn, other)
        words = [word for word in alinea.split(" ") if chance.random() >= _LEFT_OUT]
        alinea = " ".join(words) or alinea
    return _NUMBER.sub(lambda number: became.get(number[0], number[0]), alinea)
