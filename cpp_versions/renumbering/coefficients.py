"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.430,
    "both_most": 1.033,
    "mutual": 1.969,
    "least": 3.306,
    "bits": 3.999,
    "gist_new": 4.111,
    "gist_old": 2.337,
    "lead_new": 0.894,
    "lead_old": 0.229,
    "rival_old": -1.934,
    "copied": -8.680,
    "stated": 3.633,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.315,
    "both_most": 1.035,
    "mutual": 1.656,
    "least": 2.523,
    "bits": 4.638,
    "gist_new": 3.014,
    "gist_old": 1.463,
    "lead_new": 1.328,
    "lead_old": 0.474,
    "rival_old": -2.111,
    "copied": -7.502,
    "before": 1.831,
    "after": 1.312,
    "section": 1.724,
    "rewired": 6.076,
    "stated": 1.792,
}
"""Once they are."""
