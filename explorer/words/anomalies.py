"""The page of anomalies and the names of their kinds."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "anomalies": ("Anomalies des sources", "Anomalies of the sources"),
    "anomalies.what": (
        "Ce qu’une source n’a pas, dit autrement qu’une autre, ou dit d’une façon qui ne peut pas être lue. Rien n’est "
        "corrigé en silence.",
        "What a source lacks, says otherwise than another, or says in a way that can’t be read. Nothing is corrected "
        "silently.",
    ),
    "anomalies.none": ("Aucune anomalie.", "No anomaly."),
    "anomalies.all": ("Tous les genres", "All kinds"),
    "anomalies.count": ("1 anomalie|{n} anomalies", "1 anomaly|{n} anomalies"),
    "anomalies.shown": ("Les {n} premières sont affichées.", "The first {n} are shown."),
    "anomalies.text": ("Le texte en cause", "The text in question"),
    "anomalies.texts": ("Les deux textes", "Both texts"),
    "anomalies.place": ("Lieu dans la source", "Place in the source"),
    "kind.act_number": ("Numéro d’acte douteux", "Doubtful number of an act"),
    "kind.bad_number": ("Numéro illisible", "Unreadable number"),
    "kind.branches_differ": ("Branches qui diffèrent", "Branches that differ"),
    "kind.differs": ("Textes différents", "Texts that differ"),
    "kind.ended_elsewhere": ("Fin selon une autre source", "Ended according to another source"),
    "kind.filled": ("Texte apporté par une autre source", "Text brought by another source"),
    "kind.hunk_count": ("Compte de lignes faux", "Wrong count of lines"),
    "kind.line_numbers": ("Numéros de ligne faux", "Wrong line numbers"),
    "kind.markup": ("Balisage inattendu", "Unexpected markup"),
    "kind.orphan_lines": ("Lignes orphelines", "Orphan lines"),
    "kind.stray_line": ("Ligne égarée", "Stray line"),
    "kind.text_outside_articles": ("Texte hors de tout article", "Text outside any article"),
    "kind.undated_version": ("Version sans date", "Version without a date"),
    "kind.undetermined_date": ("Date indéterminée", "Undetermined date"),
    "kind.unreadable": ("Fichier illisible", "Unreadable file"),
    "kind.version_order": ("Ordre des versions incertain", "Uncertain order of versions"),
    "kind.last_line": ("Dernière ligne incertaine", "Uncertain last line"),
    "kind.missing": ("Texte manquant", "Missing text"),
    "kind.number_twice": ("Numéro porté deux fois", "Number that stands twice"),
    "kind.placeholder": ("Mention au lieu d’un texte", "A mention instead of a text"),
    "kind.same_text": ("Nouvelle version, mêmes mots", "New version, same words"),
    "kind.unattributed": ("Texte sans article nommé", "Text of an article not named"),
}
