"""The store: a git repository that holds the consolidated versions, written once, read back whole.

A store is a folder: `.git` is a one-line file that names the current generation, a bare repository below
`generations/`. A build writes a new generation aside and swaps it in by renaming that one line over the old one: killed
at any moment it leaves the old store or the new one, and plain git (`git -C STORE log …`, `git clone STORE`) follows.

Each code is a branch of its own (`cpp`), so that one code's commits don't depend on another's; one commit and one tag
(`cpp/2010-12-29`; `cpp/avant-1970` for the lost dates) per consolidated version. In its tree:

    cpp/articles/R57-7-62.md     the text in force (`articlefile`); a second text of a number as `A37-10~2.md`
    cpp/plan.md                  the table of contents: a renamed section doesn't touch the articles
    cpp/ended.tsv                the articles that ended so far, with date and acts
    cpp/observed.tsv             the days on which a source shows the text of an article

`main` joins the branches (`git log -p -- cpp/articles/D53.md` finds its way) and adds `sources.json` and
`anomalies.jsonl`. Commit timestamps only keep the order: the date in force is in the tag and the trailers. Same
sources, same commit ids: no clock, no path of the machine and no configuration of the user enters a commit.
"""

from __future__ import annotations

from cpp_versions.store.lines import (
    DAY,
    FORMAT_VERSION,
    LOST_TAG,
    anomaly_line,
    article_path,
    effective,
    end_line,
    main_message,
    message_of,
    read_anomaly,
    tag_of,
    write_sources,
)
from cpp_versions.store.reading import read
from cpp_versions.store.stored import Stored
from cpp_versions.store.writing import Writer, write

__all__ = [
    "DAY",
    "FORMAT_VERSION",
    "LOST_TAG",
    "Stored",
    "Writer",
    "anomaly_line",
    "article_path",
    "effective",
    "end_line",
    "main_message",
    "message_of",
    "read",
    "read_anomaly",
    "tag_of",
    "write",
    "write_sources",
]
