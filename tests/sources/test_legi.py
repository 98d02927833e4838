"""LEGI read from small dumps made by hand: dates, states, chains, plan, links, and each known anomaly."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cpp_versions import Corpus
from cpp_versions.answers import ArticleRef
from cpp_versions.building import build
from cpp_versions.corpus.official import with_official
from cpp_versions.corpus.reader import Reader
from cpp_versions.errors import BadNumber, SourceError
from cpp_versions.model import CodeHistory, State
from cpp_versions.opening import open_index
from cpp_versions.renumbering import EvidenceKind, Link, Relation
from cpp_versions.sources import legi
from cpp_versions.sources.legi_dates import NoDate
from cpp_versions.sources.legi_files import Context
from cpp_versions.sources.legi_plan import from_context
from tests.sources.legi_files import (
    OPEN,
    TEXT,
    article,
    global_dump,
    ident,
    pack,
    ref,
    section,
    section_ref,
    struct,
)


def read(folder: Path, *files: tuple[str, bytes], top: str = "") -> CodeHistory:
    (history,) = legi.read([str(global_dump(folder, *files, top=top))])
    return history


def kinds(history: CodeHistory) -> Counter[str]:
    return Counter(anomaly.kind for anomaly in history.anomalies)


def spans(history: CodeHistory, number: str) -> list[tuple[str, str | None, str]]:
    return [
        (str(a.valid_from), str(a.valid_to) if a.valid_to else None, a.text.joined)
        for a in history.attestations
        if a.number == number and a.state is State.IN_FORCE
    ]


@pytest.mark.parametrize("top", ["", "20200101-210000/", "./"])
def test_versions_by_dates_in_any_order(tmp_path: Path, top: str) -> None:
    chain = [(1, "1959-03-02", "2001-01-01"), (2, "2001-01-01", OPEN)]
    history = read(
        tmp_path,
        article(2, "R57-7-62", "2001-01-01", words="<p>Deux.</p>", versions=chain),
        article(1, "R57-7-62", "1959-03-02", "2001-01-01", state="MODIFIE", versions=chain),
        struct(ref(1, "R57-7-62", "1959-03-02", "2001-01-01") + ref(2, "R57-7-62", "2001-01-01")),
        top=top,
    )  # fmt: skip
    assert (history.code.id, history.source.as_of) == ("cpp", date(2020, 1, 1))
    assert spans(history, "R57-7-62") == [("1959-03-02", "2001-01-01", "Un."), ("2001-01-01", None, "Deux.")]
    assert not history.anomalies


def test_sentinels_are_no_dates(tmp_path: Path) -> None:
    history = read(
        tmp_path,
        article(1, "1", "2222-02-22", words="<p>Un jour.</p>"),
        article(2, "2", "2999-01-01"),
        article(3, "3", "2000-01-01", "2222-02-22", state="ABROGE_DIFF"),
        article(4, "4", "2000-01-01", "2999-12-31"),
        article(5, "5", "n'importe quoi"),
    )
    assert [a.number for a in history.attestations] == ["3", "4"]
    assert all(a.valid_to is None for a in history.attestations)
    assert kinds(history) >= Counter({"undetermined_date": 3, "bad_date": 1})
    assert [a.theirs for a in history.anomalies if a.number == "1" and a.kind == "undetermined_date"] == ["Un jour."]
    assert all(entry.day and entry.day.year < 2222 for entry in history.dates)


def test_what_never_was_in_force_is_kept_apart(tmp_path: Path) -> None:
    history = read(
        tmp_path,
        article(1, "1", "2010-01-01", "2009-06-01", state="MODIFIE_MORT_NE", words="<p>Mort-né.</p>"),
        article(2, "1", "2000-01-01", words="<p>Vivant.</p>"),
        article(3, "2", "2006-01-01", "2008-10-31", state="ANNULE", words="<p>Annulé.</p>", nota="<p>Annulé.</p>"),
        article(4, "3", "2006-01-01", OPEN, state="ANNULE", words="<p>Reste.</p>",
                nota="<p>Annulé en tant qu'il s'applique aux mineurs.</p>"),
        article(5, "4", "2006-01-01", OPEN, words="<p>Conté.</p>", nota="<p>Cet article a été annulé.</p>"),
    )  # fmt: skip
    assert spans(history, "1") == [("2000-01-01", None, "Vivant.")]
    assert spans(history, "2") == []
    assert [a.state for a in history.attestations if a.number == "2"] == [State.ENDED]
    assert spans(history, "3") == [("2006-01-01", None, "Reste.")]
    (partial,) = [a for a in history.attestations if a.number == "3"]
    assert partial.text.nota == ("Annulé en tant qu'il s'applique aux mineurs.",)
    assert spans(history, "4")
    found = {a.kind: a.theirs for a in history.anomalies}
    assert found["stillborn"] == "Mort-né."
    assert found["annulled"] == "Annulé."
    assert {"partial_annulment", "annulment_nota"} <= set(found)


def test_an_annulled_version_gives_way_to_the_one_it_had_replaced(tmp_path: Path) -> None:
    chain = [(1, "2000-01-01", "2009-01-01"), (2, "2006-01-01", "2008-10-31"), (3, "2009-01-01", OPEN)]
    history = read(
        tmp_path,
        article(1, "1", "2000-01-01", "2009-01-01", words="<p>Ancien.</p>", versions=chain),
        article(2, "1", "2006-01-01", "2008-10-31", state="ANNULE", words="<p>Annulé.</p>", versions=chain),
        article(3, "1", "2009-01-01", words="<p>Nouveau.</p>", versions=chain),
        article(4, "2", "2000-01-01", "2007-01-01", words="<p>Avant.</p>"),
        article(5, "2", "2006-01-01", "2008-10-31", state="ANNULE", words="<p>Annulé.</p>"),
        article(6, "2", "2008-10-31", words="<p>Après.</p>"),
    )
    assert spans(history, "1") == [("2000-01-01", "2009-01-01", "Ancien."), ("2009-01-01", None, "Nouveau.")]
    assert spans(history, "2") == [("2000-01-01", "2007-01-01", "Avant."), ("2008-10-31", None, "Après.")]
    (ended,) = [a for a in history.attestations if a.state is State.ENDED]
    assert (ended.number, str(ended.valid_from), str(ended.valid_to)) == ("2", "2007-01-01", "2008-10-31")
    assert kinds(history)["annulled"] == 2
    assert not kinds(history)["overlap"]


def test_a_section_renamed_before_and_after_an_article(tmp_path: Path) -> None:
    """What is above the article is renamed while it stands, and again once it has ended, which is nothing to it."""
    chain = [(1, "2000-01-01", "2004-01-01"), (2, "2004-01-01", OPEN)]
    articles = ref(1, "1", "2000-01-01", "2004-01-01") + ref(2, "1", "2004-01-01")
    upper = section_ref(4, "Section", "1990-01-01")
    history = read(
        tmp_path,
        article(1, "1", "2000-01-01", "2004-01-01", versions=chain),
        article(2, "1", "2004-01-01", words="<p>Deux.</p>", versions=chain),
        struct(
            section_ref(3, "Un", "2010-01-01")
            + section_ref(1, "Trois", "1990-01-01", "2002-01-01")
            + section_ref(2, "Deux", "2002-01-01", "2010-01-01")
        ),
        section(1, "Trois", upper),
        section(2, "Deux", upper),
        section(3, "Un", upper),
        section(4, "Section", articles),
    )
    assert [(str(p.start), str(p.end) if p.end else None, p.path[0].title) for p in history.placements] == [
        ("2000-01-01", "2002-01-01", "Trois"),
        ("2002-01-01", "2010-01-01", "Deux"),
        ("2010-01-01", None, "Un"),
    ]
    assert not history.anomalies


def test_an_article_whose_number_is_none_can_be_asked_for(tmp_path: Path) -> None:
    dump = global_dump(tmp_path, article(1, "État A", "2000-01-01"), article(2, "", "2000-01-01", words="<p>Deux.</p>"))
    build([str(dump)], tmp_path / "store")
    with closing(Corpus.open(tmp_path / "store")) as corpus:
        for asked in ("État A", "cpp:etat a", "autre-etat-a", corpus.article("État A").ref):
            assert corpus.article(asked).alineas == ("Un.",)
        unnumbered = corpus.article(f"autre-sans-numero-{ident(2).lower()}")
        assert (unnumbered.label, unnumbered.alineas) == (f"sans numéro {ident(2)}", ("Deux.",))
        with pytest.raises(BadNumber):
            corpus.article("État B")


def test_an_article_that_no_section_names_stands_where_it_says_on_each_day() -> None:
    day = date.fromisoformat
    titles = ((day("2005-01-01"), day("2010-01-01"), "Deux"), (day("2000-01-01"), day("2005-01-01"), "Un"))
    part = (day("1990-01-01"), NoDate.OPEN, "Partie")
    context = Context(TEXT, "CODE", "", (((part,), (), titles),))
    stretches = from_context(context, day("2003-01-01"), day("2020-01-01"))
    assert [(str(s.start), str(s.end), [section.title for section in s.path]) for s in stretches] == [
        ("2003-01-01", "2005-01-01", ["Partie", "Un"]),
        ("2005-01-01", "2020-01-01", ["Partie", "Deux"]),
    ]
    assert from_context(Context(TEXT, "CODE", ""), day("2003-01-01"), date.max) == []
    moved = Context(TEXT, "CODE", "", (((part,), titles), (((day("2010-01-01"), NoDate.OPEN, "Titre neuf"),),)))
    assert [(str(s.start), s.path[-1].title) for s in from_context(moved, day("2005-01-01"), date.max)] == [
        ("2005-01-01", "Deux"),
        ("2010-01-01", "Titre neuf"),
    ]


def test_a_number_reused_and_a_number_twice(tmp_path: Path) -> None:
    history = read(
        tmp_path,
        article(1, "R57-7", "2000-01-01", "2005-01-01", words="<p>Ancien.</p>"),
        article(2, "R57-7", "2010-01-01", words="<p>Nouveau.</p>"),
        article(4, "A37-10", "2009-01-01", "2010-01-01", words="<p>L'autre.</p>", levels=["Titre II"]),
        article(3, "A37-10", "2009-01-01", words="<p>L'un.</p>", levels=["Titre Ier"]),
        section(1, "Titre Ier", ref(3, "A37-10", "2009-01-01")),
        section(2, "Titre II", ref(4, "A37-10", "2009-01-01", "2010-01-01")),
        struct(section_ref(1, "Titre Ier", "1990-01-01") + section_ref(2, "Titre II", "1990-01-01")),
    )
    assert [a.slot for a in history.attestations if a.number == "R57-7"] == [1, 1]
    assert [(a.slot, a.text.joined) for a in history.attestations if a.number == "A37-10"] == [
        (1, "L'un."), (2, "L'autre."),
    ]  # fmt: skip
    assert kinds(history)["number_twice"] == 1
    assert {(p.slot, p.path[0].title) for p in history.placements if p.number == "A37-10"} == {
        (1, "Titre Ier"), (2, "Titre II"),
    }  # fmt: skip


def test_the_plan_at_every_date(tmp_path: Path) -> None:
    history = read(
        tmp_path,
        article(1, "1", "1990-01-01"),
        section(1, "Livre Ier", section_ref(2, "Titre Ier : Avant", "2000-01-01", "2005-01-01")
                + section_ref(3, "Titre Ier : Après", "2005-01-01")),
        section(2, "Titre Ier : Avant", ref(1, "1", "1990-01-01")),
        section(3, "Titre Ier : Après", ref(1, "1", "1990-01-01")),
        struct(section_ref(1, "Livre Ier", "1990-01-01")),
    )  # fmt: skip
    assert [(str(p.start), str(p.end), [s.title for s in p.path]) for p in history.placements] == [
        ("1990-01-01", "2005-01-01", ["Livre Ier", "Titre Ier : Avant"]),
        ("2005-01-01", "None", ["Livre Ier", "Titre Ier : Après"]),
    ]
    assert kinds(history) == Counter({"older_than_section": 1})


LINK = (
    '<LIEN cidtexte="JORFTEXT000000001" datesignatexte="{signed}" id="JORFARTI000000001" naturetexte="{nature}" '
    'nortexte="{nor}" num="8" numtexte="{number}" sens="{sense}" typelien="{kind}">{words}</LIEN>'
)


def link(
    kind: str, sense: str, words: str, *, number: str = "", nature: str = "", signed: str = OPEN, nor: str = ""
) -> str:
    return LINK.format(kind=kind, sense=sense, words=words, number=number, nature=nature, signed=signed, nor=nor)


def test_acts_with_nor_and_journal(tmp_path: Path) -> None:
    made = link("MODIFIE", "cible", "Décret n°2019-966 du 18 septembre 2019 - art. 8", number="2019-966",
                nature="DECRET", signed="2019-09-18", nor="JUSC1920812D")  # fmt: skip
    ended = link("ABROGATION", "source", "Décret n°2022-479 du 30 mars 2022 - art. 5 JORF 5 avril 2022")
    cites = link(
        "MODIFIE", "source", "LOI n°2020-1 du 2 janvier 2020", number="2020-1", nature="LOI", signed="2020-01-02"
    )
    history = read(tmp_path, article(1, "1", "2020-01-01", "2022-05-01", state="ABROGE", links=made + ended + cites))
    (a,) = history.attestations
    assert [(act.title, act.nor) for act in a.acts] == [("Décret n° 2019-966 du 18 septembre 2019", "JUSC1920812D")]
    assert [(act.number, act.published) for act in a.ended_by] == [("2022-479", date(2022, 4, 5))]
    assert [[act.number for act in entry.acts] for entry in history.dates] == [["2019-966"], ["2022-479"]]


def test_damage_is_told_and_stops_nothing(tmp_path: Path) -> None:
    history = read(
        tmp_path,
        article(1, "", "2000-01-01"),
        article(2, "2", "2000-01-01", words="<p>Sou\u00adhait [*date*].</p>"),
        article(3, "3", "2000-01-01", "2001-01-01", words="<p>222-33,222-33-2</p>", versions=[(4, "2001-01-01", OPEN)]),
        article(4, "3", "2001-01-01", words="<p>222-33, 222-33-2</p>"),
        article(5, "5", "2000-01-01", words="<p>[Article abrogé].</p>"),
        article(6, "6", "2000-01-01", words=""),
        article(8, "8", "2000-01-01", words="<p>Un <script>deux</script></p>"),
        (article(9, "9", "2000-01-01")[0], b"<ARTICLE><META>"),
        section(1, "Titre", ref(1, "1", "2000-01-01") * 2 + ref(7, "7", "2000-01-01", "2001-01-01")
                + section_ref(9, "Perdu", "2000-01-01") + section_ref(1, "Titre", "2000-01-01")),
        struct(section_ref(1, "Titre", "1990-01-01")),
    )  # fmt: skip
    found = kinds(history)
    expected = {"no_number", "soft_hyphen", "keywords", "spacing", "placeholder", "missing", "markup", "unreadable",
                "listed_twice", "missing_file", "orphan", "section_circle"}  # fmt: skip
    assert expected <= set(found), expected - set(found)
    assert [a.number for a in history.attestations if a.state is State.MISSING] == ["6", "7"]
    assert [a.number for a in history.attestations if a.text.joined.startswith("Un")] == ["1", "8"]
    assert all("\n" not in a.message for a in history.anomalies)


def test_a_code_is_known_by_its_identifier_whatever_its_title(tmp_path: Path) -> None:
    name = "Code de la procédure pénale de demain"
    dump = global_dump(tmp_path, struct(), article(1, "1", "2000-01-01", name=name))
    (history,) = legi.read([str(dump)], ["cpp"])
    assert (history.code.id, len(history.attestations)) == ("cpp", 1)


def test_only_the_codes_asked_for(tmp_path: Path) -> None:
    other = "LEGITEXT000006070719"
    path = pack(
        tmp_path / "legi.tar.gz",
        [
            struct(ref(1, "1", "2000-01-01")),
            struct("", other),
            article(1, "1", "2000-01-01"),
            article(2, "1", "2000-01-01", text=other, name="Code pénal"),
            article(3, "1", "2000-01-01", text="JORFTEXT000000000001", nature="LOI", folder="TNC_en_vigueur"),
        ],
    )
    assert [h.code.id for h in legi.read([str(path)])] == ["cpp", "penal"]
    for wanted in ("cpp", "Code de procédure pénale", "LEGITEXT000006071154", "CPP"):
        (history,) = legi.read([str(path)], [wanted])
        assert (history.code.id, history.identifiers) == ("cpp", ("LEGITEXT000006071154",))
    with pytest.raises(SourceError, match="no code of LEGI"):
        legi.read([str(path)], ["civil"])


def test_an_article_in_two_folders_of_legi(tmp_path: Path) -> None:
    """LEGI moves a text from the codes in force to the others: the list of deletions names the old place only."""
    name, xml = article(1, "1", "2000-01-01")
    moved = article(1, "1", "2000-01-01", "2021-01-01", state="ABROGE", folder="code_non_vigueur")
    first = global_dump(tmp_path, (name, xml))
    delta = pack(tmp_path / "LEGI_20210101-210000.tar.gz", [moved], deleted=[name])
    (history,) = legi.read([str(delta), str(first)])
    assert spans(history, "1") == [("2000-01-01", "2021-01-01", "Un.")]


def test_a_version_rewritten_in_silence(tmp_path: Path) -> None:
    first = global_dump(tmp_path, article(1, "1", "2000-01-01"), article(2, "2", "2000-01-01", words="<p>Retiré.</p>"))
    name, xml = article(1, "1", "2000-01-01", words="<p>Un, réécrit.</p>")
    delta = pack(tmp_path / "LEGI_20210305-210000.tar.gz", [(name, xml)], deleted=[article(2, "2", "x")[0]])
    (history,) = legi.read([str(first), str(delta)])
    assert spans(history, "1") == [("2000-01-01", None, "Un, réécrit.")]
    assert spans(history, "2") == []
    told = {a.kind: a for a in history.anomalies if a.kind in ("rewritten", "withdrawn")}
    assert (told["rewritten"].ours, told["rewritten"].theirs) == ("Un, réécrit.", "Un.")
    assert "5 mars 2021" in told["rewritten"].message
    assert "1er janvier 2020" in told["rewritten"].message
    assert (told["withdrawn"].number, told["withdrawn"].theirs) == ("2", "Retiré.")


def hop(n: int, kind: str, sense: str, number: str = "") -> str:
    return (
        f'<LIEN cidtexte="LEGITEXT000006071154" datesignatexte="{OPEN}" id="{ident(n)}" naturetexte="CODE" nortexte="" '
        f'num="{number}" numtexte="" sens="{sense}" typelien="{kind}">Code - art. {number}</LIEN>'
    )


@pytest.mark.parametrize(
    ("on_old", "on_new", "both"),
    [
        (("CONCORDE", "source"), ("CONCORDANCE", "source"), True),
        (("CONCORDE", "source"), None, False),
        (None, ("CONCORDANCE", "source"), False),
        (("CONCORDANCE", "cible"), ("CONCORDE", "cible"), True),
        (("TRANSFERE", "source"), ("TRANSFERT", "source"), True),
        (("DEPLACE", "source"), ("DEPLACE", "cible"), True),
    ],
)
def test_official_links_are_joined_on_identifiers(
    tmp_path: Path, on_old: tuple[str, str] | None, on_new: tuple[str, str] | None, both: bool
) -> None:
    history = read(
        tmp_path,
        # the numbers printed on the links are wrong, as they can be
        article(1, "D250", "2000-01-01", "2010-12-29", links=hop(2, *on_old, "D999") if on_old else ""),
        article(2, "R57-7", "2010-12-29", words="<p>Deux.</p>", links=hop(1, *on_new, "D998") if on_new else ""),
        article(3, "D7", "2000-01-01", links=hop(77, "CONCORDE", "source", "D8")),  # to nobody
    )
    (found,) = history.links
    assert (found.old, found.new, found.day, found.both) == ("D250", "R57-7", date(2010, 12, 29), both)
    assert (found.old_id, found.new_id) == (ident(1), ident(2))


def test_a_chain_under_two_numbers(tmp_path: Path) -> None:
    versions = [(2, "2010-12-29", OPEN)]
    history = read(
        tmp_path,
        article(1, "D250", "2000-01-01", "2010-12-29", versions=versions),
        article(2, "D251", "2010-12-29", words="<p>Deux.</p>"),
    )
    assert [(link.kind, link.old, link.new) for link in history.links] == [("VERSIONS", "D250", "D251")]


def test_a_chain_that_goes_on_in_another_code(tmp_path: Path) -> None:
    """Each code knows the other's version by its identifier: no hole in either, and a link from one to the other."""
    other = "LEGITEXT000045476241"
    old, new = (
        article(1, "D250", "2000-01-01", "2022-05-01"),
        article(2, "R234-1", "2022-05-01", words="<p>Deux.</p>", text=other, name="Code pénitentiaire"),
    )
    both = b"".join(
        f'<VERSION etat="VIGUEUR">{at}</VERSION>'.encode()
        for at in (ref(1, "D250", "2000-01-01", "2022-05-01"), ref(2, "R234-1", "2022-05-01"))
    )
    files = [(name, content.replace(b"<VERSIONS>", b"<VERSIONS>" + both)) for name, content in (old, new)]
    cpp, prison = legi.read([str(global_dump(tmp_path, *files))])
    assert [{a.number for a in code.attestations} for code in (cpp, prison)] == [{"D250"}, {"R234-1"}]
    assert [(link.kind, link.old, link.new_code, link.new) for link in cpp.links] == [
        ("VERSIONS", "D250", "penitentiaire", "R234-1")
    ]


