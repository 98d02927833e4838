"""Renderings of results: pure functions from a value to a string. Each display has its module."""

from __future__ import annotations

__all__: list[str] = []
