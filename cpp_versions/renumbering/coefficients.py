"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.437,
    "both_most": 0.838,
    "mutual": 1.994,
    "least": 3.673,
    "bits": 4.041,
    "gist_new": 4.095,
    "gist_old": 2.022,
    "lead_new": 0.708,
    "lead_old": 0.199,
    "rival_old": -1.673,
    "copied": -6.663,
    "mirrored": -8.517,
    "stated": 3.665,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.361,
    "both_most": 0.857,
    "mutual": 1.647,
    "least": 2.944,
    "bits": 4.712,
    "gist_new": 2.963,
    "gist_old": 1.152,
    "lead_new": 1.160,
    "lead_old": 0.403,
    "rival_old": -1.824,
    "copied": -5.104,
    "mirrored": -7.290,
    "before": 1.772,
    "after": 1.434,
    "section": 1.786,
    "rewired": 6.121,
    "stated": 1.774,
}
"""Once they are."""
