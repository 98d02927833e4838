"""The files of requirements are exact and complete, and bind users to no index of ours."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PIN = re.compile(r"([a-z0-9-]+)==[0-9a-z.]+")


def pins(path: Path) -> list[str]:
    """The names that the file pins; fails on a line that isn't a pin, a comment or the inclusion of the other file."""
    names = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#") or line == "-r requirements.txt":
            continue
        pin = PIN.fullmatch(line)
        assert pin, f"{path.name}: not an exact pin: {line}"
        names.append(pin[1])
    return names


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_line_is_an_exact_pin_and_no_name_comes_twice(root: Path, name: str) -> None:
    names = pins(root / name)
    assert names
    assert len(set(names)) == len(names)


def test_what_the_project_depends_on_is_pinned(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["dependencies"]) <= set(pins(root / "requirements.txt"))
