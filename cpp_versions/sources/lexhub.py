"""LexHub: one Markdown file per article, `<code>/<section slug>/…/<number>.md`, in a git history.

The history is linear: the date of a commit is the day its articles come into force, and the consolidated version of a
day is the last commit of that day. A file is a heading `# Article D53` and a body of raw HTML on one line: markdown-it
splits the two, lxml reads the body (read as Markdown, some texts would lose a `*` or turn into lists).

Traps, each made a value or an anomaly here, never a guess in silence:

- everything before 1970 is dated 1970-01-02: the date is lost (`valid_from` None, attested from 1970-01-01);
- the message of a commit names all acts linked to its versions, those that end them included (see `acts`);
- "Missing data" stands for a hole in the source, `[Article abrogé].`, `.` and nothing at all for a state;
- a number can stand in two sections at once, with two texts: both are kept, the second in slot 2;
- two versions in a row can have the same words (Légifrance recorded an event that changed none): they are one here.

Without a history (a folder, or one file) the texts are attested on the day of the data that the README states.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from cpp_versions import numbering
from cpp_versions.acts import ActIndex, ActMention, complete, ending, introducing, parse_mentions
from cpp_versions.codes import by_title, of_slug
from cpp_versions.errors import BadNumber, GitFailed, SourceError
from cpp_versions.markup import Link, read_markup
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
    Text,
)
from cpp_versions.repository import Change, Commit, Repository, is_bundle, is_remote, is_repository, open_source

__all__ = ["ARTICLE_FORMAT", "FORMAT", "read", "read_article", "recognises"]

FORMAT = "lexhub"
ARTICLE_FORMAT = "lexhub-article"
LOST = date(1970, 1, 2)
"""How LexHub dates what it has lost the date of."""

_MAX_ARTICLE = 8 << 20
_README_DATE = re.compile(r"(?:updated at|mise à jour (?:à|le))\s*(\d{4}-\d{2}-\d{2})")
_MISSING = re.compile(r"^\W*Missing data\b")
_ENDED = re.compile(r"^[\[(*. ]*a?article\s+abrog[ée]+s?[\])*. ]*$|^\.?$", re.IGNORECASE)
_ENDED_NOTA = re.compile(r"\babrog[ée]+e?s?\b", re.IGNORECASE)
_NOTA = re.compile(r"<i>NOTA\s*:(?P<nota>.*)</i>\s*$", re.DOTALL)
_ARTICLE = re.compile(r"^\s*Article\s+", re.IGNORECASE)
_TITLE_LINK = re.compile(r"^(?P<code>Code .*?)\s*-\s*art\.\s*(?P<number>[^()]+)")


def recognises(location: str) -> bool:
    """Whether `location` looks like LexHub: a repository, bundle, folder or file with `# Article …` in Markdown."""
    if is_remote(location):
        return True
    path = Path(location)
    if path.is_file() and path.suffix == ".md":
        with path.open("rb") as stream:
            return stream.read(256).lstrip(b"\xef\xbb\xbf \r\n").startswith(b"# Article")
    if is_bundle(path) or is_repository(path):
        with open_source(location) as repository:
            return any(_is_article(change.path) for change in repository.tree(repository.branch()))
    return path.is_dir() and any(_is_article(str(p.relative_to(path))) for p in _walk(path))


def read(location: str, *, progress: Callable[[str, float], None] | None = None) -> tuple[CodeHistory, ...]:
    """The history of every code that `location` (a repository, bundle, address or folder) holds.

    Raises SourceError where nothing can be read; what is damaged in part becomes anomalies of the histories.
    """
    path = Path(location)
    if not is_remote(location) and not (is_bundle(path) or is_repository(path)):
        return _read_folder(path)
    with open_source(location) as repository:
        branch = repository.branch()
        head = repository.commit_id(branch)
        commits = list(repository.history(head))
        blobs = {change.blob: change.path for commit in commits for change in commit.changes if change.blob}
        articles = {blob: path for blob, path in blobs.items() if _is_article(path)}
        if not articles:
            raise SourceError(f"{location}: no article (`# Article …` in a .md file below a code's folder) found")
        as_of = _readme_date(repository, head) or max(commit.day for commit in commits)
        texts: dict[str, _File] = {}
        reader = _FileReader()
        for count, (blob, content) in enumerate(zip(articles, repository.blobs(list(articles)), strict=True)):
            texts[blob] = reader.read(content)
            if progress and count % 500 == 0:
                progress("LexHub", count / len(articles))
    info = SourceInfo(
        name="LexHub",
        format=FORMAT,
        fingerprint=head,
        as_of=as_of,
        location=location,
        licence="Licence Ouverte 2.0 (Légifrance, DILA)",
    )
    return _histories(info, commits, texts)


def read_article(
    path: Path,
    *,
    code: Code,
    valid_from: date | None,
    valid_to: date | None,
    as_of: date,
    name: str,
) -> CodeHistory:
    """One article file whose code and dates the caller knows. Raises SourceError where the file isn't an article."""
    content = _content(path)
    file = _FileReader().read(content)
    if file.problem or not file.number:
        raise SourceError(f"{path}: not a LexHub article ({file.problem or 'no heading'}): see `# Article D53`")
    start = valid_from or as_of
    attestation = Attestation(
        number=file.number,
        label=file.label,
        state=file.state,
        text=file.text,
        attested_from=start,
        valid_from=valid_from,
        valid_to=valid_to,
        observed=() if valid_from else (as_of,),
        where=path.name,
    )
    info = SourceInfo(name, ARTICLE_FORMAT, sha256(content).hexdigest(), as_of, excerpt=True)
    dates = tuple(ConsolidatedDate(day) for day in (start, valid_to) if day is not None)
    return CodeHistory(code, info, dates, (attestation,))


