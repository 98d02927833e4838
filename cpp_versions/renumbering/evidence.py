"""The reasons of a link, as lawyers read them: in French, short, exact, one per independent kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from cpp_versions import codes, numbering
from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.citing import Key
from cpp_versions.renumbering.matching import Match
from cpp_versions.renumbering.values import Evidence, EvidenceKind, Side

__all__ = ["evidence_of", "kept_number", "no_source", "no_successor"]


def evidence_of(one: Candidate) -> tuple[Evidence, ...]:
    """Why the pair is linked."""
    found = [Evidence(EvidenceKind.WORDS, _words(one))]
    for rewired in one.rewirings[:1]:
        here = one.old.side.ref.code
        text = f"{rewired.where} citait {_numbers(rewired.old, here)}, cite {_numbers(rewired.new, here)}"
        found.append(Evidence(EvidenceKind.CITATIONS, text))
    if one.declared:
        found.append(Evidence(EvidenceKind.STATEMENT, f"« {one.declared} »"))
    elif one.pointed:
        goal = one.new.side.ref
        text = f"{_label(one.old.side.ref.number)} renvoie désormais à {_label(goal.number)}"
        text += _of_code(goal.code, one.old.side.ref.code)
        found.append(Evidence(EvidenceKind.STATEMENT, text))
    if one.context.before + one.context.after >= 1.0:
        found.append(Evidence(EvidenceKind.ORDER, "les articles voisins vont aux articles voisins"))
    if one.context.section >= 0.5:
        share = round(100 * one.context.section)
        text = f"« {one.old.side.section[-1]} » va pour {share} % à « {one.new.side.section[-1]} »"
        found.append(Evidence(EvidenceKind.PLAN, text))
    return tuple(found)


def kept_number(stayed: float) -> tuple[Evidence, ...]:
    """How much of an article stays under its number."""
    return (Evidence(EvidenceKind.WORDS, f"{round(100 * stayed)} % du texte ancien reste sous ce numéro"),)


def no_successor(best: Candidate | None) -> tuple[Evidence, ...]:
    """What was looked at before saying that an article has no successor."""
    if best is None:
        return (Evidence(EvidenceKind.WORDS, "aucun passage nouveau ne partage assez de ses mots"),)
    return (Evidence(EvidenceKind.WORDS, f"au plus près : {_name(best.new.side, best.old.side)}, {_words(best)}"),)


def no_source(best: Candidate | None) -> tuple[Evidence, ...]:
    """What was looked at before saying that an article has no source."""
    if best is None:
        return (Evidence(EvidenceKind.WORDS, "aucun passage disparu ne partage assez de ses mots"),)
    return (Evidence(EvidenceKind.WORDS, f"au plus près : {_name(best.old.side, best.new.side)}, {_words(best)}"),)


def _name(side: Side, beside: Side) -> str:
    number = numbering.from_source(side.ref.number)
    # of "annexe à l'article R. 57-6-18" nobody says "art. annexe"
    said = f"art. {number.label}" if number.series in numbering.SERIES else number.label
    return said + _of_code(side.ref.code, beside.ref.code)


def _label(number: str) -> str:
    return numbering.from_source(number).label


def _of_code(code: str, here: str) -> str:
    """The name of a code other than the one that the reader is in: R. 213-18 says little without it."""
    if code == here:
        return ""
    return f" ({codes.mentioned(code)})"


def _words(one: Candidate) -> str:
    """Which alinéas of the old article stand in the new one, and how far: "al. 2 et 3 repris à 94 % (al. 1)"."""
    if one.filled:
        old, new = f"al. {one.filled.old + 1}", f"al. {one.filled.new + 1}"
        return (
            f"{old}, sans autre destination : {_percent(one.filled.held, 1)} % de ses mots sont à l’{new} du nouveau, "
            f"où il fournit {_percent(one.filled.fills, 1)} % des mots sans autre origine"
        )
    best: dict[int, Match] = {}
    for match in one.pair.matches:
        held = best.get(match.old)
        if held is None or match.shared.bits > held.shared.bits:
            best[match.old] = match
    if not best:
        return f"{_percent(one.gist, 1)} % des mots d’un alinéa, dans un autre ordre"
    kept = sum(match.shared.bits for match in best.values())
    sources = sorted({one.old.passages[place].alinea for place in best})
    goals = sorted({one.new.passages[match.new].alinea for match in best.values()})
    if kept >= 0.9 * one.old.weight or len(sources) == len(one.old.side.alineas):
        return f"repris à {_percent(kept, one.old.weight)} %"
    total = sum(match.shared.left for match in best.values())
    return f"al. {_list(sources)} repris à {_percent(kept, total)} % (al. {_list(goals)} du nouveau)"


def _percent(part: float, whole: float) -> int:
    return round(100 * min(part / whole, 1.0)) if whole else 0


def _numbers(keys: Iterable[Key], here: str) -> str:
    """The articles of a list, each code told once, after those of it that follow one another."""
    runs = [(code, [_label(number) for _, number in run]) for code, run in groupby(keys, key=lambda key: key[0])]
    return _joined([_joined(labels) + _of_code(code, here) for code, labels in runs])


def _joined(items: Sequence[str]) -> str:
    return " et ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]


def _list(places: Iterable[int]) -> str:
    numbers = [str(place + 1) for place in places]
    if len(numbers) > 4:
        return (
            f"{numbers[0]} à {numbers[-1]}"
            if int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1
            else (", ".join(numbers[:3]) + "…")
        )
    return _joined(numbers)
