"""Links by shared legal terms: scores, thresholds, and no link where nothing can be told."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.fiches import terms

# fifty articles of nothing in particular, each with words of its own, and one about visits
ARTICLES = [
    f"Le greffier numéro{chr(97 + n % 26)}{chr(97 + n // 26)} tient le registre{chr(97 + n % 26)}{chr(97 + n // 26)}."
    for n in range(50)
]
VISITS = (
    "Le permis de visite des détenus est délivré par le chef de l'établissement pénitentiaire. Il peut être refusé, "
    "suspendu ou retiré aux membres de la famille pour des motifs tenant au bon ordre ou à la prévention des "
    "infractions. Les visites ont lieu dans un parloir, sous la surveillance d'un gardien qui entend les conversations."
)
PLAIN = (
    "Vous voulez voir un détenu : demandez un permis de visite au chef de l'établissement pénitentiaire. Le permis de "
    "visite peut être suspendu ou retiré à la famille pour le bon ordre. Au parloir, un gardien entend vos "
    "conversations et la surveillance est constante."
)
OTHER = (
    "La carte grise du véhicule se demande en ligne, avec une pièce d'identité et un justificatif de domicile récent."
)


def test_a_passage_is_linked_to_its_article() -> None:
    (link,) = terms.shared([OTHER, PLAIN], [*ARTICLES, VISITS])
    assert (link.passage, link.article) == (1, 50)
    assert terms.LEAST_SCORE <= link.score <= 1
    assert len(link.terms) >= terms.LEAST_TERMS
    for said in link.terms:
        assert said in PLAIN.lower()


def test_too_few_articles_or_words_tell_nothing() -> None:
    assert terms.shared([PLAIN], [VISITS, *ARTICLES[:20]]) == ()
    assert terms.shared([], ARTICLES) == ()
    assert terms.shared(["", "permis de visite"], [*ARTICLES, VISITS, ""]) == ()


def test_what_rests_on_something_else_needs_half_the_score() -> None:
    weak = PLAIN + " " + OTHER * 3
    plain = terms.shared([weak], [*ARTICLES, VISITS])
    helped = terms.shared([weak], [*ARTICLES, VISITS], allowed=[{50}])
    assert {(one.passage, one.article) for one in plain} <= {(one.passage, one.article) for one in helped}
    assert (0, 50) in {(one.passage, one.article) for one in helped}


@given(st.lists(st.text(max_size=300), max_size=4), st.lists(st.text(max_size=200), min_size=40, max_size=45))
@settings(max_examples=25, deadline=None)
def test_no_text_fails(passages: list[str], articles: list[str]) -> None:
    for link in terms.shared(passages, articles):
        assert 0 <= link.score <= 1.001 and link.terms
