"""How a store names things and what its small files say: each line written and read here, as inverses.

Tags, paths of articles, messages of commits, `ended.tsv`, `observed.tsv`, `anomalies.jsonl` and `sources.json`. It
knows no git, and nothing of how a history is put together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from cpp_versions.acts import print_date
from cpp_versions.articlefile import read_act, write_act
from cpp_versions.model import (
    LOST_FROM,
    Act,
    Anomaly,
    Concordance,
    ConsolidatedDate,
    End,
    Observation,
    SourceInfo,
)
from cpp_versions.reconcile import ReconciledCode

__all__ = [
    "DAY",
    "FORMAT_VERSION",
    "INGESTION",
    "INGESTION_KINDS",
    "LOST_TAG",
    "anomaly_line",
    "article_path",
    "date_of",
    "effective",
    "end_line",
    "link_line",
    "main_message",
    "message_of",
    "observation_line",
    "read_anomaly",
    "read_end",
    "read_link",
    "read_observation",
    "read_source",
    "tag_of",
    "write_sources",
]

FORMAT_VERSION = 1
"""Raised when what a build writes changes, so that an older store is built again."""

LOST_TAG = "avant-1970"
DAY = 86400
"""Seconds."""


def tag_of(code: str, day: date | None) -> str:
    """The tag of a consolidated version: `cpp/2010-12-29`."""
    return f"{code}/{day.isoformat() if day else LOST_TAG}"


def effective(day: date | None) -> date:
    """The day from which a consolidated version counts: a lost date is before 1970."""
    return day or LOST_FROM


def article_path(code: str, number: str, slot: int) -> str:
    """Where the file of an article stands in the tree of its code."""
    return f"{code}/articles/{_file_name(number, slot)}.md"


def _file_name(number: str, slot: int) -> str:
    return number if slot == 1 else f"{number}~{slot}"


def message_of(code: ReconciledCode, entry: ConsolidatedDate) -> str:
    """The message of a consolidated version's commit."""
    title = f"Version consolidée au {print_date(entry.day)}" if entry.day else "Version consolidée avant 1970"
    trailers = [f"Code: {code.code.id}", f"In-Force: {entry.day.isoformat() if entry.day else LOST_TAG}"]
    trailers += [f"Act: {write_act(act)}" for act in entry.acts]
    trailers += [f"Source: {source.name}" for source in code.sources]
    return f"{title}\n\n" + "\n".join(trailers) + "\n"


def date_of(message: str) -> ConsolidatedDate:
    """The date and acts that `message_of` wrote."""
    trailers = [line.partition(": ") for line in message.split("\n\n")[-1].split("\n")]
    day = next((value for key, _, value in trailers if key == "In-Force"), LOST_TAG)
    acts: tuple[Act, ...] = tuple(read_act(value) for key, _, value in trailers if key == "Act")
    return ConsolidatedDate(None if day == LOST_TAG else date.fromisoformat(day), acts)


def main_message(titles: Sequence[str]) -> str:
    """The message of the commit that joins the codes."""
    return f"Codes réunis : {', '.join(titles)}\n\nFormat: {FORMAT_VERSION}\n"


def end_line(end: End) -> str:
    """A line of `ended.tsv`."""
    rest = {"acts": [write_act(act) for act in end.acts], "source": end.source, "where": end.where, "nota": end.nota}
    shown = {key: value for key, value in rest.items() if value}
    day = end.day.isoformat() if end.day else ""
    return f"{_file_name(end.number, end.slot)}\t{end.since}\t{day}\t{json.dumps(shown, ensure_ascii=False)}\n"


def read_end(line: str) -> End:
    """The inverse of `end_line`."""
    name, since, day, rest = line.split("\t", 3)
    number, _, slot = name.partition("~")
    values: dict[str, Any] = json.loads(rest)
    return End(
        number=number,
        slot=int(slot or 1),
        since=date.fromisoformat(since),
        day=date.fromisoformat(day) if day else None,
        acts=tuple(map(read_act, values.get("acts", ()))),
        source=values.get("source", ""),
        where=values.get("where", ""),
        nota=tuple(values.get("nota", ())),
    )


