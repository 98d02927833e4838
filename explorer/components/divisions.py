"""The sections that hold the articles of a renumbering map, named so that those of one title are told apart."""

from __future__ import annotations

from collections import defaultdict

from cpp_versions.answers import ArticleRef, PlacedArticle
from cpp_versions.renumbering.answers import RenumberingAnswer
from explorer.view import View

__all__ = ["Names", "Places", "is_named", "named", "places"]

# between the title of a section and those above it
_ABOVE = " — "
Places = dict[ArticleRef, PlacedArticle]
Names = dict[ArticleRef, str]


def places(view: View, answer: RenumberingAnswer) -> tuple[Places, Places]:
    """Where the articles of both sides stand in the plan."""
    found: list[Places] = []
    for day, refs in ((answer.old, {one.old for one in answer.links}), (answer.new, {one.new for one in answer.links})):
        codes = {ref.code for ref in refs if ref}
        found.append({placed.ref: placed for code in sorted(codes) for placed in view.corpus.contents(code, day)})
    return found[0], found[1]


def named(view: View, answer: RenumberingAnswer, stands: tuple[Places, Places]) -> tuple[Names, Names]:
    """The sections of the articles of both sides, by their titles, with the code where there are several. Where a title
    stands in several places of the plan ("Dispositions communes"), those above tell them apart."""
    sides = []
    for side, refs in ((stands[0], {one.old for one in answer.links}), (stands[1], {one.new for one in answer.links})):
        paths = {ref: placed.section if (placed := side.get(ref)) else () for ref in refs if ref}
        alike: defaultdict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = defaultdict(set)
        for ref, path in paths.items():
            alike[ref.code, path[-1:]].add(_heads(path))
        sides.append({ref: _title(view, ref, path, alike[ref.code, path[-1:]]) for ref, path in paths.items()})
    return sides[0], sides[1]


def is_named(name: str, wanted: str) -> bool:
    """Whether a section is the one that is asked for, by its whole name or its own title."""
    return wanted in (name, name.partition(_ABOVE)[0])


def _heads(path: tuple[str, ...]) -> tuple[str, ...]:
    """The place in the plan: "Livre V", "Chapitre III" without words, which sources have in more than one wording."""
    return tuple(title.partition(" : ")[0] for title in path)


def _title(view: View, ref: ArticleRef, path: tuple[str, ...], alike: set[tuple[str, ...]]) -> str:
    title = path[-1] if path else view.words("no.section")
    if ref.code != view.codes[0].id:
        title = f"{title} ({view.title(ref.code)})"
    heads = _heads(path)
    others = alike - {heads}
    # the nearest of the titles above that tell it from the others
    for above in range(2, len(path) + 1):
        apart = {other for other in others if other[-above : len(other) - above + 1] != heads[-above : 1 - above]}
        if apart:
            title = f"{title}{_ABOVE}{path[-above]}"
            others -= apart
    return title
