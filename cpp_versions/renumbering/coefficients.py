"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -6.421,
    "both_most": 1.195,
    "mutual": 1.807,
    "least": 2.574,
    "bits": 4.046,
    "gist_new": 4.018,
    "gist_old": 2.422,
    "lead_new": 1.406,
    "lead_old": 0.180,
    "rival_old": -2.705,
    "copied": -8.815,
    "stated": 3.660,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.203,
    "both_most": 1.209,
    "mutual": 1.518,
    "least": 2.283,
    "bits": 4.558,
    "gist_new": 2.554,
    "gist_old": 1.950,
    "lead_new": 1.561,
    "lead_old": 0.359,
    "rival_old": -2.606,
    "copied": -7.606,
    "before": 1.947,
    "after": 1.087,
    "section": 1.658,
    "rewired": 6.360,
    "stated": 1.740,
}
"""Once they are."""
