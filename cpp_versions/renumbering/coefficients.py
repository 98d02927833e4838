"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.404,
    "both_most": 1.006,
    "mutual": 1.982,
    "least": 3.255,
    "bits": 4.055,
    "gist_new": 4.093,
    "gist_old": 2.240,
    "lead_new": 0.930,
    "lead_old": 0.262,
    "rival_old": -1.999,
    "copied": -8.713,
    "stated": 3.632,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.288,
    "both_most": 1.006,
    "mutual": 1.670,
    "least": 2.501,
    "bits": 4.661,
    "gist_new": 2.986,
    "gist_old": 1.383,
    "lead_new": 1.354,
    "lead_old": 0.514,
    "rival_old": -2.152,
    "copied": -7.530,
    "before": 1.811,
    "after": 1.314,
    "section": 1.728,
    "rewired": 6.083,
    "stated": 1.785,
}
"""Once they are."""
