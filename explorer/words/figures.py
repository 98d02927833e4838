"""The page of figures."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "page.figures": ("Chiffres", "Figures"),
    "figures.title": ("Chiffres : {title}", "Figures: {title}"),
    "figures.what": (
        "La taille du code et ses changements au fil du temps, comptés dans les textes de ce corpus.",
        "The size of the code and its changes through time, counted in the texts of this corpus.",
    ),
    "figures.size": (
        "Articles et mots en vigueur à la fin de chaque année",
        "Articles and words in force at each year’s end",
    ),
    "figures.size.alt": (
        "Courbes du nombre d’articles et de mots en vigueur par année ; la table qui suit donne les mêmes chiffres.",
        "Curves of the articles and words in force by year; the table below has the same figures.",
    ),
    "figures.size.what": (
        "Les textes que les sources n’ont pas ne sont pas comptés. Elles en ont d’autant moins qu’ils sont anciens : la "
        "montée des premières décennies est en partie celle des données, non du code.",
        "Texts that the sources lack are not counted. The older, the more they lack: the rise of the first decades is in "
        "part that of the data, not of the code.",
    ),
    "figures.articles": ("Articles", "Articles"),
    "figures.words": ("Mots", "Words"),
    "figures.versions": ("Versions d’articles nées dans l’année", "Article versions begun in the year"),
    "figures.year": ("Année", "Year"),
    "figures.table": ("Les chiffres par année", "The figures by year"),
    "figures.calendar": ("Calendrier des réformes", "Calendar of reforms"),
    "figures.calendar.what": (
        "Chaque case est un jour où une version consolidée entre en vigueur ; la teinte dit le nombre d’articles "
        "changés. Choisir un jour ouvre sa version.",
        "Each cell is a day on which a consolidated version comes into force; the shade tells how many articles "
        "changed. Picking a day opens its version.",
    ),
    "figures.calendar.alt": (
        "Calendrier des versions consolidées de {first} à {last} ; les mêmes dates sont dans la page Versions.",
        "Calendar of the consolidated versions from {first} to {last}; the same dates are on the Versions page.",
    ),
    "figures.calendar.years": ("Années", "Years"),
    "figures.lives": ("Combien de temps dure une version d’article", "How long an article version lasts"),
    "figures.lives.table": ("Les chiffres par durée", "The figures by length"),
    "figures.lives.alt": (
        "Nombre de versions d’articles selon leur durée ; la table qui suit donne les mêmes chiffres.",
        "Number of article versions by how long they lasted; the table below has the same figures.",
    ),
    "figures.median": (
        "Durée médiane des versions terminées : {span}.",
        "Median life of the versions that have ended: {span}.",
    ),
    "figures.span.days": ("1 jour|{n} jours", "1 day|{n} days"),
    "figures.span.months": ("1 mois|{n} mois", "1 month|{n} months"),
    "figures.span.years": ("{years} ans", "{years} years"),
    "figures.life": ("Durée", "Life"),
    "figures.life.count": ("Versions", "Versions"),
    "figures.life.first": ("moins d’un an", "less than a year"),
    "figures.life.class": ("de {a} à {b} ans", "{a} to {b} years"),
    "figures.life.last": ("{a} ans et plus", "{a} years or more"),
    "figures.parts": ("Les parties du code qui changent le plus", "The parts of the code that never rest"),
    "figures.parts.what": (
        "Changements par article et par année en vigueur, pour les articles en vigueur à la date des données. Les parties "
        "de moins de cinq articles sont laissées de côté.",
        "Changes for each article and year in force, of the articles in force on the date of the data. Parts of "
        "fewer than five articles are left out.",
    ),
    "figures.part": ("Partie", "Part"),
    "figures.rate": ("Changements par article et par an", "Changes per article and year"),
}
