"""The script of the page: reads the address, opens the corpus, hands both to a page, or says what to do.

Streamlit runs it once for each view. The address is the state (see `selection`): widgets only change the address.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from pathlib import Path

import streamlit as st

# Streamlit puts the folder of its script on the path, not that of the packages.
_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)

from cpp_versions.errors import StoreError, StoreMissing  # noqa: E402
from explorer.components import frame  # noqa: E402
from explorer.components.markup import element, show  # noqa: E402
from explorer.opened import open_corpus, store_path  # noqa: E402
from explorer.pages import PAGES  # noqa: E402
from explorer.selection import Selection  # noqa: E402
from explorer.view import View  # noqa: E402
from explorer.words import Words  # noqa: E402

_ICON = Path(__file__).with_name("assets") / "icon.png"


def page() -> None:
    """One run: the view that the address asks for."""
    selection = Selection.from_query(st.query_params.to_dict())
    words = Words(selection.lang)
    st.set_page_config(page_title=words("app"), page_icon=_ICON, layout="wide")
    frame.style()
    frame.navigation(selection, words)
    frame.problems(selection.problems, words)
    try:
        with st.spinner(words("store.opening")):
            corpus = open_corpus()
        view = View(corpus, selection, words, corpus.codes())
        frame.excerpt_notice(view)
        shown = PAGES[selection.page](view)
        frame.foot(replace(view, selection=shown) if shown else view)
    except StoreError as error:
        _no_store(error, words)
    except Exception:
        # A visitor gets a sentence, the log the rest; Streamlit's own control flow isn't an Exception.
        logging.getLogger("explorer").exception("%s", selection.href())
        show(frame.notice("warning", element("p", words("failed")), role="alert"))
    frame.behave()


def _no_store(error: StoreError, words: Words) -> None:
    """What to do without a store that can be read."""
    key = "store.missing" if isinstance(error, StoreMissing) else "store.damaged"
    show(element("h1", words(key), class_="cx-head"))
    show(element("p", words(f"{key}.how")))
    source = "" if key == "store.missing" else " SOURCE…"
    st.code(f"python -m cpp_versions --store {store_path()} build{source}", language=None)
    st.code(str(error), language=None, wrap_lines=True)


st.navigation([st.Page(page, title="cpp-versions", default=True)], position="hidden").run()
