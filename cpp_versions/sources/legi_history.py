"""From the files of one code of LEGI to its history: versions, acts, plan, links, anomalies.

Every anomaly that LEGI is known for is detected here, counted by its kind and listed; none stops a build.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from cpp_versions import numbering
from cpp_versions.errors import BadNumber
from cpp_versions.model import (
    Act,
    Anomaly,
    Attestation,
    Code,
    CodeHistory,
    ConsolidatedDate,
    Placement,
    SourceInfo,
    State,
    Text,
)
from cpp_versions.placeholders import state_of
from cpp_versions.sources.legi_dates import ANNULLED, STILLBORN, Span, day_of
from cpp_versions.sources.legi_files import (
    ArticleFile,
    ArticleRef,
    Context,
    SectionFile,
    StructFile,
    TitleFile,
)
from cpp_versions.sources.legi_links import acts_of, ended_by
from cpp_versions.sources.legi_plan import Path, Plan, Stretch, from_context
from cpp_versions.sources.legi_timeline import Chains, Slotted, Version, dated, is_annulled, slots
from cpp_versions.text import fold

__all__ = ["Files", "history"]

_END = date.max
_PARTIAL = re.compile(r"\ben tant qu|\bpartiel|\ben ce qu[e'’]", re.I)
_ANNULS = re.compile(r"\bannul(?:é|ée|és|ées|ation)\b", re.I)
_OVER = frozenset({"ABROGE", "PERIME", "TRANSFERE", "DISJOINT", "DEPLACE"})
"""States of a version without words and without an end: it stands for the end of the article."""
_SOFT_HYPHEN = "\u00ad"
_KEYWORDS = re.compile(r"\[\*[^\]\[]{0,200}\*\]")
_ARTICLE_WORD = re.compile(r"^\s*articles?\s+(?=\S)", re.I)


@dataclass(slots=True)
class Files:
    """The files of one text, by identifier; `unreadable` are (identifier, why)."""

    articles: dict[str, ArticleFile] = field(default_factory=dict)
    sections: dict[str, SectionFile] = field(default_factory=dict)
    struct: StructFile | None = None
    titles: dict[str, TitleFile] = field(default_factory=dict)
    unreadable: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A version under its canonical number."""

    number: str
    version: Version


