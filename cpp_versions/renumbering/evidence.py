"""The reasons of a link, as lawyers read them: in French, short, exact, one per independent kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cpp_versions import numbering
from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.citing import Key
from cpp_versions.renumbering.matching import Match
from cpp_versions.renumbering.values import Evidence, EvidenceKind

__all__ = ["evidence_of", "kept_number", "no_source", "no_successor"]


def evidence_of(one: Candidate) -> tuple[Evidence, ...]:
    """Why the pair is linked."""
    found = [Evidence(EvidenceKind.WORDS, _words(one))]
    for rewired in one.rewirings[:1]:
        text = f"{rewired.where} citait {_numbers(rewired.old)}, cite {_numbers(rewired.new)}"
        found.append(Evidence(EvidenceKind.CITATIONS, text))
    if one.declared:
        found.append(Evidence(EvidenceKind.STATEMENT, f"« {one.declared} »"))
    elif one.pointed:
        text = f"{one.old.side.label or one.old.side.ref.number} renvoie désormais à {one.new.side.label}"
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
    return (Evidence(EvidenceKind.WORDS, f"au plus près : {_name(best.new.side.ref.number)}, {_words(best)}"),)


def no_source(best: Candidate | None) -> tuple[Evidence, ...]:
    """What was looked at before saying that an article has no source."""
    if best is None:
        return (Evidence(EvidenceKind.WORDS, "aucun passage disparu ne partage assez de ses mots"),)
    return (Evidence(EvidenceKind.WORDS, f"au plus près : {_name(best.old.side.ref.number)}, {_words(best)}"),)


def _name(number: str) -> str:
    return f"art. {number}"


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


def _numbers(keys: Iterable[Key]) -> str:
    return _joined([numbering.from_source(number).label for _, number in keys])


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
