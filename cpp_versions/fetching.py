"""Gets the public data: the dumps of LEGI over HTTP(S), LexHub by git. What was fetched before is kept, what was cut
short is resumed.

A tarball is written as `NAME.part` and takes its name once it is whole: of the length that the server gave, and
unpacked from end to end, so that its checksum holds. A server that lists the files as links (the DILA's does) and a
folder given as `file://…` are read alike.

What is refused: names that aren't those of dumps (none can lead out of the folder), a redirection to anything but
HTTP(S), a file beyond `LARGEST`, one that is damaged. Nothing is built here.
"""

from __future__ import annotations

import gzip
import http.client
import json
import re
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from cpp_versions.errors import GitFailed, SourceError, UsageError
from cpp_versions.locations import is_remote, is_repository
from cpp_versions.repository import Repository

__all__ = ["LARGEST", "LEGI", "LEXHUB", "Fetched", "legi", "lexhub"]

LEGI = "https://echanges.dila.gouv.fr/OPENDATA/LEGI/"
LEXHUB = "https://github.com/LexHub-project/legifrance"
LARGEST = 64 << 30
_NAME = re.compile(r"(?P<kind>Freemium_legi_global|LEGI)_(?P<stamp>[0-9]{8}-[0-9]{6})\.tar\.gz")
_LONGEST_LISTING = 32 << 20
_BLOCK = 1 << 18
_ATTEMPTS = 5
_PATIENCE = 60.0  # seconds that a server may say nothing
_Progress = Callable[[str, float], None]
_USER_AGENT = "cpp-versions"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: the folder, the names that are new in it, and how many bytes came over the network."""

    folder: Path
    new: tuple[str, ...]
    kept: tuple[str, ...] = ()
    received: int = 0

    def as_json(self) -> dict[str, Any]:
        """As the command answers."""
        return {
            "folder": str(self.folder),
            "new": list(self.new),
            "kept": list(self.kept),
            "bytes": self.received,
        }


def legi(
    target: Path, base: str = LEGI, *, progress: _Progress | None = None, wait: Callable[[float], None] = time.sleep
) -> Fetched:
    """The last global dump of LEGI and the deltas since, in the folder `target`; what is there already stays.

    Raises SourceError where the server, or a file, fails; what is whole by then is kept, and the next call goes on.
    """
    if urlsplit(base).scheme not in ("http", "https", "file"):
        raise UsageError(f"{base}: not an address: give one of http://, https:// or file://")
    base = base if base.endswith("/") else f"{base}/"
    wanted = _wanted(_listing(base), base)
    _make(target)
    new, kept, received = [], [], 0
    for position, name in enumerate(wanted):
        if (target / name).is_file():
            kept.append(name)
            continue

        def tell(part: float, name: str = name, position: int = position) -> None:
            if progress:
                progress(f"{name} ({position + 1}/{len(wanted)})", (position + part) / len(wanted))

        received += _file(urljoin(base, name), target / name, tell, wait)
        new.append(name)
    return Fetched(target, tuple(new), tuple(kept), received)


def lexhub(target: Path, url: str = LEXHUB, *, progress: _Progress | None = None) -> Fetched:
    """A bare clone of LexHub's history in the folder `target`, brought up to date where it is there.

    Raises SourceError where git can't fetch it; the clone is then as it was.
    """
    if not is_remote(url):
        raise UsageError(f"{url}: not an address: give one of https://, ssh://, git:// or file://")
    if target.exists() and not is_repository(target) and any(target.iterdir()):
        raise UsageError(f"{target}: holds something else than a clone: give another folder with --to")
    _make(target)
    repository = Repository(target)
    if progress:
        progress(f"git fetch {url}", 0.0)
    try:
        if not is_repository(target):
            repository.run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
        before = _heads(repository)
        repository.run(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--prune", "--end-of-options", url,
            "+refs/heads/*:refs/heads/*",
        )  # fmt: skip
        after = _heads(repository)
    except GitFailed as error:
        raise SourceError(f"{url}: git can't fetch it ({error}): check the address and try again") from None
    if not after:
        raise SourceError(f"{url}: holds no branch: check the address")
    return Fetched(target, tuple(sorted(name for name, id_ in after.items() if before.get(name) != id_)))


def _heads(repository: Repository) -> dict[str, str]:
    lines = repository.run("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def _make(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{target}: can't be written ({error.strerror}): give another folder with --to") from None


# -- what there is


def _wanted(names: set[str], base: str) -> list[str]:
    """The last global dump, and the deltas after it, in order."""
    found = [match for name in names if (match := _NAME.fullmatch(name))]
    globals_ = [match for match in found if match["kind"] != "LEGI"]
    if not globals_:
        raise SourceError(f"{base}: lists no Freemium_legi_global_….tar.gz: check the address")
    last = max(globals_, key=lambda match: match["stamp"])
    deltas = sorted((m for m in found if m["kind"] == "LEGI" and m["stamp"] > last["stamp"]), key=lambda m: m["stamp"])
    return [match[0] for match in (last, *deltas)]


def _listing(base: str) -> set[str]:
    if base.startswith("file:"):
        folder = Path(unquote(urlsplit(base).path))
        try:
            return {path.name for path in folder.iterdir()}
        except OSError as error:
            raise SourceError(f"{base}: can't be read ({error.strerror}): check the address") from None
    try:
        with _open(base, {}) as answer:
            content = answer.read(_LONGEST_LISTING)
    except (OSError, http.client.HTTPException) as error:
        raise SourceError(f"{base}: can't be fetched ({_told(error)}): check the address and the network") from None
    return _names(content)


def _names(content: bytes) -> set[str]:
    """The last parts of the addresses that a page links to."""
    try:
        page = lxml_html.fromstring(content or b"<p/>")
    except (etree.ParserError, ValueError):
        return set()
    return {unquote(str(link.get("href") or "").rsplit("/", 1)[-1]) for link in page.iter("a")}


# -- one file


def _file(url: str, path: Path, tell: Callable[[float], None], wait: Callable[[float], None]) -> int:
    """Fetch one file, going on where it was cut; the bytes received."""
    part, note = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.part.json")
    received = 0
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            for count in _receive(url, part, note, tell):
                received += count
            break
        except (OSError, http.client.HTTPException) as error:
            final = isinstance(error, urllib.error.HTTPError) and error.code < 500 and error.code not in (408, 429)
            if final or attempt == _ATTEMPTS or not isinstance(error, _NETWORK):
                raise SourceError(
                    f"{url}: can't be fetched ({_told(error)}): run the command again, it goes on where it stopped"
                ) from None
            wait(min(2.0**attempt, 30.0))
    _check(url, part, note)
    part.replace(path)
    note.unlink(missing_ok=True)
    return received


_NETWORK = (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError)


def _receive(url: str, part: Path, note: Path, tell: Callable[[float], None]) -> Iterator[int]:
    """Add to `part` what is lacking; yields the length of each block."""
    known = _noted(note)
    begun = part.stat().st_size if part.is_file() and known else 0
    headers = {"Range": f"bytes={begun}-", "If-Range": known} if begun and known else {}
    if url.startswith("file:"):
        yield from _copy(Path(unquote(urlsplit(url).path)), part, tell)
        return
    try:
        answer = _open(url, headers)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        answer = _open(url, {})  # what we have isn't the beginning of what there is now
    with answer:
        goes_on = answer.status == 206 and (answer.headers.get("Content-Range") or "").startswith(f"bytes {begun}-")
        begun = begun if goes_on else 0
        length = answer.headers.get("Content-Length")
        whole = begun + int(length) if length and length.isdigit() else 0
        if whole > LARGEST:
            raise SourceError(f"{url}: of {whole:,} bytes: no dump of LEGI is that large")
        note.write_text(json.dumps({"validator": _validator(answer.headers), "length": whole}), "utf-8")
        with part.open("ab" if goes_on else "wb") as stream:
            at = begun
            while block := answer.read(_BLOCK):
                stream.write(block)
                at += len(block)
                if at > LARGEST:
                    raise SourceError(f"{url}: more than {LARGEST:,} bytes: no dump of LEGI is that large")
                tell(at / whole if whole else 0.0)
                yield len(block)
        if whole and at < whole:
            raise http.client.IncompleteRead(b"", whole - at)


def _copy(source: Path, part: Path, tell: Callable[[float], None]) -> Iterator[int]:
    whole = source.stat().st_size
    with source.open("rb") as stream, part.open("wb") as target:
        while block := stream.read(_BLOCK):
            target.write(block)
            tell(target.tell() / whole if whole else 0.0)
            yield len(block)


def _validator(headers: Any) -> str:
    """What tells that a file is still the one that was begun; a weak tag doesn't."""
    tag = headers.get("ETag") or ""
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified") or ""


