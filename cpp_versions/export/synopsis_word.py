"""A synopsis as a Word document: what it tells, then the articles with tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cpp_versions.answers import ChangedArticle, DiffAnswer
from cpp_versions.export.synopsis import Synopsis, sections
from cpp_versions.export.synopsis_words import Lines, lines
from cpp_versions.render.word import document

__all__ = ["docx"]

_HEAD, _TEXT, _ITEM = "Heading 1", "Normal", "List Bullet"


def docx(told: Synopsis, compared: Iterable[tuple[ChangedArticle, DiffAnswer]], lang: str = "fr") -> bytes:
    """The file; `compared` as `synopsis_page.page` takes it."""
    say = lines(lang)
    return document((answer for _, answer in compared), say.title(told), _front(told, say))


def _front(told: Synopsis, say: Lines) -> Iterator[tuple[str, str]]:
    yield from ((act.title, _ITEM) for act in told.acts)
    if told.act:
        yield say("only", act=told.act), _TEXT
    yield say("much"), _HEAD
    yield say.much(told), _TEXT
    yield from ((f"{say(name)} : {len(some)}", _ITEM) for name, some in told.by_class.items())
    yield say("where"), _HEAD
    for part in sections(told.changes):
        yield f"{' › '.join(part.path) or say('no.section')} : {part.articles}", _ITEM
    if told.substitutions:
        yield say("substitutions"), _HEAD
        yield from ((f"{each.old} → {each.new} ({each.count})", _ITEM) for each in told.substitutions)
    if told.mapped and told.mapped.counts:
        yield say("map"), _HEAD
        yield say.relations(told), _TEXT
        for link in told.mapped.surest:
            yield f"{say.label(link.old)} → {say.label(link.new)} ({say('score')} {link.score:.2f})", _ITEM
    if told.orphans is not None:
        yield say("dangling"), _HEAD
        for orphan in told.orphans:
            said = f"{orphan.citation.origin_label} : « {orphan.citation.quote} » ({say(str(orphan.reason))})"
            yield said, _ITEM
        if not told.orphans:
            yield say("no.dangling"), _TEXT
    yield say("caution", as_of=say.day(told.as_of)), _TEXT
