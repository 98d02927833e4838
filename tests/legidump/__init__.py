"""Writes dumps of LEGI, valid by its DTDs, from what a store holds: the inverse of the reader, for tests and benches.

`documents` gives the XML files of codes, `tarball` packs them as the DILA does, `delta` packs what changed from one
set of files to the next, `Validator` checks each file against the DTDs.
"""

from tests.legidump.documents import Document, documents
from tests.legidump.packing import delta, tarball
from tests.legidump.validating import Validator

__all__ = ["Document", "Validator", "delta", "documents", "tarball"]