def test_official_links_are_kept_and_become_evidence(tmp_path: Path) -> None:
    dump = global_dump(
        tmp_path,
        article(1, "D250", "2000-01-01", "2010-12-29", links=hop(2, "CONCORDE", "source")),
        article(2, "R57-7", "2010-12-29", words="<p>Deux.</p>"),
    )
    build([str(dump)], tmp_path / "store")
    corpus = Corpus.open(tmp_path / "store")
    assert corpus.verify() == ()
    corpus.close()
    reader = Reader(open_index(tmp_path / "store"))
    link = Link(ArticleRef("cpp", "D250"), ArticleRef("cpp", "R57-7"), Relation.RENUMBERED, 0.9, ())
    (told,) = with_official(reader, [link], date(2010, 1, 1), date(2011, 1, 1))
    assert [(e.kind, e.text) for e in told.evidence] == [
        (EvidenceKind.LEGI, f"LEGI : concordance, {ident(1)} → {ident(2)}, dit d’un côté")
    ]
    assert with_official(reader, [link], date(2011, 1, 1), date(2012, 1, 1)) == (link,)
    reader.close()


NEAR = (date(2010, 12, 28), date(2010, 12, 29))


def _map(tmp_path: Path, *files: tuple[str, bytes], days: tuple[date, date] = NEAR) -> dict[tuple[str, str], Link]:
    build([str(global_dump(tmp_path, *files))], tmp_path / "store")
    corpus = Corpus.open(tmp_path / "store")
    found = corpus.renumbering(*days).links
    corpus.close()
    return {(link.old.number if link.old else "", link.new.number if link.new else ""): link for link in found}


