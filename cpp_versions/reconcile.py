"""Several sources of one code → one history, every disagreement kept as an anomaly.

Sources are taken in an order of precedence (`PRECEDENCE`, by format; it can be set). The first one draws the timeline
of each article; each later one fills what is lacking and is compared with the rest:

- a hole of the first ("missing") that another source covers takes its words, with the dates of the first: the hole is
  one version whose text was lost, so what is seen of it on one day is the text of the whole version;
- a stretch that no version covers is filled by what the other asserts of it, no more: a text that was only observed
  ends, where a later text is known, after its last observation, and what lies between is `missing`;
- where both have a text, words are compared, typography apart. The same words: the observation is noted. Others: the
  order of precedence decides and the difference becomes an anomaly that holds both texts.

What this refuses: to guess a date, or to prefer a text for being longer or newer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cpp_versions import numbering
from cpp_versions.attributing import attribute
from cpp_versions.lacking import absences
from cpp_versions.model import (
    LOST_FROM,
    Anomaly,
    Attestation,
    Code,
    CodeHistory,
    Concordance,
    ConsolidatedDate,
    End,
    Observation,
    Placement,
    SourceInfo,
    State,
    Text,
)
from cpp_versions.placing import TitleRestorer, merge
from cpp_versions.text import fold

__all__ = ["PRECEDENCE", "ReconciledCode", "anomaly_order", "closing_day", "reconcile"]

PRECEDENCE = ("legi", "lexhub", "lexhub-article", "archeo-lex-repository", "archeo-lex-page", "act", "corpus")
"""Formats, the most trusted first: the official dump, then what derives from it, then pages and acts."""

_Key = tuple[str, int]
_END = date.max


@dataclass(frozen=True, slots=True)
class ReconciledCode:
    """One code, one history. `versions` are sorted by article and date and never overlap; each names its `source`.

    `as_of` is the date of the data; a version's own may be earlier where only older sources know its article.
    """

    code: Code
    sources: tuple[SourceInfo, ...]
    dates: tuple[ConsolidatedDate, ...]
    versions: tuple[Attestation, ...]
    ends: tuple[End, ...]
    placements: tuple[Placement, ...]
    observations: tuple[Observation, ...]
    anomalies: tuple[Anomaly, ...]
    links: tuple[Concordance, ...] = ()

    @property
    def as_of(self) -> date:
        """The date of the newest source of the code."""
        return max(source.as_of for source in self.sources)


def reconcile(histories: Iterable[CodeHistory], precedence: Sequence[str] = PRECEDENCE) -> tuple[ReconciledCode, ...]:
    """One history per code, codes sorted by id. Formats that `precedence` doesn't name come last, by name."""
    by_code: dict[str, list[CodeHistory]] = defaultdict(list)
    for history in histories:
        by_code[history.code.id].append(history)
    rank = {name: position for position, name in enumerate(precedence)}

    def order(history: CodeHistory) -> tuple[int, str, str]:
        info = history.source
        return rank.get(info.format, len(rank)), info.name, info.fingerprint

    return tuple(_Reconciler(sorted(by_code[code], key=order)).result() for code in sorted(by_code))


