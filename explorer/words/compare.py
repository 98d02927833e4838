"""The page that compares two texts."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "compare.title": ("Comparer deux articles", "Compare two articles"),
    "compare.what": (
        "Deux articles quelconques, chacun à sa date : utile quand une règle a changé de numéro ou de code.",
        "Any two articles, each on its day: useful where a rule has changed its number or its code.",
    ),
    "compare.old": ("Article de départ", "From article"),
    "compare.new": ("Article d’arrivée", "To article"),
}
