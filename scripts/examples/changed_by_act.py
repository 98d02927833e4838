"""All that an act changed: the articles, the day, and how many words, as CSV on standard output.

    python -m scripts.examples.changed_by_act 2010-1634 > changed.csv

An act often takes effect on several days. The acts are those that the sources name: an article whose source names none,
or another, isn't listed. Run it from the root of the repository, in its environment (`. .venv/bin/activate`).
"""

from __future__ import annotations

import csv
import os
import sys
from datetime import timedelta

from cpp_versions import Corpus, CppVersionsError

COLUMNS = ["code", "number", "date", "change", "class", "words_added", "words_removed", "section"]


def main(number: str) -> int:
    """The number of changes found."""
    corpus = Corpus.open(os.environ.get("CPP_VERSIONS_STORE") or ".store")
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    count = 0
    for version in corpus.versions():
        # consolidated versions name the acts that made them; the one of before 1970 has no date to compare with
        if version.date is None or all(act.number != number for act in version.acts):
            continue
        for change in corpus.changes(version.code, version.date - timedelta(days=1), version.date):
            # several acts can take effect on one day: which of them changed this article, its version tells
            article = corpus.article(change.ref, version.date)
            if any(act.number == number for act in article.acts):
                count += 1
                writer.writerow(
                    [
                        change.ref.code,
                        change.ref.number,
                        version.date,
                        change.change,
                        change.class_,
                        change.words_added,
                        change.words_removed,
                        " > ".join(change.section),
                    ]
                )
    return count


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        found = main(sys.argv[1])
    except (CppVersionsError, OSError) as error:
        sys.exit(str(error))
    if not found:
        sys.exit(
            f"{sys.argv[1]}: the sources of this store ascribe no change to an act of this number: write it like "
            "2010-1634, and build the store from a source that names acts (LexHub, LEGI)"
        )
