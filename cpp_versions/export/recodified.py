"""A recodification to take away: a table for spreadsheets, a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from cpp_versions.export.spreadsheets import cell
from cpp_versions.export.synopsis_words import lines
from cpp_versions.recodification import GradedPair, RecodificationAnswer
from cpp_versions.render.html import escape

__all__ = ["printable", "table"]

_COLUMNS = (
    "old", "new", "relation", "score", "grade", "words", "renamings", "references", "elsewhere", "left",
)  # fmt: skip
_STYLE = """
@page { margin: 18mm } body { font: 10.5pt Georgia, "Liberation Serif", serif; max-width: 52rem; margin: 2rem auto }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem; break-after: avoid }
table { border-collapse: collapse; width: 100% } thead { display: table-header-group } tr { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: .5pt solid #999 }
.q { color: #555 } th:first-child, th:nth-child(2) { white-space: nowrap }
"""
_TEXT = {
    "fr": {
        "title": "À droit constant ? Du {old} au {new}", "old": "Ancien", "new": "Nouveau", "grade": "Ce qui reste",
        "identical": "identique", "updated": "renommages et renvois suivis seulement",
        "references": "autres renvois seulement", "changed": "mots changés", "renamings": "Renommages repliés",
        "left": "Mots restants", "gone": "Sans successeur trouvé", "fresh": "Sans origine trouvée",
        "caution": "Comparaison calculée mot à mot : « identique » ou « renommages » ne dit rien de la portée d’une "
        "règle dans son nouveau contexte. Seul le Journal officiel fait foi.",
    },
    "en": {
        "title": "Without changing the law? From {old} to {new}", "old": "Old", "new": "New", "grade": "What is left",
        "identical": "identical", "updated": "only renamings and references that follow",
        "references": "only other references", "changed": "words changed", "renamings": "Renamings folded",
        "left": "Words left", "gone": "No successor found", "fresh": "No source found",
        "caution": "Compared word by word by machine: “identical” or “renamings” doesn’t tell what a rule means among "
        "those around it now. Only the Journal officiel is authentic.",
    },
}  # fmt: skip


def table(pairs: Sequence[GradedPair]) -> str:
    """The pairs as CSV, one a line; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in pairs:
        left = " ; ".join(each.marked() for each in one.left)
        row = [
            str(one.pair.old), str(one.pair.new), one.pair.relation, f"{one.pair.score:.3f}", str(one.grade),
            str(one.words), str(one.renamings), str(one.references), str(one.elsewhere), left,
        ]  # fmt: skip
        writer.writerow(map(cell, row))
    return out.getvalue()


def printable(answer: RecodificationAnswer, pairs: Sequence[GradedPair], lang: str = "fr") -> str:
    """A page of its own, to print: counts, renamings, and the pairs given."""
    text, say = _TEXT.get(lang, _TEXT["fr"]), lines(lang)
    title = escape(text["title"].format(old=say.day(answer.old), new=say.day(answer.new)))
    counts = "".join(f"<li>{escape(text[str(grade)])}: {n}</li>" for grade, n in answer.counts.items())
    renamed = "".join(
        f"<li><del>{escape(one.old)}</del> <ins>{escape(one.new)}</ins> ({one.pairs})</li>" for one in answer.renamings
    )
    body = "".join(
        f"<tr><th scope='row'>{escape(say.label(one.pair.old))}</th><th>{escape(say.label(one.pair.new))}</th>"
        f"<td>{escape(text[str(one.grade)])}</td><td>{_left(one)}</td></tr>"
        for one in pairs
    )
    head = "".join(f"<th scope='col'>{escape(text[name])}</th>" for name in ("old", "new", "grade", "left"))
    return (
        f"<!doctype html><html lang='{say.lang}'><head><meta charset='utf-8'><title>{title}</title>"
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p class='q'>{escape(text['caution'])}</p>"
        f"<ul>{counts}</ul><h2>{escape(text['renamings'])}</h2><ul>{renamed}</ul>"
        f"<h2>{escape(text['left'])}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        + _alone(text["gone"], [say.label(ref) for ref in answer.gone])
        + _alone(text["fresh"], [say.label(ref) for ref in answer.fresh])
        + "</body></html>\n"
    )


def _left(one: GradedPair) -> str:
    return " · ".join(
        " ".join(f"<{tag}>{escape(words)}</{tag}>" for tag, words in (("del", each.old), ("ins", each.new)) if words)
        for each in one.left
    )


def _alone(title: str, labels: Sequence[str]) -> str:
    said = escape(", ".join(labels))
    return f"<h2>{escape(title)} ({len(labels)})</h2><p>{said}</p>" if labels else ""
