"""Words replaced by others in many pairs of a recodification, found and folded.

A renaming is told from what the pairs have in common, never from a list: the words that one pair replaced, the same in
three pairs or more, where most of the pairs that had the old words replaced them. "chef d'établissement" → "chef de
l'établissement pénitentiaire" is found as "établissement" → "établissement pénitentiaire": gender, number, articles and
prepositions around it don't count.

It refuses numbers, durations, negations, and what makes a duty of a right, however often they are replaced; and to fold
a renaming in a pair where that doesn't bring the old text nearer to the new one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cpp_versions.classing import MINOR, WEIGHTY, agrees
from cpp_versions.compare import count, diff
from cpp_versions.text import fold, is_table, is_word, plain_tokens

__all__ = ["Common", "Edit", "applied", "edits", "explains", "found"]

_PAIRS = 3
_LONGEST = 6
# How many of the pairs that had the old words replaced them; more is asked where words were only added or dropped.
_SHARE, _SHARE_ADDED = 0.5, 0.75
_GAP = 2
_MERGED = 3
_ENDING = re.compile(r"(?:e?s|x|e)$")
_NEGATIONS = frozenset("ne n' pas non sans sauf aucun aucune ni jamais".split())
# Words that cite: what is replaced with them is a reference, not a name.
_CITING = frozenset(
    "article articles alinéa alinéas phrase phrases annexe code titre chapitre section sous-section paragraphe livre "
    "partie loi décret ordonnance arrêté dispositions n°".split()
)
# "prévu par les dispositions de l'article 12" says what "prévu à l'article 12" says.
_FORMULA = "dispositions"
_ROMAN = re.compile(r"[ivx]+\Z")
# A text of more words is compared once with all renamings made, not once for each.
_LARGE = 1500
_SENTENCE = re.compile(r"[.;:\n]")
_SIGNS = re.compile("[\ue000-\uf8ff]")

Stems = tuple[str, ...]
Written = tuple[str, str]
# The stems of a text on one string, "\0" around each: long texts are searched by the thousand.
Joined = str
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that were replaced, dropped (`new` empty) or added (`old` empty). `at`: where `old` begins in the old
    alinéas joined by blank lines."""

    old: str
    new: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Common:
    """A renaming, as it is written most often, and the stems that it is known by."""

    old: str
    new: str
    old_stems: Stems
    new_stems: Stems


_Segments = list[tuple[str, Edit | None]]


def edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """What differs in words, in the order of the text; what only moved within the article is no edit."""
    return [edit for _, edit in _segments(old, new) if edit and not _nothing(edit) and not _agreement(edit)]


