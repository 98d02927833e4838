"""Readers: one module per format, all yielding `CodeHistory`; they don't know one another."""
