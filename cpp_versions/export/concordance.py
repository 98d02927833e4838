"""A renumbering map as a table: CSV for spreadsheets, with the columns that a file of decisions has.

A user can fill `decision` and `note` and give the same file back (`--links`, or `links.csv` beside the store).
"""

from __future__ import annotations

import csv
import io

from cpp_versions.answers import ArticleRef
from cpp_versions.renumbering.answers import RenumberingAnswer

__all__ = ["table"]

_COLUMNS = ("decision", "date", "old", "new", "relation", "score", "evidence", "note")


def table(answer: RenumberingAnswer) -> str:
    """The links as CSV, those rejected included."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for link in (*answer.links, *answer.rejected):
        evidence = " ; ".join(one.text for one in link.evidence)
        old, new = _named(link.old), _named(link.new)
        row = [link.decision, str(answer.new), old, new, str(link.relation), f"{link.score:.3f}", evidence, ""]
        # what a spreadsheet would take for a formula is made text
        writer.writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" else cell for cell in row])
    return out.getvalue()


def _named(ref: ArticleRef | None) -> str:
    return str(ref) if ref else ""
