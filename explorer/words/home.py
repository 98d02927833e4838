"""The first page and the box that asks for an article."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "home.title": (
        "Le code de procédure pénale, version par version",
        "The code de procédure pénale, version by version",
    ),
    "home.what": (
        "Le texte d’un article au jour d’un fait ou d’un jugement, ce qui a changé depuis, mot à mot, et par quel "
        "acte.",
        "The text of an article on the day of an offence or of a judgment, what has changed since, word for word, and "
        "by which act.",
    ),
    "home.articles": ("1 article|{n} articles", "1 article|{n} articles"),
    "home.latest": ("Dernières réformes", "Latest reforms"),
    "home.largest": ("Plus grandes réformes", "Largest reforms"),
}