RULES = (
    "<p>Le chef d'établissement désigne un surveillant pour chaque atelier du quartier bas.</p>",
    "<p>Toute demande de copie est gratuite lorsque son auteur justifie de ressources modestes.</p>",
    "<p>Un registre coté et paraphé mentionne les heures auxquelles les cellules furent ouvertes.</p>",
)

LONG = RULES[2] + (
    "<p>Le chef de service y porte le nom de chaque personne reçue, la date de sa venue, l'objet de l'entretien et les "
    "suites qui lui furent données ; il transmet tous les trois mois une copie certifiée au directeur régional.</p>"
    "<p>Les feuillets remplis sont conservés cinq ans aux archives, puis détruits devant deux témoins.</p>"
)


def test_what_only_the_source_links_is_a_link_that_says_so(tmp_path: Path) -> None:
    found = _map(
        tmp_path,
        article(1, "D250", "2000-01-01", "2010-12-29", words=RULES[0], links=hop(2, "CONCORDE", "source")),
        article(2, "R57-7", "2010-12-29", words=RULES[1], links=hop(1, "CONCORDANCE", "source")),
        article(3, "D251", "2000-01-01", "2010-12-29", words=LONG, links=hop(4, "TRANSFERE", "source")),
        article(4, "R57-8", "2010-12-29", words=LONG.replace("mentionne", "mentionne aussi")),
        *(
            article(n, str(n), "2000-01-01", words=f"<p>Le greffe tient le registre numéro {n}.</p>")
            for n in range(9, 40)
        ),
    )
    link = found["D250", "R57-7"]
    assert (link.relation, link.score) == (Relation.RENUMBERED, 0.6)
    assert [e.kind for e in link.evidence] == [EvidenceKind.LEGI, EvidenceKind.WORDS]
    assert link.evidence[1].text == "dit par la source seule : les mots ne le montrent pas"
    assert {("D250", ""), ("", "R57-7")}.isdisjoint(found)
    shown = found["D251", "R57-8"]
    assert shown.score > 0.6
    assert [e.kind for e in shown.evidence if e.kind is EvidenceKind.LEGI] == [EvidenceKind.LEGI]


