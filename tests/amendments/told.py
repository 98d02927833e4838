"""Instructions as lines that a person can read and check: what the golden files hold."""

from __future__ import annotations

from cpp_versions.amendments import Instruction, ParsedAct


def line(one: Instruction) -> str:
    """One instruction: where in the act, what, of which article, where, with which words."""
    target = one.article or " / ".join(one.section) or "le code"
    if one.through:
        target += f" (→ {one.through})"
    parts = [one.source, f"{one.operation} {one.unit}", f"{one.code}:{target}", str(one.place)]
    if one.old is not None:
        parts.append(f"« {one.old} »")
    if one.new:
        parts.append("→ " + " ¶ ".join(one.new))
    if one.title:
        parts.append(f"[{one.title}]")
    if one.occurrences:
        parts.append(f"occurrence {one.occurrences}")
    if one.in_force:
        parts.append(f"dès le {one.in_force}")
    return " | ".join(part for part in parts if part)


def lines(act: ParsedAct) -> list[str]:
    """All of an act, what wasn't understood included."""
    return [line(one) for one in act.instructions] + [f"? {passage.quote}" for passage in act.unparsed]
