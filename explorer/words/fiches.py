"""What the page of an article says of fiches in plain language."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "fiches": ("En clair : fiches de service-public", "In plain language: fiches of service-public"),
    "fiches.what": (
        "Explications de l’administration, sans valeur de texte de loi, au jour de chaque fiche.",
        "Explanations by the administration, which are not law, as of the day of each fiche (in French).",
    ),
    "fiches.id": ("fiche {id}", "fiche {id}"),
    "fiches.of": ("au {day}", "of {day}"),
    "fiches.reference": ("Renvoi explicite", "Explicit reference"),
    "fiches.terms": ("Termes juridiques communs", "Shared legal terms"),
    "fiches.score": ("score {score}", "score {score}"),
    "fiches.whole": (
        "La fiche entière renvoie à cet article ; aucun de ses passages connus ici n’en partage assez les termes.",
        "The whole fiche refers to this article; none of its passages known here shares enough of its terms.",
    ),
    "fiches.other.text": (
        "La fiche parle d’une autre version de l’article que celle qui est affichée.",
        "The fiche speaks of another version of the article than the one shown.",
    ),
    "fiches.more": ("Voir 1 autre fiche|Voir {n} autres fiches", "See 1 more fiche|See {n} more fiches"),
    "fiches.unknown": (
        "Une fiche renvoie pourtant à cet article :",
        "A fiche refers to this article all the same:",
    ),
}
