"""The page of renumbering maps, and where an article came from and went to."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "page.renumbering": ("Renumérotation", "Renumbering"),
    "map.title": ("Renumérotation", "Renumbering"),
    "map.what": (
        "Quelle règle est allée où, entre deux dates : numéros changés, articles éclatés, fusionnés ou déplacés en "
        "partie, d’un code à l’autre. Chaque lien a un indice de confiance et ses raisons.",
        "Which rule went where between two days: numbers changed, articles split, merged or moved in part, from one "
        "code to another. Each link has a score and its reasons.",
    ),
    "map.reforms": ("Réformes", "Reforms"),
    "map.on": ("Renumérotation du {old} au {new}", "Renumbering from {old} to {new}"),
    "map.computing": ("Comparaison des textes…", "Comparing the texts…"),
    "map.none": (
        "Aucune règle n’a changé de numéro entre ces deux dates.",
        "No rule changed its number between these two days.",
    ),
    "map.turned": (
        "La version de départ est postérieure à la version d’arrivée : une table de renumérotation se lit de l’ancien "
        "au nouveau.",
        "The first day is later than the second: a renumbering map goes from old to new.",
    ),
    "map.turned.turn": ("Échanger les deux dates", "Swap the two days"),
    "map.silent": (
        "Aucune version n’est connue avant le {day} : les articles que la source montre à partir de ce jour sont dits "
        "nouveaux, sans que leur origine ait pu être cherchée.",
        "No version is known before {day}: articles that the source shows from then on are called new, and where they "
        "came from couldn’t be looked for.",
    ),
    "map.silent.both": (
        "Aucune version n’est connue avant le {day} : rien ne peut être dit de ces deux dates.",
        "No version is known before {day}: nothing can be told of these two days.",
    ),
    "map.old": ("Ancien article", "Old article"),
    "map.new": ("Nouvel article", "New article"),
    "map.relation": ("Relation", "Relation"),
    "map.score": ("Indice", "Score"),
    "map.score.why": (
        "Probabilité, de 0 à 1, qu’un lecteur attentif dise que la règle est passée de l’un à l’autre",
        "Probability, from 0 to 1, that a careful reader would say that the rule went from one to the other",
    ),
    "map.evidence": ("Raisons", "Reasons"),
    "map.all": ("D’un numéro à l’autre", "From number to number"),
    "map.search": ("Chercher dans la table", "Search the table"),
    "map.search.hint": ("Numéro, division ou raison", "Number, section or reason"),
    "map.sort": ("Ordre", "Order"),
    "sort.old": ("Ancien plan", "Old plan"),
    "sort.new": ("Nouveau plan", "New plan"),
    "sort.score": ("Indice, les moins sûrs d’abord", "Score, the least sure first"),
    "map.shown": ("1 lien|{n} liens", "1 link|{n} links"),
    "map.more": ("Voir 1 autre lien|Voir {n} autres liens", "Show 1 more link|Show {n} more links"),
    "map.chart": ("D’une division à l’autre", "From section to section"),
    "map.chart.alt": (
        "Diagramme des divisions : à gauche les anciennes, à droite les nouvelles, la largeur des flux dit le nombre "
        "de liens. La table qui suit les donne tous.",
        "Diagram of sections: the old ones on the left, the new ones on the right; the width of the flows tells the "
        "number of links. The table below gives all of them.",
    ),
    "map.chart.list": ("Les mêmes flux en liste", "The same flows as a list"),
    "map.chart.least": (
        "Les {n} flux les plus larges. Choisir une division filtre la table.",
        "The {n} widest flows. Picking a section filters the table.",
    ),
    "map.section": ("Division : {section}", "Section: {section}"),
    "map.section.off": ("toutes les divisions", "all sections"),
    "map.open": ("Lire côte à côte", "Read side by side"),
    "map.pair": ("{old} → {new}", "{old} → {new}"),
    "map.close": ("Fermer", "Close"),
    "map.diff": ("Comparer mot à mot", "Compare word by word"),
    "map.shared": (
        "Les suites de mots communes aux deux textes sont surlignées.",
        "Runs of words that both texts have are highlighted.",
    ),
    "map.no.link": (
        "Aucun lien n’a été trouvé entre ces deux articles à ces dates.",
        "No link was found between these two articles on these days.",
    ),
    "map.nothing.old": ("sans origine trouvée", "no source found"),
    "map.nothing.new": ("sans successeur trouvé", "no successor found"),
    "map.printable": ("Table de concordance à imprimer", "Concordance to print"),
    "map.rejected": (
        "1 lien rejeté par l’utilisateur|{n} liens rejetés par l’utilisateur",
        "1 link rejected by the user|{n} links rejected by the user",
    ),
    "map.file": (
        "Le fichier de décisions n’a pas pu être lu : {error}",
        "The file of decisions can’t be read: {error}",
    ),
    "map.decide": ("Confirmer, rejeter ou ajouter des liens", "Confirm, reject or add links"),
    "map.decide.how": (
        "Télécharger la table en CSV, remplir la colonne « decision » (confirmé, rejeté ou ajouté) et joindre les lignes "
        "remplies au fichier links.csv du dossier du corpus. Une décision vaut pour toute table dont les dates encadrent "
        "la sienne. Ce qui vient de l’utilisateur est marqué et reste séparé de ce qui est calculé.",
        "Download the table as CSV, fill the column “decision” (confirmed, rejected or added) and add the filled lines "
        "to links.csv in the folder of the store. A decision counts for every map whose days enclose its date. What "
        "comes from the user is marked and kept apart from what is computed.",
    ),
    "decision.confirmed": ("confirmé", "confirmed"),
    "decision.added": ("ajouté", "added"),
    "decision.rejected": ("rejeté", "rejected"),
    "relation.renumbered": ("renuméroté", "renumbered"),
    "relation.split": ("éclaté", "split"),
    "relation.merged": ("fusionné", "merged"),
    "relation.moved_part": ("déplacé en partie", "moved in part"),
    "relation.same": ("même règle", "same rule"),
    "relation.number_reused": ("numéro réutilisé", "number reused"),
    "relation.repealed": ("sans successeur", "no successor"),
    "relation.new": ("nouveau", "new"),
    "evidence.words": ("mots", "words"),
    "evidence.citations": ("renvois", "citations"),
    "evidence.statement": ("mention expresse", "statement"),
    "evidence.order": ("ordre", "order"),
    "evidence.plan": ("plan", "plan"),
    "evidence.legi": ("LEGI", "LEGI"),
    "evidence.user": ("utilisateur", "user"),
    "lineage": ("Origine et destination", "Where it came from and went to"),
    "lineage.follow": (
        "Suivre la règle à travers les numéros et les codes",
        "Follow the rule through numbers and codes",
    ),
    "lineage.none": (
        "La règle n’a été suivie sous aucun autre numéro.",
        "The rule hasn’t been followed to any other number.",
    ),
    "lineage.before": ("Vient de", "Came from"),
    "lineage.after": ("Est allée à", "Went to"),
    "lineage.reused.after": (
        "le numéro passe à une autre règle, sans successeur trouvé pour celle-ci",
        "the number is given to another rule; no successor found for this one",
    ),
    "lineage.reused.before": (
        "le numéro était celui d’une autre règle ; origine non trouvée",
        "the number was that of another rule; no source found",
    ),
    "lineage.now": (
        "En vigueur pour cette règle au {day}, date des données :",
        "In force for this rule on {day}, the date of the data:",
    ),
    "lineage.now.none": (
        "Rien de connu ne tient lieu de cette règle au {day}, date des données.",
        "Nothing known stands for this rule on {day}, the date of the data.",
    ),
    "lineage.timeline": ("Chronologie à travers les numéros et les codes", "Timeline across numbers and codes"),
    "lineage.reading": ("Recherche de l’origine et de la destination…", "Looking for origin and destination…"),
}
