"""How French criminal procedure law changed: consolidated versions in git, word diffs, citations.

`Corpus.open(path)` is the entry point; `build` makes a store from sources. The other public names are the values that
they answer with (`cpp_versions.answers`) and the errors that they raise.
"""

from typing import TYPE_CHECKING, Any

from cpp_versions import errors
from cpp_versions.errors import *  # noqa: F403

if TYPE_CHECKING:
    from cpp_versions.collecting import build
    from cpp_versions.corpus import Corpus, parse_date

__all__ = ["Corpus", "build", "parse_date"]
__all__ += errors.__all__


def __getattr__(name: str) -> Any:
    """The entry points, imported when they are used: a reading command doesn't pay for what builds."""
    if name == "build":
        from cpp_versions import collecting

        return collecting.build
    if name in ("Corpus", "parse_date"):
        from cpp_versions import corpus

        return getattr(corpus, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
