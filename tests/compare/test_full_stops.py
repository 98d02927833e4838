"""Sentences that share nothing but their full stop: it goes with each of them."""

from __future__ import annotations

from cpp_versions.compare import diff

KEPT = "Le chef d'établissement décide du placement "
OLD = (KEPT + "pour trois mois.", "Tant pour la décision initiale que pour les suivantes, il tient compte de la santé.")
NEW = (KEPT + "à l'isolement.", "Une promenade quotidienne d'une heure à l'air libre est organisée chaque matin.")


def test_a_full_stop_is_not_kept_alone() -> None:
    ops = diff(OLD, NEW).ops
    assert not any(op == "=" and text.strip() == "." for op, text in ops)
    assert "".join(text for op, text in ops if op in "=-<") == "\n\n".join(OLD)
    assert "".join(text for op, text in ops if op in "=+>") == "\n\n".join(NEW)


def test_a_sentence_changed_in_part_keeps_its_full_stop() -> None:
    ops = diff((OLD[0],), (NEW[0],)).ops
    assert ops[-1] == ("=", ".")
