"""`scripts/environment.sh` on machines that lack something, played in a temporary copy of the repository.

The PATH of each test holds shims only: a Python whose `ensurepip` can't be imported (as on Debian without its venv
package), an `id` that says who runs, an `apt-get` that records its arguments. Nothing needs the network: the copy's
requirements are empty.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

# What the scripts call besides Python, git and apt-get; taken from the system.
TOOLS = ("bash", "cat", "cmp", "cp", "dirname", "flock", "sleep")


@dataclass(frozen=True, slots=True)
class Machine:
    """A copy of the repository's scripts and a PATH of its own."""

    checkout: Path
    path: Path

    def shim(self, name: str, body: str) -> None:
        """Puts a shell script on the machine's PATH."""
        file = self.path / name
        file.write_text(f"#!{shutil.which('bash')}\n{body}\n", encoding="utf-8")
        file.chmod(0o755)

    def python(self, name: str = "python3", *, ensurepip: bool = True, version: str = "") -> None:
        """Puts a Python on the PATH: the real one, where need be without ensurepip or claiming to be another."""
        masks = []
        if not ensurepip:
            # A missing module, until the file that the shim of apt-get leaves is there.
            masks.append(f"if not os.path.exists({str(self.path / 'installed')!r}): sys.modules['ensurepip'] = None")
        if version:
            masks.append(f"sys.version_info = {version}")
        site = self.path / f"site-{name}"
        site.mkdir()
        (site / "sitecustomize.py").write_text("\n".join(["import os, sys", *masks]), encoding="utf-8")
        self.shim(name, f'PYTHONPATH="{site}" exec "{sys.executable}" "$@"')

    def user(self, uid: int) -> None:
        self.shim("id", f"echo {uid}")

    def apt_get(self, *, works: bool = True) -> None:
        """An apt-get that notes its arguments, and gives back ensurepip if it works."""
        log, flag = self.path / "apt.log", self.path / "installed"
        self.shim("apt-get", f'echo "$*" >>"{log}"; ' + (f'echo >"{flag}"' if works else "exit 100"))

    def apt_calls(self) -> list[str]:
        log = self.path / "apt.log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Runs shell code after sourcing environment.sh."""
        bash = shutil.which("bash")
        assert bash
        env = {"PATH": str(self.path), "HOME": str(self.path), "PIP_NO_INDEX": "1", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [bash, "-c", f'source "$1/scripts/environment.sh"; {script}', "test", str(self.checkout)],
            env=env,
            cwd=self.path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    @property
    def venv(self) -> Path:
        return self.checkout / ".venv"


@pytest.fixture
def machine(tmp_path: Path, root: Path) -> Machine:
    """A machine with git and the usual tools, run by an ordinary user, without Python and apt-get."""
    made = Machine(tmp_path / "a checkout", tmp_path / "bin")
    (made.checkout / "scripts").mkdir(parents=True)
    shutil.copy(root / "scripts" / "environment.sh", made.checkout / "scripts")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (made.checkout / name).write_text("# nothing\n", encoding="utf-8")
    made.path.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (made.path / tool).symlink_to(found)
    made.shim("git", "exit 0")
    made.user(1000)
    return made


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
