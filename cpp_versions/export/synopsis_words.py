"""The words of a printed synopsis, in French and in English."""

from __future__ import annotations

from datetime import date

from cpp_versions import numbering
from cpp_versions.answers import ArticleRef, ChangedArticle
from cpp_versions.export.synopsis import Synopsis, code_title

__all__ = ["Lines", "lines"]

_WORDS = {
    "fr": {
        "title": "Synopsis : {code}, du {old} au {new}", "acts": "Actes", "none": "acte inconnu de la source",
        "much": "Ce qui change",
        "articles": "{n} articles changés ({said}), {added} mots ajoutés, {removed} supprimés.",
        "added": "nouveaux", "modified": "modifiés", "removed": "plus en vigueur", "nota": "note seule",
        "first_known": "connus pour la première fois",
        "one.added": "nouveau", "one.modified": "modifié", "one.removed": "plus en vigueur", "one.nota": "note seule",
        "one.first_known": "première version connue",
        "where": "Où", "part": "Partie du plan", "words": "Mots", "total": "Articles",
        "substitutions": "Remplacements communs à plusieurs articles", "old": "Anciens mots", "new": "Nouveaux mots",
        "times": "Fois", "substantive": "Changements de fond", "renumbering": "Déplacés ou renumérotés",
        "terminology": "Terminologie", "reference": "Renvois", "typographic": "Typographie seule",
        "map": "Renumérotation", "surest": "Les liens les plus sûrs", "score": "indice",
        "renumbered": "renumérotés", "split": "éclatés", "merged": "fusionnés", "moved_part": "déplacés en partie",
        "same": "même règle", "number_reused": "numéros réutilisés", "repealed": "sans successeur trouvé",
        "new_rule": "sans origine trouvée", "dangling": "Renvois laissés sans objet", "no.dangling": "Aucun.",
        "unknown": "numéro inconnu", "ended": "n’est plus en vigueur", "not_yet": "pas encore en vigueur",
        "reused": "le numéro porte une autre règle", "twice": "numéro double", "to": "vers",
        "article": "Article", "no.section": "Sans section connue", "only": "Seulement ce qu’a fait : {act}.",
        "caution": "Classes, renumérotation et renvois sont calculés. Données au {as_of} : Légifrance (DILA), Licence "
        "Ouverte 2.0. Seul le Journal officiel fait foi.",
    },
    "en": {
        "title": "Synopsis: {code}, from {old} to {new}", "acts": "Acts", "none": "act unknown to the source",
        "much": "What changes", "articles": "{n} articles changed ({said}), {added} words added, {removed} deleted.",
        "added": "added", "modified": "modified", "removed": "no longer in force", "nota": "note only",
        "first_known": "first known",
        "one.added": "new", "one.modified": "modified", "one.removed": "no longer in force", "one.nota": "note only",
        "one.first_known": "first version known",
        "where": "Where", "part": "Part of the plan", "words": "Words", "total": "Articles",
        "substitutions": "Replacements common to several articles", "old": "Old words", "new": "New words",
        "times": "Times", "substantive": "Changes of substance", "renumbering": "Moved or renumbered",
        "terminology": "Terminology", "reference": "References", "typographic": "Typography only",
        "map": "Renumbering", "surest": "The surest links", "score": "score",
        "renumbered": "renumbered", "split": "split", "merged": "merged", "moved_part": "moved in part",
        "same": "same rule", "number_reused": "numbers reused", "repealed": "no successor found",
        "new_rule": "no source found", "dangling": "Citations left dangling", "no.dangling": "None.",
        "unknown": "unknown number", "ended": "no longer in force", "not_yet": "not yet in force",
        "reused": "the number holds another rule", "twice": "number stands twice", "to": "to",
        "article": "Article", "no.section": "No section known", "only": "Only what this act did: {act}.",
        "caution": "Classes, renumbering and citations are computed. Data of {as_of}: Légifrance (DILA), Licence "
        "Ouverte 2.0. Only the Journal officiel is authentic.",
    },
}  # fmt: skip


class Lines:
    """The sentences of a synopsis in one language."""

    def __init__(self, lang: str) -> None:
        self._words = _WORDS.get(lang, _WORDS["fr"])
        self.lang = lang if lang in _WORDS else "fr"

    def __call__(self, key: str, **values: object) -> str:
        return self._words["new_rule" if key == "new" and values.pop("relation", None) else key].format(**values)

    def day(self, day: date) -> str:
        """`29/12/2010`, as lists have it."""
        return f"{day:%d/%m/%Y}" if self.lang == "fr" else day.isoformat()

    def title(self, told: Synopsis) -> str:
        """The title of the whole."""
        return self("title", code=told.title, old=self.day(told.old), new=self.day(told.new))

    def much(self, told: Synopsis) -> str:
        """How much changed, in a sentence."""
        said = ", ".join(f"{n} {self(change)}" for change, n in told.by_change.items())
        return self(
            "articles", n=len(told.changes), said=said or "–", added=told.words_added, removed=told.words_removed
        )

    def relations(self, told: Synopsis) -> str:
        """The links by relation."""
        counts = told.mapped.counts if told.mapped else ()
        return ", ".join(f"{n} {self(str(relation), relation=True)}" for relation, n in counts)

    def label(self, ref: ArticleRef | None) -> str:
        """The number as lawyers print it, with the name of a code other than the CPP."""
        if ref is None:
            return "—"
        code = code_title(ref)
        return numbering.from_source(ref.number).label + (f", {code}" if code else "")

    def change(self, change: ChangedArticle) -> str:
        """The heading of an article that changed."""
        counted = f"+{change.words_added} −{change.words_removed}"
        return f"{self('article')} {change.label} ({self(f'one.{change.change}')}, {counted})"


def lines(lang: str) -> Lines:
    """The sentences in `lang`, French where it isn't known."""
    return Lines(lang)
