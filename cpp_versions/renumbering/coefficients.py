"""The coefficients of the model of links: written by `scripts/fit-renumbering`, not by hand."""

from __future__ import annotations

__all__ = ["FIRST", "FULL"]

FIRST = {
    "": -7.114,
    "most": 1.049,
    "least": 3.524,
    "both_most": 1.817,
    "both_least": 2.060,
    "bits": 4.726,
    "alike": -1.520,
    "held": -1.557,
    "whole": -1.762,
    "gist_new": 0.541,
    "gist_old": -1.619,
    "gist_new_lead": 5.314,
    "gist_old_lead": 4.993,
    "lead_new": 1.904,
    "lead_old": 1.536,
    "rival_new": 0.064,
    "rival_old": -1.834,
    "copied": 0.000,
    "stays": -1.154,
    "title": 2.749,
    "stated": 4.482,
}
"""Before the neighbours are known."""

FULL = {
    "": -7.540,
    "most": 0.918,
    "least": 2.522,
    "both_most": 2.065,
    "both_least": 1.748,
    "bits": 4.953,
    "alike": -1.676,
    "held": -1.146,
    "whole": -1.544,
    "gist_new": 0.466,
    "gist_old": -1.342,
    "gist_new_lead": 4.379,
    "gist_old_lead": 4.411,
    "lead_new": 2.207,
    "lead_old": 1.540,
    "rival_new": 0.371,
    "rival_old": -2.484,
    "copied": 0.000,
    "stays": -0.639,
    "title": 0.763,
    "before": 1.310,
    "after": 0.929,
    "section": 2.182,
    "rewired": 6.315,
    "agree": 1.373,
    "stated": 2.378,
}