def test_relations_of_what_only_the_source_links(tmp_path: Path) -> None:
    found = _map(
        tmp_path,
        article(1, "1", "2000-01-01", words=RULES[0], links=hop(2, "CONCORDE", "source")),
        article(2, "2", "2010-12-29", words=RULES[1]),
        article(3, "3", "2000-01-01", "2010-12-29", words=RULES[2], links=hop(4, "TRANSFERE", "source")),
        article(4, "4", "2010-12-29", words="<p>Nul ne refuse sa signature au greffier.</p>",
                versions=[(5, "2000-01-01", "2010-12-29")]),
        article(5, "4", "2000-01-01", "2010-12-29", words="<p>Nul ne refuse sa signature au notaire.</p>"),
    )  # fmt: skip
    assert found["1", "2"].relation is Relation.MOVED_PART
    assert found["3", "4"].relation is Relation.MERGED
    assert found["1", "2"].score == 0.5


def test_a_number_that_ended_and_came_back_isnt_linked(tmp_path: Path) -> None:
    found = _map(
        tmp_path,
        article(1, "D250", "2000-01-01", "2003-01-01", words=RULES[0]),
        article(3, "D250", "2006-01-01", "2010-12-29", words=RULES[2], links=hop(2, "CONCORDE", "source")),
        article(2, "R57-7", "2010-12-29", words=RULES[1]),
        days=(date(2001, 1, 1), date(2011, 1, 1)),
    )
    assert ("D250", "R57-7") not in found
    assert found["D250", ""].relation is Relation.REPEALED


