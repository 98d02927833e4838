"""What was labelled by reading is still read so; `scripts/check-citations` prints the figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_goals_are_met_on_the_full_data(root: Path, full_store: Path) -> None:
    command = [sys.executable, str(root / "scripts" / "check-citations"), str(full_store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
