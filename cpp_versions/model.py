"""The values that every layer shares: acts, texts, attestations, article versions, anomalies.

All are frozen and hold tuples. Intervals are half-open: a version is in force on `d` where `start <= d < end`.
Three dates that look alike are kept apart:

- `valid_from`: since when the text applies, as a source says; None where the source has lost the date;
- `attested_from`: the first day on which a source attests the text: `valid_from` where it is known, else the first
  day observed (or 1970-01-01 for what LexHub dates "before 1970"). Nothing is asserted before it;
- `observed`: single days on which a page or an act shows the text, with nothing asserted before or after.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = [
    "LOST_FROM",
    "Act",
    "Anomaly",
    "Attestation",
    "Citation",
    "Code",
    "CodeHistory",
    "Concordance",
    "ConsolidatedDate",
    "End",
    "Observation",
    "Placement",
    "Section",
    "SourceInfo",
    "State",
    "Text",
    "Unattributed",
]


LOST_FROM = date(1970, 1, 1)
"""The first day on which a text whose date of before 1970 is lost is known to be in force."""


class State(StrEnum):
    """What the article is at a date (see `state` in the JSON contract)."""

    IN_FORCE = "in_force"
    ENDED = "ended"
    FUTURE = "future"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A code of law: `id` as users type it (`cpp`), `slug` as sources name it, `title` as it is printed."""

    id: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act that changes articles. `title` is what is printed; the other fields are None where unknown.

    `nature` is one of loi, ordonnance, décret, arrêté, décision; `number` as `2010-1634`; `date` the signature.
    `nor` and `published` (the day of the Journal officiel) where the source tells them.
    """

    title: str
    nature: str | None = None
    number: str | None = None
    date: date | None = None
    nor: str | None = None
    published: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference from the text of an article: `alineas[alinea][start:end]` is the quoted text.

    `code` and `targets` name what is cited (canonical numbers); `code` is None where the source doesn't say.
    """

    alinea: int
    start: int
    end: int
    quote: str
    code: str | None
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an article: one string per alinéa, a table being one alinéa as sanitised HTML.

    `nota` is the editor's note, one string per paragraph, never part of what is compared.
    """

    alineas: tuple[str, ...]
    nota: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def joined(self) -> str:
        """The text as diffs see it: alinéas joined by a blank line."""
        return "\n\n".join(self.alineas)


@dataclass(frozen=True, slots=True)
class Section:
    """One level of the plan: `key` identifies it among its siblings (a slug), `title` is printed.

    `restored` is true where the title was rebuilt from a slug and only looks like the official one.
    """

    key: str
    title: str
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Attestation:
    """What one source says of one article over one interval: the type that every reader yields.

    `number` is canonical; `slot` is 1, or 2 for the second text of a number that stands twice at once.
    `state` is `in_force`, `missing` (the source has a hole) or `ended` (a placeholder such as "[Article abrogé]").
    `valid_to` None: open. `complete` False: a fragment. `where` points into the source (path, commit, lines).
    `label` is the number as the source prints it. `ended_by`: the acts that the source links to the end. `source`
    names the source once several are reconciled.
    """

    number: str
    state: State
    text: Text
    attested_from: date
    valid_from: date | None = None
    valid_to: date | None = None
    observed: tuple[date, ...] = ()
    complete: bool = True
    slot: int = 1
    label: str = ""
    acts: tuple[Act, ...] = ()
    ended_by: tuple[Act, ...] = ()
    where: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The end of an article: in force until `since`, exclusive. `day` None where the source has lost the date.

    `acts` are those that ended it, as far as the source tells; `nota` what an editor adds about the end.
    """

    number: str
    since: date
    day: date | None
    acts: tuple[Act, ...] = ()
    source: str = ""
    where: str = ""
    slot: int = 1
    nota: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article stands in the plan over an interval: the path of sections from the root."""

    number: str
    path: tuple[Section, ...]
    start: date
    end: date | None = None
    slot: int = 1


@dataclass(frozen=True, slots=True)
class ConsolidatedDate:
    """A date at which a source has a consolidated version. `day` None: the lost dates before 1970."""

    day: date | None
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source as the store records it.

    `name` is its base name, `format` the reader's, `fingerprint` identifies its content, `as_of` is the date of its
    data, `location` where this machine found it (never committed), `excerpt` that it holds part of a code only.
    """

    name: str
    format: str
    fingerprint: str
    as_of: date
    location: str = ""
    licence: str = ""
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """A day on which a source shows the text of an article; `agrees` False where its words differ from ours."""

    number: str
    day: date
    source: str
    complete: bool
    agrees: bool
    slot: int = 1


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What a source lacks, or says differently from another: shown, never hidden.

    `kind` is a stable identifier, `where` a place in the source, `message` one sentence in French for people.
    `ours` and `theirs` hold the two texts where two sources differ.
    """

    kind: str
    source: str
    code: str | None
    number: str | None
    day: date | None
    message: str
    where: str = ""
    ours: str | None = None
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class Unattributed:
    """Text of an article that a page doesn't name: the alinéas above the first heading of a hunk, on each side.

    `context` is the line of text above the hunk, cut short by git. `old_line` and `new_line` place the hunk in the two
    versions, of `before` and of `day`. `old_ends`, `new_ends`: whether a heading follows on that side, so that the text
    is the article's end.
    """

    before: date
    day: date
    old: tuple[str, ...]
    new: tuple[str, ...]
    context: str
    old_line: int
    new_line: int
    old_ends: bool
    new_ends: bool
    where: str

    @property
    def changed(self) -> bool:
        """Whether the two sides differ."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Concordance:
    """That an article became, or answers to, another one, as a source says of their versions, by identifiers.

    `kind` is the source's own (CONCORDE, TRANSFERE, DEPLACE, or VERSIONS: one chain under two numbers); `day` is when
    the new version starts, None where it never did; `both`: both sides say so.
    """

    kind: str
    old_code: str
    old: str
    old_id: str
    new_code: str
    new: str
    new_id: str
    day: date | None
    both: bool
    source: str


@dataclass(frozen=True, slots=True)
class CodeHistory:
    """All that one source says of one code; what a reader returns, one per code it holds.

    `identifiers`: other names of the code, by which it can be asked for (`LEGITEXT000006071154`).
    """

    code: Code
    source: SourceInfo
    dates: tuple[ConsolidatedDate, ...]
    attestations: tuple[Attestation, ...]
    placements: tuple[Placement, ...] = ()
    anomalies: tuple[Anomaly, ...] = field(default=())
    unattributed: tuple[Unattributed, ...] = ()
    identifiers: tuple[str, ...] = ()
    links: tuple[Concordance, ...] = ()
