"""Acts that rewrite articles: the decree of 1972, and small ones made here in the drafting of then and of now."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cpp_versions.errors import SourceError
from cpp_versions.model import CodeHistory, State
from cpp_versions.sources import decree, recognise
from cpp_versions.sources.decree import parse, read

DAY = date(1972, 9, 20)
TITLE = "Décret n° 99-1 du 2 janvier 1999 modifiant le code de procédure pénale\n\nDécrète :\n\n"


def made(tmp_path: Path, body: str, title: str = TITLE) -> CodeHistory:
    path = tmp_path / "act.txt"
    path.write_text(title + body, encoding="utf-8")
    return read(path, day=DAY)


def shown(history: CodeHistory) -> dict[str, tuple[tuple[str, ...], bool]]:
    return {a.number: (a.text.alineas, a.complete) for a in history.attestations}


# -- the decree of 1972


@pytest.fixture(scope="module")
def file(root: Path) -> Path:
    return root / "corpus" / "decret-72-852.txt"


def test_what_the_decree_of_1972_is(file: Path) -> None:
    assert decree.recognises(file)
    history = read(file, day=DAY)
    assert history.code.id == "cpp"
    assert [(d.day, [a.title for a in d.acts]) for d in history.dates] == [
        (DAY, ["Décret n° 72-852 du 12 septembre 1972"])
    ]
    assert (history.source.excerpt, history.source.as_of) == (True, DAY)
    for attestation in history.attestations:
        assert (attestation.observed, attestation.valid_from, attestation.valid_to) == ((DAY,), None, None)
        assert attestation.state is State.IN_FORCE
        assert attestation.acts[0].number == "72-852"


def test_its_134_articles(file: Path) -> None:
    articles = parse(file.read_text(encoding="utf-8")).articles
    assert len(articles) == 134
    kinds = Counter(
        "misread" if not a.ascending else "whole" if a.whole else "fragment" if a.alineas else "instructions"
        for a in articles
    )
    assert kinds == {"whole": 53, "fragment": 54, "instructions": 26, "misread": 1}
    assert [a.number for a in articles if not a.ascending] == ["D330"]  # D. 390 in print


def test_every_word_of_it_is_somewhere_and_in_its_place(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    parsed = parse(text)
    history = read(file, day=DAY)
    passages = [
        p for a in parsed.articles for p in (a.heading, *a.unchanged, *a.instructions)
    ] + list(parsed.own)  # fmt: skip
    for passage in passages:
        assert text[passage.start : passage.end] == passage.quote
        assert text.split("\n")[passage.line - 1].find(passage.quote) >= 0
    kept = Counter(" ".join(text.split("Décrète :")[1].split("Fait à Paris")[0].split()))
    for words in [p.quote for p in passages] + [alinea for a in parsed.articles for alinea in a.alineas]:
        kept.subtract(" ".join(words.split()))
    assert {letter for letter, count in kept.items() if count} <= {" "}
    told = {a.theirs for a in history.anomalies}
    for article in parsed.articles:
        assert {p.quote for p in article.instructions} <= told
    assert {p.quote for p in parsed.own} <= told


def test_examples_of_it(file: Path) -> None:
    found = shown(read(file, day=DAY))
    text, whole = found["D83-1"]
    assert (len(text), whole) == (2, True)
    assert "mem-bres" in text[1]  # nothing is corrected
    assert found["D62"][1] is False
    assert found["D62"][0][-1].endswith("aux articles D. 99 et suivants.")
    assert found["D17"][1] is False
    assert "D56" not in found
    assert found["D144"] == (
        (
            "8° Comparution soit devant une juridiction de l’ordre judiciaire, soit devant une juridiction ou un "
            "organisme d’ordre administratif d’un condamné admis au régime de semi-liberté ;",
            "9° Sortie en vue du maintien des liens familiaux et de la préparation de la réinsertion sociale.",
        ),
        False,
    )


def test_the_report_before_the_decree_is_no_text_of_it(shared_seeds: Path, file: Path) -> None:
    """The saved page has a report and the site's own words around the decree: they change nothing."""
    whole = read(shared_seeds / "decret-72-852.txt", day=DAY)
    assert shown(whole) == shown(read(file, day=DAY))
    assert not any("RAPPORT" in (a.theirs or "") or "Landmarks" in (a.theirs or "") for a in whole.anomalies)


# -- the drafting of such acts


