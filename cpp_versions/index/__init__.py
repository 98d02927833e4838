"""The index: SQLite derived from a store, disposable, stamped with the schema's version and the store's commit."""

__all__: list[str] = []
