"""Légistique in French: the sentences of a draft, as drafters of decrees write them.

    À l'article D. 75, les mots : « un an » sont remplacés par les mots : « deux ans ».

    L'article D. 75 est ainsi modifié :
    1° Au deuxième alinéa, le mot : « trois » est remplacé par le mot : « quatre » ;
    2° L'article est complété par un alinéa ainsi rédigé :
    « Le juge en est informé. »

A `Sentence` is what is done and where, its parts apart: the same one reads "Au deuxième alinéa de l'article D. 75, …"
by itself, "Au deuxième alinéa, …" in a list, and "Les mots …" under "Le deuxième alinéa est ainsi modifié :". New text
stands below its sentence, each alinéa opened by a mark, the last one closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cpp_versions.amendments.anchoring import Quote
from cpp_versions.text import count_words, is_table

__all__ = [
    "Sentence", "act", "alineas", "alineas_added", "alineas_replaced", "created", "ordinal", "repealed", "rewritten",
    "sentences_added", "sentences_deleted", "words_changed",
]  # fmt: skip

_UNITS = (
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième "
    "treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième"
).split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_COUNTS = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt"
).split()
_REFERENCE = re.compile(r"(?:[LRDA]\. ?)?[0-9]+(?:-[0-9]+)+\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is done. `spot` is a piece of the article ("le deuxième alinéa", "" for all of it), `inner` a piece of that
    ("la première phrase", ""). They are where the change is made (`lead` "à"), what is changed (""), or what the change
    stands beside ("après", "avant"). `below`: new text."""

    lead: str
    spot: str
    act: str
    inner: str = ""
    below: tuple[str, ...] = ()


# -- numbers


def ordinal(number: int, feminine: bool = False) -> str:
    """
    >>> ordinal(1), ordinal(1, True), ordinal(21), ordinal(75), ordinal(80)
    ('premier', 'première', 'vingt et unième', 'soixante-quinzième', '80e')
    """
    if number < 20:
        return "première" if feminine and number == 1 else _UNITS[number - 1]
    if number >= 80:
        return f"{number}e"
    ten = 60 if number >= 60 else number // 10 * 10
    rest = number - ten
    if not rest:
        return _TENS[ten].rstrip("e") + "ième"
    if rest in (1, 11):
        return f"{_TENS[ten]} et {'unième' if rest == 1 else 'onzième'}"
    return f"{_TENS[ten]}-{_UNITS[rest - 1]}"


def alineas(first: int, last: int) -> str:
    """ "le deuxième alinéa", "les deuxième et troisième alinéas", "les deuxième à cinquième alinéas"."""
    return _counted(first, last, "le", "alinéa")


def _counted(first: int, last: int, article: str, noun: str) -> str:
    feminine = article == "la"
    if first == last:
        return f"{article} {ordinal(first, feminine)} {noun}"
    joint = "et" if last == first + 1 else "à"
    return f"les {ordinal(first, feminine)} {joint} {ordinal(last, feminine)} {noun}s"


def _some(count: int, one: str, noun: str) -> str:
    """ "un alinéa ainsi rédigé", "deux phrases ainsi rédigées"."""
    e = "e" if one == "une" else ""
    if count == 1:
        return f"{one} {noun} ainsi rédigé{e}"
    return f"{_COUNTS[count - 1] if count <= len(_COUNTS) else 'des'} {noun}s ainsi rédigé{e}s"


# -- sentences


@dataclass(frozen=True, slots=True)
class _Named:
    """Quoted words with what they are called: "le mot : « x »"; how a participle agrees with it."""

    text: str
    be: str
    agreement: str


def _named(words: str) -> _Named:
    if _REFERENCE.match(words):
        return _Named(f"la référence : « {words} »", "est", "e")
    if words.isdigit():
        return _Named(f"le nombre : « {words} »", "est", "")
    if count_words(words) == 1 and words.isalpha():
        return _Named(f"le mot : « {words} »", "est", "")
    return _Named(f"les mots : « {words} »", "sont", "s")


