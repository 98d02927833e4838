"""HTML that is made once for all who ask for the same view: large lists cost more to write than to find.

What is kept is a function of the corpus, of the view's address and of the values named: nobody's own. It is bounded,
and shared by the threads of the server; what a former corpus left goes as other views come.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from explorer.components.markup import Html
from explorer.view import View

__all__ = ["once"]

_MOST = 24_000_000  # characters
_LOCK = threading.Lock()
_KEPT: OrderedDict[tuple[Hashable, ...], Html] = OrderedDict()


def once(view: View, make: Callable[[], Html], name: str, *values: Hashable) -> Html:
    """What `make` makes for this view and these values; `name` tells it from other parts of the same view."""
    key = (view.corpus, view.selection, name, *values)
    with _LOCK:
        found = _KEPT.get(key)
        if found is not None:
            _KEPT.move_to_end(key)
            return found
    made = make()
    with _LOCK:
        _KEPT[key] = made
        size = sum(map(len, _KEPT.values()))
        while size > _MOST and len(_KEPT) > 1:
            size -= len(_KEPT.popitem(last=False)[1])
    return made