class _Builder:
    """Makes the history of one code."""

    def __init__(self, code: Code, info: SourceInfo, files: Files, context: Callable[[str], Context]) -> None:
        self._code, self._info, self._files, self._context = code, info, files, context
        self._plan = Plan(files.sections, files.struct)
        self._chains = Chains(files.articles.values())
        self._anomalies: list[Anomaly] = []
        self._acts: dict[date, dict[Act, None]] = defaultdict(dict)
        self._days: set[date] = set()
        self._numbers: dict[str, str] = {}
        self._book: dict[tuple[object, ...], Act] = {}

    def tell(
        self, kind: str, number: str | None, day: date | None, message: str, where: str, theirs: str | None = None,
        ours: str | None = None,
    ) -> None:  # fmt: skip
        self._anomalies.append(
            Anomaly(kind, self._info.name, self._code.id, number, day, message, where, ours=ours, theirs=theirs)
        )

    def result(self, extra: Iterable[Anomaly]) -> CodeHistory:
        for id_, why in self._files.unreadable:
            self.tell("unreadable", None, None, f"Fichier que l’on ne peut lire ({why}).", id_)
        by_number: dict[str, list[Version]] = defaultdict(list)
        for numbered in (*self._of_files(), *self._holes()):
            by_number[numbered.number].append(numbered.version)
        order = {number: numbering.from_source(number).sort_key for number in by_number}
        attestations: list[Attestation] = []
        placements: list[Placement] = []
        for number in sorted(by_number, key=lambda n: (order[n], n)):
            versions = by_number[number]
            if len({version.chain for version in versions}) > 1:
                versions = [replace(version, place=self._place(version)) for version in versions]
            placed, aside = slots(versions)
            for one in aside:
                text = one.version.file.text.joined if one.version and one.version.file else None
                self.tell(one.kind, number, one.day, one.message, one.id, theirs=text)
            self._twice(number, placed)
            attestations.extend(self._attestations(number, placed))
            placements.extend(self._placements(number, placed))
        self._plan_faults()
        return CodeHistory(
            self._code,
            self._info,
            tuple(self._dates()),
            tuple(self._booked(a) for a in attestations),
            tuple(placements),
            (*self._anomalies, *extra),
        )

    # -- versions

    def _of_files(self) -> Iterator[_Numbered]:
        for file in self._files.articles.values():
            number = self._number(file.number, file.id)
            self._numbers[file.id] = number
            days = dated(file)
            self._oddities(file, number, days)
            if days.start is None:
                continue
            partial = any(map(_PARTIAL.search, file.text.nota))
            annulled = is_annulled(file, partial)
            yield _Numbered(number, Version(file.id, self._chains.of(file.id), days.start, days.end, file, annulled))

    def _place(self, version: Version) -> str:
        """What orders the texts of one number that begin at once: the section, as a path of slugs, as LexHub does."""
        stretches, _ = self._plan.of(version.id, version.start, version.end or _END)
        return "/".join(section.key for section in stretches[0].path) if stretches else ""

    def _number(self, printed: str, id_: str) -> str:
        """The canonical number; where the source has none, that of the files that refer to the version, else one made
        of its identifier."""
        own = _canonical(printed)
        if own is not None:
            return own
        for _, ref in self._plan.holders.get(id_, ()):
            number = _canonical(ref.number)
            if number is not None:
                self.tell("no_number", number, None, "Fichier sans numéro ; celui du sommaire est repris.", id_)
                return number
        number = str(_unnumbered(id_))
        self.tell("no_number", number, None, "Article sans numéro, ni dans son fichier ni dans le sommaire.", id_)
        return number

    def _holes(self) -> Iterator[_Numbered]:
        """Versions that other files name and that have no file: the source says that there was a text. One that no
        section has, under a number that this code doesn't know, can be of another code to which the article went."""
        named: dict[str, ArticleRef] = {}
        numbers = set(self._numbers.values())
        for versions in {id(file.versions): file.versions for file in self._files.articles.values()}.values():
            for ref in versions:
                named.setdefault(ref.id, ref)
        for id_, holders in self._plan.holders.items():
            named.setdefault(id_, holders[0][1])
        for id_, ref in sorted(named.items()):
            if id_ in self._files.articles or not id_.startswith("LEGIARTI"):
                continue
            chain = self._chains.of(id_)
            if id_ not in self._plan.holders and chain not in self._files.articles and not ref.number:
                continue
            number = self._number(ref.number, id_)
            days = dated(ref)
            self.tell("missing_file", number, days.start, "Version citée par d’autres fichiers, sans fichier.", id_)
            if days.start is not None and (id_ in self._plan.holders or number in numbers):
                yield _Numbered(number, Version(id_, chain, days.start, days.end, None))

    def _oddities(self, file: ArticleFile, number: str, days: Span) -> None:
        """What is odd about one file, whatever stands around it."""
        told, where, words = self.tell, file.id, file.text.joined
        start = day_of(file.start)
        if days.start is None:
            message = {
                "stillborn": "Version mort-née : remplacée avant d’entrer en vigueur, elle ne l’a jamais été.",
                "undetermined_date": "Texte édicté dont l’entrée en vigueur n’a pas de date connue.",
                "bad_date": "Version sans date de début lisible : elle n’est en vigueur à aucune date connue.",
            }[days.why]
            told(days.why, number, start, message, where, theirs=words)
        elif days.why:
            message = "Fin de vigueur " + (
                "à une date indéterminée." if days.why == "undetermined_date" else "illisible."
            )
            told(days.why, number, days.start, message, where)
        if file.state == STILLBORN and days.start is None and (end := day_of(file.end)) and start and start < end:
            told("state_dates", number, start, "État mort-né, mais la fin suit le début : l’état l’emporte.", where)
        if file.problem:
            told("unreadable", number, start, f"Fichier endommagé ({file.problem}) : ce qui se lit est gardé.", where)
        if file.odd:
            odd = ", ".join(file.odd)
            told("markup", number, start, f"Balises retirées du texte, leurs mots gardés : {odd}.", where)
        if _SOFT_HYPHEN in words:
            count = words.count(_SOFT_HYPHEN)
            told("soft_hyphen", number, start, f"{count} trait(s) d’union conditionnel(s) dans le texte.", where)
        if "[*" in words and (found := _KEYWORDS.findall(words)):
            told("keywords", number, start, f"Mots-clés de l’éditeur dans le texte : {', '.join(found[:5])}", where)
        self._annulment(file, number, start)

    def _annulment(self, file: ArticleFile, number: str, start: date | None) -> None:
        nota = " ".join(file.text.nota)
        says = _ANNULS.search(nota) if nota else None
        if file.state != ANNULLED and not says:
            return
        if _PARTIAL.search(nota):
            message = "Annulation partielle : le texte reste en vigueur, la note dit pour qui il ne l’est pas."
            self.tell("partial_annulment", number, start, message, file.id)
        elif file.state == ANNULLED:
            message = "Version annulée : elle est réputée n’avoir jamais existé ; son texte est gardé ici."
            self.tell("annulled", number, start, message, file.id, theirs=file.text.joined)
        else:
            self.tell("annulment_nota", number, start, "Annulation que seule la note raconte.", file.id)

    def _twice(self, number: str, placed: list[Slotted]) -> None:
        first = [s for s in placed if s.slot > 1]
        if first:
            where = " ; ".join(sorted({s.version.id for s in placed if s.version.start <= first[0].version.start
                                       < (s.version.end or _END)}))  # fmt: skip
            message = "Ce numéro figure deux fois à la même date."
            self.tell("number_twice", number, first[0].version.start, message, where)

    # -- attestations

    def _attestations(self, number: str, placed: list[Slotted]) -> Iterator[Attestation]:
        current: Attestation | None = None
        last: Version | None = None
        for one in placed:
            version = one.version
            previous = last.start if last and current and current.slot == one.slot else None
            made = self._attestation(number, one.slot, version, previous)
            self._days.update(day for day in (version.start, version.end) if day)
            follows = current is not None and current.slot == one.slot and current.valid_to == version.start
            if current is not None and follows and _same(current, made):
                message = "La source compte ici une nouvelle version, dont les mots sont les mêmes."
                self.tell("same_text", number, version.start, message, version.id)
                current, last = replace(current, valid_to=version.end), version
                continue
            if current is not None:
                if follows and _spacing(current, made):
                    message = "D’une version à l’autre, seuls les espaces ou la typographie changent."
                    self.tell("spacing", number, version.start, message, version.id)
                yield self._closed(current, last, follows)
            current, last = made, version
        if current is not None:
            yield self._closed(current, last, follows=False)

    def _attestation(self, number: str, slot: int, version: Version, previous: date | None) -> Attestation:
        file = version.file
        state, text = State.MISSING, Text(())
        acts: tuple[Act, ...] = ()
        if file is not None:
            state, wording = state_of(file.text)
            if state is State.MISSING and not wording and version.end is None and file.state in _OVER:
                state = State.ENDED
            text = self._cited(file) if state is State.IN_FORCE else Text((), file.text.nota)
            acts = acts_of(file.links, version.start, previous)
            if version.annulled:
                state, text = State.ENDED, Text((), file.text.nota)
            elif state is State.MISSING:
                message = "La source n’a pas le texte de cette version."
                self.tell("missing", number, version.start, message, version.id, theirs=wording or None)
            elif state is State.ENDED:
                message = "La source donne une mention d’abrogation au lieu d’un texte."
                self.tell("placeholder", number, version.start, message, version.id, theirs=wording or None)
        return Attestation(
            number=number,
            slot=slot,
            label=_label(file, number) if file else "",
            state=state,
            text=text,
            attested_from=version.start,
            valid_from=version.start,
            valid_to=version.end,
            acts=acts,
            where=version.id,
            source=self._info.name,
        )

    def _closed(self, attestation: Attestation, last: Version | None, follows: bool) -> Attestation:
        for act in attestation.acts:
            self._acts[attestation.attested_from][act] = None
        if follows or attestation.valid_to is None or last is None or last.file is None:
            return attestation
        acts = ended_by(last.file.links, last.start, attestation.valid_to)
        for act in acts:
            self._acts[attestation.valid_to][act] = None
        return replace(attestation, ended_by=acts)

    def _cited(self, file: ArticleFile) -> Text:
        """The text, its citations joined on identifiers where their titles don't tell."""
        if not any(file.cited):
            return file.text
        citations = []
        for citation, id_ in zip(file.text.citations, file.cited, strict=False):
            target = self._files.articles.get(id_)
            if target is not None and not citation.targets and _readable(target.number):
                number = str(numbering.from_source(_ARTICLE_WORD.sub("", target.number)))
                citation = replace(citation, code=self._code.id, targets=(number,))
            citations.append(citation)
        return replace(file.text, citations=tuple(citations))

    # -- acts: one that some links name in full is named so everywhere

    def _booked(self, attestation: Attestation) -> Attestation:
        if not attestation.acts and not attestation.ended_by:
            return attestation
        acts, ended = self._named(attestation.acts), self._named(attestation.ended_by)
        if (acts, ended) == (attestation.acts, attestation.ended_by):
            return attestation
        return replace(attestation, acts=acts, ended_by=ended)

    def _named(self, acts: Iterable[Act]) -> tuple[Act, ...]:
        if not self._book:
            for day in sorted(self._acts):
                for act in self._acts[day]:
                    key = _act_key(act)
                    known = self._book.get(key, act)
                    self._book[key] = replace(act, nor=known.nor or act.nor, published=known.published or act.published)
        return tuple(dict.fromkeys(self._book.get(_act_key(act), act) for act in acts))

    # -- plan and dates

    def _placements(self, number: str, placed: list[Slotted]) -> Iterator[Placement]:
        current: tuple[int, Path, date, date] | None = None
        for one in placed:
            version = one.version
            if version.annulled:
                continue
            for stretch in self._stretches(number, version):
                if current and current[:2] == (one.slot, stretch.path) and current[3] == stretch.start:
                    current = (*current[:3], stretch.end)
                    continue
                if current:
                    yield self._placement(number, *current)
                current = (one.slot, stretch.path, stretch.start, stretch.end)
        if current:
            yield self._placement(number, *current)

    def _placement(self, number: str, slot: int, path: Path, start: date, end: date) -> Placement:
        self._days.update(day for day in (start, end) if day != _END)
        return Placement(number, path, start, None if end == _END else end, slot)

    def _stretches(self, number: str, version: Version) -> list[Stretch]:
        end = version.end or _END
        stretches, odd = self._plan.of(version.id, version.start, end)
        message = {
            "two_places": "Deux sections contiennent à la fois cette version.",
            "older_than_section": "L’article est plus ancien que sa section, qui est sa place avant aussi.",
            "outlives_section": "L’article dure plus que sa section : sa place ensuite n’est pas connue.",
        }.get(odd)
        if message:
            self.tell(odd, number, version.start, message, version.id)
        if not stretches and version.file is not None:
            stretches = from_context(self._context(version.id), version.start, end)
            message = "Aucune section ne cite cette version" + (
                " ; sa place est celle qu’elle dit elle-même." if stretches else " et elle ne dit pas sa place."
            )
            self.tell("orphan", number, version.start, message, version.id)
        return stretches

    def _plan_faults(self) -> None:
        for kind, id_, what in self._plan.faults:
            number = self._numbers.get(id_)
            if kind == "missing_file":
                self.tell(kind, None, None, f"{what[:1].upper()}{what[1:]}.", id_)
            else:
                self.tell(kind, number, None, f"{id_} {what}.", id_)

    def _dates(self) -> Iterator[ConsolidatedDate]:
        for day in sorted(self._days):
            yield ConsolidatedDate(day, self._named(sorted(self._acts.get(day, ()), key=_act_order)))


