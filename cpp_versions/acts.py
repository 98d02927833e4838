"""Acts as LexHub's commit messages and Légifrance's "modifié par" lines name them, and which act made which version.

What these lines look like, with their damage (all real):

- `Décret n°2019-966 du 18 septembre 2019  8 & Décret n°2022-479 du 30 mars 2022  8`
- `Décret 72-852 1972-09-12 1 JORF 20 septembre 1972 rectificatif JORF 14 octobre 1972`
- `Loi n°2004-204 du 9 mars 2004  168 () JORF 10 mars 2004 en vigueur le 1er janvier 2005`
- `Décision n°2020-836 QPC du 30 avril 2020, v. init.`
- cut short: `59-322`, `du 14 mars 2011`, `Arrêté 19`, `() JORF 6 mars 2007 en vigueur le`, `oi 85-1407 1985-12-30`

A line lists every act that the source links to a version, those that end it included. So `introducing` and `ending`
choose by date, and answer `()` where the line doesn't tell. `ActIndex` knows all the acts that one source names: it
completes a mention cut short where only one act fits, and points at numbers and dates that look mistyped. It corrects
only where the year of a number contradicts its own date (`75-852` of 12 September 1972) and the right act is known;
`raw` keeps what was printed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cpp_versions.model import Act

__all__ = [
    "ActIndex",
    "ActMention",
    "Suspect",
    "complete",
    "ending",
    "introducing",
    "parse_mentions",
    "print_date",
    "title_of",
]

MONTHS = tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "))
# The acts that made the code, of 1957 to 1959, are linked to nearly every article, whatever changed it since.
CODIFIED_UNTIL = date(1959, 12, 31)
# The longest that an article of the CPP has waited for its entry into force is under six years (loi 2011-1862, art. 2).
LONGEST_WAIT = timedelta(days=3653)
# A decision that annuls does so within days, where the act that wrote the text is older than this.
ANNULS_WITHIN, SETTLED = timedelta(days=7), timedelta(days=365)
# How many times as often the true number or date of an act stands in a source as a misprint of it, at the least.
CLEARLY = 5
# LexHub dates the versions of before 1970 "1970-01-02": their true start is lost.
DATED_FROM = date(1970, 1, 3)

LONGEST_MENTION = 400

_MONTH_OF = {m: i for i, m in enumerate(MONTHS, 1)} | {"fevrier": 2, "aout": 8, "decembre": 12}
# the first letters may be cut: "rdonnance", "oi"
_NATURE = re.compile(
    r"(?P<loi>l?oi)(?P<kind> organique| constitutionnelle)?\b|(?P<ordonnance>o?rdonnance)\b|(?P<décret>d?[ée]cret)\b"
    r"|(?P<arrêté>a?rr[êe]t[ée])\b|(?P<décision>d?[ée]cision|Conseil d'[EÉ]tat)\b",
    re.I,
)
_NUMBER = re.compile(r",?\s*(?:n\s*°\s*)?(?P<number>[0-9]{2,4}-[0-9]{1,5}(?:/[0-9]+)*(?!-?[0-9])(?:\s+QPC\b)?)", re.I)
_PLAIN_NUMBER = re.compile(r"\s*n\s*°\s*(?P<number>[0-9]{3,7})\b(?:\s+et autres\b)?")
_ISO = r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})"
_WRITTEN = r"(?P<day>[0-9]{1,2})(?:er)?\s+(?P<month>[a-zéûè]{3,9})\s+(?P<year>[0-9]{4})\b"
_DATE = re.compile(rf"(?:,\s*|\s*)(?:du\s+)?(?:{_ISO}|{_WRITTEN})", re.I)
_JORF = re.compile(rf"JORF\s+(?:du\s+|le\s+)?{_WRITTEN}", re.I)
_IN_FORCE = re.compile(rf"en vigueur (?:le|au)\s+{_WRITTEN}", re.I)
# where an article of the act ends: a state such as (V), () or (Ab), JORF, "en vigueur", ", v. init."
_TAIL = re.compile(r"\bJORF\b|\ben vigueur\b|,?\s*v\. init\.|\brectificatif\b|\(rectificatif\)", re.I)
_STATE = re.compile(r"\((?:[A-Z][A-Za-z]?)?\)?")
_LEAD = re.compile(r"\s*(?:Modifications par|Modifié(?:e)?s? par|Créée?s? par)\s+", re.I)


@dataclass(frozen=True, slots=True)
class ActMention:
    """One act as a line names it: `article` of the act (`"8"`), `jorf` and `in_force` where printed, `raw` as printed.

    `act.title` is what can be printed; an act with neither number nor date has only that.
    """

    act: Act
    article: str | None = None
    jorf: date | None = None
    in_force: date | None = None
    raw: str = ""

    @property
    def dated(self) -> date | None:
        """The signature of the act; else its publication, a few days later.

        The publication too where the signature can't be right: after it, or of another year than the number and it
        (décret 79-534 of "1975-07-03", JORF 5 July 1979).
        """
        signed, year = self.act.date, _year(self.act.number or "")
        if not (signed and self.jorf):
            return signed or self.jorf
        return self.jorf if signed > self.jorf or (year != signed.year and year == self.jorf.year) else signed


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two acts of the same nature and date whose numbers look like one number mistyped; `likely` is the frequent."""

    seen: Act
    likely: Act
    seen_count: int
    likely_count: int


