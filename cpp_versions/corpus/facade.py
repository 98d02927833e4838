"""`Corpus`: the one entry point of the Python API. Everything the command line and the explorer say comes from here.

    >>> corpus = Corpus.open(".store")                                                  # doctest: +SKIP
    >>> corpus.article("R. 57-7-62", at=date(2011, 1, 1)).alineas                       # doctest: +SKIP

It reads the index of a store (made again where it doesn't fit) and never writes a store. Articles are named any way
lawyers do ("R. 57-7-62", "article préliminaire", `penitentiaire:D424-1`); a number that several codes have means the
CPP's, and the answer names the others. One corpus can serve several threads; what it computes once it keeps, bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cpp_versions import generation
from cpp_versions.answers import (
    AnomalyAnswer,
    ArticleAnswer,
    ArticleRef,
    ArticleSummary,
    ArticleText,
    ChangedArticle,
    CitationAnswer,
    CodeSummary,
    ConsolidatedVersion,
    DiffAnswer,
    HistoryEntry,
    Hit,
    PlacedArticle,
    SubstitutionAnswer,
)
from cpp_versions.corpus.articles import Articles
from cpp_versions.corpus.overview import Overview
from cpp_versions.corpus.reader import Reader
from cpp_versions.errors import StoreError
from cpp_versions.opening import open_index

if TYPE_CHECKING:
    from cpp_versions.amendments import Graded, ParsedAct
    from cpp_versions.amendments.draft import Draft
    from cpp_versions.archaeology import Archaeology, Curve
    from cpp_versions.corpus.amending import Amending
    from cpp_versions.corpus.blaming import BlameAnswer, Blaming
    from cpp_versions.corpus.changing import Changing
    from cpp_versions.corpus.citing import Citing
    from cpp_versions.corpus.fiches import Fiches
    from cpp_versions.corpus.figures import CodeFigures, Figures
    from cpp_versions.corpus.graphing import Graphing
    from cpp_versions.corpus.mapping import Mapping
    from cpp_versions.corpus.recodifying import Recodifying
    from cpp_versions.corpus.searching import Searching
    from cpp_versions.corpus.tracing import Tracing
    from cpp_versions.fiches.answers import ArticleFiche, FicheAnswer
    from cpp_versions.graph import Growth, Hub, Neighbourhood, Orphan, Touched
    from cpp_versions.kept import Kept
    from cpp_versions.recodification import RecodificationAnswer
    from cpp_versions.renumbering.answers import LineageAnswer, RenumberingAnswer
    from cpp_versions.renumbering.values import Link

__all__ = ["Corpus"]

_Progress = Callable[[str, float], None]


class Corpus:
    """The consolidated versions of one or several codes, and what can be asked of them."""

    def __init__(self, store: Path, index: Path, links: Path | None = None) -> None:
        self.store = store
        self._links = links or store / "links.csv"
        self._index = Reader(index)
        self._overview = Overview(self._index)
        self._articles = Articles(self._index)

    # Areas that a reading command doesn't always need are imported when they are asked.

    @cached_property
    def _amending(self) -> Amending:
        from cpp_versions.corpus.amending import Amending

        return Amending(self._index, self._articles, self._kept)

    @cached_property
    def _blaming(self) -> Blaming:
        from cpp_versions.corpus.blaming import Blaming

        return Blaming(self._index, self._articles, lambda: self._mapping)

    @cached_property
    def _changing(self) -> Changing:
        from cpp_versions.corpus.changing import Changing

        return Changing(self._index, self._kept)

    @cached_property
    def _citing(self) -> Citing:
        from cpp_versions.corpus.citing import Citing

        return Citing(self._index)

    @cached_property
    def _graphing(self) -> Graphing:
        from cpp_versions.corpus.graphing import Graphing

        return Graphing(self._index, self._citing, self._kept, lambda: self._tracing)

    @cached_property
    def _fiches(self) -> Fiches:
        from cpp_versions.corpus.fiches import Fiches
        from cpp_versions.fiches.library import path_in

        return Fiches(self._index, self._articles, self._kept, path_in(self.store))

    @cached_property
    def _mapping(self) -> Mapping:
        from cpp_versions.corpus.mapping import Mapping

        return Mapping(self._index, self._articles, self._kept, self._links)

    @cached_property
    def _tracing(self) -> Tracing:
        from cpp_versions.corpus.tracing import Tracing

        return Tracing(self._index, self._articles, self._mapping)

    @cached_property
    def _recodifying(self) -> Recodifying:
        from cpp_versions.corpus.recodifying import Recodifying

        return Recodifying(self._index, self._articles, self._kept, self._mapping)

    @cached_property
    def _figures(self) -> Figures:
        from cpp_versions.corpus.figures import Figures

        return Figures(self._index, self._kept)

    @cached_property
    def _kept(self) -> Kept:
        from cpp_versions.kept import Kept

        return Kept(self._index.path.parent)

    @cached_property
    def _searching(self) -> Searching:
        from cpp_versions.corpus.searching import Searching

        return Searching(self._index)

    @classmethod
    def open(
        cls, store: str | Path = ".store", progress: _Progress | None = None, links: str | Path | None = None
    ) -> Corpus:
        """The corpus of the store in the folder `store`.

        `links`: a user's decisions on links between articles (see `renumbering.decisions`); by default `links.csv` in
        the folder of the store, which need not exist.

        Raises StoreMissing where there is none (build one), StoreError where it is damaged.
        """
        path = Path(store)
        while True:
            current = generation.current(path)
            try:
                index = open_index(path, progress)
                corpus = cls(path, index, Path(links) if links else None)
            except StoreError:
                if generation.current(path) == current:
                    raise
                continue  # a build ended just now
            if generation.current(path) == index.parent:
                return corpus
            corpus.close()

    def close(self) -> None:
        """Close the index; the corpus can't be asked any more."""
        self._index.close()
        if "_kept" in self.__dict__:
            self._kept.close()
        if "_fiches" in self.__dict__:
            self._fiches.close()
        if "_graphing" in self.__dict__:
            self._graphing.close()

    @property
    def head(self) -> str:
        """The commit that the store's `main` is at: what all answers rest on."""
        return str(self._index.value("SELECT value FROM meta WHERE key = 'head'"))

    # -- codes and articles

    def codes(self) -> tuple[CodeSummary, ...]:
        """The codes of the store, by id."""
        return self._overview.codes()

    def resolve(self, reference: str | ArticleRef, codes: Iterable[str] = ()) -> ArticleRef:
        """The article that `reference` names, among `codes` (all by default), the CPP's before another code's.

        Raises BadNumber, UnknownCode, or UnknownArticle with near numbers.
        """
        return self._index.find(reference, codes)[0].ref

    def articles(self, code: str) -> tuple[ArticleSummary, ...]:
        """All articles that the code ever had, in the order of the plan."""
        return self._overview.articles(code)

    def article(self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()) -> ArticleAnswer:
        """The article on the day `at` (by default the date of the data): its text, or why there is none.

        Raises UnknownArticle where no source has ever known it.
        """
        return self._articles.article(reference, at, codes)

    def history(self, reference: str | ArticleRef, codes: Iterable[str] = ()) -> tuple[HistoryEntry, ...]:
        """The versions of the article, oldest first, its ends and the holes of the sources included."""
        return self._articles.history(reference, codes)

    # -- versions and changes

    def versions(self, codes: Iterable[str] = ()) -> tuple[ConsolidatedVersion, ...]:
        """The consolidated versions, oldest first."""
        return self._overview.versions(codes)

    def changes(self, code: str, old: date, new: date, *, placed: bool = False) -> tuple[ChangedArticle, ...]:
        """The articles of `code` that differ between two days, in the order of the plan on the later one.

        Words that went from one article to another are followed through all codes of the store. With `placed`,
        articles of which only the section changed are listed as well.
        """
        return self._changing.changes(code, old, new, placed=placed)

    def changed(self, code: str, old: date, new: date) -> tuple[ArticleRef, ...]:
        """Which articles of `code` differ between two days (a nota counts): what `changes` compares, and fast."""
        return self._changing.changed(code, old, new)

    def substitutions(self, code: str, old: date, new: date) -> tuple[SubstitutionAnswer, ...]:
        """The replacements of words common to three articles of `code` or more, the most frequent first."""
        return self._changing.substitutions(code, old, new)

    def diff(
        self,
        old: str | ArticleRef,
        new: str | ArticleRef,
        old_at: date | None = None,
        new_at: date | None = None,
        codes: Iterable[str] = (),
    ) -> DiffAnswer:
        """The word diff of two articles, each on its day. An article that isn't in force that day has no words."""
        a, b = self.article(old, old_at, codes), self.article(new, new_at, codes)
        from cpp_versions import compare

        return DiffAnswer(a, b, compare.diff(a.alineas, b.alineas))

    # -- where rules went

    def renumbering(self, old: date, new: date, codes: Iterable[str] = ()) -> RenumberingAnswer:
        """Which rule went where between two days, across the codes of the store; with `codes`, what touches these.

        Computed once and kept. Raises SourceError where the user's file of decisions can't be read, UsageError where
        the earlier day isn't first.
        """
        return self._mapping.renumbering(old, new, codes)

    def moved_on(self, answer: RenumberingAnswer) -> Callable[[Link], date]:
        """For the links of a map, the day on which each rule moved, by which a decision on it counts."""
        return self._mapping.day_of(answer)

    def prepare(self, progress: _Progress | None = None, acts: Iterable[str] = (), *, every: bool = False) -> None:
        """Compute and keep ahead what takes seconds: what each version changed, the citations that lead nowhere, the
        maps of the days on which rules can have moved, the figures; and what the amending `acts` say. With `every`, the
        map of every version too, which takes longer than all else.

        Anyone may ask meanwhile; what isn't ready is computed when it is asked for.
        """
        from cpp_versions.corpus.preparing import Preparing

        areas = (self._overview, self._mapping, self._changing, self._graphing, self._figures, self._recodifying)
        Preparing(*areas, self._amending).run(acts, every, progress or (lambda step, share: None))

    def recodification(
        self, old: date, new: date, old_codes: Iterable[str] = (), new_codes: Iterable[str] = ()
    ) -> RecodificationAnswer:
        """Each pair of articles of the map between two days, from `old_codes` to `new_codes` (all by default), with
        what is left of it once known renamings and updated references are folded. Computed once and kept."""
        return self._recodifying.recodification(old, new, old_codes, new_codes)

    def trace(self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()) -> LineageAnswer:
        """Where the rule that the article held on the day `at` came from and went to, nearest first, and what stands
        for it now. With no day, every rule that ever stood under the number."""
        return self._tracing.trace(reference, at, codes)

    def follow(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[HistoryEntry, ...]:
        """The history, across its numbers and codes, of the rule that the article held on the day `at`, oldest first;
        with no day, of every rule that ever stood under the number."""
        return self._tracing.follow(reference, at, codes)

    # -- citations

    def cites(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[CitationAnswer, ...]:
        """What the article cites on the day `at`, in the order of its text."""
        return self._citing.cites(reference, at, codes)

    def cited_by(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[CitationAnswer, ...]:
        """What cites the article on the day `at`, in the order of the plan."""
        return self._citing.cited_by(reference, at, codes)

    # -- the graph of articles

    def neighbourhood(
        self, reference: str | ArticleRef, at: date | None = None, depth: int = 1, codes: Iterable[str] = (), *,
        limit: int = 60, succession: bool = False,
    ) -> Neighbourhood:  # fmt: skip
        """What cites the article and what it cites on the day `at`, up to `depth` steps and `limit` articles; its
        sections; its version and the acts that made it. With `succession` also where its rule came from and went to,
        which may have to be computed first."""
        return self._graphing.neighbourhood(reference, at, depth, codes, limit=limit, succession=succession)

    def dangling(
        self, at: date | None = None, codes: Iterable[str] = (), target: str | ArticleRef | None = None
    ) -> tuple[Orphan, ...]:
        """The citations that lead nowhere, or to another rule than the one meant, on the day `at`, by the day since
        when. With `codes`, those made in these codes; with `target`, those of this article, known or not."""
        return self._graphing.dangling(at, codes, target)

    def impact(
        self, references: Iterable[str | ArticleRef], at: date | None = None, steps: int = 2, codes: Iterable[str] = ()
    ) -> tuple[Touched, ...]:
        """The articles that a change of some articles touches on the day `at`: what cites them, and what cites that;
        nearest first."""
        return self._graphing.impact(references, at, steps, codes)

    def hubs(self, at: date | None = None, codes: Iterable[str] = (), count: int = 20) -> tuple[Hub, ...]:
        """The articles that most articles cite on the day `at`, the most cited first."""
        return self._graphing.hubs(at, codes, count)

    def growth(self, codes: Iterable[str] = ()) -> tuple[Growth, ...]:
        """How many articles, sections, citations and orphans there were at the end of each year."""
        return self._graphing.growth(codes)

    # -- fiches in plain language

    def fiches(self, at: date | None = None) -> tuple[FicheAnswer, ...]:
        """The fiches beside the store, and what they refer to on the day `at` (by default that of each fiche)."""
        return self._fiches.every(at)

    def link_fiches(self) -> None:
        """Compute the links of all fiches by shared terms, which `fiches_about` would otherwise do when first asked."""
        self._fiches.link()

    def fiches_about(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = ()
    ) -> tuple[ArticleFiche, ...]:
        """The passages of fiches about the article, each with the ground that links it: a reference of the fiche, or
        legal terms that both share. An article that only a fiche knows is answered too."""
        return self._fiches.about(reference, at, codes)

    # -- figures

    def figures(self, code: str) -> CodeFigures:
        """The size of a code by year, how long its versions last, which of its parts change most."""
        return self._figures.figures(code)

    # -- the plan

    def contents(self, code: str, at: date | None = None) -> tuple[PlacedArticle, ...]:
        """The articles in force on the day `at` (by default the date of the data), in the order of the plan."""
        return self._articles.contents(code, at)

    def code_at(self, code: str, at: date | None = None) -> tuple[ArticleText, ...]:
        """The text of every article in force on the day `at` (by default the date of the data), ordered by number."""
        return self._articles.code_at(code, at)

    # -- amending acts

    def act(self, text: str, *, keep: bool = False) -> ParsedAct:
        """What an amending act says: instructions, with their places in its text, and what isn't understood of it.

        With `keep` the answer, which quotes the act, is kept beside the index: for acts that are nobody's own.
        """
        return self._amending.parse(text, keep=keep)

    def amended(self, act: str | ParsedAct, on: date) -> tuple[Graded, ...]:
        """Each article that an amending act, or its text, names, computed from the text of the day before `on`, and
        graded against the official text of that day. The computed texts are not law.

        Raises UsageError where the act names no article of the store.
        """
        return self._amending.apply(act, on)

    def draft(self, reference: str | ArticleRef, old: date, new: date, codes: Iterable[str] = ()) -> Draft:
        """The act that turns the article's text of the day `old` into that of the day `new`, in French légistique,
        with the instructions that it is read back as."""
        return self._blaming.draft(reference, old, new, codes)

    # -- words

    def blame(
        self, reference: str | ArticleRef, at: date | None = None, codes: Iterable[str] = (), *, follow: bool = True
    ) -> BlameAnswer:
        """The version and act that brought each word of the article on the day `at`. With `follow`, words that came
        from another number or code keep their act; the map of that day may have to be computed first."""
        return self._blaming.blame(reference, at, codes, follow=follow)

    def search(
        self, query: str, at: date | None = None, codes: Iterable[str] = (), *, every: bool = False, limit: int = 100,
        article: str = "", section: str = "",
    ) -> tuple[Hit, ...]:  # fmt: skip
        """The articles whose text holds all the words of `query`, accents and case apart; "words in quotes" as they
        follow each other, `|` between alternatives. Of those in force on the day `at` (by default the date of each
        code's data), best first; with `every`, all that ever held them. The interval of a hit is that in which the
        words stood. `article`: only this one, or `R57-7-*`; `section`: only below a title that holds these words."""
        return self._searching.search(query, at, codes, every=every, limit=limit, article=article, section=section)

    def archaeology(
        self, query: str, codes: Iterable[str] = (), *, article: str = "", section: str = ""
    ) -> Archaeology:
        """The first and the last appearance of a wording, all of them, and the acts that brought and removed it."""
        return self._searching.archaeology(query, codes, article=article, section=section)

    def frequency(
        self, wordings: Sequence[str], codes: Iterable[str] = (), *, by: str = "year", occurrences: bool = False,
        article: str = "", section: str = "",
    ) -> tuple[Curve, ...]:  # fmt: skip
        """How many articles in force held each wording, by year or by consolidated version (`by="version"`); with
        `occurrences`, also how often. A wording is a phrase; `détenu|détenus` counts what holds either."""
        return self._searching.frequency(
            wordings, codes, by=by, occurrences=occurrences, article=article, section=section
        )

    # -- anomalies

    def anomalies(
        self, reference: str | ArticleRef | None = None, codes: Iterable[str] = (), only: str | None = None
    ) -> tuple[AnomalyAnswer, ...]:
        """What the sources lack or say differently: of one article, of some codes, of one kind, or all."""
        return self._overview.anomalies(reference, codes, only)

    def verify(self) -> tuple[str, ...]:
        """What is wrong between the store and its index, one line each; nothing where all is well.

        Reads every text of the store, lets git check its objects, and compares an index made anew with this one.
        """
        from cpp_versions.verifying import verify

        return verify(generation.current(self.store), self._index.path)
