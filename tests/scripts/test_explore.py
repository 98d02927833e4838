"""`scripts/explore`: what it asks of the command line, played with a library that only notes its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scripts.conftest import Machine

# Notes the command and the store; `build` makes the store, unless the test says that it fails.
LIBRARY = """
import os, pathlib, sys
store = pathlib.Path(os.environ["CPP_VERSIONS_STORE"])
with open(os.environ["HOME"] + "/calls", "a") as calls:
    print(*sys.argv[1:], store, sep="|", file=calls)
if sys.argv[1] == "build":
    store.mkdir(exist_ok=True)
    if os.environ.get("BUILD_FAILS"):
        sys.exit("no corpus")
    (store / '.git').touch()
"""


@pytest.fixture
def explorable(machine: Machine) -> Machine:
    """A machine with Python whose checkout holds the noting library."""
    machine.python()
    package = machine.checkout / "cpp_versions"
    package.mkdir()
    (package / "__main__.py").write_text(LIBRARY, encoding="utf-8")
    return machine


def calls(machine: Machine) -> list[str]:
    """The calls noted since the last look."""
    noted = machine.path / "calls"
    lines = noted.read_text(encoding="utf-8").splitlines()
    noted.unlink()
    return lines


def test_the_first_run_builds_the_store_and_the_next_ones_leave_it(explorable: Machine) -> None:
    store = explorable.checkout / ".store"
    first = explorable.run('bash "$0/scripts/explore" "$@"', "--port", "8600", "--headless")
    assert first.returncode == 0, first.stderr
    assert calls(explorable) == [f"build|{store}", f"explore|--port|8600|--headless|{store}"]

    again = explorable.run('bash "$0/scripts/explore" "$@"', "an option")
    assert again.returncode == 0, again.stderr
    assert calls(explorable) == [f"explore|an option|{store}"]

    # A store of the user's own, named from where they stand.
    other = explorable.run('CPP_VERSIONS_STORE=mine bash "$0/scripts/explore"')
    assert other.returncode == 0, other.stderr
    mine = explorable.path / "mine"
    assert calls(explorable) == [f"build|{mine}", f"explore|{mine}"]


def test_a_failed_build_opens_nothing(explorable: Machine) -> None:
    run = explorable.run('BUILD_FAILS=1 bash "$0/scripts/explore"')
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == "no corpus"
    store = explorable.checkout / ".store"
    assert calls(explorable) == [f"build|{store}"]

    # What the failure left behind is no store: the next run builds again.
    assert store.is_dir()
    assert explorable.run('bash "$0/scripts/explore"').returncode == 0
    assert calls(explorable) == [f"build|{store}", f"explore|{store}"]
