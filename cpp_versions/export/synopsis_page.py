"""A synopsis as a page of its own, to print from a browser: everything escaped, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cpp_versions.answers import ChangedArticle, DiffAnswer
from cpp_versions.export.synopsis import Synopsis, sections
from cpp_versions.export.synopsis_words import Lines, lines
from cpp_versions.render import html
from cpp_versions.render.html import escape

__all__ = ["page"]

_STYLE = """
@page { margin: 18mm } body { font: 10.5pt/1.45 Georgia, "Liberation Serif", serif; max-width: 48rem; margin: 2rem auto;
padding: 0 1rem } h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem; border-top: 1pt solid #999;
padding-top: .6rem; break-after: avoid } h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; break-after: avoid }
table { border-collapse: collapse; width: 100% } thead { display: table-header-group } tr { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: .5pt solid #999 }
.n { text-align: right; white-space: nowrap } .q { color: #555 } .cv-diff { max-width: none }
"""


def page(told: Synopsis, compared: Iterable[tuple[ChangedArticle, DiffAnswer]], lang: str = "fr") -> str:
    """The page; `compared` are the comparisons to print, in their order (see `synopsis.diffs`)."""
    say = lines(lang)
    title = escape(say.title(told))
    return "".join(
        (
            f"<!doctype html><html lang='{say.lang}'><head><meta charset='utf-8'>",
            f"<meta name='viewport' content='width=device-width'><title>{title}</title>",
            f"<style>{html.stylesheet()}{_STYLE}</style></head><body><h1>{title}</h1>",
            *_head(told, say), *_where(told, say), *_substitutions(told, say), *_map(told, say), *_dangling(told, say),
            *_articles(compared, say),
            f"<p class='q'>{escape(say('caution', as_of=say.day(told.as_of)))}</p></body></html>\n",
        )
    )  # fmt: skip


def _head(told: Synopsis, say: Lines) -> Iterable[str]:
    acts = "".join(f"<li>{escape(act.title)}</li>" for act in told.acts) or f"<li>{escape(say('none'))}</li>"
    yield f"<p>{escape(say('acts'))}</p><ul>{acts}</ul>"
    if told.act:
        yield f"<p>{escape(say('only', act=told.act))}</p>"
    yield f"<h2>{escape(say('much'))}</h2><p>{escape(say.much(told))}</p><ul>"
    for name, some in told.by_class.items():
        yield f"<li>{escape(say(name))}: {len(some)}</li>"
    yield "</ul>"


def _where(told: Synopsis, say: Lines) -> Iterable[str]:
    rows = [
        (" › ".join(part.path) or say("no.section"), *map(str, (part.articles, part.words)))
        for part in sections(told.changes)
    ]
    if rows:
        yield f"<h2>{escape(say('where'))}</h2>" + _table((say("part"), say("total"), say("words")), rows)


def _substitutions(told: Synopsis, say: Lines) -> Iterable[str]:
    if told.substitutions:
        rows = [(each.old, each.new, str(each.count)) for each in told.substitutions]
        yield f"<h2>{escape(say('substitutions'))}</h2>" + _table((say("old"), say("new"), say("times")), rows)


def _map(told: Synopsis, say: Lines) -> Iterable[str]:
    if told.mapped and told.mapped.counts:
        yield f"<h2>{escape(say('map'))}</h2><p>{escape(say.relations(told))}</p><p>{escape(say('surest'))}</p><ul>"
        for link in told.mapped.surest:
            said = f"{say.label(link.old)} → {say.label(link.new)} ({say('score')} {link.score:.2f})"
            yield f"<li>{escape(said)}</li>"
        yield "</ul>"


def _dangling(told: Synopsis, say: Lines) -> Iterable[str]:
    if told.orphans is None:
        return
    yield f"<h2>{escape(say('dangling'))}</h2>"
    if not told.orphans:
        yield f"<p>{escape(say('no.dangling'))}</p>"
        return
    yield "<ul>"
    for orphan in told.orphans:
        said = f"{orphan.citation.origin_label} : « {orphan.citation.quote} » ({say(str(orphan.reason))})"
        yield f"<li>{escape(said)}</li>"
    yield "</ul>"


def _articles(compared: Iterable[tuple[ChangedArticle, DiffAnswer]], say: Lines) -> Iterable[str]:
    last = ""
    for place, (change, answer) in enumerate(compared):
        if change.class_ != last:
            last = change.class_
            yield f"<h2>{escape(say(last))}</h2>"
        body = html.inline(answer.diff, lang=say.lang, context=0, prefix=f"c{place}")
        yield f"<h3>{escape(say.change(change))}</h3>{body}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td{' class=n' if cell.isdigit() else ''}>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