# ------------------------------------------------------------------------------------------------------- reading
def print_date(day: date) -> str:
    """
    >>> print_date(date(2010, 12, 29)), print_date(date(2005, 1, 1))
    ('29 décembre 2010', '1er janvier 2005')
    """
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def title_of(nature: str | None, number: str | None, day: date | None, qualifier: str = "") -> str:
    """The title as lawyers print it, with what is known.

    >>> title_of("loi", "2010-242", date(2010, 3, 10)), title_of(None, "2004-204", None)
    ('Loi n° 2010-242 du 10 mars 2010', 'Acte n° 2004-204')
    """
    parts = [(nature or "acte").capitalize() + qualifier.lower()]
    if number:
        parts.append(f"n° {number}")
    if day:
        parts.append(f"du {print_date(day)}")
    return " ".join(parts)


def parse_mentions(message: str) -> tuple[ActMention, ...]:
    """The acts that a commit message names, in its order; a part that names none keeps its own words as a title.

    >>> [(m.act.title, m.article) for m in parse_mentions("Modifications par LOI n°2010-242  du 10 mars 2010  15 (V)")]
    [('Loi n° 2010-242 du 10 mars 2010', '15')]
    >>> mention, = parse_mentions("59-322")
    >>> mention.act.title, mention.act.number, mention.act.date
    ('Acte n° 59-322', '59-322', None)
    """
    rest = _LEAD.sub("", message.strip(), count=1).replace("\n", " ")
    return tuple(_mention(part.strip()[:LONGEST_MENTION]) for part in rest.split(" & ") if part.strip())


def _mention(raw: str) -> ActMention:
    nature, qualifier, number, signed, rest = None, "", None, None, raw
    if found := _NATURE.match(rest):
        nature = next(k for k, v in found.groupdict().items() if v and k != "kind")
        qualifier, rest = found["kind"] or "", rest[found.end() :]
    if found := _DATE.match(rest):
        signed = _day(found)
        rest = rest[found.end() :]
    elif found := _NUMBER.match(rest) or (_PLAIN_NUMBER.match(rest) if nature else None):
        number, rest = _number(found["number"]), rest[found.end() :]
        if found := _DATE.match(rest):
            signed, rest = _day(found), rest[found.end() :]
    jorf, in_force = _day(_JORF.search(rest)), _day(_IN_FORCE.search(rest))
    article = _article(rest) if nature or number or signed or jorf else None
    if nature or number or signed:
        act = Act(title_of(nature, number, signed, qualifier), nature, number, signed)
    elif jorf:
        act = Act(f"Acte publié au JORF du {print_date(jorf)}")
    elif in_force:
        act = Act(f"Acte en vigueur le {print_date(in_force)}")
    else:
        act = Act(" ".join("".join(c if c.isprintable() else " " for c in raw).split()))
    return ActMention(act, article, jorf, in_force, raw)


