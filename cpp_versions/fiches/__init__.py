"""Plain-language fiches of service-public: read from their files, kept beside a store, linked to articles.

A fiche is about articles and is none of the code's versions: it never enters the store. `reading.read` gives the
fiches of a file, folder or archive, `library` keeps them, `terms` links passages to articles by the legal terms that
they share; `Corpus.fiches` tells what there is about an article, and on what ground.
"""

from cpp_versions.fiches.values import Fiche, FicheReference, Passage, Span

__all__ = ["Fiche", "FicheReference", "Passage", "Span"]
