"""`scripts/environment.sh` on machines that lack something, played in a temporary copy of the repository."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scripts.conftest import Machine


def test_a_fresh_machine_gets_an_environment_once(machine: Machine) -> None:
    machine.python()
    first = machine.run('environment; "$venv_python" -c "import sys; print(sys.prefix)"')
    assert first.returncode == 0, first.stderr
    assert Path(first.stdout.strip()) == machine.venv
    assert "Making the environment" in first.stderr

    again = machine.run("environment")
    assert (again.returncode, again.stderr) == (0, "")

    (machine.checkout / "requirements.txt").write_text("# something else\n", encoding="utf-8")
    stale = machine.run("environment")
    assert stale.returncode == 0, stale.stderr
    assert "Installing requirements.txt" in stale.stderr
    assert "Making the environment" not in stale.stderr


def test_two_first_runs_at_once_make_one_environment(machine: Machine) -> None:
    if not shutil.which("flock"):
        pytest.skip("no flock on this machine: first runs aren't guarded")
    machine.python()
    runs = machine.run("environment & first=$!; environment & wait $first && wait $!")
    assert runs.returncode == 0, runs.stderr
    assert runs.stderr.count("Making the environment") == 1


def test_an_environment_whose_making_was_interrupted_is_made_again(machine: Machine) -> None:
    machine.python()
    (machine.venv / "bin").mkdir(parents=True)
    (machine.venv / "bin" / "python").write_text("", encoding="utf-8")
    run = machine.run('environment; "$venv_python" -m pip --version')
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("pip ")


def test_without_ensurepip_a_user_is_told_the_one_command(machine: Machine) -> None:
    machine.python(ensurepip=False)
    machine.apt_get()
    run = machine.run("environment")
    assert run.returncode == 1
    assert run.stderr == (
        "python3-venv is missing. Install it, then run this again: sudo apt-get install python3-venv\n"
    )
    assert machine.apt_calls() == []
    assert not machine.venv.exists()


def test_without_ensurepip_root_gets_it_from_apt(machine: Machine) -> None:
    machine.python(ensurepip=False)
    machine.apt_get()
    machine.user(0)
    run = machine.run('environment; "$venv_python" -m pip --version')
    assert run.returncode == 0, run.stderr
    assert machine.apt_calls() == ["install -y -q --no-install-recommends python3-venv"]


def test_root_is_told_when_apt_fails_even_with_fresh_lists(machine: Machine) -> None:
    machine.python(ensurepip=False)
    machine.apt_get(works=False)
    machine.user(0)
    run = machine.run("environment")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == "apt-get could not install python3-venv: see the lines above."
    assert [call.split()[0] for call in machine.apt_calls()] == ["install", "update"]


def test_a_system_without_apt_is_told_what_is_missing(machine: Machine) -> None:
    machine.python(ensurepip=False)
    run = machine.run("environment")
    assert run.returncode == 1
    assert "lacks its module ensurepip" in run.stderr


def test_a_complete_python_is_preferred_to_one_without_ensurepip(machine: Machine) -> None:
    machine.python(ensurepip=False)
    machine.python("python3.12")
    run = machine.run("find_python")
    assert (run.returncode, run.stdout) == (0, "python3.12\n")


def test_an_old_python_is_passed_over(machine: Machine) -> None:
    machine.python(version="(3, 9)")
    machine.python("python3.11")
    assert machine.run("find_python").stdout == "python3.11\n"


@pytest.mark.parametrize("old", [True, False], ids=["old", "none"])
def test_no_fit_python_is_one_clear_line(machine: Machine, old: bool) -> None:
    if old:
        machine.python(version="(3, 10)")
    run = machine.run("environment")
    assert run.returncode == 1
    assert run.stderr == "Python 3.11 or later is needed and was not found: install it, then run this again.\n"


def test_no_git_is_one_clear_line(machine: Machine) -> None:
    machine.python()
    (machine.path / "git").unlink()
    run = machine.run("environment")
    assert run.returncode == 1
    assert run.stderr == "git is missing. Install it, then run this again: sudo apt-get install git\n"


def test_a_failing_pip_says_what_to_look_at_and_is_tried_again(machine: Machine) -> None:
    machine.python()
    (machine.checkout / "requirements.txt").write_text("./not-there-at-all\n", encoding="utf-8")
    for _ in range(2):
        run = machine.run("environment")
        assert run.returncode == 1
        assert run.stderr.splitlines()[-1] == (
            "pip could not install requirements.txt: check the network, or the proxy and index of pip's configuration."
        )