def _article(rest: str) -> str | None:
    """The article of the act, between its date and the journal: "1-I et 2", "8"; None where none is printed."""
    found = _TAIL.search(rest)
    article = _STATE.sub("", rest[: found.start()] if found else rest)
    article = re.sub(r"\s+(?=,)", "", " ".join(article.split())).strip(" ,.-)")
    return article if re.match(r"[0-9]|unique\b|annexe\b|et [0-9]", article) and len(article) <= 40 else None


def _day(found: re.Match[str] | None) -> date | None:
    if not found:
        return None
    fields = found.groupdict()
    try:
        if fields.get("iso"):
            return date.fromisoformat(fields["iso"])
        return date(int(fields["year"]), _MONTH_OF[fields["month"].lower()], int(fields["day"]))
    except (KeyError, ValueError):
        return None


def _number(printed: str) -> str:
    """The number as the Journal officiel prints it: two digits of the year before 2000, `QPC` after a space."""
    number = " ".join(printed.split()).upper()
    return re.sub(r"^19(?=[0-9]{2}-)", "", number)


def _year(number: str) -> int | None:
    """The year that a number carries: 72-852 is of 1972."""
    found = re.match(r"([0-9]{4}|[0-9]{2})-", number)
    if not found:
        return None
    return int(found[1]) if len(found[1]) == 4 else 1900 + int(found[1])


# --------------------------------------------------------------------------------------------------- what is known
class ActIndex:
    """All the acts that one source names, to complete what it cuts short. Built once, then only read.

    >>> known = ActIndex(parse_mentions("LOI n°2004-204 du 9 mars 2004"))
    >>> known.complete(parse_mentions("2004-204")[0]).act.title
    'Loi n° 2004-204 du 9 mars 2004'
    """

    def __init__(self, mentions: Iterable[ActMention]) -> None:
        self._counts: Counter[Act] = Counter()
        by_number: defaultdict[str, set[Act]] = defaultdict(set)
        by_jorf: defaultdict[date, set[tuple[date | None, Act]]] = defaultdict(set)
        for mention in mentions:
            act = mention.act
            if not (act.nature and act.number and act.date):
                continue
            self._counts[act] += 1
            if not _contradicts(act):
                by_number[act.number].add(act)
                if mention.jorf:
                    by_jorf[mention.jorf].add((mention.in_force, act))
        self._by_number = {number: self._without_misprints(acts) for number, acts in by_number.items()}
        self._by_jorf = dict(by_jorf)

    def _without_misprints(self, acts: set[Act]) -> tuple[Act, ...]:
        """The acts of one number, less those that another of its nature outnumbers as a true date does a misprint."""
        kept = (
            act
            for act in acts
            if not any(o.nature == act.nature and self._counts[o] >= CLEARLY * self._counts[act] for o in acts - {act})
        )
        return tuple(sorted(kept, key=_order))

    def complete(self, mention: ActMention) -> ActMention:
        """`mention` with what it lacks, where exactly one known act fits all that it says; else as it is.

        By number first; a mention that has kept only its journal is completed by journal and entry into force, and
        only where that journal has published one known act. Where the year of the number isn't that of the date, the
        number is given the year of the date, or the date that of the number, if just one of the two is a known act.
        """
        act = mention.act
        fitting: Iterable[Act] = ()
        if act.number and act.nature and act.date:
            if not _contradicts(act):
                return mention
            renumbered = _number(re.sub(r"^[0-9]+-", f"{act.date.year}-", act.number))
            fitting = [a for a in self._by_number.get(renumbered, ()) if _fits(act, a)]
            fitting += [a for a in self._by_number.get(act.number, ()) if a.nature == act.nature and _same_day(act, a)]
        elif act.number:
            fitting = (a for a in self._by_number.get(act.number, ()) if _fits(act, a))
        elif mention.jorf and not act.nature and not act.date:
            published = self._by_jorf.get(mention.jorf, set())
            if len({a for _, a in published}) == 1:
                fitting = (a for in_force, a in published if in_force == mention.in_force)
        found = tuple(fitting)
        return replace(mention, act=found[0]) if len(found) == 1 else mention

    def suspects(self) -> tuple[Suspect, ...]:
        """Pairs of acts of one nature that share their date or their number, the other being nearly the same.

        Numbers: one digit off, or two swapped, and not neighbours, for two acts of one day often bear close numbers
        (2010-1276 and 2010-1277). Dates: the same number can't be of two days. The likely one must be named
        `CLEARLY` times as often. Nothing is altered: a reader raises an anomaly.
        """
        groups: defaultdict[tuple[str | None, date | str | None], list[Act]] = defaultdict(list)
        for act in self._counts:
            groups[act.nature, act.date].append(act)
            groups[act.nature, act.number].append(act)
        pairs = []
        for acts in groups.values():
            for seen in acts:
                for likely in acts:
                    often, rarely = self._counts[likely], self._counts[seen]
                    if often >= CLEARLY * rarely and _mistyped(seen, likely):
                        pairs.append(Suspect(seen, likely, rarely, often))
        return tuple(sorted(pairs, key=lambda pair: (_order(pair.seen), _order(pair.likely))))