# -- files


@dataclass(frozen=True, slots=True)
class _File:
    """One article file: its number (empty where it has none), state and text; what is odd about it."""

    number: str
    label: str
    state: State
    text: Text
    wording: str = ""
    problem: str = ""
    odd: tuple[str, ...] = ()


class _FileReader:
    """Reads article files; its Markdown parser finds the heading and reads nothing else as Markdown."""

    def __init__(self) -> None:
        self._markdown = MarkdownIt("zero").enable("heading")
        self._markdown.core.ruler.disable("inline")

    def read(self, content: bytes) -> _File:
        """The article of a file; never raises, `problem` says what can't be read."""
        nothing = Text(())
        if len(content) > _MAX_ARTICLE:
            return _File("", "", State.MISSING, nothing, problem=f"file of {len(content):,} bytes")
        try:
            source, problem = content.decode("utf-8-sig"), ""
        except UnicodeDecodeError as error:
            source, problem = content.decode("utf-8", "replace"), f"invalid UTF-8 at byte {error.start}"
        heading, body = self._split(source)
        if heading is None:
            return _File("", "", State.MISSING, nothing, problem=problem or "no heading `# Article …`")
        try:
            number = numbering.from_source(heading)
        except BadNumber:
            return _File("", "", State.MISSING, nothing, problem=f"no article number in {heading[:60]!r}")
        text, odd = _read_body(body)
        state, wording = _state(text)
        if state is not State.IN_FORCE:
            text = Text((), text.nota)
        return _File(str(number), number.label, state, text, wording, problem, odd)

    def _split(self, source: str) -> tuple[str | None, str]:
        source = source.replace("\r\n", "\n").replace("\r", "\n").lstrip()
        # the heading stands in the first block or nowhere; the body isn't Markdown, so it isn't parsed as such
        tokens = self._markdown.parse(source.partition("\n\n")[0])
        for token, inline in pairwise(tokens):
            if token.type == "heading_open" and token.map and _ARTICLE.match(inline.content):
                body = source.split("\n", token.map[1])[-1] if source.count("\n") >= token.map[1] else ""
                return _ARTICLE.sub("", inline.content).strip(), body.strip()
        return None, source


def _read_body(body: str) -> tuple[Text, tuple[str, ...]]:
    note = _NOTA.search(body, body.index("<i>NOTA")) if "<i>NOTA" in body else None
    main = body[: note.start()] if note else body
    read = read_markup(main, _link)
    nota = read_markup(note["nota"], _no_link) if note else None
    text = Text(read.alineas, nota.alineas if nota else (), read.citations)
    return text, tuple(sorted({*read.odd, *(nota.odd if nota else ())}))


def _state(text: Text) -> tuple[State, str]:
    """The state that a text stands for, and the placeholder's own words."""
    if len(text.alineas) == 1:
        if _MISSING.match(text.alineas[0]):
            return State.MISSING, text.alineas[0]
        if _ENDED.match(text.alineas[0]):
            return State.ENDED, text.alineas[0]
    if not text.alineas:
        ended = any(_ENDED_NOTA.search(paragraph) for paragraph in text.nota)
        return (State.ENDED if ended else State.MISSING), ""
    return State.IN_FORCE, ""