def history(
    code: Code, info: SourceInfo, files: Files, context: Callable[[str], Context], extra: Iterable[Anomaly] = ()
) -> CodeHistory:
    """The history of the code that `files` hold. `context` is asked where an article says itself that it stands;
    `extra` are anomalies that the files alone don't show."""
    return _Builder(code, info, files, context).result(extra)


@lru_cache(maxsize=16384)
def _canonical(printed: str) -> str | None:
    """The canonical number of what a file prints; None where that is none."""
    try:
        return str(numbering.from_source(_ARTICLE_WORD.sub("", printed)))
    except BadNumber:
        return None


def _unnumbered(id_: str) -> numbering.ArticleNumber:
    """What stands for a number where the source has none."""
    return numbering.from_source(f"sans numéro {id_}")


def _label(file: ArticleFile, number: str) -> str:
    """What a file prints as its number; empty where it prints none and another file does."""
    if _readable(file.number):
        return numbering.from_source(file.number).label
    made = _unnumbered(file.id)
    return made.label if number == str(made) else ""


def _readable(number: str) -> bool:
    return 0 < len(number) <= 300


def _same(a: Attestation, b: Attestation) -> bool:
    """Whether two versions say the same; of two holes nobody knows."""
    if a.state is State.MISSING:
        return False
    return (a.state, a.text.alineas, a.text.nota) == (b.state, b.text.alineas, b.text.nota)


