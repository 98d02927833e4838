"""Fetching from a folder and from a server of this machine: resume, checks, refusals."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from cpp_versions import fetching
from cpp_versions.errors import SourceError, UsageError
from tests.gitrepo import Repo

OLD = "Freemium_legi_global_20190101-210000.tar.gz"
GLOBAL = "Freemium_legi_global_20200101-210000.tar.gz"
DELTAS = ("LEGI_20200102-210000.tar.gz", "LEGI_20200103-210000.tar.gz")
EARLY = "LEGI_20191231-210000.tar.gz"
CONTENT = {
    name: gzip.compress(os.urandom(300_000) + name.encode(), 1) for name in (OLD, GLOBAL, EARLY, *DELTAS)
}  # fmt: skip


class Site(BaseHTTPRequestHandler):
    """Lists files and gives them, with ranges; `cut` bytes at most per answer, `etag` tells the version."""

    files: ClassVar[dict[str, bytes]] = {}
    cut = 0
    etag = '"1"'
    fails = 0
    moved = ""
    asked: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        name = self.path.rsplit("/", 1)[-1]
        if not name:
            links = "".join(
                f'<a href="{name}">{name}</a>' for name in (*self.files, "../../etc/passwd", "LEGI_x.tar.gz")
            )
            self._answer(200, f"<html><body>{links}</body></html>".encode())
        elif self.moved:
            self.send_response(302)
            self.send_header("Location", self.moved)
            self.end_headers()
        elif type(self).fails:
            type(self).fails -= 1
            self._answer(503, b"")
        elif name in self.files:
            content, start = self.files[name], 0
            asked = self.headers.get("Range")
            self.asked.append(asked)
            if asked and self.headers.get("If-Range") == self.etag:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
            self._answer(206 if start else 200, content[start:], start, len(content))
        else:
            self._answer(404, b"")

    def _answer(self, code: int, content: bytes, start: int = 0, whole: int = 0) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", self.etag)
        if code == 206:
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        self.end_headers()
        self.wfile.write(content[: self.cut] if self.cut and whole else content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.files, Site.cut, Site.etag, Site.fails, Site.moved, Site.asked = dict(CONTENT), 0, '"1"', 0, "", []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/LEGI/"
    server.shutdown()
    server.server_close()


def pause(_: float) -> None:
    """No waiting in tests."""


def test_the_last_global_and_what_follows_it(site: str, tmp_path: Path) -> None:
    told: list[float] = []
    done = fetching.legi(tmp_path / "legi", site, progress=lambda step, part: told.append(part))
    assert done.new == (GLOBAL, *DELTAS)
    assert {path.name: path.read_bytes() for path in (tmp_path / "legi").iterdir()} == {
        name: CONTENT[name] for name in done.new
    }
    assert told == sorted(told)
    assert told[-1] <= 1
    again = fetching.legi(tmp_path / "legi", site)
    assert (again.new, again.kept, again.received) == ((), done.new, 0)


def test_a_folder_is_read_as_a_server(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name, content in CONTENT.items():
        (tmp_path / "site" / name).write_bytes(content)
    done = fetching.legi(tmp_path / "legi", (tmp_path / "site").as_uri())
    assert done.new == (GLOBAL, *DELTAS)
    assert (tmp_path / "legi" / GLOBAL).read_bytes() == CONTENT[GLOBAL]


def test_what_was_cut_is_gone_on_with(site: str, tmp_path: Path) -> None:
    Site.cut = 70_000
    done = fetching.legi(tmp_path, site, wait=pause)
    assert (tmp_path / GLOBAL).read_bytes() == CONTENT[GLOBAL]
    assert done.received == sum(len(CONTENT[name]) for name in done.new)  # nothing came twice
    assert "bytes=70000-" in Site.asked


def test_a_later_run_goes_on_too(site: str, tmp_path: Path) -> None:
    Site.cut = 20_000
    with pytest.raises(SourceError, match="it goes on where it stopped"):
        fetching.legi(tmp_path, site, wait=pause)
    assert (tmp_path / f"{GLOBAL}.part").stat().st_size == 100_000
    Site.cut = 0
    done = fetching.legi(tmp_path, site, wait=pause)
    assert done.received == sum(len(CONTENT[name]) for name in done.new) - 100_000


def test_another_file_of_the_same_name_is_begun_anew(site: str, tmp_path: Path) -> None:
    Site.cut = 20_000
    with pytest.raises(SourceError):
        fetching.legi(tmp_path, site, wait=pause)
    Site.cut, Site.etag = 0, '"2"'
    Site.files[GLOBAL] = gzip.compress(os.urandom(200_000))
    fetching.legi(tmp_path, site, wait=pause)
    assert (tmp_path / GLOBAL).read_bytes() == Site.files[GLOBAL]


def test_a_server_that_is_busy_is_asked_again(site: str, tmp_path: Path) -> None:
    Site.fails = 3
    assert fetching.legi(tmp_path, site, wait=pause).new


def test_a_damaged_file_takes_no_name(site: str, tmp_path: Path) -> None:
    Site.files[GLOBAL] = CONTENT[GLOBAL][:-100]
    with pytest.raises(SourceError, match="damaged on its way") as error:
        fetching.legi(tmp_path, site, wait=pause)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moved", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x"])
def test_redirections_stay_on_the_web(site: str, tmp_path: Path, moved: str) -> None:
    Site.moved = moved
    with pytest.raises(SourceError):
        fetching.legi(tmp_path, site, wait=pause)
    assert not (tmp_path / GLOBAL).exists()


def test_what_is_no_address_or_holds_nothing(site: str, tmp_path: Path) -> None:
    for address in ("ftp://x/", "/etc", "--upload-pack=x"):
        with pytest.raises(UsageError):
            fetching.legi(tmp_path, address)
    with pytest.raises(SourceError, match=r"lists no Freemium_legi_global"):
        Site.files = {}
        fetching.legi(tmp_path, site)
    with pytest.raises(SourceError):
        fetching.legi(tmp_path, "http://127.0.0.1:9/", wait=pause)


def test_lexhub_is_cloned_then_brought_up_to_date(tmp_path: Path) -> None:
    source = Repo(tmp_path / "source")
    source.commit("2000-01-01", {"code-penal/t/1.md": "# Article 1\n\nUn.\n"})
    done = fetching.lexhub(tmp_path / "lexhub", source.path.as_uri())
    assert done.new == ("main",)
    assert fetching.lexhub(tmp_path / "lexhub", source.path.as_uri()).new == ()
    source.commit("2001-01-01", {"code-penal/t/1.md": "# Article 1\n\nDeux.\n"})
    assert fetching.lexhub(tmp_path / "lexhub", source.path.as_uri()).new == ("main",)
    with pytest.raises(SourceError):
        fetching.lexhub(tmp_path / "other", (tmp_path / "nowhere").as_uri())
    with pytest.raises(UsageError):
        fetching.lexhub(tmp_path, source.path.as_uri())