def complete(mentions: Iterable[ActMention], known: ActIndex) -> tuple[ActMention, ...]:
    """Every mention, completed by what the source says of the same act elsewhere."""
    return tuple(known.complete(mention) for mention in mentions)


def _order(act: Act) -> tuple[date, str]:
    return act.date or date.min, act.title


def _fits(said: Act, known: Act) -> bool:
    return said.nature in (None, known.nature) and said.date in (None, known.date)


def _same_day(one: Act, other: Act) -> bool:
    return bool(one.date and other.date and (one.date.month, one.date.day) == (other.date.month, other.date.day))


def _contradicts(act: Act) -> bool:
    """True where the year of the number isn't that of the date: acts are numbered in the year of their signature.

    The first days of a year are left alone: an act signed then may bear a number of the year before, or the reverse.
    """
    if not (act.number and act.date) or act.nature == "décision":
        return False
    year = _year(act.number)
    if year is None or year == act.date.year:
        return False
    near = (act.date.month, act.date.day) >= (12, 20) and year == act.date.year + 1
    return not near and not (act.date.month == 1 and year == act.date.year - 1)


def _mistyped(seen: Act, likely: Act) -> bool:
    """Of two acts that share nature, and date or number: whether one looks like the other mistyped."""
    one, other = seen.number or "", likely.number or ""
    if one == other:
        return seen.date != likely.date
    if len(one) != len(other) or abs(_serial(one) - _serial(other)) in range(1, 10):
        return False
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing == 1 or (differing == 2 and sorted(one) == sorted(other))


def _serial(number: str) -> int:
    return int(number.rpartition("-")[2]) if number.rpartition("-")[2].isdigit() else 0


