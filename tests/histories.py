"""Small histories of one code, made by hand for the tests of what stands on the readers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cpp_versions.codes import CPP
from cpp_versions.model import (
    Act,
    Attestation,
    Code,
    CodeHistory,
    ConsolidatedDate,
    Placement,
    Section,
    SourceInfo,
    State,
    Text,
)

__all__ = ["day", "history", "hole", "seen", "version"]


def day(text: str) -> date:
    """A date; a year alone is its first day."""
    return date.fromisoformat(text if "-" in text else f"{text}-01-01")


def version(
    number: str, words: str, start: str | None, end: str | None = None, acts: tuple[Act, ...] = (), slot: int = 1
) -> Attestation:
    """A version from one day to another; alinéas are parted by ` / `. No start: the date is lost."""
    return Attestation(
        number=number,
        state=State.IN_FORCE,
        text=Text(tuple(words.split(" / "))),
        attested_from=day(start) if start else day("1970"),
        valid_from=day(start) if start else None,
        valid_to=day(end) if end else None,
        acts=acts,
        slot=slot,
    )


def hole(number: str, start: str, end: str | None = None, state: State = State.MISSING) -> Attestation:
    """A stretch without a text."""
    return Attestation(number, state, Text(()), day(start), day(start), day(end) if end else None)


def seen(number: str, words: str, *days: str, complete: bool = True) -> Attestation:
    """A text seen on some days."""
    found = tuple(map(day, days))
    return Attestation(
        number, State.IN_FORCE, Text(tuple(words.split(" / "))), found[0], observed=found, complete=complete
    )


def history(
    name: str,
    form: str,
    *attestations: Attestation,
    days: tuple[str | None, ...] = (),
    code: Code = CPP,
    plan: Mapping[str, tuple[str, ...]] | None = None,
    restored: bool = True,
) -> CodeHistory:
    """What a source says; its dates are those named and those of its versions."""
    dates = {day(d) if d else None for d in days}
    for a in attestations:
        lost = a.valid_from is None and not a.observed
        dates |= {None if lost else a.attested_from, *a.observed, *([a.valid_to] if a.valid_to else [])}
    known = sorted(d for d in dates if d)
    return CodeHistory(
        code,
        SourceInfo(
            name,
            form,
            f"fingerprint of {name}",
            max(known, default=day("2000")),
            excerpt=form in ("archeo-lex-page", "lexhub-article", "act"),
        ),
        tuple(ConsolidatedDate(d) for d in ([None] if None in dates else []) + known),
        attestations,
        tuple(
            Placement(number, tuple(Section(key, key.title(), restored) for key in path), day("2000"))
            for number, path in (plan or {}).items()
        ),
    )
