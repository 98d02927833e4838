"""What LexHub has new since a commit: the versions that its last commits add, without reading the rest again.

It answers only where the result is what reading everything would give, and None wherever that is not certain: a commit
that isn't a descendant, a date that isn't later than all those known, a number that stands twice, an act that is named
in part only. The caller then reads everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from cpp_versions.acts import ActMention, parse_mentions
from cpp_versions.codes import of_slug
from cpp_versions.errors import GitFailed, SourceError
from cpp_versions.model import LOST_FROM, Act, CodeHistory, SourceInfo
from cpp_versions.repository import Change, Commit, Repository
from cpp_versions.sources.lexhub_files import ArticleFile, FileReader, is_article
from cpp_versions.sources.lexhub_history import LOST, Gathered, Run, histories

__all__ = ["Since", "Standing", "since"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the version of an article that is open: since when, where it comes from (`commit:path`), and
    since when it stands in its section."""

    slot: int
    attested_from: date
    valid_from: date | None
    where: str
    placed: date


@dataclass(frozen=True, slots=True)
class Since:
    """The histories of the articles that changed, and of no other: what stood before, closed, and what is new."""

    first: date
    acts: frozenset[Act]
    histories: tuple[CodeHistory, ...]


def since(
    repository: Repository,
    info: SourceInfo,
    commit: str,
    news: Iterable[Commit],
    last: Callable[[str], date | None],
    standing: Callable[[str, str], tuple[Standing, ...]],
) -> Since | None:
    """What the source has new since `commit`: `news` are its commits from there up to the one that `info.fingerprint`
    names.

    `last` gives the last day known of a code, `standing` the open versions of a code's article, one per text that
    shares the number. None: read everything.
    """
    try:
        commits = list(news)
    except (GitFailed, SourceError):
        return None
    if not commits or commits[0].parent != commit:  # what was read isn't what the new commits stand on
        return None
    changed = {change.path for entry in commits for change in entry.changes if is_article(change.path)}
    if not changed or any(entry.day <= (last(_code(path)) or LOST_FROM) for entry in commits for path in changed):
        return None
    mentions = [mention for entry in commits for mention in parse_mentions(entry.message)]
    if not all(mention.act.nature and mention.act.number and mention.act.date for mention in mentions):
        return None
    first: dict[str, Change] = {}
    for change in (change for entry in commits for change in entry.changes):
        first.setdefault(change.path, change)
    old = [Change(c.path, c.before) for c in first.values() if c.before and is_article(c.path)]
    files = _files(repository, (*old, *(change for entry in commits for change in entry.changes)))
    if files is None:
        return None
    stands = _standing(repository, commits, old, files, standing)
    if stands is None:
        return None
    found = histories(info, commits, files, stands)
    return Since(min(entry.day for entry in commits), frozenset(mention.act for mention in mentions), found)


def _code(path: str) -> str:
    return of_slug(path.split("/", 1)[0]).id


def _files(repository: Repository, changes: Iterable[Change]) -> dict[str, ArticleFile] | None:
    blobs = list(dict.fromkeys(change.blob for change in changes if change.blob and is_article(change.path)))
    reader = FileReader()
    files = {blob: reader.read(content) for blob, content in zip(blobs, repository.blobs(blobs), strict=True)}
    return files if all(file.number and not file.problem for file in files.values()) else None


def _standing(
    repository: Repository,
    commits: list[Commit],
    old: list[Change],
    files: dict[str, ArticleFile],
    standing: Callable[[str, str], tuple[Standing, ...]],
) -> dict[str, Gathered] | None:
    """What stood before the new commits, of the articles that they touch."""
    codes: dict[str, Gathered] = {}
    changes = [change for entry in commits for change in entry.changes if change.blob and is_article(change.path)]
    new = {files[change.blob or ""].number for change in changes}
    gone = {files[change.blob or ""].number for change in old}
    for change in changes:  # a text that comes beside one that stays: a number that stands twice
        number = files[change.blob or ""].number
        if number not in gone and standing(of_slug(change.path.split("/", 1)[0]).id, number):
            return None
    ends: dict[str, list[Run]] = defaultdict(list)
    for change in old:
        slug, file = change.path.split("/", 1)[0], files[change.blob or ""]
        gathered = codes.setdefault(slug, Gathered(of_slug(slug)))
        stands = standing(gathered.code.id, file.number)
        if len(stands) != 1 or stands[0].slot != 1 or file.number in gathered.slots:
            return None
        (known,) = stands
        lost = known.valid_from is None
        if lost and known.attested_from != LOST_FROM:
            return None
        gathered.active[change.path] = (change.blob or "", "", "")
        gathered.paths[file.number].add(change.path)
        gathered.slots[file.number] = {1: change.path}
        commit, _, path = known.where.partition(":")
        run = Run(LOST if lost else known.attested_from, change.blob or "", path, (), commit)
        gathered.runs[file.number, 1] = run
        folder = change.path.rsplit("/", 1)[0]
        gathered.placed[file.number, 1] = (folder, known.placed)
        if file.number not in new:
            ends[commit].append(run)
    messages = _messages(repository, list(ends))
    if messages is None:
        return None
    for commit, runs in ends.items():
        for run in runs:
            run.mentions = messages[commit]
    return codes


def _messages(repository: Repository, commits: list[str]) -> dict[str, tuple[ActMention, ...]] | None:
    """The acts that each of these commits names: some of them may end its versions."""
    found = {}
    for commit, content in zip(commits, repository.objects(commits), strict=True):
        head, _, message = content[1].partition(b"\n\n") if content else (b"", b"", b"")
        if not head.startswith(b"tree ") or b"\nencoding " in head:
            return None
        found[commit] = parse_mentions(message.decode("utf-8", "replace").strip())
        if not all(mention.act.nature and mention.act.number and mention.act.date for mention in found[commit]):
            return None
    return found
