"""What changed between two days: articles, moved passages, substitutions.

What a consolidated version changed against the one before it is kept beside the index: these are the days that readers
ask for, and there are only so many of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cpp_versions import changes as told
from cpp_versions import classing, compare
from cpp_versions.answers import ArticleRef, ChangedArticle, MovedPassage, SubstitutionAnswer
from cpp_versions.corpus.reader import Reader
from cpp_versions.corpus.rows import BOTH, IN_FORCE, SECTION, TOLD, paragraphs
from cpp_versions.kept import Kept, method
from cpp_versions.model import State
from cpp_versions.text import fold

__all__ = ["Changing"]

_METHOD = ("compare", "changes.py", "classing.py", "masking.py", "text.py", "corpus/changing.py", "corpus/rows.py")
_Moves = dict[ArticleRef, tuple[tuple[told.Move[ArticleRef], ...], tuple[told.Move[ArticleRef], ...]]]
"""What left an article, and what came to it."""


@dataclass(frozen=True, slots=True)
class _Version:
    """What one consolidated version changed."""

    changes: tuple[ChangedArticle, ...]
    substitutions: tuple[SubstitutionAnswer, ...]


class Changing:
    """What `Corpus` tells of two days."""

    def __init__(self, index: Reader, kept: Kept) -> None:
        self._index, self._kept = index, kept
        self._version = lru_cache(maxsize=64)(self._load_version)
        self._changes_of = lru_cache(maxsize=64)(self._load_changes)
        self._moved = lru_cache(maxsize=2)(self._load_moved)
        self._substitutions_of = lru_cache(maxsize=64)(self._load_substitutions)

    def changes(self, code: str, old: date, new: date, *, placed: bool = False) -> tuple[ChangedArticle, ...]:
        """The articles of `code` that differ between two days, in the order of the plan on the later one.

        Words that went from one article to another are followed through all codes of the store. With `placed`,
        articles of which only the section changed are listed as well.
        """
        code = self._index.code(code)
        return tuple(change for change in self._changes_of(code, old, new) if placed or change.change != "section")

    def changed(self, code: str, old: date, new: date) -> tuple[ArticleRef, ...]:
        """Which articles of `code` differ between two days (a nota counts): what `changes` compares, and fast."""
        rows = self._index.rows(
            f"""SELECT a.code, a.number, a.slot {BOTH}
                WHERE a.code = ? AND o.text IS NOT n.text AND {TOLD} ORDER BY a.rank""",
            str(old), str(old), str(new), str(new), self._index.code(code),
        )  # fmt: skip
        return tuple(ArticleRef(*row) for row in rows)

    def keep(self, code: str, old: date, new: date) -> None:
        """Compute and keep what the version of the day `new` changed, where it isn't kept yet."""
        if self._successive(code, old, new) and not self._kept.has(*self._key(code, old, new)):
            self._load_version(code, old, new)

    def substitutions(self, code: str, old: date, new: date) -> tuple[SubstitutionAnswer, ...]:
        """The replacements of words common to three articles of `code` or more, the most frequent first."""
        return self._substitutions_of(self._index.code(code), old, new)

    # -- versions, kept

    def _successive(self, code: str, old: date, new: date) -> bool:
        """Whether the days are those of a consolidated version of the code and of the one before it."""
        found = self._index.rows(
            "SELECT effective FROM version WHERE code = ? AND effective <= ? ORDER BY effective DESC LIMIT 2",
            code, str(new),
        )  # fmt: skip
        return [day for (day,) in found] == [str(new), str(old)]

    def _load_version(self, code: str, old: date, new: date) -> _Version:
        return self._kept.once(
            _Version,
            lambda: _Version(self._compared(code, old, new), self._replaced(code, old, new)),
            *self._key(code, old, new),
        )

    def _key(self, code: str, old: date, new: date) -> tuple[object, ...]:
        return "changes", method(*_METHOD), self._index.stamp, code, old, new

    def _load_changes(self, code: str, old: date, new: date) -> tuple[ChangedArticle, ...]:
        if self._successive(code, old, new):
            return self._version(code, old, new).changes
        return self._compared(code, old, new)

    def _load_substitutions(self, code: str, old: date, new: date) -> tuple[SubstitutionAnswer, ...]:
        if self._successive(code, old, new):
            return self._version(code, old, new).substitutions
        return self._replaced(code, old, new)

    # -- compared

    def _compared(self, code: str, old: date, new: date) -> tuple[ChangedArticle, ...]:
        rows = self._index.rows(
            f"""SELECT a.code, a.number, a.slot, a.label, o.id, n.id,
                       o.text IS NOT n.text, n.valid_from, {SECTION}, {SECTION}
                {BOTH} WHERE a.code = ? AND (o.id IS NOT NULL OR n.id IS NOT NULL) AND {TOLD} ORDER BY a.rank""",
            str(old), str(new), str(old), str(old), str(new), str(new), code,
        )  # fmt: skip
        compared, moves = self._moved(old, new)
        between = [move for _, come in moves.values() for move in come]
        mine = [change for change in compared.values() if change.key.code == code]
        kinds = classing.classify(mine, between, _Standing(self._index, compared, old, new).texts)
        found = []
        for code_, number, slot, label, before, after, differs, begun, left, right in rows:
            ref = ArticleRef(code_, number, slot)
            section, restored, rank = self._index.place(right if after else left)
            if not differs:
                if section != self._index.place(left)[0]:
                    found.append((rank, ChangedArticle(ref, label, "section", section, 0, 0, restored, "renumbering")))
                continue
            change = compared[ref]
            gone, come = moves.get(ref, ((), ()))
            # where no source says since when it is in force, nobody knows that it wasn't before
            come_in = "added" if begun else "first_known"
            kind = come_in if before is None else "removed" if after is None else "modified"
            if kind == "modified" and change.old == change.new:
                kind = "nota"
            answer = ChangedArticle(
                ref, label, kind, section, change.diff.words.inserted, change.diff.words.deleted, restored,
                str(classing.Kind.SUBSTANTIVE if kind == "nota" else kinds[ref]),
                tuple(MovedPassage(move.source, move.old, move.new, move.words, move.whole) for move in come),
                tuple(MovedPassage(move.target, move.old, move.new, move.words, move.whole) for move in gone),
            )  # fmt: skip
            found.append((rank, answer))
        return tuple(change for _, change in sorted(found, key=lambda pair: pair[0]))

    def _load_moved(self, old: date, new: date) -> tuple[dict[ArticleRef, told.Change[ArticleRef]], _Moves]:
        """Every article of the store that differs between two days, compared; and what left it and came to it."""
        rows = self._index.rows(
            f"""SELECT a.code, a.number, a.slot, o.state, n.state, s.body, t.body
                {BOTH} LEFT JOIN text s ON s.id = o.text LEFT JOIN text t ON t.id = n.text
                JOIN code c ON c.id = a.code WHERE o.text IS NOT n.text AND {TOLD} ORDER BY c.position, a.rank""",
            str(old), str(old), str(new), str(new),
        )  # fmt: skip
        compared = {}
        holes = set()
        for code, number, slot, old_state, new_state, left, right in rows:
            ref = ArticleRef(code, number, slot)
            before, after = paragraphs(left or ""), paragraphs(right or "")
            compared[ref] = told.Change(ref, before, after, compare.diff(before, after))
            if State.MISSING in (old_state, new_state):
                holes.add(ref)  # nobody knows what it gained or lost
        moves: _Moves = {}
        for move in told.moves([change for change in compared.values() if change.key not in holes]):
            gone, come = moves.get(move.source, ((), ()))
            moves[move.source] = (*gone, move), come
            gone, come = moves.get(move.target, ((), ()))
            moves[move.target] = gone, (*come, move)
        return compared, moves

    def _replaced(self, code: str, old: date, new: date) -> tuple[SubstitutionAnswer, ...]:
        compared, moves = self._moved(old, new)
        found = told.substitutions(
            [change for change in compared.values() if change.key.code == code],
            [move for ref, (_, come) in moves.items() if ref.code == code for move in come],
        )
        return tuple(SubstitutionAnswer(each.old, each.new, each.count, each.keys) for each in found)