def words_changed(quote: Quote, spot: str) -> Sentence:
    """Words replaced, inserted beside others, or taken out."""
    old = _named(quote.old)
    if not quote.new:
        return Sentence("à", spot, f"{old.text} {old.be} supprimé{old.agreement}")
    for side, part, rest in (
        ("après", quote.new.startswith(quote.old), quote.new[len(quote.old) :]),
        ("avant", quote.new.endswith(quote.old), quote.new[: -len(quote.old)]),
    ):
        words = rest.strip()
        spaced = rest == f" {words}" if side == "après" else rest == f"{words} "
        if part and words and (spaced or (side == "après" and rest == words and words[0] in ",.)")):
            new = _named(words)
            return Sentence("à", spot, f"{side} {old.text}, {new.be} inséré{new.agreement} {new.text}")
    often = ", à chaque occurrence," if quote.often > 1 else ""
    return Sentence("à", spot, f"{old.text} {old.be} remplacé{old.agreement}{often} par {_named(quote.new).text}")


def alineas_added(new: tuple[str, ...], beside: str, side: str, label: str = "") -> Sentence:
    """Alinéas that come after or before `beside` ("le deuxième alinéa"), or at the end of the article (side "").

    `label`: the one new alinéa is the item, or the part, of that label.
    """
    some = f"un {label} ainsi rédigé" if label else _some(len(new), "un", "alinéa")
    if not side:
        return Sentence("", "", f"est complété par {some} :", below=new)
    made = "sont insérés" if len(new) > 1 else "il est inséré"
    return Sentence(side, beside, f"{made} {some} :", below=new)


def alineas_replaced(new: tuple[str, ...], spot: str, several: bool) -> Sentence:
    """Alinéas written anew, or taken out; `several` go."""
    be, s = ("sont", "s") if several else ("est", "")
    if not new:
        return Sentence("", spot, f"{be} supprimé{s}")
    if not several and len(new) == 1:
        return Sentence("", spot, "est ainsi rédigé :", below=new)
    return Sentence("", spot, f"{be} remplacé{s} par {_some(len(new), 'un', 'alinéa')} :", below=new)


def sentences_added(new: str, count: int, spot: str, after: int | None) -> Sentence:
    """Sentences that come after the one of that number, or at the end of the place."""
    some = _some(count, "une", "phrase")
    if after is None:
        return Sentence("", spot, f"est complété par {some} :", below=(new,))
    made = "est insérée" if count == 1 else "sont insérées"
    return Sentence("après", spot, f"{made} {some} :", _counted(after, after, "la", "phrase"), (new,))


def sentences_deleted(first: int, last: int, spot: str) -> Sentence:
    """Sentences that go."""
    act = "est supprimée" if first == last else "sont supprimées"
    return Sentence("", spot, act, _counted(first, last, "la", "phrase"))


# -- the text of the act


def _of(phrase: str) -> str:
    return re.sub(r"^(?:de le|de les) ", lambda found: "du " if found[0] == "de le " else "des ", f"de {phrase}")


def _at(phrase: str) -> str:
    return re.sub(r"^(?:à le|à les) ", lambda found: "au " if found[0] == "à le " else "aux ", f"à {phrase}")


def _told(sentence: Sentence, *wider: str, itself: str = "l'article") -> str:
    """A sentence with the places around it, from the narrowest: "au deuxième alinéa de l'article D. 75, …".

    `itself`: what the article is called where no place is named.
    """
    places = [place for place in (sentence.inner, sentence.spot, *wider) if place]
    chain = " ".join([places[0], *map(_of, places[1:])]) if places else ""
    if not chain:
        return sentence.act if sentence.lead else f"{itself} {sentence.act}"
    if sentence.lead == "à":
        return f"{_at(chain)}, {sentence.act}"
    return f"{sentence.lead} {chain}, {sentence.act}" if sentence.lead else f"{chain} {sentence.act}"


