"""The texts of a list of articles, each on the day of a judgment: a CSV in, a CSV out.

    python -m scripts.examples.texts_at_judgment judgments.csv texts.csv

The first has the columns `article` and `date` (as 2012-01-31 or 31/01/2012), and any others, which are kept; it may be
parted by commas or semicolons. Every line comes back: one that can't be answered says why in its column `error`, and
the exit code is 1. Run it from the root of the repository, in its environment (`. .venv/bin/activate`).
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

from cpp_versions import Corpus, CppVersionsError, UsageError, parse_date
from cpp_versions.export.formats import csv_cell

ANSWERED = ["text", "state", "valid_from", "valid_to", "source", "as_of", "error"]


def main(origin: str, target: str) -> int:
    """The number of lines that could not be answered."""
    corpus = Corpus.open(os.environ.get("CPP_VERSIONS_STORE") or ".store")
    columns, rows = read(Path(origin))
    errors = 0
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*columns, *ANSWERED])
        writer.writeheader()
        for line, row in rows:
            try:
                answers = answer(corpus, row)
            except UsageError as error:  # this line's fault: the others are answered all the same
                answers = {"error": str(error)}
                errors += 1
                print(f"{origin}, line {line}: {error}", file=sys.stderr)
            writer.writerow({name: csv_cell(text) for name, text in {**row, **answers}.items()})
    return errors


def answer(corpus: Corpus, row: dict[str, str]) -> dict[str, str]:
    """What the corpus says of one line. Raises UsageError where the line can't be meant."""
    if more := row.pop("", ""):
        raise UsageError(f"more cells than columns: {more}")
    if not row["article"].strip() or not row["date"].strip():
        raise UsageError("an article and a date are needed")
    found = corpus.article(row["article"], parse_date(row["date"]))
    return {
        "text": "\n\n".join(found.alineas),  # empty where the article isn't in force: see the state
        "state": str(found.state),
        "valid_from": str(found.valid_from or ""),
        "valid_to": str(found.valid_to or ""),
        "source": found.source,
        "as_of": str(found.as_of),
    }


def read(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The columns, and the lines with their numbers. A missing cell is empty; cells too many stand under ""."""
    with path.open(encoding="utf-8-sig", newline="") as file:  # spreadsheets begin UTF-8 with a mark
        header = file.readline()
        file.seek(0)
        reader = csv.reader(file, delimiter=";" if header.count(";") > header.count(",") else ",")
        columns = [name.strip() for name in next(reader, [])]
        if not {"article", "date"} <= set(columns) or len(set(columns)) != len(columns):
            raise UsageError(f"{path}: the first line must name the columns, `article` and `date` among them")
        if taken := set(columns) & set(ANSWERED):
            raise UsageError(f"{path}: columns of these names are written here: rename {', '.join(sorted(taken))}")
        rows = []
        for cells in reader:
            if any(cells):  # a blank line is no line
                row = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
                rows.append((reader.line_num, {**row, "": ";".join(cells[len(columns) :])}))
    return columns, rows


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        sys.exit(1 if main(sys.argv[1], sys.argv[2]) else 0)
    except UnicodeDecodeError:
        sys.exit(f"{sys.argv[1]}: not UTF-8: save it again as CSV UTF-8")
    except (CppVersionsError, OSError, csv.Error) as error:
        sys.exit(str(error))
