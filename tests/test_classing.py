"""Changes told apart: typography, references, terminology, renumberings, substance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions import compare
from cpp_versions.changes import Change, moves
from cpp_versions.classing import Kind, classify
from cpp_versions.masking import MARK, mask

VISITS = "Les détenus peuvent recevoir des visites deux fois par semaine dans un parloir commun."
JUDGE = "Le chef d'établissement informe sans délai le juge de l'application des peines de sa décision."
DOCTOR = "Le médecin examine sur place chaque détenu placé à l'isolement au moins deux fois par semaine."
WORK = "Les rémunérations du travail sont versées à l'administration qui opère le reversement des cotisations."


def change(key: str, old: str, new: str) -> Change[str]:
    """Alinéas are parted by ` / `."""
    before, after = (tuple(text.split(" / ")) if text else () for text in (old, new))
    return Change(key, before, after, compare.diff(before, after))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (JUDGE, JUDGE.replace("'", "’").replace(" ", "  "), Kind.TYPOGRAPHIC),
        (f"{VISITS} / {JUDGE}", f"{VISITS} {JUDGE}", Kind.TYPOGRAPHIC),
        (VISITS, VISITS[:-1] + " ;", Kind.TYPOGRAPHIC),
        ("Le Préfet de l'Etat décide.", "Le préfet de l'État décide.", Kind.TYPOGRAPHIC),
        ("Il peut, seul, décider.", "Il peut seul décider.", Kind.SUBSTANTIVE),
        (VISITS, VISITS.replace("deux", "trois"), Kind.SUBSTANTIVE),
        (VISITS, VISITS.replace("détenus", "condamnés"), Kind.SUBSTANTIVE),
        (VISITS, f"{VISITS} {JUDGE}", Kind.SUBSTANTIVE),
        (VISITS, "", Kind.SUBSTANTIVE),
        ("", VISITS, Kind.SUBSTANTIVE),
        ("Le cas prévu à l'article 12 est clos.", "Le cas prévu aux articles 12 et 12-1 est clos.", Kind.REFERENCE),
        ("Il lit le premier alinéa de l'article 7.", "Il lit les deux derniers alinéas du II.", Kind.REFERENCE),
        ("Vu l'article R. 57-7 du code pénal, il va.", "Vu l'article 2 du code pénitentiaire, il va.", Kind.REFERENCE),
        (
            "Vu la loi n° 2018-898 du 23 octobre 2018 relative à la fraude, il est dit.",
            "Vu la loi n° 2019-222 du 23 mars 2019 de programmation et de réforme, il est dit.",
            Kind.REFERENCE,
        ),
        ("L'amende de l'article 12 est de 100 euros.", "L'amende de l'article 13 est de 200 euros.", Kind.SUBSTANTIVE),
        ("Le délai de l'article 12 est de 10 jours.", "Le délai de l'article 12 est de 20 jours.", Kind.SUBSTANTIVE),
        (f"{VISITS} / {WORK} / {JUDGE}", f"{JUDGE} / {VISITS} / {WORK}", Kind.RENUMBERING),
    ],
)  # fmt: skip
def test_the_class_of_an_article_by_itself(old: str, new: str, kind: Kind) -> None:
    assert classify([change("D1", old, new)]) == {"D1": kind}


OLD = ("Le commissaire décide seul.", "Saisi par le commissaire, il statue.", "Il en avise un commissaire zélé.")
NEW = ("La préfète décide seule.", "Saisi par la préfète, elle statue.", "Il en avise une préfète zélée.")


def renamed(count: int) -> list[Change[str]]:
    return [change(f"D{n}", *pair) for n, pair in enumerate(list(zip(OLD, NEW, strict=True))[:count])]


def test_terminology_is_a_replacement_that_three_articles_have() -> None:
    assert set(classify(renamed(3)).values()) == {Kind.TERMINOLOGY}
    assert set(classify(renamed(2)).values()) == {Kind.SUBSTANTIVE}


def test_terminology_with_anything_else_is_substance() -> None:
    more = change("D9", "Le commissaire vient.", "La préfète vient sans délai.")
    assert classify([*renamed(3), more])["D9"] is Kind.SUBSTANTIVE
    reference = change("D9", "Le commissaire de l'article 1.", "La préfète de l'article 2.")
    assert classify([*renamed(3), reference])["D9"] is Kind.TERMINOLOGY


@pytest.mark.parametrize(("old", "new"), [("deux ans", "trois ans"), ("peut", "doit"), ("30 euros", "40 euros")])
def test_what_changes_the_rule_is_substance_however_often(old: str, new: str) -> None:
    texts = ["Le juge {} partir.", "Elle {} rester.", "Nul ne {} venir."]
    found = classify([change(f"D{n}", text.format(old), text.format(new)) for n, text in enumerate(texts)])
    assert set(found.values()) == {Kind.SUBSTANTIVE}


def test_what_many_articles_gain_or_lose_is_substance() -> None:
    texts = ["Le juge{} décide.", "Il saisit un juge{} du fond.", "Un seul juge{} siège."]
    for old, new in (("", " des libertés"), (" des libertés", "")):
        found = classify([change(f"D{n}", text.format(old), text.format(new)) for n, text in enumerate(texts)])
        assert set(found.values()) == {Kind.SUBSTANTIVE}


def test_a_text_under_another_number_is_a_renumbering_even_edited() -> None:
    edited = f"{VISITS} / {JUDGE}".replace("détenus", "personnes détenues")
    changes = [change("D1", f"{VISITS} / {JUDGE}", ""), change("R1", "", edited), change("R2", "", WORK)]
    assert classify(changes, moves(changes)) == {
        "D1": Kind.RENUMBERING, "R1": Kind.RENUMBERING, "R2": Kind.SUBSTANTIVE,
    }  # fmt: skip


def test_a_text_that_another_code_has_as_well_is_a_renumbering() -> None:
    changes = [
        change("D1", "", f"{VISITS} / {DOCTOR}"),
        change("D2", JUDGE, ""),
        change("D3", "", "Il en est informé."),
    ]
    asked = []

    def standing(key: str, added: bool) -> list[tuple[str, ...]]:
        asked.append((key, added))
        return [(WORK,), (VISITS, DOCTOR), ("Il en est informé.",)]

    assert classify(changes, (), standing) == {
        "D1": Kind.RENUMBERING, "D2": Kind.SUBSTANTIVE, "D3": Kind.SUBSTANTIVE,
    }  # fmt: skip
    assert asked == [("D1", True), ("D2", False)]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Les peines de l'article 131-26 sont de 30 euros.", f"Les peines {MARK} sont de 30 euros."),
        ("Il a deux enfants et un recours.", "Il a deux enfants et un recours."),
        ("Le 5 mars 2004, il part.", "Le 5 mars 2004, il part."),
        ("Au a du 1° du I, le juge siège.", f"{MARK}, le juge siège."),
        ("La section se réunit, le titre est exécutoire.", "La section se réunit, le titre est exécutoire."),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask(text) == masked


@settings(max_examples=200, deadline=None)
@given(st.text("ab I1°.,'’RL-\u00a0§é", max_size=60))
def test_masking_ends_and_is_stable(text: str) -> None:
    assert len(mask(text)) <= max(1, len(text))
    assert mask(mask(text)).count(MARK) <= max(1, mask(text).count(MARK) + 1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([VISITS, JUDGE, DOCTOR, WORK, "I.", "à l'article 5."]), min_size=1, max_size=3))
def test_every_change_has_one_class(texts: list[str]) -> None:
    changes = [change(f"D{n}", " / ".join(texts), " / ".join(texts[n:])) for n in range(len(texts) + 1)][1:]
    assert set(classify(changes, moves(changes))) == {each.key for each in changes}
