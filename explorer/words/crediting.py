"""Who wrote each word, and comparisons in words."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "blame.switch": ("Présentation du texte", "How the text is shown"),
    "blame.plain": ("Texte", "Text"),
    "blame.credited": ("Qui a écrit chaque mot", "Who wrote each word"),
    "blame.reading": ("Recherche de l’origine de chaque mot…", "Looking for the origin of each word…"),
    "blame.how": (
        "Plus le fond est soutenu et le trait fort, plus le passage est récent ; sans trait, il est du texte le plus "
        "ancien. Le chiffre renvoie à la liste.",
        "The darker the ground and the heavier the line, the younger the passage; without a line, it is of the oldest "
        "text. The number leads to the list.",
    ),
    "blame.hint": (
        "Survoler, toucher ou atteindre au clavier un passage pour savoir quel acte l’a écrit.",
        "Hover, tap or reach a passage by keyboard to see which act wrote it.",
    ),
    "blame.list": ("Les actes qui ont écrit ce texte", "The acts that wrote this text"),
    "blame.number": ("Passage", "Passage"),
    "blame.sample": ("mots", "words"),
    "blame.origin": ("Écrit à", "Written in"),
    "blame.in": ("écrit à : {article}", "written in: {article}"),
    "blame.several": ("lequel, la source ne le dit pas", "the source doesn’t say which"),
    "blame.attested": ("connu au {day}", "known on {day}"),
    "blame.see": ("voir cette version", "see this version"),
    "blame.limits": (
        "Calculé en comparant les versions successives, à travers les renumérotations connues : un article récrit avec "
        "une partie de ses mots garde à ceux-là leur ancien auteur.",
        "Computed by comparing successive versions, through the renumberings known: where an article was rewritten "
        "with some of its words, these keep their former author.",
    ),
    "draft": ("En toutes lettres : l’acte qui ferait ce changement", "In words: the act that would make this change"),
    "draft.fragment": (
        "Une des deux versions n’est connue qu’en partie : le changement ne peut pas être rédigé.",
        "One of the two versions is known in part only: the change can’t be drafted.",
    ),
    "draft.failed": (
        "Ce changement n’a pas pu être rédigé en instructions.",
        "This change could not be drafted as instructions.",
    ),
    "draft.inexact": (
        "Relu et appliqué, ce texte ne redonne pas exactement la version d’arrivée : à vérifier.",
        "Read back and applied, this text doesn’t give the new version exactly: to be checked.",
    ),
    "draft.renumbered": (
        "Comme si le texte de départ portait déjà le numéro {label}.",
        "As if the old text already bore the number {label}.",
    ),
    "draft.check": ("Relire et appliquer cet acte", "Read back and apply this act"),
}
