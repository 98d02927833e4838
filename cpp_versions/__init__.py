"""How French criminal procedure law changed: consolidated versions in git, word diffs, citations.

`Corpus.open(path)` is the entry point; `build` makes a store from sources. The other public names are the values that
they answer with (`cpp_versions.answers`) and the errors that they raise.
"""

from cpp_versions import errors
from cpp_versions.building import build
from cpp_versions.corpus import Corpus, parse_date
from cpp_versions.errors import *  # noqa: F403

__all__ = ["Corpus", "build", "parse_date"]
__all__ += errors.__all__
