"""The mentions that the grammar reads joined with the links that a source puts into the same text.

A link knows which code its editor meant; its words are often those of a neighbour, and its target may be the article
that the rule has since become ("l'article D. 49-11" linked to R200). So where both stand on the same words:

- the number is the one written, always;
- the code is the link's where the link names that number, and the text doesn't name the code outright or names one
  that was renumbered whole ("code minier", linked to the code minier (nouveau));
- the other numbers under one link go with the one that it names.

A link on words that the grammar doesn't read is a citation of its own. One that leads nowhere isn't,
nor one on the heading of quoted words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cpp_versions.citations.codenames import successors
from cpp_versions.citations.values import OWN, Document, DocumentKind, Kind, Mention, Target
from cpp_versions.model import Citation

__all__ = ["join"]


def join(mentions: Sequence[Mention], links: Iterable[Citation], alinea: str, own: str) -> tuple[Mention, ...]:
    """The mentions of an alinéa of the code `own`, in order, with what its links add; spans of both are counted from
    its beginning."""
    found = list(mentions)
    added: list[Mention] = []
    place = 0
    for link in sorted(links, key=lambda link: link.start):
        if link.code is None or not link.targets:
            continue
        start, end = link.start, link.end
        while place < len(found) and found[place].end <= start:
            place += 1
        under = []
        index = place
        while index < len(found) and found[index].start < end:
            under.append(index)
            index += 1
        cited = [i for i in under if found[i].kind in (Kind.ARTICLE, Kind.RELATIVE)]
        if not under:
            if _HEADING.search(alinea, max(0, start - 12), start):
                continue  # « Art. D. 113-42.-Chaque fois …: the words that follow are that article's
            added.append(_of_link(link, own))
        elif any(_names(found[i], link.targets) for i in cited):
            for i in cited:
                found[i] = _confirmed(found[i], link, own)
    return tuple(sorted((*found, *added), key=lambda mention: (mention.start, mention.end))) if added else tuple(found)


_HEADING = re.compile(r"(?:^|[«\"“] ?)(?:[aA]rticle|[aA]rt\.) ?$")


def _names(mention: Mention, targets: Sequence[str]) -> bool:
    target = mention.target
    return target is not None and (target.first in targets or target.last in targets)


def _document(link: Citation, own: str) -> Document:
    return OWN if link.code == own else Document(DocumentKind.CODE, link.code or "")


def _confirmed(mention: Mention, link: Citation, own: str) -> Mention:
    document = _document(link, own)
    said = mention.document
    open_to = said.kind in (DocumentKind.OWN, DocumentKind.UNCLEAR) or mention.inherited or mention.recent is not None
    if open_to or link.code in successors(said.name):
        return _linked(mention, document, False, None)
    agrees = said.name == link.code
    return _linked(mention, said, mention.inherited, mention.recent) if agrees else mention


def _linked(mention: Mention, document: Document, inherited: bool, recent: Document | None) -> Mention:
    """As `replace`, which takes several times as long."""
    return Mention(
        mention.start, mention.end, mention.quote, mention.kind, document, mention.target, mention.places,
        mention.phrase, inherited, recent, linked=True,
    )  # fmt: skip


def _of_link(link: Citation, own: str) -> Mention:
    start, end = link.start, link.start + len(link.quote)
    target = Target(link.targets[0])
    return Mention(start, end, link.quote, Kind.ARTICLE, _document(link, own), target, (), (start, end), linked=True)