def test_the_index_is_checked_for_official_links(tmp_path: Path) -> None:
    store = tmp_path / "store"
    _map(
        tmp_path,
        article(1, "D250", "2000-01-01", "2010-12-29", links=hop(2, "CONCORDE", "source")),
        article(2, "R57-7", "2010-12-29", words="<p>Deux.</p>"),
    )
    with closing(sqlite3.connect(open_index(store))) as connection, connection:
        connection.execute("UPDATE concordance SET new = 'R57-9'")
    corpus = Corpus.open(store)
    assert len([fault for fault in corpus.verify() if "table concordance: 1 rows" in fault]) == 2
    corpus.close()


def test_the_real_files(shared_data: Path) -> None:
    found = {history.code.title: history for history in legi.read([str(shared_data / "legi" / "samples")])}
    coins = found["Code des instruments monétaires et des médailles"]
    assert [str(a.valid_from) for a in coins.attestations if a.number == "1"] == ["1952-06-29"]
    assert [act.number for a in coins.attestations for act in a.ended_by] == ["2000-1223"]
    (annexe,) = [a for a in found["Code de l'action sociale et des familles"].attestations if a.text.alineas]
    tables = [alinea for alinea in annexe.text.alineas if alinea.startswith("<table>")]
    assert len(tables) == 3
    assert annexe.where == ident(19325262)