def test_whole_fragment_and_instruction(tmp_path: Path) -> None:
    history = made(
        tmp_path,
        "Art. 1er. - Le code est modifié :\n\nArticle R. 1.\nUn.\n\nDeux.\nArticle R*2. Début.\n"
        "(Alinéa 2 sans changement.)\nArticle R. 3\nAu premier alinéa, remplacer « a » par « b ».\n"
        "Article R. 4-1.\nLes deux premiers alinéas sont supprimés.\nTexte.\n"
        "Article R. 5.\nLe dossier est complété par le greffe.\n"
        "Art. 2. - Le ministre est chargé de l’exécution.\nFait à Paris, le 2 janvier 1999.\nLe ministre\n",
    )
    assert shown(history) == {
        "R1": (("Un.", "Deux."), True),
        "R2": (("Début.",), False),
        "R4-1": (("Texte.",), False),
        "R5": (("Le dossier est complété par le greffe.",), True),
    }
    assert [(a.kind, a.number, a.theirs) for a in history.anomalies] == [
        ("instruction", "R3", "Au premier alinéa, remplacer « a » par « b »."),
        ("instruction", "R4-1", "Les deux premiers alinéas sont supprimés."),
        ("instruction", None, "Art. 1er. - Le code est modifié :"),
        ("instruction", None, "Art. 2. - Le ministre est chargé de l’exécution."),
    ]
    assert history.dates[0].acts[0].title == "Décret n° 99-1 du 2 janvier 1999"


def test_articles_in_quotes(tmp_path: Path) -> None:
    history = made(
        tmp_path,
        "Article 1\nL’article 706-1 est ainsi rédigé :\n« Art. 706-1. – Le juge « décide ».\n« Il en rend compte. »\n"
        "Article 2\nAprès l’article D. 5, il est inséré :\n« Art. D. 5-1. - Un. »\nL’article D. 6 est abrogé.\n",
    )
    assert shown(history) == {
        "706-1": (("Le juge « décide ».", "Il en rend compte."), True),
        "D5-1": (("Un.",), True),
    }
    assert len([a for a in history.anomalies if a.kind == "instruction"]) == 5


def test_a_number_that_does_not_follow(tmp_path: Path) -> None:
    history = made(tmp_path, "Article D. 363.\nUn.\nArticle D. 330.\nDeux.\nArticle D. 391.\nTrois.\n")
    assert set(shown(history)) == {"D363", "D391"}
    assert [(a.kind, a.number, a.theirs) for a in history.anomalies] == [("number_order", None, "Deux.")]
    # each article of the act begins anew
    history = made(tmp_path, "Art. 1er.\nArticle D. 9.\nUn.\nArt. 2.\nArticle D. 3.\nDeux.\n")
    assert set(shown(history)) == {"D9", "D3"}


def test_a_number_headed_twice_is_known_in_part(tmp_path: Path) -> None:
    history = made(tmp_path, "Article D. 1.\nUn.\nArticle D. 1.\nDeux.\n")
    assert shown(history) == {"D1": (("Un.", "Deux."), False)}


# -- what is missing


def test_the_day_and_the_code_are_told_or_found(tmp_path: Path) -> None:
    path = tmp_path / "act.txt"
    path.write_text(TITLE.replace("Décrète", "JORF du 5 janvier 1999\nDécrète") + "Article D. 1.\nUn.\n")
    source = recognise(str(path))
    assert source.format == "act"
    (history,) = source.read(None)
    assert (history.code.id, history.dates[0].day) == ("cpp", date(1999, 1, 5))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TITLE + "Article D. 1.\nUn.\n", "when it was published"),
        (TITLE.replace("le code de procédure pénale", "un code") + "Article D. 1.\nUn.\n", "names none"),
        (
            TITLE.replace("pénale", "pénale et le code pénal") + "Article D. 1.\nUn.\n",
            "names Code de procédure pénale, ",
        ),
        (TITLE + "Rien.\n", "heads no article"),
        ("Article D. 1.\nUn.\n", "no title of an act"),
        (b"D\xe9cret n\xb0 99-1", "not UTF-8"),
    ],
)
def test_acts_that_are_refused(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = tmp_path / "act.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SourceError, match=says) as error:
        read(path)
    assert "\n" not in str(error.value)


def test_other_texts_are_not_recognised(tmp_path: Path) -> None:
    for name, text in (("a.txt", "Décret n° 72-852\nBonjour"), ("b.txt", "Article D. 1.\n"), ("c.md", TITLE)):
        path = tmp_path / name
        path.write_text(text)
        assert not decree.recognises(path)
    assert not decree.recognises(tmp_path)
    assert not decree.recognises(tmp_path / "absent.txt")


@pytest.mark.parametrize("line", ["(" * 5000, "A " * 5000, "le " * 5000, "Article D. " + "1-" * 5000, "« " * 5000])
def test_hostile_lines_take_no_time(tmp_path: Path, line: str) -> None:
    history = made(tmp_path, f"Article D. 1.\nUn.\n{line}\n")
    assert "D1" in shown(history)
