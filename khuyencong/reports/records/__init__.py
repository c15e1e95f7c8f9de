"""The records of a report, taken once, and every number reckoned from them alone."""

from khuyencong.reports.records.cells import Cells, cells_of
from khuyencong.reports.records.reckoning import NOTHING, Found, Reckoning
from khuyencong.reports.records.rows import (
    STAGES,
    BesideRow,
    MoneyRow,
    ProjectRow,
    Records,
    ResultRow,
)

__all__ = [
    "NOTHING",
    "STAGES",
    "BesideRow",
    "Cells",
    "Found",
    "MoneyRow",
    "ProjectRow",
    "Reckoning",
    "Records",
    "ResultRow",
    "cells_of",
]
