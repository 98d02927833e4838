"""Where articles stand in the plan, once several sources are reconciled, and what its sections are called.

LexHub names sections by slugs; Archéo Lex prints their titles, but a page shows only the headings nearest an article.
So a lesser source fills the plan where the others say nothing, prints the titles of slugs, and roots its partial paths
in the whole ones. Where it prints an article below other sections than LexHub files it under, the printed titles win,
from that day to the next change, and the difference is an anomaly: LexHub files articles that a reform wrote below the
titles of before, or of later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cpp_versions import numbering, restoring
from cpp_versions.model import Anomaly, Attestation, CodeHistory, Placement, Section

__all__ = ["TitleRestorer", "merge"]

_Key = tuple[str, int]
_Path = tuple[Section, ...]
_END = date.max


def merge(base: Sequence[Placement], history: CodeHistory) -> tuple[list[Placement], list[Anomaly]]:
    """The plan of `base` with what one more, lesser, source says; the articles that it prints elsewhere."""
    timelines: dict[_Key, list[Placement]] = defaultdict(list)
    for placement in base:
        timelines[placement.number, placement.slot].append(placement)
    anomalies: list[Anomaly] = []
    for new in history.placements:
        timeline = timelines[new.number, new.slot]
        there = next((p for p in timeline if p.start <= new.start < (p.end or _END)), None)
        if there is None:
            following = min((p.start for p in timeline if p.start > new.start), default=_END)
            end = min(new.end or _END, following)
            timeline.append(replace(new, end=None if end == _END else end))
        elif _differs(there.path, new.path):
            timeline.remove(there)
            timeline.extend(_printed(there, new))
            anomalies.append(_anomaly(history, there, new))
    placements = [placement for timeline in timelines.values() for placement in timeline]
    return sorted(placements, key=lambda p: (_sort_key(p.number), p.slot, p.start)), anomalies


def _differs(known: _Path, printed: _Path) -> bool:
    """Whether a printed path, of which the root may be lacking, isn't the end of one that is known by its slugs."""
    if not known or not printed or not known[-1].restored or printed[0].restored:
        return False
    keys = tuple(section.key for section in printed)
    return tuple(section.key for section in known)[-len(keys) :] != keys


def _printed(known: Placement, new: Placement) -> Iterable[Placement]:
    """`known`, with the printed sections from the day of `new` on, for as long as both hold."""
    end = min(known.end or _END, new.end or _END)
    if known.start < new.start:
        yield replace(known, end=new.start)
    path = (*_above(known.path, new.path[0]), *new.path)
    yield replace(known, path=path, start=new.start, end=None if end == _END else end)
    if end < (known.end or _END):
        yield replace(known, start=end)


def _above(known: _Path, top: Section) -> _Path:
    """What of a known path stands above the printed section `top`: all down to the section of its level."""
    level = top.key.split("-", 1)[0]
    depth = next((i for i in reversed(range(len(known))) if known[i].key.split("-", 1)[0] == level), len(known) - 1)
    return known[:depth]


def _anomaly(history: CodeHistory, known: Placement, new: Placement) -> Anomaly:
    message = (
        "La source imprime l’article sous d’autres titres que ceux où il est rangé ; les titres imprimés l’emportent."
    )
    ours, theirs = (" / ".join(section.title for section in path) for path in (known.path, new.path))
    name = history.source.name
    return Anomaly("section_differs", name, history.code.id, new.number, new.start, message, ours=ours, theirs=theirs)


def _sort_key(number: str) -> tuple[object, ...]:
    return (numbering.from_source(number).sort_key, number)


def _start(attestation: Attestation) -> tuple[date, date]:
    return attestation.attested_from, attestation.valid_to or _END


class TitleRestorer:
    """Gives slugs their titles back: another source's where one has it, else rebuilt from the code's own words."""

    def __init__(self, histories: Sequence[CodeHistory], versions: Sequence[Attestation]) -> None:
        self._printed: dict[str, str] = {}
        self._paths: dict[tuple[str, ...], set[tuple[Section, ...]]] = defaultdict(set)
        for history in histories:
            for placement in history.placements:
                for section in placement.path:
                    if not section.restored:
                        self._printed.setdefault(section.key, section.title)
        self._index_paths(histories)
        self._titles = self._restored(histories, versions)
        self._cache: dict[tuple[Section, ...], tuple[Section, ...]] = {}

    @staticmethod
    def _restored(histories: Sequence[CodeHistory], versions: Sequence[Attestation]) -> dict[str, str]:
        """The title of each slug, spelt with the words that the code had when the section appeared.

        Later texts don't count: a version that is added must not change how an older one prints its plan.
        """
        appeared: dict[str, date] = {}
        for history in histories:
            for placement in history.placements:
                for section in placement.path:
                    if section.restored:
                        appeared[section.key] = min(appeared.get(section.key, _END), placement.start)
        if not appeared:
            return {}
        words = restoring.Vocabulary(appeared)
        first: dict[_Key, Attestation] = {}
        for version in versions:
            first.setdefault((version.number, version.slot), version)
        texts = sorted(first.values(), key=_start)
        spelt: dict[str, str] = {}
        position = 0
        for key in sorted(appeared, key=lambda key: (appeared[key], key)):
            while position < len(texts) and texts[position].attested_from <= appeared[key]:
                words.learn(texts[position].text.joined)
                position += 1
            spelt[key] = restoring.restore(key, words)
        return spelt

    def _index_paths(self, histories: Sequence[CodeHistory]) -> None:
        """The whole paths of the plan by their ends, so that a partial path can find its root."""
        whole = {p.path for history in histories for p in history.placements if p.path and p.path[0].restored}
        for path in whole:
            keys = tuple(section.key for section in path)
            for start in range(len(keys)):
                self._paths[keys[start:]].add(path)

    def placement(self, placement: Placement) -> Placement:
        path = self._cache.get(placement.path)
        if path is None:
            whole = placement.path
            if whole and not whole[0].restored:
                candidates = self._paths.get(tuple(section.key for section in whole), set())
                whole = next(iter(candidates)) if len(candidates) == 1 else whole
            path = self._cache[placement.path] = tuple(self._section(section) for section in whole)
        return placement if path == placement.path else replace(placement, path=path)

    def _section(self, section: Section) -> Section:
        if not section.restored:
            return section
        printed = self._printed.get(section.key)
        if printed is not None:
            return Section(section.key, printed)
        return replace(section, title=self._titles[section.key])
