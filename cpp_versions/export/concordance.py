"""A renumbering map as a table of concordance: CSV for spreadsheets, HTML to print.

The CSV has the columns of a file of decisions: a user can fill `decision` and `note` and give the same file back
(`--links`, or `links.csv` beside the store). The page to print has the form that lawyers know: old number → new number,
and back.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from cpp_versions import codes, numbering
from cpp_versions.acts import print_date
from cpp_versions.answers import ArticleRef
from cpp_versions.export.spreadsheets import cell
from cpp_versions.render.html import escape
from cpp_versions.renumbering.answers import RenumberingAnswer
from cpp_versions.renumbering.decisions import note_of
from cpp_versions.renumbering.values import Link, Relation

__all__ = ["printable", "table"]

_End = Callable[[Link], ArticleRef | None]

_COLUMNS = ("decision", "date", "old", "new", "relation", "score", "evidence", "note")


def table(answer: RenumberingAnswer, day_of: Callable[[Link], date] | None = None) -> str:
    """The links as CSV, those rejected included. `day_of`: the day on which the rule of a link moved, which a decision
    on it counts from; by default the later day of the map."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for link in (*answer.links, *answer.rejected):
        evidence = " ; ".join(one.text for one in link.evidence)
        old, new = _named(link.old), _named(link.new)
        day = str(day_of(link) if day_of else answer.new)
        row = [link.decision, day, old, new, str(link.relation), f"{link.score:.3f}", evidence, note_of(link)]
        writer.writerow(map(cell, row))
    return out.getvalue()


_STYLE = """
@page { margin: 18mm } body { font: 10.5pt Georgia, "Liberation Serif", serif; max-width: 48rem; margin: 2rem auto }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem; break-after: avoid }
table { border-collapse: collapse; width: 100% } thead { display: table-header-group } tr { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: .5pt solid #999 }
th { font-weight: 600 } th .q { font-weight: 400 } td:last-child { white-space: nowrap } .q { color: #555 }
"""
_TEXT = {
    "fr": {
        "title": "Table de concordance", "between": "du {old} au {new}",
        "old": "Ancien numéro", "new": "Nouveau numéro",
        "back": "Du nouveau numéro à l’ancien", "forth": "De l’ancien numéro au nouveau", "relation": "Relation",
        "point": ",",
        "none": "sans successeur trouvé", "fresh": "sans origine trouvée", "score": "indice",
        "caution": "Correspondances calculées par comparaison des textes, avec un indice de confiance de 0 à 1 ; "
        "« confirmé » : par l’utilisateur. Seul le Journal officiel fait foi.",
        "renumbered": "renuméroté", "split": "éclaté", "merged": "fusionné", "moved_part": "déplacé en partie",
        "repealed": "sans successeur", "new_rule": "nouveau",
        "number_reused": "numéro réutilisé pour une autre règle", "same": "même règle",
        "confirmed": "confirmé", "added": "ajouté",
    },
    "en": {
        "title": "Table of concordance", "between": "from {old} to {new}", "old": "Old number", "new": "New number",
        "point": ".",
        "back": "From new numbers to old", "forth": "From old numbers to new", "relation": "Relation",
        "none": "no successor found", "fresh": "no source found", "score": "score",
        "caution": "Computed by comparing texts, with a score from 0 to 1; “confirmed”: by the user. Only the Journal "
        "officiel is authentic.",
        "renumbered": "renumbered", "split": "split", "merged": "merged", "moved_part": "moved in part",
        "repealed": "repealed", "new_rule": "new", "number_reused": "number reused for another rule",
        "same": "same rule",
        "confirmed": "confirmed", "added": "added",
    },
}  # fmt: skip


def printable(answer: RenumberingAnswer, lang: str = "fr") -> str:
    """The map as a page of its own, to print: from old numbers to new ones, and back."""
    text = _TEXT[lang]
    pairs = [link for link in answer.links if link.relation.is_pair]
    gone = [link for link in answer.links if link.new is None]
    fresh = [link for link in answer.links if link.old is None]
    reused = {link.old for link in answer.links if link.relation is Relation.NUMBER_REUSED}

    def said(link: Link) -> str:
        mark = f", {text[link.decision]}" if link.decision in text else ""
        score = f"{link.score:.2f}".replace(".", text["point"])
        return f'{text[str(link.relation)]} <span class="q">({text["score"]} {score}{mark})</span>'

    def rows(links: Iterable[Link], near: _End, far: _End, alone: str) -> str:
        grouped: dict[ArticleRef, list[Link]] = defaultdict(list)
        for link in links:
            if ref := near(link):
                grouped[ref].append(link)
        out = []
        for ref, found in grouped.items():
            for place, link in enumerate(found):
                other = far(link)
                again = f"<br><span class='q'>{text['number_reused']}</span>" if ref in reused else ""
                first = f"<th scope='row' rowspan='{len(found)}'>{_label(ref)}{again}</th>" if place == 0 else ""
                if other is None:
                    out.append(f"<tr>{first}<td class='q' colspan='2'>{text[alone]}</td></tr>")
                else:
                    out.append(f"<tr>{first}<td>{_label(other)}</td><td>{said(link)}</td></tr>")
        return "".join(out)

    def old_of(link: Link) -> ArticleRef | None:
        return link.old

    def new_of(link: Link) -> ArticleRef | None:
        return link.new

    def section(title: str, one: str, two: str, body: str) -> str:
        head = f"<tr><th scope='col'>{text[one]}</th><th scope='col'>{text[two]}</th><th>{text['relation']}</th></tr>"
        return f"<h2>{text[title]}</h2><table><thead>{head}</thead><tbody>{body}</tbody></table>"

    by_old = sorted((*pairs, *gone), key=lambda link: _order(link.old))
    by_new = sorted((*pairs, *fresh), key=lambda link: _order(link.new))
    old, new = (print_date(day) if lang == "fr" else str(day) for day in (answer.old, answer.new))
    title = f"{text['title']} {text['between'].format(old=old, new=new)}"
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><p class='q'>{escape(text['caution'])}</p>"
        + section("forth", "old", "new", rows(by_old, old_of, new_of, "none"))
        + section("back", "new", "old", rows(by_new, new_of, old_of, "fresh"))
        + "</body></html>\n"
    )


def _order(ref: ArticleRef | None) -> tuple[Any, ...]:
    return (ref.code != "cpp", ref.code, numbering.from_source(ref.number).sort_key, ref.slot) if ref else ()


def _label(ref: ArticleRef) -> str:
    """The number as lawyers print it, with the name of a code other than the CPP."""
    label = numbering.from_source(ref.number).label
    return escape(label + ("" if ref.code == codes.CPP.id else f", {codes.mentioned(ref.code)}"))


def _named(ref: ArticleRef | None) -> str:
    return str(ref) if ref else ""