_PHRASE = 5
_MOST_CANDIDATES = 8


class _Standing:
    """Texts of other codes that share phrases with an article that was added or removed: where its text may stand as
    well. A code that takes over another's rules often has them before the other drops them."""

    def __init__(
        self, index: Reader, compared: dict[ArticleRef, told.Change[ArticleRef]], old: date, new: date
    ) -> None:
        self._index = index
        self._compared = compared
        self._days = {True: old, False: new}
        self._texts: dict[bool, dict[tuple[str, ...], list[tuple[str, str]]]] = {}

    def texts(self, ref: ArticleRef, added: bool) -> Iterator[tuple[str, ...]]:
        """The likeliest, as alinéas."""
        if added not in self._texts:
            self._texts[added] = self._phrases(added)
        change = self._compared[ref]
        counts: dict[str, int] = {}
        for phrase in dict.fromkeys(_phrases("\n\n".join(change.new if added else change.old))):
            for code, body in self._texts[added].get(phrase, ()):
                if code != ref.code:
                    counts[body] = counts.get(body, 0) + 1
        for body, _ in sorted(counts.items(), key=lambda item: -item[1])[:_MOST_CANDIDATES]:
            yield paragraphs(body)

    def _phrases(self, added: bool) -> dict[tuple[str, ...], list[tuple[str, str]]]:
        """Where each phrase of the articles that were added, or removed, stands in the codes of that day."""
        sides = [(change.key.code, change.new if added else change.old) for change in self._compared.values()
                 if bool(change.new) != bool(change.old) and bool(change.new) == added]  # fmt: skip
        wanted = {phrase for _, text in sides for phrase in _phrases("\n\n".join(text))}
        day = str(self._days[added])
        found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for code in self._index.codes():
            if all(other == code for other, _ in sides):
                continue
            rows = self._index.rows(
                f"""SELECT t.body FROM article a
                    JOIN article_version v ON v.article = a.id AND {IN_FORCE.format("v")}
                    JOIN text t ON t.id = v.text WHERE v.state = 'in_force' AND a.code = ?""",
                day, day, code,
            )  # fmt: skip
            for (body,) in rows:
                for phrase in wanted.intersection(_phrases(body)):
                    found.setdefault(phrase, []).append((code, body))
        return found


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    """The runs of some words of a text, without typography."""
    found = fold(text).lower().split()
    return zip(*(found[place:] for place in range(_PHRASE)), strict=False)
