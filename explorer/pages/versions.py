"""The consolidated versions of a code."""

from __future__ import annotations

from explorer.view import View

__all__ = ["render"]


def render(view: View) -> None:
    """The consolidated versions."""
