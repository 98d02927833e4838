"""Pickles of values give them back, shared ones shared, whatever kind of value they are."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from cpp_versions.model import Attestation, Citation, Code, State, Text
from cpp_versions.pickling import ValuePickler, dumps


@dataclass(frozen=True, slots=True)
class One:
    """A value of one field."""

    only: object


@dataclass(frozen=True)
class Nothing:
    """A value without fields."""


@dataclass
class Changing:
    """A dataclass that isn't frozen, and may hold itself."""

    held: list[object] = field(default_factory=list)


@dataclass(frozen=True)
class Computed:
    """A value with a field that isn't an argument."""

    given: int
    made: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", 2 * self.given)


def test_values_come_back_and_share_what_they_shared() -> None:
    citation = Citation(0, 1, 2, "art. 1", None, ("1",))
    text = Text(("Voir l'art. 1.",), ("nota",), (citation,))
    versions = [Attestation(str(n), State.IN_FORCE, text, date(2000, 1, n)) for n in range(1, 9)]
    found = pickle.loads(dumps([versions, One(text), One((1,)), Nothing(), Code, Computed(4)]))  # noqa: S301 - this test wrote it
    assert found == [versions, One(text), One((1,)), Nothing(), Code, Computed(4)]
    assert found[0][0].text is found[0][7].text is found[1].only


def test_one_that_holds_itself() -> None:
    changing = Changing()
    changing.held.append(One(changing))
    found = pickle.loads(dumps(changing))  # noqa: S301 - this test wrote it
    assert found.held[0].only is found


def test_several_pickles_of_one_pickler_share_too() -> None:
    file = BytesIO()
    pickler = ValuePickler(file)
    text = Text(("Un.",))
    pickler.dump([text])
    pickler.dump([One(text)])
    file.seek(0)
    unpickler = pickle.Unpickler(file)  # noqa: S301 - this test wrote it
    (first,), (second,) = unpickler.load(), unpickler.load()
    assert first == text
    assert second.only is first
