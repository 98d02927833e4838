"""Comparisons to begin with, each with two sentences on what to look at: our own words, for students."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "examples": ("Pour commencer", "To begin with"),
    "examples.custody": ("Garde à vue : informer de ses droits", "Police custody: being told one’s rights"),
    "examples.isolation": ("L’isolement change trois fois de place", "Solitary confinement moves three times"),
    "examples.sentences": ("Aménager les courtes peines", "Adapting short sentences"),
    "example.custody.2000": (
        "La loi du 15 juin 2000 oblige à dire sur quelle infraction porte l’enquête et qu’on peut se taire. Repérer "
        "aussi ce que gagne la personne sourde qui ne sait ni lire ni écrire.",
        "The law of 15 June 2000 requires that one be told which offence is investigated and that one may keep silent. "
        "Note also what a deaf person who can neither read nor write gains.",
    ),
    "example.custody.2011": (
        "La loi du 14 avril 2011 récrit l’article comme une liste de droits, l’avocat compris. Chercher ce qu’est devenu "
        "le droit de se taire, et ce qui a seulement changé de place.",
        "The law of 14 April 2011 rewrites the article as a list of rights, the lawyer included. Look for what became of "
        "the right to silence, and for what only changed its place.",
    ),
    "example.custody.2014": (
        "La loi du 27 mai 2014 ajoute à la liste sans la récrire : motifs de la mesure, interprète, accès à des pièces. "
        "Comparer « la nature » et « la qualification » de l’infraction.",
        "The law of 27 May 2014 adds to the list without rewriting it: reasons for the measure, an interpreter, access to "
        "documents. Compare “la nature” and “la qualification” of the offence.",
    ),
    "example.isolation.2010": (
        "Le décret simple devient un décret en Conseil d’État, et l’article D. 283-1 éclate en plusieurs articles. "
        "Chercher ce que dit le nouveau texte sur la nature de la mesure et que l’ancien ne disait pas.",
        "A simple decree becomes a decree in Conseil d’État, and article D. 283-1 is split among several. Look for what the "
        "new text says of the nature of the measure and the old one didn’t.",
    ),
    "example.isolation.2022": (
        "Le texte passe du code de procédure pénale au code pénitentiaire. Décider si c’est à droit constant : compter les "
        "mots changés, et dire de qui l’on parle désormais.",
        "The text passes from the code de procédure pénale to the code pénitentiaire. Decide whether the law stays the "
        "same: count the words changed, and say who is now spoken of.",
    ),
    "example.sentences.2009": (
        "La loi du 24 novembre 2009 porte à deux ans le seuil des peines aménageables. Repérer le seuil gardé pour les "
        "récidivistes, et qui convoque désormais le condamné.",
        "The law of 24 November 2009 raises to two years the sentences that can be adapted. Note the threshold kept for "
        "repeat offenders, and who now summons the convicted person.",
    ),
    "example.sentences.2020": (
        "La loi du 23 mars 2019 ramène le seuil à un an et fait de l’aménagement la règle jusqu’à six mois. Repérer le "
        "nouveau nom du placement sous surveillance électronique.",
        "The law of 23 March 2019 lowers the threshold to one year and makes adaptation the rule up to six months. Note "
        "the new name of electronic monitoring.",
    ),
}
