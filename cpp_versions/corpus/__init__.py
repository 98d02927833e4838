"""`Corpus`: the one entry point of the Python API. Everything the command line and the explorer say comes from here.

Each area has its module: a class over one `Reader` of the index (`Articles`, `Changing`, `Citing`…), which `Corpus`
makes when it is first asked. To add an area: a module here, and the methods that people call on `Corpus`.
"""

from cpp_versions.corpus.dates import parse_date
from cpp_versions.corpus.facade import Corpus

__all__ = ["Corpus", "parse_date"]