def observation_line(o: Observation) -> str:
    """A line of `observed.tsv`."""
    flags = f"{'whole' if o.complete else 'part'}\t{'same' if o.agrees else 'other'}"
    return f"{_file_name(o.number, o.slot)}\t{o.day}\t{flags}\t{o.source}\n"


def read_observation(line: str) -> Observation:
    """The inverse of `observation_line`."""
    name, day, complete, agrees, source = line.split("\t", 4)
    number, _, slot = name.partition("~")
    return Observation(number, date.fromisoformat(day), source, complete == "whole", agrees == "same", int(slot or 1))


def anomaly_line(anomaly: Anomaly) -> str:
    """A line of `anomalies.jsonl`."""
    values = {
        "kind": anomaly.kind,
        "source": anomaly.source,
        "code": anomaly.code,
        "number": anomaly.number,
        "date": anomaly.day.isoformat() if anomaly.day else None,
        "message": anomaly.message,
        "where": anomaly.where,
        "ours": anomaly.ours,
        "theirs": anomaly.theirs,
    }
    # an empty text isn't the absence of one: `ours` is empty where this source alone has words
    kept = {k: v for k, v in values.items() if v is not None and (v or k in ("ours", "theirs"))}
    return json.dumps(kept, ensure_ascii=False) + "\n"


def read_anomaly(values: dict[str, Any]) -> Anomaly:
    """The inverse of `anomaly_line`, of its parsed JSON."""
    day = values.get("date")
    return Anomaly(
        kind=values["kind"],
        source=values["source"],
        code=values.get("code"),
        number=values.get("number"),
        day=date.fromisoformat(day) if day else None,
        message=values["message"],
        where=values.get("where", ""),
        ours=values.get("ours"),
        theirs=values.get("theirs"),
    )


INGESTION = "ingestion"
"""The branch of what a source said before and says no more. It isn't part of `main`, so that two stores of the same law
are the same, whichever way its source came to it."""
INGESTION_KINDS = frozenset({"rewritten", "withdrawn"})


def link_line(link: Concordance) -> str:
    """A line of `links.jsonl`."""
    values = {name: getattr(link, name) for name in _LINK}
    values |= {"day": link.day.isoformat() if link.day else None, "both": link.both}
    return json.dumps({key: value for key, value in values.items() if value}, ensure_ascii=False) + "\n"


def read_link(values: dict[str, Any]) -> Concordance:
    """The inverse of `link_line`, of its parsed JSON."""
    day = values.get("day")
    named = {name: str(values[name]) for name in _LINK}
    return Concordance(**named, day=date.fromisoformat(day) if day else None, both=bool(values.get("both")))


_LINK = ("kind", "old_code", "old", "old_id", "new_code", "new", "new_id", "source")


def write_sources(codes: Sequence[tuple[str, str, str, tuple[SourceInfo, ...]]]) -> str:
    """The content of `sources.json`: id, slug, title and sources of each code."""
    described = [
        {
            "id": id_,
            "slug": slug,
            "title": title,
            "sources": [
                {
                    "name": source.name,
                    "format": source.format,
                    "fingerprint": source.fingerprint,
                    "as_of": source.as_of.isoformat(),
                    "licence": source.licence,
                    "excerpt": source.excerpt,
                }
                for source in sources
            ],
        }
        for id_, slug, title, sources in codes
    ]
    return json.dumps({"format": FORMAT_VERSION, "codes": described}, ensure_ascii=False, indent=1)


def read_source(values: dict[str, Any]) -> SourceInfo:
    """A source of `sources.json`, of its parsed JSON."""
    return SourceInfo(
        name=values["name"],
        format=values["format"],
        fingerprint=values["fingerprint"],
        as_of=date.fromisoformat(values["as_of"]),
        licence=values["licence"],
        excerpt=values["excerpt"],
    )