def _spacing(a: Attestation, b: Attestation) -> bool:
    """Whether two texts that differ do so by spaces and typography only. The alinéas that they share at both ends
    aren't folded, nor is more than the first characters that differ, where these do in words."""
    ours, theirs = a.text.alineas, b.text.alineas
    if ours == theirs:
        return False
    head = tail = 0
    for x, y in zip(ours, theirs, strict=False):
        if x != y:
            break
        head += 1
    for x, y in zip(reversed(ours[head:]), reversed(theirs[head:]), strict=False):
        if x != y:
            break
        tail += 1
    one, other = "".join(ours[head : len(ours) - tail]), "".join(theirs[head : len(theirs) - tail])
    if abs(len(one) - len(other)) > 200 or _part_in_words(one, other):
        return False
    if _part_in_words("".join(one.split()), "".join(other.split())):
        return False  # spaces differ, and then words
    return _squeezed(one) == _squeezed(other)


def _part_in_words(one: str, other: str) -> bool:
    """Whether the first characters that differ are no spacing, and stand for nothing but themselves."""
    least = min(len(one), len(other))
    same = bisect_left(range(1, least + 1), True, key=lambda n: one[:n] != other[:n])
    if same == least:  # one goes on where the other ends
        return len(one) != len(other) and _is_itself((one if len(one) > least else other)[least])
    return _is_itself(one[same]) and _is_itself(other[same])


def _is_itself(character: str) -> bool:
    return character.isascii() and character != "`" and not character.isspace()


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())


def _act_key(act: Act) -> tuple[object, ...]:
    return act.title, act.nature, act.number, act.date


def _act_order(act: Act) -> tuple[date, str]:
    return act.date or date.min, act.title
