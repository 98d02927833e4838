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
    "start": ("Pour commencer", "To begin with"),
    "start.offence": ("Le texte au jour des faits", "The text on the day of an offence"),
    "start.offence.what": (
        "L’article D. 75 tel qu’il s’appliquait le 19 décembre 2010.",
        "Article D. 75 as it applied on 19 December 2010.",
    ),
    "start.went": ("Où est passé cet article ?", "Where did this article go?"),
    "start.went.what": (
        "D. 283-1, sur l’isolement : ses numéros et ses codes successifs.",
        "D. 283-1, on isolation: its numbers and codes, one after another.",
    ),
    "start.wrote": ("Qui a écrit cette phrase ?", "Who wrote this phrase?"),
    "start.wrote.what": (
        "R. 57-7-62 : chaque mot avec l’acte qui l’a apporté.",
        "R. 57-7-62: each word with the act that brought it.",
    ),
    "start.reform": ("Ce qu’une réforme a changé", "What a reform changed"),
    "start.reform.what": (
        "29 décembre 2010 : le fond d’abord, puis les numéros et les renvois.",
        "29 December 2010: substance first, then numbers and references.",
    ),
    "start.phrase": ("Des mots à travers le temps", "Words through time"),
    "start.phrase.what": (
        "« Personne détenue » : depuis quand, par quels actes.",
        "“Personne détenue”: since when, and by which acts.",
    ),
    "start.students": ("Des comparaisons pour le cours", "Comparisons for a class"),
    "start.students.what": (
        "Des exemples choisis, et ce qu’il faut y chercher.",
        "Chosen examples, and what to look for in them.",
    ),
    "home.articles": ("1 article|{n} articles", "1 article|{n} articles"),
    "home.latest": ("Dernières réformes", "Latest reforms"),
    "home.largest": ("Plus grandes réformes", "Largest reforms"),
}