def _no_link(attributes: Mapping[str, str], quote: str) -> Link | None:
    return None


def _link(attributes: Mapping[str, str], quote: str) -> Link | None:
    """What a link of a text points to: by its path in LexHub, else by the title that Légifrance gave it."""
    href, title = attributes.get("href", ""), attributes.get("title", "")
    if href.startswith("/") and href.endswith(".md") and href.count("/") > 1:
        return _path_link(href)
    named = _TITLE_LINK.match(title)
    if named:
        code = by_title(named["code"])
        try:
            return (code.id if code else None), (str(numbering.from_source(named["number"].strip())),)
        except BadNumber:
            return None, ()
    return None, ()


@lru_cache(maxsize=8192)
def _path_link(href: str) -> Link:
    parts = href.strip("/").split("/")
    try:
        return of_slug(parts[0]).id, (str(numbering.from_slug(parts[-1].removesuffix(".md"))),)
    except BadNumber:
        return of_slug(parts[0]).id, ()


# -- histories


@dataclass(slots=True)
class _Run:
    """An article text from one day to the next, while the history is read."""

    start: date
    blob: str
    path: str
    mentions: tuple[ActMention, ...]
    commit: str


@dataclass(slots=True)
class _Code:
    """What is gathered of one code while the history is read."""

    code: Code
    active: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # path → blob, commit, message
    paths: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # number → active paths
    slots: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))  # number → slot → path
    runs: dict[tuple[str, int], _Run] = field(default_factory=dict)
    placed: dict[tuple[str, int], tuple[str, date]] = field(default_factory=dict)  # folder, since
    dates: list[ConsolidatedDate] = field(default_factory=list)
    attestations: list[Attestation] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)


def _histories(info: SourceInfo, commits: Sequence[Commit], files: Mapping[str, _File]) -> tuple[CodeHistory, ...]:
    messages = {message: parse_mentions(message) for message in {commit.message for commit in commits}}
    known = ActIndex(mention for found in messages.values() for mention in found)
    mentions = {message: complete(found, known) for message, found in messages.items()}
    codes: dict[str, _Code] = {}
    for day, group in _by_day(commits):
        touched: dict[str, set[str]] = defaultdict(set)  # code slug → numbers
        acts: dict[str, dict[Act, None]] = defaultdict(dict)
        for commit in group:
            introduced = dict.fromkeys(_introducing(mentions[commit.message], day))
            for change in commit.changes:
                if not _is_article(change.path):
                    continue
                slug = change.path.split("/", 1)[0]
                gathered = codes.setdefault(slug, _Code(of_slug(slug)))
                before = gathered.active.pop(change.path, None)
                if before is not None:
                    number = files[before[0]].number
                    gathered.paths[number].discard(change.path)
                    touched[slug].add(number)
                if change.blob is not None:
                    file = files[change.blob]
                    if file.problem:
                        _damaged(gathered, info, file, change.path, commit, day)
                    if file.number:
                        gathered.active[change.path] = (change.blob, commit.id, commit.message)
                        gathered.paths[file.number].add(change.path)
                        touched[slug].add(file.number)
                acts[slug].update(introduced)
        for slug, numbers in touched.items():
            gathered = codes[slug]
            gathered.dates.append(ConsolidatedDate(None if day == LOST else day, tuple(acts[slug])))
            _close_day(gathered, info, day, numbers, files, mentions)
    first = next(iter(codes.values()))
    for suspect in known.suspects():
        first.anomalies.append(
            Anomaly(
                "act_number", info.name, first.code.id, None, suspect.seen.date,
                f"{suspect.seen.title} (cité {suspect.seen_count} fois) : sans doute {suspect.likely.title} "
                f"(cité {suspect.likely_count} fois). Rien n’est corrigé.",
            )
        )  # fmt: skip
    return tuple(_finished(gathered, info, files) for gathered in codes.values())


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
    gathered: _Code,
    info: SourceInfo,
    day: date,
    numbers: Iterable[str],
    files: Mapping[str, _File],
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
    gathered: _Code,
    info: SourceInfo,
    day: date,
    number: str,
    slot: int,
    path: str | None,
    files: Mapping[str, _File],
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
                where=f"{commit[:12]}:{path}",
            )
        )  # fmt: skip
        run.blob = blob
        return
    if run:
        gathered.attestations.append(_attestation(gathered, info, number, slot, run, day, False, files))
    gathered.runs[key] = _Run(day, blob, path, mentions[message], commit)


