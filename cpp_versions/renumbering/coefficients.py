"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.368,
    "both_most": 0.385,
    "mutual": 2.487,
    "least": 3.054,
    "bits": 3.900,
    "gist_new": 4.182,
    "gist_old": 2.203,
    "lead_new": 0.937,
    "lead_old": 0.274,
    "rival_old": -1.899,
    "copied": -8.714,
    "stated": 4.658,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.123,
    "both_most": 0.310,
    "mutual": 2.325,
    "least": 2.457,
    "bits": 4.588,
    "gist_new": 3.157,
    "gist_old": 1.443,
    "lead_new": 1.382,
    "lead_old": 0.119,
    "rival_old": -2.207,
    "copied": -7.582,
    "before": 1.717,
    "after": 0.546,
    "section": 2.150,
    "rewired": 5.796,
    "stated": 2.810,
}
"""Once they are."""
