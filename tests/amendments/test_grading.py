"""Computed texts against official ones: the grade of each article, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cpp_versions.amendments import Graded, Known, grade_act, parse
from cpp_versions.model import State

FORCE = State.IN_FORCE


def grades(act: str, before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]) -> dict[str, Graded]:
    graded = grade_act(
        parse(act).instructions,
        "cpp",
        {number: Known(FORCE, text) for number, text in before.items()},
        {number: Known(FORCE, text) for number, text in after.items()},
    )
    return {one.article: one for one in graded}


ACT = """Le code de procédure pénale est ainsi modifié :
1° A l'article D. 1, les mots : « un an » sont remplacés par les mots : « deux ans » ;
2° Les articles D. 2 à D. 4 sont abrogés ;
3° L'article D. 5 devient l'article D. 6 et, à cet article, le mot : « a » est supprimé ;
4° L'article D. 7 est ainsi rédigé :
« Art. D. 7. – Voir l'article D. 8, appli-cation immédiate. » ;
5° A l'article D. 9, le mot : « absent » est supprimé.
6° Au premier alinéa de l'article D. 10, le mot : « vieux » est remplacé par le mot : « neuf »."""


def test_every_grade() -> None:
    before = {"D1": ("Il dure un an.",), "D2": ("x",), "D3-1": ("y",), "D4": ("z",), "D5": ("a b",), "D7": ("v",)}
    before["D9"] = ("w",)
    after = {"D1": ("Il dure deux ans.",), "D4": ("z",), "D6": ("b",)}
    after |= {"D7": ("Voir l’article D8, application immédiate.",), "D9": ("w",), "D10": ("C’est neuf.",)}
    found = grades(ACT, before, after)
    assert {number: one.grade for number, one in found.items()} == {
        "D1": "identical",
        "D2": "identical",
        "D3": "identical",
        "D3-1": "identical",
        "D4": "different",
        "D5": "identical",
        "D6": "identical",
        "D7": "equivalent",
        "D9": "not_applied",
        "D10": "unverifiable",
    }
    assert found["D9"].reason == "les mots « absent » n’y sont pas"
    assert found["D10"].evidence is True


def test_a_difference_is_a_word_diff() -> None:
    found = grades(ACT, {"D1": ("Il dure un an.",)}, {"D1": ("Il dure trois ans.",)})["D1"]
    assert found.diff is not None
    assert ("-", "deux") in found.diff.ops
    assert ("+", "trois") in found.diff.ops


def test_words_everywhere_reach_the_articles_that_have_them() -> None:
    act = parse("Au titre II du code de procédure pénale, les mots : « a b » sont remplacés par le mot : « c ».")
    inside, outside = ("Livre V : X", "TITRE II : De la détention"), ("Livre V : X", "Titre III : Y")
    before = {
        "D1": Known(FORCE, ("a b.",), inside),
        "D2": Known(FORCE, ("b a.",), inside),
        "D3": Known(FORCE, ("a b.",), outside),
    }
    after = before | {"D1": Known(FORCE, ("c.",), inside)}
    graded = grade_act(act.instructions, "cpp", before, after)
    assert [(one.article, one.grade) for one in graded] == [("D1", "identical")]


def test_a_translated_act_is_not_compared() -> None:
    act = parse('In the first paragraph of Article D. 1 of the Code of Criminal Procedure, the word: "a" is deleted.')
    known = {"D1": Known(FORCE, ("a b.",))}
    (one,) = grade_act(act.instructions, "cpp", known, known, translated=act.language == "en")
    assert (one.grade, act.language) == ("unverifiable", "en")


def test_parts_written_anew_are_compared_where_the_text_of_the_day_before_lacks() -> None:
    act = parse(
        "L'article D. 1 du code de procédure pénale est ainsi modifié :\n1° Le deuxième alinéa est ainsi rédigé :\n"
        "« L’un. »\n2° Le 2° est ainsi rédigé :\n« 2° Trois. »\n3° Le dixième alinéa est ainsi rédigé : « Dix. »"
    )
    official = {"D1": Known(FORCE, ("Zéro.", "L'un.", "1° A ;", "2° Deux."))}
    (one,) = grade_act(act.instructions, "cpp", {}, official)
    assert one.grade == "unverifiable"
    assert one.parts == (("alinéa 2e", "equivalent"), ("2°", "different"))
    assert one.as_json()["parts"][1] == {"place": "2°", "grade": "different"}


def test_a_remark_on_a_later_act_is_no_text_of_the_day() -> None:
    act = parse("L'article D. 1 du code de procédure pénale est ainsi rédigé : « Un (deux) et trois. »")
    remark = "Un (deux) et (quatre, supprimé par la loi n° 81-82 du 2 février 1981) trois."
    for day, grade in ((date(1972, 9, 20), "equivalent"), (date(1990, 1, 1), "different"), (None, "different")):
        (one,) = grade_act(act.instructions, "cpp", {}, {"D1": Known(FORCE, (remark,))}, day=day)
        assert one.grade in (grade, "identical" if grade == "equivalent" else grade)


def test_a_source_that_has_the_new_words_before_their_day_is_not_verified() -> None:
    act = parse("A l'article D. 1 du code de procédure pénale, le mot : « vieux » est remplacé par le mot : « neuf ».")
    known = {"D1": Known(FORCE, ("C’est neuf.",))}
    (one,) = grade_act(act.instructions, "cpp", known, known)
    assert (one.grade, one.evidence) == ("unverifiable", True)
    assert one.reason == "le texte de la veille, dans les sources, a déjà les mots nouveaux"


def test_the_first_later_text_is_evidence() -> None:
    act = parse("L'article D. 1 du code de procédure pénale est ainsi rédigé : « Un. »")
    later = {"D1": (date(1980, 1, 1), ("Un.",))}
    (one,) = grade_act(act.instructions, "cpp", {}, {}, later=later)
    assert (one.grade, one.evidence, one.first_later) == ("unverifiable", True, date(1980, 1, 1))
