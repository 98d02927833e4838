"""What readers found of eleven reforms, as a file of decisions that maps take in: who goes where, read by hand.

    python -m scripts.examples.links_read links-read.csv
    python -m cpp_versions renumbering --from 2010-12-19 --to 2010-12-29 --links links-read.csv

Without it, maps are computed alone. With it, each pair that readers found and don't doubt is marked as confirmed, and
stands in the map whether it was computed or not. `tests/golden/renumbering/METHOD.md` says how the texts were read. The
sample of 2022 is left out: its rules moved on two days, and it doesn't say which on which.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

READ = Path(__file__).resolve().parents[2] / "tests" / "golden" / "renumbering"
# the file, and the day on which its rules moved; None: each line says it
FILES = (
    ("2010-12-dev.tsv", "2010-12-29"),
    ("2010-12-held.tsv", "2010-12-29"),
    ("further.tsv", None),
)
COLUMNS = ["decision", "date", "old", "new", "relation", "note"]


def decisions() -> Iterator[list[str]]:
    """The pairs without a doubt, as lines of a file of decisions."""
    for name, day in FILES:
        with (READ / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if not row["note"].startswith("doubtful"):
                    date, old, new = day or row["reform"], f"cpp:{row['old']}", f"cpp:{row['new']}"
                    yield ["confirmed", date, old, new, row["relation"], "lu"]


def main(target: str) -> None:
    lines = list(decisions())
    # "x": a file of decisions is somebody's work, and is never replaced
    with Path(target).open("x", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *lines])
    print(f"{target}: {len(lines)} links")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        main(sys.argv[1])
    except OSError as error:
        sys.exit(str(error))