def found(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[Common]:
    """The renamings of the pairs of texts, those of most pairs first."""
    seen: dict[tuple[Stems, Stems], set[int]] = defaultdict(set)
    written: dict[tuple[Stems, Stems], Counter[Written]] = defaultdict(Counter)
    for place, (old, new) in enumerate(pairs):
        for edit in _candidates(_segments(old, new)):
            core = _core(edit)
            if core:
                key = _stems(core[0]), _stems(core[1])
                seen[key].add(place)
                written[key][" ".join(core[0]), " ".join(core[1])] += 1
    frequent = {key for key, places in seen.items() if len(places) >= _PAIRS and _likely(*key)}
    words = [(_all_stems(old), _all_stems(new)) for old, new in pairs]
    kept = [key for key in frequent if _consistent(*key, words)]
    kept.sort(key=lambda key: (-len(seen[key]), -len(key[0]), key))
    return [Common(*_unelided(written[key].most_common(1)[0][0]), *key) for key in kept]


def applied(
    old: Sequence[str], new: Sequence[str], renamings: Sequence[Common]
) -> tuple[tuple[str, ...], tuple[Common, ...]]:
    """The old text with the renamings that bring it nearer to the new one, and which these are."""
    text = tuple(old)
    left, right = _all_stems(text), _all_stems(new)
    if max(left.count(_BETWEEN), right.count(_BETWEEN)) - 1 > _LARGE:
        return _together(text, new, [one for one in renamings if _holds(left, one.old_stems)])
    used: list[Common] = []
    cost = _cost(text, new)
    for one in renamings:
        if not cost:
            break
        if not (_holds(left, one.old_stems) and _holds(right, one.new_stems)):
            continue
        renamed = tuple(alinea if is_table(alinea) else _renamed(alinea, one) for alinea in text)
        if renamed == text:
            continue
        after = _cost(renamed, new)
        if after < cost:
            text, cost, left = renamed, after, _all_stems(renamed)
            used.append(one)
    return text, tuple(used)


def _together(
    text: tuple[str, ...], new: Sequence[str], renamings: Sequence[Common]
) -> tuple[tuple[str, ...], tuple[Common, ...]]:
    renamed, used = text, []
    after = _all_stems(new)
    for one in renamings:
        if _holds(after, one.new_stems):
            made = tuple(alinea if is_table(alinea) else _renamed(alinea, one) for alinea in renamed)
            used += [one] if made != renamed else []
            renamed = made
    return (renamed, tuple(used)) if used and _cost(renamed, new) < _cost(text, new) else (text, ())


def explains(edit: Edit, renamings: Mapping[tuple[Stems, Stems], Common]) -> Common | None:
    """The renaming that the edit is, by itself."""
    core = _core(edit)
    return renamings.get((_stems(core[0]), _stems(core[1]))) if core else None


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    words = count(old, new)
    return words.deleted + words.inserted


# -- what differs


def _segments(old: Sequence[str], new: Sequence[str]) -> _Segments:
    """The text that both have and the edits, in turn."""
    difference = diff(old, new)
    folded = set(difference.folded)
    out: _Segments = []
    gone = come = ""
    at = 0
    for place, (op, text) in enumerate(difference.ops):
        if op in "=<>" or place in folded:
            if gone or come:
                out.append(("", Edit(gone, come, at - len(gone))))
                gone = come = ""
            out.append((text, None))
        elif op == "-":
            gone += text
        else:
            come += text
        at += len(text) if op in "=-<" else 0
    if gone or come:
        out.append(("", Edit(gone, come, at - len(gone))))
    return out


def _nothing(edit: Edit) -> bool:
    """Whether only signs between words differ, or capitals."""
    if len(_words(edit.old)) != len(_words(edit.new)):
        return False
    return _signs_and_words(edit.old) == _signs_and_words(edit.new)


def _signs_and_words(text: str) -> list[str]:
    return [_word(t) or t for t in plain_tokens(text) if _word(t) or _SIGNS.match(t)]


def _agreement(edit: Edit) -> bool:
    """Whether words only agree with others: "il" → "elle", "d'" → "de l'"."""
    if _SIGNS.search(edit.old + edit.new):
        return False
    every = _words(edit.old), _words(edit.new)
    left, right = ([word for word in side if word != _FORMULA] for side in every)
    if not left and not right:
        return True
    if all(word in MINOR and word not in ("et", "ou", "ne", "il", "elle") for word in (*left, *right)):
        return True  # "chef d'établissement", "chef de l'établissement"
    if not left or not right:
        return False
    if len(left) == len(right) and _stems(left) == _stems(right):
        return True
    if len(every[0]) != len(every[1]) and "<" not in edit.old and "<" not in edit.new:  # an alinéa, say, against a word
        return all(word in MINOR for side in every for word in side)
    return agrees(edit.old, edit.new)


def _candidates(segments: _Segments) -> Iterator[Edit]:
    """Each edit, with the words beside it where it only adds or drops some, and together with those near it."""
    for place, (_, first) in enumerate(segments):
        if first is None:
            continue
        old, new = first.old, first.new
        if old.strip() and new.strip():
            yield first
        else:
            before = segments[place - 1][0] if place else ""
            after = segments[place + 1][0] if place + 1 < len(segments) else ""
            if beside := _last_word(before):
                yield Edit(f"{beside} {old}", f"{beside} {new}")
            if beside := _first_word(after):
                yield Edit(f"{old} {beside}", f"{new} {beside}")
        at = place
        for _ in range(_MERGED - 1):
            if at + 2 >= len(segments):
                break
            between, following = segments[at + 1][0], segments[at + 2][1]
            if following is None or _SENTENCE.search(between) or len(_words(between)) > _GAP:
                break
            old, new = old + between + following.old, new + between + following.new
            yield Edit(old, new)
            at += 2


def _last_word(text: str) -> str:
    tokens = plain_tokens(text[-60:])
    while tokens and tokens[-1].isspace():
        tokens.pop()
    return tokens[-1] if tokens and is_word(tokens[-1]) and fold(tokens[-1]).lower() not in MINOR else ""


def _first_word(text: str) -> str:
    tokens = plain_tokens(text[:60])
    while tokens and tokens[0].isspace():
        tokens.pop(0)
    return tokens[0] if tokens and is_word(tokens[0]) and fold(tokens[0]).lower() not in MINOR else ""


# -- what they have in common


@lru_cache(maxsize=65_536)
def _word(token: str) -> str:
    """The token as words are compared; empty where it is none."""
    return fold(token).lower() if is_word(token) else ""


@lru_cache(maxsize=256)  # one edit is asked about several times, and some are as long as an annex
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for token in plain_tokens(text) if (word := _word(token)))


