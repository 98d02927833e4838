"""The page of a code on a day."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "read.title": ("{title} au {day}", "{title} on {day}"),
    "read.since": ("Changements en marge depuis le", "Changes in the margin since"),
    "read.choose": ("Choisir une partie du plan pour en lire les articles.", "Choose a part of the plan to read it."),
    "read.empty": ("Aucun article connu de ce code au {day}.", "No article of this code is known on {day}."),
    "read.no.section": (
        "À cette date, le plan n’a pas de division « {section} » : voici tout le plan.",
        "On that day the plan has no division “{section}”: here is the whole plan.",
    ),
}