class _Reconciler:
    """Works on one code; `histories` come in the order of precedence."""

    def __init__(self, histories: Sequence[CodeHistory]) -> None:
        self.histories = histories
        self.timelines: dict[_Key, list[Attestation]] = defaultdict(list)
        self.observations: list[Observation] = []
        self.anomalies: list[Anomaly] = []
        self.observers = {h.source.name for h in histories if any(a.observed for a in h.attestations)}
        self.days = [sorted({d.day or LOST_FROM for d in history.dates}) for history in histories]

    def result(self) -> ReconciledCode:
        placements: list[Placement] = []
        for position, history in enumerate(self.histories):
            self.anomalies.extend(history.anomalies)
            by_key: dict[_Key, list[Attestation]] = defaultdict(list)
            for attestation in history.attestations:
                named = attestation if attestation.source else replace(attestation, source=history.source.name)
                by_key[attestation.number, attestation.slot].append(named)
            known = {number for number, _ in self.timelines}
            for key, attestations in by_key.items():
                if position == 0 or key[0] not in known:
                    self.timelines[key] = sorted(attestations, key=_start)
                    self._observe_own(history, attestations)
                    if position:
                        self._filled(self.timelines[key][0], history, "Article que les autres sources n’ont pas.")
                else:
                    for attestation in attestations:
                        self._add(key, attestation, history)
            placements, differing = merge(placements, history)
            self.anomalies.extend(differing)
        versions: list[Attestation] = []
        ends: list[End] = []
        for key in sorted(self.timelines, key=lambda key: (*_sort_key(key[0]), key[1])):
            closed = self._closed(self.timelines[key])
            ends.extend(_ends(closed))
            versions.extend(version for version in closed if version.state is not State.ENDED)
        for history in self.histories:
            seen, unnamed = attribute(history, versions, self.observations)
            self.observations.extend(seen)
            self.anomalies.extend(unnamed)
        self.anomalies.extend(absences(self.histories, tuple(self.anomalies)))
        restorer = TitleRestorer(self.histories, versions)
        return ReconciledCode(
            code=self.histories[0].code,
            sources=tuple(history.source for history in self.histories),
            dates=_merged_dates(self.histories, versions, ends),
            versions=tuple(versions),
            ends=tuple(ends),
            placements=tuple(restorer.placement(placement) for placement in placements),
            observations=tuple(sorted(self.observations, key=lambda o: (_sort_key(o.number), o.slot, o.day, o.source))),
            # in an order of their own, so that it doesn't matter when each was met
            anomalies=tuple(sorted(self.anomalies, key=anomaly_order)),
            links=tuple(link for history in self.histories for link in history.links),
        )

    # -- one more source

    def _observe_own(self, history: CodeHistory, attestations: Iterable[Attestation]) -> None:
        for a in attestations:
            self.observations.extend(
                Observation(a.number, day, history.source.name, a.complete, True, a.slot) for day in a.observed
            )

    def _add(self, key: _Key, new: Attestation, history: CodeHistory) -> None:
        """Compare `new` with what is known of its interval, and fill with it what isn't."""
        if new.state is not State.IN_FORCE:
            return  # a hole or an end that only a lesser source has is no knowledge about the text
        days = new.observed or (new.attested_from,)
        if not new.text.alineas and any(self._at(key[0], day, new) for day in days):
            return  # a heading alone says that the article is there, which is known
        filled_until = date.min
        for day in days:
            if day < filled_until:
                continue
            base = self._at(key[0], day, new)
            if base is None:
                ended = self._ended_before(key, day)
                if ended is not None:
                    self._differ(new, history, day, None, "ended_elsewhere", ended)
                    break
                filled_until = self._fill_gap(key, new, history, day)
            elif base.state is State.MISSING:
                self._fill_hole(base, new, history)
            elif base.state is State.ENDED:
                self._differ(new, history, day, base, "ended_elsewhere", base)
            else:
                self._compare(base, new, history, day)

    def _at(self, number: str, day: date, new: Attestation) -> Attestation | None:
        """The version in force on `day`: of two under one number, the one with the same words."""
        begun = [
            [version for version in self.timelines.get((number, slot), ()) if version.attested_from <= day]
            for slot in (1, 2)
        ]
        found = [versions[-1] for versions in begun if versions and day < (versions[-1].valid_to or _END)]
        return next((version for version in found if _agree(version, new)), found[0] if found else None)

    def _ended_before(self, key: _Key, day: date) -> Attestation | None:
        """The version that a source of whole histories says ended by `day`, no other following. A source that only
        shows texts on some days doesn't know what came after them."""
        before = [version for version in self.timelines[key] if version.attested_from <= day]
        last = before[-1] if before else None
        return last if last and last.valid_to and last.valid_to <= day and last.source not in self.observers else None

    def _compare(self, base: Attestation, new: Attestation, history: CodeHistory, day: date) -> None:
        agrees = _agree(base, new)
        self.observations.append(Observation(new.number, day, history.source.name, new.complete, agrees, base.slot))
        if agrees and (new.complete or not base.complete):
            self._replace(base, replace(base, observed=tuple(sorted({*base.observed, day}))))
        elif not agrees:
            self._differ(new, history, day, base, "differs", base)

    def _differ(
        self, new: Attestation, history: CodeHistory, day: date, base: Attestation | None, kind: str, ours: Attestation
    ) -> None:
        message = {
            "differs": f"Les mots diffèrent de ceux de {ours.source}, qui l’emporte.",
            "ended_elsewhere": f"{ours.source} tient l’article pour disparu à cette date, cette source en a un texte.",
        }[kind]
        self.anomalies.append(
            Anomaly(
                kind, history.source.name, history.code.id, new.number, day, message, new.where,
                ours=base.text.joined if base else "", theirs=new.text.joined,
            )
        )  # fmt: skip

    def _fill_hole(self, base: Attestation, new: Attestation, history: CodeHistory) -> None:
        days = tuple(day for day in new.observed if base.attested_from <= day < (base.valid_to or _END))
        filled = replace(
            base, state=State.IN_FORCE, text=new.text, complete=new.complete, observed=days,
            source=new.source, where=new.where,
        )  # fmt: skip
        self._replace(base, filled)
        self._filled(new, history, f"Texte lacunaire dans {base.source}, donné ici ; les dates sont les siennes.")
        self.observations.extend(
            Observation(new.number, day, history.source.name, new.complete, True, base.slot) for day in days
        )

    def _fill_gap(self, key: _Key, new: Attestation, history: CodeHistory, day: date) -> date:
        """Let `new` stand from `day`, on which no version does, to the next version; the day of that one."""
        timeline = self.timelines[key]
        following = min((v.attested_from for v in timeline if v.attested_from > day), default=_END)
        days = tuple(seen for seen in new.observed if day <= seen < following)
        end = min(new.valid_to, following) if new.valid_to else None
        if day != (new.observed or (new.attested_from,))[0]:  # another version stands before: this one begins later
            new = replace(new, attested_from=day, valid_from=None)
        timeline.append(replace(new, valid_to=end, observed=days))
        timeline.sort(key=_start)
        self._filled(new, history, "Texte que les autres sources n’ont pas à cette date.")
        self.observations.extend(
            Observation(new.number, seen, history.source.name, new.complete, True, new.slot) for seen in days
        )
        return following

    def _filled(self, new: Attestation, history: CodeHistory, message: str) -> None:
        if all(other.source.excerpt for other in self.histories if other is not history):
            return  # what only excerpts have is no news about what they lack
        day = new.valid_from or new.attested_from
        self.anomalies.append(
            Anomaly("filled", history.source.name, history.code.id, new.number, day, message, new.where)
        )

    def _replace(self, old: Attestation, new: Attestation) -> None:
        timeline = self.timelines[old.number, old.slot]
        timeline[next(i for i, version in enumerate(timeline) if version is old)] = new

    # -- the end of what was only observed

    def _closed(self, timeline: Sequence[Attestation]) -> list[Attestation]:
        """The timeline, each version closed by the next one; a hole is made explicit after a text that was observed
        and not said to last."""
        closed: list[Attestation] = []
        for version, following in zip(timeline, [*timeline[1:], None], strict=True):
            if following is None or version.valid_to is not None:
                closed.append(version)
                continue
            silent = self._silent_from(version.observed[-1]) if version.observed else _END
            if silent < following.attested_from:
                closed.append(version)
                closed.append(
                    Attestation(
                        number=version.number, slot=version.slot, label=version.label, state=State.MISSING,
                        text=Text(()), attested_from=silent, source=version.source,
                    )
                )  # fmt: skip
                version = closed[-1]
            else:
                closed.append(version)
            closed[-1] = replace(closed[-1], valid_to=closing_day(following))
        return closed

    def _silent_from(self, seen: date) -> date:
        """From when on nobody knows whether a text that was seen on a day still stands: the next date at which a source
        that knows the whole code, or showed that very day, has another version of it; else the day after."""
        days = [
            next((day for day in known if day > seen), _END)
            for history, known in zip(self.histories, self.days, strict=True)
            if seen in known or (known and not history.source.excerpt and known[0] <= seen)
        ]
        return min((day for day in days if day < _END), default=seen + timedelta(days=1))