def act(sentences: Sequence[Sentence], label: str, grouped: bool = True) -> str:
    """What is done to the article `label`: one sentence, or a list of them.

    `grouped`: those of one alinéa are told under "Le deuxième alinéa est ainsi modifié :".
    """
    article = _article(label)
    itself, e = ("elle", "e") if label.startswith("annexe") else ("l'article", "")
    sentences = [replace(one, act=_agreed(one.act, e)) if not (one.lead or one.spot) else one for one in sentences]
    if len(sentences) == 1:
        return _capital(_told(sentences[0], article)) + _below(sentences[0].below, ".")
    groups = [[*found] for _, found in groupby(sentences, key=lambda one: _group(one) if grouped else id(one))]
    if len(groups) == 1:
        head = _capital(f"{sentences[0].spot} {_of(article)} est ainsi modifié :")
        return "\n".join([head, *_lines(_bare(groups[0]), _numbers, last=True)])
    lines = [f"{_capital(article)} est ainsi modifié{e} :"]
    for number, group in enumerate(groups, 1):
        last = number == len(groups)
        if len(group) == 1:
            lines += _lines(group, lambda _, number=number: _numbers(number), last, itself)  # type: ignore[misc]
        else:
            lines.append(f"{number}° {_capital(group[0].spot)} est ainsi modifié :")
            lines += _lines(_bare(group), _letters, last)
    return "\n".join(lines)


def _group(sentence: Sentence) -> str:
    """The alinéa that a sentence changes something inside of."""
    inside = sentence.lead == "à" or sentence.inner or "phrase" in sentence.act.partition(":")[0]
    return sentence.spot if inside and sentence.spot else f"#{id(sentence)}"


def _bare(group: Sequence[Sentence]) -> list[Sentence]:
    return [replace(one, spot="", lead=one.lead or ("" if one.inner else "il")) for one in group]


def _numbers(number: int) -> str:
    return f"{number}°"


def _letters(number: int) -> str:
    return f"{chr(96 + number)})" if number <= 26 else f"{number})"


def _agreed(act: str, e: str) -> str:
    """ "est complété", "est complétée": the participle agrees with what the sentence is about."""
    return re.sub(r"^est complété\b", f"est complété{e}", act)


def _lines(
    sentences: Sequence[Sentence], mark: Callable[[int], str], last: bool, itself: str = "l'article"
) -> list[str]:
    lines = []
    for number, sentence in enumerate(sentences, 1):
        told = f"il {sentence.act}" if sentence.lead == "il" else _told(sentence, itself=itself)
        ends = last and number == len(sentences)
        lines.append(f"{mark(number)} {_capital(told)}{_below(sentence.below, '.' if ends else ' ;')}")
    return lines


def rewritten(label: str, new: Sequence[str]) -> str:
    """ "L'article D. 75 est ainsi rédigé :" and its new text."""
    if label.startswith("annexe"):
        return f"L'{label} est ainsi rédigée :" + _below(tuple(new), ".")
    return f"L'article {label} est ainsi rédigé :" + _below(_headed(label, new), ".")


def created(label: str, new: Sequence[str], after: str | None) -> str:
    """A new article, behind the article `after` where that is known."""
    where = f"Après l'article {after}, il" if after else "Il"
    if label.startswith("annexe"):
        return f"{where} est inséré une {label} ainsi rédigée :" + _below(tuple(new), ".")
    return f"{where} est inséré un article {label} ainsi rédigé :" + _below(_headed(label, new), ".")


def _headed(label: str, new: Sequence[str]) -> tuple[str, ...]:
    """The new text under its number, which stands without the name of the code."""
    number = label.split(" du code ")[0]
    return (f"Art. {number}. – {new[0]}", *new[1:])


def repealed(label: str) -> str:
    """ "L'article D. 75 est abrogé."""
    return _capital(f"{_article(label)} est abrogé{'e' if label.startswith('annexe') else ''}.")


def _article(label: str) -> str:
    """ "l'article D. 75"; an annex has the name of what it is annexed to."""
    return f"l'{label}" if label.startswith("annexe") else f"l'article {label}"


def _below(new: Sequence[str], end: str) -> str:
    """The new text on lines of its own; the sentence ends behind its last mark, where it has no full stop already."""
    if not new:
        return end
    if end == "." and new[-1].endswith("."):
        end = ""
    return "\n" + "\n".join(f"« {_line(alinea)}" for alinea in new) + f" »{end}"


def _line(alinea: str) -> str:
    """An alinéa on one line: a table's rows follow one another there."""
    return "".join(alinea.split("\n")) if is_table(alinea) else alinea


def _capital(text: str) -> str:
    return ("À" if text[0] == "à" else text[0].upper()) + text[1:]
