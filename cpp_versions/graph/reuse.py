"""Whether a number holds another rule than before, from the words of two of its texts.

The measure is the share of words that two texts have in common, each word weighed by how rare it is in the whole
history ("de" tells nothing, "bracelet" a lot), of the text that has less to share: a rule that grew, or of which a part
was cut, keeps its number; one that was replaced shares little with what took its place. Unlike `renumbering`, it asks
of two texts alone, and so can be asked of every number and every day; it doesn't tell where the rule went.

A short text that sends the reader to another code ("Conformément aux dispositions de l'article D. 214-29 du code
pénitentiaire…") doesn't take its number away from the rule.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping

__all__ = ["POINTER_WORDS", "Bag", "affinity", "bag_of", "other_rule", "plainly_same", "shared",
           "weights_of"]  # fmt: skip

POINTER_WORDS = 80
"""A text of no more words that cites another code is a pointer to it."""
_OTHER = 0.15
_PLAINLY_SAME = 0.6
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")

Bag = Mapping[str, int]
"""The words of a text, folded as the full text of the index folds them, and how often each stands; numbers left out."""


def bag_of(text: str) -> Bag:
    """The words of a text."""
    folded = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return Counter(_WORD.findall(folded))


def weights_of(documents: Mapping[str, int], count: int) -> Mapping[str, float]:
    """The weight of each word in bits: minus log2 of the share of the `count` texts that hold it."""
    most = math.log2(count + 1)
    weights: defaultdict[str, float] = defaultdict(lambda: most)
    weights.update((word, math.log2((count + 1) / (held + 1))) for word, held in documents.items())
    return weights


def shared(old: Bag, new: Bag, weights: Mapping[str, float]) -> float:
    """From 0 to 1: the weight that two texts share, of the lighter one's."""
    common = sum(weights[word] * min(count, new[word]) for word, count in old.items() if word in new)
    lighter = min(sum(weights[word] * count for word, count in bag.items()) for bag in (old, new))
    return common / lighter if lighter > 0 else 1.0


def other_rule(old: Bag, new: Bag, weights: Mapping[str, float]) -> bool:
    """Whether two texts of one number hold two rules. Empty texts hold none, and aren't another one."""
    return bool(old) and bool(new) and shared(old, new, weights) < _OTHER


def plainly_same(old: str, new: str) -> bool:
    """Whether two texts are so alike that weighing their words would be wasted: most of one number are."""
    left, right = set(old.split()), set(new.split())
    return len(left & right) > _PLAINLY_SAME * min(len(left), len(right))


def affinity(sentence: Bag, text: Bag, weights: Mapping[str, float]) -> float:
    """The share of a sentence's weight that a text has words for."""
    whole = sum(weights[word] for word in sentence)
    return sum(weights[word] for word in sentence if word in text) / whole if whole else 0.0
