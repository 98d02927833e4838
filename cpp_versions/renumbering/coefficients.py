"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.432,
    "both_most": 1.327,
    "mutual": 1.788,
    "least": 2.464,
    "bits": 4.064,
    "gist_new": 4.004,
    "gist_old": 2.466,
    "lead_new": 1.402,
    "lead_old": 0.179,
    "rival_old": -2.719,
    "copied": -8.849,
    "stated": 3.672,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.231,
    "both_most": 1.379,
    "mutual": 1.549,
    "least": 2.067,
    "bits": 4.573,
    "gist_new": 2.676,
    "gist_old": 2.050,
    "lead_new": 1.595,
    "lead_old": 0.228,
    "rival_old": -2.596,
    "copied": -7.655,
    "before": 2.024,
    "after": 0.976,
    "section": 1.654,
    "rewired": 6.376,
    "stated": 1.679,
}
"""Once they are."""
