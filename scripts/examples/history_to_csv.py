"""The history of one article as a CSV: one line per version, with its text.

    python -m scripts.examples.history_to_csv "R. 57-7-62" history.csv

Run it from the root of the repository, in its environment (`. .venv/bin/activate`). The store is `.store`, or
`$CPP_VERSIONS_STORE`.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

from cpp_versions import Corpus, CppVersionsError
from cpp_versions.export.formats import csv_cell

COLUMNS = ["code", "number", "from", "to", "change", "words_added", "words_removed", "acts", "source", "text"]


def main(article: str, target: str) -> None:
    corpus = Corpus.open(os.environ.get("CPP_VERSIONS_STORE") or ".store")
    versions = corpus.history(article)
    # newline="" lets the csv module write the line ends; texts hold line breaks of their own
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for version in versions:
            # its first day that a source attests; no text where the article ended or the source lacks it
            text = "\n\n".join(corpus.article(version.ref, version.attested_from).alineas)
            writer.writerow(
                [
                    version.ref.code,
                    version.ref.number,
                    version.valid_from or "",  # empty: the source has lost the date
                    version.valid_to or "",  # empty: still in force
                    version.change,
                    version.words_added,
                    version.words_removed,
                    csv_cell(" ; ".join(act.title for act in version.acts)),
                    csv_cell(version.source),
                    csv_cell(text),  # no spreadsheet takes it for a formula
                ]
            )
    print(f"{target}: {len(versions)} versions of {versions[0].label}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        main(sys.argv[1], sys.argv[2])
    except (CppVersionsError, OSError) as error:
        sys.exit(str(error))
