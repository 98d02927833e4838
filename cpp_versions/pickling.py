"""Values handed to another process or put aside: pickles of frozen dataclasses by their fields, in order.

The default asks each value for the list of its fields, and sets them one by one again: this takes half of the time for
either way. `pickle.loads` reads what is written here, in the program that wrote it; nothing is kept longer. Dataclasses
that aren't frozen, or do more than take their fields, are pickled as by default.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from io import BytesIO
from operator import attrgetter
from typing import IO, Any

__all__ = ["ValuePickler", "dumps"]


class ValuePickler(pickle.Pickler):
    """A `pickle.Pickler` of the highest protocol, for values."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)

    def reducer_override(self, value: Any) -> Any:
        """How one value is pickled (see `pickle.Pickler.reducer_override`)."""
        kind: Any = type(value)
        held = _fields_of(kind)
        return NotImplemented if held is None else (kind, held(value))


def dumps(value: object) -> bytes:
    """The pickle of a value."""
    file = BytesIO()
    ValuePickler(file).dump(value)
    return file.getvalue()


@lru_cache(maxsize=1024)
def _fields_of(kind: type) -> Callable[[object], tuple[Any, ...]] | None:
    """What gives the arguments that make a value of this kind anew; None where they don't."""
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen or hasattr(kind, "__post_init__"):  # type: ignore[attr-defined]
        return None
    names = [field.name for field in fields(kind) if field.init and not field.kw_only]
    if not names or len(names) < len(fields(kind)):
        return None
    held = attrgetter(*names)
    return held if len(names) > 1 else lambda value: (held(value),)
