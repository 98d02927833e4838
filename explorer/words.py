"""The words of the interface, in French and in English, and how both write dates, counts and acts.

One table holds both languages side by side, so that a string can't exist in one alone. French is written here with
plain spaces and gets its no-break spaces when it is read: before `: ; ! ? »`, after `«` and `n°`. Texts of law, titles
of codes and messages of anomalies are French in both languages: they are quoted, not translated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

__all__ = ["TABLE", "Words"]

_MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}

TABLE: Final[dict[str, tuple[str, str]]] = {
    # the frame
    "app": ("Versions du code de procédure pénale", "Versions of the code de procédure pénale"),
    "pages": ("Pages", "Pages"),
    "page.home": ("Accueil", "Home"),
    "page.article": ("Article", "Article"),
    "page.versions": ("Versions", "Versions"),
    "page.compare": ("Comparer", "Compare"),
    "page.read": ("Lire", "Read"),
    "page.anomalies": ("Anomalies", "Anomalies"),
    "language": ("English", "Français"),
    "caution": (
        "Outil de recherche. Seul le Journal officiel fait foi.",
        "A research tool. Only the Journal officiel is authentic.",
    ),
    "sources": ("Sources : {sources}.", "Sources: {sources}."),
    "sources.code": ("{title} : {sources}, données au {day}", "{title}: {sources}, data of {day}"),
    "licence": (
        "Données : Légifrance (DILA), Licence Ouverte 2.0.",
        "Data: Légifrance (DILA), Licence Ouverte 2.0.",
    ),
    "excerpt": (
        "Corpus d’extrait : {articles} articles, {versions} versions consolidées. Il ne contient que ce que la réforme "
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
    # home
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
    "home.articles": ("1 article|{n} articles", "1 article|{n} articles"),
    "home.latest": ("Dernières réformes", "Latest reforms"),
    "home.largest": ("Plus grandes réformes", "Largest reforms"),
    # article
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
        "Aucune version d’aucun article ne contient tous ces mots.|1 version contient tous ces mots."
        "|{n} versions contiennent tous ces mots.",
        "No version of any article has all these words.|1 version has all these words."
        "|{n} versions have all these words.",
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
    "deferred": ("Entrée en vigueur différée ou conditionnelle", "Deferred or conditional entry into force"),
    "quashed": (
        "Texte déclaré contraire à la Constitution ou annulé, en tout ou en partie",
        "Text declared unconstitutional or annulled, wholly or in part",
    ),
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
    "diff.added": ("1 mot ajouté|{n} mots ajoutés", "1 word added|{n} words added"),
    "diff.removed": ("1 mot supprimé|{n} mots supprimés", "1 word removed|{n} words removed"),
    "diff.moved": ("1 mot déplacé|{n} mots déplacés", "1 word moved|{n} words moved"),
    "diff.none": ("Aucun mot ne change du {old} au {new}.", "No word changes from {old} to {new}."),
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
    "cites.none": ("Aucune citation liée par la source au {day}.", "No citation linked by the source on {day}."),
    "cited_by": ("Ce qui cite l’article", "What cites the article"),
    "cited_by.none": (
        "Aucun article de ce corpus ne le cite par un lien au {day}.",
        "No article of this corpus cites it by a link on {day}.",
    ),
    "more": ("Voir la suivante|Voir les {n} suivantes", "See 1 more|See {n} more"),
    "status.in_force": ("en vigueur", "in force"),
    "status.not_in_force": ("n’est pas en vigueur à cette date", "not in force on that day"),
    "status.unknown": ("inconnu des sources", "unknown to the sources"),
    "status.ambiguous": ("ambigu", "ambiguous"),
    "status.other_text": ("autre texte", "another text"),
    # versions
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
    "versions.future": ("déjà votée, à venir", "enacted, yet to come"),
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
    "added": ("nouveaux", "added"),
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
    "class.moved": ("déplacé", "moved"),
    "class.typographic": ("typographie seule", "typography only"),
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
    "filter": ("Montrer", "Show"),
    "filter.all": ("Tout", "All"),
    # compare
    "compare.title": ("Comparer deux articles", "Compare two articles"),
    "compare.what": (
        "Deux articles quelconques, chacun à sa date : utile quand une règle a changé de numéro ou de code.",
        "Any two articles, each on its day: useful where a rule has changed its number or its code.",
    ),
    "compare.old": ("Article de départ", "From article"),
    "compare.new": ("Article d’arrivée", "To article"),
    # read
    "read.title": ("{title} au {day}", "{title} on {day}"),
    "read.since": ("Changements en marge depuis le", "Changes in the margin since"),
    "read.choose": ("Choisir une partie du plan pour en lire les articles.", "Choose a part of the plan to read it."),
    "read.empty": ("Aucun article connu de ce code au {day}.", "No article of this code is known on {day}."),
    "read.no.section": (
        "À cette date, le plan n’a pas de division « {section} » : voici tout le plan.",
        "On that day the plan has no division “{section}”: here is the whole plan.",
    ),
    # anomalies
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


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: `words("since", day=…)`, `words.count("changes", 3)`, `words.day(date)`."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The string of `key`; KeyError where there is none."""
        return _template(key, self.lang).format(**values)

    def known(self, key: str, otherwise: str) -> str:
        """The string of a key that may come from a later version of the library, else `otherwise`."""
        return _template(key, self.lang) if key in TABLE else otherwise

    def count(self, key: str, n: int) -> str:
        """A count in words: `1 changement`, `12 changements`. French counts 0 as singular."""
        one, many = _template(key, self.lang).split("|")
        return many.format(n=self.number(n)) if n > 1 or (n == 0 and self.lang == "en") else one.replace("1", str(n), 1)

    def of(self, key: str, n: int, **values: object) -> str:
        """A sentence that has a form for none, one for one and one for more."""
        none, one, many = _template(key, self.lang).split("|")
        return (many if n > 1 else one if n else none).format(n=self.number(n), **values)

    def number(self, n: int) -> str:
        """`1 234` in French, `1,234` in English."""
        return f"{n:,}".replace(",", "\u202f") if self.lang == "fr" else f"{n:,}"

    def day(self, day: date) -> str:
        """`29 décembre 2010`, `1er janvier 2011`."""
        month = _MONTHS[self.lang][day.month - 1]
        number = "1er" if self.lang == "fr" and day.day == 1 else str(day.day)
        return f"{number}\u00a0{month}\u00a0{day.year}"

    def last_day(self, end: date) -> str:
        """The last day of an interval whose end is exclusive."""
        return self.day(end - timedelta(days=1))

    def typeset(self, text: str) -> str:
        """A string of ours or the title of an act with French no-break spaces."""
        return _typeset(text)


@lru_cache(maxsize=2048)
def _template(key: str, lang: str) -> str:
    french, english = TABLE[key]
    return english if lang == "en" else _typeset(french)


def _typeset(text: str) -> str:
    text = re.sub(r" ([:»])", "\u00a0\\1", text)
    text = re.sub(r" ([;!?])", "\u202f\\1", text)
    return re.sub(r"(«|\bn°) ", "\\1\u00a0", text)