# ------------------------------------------------------------------------------------------- which act did what
def introducing(mentions: Iterable[ActMention], start: date) -> tuple[Act, ...]:
    """The acts that made the version that starts on `start`; `()` where the line doesn't tell.

    An act said to be in force from `start` itself, else the latest one dated on or before it; all of those of that
    date. An act said to take effect later can't be the one, nor one that is ten years old. Decisions annul: they
    count where nothing else fits, or where the version starts within days of one and the latest act is a year old.
    The acts that made the code count only for versions whose start is lost (before 1970): for a later one they say
    that the true act isn't named.

    >>> line = parse_mentions("Décret n°2019-966 du 18 septembre 2019  8 & Décret n°2022-479 du 30 mars 2022  8")
    >>> [act.title for act in introducing(line, date(2020, 1, 1))]
    ['Décret n° 2019-966 du 18 septembre 2019']
    """
    return _distinct(_introducing(tuple(mentions), start))


def ending(mentions: Iterable[ActMention], start: date | None, end: date) -> tuple[Act, ...]:
    """The acts that the line links to the end, on `end`, of the version that started on `start` (None: lost).

    Those in force from `end`, else the latest dated after the introducing one and on or before `end`; `()` unknown.

    >>> line = parse_mentions("Décret n°2019-966 du 18 septembre 2019  8 & Décret n°2022-479 du 30 mars 2022  8")
    >>> [act.title for act in ending(line, date(2020, 1, 1), date(2022, 5, 1))]
    ['Décret n° 2022-479 du 30 mars 2022']
    """
    mentions = tuple(mentions)
    begun = start or DATED_FROM
    introduced = {mention.act for mention in _introducing(mentions, begun)}
    after = tuple(m for m in mentions if m.act not in introduced and _later_than(m, begun))
    return _distinct(_latest(_in_time(after, end), end))


def _introducing(mentions: tuple[ActMention, ...], start: date) -> tuple[ActMention, ...]:
    candidates = _in_time(mentions, start)
    if start > DATED_FROM:
        candidates = tuple(m for m in candidates if not _codifying(m) and start - _when(m) <= LONGEST_WAIT)
    enacting = _latest(tuple(m for m in candidates if m.act.nature != "décision"), start)
    annulling = _latest(tuple(m for m in candidates if m.act.nature == "décision"), start)
    if enacting and annulling and start - _when(annulling[0]) <= ANNULS_WITHIN and start - _when(enacting[0]) > SETTLED:
        return annulling
    if enacting or annulling:
        return enacting or annulling
    # nothing dated can be the one: an act named without any date is, if it is alone
    undated = tuple(m for m in mentions if _when(m) == date.min and (m.act.nature or m.act.number))
    undated = tuple(m for m in undated if start <= DATED_FROM or not _codifying(m))
    return undated if len({m.act for m in undated}) == 1 else ()


def _codifying(mention: ActMention) -> bool:
    day = mention.dated
    year = _year(mention.act.number) if mention.act.number and not day else None
    return (day is not None and day <= CODIFIED_UNTIL) or (year is not None and year <= CODIFIED_UNTIL.year)


def _when(mention: ActMention) -> date:
    """The date that places an act among the others; `date.min` where nothing does."""
    return mention.dated or mention.in_force or date.min


def _in_time(mentions: Iterable[ActMention], day: date) -> tuple[ActMention, ...]:
    """Those dated on or before `day` and not said to take effect after it."""
    return tuple(m for m in mentions if date.min < _when(m) <= day and (m.in_force or day) <= day)


def _later_than(mention: ActMention, day: date) -> bool:
    """Takes effect after `day`: signed, published or in force after it."""
    return any(when is not None and when > day for when in (mention.dated, mention.jorf, mention.in_force))


def _latest(mentions: tuple[ActMention, ...], day: date) -> tuple[ActMention, ...]:
    exact = tuple(m for m in mentions if m.in_force == day)
    if exact or not mentions:
        return exact
    last = max(map(_when, mentions))
    return tuple(m for m in mentions if _when(m) == last)


def _distinct(mentions: Iterable[ActMention]) -> tuple[Act, ...]:
    return tuple(dict.fromkeys(mention.act for mention in mentions))
