"""The answers as lines for people at a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cpp_versions.answers import (
    AnomalyAnswer,
    ArticleAnswer,
    BuildReport,
    ChangedArticle,
    CitationAnswer,
    CodeSummary,
    ConsolidatedVersion,
    DiffAnswer,
    HistoryEntry,
    Hit,
    MovedPassage,
    SubstitutionAnswer,
)
from cpp_versions.model import Act, State
from cpp_versions.render.terminal import clean, diff_text

if TYPE_CHECKING:
    from cpp_versions.export import ExportReport
    from cpp_versions.renumbering.answers import LineageAnswer, RenumberingAnswer
    from cpp_versions.renumbering.values import Link

__all__ = [
    "anomalies",
    "article",
    "build",
    "changes",
    "citations",
    "diff",
    "export",
    "history",
    "search",
    "silent",
    "unknown_before",
    "verify",
    "versions",
]

_WIDTH = 100


def build(made: BuildReport, store: Path) -> list[str]:
    """What a build did."""
    what = "built" if made.changed else "unchanged (same sources)"
    return [
        f"{store}: {what}: {made.versions:,} consolidated versions, {made.articles:,} articles, {made.texts:,} texts, "
        f"{made.anomalies:,} anomalies (see `cpp-versions anomalies`)"
    ]


def versions(found: Iterable[ConsolidatedVersion]) -> list[str]:
    """One line per consolidated version."""
    return [
        f"{v.tag:<28} {v.commit[:10]}  +{v.added:<4} -{v.removed:<4} ~{v.modified:<4} {_acts(v.acts, 2)}" for v in found
    ] or ["no consolidated version"]


def article(answer: ArticleAnswer) -> list[str]:
    """An article: what it is on that day, its text and its note."""
    head = [f"Article {answer.label} ({answer.ref.code}), on {answer.at}: {_state(answer)}"]
    head += [f"  {title}" for title in answer.section]
    if answer.acts:
        verb = "ended by" if answer.state is State.ENDED else "by"
        head.append(f"  {verb} {_acts(answer.acts, 5)}")
    if answer.observed:
        head.append(f"  seen in a source on {', '.join(map(str, answer.observed))}")
    if not answer.complete:
        head.append("  fragment: the source shows a part of the article only")
    head.append(f"  source: {answer.source or 'none'}, data of {answer.as_of}" + _also(answer))
    if answer.beyond_data:
        head.append(f"  the day asked for is later than the data: this rests on what was enacted by {answer.as_of}")
    body = [line for alinea in answer.alineas for line in ("", *_wrapped(alinea))]
    note = ["", "NOTA", *(line for paragraph in answer.nota for line in _wrapped(paragraph))] if answer.nota else []
    return [clean(line) for line in (*head, *body, *note)]


def history(entries: Iterable[HistoryEntry], numbered: bool = False) -> list[str]:
    """One line per version; `numbered`: of several articles, so each line names its own."""
    return [
        f"{entry.valid_from or '(date lost)'!s:<12} {f'{entry.ref!s:<24} ' if numbered else ''}{entry.change:<12} "
        f"+{entry.words_added:<5} -{entry.words_removed:<5} {_acts(entry.acts, 3)}"
        for entry in entries
    ]


def silent(codes: Sequence[CodeSummary], start: date, end: date) -> list[CodeSummary]:
    """The codes of which no version is dated as early as both days; all, where that is so of every one of them on the
    first day already: what there is then is all new. A code that came later beside another is as it should be."""
    known = [code for code in codes if code.first]
    late = [code for code in known if code.first and start < code.first]
    return late if len(late) == len(known) else [code for code in late if code.first and end < code.first]


def unknown_before(silent: Iterable[CodeSummary]) -> list[str]:
    """A line for each code of which nothing is known as early as that."""
    return [f"{code.title}: no version is dated before {code.first}" for code in silent]


def renumbering(found: RenumberingAnswer, silent: Iterable[CodeSummary] = ()) -> list[str]:
    """One line per link, the reasons below it; of the codes `silent` nothing is known as early as that."""
    out = unknown_before(silent)
    if found.beyond_data:
        out.append(f"{found.new} is later than the data: this rests on what was enacted by {found.as_of}")
    for link in found.links:
        out += _link(link)
    out += [f"rejected by you: {link.old} → {link.new}" for link in found.rejected]
    counts = Counter(str(link.relation) for link in found.links)
    out.append(", ".join(f"{n} {relation}" for relation, n in counts.most_common()) or "no rule moved")
    return [clean(line) for line in out]


def _link(link: Link, before: str = "") -> list[str]:
    sides = f"{link.old or '—'!s:<22} → {link.new or '—'!s:<24}"
    said = f" ({link.decision})" if link.decision else ""
    head = f"{before}{sides} {link.relation:<14} {link.score:.2f}{said}"
    return [head, *(f"{' ' * len(before)}    {one.kind}: {one.text}" for one in link.evidence)]


def trace(found: LineageAnswer) -> list[str]:
    """The links, nearest first, and what stands now."""
    out: list[str] = []
    for step in found.steps:
        out += _link(step.link, f"{step.date}  ")
    for step in found.ends:
        out += _link(step.link, f"{step.date}  ")
    if not found.steps and not found.ends:
        out.append("no link found: the rule has kept its number")
    now = ", ".join(f"{one.ref} ({one.score:.2f})" for one in found.now)
    day = f" (data of {found.as_of})" if found.as_of else ""
    out.append(f"in force now{day}: {now}" if now else f"nothing that stands for it now is known{day}")
    return [clean(line) for line in out]


def diff(answer: DiffAnswer, colour: bool) -> list[str]:
    """Both sides named, then the words."""
    head = [f"{sign} {side.label} ({side.ref.code}) on {side.at}: {_state(side)}{_ended_by(side)}"
            for sign, side in (("-", answer.old), ("+", answer.new))]  # fmt: skip
    words = answer.diff.words
    head.append(f"  {words.kept} words kept, {words.deleted} deleted, {words.inserted} inserted, {words.moved} moved")
    if answer.diff.typographic:
        head.append("  only typography or the cut into alinéas differs")
    return [*map(clean, head), "", diff_text(answer.diff, colour=colour, width=_WIDTH)]


def changes(
    found: Sequence[ChangedArticle],
    substitutions: Iterable[SubstitutionAnswer] = (),
    silent: Iterable[CodeSummary] = (),
) -> list[str]:
    """Articles that changed, below their sections; then the replacements that many of them share. Of the codes
    `silent` nothing is known as early as that."""
    out = unknown_before(silent)
    section: tuple[str, ...] = ()
    for change in found:
        if change.section != section:
            section = change.section
            out += ["", " > ".join(section)]
        what = change.change if change.class_ == "substantive" else f"{change.change}, {change.class_}"
        out.append(
            f"  {change.label:<16} {what:<21} +{change.words_added:<5} -{change.words_removed:<5}"
            + _passages("from", change.moved_from)
            + _passages("to", change.moved_to)
        )
    shared = [
        f"  {each.count:>4} x in {len(each.articles)} articles: {each.old} → {each.new}" for each in substitutions
    ]
    if shared:
        out += ["", "The same words replaced in several articles:", *shared]
    return [clean(line).rstrip() for line in out] or ["nothing changed between the two days"]


def _passages(way: str, moved: Iterable[MovedPassage]) -> str:
    """How many words came from, or went to, which articles."""
    words: Counter[str] = Counter()
    for passage in moved:
        words[str(passage.ref)] += passage.words
    return "".join(f"  {count} words {way} {ref}" for ref, count in words.most_common())


def export(made: ExportReport) -> list[str]:
    """What an export wrote."""
    rows = ", ".join(f"{count:,} {name}" for name, count in made.rows)
    return [clean(f"{made.folder}: {rows} ({made.format}; what they are: source.json)")]


def citations(found: Iterable[CitationAnswer]) -> list[str]:
    """One line per citation, and its sentence."""
    out = []
    for c in found:
        targets = ", ".join(c.targets) or "(no article)"
        out.append(f"{c.origin} → {c.code or '?'}:{targets} ({c.status})")
        out += textwrap.wrap(c.sentence, _WIDTH, initial_indent="    ", subsequent_indent="    ")[:3]
    return [clean(line) for line in out] or ["none that day"]


def search(hits: Iterable[Hit]) -> list[str]:
    """Two lines per hit: the version, and its words."""
    out = []
    for hit in hits:
        since = hit.valid_from or "(date lost)"
        out.append(f"{hit.ref!s:<24} {since!s:<12} to {hit.valid_to or 'now'!s}")
        out += textwrap.wrap(hit.snippet.replace("\n", " "), _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return [clean(line) for line in out] or ["no article holds these words"]


def anomalies(
    found: Iterable[AnomalyAnswer], counts: Mapping[str, int], sources: Mapping[str, Mapping[str, int]]
) -> list[str]:
    """One line per anomaly, and how many of each kind; `sources` says how many of these in each source."""
    out = [
        f"{a.kind:<14} {a.code or ''}:{a.number or '':<12} {a.date or ''!s:<10}  {a.message} [{a.source}]"
        for a in found
    ]
    totals = [
        f"{count:>7,}  {kind:<22} " + ", ".join(f"{name}: {of:,}" for name, of in sources[kind].items())
        for kind, count in counts.items()
    ]
    return [clean(line) for line in (*out, "", *totals)]


def verify(faults: Sequence[str], known: int) -> list[str]:
    """What is wrong, or that nothing is."""
    return [*faults] or [f"store and index agree; {known:,} anomalies of the sources are on record"]


def _state(answer: ArticleAnswer) -> str:
    since, until = answer.valid_from, answer.valid_to
    match answer.state:
        case State.IN_FORCE:
            unknown = "(since when is not told)" if answer.observed else "since a day that the source has lost"
            period = f"since {since}" if since else unknown
            return f"in force {period}" + (f", until {until}" if until else "")
        case State.ENDED:
            return f"ended on {until}" if until else "ended on a day that the source has lost"
        case State.FUTURE:
            return f"not yet in force (from {since})"
        case State.MISSING:
            return "text missing in the sources" + _near(answer.nearest)
        case _:
            return "not known before its first version" + _near(answer.nearest)


def _ended_by(answer: ArticleAnswer) -> str:
    return f" by {_acts(answer.acts, 3)}" if answer.state is State.ENDED and answer.acts else ""


def _near(day: date | None) -> str:
    return f" (nearest known: {day})" if day else ""


def _also(answer: ArticleAnswer) -> str:
    return f"; also: {', '.join(answer.also)}" if answer.also else ""


def _acts(acts: Sequence[Act], most: int) -> str:
    titles = [act.title for act in acts[:most]]
    more = [f"and {len(acts) - most} more"] if len(acts) > most else []
    return ", ".join(titles + more)


def _wrapped(paragraph: str) -> list[str]:
    return [line for part in paragraph.split("\n") for line in textwrap.wrap(part, _WIDTH) or [""]]
