"""The reasons of a link, as lawyers read them: in French, short, exact, one per independent kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cpp_versions.renumbering.candidate import Candidate
from cpp_versions.renumbering.values import Evidence, EvidenceKind

__all__ = ["evidence_of", "kept_number", "no_source", "no_successor"]


def evidence_of(one: Candidate) -> tuple[Evidence, ...]:
    """Why the pair is linked."""
    found = [Evidence(EvidenceKind.WORDS, _words(one))]
    if one.context.near >= 0.5:
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
    best: dict[int, tuple[float, float, int]] = {}
    for match in one.pair.matches:
        alinea = one.old.passages[match.gone].alinea
        target = one.new.passages[match.come].alinea
        bits, weight, _ = best.get(match.gone, (0.0, 0.0, 0))
        if match.shared.bits > bits:
            best[match.gone] = (match.shared.bits, match.shared.left, target)
        del alinea, weight
    if not best:
        return f"{round(100 * one.pair.whole.of_left)} % des mots qui comptent, épars"
    by_alinea: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for place, value in best.items():
        by_alinea[one.old.passages[place].alinea].append(value)
    kept = sum(bits for bits, _, _ in best.values())
    total = sum(weight for _, weight, _ in best.values())
    targets = sorted({target for values in by_alinea.values() for _, _, target in values})
    whole = kept / one.old.weight if one.old.weight else 0.0
    share = round(100 * kept / total) if total else 0
    if len(by_alinea) == len(one.old.side.alineas) or whole >= 0.9:
        return f"repris à {round(100 * min(whole, 1.0))} %"
    return f"al. {_list(sorted(by_alinea))} repris à {share} % (al. {_list(targets)} du nouveau)"


def _list(places: Iterable[int]) -> str:
    numbers = [str(place + 1) for place in places]
    if len(numbers) > 4:
        return (
            f"{numbers[0]} à {numbers[-1]}"
            if int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1
            else (", ".join(numbers[:3]) + "…")
        )
    return " et ".join([", ".join(numbers[:-1]), numbers[-1]]) if len(numbers) > 1 else numbers[0]
