"""The corpus that every view and every route of one process shares: opened once, and again after a new build."""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from pathlib import Path

from cpp_versions import Corpus, generation

__all__ = ["open_corpus", "store_path"]

_LOCK = threading.Lock()


def store_path() -> Path:
    """The store that the explorer shows: `$CPP_VERSIONS_STORE`, else `.store`."""
    return Path(os.environ.get("CPP_VERSIONS_STORE") or ".store")


def open_corpus() -> Corpus:
    """The corpus of the generation in force. Raises StoreMissing or StoreError."""
    store = store_path()
    name = generation.current(store).name
    with _LOCK:  # two that come first at once would both open it, or make its index twice
        return _opened(str(store), name)


# the one before stays for those whose view is being made
@lru_cache(maxsize=2)
def _opened(store: str, generation_name: str) -> Corpus:
    return Corpus.open(store)
