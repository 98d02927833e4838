"""Readers: one module per format, all yielding `CodeHistory`; they don't know one another (see `registry`)."""

from cpp_versions.sources.registry import Source, fingerprint, recognise, recognise_all

__all__ = ["Source", "fingerprint", "recognise", "recognise_all"]
