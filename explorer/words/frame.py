"""What stands around every page, and what is said when a page can't be shown."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "date.choose": ("Choisir une date", "Choose a date"),
    "app": ("Versions du code de procédure pénale", "Versions of the code de procédure pénale"),
    "pages": ("Pages", "Pages"),
    "skip": ("Aller au contenu", "Go to the content"),
    "page.home": ("Accueil", "Home"),
    "page.search": ("Recherche", "Search"),
    "page.article": ("Article", "Article"),
    "page.versions": ("Versions", "Versions"),
    "page.compare": ("Comparer", "Compare"),
    "page.read": ("Lire", "Read"),
    "page.anomalies": ("Anomalies", "Anomalies"),
    "page.more": ("Plus", "More"),
    "language": ("English", "Français"),
    "caution": (
        "Outil de recherche. Seul le Journal officiel fait foi.",
        "A research tool. Only the Journal officiel is authentic.",
    ),
    "quote": ("Citer", "Cite"),
    "quote.version": ("version au {day}", "version of {day}"),
    "quote.lost": ("version d’avant 1970", "version of before 1970"),
    "quote.ended": ("plus en vigueur au {day}", "no longer in force on {day}"),
    "quote.line": (
        "{subject}, données au {as_of}, consulté le {today}, {address}",
        "{subject}, data of {as_of}, consulted on {today}, {address}",
    ),
    "sources": ("Sources : {sources}.", "Sources: {sources}."),
    "sources.code": ("{title} : {sources}, données au {day}", "{title}: {sources}, data of {day}"),
    "licence": (
        "Données : Légifrance (DILA), Licence Ouverte 2.0.",
        "Data: Légifrance (DILA), Licence Ouverte 2.0.",
    ),
    "excerpt": (
        "Extrait du code : {articles} articles, {versions} versions consolidées. Il ne contient que ce que la réforme "
        "du 29 décembre 2010 a touché, ce que le décret n° 72-852 a récrit en 1972, et l’article D. 48-5-1 de 2017. Ce "
        "qui manque ici peut exister ailleurs.",
        "An excerpt: {articles} articles, {versions} consolidated versions. It holds only what the reform of "
        "29 December 2010 touched, what decree no. 72-852 rewrote in 1972, and article D. 48-5-1 of 2017. What is "
        "missing here may exist elsewhere.",
    ),
    "excerpt.how": (
        "Pour tout l’historique (puis recharger la page) :",
        "For the whole history (then reload the page):",
    ),
    "excerpt.more": ("Obtenir l’historique complet", "Get the full history"),
    # what can't be shown
    "store.missing": ("Aucun corpus n’est encore construit.", "No corpus has been built yet."),
    "store.missing.how": (
        "Construire le corpus embarqué (quelques secondes), puis recharger la page :",
        "Build the embedded corpus (a few seconds), then reload the page:",
    ),
    "store.damaged": ("Le corpus ne peut pas être lu.", "The corpus can’t be read."),
    "store.damaged.how": (
        "Le reconstruire depuis ses sources, puis recharger la page :",
        "Build it again from its sources, then reload the page:",
    ),
    "store.opening": ("Ouverture du corpus…", "Opening the corpus…"),
    "failed": (
        "Cette vue n’a pas pu être affichée. L’incident est noté dans le journal du serveur.",
        "This view could not be shown. The incident is in the server’s log.",
    ),
    "problem.d": (
        "« {value} » n’est pas une date utilisable : écrire AAAA-MM-JJ, par exemple 2010-12-29.",
        "“{value}” isn’t a usable date: write YYYY-MM-DD, for instance 2010-12-29.",
    ),
    "problem.page": (
        "Il n’y a pas de page « {value} » : voici l’accueil.",
        "There is no page “{value}”: this is the home page.",
    ),
    "problem.other": (
        "« {value} » n’est pas une valeur connue du paramètre « {parameter} » : il est ignoré.",
        "“{value}” isn’t a known value of “{parameter}”: it is ignored.",
    ),
    "unknown.code": (
        "Ce corpus n’a pas de code « {value} ». Il contient : {codes}.",
        "This corpus has no code “{value}”. It holds: {codes}.",
    ),
    "unknown.number": (
        "« {value} » n’est pas un numéro d’article. Essayer : R57-7-62, D. 75, 706-71, article préliminaire.",
        "“{value}” isn’t an article number. Try for instance: R57-7-62, D. 75, 706-71, article préliminaire.",
    ),
    "unknown.article": (
        "Aucune source de ce corpus ne connaît l’article {value}.",
        "No source of this corpus knows article {value}.",
    ),
    "near": ("Numéros proches :", "Near numbers:"),
}
