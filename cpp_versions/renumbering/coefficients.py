"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.318,
    "both_most": 0.314,
    "mutual": 2.631,
    "least": 2.979,
    "bits": 3.830,
    "gist_new": 4.115,
    "gist_old": 2.317,
    "lead_new": 0.767,
    "lead_old": 0.239,
    "rival_old": -1.797,
    "copied": -8.700,
    "stated": 3.566,
}
"""Before the neighbours are known."""

FULL = {
    "": -6.962,
    "both_most": 0.302,
    "mutual": 2.505,
    "least": 2.510,
    "bits": 3.819,
    "gist_new": 3.266,
    "gist_old": 1.644,
    "lead_new": 1.174,
    "lead_old": 0.153,
    "rival_old": -1.952,
    "copied": -7.478,
    "before": 1.598,
    "after": 0.859,
    "section": 1.769,
    "rewired": 5.450,
    "stated": 1.807,
}
"""Once they are."""