def closing_day(following: Attestation) -> date | None:
    """The day on which the version before `following` had ended for certain; None where only a hole follows."""
    return following.valid_from or (following.attested_from if following.state is State.IN_FORCE else None)


def _ends(timeline: Sequence[Attestation]) -> Iterable[End]:
    """When the article stopped being in force: a version that ends and isn't followed at once, or a placeholder."""
    for version, following in zip(timeline, [*timeline[1:], None], strict=True):
        if version.state is State.ENDED:
            acts, nota = version.acts, version.text.nota
            day, since = version.valid_from, version.attested_from
        elif version.valid_to is not None and (following is None or following.attested_from > version.valid_to):
            acts, nota = version.ended_by, ()
            day = since = version.valid_to
        else:
            continue
        yield End(version.number, since, day, acts, version.source, version.where, version.slot, nota)


def _start(attestation: Attestation) -> tuple[date, date]:
    return attestation.attested_from, attestation.valid_to or _END


def _sort_key(number: str) -> tuple[object, ...]:
    return (numbering.from_source(number).sort_key, number)


def anomaly_order(anomaly: Anomaly) -> tuple[str, str, str, str, str, str]:
    """A key that sorts the anomalies of one code."""
    day = anomaly.day.isoformat() if anomaly.day else ""
    return anomaly.kind, anomaly.number or "", day, anomaly.source, anomaly.where, anomaly.message


