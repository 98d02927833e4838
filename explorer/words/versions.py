"""The page of consolidated versions, and changes wherever they are listed."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "versions": ("Versions consolidées", "Consolidated versions"),
    "code": ("Code", "Code"),
    "version": ("Version", "Version"),
    "version.of": ("Version consolidée au {day}", "Consolidated version of {day}"),
    "version.lost": (
        "Version consolidée d’avant 1970 (dates perdues)",
        "Consolidated version of before 1970 (dates lost)",
    ),
    "versions.count": (
        "1 version consolidée|{n} versions consolidées",
        "1 consolidated version|{n} consolidated versions",
    ),
    "versions.span": ("du {first} au {last}", "from {first} to {last}"),
    "versions.list": ("Toutes les versions", "All versions"),
    "versions.year": ("Versions de l’année {year}", "Versions of {year}"),
    "versions.years": ("Choisir une année", "Choose a year"),
    "versions.before.1970": ("Versions d’avant 1970", "Versions of before 1970"),
    # told of the data and not of today, which the data may be years behind
    "versions.future": ("postérieure aux données", "later than the data"),
    "chart.title": ("Articles changés par an", "Articles changed each year"),
    "chart.title.few": ("Articles changés par version", "Articles changed by each version"),
    "chart.alt": (
        "Diagramme des articles nouveaux, modifiés et qui ne sont plus en vigueur, par an ; le tableau des versions "
        "donne les mêmes nombres.",
        "Chart of articles added, modified and no longer in force each year; the table of versions gives the same "
        "numbers.",
    ),
    "previous.version": ("Version précédente : {day}", "Previous version: {day}"),
    "next.version": ("Version suivante : {day}", "Next version: {day}"),
    "since.previous": ("Comparée à la version du {day}.", "Compared with the version of {day}."),
    "first.version": (
        "C’est la première version que les sources connaissent : il n’y a rien à comparer.",
        "It is the first version that the sources know: there is nothing to compare.",
    ),
    # beside a number; the four below head columns, legends and filters
    "tally.added": ("nouveau|nouveaux", "added|added"),
    "tally.first_known": ("connu pour la première fois|connus pour la première fois", "first known|first known"),
    "tally.modified": ("modifié|modifiés", "modified|modified"),
    "tally.removed": ("plus en vigueur|plus en vigueur", "no longer in force|no longer in force"),
    "tally.nota": ("note seule|notes seules", "note only|notes only"),
    "added": ("nouveaux", "added"),
    "first_known": ("connus pour la première fois", "first known"),
    "modified": ("modifiés", "modified"),
    "removed": ("plus en vigueur", "no longer in force"),
    "nota": ("note seule", "note only"),
    "acts": ("Actes", "Acts"),
    "acts.more": ("et 1 autre|et {n} autres", "and 1 other|and {n} others"),
    "acts.unknown": ("acte inconnu de la source", "act unknown to the source"),
    "no.section": ("Sans section connue", "No section known"),
    "changed.count": ("1 article|{n} articles", "1 article|{n} articles"),
    "changes.none": ("Aucun texte ne change à cette version.", "No text changes with this version."),
    "show.diff": ("Voir le texte comparé", "Show the compared text"),
    "open.article": ("Ouvrir l’article", "Open the article"),
    "class.renumbering": ("déplacé ou renuméroté", "moved or renumbered"),
    "class.typographic": ("typographie seule", "typography only"),
    "class.reference": ("renvois", "references"),
    "class.terminology": ("terminologie", "terminology"),
    "moved.from": ("Mots repris de :", "Words taken from:"),
    "moved.to": ("Mots passés à :", "Words gone to:"),
    "words.number": ("1 mot|{n} mots", "1 word|{n} words"),
    "substitutions": (
        "1 remplacement commun à plusieurs articles|{n} remplacements communs à plusieurs articles",
        "1 replacement common to several articles|{n} replacements common to several articles",
    ),
    "substitution.old": ("Anciens mots", "Old words"),
    "substitution.new": ("Nouveaux mots", "New words"),
    "substitution.count": ("Fois", "Times"),
    "substitution.articles": ("Articles", "Articles"),
    "filter.class": ("Nature des changements", "Nature of the changes"),
    "filter.class.all": ("De toute nature", "Of any nature"),
    "filter.class.substantive": ("Au fond seulement", "Of substance only"),
    "filter.class.terminology": ("Terminologie", "Terminology"),
    "filter.class.reference": ("Renvois", "References"),
    "filter.class.renumbering": ("Déplacements et renumérotations", "Moves and renumberings"),
    "filter.class.typographic": ("Typographie", "Typography"),
    "terminology.folded": (
        "1 article ne change que de terminologie|{n} articles ne changent que de terminologie",
        "1 article changes in terminology only|{n} articles change in terminology only",
    ),
    "filter": ("Montrer", "Show"),
    "filter.all": ("Tout", "All"),
}
