"""The articles that one source has on a day and another, which covers that day, hasn't.

A source covers the days from its first date to the date of its data. One that is an excerpt (a page, an act)
says nothing by its silence, so it can't lack anything; what it shows counts only where it shows the whole text.

One anomaly per article, on the first such day, on the side of the source that lacks it. Of two that are whole, one
that lacks more articles than they have in common is an excerpt that doesn't know: one anomaly then says so, with the
count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cpp_versions import numbering
from cpp_versions.model import LOST_FROM, Anomaly, Attestation, CodeHistory, State

__all__ = ["absences"]

_END = date.max
_Spans = dict[str, list[tuple[date, date]]]


def absences(histories: Sequence[CodeHistory], told: Iterable[Anomaly] = ()) -> Iterator[Anomaly]:
    """What each source of a code lacks of what the others have; not what `told` says ended elsewhere."""
    if len(histories) < 2:
        return
    spans = [_spans(history) for history in histories]
    ended = {(a.source, a.number) for a in told if a.kind == "ended_elsewhere"}
    for lacking, has in zip(histories, spans, strict=True):
        if lacking.source.excerpt or not lacking.dates:
            continue
        start = min(entry.day or LOST_FROM for entry in lacking.dates)
        end = lacking.source.as_of
        for other, shown in zip(histories, spans, strict=True):
            if other is not lacking:
                rest = {n: s for n, s in _within(shown, start, end).items() if (other.source.name, n) not in ended}
                yield from _compare(lacking, other, has, rest)


def _compare(
    lacking: CodeHistory, other: CodeHistory, has: _Spans, shown: Mapping[str, list[tuple[date, date]]]
) -> Iterator[Anomaly]:
    days: dict[str, date] = {}
    for number, spans in shown.items():
        day = _first_uncovered(spans, has.get(number, []))
        if day is not None:
            days[number] = day
    source, code = lacking.source.name, lacking.code.id
    if not other.source.excerpt and len(days) > len(shown) - len(days):
        message = (
            f"{other.source.name} a {len(days)} articles que cette source n’a pas, plus que ceux qu’elles ont en "
            "commun : c’est un extrait."
        )
        yield Anomaly("absent", source, code, None, min(days.values()), message)
        return
    for number in sorted(days, key=_order):
        message = f"Article absent de cette source à cette date, présent dans une autre : {other.source.name}."
        yield Anomaly("absent", source, code, number, days[number], message)


def _spans(history: CodeHistory) -> _Spans:
    """When a source knows each article, slots together: a hole is known to be one, an end isn't there."""
    found: _Spans = defaultdict(list)
    for attestation in history.attestations:
        for span in _asserted(attestation, history.source.excerpt):
            found[attestation.number].append(span)
    return {number: sorted(spans) for number, spans in found.items()}


def _asserted(attestation: Attestation, excerpt: bool) -> Iterator[tuple[date, date]]:
    if attestation.state is State.ENDED:
        return
    if not attestation.observed and not excerpt:
        yield attestation.attested_from, attestation.valid_to or _END
    elif attestation.complete and attestation.state is State.IN_FORCE:
        for day in attestation.observed:
            yield day, date.fromordinal(min(day.toordinal() + 1, _END.toordinal()))


def _within(shown: _Spans, start: date, end: date) -> _Spans:
    """What is shown of the days from `start` to `end`, inclusive."""
    after = date.fromordinal(min(end.toordinal() + 1, _END.toordinal()))
    cut: _Spans = {}
    for number, spans in shown.items():
        kept = [(max(a, start), min(b, after)) for a, b in spans if a < after and b > start]
        if kept:
            cut[number] = kept
    return cut


def _first_uncovered(spans: Sequence[tuple[date, date]], known: Sequence[tuple[date, date]]) -> date | None:
    """The first day of `spans` that isn't in `known`; both are sorted by their starts."""
    for start, end in spans:
        for a, b in known:
            if a <= start < b:
                start = b
        if start < end:
            return start
    return None


def _order(number: str) -> tuple[object, ...]:
    return (numbering.from_source(number).sort_key, number)