def _agree(base: Attestation, new: Attestation) -> bool:
    """Whether two sources have the same words; a fragment agrees where each of its alinéas is in the other."""
    ours, theirs = fold(base.text.joined), fold(new.text.joined)
    if base.complete and new.complete:
        return _squeezed(ours) == _squeezed(theirs)
    part, whole = (base, theirs) if not base.complete else (new, ours)
    whole = _squeezed(whole)
    return all(_squeezed(fold(alinea)) in whole for alinea in part.text.alineas)


def _squeezed(text: str) -> str:
    """Without any white space: sources differ on where alinéas end and on the spaces of French punctuation."""
    return "".join(text.split())


def _merged_dates(
    histories: Sequence[CodeHistory], versions: Sequence[Attestation], ends: Sequence[End]
) -> tuple[ConsolidatedDate, ...]:
    """The dates of all sources, and those on which a version starts or ends without a source having that date.

    Where a source knows true dates of before 1970, what another has lost the date of is known to stand on 1 January
    1970, which is then a date like others.
    """
    acts: dict[date | None, ConsolidatedDate] = {}
    for history in histories:
        for entry in history.dates:
            known = acts.get(entry.day)
            acts[entry.day] = entry if known is None or not known.acts else known
    lost = None in acts
    if lost and any(day is not None and day < LOST_FROM for day in acts):
        entry, lost = acts.pop(None), False
        if any(v.attested_from == LOST_FROM for v in versions):
            acts.setdefault(LOST_FROM, ConsolidatedDate(LOST_FROM, entry.acts))
    for day in {v.attested_from for v in versions} | {end.since for end in ends}:
        if day not in acts and not (lost and day <= LOST_FROM):
            acts[day] = ConsolidatedDate(day)
    return tuple(acts[day] for day in sorted(acts, key=lambda day: day or date.min))
