"""Whatever is given as an act: nothing is lost, nothing raised, nothing slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cpp_versions.amendments import apply_to, parse

_WORDS = st.sampled_from(
    [
        *"Au deuxième alinéa de l'article D. 48-2 , les mots : « un an » sont remplacés par « deux ans » ; .".split(
            " "
        ),
        *"I. - 1° a) Il est inséré un article ainsi rédigé complété supprimé abrogé devient Les Après".split(" "),
        *['"', "“", "”", "«", "»", "\n", "\n«", "« Art. D. 5.-", "Article 2", "(", ")", "\u00a0", "l’", "II", "—"],
    ]
)
_TEXT = st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=80))


@settings(max_examples=60, deadline=None)
@given(_TEXT)
@example(", D.")
@example("Un mot,, inconnu")
@example("Au 1°, à compter du 31 février 2013, le mot « a » est supprimé.")
@example("L'article D. 15 devient l'article D. 14-1, D. 5 et D. 6")
def test_every_character_of_an_act_is_told(text: str) -> None:
    act = parse(text)
    assert "".join(text[piece.span[0] : piece.span[1]] for piece in act.pieces) == text
    told = [(one.span, one.quote) for one in act.instructions] + [(one.span, one.quote) for one in act.unparsed]
    for (start, end), quote in told:
        assert text[start:end] == quote
    assert 0 <= act.understood <= 1


@settings(max_examples=60, deadline=None)
@given(_TEXT, st.lists(st.text(min_size=1, max_size=30).filter(lambda t: "\n" not in t and t.strip()), max_size=4))
def test_applying_never_fails_and_never_invents(text: str, alineas: list[str]) -> None:
    act = parse(text)
    outcome = apply_to(alineas, act.instructions)
    assert outcome.done + len(outcome.problems) == len(act.instructions)
    if not act.instructions:
        assert outcome.alineas == tuple(alineas)


@pytest.mark.parametrize(
    ("begins", "again", "ends"),
    [
        ("Les articles ", "D. 5 et D. 6, ", "D. 7 sont abrogés."),
        ("Les articles ", "D. 5 et D. 6, ", "D. 7 sont par."),
        ("Au ", "deuxième alinéa et au ", "troisième alinéa de l'article 5, le mot : « a » est supprimé."),
        ("Au premier alinéa de l'article 5, ", "le mot : « a » est supprimé et ", "le mot : « b » est supprimé."),
        ("À l'article 5, les mots : ", "« a » et ", "« b » sont supprimés."),
        ("Le ", "1° du ", "2° de l'article 5 est supprimé."),
        ("À l'article 5, il est inséré un 1°, ", "un 2°, un 3° et ", "un 4° ainsi rédigés :\n« 1° a »"),
    ],
)
def test_a_sentence_three_times_as_long_does_not_take_ten_times_as_long(begins: str, again: str, ends: str) -> None:
    def taken(often: int, article: str) -> float:
        text = (begins + again * often + ends).replace("5", article)  # a sentence seen before costs nothing
        begun = time.process_time()
        parse(text)
        return time.process_time() - begun

    def least(often: int) -> float:
        return min(taken(often, article) for article in ("5", "7"))

    taken(1, "5")
    assert least(24) < 10 * least(8) + 1


@pytest.mark.parametrize(
    ("begins", "again", "ends", "often"),
    [
        ("", "«", "", 8_000),
        ("Au ", "deuxième alinéa et au ", "troisième alinéa, le mot : « a » est supprimé.", 2_000),
        ("", "(", "", 20_000),
        ("les mots : « ", "a « ", "", 3_000),
        ("", "1° ", "", 10_000),
        ("Article D. 5.\n", "x\n", "", 5_000),
        ("", "L'article D. 1 à ", "", 3_000),
    ],
)
def test_time_grows_as_a_hostile_act_does(begins: str, again: str, ends: str, often: int) -> None:
    def taken(times: int) -> float:
        begun = time.process_time()
        parse(begins + again * times + ends)
        return time.process_time() - begun

    assert taken(often) < 10 * taken(often // 4) + 1  # four times the text: a square would take sixteen times as long
