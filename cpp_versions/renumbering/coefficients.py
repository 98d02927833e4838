"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.433,
    "both_most": 1.327,
    "mutual": 1.788,
    "least": 2.464,
    "bits": 4.064,
    "gist_new": 4.004,
    "gist_old": 2.467,
    "lead_new": 1.401,
    "lead_old": 0.179,
    "rival_old": -2.719,
    "copied": -8.849,
    "stated": 3.673,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.226,
    "both_most": 1.327,
    "mutual": 1.497,
    "least": 2.187,
    "bits": 4.525,
    "gist_new": 2.580,
    "gist_old": 1.989,
    "lead_new": 1.554,
    "lead_old": 0.366,
    "rival_old": -2.584,
    "copied": -7.613,
    "before": 1.952,
    "after": 1.071,
    "section": 1.703,
    "rewired": 6.338,
    "stated": 1.717,
}
"""Once they are."""