def _same_words(a: _File, b: _File) -> bool:
    return (a.state, a.wording, a.text.alineas, a.text.nota) == (b.state, b.wording, b.text.alineas, b.text.nota)


def _attestation(
    gathered: _Code,
    info: SourceInfo,
    number: str,
    slot: int,
    run: _Run,
    end: date | None,
    gone: bool,
    files: Mapping[str, _File],
) -> Attestation:
    file = files[run.blob]
    lost = run.start == LOST
    where = f"{run.commit[:12]}:{run.path}"
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
    )


def _finished(gathered: _Code, info: SourceInfo, files: Mapping[str, _File]) -> CodeHistory:
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


def _damaged(gathered: _Code, info: SourceInfo, file: _File, path: str, commit: Commit, day: date) -> None:
    gathered.anomalies.append(
        Anomaly(
            "unreadable", info.name, gathered.code.id, file.number or None, day,
            f"Fichier que l'on ne peut lire ({file.problem}).", where=f"{commit.id[:12]}:{path}",
        )
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _introducing(mentions: tuple[ActMention, ...], day: date) -> tuple[Act, ...]:
    return introducing(mentions, day)


def _known(day: date) -> date:
    return LOST_FROM if day == LOST else day


@lru_cache(maxsize=8192)
def _sections(folder: str) -> tuple[Section, ...]:
    """The sections of a path, without the code's own folder; titles are rebuilt later, from slugs."""
    return tuple(Section(key=slug, title=slug.replace("-", " "), restored=True) for slug in folder.split("/")[1:])


# -- folders without history


def _read_folder(path: Path) -> tuple[CodeHistory, ...]:
    """A folder in LexHub's layout, or one file of it, without a history."""
    root = path if path.is_dir() else path.parent
    files = sorted(_walk(path)) if path.is_dir() else [path]
    readme = root / "README.md"
    as_of = _find_readme_date(_content(readme)) if readme.is_file() else None
    reader, texts, changes = _FileReader(), {}, []
    digest = sha256()
    for file in files:
        name = file.relative_to(root).as_posix()
        if path.is_dir() and not _is_article(name):
            continue
        content = _content(file)
        blob = sha256(content).hexdigest()
        digest.update(f"{name}\0{blob}\n".encode())
        texts[blob] = reader.read(content)
        changes.append((name if "/" in name else f"{_DEFAULT_SLUG}/{name}", blob))
    if not changes:
        raise SourceError(f"{path}: no article (`# Article …` in a .md file below a code's folder) found")
    return _snapshot(SourceInfo("LexHub", FORMAT, digest.hexdigest(), as_of or LOST_FROM, str(path)), changes, texts)


_DEFAULT_SLUG = "code-de-procedure-penale"


def _snapshot(
    info: SourceInfo, changes: Sequence[tuple[str, str]], files: Mapping[str, _File]
) -> tuple[CodeHistory, ...]:
    commit = Commit("", LOST if info.as_of == LOST_FROM else info.as_of, "", tuple(Change(*pair) for pair in changes))
    observed = commit.day != LOST
    histories = _histories(info, [commit], files)
    if not observed:
        return histories
    return tuple(
        replace(
            history,
            attestations=tuple(
                replace(a, valid_from=None, observed=(info.as_of,), where=a.where.lstrip(":"))
                for a in history.attestations
            ),
        )
        for history in histories
    )


def _walk(path: Path) -> Iterator[Path]:
    return (p for p in path.rglob("*.md") if p.is_file() and not p.is_symlink() and ".git" not in p.parts)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MAX_ARTICLE + 1)
    except OSError as error:
        raise SourceError(f"{path}: can't be read ({error.strerror})") from None
    if not content.strip():
        raise SourceError(f"{path}: the file is empty")
    return content


def _is_article(path: str) -> bool:
    return path.endswith(".md") and "/" in path


def _readme_date(repository: Repository, head: str) -> date | None:
    readme = [change for change in repository.tree(head) if change.path == "README.md"]
    try:
        return next(
            (_find_readme_date(content) for content in repository.blobs([c.blob for c in readme if c.blob])), None
        )
    except GitFailed:
        return None


def _find_readme_date(content: bytes) -> date | None:
    found = _README_DATE.search(content[:65536].decode("utf-8", "replace"))
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