def _noted(note: Path) -> str:
    try:
        value = json.loads(note.read_text("utf-8"))["validator"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return value if isinstance(value, str) and value.isprintable() else ""


def _check(url: str, part: Path, note: Path) -> None:
    """Whether the file is whole: a tarball unpacks to its end. What is damaged is removed, for it can't be gone on."""
    try:
        with gzip.open(part) as stream:
            while stream.read(1 << 20):
                pass
    except (OSError, EOFError, zlib.error) as error:
        part.unlink(missing_ok=True)
        note.unlink(missing_ok=True)
        raise SourceError(f"{url}: damaged on its way ({_told(error)}): run the command again") from None


class _OnlyHttp(urllib.request.HTTPRedirectHandler):
    """A redirection leads to HTTP(S) only, and never from the one with TLS to the one without."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        scheme = urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (urlsplit(req.full_url).scheme == "https" and scheme != "https"):
            raise urllib.error.URLError(f"redirected to {newurl[:80]!r}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(url: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    opener = urllib.request.build_opener(_OnlyHttp)  # the address is of HTTP(S): `legi` has seen to it
    request = urllib.request.Request(url, headers={"User-Agent": _USER_AGENT, **headers})  # noqa: S310
    return cast(http.client.HTTPResponse, opener.open(request, timeout=_PATIENCE))


def _told(error: BaseException) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return " ".join(str(reason).split())[:200] or type(error).__name__
