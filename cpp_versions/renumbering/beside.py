"""What makes large maps faster: a second process for work that can wait, and no search for rubbish meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from cpp_versions.alongside import Alongside

__all__ = ["begun", "uncollected"]

T = TypeVar("T")
_LARGE = 1_500
"""Articles with something new from which a process pays for itself: a few hundredths of a second."""


@contextmanager
def begun(work: Callable[[], T], size: int) -> Iterator[Callable[[], T]]:
    """Begins `work` beside this process, for a map of `size` articles with something new; what it gives is called for
    the answer. Of a small map, the work is done then."""
    if size < _LARGE:
        yield work
        return
    with Alongside(work) as beside:
        yield beside.result


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for cycles of dead objects: a map makes a few hundred thousand that live until its end, and
    no cycles, and an eighth of its time would be spent on looking at them again and again."""
    if not gc.isenabled():  # by the caller, or by another map, which ends it
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
