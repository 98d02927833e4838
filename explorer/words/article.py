"""The page of an article."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "search": ("Numéro d’article ou mots du texte", "Article number or words of the text"),
    "search.hint": ("R57-7-62, D. 75, garde à vue…", "R57-7-62, D. 75, garde à vue…"),
    "number.hint": ("R57-7-62, D. 75, 706-71…", "R57-7-62, D. 75, 706-71…"),
    "search.instead": ("Chercher ces mots dans les textes", "Search the texts for these words"),
    "search.title": ("Recherche : {query}", "Search: {query}"),
    "search.none.asked": ("Que chercher ?", "Search for what?"),
    "search.how": (
        "Taper des mots ci-dessus : sont montrés les articles dont le texte les contient tous, accents et majuscules "
        'indifférents. Entre guillemets droits, les mots se suivent : "encellulement individuel".',
        "Type words above: the articles whose text has them all are shown, whatever their accents and capitals. Words "
        'between double quotes follow each other: "encellulement individuel".',
    ),
    "search.too.long": (
        "La recherche est trop longue : {most} caractères au plus.",
        "This search is too long: {most} characters at most.",
    ),
    "search.found.at": (
        "Aucun texte en vigueur au {day} ne contient tous ces mots.|1 texte en vigueur au {day} contient tous ces mots."
        "|{n} textes en vigueur au {day} contiennent tous ces mots.",
        "No text in force on {day} has all these words.|1 text in force on {day} has all these words."
        "|{n} texts in force on {day} have all these words.",
    ),
    "search.found.every": (
        "Aucune version d’aucun article ne contient tous ces mots.|Un article a contenu tous ces mots, sur une période."
        "|{n} périodes où un article a contenu tous ces mots.",
        "No version of any article has all these words.|One article had all these words, for one stretch of time."
        "|{n} stretches of time in which an article had all these words.",
    ),
    "search.most": ("Les {n} premières réponses, les plus proches d’abord.", "The first {n} answers, nearest first."),
    "search.all.codes": ("Tous les codes", "All codes"),
    "search.day": ("En vigueur au {day}", "In force on {day}"),
    "search.every": ("Toutes les versions", "All versions"),
    "search.try": (
        "Essayer moins de mots, ou toutes les versions.",
        "Try fewer words, or all versions.",
    ),
    "at": ("Version en vigueur au", "In force on"),
    "article": ("Article {label}", "Article {label}"),
    "article.on": ("Article {label} au {day}", "Article {label} on {day}"),
    "article.none": ("Quel article ?", "Which article?"),
    "article.none.how": (
        "Taper un numéro ci-dessus, dans n’importe quelle écriture : « R. 57-7-62 », « art. D75 CPP », « 706-71 ».",
        "Type a number above, however you write it: “R. 57-7-62”, “art. D75 CPP”, “706-71”.",
    ),
    "article.try": ("Par exemple :", "For instance:"),
    "in_force.at": ("Version en vigueur au {day}", "Version in force on {day}"),
    "since": ("en vigueur depuis le {day}", "in force since {day}"),
    "since.until": (
        "en vigueur depuis le {day}, jusqu’au {last} inclus",
        "in force since {day}, up to and including {last}",
    ),
    "since.lost": (
        "date d’entrée en vigueur inconnue de la source",
        "date of entry into force unknown to the source",
    ),
    "since.lost.until": (
        "date d’entrée en vigueur inconnue de la source, jusqu’au {last} inclus",
        "date of entry into force unknown to the source, up to and including {last}",
    ),
    "lost": (
        "La source n’a pas gardé la date d’entrée en vigueur de cette version. Le texte n’est affirmé qu’à partir du "
        "premier jour où une source l’atteste.",
        "The source has not kept the date of entry into force of this version. The text is asserted only from the "
        "first day on which a source attests it.",
    ),
    "observed": ("Texte constaté au {days}.", "Text observed on {days}."),
    "ended": (
        "Cet article n’est plus en vigueur depuis le {day}.",
        "This article has not been in force since {day}.",
    ),
    "ended.by": (
        "Cet article n’est plus en vigueur depuis le {day} : abrogé par {acts}.",
        "This article has not been in force since {day}: repealed by {acts}.",
    ),
    "ended.lost": (
        "Cet article n’est plus en vigueur ; la source n’a pas gardé la date de sa fin.",
        "This article is no longer in force; the source has not kept the date of its end.",
    ),
    "missing": (
        "Lacune : la source signale une version de cet article au {day}, mais n’en a pas le texte.",
        "A hole: the source has a version of this article on {day}, but not its text.",
    ),
    "unknown": (
        "Aucun texte connu au {day} : c’est avant la première version que les sources connaissent de cet article.",
        "No text known on {day}: it is before the first version of this article that the sources know.",
    ),
    "future": (
        "Cet article n’est pas encore en vigueur au {day}. Il doit entrer en vigueur le {start}.",
        "This article is not in force yet on {day}. It is due to enter into force on {start}.",
    ),
    "future.undated": (
        "Cet article n’est pas encore en vigueur au {day}.",
        "This article is not in force yet on {day}.",
    ),
    "beyond": (
        "Cette réponse repose sur les textes connus au {day} : ce qui a été publié depuis n’y est pas.",
        "This answer rests on what was known on {day}: what has been published since is not in it.",
    ),
    "fragment": (
        "Fragment : les sources ne montrent qu’une partie du texte de cette version.",
        "Fragment: the sources show only part of the text of this version.",
    ),
    "fragment.empty": (
        "Les sources disent que cette version est en vigueur, et ne montrent rien de son texte.",
        "The sources say that this version is in force, and show nothing of its text.",
    ),
    "deferred": ("Entrée en vigueur différée ou conditionnelle", "Deferred or conditional entry into force"),
    "quashed": (
        "Texte déclaré contraire à la Constitution ou annulé, en tout ou en partie",
        "Text declared unconstitutional or annulled, wholly or in part",
    ),
    "last.text.was": (
        "Dernier texte connu, en vigueur du {first} au {last}",
        "Last known text, in force from {first} to {last}",
    ),
    "last.text.until": ("Dernier texte connu, en vigueur jusqu’au {last}", "Last known text, in force until {last}"),
    "last.text.alone": ("Dernier texte connu", "Last known text"),
    "last.text": ("Dernier texte connu : {day}", "Last known text: {day}"),
    "nearest": ("Texte connu le plus proche : {day}", "Nearest known text: {day}"),
    "also": ("Porte aussi ce numéro", "Same number"),
    "also.second": ("second texte sous ce numéro", "second text under this number"),
    "by": ("Issu de", "Brought by"),
    "ended.act": ("Abrogé par", "Repealed by"),
    "by.unknown": (
        "La source ne dit pas quel acte a introduit cette version.",
        "The source doesn’t say which act brought this version.",
    ),
    "section": ("Plan", "Place in the code"),
    "restored": ("intitulés rétablis", "titles rebuilt"),
    "restored.why": (
        "Intitulés rétablis d’après des noms de fichiers sans accents : seul l’intitulé officiel fait foi.",
        "Titles rebuilt from file names without accents: only the official title counts.",
    ),
    "source": ("Source", "Source"),
    "source.is": ("{source}, données au {day}", "{source}, data of {day}"),
    "commit": ("Preuve : commit {commit}", "Evidence: commit {commit}"),
    "permalink": ("Lien permanent", "Permanent link"),
    "copy": ("Copier", "Copy"),
    "copied": ("Copié", "Copied"),
    "timeline": ("Versions de l’article", "Versions of the article"),
    "timeline.when": ("En vigueur", "In force"),
    "timeline.what": ("Changement", "Change"),
    "timeline.acts": ("Acte", "Act"),
    "timeline.words": ("Mots", "Words"),
    "timeline.compare": ("Comparer", "Compare"),
    "timeline.previous": ("à la précédente", "with the previous one"),
    "timeline.shown": ("affichée", "shown"),
    "change.created": ("créé", "created"),
    "change.first_known": ("première version connue", "first version known"),
    "change.modified": ("modifié", "modified"),
    "change.restored": ("rétabli", "restored"),
    # what a hole of the source is followed by: the law didn’t bring it back
    "change.known_again": ("de nouveau connu", "known again"),
    "change.nota": ("note modifiée", "note changed"),
    "change.missing": ("lacune", "hole"),
    # repealed where the act is known; without it the sources only show that the article is no longer there
    "change.repealed": ("abrogé", "repealed"),
    "change.ended": ("plus en vigueur", "no longer in force"),
    "change.same": ("mêmes mots", "same words"),
    "change.added": ("nouveau", "new"),
    "change.fragment": ("fragment", "fragment"),
    "lost.day": ("date perdue", "date lost"),
    "before.1970": ("avant 1970", "before 1970"),
    "diff": ("Comparaison", "Comparison"),
    "diff.from": ("Version de départ", "From"),
    "diff.to": ("Version d’arrivée", "To"),
    "diff.view": ("Présentation", "Layout"),
    "view.inline": ("En un seul texte", "Inline"),
    "view.facing": ("Face à face", "Side by side"),
    "diff.of": (
        "Du {old} au {new} : {counts}.",
        "From {old} to {new}: {counts}.",
    ),
    # a version whose date the source has lost
    "diff.of.lost": ("D’avant 1970 au {new} : {counts}.", "From before 1970 to {new}: {counts}."),
    "diff.added": ("1 mot ajouté|{n} mots ajoutés", "1 word added|{n} words added"),
    "diff.removed": ("1 mot supprimé|{n} mots supprimés", "1 word removed|{n} words removed"),
    "diff.moved": ("1 mot déplacé|{n} mots déplacés", "1 word moved|{n} words moved"),
    "diff.none": ("Aucun mot ne change du {old} au {new}.", "No word changes from {old} to {new}."),
    "diff.none.lost": ("Aucun mot ne change d’avant 1970 au {new}.", "No word changes from before 1970 to {new}."),
    "diff.single": (
        "Les sources ne connaissent qu’un seul texte de cet article : rien à comparer.",
        "The sources know only one text of this article: nothing to compare.",
    ),
    "diff.empty": (
        "Au {day}, l’article n’a pas de texte connu ({state}).",
        "On {day}, the article has no known text ({state}).",
    ),
    "state.in_force": ("en vigueur", "in force"),
    "state.ended": ("plus en vigueur", "no longer in force"),
    "state.missing": ("lacune de la source", "hole in the source"),
    "state.unknown": ("avant la première version connue", "before the first known version"),
    "state.future": ("pas encore en vigueur", "not in force yet"),
    "step.previous": ("Changement précédent", "Previous change"),
    "step.next": ("Changement suivant", "Next change"),
    "step.keys": ("touches P et S", "keys P and N"),
    "step.key.previous": ("p", "p"),
    "step.key.next": ("s", "n"),
    "changes": ("1 changement|{n} changements", "1 change|{n} changes"),
    "cites": ("Ce que l’article cite", "What the article cites"),
    "cites.none": ("Aucune citation au {day}.", "No citation on {day}."),
    "cited_by": ("Ce qui cite l’article", "What cites the article"),
    "cited_by.none": (
        "Aucun article de ce corpus ne le cite au {day}.",
        "No article of this corpus cites it on {day}.",
    ),
    "more": ("Voir la suivante|Voir les {n} suivantes", "See 1 more|See {n} more"),
    "status.in_force": ("en vigueur", "in force"),
    "status.not_in_force": ("n’est pas en vigueur à cette date", "not in force on that day"),
    "status.unknown": ("inconnu des sources", "unknown to the sources"),
    "status.ambiguous": ("ambigu", "ambiguous"),
    "status.other_text": ("autre texte", "another text"),
}
