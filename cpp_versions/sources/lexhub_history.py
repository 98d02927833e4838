"""From the commits of LexHub to the versions of each article.

The history is linear: the date of a commit is the day its articles come into force, and the consolidated version of a
day is the last commit of that day. The message of a commit names all acts linked to its versions, those that end them
included (see `acts`). A number can stand in two sections at once: the second text is in slot 2. Two versions in a row
with the same words are one here, and an anomaly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from cpp_versions import numbering
from cpp_versions.acts import ActIndex, ActMention, complete, ending, introducing, parse_mentions
from cpp_versions.codes import of_slug
from cpp_versions.errors import SourceError
from cpp_versions.model import (
    LOST_FROM,
    Act,
    Anomaly,
    Attestation,
    Code,
    CodeHistory,
    ConsolidatedDate,
    Placement,
    Section,
    SourceInfo,
    State,
)
from cpp_versions.repository import Commit
from cpp_versions.sources.lexhub_files import ArticleFile, is_article

__all__ = ["LOST", "Gathered", "Run", "histories"]

LOST = date(1970, 1, 2)
"""How LexHub dates what it has lost the date of."""


@dataclass(slots=True)
class Run:
    """An article text from one day to the next, while the history is read."""

    start: date
    blob: str
    path: str
    mentions: tuple[ActMention, ...]
    commit: str


@dataclass(slots=True)
class Gathered:
    """What is gathered of one code while the history is read."""

    code: Code
    active: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # path → blob, commit, message
    paths: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # number → active paths
    slots: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))  # number → slot → path
    runs: dict[tuple[str, int], Run] = field(default_factory=dict)
    placed: dict[tuple[str, int], tuple[str, date]] = field(default_factory=dict)  # folder, since
    dates: list[ConsolidatedDate] = field(default_factory=list)
    attestations: list[Attestation] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)


def histories(
    info: SourceInfo,
    commits: Sequence[Commit],
    read: Mapping[str, ArticleFile],
    standing: Mapping[str, Gathered] | None = None,
) -> tuple[CodeHistory, ...]:
    """The history of every code that `commits` tell of; `read` holds the article of each blob.

    `standing`, by the slug of the code, is what stands before the first commit (see `lexhub_since`).

    A folder whose files are no articles is no code; an article whose file is damaged later has a hole from then on.
    Raises SourceError where there is no article at all.
    """
    files = dict(read)
    messages = {message: parse_mentions(message) for message in {commit.message for commit in commits}}
    known = ActIndex(mention for found in messages.values() for mention in found)
    mentions = {message: complete(found, known) for message, found in messages.items()}
    codes: dict[str, Gathered] = dict(standing or {})
    for day, group in _by_day(commits):
        touched: dict[str, set[str]] = defaultdict(set)  # code slug → numbers
        acts: dict[str, dict[Act, None]] = defaultdict(dict)
        for commit in group:
            introduced = dict.fromkeys(_introducing(mentions[commit.message], day))
            for change in commit.changes:
                if not is_article(change.path):
                    continue
                slug = change.path.split("/", 1)[0]
                gathered = codes.setdefault(slug, Gathered(of_slug(slug)))
                before = gathered.active.pop(change.path, None)
                known_as = files[before[0]] if before else None
                if known_as:
                    gathered.paths[known_as.number].discard(change.path)
                    touched[slug].add(known_as.number)
                if change.blob is not None:
                    blob, file = change.blob, files[change.blob]
                    if file.problem:
                        _damaged(gathered, info, file, change.path, commit, day)
                    if known_as and not file.number:
                        file = replace(file, number=known_as.number, label=known_as.label)
                        blob = f"{blob}:{file.number}"
                        files[blob] = file
                    if file.number:
                        gathered.active[change.path] = (blob, commit.id, commit.message)
                        gathered.paths[file.number].add(change.path)
                        touched[slug].add(file.number)
                acts[slug].update(introduced)
        for slug, numbers in touched.items():
            gathered = codes[slug]
            gathered.dates.append(ConsolidatedDate(None if day == LOST else day, tuple(acts[slug])))
            _close_day(gathered, info, day, numbers, files, mentions)
    found = [gathered for gathered in codes.values() if gathered.dates]
    if not found:
        raise SourceError(f"{info.location}: no article (`# Article …` in a .md file below a code's folder) found")
    first = found[0]
    for gathered in codes.values():
        if not gathered.dates:
            first.anomalies.extend(replace(anomaly, code=None) for anomaly in gathered.anomalies)
    for suspect in known.suspects():
        first.anomalies.append(
            Anomaly(
                "act_number", info.name, first.code.id, None, suspect.seen.date,
                f"{suspect.seen.title} (cité {suspect.seen_count} fois) : sans doute {suspect.likely.title} "
                f"(cité {suspect.likely_count} fois). Rien n’est corrigé.",
            )
        )  # fmt: skip
    return tuple(_finished(gathered, info, files) for gathered in found)


def _by_day(commits: Iterable[Commit]) -> Iterator[tuple[date, list[Commit]]]:
    """Commits in the order of the history, those of a day together."""
    ordered = sorted(commits, key=lambda commit: commit.day)  # stable: keeps the order inside a day
    group: list[Commit] = []
    for commit in ordered:
        if group and group[0].day != commit.day:
            yield group[0].day, group
            group = []
        group.append(commit)
    if group:
        yield group[0].day, group


def _close_day(
    gathered: Gathered,
    info: SourceInfo,
    day: date,
    numbers: Iterable[str],
    files: Mapping[str, ArticleFile],
    mentions: Mapping[str, tuple[ActMention, ...]],
) -> None:
    """Take over what stands at the end of `day` for the numbers that changed on it."""
    for number in sorted(numbers):
        paths = sorted(gathered.paths[number])
        slots = gathered.slots[number]
        kept = {slot: path for slot, path in slots.items() if path in paths}
        for path in paths:
            if path not in kept.values():
                kept[next(slot for slot in range(1, len(paths) + 2) if slot not in kept)] = path
        if len(kept) > 1 and len(kept) > len(slots):
            gathered.anomalies.append(
                Anomaly(
                    "number_twice", info.name, gathered.code.id, number, day,
                    "Ce numéro figure deux fois à la même date, dans deux sections.", where=" ; ".join(paths),
                )
            )  # fmt: skip
        for slot in sorted(set(slots) | set(kept)):
            _step(gathered, info, day, number, slot, kept.get(slot), files, mentions)
        gathered.slots[number] = kept


def _step(
    gathered: Gathered,
    info: SourceInfo,
    day: date,
    number: str,
    slot: int,
    path: str | None,
    files: Mapping[str, ArticleFile],
    mentions: Mapping[str, tuple[ActMention, ...]],
) -> None:
    """One article on one day: what stood before is closed where the text, or the section, is another."""
    key = (number, slot)
    folder = path.rsplit("/", 1)[0] if path else None
    placed = gathered.placed.get(key)
    if placed and placed[0] != folder:
        gathered.placements.append(Placement(number, _sections(placed[0]), placed[1], _known(day), slot))
        del gathered.placed[key]
    if folder is not None and key not in gathered.placed:
        gathered.placed[key] = (folder, _known(day))
    run = gathered.runs.get(key)
    if path is None:
        if run:
            gathered.attestations.append(_attestation(gathered, info, number, slot, run, day, True, files))
            del gathered.runs[key]
        return
    blob, commit, message = gathered.active[path]
    if run and run.blob == blob:
        return
    if run and _same_words(files[run.blob], files[blob]):
        gathered.anomalies.append(
            Anomaly(
                "same_text", info.name, gathered.code.id, number, day,
                "La source compte ici une nouvelle version, dont les mots sont les mêmes.",
                where=_where(commit, path),
            )
        )  # fmt: skip
        run.blob = blob
        return
    if run:
        gathered.attestations.append(_attestation(gathered, info, number, slot, run, day, False, files))
    gathered.runs[key] = Run(day, blob, path, mentions[message], commit)


def _same_words(a: ArticleFile, b: ArticleFile) -> bool:
    return (a.state, a.wording, a.text.alineas, a.text.nota) == (b.state, b.wording, b.text.alineas, b.text.nota)


def _attestation(
    gathered: Gathered,
    info: SourceInfo,
    number: str,
    slot: int,
    run: Run,
    end: date | None,
    gone: bool,
    files: Mapping[str, ArticleFile],
) -> Attestation:
    file = files[run.blob]
    lost = run.start == LOST
    where = _where(run.commit, run.path)
    day = None if lost else run.start
    if file.state is not State.IN_FORCE:
        kind, message = {
            State.MISSING: ("missing", "La source n'a pas le texte de cette version."),
            State.ENDED: ("placeholder", "La source donne une mention d'abrogation au lieu d'un texte."),
        }[file.state]
        gathered.anomalies.append(
            Anomaly(kind, info.name, gathered.code.id, number, day, message, where, theirs=file.wording or None)
        )
    if file.odd:
        gathered.anomalies.append(
            Anomaly(
                "markup", info.name, gathered.code.id, number, day,
                f"Balises retirées du texte, leurs mots gardés : {', '.join(file.odd)}.", where,
            )
        )  # fmt: skip
    return Attestation(
        number=number,
        slot=slot,
        label=file.label,
        state=file.state,
        text=file.text,
        attested_from=_known(run.start),
        valid_from=day,
        valid_to=end,
        acts=_introducing(run.mentions, run.start),
        ended_by=ending(run.mentions, day, end) if gone and end else (),
        where=where,
        source=info.name,
    )


def _finished(gathered: Gathered, info: SourceInfo, files: Mapping[str, ArticleFile]) -> CodeHistory:
    for (number, slot), run in gathered.runs.items():
        gathered.attestations.append(_attestation(gathered, info, number, slot, run, None, False, files))
    for (number, slot), (folder, since) in gathered.placed.items():
        gathered.placements.append(Placement(number, _sections(folder), since, None, slot))
    order = {number: numbering.from_source(number).sort_key for number in {a.number for a in gathered.attestations}}
    return CodeHistory(
        gathered.code,
        info,
        tuple(gathered.dates),
        tuple(sorted(gathered.attestations, key=lambda a: (order[a.number], a.number, a.slot, a.attested_from))),
        tuple(sorted(gathered.placements, key=lambda p: (order[p.number], p.number, p.slot, p.start))),
        tuple(gathered.anomalies),
    )


def _damaged(gathered: Gathered, info: SourceInfo, file: ArticleFile, path: str, commit: Commit, day: date) -> None:
    gathered.anomalies.append(
        Anomaly(
            "unreadable", info.name, gathered.code.id, file.number or None, day,
            f"Fichier que l'on ne peut lire ({file.problem}).", where=_where(commit.id, path),
        )
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _introducing(mentions: tuple[ActMention, ...], day: date) -> tuple[Act, ...]:
    return introducing(mentions, day)


def _where(commit: str, path: str) -> str:
    """The place of a file; one without a history has no commit."""
    return f"{commit[:12]}:{path}" if commit else path


def _known(day: date) -> date:
    return LOST_FROM if day == LOST else day


@lru_cache(maxsize=8192)
def _sections(folder: str) -> tuple[Section, ...]:
    """The sections of a path, without the code's own folder; titles are rebuilt later, from slugs."""
    return tuple(Section(key=slug, title=slug.replace("-", " "), restored=True) for slug in folder.split("/")[1:])
