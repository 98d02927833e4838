"""Machines that lack something, for the tests of the scripts.

The PATH of a machine holds shims only: a Python whose `ensurepip` can't be imported (as on Debian without its venv
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
TOOLS = ("bash", "cmp", "cp", "dirname", "env", "flock")


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

    def run(self, script: str, *args: str) -> subprocess.CompletedProcess[str]:
        """Runs shell code after sourcing environment.sh; `"$@"` is `args` there."""
        bash = shutil.which("bash")
        assert bash
        env = {"PATH": str(self.path), "HOME": str(self.path), "PIP_NO_INDEX": "1", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [bash, "-c", f'source "$0/scripts/environment.sh"; {script}', str(self.checkout), *args],
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
    for script in ("environment.sh", "explore"):
        shutil.copy(root / "scripts" / script, made.checkout / "scripts")
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
