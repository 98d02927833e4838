"""Whether two versions differ by spaces and typography only: as a comparison of all their words would tell."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cpp_versions.model import Attestation, State, Text
from cpp_versions.sources.legi_history import _spacing
from cpp_versions.text import fold

PIECES = st.sampled_from(
    ["222-33,222-33-2", "222-33, 222-33-2", "l'", "l’", "œuvre", "oeuvre", " ", "\u00a0", "é", "e\u0301", "e", "...",
     "…", "-", "—", "« ", '"', "mot", "m ot", "ﬁ", "fi", "f i", "1", "a", "\u00ad", "n°", "nº"]
)  # fmt: skip
TEXTS = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), max_size=4)


def version(alineas: list[str]) -> Attestation:
    return Attestation("1", State.IN_FORCE, Text(tuple(alineas)), date(2000, 1, 1))


def squeezed(alineas: list[str]) -> str:
    return "".join(fold("".join(alineas)).split())


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 3))
def test_as_the_whole_texts_tell(ours: list[str], theirs: list[str], shared: int) -> None:
    theirs = [*ours[:shared], *theirs]
    assert _spacing(version(ours), version(theirs)) == (ours != theirs and squeezed(ours) == squeezed(theirs))
