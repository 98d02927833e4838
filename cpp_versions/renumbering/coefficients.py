"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.265,
    "both_most": 0.729,
    "mutual": 2.306,
    "least": 3.048,
    "bits": 3.374,
    "gist_new": 4.895,
    "gist_old": 1.983,
    "lead_new": 0.787,
    "lead_old": 0.123,
    "rival_old": -1.763,
    "copied": -8.970,
    "stated": 3.713,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.088,
    "both_most": 0.438,
    "mutual": 2.369,
    "least": 2.560,
    "bits": 4.047,
    "gist_new": 3.963,
    "gist_old": 1.188,
    "lead_new": 1.043,
    "lead_old": -0.028,
    "rival_old": -1.886,
    "copied": -7.596,
    "before": 1.752,
    "after": 0.689,
    "section": 2.000,
    "rewired": 5.555,
    "stated": 1.742,
}
