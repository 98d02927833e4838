"""How French law cites: a grammar that reads all that a text cites, and what it means on a day.

    >>> from cpp_versions.citations import read
    >>> [m.target.first for m in read("aux articles 723-15 à 723-27 et 729 du présent code")]
    ['723-15', '729']

Three verbs, pure functions of text: `read` (text → mentions; a `Reader` for many texts that share alinéas), `join`
(mentions of an alinéa and a source's links → mentions), `resolve` (mention and context → articles and a status).
`fragments`, `places` and `documents` are the grammar's parts; docs/citations.md says what it reads, what it refuses,
and how well it does.
"""

from cpp_versions.citations.codenames import era
from cpp_versions.citations.joining import join
from cpp_versions.citations.reader import Alinea, Reader, read
from cpp_versions.citations.resolving import Articles, Context, Resolved, Status, resolve
from cpp_versions.citations.values import OWN, Document, DocumentKind, Kind, Mention, Place, Target, Unit

__all__ = [
    "OWN",
    "Alinea",
    "Articles",
    "Context",
    "Document",
    "DocumentKind",
    "Kind",
    "Mention",
    "Place",
    "Reader",
    "Resolved",
    "Status",
    "Target",
    "Unit",
    "era",
    "join",
    "read",
    "resolve",
]
