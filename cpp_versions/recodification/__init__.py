"""Two codes, or two versions of one, side by side: what is left of each pair of articles once known renamings and
updated references are folded. Was it done *à droit constant*, without changing the law?

Pure functions of texts, of what they cite and of a renumbering map:

- `references` says which citations of the new text follow those of the old one, as the map says, and masks both alike;
- `renamings` finds the replacements common to many pairs ("chef d'établissement" → "chef de l'établissement
  pénitentiaire") and makes them in the old text;
- `quoting` gives back the words of the old text that renamings were made in;
- `grading` tells what is left, and grades each pair.

It refuses to weigh: one word that nothing explains makes a pair `changed`; and it never calls a pair unchanged in
substance, only in words.
"""

from cpp_versions.recodification.grading import graded
from cpp_versions.recodification.references import Images, Unit
from cpp_versions.recodification.values import (
    Grade,
    GradedPair,
    Left,
    Pair,
    RecodificationAnswer,
    Renaming,
    SideText,
)

__all__ = [
    "Grade",
    "GradedPair",
    "Images",
    "Left",
    "Pair",
    "RecodificationAnswer",
    "Renaming",
    "SideText",
    "Unit",
    "graded",
]