def _core(edit: Edit) -> tuple[list[str], list[str]] | None:
    """The words replaced, without the articles and prepositions around them; None where they can't be a renaming."""
    if _SIGNS.search(edit.old + edit.new) or _SENTENCE.search(edit.old + edit.new):
        return None
    left, right = _stripped(_words(edit.old)), _stripped(_words(edit.new))
    while len(left) > 1 and len(right) > 1 and _stem(left[-1]) == _stem(right[-1]):
        left, right = _stripped(left[:-1]), _stripped(right[:-1])
    while len(left) > 1 and len(right) > 1 and _stem(left[0]) == _stem(right[0]):
        left, right = _stripped(left[1:]), _stripped(right[1:])
    if not (left and right) or max(len(left), len(right)) > _LONGEST or _stems(left) == _stems(right):
        return None
    if any(word in _CITING or _ROMAN.match(word) for word in (*left, *right)):
        return None
    if agrees(" ".join(left), " ".join(right)):
        return None
    return left, right


def _stripped(found_words: Sequence[str]) -> list[str]:
    first, last = 0, len(found_words)
    while first < last and found_words[first] in MINOR | {_FORMULA}:
        first += 1
    while last > first and found_words[last - 1] in MINOR | {_FORMULA}:
        last -= 1
    return list(found_words[first:last])


def _stem(word: str) -> str:
    return _ENDING.sub("", word) or word


def _stems(found_words: Sequence[str]) -> Stems:
    return tuple(map(_stem, found_words))


def _all_stems(alineas: Sequence[str]) -> Joined:
    return "".join((_BETWEEN, *map(_stems_of, alineas)))


@lru_cache(maxsize=8192)
def _stems_of(alinea: str) -> Joined:
    return "".join(_stem(word) + _BETWEEN for word in _words(alinea))


def _likely(old: Stems, new: Stems) -> bool:
    """Whether such words can be a name: none of those that differ weighs in the rule."""
    differ = Counter(old)
    differ.subtract(Counter(new))
    weighty = {_stem(word) for word in WEIGHTY | _NEGATIONS}
    return not any(n and (word in weighty or any(c.isdigit() for c in word)) for word, n in differ.items())


def _consistent(old: Stems, new: Stems, texts: Sequence[tuple[Joined, Joined]]) -> bool:
    """Whether most of the texts that had the old words have fewer of them now, those inside the new ones apart."""
    added = bool(_places(new, old) or _places(old, new))
    had = replaced = 0
    for before, after in texts:
        here = _alone(before, old, new)
        if here:
            had += 1
            replaced += _alone(after, old, new) < here
    return replaced >= max(_PAIRS, (_SHARE_ADDED if added else _SHARE) * had)


def _alone(text: Joined, old: Stems, new: Stems) -> int:
    """How often the old words stand in the text, and not as a part of the new ones."""
    return _often(text, old) - _often(text, new) * len(_places(new, old))


def _places(text: Stems, wanted: Stems) -> list[int]:
    size, first = len(wanted), wanted[0]
    return [k for k, stem in enumerate(text) if stem == first and text[k : k + size] == wanted]


def _often(text: Joined, wanted: Stems) -> int:
    joined, n = _joined(wanted), 0
    at = text.find(joined)
    while at >= 0:
        n += 1
        at = text.find(joined, at + 1)
    return n


def _holds(text: Joined, wanted: Stems) -> bool:
    return _joined(wanted) in text


@lru_cache(maxsize=4096)
def _joined(stems: Stems) -> Joined:
    return "".join((_BETWEEN, *(stem + _BETWEEN for stem in stems)))


def _unelided(said: Written) -> Written:
    return said[0].replace("' ", "'"), said[1].replace("' ", "'")


@lru_cache(maxsize=16_384)
def _renamed(alinea: str, one: Common) -> str:
    """The alinéa with the old words replaced wherever they stand and aren't a part of the new ones already."""
    if not _holds(_BETWEEN + _stems_of(alinea), one.old_stems):
        return alinea
    tokens = plain_tokens(alinea)
    at = [place for place, token in enumerate(tokens) if _word(token)]
    stems = tuple(_stem(_word(tokens[place])) for place in at)
    taken = {k for start in _places(stems, one.new_stems) for k in range(start, start + len(one.new_stems))}
    size = len(one.old_stems)
    free: Callable[[int], bool] = lambda start: not any(k in taken for k in range(start, start + size))  # noqa: E731
    starts = [start for start in _places(stems, one.old_stems) if free(start)]
    done: Mapping[int, int] = {at[start]: at[start + size - 1] for start in starts}
    out: list[str] = []
    place = 0
    while place < len(tokens):
        if place in done:
            out.append(one.new)
            place = done[place] + 1
        else:
            out.append(tokens[place])
            place += 1
    return "".join(out)
