"""The explorer as users run it: a server on the embedded corpus, and a browser that talks to it alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.explorer.apptest import MAIN, Opened


def free_port() -> int:
    """A port that nobody listens to now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(root: Path, embedded_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an explorer of the embedded corpus, started as `scripts/explore` does."""
    port = free_port()
    command = [sys.executable, "-m", "cpp_versions", "--store", str(embedded_store)]
    command += ["explore", "--port", str(port), "--headless"]
    log = tmp_path_factory.mktemp("explorer") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=root, env={**os.environ}, stdout=out, stderr=out, start_new_session=True
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(process.pid, 15)
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the explorer did not start:\n{log.read_text('utf-8', 'replace')}", pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Any]:
    """A headless chromium with an empty profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=str(chromium), headless=True, args=flags)
        yield started
        started.close()


@dataclass
class Tab:
    """A tab, and what went wrong in it."""

    page: Any
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, query: str = "") -> Any:
        """Open a view and wait until it is whole."""
        self.page.goto(self.address + query)
        return self.ready()

    def ready(self) -> Any:
        """Wait until the page has run to its end."""
        self.page.wait_for_selector("footer.cx-foot", state="attached")
        self.page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", state="attached")
        return self.page

    def check(self) -> None:
        """No error in the page or the console, and nothing asked of another host."""
        assert self.faults == []
        assert self.page.locator("[data-testid='stException'], [data-testid='stAlert']").count() == 0


@pytest.fixture
def tab(browser: Any, server: str) -> Iterator[Tab]:
    """A new tab, without cookies or cache; checked at the end of the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.set_default_timeout(60_000)  # a busy machine may take long to load a page: only failures wait for it
    page = context.new_page()
    found = Tab(page, server)
    page.on("console", lambda said: found.faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.faults.append(str(error)))

    def asked(request: Any) -> None:
        if not request.url.startswith((server, server.replace("http", "ws", 1), "data:", "blob:")):
            found.faults.append(f"asked of another host: {request.url}")

    page.on("request", asked)
    page.on("websocket", asked)
    yield found
    found.check()
    context.close()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What each task took, where tasks ran (tests/explorer/test_tasks.py)."""
    told = {
        report.nodeid.rpartition("::")[2]: value
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        for name, value in report.user_properties
        if name == "task"
    }
    if told:
        terminalreporter.section("tasks, each from the first page")
    for task, took in told.items():
        terminalreporter.write_line(f"{task.removeprefix('test_').replace('_', ' '):<45} {took}")


@pytest.fixture
def opened(embedded_store: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the view of some parameters on the embedded corpus; `from_` is `from`."""
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(embedded_store))

    def run(**query: str) -> AppTest:
        page = AppTest.from_file(str(MAIN), default_timeout=120)
        for name, value in query.items():
            page.query_params[name.rstrip("_")] = value
        return page.run()

    return run
