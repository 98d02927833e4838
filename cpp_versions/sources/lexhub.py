"""LexHub: one Markdown file per article, `<code>/<section slug>/…/<number>.md`, in a git history.

`lexhub_files` reads the files, `lexhub_history` makes versions of them; here is where they come from.

Traps, each made a value or an anomaly here, never a guess in silence:

- everything before 1970 is dated 1970-01-02: the date is lost (`valid_from` None, attested from 1970-01-01);
- the message of a commit names all acts linked to its versions, those that end them included (see `acts`);
- "Missing data" stands for a hole in the source, `[Article abrogé].`, `.` and nothing at all for a state;
- a number can stand in two sections at once, with two texts: both are kept, the second in slot 2;
- two versions in a row can have the same words (Légifrance recorded an event that changed none): they are one here.

Without a history (a folder, or one file) the texts are attested on the day of the data that the README states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from cpp_versions.alongside import Alongside
from cpp_versions.errors import SourceError
from cpp_versions.locations import is_bundle, is_remote, is_repository, open_source
from cpp_versions.model import LOST_FROM, Attestation, Code, CodeHistory, ConsolidatedDate, SourceInfo
from cpp_versions.repository import Change, Commit, Repository
from cpp_versions.sources.lexhub_files import LARGEST, ArticleFile, FileReader, is_article, readme_date
from cpp_versions.sources.lexhub_history import LOST, histories

__all__ = ["ARTICLE_FORMAT", "FORMAT", "holds", "read", "read_article", "read_repository", "recognises", "source_info"]

FORMAT = "lexhub"
ARTICLE_FORMAT = "lexhub-article"
_MANY = 2000  # files: fewer are read sooner than a second process begins


def recognises(path: Path) -> bool:
    """Whether the folder or file, no repository, is LexHub's: `# Article …` in Markdown below a code's folder."""
    if path.is_file() and path.suffix == ".md":
        with path.open("rb") as stream:
            return stream.read(256).lstrip(b"\xef\xbb\xbf \r\n").startswith(b"# Article")
    return path.is_dir() and any(is_article(str(p.relative_to(path))) for p in _walk(path))


def holds(repository: Repository) -> bool:
    """Whether the repository is LexHub's: articles in files below a code's folder."""
    return any(is_article(change.path) for change in repository.tree(repository.branch()))


def read(location: str, *, progress: Callable[[str, float], None] | None = None) -> tuple[CodeHistory, ...]:
    """The history of every code that `location` (a repository, bundle, address or folder) holds.

    Raises SourceError where nothing can be read; what is damaged in part becomes anomalies of the histories.
    """
    path = Path(location)
    if not is_remote(location) and not (is_bundle(path) or is_repository(path)):
        return _read_folder(path)
    with open_source(location) as repository:
        return read_repository(repository, location, progress)


def read_repository(
    repository: Repository, location: str, progress: Callable[[str, float], None] | None = None
) -> tuple[CodeHistory, ...]:
    """The history of every code of a repository; `location` is where it comes from. Raises as `read` does."""
    branch = repository.branch()
    head = repository.commit_id(branch)
    commits = list(repository.history(head))
    blobs = {change.blob: change.path for commit in commits for change in commit.changes if change.blob}
    articles = {blob: path for blob, path in blobs.items() if is_article(path)}
    if not articles:
        raise SourceError(f"{location}: no article (`# Article …` in a .md file below a code's folder) found")
    as_of = _readme_date(repository, head) or max(commit.day for commit in commits)
    return histories(_info(location, head, as_of), commits, _files(repository, list(articles), progress))


def _files(
    repository: Repository, blobs: Sequence[str], progress: Callable[[str, float], None] | None
) -> dict[str, ArticleFile]:
    """The article file of each blob; of many, a second process reads half."""
    halves = ([], blobs) if len(blobs) < _MANY else (blobs[: len(blobs) // 2], blobs[len(blobs) // 2 :])

    def read(half: Sequence[str], told: Callable[[str, float], None] | None = None) -> list[ArticleFile]:
        reader, files = FileReader(), []
        for count, content in enumerate(repository.blobs(half)):
            files.append(reader.read(content))
            if told and count % 500 == 0:
                told("LexHub", count / len(half))
        return files

    with Alongside(partial(read, halves[0])) if halves[0] else nullcontext() as beside:
        here = read(halves[1], progress)
        there = beside.result() if beside else []
    return dict(zip(blobs, [*there, *here], strict=True))


def source_info(repository: Repository, location: str, head: str) -> SourceInfo | None:
    """The source as it stands at the commit `head`; None where its README doesn't date it."""
    as_of = _readme_date(repository, head)
    return _info(location, head, as_of) if as_of else None


def _info(location: str, head: str, as_of: date) -> SourceInfo:
    return SourceInfo(
        name="LexHub",
        format=FORMAT,
        fingerprint=head,
        as_of=as_of,
        location=location,
        licence="Licence Ouverte 2.0 (Légifrance, DILA)",
    )


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
    file = FileReader().read(content)
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


# -- folders without history


def _read_folder(path: Path) -> tuple[CodeHistory, ...]:
    """A folder in LexHub's layout, or one file of it, without a history."""
    root = path if path.is_dir() else path.parent
    files = sorted(_walk(path)) if path.is_dir() else [path]
    readme = root / "README.md"
    as_of = readme_date(_content(readme)) if readme.is_file() else None
    reader, texts, changes = FileReader(), {}, []
    digest = sha256()
    for file in files:
        name = file.relative_to(root).as_posix()
        if path.is_dir() and not is_article(name):
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
    info: SourceInfo, changes: Sequence[tuple[str, str]], files: Mapping[str, ArticleFile]
) -> tuple[CodeHistory, ...]:
    commit = Commit("", LOST if info.as_of == LOST_FROM else info.as_of, "", tuple(Change(*pair) for pair in changes))
    observed = commit.day != LOST
    found = histories(info, [commit], files)
    if not observed:
        return found
    return tuple(
        replace(
            history,
            attestations=tuple(replace(a, valid_from=None, observed=(info.as_of,)) for a in history.attestations),
        )
        for history in found
    )


def _walk(path: Path) -> Iterator[Path]:
    return (p for p in path.rglob("*.md") if p.is_file() and not p.is_symlink() and ".git" not in p.parts)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise SourceError(f"{path}: can't be read ({error.strerror})") from None
    return content


def _readme_date(repository: Repository, head: str) -> date | None:
    (readme,) = repository.objects([f"{head}:README.md"])
    return readme_date(readme[1]) if readme else None
