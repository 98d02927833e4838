"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -7.311,
    "both_most": -0.205,
    "mutual": 2.694,
    "least": 2.671,
    "bits": 3.270,
    "gist_new": 2.932,
    "gist_old": 0.929,
    "lead_new": 1.101,
    "lead_old": 0.510,
    "rival_old": -1.920,
    "copied": -5.039,
    "alike": -0.869,
    "matter_new": 2.074,
    "matter_old": 3.826,
    "stated": 2.528,
}
"""Before the neighbours are known."""

FULL = {
    "": -9.931,
    "both_most": -0.298,
    "mutual": 1.889,
    "least": 1.959,
    "bits": 2.991,
    "gist_new": 2.497,
    "gist_old": 1.479,
    "lead_new": 0.803,
    "lead_old": -0.464,
    "rival_old": -1.636,
    "copied": -2.969,
    "alike": 0.296,
    "matter_new": 1.973,
    "matter_old": 3.262,
    "spare_new": 1.336,
    "spare_old": 2.346,
    "gap": 2.338,
    "before": 1.693,
    "after": 0.417,
    "section": 1.986,
    "rewired": 5.190,
    "stated": 1.765,
}
"""Once they are."""
