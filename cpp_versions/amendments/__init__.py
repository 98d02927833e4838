"""Amending acts: read into instructions, applied, graded against the official text.

Pure functions of texts; `Corpus` gives them the texts. See `values` for what an instruction is.
"""

from __future__ import annotations

from cpp_versions.amendments.applying import Outcome, apply_to
from cpp_versions.amendments.grading import GRADES, Graded, Known, grade_act
from cpp_versions.amendments.reading import parse
from cpp_versions.amendments.values import (
    WHOLE,
    Instruction,
    Kind,
    Operation,
    ParsedAct,
    Piece,
    Place,
    Position,
    Step,
    Unit,
    Unparsed,
)

__all__ = [
    "GRADES",
    "WHOLE",
    "Graded",
    "Instruction",
    "Kind",
    "Known",
    "Operation",
    "Outcome",
    "ParsedAct",
    "Piece",
    "Place",
    "Position",
    "Step",
    "Unit",
    "Unparsed",
    "apply_to",
    "grade_act",
    "parse",
]
