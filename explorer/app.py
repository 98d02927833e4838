"""The ASGI application that `streamlit run explorer/app.py` serves: the page, and room for routes beside it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

__all__ = ["app"]

app = st.App(Path(__file__).with_name("main.py"))
